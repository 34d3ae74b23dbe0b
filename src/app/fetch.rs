//! Files beside the app: content, languages, demo packs.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file of the app.
///
/// # Errors
/// A sentence for diagnostics: the address and what the browser said.
pub(crate) async fn fetch_text(address: &str) -> Result<String, String> {
    let response = fetch(address).await?;
    let text = JsFuture::from(response.text().map_err(|error| told(address, &error))?).await.map_err(|error| told(address, &error))?;
    text.as_string().ok_or_else(|| format!("{address}: no text"))
}

/// The bytes of a file of the app.
///
/// # Errors
/// A sentence for diagnostics: the address and what the browser said.
pub(crate) async fn fetch_bytes(address: &str) -> Result<Vec<u8>, String> {
    let response = fetch(address).await?;
    let buffer = JsFuture::from(response.array_buffer().map_err(|error| told(address, &error))?).await.map_err(|error| told(address, &error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

fn told(address: &str, error: &JsValue) -> String {
    format!("{address}: {error:?}")
}

async fn fetch(address: &str) -> Result<Response, String> {
    let window = web_sys::window().ok_or("no window")?;
    let response = JsFuture::from(window.fetch_with_str(address)).await.map_err(|error| told(address, &error))?;
    let response: Response = response.dyn_into().map_err(|error| told(address, &error))?;
    if response.ok() { Ok(response) } else { Err(format!("{address}: {}", response.status())) }
}
