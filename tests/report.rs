//! The consultant's report and the calendar on the sample company: what first, what next, actions of each pillar.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar_fixture;

use std::collections::BTreeSet;

use fixture::World;
use model::{Id, Json, Key, Record};
use pillars::diagnosis::content::Content;
use pillars::diagnosis::{assessment, assessment_score};
use pillars::improvement::{feedback_channel, improvement_action};
use pillars::organisation::{department, person};
use pillars::plan::task;
use pillars::report::agenda::{Occasion, agenda};
use pillars::report::{
    Answer, Decision, LATE, PACE, Said, Source, actions, answers, decider, decisions, grouped, next_days, pillar_of_kind, snapshots,
};
use pillars::teamwork::meeting;

fn content() -> Content {
    let file = |name: &str| std::fs::read_to_string(pillar_fixture::path(&format!("diagnosis/{name}.json"))).unwrap();
    Content::read(&file("structure"), &file("en")).unwrap()
}

fn set(record: &mut Record, field: &str, value: impl Into<Json>) {
    record.fields.insert(Key::new(field), value.into());
}

fn assessed(world: &mut World, name: &str, stage: &str, dated: &str, scores: &[(&str, &str)]) -> Id {
    let id = world.add(&assessment::ASSESSMENT, |mut record| {
        for (field, value) in [("name", name), ("stage", stage), ("form", "short"), ("dated", dated)] {
            set(&mut record, field, value);
        }
        record
    });
    for (statement, answer) in scores {
        world.add(&assessment_score::ASSESSMENT_SCORE, |mut record| {
            for (field, value) in [("assessment", id.to_string().as_str()), ("rater", "Li"), ("statement", statement), ("answer", answer)] {
                set(&mut record, field, value);
            }
            record
        });
    }
    id
}

fn task(world: &mut World, fields: &[(&str, &str)]) -> Id {
    world.add(&task::TASK, |mut record| {
        fields.iter().for_each(|(field, value)| set(&mut record, field, *value));
        record
    })
}

#[test]
fn the_latest_snapshot_counts_targets_stand_apart_and_empty_ones_are_left_out() {
    let mut world = World::on("2026-06-30");
    assessed(&mut world, "baseline", "baseline", "2026-01-12", &[("D01.3", "1")]);
    assessed(&mut world, "target", "target", "2026-12-31", &[("D01.3", "4")]);
    assessed(&mut world, "later", "reassessment", "2026-06-20", &[("D01.3", "2")]);
    assessed(&mut world, "begun", "reassessment", "2026-06-29", &[]);
    let found = snapshots(&world.records);
    let name = |snapshot: Option<&pillars::report::Snapshot>| snapshot.and_then(|one| assessment::NAME.get(&*one.record));
    assert_eq!(name(found.now.as_ref()).as_deref(), Some("later"));
    assert_eq!(name(found.before.as_ref()).as_deref(), Some("baseline"));
    assert_eq!(name(found.target.as_ref()).as_deref(), Some("target"));
}

fn structures() -> Vec<flow::PillarContent> {
    pillars::PILLARS.iter().map(|pillar| pillar_fixture::content(pillar.content)).collect()
}

/// The weak spots of a world, in the order in which they are taken on.
fn answered(world: &World, content: &Content, contents: &[flow::PillarContent]) -> Vec<Answer> {
    answers(&content.structure, &snapshots(&world.records), &contents.iter().collect::<Vec<_>>(), &world.context())
}

fn someone(world: &mut World, name: &str, superior: Option<Id>) -> Id {
    world.add(&person::PERSON, |mut record| {
        set(&mut record, "name", name);
        if let Some(superior) = superior {
            set(&mut record, "superior", superior.to_string().as_str());
        }
        record
    })
}

/// Low at the two channels of feedback, the rest by rule.
const SCORES: [(&str, &str); 6] = [("D07.1", "2"), ("D07.2", "1"), ("D01.3", "3"), ("D01.1", "4"), ("D02.1", "3"), ("D02.2", "3")];

