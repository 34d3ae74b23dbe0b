//! Acceptance tests of pillar 10: roles, meetings, requests, joint projects, climate, recognition, feedback, demo.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar;

use std::collections::BTreeMap;

use fixture::*;
use flow::{Context, DayState, Evaluator, Parameter, Picture, PillarContent, Status, evaluate, hits};
use model::*;
use pillars::organisation::{department, mechanism};
use pillars::teamwork::rules::{meetings, roles, spirit};
use pillars::teamwork::*;
use proptest::prelude::*;

/// Content of this pillar.
const FOLDER: &str = "10-teamwork";

fn steps() -> PillarContent {
    pillar::content(FOLDER)
}

/// How many findings a check of the pillar has.
fn findings(world: &World, check: &str) -> usize {
    pillar::hits_of(world, FOLDER, check).len()
}

/// What a view shows, on the page of a record if one is given.
fn picture(context: Context<'_>, view: &str, page: Option<Id>) -> Picture {
    let (steps, rules) = (steps(), pillars::rules());
    let evaluator = Evaluator::new(context, &rules);
    let evaluator = match page {
        Some(record) => evaluator.on_page_of(record),
        None => evaluator,
    };
    steps.view(view).and_then(|view| view.view.picture(&evaluator)).unwrap_or_else(|| panic!("{view} shows nothing"))
}

