//! Acceptance tests of pillar 6: gaps, courses, sessions, readiness, mentors, ideas, and the numbers of the demo.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar;

use std::collections::{BTreeMap, BTreeSet};

use fixture::*;
use flow::{Evaluator, Parameter, PillarContent, Source, evaluate};
use model::*;
use pillar::{figure, plain, row, whole_sample as demo};
use pillars::people::rules::{competence, training};
use pillars::people::{
    career_level, competency, competency_level, competency_need, course, mentorship, promotion_case, training_record, training_session,
};
use pillars::performance::{evaluation, score_line};
use proptest::prelude::*;
use serde_json::json;

fn content() -> PillarContent {
    pillar::content("06-people")
}

fn checks_found(world: &World) -> BTreeSet<String> {
    let state = evaluate(&content(), &pillars::rules(), &world.context());
    state.steps.into_iter().flat_map(|step| step.findings).map(|finding| finding.check).collect()
}

/// A person in a position; the position itself belongs to another pillar.
fn in_position(world: &mut World, name: &str, position: Id) -> Id {
    let person = world.person(name);
    world.change(person, |mut record| {
        record.fields.insert(Key::new("position"), json!(position.to_string()));
        record
    });
    person
}

fn skill(world: &mut World, name: &str) -> Id {
    world.add(&competency::COMPETENCY, |r| r.with(competency::NAME, text(name)).with(competency::COMPETENCY_KIND, text("skill")))
}

fn need(world: &mut World, position: Id, competency: Id, level: i64) {
    world.add(&competency_need::COMPETENCY_NEED, |r| {
        r.with(competency_need::POSITION, position).with(competency_need::COMPETENCY, competency).with(competency_need::LEVEL, level)
    });
}

fn rate(world: &mut World, person: Id, competency: Id, level: i64, day: &str) -> Id {
    world.add(&competency_level::COMPETENCY_LEVEL, |r| {
        let r = r.with(competency_level::PERSON, person).with(competency_level::COMPETENCY, competency);
        r.with(competency_level::LEVEL, level).with(competency_level::ASSESSED_ON, date(day))
    })
}

fn course(world: &mut World, kind: &str, form: &str, competencies: Vec<Id>) -> Id {
    world.add(&course::COURSE, |r| {
        let r = r.with(course::NAME, text("课")).with(course::COURSE_KIND, text(kind)).with(course::FORM, text(form));
        r.with(course::COMPETENCIES, competencies).with(course::HOURS, number("4"))
    })
}

fn session(world: &mut World, course: Id, day: &str, status: &str) -> Id {
    world.add(&training_session::TRAINING_SESSION, |r| {
        let r = r.with(training_session::TITLE, text("一期")).with(training_session::COURSE, course);
        r.with(training_session::DATE, date(day)).with(training_session::STATUS, text(status))
    })
}

/// covers: P06.1.2, S106
#[test]
fn need_4_and_have_2_is_a_gap_of_2_with_its_courses() {
    let mut world = World::on("2026-06-30");
    let position = Id::from_number(900);
    let person = in_position(&mut world, "冯杰", position);
    let product = skill(&mut world, "产品知识");
    need(&mut world, position, product, 4);
    assert_eq!(competence::gaps(&world.context(), world.get(person)), [(product, 4)], "not assessed counts as nothing held");
    assert_eq!(world.run("people.unassessed").len(), 1);
    let old = rate(&mut world, person, product, 1, "2025-12-01");
    let new = rate(&mut world, person, product, 2, "2026-06-05");
    let drill = course(&mut world, "practice", "in_house", vec![product]);
    course(&mut world, "basic", "in_house", Vec::new());
    assert_eq!(
        (plain(&world, "people.needed", new), plain(&world, "people.gap", new), plain(&world, "people.gap_sum", person)),
        ("4".into(), "2".into(), "2".into())
    );
    assert_eq!(plain(&world, "people.gap", old), "3");
    let Some(Parameter::List(courses)) = competence::suggested(&world.context(), world.get(new)) else { panic!("no course") };
    assert!(matches!(courses.as_slice(), [Parameter::Record(id, _)] if *id == drill));
    assert_eq!(world.run("people.uncovered").len(), 1);
    let planned = session(&mut world, drill, "2026-07-10", "planned");
    world.change(planned, |r| r.with(training_session::ATTENDEES, vec![person]));
    assert!(world.run("people.uncovered").is_empty());
    rate(&mut world, person, product, 5, "2026-06-20");
    assert_eq!(plain(&world, "people.gap_sum", person), "0", "more than needed is no gap");
}

