//! The template library (P00.18): records that a company may insert and make its own. Each file of
//! `public/content/templates` holds records of one kind in one language.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use model::*;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// Kinds without which the library would not be whole.
const EXPECTED: &[&str] = &["channel", "channel_principle", "course", "department", "indicator", "job_description", "mechanism", "rule", "standard"];
/// Templates are texts of their own: no two share so many Han characters in a row.
const LONGEST_SHARED_RUN: usize = 11;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/content/templates")
}

/// Kinds and languages of the files.
fn files() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let parts: Vec<&str> = name.split('.').collect();
        let [kind, language, "json"] = parts[..] else { panic!("{name} is not named <kind>.<language>.json") };
        found.entry(kind.to_owned()).or_default().insert(language.to_owned());
    }
    found
}

fn records(kind: &str, language: &str) -> Vec<Object> {
    let path = folder().join(format!("{kind}.{language}.json"));
    let file: Object = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    assert_eq!(file.keys().collect::<Vec<_>>(), ["records"], "{}", path.display());
    file["records"].as_array().unwrap().iter().map(|record| record.as_object().unwrap().clone()).collect()
}

/// The program asks for the files that are there and for no other.
#[test]
fn the_list_of_templates_is_the_list_of_files() {
    assert_eq!(pillars::TEMPLATES.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>(), files().into_keys().collect::<Vec<_>>());
}

fn is_link(field: &FieldDef) -> bool {
    matches!(field.value, ValueType::Link | ValueType::Links)
}

/// What is wrong with the values of a record or a row: unknown names, links, unknown codes, and what the field itself refuses.
fn faults(fields: &[FieldDef], values: &Object, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, json) in values {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            faults.push(format!("{place}: {name} is no field"));
            continue;
        };
        if is_link(field) || field.computed || field.value == ValueType::Attachment {
            faults.push(format!("{place}: {name} cannot stand in a template"));
        }
        faults.extend(validate_field(field, Some(json)).iter().map(|issue| format!("{place}: {name} {}", issue.code)));
        if Choice::TYPE == field.value && !json.as_str().is_some_and(|code| field.choices.codes().contains(&code)) {
            faults.push(format!("{place}: {json} is no choice of {name}"));
        }
        if json.as_str().is_some_and(|text| text.trim() != text || text.is_empty()) {
            faults.push(format!("{place}: {name} is empty or padded"));
        }
        for row in Rows::read(json).filter(|_| field.value == ValueType::Rows).into_iter().flatten() {
            faults.extend(faults_of_row(field, &row, place));
        }
    }
    let missing = fields.iter().filter(|field| field.required && !is_link(field) && !values.contains_key(field.name));
    faults.extend(missing.map(|field| format!("{place}: {} is missing", field.name)));
    faults
}

fn faults_of_row(field: &FieldDef, row: &Object, place: &str) -> Vec<String> {
    faults(field.columns, row, &format!("{place}, {}", field.name))
}

/// The values of a record without its words: what must be alike in every language.
fn without_words(fields: &[FieldDef], values: &Object) -> Object {
    let bare = |(name, json): (&String, &Json)| {
        let field = fields.iter().find(|field| field.name == name).unwrap();
        let shape = match field.value {
            ValueType::Line | ValueType::Prose => Json::Null,
            ValueType::Tags => Json::from(json.as_array().unwrap().len()),
            ValueType::Rows => Rows::read(json).unwrap().iter().map(|row| Json::Object(without_words(field.columns, row))).collect(),
            _ => json.clone(),
        };
        (name.clone(), shape)
    };
    values.iter().map(bare).collect()
}

/// Every text in a value.
fn texts(json: &Json) -> Vec<&str> {
    match json {
        Json::String(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::Object(values) => values.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// Every run of Han characters that is one longer than two templates may share.
fn han_runs(text: &str) -> Vec<String> {
    let length = LONGEST_SHARED_RUN + 1;
    let stretches = text.split(|character| !is_han(character)).map(|stretch| stretch.chars().collect::<Vec<_>>());
    stretches.flat_map(|stretch| stretch.windows(length).map(|run| run.iter().collect()).collect::<Vec<String>>()).collect()
}

/// covers: P00.18
#[test]
fn templates_are_whole_records_of_known_kinds() {
    let registry = pillars::registry();
    let found = files();
    for kind in EXPECTED {
        assert!(found.contains_key(*kind), "no templates of {kind}");
    }
    let mut wrong = Vec::new();
    for (name, languages) in &found {
        assert_eq!(languages.iter().map(String::as_str).collect::<Vec<_>>(), ["en", "zh-CN"], "{name}");
        let kind = registry.kind(name).unwrap_or_else(|| panic!("{name} is no kind"));
        for language in LANGUAGES {
            let list = records(name, language);
            assert!(!list.is_empty(), "{name}.{language} is empty");
            let mut titles = BTreeSet::new();
            for record in &list {
                let title = record.get(kind.title).and_then(Json::as_str).unwrap_or_else(|| panic!("{name}.{language}: {record:?} has no name"));
                wrong.extend(faults(kind.fields, record, &format!("{name}.{language} {title}")));
                if !titles.insert(title.to_owned()) {
                    wrong.push(format!("{name}.{language}: {title} stands twice"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// covers: P00.18
#[test]
fn templates_are_alike_in_both_languages() {
    let registry = pillars::registry();
    for name in files().keys() {
        let fields = registry.kind(name).unwrap().fields;
        let (zh, en) = (records(name, "zh-CN"), records(name, "en"));
        assert_eq!(zh.len(), en.len(), "{name}");
        for (place, (zh, en)) in zh.iter().zip(&en).enumerate() {
            assert_eq!(without_words(fields, zh), without_words(fields, en), "{name}, record {}", place + 1);
            let foreign: Vec<_> = en.values().flat_map(texts).filter(|text| text.chars().any(is_han)).collect();
            assert!(foreign.is_empty(), "{name}: {foreign:?}");
        }
    }
}

/// covers: P00.18
#[test]
fn every_template_has_words_of_its_own() {
    let mut owner: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for name in files().keys() {
        for (place, record) in records(name, "zh-CN").iter().enumerate() {
            for run in record.values().flat_map(texts).flat_map(han_runs) {
                let here = (name.clone(), place);
                if owner.entry(run.clone()).or_insert_with(|| here.clone()) != &here {
                    shared.insert(format!("{run}: {here:?} and {:?}", owner[&run]));
                }
            }
        }
    }
    assert!(shared.is_empty(), "{shared:#?}");
}