#[test]
fn the_first_answer_is_the_lowest_that_can_begin_with_owner_and_day_of_the_records_or_proposed() {
    let (content, contents) = (content(), structures());
    let mut world = World::on("2026-06-30");
    assert_eq!(answered(&world, &content, &contents), [], "without levels nothing is said to be weak");
    assessed(&mut world, "now", "baseline", "2026-06-01", &SCORES);
    let first = |world: &World| answered(world, &content, &contents).into_iter().next().unwrap();
    assert_eq!((first(&world).statement.as_str(), first(&world).level), ("D07.2", 1.0), "what it builds on stands higher");
    assert_eq!(first(&world).with, ["D07.1"], "and is open too");
    assert_eq!(first(&world).owner, None, "nobody is invented");
    assert_eq!(first(&world).due, Some(Said::Proposed(fixture::date("2026-07-30"))), "a month for each, from today");

    // The head of a department is the last resort, then whoever answers for records of the pillar, then of the step.
    let (head, other, keeper) = (someone(&mut world, "Head", None), someone(&mut world, "Other", None), someone(&mut world, "Keeper", None));
    world.add(&department::DEPARTMENT, |mut record| {
        set(&mut record, "head", head.to_string().as_str());
        record
    });
    assert_eq!(first(&world).owner, Some(Said::Proposed(head)));
    let owned = |world: &mut World, kind: &'static model::Kind, owner: Id| {
        world.add(kind, |mut record| {
            set(&mut record, "owner", owner.to_string().as_str());
            record
        })
    };
    owned(&mut world, &improvement_action::IMPROVEMENT_ACTION, other);
    assert_eq!(first(&world).owner, Some(Said::Proposed(other)));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, keeper);
    assert_eq!(first(&world).owner, Some(Said::Proposed(keeper)));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, Id::from_number(4_000_000));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, Id::from_number(4_000_000));
    assert_eq!(first(&world).owner, Some(Said::Proposed(keeper)), "who is no person of the records is not proposed");

    // What a task says is no proposal.
    let taken = task(&mut world, &[("title", "taken"), ("initiative", "D07.2"), ("status", "open"), ("due", "2026-08-15")]);
    assert_eq!(first(&world).due, Some(Said::Set(fixture::date("2026-08-15"))));
    assert!(!first(&world).is_taken(), "a task without an owner is not taken on");
    world.change(taken, |record| record.with(task::OWNER, other));
    assert_eq!(first(&world).owner, Some(Said::Set(other)));
    assert!(first(&world).is_taken());
}

#[test]
fn a_weak_spot_that_builds_on_something_no_higher_comes_later() {
    let (content, contents) = (content(), structures());
    let mut world = World::on("2026-06-30");
    let scores = [("D07.1", "1"), ("D07.2", "1"), ("D01.3", "3"), ("D01.1", "4")];
    assessed(&mut world, "now", "baseline", "2026-06-01", &scores);
    let order: Vec<String> = answered(&world, &content, &contents).into_iter().map(|one| one.statement).collect();
    assert_eq!(order, ["D07.1", "D07.2"], "the channels before what is counted of them");
    let mut world = World::on("2026-06-30");
    let scores = [("D07.1", "2"), ("D07.2", "1"), ("D01.3", "3"), ("D01.1", "4")];
    assessed(&mut world, "now", "baseline", "2026-06-01", &scores);
    let order: Vec<String> = answered(&world, &content, &contents).into_iter().map(|one| one.statement).collect();
    assert_eq!(order, ["D07.2", "D07.1"]);
}

#[test]
fn the_superior_decides_at_the_next_meeting_that_they_or_the_owner_chair() {
    let mut world = World::on("2026-06-30");
    let boss = someone(&mut world, "Boss", None);
    let owner = someone(&mut world, "Owner", Some(boss));
    let found = decider(owner, &world.context());
    assert_eq!((found.person, found.day, found.meeting), (boss, fixture::date("2026-07-07"), None), "without a meeting within a week");
    let meet = |world: &mut World, day: &str, status: &str, chair: Id| {
        world.add(&meeting::MEETING, |mut record| {
            for (field, value) in [("name", "m"), ("date", day), ("status", status), ("chair", chair.to_string().as_str())] {
                set(&mut record, field, value);
            }
            record
        })
    };
    meet(&mut world, "2026-07-01", "planned", Id::from_number(900_000));
    meet(&mut world, "2026-06-20", "held", boss);
    meet(&mut world, "2026-09-01", "planned", boss);
    assert_eq!(decider(owner, &world.context()).meeting, None, "meetings of others, past ones and late ones do not count");
    let next = meet(&mut world, "2026-07-10", "planned", boss);
    let found = decider(owner, &world.context());
    assert_eq!((found.person, found.day, found.meeting), (boss, fixture::date("2026-07-10"), Some(next)));
    assert_eq!(decider(boss, &world.context()).person, boss, "who has no superior decides alone");
}

