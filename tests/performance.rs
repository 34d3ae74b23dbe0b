//! Acceptance tests of pillar 5: scores, standards, process, report, thresholds, and the numbers of the demo.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar;

use std::collections::{BTreeMap, BTreeSet};

use fixture::*;
use flow::{Context, Evaluator, Expression, Finding, Parameter, StateRefusal, evaluate, not_applicable};
use model::*;
use pillar::{content, measure, plain, row, whole_sample as demo};
use pillars::goals::goal;
use pillars::performance::rules::alerts::{self, Level};
use pillars::performance::rules::{process, scores, watch};
use pillars::performance::{
    alert, evaluation, evaluation_process, evaluation_report, evaluation_scheme, indicator, reading, score_line, standard, threshold,
};
use proptest::prelude::*;
use serde_json::json;

/// A record of any kind with these fields.
fn put(world: &mut World, kind: &str, fields: Json) -> Id {
    let id = Id::from_number(5_000 + world.records.len() as u64);
    let mut record = Record::new(id, kind, stamp("2026-01-01"));
    record.fields = fields.as_object().unwrap().iter().map(|(key, json)| (Key::new(key), json.clone())).collect();
    world.records.insert(record);
    id
}

/// A run with a scheme of these indicators: weight, target, actual.
fn run(world: &mut World, parts: &[(&str, &str, &str)]) -> Id {
    let indicators: Vec<Id> = parts.iter().enumerate().map(|(n, _)| world.indicator(&format!("K{n}"), "number", false)).collect();
    let rows: Vec<Object> = indicators
        .iter()
        .zip(parts)
        .map(|(id, (weight, ..))| row(&[("indicator", json!(id.to_string())), ("weight", json!(number(weight).to_f64()))]))
        .collect();
    let scheme =
        world.add(&evaluation_scheme::EVALUATION_SCHEME, |r| r.with(evaluation_scheme::NAME, text("方案")).with(evaluation_scheme::INDICATORS, rows));
    let span = Span { from: date("2026-01-01"), to: date("2026-06-30") };
    let run = world
        .add(&evaluation::EVALUATION, |r| r.with(evaluation::NAME, text("上半年")).with(evaluation::SCHEME, scheme).with(evaluation::PERIOD, span));
    for (id, (_, target, actual)) in indicators.iter().zip(parts) {
        world.add(&score_line::SCORE_LINE, |r| {
            let r = r.with(score_line::EVALUATION, run).with(score_line::INDICATOR, *id);
            r.with(score_line::TARGET, number(target)).with(score_line::ACTUAL, number(actual))
        });
    }
    run
}

/// covers: P05.3, P05.3.2, P05.1.2, S85
#[test]
fn the_first_half_of_the_demo_scores_100_07() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        let run: Id = "019f15d3-5800-7000-8000-00000001a001".parse().unwrap();
        assert_eq!(plain(&world, "performance.total", run), "100.07");
        assert_eq!(plain(&world, "performance.weight_sum", run), "1");
        let lines = scores::lines(&world.context(), run);
        let told: Vec<[String; 3]> = lines
            .iter()
            .map(|line| {
                let rounded = |value: Option<Decimal>, places| value.unwrap().rounded(places).to_string();
                let context = world.context();
                [
                    scores::weight(&context, line).unwrap().to_string(),
                    rounded(scores::attainment(&context, line), 4),
                    rounded(scores::points(&context, line), 2),
                ]
            })
            .collect();
        let expected = [
            ["0.35", "0.9917", "34.71"],
            ["0.15", "0.9917", "14.88"],
            ["0.2", "0.9953", "19.91"],
            ["0.15", "1.0471", "15.71"],
            ["0.15", "0.9917", "14.88"],
        ];
        assert_eq!(told, expected);
        assert_eq!(plain(&world, "performance.total_grade", run), if language == "en" { "Excellent" } else { "优秀" });
        assert_eq!((pillars::rules().figure_named("performance.score").unwrap())(&world.context()).unwrap().plain(), "100.07");
    }
}

