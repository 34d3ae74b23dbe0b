//! A picture that somebody chooses, made small enough to be kept among the records.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::dom::page;

/// The picture of a file as the address of a PNG of at most so many pixels and characters; none where the browser cannot show
/// the file as a picture. Drawing it anew leaves behind whatever else the file holds: scripts, places, names.
pub async fn small_png(file: &web_sys::Blob, widest: f64, highest: f64, longest: usize) -> Option<String> {
    let address = web_sys::Url::create_object_url_with_blob(file).ok()?;
    let loaded = load(&address).await;
    // An address that cannot be given back goes with the page.
    let _ = web_sys::Url::revoke_object_url(&address);
    let image = loaded.ok()?;
    let (width, height) = match (f64::from(image.natural_width()), f64::from(image.natural_height())) {
        // A drawing without a size of its own.
        (0.0, _) | (_, 0.0) => (widest, highest),
        size => size,
    };
    let fitting = (widest / width).min(highest / height).min(1.0);
    [1.0, 0.5, 0.25].into_iter().find_map(|share| {
        let scale = fitting * share;
        draw(&image, (width * scale).max(1.0), (height * scale).max(1.0)).ok().filter(|png| png.len() <= longest)
    })
}

async fn load(address: &str) -> Result<web_sys::HtmlImageElement, JsValue> {
    let image = web_sys::HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    Ok(image)
}

fn draw(image: &web_sys::HtmlImageElement, width: f64, height: f64) -> Result<String, JsValue> {
    let canvas: web_sys::HtmlCanvasElement = page().ok_or(JsValue::NULL)?.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    canvas.to_data_url_with_type("image/png")
}
