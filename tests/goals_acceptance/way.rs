//! Breakdown, responsibility, the next stage, progress and the states of steps.

use super::*;

fn channels(world: &mut World, goal: Id, amounts: &[&str]) -> Vec<Id> {
    amounts
        .iter()
        .map(|amount| {
            let channel = world.add(&channel::CHANNEL, |r| r.with(channel::NAME, format!("渠道{amount}")));
            world.add(&target_share::TARGET_SHARE, |r| {
                r.with(target_share::GOAL, goal).with(target_share::CHANNEL, channel).with(target_share::AMOUNT, number(amount))
            })
        })
        .collect()
}

/// covers: P01.A06, S09
#[test]
fn sixty_million_over_five_channels_leaves_nothing() {
    let mut world = World::on("2026-06-30");
    let goal = world.sales_goal();
    let shares = channels(&mut world, goal, &["24.0M", "4.8M", "10.2M", "6.0M", "15.0M"]);
    let breakdown = breakdown::of(world.get(goal), &world.context());
    assert_eq!(breakdown.difference, Decimal::ZERO);
    assert!(breakdown.balanced() && breakdown::print_gate(world.get(goal), &world.context()).is_empty());
    world.change(shares[3], |r| r.with(target_share::AMOUNT, number("5.0M")));
    let refusals = breakdown::print_gate(world.get(goal), &world.context());
    assert_eq!((refusals[0].code, refusals[0].parameters[0].1.plain()), ("unallocated", text("1000000")));
    world.change(shares[3], |r| r.with(target_share::AMOUNT, number("6.5M")));
    assert_eq!(breakdown::print_gate(world.get(goal), &world.context())[0].code, "over_allocated");
}

/// covers: P01.A06, S09
#[test]
fn a_target_may_be_broken_down_by_channel_and_again_by_month() {
    let mut world = World::on("2026-06-30");
    let goal = world.sales_goal();
    channels(&mut world, goal, &["24.0M", "4.8M", "10.2M", "6.0M", "15.0M"]);
    let months = ["3.0M", "2.5M", "3.5M", "4.5M", "5.0M", "5.5M", "4.5M", "4.5M", "5.0M", "5.5M", "10.0M", "6.5M"];
    let mut last = goal;
    for (index, amount) in months.iter().enumerate() {
        let month = Month { year: 2026, month: index as u32 + 1 };
        last = world.add(&target_share::TARGET_SHARE, |r| {
            r.with(target_share::GOAL, goal).with(target_share::MONTH, month).with(target_share::AMOUNT, number(amount))
        });
    }
    let found = breakdown::of(world.get(goal), &world.context());
    assert_eq!(
        found.layers.iter().map(|layer| (layer.dimensions.clone(), layer.difference)).collect::<Vec<_>>(),
        [(vec![Dimension::Channel], Decimal::ZERO), (vec![Dimension::Month], Decimal::ZERO)]
    );
    assert!(found.balanced());
    // The months are the plan line, with milestones or without: H1 24.0 M planned, 23.8 M reached.
    let plan = |world: &World| progress::of(world.get(goal), &world.context()).plan;
    assert_eq!(plan(&world).iter().map(|point| point.value).take(3).collect::<Vec<_>>(), ["0", "3.0M", "5.5M"].map(number));
    world.clear(goal, goal::MILESTONES);
    assert_eq!(progress::of(world.get(goal), &world.context()).plan_now, Some(number("24M")));
    // What was split by month runs up from nothing, even if nobody said that the indicator adds up: not from last year's value.
    let months = plan(&world);
    let measure = goal::INDICATOR.get(&**world.get(goal)).unwrap();
    world.change(measure, |r| r.with(pillars::performance::indicator::ADDS_UP, false));
    world.change(goal, |r| r.with(goal::BASELINE, number("52M")));
    assert_eq!(plan(&world), months);
    world.change(measure, |r| r.with(pillars::performance::indicator::ADDS_UP, true));
    world.change(last, |r| r.with(target_share::AMOUNT, number("6.4M")));
    assert_eq!(breakdown::of(world.get(goal), &world.context()).difference, number("0.1M"));
    assert_eq!(breakdown::by(goal, Dimension::Month, &world.context()).len(), 13);
}