/// covers: P05.2.1, P05.3.1
#[test]
fn target_and_actual_come_from_goal_and_readings_and_follow_them() {
    let mut world = demo("zh-CN");
    let (goal, line): (Id, Id) = ("019f15d3-5800-7000-8000-00000000e004".parse().unwrap(), "019f15d3-5800-7000-8000-000005006003".parse().unwrap());
    assert_eq!((plain(&world, "performance.target", line), plain(&world, "performance.actual", line)), ("0.85".into(), "0.846".into()));
    world.change(goal, |r| r.with(goal::MILESTONES, vec![milestone("2026-06-30", "84%")]));
    assert_eq!(plain(&world, "performance.target", line), "0.84");
    let (satisfaction, last): (Id, Id) =
        ("019f15d3-5800-7000-8000-00000000d004".parse().unwrap(), "019f15d3-5800-7000-8000-000000018032".parse().unwrap());
    world.change(last, |r| r.with(reading::VALUE, number("0.9")));
    assert_eq!(plain(&world, "performance.actual", line), "0.9");
    // A reading of a later day belongs to the next period.
    world.reading(satisfaction, "2026-07-01", "0.1");
    assert_eq!(plain(&world, "performance.actual", line), "0.9");
}

/// covers: P05.1.2, S86
#[test]
fn weights_of_95_percent_are_said_to_be_95() {
    let mut world = World::on("2026-06-30");
    let run = run(&mut world, &[("35%", "1", "1"), ("15%", "1", "1"), ("20%", "1", "1"), ("15%", "1", "1"), ("10%", "1", "1")]);
    let scheme = evaluation::SCHEME.get(world.get(run).as_ref()).unwrap();
    let rules = pillars::rules();
    let evaluator = Evaluator::new(world.context(), &rules);
    let sum = evaluator.value(&Expression::try_from("+.indicators.weight".to_owned()).unwrap(), world.get(scheme));
    assert_eq!(sum, Some(Parameter::Ratio(number("95%"))));
    let open: Vec<Finding> = findings(&world, "05-performance").into_iter().filter(|found| found.check == "P05.1.2.weights").collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].parameter("sum"), Some(&Parameter::Ratio(number("95%"))));
}

fn findings(world: &World, folder: &str) -> Vec<Finding> {
    let state = evaluate(&content(folder), &pillars::rules(), &world.context());
    state.steps.into_iter().flat_map(|step| step.findings).collect()
}

/// covers: P05.2.1, S87
#[test]
fn a_score_of_99_17_lies_in_the_band_of_good() {
    let bands =
        [(0, "待改进"), (80, "合格"), (90, "良好"), (100, "优秀")].map(|(from, grade)| row(&[("from", json!(from)), ("grade", json!(grade))]));
    for (points, grade) in [("99.17", Some("良好")), ("100", Some("优秀")), ("89.999", Some("合格")), ("0", Some("待改进")), ("-1", None)] {
        assert_eq!(scores::grade(&bands, number(points)).as_deref(), grade, "{points}");
    }
    assert_eq!(scores::grade(&[], number("50")), None);
}

/// covers: P05.2.1
#[test]
fn the_standard_of_an_indicator_sets_floor_and_cap() {
    let mut world = World::on("2026-06-30");
    let run = run(&mut world, &[("50%", "100", "50"), ("50%", "100", "150")]);
    // 50 % × 50 + 50 % × 120, the usual cap.
    assert_eq!(plain(&world, "performance.total", run), "85");
    let lines = scores::lines(&world.context(), run);
    let indicator_of = |line: &Record| score_line::INDICATOR.get(line).unwrap();
    let (low, high) = (indicator_of(&lines[0]), indicator_of(&lines[1]));
    world.add(&standard::STANDARD, |r| r.with(standard::TEXT, text("门槛")).with(standard::INDICATOR, low).with(standard::FLOOR, number("60%")));
    world.add(&standard::STANDARD, |r| r.with(standard::TEXT, text("封顶")).with(standard::INDICATOR, high).with(standard::CAP, number("140%")));
    assert_eq!(plain(&world, "performance.total", run), "70");
}

