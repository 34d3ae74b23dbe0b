//! Every check of every pillar, seen to fail and to pass: the cases stand in tests/data/checks.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use flow::{Context, Evaluator, PillarContent, hits};
use model::{Date, Id, Json, Key, Record, RecordSet, Stamp};
use serde_json::{Map, from_str};

/// Pillar 1 has its cases in tests/goals_rules.rs.
const ELSEWHERE: &str = "01-goals";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Replaces `@name` by the id of that record, anywhere inside.
fn resolved(json: &Json, ids: &BTreeMap<String, Id>) -> Json {
    match json {
        Json::String(text) => match text.strip_prefix('@') {
            Some(name) => Json::String(ids.get(name).unwrap_or_else(|| panic!("no record is called {name}")).to_string()),
            None => json.clone(),
        },
        Json::Array(items) => items.iter().map(|item| resolved(item, ids)).collect(),
        Json::Object(fields) => Json::Object(fields.iter().map(|(key, value)| (key.clone(), resolved(value, ids))).collect::<Map<_, _>>()),
        other => other.clone(),
    }
}

fn world(records: &Json, check: &str) -> RecordSet {
    let records = records.as_array().unwrap_or_else(|| panic!("{check}: `fails` and `passes` are lists of records"));
    let name = |index: usize, record: &Json| record.get("id").and_then(Json::as_str).map_or_else(|| format!("#{index}"), str::to_owned);
    let ids: BTreeMap<String, Id> =
        records.iter().enumerate().map(|(index, record)| (name(index, record), Id::from_number(index as u64 + 1))).collect();
    let registry = pillars::registry();
    let mut set = RecordSet::default();
    for (index, json) in records.iter().enumerate() {
        let kind = json.get("kind").and_then(Json::as_str).unwrap_or_else(|| panic!("{check}: a record without kind"));
        let known = registry.kind(kind).unwrap_or_else(|| panic!("{check}: no kind is called {kind}"));
        let mut record = Record::new(ids[&name(index, json)], kind, Stamp { time: 1_764_547_200_000 + index as u64, ..Stamp::default() });
        for (field, value) in json.get("fields").and_then(Json::as_object).into_iter().flatten() {
            assert!(known.field(field).is_some(), "{check}: {kind} has no field {field}");
            record.fields.insert(Key::new(field), resolved(value, &ids));
        }
        set.insert(record);
    }
    set
}

#[test]
fn every_check_finds_its_fault_and_nothing_else() {
    let (registry, rules) = (pillars::registry(), pillars::rules());
    let mut problems = Vec::new();
    for info in pillars::PILLARS.iter().filter(|info| info.content != ELSEWHERE) {
        let steps = root().join("public/content").join(info.content).join("steps.json");
        if !steps.is_file() {
            assert!(!info.ready, "{} has no content", info.id);
            continue;
        }
        let content: PillarContent = from_str(&read(&steps)).unwrap_or_else(|fault| panic!("{}: {fault}", steps.display()));
        let path = root().join(format!("tests/data/checks/{}.json", info.content));
        let cases: Json = from_str(&read(&path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let today: Date = cases["today"].as_str().unwrap().parse().unwrap();
        let mut tried = BTreeSet::new();
        for case in cases["cases"].as_array().unwrap() {
            let id = case["check"].as_str().unwrap();
            let Some((_, check)) = content.checks().find(|(_, check)| check.id == id) else {
                problems.push(format!("{id}: no such check in {}", info.content));
                continue;
            };
            tried.insert(id.to_owned());
            for (side, expected) in [("fails", true), ("passes", false)] {
                let records = world(&case[side], id);
                let evaluator = Evaluator::new(Context { records: &records, registry: &registry, today }, &rules);
                let found = hits(&check.rule, &evaluator);
                if found.is_empty() == expected {
                    problems.push(format!("{id}: `{side}` finds {}", found.len()));
                }
            }
        }
        problems.extend(content.checks().filter(|(_, check)| !tried.contains(&check.id)).map(|(_, check)| format!("{}: has no case", check.id)));
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
