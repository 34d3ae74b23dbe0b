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
use pillars::plan::task;
use pillars::report::agenda::{Occasion, agenda};
use pillars::report::{Decision, LATE, Source, actions, decisions, next_days, pillar_of_kind, snapshots};
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

#[test]
fn decisions_ask_for_what_nobody_has_taken_on_and_for_what_is_late() {
    let content = content();
    let mut world = World::on("2026-06-30");
    assessed(&mut world, "now", "baseline", "2026-06-01", &[("D01.3", "1"), ("D02.1", "1"), ("D02.2", "0")]);
    let late = task(&mut world, &[("title", "late"), ("due", "2026-06-01"), ("status", "open"), ("owner", "x")]);
    task(&mut world, &[("title", "a little late"), ("due", "2026-06-25"), ("status", "open")]);
    task(&mut world, &[("title", "done"), ("due", "2026-05-01"), ("status", "done")]);
    let found = decisions(&content.structure, &snapshots(&world.records), &world.context(), 9);
    let started: Vec<&str> =
        found.iter().filter_map(|decision| if let Decision::Start(one) = decision { Some(one.statement.as_str()) } else { None }).collect();
    assert_eq!(started.len(), 2, "one initiative a pillar: {started:?}");
    let days: Vec<(Id, i64)> =
        found.iter().filter_map(|decision| if let Decision::Late(entry, days) = decision { Some((entry.record.id, *days)) } else { None }).collect();
    assert_eq!(days, [(late, 29)]);
    assert!(days.iter().all(|(_, days)| *days >= LATE));
    // Once somebody has taken the initiative on, it is no question any more.
    let statement = started[0].to_owned();
    let taken = task(&mut world, &[("title", "taken"), ("initiative", &statement), ("status", "open")]);
    let again = |world: &World| {
        let found = decisions(&content.structure, &snapshots(&world.records), &world.context(), 9);
        found.iter().any(|decision| matches!(decision, Decision::Start(one) if one.statement == statement))
    };
    assert!(again(&world), "a task without an owner is not taken on");
    world.change(taken, |record| record.with(task::OWNER, Id::from_number(900)));
    assert!(!again(&world));
}

#[test]
fn the_sample_company_has_three_decisions_and_full_next_days() {
    let content = content();
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let found = snapshots(&world.records);
        let stage = |snapshot: &Option<pillars::report::Snapshot>| snapshot.as_ref().and_then(|one| assessment::STAGE.get(&*one.record));
        assert_eq!(stage(&found.now).as_deref(), Some("reassessment"), "{language}");
        assert_eq!(stage(&found.before).as_deref(), Some("baseline"), "{language}");
        let asked = decisions(&content.structure, &found, &world.context(), 3);
        assert_eq!(asked.len(), 3, "{language}");
        let pillars: BTreeSet<u8> = asked.iter().filter_map(|one| if let Decision::Start(one) = one { Some(one.pillar) } else { None }).collect();
        assert_eq!(pillars.len(), asked.iter().filter(|one| matches!(one, Decision::Start(_))).count(), "{language}: one a pillar");
        let next = next_days(&world.context(), 30);
        assert!(next.len() >= 10, "{language}: {}", next.len());
        assert!(next.iter().all(|entry| !entry.done && entry.day <= model::add_days(world.today, 30)));
        assert!(next.windows(2).all(|pair| pair[0].day <= pair[1].day), "{language}: by day");
        for pillar in 1..=10 {
            let found = actions(&content.structure, &found, &world.context(), pillar);
            let first_early = found.iter().position(|action| !action.late).unwrap_or(found.len());
            assert!(found[first_early..].iter().all(|action| !action.late), "{language} {pillar}: late work first");
            let suggested = found.iter().position(|action| matches!(action.source, Source::Suggested(_))).unwrap_or(found.len());
            assert!(found[suggested..].iter().all(|action| matches!(action.source, Source::Suggested(_))), "{language} {pillar}: suggestions last");
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
        let found = actions(&content.structure, &snapshots(&world.records), &world.context(), pillar);
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