fn rows(columns: &[(&'static str, i64)], times: usize) -> Vec<Object> {
    vec![columns.iter().map(|(name, mark)| ((*name).to_owned(), Json::from(*mark))).collect(); times]
}

/// A team of so many people, each with a role.
fn team(world: &mut World, size: usize) -> (Id, Vec<Id>, Vec<Id>) {
    let people: Vec<Id> = (0..size).map(|number| world.person(&format!("成员 {number}"))).collect();
    let members = people.clone();
    let team = world.add(&team::TEAM, |r| r.with(team::NAME, text("增长小组")).with(team::MEMBERS, members));
    let parts = people.iter().map(|person| {
        world.add(&team_role::TEAM_ROLE, |r| r.with(team_role::ROLE, text("角色")).with(team_role::TEAM, team).with(team_role::PERSON, *person))
    });
    let parts = parts.collect();
    (team, people, parts)
}

/// covers: P10.1, P10.1.1, S161
#[test]
fn a_goal_unread_by_one_of_five_is_known_to_80_percent() {
    let mut world = World::on("2026-06-30");
    let (team, people, parts) = team(&mut world, 5);
    for role in &parts[..4] {
        world.change(*role, |r| r.with(team_role::READ_ON, date("2026-04-20")));
    }
    assert_eq!(roles::coverage(&world.context(), world.get(team)), Some(number("80%")));
    assert_eq!(findings(&world, "P10.1.1.unread"), 1);
    assert!(matches!(picture(world.context(), "unread_roles", None), Picture::List { rows, .. } if rows.len() == 1 && rows[0].id == parts[4]));
    assert!(roles::without_role(&world.context(), world.get(team)).is_empty());
    world.remove(parts[4]);
    assert_eq!(roles::without_role(&world.context(), world.get(team)), [people[4]]);
    assert_eq!(roles::coverage(&world.context(), world.get(team)), Some(Decimal::ONE), "who has no role is asked for elsewhere");
}

fn level(world: &mut World, person: Id, competency: Id, level: i64) {
    let kind = Kind { name: "competency_level", title: "level", called: &[], fields: &[], single: false, covers: &[] };
    world.add(&kind, |r| {
        let r = r.with(Handle::<Link>::new("person"), person).with(Handle::<Link>::new("competency"), competency);
        r.with(Handle::<Score>::new("level"), level)
    });
}

/// covers: P10.1.2, L27
#[test]
fn the_best_fit_is_the_member_with_the_highest_level() {
    let mut world = World::on("2026-06-30");
    let (_, people, parts) = team(&mut world, 3);
    let kind = Kind { name: "competency", title: "name", called: &[], fields: &[], single: false, covers: &[] };
    let analysis = world.add(&kind, |r| r.with(Handle::<Line>::new("name"), text("数据分析")));
    world.change(parts[0], |r| r.with(team_role::COMPETENCY, analysis).with(team_role::NEEDED_LEVEL, 4));
    assert_eq!(roles::level_gap(&world.context(), world.get(parts[0])), None, "nothing is known");
    level(&mut world, people[0], analysis, 3);
    level(&mut world, people[1], analysis, 4);
    level(&mut world, people[2], analysis, 4);
    assert_eq!(roles::own_level(&world.context(), world.get(parts[0])), Some(3));
    assert_eq!(roles::level_gap(&world.context(), world.get(parts[0])), Some(1));
    assert_eq!(roles::best_fit(&world.context(), world.get(parts[0])), Some(people[1]), "the first of equals");
    level(&mut world, people[0], analysis, 4);
    assert_eq!(roles::level_gap(&world.context(), world.get(parts[0])), None);
    assert_eq!(roles::best_fit(&world.context(), world.get(parts[0])), Some(people[0]), "of equals the holder");
}

fn series(world: &mut World, name: &str) -> Id {
    world.add(&mechanism::MECHANISM, |r| {
        r.with(mechanism::NAME, text(name)).with(mechanism::MECHANISM_KIND, text("meeting")).with(mechanism::FREQUENCY, text("week"))
    })
}

/// covers: P10.2.1
#[test]
fn a_meeting_that_was_missed_is_not_done() {
    let mut world = World::on("2026-06-30");
    let weekly = series(&mut world, "周会");
    for (day, status) in [("2026-06-15", "held"), ("2026-06-22", "missed"), ("2026-06-29", "planned"), ("2026-07-06", "planned")] {
        occasion(&mut world, weekly, day, status);
    }
    let Picture::Calendar { entries, .. } = picture(world.context(), "meeting_calendar", None) else { panic!("no calendar") };
    let states: Vec<DayState> = entries.iter().map(|(.., state)| *state).collect();
    assert_eq!(states, [DayState::Done, DayState::Missed, DayState::Overdue, DayState::Planned]);
}

fn occasion(world: &mut World, of: Id, day: &str, status: &str) -> Id {
    world.add(&meeting::MEETING, |r| {
        let r = r.with(meeting::NAME, text(day)).with(meeting::DATE, date(day)).with(meeting::MECHANISM, of);
        r.with(meeting::STATUS, text(status))
    })
}

/// covers: P10.2, P10.2.1, S162
#[test]
fn a_weekly_meeting_held_three_of_four_times_is_at_75_percent() {
    let mut world = World::on("2026-06-30");
    let weekly = series(&mut world, "周会");
    assert_eq!(meetings::held_ratio(&world.context(), world.get(weekly)), None);
    for (day, status) in [("2026-06-08", "held"), ("2026-06-15", "missed"), ("2026-06-22", "held"), ("2026-06-29", "held")] {
        occasion(&mut world, weekly, day, status);
    }
    occasion(&mut world, weekly, "2026-06-30", "planned");
    occasion(&mut world, weekly, "2026-07-06", "planned");
    assert_eq!(meetings::held_ratio(&world.context(), world.get(weekly)), Some(number("75%")));
    assert_eq!(findings(&world, "P10.2.1.held"), 1);
    // A day that has passed without a word counts as not held, and asks for one.
    world.today = date("2026-07-01");
    assert_eq!(meetings::held_ratio(&world.context(), world.get(weekly)), Some(number("60%")));
    assert_eq!(findings(&world, "P10.2.1.outcome"), 1);
}

/// covers: P10.2.1, L41
#[test]
fn decisions_and_tasks_of_a_meeting_have_owners() {
    let mut world = World::on("2026-06-30");
    let weekly = series(&mut world, "周会");
    let meeting = occasion(&mut world, weekly, "2026-06-29", "held");
    let goal = world.goal("销售额 6,000 万元");
    let person = world.person("梁雨");
    let task = world.task("华南走访计划", goal, person);
    world.change(meeting, |r| r.with(meeting::TASKS, vec![task]));
    let decision = world.add(&decision::DECISION, |r| {
        let r = r.with(decision::TEXT, text("走访回到一半")).with(decision::MEETING, meeting).with(decision::TASK, task);
        r.with(decision::STATUS, text("open")).with(decision::DUE, date("2026-07-04"))
    });
    assert_eq!((findings(&world, "P10.2.1.owner"), findings(&world, "P10.2.1.actions")), (1, 0));
    world.change(decision, |r| r.with(decision::OWNER, person));
    world.clear(task, pillars::plan::task::OWNER);
    assert_eq!((findings(&world, "P10.2.1.owner"), findings(&world, "P10.2.1.actions")), (0, 1));
}

/// covers: P10.2.2
#[test]
fn a_tool_says_what_it_is_for() {
    let mut world = World::on("2026-06-30");
    let chat = world.add(&team_tool::TEAM_TOOL, |r| r.with(team_tool::NAME, text("企业微信")).with(team_tool::GROUP, text("市场部日常")));
    assert_eq!((findings(&world, "P10.2.2.purpose"), findings(&world, "P10.2.2.norm")), (1, 1));
    world.change(chat, |r| r.with(team_tool::PURPOSE, text("当天的事")).with(team_tool::REPLY_HOURS, number("2")));
    assert_eq!((findings(&world, "P10.2.2.purpose"), findings(&world, "P10.2.2.norm")), (0, 0));
}

fn round(world: &mut World, answers: usize, mark: i64) -> Id {
    let questions = [("speak", mark), ("faults", mark), ("attempt", mark), ("help", mark), ("heard", mark)];
    world.add(&climate_pulse::CLIMATE_PULSE, |r| {
        let r = r.with(climate_pulse::NAME, text("二季度")).with(climate_pulse::MONTH, Month { year: 2026, month: 6 });
        r.with(climate_pulse::ANSWERS, rows(&questions, answers))
    })
}

/// covers: P10.2.3, S168
#[test]
fn a_pulse_with_three_answers_shows_no_result() {
    let mut world = World::on("2026-06-30");
    let three = round(&mut world, 3, 4);
    assert_eq!((spirit::pulse(world.get(three)), spirit::question(world.get(three), climate_pulse::SPEAK)), (None, None));
    assert_eq!(findings(&world, "P10.2.3.answers"), 1);
    let Picture::Chart { series, .. } = picture(world.context(), "pulse_trend", None) else { panic!("no chart") };
    assert!(series.iter().all(|line| line.values.iter().all(Option::is_none)));
    world.remove(three);
    let four = round(&mut world, 4, 4);
    assert_eq!(spirit::pulse(world.get(four)), Some(number("4")));
}

proptest! {
    /// covers: P10.2.3
    #[test]
    fn a_pulse_lies_between_its_lowest_and_highest_mark(marks in prop::collection::vec(1_i64..=5, 0..12)) {
        let answers: Vec<Object> = marks.iter().flat_map(|mark| rows(&[("speak", *mark), ("faults", *mark), ("attempt", 3), ("help", 3), ("heard", 3)], 1)).collect();
        let mut world = World::on("2026-06-30");
        let id = world.add(&climate_pulse::CLIMATE_PULSE, |r| r.with(climate_pulse::ANSWERS, answers));
        let mean = spirit::pulse(world.get(id));
        prop_assert_eq!(mean.is_some(), marks.len() >= spirit::LEAST_ANSWERS);
        if let Some(mean) = mean {
            prop_assert!(mean >= Decimal::ONE && mean <= Decimal::from_int(5));
        }
    }

    /// covers: P10.2.1
    #[test]
    fn the_share_held_counts_every_meeting_once(held in 0_u64..20, missed in 0_u64..20) {
        let mut world = World::on("2026-06-30");
        let weekly = series(&mut world, "周会");
        for (status, times) in [("held", held), ("missed", missed)] {
            for number in 0..times {
                let day = date("2026-01-01") + chrono::Duration::days(i64::try_from(number).unwrap());
                occasion(&mut world, weekly, &day.to_string(), status);
            }
        }
        let ratio = meetings::held_ratio(&world.context(), world.get(weekly)).map(Decimal::to_f64);
        prop_assert_eq!(ratio.is_some(), held + missed > 0);
        if let Some(ratio) = ratio {
            prop_assert!((ratio * (held + missed) as f64 - held as f64).abs() < 0.001);
        }
    }
}

/// covers: P10.3, P10.3.1, L23
#[test]
fn a_request_past_its_date_names_both_departments() {
    let mut world = World::on("2026-06-30");
    let (sales, storage) = (world.department("销售部"), world.department("储运部"));
    let request = world.add(&request::REQUEST, |r| {
        let r = r.with(request::ASKED, text("到货数据")).with(request::FROM, sales).with(request::TO, storage);
        r.with(request::STATUS, text("open")).with(request::DUE, date("2026-06-26"))
    });
    let (steps, rules) = (steps(), pillars::rules());
    let (_, check) = steps.checks().find(|(_, check)| check.id == "P10.3.1.late").unwrap();
    let found = hits(&check.rule, &Evaluator::new(world.context(), &rules));
    let shown: BTreeMap<&str, String> = found[0].parameters.iter().map(|(name, value)| (name.as_str(), value.plain())).collect();
    assert_eq!((shown["from"].as_str(), shown["to"].as_str(), shown["date"].as_str()), ("销售部", "储运部", "2026-06-26"));
    world.change(request, |r| r.with(request::STATUS, text("done")));
    assert_eq!(findings(&world, "P10.3.1.late"), 0);
}

/// covers: P10.3.2, S164
#[test]
fn a_joint_project_has_at_least_two_departments() {
    let mut world = World::on("2026-06-30");
    let (marketing, sales) = (world.department("市场部"), world.department("销售部"));
    let project = world.add(&joint_project::JOINT_PROJECT, |r| r.with(joint_project::NAME, text("S2 上市")));
    assert_eq!(findings(&world, "P10.3.2.departments"), 1);
    world.change(project, |r| r.with(joint_project::DEPARTMENTS, vec![marketing]));
    assert_eq!(findings(&world, "P10.3.2.departments"), 1);
    world.change(project, |r| r.with(joint_project::DEPARTMENTS, vec![marketing, sales]));
    assert_eq!(findings(&world, "P10.3.2.departments"), 0);
}

/// covers: P10.4, P10.4.1, S165
#[test]
fn an_activity_of_3000_for_ten_people_costs_300_each() {
    let mut world = World::on("2026-06-30");
    let hike = world.add(&team_activity::TEAM_ACTIVITY, |r| {
        let r = r.with(team_activity::NAME, text("徒步")).with(team_activity::COST, Money(300_000)).with(team_activity::PEOPLE, 10);
        r.with(team_activity::RATINGS, [rows(&[("rating", 4)], 6), rows(&[("rating", 5)], 4)].concat())
    });
    assert_eq!(spirit::cost_per_head(world.get(hike)), Some(Money(30_000)));
    assert_eq!(spirit::rating(world.get(hike)), Some(number("4.4")));
    world.clear(hike, team_activity::PEOPLE);
    assert_eq!(spirit::cost_per_head(world.get(hike)), None, "nobody is named");
    let people = world.people(&["周岚", "林越", "何静"]);
    world.change(hike, |r| r.with(team_activity::PARTICIPANTS, people));
    assert_eq!(spirit::cost_per_head(world.get(hike)), Some(Money(100_000)));
}

/// covers: P10.4.2, S166
#[test]
fn an_award_to_a_team_stands_on_the_wall_and_with_its_members() {
    let mut world = World::on("2026-06-30");
    let (team, people, _) = team(&mut world, 2);
    let outsider = world.person("高宁");
    let award = world.add(&reward::REWARD, |r| {
        let r = r.with(reward::CONDITION, text("二季度协作奖")).with(reward::REWARD_KIND, text("reward")).with(reward::TEAM, team);
        r.with(reward::TOPIC, text("cooperation")).with(reward::GRANTED_ON, date("2026-06-26"))
    });
    assert!(matches!(picture(world.context(), "wall", None), Picture::Cards { cards, .. } if cards.len() == 1 && cards[0].id == award));
    for (person, expected) in [(people[0], 1), (people[1], 1), (outsider, 0)] {
        let Picture::List { rows, .. } = picture(world.context(), "person_team_rewards", Some(person)) else { panic!("no list") };
        assert_eq!(rows.len(), expected);
    }
}

/// covers: P10.5, P10.5.1, P10.5.2
#[test]
fn a_lesson_is_one_sentence_that_somebody_took_up() {
    let mut world = World::on("2026-06-30");
    assert_eq!((findings(&world, "P10.5.2.any"), findings(&world, "P10.5.1.any")), (1, 1));
    let id = world.add(&lesson::LESSON, |r| r.with(lesson::TITLE, text("预热早了一周")).with(lesson::SHARED_ON, date("2026-06-05")));
    assert_eq!((findings(&world, "P10.5.2.lesson"), findings(&world, "P10.5.2.learned")), (1, 1));
    let person = world.person("林越");
    world.change(id, |r| r.with(lesson::LESSON_TEXT, text("不超过三天")).with(lesson::LEARNED_BY, vec![person]));
    assert_eq!((findings(&world, "P10.5.2.lesson"), findings(&world, "P10.5.2.learned")), (0, 0));
}

/// covers: P10.6, P10.6.1, S167
#[test]
fn four_of_six_pairs_are_two_thirds_and_two_are_listed() {
    let mut world = World::on("2026-06-30");
    let people = world.people(&["周岚", "陈牧", "苏晴", "唐敏", "郑凯", "梁雨"]);
    let pair = |world: &mut World, from: usize, to: usize, status: &str, period: &str, due: &str| {
        world.add(&peer_feedback::PEER_FEEDBACK, |r| {
            let r = r.with(peer_feedback::NAME, text("反馈")).with(peer_feedback::FROM, people[from]).with(peer_feedback::TO, people[to]);
            let r = r.with(peer_feedback::STATUS, text(status)).with(peer_feedback::PERIOD, text(period));
            r.with(peer_feedback::DUE, date(due))
        })
    };
    pair(&mut world, 0, 1, "given", "Q1", "2026-03-27");
    for (from, to) in [(0, 1), (1, 0), (2, 3), (3, 2)] {
        pair(&mut world, from, to, "given", "Q2", "2026-06-26");
    }
    let missing = [pair(&mut world, 4, 5, "planned", "Q2", "2026-06-26"), pair(&mut world, 5, 4, "planned", "Q2", "2026-06-26")];
    pair(&mut world, 0, 1, "planned", "Q3", "2026-09-25");
    assert_eq!(spirit::feedback_rate(&world.context()).map(|rate| rate.rounded(3)), Some(number("66.7%")));
    assert_eq!(findings(&world, "P10.6.1.owed"), 2);
    let Picture::List { rows, .. } = picture(world.context(), "feedback_owed", None) else { panic!("no list") };
    assert!(missing.iter().all(|id| rows.iter().any(|row| row.id == *id)));
}

/// covers: P10.6.2
#[test]
fn a_change_is_checked_on_its_date() {
    let mut world = World::on("2026-06-29");
    let change = world.add(&mechanism_change::MECHANISM_CHANGE, |r| {
        r.with(mechanism_change::WHAT, text("周会 40 分钟")).with(mechanism_change::CHECK_ON, date("2026-06-30"))
    });
    assert_eq!(findings(&world, "P10.6.2.effect"), 0);
    world.today = date("2026-06-30");
    assert_eq!(findings(&world, "P10.6.2.effect"), 1);
    world.change(change, |r| r.with(mechanism_change::EFFECT, text("准时率 97%")));
    assert_eq!((findings(&world, "P10.6.2.effect"), findings(&world, "P10.6.2.verdict")), (0, 1));
}

/// The base pack with the records of pillars 3, 6 and 10.
fn demo(language: &str) -> RecordSet {
    pillar::sample(language, &["03-organisation", "06-people", "07-improvement", FOLDER]).records
}

/// covers: P10.2.1, D81
#[test]
fn the_demo_held_24_of_26_weekly_and_6_of_6_monthly_meetings() {
    let records = demo("zh-CN");
    let context = Context { records: &records, registry: &REGISTRY, today: date("2026-06-30") };
    let counts: BTreeMap<String, [usize; 2]> = records
        .of_kind("mechanism")
        .map(|series| {
            let of = |wanted: &str| {
                let meetings = records.of_kind("meeting").filter(|record| meeting::MECHANISM.get(record.as_ref()) == Some(series.id));
                meetings.filter(|record| meeting::STATUS.get(record.as_ref()).as_deref() == Some(wanted)).count()
            };
            (mechanism::NAME.get(series.as_ref()).unwrap(), [of("held"), of("missed")])
        })
        .collect();
    assert_eq!((counts["市场部周会"], counts["营销月会"]), ([24, 2], [6, 0]));
    let weekly = records.of_kind("mechanism").find(|record| mechanism::NAME.get(record.as_ref()).as_deref() == Some("市场部周会")).unwrap();
    assert_eq!(meetings::held_ratio(&context, weekly).map(|ratio| ratio.rounded(3)), Some(number("92.3%")));
    // What the worked examples of the texts state.
    let pulses: Vec<Decimal> = records.of_kind("climate_pulse").filter_map(|round| spirit::pulse(round)).collect();
    assert_eq!(pulses, ["3.36", "3.66", "3.90"].map(number));
    assert_eq!(spirit::feedback_rate(&context).map(|rate| rate.rounded(3)), Some(number("66.7%")));
    assert!(records.of_kind("department").all(|record| department::FOCUS.get(record.as_ref()).is_some()));
}

/// covers: P10.1, P10.3, P10.5, P10.6
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
        let wanted = [("P10.1.1.unread", 1), ("P10.1.2.fit", 1), ("P10.2.1.late", 2), ("P10.3.1.late", 1), ("P10.6.1.owed", 2)];
        assert_eq!(found, BTreeMap::from(wanted), "{language}");
        let statuses: Vec<Status> = state.steps.iter().map(|step| step.status).collect();
        assert_eq!(statuses[..4], [Status::Done; 4], "{language}");
        assert_eq!(statuses[4..], [Status::InProgress; 2], "{language}");
        let team = records.of_kind("team").next().unwrap();
        assert_eq!(roles::coverage(&context, team), Some(number("80%")));
        let (steps, rules) = (steps(), pillars::rules());
        for view in steps.views.iter().filter(|view| view.view.sources().iter().all(|source| records.count(&source.kind) > 0)) {
            assert!(view.view.picture(&Evaluator::new(context, &rules)).is_some(), "{}", view.id);
        }
    }
}