/// covers: P05.3.2, P05.1.2
#[test]
fn three_indicators_of_a_person_give_97() {
    let mut world = World::on("2026-06-30");
    let run = run(&mut world, &[("50%", "100", "90"), ("30%", "100", "100"), ("20%", "100", "110")]);
    assert_eq!(plain(&world, "performance.total", run), "97");
    let missing = scores::lines(&world.context(), run)[0].id;
    world.clear(missing, score_line::ACTUAL);
    assert_eq!(measure(&world, "performance.total", run), None, "no total while a line has no value");
}

proptest! {
    /// covers: P05.3.2
    #[test]
    fn a_total_stays_between_zero_and_cap_and_equals_an_even_attainment(
        parts in proptest::collection::vec((1_i64..1_000, -500_i64..5_000), 1..6),
        even in 1_i64..1_200,
    ) {
        let all: i64 = parts.iter().map(|(weight, _)| weight).sum();
        let mut world = World::on("2026-06-30");
        let share = |weight: i64| Decimal::from_int(weight).over(Decimal::from_int(all)).unwrap();
        let texts: Vec<[String; 3]> = parts.iter().map(|(weight, actual)| [share(*weight).to_string(), "1000".into(), actual.to_string()]).collect();
        let parts: Vec<(&str, &str, &str)> = texts.iter().map(|[a, b, c]| (a.as_str(), b.as_str(), c.as_str())).collect();
        let first = run(&mut world, &parts);
        let total = scores::total(&world.context(), world.get(first)).unwrap();
        prop_assert!(total >= Decimal::ZERO && total <= Decimal::from_millionths(120_001_000), "{total}");
        let even_text = even.to_string();
        let parts: Vec<(&str, &str, &str)> = texts.iter().map(|[a, b, _]| (a.as_str(), b.as_str(), even_text.as_str())).collect();
        let second = run(&mut world, &parts);
        let total = scores::total(&world.context(), world.get(second)).unwrap();
        prop_assert!((total.to_f64() - even as f64 / 10.0).abs() < 0.01, "{total} for {even}");
    }
}

/// covers: P05.2.2, S88
#[test]
fn a_process_without_evaluator_may_not_be_published() {
    let mut world = World::on("2026-06-30");
    let who = world.person("周岚");
    let step = |evaluator: Option<Id>| {
        let mut cells = vec![
            ("step", json!("算分")),
            ("date", json!("2026-07-03")),
            ("method", json!("按标准")),
            ("evaluatee", json!("全队")),
            ("feedback_by", json!("2026-07-06")),
        ];
        cells.extend(evaluator.map(|id| ("evaluator", json!(id.to_string()))));
        row(&cells)
    };
    let found = world.add(&evaluation_process::EVALUATION_PROCESS, |r| {
        r.with(evaluation_process::NAME, text("流程"))
            .with(evaluation_process::STATUS, text("published"))
            .with(evaluation_process::STEPS, vec![step(None)])
    });
    assert!(!process::may_publish(world.get(found)));
    let hits = world.run("performance.process_gaps");
    assert_eq!(hits[0].parameters[2].1, Parameter::List(vec![Parameter::key("field.evaluation_process.steps.evaluator")]));
    world.change(found, |r| r.with(evaluation_process::STEPS, vec![step(Some(who))]));
    assert!(process::may_publish(world.get(found)) && world.run("performance.process_gaps").is_empty());
    world.change(found, |r| r.with(evaluation_process::CONCERNED, vec![who]).with(evaluation_process::CONFIRMED, Vec::new()));
    assert_eq!(plain(&world, "performance.confirmed", found), "0");
    world.change(found, |r| r.with(evaluation_process::STEPS, Vec::new()));
    assert!(!process::may_publish(world.get(found)), "a process without steps is none");
}

