//! The consultant's report and the calendar on the sample company: what first, what next, actions of each pillar.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar_fixture;

use std::collections::BTreeSet;

use fixture::World;
use model::{Decimal, Id, Json, Key, Money, Record};
use pillars::diagnosis::content::Content;
use pillars::diagnosis::{assessment, assessment_score};
use pillars::improvement::{feedback_channel, improvement_action};
use pillars::organisation::{department, mechanism, person, position};
use pillars::plan::task;
use pillars::report::agenda::{Occasion, agenda};
use pillars::report::{
    Answer, Ask, Cost, Decision, LATE, PACE, Pace, Plan, Reason, Said, Source, Weighed, Whole, abbreviated, actions, burden, costs, decider,
    decisions, duties, grouped, head_above, is_overdue, mentions, names, next_days, overloaded, pace, pillar_of_kind, plan, snapshots, weakest,
    weighed,
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
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(other)), Some(Reason::Pillar(1))));
    owned(&mut world, &improvement_action::IMPROVEMENT_ACTION, other);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(other)), Some(Reason::Pillar(2))));
    owned(&mut world, &feedback_channel::FEEDBACK_CHANNEL, keeper);
    assert_eq!((first(&world).owner, first(&world).reason), (Some(Said::Proposed(keeper)), Some(Reason::Step(1))));
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
        // Nobody is proposed for more than three while somebody else fits; who stands in says for whom.
        let mut given: std::collections::BTreeMap<Id, usize> = std::collections::BTreeMap::new();
        for one in found.all() {
            if let Some(Said::Proposed(id)) = one.owner {
                *given.entry(id).or_default() += 1;
            }
            assert!(one.owner.is_none_or(|owner| !owner.is_proposed()) || one.reason.is_some(), "{language} {}: told why", one.statement);
        }
        assert!(given.values().all(|count| *count <= 3), "{language}: {given:?}");
        assert!(found.all().any(|one| matches!(one.reason, Some(Reason::Instead(_)))), "{language}");
        // Whoever has most in hand is told of, work on record and proposed counted alike.
        let context = world.context();
        let all: Vec<Said<Id>> =
            (1..=10).flat_map(|pillar| actions(&content.structure, &found, &context, pillar)).filter_map(|action| action.owner).collect();
        let most = overloaded(all.iter().copied()).expect("somebody has too much");
        let count = |id: Id| all.iter().filter(|owner| owner.value() == id).count();
        assert_eq!((most.set + most.proposed, most.all), (count(most.person), all.len()), "{language}");
        assert!(all.iter().all(|owner| count(owner.value()) <= count(most.person)), "{language}: nobody has more");
        assert_eq!(overloaded(all.iter().copied().take(2)), None, "{language}: two are not too many");
    }
}

fn value(cost: &Cost, name: &str) -> String {
    cost.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.plain()).unwrap_or_default()
}

fn of_code<'a>(found: &'a [Cost], code: &str) -> &'a Cost {
    found.iter().find(|cost| cost.code == code).unwrap()
}