proptest! {
    /// covers: P01.A06, S09
    #[test]
    fn the_difference_is_exact_in_millionths(amounts in prop::collection::vec(-9_000_000_000_i64..9_000_000_000, 1..12), off in -5_i64..5) {
        let mut world = World::on("2026-06-30");
        let sum: i64 = amounts.iter().sum();
        let goal = world.add(&goal::GOAL, |r| r.with(goal::TARGET, Decimal::from_millionths(sum + off)));
        for amount in &amounts {
            world.add(&target_share::TARGET_SHARE, |r| r.with(target_share::GOAL, goal).with(target_share::AMOUNT, Decimal::from_millionths(*amount)));
        }
        let found = breakdown::of(world.get(goal), &world.context());
        prop_assert_eq!(found.difference, Decimal::from_millionths(off));
        prop_assert_eq!(breakdown::print_gate(world.get(goal), &world.context()).is_empty(), off == 0);
        let by: Decimal = breakdown::by(goal, Dimension::Region, &world.context()).into_iter().map(|(_, sum)| sum).sum();
        prop_assert_eq!(by, Decimal::from_millionths(sum));
    }

    /// covers: P01.A06, S09
    #[test]
    fn a_proposed_split_sums_to_the_target_and_follows_past_sales(target in 0_i64..9_000_000_000_000, step in prop::sample::select(vec![1_i64, 10_000, 1_000_000, 1_000_000_000]), past in prop::collection::vec(0_i64..100_000, 1..20)) {
        let parts: Vec<(String, Decimal)> = past.iter().enumerate().map(|(index, past)| (index.to_string(), Decimal::from_int(*past))).collect();
        let target = Decimal::from_millionths(target);
        let proposed = breakdown::propose(target, Decimal::from_millionths(step), &parts);
        prop_assert_eq!(proposed.iter().map(|(_, amount)| *amount).sum::<Decimal>(), target);
        for (left, left_past) in proposed.iter().zip(&past) {
            for (right, right_past) in proposed.iter().zip(&past) {
                // Who sold more gets no less, but for one step of rounding.
                prop_assert!(left_past <= right_past || left.1.millionths() + step >= right.1.millionths());
            }
        }
    }
}

/// covers: P01.A06
#[test]
fn shares_are_proposed_by_past_sales_of_regions() {
    let mut world = World::on("2026-06-30");
    let (east, south) = (world.region("华东", "60%"), world.region("华南", "40%"));
    let goal = world.sales_goal();
    let before = world.records.len();
    let proposed = breakdown::propose_for(world.get(goal), Dimension::Region, number("1000"), &world.context());
    assert_eq!(world.records.len(), before, "nothing is stored");
    let records: Vec<Record> = proposed.iter().map(|values| record_of(70, &target_share::TARGET_SHARE, values)).collect();
    records.iter().for_each(|record| assert_fits(&target_share::TARGET_SHARE, record));
    let plain: Vec<_> = records.iter().map(|r| (target_share::REGION.get(r), target_share::AMOUNT.get(r))).collect();
    assert_eq!(plain, [(Some(east), Some(number("36M"))), (Some(south), Some(number("24M")))]);
    assert_eq!(breakdown::propose_for(world.get(goal), Dimension::Month, number("1"), &world.context()).len(), 12);
}