/// covers: P05.3.3, P05.3.2, S89
#[test]
fn a_report_without_a_comment_off_target_is_incomplete() {
    let mut world = World::on("2026-06-30");
    let run = run(&mut world, &[("50%", "100", "90"), ("50%", "100", "110")]);
    let reader = world.person("郑凯");
    let found = world.add(&evaluation_report::EVALUATION_REPORT, |r| {
        let r = r
            .with(evaluation_report::TITLE, text("报告"))
            .with(evaluation_report::EVALUATION, run)
            .with(evaluation_report::STATUS, text("delivered"));
        let r = r.with(evaluation_report::DELIVERED_ON, date("2026-06-20"));
        r.with(evaluation_report::DISTRIBUTION, vec![row(&[("reader", json!(reader.to_string())), ("sent", json!("2026-06-20"))])])
    });
    assert_eq!(plain(&world, "performance.comments_missing", found), "1");
    assert_eq!(process::unread(world.get(found)), [reader]);
    let off = scores::lines(&world.context(), run)[0].id;
    world.change(off, |r| r.with(score_line::COMMENT, text("缺货两周")));
    assert_eq!(plain(&world, "performance.comments_missing", found), "0");
    world.change(found, |r| {
        r.with(evaluation_report::DISTRIBUTION, vec![row(&[("reader", json!(reader.to_string())), ("read", json!("2026-06-22"))])])
    });
    assert_eq!(measure(&world, "performance.unread", found), None);
}

/// covers: P05.1.1, P05.4.2, P05.4.3
#[test]
fn the_demo_links_scheme_goals_versions_and_feedback() {
    let world = demo("zh-CN");
    let schemes: Vec<_> = world.records.of_kind("evaluation_scheme").collect();
    let current = schemes.iter().find(|found| evaluation_scheme::STATUS.get(found.as_ref()).as_deref() == Some("in_force")).unwrap();
    assert_eq!(evaluation_scheme::GOALS.get(current.as_ref()).unwrap().len(), 5);
    let before = evaluation_scheme::PREVIOUS.get(current.as_ref()).unwrap();
    assert_eq!(evaluation_scheme::VERSION.get(world.get(before).as_ref()).as_deref(), Some("v1"));
    let parts: Vec<_> =
        evaluation_scheme::CHANGES.get(current.as_ref()).unwrap().iter().filter_map(|row| evaluation_scheme::CHANGED_PART.get(row)).collect();
    assert_eq!(parts, ["indicator", "standard", "process"]);
    assert!(world.run("performance.goals_unmeasured").is_empty() && world.run("performance.standard_off_goal").is_empty());
    assert!(world.run("performance.feedback_kinds").is_empty() && world.run("performance.proposals_undecided").is_empty());
}

/// covers: P05.2.2, S02
#[test]
fn leaving_out_the_process_needs_a_reason() {
    let today = date("2026-06-30");
    assert_eq!(not_applicable("P05.2.2", "  ", "周岚", today), Err(StateRefusal::ReasonMissing));
    let mut world = World::on("2026-06-30");
    let values = not_applicable("P05.2.2", "只有三个人，当面谈", "周岚", today).unwrap();
    let kind = world.context().registry.kind("step_state").unwrap();
    world.records.insert(record_of(77, kind, &values));
    let state = evaluate(&content("05-performance"), &pillars::rules(), &world.context());
    let item = state.steps.iter().flat_map(|step| &step.items).find(|item| item.id == "P05.2.2").unwrap();
    assert_eq!((item.status, item.reason.as_deref()), (flow::ItemStatus::NotApplicable, Some("只有三个人，当面谈")));
    assert!(item.findings.is_empty());
}

