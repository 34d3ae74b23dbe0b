//! The diagnosis: content, scoring, results, order of initiatives, rating, audit, needs, locked snapshots.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../goals_fixture.rs"]
mod fixture;
mod laws;
#[path = "../pillar_fixture.rs"]
mod pillar_fixture;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use fixture::World;
use flow::{Evaluator, PillarContent, Rules};
use model::{Diff, Id, Json, Key, Record};
use pillars::diagnosis::content::{Content, Structure, band};
use pillars::diagnosis::scoring::{self, Answer, Levels};
use pillars::diagnosis::{assessment, assessment_score, facts, initiatives, lock, needs, rating, result};
use pillars::follow::follow;
use pillars::plan::task;

fn file(name: &str) -> String {
    std::fs::read_to_string(pillar_fixture::path(&format!("diagnosis/{name}.json"))).unwrap()
}

fn content(language: &str) -> Content {
    Content::read(&file("structure"), &file(language)).unwrap_or_else(|fault| panic!("{language}: {fault}"))
}

static STRUCTURE: LazyLock<Structure> = LazyLock::new(|| content("en").structure);

fn structure() -> Structure {
    STRUCTURE.clone()
}

fn keys<T>(map: &BTreeMap<String, T>) -> BTreeSet<&str> {
    map.keys().map(String::as_str).collect()
}

/// covers: P00.09, P02.A26, P05.A05, P05.A06
#[test]
fn the_content_is_whole_in_both_languages() {
    let steps: BTreeSet<String> =
        pillars::PILLARS.iter().flat_map(|pillar| pillar_fixture::content(pillar.content).steps.into_iter().map(|step| step.id)).collect();
    for language in ["zh-CN", "en"] {
        let Content { structure, texts } = content(language);
        let ids = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<BTreeSet<String>>();
        let same = |words: BTreeSet<&str>, list: Vec<&str>| assert_eq!(ids(words.into_iter().collect()), ids(list), "{language}");
        same(keys(&texts.dimensions), structure.dimensions.iter().map(String::as_str).collect());
        same(keys(&texts.bands), structure.bands.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.items), structure.items.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.facts), structure.facts.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.attributes), structure.attributes.iter().map(String::as_str).collect());
        same(keys(&texts.rating), structure.rating.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.rating_bands), structure.rating_bands.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.audit_parts), structure.audit_parts.iter().map(String::as_str).collect());
        same(keys(&texts.audit), structure.audit.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.complaints), structure.complaints.iter().map(|one| one.id.as_str()).collect());
        same(keys(&texts.needs), structure.needs.iter().map(|one| one.id.as_str()).collect());
        assert!(texts.items.values().all(|item| item.levels.len() == 6), "{language}: six levels each");
        assert!(texts.rating.values().all(|question| question.answers.len() == 3), "{language}: three answers each");
        for item in &structure.items {
            assert!(steps.contains(&item.step), "{}: no step {}", item.id, item.step);
            assert!(structure.dimensions.contains(&item.dimension), "{}", item.id);
            assert!(item.facts.iter().all(|id| structure.facts.iter().any(|fact| fact.id == *id)), "{}: its facts", item.id);
            assert!(item.initiative.after.iter().all(|id| structure.statement(id).is_some()), "{}: what comes before", item.id);
        }
        for pillar in 1..=10 {
            let of = |short| structure.asked(short).iter().filter(|item| item.pillar == pillar).count();
            assert_eq!(of(true), 4, "pillar {pillar}: the short form");
            assert!((5..=9).contains(&of(false)), "pillar {pillar}: the full form");
        }
        assert!(structure.complaints.iter().flat_map(|complaint| &complaint.pillars).all(|pillar| (1..=10).contains(pillar)));
    }
}

