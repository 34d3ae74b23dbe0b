//! Acceptance tests of pillar 1 with the numbers of the specification, and the same with any
//! others: S03–S10 and S176.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../goals_fixture.rs"]
mod fixture;
mod way;

use fixture::*;
use flow::Parameter;
use flow::{PillarContent, StateRefusal, Status as StepStatus, evaluate};
use model::*;
use pillars::channels::channel;
use pillars::goals::rules::breakdown::{self, Dimension};
use pillars::goals::rules::gates::{self, Status};
use pillars::goals::rules::horizon::{self, Horizon};
use pillars::goals::rules::next_stage;
use pillars::goals::rules::progress::{self, Light, RollUpRule};
use pillars::goals::rules::resources::{self, Fit};
use pillars::goals::rules::responsibility::{self, Part, SheetState};
use pillars::goals::rules::reviews::{self, Decision, ReviewInput};
use pillars::goals::rules::smart::{self, Letter, Verdict};
use pillars::goals::*;
use pillars::plan::resource;
use pillars::teamwork::reward;
use pillars::workspace::workspace;
use proptest::prelude::*;

fn content() -> PillarContent {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/content/01-goals/steps.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn step(world: &World, id: &str) -> flow::StepState {
    evaluate(&content(), &pillars::rules(), &world.context()).step(id).unwrap().clone()
}

fn store_state(world: &mut World, values: &flow::FieldValues) -> Id {
    let fields: Vec<_> = values.iter().filter_map(|(key, json)| Some((key.clone(), json.clone()?))).collect();
    world.add(&pillars::workspace::step_state::STEP_STATE, |mut record| {
        record.fields.extend(fields);
        record
    })
}

/// An item of step 3 has nothing to say where its letter passes, and only there: the list says what the card above says.
/// covers: P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5
#[test]
fn items_of_the_goal_step_follow_the_letters() {
    let mut bare = World::on("2026-01-15");
    let vague = bare.goal("提升品牌知名度");
    let mut whole = World::on("2026-01-15");
    let good = whole.agreeable_goal();
    for (world, goal) in [(&bare, vague), (&whole, good)] {
        let judged = smart::check(world.get(goal), &world.context());
        let state = step(world, "P01.3");
        let silent = |letter: Letter| state.items.iter().find(|item| item.id == letter.row()).unwrap().findings.is_empty();
        for letter in Letter::ALL {
            assert_eq!(silent(letter), judged.letter(letter).verdict == Verdict::Pass, "{}", letter.row());
        }
    }
}

/// covers: P01.1, S03
#[test]
fn step_one_is_blocked_while_the_mission_is_empty() {
    let mut world = World::on("2026-06-30");
    assert_eq!(step(&world, "P01.1").status, StepStatus::NotStarted);
    let charter = world.charter();
    world.change(charter, |r| r.with(charter::MISSION, text("")));
    let state = step(&world, "P01.1");
    assert_eq!(state.status, StepStatus::InProgress);
    let Err(StateRefusal::Findings(findings)) = flow::complete(&state, "周岚", world.today) else { panic!("must be refused") };
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].check.as_str(), findings[0].field.as_deref(), findings[0].record), ("P01.1.mission", Some("mission"), Some(charter)));
    world.change(charter, |r| r.with(charter::MISSION, text("帮助人们养成健康习惯")));
    let done = flow::complete(&step(&world, "P01.1"), "周岚", world.today).unwrap();
    store_state(&mut world, &done);
    let state = step(&world, "P01.1");
    assert_eq!((state.status, state.completed_by.as_deref(), state.completed_on), (StepStatus::Done, Some("周岚"), Some(world.today)));
    // Emptied after completion: the step says so.
    world.change(charter, |r| r.with(charter::MISSION, text(" ")));
    assert_eq!(step(&world, "P01.1").status, StepStatus::Problem);
}

