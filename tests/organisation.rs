//! Acceptance tests of pillar 3: shape of the structure, duties and powers, working time, communication in time, demo.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar;

use std::collections::BTreeMap;

use fixture::*;
use flow::{Block, Context, Evaluator, Parameter, PillarContent, Status, evaluate};
use model::*;
use pillars::organisation::rules::{communication, structure, time};
use pillars::organisation::*;
use pillars::teamwork::meeting;
use proptest::prelude::*;

/// Content of this pillar.
const FOLDER: &str = "03-organisation";

fn steps() -> PillarContent {
    pillar::content(FOLDER)
}

/// How many findings a check of the pillar has.
fn findings(world: &World, check: &str) -> usize {
    pillar::hits_of(world, FOLDER, check).len()
}

fn position(world: &mut World, name: &str, above: Option<Id>) -> Id {
    world.add(&position::POSITION, |r| {
        let r = r.with(position::NAME, text(name));
        match above {
            Some(above) => r.with(position::REPORTS_TO, above),
            None => r.with(position::LEVEL, text("top")),
        }
    })
}

/// covers: P03.2.2, P03.2
#[test]
fn span_and_depth_follow_the_reporting_lines() {
    let mut world = World::on("2026-06-30");
    let top = position(&mut world, "总经理", None);
    let head = position(&mut world, "大区经理", Some(top));
    let supervisor = position(&mut world, "区域主管", Some(head));
    world.change(supervisor, |r| r.with(position::FILLED, 2));
    let depth = |world: &World, id: Id| structure::depth(&world.context(), world.get(id));
    assert_eq!([top, head, supervisor].map(|id| depth(&world, id)), [Some(1), Some(2), Some(3)]);
    assert_eq!(structure::span(&world.context(), world.get(head)), Some(2));
    assert_eq!(structure::span(&world.context(), world.get(supervisor)), None, "who leads nobody has no span");
    // The limit that is missed, and on which side.
    assert_eq!(structure::span_below(&world.context(), world.get(head)), Some(3));
    assert_eq!(structure::span_above(&world.context(), world.get(head)), None);
    world.change(supervisor, |r| r.with(position::FILLED, 13));
    assert_eq!(structure::span_below(&world.context(), world.get(head)), None);
    assert_eq!(structure::span_above(&world.context(), world.get(head)), Some(12));
    world.change(supervisor, |r| r.with(position::FILLED, 2));
    // The company's own limits replace the standard ones.
    world.add(&org_limits::ORG_LIMITS, |r| r.with(org_limits::SPAN_MIN, 2).with(org_limits::DEPTH_MAX, 2));
    assert_eq!(structure::span_below(&world.context(), world.get(head)), None);
    assert_eq!(findings(&world, "P03.2.2.depth"), 1);
    world.change(top, |r| r.with(position::REPORTS_TO, supervisor));
    assert_eq!(depth(&world, head), None);
    assert_eq!(findings(&world, "P03.2.circle"), 3);
}

/// covers: P03.3.1
#[test]
fn vacancies_and_people_needed_come_from_headcount_and_workload() {
    let mut world = World::on("2026-06-30");
    let clerks = position(&mut world, "体验店店员", None);
    world.change(clerks, |r| r.with(position::HEADCOUNT, 14).with(position::FILLED, 12).with(position::WORKLOAD, number("560")));
    assert_eq!(structure::vacancy(&world.context(), world.get(clerks)), Some(2));
    assert_eq!(structure::needed(&world.context(), world.get(clerks)), Some(14));
    assert_eq!(structure::load(&world.context(), world.get(clerks)).map(|load| load.rounded(3)), Some(number("1.167")));
    world.change(clerks, |r| r.with(position::WORKLOAD, number("561")));
    assert_eq!(structure::needed(&world.context(), world.get(clerks)), Some(15), "a begun post is a post");
    // Without a typed number the people of the list count.
    world.clear(clerks, position::FILLED);
    let person = world.person("店员");
    world.change(person, |r| r.with(person::POSITION, clerks));
    assert_eq!(structure::vacancy(&world.context(), world.get(clerks)), Some(13));
}