#[test]
fn decisions_follow_from_the_weak_spots_then_ask_for_what_is_late() {
    let (content, contents) = (content(), structures());
    let mut world = World::on("2026-06-30");
    assessed(&mut world, "now", "baseline", "2026-06-01", &SCORES);
    let late = task(&mut world, &[("title", "late"), ("due", "2026-06-01"), ("status", "open"), ("owner", "x")]);
    task(&mut world, &[("title", "a little late"), ("due", "2026-06-25"), ("status", "open")]);
    task(&mut world, &[("title", "done"), ("due", "2026-05-01"), ("status", "done")]);
    let found = |world: &World| decisions(&answered(world, &content, &contents), &world.context(), 9);
    let started = |world: &World| -> Vec<String> {
        found(world).into_iter().filter_map(|decision| if let Decision::Start(one) = decision { Some(one.statement) } else { None }).collect()
    };
    let weak: Vec<String> = answered(&world, &content, &contents).into_iter().map(|one| one.statement).collect();
    assert_eq!(weak.len(), 3);
    let days: Vec<Option<Said<model::Date>>> = answered(&world, &content, &contents).into_iter().map(|one| one.due).collect();
    let proposed = |day: &str| Some(Said::Proposed(fixture::date(day)));
    assert_eq!(days, [proposed("2026-07-30"), proposed("2026-08-31"), proposed("2026-09-28")], "a month each, no weekend");
    assert_eq!(started(&world), weak, "the weak spots themselves, in their order");
    let days: Vec<(Id, i64)> = found(&world)
        .iter()
        .filter_map(|decision| if let Decision::Late(entry, days) = decision { Some((entry.record.id, *days)) } else { None })
        .collect();
    assert_eq!(days, [(late, 29)]);
    assert!(days.iter().all(|(_, days)| *days >= LATE));
    // Once somebody has taken the initiative on, it is no question any more.
    let taken = task(&mut world, &[("title", "taken"), ("initiative", &weak[0]), ("status", "open")]);
    assert_eq!(started(&world), weak, "a task without an owner is not taken on");
    world.change(taken, |record| record.with(task::OWNER, Id::from_number(900)));
    assert_eq!(started(&world), weak[1..]);
}

#[test]
fn open_points_stand_together_by_what_is_lacking_and_none_is_left_out() {
    let rules = pillars::rules();
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let (mut fewer, mut named) = (false, false);
        for content in structures() {
            let state = flow::evaluate(&content, &rules, &world.context());
            let findings: Vec<&flow::Finding> = state.findings().collect();
            let gaps = grouped(findings.iter().copied());
            assert_eq!(gaps.iter().map(|gap| gap.findings.len()).sum::<usize>(), findings.len(), "{language} {}: none is left out", content.pillar);
            let lacking: BTreeSet<_> = gaps.iter().map(|gap| (&gap.findings[0].check, &gap.findings[0].kind, &gap.findings[0].field)).collect();
            assert_eq!(lacking.len(), gaps.len(), "{language} {}: each is told once", content.pillar);
            fewer |= gaps.len() < findings.len();
            named |= gaps.iter().any(|gap| gap.findings.len() > 1 && gap.differing == ["record"]);
            assert!(gaps.iter().all(|gap| gap.findings.len() > 1 || gap.differing.is_empty()));
        }
        assert!(fewer && named, "{language}: the sample company shows it");
    }
}

