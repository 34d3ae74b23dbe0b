//! How good the data are, kind by kind: what is missing, entered twice, out of date, out of range (P04.A13).

use std::collections::HashMap;

use model::{Date, FieldDef, Id, Key, Kind, Record, RecordSet, Registry, ValueType, validate_field};

use super::duplicates::likeness_keys;
use super::write::importable;

/// From when on a record counts as out of date.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Records not touched since this time, milliseconds since 1970, are out of date.
    pub stale_before_ms: u64,
    /// Today, for dates that can only lie in the past.
    pub today: Date,
}

/// One fault of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The record.
    pub record: Id,
    /// The field, if one.
    pub field: Option<&'static str>,
    /// The record that it looks like.
    pub like: Option<Id>,
}

/// The figures of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindQuality {
    /// The kind.
    pub kind: &'static str,
    /// Its records.
    pub records: usize,
    /// Records without a required value.
    pub missing: Vec<Finding>,
    /// Records that look like an earlier one.
    pub duplicate: Vec<Finding>,
    /// Records that nobody has touched for long.
    pub stale: Vec<Finding>,
    /// Values that do not fit their field.
    pub out_of_range: Vec<Finding>,
}

impl KindQuality {
    /// Findings of all sorts.
    pub fn findings(&self) -> usize {
        self.missing.len() + self.duplicate.len() + self.stale.len() + self.out_of_range.len()
    }
}

/// Whether records of a kind grow old: those that people keep up to date, known by a title that must be there. What
/// happened once, an order or an entry, does not.
fn grows_old(kind: &Kind) -> bool {
    kind.field(kind.title).is_some_and(|title| title.required && title.value == ValueType::Line)
}

/// The figures of every kind that has records.
pub fn quality(records: &RecordSet, registry: &Registry, limits: &Limits) -> Vec<KindQuality> {
    registry.kinds().iter().filter(|kind| !kind.single && records.count(kind.name) > 0).map(|kind| of_kind(records, kind, limits)).collect()
}

fn of_kind(records: &RecordSet, kind: &'static Kind, limits: &Limits) -> KindQuality {
    let mut found = KindQuality { kind: kind.name, ..KindQuality::default() };
    let mut first: HashMap<(&'static str, String), Id> = HashMap::new();
    for record in records.of_kind(kind.name) {
        found.records += 1;
        check_values(kind, record, limits, &mut found);
        let keys = likeness_keys(kind, record.as_ref());
        let like = keys.iter().find_map(|likeness| first.get(&(likeness.field, likeness.key.clone())).map(|id| (likeness.field, *id)));
        match like {
            Some((field, like)) => found.duplicate.push(Finding { record: record.id, field: Some(field), like: Some(like) }),
            None => keys.into_iter().for_each(|likeness| {
                first.insert((likeness.field, likeness.key), record.id);
            }),
        }
        if grows_old(kind) && record.changed().time < limits.stale_before_ms {
            found.stale.push(Finding { record: record.id, field: None, like: None });
        }
    }
    found
}

fn check_values(kind: &'static Kind, record: &Record, limits: &Limits, found: &mut KindQuality) {
    let at = |field: &'static FieldDef| Finding { record: record.id, field: Some(field.name), like: None };
    for field in kind.fields.iter().filter(|field| importable(field)) {
        let json = record.fields.get(&Key::new(field.name));
        let issues = validate_field(field, json);
        if issues.iter().any(|issue| issue.code == "value.missing" && issue.parameters.is_empty()) {
            found.missing.push(at(field));
        } else if !issues.is_empty() || is_impossible(field, json, limits) {
            found.out_of_range.push(at(field));
        }
    }
}

/// A birthday that is still to come or lies further back than people live.
fn is_impossible(field: &FieldDef, json: Option<&model::Json>, limits: &Limits) -> bool {
    if field.name != "birthday" {
        return false;
    }
    let day = json.and_then(model::Json::as_str).and_then(model::parse_date);
    day.is_some_and(|day| day > limits.today || day < model::add_months(limits.today, -12 * 120))
}
