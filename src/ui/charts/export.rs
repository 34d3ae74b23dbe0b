//! A chart as a file: SVG with its colours written in, PNG at twice the size, CSV of its table; and what documents made of
//! the page take from it.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::Signal;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::frame::TableTwin;
use crate::dom::{download_blob, download_text, page};

/// What a style sheet says about a mark and a file on its own must say itself.
const STYLES: [&str; 14] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "paint-order",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "font-variant-numeric",
];
const HEAD: f64 = 40.0;
const MARGIN: f64 = 16.0;

thread_local! {
    /// The tables of the charts on the page, by the id of their canvas.
    static TWINS: RefCell<HashMap<String, Signal<TableTwin>>> = RefCell::default();
}

/// Keeps the table of a chart as long as the chart stands.
pub(crate) fn remember(canvas_id: &str, table: Signal<TableTwin>) {
    TWINS.with_borrow_mut(|twins| twins.insert(canvas_id.to_owned(), table));
}

/// Forgets it.
pub(crate) fn forget(canvas_id: &str) {
    TWINS.with_borrow_mut(|twins| twins.remove(canvas_id));
}

/// The table of the chart whose canvas has this id.
pub fn twin_of(canvas_id: &str) -> Option<TableTwin> {
    TWINS.with_borrow(|twins| twins.get(canvas_id).copied())?.try_get_untracked()
}

/// A chart as a drawing of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The drawing.
    pub svg: String,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
}

/// The drawing inside the canvas with this id, in the colours of the page; none where a list or nothing stands there.
pub fn drawing_of(canvas_id: &str) -> Option<Drawing> {
    standalone(canvas_id, None).ok()
}

/// A drawing as PNG at twice its size; none where the browser refuses.
pub async fn png_of(drawing: &Drawing) -> Option<Vec<u8>> {
    let blob = png_blob(drawing).await.ok()?;
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// A name for a file from a title.
pub(crate) fn file_name(title: &str, extension: &str) -> String {
    let stem: String =
        title.chars().map(|letter| if letter.is_control() || "\\/:*?\"<>|".contains(letter) { '_' } else { letter }).take(60).collect();
    let stem = stem.trim().trim_matches('.');
    format!("{}.{extension}", if stem.is_empty() { "chart" } else { stem })
}

/// The table as CSV with a byte order mark, which Excel needs to read Chinese. A text that begins like a formula is
/// kept from being one.
pub(crate) fn csv(table: &TableTwin) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|cell| csv_cell(cell)).collect::<Vec<_>>().join(",");
    let mut out = String::from("\u{feff}");
    for row in std::iter::once(&table.head).chain(&table.rows) {
        out.push_str(&line(row));
        out.push_str("\r\n");
    }
    out
}