/// covers: P01.1, P00.18
#[test]
fn sentences_of_the_example_are_named_until_they_are_ones_own() {
    let mut world = World::on("2026-06-30");
    let charter = world.charter();
    let named = |world: &World| {
        let found = step(world, "P01.1").findings.iter().filter(|finding| finding.check == "P01.1.example").cloned().collect::<Vec<_>>();
        found.first().map(|finding| (finding.field.as_deref().unwrap_or_default().to_owned(), finding.parameters.clone()))
    };
    assert_eq!(named(&world), None);
    world.change(charter, |mut record| {
        model::sample::mark(&mut record, &charter::CHARTER);
        record
    });
    let sentence = |name: &str| Parameter::key(format!("field.charter.{name}"));
    let (field, parameters) = named(&world).unwrap();
    assert_eq!(field, "vision");
    assert!(parameters.contains(&("fields".to_owned(), Parameter::List(vec![sentence("vision"), sentence("mission")]))), "{parameters:?}");
    let edit = |world: &mut World, field: &str| {
        world.change(charter, |mut record| {
            model::sample::dropped_by(&record, field).iter().for_each(|mark| drop(record.fields.remove(mark)));
            record
        });
    };
    edit(&mut world, "vision");
    assert_eq!(named(&world).map(|(field, _)| field).as_deref(), Some("mission"));
    edit(&mut world, "mission");
    assert_eq!(named(&world), None, "the rest may be the same as one's own");
}

/// covers: P01.3, P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5, S04
#[test]
fn a_vague_goal_fails_and_becomes_agreeable() {
    let mut world = World::on("2026-01-15");
    world.charter();
    let goal = world.add(&goal::GOAL, |r| {
        let r = r.with(goal::STATEMENT, text("提升品牌知名度")).with(goal::GOAL_KIND, text("awareness")).with(goal::START, date("2026-01-01"));
        r.with(goal::CONFIDENCE, 4).with(goal::HISTORIC_GROWTH, number("20%")).with(goal::CHANGE_MODE, text("relative"))
    });
    let verdicts = |world: &World| Letter::ALL.map(|letter| smart::check(world.get(goal), &world.context()).letter(letter).verdict);
    assert_eq!(verdicts(&world), [Verdict::Fail, Verdict::Fail, Verdict::Open, Verdict::Open, Verdict::Fail]);
    assert!(gates::change(world.get(goal), Status::Agreed, Some("因为"), &world.context()).is_err(), "agreeing has no override");
    let awareness = world.indicator("品牌知名度", "ratio", false);
    world.change(goal, |r| {
        let r = r.with(goal::BASELINE, number("30%")).with(goal::BASELINE_DATE, date("2025-12-31")).with(goal::TARGET, number("39%"));
        r.with(goal::DUE, date("2026-12-31")).with(goal::INDICATOR, awareness).with(goal::SERVES, text("用好看又好用的穿戴产品帮助人们养成健康习惯"))
    });
    world.resource(goal, "900000", "900000");
    assert_eq!(verdicts(&world), [Verdict::Pass; 5]);
    let values = gates::change(world.get(goal), Status::Agreed, None, &world.context()).unwrap();
    assert_eq!(values, [(Key::new("status"), Some(Json::from("agreed")))]);
}

/// covers: P01.A02, P01.3
#[test]
fn a_sales_goal_is_agreed_only_on_its_basis() {
    let mut world = World::on("2026-01-15");
    let goal = world.agreeable_goal();
    world.change(goal, |r| r.with(goal::GOAL_KIND, text("sales")));
    let codes = |world: &World| {
        gates::allowed(world.get(goal), Status::Agreed, &world.context()).iter().map(|refusal| (refusal.code, refusal.step)).collect::<Vec<_>>()
    };
    assert_eq!(codes(&world), [("basis_missing", "P01.2.1"), ("basis_missing", "P01.2.2")]);
    world.add(&env_factor::ENV_FACTOR, |r| r.with(env_factor::GOALS, vec![goal]));
    world.add(&competitor::COMPETITOR, |r| r.with(competitor::GOALS, vec![goal]));
    assert!(codes(&world).is_empty());
    // That no resources are named is said once, though two rules ask for them.
    let lines: Vec<_> = world.context().records.of_kind("resource").map(|line| line.id).collect();
    lines.into_iter().for_each(|line| world.remove(line));
    assert_eq!(codes(&world), [("smart_a", "P01.5")]);
}