proptest! {
    /// covers: P06.1.2
    #[test]
    fn gaps_are_never_negative_and_shrink_with_every_level(needs in proptest::collection::vec((0_i64..=5, 0_i64..=5), 1..8)) {
        let mut world = World::on("2026-06-30");
        let position = Id::from_number(900);
        let person = in_position(&mut world, "甲", position);
        let mut expected = 0;
        for (needed, held) in &needs {
            let one = skill(&mut world, "x");
            need(&mut world, position, one, *needed);
            rate(&mut world, person, one, *held, "2026-06-05");
            expected += (needed - held).max(0);
        }
        prop_assert_eq!(competence::gap_sum(&world.context(), world.get(person)), Some(expected));
        prop_assert!(competence::gaps(&world.context(), world.get(person)).into_iter().all(|(_, gap)| (0..=5).contains(&gap)));
    }
}

/// covers: P06.2, P06.2.1, P06.2.1.1, P06.2.1.2, P06.2.1.3, S105
#[test]
fn the_plan_of_the_demo_has_three_courses_of_each_kind_and_its_sums() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        for kind in ["basic", "professional", "practice"] {
            assert_eq!(
                world.records.of_kind("course").filter(|found| course::COURSE_KIND.get(found.as_ref()).as_deref() == Some(kind)).count(),
                3,
                "{kind}"
            );
        }
        let plan = world.records.of_kind("training_plan").next().unwrap();
        assert_eq!(training::courses_held(&world.context(), plan), 5);
        assert_eq!(training::spent(&world.context(), plan), Money(6_000_000));
        assert_eq!(training::planned_cost(&world.context(), plan), Money(15_000_000));
        assert_eq!(training::budget_use(&world.context(), plan), Some(number("30%")));
        let next =
            world.records.of_kind("training_session").filter(|found| training_session::STATUS.get(found.as_ref()).as_deref() == Some("planned"));
        assert_eq!(next.filter_map(|found| training_session::DATE.get(found.as_ref())).min(), Some(date("2026-07-23")));
    }
}

/// covers: P06.2.1.1, P06.2.1.2, P06.2.1.3
#[test]
fn the_templates_hold_three_or_more_courses_of_each_kind_in_both_languages() {
    let mut kinds: Vec<Vec<String>> = Vec::new();
    for language in ["zh-CN", "en"] {
        let file: Json = serde_json::from_str(&std::fs::read_to_string(pillar::path(&format!("templates/course.{language}.json"))).unwrap()).unwrap();
        let list: Vec<BTreeMap<String, Json>> = serde_json::from_value(file["records"].clone()).unwrap();
        for (name, json) in list.iter().flatten() {
            let field = course::COURSE.field(name).unwrap_or_else(|| panic!("{name} is no field"));
            let known = field.choices.codes();
            assert!(known.is_empty() || known.contains(&json.as_str().unwrap()), "{name} {json}");
        }
        kinds.push(list.iter().map(|entry| entry["course_kind"].as_str().unwrap().to_owned()).collect());
    }
    assert_eq!(kinds[0], kinds[1]);
    for kind in ["basic", "professional", "practice"] {
        assert!(kinds[0].iter().filter(|known| *known == kind).count() >= 3, "{kind}");
    }
}

