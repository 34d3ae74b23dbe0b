//! Filter and sort records for lists.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::order::Order;
use crate::pile::{Pile, narrows};
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

    /// Whether whatever passes here passes the other filter, too, as far as that is seen from the two.
    fn narrows(&self, other: &Self) -> bool {
        narrows(&fold(&self.words), &fold(&other.words)) && other.values.iter().all(|value| value.1.is_empty() || self.values.contains(value))
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

/// So many results are kept for the signs that follow, and for those that are taken back.
pub(crate) const KEPT: usize = 12;

/// The places of records in a haystack, in their order.
pub type Places = Arc<Vec<u32>>;

/// Records to be searched again at every sign that is typed. Their folded texts lie one behind the other, once words are
/// looked for; what was found for fewer signs is all that is looked through for more.
#[derive(Debug, Default)]
pub struct Haystack {
    records: Vec<Arc<Record>>,
    pile: OnceLock<Pile>,
    past: Mutex<VecDeque<(Filter, Places)>>,
}

impl Haystack {
    /// Of these records, in this order.
    pub fn new(records: Vec<Arc<Record>>) -> Self {
        Self { records, ..Self::default() }
    }

    /// Of other records: the texts of those that have not changed are taken over.
    #[must_use]
    pub fn with(&self, records: Vec<Arc<Record>>) -> Self {
        let Some(before) = self.pile.get() else { return Self::new(records) };
        let (mut pile, mut place) = (Pile::default(), 0);
        pile.text.reserve(before.text.len());
        for record in &records {
            while self.records.get(place).is_some_and(|known| known.id < record.id) {
                place += 1;
            }
            match self.records.get(place).filter(|known| Arc::ptr_eq(known, record)) {
                Some(_) => pile.text.push_str(before.text.get(before.range(place)).unwrap_or_default()),
                None => fold_text(record, &mut pile.text),
            }
            pile.end_text();
        }
        Self { records, pile: OnceLock::from(pile), ..Self::default() }
    }

    /// All records, in their order.
    pub fn records(&self) -> &[Arc<Record>] {
        &self.records
    }

    /// Reads the texts, so that the first sign that is typed need not wait for that.
    pub fn read_ahead(&self) {
        self.pile();
    }

    fn pile(&self) -> &Pile {
        self.pile.get_or_init(|| {
            let mut pile = Pile::default();
            for record in &self.records {
                fold_text(record, &mut pile.text);
                pile.end_text();
            }
            pile
        })
    }

    /// The places of the records that pass, in their order: as [`Filter::accepts`] finds them.
    pub fn find(&self, filter: &Filter) -> Places {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = past.iter().find(|(known, _)| known == filter) {
            return found.clone();
        }
        let wider = past.iter().filter(|(known, _)| filter.narrows(known)).map(|(_, found)| found).min_by_key(|found| found.len());
        let found = Arc::new(self.look(filter, wider.map(|found| found.as_slice())));
        past.truncate(KEPT - 1);
        past.push_front((filter.clone(), found.clone()));
        found
    }

    /// Looks through some places, or through all.
    fn look(&self, filter: &Filter, within: Option<&[u32]>) -> Vec<u32> {
        let folded = fold(&filter.words);
        let fits = |place: &u32| self.records.get(*place as usize).is_some_and(|record| filter.accepts_values(record));
        let mut found = Vec::new();
        match within {
            _ if folded.is_empty() => match within {
                Some(places) => found.extend(places.iter().copied().filter(fits)),
                None => found.extend((0..self.records.len() as u32).filter(fits)),
            },
            Some(places) => self.pile().each_of(places, &folded, &mut |place, _| found.extend(Some(place as u32).filter(fits))),
            None => self.pile().each(&folded, &mut |place, _| found.extend(Some(place as u32).filter(fits))),
        }
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

    fn ids(haystack: &Haystack, filter: &Filter) -> Vec<Id> {
        haystack.find(filter).iter().map(|place| haystack.records()[*place as usize].id).collect()
    }

    fn check(words: &str, expected: &[u64]) {
        let records = vec![
            record(1, json!({"name": "王伟 Anna", "note": "Ｗｅｂ 12", "class": "a"})),
            record(2, json!({"name": "", "tags": ["渠道", "web"], "amount": 120, "class": "b"})),
            record(3, json!({})),
            record(4, json!({"rows": [{"name": "王"}], "class": "a"})),
        ];
        let filter = Filter { words: words.to_owned(), values: Vec::new() };
        let found = ids(&Haystack::new(records.clone()), &filter);
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
        assert_eq!(ids(&Haystack::new(records), &filter), [Id::from_number(2)]);
    }

    proptest! {
        #[test]
        fn a_haystack_finds_what_the_records_say_one_by_one(texts in prop::collection::vec("[ab王Ａ \n]{0,6}", 0..12), words in "[ab王Ａ ]{0,4}") {
            let records: Vec<_> = (1..).zip(&texts).map(|(number, text)| record(number, json!({"name": text, "note": "b"}))).collect();
            let filter = Filter { words, values: Vec::new() };
            let one_by_one: Vec<_> = records.iter().filter(|record| filter.accepts(record)).map(|record| record.id).collect();
            prop_assert_eq!(ids(&Haystack::new(records), &filter), one_by_one);
        }

        /// Signs typed and taken back in any order, other values chosen meanwhile, records changed: always as if looked for anew.
        #[test]
        fn what_was_found_before_makes_no_difference(
            texts in prop::collection::vec("[ab王Ａ ]{0,6}", 1..12),
            asked in prop::collection::vec(("[abA王 ]{0,4}", 0_usize..4), 1..40),
            changed in prop::collection::vec((any::<prop::sample::Index>(), "[ab王 ]{0,4}", 0_u8..3), 0..4),
        ) {
            let classes = ["x", "y"];
            let class = |number: usize| classes[number % 2];
            let make = |number: u64, text: &str| record(number, json!({"name": text, "class": class(number as usize)}));
            let mut records: Vec<_> = (1..).zip(&texts).map(|(number, text)| make(number * 2, text)).collect();
            let mut haystack = Haystack::new(records.clone());
            let ask = |haystack: &Haystack, records: &[Arc<Record>]| {
                for (words, values) in &asked {
                    let values = match values { 0 => Vec::new(), 1 => vec![("class".to_owned(), Vec::new())], n => vec![("class".to_owned(), vec![class(*n).to_owned()])] };
                    let filter = Filter { words: words.clone(), values };
                    let anew: Vec<_> = records.iter().filter(|record| filter.accepts(record)).map(|record| record.id).collect();
                    assert_eq!(ids(haystack, &filter), anew, "{words}");
                }
            };
            ask(&haystack, &records);
            for (place, text, how) in changed {
                let at = place.index(records.len());
                let number = 2 * (1 + at as u64) + u64::from(how == 1);
                match how {
                    0 if records.len() > 1 => { records.remove(at); }
                    _ => records.push(make(number + 100 * u64::from(how), &text)),
                }
                records.sort_by_key(|record| record.id);
                records.dedup_by_key(|record| record.id);
                haystack = haystack.with(records.clone());
                ask(&haystack, &records);
            }
        }
    }
}