/// What a goal is asked for stands among the first fields of its form, not in the fold.
/// covers: P01.3, P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5
#[test]
fn the_fields_that_the_letters_ask_for_are_not_folded_away() {
    let mut world = World::on("2026-01-15");
    let indicator = world.indicator("品牌知名度", "ratio", false);
    let empty = world.add(&goal::GOAL, |r| r);
    let measured =
        world.add(&goal::GOAL, |r| r.with(goal::INDICATOR, indicator).with(goal::BASELINE, number("30%")).with(goal::TARGET, number("39%")));
    let mut asked = std::collections::BTreeSet::new();
    for goal in [empty, measured] {
        let judged = smart::check(world.get(goal), &world.context());
        asked.extend(judged.failing().flat_map(|letter| letter.obstacles().filter_map(|reason| reason.field.clone())));
    }
    assert!(asked.len() >= 10, "{asked:?}");
    for name in asked {
        let field = goal::GOAL.field(&name).unwrap();
        assert!(field.key || field.first, "{name}");
    }
}

proptest! {
    /// covers: P01.3, S04
    #[test]
    fn any_goal_without_target_or_due_is_not_agreed(baseline in 1_i64..5_000, target in 1_i64..5_000, days in 1_i64..2_000, with_target: bool, with_due: bool, historic in 1_i64..10_000) {
        let mut world = World::on("2026-01-15");
        let goal = world.agreeable_goal();
        let due = date("2026-01-01") + chrono::Duration::days(days);
        world.change(goal, |mut r| {
            r = r.with(goal::STATEMENT, text("品牌知名度")).with(goal::BASELINE, Decimal::from_int(baseline)).with(goal::HISTORIC_GROWTH, Decimal::from_int(historic));
            for name in ["target", "due", "milestones"] {
                r.fields.remove(name);
            }
            r = if with_target { r.with(goal::TARGET, Decimal::from_int(target)) } else { r };
            if with_due { r.with(goal::DUE, due) } else { r }
        });
        let result = smart::check(world.get(goal), &world.context());
        prop_assert_eq!(result.letter(Letter::Timely).verdict, if with_due { Verdict::Pass } else { Verdict::Fail });
        let measurable = if !with_target || target < baseline { Verdict::Fail } else { Verdict::Pass };
        prop_assert_eq!(result.letter(Letter::Measurable).verdict, measurable);
        let agreeable = with_due && with_target && target >= baseline && Decimal::from_int(target - baseline).over(Decimal::from_int(baseline)).unwrap() <= Decimal::from_int(2 * historic);
        prop_assert_eq!(gates::allowed(world.get(goal), Status::Agreed, &world.context()).is_empty(), agreeable);
    }
}

/// covers: P01.4, S05
#[test]
fn goals_are_filed_by_months_and_an_empty_level_is_named() {
    let mut world = World::on("2026-01-01");
    let goals = [6, 24, 60].map(|months| {
        let due = add_months(date("2026-01-01"), months).to_string();
        world.dated_goal("2026-01-01", &due)
    });
    let filed = goals.map(|goal| horizon::of(world.get(goal), horizon::bounds(&world.records), world.today));
    assert_eq!(filed, [Some(Horizon::Short), Some(Horizon::Medium), Some(Horizon::Long)]);
    assert!(horizon::empty(&world.context()).is_empty());
    world.remove(goals[1]);
    assert_eq!(horizon::empty(&world.context()), [Horizon::Medium]);
    let warnings: Vec<_> = step(&world, "P01.4")
        .findings
        .iter()
        .filter(|finding| finding.check == "P01.4.horizon_empty")
        .map(|finding| finding.parameter("horizon").unwrap().plain())
        .collect();
    assert_eq!(warnings, ["ui.goals.horizon.medium"]);
}

proptest! {
    /// covers: P01.4, S05
    #[test]
    fn a_later_due_date_never_shortens_the_horizon(short in 1_i64..60, more in 0_i64..60, first in 0_i32..3_000, later in 0_i32..3_000) {
        let mut world = World::on("2026-01-01");
        world.add(&workspace::WORKSPACE, |r| r.with(workspace::SHORT_MONTHS, short).with(workspace::MEDIUM_MONTHS, short + more));
        let bounds = horizon::bounds(&world.records);
        let start = date("2026-01-01");
        let of_day = |days: i32| bounds.horizon(months_between(start, start + chrono::Duration::days(i64::from(days))));
        let (a, b) = (first.min(later), first.max(later));
        prop_assert!(of_day(a) <= of_day(b));
        prop_assert_eq!(bounds.horizon(short as i32), Horizon::Short);
        prop_assert_eq!(bounds.horizon((short + more) as i32 + 1), Horizon::Long);
    }
}