/// covers: P06.2.2, P06.2.2.1, P06.2.2.2, P06.2.2.3, S107
#[test]
fn one_session_of_each_form_is_found_by_its_form() {
    let mut world = World::on("2026-06-30");
    let teacher = world.person("何静");
    for form in ["in_house", "external", "online"] {
        let course = course(&mut world, "basic", form, Vec::new());
        let held = session(&mut world, course, "2026-06-01", "held");
        if form == "in_house" {
            world.change(held, |r| r.with(training_session::TRAINER, teacher));
        }
        if form == "external" {
            world.change(course, |r| r.with(course::COST, Money(1_800_000)));
        }
    }
    let rules = pillars::rules();
    let evaluator = Evaluator::new(world.context(), &rules);
    for form in ["in_house", "external", "online"] {
        let source: Source = serde_json::from_value(json!({"kind": "training_session", "where": [format!("course.form={form}")]})).unwrap();
        assert_eq!(evaluator.records(&source).len(), 1, "{form}");
    }
    let costly: Source = serde_json::from_value(json!({"kind": "course", "where": ["cost"]})).unwrap();
    assert!(evaluator.records(&costly).iter().all(|found| course::FORM.get(found.as_ref()).as_deref() == Some("external")));
    assert_eq!(plain(&world, "people.hours_given", teacher), "4");
}

/// covers: P06.3.1
#[test]
fn a_session_that_was_cancelled_is_not_done() {
    let mut world = World::on("2026-06-30");
    let lesson = course(&mut world, "basic", "in_house", Vec::new());
    for (day, status) in [("2026-06-01", "held"), ("2026-06-02", "cancelled"), ("2026-06-03", "planned")] {
        session(&mut world, lesson, day, status);
    }
    let flow::Picture::Calendar { entries, .. } = pillar::picture(&world, "06-people", "training_calendar", None) else { panic!("no calendar") };
    let states: Vec<flow::DayState> = entries.iter().map(|(.., state)| *state).collect();
    assert_eq!(states, [flow::DayState::Done, flow::DayState::Missed, flow::DayState::Overdue]);
}

fn record(world: &mut World, session: Id, person: Id, presence: &str, test: Option<(&str, &str)>) -> Id {
    world.add(&training_record::TRAINING_RECORD, |r| {
        let r = r.with(training_record::SESSION, session).with(training_record::PERSON, person).with(training_record::PRESENCE, text(presence));
        match test {
            Some((before, after)) => r.with(training_record::TEST_BEFORE, number(before)).with(training_record::TEST_AFTER, number(after)),
            None => r,
        }
    })
}

/// covers: P06.3.2, S108
#[test]
fn a_test_from_60_to_84_is_24_points_or_40_percent() {
    let mut world = World::on("2026-06-30");
    let course = course(&mut world, "practice", "in_house", Vec::new());
    let held = session(&mut world, course, "2026-06-11", "held");
    let (one, two) = (world.person("冯杰"), world.person("梁雨"));
    let tested = record(&mut world, held, one, "present", Some(("60", "84")));
    let other = record(&mut world, held, two, "absent", None);
    assert_eq!((plain(&world, "people.test_gain", tested), plain(&world, "people.test_gain_rate", tested)), ("24".into(), "0.4".into()));
    assert_eq!((plain(&world, "people.test_gain", other), plain(&world, "people.mean_gain", held)), (String::new(), "24".into()));
    assert_eq!(plain(&world, "people.presence", held), "0.5");
    assert_eq!((plain(&world, "people.hours_learned", one), plain(&world, "people.hours_learned", two)), ("4".into(), String::new()));
    assert!(training_record::TRAINING_RECORD.field("next_advice").is_some());
}

