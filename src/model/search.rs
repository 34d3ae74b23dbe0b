//! Full-text search: what people wrote in any record, found by any part of it, so that two Chinese characters are enough;
//! what a record is called comes before what is written in it.
//!
//! The texts lie one behind the other and are read through at every sign that is typed. That is a few hundredths of a second
//! for a hundred thousand records, needs no dictionary of words (Chinese has no spaces between them), and finds what an index
//! of pairs of characters would find, parts of Latin words and single characters too.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::order::Order;
use crate::pile::{Pile, narrows};
use crate::query::KEPT;
use crate::record::Record;
use crate::schema::{FieldDef, Fields, Kind};
use crate::text::{fold, fold_char, fold_into};
use crate::value::{Json, ValueType};

/// The texts of records, to be searched again and again.
#[derive(Debug, Default)]
pub struct SearchIndex {
    pile: Pile,
    entries: Vec<Entry>,
    kinds: Vec<&'static Kind>,
    /// What was found for which folded words: all that is looked through for longer ones.
    past: Mutex<VecDeque<(String, Vec<u32>)>>,
}

#[derive(Debug)]
struct Entry {
    kind: usize,
    record: Arc<Record>,
    /// Where the name of the record ends.
    name_end: usize,
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Name of the kind.
    pub kind: &'static str,
    /// All that fit.
    pub count: usize,
    /// The best of them.
    pub best: Vec<Arc<Record>>,
}

/// How well a record fits, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    /// Its name is what was typed.
    Called,
    /// Its name begins so.
    Begins,
    /// Its name holds it.
    Named,
    /// Another text holds it.
    Written,
}

impl SearchIndex {
    /// Reads the texts of these records. Contact data of people is left out where it is masked.
    pub fn new<'a>(groups: impl IntoIterator<Item = (&'static Kind, Vec<&'a Arc<Record>>)>, with_personal: bool) -> Self {
        let mut index = Self::default();
        for (kind, records) in groups {
            let number = index.kinds.len();
            index.kinds.push(kind);
            let name = kind.field(kind.title);
            let mut others: Vec<&FieldDef> = kind.fields.iter().filter(|field| field.name != kind.title).collect();
            others.order_by_key(|field| std::cmp::Reverse(field.search));
            for record in records {
                name.into_iter().for_each(|field| index.read(field, record, with_personal));
                let name_end = index.pile.text.len();
                others.iter().for_each(|field| index.read(field, record, with_personal));
                index.pile.end_text();
                index.entries.push(Entry { kind: number, record: record.clone(), name_end });
            }
        }
        index
    }

    fn read(&mut self, field: &FieldDef, record: &Record, with_personal: bool) {
        if with_personal || !field.personal {
            texts_of(field, record.field(field.name), &mut |text| {
                fold_into(&mut self.pile.text, text);
                self.pile.text.push('\n');
            });
        }
    }

    /// Every kind with records that hold all words, at most `most` records of each; kinds with the best fit first.
    pub fn find(&self, words: &str, most: usize) -> Vec<Found> {
        let whole = fold(words);
        let mut fitting: Vec<Fitting> = self.kinds.iter().map(|_| Fitting::default()).collect();
        let mut places = Vec::new();
        let mut take = |place: usize, at: usize| {
            places.push(place as u32);
            let Some(entry) = self.entries.get(place) else { return };
            if let Some(fitting) = fitting.get_mut(entry.kind) {
                fitting.take(self.fit(&whole, place, at, entry), place, most);
            }
        };
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        match past.iter().filter(|(wider, _)| narrows(&whole, wider)).map(|(_, places)| places).min_by_key(|places| places.len()) {
            Some(places) => self.pile.each_of(places, &whole, &mut take),
            None => self.pile.each(&whole, &mut take),
        }
        if !whole.is_empty() && past.iter().all(|(known, _)| *known != whole) {
            past.truncate(KEPT - 1);
            past.push_front((whole, places));
        }
        let mut groups: Vec<(Fit, Found)> = Vec::new();
        for (kind, Fitting { count, mut some, .. }) in self.kinds.iter().zip(fitting) {
            keep_best(&mut some, most);
            let Some((best, _)) = some.first() else { continue };
            let records = some.iter().filter_map(|(_, place)| Some(self.entries.get(*place)?.record.clone())).collect();
            groups.push((*best, Found { kind: kind.name, count, best: records }));
        }
        groups.order_by_key(|(fit, _)| *fit);
        groups.into_iter().map(|(_, found)| found).collect()
    }

    fn fit(&self, whole: &str, place: usize, at: usize, entry: &Entry) -> Fit {
        // The word found first stands behind the name, so the name does not hold it.
        if at >= entry.name_end {
            return Fit::Written;
        }
        let name = self.pile.text.get(self.pile.range(place).start..entry.name_end).unwrap_or_default().trim();
        if name == whole {
            Fit::Called
        } else if name.starts_with(whole) {
            Fit::Begins
        } else {
            Fit::Named
        }
    }
}