#[test]
fn the_weightiest_figures_come_first_and_only_where_the_records_have_them() {
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let found = costs(&world.context());
        let told: Vec<(&str, String)> =
            found.iter().map(|cost| (cost.code, cost.stake.map(|stake| stake.major().to_string()).unwrap_or_default())).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(code, stake)| (*code, stake.as_str())).collect();
        // The order of dealer C; the year by the months of its plan; the June promotion; all channels together; what dealers
        // owe above the limit; the launch event above its year. The budget as a whole and the rate of complaints have no money.
        let expected = [
            ("stuck", "1200000"),
            ("outlook", "500000"),
            ("promotions", "201400"),
            ("channels", "200000"),
            ("over", "100000"),
            ("overdrawn", "60000"),
            ("budget", ""),
            ("under", ""),
            ("work", ""),
        ];
        assert_eq!(told, expected, "{language}");
        let cost = |code: &str| of_code(&found, code);
        assert_eq!((value(cost("over"), "value").as_str(), value(cost("over"), "limit").as_str()), ("1100000", "1000000"), "{language}");
        assert_eq!(value(cost("work"), "n"), "2", "{language}: overdue tasks");
        // Three channels sold less, the others made up most of it: what is missing together is small.
        let channels = cost("channels");
        let names = ["n", "total", "made", "net", "all", "plan"];
        assert_eq!(names.map(|name| value(channels, name)), ["3", "1120000", "920000", "200000", "23800000", "24000000"], "{language}");
        assert_eq!((channels.whole, channels.advice), (Some(Whole::Missed), "channels.small"), "{language}");
        let parts: Vec<String> =
            channels.parts.iter().flat_map(|part| &part.values).filter(|(name, _)| *name == "total").map(|(_, value)| value.plain()).collect();
        assert_eq!(parts, ["500000", "400000", "220000"], "{language}");
        // Everybody answers for the own part, and a cause is told of just the channel that it was recorded for.
        let owners: BTreeSet<Option<Id>> = channels.parts.iter().map(|part| part.owner).collect();
        assert_eq!(owners.len(), 3, "{language}");
        assert_eq!(channels.parts.iter().map(|part| part.cause.is_some()).collect::<Vec<_>>(), [true, true, false], "{language}");
        assert_ne!(channels.parts[0].cause, channels.parts[1].cause, "{language}");
        // Three lines are ahead of their months, together none is lost; one has used up more than its year.
        assert_eq!((value(cost("budget"), "n").as_str(), cost("budget").whole), ("3", Some(Whole::Met)), "{language}");
        assert_eq!((value(cost("overdrawn"), "value"), value(cost("overdrawn"), "limit")), ("860000".to_owned(), "800000".to_owned()), "{language}");
        assert_eq!(cost("overdrawn").advice, "overdrawn", "{language}: the other lines can give it");
        // Whoever waits longer than twice the normal time while dealers owe too much is offered nothing.
        assert_eq!(cost("stuck").advice, "stuck.credit", "{language}");
        assert_eq!((value(cost("stuck"), "owed"), value(cost("stuck"), "allowed")), ("1100000".to_owned(), "1000000".to_owned()), "{language}");
        assert_eq!(cost("promotions").advice, "promotions.next", "{language}: another one is planned");
        assert_eq!((value(cost("promotions"), "each").as_str(), value(cost("promotions"), "margin").as_str()), ("343.43", "140"), "{language}");
        // The second half must run half as fast again, on the rest of the budget.
        let outlook = cost("outlook");
        let names = ["value", "limit", "times", "days", "needed", "so_far", "left"];
        assert_eq!(names.map(|name| value(outlook, name)), ["23800000", "36200000", "1.5", "184", "9.05", "4.76", "4000000"], "{language}");
        assert_eq!(outlook.advice, "outlook.budget", "{language}: hardly behind the plan");
        for cost in found.iter().filter(|cost| cost.stake.is_some()) {
            let owner = cost.parts.first().and_then(|part| part.owner).map(|id| world.get(id).kind.to_string());
            assert_eq!(owner.as_deref(), Some(person::PERSON.name), "{language} {}: somebody answers for it", cost.code);
        }
        let (spent, left) = burden(6, &world.context()).unwrap();
        assert_eq!((spent.major().to_string(), left.major().to_string()), ("60000".to_owned(), "140000".to_owned()), "{language}: training");
        assert_eq!((burden(7, &world.context()), burden(2, &world.context())), (None, None), "{language}: no lines of their own");
    }
    assert_eq!(costs(&World::on("2026-06-30").context()), []);
}

#[test]
fn what_others_make_up_is_not_missing() {
    let money = |amount: i64| Money(amount * 100);
    let found = weighed([money(500), money(400), money(220), money(-600), money(-320)].into_iter());
    assert_eq!(found, Weighed { gross: money(1_120), made: money(920), net: money(200) });
    assert_eq!(weighed([money(20), money(-30)].into_iter()), Weighed { gross: money(20), made: money(20), net: money(0) }, "more than made up");
    assert_eq!(weighed([].into_iter()), Weighed::default());
}