/// covers: P03.2.1
#[test]
fn every_function_has_exactly_one_home() {
    let home =
        |function: &str| vec![[department::FUNCTION.to_value(text(function))].map(|(key, json)| (key.to_string(), json)).into_iter().collect()];
    let mut world = World::on("2026-06-30");
    let marketing = world.department("市场部");
    let sales = world.department("销售部");
    world.change(sales, |r| r.with(department::FUNCTIONS_HERE, home("sales")));
    assert_eq!(findings(&world, "P03.2.1.function_homeless"), department::FUNCTIONS.len() - 1);
    world.change(marketing, |r| r.with(department::FUNCTIONS_HERE, home("sales")));
    let hits = world.run("organisation.function_twice");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].parameters[1].1, Parameter::key("choice.department.functions.function.sales"));
    assert_eq!(hits[0].parameters[2].1.plain(), "市场部, 销售部");
}

/// covers: P03.2.3, P03.4.1, S61, L24
#[test]
fn a_monthly_series_last_held_on_10_may_is_overdue_on_30_june() {
    let mut world = World::on("2026-06-30");
    let series = world.add(&mechanism::MECHANISM, |r| {
        r.with(mechanism::NAME, text("产销协调会")).with(mechanism::SCOPE, text("cross")).with(mechanism::FREQUENCY, text("month"))
    });
    let meeting = |world: &mut World, day: &str, status: &str| {
        world.add(&meeting::MEETING, |r| {
            let r = r.with(meeting::NAME, text(day)).with(meeting::DATE, date(day));
            r.with(meeting::MECHANISM, series).with(meeting::STATUS, text(status))
        })
    };
    assert_eq!(communication::next_due(&world.context(), world.get(series)), None, "nothing is known yet");
    meeting(&mut world, "2026-04-12", "held");
    meeting(&mut world, "2026-05-10", "held");
    meeting(&mut world, "2026-06-12", "missed");
    assert_eq!(communication::last_held(&world.context(), world.get(series)), Some(date("2026-05-10")));
    assert_eq!(communication::next_due(&world.context(), world.get(series)), Some(date("2026-06-10")));
    assert_eq!(communication::overdue_days(&world.context(), world.get(series)), Some(20));
    assert_eq!(findings(&world, "P03.2.3.overdue"), 1);
    meeting(&mut world, "2026-07-02", "planned");
    assert_eq!(communication::overdue_days(&world.context(), world.get(series)), None);
    assert_eq!(findings(&world, "P03.2.3.overdue"), 0);
}

/// covers: P03.4.2, S187
#[test]
fn a_dealer_not_heard_of_for_100_days_is_40_days_overdue_at_a_norm_of_60() {
    let mut world = World::on("2026-06-30");
    let dealer = world.add(&stakeholder::STAKEHOLDER, |r| {
        r.with(stakeholder::NAME, text("经销商")).with(stakeholder::NORM_DAYS, 60).with(stakeholder::LAST_CONTACT, date("2026-03-22"))
    });
    assert_eq!(communication::contact_days(&world.context(), world.get(dealer)), Some(100));
    assert_eq!(communication::contact_overdue(&world.context(), world.get(dealer)), Some(40));
    world.change(dealer, |r| r.with(stakeholder::LAST_CONTACT, date("2026-05-01")));
    assert_eq!(communication::contact_overdue(&world.context(), world.get(dealer)), None, "the sixtieth day is in time");
}

fn shares(world: &mut World, person: Id, rows: &[(&str, &str, &str)]) {
    for (activity, norm, actual) in rows {
        world.add(&time_log::TIME_LOG, |r| {
            let r = r.with(time_log::ACTIVITY, text(activity)).with(time_log::PERSON, person).with(time_log::NORM, number(norm));
            r.with(time_log::ACTUAL, number(actual)).with(time_log::MONTH, Month { year: 2026, month: 6 })
        });
    }
}

