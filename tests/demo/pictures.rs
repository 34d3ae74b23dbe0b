//! Every picture of the sample company tells what it is drawn from; every view of an empty workspace what it waits for.

use flow::{Content, Evaluator, Missing, Picture, View};

use super::*;

fn contents(language: &str) -> Vec<Content> {
    let read = |path: String| std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let folder = |name: &str| format!("{}/../public/content/{name}", env!("CARGO_MANIFEST_DIR"));
    pillars::PILLARS
        .iter()
        .map(|pillar| Content {
            structure: serde_json::from_slice(&read(format!("{}/steps.json", folder(pillar.content)))).expect("structure"),
            texts: serde_json::from_slice(&read(format!("{}/{language}.json", folder(pillar.content)))).expect("texts"),
        })
        .collect()
}

fn set_of(records: Vec<Record>) -> RecordSet {
    RecordSet::of(records, BTreeMap::default())
}

/// Pictures with numbers need a unit.
fn counts(picture: &Picture) -> bool {
    matches!(picture, Picture::Chart { .. } | Picture::Totals { .. } | Picture::Funnel { .. } | Picture::Matrix { .. } | Picture::Map { .. })
}

#[test]
fn every_chart_of_the_sample_tells_unit_period_and_source() {
    let (registry, rules) = (pillars::registry(), pillars::rules());
    for language in LANGUAGES {
        let records = set_of(whole_demo(language));
        let evaluator = Evaluator::new(Context { records: &records, registry: &registry, today: date("2026-06-30") }, &rules);
        let mut without = Vec::new();
        for content in contents(language) {
            for view in &content.structure.views {
                let Some(picture) = view.view.picture(&evaluator).filter(counts) else { continue };
                let origin = view.origin(&evaluator, &picture);
                assert!(origin.sources.iter().all(|(kind, _)| registry.kind(kind).is_some()) && !origin.sources.is_empty(), "{}", view.id);
                if std::env::var("SHOW_ORIGINS").is_ok() {
                    println!("{language} {} {:?} {:?} {:?}", view.id, origin.units, origin.period.map(|span| (span.from, span.to)), origin.sources);
                }
                let told = content.texts.tools.get(&view.id).is_some_and(|texts| !texts.unit.is_empty());
                if origin.units.is_empty() && !told && !picture.is_empty() {
                    without.push(view.id.clone());
                }
            }
        }
        assert_eq!(without, Vec::<String>::new(), "{language}: give them `unit` beside title and about");
    }
}

#[test]
fn every_view_of_an_empty_workspace_tells_what_it_waits_for() {
    let (registry, rules, records) = (pillars::registry(), pillars::rules(), RecordSet::default());
    let evaluator = Evaluator::new(Context { records: &records, registry: &registry, today: date("2026-06-30") }, &rules);
    for content in contents("en") {
        for view in content.structure.views.iter().filter(|view| !matches!(view.view, View::Figures { .. })) {
            let picture = view.view.picture(&evaluator).expect("a picture");
            assert!(picture.is_empty(), "{}", view.id);
            let missing = view.view.missing(&evaluator);
            let Some(Missing::Records(kinds)) = &missing else { panic!("{}: {missing:?}", view.id) };
            assert!(kinds.iter().all(|kind| view.view.sources().iter().any(|source| source.kind == *kind)), "{}", view.id);
        }
    }
}

/// The unit of a view is told in both languages or in none.
#[test]
fn units_are_told_in_both_languages() {
    let [chinese, english] = LANGUAGES.map(contents);
    for (one, other) in chinese.iter().zip(&english) {
        for (id, texts) in &one.texts.tools {
            let twin = &other.texts.tools[id];
            assert_eq!((texts.unit.is_empty(), texts.empty.is_empty()), (twin.unit.is_empty(), twin.empty.is_empty()), "{id}");
        }
    }
}
