//! JSON read strictly: a key that occurs twice is a fault, since one of its values would be lost unseen. Depth is
//! limited to 128 by the parser, numbers to what can be kept, texts to whole characters.

use std::fmt;

use model::Json;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number};

use crate::fault::Fault;

/// Most bytes of a file that is read at all.
pub(crate) const MAX_BYTES: usize = 256 * 1024 * 1024;

/// What the parser says, and the code for it; the first that fits.
const REASONS: &[(&str, &str)] = &[
    ("EOF while parsing", "bundle.json_cut_off"),
    ("doubled key", "bundle.json_doubled_key"),
    ("lone leading surrogate", "bundle.json_surrogate"),
    ("unexpected end of hex escape", "bundle.json_surrogate"),
    ("invalid unicode code point", "bundle.json_surrogate"),
    ("control character", "bundle.json_control"),
    ("invalid escape", "bundle.json_escape"),
    ("number out of range", "bundle.json_number_range"),
    ("invalid number", "bundle.json_number"),
    ("recursion limit", "bundle.json_too_deep"),
    ("trailing characters", "bundle.json_trailing"),
    ("trailing comma", "bundle.json_comma"),
    ("key must be a string", "bundle.json_key"),
    ("expected `:`", "bundle.json_colon"),
    ("expected `,`", "bundle.json_separator"),
];

/// Every code that [`parse`] can give.
pub(crate) fn codes() -> Vec<&'static str> {
    REASONS.iter().map(|(_, code)| *code).chain(["bundle.empty", "bundle.too_large", "bundle.not_text", "bundle.not_json"]).collect()
}

/// The JSON of a file.
///
/// # Errors
/// What is wrong and in which line and column.
pub(crate) fn parse(bytes: &[u8]) -> Result<Json, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::new("bundle.too_large").with("size", bytes.len() / (1024 * 1024)).with("limit", MAX_BYTES / (1024 * 1024)));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new("bundle.empty"));
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Fault::new("bundle.not_text").with("byte", error.valid_up_to() + 1));
    }
    serde_json::from_slice::<Strict>(bytes).map(|strict| strict.0).map_err(|error| {
        let said = error.to_string();
        let code = REASONS.iter().find(|(words, _)| said.contains(words)).map_or("bundle.not_json", |(_, code)| *code);
        let fault = Fault::new(code).with("line", error.line()).with("column", error.column());
        match said.split_once("doubled key `").and_then(|(_, rest)| rest.split_once('`')) {
            Some((key, _)) => fault.with("key", key),
            None => fault,
        }
    })
}

struct Strict(Json);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!("doubled key `{}`", crate::fault::short(&key))));
            }
            let Strict(value) = access.next_value()?;
            map.insert(key, value);
        }
        Ok(Json::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[u8], code: &str) {
        assert_eq!(parse(text).unwrap_err().code, code, "{}", String::from_utf8_lossy(text));
    }

    #[test]
    fn each_way_of_not_being_json_has_its_code() {
        check(b"", "bundle.empty");
        check(b" \n\t ", "bundle.empty");
        check(b"hello", "bundle.not_json");
        check(b"{\"a\":", "bundle.json_cut_off");
        check(b"{\"a\":1,\"a\":2}", "bundle.json_doubled_key");
        check(b"{\"a\":{\"b\":1,\"b\":2}}", "bundle.json_doubled_key");
        check(br#"["\ud800"]"#, "bundle.json_surrogate");
        check(br#"["\ud800\u0041"]"#, "bundle.json_surrogate");
        check(b"[\"\x01\"]", "bundle.json_control");
        check(br#"["\x"]"#, "bundle.json_escape");
        check(b"[1e999]", "bundle.json_number_range");
        check(b"[01]", "bundle.json_number");
        check(&vec![b'['; 100_000], "bundle.json_too_deep");
        check(b"{} {}", "bundle.json_trailing");
        check(b"[1,]", "bundle.json_comma");
        check(b"{1:2}", "bundle.json_key");
        check(b"{\"a\" 2}", "bundle.json_colon");
        check(b"[1 2]", "bundle.json_separator");
        check(b"[\"\xff\"]", "bundle.not_text");
        check(&vec![b' '; MAX_BYTES + 1], "bundle.too_large");
    }

    #[test]
    fn a_fault_names_line_and_column() {
        let fault = parse(b"{\n \"a\": 1,\n \"a\": 2}").unwrap_err();
        assert_eq!(fault.parameters, [("line", "3".to_owned()), ("column", "4".to_owned()), ("key", "a".to_owned())]);
    }
}
