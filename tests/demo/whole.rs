//! The packs as files: whole, linked, alike in both languages.

use super::*;

fn links_of(record: &Record) -> Vec<(String, &'static [&'static str], Id)> {
    let kind = pillars::registry().kind(&record.kind).expect("kind");
    let mut links = Vec::new();
    for field in kind.fields {
        match field.value {
            ValueType::Link => links.extend(Handle::<Link>::new(field.name).get(record).map(|id| (field.name.to_owned(), field.targets, id))),
            ValueType::Links => {
                let ids = Handle::<Links>::new(field.name).get(record).unwrap_or_default();
                links.extend(ids.into_iter().map(|id| (field.name.to_owned(), field.targets, id)));
            }
            ValueType::Rows => {
                for row in Handle::<Rows>::new(field.name).get(record).unwrap_or_default() {
                    for column in field.columns.iter().filter(|column| column.value == ValueType::Link) {
                        let id = Handle::<Link>::new(column.name).get(&row);
                        links.extend(id.map(|id| (format!("{}.{}", field.name, column.name), column.targets, id)));
                    }
                }
            }
            _ => {}
        }
    }
    links
}

#[test]
fn a_pack_is_one_record_a_line_as_the_app_writes_it() {
    for language in LANGUAGES {
        let text = text(language);
        let lines: Vec<&str> = text.lines().collect();
        let records = load(language);
        assert_eq!(lines.len(), records.len() + 2, "{language}");
        for (record, line) in records.iter().zip(&lines[1..]) {
            assert_eq!(serde_json::to_string(record).expect("json"), line.trim_end_matches(','), "{language}");
        }
    }
}