/// covers: P01.A08, P01.A10, P01.6, S10
#[test]
fn one_sheet_has_goals_tasks_standards_rewards_and_penalties() {
    let mut world = World::on("2026-06-30");
    let people = world.people(&ELEVEN);
    let lan = people[0];
    let (sales, other) = (world.sales_goal(), world.goal("客服响应 24 小时内 95%"));
    let cash = world.add(&goal::GOAL, |r| {
        r.with(goal::STATEMENT, text("回款 5500 万元")).with(goal::GOAL_KIND, text("collection")).with(goal::PARTICIPANTS, vec![lan])
    });
    world.change(sales, |r| r.with(goal::OWNER, lan));
    world.change(other, |r| r.with(goal::OWNER, people[8]));
    world.add(&target_share::TARGET_SHARE, |r| {
        r.with(target_share::GOAL, sales).with(target_share::PERSON, lan).with(target_share::AMOUNT, number("6M"))
    });
    let task = world.task("编制下半年投放计划", sales, lan);
    world.task("别人的任务", other, people[8]);
    let everyone = world.standard("24 小时内回复", Vec::new());
    world.standard("别人的标准", vec![people[8]]);
    let mut follow = |kind: &str, persons: Vec<Id>, goal: Option<Id>| {
        world.add(&reward::REWARD, |r| {
            let r = r
                .with(reward::CONDITION, text("条件"))
                .with(reward::CONSEQUENCE, text("结果"))
                .with(reward::REWARD_KIND, text(kind))
                .with(reward::PERSONS, persons);
            goal.map_or(r.clone(), |goal| r.with(reward::GOAL, goal))
        })
    };
    let bonus = follow("reward", vec![lan], None);
    let penalty = follow("penalty", Vec::new(), Some(sales));
    follow("penalty", Vec::new(), Some(other));
    let sheet = responsibility::sheet(lan, &world.context());
    assert_eq!(
        sheet.goals.iter().map(|entry| (entry.goal.id, entry.part, entry.amount)).collect::<Vec<_>>(),
        [(sales, Part::Owner, Some(number("6M"))), (cash, Part::Participant, None)]
    );
    let kinds: Vec<_> = sheet.goals.iter().filter_map(|entry| goal::GOAL_KIND.get(&*entry.goal)).collect();
    assert_eq!(kinds, ["sales", "collection"], "order value and money collected side by side");
    let ids = |records: &[std::sync::Arc<Record>]| records.iter().map(|record| record.id).collect::<Vec<_>>();
    assert_eq!(
        (ids(&sheet.tasks), ids(&sheet.standards), ids(&sheet.rewards), ids(&sheet.penalties)),
        (vec![task], vec![everyone], vec![bonus], vec![penalty])
    );
    assert_eq!(sheet.state, SheetState::Missing);
    assert_eq!(ids(&responsibility::without_sheet(&world.context())), people);
    let open = world.add(&responsibility_sheet::RESPONSIBILITY_SHEET, |r| {
        r.with(responsibility_sheet::PERSON, lan).with(responsibility_sheet::PERIOD, text("2026"))
    });
    assert_eq!(responsibility::sheet(lan, &world.context()).state, SheetState::Unconfirmed(open));
    assert_eq!(ids(&responsibility::without_sheet(&world.context())), people[1..]);
    assert_eq!(responsibility::unconfirmed(&world.context()).len(), 11);
    let confirmed = record_of(80, &responsibility_sheet::RESPONSIBILITY_SHEET, &responsibility::confirmation(lan, &world.context()));
    assert_fits(&responsibility_sheet::RESPONSIBILITY_SHEET, &confirmed);
    world.change(open, |r| r.with(responsibility_sheet::CONFIRMED_ON, date("2026-06-30")));
    assert_eq!(responsibility::sheet(lan, &world.context()).state, SheetState::Confirmed(open, date("2026-06-30")));
    assert_eq!(ids(&responsibility::unconfirmed(&world.context())), people[1..]);
}

/// Sheets are of today's fiscal year, or of the first one with a goal; months stand by the calendar, however they were entered.
#[test]
fn sheets_and_months_follow_the_calendar() {
    let mut world = World::on("2026-11-22");
    let goal = world.sales_goal();
    world.change(goal, |r| r.with(goal::START, date("2027-01-01")).with(goal::DUE, date("2027-12-31")));
    assert_eq!(responsibility::period(&world.context()), "2027");
    world.today = date("2028-02-01");
    assert_eq!(responsibility::period(&world.context()), "2028");
    world.today = date("2026-11-22");
    world.change(goal, |r| r.with(goal::START, date("2026-11-01")));
    assert_eq!(responsibility::period(&world.context()), "2026");
    for month in ["2027-09", "2027-02", "2026-12"] {
        world.add(&target_share::TARGET_SHARE, |r| {
            r.with(target_share::GOAL, goal).with(target_share::MONTH, Month::parse(month).unwrap()).with(target_share::AMOUNT, number("1M"))
        });
    }
    let months: Vec<_> = breakdown::by(goal, Dimension::Month, &world.context()).into_iter().filter_map(|(month, _)| month).collect();
    assert_eq!(months, ["2026-12", "2027-02", "2027-09"]);
}