/// covers: P10.1.1
#[test]
fn those_who_have_not_read_the_goal_are_named() {
    let mut world = World::on("2026-06-30");
    let (team, ..) = team(&mut world, 1);
    let rules = pillars::rules();
    let unread = rules.measure_named("teamwork.unread").and_then(|measure| measure(&world.context(), world.get(team)));
    assert!(matches!(unread, Some(Parameter::List(people)) if people.len() == 1 && people[0].plain() == "成员 0"));
}

/// Titles of the fields that differ between the languages may differ; nothing else does.
///
/// covers: P03.1, P10.1
#[test]
fn both_packs_fit_the_schema_and_each_other() {
    let (zh, en) = (demo("zh-CN"), demo("en"));
    assert_eq!(zh.len(), en.len());
    let own: Vec<&str> = pillars::organisation::KINDS.iter().chain(pillars::teamwork::KINDS).map(|kind| kind.name).collect();
    for (chinese, english) in zh.all().into_iter().zip(en.all()).filter(|(record, _)| own.contains(&record.kind.as_str())) {
        assert_eq!((chinese.id, &chinese.kind), (english.id, &english.kind));
        let kind = REGISTRY.kind(&chinese.kind).unwrap();
        assert_eq!(chinese.fields.keys().collect::<Vec<_>>(), english.fields.keys().collect::<Vec<_>>(), "{}", chinese.id);
        for (records, record) in [(&zh, chinese), (&en, english)] {
            assert_eq!(validate_record(kind, record), [], "{record:?}");
            for field in kind.fields {
                let targets: Vec<&str> = field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets)).copied().collect();
                for id in links_of(field, record) {
                    let linked = records.get(id).unwrap_or_else(|| panic!("{}.{} leads to {id}", kind.name, field.name));
                    assert!(targets.contains(&linked.kind.as_str()), "{}.{} leads to {}", kind.name, field.name, linked.kind);
                }
                if let Some(code) = record.field(field.name).and_then(Choice::read).filter(|_| field.value == ValueType::Choice) {
                    assert!(field.choices.codes().contains(&code.as_str()), "{}.{} is {code}", kind.name, field.name);
                }
            }
        }
        for (name, value) in &chinese.fields {
            let field = kind.field(name).unwrap_or_else(|| panic!("{} has no field {name}", kind.name));
            if !matches!(field.value, ValueType::Line | ValueType::Prose | ValueType::Tags | ValueType::Rows) {
                assert_eq!(value, &english.fields[name], "{}.{name} of {}", kind.name, chinese.id);
            }
        }
    }
}