/// covers: P01.5, S06
#[test]
fn nine_million_needed_of_eight_available_does_not_fit() {
    let mut world = World::on("2026-01-15");
    let goal = world.goal("销售额 6000 万元");
    assert_eq!(resources::verdict(goal, &world.context()).fit, Fit::Unknown);
    let line = world.resource(goal, "9.0M", "8.0M");
    let verdict = resources::verdict(goal, &world.context());
    assert_eq!((verdict.fit, verdict.gaps[0].gap), (Fit::DoesNotFit, number("1.0M")));
    world.change(line, |r| r.with(resource::MITIGATION, text("   ")));
    assert_eq!(resources::verdict(goal, &world.context()).fit, Fit::DoesNotFit);
    world.change(line, |r| r.with(resource::MITIGATION, text("与经销商共担")));
    let verdict = resources::verdict(goal, &world.context());
    assert_eq!((verdict.fit, verdict.gaps[0].gap), (Fit::FitsWithAction, number("1.0M")));
    world.change(line, |r| r.with(resource::AVAILABLE, number("9.0M")));
    assert_eq!(resources::verdict(goal, &world.context()).fit, Fit::Fits);
}

proptest! {
    /// covers: P01.5, S06
    #[test]
    fn the_gap_is_what_the_lines_are_short_of(lines in prop::collection::vec((0_i64..10_000_000, 0_i64..10_000_000, any::<bool>()), 1..6)) {
        let mut world = World::on("2026-01-15");
        let goal = world.goal("销售额 6000 万元");
        for (needed, available, mitigated) in &lines {
            let line = world.resource(goal, &needed.to_string(), &available.to_string());
            if *mitigated {
                world.change(line, |r| r.with(resource::MITIGATION, text("措施")));
            }
        }
        let verdict = resources::verdict(goal, &world.context());
        let gap: i64 = lines.iter().map(|(needed, available, _)| (needed - available).max(0)).sum();
        prop_assert_eq!(verdict.gaps.iter().map(|gap| gap.gap).sum::<Decimal>(), Decimal::from_int(gap));
        let open = lines.iter().any(|(needed, available, mitigated)| needed > available && !mitigated);
        let expected = if open { Fit::DoesNotFit } else if gap > 0 { Fit::FitsWithAction } else { Fit::Fits };
        prop_assert_eq!(verdict.fit, expected);
    }
}

const ELEVEN: [&str; 11] = ["周岚", "林越", "何静", "陈牧", "苏晴", "郑凯", "梁雨", "冯杰", "唐敏", "吴桐", "高宁"];

/// covers: P01.6, S07
#[test]
fn eleven_people_nine_agree_one_remark_one_unanswered() {
    let mut world = World::on("2026-01-15");
    let people = world.people(&ELEVEN);
    let goal = world.agreeable_goal();
    for person in &people[..9] {
        world.consensus(goal, *person, "agree");
    }
    let remark = world.consensus(goal, people[9], "agree_with_remark");
    world.change(remark, |r| r.with(consensus::REMARK, text("体验店目标偏高")));
    let state = rules::consensus::of(world.get(goal), &world.context());
    assert_eq!((state.total, state.answered, state.agreed), (11, 10, 10));
    assert_eq!((state.answered_rate().rounded(3).to_string(), state.agreed_rate().rounded(3).to_string()), (text("0.909"), text("0.909")));
    world.change(goal, |r| r.with(goal::STATUS, text("agreed")));
    let refusals = gates::change(world.get(goal), Status::Published, Some("  "), &world.context()).unwrap_err();
    assert_eq!(
        refusals.iter().map(|refusal| (refusal.code, refusal.step, refusal.overridable)).collect::<Vec<_>>(),
        [("not_answered", "P01.6", true)]
    );
    assert_eq!(refusals[0].parameters.iter().find(|(name, _)| name == "people").unwrap().1.plain(), "高宁");
    let values = gates::change(world.get(goal), Status::Published, Some("高宁休假，口头同意"), &world.context()).unwrap();
    assert_eq!(values[1], (Key::new("override_reason"), Some(Json::from("高宁休假，口头同意"))));
    world.consensus(goal, people[10], "object");
    let values = gates::change(world.get(goal), Status::Published, Some("不需要理由"), &world.context()).unwrap();
    assert_eq!(values[1], (Key::new("override_reason"), None), "no reason is kept where none was needed");
}