proptest! {
    /// covers: P01.A08, P01.A07, S10
    #[test]
    fn the_lists_of_who_lacks_what_are_complete(people in prop::collection::vec((0_u8..3, any::<bool>()), 0..15)) {
        let mut world = World::on("2026-06-30");
        let goal = world.goal("新增 40 家经销商");
        let (mut no_sheet, mut open, mut idle) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (sheet, has_task)) in people.iter().enumerate() {
            let person = world.person(&format!("P{index}"));
            if *sheet > 0 {
                let id = world.add(&responsibility_sheet::RESPONSIBILITY_SHEET, |r| r.with(responsibility_sheet::PERSON, person).with(responsibility_sheet::PERIOD, text("2026")));
                if *sheet == 2 {
                    world.change(id, |r| r.with(responsibility_sheet::CONFIRMED_ON, date("2026-02-01")));
                }
            }
            if *sheet == 0 { no_sheet.push(person); }
            if *sheet < 2 { open.push(person); }
            if *has_task { world.task("任务", goal, person); } else { idle.push(person); }
        }
        let ids = |records: Vec<std::sync::Arc<Record>>| records.iter().map(|record| record.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(responsibility::without_sheet(&world.context())), no_sheet);
        prop_assert_eq!(ids(responsibility::unconfirmed(&world.context())), open);
        prop_assert_eq!(ids(responsibility::without_task(&world.context())), idle);
    }
}

/// covers: P01.A15, S176
#[test]
fn the_next_stage_is_proposed_from_actuals_and_stored_only_when_accepted() {
    let mut world = World::on("2026-12-31");
    let goal = world.sales_goal();
    let before = (world.records.len(), Record::clone(world.get(goal)));
    assert_eq!(next_stage::default_factor(world.get(goal), &world.context()), number("1.05"));
    let proposal = next_stage::propose(world.get(goal), number("1.05"), &world.context()).unwrap();
    assert_eq!((world.records.len(), world.get(goal).as_ref()), (before.0, &before.1), "nothing is stored");
    let next = proposal.accept(Id::from_number(500), stamp("2026-12-31"));
    assert_fits(&goal::GOAL, &next);
    assert_eq!((goal::BASELINE.get(&next), goal::TARGET.get(&next)), (Some(number("23.8M")), Some(number("24.99M"))));
    assert_eq!((goal::START.get(&next), goal::DUE.get(&next)), (Some(date("2027-01-01")), Some(date("2027-12-31"))));
    assert_eq!((goal::PREVIOUS.get(&next), Status::of(&next), goal::BASELINE_DATE.get(&next)), (Some(goal), Status::Draft, Some(date("2026-06-30"))));
    assert_eq!(goal::GOAL_KIND.get(&next).as_deref(), Some("sales"));
    let milestones = smart::milestones_of(&next);
    assert_eq!(milestones[1], (date("2027-06-30"), number("9.996M")), "the same part of the way, one year later");
    assert!(proposal.statement_outdated);
    let mut edited = proposal.clone();
    edited.set("target", Some(Json::from(26_000_000)));
    assert_eq!(goal::TARGET.get(&edited.accept(Id::from_number(501), stamp("2026-12-31"))), Some(number("26M")));
    world.records.insert(next);
    assert_eq!(world.records.len(), before.0 + 1);
}

proptest! {
    /// covers: P01.A15, S176
    #[test]
    fn any_factor_scales_the_actual_and_leaves_the_goal_alone(actual in 1_i64..9_000_000_000, factor in 1_i64..5_000_000, months in 1_i32..48) {
        let mut world = World::on("2040-01-01");
        let measure = world.indicator("客户数", "number", false);
        let (start, due) = (date("2026-01-01"), add_months(date("2026-01-01"), months) - chrono::Duration::days(1));
        let goal = world.add(&goal::GOAL, |r| r.with(goal::INDICATOR, measure).with(goal::START, start).with(goal::DUE, due).with(goal::TARGET, Decimal::from_int(5)));
        let (actual, factor) = (Decimal::from_millionths(actual), Decimal::from_millionths(factor));
        world.add(&pillars::performance::reading::READING, |r| r.with(pillars::performance::reading::INDICATOR, measure).with(pillars::performance::reading::DATE, due).with(pillars::performance::reading::VALUE, actual));
        let before = Record::clone(world.get(goal));
        let proposal = next_stage::propose(world.get(goal), factor, &world.context()).unwrap();
        prop_assert_eq!(world.get(goal).as_ref(), &before);
        let next = proposal.accept(Id::from_number(900), stamp("2026-06-30"));
        prop_assert_eq!((goal::BASELINE.get(&next), goal::TARGET.get(&next)), (Some(actual), Some(actual.times(factor))));
        prop_assert_eq!(goal::START.get(&next), due.succ_opt());
        prop_assert_eq!(months_between(goal::START.get(&next).unwrap(), goal::DUE.get(&next).unwrap()), months);
    }
}