fn receivables(world: &mut World, value: &str) -> (Id, Id) {
    let measured = world.indicator("应收账款", "money", false);
    world.reading(measured, "2026-06-30", value);
    let owner = world.person("郑凯");
    let limit = world.add(&threshold::THRESHOLD, |r| {
        let r = r.with(threshold::NAME, text("应收账款上限")).with(threshold::WATCHES_WHAT, text("indicator")).with(threshold::INDICATOR, measured);
        r.with(threshold::UPPER_RED, number("1.0M")).with(threshold::OWNER, owner)
    });
    (measured, limit)
}

/// covers: P05.A16, S103
#[test]
fn receivables_over_their_limit_raise_an_alert_until_answered_or_back_inside() {
    let mut world = World::on("2026-06-30");
    let (measured, limit) = receivables(&mut world, "1.10M");
    let open = alerts::current(&world.context());
    let [only] = open.as_slice() else { panic!("{open:?}") };
    assert_eq!((only.level, only.subject, only.date), (Level::Red, measured, date("2026-06-30")));
    assert_eq!((only.value.clone(), only.limit.clone()), (Parameter::Money(Money(110_000_000)), Parameter::Money(Money(100_000_000))));
    assert_eq!(only.owner, threshold::OWNER.get(world.get(limit).as_ref()));
    let note = world.add(&alert::ALERT, |r| {
        let r = r.with(alert::TEXT, text("应收超限")).with(alert::THRESHOLD, limit).with(alert::SUBJECT, measured).with(alert::LEVEL, text("red"));
        r.with(alert::STATUS, text("acknowledged")).with(alert::ACKNOWLEDGED_ON, date("2026-06-30"))
    });
    assert_eq!(alerts::current(&world.context()).len(), 1, "acknowledged without a note does not count");
    world.change(note, |r| r.with(alert::NOTE, text("七月 10 日前收回 20 万元")));
    assert!(alerts::current(&world.context()).is_empty());
    assert_eq!(alerts::breaches_of(&world.context(), world.get(limit)).len(), 1, "the board still shows what is over");
    // A later value that is still outside raises it again; one inside closes it.
    world.today = date("2026-07-31");
    world.reading(measured, "2026-07-31", "1.05M");
    assert_eq!(alerts::current(&world.context()).len(), 1);
    world.reading(measured, "2026-07-31", "0.95M");
    assert!(alerts::current(&world.context()).is_empty());
}

/// covers: P05.A16
#[test]
fn limits_are_passed_only_beyond_them_and_red_comes_before_amber() {
    let check = |value: &str, expected: Option<(Level, &str)>| {
        let mut world = World::on("2026-06-30");
        let measured = world.indicator("首次回复及时率", "ratio", false);
        world.reading(measured, "2026-06-30", value);
        world.add(&threshold::THRESHOLD, |r| {
            let r = r.with(threshold::NAME, text("回复")).with(threshold::WATCHES_WHAT, text("indicator")).with(threshold::INDICATOR, measured);
            let r = r.with(threshold::LOWER_RED, number("80%")).with(threshold::LOWER_AMBER, number("90%"));
            r.with(threshold::UPPER_AMBER, number("105%")).with(threshold::UPPER_RED, number("110%"))
        });
        let found = alerts::current(&world.context()).into_iter().next().map(|alert| (alert.level, alert.limit));
        assert_eq!(found, expected.map(|(level, limit)| (level, Parameter::Ratio(number(limit)))), "{value}");
    };
    check("0.9", None);
    check("0.899999", Some((Level::Amber, "90%")));
    check("0.8", Some((Level::Amber, "90%")));
    check("0.79", Some((Level::Red, "80%")));
    check("1.05", None);
    check("1.1", Some((Level::Amber, "105%")));
    check("1.11", Some((Level::Red, "110%")));
}

