//! Tells the host how high the page is, so that its frame needs no scroll bar of its own.

use leptos::prelude::*;
use serde_json::{Value as Json, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Changes below this many pixels are not told.
const LEAST: i32 = 2;

/// What follows the height of the page, and what it calls.
pub(super) type Observed = (ResizeObserver, Closure<dyn Fn()>);

/// An observer that tells the height of what it is given to watch.
pub(super) fn observer(post: impl Fn(&'static str, Json) + 'static) -> Option<Observed> {
    let last = StoredValue::new(0);
    let seen = Closure::<dyn Fn()>::new(move || {
        let Some(root) = document().query_selector(".shell").ok().flatten() else { return };
        let (height, before) = (root.scroll_height(), last.try_get_value().unwrap_or(0));
        if (height - before).abs() >= LEAST {
            last.try_set_value(height);
            post("resize", json!({ "height": height, "width": root.client_width(), "reason": "content", "first": before == 0 }));
        }
    });
    Some((ResizeObserver::new(seen.as_ref().unchecked_ref()).ok()?, seen))
}

/// Starts watching an element; what left the page is forgotten by the browser.
pub(super) fn watch(observed: &Observed, element: &Element) {
    observed.0.observe(element);
}