/// covers: P00.09, P05.A05, D82, S172
#[test]
fn the_sample_company_has_a_locked_baseline_and_a_rating_of_nineteen() {
    let structure = structure();
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let rated = world.records.of_kind("effectiveness_rating").next().unwrap();
        let total = rating::total(&structure, rated);
        assert_eq!(total.attributes.iter().filter_map(|(_, points)| *points).collect::<Vec<_>>(), [4, 3, 3, 4, 5], "{language}");
        assert_eq!((total.points, total.band.map(|band| band.id.as_str())), (Some(19), Some("good")), "{language}");
        let baseline = world.records.of_kind("assessment").next().unwrap();
        assert!(assessment::LOCKED_ON.get(&**baseline).is_some(), "{language}");
        let (answers, asked) = (scoring::answers(&world.records, baseline.id), structure.asked(true));
        let raters = scoring::raters(&answers);
        assert_eq!(raters.len(), 2, "{language}");
        assert!(raters.iter().all(|rater| scoring::progress(&answers, &asked, rater) == 40), "{language}");
        assert_eq!(scoring::discussion(&answers, &asked).len(), 4, "{language}");
        let outcome = result::outcome(&structure, &scoring::medians(&answers));
        assert_eq!(outcome.band(&structure).map(|band| band.id.as_str()), Some("drafted"), "{language}");
        // Half a year later, the same statements and people: most has moved, one statement has fallen, and both are locked.
        let later = world.records.of_kind("assessment").nth(1).unwrap();
        assert_eq!(assessment::STAGE.get(&**later).as_deref(), Some("reassessment"), "{language}");
        assert!(assessment::LOCKED_ON.get(&**later).is_some(), "{language}");
        let after = scoring::answers(&world.records, later.id);
        assert_eq!(scoring::raters(&after), raters, "{language}");
        assert!(raters.iter().all(|rater| scoring::progress(&after, &asked, rater) == 40), "{language}");
        assert_eq!(scoring::discussion(&after, &asked).len(), 1, "{language}");
        let (before, now) = (scoring::medians(&answers), scoring::medians(&after));
        assert_eq!(result::outcome(&structure, &now).band(&structure).map(|band| band.id.as_str()), Some("established"), "{language}");
        let fallen: Vec<&String> = now.iter().filter(|(id, level)| before.get(*id).is_some_and(|early| early > level)).map(|(id, _)| id).collect();
        assert_eq!(fallen, ["D02.7"], "{language}");
        let changes = result::changes(&structure, &before, &now);
        assert!(changes.iter().all(|change| change.gain().is_some_and(|gain| gain > 0.0)), "{language}: {changes:?}");
        // What was noted points to records that are there.
        let shown: Vec<Id> = world.records.of_kind("assessment_score").filter_map(|score| assessment_score::RECORD.get(&**score)).collect();
        assert!(shown.len() >= 8 && shown.iter().all(|id| world.records.get(*id).is_some()), "{language}: {shown:?}");
        let needs: Vec<Arc<Record>> = world.records.of_kind("software_need").cloned().collect();
        let software = needs::software(&needs);
        assert_eq!(
            (needs.len(), needs::fit(&needs, &software[0]).share, needs::fit(&needs, &software[1]).share),
            (10, Some(0.7), Some(0.35)),
            "{language}"
        );
    }
}

#[test]
fn every_fact_can_be_worked_out_on_the_sample_company() {
    let world = pillar_fixture::whole_sample("zh-CN");
    let contents: Vec<PillarContent> = pillars::PILLARS.iter().map(|pillar| pillar_fixture::content(pillar.content)).collect();
    let (lent, rules) = (contents.iter().collect::<Vec<_>>(), pillars::rules());
    let evaluator = Evaluator::new(world.context(), &rules);
    let registry = pillars::registry();
    let mut told = 0;
    for fact in &structure().facts {
        let kind = registry.kind(&fact.kind).unwrap_or_else(|| panic!("{}: no kind {}", fact.id, fact.kind));
        let faults: Vec<String> = fact.of.iter().chain(&fact.conditions).filter_map(|condition| condition.fault(kind, &registry, &rules)).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", fact.id);
        for check in &fact.checks {
            assert!(contents.iter().flat_map(|content| content.checks()).any(|(_, known)| known.id == *check), "{}: no check {check}", fact.id);
        }
        if let Some((n, of)) = facts::count(fact, &evaluator, &lent) {
            assert!(n <= of, "{}", fact.id);
            told += 1;
        }
    }
    assert!(told >= 20, "only {told} facts have something to speak of");
    let empty = World::on("2026-06-30");
    let evaluator = Evaluator::new(empty.context(), &rules);
    assert!(structure().facts.iter().all(|fact| facts::count(fact, &evaluator, &lent).is_none()), "nothing to say of an empty workspace");
}

