//! The sample company in both languages.

use super::*;

/// covers: P04.2.3.2
#[test]
fn june_has_500_answers_and_423_satisfied() {
    let world = demo("zh-CN");
    let june = named(&world, &survey::SURVEY, "6 月");
    assert_eq!(["survey_answers", "survey_sheets", "survey_top_share"].map(|name| measure(&world, name, june)), ["500", "12", "0.846"]);
    let tops: Vec<String> = world.records.of_kind("survey").map(|survey| measure(&world, "survey_top_share", survey.id)).collect();
    assert_eq!(tops, ["0.822", "0.826", "0.834", "0.838", "0.842", "0.846"]);
    assert_eq!(measure(&world, "unknown_answers", june), "0");
}

/// Findings that the demo shows on purpose: check and how many.
const WANTED: [(&str, usize); 7] = [
    ("P04.2.2.2.review", 2),
    ("P04.3.1.nothing", 1),
    ("P04.3.1.stale", 1),
    ("P04.3.2.uncovered", 1),
    ("P04.3.3.late", 1),
    ("P04.3.3.unplanned", 1),
    ("P04.3.5.unread", 1),
];

/// covers: P04.1, P04.1.1, P04.1.2, P04.2, P04.2.1.1, P04.2.2.1, P04.2.3.1, P04.2.4.1, P04.3, P04.3.4
#[test]
fn the_demo_is_clean_but_for_what_it_shows_on_purpose() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        let state = evaluate(&content(), &pillars::rules(), &world.context());
        let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in state.steps.iter().flat_map(|step| &step.findings) {
            *findings.entry(&finding.check).or_default() += 1;
        }
        assert_eq!(findings.into_iter().collect::<Vec<_>>(), WANTED, "{language}");
        let states: Vec<Status> = state.steps.iter().map(|step| step.status).collect();
        assert_eq!(states, [Status::Done, Status::Done, Status::InProgress, Status::Done], "{language}");
    }
}

/// covers: P04.2, P04.A15
#[test]
fn both_packs_hold_the_same_valid_records() {
    let (zh, en) = (pack("demo/04-information.zh-CN.json"), pack("demo/04-information.en.json"));
    assert_eq!(zh.len(), en.len());
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        for record in pack(&format!("demo/04-information.{language}.json")) {
            let kind = REGISTRY.kind(&record.kind).unwrap();
            assert_eq!(validate_record(kind, &record), [], "{language} {record:?}");
            for (name, value) in &record.fields {
                let field = kind.field(name).unwrap_or_else(|| panic!("{}.{name}", kind.name));
                let known = field.value != ValueType::Choice || value.as_str().is_some_and(|code| field.choices.codes().contains(&code));
                assert!(known, "{}.{name} {value}", kind.name);
                for id in links_of(field, &record) {
                    let target = world.records.get(id).unwrap_or_else(|| panic!("{}.{name} {id}", kind.name));
                    let targets: Vec<&str> = field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets)).copied().collect();
                    assert!(targets.contains(&target.kind.as_str()), "{}.{name} leads to {}", kind.name, target.kind);
                }
            }
        }
    }
    for (one, other) in zh.iter().zip(&en) {
        assert_eq!((one.id, &one.kind, one.fields.keys().collect::<Vec<_>>()), (other.id, &other.kind, other.fields.keys().collect::<Vec<_>>()));
        let kind = REGISTRY.kind(&one.kind).unwrap();
        for (name, value) in &one.fields {
            if !matches!(kind.field(name).unwrap().value, ValueType::Line | ValueType::Prose | ValueType::Tags | ValueType::Rows) {
                assert_eq!(value, &other.fields[name], "{}.{name}", one.kind);
            }
        }
    }
}

/// covers: P04.2, P04.3
#[test]
fn every_view_and_document_has_something_to_show_in_the_demo() {
    let world = demo("en");
    let (content, rules) = (content(), pillars::rules());
    let of_records = |id: &str| content.pages.iter().any(|page| page.views.iter().any(|view| view == id));
    for view in content.views.iter().filter(|view| !of_records(&view.id)) {
        let picture = view.view.picture(&Evaluator::new(Context { records: &world.records, registry: &REGISTRY, today: world.today }, &rules));
        let filled = match &picture {
            Some(Picture::Chart { categories, series, .. }) => {
                categories.len() > 1 && series.iter().all(|one| one.values.iter().flatten().count() > 1)
            }
            Some(Picture::Totals { rows, cells, .. }) => rows.len() > 1 && cells.len() == rows.len(),
            Some(Picture::Figures(figures)) => figures.iter().all(|(_, value)| value.is_some()),
            other => format!("{other:?}").contains("019f15d3"),
        };
        assert!(filled, "{}: {picture:?}", view.id);
    }
    let blocks: usize = content.outputs.iter().flat_map(|output| &output.sections).map(|section| section.blocks.len()).sum();
    assert!(content.outputs.len() == 3 && blocks > 25);
}

/// covers: P04.A01, P04.A02, P04.A03, P04.A04, P04.A05, P04.A06, P04.A09
#[test]
fn the_field_study_holds_the_parts_a_to_f_and_the_price_study_the_three_chapters() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        let english = language == "en";
        let field = named(&world, &research_project::RESEARCH_PROJECT, if english { "Field study" } else { "实地调研" });
        let record = world.get(field);
        let rivals: Vec<_> = world.records.of_kind("rival_study").filter(|sheet| rival_study::PROJECT.get(&***sheet) == Some(field)).collect();
        assert_eq!(rivals.len(), 3);
        assert!(rivals.iter().all(|sheet| rival_study::RIVAL_STUDY.fields.iter().all(|one| sheet.fields.contains_key(one.name))));
        for name in ["demand_trend", "economy", "industry_policy", "partners", "matchup", "trust", "proposals", "local_factors"] {
            assert!(record.fields.contains_key(name), "{language} {name}");
        }
        assert!(measure(&world, "matchup_lines", field).contains("2 : 4") && measure(&world, "local_lines", field).contains(" · "));
        let price = named(&world, &research_project::RESEARCH_PROJECT, if english { "Willingness" } else { "支付意愿" });
        assert!(
            ["market_analysis", "product_position", "target_market", "planning_basis"].iter().all(|name| world.get(price).fields.contains_key(*name))
        );
        assert!(measure(&world, "finding_lines", price).contains("520"));
    }
}