/// covers: P01.A15, S176
#[test]
fn without_a_reading_nothing_is_proposed() {
    let mut world = World::on("2026-12-31");
    let goal = world.goal("新增 40 家经销商");
    let codes: Vec<_> =
        next_stage::propose(world.get(goal), number("1.05"), &world.context()).unwrap_err().iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, ["no_reading", "period_missing"]);
}

/// covers: P01.A04
#[test]
fn progress_shows_plan_actual_forecast_and_light() {
    let mut world = World::on("2026-06-30");
    let sales = world.sales_goal();
    let state = progress::of(world.get(sales), &world.context());
    assert_eq!((state.actual.unwrap().value, state.plan_now, state.light), (number("23.8M"), Some(number("24M")), Light::OnTarget));
    assert_eq!(state.done.unwrap().rounded(3), number("0.397"));
    assert_eq!(state.forecast.unwrap().rounded(0), number("59500000"), "the year's plan at 99.17 %");
    let awareness = world.agreeable_goal();
    let measure = goal::INDICATOR.get(&**world.get(awareness)).unwrap();
    assert_eq!(progress::of(world.get(awareness), &world.context()).light, Light::Unknown);
    for (day, value) in [("2025-12-31", "30%"), ("2026-03-31", "31.8%"), ("2026-06-30", "35.6%"), ("2026-07-31", "99%")] {
        world.reading(measure, day, value);
    }
    let state = progress::of(world.get(awareness), &world.context());
    assert_eq!((state.actual.unwrap().value, state.light), (number("35.6%"), Light::OnTarget));
    assert_eq!(state.done.unwrap().rounded(3), number("0.622"), "(35.6 − 30) / (39 − 30)");
    assert_eq!(state.plan_now, Some(number("34%")));
    assert_eq!(state.actuals.len(), 3, "tomorrow's reading does not count today");
}

/// covers: P01.A04
#[test]
fn the_light_follows_the_way_made() {
    // D23: 82 % to 88 %, milestone 85 %: 84.6 % is 87 % of the way planned by now.
    let light = |value: &str, lower: bool| {
        let mut world = World::on("2026-06-30");
        let measure = world.indicator("满意度", "ratio", false);
        if lower {
            world.change(measure, |r| r.with(pillars::performance::indicator::DIRECTION, text("lower")));
        }
        let (baseline, middle, target) = if lower { ("8%", "5%", "2%") } else { ("82%", "85%", "88%") };
        let goal = world.add(&goal::GOAL, |r| {
            let r = r.with(goal::INDICATOR, measure).with(goal::BASELINE, number(baseline)).with(goal::TARGET, number(target));
            r.with(goal::START, date("2026-01-01")).with(goal::DUE, date("2027-06-30")).with(goal::MILESTONES, vec![milestone("2026-06-30", middle)])
        });
        world.reading(measure, "2026-06-30", value);
        progress::of(world.get(goal), &world.context()).light
    };
    assert_eq!((light("85%", false), light("84.6%", false), light("84%", false)), (Light::OnTarget, Light::AtRisk, Light::OffTarget));
    assert_eq!((light("4%", true), light("5.5%", true), light("7%", true)), (Light::OnTarget, Light::AtRisk, Light::OffTarget));
}

/// covers: P01.4, P01.A04
#[test]
fn progress_rolls_up_from_children_unless_a_goal_has_its_own_indicator() {
    let mut world = World::on("2026-06-30");
    let parent = world.goal("公司目标");
    let (sales, awareness) = (world.sales_goal(), world.agreeable_goal());
    let measure = goal::INDICATOR.get(&**world.get(awareness)).unwrap();
    world.reading(measure, "2026-06-30", "34.5%");
    for child in [sales, awareness] {
        world.change(child, |r| r.with(goal::PARENT, parent));
    }
    let rolled = progress::roll_up(world.get(parent), &world.context());
    assert_eq!((rolled.rule, rolled.done.unwrap().rounded(3)), (RollUpRule::Equal, number("0.448")), "(0.397 + 0.5) / 2");
    world.change(sales, |r| r.with(goal::WEIGHT, number("75%")));
    world.change(awareness, |r| r.with(goal::WEIGHT, number("25%")));
    let rolled = progress::roll_up(world.get(parent), &world.context());
    assert_eq!((rolled.rule, rolled.done.unwrap().rounded(4)), (RollUpRule::Weighted, number("0.4225")));
    world.change(parent, |r| r.with(goal::INDICATOR, measure).with(goal::BASELINE, number("30%")).with(goal::TARGET, number("39%")));
    let rolled = progress::roll_up(world.get(parent), &world.context());
    assert_eq!((rolled.rule, rolled.done), (RollUpRule::Own, Some(number("0.5"))));
}

