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
use pillars::organisation::{department, mechanism, person, position};
use pillars::plan::task;
use pillars::report::agenda::{Occasion, agenda};
use pillars::report::{
    Answer, Cost, Decision, LATE, PACE, Plan, Reason, Said, Source, Whole, actions, costs, decider, decisions, duties, grouped, head_above, mentions,
    next_days, overloaded, pillar_of_kind, plan, snapshots, weakest,
};
use pillars::teamwork::{decision, meeting};

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
    planned(world, content, contents).first
}

fn planned(world: &World, content: &Content, contents: &[flow::PillarContent]) -> Plan {
    plan(&content.structure, &snapshots(&world.records), &contents.iter().collect::<Vec<_>>(), &world.context())
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
    assert_eq!(first(&world).due, Said::Proposed(fixture::date("2026-07-30")), "a month for each, from today");

    // The head of a department is the last resort, then whoever answers for records of the pillar, then of the step.
    let (head, other, keeper) = (someone(&mut world, "Head", None), someone(&mut world, "Other", None), someone(&mut world, "Keeper", None));
    world.add(&department::DEPARTMENT, |mut record| {
        set(&mut record, "head", head.to_string().as_str());
        record
    });
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(head)), Some(Reason::Head)));
    let owned = |world: &mut World, kind: &'static model::Kind, owner: Id| {
        world.add(kind, |mut record| {
            set(&mut record, "owner", owner.to_string().as_str());
            record
        })
    };
    owned(&mut world, &improvement_action::IMPROVEMENT_ACTION, other);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(other)), None), "one record is no reason");
    owned(&mut world, &improvement_action::IMPROVEMENT_ACTION, other);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(other)), Some(Reason::Pillar(2))));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, keeper);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(keeper)), None));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, keeper);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(keeper)), Some(Reason::Step(2))));
    for _ in 0..3 {
        owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, Id::from_number(4_000_000));
    }
    assert_eq!(first(&world).owner, Some(Said::Proposed(keeper)), "who is no person of the records is not proposed");

    // What a task says is no proposal.
    let taken = task(&mut world, &[("title", "taken"), ("initiative", "D07.2"), ("status", "open"), ("due", "2026-08-15")]);
    assert_eq!(first(&world).due, Said::Set(fixture::date("2026-08-15")));
    assert!(!first(&world).is_taken(), "a task without an owner is not taken on");
    world.change(taken, |record| record.with(task::OWNER, other));
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Set(other)), None));
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
fn the_head_of_the_company_decides_at_a_meeting_that_fits() {
    let mut world = World::on("2026-06-30");
    let boss = someone(&mut world, "Boss", None);
    let owner = someone(&mut world, "Owner", Some(boss));
    let found = decider(owner, &world.context());
    assert_eq!((found.head, found.day, found.meeting), (boss, fixture::date("2026-07-07"), None), "without a meeting within a week");
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
    assert_eq!((found.head, found.day, found.meeting), (boss, fixture::date("2026-07-10"), Some(next)));
    assert_eq!(decider(boss, &world.context()).head, boss, "nobody stands above");
    // A meeting of several departments goes before one of the owner's, not before one of the head's.
    let series = world.add(&mechanism::MECHANISM, |record| record.with(mechanism::DEPARTMENTS, vec![Id::from_number(1), Id::from_number(2)]));
    let wide = meet(&mut world, "2026-07-20", "planned", Id::from_number(900_000));
    world.change(wide, |record| record.with(meeting::MECHANISM, series));
    assert_eq!(decider(owner, &world.context()).meeting, Some(next));
    world.change(next, |record| record.with(meeting::CHAIR, owner));
    assert_eq!(decider(owner, &world.context()).meeting, Some(wide));
}