/// RACI rows without an A, from the records alone.
#[test]
fn a_fact_counts_what_it_says() {
    let mut world = World::on("2026-06-30");
    use pillars::organisation::{duty, duty_assignment};
    let duties: Vec<Id> = (0..3).map(|_| world.add(&duty::DUTY, |record| record)).collect();
    for (duty, role) in [(0, "a"), (0, "r"), (1, "a"), (1, "a"), (2, "r")] {
        world.add(&duty_assignment::DUTY_ASSIGNMENT, |record| {
            let mut record = record;
            record.fields.insert(Key::new("duty"), Json::from(duties[duty].to_string()));
            record.fields.insert(Key::new("role"), Json::from(role));
            record
        });
    }
    let rules = Rules::default();
    let (structure, evaluator) = (structure(), Evaluator::new(world.context(), &rules));
    let fact = structure.facts.iter().find(|fact| fact.id == "duties_without_one_a").unwrap();
    assert_eq!(facts::count(fact, &evaluator, &[]), Some((2, 3)), "two of them have no A or two");
}

fn said(codes: &[&str]) -> Vec<Answer> {
    codes.iter().map(|code| Answer::of(code)).collect()
}

#[test]
fn median_and_spread_leave_out_what_is_no_level() {
    let check = |codes: &[&str], median, spread| {
        let answers = said(codes);
        assert_eq!(scoring::median(answers.iter().copied()), median, "{codes:?}");
        assert_eq!(scoring::spread(answers.iter().copied()), spread, "{codes:?}");
    };
    check(&["3"], Some(3.0), 0);
    check(&["1", "4"], Some(2.5), 3);
    check(&["0", "2", "5"], Some(2.0), 5);
    check(&["2", "not_applicable", "4", "unclear"], Some(3.0), 2);
    check(&["not_applicable", "unclear"], None, 0);
    check(&[], None, 0);
}

/// A world with an assessment; each score is rater, statement, answer.
fn assessed(scores: &[(&str, &str, &str)]) -> (World, Id) {
    let mut world = World::on("2026-06-30");
    let id = world.add(&assessment::ASSESSMENT, |record| record.with(assessment::NAME, "A".to_owned()).with(assessment::FORM, "short".to_owned()));
    for (rater, statement, answer) in scores {
        world.add(&assessment_score::ASSESSMENT_SCORE, |record| score(record, id, rater, statement, answer));
    }
    (world, id)
}

fn score(record: Record, assessment: Id, rater: &str, statement: &str, answer: &str) -> Record {
    record
        .with(assessment_score::ASSESSMENT, assessment)
        .with(assessment_score::RATER, rater.to_owned())
        .with(assessment_score::STATEMENT, statement.to_owned())
        .with(assessment_score::ANSWER, answer.to_owned())
}

#[test]
fn raters_are_gathered_and_wide_spreads_are_talked_about() {
    let (world, id) = assessed(&[
        ("Li", "D01.3", "1"),
        ("An", "D01.3", "4"),
        ("Li", "D01.4", "2"),
        ("An", "D01.4", "3"),
        ("An", "D01.6", "unclear"),
        ("Li", "D02.1", "0"),
        ("An", "D02.1", "5"),
    ]);
    let structure = structure();
    let (answers, asked) = (scoring::answers(&world.records, id), structure.asked(true));
    assert_eq!(scoring::raters(&answers), ["An", "Li"]);
    assert_eq!((scoring::progress(&answers, &asked, "An"), scoring::progress(&answers, &asked, "Li"), asked.len()), (4, 3, 40));
    assert_eq!(scoring::discussion(&answers, &asked), [("D02.1".to_owned(), 5), ("D01.3".to_owned(), 3)]);
    assert_eq!(scoring::medians(&answers), Levels::from([("D01.3".to_owned(), 2.5), ("D01.4".to_owned(), 2.5), ("D02.1".to_owned(), 2.5)]));
    assert_eq!(scoring::unclear(&answers), 1);
}

#[test]
fn of_two_records_for_one_rater_and_statement_the_later_counts() {
    let (mut world, id) = assessed(&[("Li", "D01.3", "1")]);
    let mut late = score(Record::new(Id::from_number(900), "assessment_score", fixture::stamp("2026-06-01")), id, "Li", "D01.3", "4");
    world.records.insert(late.clone());
    assert_eq!(scoring::medians(&scoring::answers(&world.records, id)).get("D01.3"), Some(&4.0));
    late.id = Id::from_number(1_000);
    late.created = fixture::stamp("2025-01-01");
    world.records.insert(late.with(assessment_score::ANSWER, "0".to_owned()));
    assert_eq!(scoring::medians(&scoring::answers(&world.records, id)).get("D01.3"), Some(&4.0), "an older copy changes nothing");
}

