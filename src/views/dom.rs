//! Small dealings with the page that several views share.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, MouseEvent, Node};

/// Moves the focus to the element with this test id.
pub fn focus_by_test_id(test_id: &str) -> bool {
    focus_by_selector(&format!("[data-testid=\"{test_id}\"]"))
}

/// Moves the focus to the first element that a CSS selector finds.
pub fn focus_by_selector(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element: Element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    // In the middle, so that the head of its table is seen, too.
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    ui::dom::focus_on(&element)
}

/// A left click without modifier keys: anything else is left to the browser (new tab, download).
pub fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// Whether a key was pressed in a one-line text field that has no list of its own.
pub fn is_in_text_field(event: &KeyboardEvent) -> bool {
    let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    field.is_some_and(|field| field.tag_name() == "INPUT" && !field.has_attribute("role"))
}

/// Moves the focus to the element that listens.
pub fn focus_holder(event: &KeyboardEvent) {
    if let Some(holder) = event.current_target().and_then(|holder| holder.dyn_into::<HtmlElement>().ok()) {
        // A holder that cannot take the focus leaves it to the browser.
        let _ = holder.focus();
    }
}

/// Whether the focus stays inside the element that listens.
pub fn stays_inside(event: &web_sys::FocusEvent) -> bool {
    let inside = |target: EventTarget| {
        let holder = event.current_target()?.dyn_into::<Node>().ok()?;
        Some(holder.contains(target.dyn_ref::<Node>()))
    };
    event.related_target().and_then(inside).unwrap_or(false)
}

/// Runs while this view is shown when Ctrl/⌘ and the key are pressed, never while an input method
/// composes.
pub fn on_shortcut(key: &'static str, press: Callback<()>) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let meant = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == key && !ui::dom::is_composing(&event);
        // A dialog over the page has taken it.
        if meant && !event.default_prevented() {
            event.prevent_default();
            press.run(());
        }
    });
    on_cleanup(move || listener.remove());
}
