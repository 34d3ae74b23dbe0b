//! Keys of the scoring screen: 0–5, N, U, and the arrows. They obey the setting of single keys and stay away from fields,
//! dialogs and input methods.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::shortcuts::{single_keys_on, types_text};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// An answer, as its stored code.
    Answer(&'static str),
    /// The next statement.
    Next,
    /// The one before.
    Back,
}

fn meaning(key: &str, on_control: bool) -> Option<Key> {
    Some(match key {
        "0" => Key::Answer("0"),
        "1" => Key::Answer("1"),
        "2" => Key::Answer("2"),
        "3" => Key::Answer("3"),
        "4" => Key::Answer("4"),
        "5" => Key::Answer("5"),
        "n" | "N" => Key::Answer("not_applicable"),
        "u" | "U" => Key::Answer("unclear"),
        "ArrowRight" => Key::Next,
        "ArrowLeft" => Key::Back,
        // Enter on a button presses that button.
        "Enter" if !on_control => Key::Next,
        _ => return None,
    })
}

/// Listens while the running view stands.
pub(super) fn listen(run: impl Fn(Key) + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_free = !ui::dom::is_composing(&event) && !event.default_prevented() && !event.repeat();
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let covered = || document().query_selector("dialog[open]").ok().flatten().is_some();
        if !is_free || !plain || types_text(&event) || !single_keys_on() || covered() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_control = target.is_some_and(|target| target.closest("button, a, summary, input, [role=radiogroup]").ok().flatten().is_some());
        if let Some(key) = meaning(&event.key(), on_control) {
            event.prevent_default();
            run(key);
        }
    });
    on_cleanup(move || listener.remove());
}
