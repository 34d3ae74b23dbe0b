//! The links between the pillars, L01–L50: a change of the source is seen at the target without retyping, and what hangs
//! on a source is named when it goes. Real records, the actions of the content, the consequences of the pillars.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)]

mod desk;
#[path = "../goals_fixture.rs"]
mod fixture;
mod goals;
mod market;
#[path = "../pillar_fixture.rs"]
mod pillar;
mod results;
mod structure;

use model::{Choices, Id, Json, Key, Record, RecordSet, Stamp, ValueType};

/// Every link of every kind: the record that is linked names what hangs on it, and when it goes the link stays, so that
/// nothing is emptied silently.
///
/// covers: P00.02
#[test]
fn what_hangs_on_a_record_is_named_and_never_emptied() {
    let registry = pillars::registry();
    let mut tried = 0;
    for kind in registry.kinds() {
        for field in kind.fields.iter().filter(|field| matches!(field.value, ValueType::Link | ValueType::Links)) {
            for target in field.targets {
                assert!(registry.kind(target).is_some(), "{}.{} leads to {target}, which is no kind", kind.name, field.name);
                let source = Record::new(Id::from_number(1), target, Stamp::default());
                let mut user = Record::new(Id::from_number(2), kind.name, Stamp::default());
                let link = Json::String(source.id.to_string());
                let json = if field.value == ValueType::Link { link } else { Json::Array(vec![link]) };
                user.fields.insert(Key::new(field.name), json.clone());
                let mut records = RecordSet::default();
                records.insert(source.clone());
                records.insert(user.clone());
                let named: Vec<_> = records.links_to(&registry, source.id).into_iter().map(|(record, name)| (record.id, name)).collect();
                assert_eq!(named, [(user.id, field.name)], "{}.{}", kind.name, field.name);
                records.apply(&model::Diff { removed: vec![source.clone()], ..model::Diff::default() }, Stamp { time: 1, ..Stamp::default() });
                assert_eq!(records.get(user.id).unwrap().fields.get(field.name), Some(&json));
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried} links were tried");
}

/// Links inside the rows of a table are named as well.
#[test]
fn links_inside_rows_are_named() {
    let registry = pillars::registry();
    for kind in registry.kinds() {
        for field in kind.fields {
            for column in field.columns.iter().filter(|column| column.value == ValueType::Link && matches!(column.choices, Choices::None)) {
                let source = Record::new(Id::from_number(1), column.targets[0], Stamp::default());
                let mut user = Record::new(Id::from_number(2), kind.name, Stamp::default());
                user.fields.insert(Key::new(field.name), serde_json::json!([{ column.name: source.id.to_string() }]));
                let mut records = RecordSet::default();
                records.insert(source.clone());
                records.insert(user);
                assert_eq!(records.links_to(&registry, source.id).len(), 1, "{}.{}.{}", kind.name, field.name, column.name);
            }
        }
    }
}