proptest! {
    /// covers: P01.A04
    #[test]
    fn the_plan_line_passes_through_its_milestones(values in prop::collection::vec(1_i64..1_000, 1..8), day in 0_i64..700) {
        let mut world = World::on("2026-01-01");
        let start = date("2026-01-01");
        let mut sorted = values;
        sorted.sort_unstable();
        let target = sorted.last().unwrap() + 1;
        let milestones: Vec<Object> = sorted.iter().enumerate().map(|(index, value)| milestone(&(start + chrono::Duration::days(30 * (index as i64 + 1))).to_string(), &value.to_string())).collect();
        let goal = world.add(&goal::GOAL, |r| {
            let r = r.with(goal::BASELINE, Decimal::ZERO).with(goal::TARGET, Decimal::from_int(target)).with(goal::MILESTONES, milestones);
            r.with(goal::START, start).with(goal::DUE, start + chrono::Duration::days(365))
        });
        let plan = progress::of(world.get(goal), &world.context()).plan;
        for (index, value) in sorted.iter().enumerate() {
            prop_assert_eq!(progress::on_line(&plan, start + chrono::Duration::days(30 * (index as i64 + 1))), Some(Decimal::from_int(*value)));
        }
        let (today, tomorrow) = (start + chrono::Duration::days(day), start + chrono::Duration::days(day + 1));
        prop_assert!(progress::on_line(&plan, today) <= progress::on_line(&plan, tomorrow));
    }
}

/// covers: P01.3, P01.A04
#[test]
fn a_goal_is_achieved_when_its_target_is_read() {
    let mut world = World::on("2026-12-31");
    let goal = world.sales_goal();
    world.change(goal, |r| r.with(goal::STATUS, text("published")));
    assert_eq!(gates::allowed(world.get(goal), Status::Achieved, &world.context())[0].code, "target_not_reached");
    let sales = goal::INDICATOR.get(&**world.get(goal)).unwrap();
    world.reading(sales, "2026-12-31", "36.2M");
    assert!(gates::allowed(world.get(goal), Status::Achieved, &world.context()).is_empty());
}

/// covers: P01.1, P01.2, P01.3, P01.4, P01.5, P01.6, P01.7
#[test]
fn an_empty_workspace_has_seven_steps_not_started_and_never_counts_warnings() {
    let world = World::on("2026-06-30");
    let state = evaluate(&content(), &pillars::rules(), &world.context());
    assert_eq!(state.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["P01.1", "P01.2", "P01.3", "P01.4", "P01.5", "P01.6", "P01.7"]);
    assert!(state.steps.iter().all(|step| step.status == StepStatus::NotStarted));
    assert_eq!((state.done(), state.applicable(), state.percent()), (0, 7, 0));
    // Each step that rests on goals asks for one before it can be completed.
    for step in ["P01.4", "P01.5", "P01.6", "P01.7"] {
        let refused = flow::complete(state.step(step).unwrap(), "周岚", world.today);
        assert!(matches!(refused, Err(StateRefusal::Findings(found)) if found[0].check == format!("{step}.any")), "{step}");
    }
}

/// covers: P00.08, S02
#[test]
fn not_applicable_needs_a_reason_and_leaves_the_count() {
    let mut world = World::on("2026-06-30");
    assert_eq!(flow::not_applicable("P01.4", " ", "周岚", world.today), Err(StateRefusal::ReasonMissing));
    let values = flow::not_applicable("P01.4", "只有一个产品", "周岚", world.today).unwrap();
    let id = store_state(&mut world, &values);
    assert_fits(&pillars::workspace::step_state::STEP_STATE, world.get(id));
    let state = evaluate(&content(), &pillars::rules(), &world.context());
    let step = state.step("P01.4").unwrap();
    assert_eq!((step.status, step.reason.as_deref(), step.findings.len()), (StepStatus::NotApplicable, Some("只有一个产品"), 0));
    assert_eq!(state.applicable(), 6);
    world.change(id, |r| r.with(pillars::workspace::step_state::REASON, text("")));
    assert_eq!(evaluate(&content(), &pillars::rules(), &world.context()).applicable(), 7);
}