#[test]
fn ids_are_fixed_and_rise_with_the_order_of_the_file() {
    let records = load("en");
    for record in &records {
        let hex = record.id.to_string().replace('-', "");
        assert_eq!(u64::from_str_radix(&hex[..12], 16), Ok(MADE), "{hex}");
        assert_eq!((&hex[12..13], &hex[16..17]), ("7", "8"), "{hex} is of version 7");
        assert_eq!(record.created.to_string(), "019f15d35800.0000.00000000");
        assert_eq!(record.created.time, MADE);
        assert!(record.stamps.is_empty());
    }
    assert!(records.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[test]
fn every_record_is_valid_and_known_to_the_schema() {
    let registry = pillars::registry();
    for language in LANGUAGES {
        let records = whole_demo(language);
        for record in &records {
            let kind = registry.kind(&record.kind).unwrap_or_else(|| panic!("kind {}", record.kind));
            assert_eq!(validate_record(kind, record), [], "{language} {record:?}");
            for (name, value) in &record.fields {
                let field = kind.field(name).unwrap_or_else(|| panic!("{}.{name} is not in the schema", record.kind));
                if field.value == ValueType::Choice {
                    assert!(value.as_str().is_some_and(|code| field.choices.codes().contains(&code)), "{}.{name} {value}", record.kind);
                }
            }
        }
        for kind in registry.kinds().iter().filter(|kind| kind.single) {
            assert_eq!(count(&records, kind.name), 1, "{language} {}", kind.name);
        }
    }
}

#[test]
fn every_link_leads_to_a_record_of_an_allowed_kind() {
    for language in LANGUAGES {
        let records = whole_demo(language);
        let kinds: BTreeMap<Id, &str> = records.iter().map(|record| (record.id, record.kind.as_str())).collect();
        assert_eq!(kinds.len(), records.len(), "{language}: ids are unique");
        for record in &records {
            for (field, targets, id) in links_of(record) {
                let kind = kinds.get(&id).unwrap_or_else(|| panic!("{language} {}.{field} {id}", record.kind));
                assert!(targets.contains(kind), "{language} {}.{field} leads to {kind}", record.kind);
            }
        }
    }
}

#[test]
fn both_languages_hold_the_same_records_and_differ_in_texts_only() {
    let registry = pillars::registry();
    let (chinese, english) = (whole_demo("zh-CN"), whole_demo("en"));
    assert_eq!(chinese.len(), english.len());
    for (zh, en) in chinese.iter().zip(&english) {
        assert_eq!((zh.id, &zh.kind, zh.created), (en.id, &en.kind, en.created));
        assert_eq!(zh.fields.keys().collect::<Vec<_>>(), en.fields.keys().collect::<Vec<_>>(), "{} {}", zh.kind, title(en));
        let kind = registry.kind(&zh.kind).expect("kind");
        for (name, value) in &zh.fields {
            match kind.field(name).expect("field").value {
                ValueType::Line | ValueType::Prose => {}
                ValueType::Tags => assert_eq!(value.as_array().map(Vec::len), en.fields[name].as_array().map(Vec::len), "{}.{name}", zh.kind),
                ValueType::Rows => {
                    let plain = |record: &Record| {
                        let mut rows = Handle::<Rows>::new(kind.field(name).expect("field").name).get(record).expect("rows");
                        // Words of a row are written for their readers; codes, links and numbers are the same.
                        let columns = kind.field(name).expect("field").columns;
                        let is_text = |name: &str| {
                            columns
                                .iter()
                                .any(|column| column.name == name && matches!(column.value, ValueType::Line | ValueType::Prose | ValueType::Tags))
                        };
                        rows.iter_mut().for_each(|row| row.retain(|column, _| !is_text(column)));
                        rows
                    };
                    assert_eq!(plain(zh), plain(en), "{}.{name}", zh.kind);
                }
                _ => assert_eq!(value, &en.fields[name], "{}.{name} of {}", zh.kind, title(en)),
            }
        }
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[test]
fn english_has_no_chinese_writing_and_chinese_is_spaced() {
    let is_wide = |letter: char| is_han(letter) || matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    for line in packs("en").lines() {
        assert!(!line.chars().any(is_wide), "{line}");
    }
    for line in packs("zh-CN").lines() {
        let letters: Vec<char> = line.chars().collect();
        for pair in letters.windows(2) {
            let touching = is_han(pair[0]) && pair[1].is_ascii_alphanumeric() || pair[0].is_ascii_alphanumeric() && is_han(pair[1]);
            assert!(!touching, "no space in “{}{}”: {line}", pair[0], pair[1]);
            assert!(pair != [' ', '%'], "space before %: {line}");
        }
    }
    for line in text("zh-CN").lines() {
        for word in ["您", "请", "非法", "无效", "失败", "错误"] {
            assert!(!line.contains(word), "{word}: {line}");
        }
    }
}

#[test]
fn nothing_lies_after_the_date_of_the_demo() {
    let today = date("2026-06-30");
    for language in LANGUAGES {
        for record in load(language) {
            for handle in ["reviewed_on", "confirmed_on", "done_on", "read_on", "when", "dated", "adopted_on"].map(Handle::<DateField>::new) {
                assert!(handle.get(&record).is_none_or(|day| day <= today), "{} {}", record.kind, handle.name());
            }
            if record.kind == "reading" || record.kind == "feedback" {
                assert!(reading::DATE.get(&record).is_some_and(|day| day <= today), "{}", title(&record));
            }
            assert!(Handle::<Line>::new("name").get(&record).is_none_or(|name| name.trim() == name));
        }
    }
}

/// Records that pillar 1 makes begin no other pillar, so that home says nothing about what nobody has opened.
#[test]
fn pillar_one_alone_begins_no_other() {
    let (registry, rules) = (pillars::registry(), pillars::rules());
    let structure = |content: &str| {
        let path = format!("{}/../public/content/{}/steps.json", env!("CARGO_MANIFEST_DIR"), content);
        serde_json::from_slice::<PillarContent>(&std::fs::read(&path).unwrap()).unwrap()
    };
    let first = structure(pillars::PILLARS[0].content);
    let mut kinds: Vec<String> = first.steps.iter().flat_map(|step| step.kinds()).map(ToString::to_string).collect();
    // Made beside a field of pillar 1.
    kinds.extend(["person", "department", "channel"].map(str::to_owned));
    let made: Vec<Record> = whole_demo("zh-CN").into_iter().filter(|record| kinds.iter().any(|kind| **kind == *record.kind)).collect();
    let records = RecordSet::of(made, BTreeMap::default());
    let context = Context { records: &records, registry: &registry, today: "2026-06-30".parse().unwrap() };
    let begun: Vec<String> = pillars::PILLARS
        .iter()
        .skip(1)
        .flat_map(|pillar| evaluate(&structure(pillar.content), &rules, &context).steps)
        .filter(|step| !matches!(step.status, Status::NotStarted))
        .map(|step| step.id)
        .collect();
    assert_eq!(begun, Vec::<String>::new());
}