proptest::proptest! {
    #[test]
    fn net_and_made_up_are_the_gross_and_none_is_below_zero(amounts in proptest::collection::vec(-1_000_000_i64..1_000_000, 0..12)) {
        let found = weighed(amounts.iter().map(|amount| Money(*amount)));
        proptest::prop_assert_eq!(found.net + found.made, found.gross);
        let zero = Money::default();
        proptest::prop_assert!(found.net >= zero && found.made >= zero && found.net <= found.gross);
        let sum: i64 = amounts.iter().sum();
        proptest::prop_assert_eq!(found.net, Money(sum.max(0)));
    }

    #[test]
    fn the_pace_so_far_and_what_is_missing_come_to_the_target(done in 1_i64..1_000_000, target in 1_i64..1_000_000, elapsed in 1_i64..364) {
        let number = Decimal::from_int;
        let found = pace(number(done), number(target), elapsed, 365).unwrap();
        proptest::prop_assert!(found.missing >= Decimal::ZERO);
        // Whoever needs no more than the pace so far misses nothing.
        let short = target * elapsed > done * 365;
        proptest::prop_assert_eq!(found.missing > Decimal::ZERO, short);
        proptest::prop_assert!(found.times > Decimal::ONE || !short || found.times == Decimal::ONE);
    }
}

#[test]
fn the_pace_of_the_rest_is_told_only_within_the_time_of_the_goal() {
    let number = Decimal::from_int;
    assert_eq!(pace(number(50), number(150), 100, 200), Some(Pace { times: number(2), missing: number(50) }));
    assert_eq!(pace(number(80), number(100), 100, 200), Some(Pace { times: Decimal::from_millionths(250_000), missing: Decimal::ZERO }));
    for (elapsed, all) in [(0, 200), (200, 200), (300, 200)] {
        assert_eq!(pace(number(50), number(150), elapsed, all), None);
    }
    assert_eq!(pace(Decimal::ZERO, number(150), 100, 200), None, "nothing done yet");
}

#[test]
fn work_names_what_it_is_about() {
    assert!(names("拜访省级经销商 C，促成决定", "省级经销商 C", false));
    assert!(names("Report of promotion 618", "618 promotion", false), "all words in another order");
    assert!(names("Dealer C decision visit", "Provincial dealer C", true) && !names("Dealer C decision visit", "Provincial dealer C", false));
    assert!(!names("Plan for the 11.11 promotion", "618 promotion", true) && !names("Visit dealers", "Provincial dealer C", true));
    assert!(!names("anything", "", true));
}

#[test]
fn a_decision_is_due_before_what_is_arranged_about_it_and_the_first_day_comes_first() {
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let asks = decisions(&costs(&world.context()), &[], &world.context(), 3);
        let told: Vec<(&str, String)> = asks
            .iter()
            .map(|ask| match &ask.decision {
                Decision::Money(cost) => (cost.code, ask.decider.as_ref().unwrap().day.to_string()),
                other => panic!("{language}: {other:?}"),
            })
            .collect();
        // The visit to dealer C is on 3 July; work on the sales goal begins on Saturday 4 July; the rest waits for the meeting.
        let told: Vec<(&str, &str)> = told.iter().map(|(code, day)| (*code, day.as_str())).collect();
        assert_eq!(told, [("stuck", "2026-07-02"), ("outlook", "2026-07-03"), ("promotions", "2026-07-10")], "{language}");
        let days = |index: usize| asks[index].arranged.iter().filter_map(|work| work.day).map(|day| day.to_string()).collect::<Vec<_>>();
        assert_eq!(days(0), ["2026-07-03"], "{language}: the visit");
        assert_eq!(days(2), ["2026-06-28"], "{language}: the report that is late moves nothing");
        let within = |ask: &Ask, other: &Ask| ask.arranged.iter().any(|one| other.arranged.contains(one));
        assert!(!within(&asks[1], &asks[0]) && !within(&asks[1], &asks[2]), "{language}: what is about something narrower is told there");
        assert!(asks[2].decider.as_ref().unwrap().meeting.is_some() && asks[0].decider.as_ref().unwrap().meeting.is_none(), "{language}");
    }
}