proptest! {
    /// covers: P01.6, S07
    #[test]
    fn publishing_needs_both_rates(verdicts in prop::collection::vec(0_u8..4, 1..20), answered in 0_i64..=100, agreed in 0_i64..=100) {
        let mut world = World::on("2026-01-15");
        let percent = |of: i64| Decimal::from_millionths(of * 10_000);
        world.add(&workspace::WORKSPACE, |r| r.with(workspace::ANSWERED_RATE, percent(answered)).with(workspace::AGREED_RATE, percent(agreed)));
        let goal = world.add(&goal::GOAL, |r| r.with(goal::STATUS, text("agreed")));
        for (index, verdict) in verdicts.iter().enumerate() {
            let person = world.person(&format!("P{index}"));
            match verdict {
                0 => {}
                code => { world.consensus(goal, person, ["agree", "agree_with_remark", "object"][*code as usize - 1]); }
            }
        }
        let count = |wanted: fn(u8) -> bool| verdicts.iter().filter(|verdict| wanted(**verdict)).count() as i64;
        let (total, answers, agrees) = (verdicts.len() as i64, count(|v| v > 0), count(|v| v == 1 || v == 2));
        let state = rules::consensus::of(world.get(goal), &world.context());
        prop_assert_eq!((state.answered as i64, state.agreed as i64, state.total as i64), (answers, agrees, total));
        let allowed = answers * 100 >= answered * total && agrees * 100 >= agreed * total;
        prop_assert_eq!(gates::allowed(world.get(goal), Status::Published, &world.context()).is_empty(), allowed);
        prop_assert!(gates::change(world.get(goal), Status::Published, Some("书面理由"), &world.context()).is_ok());
    }
}

/// covers: P01.7, P00.03, S08
#[test]
fn a_quarterly_review_is_overdue_and_keeps_both_values() {
    let mut world = World::on("2026-07-02");
    let goal = world.sales_goal();
    world.change(goal, |r| r.with(goal::REVIEW_EVERY, text("quarter")).with(goal::LAST_REVIEWED, date("2026-03-31")));
    let state = reviews::state(world.get(goal), &world.context());
    assert_eq!((state.next, state.overdue_days), (Some(date("2026-06-30")), 2));
    let input = ReviewInput {
        reviewed_on: date("2026-07-02"),
        decision: None,
        new_values: vec![(Key::new("target"), Some(Json::from(58_000_000)))],
        ..ReviewInput::default()
    };
    let code = |input: &ReviewInput| reviews::apply(world.get(goal), input, &world.context()).unwrap_err()[0].code;
    assert_eq!(code(&input), "decision_missing");
    let input = ReviewInput { decision: Some(Decision::Adjust), ..input };
    assert_eq!(code(&input), "reason_missing");
    assert_eq!(code(&ReviewInput { new_values: Vec::new(), reason: text("竞品降价"), ..input.clone() }), "nothing_changed");
    let outcome = reviews::apply(world.get(goal), &ReviewInput { reason: text("竞品降价"), ..input }, &world.context()).unwrap();
    let change = &outcome.goal[0];
    assert_eq!(
        (change.field.as_str(), change.from.clone(), change.to.clone()),
        ("target", Some(Json::from(60_000_000)), Some(Json::from(58_000_000)))
    );
    let review = record_of(99, &goal_review::GOAL_REVIEW, &outcome.review);
    assert_fits(&goal_review::GOAL_REVIEW, &review);
    let row = &goal_review::CHANGES.get(&review).unwrap()[0];
    assert_eq!((goal_review::CHANGED_FROM.get(row), goal_review::CHANGED_TO.get(row)), (Some(text("60000000")), Some(text("58000000"))));
    assert_eq!((goal_review::REASON.get(&review), goal_review::ACTUAL.get(&review)), (Some(text("竞品降价")), Some(number("23.8M"))));
    let diff = Diff { added: vec![review], updated: outcome.goal, ..Diff::default() };
    world.records.apply(&diff, stamp("2026-07-02"));
    assert_eq!(goal::TARGET.get(&**world.get(goal)), Some(number("58M")));
    assert_eq!(reviews::state(world.get(goal), &world.context()).next, Some(date("2026-10-02")));
    world.records.apply(&diff.invert(), stamp("2026-07-03"));
    assert_eq!(goal::TARGET.get(&**world.get(goal)), Some(number("60M")));
}

