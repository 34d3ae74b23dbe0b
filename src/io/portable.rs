//! The single-file edition: a page with a place for every file that it carries. `make portable` and the program itself
//! fill the same places in the same way; a place that stays empty is a file that is not there (public/portable.js).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Name of the page with empty places in a release. A text, so that nobody opens it as it is.
pub const TEMPLATE: &str = "portable.txt";

const BEGIN: &str = "<script type=\"application/gzip\" data-name=\"";
const END: &str = "</script>";

/// An empty place for a file.
pub fn place(name: &str) -> String {
    format!("{BEGIN}{name}\">{END}\n")
}

/// The names of the places of a page, in order.
pub fn places(page: &str) -> Vec<&str> {
    page.split(BEGIN).skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect()
}

/// The page with these files in their places; `packed` gives the bytes of a file compressed with gzip.
pub fn fill<'a>(page: &str, packed: &dyn Fn(&str) -> Option<&'a [u8]>) -> String {
    let mut parts = page.split(BEGIN);
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        filled.push_str(BEGIN);
        let (name, rest) = part.split_once("\">").unwrap_or((part, ""));
        filled.push_str(name);
        filled.push_str("\">");
        if let Some(bytes) = packed(name) {
            STANDARD.encode_string(bytes, &mut filled);
        }
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_by_name_and_stay_where_nothing_is_given() {
        let page = format!("<html><head></head><body><p>1</p>{}{}</body></html>", place("lang/en.json"), place("demo.json"));
        assert_eq!(places(&page), ["lang/en.json", "demo.json"]);
        let filled = fill(&page, &|name| (name == "lang/en.json").then_some(&b"abc"[..]));
        assert!(filled.contains("data-name=\"lang/en.json\">YWJj</script>") && filled.contains("data-name=\"demo.json\"></script>"), "{filled}");
        assert_eq!(fill(&page, &|_| None), page);
        assert!(filled.starts_with("<html><head></head><body><p>1</p>") && filled.ends_with("</body></html>"), "{filled}");
    }
}
