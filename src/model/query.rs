//! Filter and sort records for lists.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::order::Order;
use crate::record::Record;
use crate::schema::Fields;
use crate::text::fold;
use crate::value::Json;

/// What a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words that must all occur in the record's text.
    pub words: String,
    /// Fields that must have one of these stored values.
    pub values: Vec<(String, Vec<String>)>,
}

impl Filter {
    /// Whether the record passes.
    pub fn accepts(&self, record: &Record) -> bool {
        let by_value = self.values.iter().all(|(field, allowed)| {
            allowed.is_empty()
                || match record.field(field) {
                    Some(Json::String(text)) => allowed.contains(text),
                    Some(Json::Array(items)) => items.iter().any(|item| item.as_str().is_some_and(|text| allowed.iter().any(|a| a == text))),
                    Some(Json::Bool(yes)) => allowed.contains(&yes.to_string()),
                    Some(Json::Number(number)) => allowed.contains(&number.to_string()),
                    _ => false,
                }
        });
        let words = fold(&self.words);
        by_value
            && (words.is_empty() || {
                let text = fold(&text_of(record));
                words.split_whitespace().all(|word| text.contains(word))
            })
    }
}

/// All text of a record, for searching in lists.
fn text_of(record: &Record) -> String {
    fn collect(json: &Json, out: &mut String) {
        match json {
            Json::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Json::Number(number) => {
                out.push_str(&number.to_string());
                out.push('\n');
            }
            Json::Array(items) => items.iter().for_each(|item| collect(item, out)),
            Json::Object(map) => map.values().for_each(|item| collect(item, out)),
            Json::Null | Json::Bool(_) => {}
        }
    }
    let mut out = String::new();
    record.fields.values().for_each(|json| collect(json, &mut out));
    out
}

/// Which way a list is sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct SortOrder {
    /// The field.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

/// Sorts by a field; empty values last in either direction, ties by id. `compare_text` is the
/// language's own order (pinyin for Chinese), which a pure crate cannot know.
pub fn sort_records(records: &mut [Arc<Record>], order: &SortOrder, compare_text: impl Fn(&str, &str) -> Ordering) {
    let compare = |a: &Json, b: &Json| match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64().unwrap_or_default().total_cmp(&b.as_f64().unwrap_or_default()),
        (Json::String(a), Json::String(b)) => compare_text(a, b),
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        (Json::Array(a), Json::Array(b)) => a.len().cmp(&b.len()),
        _ => Ordering::Equal,
    };
    records.order_by(|a, b| {
        let found = match (a.field(&order.field), b.field(&order.field)) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => return Ordering::Greater,
            (Some(_), None) => return Ordering::Less,
            (Some(a), Some(b)) => compare(a, b),
        };
        let found = if order.descending { found.reverse() } else { found };
        found.then(a.id.cmp(&b.id))
    });
}