/// covers: P03.A13, D80, D91
#[test]
fn the_visits_of_a_supervisor_are_20_points_short_and_that_is_one_alert() {
    let mut world = World::on("2026-06-30");
    let person = world.person("梁雨");
    shares(&mut world, person, &[("分解指标", "10%", "12%"), ("计划", "10%", "10%"), ("督查", "30%", "48%"), ("走访", "50%", "30%")]);
    let deviations: Vec<Decimal> = world.records.of_kind("time_log").filter_map(|record| time::deviation(record)).collect();
    assert_eq!(deviations, ["0.02", "0", "0.18", "-0.2"].map(number));
    let alerts = world.run("organisation.time_off_norm");
    assert_eq!(alerts.len(), 1);
    let shown: BTreeMap<&str, String> = alerts[0].parameters.iter().map(|(name, value)| (name.as_str(), value.plain())).collect();
    assert_eq!((shown["record"].as_str(), shown["points"].as_str(), shown["month"].as_str()), ("走访", "20", "2026-06"));
    assert!(world.run("organisation.time_not_whole").is_empty());
    world.add(&org_limits::ORG_LIMITS, |r| r.with(org_limits::TIME_DEVIATION, number("20%")));
    assert!(world.run("organisation.time_off_norm").is_empty(), "exactly at the limit is no alert");
}

fn job_description(world: &mut World, status: &str) -> Id {
    let post = position(world, "区域主管", None);
    world.add(&job_description::JOB_DESCRIPTION, |r| {
        let r = r.with(job_description::NAME, text("职责说明书")).with(job_description::POSITION, post).with(job_description::STATUS, text(status));
        let r = r.with(job_description::DUTIES, vec![text("分解指标")]).with(job_description::REQUIREMENTS, vec![text("做过一线")]);
        r.with(job_description::STANDARDS, vec![text("走访过半")]).with(job_description::ACCEPTED_ON, date("2026-01-20"))
    })
}

/// covers: P03.3.2, S53
#[test]
fn a_job_description_without_authority_stays_a_draft() {
    let mut world = World::on("2026-06-30");
    let id = job_description(&mut world, "draft");
    assert_eq!(findings(&world, "P03.3.2.authority"), 0);
    world.change(id, |r| r.with(job_description::STATUS, text("in_force")));
    assert_eq!(findings(&world, "P03.3.2.authority"), 1);
    world.change(id, |r| r.with(job_description::AUTHORITY, vec![text("区域促销每月 2 万元以内")]));
    for part in ["duties", "authority", "requirements", "standards"] {
        assert_eq!(findings(&world, &format!("P03.3.2.{part}")), 0);
    }
    // The print has the four parts.
    let steps = steps();
    let blocks = steps.output("job_descriptions").map(|output| output.sections.iter().flat_map(|section| &section.blocks)).unwrap();
    let printed: Vec<&str> = blocks
        .filter_map(|block| if let Block::Records(records) = block { Some(records) } else { None })
        .flat_map(|records| records.fields.iter().map(|field| field.text()))
        .collect();
    for part in ["duties", "authority", "requirements", "standards", "=organisation.time_shares"] {
        assert!(printed.contains(&part), "{part}");
    }
}