/// The records of a kind that fit.
#[derive(Default)]
struct Fitting {
    count: usize,
    some: Vec<(Fit, usize)>,
    /// The last of the best so far, once there are enough.
    last: Option<Fit>,
}

impl Fitting {
    /// Takes one in; they come in the order of their places.
    fn take(&mut self, fit: Fit, place: usize, most: usize) {
        self.count += 1;
        // Behind equals that came before it would be left out again.
        if self.last.is_some_and(|last| fit >= last) {
            return;
        }
        self.some.push((fit, place));
        // Kept short on the way: among a hundred thousand, sorting all would take longer than finding them.
        if self.some.len() >= 4 * most.max(8) {
            keep_best(&mut self.some, most);
            self.last = self.some.last().map(|(fit, _)| *fit).filter(|_| self.some.len() >= most);
        }
    }
}

fn keep_best(some: &mut Vec<(Fit, usize)>, most: usize) {
    some.order_by_key(|(fit, place)| (*fit, *place));
    some.truncate(most);
}

/// Every text that people wrote into a field; no codes, numbers, dates and ids.
fn texts_of(field: &FieldDef, json: Option<&Json>, tell: &mut dyn FnMut(&str)) {
    let Some(json) = json else { return };
    match field.value {
        ValueType::Line | ValueType::Prose | ValueType::Url => json.as_str().into_iter().for_each(tell),
        ValueType::Tags => json.as_array().into_iter().flatten().filter_map(Json::as_str).for_each(tell),
        ValueType::Attachment => json.get("name").and_then(Json::as_str).into_iter().for_each(tell),
        ValueType::Rows => {
            for row in json.as_array().into_iter().flatten() {
                field.columns.iter().for_each(|column| texts_of(column, row.get(column.name), tell));
            }
        }
        _ => {}
    }
}

/// Where a record holds what was searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Name of the field.
    pub field: &'static str,
    /// The text there.
    pub text: String,
    /// The words in it, as bytes of `text`, in order and apart.
    pub marks: Vec<Range<usize>>,
}

/// The first text beside its name in which a record holds one of the words.
pub fn spot(kind: &Kind, record: &Record, words: &str, with_personal: bool) -> Option<Spot> {
    let mut fields: Vec<&FieldDef> = kind.fields.iter().filter(|field| field.name != kind.title && (with_personal || !field.personal)).collect();
    fields.order_by_key(|field| std::cmp::Reverse(field.search));
    fields.into_iter().find_map(|field| {
        let mut found = None;
        texts_of(field, record.field(field.name), &mut |text| {
            if found.is_none() {
                let marks = marks(text, words);
                if !marks.is_empty() {
                    found = Some(Spot { field: field.name, text: text.to_owned(), marks });
                }
            }
        });
        found
    })
}