#[test]
fn the_sample_company_has_a_first_step_three_decisions_and_full_next_days() {
    let (content, contents) = (content(), structures());
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let found = snapshots(&world.records);
        let stage = |snapshot: &Option<pillars::report::Snapshot>| snapshot.as_ref().and_then(|one| assessment::STAGE.get(&*one.record));
        assert_eq!(stage(&found.now).as_deref(), Some("reassessment"), "{language}");
        assert_eq!(stage(&found.before).as_deref(), Some("baseline"), "{language}");
        let answers = answered(&world, &content, &contents);
        let first = answers.first().unwrap();
        let lowest = found.now.as_ref().unwrap().levels.values().copied().fold(5.0, f64::min);
        assert!((first.level - lowest).abs() < 0.01, "{language}: the lowest comes first");
        assert!(first.owner.is_some_and(|owner| owner.is_proposed() && world.get(owner.value()).kind == *person::PERSON.name), "{language}");
        assert_eq!(first.due, Some(Said::Proposed(model::add_days(world.today, PACE))), "{language}");
        let asked = decisions(&answers, &world.context(), 3);
        let statements: Vec<&str> =
            asked.iter().filter_map(|one| if let Decision::Start(one) = one { Some(one.statement.as_str()) } else { None }).collect();
        assert_eq!(statements, answers.iter().map(|one| one.statement.as_str()).collect::<Vec<_>>(), "{language}: a decision for each weak spot");
        let next = next_days(&world.context(), 30);
        assert!(next.len() >= 10, "{language}: {}", next.len());
        assert!(next.iter().all(|entry| !entry.done && entry.day <= model::add_days(world.today, 30)));
        assert!(next.windows(2).all(|pair| pair[0].day <= pair[1].day), "{language}: by day");
        for pillar in 1..=10 {
            let found = actions(&content.structure, &found, &contents.iter().collect::<Vec<_>>(), &world.context(), pillar);
            let first_early = found.iter().position(|action| !action.late).unwrap_or(found.len());
            assert!(found[first_early..].iter().all(|action| !action.late), "{language} {pillar}: late work first");
            let is_suggested = |action: &pillars::report::Action| matches!(action.source, Source::Suggested(_));
            let suggested = found.iter().position(is_suggested).unwrap_or(found.len());
            assert!(found[suggested..].iter().all(is_suggested), "{language} {pillar}: suggestions last");
            assert!(found[suggested..].iter().all(|action| action.owner.is_some_and(Said::is_proposed)), "{language} {pillar}: somebody is proposed");
        }
    }
}

#[test]
fn an_action_belongs_to_the_pillar_it_is_about() {
    let content = content();
    let mut world = World::on("2026-06-30");
    let made = task(&mut world, &[("title", "of an initiative"), ("initiative", "D05.1"), ("status", "open")]);
    let plain = task(&mut world, &[("title", "plain"), ("status", "open")]);
    let of = |pillar: u8| -> Vec<Id> {
        let found = actions(&content.structure, &snapshots(&world.records), &[], &world.context(), pillar);
        found.iter().filter_map(|action| if let Source::Record(record) = &action.source { Some(record.id) } else { None }).collect()
    };
    assert_eq!(of(5), [made]);
    assert_eq!(of(2), [plain], "a task alone is planning");
    assert_eq!((pillar_of_kind("channel"), pillar_of_kind("assessment"), pillar_of_kind("workspace")), (Some(8), None, None));
}

#[test]
fn the_calendar_holds_everything_with_a_day_under_numbers_that_stay() {
    let world = pillar_fixture::whole_sample("zh-CN");
    let entries = agenda(&world.context());
    let count = |wanted: Occasion| entries.iter().filter(|entry| entry.occasion == wanted).count();
    for occasion in Occasion::ALL {
        assert!(count(occasion) > 0, "{occasion:?}");
    }
    assert_eq!(count(Occasion::Meeting), world.records.count(meeting::MEETING.name));
    let numbers: BTreeSet<String> = entries.iter().map(pillars::report::agenda::Entry::uid).collect();
    assert_eq!(numbers.len(), entries.len(), "each its own");
    let again: BTreeSet<String> = agenda(&pillar_fixture::whole_sample("en").context()).iter().map(pillars::report::agenda::Entry::uid).collect();
    assert_eq!(numbers, again, "the same records, the same numbers in every language");
    assert!(entries.windows(2).all(|pair| pair[0].day <= pair[1].day));
}