/// covers: P03.3.3, S54
#[test]
fn approving_rebates_without_a_power_is_listed() {
    let mut world = World::on("2026-06-30");
    let rebates = world.add(&duty::DUTY, |r| r.with(duty::NAME, text("审批渠道返利")));
    let power = world.add(&authority::AUTHORITY, |r| r.with(authority::NAME, text("批准返利")));
    assert_eq!((findings(&world, "P03.3.3.power"), findings(&world, "P03.3.3.idle")), (1, 1));
    let steps = steps();
    let rules = pillars::rules();
    let shown = steps.view("duties_without_power").and_then(|view| view.view.picture(&Evaluator::new(world.context(), &rules)));
    assert!(matches!(shown, Some(flow::Picture::List { rows, .. }) if rows.len() == 1 && rows[0].id == rebates));
    world.change(power, |r| r.with(authority::DUTIES, vec![rebates]));
    assert_eq!((findings(&world, "P03.3.3.power"), findings(&world, "P03.3.3.idle")), (0, 0));
}

/// covers: P03.3.3, S55
#[test]
fn a_case_is_not_closed_without_the_reply_of_the_person() {
    let mut world = World::on("2026-06-30");
    let person = world.person("何静");
    let case = world.add(&accountability::ACCOUNTABILITY, |r| {
        let r = r.with(accountability::FINDING, text("竞品动态漏报")).with(accountability::PERSON, person);
        r.with(accountability::STATUS, text("closed")).with(accountability::MEASURE, text("业务员拍价签"))
    });
    assert_eq!(findings(&world, "P03.3.3.reply"), 1);
    world.change(case, |r| r.with(accountability::REPLY, text("春节来源停更")));
    assert_eq!(findings(&world, "P03.3.3.reply"), 0);
}

proptest! {
    /// covers: P03.3
    #[test]
    fn one_accountable_and_no_other_number(accountable in 0_usize..4, responsible in 0_usize..3) {
        let mut world = World::on("2026-06-30");
        let duty = world.add(&duty::DUTY, |r| r.with(duty::NAME, text("举办发布会")));
        for (role, times) in [("a", accountable), ("r", responsible)] {
            for _ in 0..times {
                world.add(&duty_assignment::DUTY_ASSIGNMENT, |r| r.with(duty_assignment::ROLE, text(role)).with(duty_assignment::DUTY, duty));
            }
        }
        prop_assert_eq!(findings(&world, "P03.3.accountable") == 0, accountable == 1);
        prop_assert_eq!(findings(&world, "P03.3.responsible") == 0, responsible > 0);
    }

    /// Whatever is too much on one activity is too little on others.
    ///
    /// covers: P03.A13
    #[test]
    fn deviations_of_a_whole_month_cancel_out(norms in prop::array::uniform4(0_i64..100), actuals in prop::array::uniform4(0_i64..100)) {
        let whole = |parts: [i64; 4]| [parts[0], parts[1], parts[2], parts[3], 400 - parts.iter().sum::<i64>()];
        let mut world = World::on("2026-06-30");
        let person = world.person("梁雨");
        for (norm, actual) in whole(norms).into_iter().zip(whole(actuals)) {
            world.add(&time_log::TIME_LOG, |r| {
                let share = |of: i64| Decimal::from_millionths(of * 2_500);
                let r = r.with(time_log::ACTIVITY, text("工作")).with(time_log::PERSON, person).with(time_log::MONTH, Month { year: 2026, month: 6 });
                r.with(time_log::NORM, share(norm)).with(time_log::ACTUAL, share(actual))
            });
        }
        let sum: Decimal = world.records.of_kind("time_log").filter_map(|record| time::deviation(record)).sum();
        prop_assert_eq!(sum, Decimal::ZERO);
        prop_assert!(world.run("organisation.time_not_whole").is_empty());
    }

    /// covers: P03.2.2
    #[test]
    fn the_last_of_a_chain_is_as_deep_as_the_chain_is_long(length in 1_i64..20) {
        let mut world = World::on("2026-06-30");
        let mut above = None;
        for _ in 0..length {
            above = Some(position(&mut world, "岗位", above));
        }
        prop_assert_eq!(structure::depth(&world.context(), world.get(above.unwrap())), Some(length));
        prop_assert_eq!(findings(&world, "P03.2.2.depth"), usize::try_from((length - structure::DEPTH_MAX).max(0)).unwrap());
    }
}

