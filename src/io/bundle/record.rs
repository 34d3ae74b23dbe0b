//! One record of a file, read with the place of whatever is wrong.

use std::collections::BTreeMap;

use model::{Id, Json, Key, Object, Record, Stamp};

use super::read::{MAX_FIELDS, MAX_TEXT};
use crate::fault::{Fault, short};

/// Codes of what can be wrong with one record.
pub(super) const CODES: &[&str] = &[
    "bundle.record_type",
    "bundle.record_id_missing",
    "bundle.record_id",
    "bundle.record_kind_missing",
    "bundle.record_kind",
    "bundle.record_created_missing",
    "bundle.record_created",
    "bundle.record_fields_missing",
    "bundle.record_fields",
    "bundle.record_too_many_fields",
    "bundle.record_field_name",
    "bundle.record_too_long",
    "bundle.record_stamps",
    "bundle.record_stamp_field",
    "bundle.record_stamp",
    "bundle.record_key",
];

/// Whether a text can name a kind or a field: small Latin letters, digits, underscores. Every version keeps to this,
/// so names that mean something to other programs (`__proto__`, `constructor`) are not let in as fields.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 64;
    let forbidden = ["constructor", "prototype"];
    text.len() <= LONGEST
        && text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && text.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_')
        && !forbidden.contains(&text)
}

/// A stamp, in the one way it is written.
pub(super) fn stamp(json: &Json) -> Option<Stamp> {
    let text = json.as_str()?;
    text.parse::<Stamp>().ok().filter(|stamp| stamp.to_string() == text)
}

/// An id, in the one way it is written.
pub(super) fn id(text: &str) -> Option<Id> {
    text.parse::<Id>().ok().filter(|id| id.to_string() == text)
}

/// The longest text anywhere in a value.
fn longest(json: &Json) -> usize {
    match json {
        Json::String(text) => text.len(),
        Json::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        Json::Object(map) => map.iter().map(|(key, value)| longest(value).max(key.len())).max().unwrap_or(0),
        _ => 0,
    }
}

/// The record at this place of the file, counted from 1.
pub(super) fn read(item: Json, number: usize) -> Result<Record, Fault> {
    let at = |code: &'static str| Fault::new(code).with("number", number);
    let Json::Object(mut map) = item else { return Err(at("bundle.record_type")) };
    let text = |json: &Json| short(&json.as_str().map_or_else(|| json.to_string(), str::to_owned));
    let own = map.remove("id").ok_or_else(|| at("bundle.record_id_missing"))?;
    let own = own.as_str().and_then(id).ok_or_else(|| at("bundle.record_id").with("value", text(&own)))?;
    let at = |code: &'static str| Fault::new(code).with("number", number).with("id", own);
    let kind = map.remove("kind").ok_or_else(|| at("bundle.record_kind_missing"))?;
    let kind = kind.as_str().filter(|name| is_name(name)).map(Key::new).ok_or_else(|| at("bundle.record_kind").with("value", text(&kind)))?;
    let at = |code: &'static str| Fault::new(code).with("number", number).with("id", own).with("kind", &kind);
    let created = map.remove("created").ok_or_else(|| at("bundle.record_created_missing"))?;
    let created = stamp(&created).ok_or_else(|| at("bundle.record_created").with("value", text(&created)))?;
    let fields = map.remove("fields").ok_or_else(|| at("bundle.record_fields_missing"))?;
    let Json::Object(values) = fields else { return Err(at("bundle.record_fields")) };
    let fields = read_fields(values, &at)?;
    let stamps = match map.remove("stamps") {
        None => BTreeMap::new(),
        Some(Json::Object(stamps)) => read_stamps(stamps, &at)?,
        Some(_) => return Err(at("bundle.record_stamps")),
    };
    let mut unknown = BTreeMap::new();
    for (key, value) in map {
        if !is_name(&key) || longest(&value) > MAX_TEXT {
            return Err(at("bundle.record_key").with("key", short(&key)));
        }
        unknown.insert(Key::new(&key), value);
    }
    Ok(Record { id: own, kind: kind.clone(), created, fields, stamps, unknown })
}

fn read_fields(values: Object, at: &dyn Fn(&'static str) -> Fault) -> Result<BTreeMap<Key, Json>, Fault> {
    if values.len() > MAX_FIELDS {
        return Err(at("bundle.record_too_many_fields").with("limit", MAX_FIELDS));
    }
    let mut fields = BTreeMap::new();
    for (name, value) in values {
        if !is_name(&name) {
            return Err(at("bundle.record_field_name").with("field", short(&name)));
        }
        if longest(&value) > MAX_TEXT {
            return Err(at("bundle.record_too_long").with("field", &name).with("limit", MAX_TEXT));
        }
        fields.insert(Key::new(&name), value);
    }
    Ok(fields)
}

fn read_stamps(values: Object, at: &dyn Fn(&'static str) -> Fault) -> Result<BTreeMap<Key, Stamp>, Fault> {
    let mut stamps = BTreeMap::new();
    for (name, value) in values {
        if !is_name(&name) {
            return Err(at("bundle.record_stamp_field").with("field", short(&name)));
        }
        let stamp = stamp(&value).ok_or_else(|| at("bundle.record_stamp").with("field", &name).with("value", short(&value.to_string())))?;
        stamps.insert(Key::new(&name), stamp);
    }
    Ok(stamps)
}
