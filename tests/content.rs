//! Every pillar's content files: structure and texts are whole, and every requirement of pillar 1
//! is covered by a step, item, check or output (decisions.md 1–6).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use flow::{PillarContent, PillarTexts, validate_content};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/content")
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn texts(path: &Path) -> PillarTexts {
    serde_json::from_str(&text(path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn steps(path: &Path) -> PillarContent {
    serde_json::from_str(&text(path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn pillar(content: &str) -> Option<(PillarContent, PillarTexts, PillarTexts)> {
    let folder = folder().join(content);
    folder.is_dir().then(|| (steps(&folder.join("steps.json")), texts(&folder.join("zh-CN.json")), texts(&folder.join("en.json"))))
}

/// covers: P01.1, P01.2, P01.2.1, P01.2.2, P01.2.3, P01.3, P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5, P01.4, P01.5, P01.6, P01.7
#[test]
fn content_is_whole_in_both_languages() {
    let mut faults = Vec::new();
    for info in pillars::PILLARS {
        let Some((steps, zh, en)) = pillar(info.content) else {
            assert!(!info.ready, "{} is ready but has no content", info.content);
            continue;
        };
        assert_eq!((steps.pillar.as_str(), steps.folder.as_str()), (info.id, info.folder));
        // With the rules that the app fetches for this pillar, not with all.
        let structure = text(&folder().join(info.content).join("steps.json"));
        let mut rules = flow::Rules::default();
        pillars::RULES.iter().filter(|(rules, _)| pillars::uses_rules(info.folder, &structure, rules)).for_each(|(_, register)| register(&mut rules));
        let found = validate_content(&steps, &zh, &en, &pillars::registry(), &rules);
        faults.extend(found.iter().map(|fault| format!("{}/{fault}", info.content)));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A step into which nobody has put anything is never taken as done: each asks for something.
#[test]
fn no_step_can_be_completed_with_nothing_in_it() {
    let (registry, rules, records) = (pillars::registry(), pillars::rules(), model::RecordSet::default());
    let today = "2026-06-30".parse().unwrap();
    let mut steps_seen = 0;
    for info in pillars::PILLARS.iter().filter(|info| info.ready) {
        let content = steps(&folder().join(info.content).join("steps.json"));
        let state = flow::evaluate(&content, &rules, &flow::Context { records: &records, registry: &registry, today });
        for step in &state.steps {
            assert!(step.fixes().count() > 0, "{} asks for nothing", step.id);
            steps_seen += 1;
        }
    }
    assert_eq!(steps_seen, 56);
}

/// From every figure a press leads to the records it is worked out from.
#[test]
fn every_figure_leads_to_its_records() {
    let registry = pillars::registry();
    for info in pillars::PILLARS.iter().filter(|info| info.ready) {
        for view in &steps(&folder().join(info.content).join("steps.json")).views {
            let flow::View::Figures { figures } = &view.view else { continue };
            for figure in figures {
                let kind = figure.origin();
                // Alerts are no records before somebody answers them: their page shows what is counted.
                assert!(
                    figure.page.as_deref().is_some_and(|page| page.starts_with("alerts?level="))
                        || kind.is_some_and(|kind| registry.kind(kind).is_some()),
                    "{} {}: {kind:?}",
                    view.id,
                    figure.id
                );
            }
        }
    }
}

/// A message that names a record is only said of one that is there: in an empty workspace no check asks to mend “Journey stage”.
#[test]
fn no_check_names_a_record_that_is_not_there() {
    let registry = pillars::registry();
    let mut faults = Vec::new();
    for info in pillars::PILLARS {
        let Some((steps, zh, en)) = pillar(info.content) else { continue };
        for (_, check) in steps.checks() {
            let flow::Rule::Filled { kind, .. } = &check.rule else { continue };
            let names = |texts: &PillarTexts| texts.checks.get(&check.id).is_some_and(|text| text.contains("{record}"));
            if registry.kind(kind).is_some_and(|kind| !kind.single) && (names(&zh) || names(&en)) {
                faults.push(check.id.clone());
            }
        }
    }
    assert!(faults.is_empty(), "use `none` with `!field`, and `at_least` where the first is to be added: {faults:?}");
}

/// Every kind, field and choice has a label in both languages: in the language file or in the content of its pillar.
#[test]
fn every_kind_field_and_choice_has_words_in_both_languages() {
    let public = folder().join("..");
    for language in ["zh-CN", "en"] {
        let mut words: BTreeSet<String> =
            serde_json::from_str::<std::collections::BTreeMap<String, String>>(&text(&public.join(format!("lang/{language}.json"))))
                .unwrap()
                .into_keys()
                .collect();
        for info in pillars::PILLARS {
            if let Some((_, zh, en)) = pillar(info.content) {
                words.extend(if language == "en" { en.labels } else { zh.labels }.into_keys());
            }
        }
        let mut wanted = BTreeSet::new();
        for kind in pillars::kinds() {
            wanted.extend(["", ".many", ".about"].map(|part| format!("kind.{}{part}", kind.name)));
            for field in kind.fields {
                wanted.insert(format!("field.{}.{}", kind.name, field.name));
                wanted.extend(field.choices.codes().iter().map(|code| format!("choice.{}.{}.{code}", kind.name, field.name)));
                for column in field.columns {
                    let path = format!("{}.{}.{}", kind.name, field.name, column.name);
                    wanted.insert(format!("field.{path}"));
                    wanted.extend(column.choices.codes().iter().map(|code| format!("choice.{path}.{code}")));
                }
            }
        }
        let missing: Vec<&String> = wanted.difference(&words).collect();
        assert!(missing.is_empty(), "{language} has no words for {} keys: {missing:#?}", missing.len());
    }
}

/// No two texts of the pillars share a run of twelve Han characters: nothing is pasted from step to step.
#[test]
fn no_two_guidance_texts_share_a_run_of_twelve_characters() {
    let mut seen: std::collections::HashMap<String, String> = std::collections::HashMap::new();
    let mut shared = Vec::new();
    for info in pillars::PILLARS {
        let Some((_, zh, _)) = pillar(info.content) else { continue };
        let mut texts: Vec<(String, String)> = Vec::new();
        for (id, step) in &zh.steps {
            texts.push((
                id.clone(),
                [step.why.clone(), step.guidance.join("\n"), step.mistake.clone(), step.success.clone(), step.yields.clone()].join("\n"),
            ));
        }
        texts.extend(zh.items.iter().map(|(id, item)| (id.clone(), item.guidance.join("\n"))));
        for (place, text) in texts {
            for run in text.split(|character: char| !matches!(character, '\u{4e00}'..='\u{9fff}')) {
                let characters: Vec<char> = run.chars().collect();
                for window in characters.windows(12) {
                    let words: String = window.iter().collect();
                    match seen.get(&words) {
                        Some(other) if *other != place => shared.push(format!("{other} and {place}: {words}")),
                        Some(_) => {}
                        None => {
                            seen.insert(words, place.clone());
                        }
                    }
                }
            }
        }
    }
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

/// Rows of the catalogue that pillar 1 claims.
const ROWS: [&str; 30] = [
    "P01.1", "P01.2", "P01.2.1", "P01.2.2", "P01.2.3", "P01.3", "P01.3.1", "P01.3.2", "P01.3.3", "P01.3.4", "P01.3.5", "P01.4", "P01.5", "P01.6",
    "P01.7", "P01.A01", "P01.A02", "P01.A03", "P01.A04", "P01.A05", "P01.A06", "P01.A07", "P01.A08", "P01.A09", "P01.A10", "P01.A11", "P01.A12",
    "P01.A13", "P01.A14", "P01.A15",
];

/// covers: P01.A01, P01.A02, P01.A03, P01.A04, P01.A05, P01.A06, P01.A07, P01.A08, P01.A09, P01.A10, P01.A11, P01.A12, P01.A13, P01.A14, P01.A15
#[test]
fn every_row_of_pillar_one_is_covered_by_schema_or_content() {
    let mut covered: BTreeSet<String> = BTreeSet::new();
    for kind in pillars::kinds() {
        covered.extend(kind.covers.iter().map(|id| (*id).to_owned()));
        covered.extend(kind.fields.iter().flat_map(|field| field.covers).map(|id| (*id).to_owned()));
    }
    if let Some((steps, ..)) = pillar("01-goals") {
        covered.extend(steps.steps.iter().flat_map(|step| step.covers.iter().chain(step.items.iter().flat_map(|item| &item.covers))).cloned());
        covered.extend(steps.checks().flat_map(|(_, check)| check.covers.clone()));
        covered.extend(steps.outputs.iter().flat_map(|output| output.covers.clone()));
    }
    let missing: Vec<&str> = ROWS.into_iter().filter(|row| !covered.contains(*row)).collect();
    assert!(missing.is_empty(), "nothing covers {missing:?}");
}

/// covers: P01.3, P01.7
#[test]
fn every_rule_of_pillar_one_is_used_by_its_content() {
    let Some((steps, ..)) = pillar("01-goals") else { return };
    let used: BTreeSet<&str> = steps
        .checks()
        .filter_map(|(_, check)| match &check.rule {
            flow::Rule::Named { name } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let rules = pillars::rules();
    let unused: Vec<&str> = rules.names().filter(|name| name.starts_with("goals.") && !used.contains(name)).collect();
    assert!(unused.is_empty(), "no check uses {unused:?}");
}

/// The codes in calls such as `Reason::open("code")` of the rules' source.
fn codes(source: &str, calls: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for call in calls {
        for rest in source.split(call).skip(1) {
            let argument = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            found.extend(argument.map(|(code, _)| code.to_owned()));
        }
    }
    found
}

/// covers: P01.3, P01.6, P01.7
#[test]
fn every_reason_and_every_refusal_has_words_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut keys = BTreeSet::new();
    for file in std::fs::read_dir(root.join("src/pillars/goals/rules")).unwrap() {
        let source = text(&file.unwrap().path());
        keys.extend(codes(&source, &["Reason::pass(", "Reason::open(", "Reason::fail("]).into_iter().map(|code| format!("ui.goals.reason.{code}")));
        keys.extend(codes(&source, &["Refusal::new(", "refusal(", "refuse("]).into_iter().map(|code| format!("ui.goals.gate.{code}")));
    }
    assert!(keys.len() > 60, "only {} codes found", keys.len());
    for language in ["zh-CN", "en"] {
        let words: serde_json::Value = serde_json::from_str(&text(&root.join(format!("public/lang/{language}.json")))).unwrap();
        let missing: Vec<&String> = keys.iter().filter(|key| words.get(key.as_str()).is_none()).collect();
        assert!(missing.is_empty(), "{language} has no words for {missing:?}");
    }
}

/// The prepared run of show leads to screens that exist, in both languages to the same ones, each with a note.
#[test]
fn the_prepared_run_of_show_leads_somewhere() {
    use pillars::workspace::show::{Stop, read};
    let run = |language: &str| -> Vec<Stop> {
        let file: serde_json::Value = serde_json::from_str(&text(&folder().join(format!("presenting/{language}.json")))).unwrap();
        let stops = read(&file);
        assert_eq!(stops.len(), file["stops"].as_array().unwrap().len(), "{language}: every stop is read");
        stops
    };
    let (chinese, english) = (run("zh-CN"), run("en"));
    let pages = |stops: &[Stop]| stops.iter().map(|stop| stop.page.clone()).collect::<Vec<_>>();
    assert_eq!(pages(&chinese), pages(&english));
    for stop in chinese.iter().chain(&english) {
        assert!(!stop.note.is_empty(), "{} has a note", stop.page);
        let parts: Vec<&str> = stop.page.split('/').collect();
        let content = |number: &str| {
            let info = pillars::PILLARS.iter().find(|info| info.number.to_string() == number).unwrap();
            steps(&folder().join(info.content).join("steps.json"))
        };
        match parts.as_slice() {
            ["home" | "dashboard" | "diagnosis" | "alerts" | "actions"] => {}
            ["p", number] => drop(content(number)),
            ["p", number, "s", row] => {
                let content = content(number);
                let id = format!("{}.{row}", content.pillar);
                assert!(content.steps.iter().any(|step| step.id == id), "{}", stop.page);
            }
            ["p", number, "doc", output] => assert!(content(number).outputs.iter().any(|known| known.id == *output), "{}", stop.page),
            _ => panic!("{} is no screen for an audience", stop.page),
        }
    }
}