/// covers: P05.A16
#[test]
fn watched_values_of_other_pillars_equal_the_figures_by_hand() {
    let mut world = World::on("2026-06-30");
    let line = put(&mut world, "budget_line", json!({"name": "KOL 合作", "year": 2026, "amount": 180_000_000}));
    put(&mut world, "expense", json!({"line": line.to_string(), "date": "2026-05-01", "amount": 112_000_000}));
    put(&mut world, "expense", json!({"line": line.to_string(), "date": "2026-07-01", "amount": 900}));
    let execution = |world: &World| watch::line_execution(&world.context(), world.get(line)).unwrap();
    // Without months: half of the year's amount.
    assert_eq!(execution(&world).rounded(4), number("1.2444"));
    put(&mut world, "budget_month", json!({"line": line.to_string(), "month": "2026-06", "amount": 100_000_000}));
    put(&mut world, "budget_month", json!({"line": line.to_string(), "month": "2026-07", "amount": 80_000_000}));
    assert_eq!(execution(&world), number("1.12"));
    let one = put(&mut world, "opportunity", json!({"name": "O01"}));
    let two = put(&mut world, "opportunity", json!({"name": "O03"}));
    for (opportunity, stage, day) in
        [(one, "negotiate", "2026-03-02"), (one, "confirm", "2026-03-23"), (two, "compare", "2026-02-10"), (two, "negotiate", "2026-03-10")]
    {
        put(&mut world, "stage_event", json!({"opportunity": opportunity.to_string(), "stage": stage, "entered_on": day}));
    }
    assert_eq!(watch::days_in_stage(&world.context(), world.get(two)), Some(112));
    assert_eq!(watch::stage_mean(&world.context(), world.get(two)), Some(number("21")));
    let person = world.person("梁雨");
    for (month, norm, actual) in [("2026-05", 0.5, 0.1), ("2026-06", 0.1, 0.12), ("2026-06", 0.3, 0.48), ("2026-06", 0.5, 0.3)] {
        put(&mut world, "time_log", json!({"activity": "x", "person": person.to_string(), "month": month, "norm": norm, "actual": actual}));
    }
    assert_eq!(watch::time_deviation(&world.context(), world.get(person)), Some(number("-20%")));
}

/// covers: P05.A16
#[test]
fn any_kind_can_be_watched_by_an_expression_and_a_paused_or_blind_threshold_is_silent() {
    let mut world = World::on("2026-06-30");
    let goal = world.goal("销售额");
    let owner = world.person("周岚");
    for n in 0..3 {
        world.task(&format!("任务 {n}"), goal, owner);
    }
    let busy = put(
        &mut world,
        "threshold",
        json!({"name": "任务太多", "watches": "expression", "kind": "person", "value": "#task.owner", "upper_amber": 2}),
    );
    let open = alerts::current(&world.context());
    assert_eq!((open.len(), open[0].subject, open[0].owner, open[0].level), (1, owner, Some(owner), Level::Amber));
    assert!(!alerts::is_blind(&world.context(), world.get(busy)));
    world.change(busy, |r| r.with(threshold::WHERE, vec!["name=别人".to_owned()]));
    assert!(alerts::current(&world.context()).is_empty());
    world.clear(busy, threshold::WHERE);
    world.change(busy, |r| r.with(threshold::EXCEPT, vec![owner]));
    assert!(alerts::current(&world.context()).is_empty());
    world.clear(busy, threshold::EXCEPT);
    world.change(busy, |r| r.with(threshold::PAUSED, true));
    assert!(alerts::current(&world.context()).is_empty());
    for (field, wrong) in [("kind", "nobody"), ("value", "#task"), ("value", "=performance.nothing")] {
        let fields = json!({"name": "x", "watches": "expression", "kind": "person", "value": "#task.owner", "upper_amber": 2});
        let blind = put(&mut world, "threshold", fields);
        world.change(blind, |mut record| {
            record.fields.insert(Key::new(field), json!(wrong));
            record
        });
        assert!(alerts::is_blind(&world.context(), world.get(blind)), "{field} {wrong}");
        assert!(alerts::breaches_of(&world.context(), world.get(blind)).is_empty());
    }
}