fn csv_cell(cell: &str) -> String {
    let is_number = cell.trim_start_matches('-').chars().all(|letter| letter.is_ascii_digit() || ",.%".contains(letter));
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t']) && !is_number { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

/// The first SVG inside the element with this id, as a drawing of its own, with the title above if there is one.
fn standalone(canvas_id: &str, title: Option<&str>) -> Result<Drawing, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = page().ok_or(JsValue::NULL)?;
    let canvas = document.get_element_by_id(canvas_id).ok_or(JsValue::NULL)?;
    let original = canvas.query_selector("svg")?.ok_or(JsValue::NULL)?;
    let copy: web_sys::Element = original.clone_node_with_deep(true)?.dyn_into()?;
    let (from, to) = (original.query_selector_all("*")?, copy.query_selector_all("*")?);
    for index in 0..from.length() {
        let (Some(source), Some(target)) = (from.item(index), to.item(index)) else { continue };
        let (source, target): (web_sys::Element, web_sys::Element) = (source.dyn_into()?, target.dyn_into()?);
        if let Some(style) = window.get_computed_style(&source)? {
            for name in STYLES {
                let value = style.get_property_value(name)?;
                if !value.is_empty() {
                    target.set_attribute(name, &value)?;
                }
            }
        }
        target.remove_attribute("class")?;
    }
    let number =
        |name: &str| original.get_attribute(name).map(|text| js_sys::Number::parse_float(&text)).filter(|size| size.is_finite()).unwrap_or(640.0);
    let (width, height) = (number("width"), number("height"));
    let head = if title.is_some() { HEAD } else { 0.0 };
    let (full_width, full_height) = (width + MARGIN * 2.0, height + head + MARGIN * 2.0);
    copy.set_attribute("viewBox", &format!("{} {} {full_width} {full_height}", -MARGIN, -head - MARGIN))?;
    copy.set_attribute("width", &full_width.to_string())?;
    copy.set_attribute("height", &full_height.to_string())?;
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")?;
    copy.remove_attribute("aria-labelledby")?;
    let body_style = document.body().and_then(|body| window.get_computed_style(&body).ok().flatten());
    let style = |name: &str, otherwise: &str| {
        body_style
            .as_ref()
            .and_then(|style| style.get_property_value(name).ok())
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| otherwise.to_owned())
    };
    let shape = |name: &str| document.create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    let ground = shape("rect")?;
    for (name, value) in [("x", -MARGIN), ("y", -head - MARGIN), ("width", full_width), ("height", full_height)] {
        ground.set_attribute(name, &value.to_string())?;
    }
    ground.set_attribute("fill", &style("--card", "#ffffff"))?;
    copy.insert_before(&ground, copy.first_child().as_ref())?;
    if let Some(title) = title {
        let heading = shape("text")?;
        heading.set_attribute("x", "0")?;
        heading.set_attribute("y", &(12.0 - HEAD).to_string())?;
        heading.set_attribute("font-size", "16")?;
        heading.set_attribute("font-weight", "600")?;
        heading.set_attribute("font-family", &style("font-family", "sans-serif"))?;
        heading.set_attribute("fill", &style("color", "#1f2329"))?;
        heading.set_text_content(Some(title));
        copy.insert_before(&heading, ground.next_sibling().as_ref())?;
    }
    Ok(Drawing { svg: web_sys::XmlSerializer::new()?.serialize_to_string(&copy)?, width: full_width, height: full_height })
}

/// Offers the drawing as an SVG file; false if there is none.
pub(crate) fn download_svg(canvas_id: &str, title: &str) -> bool {
    match standalone(canvas_id, Some(title)) {
        Ok(drawing) => {
            download_text(&file_name(title, "svg"), "image/svg+xml", &drawing.svg);
            true
        }
        Err(_) => false,
    }
}

/// Offers the drawing as a PNG file at twice its size; false if the browser refuses.
pub(crate) async fn download_png(canvas_id: &str, title: &str) -> bool {
    png(canvas_id, title).await.is_ok()
}

async fn png(canvas_id: &str, title: &str) -> Result<(), JsValue> {
    let blob = png_blob(&standalone(canvas_id, Some(title))?).await?;
    download_blob(&file_name(title, "png"), &blob)
}

async fn png_blob(drawing: &Drawing) -> Result<web_sys::Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let source = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(&drawing.svg)), &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&source)?;
    let image = web_sys::HtmlImageElement::new()?;
    image.set_src(&address);
    let loaded = JsFuture::from(image.decode()).await;
    web_sys::Url::revoke_object_url(&address)?;
    loaded?;
    let document = page().ok_or(JsValue::NULL)?;
    let canvas: web_sys::HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width((drawing.width * 2.0) as u32);
    canvas.set_height((drawing.height * 2.0) as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.scale(2.0, 2.0)?;
    context.draw_image_with_html_image_element(&image, 0.0, 0.0)?;
    let made = js_sys::Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expected: &str) {
        assert_eq!(csv_cell(cell), expected);
    }

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        check("华东", "华东");
        check("1,234", "\"1,234\"");
        check("-12.5", "-12.5");
        check("=1+1", "'=1+1");
        check("+86", "'+86");
        check("say \"x\"", "\"say \"\"x\"\"\"");
    }

    #[test]
    fn file_names_are_safe() {
        assert_eq!(file_name("销售额/目标: 2026", "svg"), "销售额_目标_ 2026.svg");
        assert_eq!(file_name("", "csv"), "chart.csv");
        assert!(csv(&TableTwin { head: vec!["a".into()], rows: vec![vec!["b".into()]] }).ends_with("a\r\nb\r\n"));
    }
}