#[test]
fn what_is_past_its_day_anywhere_is_counted_once() {
    let rules = pillars::rules();
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let states: Vec<flow::PillarState> = structures().iter().map(|content| flow::evaluate(content, &rules, &world.context())).collect();
        let found: Vec<&str> =
            states.iter().flat_map(|state| state.findings()).filter(|finding| is_overdue(finding)).map(|finding| finding.check.as_str()).collect();
        let expected = [
            "P03.4.1.overdue",
            "P03.4.2.overdue",
            "P04.3.3.late",
            "P07.1.check_late",
            "P07.1.2.forwarded",
            "P07.3.1.late",
            "P09.1.1.receipt_late",
            "P09.3.2.late",
            "P10.3.1.late",
            "P10.6.1.owed",
            "P10.6.1.owed",
        ];
        assert_eq!(found, expected, "{language}: tasks stand among the work");
    }
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
        found(world).into_iter().filter_map(|ask| if let Decision::Start(one) = ask.decision { Some(one.statement) } else { None }).collect()
    };
    let weak: Vec<String> = answered(&world, &content, &contents).into_iter().map(|one| one.statement).collect();
    assert_eq!(weak.len(), 3);
    let days: Vec<Said<model::Date>> = answered(&world, &content, &contents).into_iter().map(|one| one.due).collect();
    let proposed = |day: &str| Said::Proposed(fixture::date(day));
    assert_eq!(days, [proposed("2026-07-30"), proposed("2026-08-31"), proposed("2026-09-28")], "a month each, no weekend");
    assert_eq!(started(&world), weak, "the weak spots themselves, in their order");
    let days: Vec<(Id, i64)> = found(&world)
        .iter()
        .filter_map(|ask| if let Decision::Late(entry, days) = &ask.decision { Some((entry.record.id, *days)) } else { None })
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
            let told = found.into_iter().map(|one| match one.decision {
                Decision::Money(cost) => cost.code.to_owned(),
                Decision::Start(answer) => answer.statement,
                Decision::Late(..) | Decision::Owner(_) => String::new(),
            });
            told.collect()
        };
        let weak: Vec<String> = answers.iter().map(|one| one.statement.clone()).collect();
        assert_eq!(asked(&money), ["stuck", "outlook", "promotions"], "{language}");
        assert_eq!(asked(&money[..1]), ["stuck".to_owned(), weak[1].clone(), weak[2].clone()], "{language}: the first weak spot stands by itself");
        assert_eq!(asked(&[]), weak, "{language}: without figures a decision for each weak spot");
        // As many statements as stand no higher than the weak spots are told of.
        let levels = &found.now.as_ref().unwrap().levels;
        let highest = answers.iter().map(|one| one.level).fold(0.0, f64::max);
        let equal = planned(&world, &content, &contents).equal;
        assert_eq!(equal + answers.len(), levels.values().filter(|level| **level <= highest).count(), "{language}");
        assert!(equal > 0, "{language}");
        // The general manager has a position to fill.
        let head = decider(money[0].parts[0].owner.unwrap(), &world.context()).head;
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
    // An abbreviation is written in capitals: a smart band is no SMART goal.
    assert!(abbreviated("the SMART check", "smart") && abbreviated("KOL合作", "kol") && abbreviated("618 促销", "618"));
    assert!(!abbreviated("Demo: smart band brand", "smart") && !abbreviated("ABC1618", "618"));
}

#[test]
fn where_raters_of_the_sample_company_are_two_levels_apart_the_evidence_says_they_talked() {
    for language in ["zh-CN", "en"] {
        let world = pillar_fixture::whole_sample(language);
        let now = snapshots(&world.records).now.unwrap().record.id;
        let mut apart = 0;
        for (statement, given) in pillars::diagnosis::scoring::answers(&world.records, now) {
            let levels = || given.values().filter_map(|one| assessment_score::ANSWER.get(&*one.record)?.parse::<i64>().ok());
            let spread = levels().max().unwrap_or_default() - levels().min().unwrap_or_default();
            let notes: String = given.values().filter_map(|one| assessment_score::NOTE.get(&*one.record)).collect();
            if spread >= 2 {
                apart += 1;
                assert!(notes.contains("谈过") || notes.contains("talked"), "{language} {statement}: {notes}");
            }
        }
        assert_eq!(apart, 1, "{language}");
        // What was decided and has become a task or an improvement is one action, not two.
        let (content, contents) = (content(), structures());
        let plan = planned(&world, &content, &contents);
        let context = world.context();
        let all = (1..=10).flat_map(|pillar| actions(&content.structure, &plan, &context, pillar));
        let strap = all.filter(|action| match &action.source {
            Source::Record(record) => {
                record.fields.values().filter_map(Json::as_str).any(|text| text.contains("8 月 31 日") || text.contains("31 August"))
                    || record.id.to_string().ends_with("000007003002")
            }
            Source::Suggested(_) => false,
        });
        assert_eq!(strap.count(), 1, "{language}: the new strap stands once");
    }
}