/// covers: P05.A16
#[test]
fn limits_and_values_say_their_unit() {
    let world = demo("zh-CN");
    let stalled = world.records.of_kind("threshold").find(|found| threshold::WATCHES_WHAT.get(found.as_ref()).as_deref() == Some("opportunity"));
    let stalled = stalled.unwrap().clone();
    assert_eq!(plain(&world, "performance.upper_red", stalled.id), "2 ui.alerts.times");
    let lit = alerts::breaches_of(&world.context(), &stalled).remove(0).0;
    assert_eq!((lit.value.plain(), lit.limit.plain().ends_with(" ui.alerts.days")), ("112 ui.alerts.days".to_owned(), true));
    // Shares, amounts and what is counted in a unit of its indicator.
    let mut world = World::on("2026-06-30");
    let stores = world.indicator("门店数", "number", false);
    world.change(stores, |r| r.with(indicator::UNIT, text("家")));
    world.reading(stores, "2026-06-30", "9");
    let fields = json!({"name": "门店", "watches": "indicator", "indicator": stores.to_string(), "lower_red": 10});
    let limit = put(&mut world, "threshold", fields);
    assert_eq!(plain(&world, "performance.lower_red", limit), "10 家");
    assert_eq!(alerts::current(&world.context())[0].value.plain(), "9 家");
}

/// covers: P05.A16
#[test]
fn exactly_the_ten_alerts_of_the_demo_are_lit() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        let told: BTreeSet<(String, &str, String)> = alerts::current(&world.context())
            .into_iter()
            .map(|alert| {
                let value = flow::number_of(&alert.value).unwrap().rounded(4).to_string();
                (alert.subject.to_string()[30..].to_owned(), alert.level.code(), value)
            })
            .collect();
        let line = |number: &str| format!("01c00{number}");
        let expected = [
            (line("1"), "red", "1.12"),
            (line("3"), "red", "1.075"),
            (line("5"), "red", "1.0571"),
            (line("8"), "amber", "0.6"),
            ("00b004".to_owned(), "amber", "0.8333"),
            ("00b002".to_owned(), "amber", "0.8854"),
            ("001002".to_owned(), "red", "1100000"),
            ("004007".to_owned(), "amber", "-0.2"),
            ("001001".to_owned(), "amber", "0.85"),
        ];
        for (subject, level, value) in expected {
            let one = (subject, level, value.to_owned());
            assert!(told.contains(&one), "{one:?} is not lit: {told:#?}");
        }
        assert!(told.iter().any(|(_, level, value)| *level == "red" && value == "112"), "O03 stalls: {told:#?}");
        assert_eq!(told.len(), 10, "{told:#?}");
        for alert in alerts::current(&world.context()) {
            assert!(alert.owner.is_some(), "{alert:?} has no owner");
        }
    }
}

/// covers: P05.1.2, P05.2.2, P05.3.3, P05.4.1
#[test]
fn the_demo_leaves_only_the_findings_it_means_to_show() {
    let world = demo("zh-CN");
    let found: BTreeSet<String> = findings(&world, "05-performance").into_iter().map(|finding| finding.check).collect();
    let meant: BTreeSet<String> = ["P05.2.2.unconfirmed", "P05.4.alerts"].map(str::to_owned).into();
    assert_eq!(found, meant);
    let state = evaluate(&content("05-performance"), &pillars::rules(), &world.context());
    let states: Vec<_> = state.steps.iter().map(|step| step.status).collect();
    assert_eq!(states, [flow::Status::Done, flow::Status::Done, flow::Status::InProgress, flow::Status::InProgress]);
}

