//! Small helpers around the page: focus, downloads, the clipboard, composing keys, unique ids.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::Callback;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, KeyboardEvent};

static NEXT_ID: AtomicUsize = AtomicUsize::new(1);

/// An id no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    format!("{prefix}-{}", NEXT_ID.fetch_add(1, Ordering::Relaxed))
}

/// Runs a callback if its page still stands: a field that goes with its page gets a last blur, when nobody listens any more.
pub fn tell<T: 'static>(callback: Callback<T>, value: T) {
    // Nothing to do when it is gone.
    let _ = callback.try_run(value);
}

/// The page, if there is one.
pub fn page() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with an id.
pub fn element_by_id(id: &str) -> Option<HtmlElement> {
    page()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with this id and brings it into view; false if there is none or it is folded away.
pub fn focus_by_id(id: &str) -> bool {
    element_by_id(id).is_some_and(|element| focus_on(&element))
}

/// Moves the focus to an element, or to the first control in it; false if neither can have it now. The browser itself does
/// not say so.
pub fn focus_on(element: &HtmlElement) -> bool {
    let has_it = || focused().is_some_and(|focused| element.contains(Some(&focused)));
    let _ = element.focus();
    if !has_it()
        && let Ok(Some(inside)) = element.query_selector("input, select, textarea, button")
    {
        let _ = inside.unchecked_into::<HtmlElement>().focus();
    }
    has_it()
}

/// Unfolds whatever an element lies in.
pub fn unfold_around(element: &HtmlElement) {
    let mut fold = element.closest("details:not([open])").ok().flatten();
    while let Some(details) = fold {
        let _ = details.set_attribute("open", "");
        fold = details.parent_element().and_then(|parent| parent.closest("details:not([open])").ok().flatten());
    }
}

/// Unfolds everything on the page that is folded: what is sought may be inside.
pub fn unfold_all() {
    let Some(found) = page()
        .and_then(|page| page.query_selector_all("main details:not([open]), dialog details:not([open]), .item-fold[aria-expanded='false']").ok())
    else {
        return;
    };
    for index in 0..found.length() {
        let Some(element) = found.get(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else { continue };
        if element.tag_name().eq_ignore_ascii_case("details") {
            let _ = element.set_attribute("open", "");
        } else {
            element.click();
        }
    }
}

/// Runs when what was just changed is in the page. Not the next frame: a page in the background paints none.
pub fn soon(run: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(run, std::time::Duration::ZERO);
}

/// Moves the focus when what was just changed is in the page.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    soon(move || {
        focus_by_id(&id);
    });
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    page()?.active_element()?.dyn_into().ok()
}

/// Moves the focus to the heading of the page where nothing else has it.
pub fn focus_heading() {
    let nobody = focused().is_none_or(|focused| focused.tag_name() == "BODY");
    let heading = page().and_then(|page| page.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.filter(|_| nobody).and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        focus_on(&heading);
    }
}

/// Whether an input method is at work: no shortcut and no Enter handler may act on this key.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether the user prefers less motion.
pub fn reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether a media query holds now.
pub fn media_matches(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Offers a text as a file.
pub fn download_text(name: &str, mime: &str, text: &str) {
    let _ = download_parts(name, mime, &JsValue::from_str(text));
}

/// Offers bytes as a file.
pub fn download_bytes(name: &str, mime: &str, bytes: &[u8]) {
    let _ = download_parts(name, mime, &js_sys::Uint8Array::from(bytes));
}

/// Offers bytes of the browser as a file, without a copy of them.
pub fn download_array(name: &str, mime: &str, bytes: &js_sys::Uint8Array) {
    let _ = download_parts(name, mime, bytes);
}

fn download_parts(name: &str, mime: &str, part: &JsValue) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(part), &options)?;
    download_blob(name, &blob)
}

/// Offers a blob as a file. Its address is given back after a minute, when every browser has begun to read it.
///
/// # Errors
/// If the page has no body or the browser refuses the address.
pub fn download_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let document = page().ok_or(JsValue::NULL)?;
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.set_hidden(true);
    if let Some(body) = document.body() {
        body.append_child(&anchor)?;
    }
    anchor.click();
    anchor.remove();
    leptos::prelude::set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// Copies a text; where the clipboard is closed to the page, through a hidden field. False if neither works.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard")).unwrap_or(JsValue::UNDEFINED);
    if !clipboard.is_undefined() {
        let promise = window.navigator().clipboard().write_text(text);
        if JsFuture::from(promise).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Result<bool, JsValue> {
    let document = page().ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    let before = focused();
    let area: web_sys::HtmlTextAreaElement = document.create_element("textarea")?.dyn_into()?;
    area.set_class_name("visually-hidden");
    area.set_value(text);
    body.append_child(&area)?;
    area.select();
    let copied = document.dyn_ref::<web_sys::HtmlDocument>().is_some_and(|html| html.exec_command("copy").unwrap_or(false));
    area.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    Ok(copied)
}