/// covers: P01.7, P01.A09
#[test]
fn an_unreasonable_goal_is_mended_or_dropped_by_a_review() {
    let mut world = World::on("2026-07-02");
    let goal = world.sales_goal();
    world.change(goal, |r| r.with(goal::STATUS, text("published")).with(goal::UNREASONABLE, true));
    assert_eq!(gates::allowed(world.get(goal), Status::Dropped, &world.context())[0].code, "drop_review_missing");
    let input = ReviewInput { reviewed_on: world.today, decision: Some(Decision::Adjust), reason: text("市场萎缩"), ..ReviewInput::default() };
    let adjusted = ReviewInput { new_values: vec![(Key::new("target"), Some(Json::from(50_000_000)))], ..input.clone() };
    let outcome = reviews::apply(world.get(goal), &adjusted, &world.context()).unwrap();
    assert_eq!(outcome.goal.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["target", "unreasonable"]);
    let dropped = reviews::apply(world.get(goal), &ReviewInput { decision: Some(Decision::Drop), ..input }, &world.context()).unwrap();
    let review = record_of(98, &goal_review::GOAL_REVIEW, &dropped.review);
    world.records.apply(&Diff { added: vec![review], updated: dropped.goal, ..Diff::default() }, stamp("2026-07-02"));
    assert_eq!(Status::of(world.get(goal)), Status::Dropped);
    assert_eq!(rules::live_goals(&world.records).count(), 0);
}

proptest! {
    /// covers: P01.7, S08
    #[test]
    fn overdue_days_follow_from_cycle_and_last_review(start in 0_i64..4_000, months in prop::sample::select(vec![("month", 1), ("quarter", 3), ("half_year", 6), ("year", 12)]), late in -400_i64..400) {
        let (cycle, months) = months;
        let last = date("2020-01-01") + chrono::Duration::days(start);
        let next = reviews::step(last, months);
        prop_assert_eq!(Month::of(next), Month::of(last).plus(months));
        // The end of a month stays the end of a month.
        prop_assert!(Month::of(last).last_day() != Some(last) || Month::of(next).last_day() == Some(next));
        let mut world = World::on("2020-01-01");
        world.today = next + chrono::Duration::days(late);
        let goal = world.add(&goal::GOAL, |r| r.with(goal::REVIEW_EVERY, text(cycle)).with(goal::LAST_REVIEWED, last));
        let state = reviews::state(world.get(goal), &world.context());
        prop_assert_eq!((state.next, state.overdue_days), (Some(next), late.max(0)));
    }

    /// covers: P01.7, S08
    #[test]
    fn any_adjustment_keeps_old_and_new(from in -9_000_000_000_i64..9_000_000_000, to in -9_000_000_000_i64..9_000_000_000, note in "\\PC{1,20}") {
        let mut world = World::on("2026-07-02");
        let (old, new) = (Decimal::from_millionths(from), Decimal::from_millionths(to));
        let goal = world.add(&goal::GOAL, |r| r.with(goal::TARGET, old));
        let before = Record::clone(world.get(goal));
        let input = ReviewInput {
            reviewed_on: world.today,
            decision: Some(Decision::Adjust),
            reason: format!("理由{note}"),
            new_values: vec![(Key::new("target"), Some(goal::TARGET.to_value(new).1))],
            ..ReviewInput::default()
        };
        let outcome = reviews::apply(world.get(goal), &input, &world.context());
        prop_assert_eq!(world.get(goal).as_ref(), &before, "a proposal leaves the goal alone");
        prop_assert_eq!(outcome.is_ok(), from != to);
        if let Ok(outcome) = outcome {
            let review = record_of(99, &goal_review::GOAL_REVIEW, &outcome.review);
            let row = goal_review::CHANGES.get(&review).unwrap()[0].clone();
            let read = |text: Option<String>| text.and_then(|text| text.parse::<f64>().ok()).and_then(Decimal::from_f64);
            prop_assert_eq!((read(goal_review::CHANGED_FROM.get(&row)), read(goal_review::CHANGED_TO.get(&row))), (Some(old), Some(new)));
            world.records.apply(&Diff { added: vec![review], updated: outcome.goal, ..Diff::default() }, stamp("2026-07-02"));
            prop_assert_eq!(goal::TARGET.get(&**world.get(goal)), Some(new));
        }
    }
}
