//! Files beside the app: content, languages, demo packs.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file of the app.
///
/// # Errors
/// A sentence for diagnostics: the address and what the browser said.
pub(crate) async fn fetch_text(address: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    let describe = |error: wasm_bindgen::JsValue| format!("{address}: {error:?}");
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await.map_err(describe)?.dyn_into().map_err(describe)?;
    if !response.ok() {
        return Err(format!("{address}: {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(describe)?).await.map_err(describe)?;
    text.as_string().ok_or_else(|| format!("{address}: no text"))
}