#[test]
fn bands_begin_at_their_value() {
    let structure = structure();
    for (value, expected) in [
        (0.0, "unstarted"),
        (0.49, "unstarted"),
        (0.5, "improvised"),
        (1.5, "drafted"),
        (2.5, "established"),
        (3.5, "managed"),
        (5.0, "self_correcting"),
    ] {
        assert_eq!(band(&structure.bands, value).map(|band| band.id.as_str()), Some(expected), "{value}");
    }
}

#[test]
fn means_weak_and_strong_points_and_changes() {
    let structure = structure();
    let levels = Levels::from(
        [("D01.3", 1.0), ("D01.4", 2.0), ("D02.1", 3.0), ("D02.2", 5.0), ("D02.7", 4.0), ("D03.1", 0.0)].map(|(id, level)| (id.to_owned(), level)),
    );
    let outcome = result::outcome(&structure, &levels);
    assert_eq!(outcome.pillars[..4], [(1, Some(1.5)), (2, Some(4.0)), (3, Some(0.0)), (4, None)]);
    assert_eq!(outcome.overall, Some(5.5 / 3.0));
    assert_eq!(outcome.band(&structure).map(|band| band.id.as_str()), Some("drafted"));
    assert_eq!((outcome.cells.len(), outcome.cells[0].1.len()), (10, 4));
    assert_eq!(outcome.cells[0].1[0], Some(1.0), "rules of pillar 1");
    let names = |list: &[&pillars::diagnosis::content::Statement]| list.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    let (weak, strong) = result::extremes(&structure, &levels);
    assert_eq!(
        (names(&weak), names(&strong)),
        (vec!["D03.1".into(), "D01.3".into(), "D01.4".into()], vec!["D02.2".into(), "D02.7".into(), "D02.1".into()])
    );
    // The re-assessment has asked more: only what both know is compared.
    let mut after = levels.clone();
    after.extend([("D01.3".to_owned(), 3.0), ("D01.8".to_owned(), 0.0), ("D02.2".to_owned(), 4.0)]);
    let changes = result::changes(&structure, &levels, &after);
    assert_eq!((changes[0].pillar, changes[0].before, changes[0].after, changes[0].gain()), (1, Some(1.5), Some(2.5), Some(1.0)));
    let second = changes.iter().find(|change| change.pillar == 2).unwrap();
    assert!(second.gain().unwrap() < 0.0, "what fell is told too");
    assert_eq!(changes.last().map(|change| change.gain()), Some(None), "pillars without values stand last");
}

#[test]
fn initiatives_stand_behind_what_they_build_on() {
    let structure = structure();
    let all = |level: f64| structure.items.iter().map(|item| (item.id.clone(), level)).collect::<Levels>();
    let roadmap = initiatives::roadmap(&structure, &all(0.0), None);
    assert_eq!(roadmap.len(), 77);
    for (place, one) in roadmap.iter().enumerate() {
        for before in &one.after {
            assert!(roadmap[..place].iter().any(|done| done.statement == *before), "{} stands before {before}", one.statement);
        }
    }
    assert_eq!((roadmap[0].impact, roadmap[0].effort), (5, 1), "the most impact for the least effort first");
    assert!(initiatives::roadmap(&structure, &all(3.0), None).is_empty(), "what runs by rule needs none");
    let target = Levels::from([("D01.3".to_owned(), 5.0)]);
    let wanted = initiatives::roadmap(&structure, &all(3.0), Some(&target));
    assert_eq!(wanted.iter().map(|one| (one.statement.as_str(), one.wanted)).collect::<Vec<_>>(), [("D01.3", 5.0)], "a target asks for more");
}

#[test]
fn an_initiative_becomes_a_task_once() {
    let mut world = World::on("2026-06-30");
    assert_eq!(initiatives::task_of(&world.records, "D01.3"), None);
    let made = initiatives::task_for(Id::from_number(7), "D01.3", "Mend the goals", "Sit down and do it");
    assert!(model::validate_record(&task::TASK, &made).is_empty());
    world.records.insert(made.clone());
    assert_eq!(initiatives::task_of(&world.records, "D01.3"), Some(Id::from_number(7)));
    world.records.insert(made.with(task::STATUS, "dropped".to_owned()));
    assert_eq!(initiatives::task_of(&world.records, "D01.3"), None, "a dropped task makes room for another");
}

