//! Records of every kind with a value of every type, from a number: the same number gives the same records.

use model::{Choices, FieldDef, Id, Json, Key, Kind, Record, RecordSet, Registry, ReplicaId, Stamp, ValueType};
use serde_json::{Map, json};

/// Numbers that look random and are the same in every run.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below this limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

const TEXTS: [&str; 10] =
    ["年度目标", "a", "Two\nlines", "“引号” \\ / \t", "😀 👨‍👩‍👧 e\u{301}", "<img src=x onerror=alert(1)>", "=1+2", "\u{202e}abc\u{202c}", "  x  ", "0"];

fn stamp(chance: &mut Chance, after: Stamp) -> Stamp {
    let time = after.time.max(1_780_000_000_000) + chance.below(1_000_000) as u64 + 1;
    Stamp { time, counter: chance.below(4) as u16, replica: ReplicaId(chance.below(3) as u32 + 1) }
}

fn text(field: &FieldDef, chance: &mut Chance) -> String {
    let text: String = chance.of(&TEXTS).chars().take(field.max_length.unwrap_or(1_000)).collect();
    if field.required && text.trim().is_empty() { "x".to_owned() } else { text }
}

/// A value that fits its field.
pub fn value(field: &FieldDef, chance: &mut Chance, ids: &dyn Fn(&str) -> Option<Id>) -> Option<Json> {
    let number = |chance: &mut Chance| {
        let (low, high) = (field.min.unwrap_or(-1_000.0), field.max.unwrap_or(field.min.unwrap_or(0.0) + 1_000.0));
        low + (high - low) * (chance.below(1_000) as f64 / 1_000.0)
    };
    let link = |chance: &mut Chance| field.targets.get(chance.below(field.targets.len())).and_then(|kind| ids(kind));
    Some(match field.value {
        ValueType::Line | ValueType::Prose => json!(text(field, chance)),
        ValueType::Number | ValueType::Ratio => json!((number(chance) * 1_000.0).round() / 1_000.0),
        ValueType::Money | ValueType::Score | ValueType::Duration => json!(number(chance).ceil() as i64),
        ValueType::Date => json!(format!("2026-{:02}-{:02}", chance.below(12) + 1, chance.below(28) + 1)),
        ValueType::Month => json!(format!("2026-{:02}", chance.below(12) + 1)),
        ValueType::Span => json!({"from": format!("2026-01-{:02}", chance.below(28) + 1), "to": format!("2026-02-{:02}", chance.below(28) + 1)}),
        ValueType::Instant => json!("2026-06-30T12:00:00Z"),
        ValueType::Bool => json!(chance.one_in(2)),
        ValueType::Choice => match field.choices {
            Choices::Fixed(codes) | Choices::Editable(_, codes) if !codes.is_empty() => json!(chance.of(codes)),
            _ => json!("x"),
        },
        ValueType::Tags => json!(["一", "two", TEXTS[chance.below(TEXTS.len())]]),
        ValueType::Link => json!(link(chance)?.to_string()),
        ValueType::Links => json!([link(chance)?.to_string()]),
        ValueType::Url => json!("https://example.com/?a=1&b=<2>"),
        ValueType::Attachment => json!({"name": "a.txt", "type": "text/plain", "size": 3, "blob": "YWJj"}),
        ValueType::Rows => {
            let row = |chance: &mut Chance| -> Map<String, Json> {
                field.columns.iter().filter_map(|column| Some((column.name.to_owned(), value(column, chance, ids)?))).collect()
            };
            Json::from((0..chance.below(3) + 1).map(|_| Json::Object(row(chance))).collect::<Vec<_>>())
        }
    })
}

/// One record of each of these kinds, linked with each other, some changed later, one deleted.
pub fn workspace(kinds: &[&'static Kind], chance: &mut Chance) -> RecordSet {
    let ids: std::collections::HashMap<&str, Id> = kinds.iter().map(|kind| (kind.name, Id::from_number(chance.next()))).collect();
    let mut set = RecordSet::default();
    for kind in kinds {
        let created = stamp(chance, Stamp::default());
        let mut record = Record::new(ids[kind.name], kind.name, created);
        for field in kind.fields {
            if !field.required && chance.one_in(3) {
                continue;
            }
            let other = |name: &str| ids.get(name).copied().filter(|id| *id != record.id);
            if let Some(json) = value(field, chance, &other) {
                if chance.one_in(3) {
                    let later = stamp(chance, created);
                    record.set(Key::new(field.name), Some(json), later);
                } else {
                    record.fields.insert(Key::new(field.name), json);
                }
            }
        }
        if chance.one_in(9) {
            record.unknown.insert(Key::new("later_key"), json!({"b": [1, 2.5, null], "a": "三"}));
            record.fields.insert(Key::new("later_field"), json!(-0.5));
        }
        if chance.one_in(12) {
            set.bury(record.id, stamp(chance, record.changed()));
            set.bury_record(record);
        } else {
            set.insert(record);
        }
    }
    set.bury(Id::from_number(chance.next()), stamp(chance, Stamp::default()));
    set
}

/// Some of all kinds.
pub fn some_kinds(registry: &Registry, count: usize, chance: &mut Chance) -> Vec<&'static Kind> {
    let mut kinds = registry.kinds().to_vec();
    while kinds.len() > count {
        kinds.swap_remove(chance.below(kinds.len()));
    }
    kinds
}