/// The base pack with the records of pillars 3 and 10.
fn demo(language: &str) -> RecordSet {
    pillar::sample(language, &[FOLDER, "10-teamwork"]).records
}

/// covers: P03.1, P03.5, P03.5.1, P03.5.2, D03, D04, D06
#[test]
fn the_demo_has_exactly_the_findings_that_are_wanted() {
    for language in ["zh-CN", "en"] {
        let records = demo(language);
        let context = Context { records: &records, registry: &REGISTRY, today: date("2026-06-30") };
        let state = evaluate(&steps(), &pillars::rules(), &context);
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in state.steps.iter().flat_map(|step| &step.findings) {
            *found.entry(finding.check.as_str()).or_default() += 1;
        }
        let wanted = [
            ("P03.2.2.span_low", 2),
            ("P03.3.1.vacant", 3),
            ("P03.3.2.missing", 1),
            ("P03.3.2.time_norm", 1),
            ("P03.3.3.idle", 1),
            ("P03.3.3.power", 1),
            ("P03.4.1.overdue", 1),
            ("P03.4.2.overdue", 1),
        ];
        assert_eq!(found, BTreeMap::from(wanted), "{language}");
        let statuses: Vec<Status> = state.steps.iter().map(|step| step.status).collect();
        assert_eq!(statuses, [Status::Done, Status::Done, Status::InProgress, Status::Done, Status::Done], "{language}");
    }
}

/// covers: P03.2, P03.3.1, D80
#[test]
fn the_demo_has_the_figures_of_the_specification() {
    let records = demo("zh-CN");
    let context = Context { records: &records, registry: &REGISTRY, today: date("2026-06-30") };
    assert_eq!(records.count("department"), 6);
    assert_eq!(records.count("person"), 11);
    assert!(records.of_kind("person").all(|record| person::POSITION.get(record.as_ref()).is_some()));
    let rules = pillars::rules();
    let figure = |name: &str| rules.figure_named(name).and_then(|figure| figure(&context)).map(|value| value.plain());
    assert_eq!((figure("organisation.vacancies"), figure("organisation.depth")), (Some(text("4")), Some(text("4"))));
    // The posts of a department are the people it states.
    for department in records.of_kind("department") {
        let posts = records.of_kind("position").filter(|record| position::DEPARTMENT.get(record.as_ref()) == Some(department.id));
        let people: i64 = posts.map(|record| structure::holders(&context, record)).sum();
        assert_eq!(department::SIZE.get(department.as_ref()), Some(people), "{:?}", department::NAME.get(department.as_ref()));
    }
    let june: Vec<_> =
        records.of_kind("time_log").filter(|record| time_log::MONTH.get(record.as_ref()) == Some(Month { year: 2026, month: 6 })).collect();
    let actual: Vec<Decimal> = june.iter().take(4).filter_map(|record| time_log::ACTUAL.get(record.as_ref())).collect();
    assert_eq!(actual, ["12%", "10%", "48%", "30%"].map(number));
}

/// Every view of the document shows something in the demo.
///
/// covers: P03.1, P03.2, P03.3, P03.4
#[test]
fn the_handbook_is_not_empty() {
    let records = demo("en");
    let (steps, rules) = (steps(), pillars::rules());
    let context = Context { records: &records, registry: &REGISTRY, today: date("2026-06-30") };
    for view in steps.views.iter().filter(|view| view.view.sources().iter().all(|source| records.count(&source.kind) > 0)) {
        let evaluator = Evaluator::new(context, &rules);
        assert!(view.view.picture(&evaluator).is_some(), "{}", view.id);
    }
    for (view, least) in [("framework", 10), ("raci", 40)] {
        let picture = steps.view(view).and_then(|view| view.view.picture(&Evaluator::new(context, &rules)));
        assert!(matches!(picture, Some(flow::Picture::Grid { cells, .. }) if cells.len() >= least), "{view}");
    }
}