/// covers: P00.09, P00.11
#[test]
fn what_a_file_says_of_a_locked_snapshot_is_left_out() {
    let (mut world, id) = assessed(&[("Li", "D01.3", "1"), ("Li", "D01.4", "2")]);
    let given: Vec<Id> = world.records.of_kind("assessment_score").map(|record| record.id).collect();
    // Handed out before the lock, it comes back with another score, a changed one, one deleted, another name and a note.
    let mut file = world.records.clone();
    let late = score(Record::new(Id::from_number(77), "assessment_score", fixture::stamp("2026-06-20")), id, "Chen", "D01.3", "4");
    file.insert(late);
    let mut changed = Record::clone(file.get(given[0]).unwrap());
    changed.set(Key::new("answer"), Some(Json::from("5")), fixture::stamp("2026-06-21"));
    file.insert(changed);
    file.bury(given[1], fixture::stamp("2026-06-21"));
    let mut renamed = Record::clone(file.get(id).unwrap());
    renamed.set(Key::new("name"), Some(Json::from("B")), fixture::stamp("2026-06-21"));
    renamed.set(Key::new("note"), Some(Json::from("read it")), fixture::stamp("2026-06-21"));
    file.insert(renamed);
    let (all, left_out) = lock::without_locked(&world.records, &file);
    assert_eq!((all.all(), all.tombstones(), left_out), (file.all(), file.tombstones(), 0), "open: everything comes in");
    world.change(id, |record| record.with(assessment::LOCKED_ON, fixture::date("2026-06-30")));
    let (left, left_out) = lock::without_locked(&world.records, &file);
    assert_eq!(left_out, 4, "new score, changed score, deleted score, name");
    assert!(left.get(Id::from_number(77)).is_none() && left.tombstones().is_empty());
    assert_eq!(left.get(given[0]).unwrap().fields, world.get(given[0]).fields);
    let mut noted = world.get(id).fields.clone();
    noted.insert(Key::new("note"), Json::from("read it"));
    assert_eq!(left.get(id).unwrap().fields, noted, "a note is allowed");
    // A copy that does not know of the lock yet, and has changed nothing, is nothing to speak of.
    let mut before = world.records.clone();
    let mut open = Record::clone(world.get(id));
    open.fields.remove("locked_on");
    before.insert(open);
    assert_eq!(lock::without_locked(&world.records, &before).1, 0);
}

fn step_of(world: &World, added: Vec<Record>, removed: Vec<Id>, updated: &[(Id, &str, Json)]) -> Diff {
    let changes = updated.iter().map(|(id, field, to)| {
        let record = world.get(*id);
        let from = record.fields.get(*field).cloned();
        model::Change { id: *id, kind: record.kind.clone(), field: Key::new(field), from, to: Some(to.clone()) }
    });
    let removed = removed.iter().map(|id| Record::clone(world.get(*id))).collect();
    Diff { added, removed, updated: changes.collect(), ..Diff::default() }
}

#[test]
fn a_locked_snapshot_cannot_be_changed() {
    let (mut world, id) = assessed(&[("Li", "D01.3", "1")]);
    let given = world.records.of_kind("assessment_score").next().unwrap().id;
    let fresh = || score(Record::new(Id::from_number(77), "assessment_score", model::Stamp::default()), id, "Li", "D01.4", "2");
    let stopped = |world: &World, step: &Diff| {
        let asked = follow(&world.context(), &Rules::default(), step, &|| Id::from_number(1));
        asked.err().map(|stop| stop.code)
    };
    let steps = |world: &World| {
        [
            step_of(world, vec![fresh()], vec![], &[]),
            step_of(world, vec![], vec![given], &[]),
            step_of(world, vec![], vec![id], &[]),
            step_of(world, vec![], vec![], &[(given, "answer", Json::from("5"))]),
            step_of(world, vec![], vec![], &[(id, "name", Json::from("B"))]),
            step_of(world, vec![], vec![], &[(id, "locked_on", Json::Null)]),
        ]
    };
    for step in steps(&world) {
        assert_eq!(stopped(&world, &step), None, "open: {step:?}");
    }
    world.change(id, |record| record.with(assessment::LOCKED_ON, fixture::date("2026-06-30")));
    for step in steps(&world) {
        assert_eq!(stopped(&world, &step), Some(lock::LOCKED), "locked: {step:?}");
    }
    assert_eq!(stopped(&world, &step_of(&world, vec![], vec![], &[(id, "note", Json::from("why"))])), None, "a note is allowed");
}