#[test]
fn the_head_is_at_the_top_of_superiors_then_of_positions_even_where_nobody_is_recorded_in_it() {
    let mut world = World::on("2026-06-30");
    let leader = someone(&mut world, "Leader", None);
    let member = someone(&mut world, "Member", Some(leader));
    assert_eq!(head_above(member, &world.context()), leader);
    let post = |world: &mut World, level: &str, above: Option<Id>| {
        world.add(&position::POSITION, |mut record| {
            set(&mut record, "level", level);
            if let Some(above) = above {
                set(&mut record, "reports_to", above.to_string().as_str());
            }
            record
        })
    };
    let manager = post(&mut world, "top", None);
    assert_eq!(head_above(member, &world.context()), manager, "without a line, the only top position");
    let middle = post(&mut world, "middle", Some(manager));
    let own = post(&mut world, "middle", Some(middle));
    world.change(leader, |record| record.with(person::POSITION, own));
    assert_eq!(head_above(member, &world.context()), manager, "up the line of positions");
    let holder = someone(&mut world, "Holder", None);
    world.change(holder, |record| record.with(person::POSITION, manager));
    assert_eq!(head_above(member, &world.context()), holder, "who holds it");
    assert_eq!(head_above(holder, &world.context()), holder);
    let other = post(&mut world, "top", None);
    let alone = someone(&mut world, "Alone", None);
    assert_eq!(head_above(alone, &world.context()), alone, "of two top positions none is guessed");
    // Lines that run in a circle end.
    world.change(manager, |record| record.with(position::REPORTS_TO, own));
    world.change(leader, |record| record.with(person::SUPERIOR, member));
    assert!([holder, leader, member, other].contains(&head_above(member, &world.context())));
}

#[test]
fn what_comes_later_has_a_day_of_its_own_one_a_month_for_each_owner_and_none_before_what_it_builds_on() {
    let (content, contents) = (content(), structures());
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let found = planned(&world, &content, &contents);
        let last = found.first.iter().map(|one| one.due.value()).max().unwrap();
        assert!(found.later.len() >= 10, "{language}");
        let mut taken = BTreeSet::new();
        for one in &found.later {
            assert!(one.due.value() > last, "{language} {}: after the first three", one.statement);
            assert!(taken.insert((one.owner.map(Said::value), one.due.value())), "{language} {}: one a month for each owner", one.statement);
            let item = content.structure.statement(&one.statement).unwrap();
            for earlier in item.initiative.after.iter().filter_map(|id| found.of(id)) {
                let is_later = found.later.iter().any(|known| known.statement == earlier.statement);
                assert!(!is_later || earlier.due.value() < one.due.value(), "{language} {}", one.statement);
            }
        }
        for pillar in 1..=10 {
            let levels = &snapshots(&world.records).now.unwrap().levels;
            let (lowest, _) = weakest(&content.structure, levels, pillar).unwrap();
            assert!(found.of(&lowest.id).is_some(), "{language} {pillar}: its next step stands in the plan");
        }
        let next = (1..=10).filter_map(|pillar| found.all().find(|one| one.pillar == pillar));
        let (_, count) = overloaded(next).expect("one person would lead a third of the next steps");
        assert!(count >= 4, "{language}");
        assert_eq!(overloaded(found.first.iter().take(2)), None, "{language}: two are not too many");
    }
}

#[test]
fn the_weightiest_figures_come_first_and_only_where_the_records_have_them() {
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let found = costs(&world.context());
        let codes: Vec<&str> = found.iter().map(|cost| cost.code).collect();
        assert_eq!(codes, ["stuck", "channels", "budget", "promotions", "over", "under", "work"], "{language}");
        let money = |index: usize| found[index].stake.map(|stake| stake.major().to_string()).unwrap_or_default();
        // The order of dealer C; dealers 500,000, shops 400,000 and own site 220,000; three budget lines; the June promotion; receivables.
        assert_eq!([0, 1, 2, 3, 4].map(money), ["1200000", "1120000", "220000", "201400", "100000"], "{language}");
        let value = |index: usize, name: &str| {
            found[index].values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.plain()).unwrap_or_default()
        };
        assert_eq!((value(4, "value").as_str(), value(4, "limit").as_str()), ("1100000", "1000000"), "{language}");
        assert_eq!(value(6, "n"), "2", "{language}: overdue tasks");
        // Every channel below its target until today counts, the largest gap is named, and so is what all come to together.
        assert_eq!((value(1, "n").as_str(), value(1, "value").as_str(), value(1, "limit").as_str()), ("3", "5500000", "6000000"), "{language}");
        let part = |cost: &Cost, name: &str| -> Vec<String> {
            cost.parts.iter().flatten().filter(|(known, _)| *known == name).map(|(_, value)| value.plain()).collect()
        };
        assert_eq!(part(&found[1], "total"), ["500000", "400000", "220000"], "{language}");
        assert_eq!((found[1].whole, value(1, "net").as_str()), (Some(Whole::Missed), "200000"), "{language}: the others sold more");
        // Three lines cost more than planned, all of them together did not.
        assert_eq!((value(2, "n").as_str(), found[2].whole), ("3", Some(Whole::Met)), "{language}");
        assert_eq!((value(2, "all"), value(2, "plan")), ("5000000".to_owned(), "5000000".to_owned()), "{language}");
        assert!(found[..2].iter().all(|cost| cost.cause.is_some()), "{language}: the records say why");
        for cost in found.iter().filter(|cost| cost.stake.is_some()) {
            let owner = cost.owner.map(|id| world.get(id).kind.to_string());
            assert_eq!(owner.as_deref(), Some(person::PERSON.name), "{language} {}: somebody answers for it", cost.code);
        }
    }
    assert_eq!(costs(&World::on("2026-06-30").context()), []);
}