/// covers: P05.1.2
#[test]
fn the_library_has_every_indicator_in_both_languages() {
    let library = |language: &str| -> Vec<BTreeMap<String, Json>> {
        let file: Json =
            serde_json::from_str(&std::fs::read_to_string(pillar::path(&format!("templates/indicator.{language}.json"))).unwrap()).unwrap();
        serde_json::from_value(file["records"].clone()).unwrap()
    };
    let (zh, en) = (library("zh-CN"), library("en"));
    let codes: Vec<String> = (1..=114).map(|number| format!("K{number:02}")).collect();
    for list in [&zh, &en] {
        assert_eq!(list.iter().map(|entry| entry["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>(), codes);
        for entry in list {
            for (name, json) in entry {
                let field = indicator::INDICATOR.field(name).unwrap_or_else(|| panic!("{name} is no field"));
                let known = field.choices.codes();
                assert!(known.is_empty() || known.contains(&json.as_str().unwrap()), "{entry:?}");
                assert!(json.as_str().is_none_or(|text| !text.trim().is_empty()), "{entry:?}");
            }
        }
    }
    for (a, b) in zh.iter().zip(&en) {
        for same in ["unit_kind", "direction", "frequency", "adds_up", "group"] {
            assert_eq!(a[same], b[same], "{}", a["code"]);
        }
    }
}

/// The pictures of a pillar on the demo: which of them show nothing.
fn empty_pictures(world: &World, folder: &str) -> Vec<String> {
    let rules = pillars::rules();
    let evaluator = Evaluator::new(Context { ..world.context() }, &rules);
    let content = content(folder);
    let on_page: BTreeSet<&String> = content.pages.iter().flat_map(|page| &page.views).collect();
    let shown = content.views.iter().filter(|view| !on_page.contains(&view.id));
    shown.filter(|view| view.view.sources().iter().any(|source| evaluator.records(source).is_empty())).map(|view| view.id.clone()).collect()
}

/// covers: P05.1, P05.2, P05.4
#[test]
fn every_view_of_the_demo_shows_something() {
    // Nothing waits for a check: that list is empty on purpose.
    assert_eq!(empty_pictures(&demo("zh-CN"), "05-performance"), ["data_to_check"]);
}

/// The records that the packs of pillars 5 and 6 bring, by the digits of their ids.
fn own(world: &World) -> Vec<Record> {
    let all = world.records.all().into_iter().map(|record| Record::clone(record));
    all.filter(|record| ["000005", "000006"].iter().any(|pack| record.id.to_string()[24..].starts_with(pack))).collect()
}

/// covers: P05.1, P05.3.1, P06.2
#[test]
fn the_records_of_both_packs_fit_their_kinds_and_say_the_same_in_both_languages() {
    let (zh, en) = (demo("zh-CN"), demo("en"));
    let (chinese, english) = (own(&zh), own(&en));
    assert_eq!(chinese.len(), english.len());
    let registry = pillars::registry();
    for (a, b) in chinese.iter().zip(&english) {
        let kind = registry.kind(&a.kind).unwrap_or_else(|| panic!("kind {}", a.kind));
        assert_eq!((a.id, &a.kind, a.fields.keys().collect::<Vec<_>>()), (b.id, &b.kind, b.fields.keys().collect::<Vec<_>>()));
        for record in [a, b] {
            assert_eq!(validate_record(kind, record), [], "{record:?}");
        }
        for (name, value) in &a.fields {
            let field = kind.field(name).unwrap_or_else(|| panic!("{}.{name} is not in the schema", a.kind));
            if !matches!(field.value, ValueType::Line | ValueType::Prose | ValueType::Rows) {
                assert_eq!(value, &b.fields[name], "{}.{name}", a.kind);
            }
            for target in links_of(field, a) {
                assert!(zh.records.get(target).is_some(), "{}.{name} of {} leads nowhere: {target}", a.kind, a.id);
            }
            let codes = field.choices.codes();
            assert!(codes.is_empty() || value.as_str().is_some_and(|code| codes.contains(&code)), "{}.{name} {value}", a.kind);
        }
    }
}