/// Where the words stand in a text: as bytes of the text, in order and apart.
pub fn marks(text: &str, words: &str) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // The byte of the text that each byte of the folded one comes from.
    let mut origin = Vec::with_capacity(text.len() + 1);
    for (at, sign) in text.char_indices() {
        fold_char(&mut folded, sign);
        origin.resize(folded.len(), at);
    }
    origin.push(text.len());
    let whole = fold(words);
    let mut all: Vec<Range<usize>> = Vec::new();
    for word in whole.split_whitespace() {
        for (at, found) in folded.match_indices(word) {
            let from = origin.get(at).copied().unwrap_or_default();
            // A sign that folds to several ends where the next one begins.
            let to = origin.get(at + found.len()..).and_then(|rest| rest.iter().find(|end| **end > from)).copied().unwrap_or(text.len());
            all.push(from..to);
        }
    }
    all.order_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in all {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "a declared kind is public wherever it stands")]

    use super::*;
    use crate::clock::Stamp;
    use crate::id::Id;
    use crate::key::Key;
    use crate::value::{Choice, Line, Link, Prose, Tags};
    use proptest::prelude::*;
    use serde_json::json;

    crate::record! {
        /// Something with a name.
        THING = "thing", title "name", covers [];
        NAME: Line = "name", required, search(3);
        CLASS: Choice = "class", one_of(&["alpha"]);
        MAIL: Line = "mail", personal;
        NOTE: Prose = "note", search(1);
        OWNER: Link = "owner";
        TAGS: Tags = "tags";
    }

    fn record(number: u64, fields: Json) -> Arc<Record> {
        let mut record = Record::new(Id::from_number(number), "thing", Stamp::default());
        record.fields = fields.as_object().into_iter().flatten().map(|(name, value)| (Key::new(name), value.clone())).collect();
        Arc::new(record)
    }

    fn records() -> Vec<Arc<Record>> {
        vec![
            record(1, json!({"name": "北京益瑞", "class": "alpha", "note": "渠道 Ｗｅｂ shop", "mail": "a@example.com"})),
            record(2, json!({"name": "华东渠道", "tags": ["alpha partner", "网店"]})),
            record(3, json!({"name": "渠道", "note": "none"})),
            record(4, json!({"name": "渠道评分", "owner": "00000000-0000-7000-8000-000000000001"})),
        ]
    }

    fn found(words: &str, with_personal: bool) -> Vec<Id> {
        let records = records();
        let index = SearchIndex::new([(&THING, records.iter().collect())], with_personal);
        index.find(words, 10).into_iter().flat_map(|found| found.best).map(|record| record.id).collect()
    }

    fn check(words: &str, expected: &[u64]) {
        assert_eq!(found(words, true), expected.iter().map(|number| Id::from_number(*number)).collect::<Vec<_>>(), "{words}");
    }

    #[test]
    fn names_come_before_texts_and_codes_are_no_texts() {
        check("渠道", &[3, 4, 2, 1]);
        check("WEB", &[1]);
        check("web 渠道", &[1]);
        check("alpha", &[2]);
        check("网店", &[2]);
        check("0000", &[]);
        check("益瑞", &[1]);
        check(" ", &[]);
        assert_eq!(found("example", true).len(), 1);
        assert_eq!(found("example", false), Vec::<Id>::new());
    }

    #[test]
    fn all_are_counted_and_the_best_are_given() {
        let mut records: Vec<Arc<Record>> = (10..200).map(|number| record(number, json!({"name": "客户", "note": "老客户 甲"}))).collect();
        records.push(record(7, json!({"name": "甲"})));
        let index = SearchIndex::new([(&THING, records.iter().collect())], true);
        let [all] = &index.find("甲", 3)[..] else { panic!("one kind") };
        assert_eq!(all.count, 191);
        assert_eq!(all.best.iter().map(|record| record.id).collect::<Vec<_>>(), [7, 10, 11].map(Id::from_number));
    }

    #[test]
    fn the_place_is_named_with_the_words_marked() {
        let all = records();
        let first = all.first().map(|record| spot(&THING, record, "ＷＥＢ 渠道", true));
        assert_eq!(first, Some(Some(Spot { field: "note", text: "渠道 Ｗｅｂ shop".to_owned(), marks: vec![0..6, 7..16] })));
        assert_eq!(all.get(2).map(|record| spot(&THING, record, "渠道", true)), Some(None));
    }

    proptest! {
        #[test]
        fn a_record_is_found_exactly_when_each_word_is_in_one_of_its_texts(
            texts in prop::collection::vec(("[ab王Ａ ]{0,5}", "[ab王Ａ\n ]{0,6}"), 0..10),
            words in "[ab王Ａ ]{0,4}",
        ) {
            let records: Vec<Arc<Record>> =
                (1_u64..).zip(&texts).map(|(number, (name, note))| record(number, json!({"name": name, "note": note}))).collect();
            let index = SearchIndex::new([(&THING, records.iter().collect())], true);
            let mut found: Vec<Id> = index.find(&words, 100).into_iter().flat_map(|found| found.best).map(|record| record.id).collect();
            found.sort();
            let folded = fold(&words);
            let expected: Vec<Id> = if folded.is_empty() { Vec::new() } else {
                records.iter().zip(&texts).filter(|(_, (name, note))| {
                    let text = fold(&format!("x{name}\n{note}"));
                    folded.split_whitespace().all(|word| text.contains(word))
                }).map(|(record, _)| record.id).collect()
            };
            prop_assert_eq!(found, expected);
        }

        /// Signs typed and taken back in any order: what was found before makes no difference to what is given, and in which order.
        #[test]
        fn asked_again_it_gives_the_same_as_anew(
            texts in prop::collection::vec(("[ab王 ]{0,4}", "[ab王 ]{0,6}"), 0..60),
            asked in prop::collection::vec("[abA王 ]{0,4}", 1..20),
            most in 1_usize..4,
        ) {
            let records: Vec<Arc<Record>> =
                (1_u64..).zip(&texts).map(|(number, (name, note))| record(number, json!({"name": name, "note": note}))).collect();
            let index = SearchIndex::new([(&THING, records.iter().collect())], true);
            for words in asked {
                let anew = SearchIndex::new([(&THING, records.iter().collect())], true);
                prop_assert_eq!(index.find(&words, most), anew.find(&words, most), "{}", &words);
                let mut all = anew.find(&words, 1_000);
                all.iter_mut().for_each(|found| found.best.truncate(most));
                prop_assert_eq!(index.find(&words, most), all, "{}", words);
            }
        }

        #[test]
        fn marks_lie_in_the_text_in_order_and_apart(text in "[aBİ王Ａ ß]{0,10}", words in "[aBi̇王a ]{0,4}") {
            let mut end = 0;
            for range in marks(&text, &words) {
                prop_assert!(range.start >= end && range.end > range.start && text.get(range.clone()).is_some());
                end = range.end + 1;
            }
        }
    }
}