/// covers: P06.3, P06.3.1, P06.3.2
#[test]
fn the_demo_has_9_courses_5_held_88_percent_present_and_one_test() {
    for language in ["zh-CN", "en"] {
        let world = demo(language);
        assert_eq!(world.records.count("course"), 9);
        let held =
            world.records.of_kind("training_session").filter(|found| training_session::STATUS.get(found.as_ref()).as_deref() == Some("held")).count();
        assert_eq!(held, 5);
        assert_eq!((figure(&world, "people.presence"), figure(&world, "people.mean_gain")), ("0.88".into(), "24".into()));
        let tests: Vec<_> = world.records.of_kind("training_record").filter_map(|found| training::gain(found)).collect();
        assert_eq!(tests, [number("24")]);
    }
}

fn scored(world: &mut World, person: Id, actual: &str) {
    let goal = world.goal("销售额");
    let weights = vec![row(&[("goal", json!(goal.to_string())), ("weight", json!(1))])];
    let run = world
        .add(&evaluation::EVALUATION, |r| r.with(evaluation::NAME, text("个人")).with(evaluation::PERSON, person).with(evaluation::WEIGHTS, weights));
    let measured = world.indicator("销售额", "money", true);
    world.add(&score_line::SCORE_LINE, |r| {
        let r = r.with(score_line::EVALUATION, run).with(score_line::INDICATOR, measured).with(score_line::GOAL, goal);
        r.with(score_line::TARGET, number("100")).with(score_line::ACTUAL, number(actual))
    });
}

/// covers: P06.4.1, S109
#[test]
fn two_evaluations_of_92_and_95_meet_a_rule_of_90_twice() {
    let mut world = World::on("2026-06-30");
    let person = world.person("冯杰");
    let level = world.add(&career_level::CAREER_LEVEL, |r| {
        r.with(career_level::NAME, text("二级")).with(career_level::SCORE, number("90")).with(career_level::SCORE_TIMES, 2)
    });
    let case = world.add(&promotion_case::PROMOTION_CASE, |r| {
        r.with(promotion_case::TITLE, text("晋升")).with(promotion_case::PERSON, person).with(promotion_case::LEVEL, level)
    });
    scored(&mut world, person, "92");
    assert_eq!(plain(&world, "people.readiness", case), "0");
    scored(&mut world, person, "95");
    assert_eq!((plain(&world, "people.readiness", case), plain(&world, "people.missing", case)), ("1".into(), String::new()));
    world.change(level, |r| r.with(career_level::MONTHS, 12));
    assert_eq!(plain(&world, "people.readiness", case), "0.5");
    world.change(case, |r| r.with(promotion_case::SINCE, date("2025-06-30")));
    assert_eq!(plain(&world, "people.readiness", case), "1");
}

/// covers: P06.4, P06.4.1
#[test]
fn a_salesperson_of_the_demo_is_three_quarters_ready() {
    let world = demo("zh-CN");
    let case: Id = "019f15d3-5800-7000-8000-000006011001".parse().unwrap();
    assert_eq!((plain(&world, "people.readiness", case), plain(&world, "people.missing", case)), ("0.75".into(), "产品知识".into()));
}

/// covers: P06.4.2, S110
#[test]
fn a_rotation_stands_on_the_time_axis_and_reminds_of_its_end() {
    let world = demo("zh-CN");
    let rules = pillars::rules();
    let evaluator = Evaluator::new(world.context(), &rules);
    let view = content().views.into_iter().find(|view| view.id == "rotation_gantt").unwrap();
    let Some(flow::Picture::Gantt { bars, .. }) = view.view.picture(&evaluator) else { panic!("no time axis") };
    let months: Vec<_> = bars.iter().filter_map(|bar| bar.start.zip(bar.end)).map(|(start, end)| months_between(start, end)).collect();
    assert!(months.contains(&3), "{bars:?}");
    let mut world = World::on("2026-06-30");
    let person = world.person("冯杰");
    let kind = world.context().registry.kind("rotation").unwrap();
    let rotation = world.add(kind, |mut r| {
        for (name, json) in
            [("aim", json!("学推广")), ("person", json!(person.to_string())), ("status", json!("running")), ("end", json!("2026-07-10"))]
        {
            r.fields.insert(Key::new(name), json);
        }
        r
    });
    assert!(checks_found(&world).contains("P06.4.2.ending"));
    world.today = date("2026-07-11");
    let later = checks_found(&world);
    assert!(later.contains("P06.4.2.overrun") && !later.contains("P06.4.2.ending"));
    assert_eq!(world.get(rotation).kind.as_str(), "rotation");
}

