//! Acceptance tests of pillar 4: the market information system, on given numbers and on the demo company.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../goals_fixture.rs"]
mod fixture;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use fixture::{REGISTRY, World, date, number, stamp, text};
use flow::{Context, Evaluator, Parameter, Picture, PillarContent, PillarTexts, Status, evaluate, hits, validate_content};
use model::*;
use pillars::information::rules::{intel, needs, reports, surveys};
use pillars::information::*;
use proptest::prelude::*;
use serde_json::json;

const TODAY: &str = "2026-06-30";

fn file(path: &str) -> String {
    let path = format!("{}/../public/content/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn content() -> PillarContent {
    serde_json::from_str(&file("04-information/steps.json")).unwrap()
}

fn texts(language: &str) -> PillarTexts {
    serde_json::from_str(&file(&format!("04-information/{language}.json"))).unwrap()
}

fn pack(path: &str) -> Vec<Record> {
    let mut pack: BTreeMap<String, Vec<Record>> = serde_json::from_str(&file(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    pack.remove("records").unwrap()
}

/// The demo company with the records of this pillar.
fn demo(language: &str) -> World {
    let mut world = World::on(TODAY);
    for record in pack(&format!("demo/{language}.json")).into_iter().chain(pack(&format!("demo/04-information.{language}.json"))) {
        world.records.insert(record);
    }
    world
}

/// A record of plain values, as they are stored.
fn add(world: &mut World, kind: &Kind, fields: Json) -> Id {
    world.add(kind, |mut record| {
        record.fields = fields.as_object().into_iter().flatten().map(|(name, value)| (Key::new(name), value.clone())).collect();
        assert!(record.fields.keys().all(|name| kind.field(name).is_some()), "{} {:?}", kind.name, record.fields.keys());
        record
    })
}

/// A measure as it is told in plain words; empty when there is none.
fn measure(world: &World, name: &str, id: Id) -> String {
    let run = pillars::rules().measure_named(&format!("information.{name}")).unwrap_or_else(|| panic!("no measure {name}"));
    run(&world.context(), world.get(id)).map(|value| value.plain()).unwrap_or_default()
}

fn figure(world: &World, name: &str) -> String {
    pillars::rules().figure_named(&format!("information.{name}")).unwrap_or_else(|| panic!("no figure {name}"))(&world.context())
        .map(|value| value.plain())
        .unwrap_or_default()
}

fn named(world: &World, kind: &Kind, part: &str) -> Id {
    let title = |record: &Record| record.fields.get(kind.title).and_then(Json::as_str).unwrap_or_default().to_owned();
    world.records.of_kind(kind.name).find(|record| title(record).contains(part)).unwrap_or_else(|| panic!("{} {part}", kind.name)).id
}

/// What a check finds in the world.
fn found(world: &World, check: &str) -> Vec<flow::Hit> {
    let content = content();
    let (_, check) = content.checks().find(|(_, known)| known.id == check).unwrap_or_else(|| panic!("no check {check}"));
    hits(&check.rule, &Evaluator::new(world.context(), &pillars::rules()))
}

/// covers: P04.1, P04.2, P04.3, P04.4
#[test]
fn steps_texts_labels_and_views_are_whole_in_both_languages() {
    let (content, zh, en) = (content(), texts("zh-CN"), texts("en"));
    let faults: Vec<String> = validate_content(&content, &zh, &en, &REGISTRY, &pillars::rules()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut missing = BTreeSet::new();
    for kind in KINDS {
        let mut keys: Vec<String> = ["", ".many", ".about"].iter().map(|suffix| format!("kind.{}{suffix}", kind.name)).collect();
        for field in kind.fields {
            keys.push(format!("field.{}.{}", kind.name, field.name));
            keys.extend(field.columns.iter().map(|column| format!("field.{}.{}.{}", kind.name, field.name, column.name)));
            keys.extend(field.choices.codes().iter().map(|code| format!("choice.{}.{}.{code}", kind.name, field.name)));
            for column in field.columns {
                keys.extend(column.choices.codes().iter().map(|code| format!("choice.{}.{}.{}.{code}", kind.name, field.name, column.name)));
            }
        }
        missing.extend(keys.into_iter().filter(|key| !zh.labels.contains_key(key) || !en.labels.contains_key(key)));
    }
    assert!(missing.is_empty(), "no label for {missing:?}");
    let measures = pillars::rules();
    let unlabelled: Vec<&str> =
        measures.measure_names().filter(|name| name.starts_with("information.") && !zh.labels.contains_key(&format!("measure.{name}"))).collect();
    assert!(unlabelled.is_empty(), "{unlabelled:?}");
    assert_eq!(zh.labels.keys().collect::<Vec<_>>(), en.labels.keys().collect::<Vec<_>>());
}

/// Rows that this pillar claims: by a step, item, check, output, or a field of its records.
const ROWS: [&str; 38] = [
    "P04.1",
    "P04.1.1",
    "P04.1.2",
    "P04.2",
    "P04.2.1",
    "P04.2.1.1",
    "P04.2.1.2",
    "P04.2.2",
    "P04.2.2.1",
    "P04.2.2.2",
    "P04.2.3",
    "P04.2.3.1",
    "P04.2.3.2",
    "P04.2.4",
    "P04.2.4.1",
    "P04.2.4.2",
    "P04.3",
    "P04.3.1",
    "P04.3.2",
    "P04.3.3",
    "P04.3.4",
    "P04.3.5",
    "P04.4",
    "P04.A01",
    "P04.A02",
    "P04.A03",
    "P04.A04",
    "P04.A05",
    "P04.A06",
    "P04.A07",
    "P04.A08",
    "P04.A09",
    "P04.A10",
    "P04.A15",
    "P04.A17",
    "P04.A19",
    "P04.A22",
    "P04.A28",
];

/// covers: P04.2.1, P04.2.2, P04.2.3, P04.2.4
#[test]
fn every_row_has_its_place() {
    let content = content();
    let mut covered: BTreeSet<String> = BTreeSet::new();
    for kind in KINDS {
        covered.extend(kind.covers.iter().map(|id| (*id).to_owned()));
        let columns = kind.fields.iter().flat_map(|field| field.columns);
        covered.extend(kind.fields.iter().chain(columns).flat_map(|field| field.covers).map(|id| (*id).to_owned()));
    }
    covered.extend(content.steps.iter().flat_map(|step| step.covers.iter().chain(step.items.iter().flat_map(|item| &item.covers))).cloned());
    let missing: Vec<&str> = ROWS.into_iter().filter(|row| !covered.contains(*row)).collect();
    assert!(missing.is_empty(), "nothing covers {missing:?}");
    // A step cannot be completed while it is empty.
    let state = evaluate(&content, &pillars::rules(), &World::on(TODAY).context());
    for step in &state.steps {
        assert_eq!(step.status, Status::NotStarted);
        assert!(step.findings.iter().any(|finding| finding.severity == Severity::Fix), "{}", step.id);
        assert!(step.items.iter().all(|item| item.findings.iter().any(|finding| finding.severity == Severity::Fix)), "{}", step.id);
    }
}

/// covers: P04.2, S70
#[test]
fn the_four_sub_systems_show_count_newest_date_and_owner() {
    let mut world = World::on(TODAY);
    let owner = world.person("何静");
    let system = |world: &mut World, code: &str| add(world, &info_system::INFO_SYSTEM, json!({"system": code, "owner": owner.to_string()}));
    let systems = info_system::SYSTEMS.iter().map(|code| system(&mut world, code)).collect::<Vec<_>>();
    assert!(systems.iter().all(|id| measure(&world, "system_count", *id) == "0" && measure(&world, "system_newest", *id).is_empty()));
    add(
        &mut world,
        &internal_report::INTERNAL_REPORT,
        json!({"name": "一季度", "starts_on": "2026-01-01", "ends_on": "2026-03-31", "status": "sent"}),
    );
    add(&mut world, &intel_item::INTEL_ITEM, json!({"headline": "竞品 X 降价", "date": "2026-06-24", "topic": "rival"}));
    add(&mut world, &research_project::RESEARCH_PROJECT, json!({"name": "第 3 轮", "ends_on": "2026-09-20"}));
    add(&mut world, &analysis_run::ANALYSIS_RUN, json!({"name": "量价差异", "model": "price_volume", "date": "2026-06-30"}));
    assert_eq!(systems.iter().map(|id| measure(&world, "system_count", *id)).collect::<Vec<_>>(), ["1", "1", "1", "1"]);
    // What lies ahead is counted, but it is not the newest.
    assert_eq!(systems.iter().map(|id| measure(&world, "system_newest", *id)).collect::<Vec<_>>(), ["2026-03-31", "2026-06-24", "", "2026-06-30"]);
    // One search over all four: the names of their records are searched.
    for kind in [&internal_report::INTERNAL_REPORT, &intel_item::INTEL_ITEM, &research_project::RESEARCH_PROJECT, &analysis_run::ANALYSIS_RUN] {
        assert!(kind.field(kind.title).is_some_and(|field| field.search > 0), "{}", kind.name);
    }
}

/// covers: P04.2.1.1, P04.2.1.2, S71
#[test]
fn the_half_year_report_is_drawn_up_from_the_quarters() {
    for language in ["zh-CN", "en"] {
        let mut world = demo(language);
        let half = json!({"name": "H1", "period_kind": "half_year", "starts_on": "2026-01-01", "ends_on": "2026-06-30", "status": "draft"});
        let draft = add(&mut world, &internal_report::INTERNAL_REPORT, half);
        let parts =
            ["parts_sales", "parts_cost", "parts_stock", "parts_receivables", "parts_cash", "booked_sales"].map(|name| measure(&world, name, draft));
        assert_eq!(parts, ["23800000", "13762500", "5810000", "1100000", "2127500", "23800000"]);
        // The report that was sent says the same, and its comparison stands.
        let sent = named(&world, &internal_report::INTERNAL_REPORT, if language == "en" { "report H1 2026" } else { "2026 年上半年" });
        let told = ["sales_to_plan", "sales_year_change", "gross_margin", "cash_net", "cash_gap"].map(|name| measure(&world, name, sent));
        assert_eq!(told, ["0.991667", "0.525641", "0.421744", "2127500", "-272500"]);
        let against_last = ["sales_change", "stock_change", "receivables_change"].map(|name| measure(&world, name, sent));
        assert_eq!(against_last, ["-0.02459", "0.117308", "0.222222"]);
        let record = world.get(sent);
        assert_eq!(internal_report::COST_OF_GOODS.get(&**record), Some(Money(1_376_250_000)));
        assert!(internal_report::CASH_IN.get(&**record).is_some() && internal_report::CASH_OUT.get(&**record).is_some());
        assert!(measure(&world, "problem_lines", sent).contains("2026-07-03"));
    }
}

/// covers: P04.2.1.2
#[test]
fn without_a_named_period_the_one_before_of_the_same_length_is_compared() {
    let mut world = World::on(TODAY);
    let mut quarter = |name: &str, first: &str, last: &str, sales: i64| {
        let fields = json!({"name": name, "period_kind": "quarter", "starts_on": first, "ends_on": last, "status": "sent", "sales": sales});
        add(&mut world, &internal_report::INTERNAL_REPORT, fields)
    };
    let ago = quarter("a", "2025-04-01", "2025-06-30", 880_000_000);
    let before = quarter("b", "2026-01-01", "2026-03-31", 880_000_000);
    let now = quarter("c", "2026-04-01", "2026-06-30", 1_500_000_000);
    assert_eq!(reports::previous(&world.context(), world.get(now)).map(|record| record.id), Some(before));
    assert_eq!(measure(&world, "sales_change", now), "0.704545");
    assert_eq!(measure(&world, "sales_year_change", now), "0.704545");
    world.change(now, |record| record.with(internal_report::PREVIOUS, ago).with(internal_report::SALES, Money(440_000_000)));
    assert_eq!(measure(&world, "sales_change", now), "-0.5");
    assert_eq!(measure(&world, "sales_change", ago), "");
}

/// covers: P04.2.2.2, S72
#[test]
fn important_news_needs_someone_and_asks_for_a_review_of_its_goal() {
    let mut world = World::on(TODAY);
    let goal = world.goal("增加销售额 50%");
    world.change(goal, |r| r.with(pillars::goals::goal::STATUS, text("published")).with(pillars::goals::goal::LAST_REVIEWED, date("2026-03-31")));
    let news =
        add(&mut world, &intel_item::INTEL_ITEM, json!({"headline": "竞品 X 降价 10%", "date": "2026-06-24", "topic": "rival", "importance": 5}));
    assert_eq!(found(&world, "P04.2.2.2.open").iter().map(|hit| hit.record).collect::<Vec<_>>(), [Some(news)]);
    assert!(found(&world, "P04.2.2.2.review").is_empty());
    world.change(news, |record| record.with(intel_item::GOALS, vec![goal]));
    let review = found(&world, "P04.2.2.2.review");
    assert_eq!(review.len(), 1);
    assert!(review[0].parameters.iter().any(|(name, value)| name == "goals" && value.plain() == "增加销售额 50%"));
    // A review after the news settles it; so does news that is not important.
    world.change(goal, |record| record.with(pillars::goals::goal::LAST_REVIEWED, date("2026-06-24")));
    assert!(found(&world, "P04.2.2.2.review").is_empty());
    world.change(goal, |record| record.with(pillars::goals::goal::LAST_REVIEWED, date("2026-03-31")));
    world.change(news, |record| record.with(intel_item::IMPORTANCE, 3));
    assert!(intel::stale_goals(&world.context(), world.get(news)).is_empty() && found(&world, "P04.2.2.2.open").is_empty());
}

/// covers: P04.A07, P04.2.2.2
#[test]
fn the_mix_of_sources_is_told() {
    let mut world = World::on(TODAY);
    for (index, origin) in ["sales", "dealer", "sales", "own_research", "third_party"].iter().enumerate() {
        let source = add(&mut world, &info_source::INFO_SOURCE, json!({"name": index.to_string(), "origin": origin}));
        assert!(found(&world, "P04.2.2.2.mix").is_empty(), "too few items say nothing");
        let item = json!({"headline": index.to_string(), "date": TODAY, "topic": "rival", "source": source.to_string()});
        add(&mut world, &intel_item::INTEL_ITEM, item);
    }
    assert_eq!(figure(&world, "front_line_share"), "0.6");
    assert_eq!(found(&world, "P04.2.2.2.mix").len(), 1);
    let own = add(&mut world, &info_source::INFO_SOURCE, json!({"name": "走访", "origin": "own_research"}));
    add(&mut world, &intel_item::INTEL_ITEM, json!({"headline": "6", "date": TODAY, "topic": "rival", "source": own.to_string()}));
    assert_eq!(figure(&world, "front_line_share"), "0.5");
    assert!(found(&world, "P04.2.2.2.mix").is_empty());
}

/// A survey of three questions with ten sheets: use, satisfaction, what displeases.
fn surveyed(world: &mut World) -> Id {
    let questions = json!([
        {"note": "用途", "question_kind": "single", "options": "睡眠|运动"},
        {"note": "满意", "question_kind": "scale", "options": "1|5"},
        {"note": "不满意", "question_kind": "multi", "options": "表带|同步|没有"},
    ]);
    let survey = add(world, &survey::SURVEY, json!({"name": "六月", "questions": questions, "invited": 40, "status": "closed"}));
    let sheets = [
        ("睡眠", "5", "没有"),
        ("睡眠", "4", "表带"),
        ("睡眠", "4", "表带|同步"),
        ("睡眠", "2", "表带"),
        ("运动", "5", "没有"),
        ("运动", "5", "没有"),
        ("运动", "3", "同步"),
        ("运动", "4", "同步 | 同步"),
        ("运动", "1", "表带|同步"),
        ("睡眠", "5", ""),
    ];
    for (index, (first, second, third)) in sheets.iter().enumerate() {
        let sheet = json!({"sheet": index.to_string(), "survey": survey.to_string(), "answer_1": first, "answer_2": second, "answer_3": third});
        add(world, &survey_answer::SURVEY_ANSWER, sheet);
    }
    survey
}

/// covers: P04.2.3.2, S73
#[test]
fn ten_sheets_of_three_questions_are_counted_and_crossed() {
    let mut world = World::on(TODAY);
    let survey = surveyed(&mut world);
    let tally = |index: usize| surveys::tally(&world.context(), world.get(survey), index).unwrap();
    let pairs = |list: &[(&str, usize)]| list.iter().map(|(option, count)| ((*option).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!((tally(0).answered, tally(0).counts), (10, pairs(&[("睡眠", 5), ("运动", 5)])));
    assert_eq!(tally(1).counts, pairs(&[("1", 1), ("2", 1), ("3", 1), ("4", 3), ("5", 4)]));
    assert_eq!(tally(1).mean, Some(number("3.8")));
    // One sheet left the third question open; a choice made twice counts once.
    assert_eq!((tally(2).answered, tally(2).counts), (9, pairs(&[("表带", 4), ("同步", 4), ("没有", 3)])));
    assert_eq!(measure(&world, "survey_top_share", survey), "0.7");
    assert_eq!(measure(&world, "survey_response", survey), "0.25");
    assert!(measure(&world, "survey_results", survey).contains("睡眠: 5 (50.0%)"));
    let cross = surveys::cross_table(&world.context(), world.get(survey), 0, 1);
    assert_eq!(cross[0], ("睡眠".to_owned(), pairs(&[("1", 0), ("2", 1), ("3", 0), ("4", 2), ("5", 2)])));
    assert_eq!(cross[1], ("运动".to_owned(), pairs(&[("1", 1), ("2", 0), ("3", 1), ("4", 1), ("5", 2)])));
    // What is kept survives a round trip through the file.
    let kept: Vec<Record> =
        world.records.all().iter().map(|record| serde_json::from_str(&serde_json::to_string(&***record).unwrap()).unwrap()).collect();
    assert!(kept.iter().all(|record| world.records.get(record.id).is_some_and(|known| **known == *record)));
}

/// covers: P04.2.3.2
#[test]
fn totals_counted_elsewhere_go_before_the_sample() {
    let mut world = World::on(TODAY);
    let survey = surveyed(&mut world);
    let totals =
        [("5", 198), ("4", 225), ("3", 51), ("2", 18), ("1", 8)].map(|(option, count)| json!({"question": 2, "option": option, "count": count}));
    world.change(survey, |mut record| {
        record.fields.insert("totals".into(), json!(totals));
        record.with(survey::COUNTED, number("500"))
    });
    assert_eq!((measure(&world, "survey_answers", survey), measure(&world, "survey_sheets", survey)), ("500".into(), "10".into()));
    assert_eq!((measure(&world, "survey_top_share", survey), measure(&world, "survey_mean", survey)), ("0.846".into(), "4.174".into()));
    assert_eq!(measure(&world, "totals_gap", survey), "0");
    world.change(survey, |record| record.with(survey::COUNTED, number("501")));
    assert_eq!(measure(&world, "totals_gap", survey), "1");
}

proptest! {
    /// covers: P04.2.3.2
    #[test]
    fn a_cross_table_adds_up_to_its_sheets(answers in prop::collection::vec((0_usize..3, 1_i64..=5), 0..40)) {
        let mut world = World::on(TODAY);
        let questions = json!([
            {"note": "a", "question_kind": "single", "options": "x|y|z"},
            {"note": "b", "question_kind": "scale", "options": "1|5"},
        ]);
        let survey = add(&mut world, &survey::SURVEY, json!({"name": "s", "questions": questions}));
        for (first, second) in &answers {
            let sheet = json!({"sheet": "s", "survey": survey.to_string(), "answer_1": (["x", "y", "z"][*first]), "answer_2": second.to_string()});
            add(&mut world, &survey_answer::SURVEY_ANSWER, sheet);
        }
        let cross = surveys::cross_table(&world.context(), world.get(survey), 0, 1);
        let rows: Vec<usize> = cross.iter().map(|(_, cells)| cells.iter().map(|(_, count)| count).sum()).collect();
        let tally = surveys::tally(&world.context(), world.get(survey), 0).unwrap();
        prop_assert_eq!(rows, tally.counts.iter().map(|(_, count)| *count).collect::<Vec<_>>());
        prop_assert_eq!(tally.counts.iter().map(|(_, count)| count).sum::<usize>(), answers.len());
    }

    /// covers: P04.3.3
    #[test]
    fn rounds_missed_are_the_due_dates_that_passed(days in 0_i64..400, frequency in prop::sample::select(collection_plan::FREQUENCIES.to_vec())) {
        let mut world = World::on(TODAY);
        let last = date(TODAY) - chrono::Duration::days(days);
        let plan = add(&mut world, &collection_plan::COLLECTION_PLAN, json!({"name": "p", "frequency": frequency, "last_done": last.to_string()}));
        let missed = needs::missed_cycles(&world.context(), world.get(plan));
        let due = |rounds: usize| needs::after(last, frequency, i32::try_from(rounds).unwrap()).unwrap();
        prop_assert!(due(missed + 1) >= date(TODAY));
        prop_assert!(missed == 0 || due(missed) < date(TODAY));
        prop_assert_eq!(needs::next_due(&world.context(), world.get(plan)), Some(due(1)));
    }
}

/// An analysis with one line of input.
fn run(world: &mut World, model: &str, inputs: Json) -> Id {
    add(world, &analysis_run::ANALYSIS_RUN, json!({"name": model, "model": model, "inputs": inputs}))
}

/// covers: P04.2.4.1, S74
#[test]
fn the_models_work_on_the_inputs_given() {
    let mut world = World::on(TODAY);
    let line = |price: i64| json!([{"note": "S2", "first": 22000, "second": 460, "third": 22500, "fourth": price}]);
    let (kept, cut) = (run(&mut world, "price_volume", line(460)), run(&mut world, "price_volume", line(450)));
    assert_eq!((measure(&world, "price_variance", kept), measure(&world, "volume_variance", kept)), ("0".into(), "230000".into()));
    assert_eq!((measure(&world, "price_variance", cut), measure(&world, "run_result", cut)), ("-225000".into(), "5000".into()));
    assert_eq!(measure(&world, "run_lines", cut), "S2 -225,000 / 230,000");
    let funnel = run(
        &mut world,
        "funnel",
        json!([{"note": "了解", "first": 12}, {"note": "比较", "first": 8}, {"note": "谈判", "first": 5}, {"note": "确定", "first": 3}]),
    );
    assert_eq!(measure(&world, "run_result", funnel), "0.25");
    assert_eq!(measure(&world, "run_lines", funnel), "了解 12, 比较 8 (66.7%), 谈判 5 (62.5%), 确定 3 (60.0%)");
    let even = run(&mut world, "break_even", json!([{"note": "发布会", "first": 460, "second": 253, "third": 860_000}]));
    assert_eq!(measure(&world, "run_lines", even), "发布会 4,155 / 1,911,300");
    let place = run(&mut world, "growth_share", json!([{"note": "手环", "first": 40, "second": 144, "third": 0.125}]));
    assert_eq!(measure(&world, "run_places", place), "手环 0.28, choice.analysis_run.quadrant.question_mark");
    // Missing or foreign inputs give no result instead of a wrong one.
    let broken = run(&mut world, "price_volume", json!([{"note": "S2", "first": 22000}]));
    let zero = run(&mut world, "share", json!([{"note": "a", "first": 0}]));
    let words = run(&mut world, "swot", json!([{"note": "优势"}]));
    assert!([broken, zero, words].iter().all(|id| measure(&world, "run_result", *id).is_empty() && measure(&world, "run_lines", *id).is_empty()));
}

/// covers: P04.2.4.2
#[test]
fn an_opportunity_or_risk_lands_on_a_goal_a_plan_or_an_alert() {
    let world = demo("en");
    assert!(found(&world, "P04.2.4.2.link").is_empty());
    let marked = world.records.of_kind("analysis_run").filter(|run| analysis_run::MARK.get(&***run).is_some_and(|mark| mark != "neutral"));
    assert_eq!(marked.filter(|run| analysis_run::GOALS.get(&***run).is_some_and(|goals| !goals.is_empty())).count(), 6);
}

/// covers: P04.3.3, S75
#[test]
fn a_weekly_round_not_filed_for_two_weeks_has_missed_two_cycles() {
    let mut world = World::on(TODAY);
    let plan = add(&mut world, &collection_plan::COLLECTION_PLAN, json!({"name": "周报", "frequency": "week", "last_done": "2026-06-12"}));
    assert_eq!((measure(&world, "missed_cycles", plan), measure(&world, "next_due", plan)), ("2".into(), "2026-06-19".into()));
    // An item filed under the plan is a round.
    let item =
        add(&mut world, &intel_item::INTEL_ITEM, json!({"headline": "a", "date": "2026-06-26", "topic": "channel", "collection": plan.to_string()}));
    assert_eq!((measure(&world, "missed_cycles", plan), measure(&world, "next_due", plan)), ("0".into(), "2026-07-03".into()));
    world.remove(item);
    world.change(plan, |record| record.with(collection_plan::STATUS, text("paused")));
    assert_eq!((measure(&world, "missed_cycles", plan), measure(&world, "next_due", plan)), ("0".into(), String::new()));
    // Before the first round, the first due date counts.
    let first = add(&mut world, &collection_plan::COLLECTION_PLAN, json!({"name": "月查", "frequency": "month", "first_due": "2026-04-30"}));
    assert_eq!((measure(&world, "missed_cycles", first), measure(&world, "next_due", first)), ("2".into(), "2026-04-30".into()));
}

/// covers: P04.3.1, P04.3.2
#[test]
fn a_need_is_fresh_stale_or_uncovered() {
    let world = demo("zh-CN");
    let need = |part: &str| named(&world, &info_need::INFO_NEED, part);
    let dealers = need("华南经销商");
    assert_eq!(["need_newest", "need_age", "need_over"].map(|name| measure(&world, name, dealers)), ["2026-06-12", "18", "4"]);
    let rivals = need("竞品三家");
    assert_eq!(["need_newest", "need_age", "need_over"].map(|name| measure(&world, name, rivals)), ["2026-06-29", "1", "0"]);
    let strap = need("表带材质");
    assert_eq!(["need_newest", "need_age", "need_over"].map(|name| measure(&world, name, strap)), ["", "", ""]);
    assert_eq!(found(&world, "P04.3.2.uncovered").iter().map(|hit| hit.record).collect::<Vec<_>>(), [Some(strap)]);
    let late = found(&world, "P04.3.3.late");
    assert_eq!(late.len(), 1);
    assert!(late[0].parameters.contains(&("missed".to_owned(), Parameter::Count(2))));
}

/// covers: P04.2.3.1, P04.A08
#[test]
fn the_waves_of_awareness_stand_with_their_margin() {
    let world = demo("en");
    let wave = |part: &str| named(&world, &research_project::RESEARCH_PROJECT, part);
    let results = ["baseline", "wave 1", "wave 2"].map(|part| research_project::RESULT.get(&**world.get(wave(part))).unwrap().to_string());
    assert_eq!(results, ["0.3", "0.318", "0.356"]);
    assert_eq!(
        (measure(&world, "error_margin", wave("wave 2")), measure(&world, "result_change", wave("wave 2"))),
        ("0.029677".into(), "0.038".into())
    );
    // Without a result the widest margin is told: n = 1,000, p = 0.5.
    assert_eq!(measure(&world, "error_margin", wave("wave 3")), "0.03099");
    // The studies of the first half cost what the budget line says: 0.14 M.
    let of_2026 = world.records.of_kind("research_project").filter_map(|study| research_project::COST.get(&**study)).sum::<Money>();
    assert_eq!(of_2026, Money(14_000_000));
}

/// covers: P04.A28, P04.3.5
#[test]
fn days_from_news_to_decision_are_measured() {
    let world = demo("en");
    let days = |part: &str| measure(&world, "days_to_decision", named(&world, &intel_item::INTEL_ITEM, part));
    assert_eq!([days("renting"), days("check-up"), days("oxygen"), days("ran dry"), days("539")], ["6", "4", "12", "5", ""]);
    assert_eq!(figure(&world, "mean_days_to_decision"), "6.8");
    let report = |part: &str| measure(&world, "report_decision_days", named(&world, &info_report::INFO_REPORT, part));
    assert_eq!((report("May"), report("June"), report("July")), ("15".into(), "0".into(), String::new()));
}

/// covers: P04.4
#[test]
fn a_review_has_one_mark_of_four() {
    let world = demo("en");
    let mark = |part: &str| measure(&world, "review_score", named(&world, &info_review::INFO_REVIEW, part));
    assert_eq!((mark("end of 2025"), mark("Mid-year")), ("2.75".into(), "3.75".into()));
    let mut half = Record::new(Id::from_number(1), "info_review", stamp(TODAY)).with(info_review::EXACTNESS, 4).with(info_review::TIMELINESS, 3);
    assert_eq!(intel::review_score(&half), None);
    half = half.with(info_review::COMPLETENESS, 5).with(info_review::USEFULNESS, 5);
    assert_eq!(intel::review_score(&half), Some(number("4.25")));
}
