//! Filter and sort records for lists.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::order::Order;
use crate::pile::Pile;
use crate::record::Record;
use crate::schema::Fields;
use crate::text::{fold, fold_into};
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
        let words = fold(&self.words);
        self.accepts_values(record)
            && (words.is_empty() || {
                let mut text = String::new();
                fold_text(record, &mut text);
                words.split_whitespace().all(|word| text.contains(word))
            })
    }

    fn accepts_values(&self, record: &Record) -> bool {
        self.values.iter().all(|(field, allowed)| {
            allowed.is_empty()
                || match record.field(field) {
                    Some(Json::String(text)) => allowed.contains(text),
                    Some(Json::Array(items)) => items.iter().any(|item| item.as_str().is_some_and(|text| allowed.iter().any(|a| a == text))),
                    Some(Json::Bool(yes)) => allowed.contains(&yes.to_string()),
                    Some(Json::Number(number)) => allowed.contains(&number.to_string()),
                    _ => false,
                }
        })
    }
}

/// All text of a record, for searching in lists, folded, put behind what is there.
fn fold_text(record: &Record, out: &mut String) {
    fn collect(json: &Json, out: &mut String) {
        match json {
            Json::String(text) => {
                fold_into(out, text);
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
    record.fields.values().for_each(|json| collect(json, out));
}

/// Records with their folded texts one behind the other, to be searched again at every sign that is typed: a hundred
/// thousand of them within a frame.
#[derive(Debug, Default)]
pub struct Haystack {
    records: Vec<Arc<Record>>,
    pile: Pile,
}

impl Haystack {
    /// Of these records, in this order.
    pub fn new(records: Vec<Arc<Record>>) -> Self {
        let mut pile = Pile::default();
        for record in &records {
            fold_text(record, &mut pile.text);
            pile.end_text();
        }
        Self { records, pile }
    }

    /// The records that pass, in their order: as [`Filter::accepts`] finds them.
    pub fn find(&self, filter: &Filter) -> Vec<Arc<Record>> {
        let folded = fold(&filter.words);
        if folded.is_empty() {
            return self.records.iter().filter(|record| filter.accepts_values(record)).cloned().collect();
        }
        let mut found = Vec::new();
        self.pile.each(&folded, &mut |place, _| {
            found.extend(self.records.get(place).filter(|record| filter.accepts_values(record)).cloned());
        });
        found
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
    use crate::id::Id;
    use crate::key::Key;
    use proptest::prelude::*;
    use serde_json::json;

    fn record(number: u64, fields: Json) -> Arc<Record> {
        let mut record = Record::new(Id::from_number(number), "note", Stamp::default());
        record.fields = fields.as_object().into_iter().flatten().map(|(name, value)| (Key::new(name), value.clone())).collect();
        Arc::new(record)
    }

    fn check(words: &str, expected: &[u64]) {
        let records = vec![
            record(1, json!({"name": "王伟 Anna", "note": "Ｗｅｂ 12", "class": "a"})),
            record(2, json!({"name": "", "tags": ["渠道", "web"], "amount": 120, "class": "b"})),
            record(3, json!({})),
            record(4, json!({"rows": [{"name": "王"}], "class": "a"})),
        ];
        let filter = Filter { words: words.to_owned(), values: Vec::new() };
        let found: Vec<Id> = Haystack::new(records.clone()).find(&filter).iter().map(|record| record.id).collect();
        assert_eq!(found, expected.iter().map(|number| Id::from_number(*number)).collect::<Vec<_>>(), "{words}");
        let one_by_one: Vec<Id> = records.iter().filter(|record| filter.accepts(record)).map(|record| record.id).collect();
        assert_eq!(found, one_by_one, "{words}");
    }

    #[test]
    fn words_are_found_folded_each_in_any_field_and_none_across_records() {
        check("", &[1, 2, 3, 4]);
        check("王", &[1, 4]);
        check(" WEB ", &[1, 2]);
        check("12 web", &[1, 2]);
        check("anna １２", &[1]);
        check("王 渠道", &[]);
        check("120", &[2]);
        check("missing", &[]);
    }

    #[test]
    fn values_and_words_go_together() {
        let records = vec![record(1, json!({"name": "x", "class": "a"})), record(2, json!({"name": "x", "class": "b"}))];
        let filter = Filter { words: "x".to_owned(), values: vec![("class".to_owned(), vec!["b".to_owned()])] };
        let found = Haystack::new(records).find(&filter);
        assert_eq!(found.iter().map(|record| record.id).collect::<Vec<_>>(), [Id::from_number(2)]);
    }

    proptest! {
        #[test]
        fn a_haystack_finds_what_the_records_say_one_by_one(texts in prop::collection::vec("[ab王Ａ \n]{0,6}", 0..12), words in "[ab王Ａ ]{0,4}") {
            let records: Vec<_> = (1..).zip(&texts).map(|(number, text)| record(number, json!({"name": text, "note": "b"}))).collect();
            let filter = Filter { words, values: Vec::new() };
            let one_by_one: Vec<_> = records.iter().filter(|record| filter.accepts(record)).map(|record| record.id).collect();
            let found: Vec<_> = Haystack::new(records).find(&filter).iter().map(|record| record.id).collect();
            prop_assert_eq!(found, one_by_one);
        }
    }
}