/// covers: P06.4.3, S111
#[test]
fn a_fourth_mentee_is_one_too_many() {
    let mut world = World::on("2026-06-30");
    let mentor = world.person("周岚");
    let pair = |world: &mut World, status: &str| {
        let mentee = world.person("新人");
        world.add(&mentorship::MENTORSHIP, |r| {
            let r = r.with(mentorship::AIM, text("上手")).with(mentorship::MENTOR, mentor).with(mentorship::MENTEE, mentee);
            r.with(mentorship::STATUS, text(status))
        })
    };
    pair(&mut world, "ended");
    let pairs: Vec<Id> = (0..3).map(|_| pair(&mut world, "running")).collect();
    assert!(!checks_found(&world).contains("P06.4.3.load"));
    let fourth = pair(&mut world, "running");
    assert_eq!((plain(&world, "people.mentees", mentor), plain(&world, "people.mentee_limit", mentor)), ("4".into(), "3".into()));
    assert!(checks_found(&world).contains("P06.4.3.load"));
    world.change(fourth, |r| r.with(mentorship::LIMIT, 4));
    assert!(!checks_found(&world).contains("P06.4.3.load"));
    world.change(pairs[0], |r| r.with(mentorship::LIMIT, 2));
    assert_eq!(plain(&world, "people.mentee_limit", mentor), "2", "the strictest limit holds");
}

/// covers: P06.5, P06.5.1, P06.5.2, S112
#[test]
fn an_idea_without_answer_after_30_days_is_overdue() {
    let world = demo("zh-CN");
    let state = evaluate(&content(), &pillars::rules(), &world.context());
    let waiting: Vec<_> = state.steps.iter().flat_map(|step| &step.findings).filter(|finding| finding.check == "P06.5.2.waiting").collect();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].parameter("date"), Some(&Parameter::Date(date("2026-05-20"))));
    let earned: i64 =
        world.records.of_kind("practice").filter_map(|found| pillars::people::practice::VALUE.get(found.as_ref())).map(|value| value.0).sum();
    assert_eq!(earned, 4_200_000);
}

/// covers: P06.1, P06.1.1
#[test]
fn the_demo_leaves_only_the_findings_it_means_to_show() {
    let world = demo("zh-CN");
    let meant: BTreeSet<String> = ["P06.3.1.presence", "P06.5.2.waiting"].map(str::to_owned).into();
    assert_eq!(checks_found(&world), meant);
    use flow::Status::{Done, InProgress};
    let state = evaluate(&content(), &pillars::rules(), &world.context());
    assert_eq!(state.steps.iter().map(|step| step.status).collect::<Vec<_>>(), [Done, Done, InProgress, Done, InProgress]);
    assert!(world.records.of_kind("training_goal").all(|found| pillars::people::training_goal::GOALS.get(found.as_ref()).is_some()));
}

/// covers: P06.1.2, P06.2, P06.3
#[test]
fn every_view_of_the_demo_shows_something() {
    let world = demo("zh-CN");
    let rules = pillars::rules();
    let evaluator = Evaluator::new(world.context(), &rules);
    let content = content();
    let on_page: BTreeSet<&String> = content.pages.iter().flat_map(|page| &page.views).collect();
    let shown = content.views.iter().filter(|view| !on_page.contains(&view.id));
    let empty = shown.filter(|view| view.view.sources().iter().any(|source| evaluator.records(source).is_empty())).map(|view| view.id.as_str());
    assert!(empty.collect::<Vec<_>>().is_empty());
}