#[test]
fn the_next_days_hold_no_past_and_what_is_overdue_stands_apart() {
    let mut world = World::on("2026-06-30");
    let late = task(&mut world, &[("title", "late"), ("due", "2026-06-29"), ("status", "open")]);
    let today = task(&mut world, &[("title", "today"), ("due", "2026-06-30"), ("status", "open")]);
    let soon = task(&mut world, &[("title", "soon"), ("due", "2026-07-30"), ("status", "open")]);
    task(&mut world, &[("title", "far"), ("due", "2026-07-31"), ("status", "open")]);
    task(&mut world, &[("title", "done"), ("due", "2026-06-01"), ("status", "done")]);
    let found = next_days(&world.context(), 30);
    let ids = |entries: &[pillars::report::agenda::Entry]| entries.iter().map(|entry| entry.record.id).collect::<Vec<_>>();
    assert_eq!((ids(&found.overdue), ids(&found.coming)), (vec![late], vec![today, soon]));
}

#[test]
fn decisions_follow_from_the_weak_spots_then_ask_for_what_is_late() {
    let (content, contents) = (content(), structures());
    let mut world = World::on("2026-06-30");
    assessed(&mut world, "now", "baseline", "2026-06-01", &SCORES);
    let late = task(&mut world, &[("title", "late"), ("due", "2026-06-01"), ("status", "open"), ("owner", "x")]);
    task(&mut world, &[("title", "a little late"), ("due", "2026-06-25"), ("status", "open")]);
    task(&mut world, &[("title", "done"), ("due", "2026-05-01"), ("status", "done")]);
    let found = |world: &World| decisions(&[], &answered(world, &content, &contents), &world.context(), 9);
    let started = |world: &World| -> Vec<String> {
        found(world).into_iter().filter_map(|decision| if let Decision::Start(one) = decision { Some(one.statement) } else { None }).collect()
    };
    let weak: Vec<String> = answered(&world, &content, &contents).into_iter().map(|one| one.statement).collect();
    assert_eq!(weak.len(), 3);
    let days: Vec<Said<model::Date>> = answered(&world, &content, &contents).into_iter().map(|one| one.due).collect();
    let proposed = |day: &str| Said::Proposed(fixture::date(day));
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
        assert_eq!(first.due, Said::Proposed(model::add_days(world.today, PACE)), "{language}");
        // Money decides first; where there is less of it, the weak spots fill up.
        let money = costs(&world.context());
        let asked = |money: &[Cost]| -> Vec<String> {
            let found = decisions(money, &answers, &world.context(), 3);
            let told = found.into_iter().map(|one| match one {
                Decision::Money(cost) => cost.code.to_owned(),
                Decision::Start(answer) => answer.statement,
                Decision::Late(..) | Decision::Owner(_) => String::new(),
            });
            told.collect()
        };
        let weak: Vec<String> = answers.iter().map(|one| one.statement.clone()).collect();
        assert_eq!(asked(&money), ["stuck", "channels", "budget"], "{language}");
        assert_eq!(asked(&money[..1]), ["stuck".to_owned(), weak[0].clone(), weak[1].clone()], "{language}");
        assert_eq!(asked(&[]), weak, "{language}: without figures a decision for each weak spot");
        // As many statements as stand no higher than the weak spots are told of.
        let levels = &found.now.as_ref().unwrap().levels;
        let highest = answers.iter().map(|one| one.level).fold(0.0, f64::max);
        let equal = planned(&world, &content, &contents).equal;
        assert_eq!(equal + answers.len(), levels.values().filter(|level| **level <= highest).count(), "{language}");
        assert!(equal > 0, "{language}");
        // The general manager has a position to fill.
        let head = decider(money[0].owner.unwrap(), &world.context()).head;
        let own = duties(head, &world.context(), 30);
        assert_eq!(own.iter().map(|duty| &*duty.record.kind).collect::<Vec<_>>(), [position::POSITION.name], "{language}");
        let next = next_days(&world.context(), 30);
        assert!(next.coming.len() >= 10, "{language}: {}", next.coming.len());
        assert!(next.coming.iter().all(|entry| !entry.done && (world.today..=model::add_days(world.today, 30)).contains(&entry.day)));
        assert!(next.coming.windows(2).all(|pair| pair[0].day <= pair[1].day), "{language}: by day");
        assert_eq!(next.overdue.len(), 2, "{language}");
        // The general manager, a position whose holder is no person of the records, decides at the meeting of all departments.
        for answer in &answers {
            let found = decider(answer.owner.unwrap().value(), &world.context());
            assert_eq!(world.get(found.head).kind, *position::POSITION.name, "{language}");
            assert_eq!(found.day, fixture::date("2026-07-10"), "{language}");
        }
        let plan = planned(&world, &content, &contents);
        for pillar in 1..=10 {
            let found = actions(&content.structure, &plan, &world.context(), pillar);
            assert!(!found.is_empty() && found.iter().all(|action| action.due.is_some()), "{language} {pillar}: each has a day");
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
        let found = actions(&content.structure, &Plan::default(), &world.context(), pillar);
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

#[test]
fn the_head_has_own_work_by_day_and_then_positions_to_fill() {
    let mut world = World::on("2026-06-30");
    let post = world.add(&position::POSITION, |mut record| {
        set(&mut record, "level", "top");
        record
    });
    let head = someone(&mut world, "Head", None);
    world.change(head, |record| record.with(person::POSITION, post));
    let other = someone(&mut world, "Other", Some(head));
    let owned = |world: &mut World, title: &str, due: &str, status: &str, owner: Id| {
        let owner = owner.to_string();
        task(world, &[("title", title), ("due", due), ("status", status), ("owner", &owner)])
    };
    let soon = owned(&mut world, "soon", "2026-07-20", "open", head);
    let late = owned(&mut world, "late", "2026-06-20", "open", head);
    owned(&mut world, "far", "2026-07-31", "open", head);
    owned(&mut world, "done", "2026-07-01", "done", head);
    owned(&mut world, "of another", "2026-07-01", "open", other);
    let decided = world.add(&decision::DECISION, |mut record| {
        for (field, value) in [("text", "d"), ("due", "2026-07-10"), ("status", "open"), ("owner", head.to_string().as_str())] {
            set(&mut record, field, value);
        }
        record
    });
    let place = |world: &mut World, filled: i64, above: Id| {
        world.add(&position::POSITION, |mut record| {
            set(&mut record, "headcount", 1);
            set(&mut record, "filled", filled);
            set(&mut record, "reports_to", above.to_string().as_str());
            record
        })
    };
    let vacant = place(&mut world, 0, post);
    let full = place(&mut world, 1, post);
    place(&mut world, 0, full);
    let found: Vec<Id> = duties(head, &world.context(), 30).iter().map(|duty| duty.record.id).collect();
    assert_eq!(found, [late, decided, soon, vacant]);
    let of_post: Vec<Id> = duties(post, &world.context(), 30).iter().map(|duty| duty.record.id).collect();
    assert_eq!(of_post, [vacant], "a position whose holder is not recorded");
}

#[test]
fn a_word_is_used_where_it_stands_alone() {
    assert!(mentions("每格是平均级别；成熟度 2.9", "成熟度"));
    assert!(mentions("The roi is high", "ROI"));
    assert!(!mentions("A heroic week", "ROI") && !mentions("anything", "") && !mentions("预测", "加权预测"));
    assert!(mentions("看 KPI。", "KPI") && mentions("KPI看板", "KPI"));
}
