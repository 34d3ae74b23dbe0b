//! The widths of Latin letters in the font of the page, measured once for each language: a fallback font draws a line up
//! to a fifth wider than the font it stands in for, and what was wrapped by a guess would leave its box.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom::page;
use crate::lang::{Language, language};

/// The first and last letter that are measured.
const LETTERS: std::ops::RangeInclusive<char> = ' '..='~';
/// Letters are measured at this size, so that rounding by a browser does not show.
const SIZE: f64 = 100.0;
/// Words of the interface; bold and plain are compared by them.
const SAMPLE: &str = "Sales of the East region grow by 12.5% to 3,600";

/// What the font of one language draws.
#[derive(Clone)]
struct Widths {
    language: Language,
    /// In em, by letter; none where nothing can be measured.
    letters: Option<Vec<f64>>,
    bold: f64,
}

thread_local! {
    static WIDTHS: RefCell<Option<Widths>> = const { RefCell::new(None) };
}

/// Width of a Latin letter in em; none for other letters and where nothing can be measured.
pub(super) fn width(letter: char) -> Option<f64> {
    let at = usize::try_from(u32::from(letter).checked_sub(u32::from(*LETTERS.start()))?).ok()?;
    if !LETTERS.contains(&letter) {
        return None;
    }
    measured(|widths| widths.letters.as_ref()?.get(at).copied())
}

/// How much wider bold letters are than plain ones.
pub(super) fn bold_factor() -> Option<f64> {
    measured(|widths| widths.letters.is_some().then_some(widths.bold))
}

fn measured<T>(read: impl FnOnce(&Widths) -> Option<T>) -> Option<T> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let now = untrack(language);
    WIDTHS.with_borrow_mut(|known| {
        if known.as_ref().is_none_or(|widths| widths.language != now) {
            *known = Some(measure(now));
        }
        read(known.as_ref()?)
    })
}

fn measure(language: Language) -> Widths {
    let taken = || -> Result<(Vec<f64>, f64), JsValue> {
        let document = page().ok_or(JsValue::NULL)?;
        let body = document.body().ok_or(JsValue::NULL)?;
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let style = window.get_computed_style(&body)?.ok_or(JsValue::NULL)?;
        let family = style.get_property_value("font-family")?;
        let canvas: web_sys::HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
        let width = |text: &str| Ok::<f64, JsValue>(context.measure_text(text)?.width() / SIZE);
        context.set_font(&format!("600 {SIZE}px {family}"));
        let bold = width(SAMPLE)?;
        context.set_font(&format!("{SIZE}px {family}"));
        let plain = width(SAMPLE)?;
        let letters = LETTERS.map(|letter| width(letter.encode_utf8(&mut [0; 4]))).collect::<Result<Vec<f64>, JsValue>>()?;
        Ok((letters, if plain > 0.0 { bold / plain } else { 1.0 }))
    };
    // A browser that measures nothing (a canvas can be forbidden) leaves the estimate.
    match taken() {
        Ok((letters, bold)) if letters.iter().all(|width| width.is_finite() && *width > 0.0) => Widths { language, letters: Some(letters), bold },
        _ => Widths { language, letters: None, bold: 1.0 },
    }
}
