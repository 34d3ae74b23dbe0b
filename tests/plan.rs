//! Acceptance tests of pillar 2: measures with given and other numbers, gates, and the demo.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "plan_demo.rs"]
mod demo;
#[path = "goals_fixture.rs"]
mod fixture;

use fixture::*;
use flow::{Hit, Parameter};
use model::*;
use pillars::goals::{competitor, env_factor};
use pillars::performance::{indicator, reading};
use pillars::plan::rules::budget as spending;
use pillars::plan::rules::{checks, effects, load, segments};
use pillars::plan::*;

/// A measure of a record, without language.
fn measure(world: &World, name: &str, id: Id) -> Option<String> {
    let run = pillars::rules().measure_named(name).unwrap_or_else(|| panic!("no measure {name}"));
    run(&world.context(), world.get(id)).map(|value| value.plain())
}

fn figure(world: &World, name: &str) -> Option<String> {
    let run = pillars::rules().figure_named(name).unwrap_or_else(|| panic!("no figure {name}"));
    run(&world.context()).map(|value| value.plain())
}

/// The measure has this value.
fn check(world: &World, name: &str, id: Id, expected: &str) {
    assert_eq!(measure(world, name, id).as_deref(), Some(expected), "{name}");
}

fn money(text: &str) -> Money {
    Money::from_major(number(text))
}

fn row(cells: impl IntoIterator<Item = (Key, Json)>) -> Object {
    cells.into_iter().map(|(key, json)| (key.to_string(), json)).collect()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: date(from), to: date(to) }
}

fn segment(world: &mut World, name: &str, scores: [i64; 3]) -> Id {
    world.add(&segment::SEGMENT, |r| {
        let r = r.with(segment::NAME, text(name)).with(segment::SIZE, scores[0]);
        r.with(segment::GROWTH, scores[1]).with(segment::FIT, scores[2])
    })
}

/// covers: P02.1.2, P02.1.2.1, S12
#[test]
fn four_segments_rank_as_by_hand() {
    let mut world = World::on("2026-06-30");
    let scores = [("A", [6, 9, 9], "7.8"), ("B", [7, 8, 8], "7.6"), ("C", [5, 7, 6], "5.9"), ("D", [6, 6, 4], "5.4")];
    for (name, of, expected) in scores {
        let id = segment(&mut world, name, of);
        check(&world, "plan.segment_score", id, expected);
    }
    let id = segment(&mut world, "A", [6, 9, 9]);
    world.add(&strategy::STRATEGY, |r| {
        let r = r.with(strategy::NAME, text("策略")).with(strategy::WEIGHT_SIZE, number("60%"));
        r.with(strategy::WEIGHT_GROWTH, number("20%")).with(strategy::WEIGHT_FIT, number("20%"))
    });
    check(&world, "plan.segment_score", id, "7.2");
    world.clear(id, segment::FIT);
    assert_eq!(measure(&world, "plan.segment_score", id), None, "a score is missing");
}

/// covers: P02.1, P02.1.1, P02.1.1.3, S11, S15
#[test]
fn a_strategy_without_a_trend_names_what_is_missing() {
    let mut world = World::on("2026-06-30");
    world.add(&need_analysis::NEED_ANALYSIS, |r| r.with(need_analysis::NEED, text("看懂睡眠")));
    world.add(&offer_comparison::OFFER_COMPARISON, |r| r.with(offer_comparison::OFFER, text("S2")));
    let id = world.add(&strategy::STRATEGY, |r| r.with(strategy::NAME, text("策略")).with(strategy::PERIOD, span("2026-01-01", "2026-12-31")));
    let missing =
        |world: &World| -> Vec<String> { checks::missing_for_approval(&world.context(), world.get(id)).iter().map(Parameter::plain).collect() };
    assert_eq!(missing(&world), ["kind.env_factor", "kind.trend_forecast", "field.strategy.difference"]);
    assert!(world.run("plan.strategy_incomplete").is_empty(), "a draft may be unfinished");
    world.change(id, |r| r.with(strategy::STATUS, text("approved")));
    assert_eq!(world.run("plan.strategy_incomplete").len(), 1);
    world.add(&env_factor::ENV_FACTOR, |r| r.with(env_factor::DESCRIPTION, text("传感器降价")));
    world.add(&trend_forecast::TREND_FORECAST, |r| r.with(trend_forecast::STATEMENT, text("年底前再降一成")));
    world.change(id, |r| r.with(strategy::DIFFERENCE, text("节奏提醒加可换表带")));
    assert_eq!(missing(&world), Vec::<String>::new());
    assert!(world.run("plan.strategy_incomplete").is_empty());
}

/// covers: P02.1.4.1, P02.1.4.2, S20, L02
#[test]
fn the_three_methods_of_s20() {
    let mut world = World::on("2026-06-30");
    let rivals: Vec<Id> = [("Y", "449"), ("X", "599"), ("Z", "699")]
        .map(|(name, amount)| world.add(&competitor::COMPETITOR, |r| r.with(competitor::NAME, text(name)).with(competitor::PRICE_LOW, money(amount))))
        .into();
    let made = world.add(&product::PRODUCT, |r| {
        r.with(product::NAME, text("S2")).with(product::UNIT_COST, money("253")).with(product::FLOOR_MARGIN, number("45%"))
    });
    let willing: Vec<Object> = ["400", "480", "520", "560", "600"].map(|amount| row([price::WILLING_AMOUNT.to_value(money(amount))])).into();
    let id = world.add(&price::PRICE, |r| {
        let r = r.with(price::NAME, text("S2 标价")).with(price::PRODUCT, made).with(price::MARK_UP, number("80%"));
        let r = r.with(price::WILLINGNESS, willing).with(price::RIVALS, rivals.clone()).with(price::RIVAL_RATIO, number("0.85"));
        r.with(price::CHOSEN, money("499")).with(price::REASON, text("高性价比"))
    });
    check(&world, "plan.price_by_cost", id, "455.4");
    check(&world, "plan.price_by_demand", id, "520");
    check(&world, "plan.price_rivals_mean", id, "582.33");
    check(&world, "plan.price_by_competition", id, "494.98");
    check(&world, "plan.price_margin", id, "0.492986");

    // A rival changes its price in pillar 1: the method follows without retyping (L02).
    world.change(rivals[0], |r| r.with(competitor::PRICE_LOW, money("399")));
    check(&world, "plan.price_by_competition", id, "480.82");
    world.clear(id, price::MARK_UP);
    assert_eq!(measure(&world, "plan.price_by_cost", id), None, "neither mark-up nor margin");
    world.change(id, |r| r.with(price::TARGET_MARGIN, number("50%")));
    check(&world, "plan.price_by_cost", id, "506");
    world.change(id, |r| r.with(price::UNIT_COST, money("200")));
    check(&world, "plan.price_by_cost", id, "400");
}

/// covers: P02.1.4.3, S21
#[test]
fn lowering_s1_takes_the_margin_from_47_to_40_percent() {
    let mut world = World::on("2026-06-30");
    let made = world.add(&product::PRODUCT, |r| r.with(product::NAME, text("S1")).with(product::UNIT_COST, money("210")));
    let id = world.add(&price_change::PRICE_CHANGE, |r| {
        let r = r.with(price_change::REASON, text("让出价位")).with(price_change::PRODUCT, made).with(price_change::FROM, date("2026-01-01"));
        r.with(price_change::OLD, money("400")).with(price_change::NEW, money("350"))
    });
    check(&world, "plan.margin_before", id, "0.475");
    check(&world, "plan.margin_after", id, "0.4");
    check(&world, "plan.price_step", id, "-0.125");
}

fn sold(world: &mut World, product: Id, indicator: Id, day: &str, value: &str) {
    world.add(&reading::READING, |r| {
        let r = r.with(reading::INDICATOR, indicator).with(reading::PRODUCT, product);
        r.with(reading::DATE, date(day)).with(reading::VALUE, number(value))
    });
}

fn made(world: &mut World, name: &str, cost: &str) -> Id {
    world.add(&product::PRODUCT, |r| r.with(product::NAME, text(name)).with(product::UNIT_COST, money(cost)))
}

/// covers: P02.1.3, P02.1.3.2, S17
#[test]
fn shares_and_margins_come_from_readings() {
    let mut world = World::on("2026-06-30");
    let (sales, units) = (world.indicator("销售额", "money", true), world.indicator("销量", "number", true));
    world.change(sales, |r| r.with(indicator::CODE, text("K01")));
    let products = [("S1", "210", "11.90M", "34000"), ("S2", "253", "10.35M", "22500"), ("Lite", "150", "1.55M", "6200")];
    let ids = products.map(|(name, cost, revenue, pieces)| {
        let id = made(&mut world, name, cost);
        sold(&mut world, id, sales, "2026-06-30", revenue);
        sold(&mut world, id, units, "2026-06-30", pieces);
        id
    });
    for (id, expected) in ids.into_iter().zip(["0.5", "0.434874", "0.065126"]) {
        check(&world, "plan.product_share", id, expected);
    }
    for (id, expected) in ids.into_iter().zip(["4760000", "4657500", "620000"]) {
        check(&world, "plan.product_profit", id, expected);
    }
    check(&world, "plan.product_margin", ids[0], "0.4");
    assert_eq!(figure(&world, "plan.sales").as_deref(), Some("23800000"));
    assert_eq!(figure(&world, "plan.gross_profit").as_deref(), Some("10037500"));
    // What lies outside the fiscal year, or after today, does not count.
    sold(&mut world, ids[0], sales, "2025-12-31", "9M");
    sold(&mut world, ids[0], sales, "2026-07-31", "9M");
    assert_eq!(figure(&world, "plan.sales").as_deref(), Some("23800000"));
    // Another figure in money of the same product is not its sales.
    let other = world.indicator("毛利", "money", true);
    sold(&mut world, ids[0], other, "2026-06-30", "4.76M");
    assert_eq!(figure(&world, "plan.sales").as_deref(), Some("23800000"));
}

/// covers: P02.1.3.3, S18
#[test]
fn a_new_stage_asks_for_its_date_and_offers_its_policy() {
    let mut world = World::on("2026-06-30");
    let id = made(&mut world, "S1", "210");
    let since = |stage: &str, day: &str| row([product::STAGE_NAME.to_value(text(stage)), product::STAGE_FROM.to_value(date(day))]);
    world.change(id, |r| r.with(product::STAGE, text("growth")).with(product::STAGE_HISTORY, vec![since("growth", "2025-06-01")]));
    assert!(world.run("plan.stage_history").is_empty());
    check(&world, "plan.stage_advice", id, "choice.product.stage_policy.expand");
    world.change(id, |r| r.with(product::STAGE, text("maturity")));
    assert_eq!(world.run("plan.stage_history").len(), 1);
    check(&world, "plan.stage_advice", id, "choice.product.stage_policy.defend");
    world.change(id, |r| r.with(product::STAGE_HISTORY, vec![since("growth", "2025-06-01"), since("maturity", "2026-01-01")]));
    assert!(world.run("plan.stage_history").is_empty());
}

/// covers: P02.2.3.1, P02.2.3.2, S26
#[test]
fn three_tasks_of_twenty_hours_fill_a_week_to_150_percent() {
    let mut world = World::on("2026-06-30");
    let person = world.person("周岚");
    assert_eq!(measure(&world, "plan.load_peak", person), None, "no hours at all");
    let task = |world: &mut World, from: &str, to: &str| {
        world.add(&task::TASK, |r| {
            let r = r.with(task::TITLE, text("任务")).with(task::OWNER, person).with(task::HOURS, number("20"));
            r.with(task::START, date(from)).with(task::DUE, date(to))
        })
    };
    let tasks = [(); 3].map(|()| task(&mut world, "2026-07-06", "2026-07-10"));
    check(&world, "plan.load_peak", person, "1.5");
    check(&world, "plan.load_next_week", person, "1.5");
    check(&world, "plan.load_this_week", person, "0");
    check(&world, "plan.load_peak_week", person, "2026-07-06");
    assert_eq!(figure(&world, "plan.overloaded_people").as_deref(), Some("1"));
    // Half of one is done and another one is dropped: 10 + 20 hours are left.
    world.change(tasks[0], |r| r.with(task::PROGRESS, number("50%")));
    world.change(tasks[1], |r| r.with(task::STATUS, text("dropped")));
    check(&world, "plan.load_peak", person, "0.75");
    // Someone lent by a resource line works as well.
    world.add(&resource::RESOURCE, |r| {
        let r = r.with(resource::NAME, text("借调")).with(resource::RESOURCE_KIND, text("people")).with(resource::PERSON, person);
        r.with(resource::HOURS, number("40")).with(resource::PERIOD, span("2026-07-06", "2026-07-17"))
    });
    check(&world, "plan.load_peak", person, "1.25");
    // A late task weighs on this week.
    task(&mut world, "2026-06-01", "2026-06-12");
    check(&world, "plan.load_this_week", person, "0.5");
    assert_eq!(load::monday(date("2026-07-05")), date("2026-06-29"));
}

/// covers: P02.2.3.3, S27
#[test]
fn a_task_is_late_by_days() {
    let mut world = World::on("2026-06-30");
    let goal = world.goal("目标");
    let person = world.person("何静");
    let id = world.task("更新竞品档案", goal, person);
    assert_eq!(measure(&world, "plan.days_late", id), None, "due in September");
    world.change(id, |r| r.with(task::DUE, date("2026-06-15")));
    check(&world, "plan.days_late", id, "15");
    world.change(id, |r| r.with(task::STATUS, text("done")));
    assert_eq!(measure(&world, "plan.days_late", id), None);
}

fn expense(world: &mut World, line: Id, day: &str, amount: &str) -> Id {
    world.add(&expense::EXPENSE, |r| {
        let r = r.with(expense::NAME, text("投放")).with(expense::BUDGET_LINE, line);
        r.with(expense::DATE, date(day)).with(expense::AMOUNT, money(amount))
    })
}

/// covers: P02.A05, P02.A06, P02.A07, S31, L17
#[test]
fn fifty_thousand_more_take_the_kol_line_to_117_percent() {
    let mut world = World::on("2026-06-30");
    let all = world.add(&budget::BUDGET, |r| {
        let r = r.with(budget::NAME, text("2026 预算")).with(budget::TOTAL, money("9.0M"));
        r.with(budget::PLANNED_SALES, money("60M"))
    });
    let line = world.add(&budget_line::BUDGET_LINE, |r| {
        r.with(budget_line::NAME, text("KOL 合作")).with(budget_line::AMOUNT, money("1.80M")).with(budget_line::BUDGET, all)
    });
    for (month, amount) in [(4, "0.40M"), (5, "0.30M"), (6, "0.30M"), (9, "0.80M")] {
        world.add(&budget_month::BUDGET_MONTH, |r| {
            let r = r.with(budget_month::BUDGET_LINE, line).with(budget_month::MONTH, Month { year: 2026, month });
            r.with(budget_month::AMOUNT, money(amount))
        });
    }
    expense(&mut world, line, "2026-05-20", "1.12M");
    check(&world, "plan.line_planned", line, "1000000");
    check(&world, "plan.line_rate", line, "1.12");
    check(&world, "plan.line_remaining", line, "-120000");
    expense(&mut world, line, "2026-06-30", "50000");
    expense(&mut world, line, "2026-07-01", "90000");
    check(&world, "plan.line_rate", line, "1.17");
    check(&world, "plan.line_remaining", line, "-170000");
    check(&world, "plan.budget_rate", all, "1.17");
    check(&world, "plan.budget_share_of_sales", all, "0.15");
    check(&world, "plan.line_share", line, "1");
    let bound = row([budget_line::COMMITMENT_NAME.to_value(text("续约")), budget_line::COMMITMENT_AMOUNT.to_value(money("0.20M"))]);
    world.change(line, |r| r.with(budget_line::COMMITMENTS, vec![bound]));
    check(&world, "plan.line_committed", line, "200000");
    check(&world, "plan.line_free", line, "430000");
}

/// covers: P02.A05
#[test]
fn a_line_without_months_counts_evenly_or_in_its_month() {
    let mut world = World::on("2026-06-30");
    let line = world.add(&budget_line::BUDGET_LINE, |r| r.with(budget_line::NAME, text("培训")).with(budget_line::AMOUNT, money("120000")));
    check(&world, "plan.line_planned", line, "60000");
    world.change(line, |r| r.with(budget_line::YEAR, 2027));
    check(&world, "plan.line_planned", line, "0");
    world.change(line, |r| r.with(budget_line::YEAR, 2025));
    check(&world, "plan.line_planned", line, "120000");
    world.change(line, |r| r.with(budget_line::MONTH, Month { year: 2026, month: 7 }));
    check(&world, "plan.line_planned", line, "0");
    world.change(line, |r| r.with(budget_line::MONTH, Month { year: 2026, month: 6 }));
    check(&world, "plan.line_planned", line, "120000");
}

/// covers: P02.2.4, P02.2.4.2, S28
#[test]
fn return_of_the_first_half() {
    let mut world = World::on("2026-06-30");
    let (sales, units) = (world.indicator("销售额", "money", true), world.indicator("销量", "number", true));
    let id = made(&mut world, "全部", "137.625");
    sold(&mut world, id, sales, "2026-06-30", "23.80M");
    sold(&mut world, id, units, "2026-06-30", "100000");
    let line = world.add(&budget_line::BUDGET_LINE, |r| r.with(budget_line::NAME, text("费用")).with(budget_line::AMOUNT, money("9M")));
    expense(&mut world, line, "2026-03-31", "5.0M");
    assert_eq!(figure(&world, "plan.gross_profit").as_deref(), Some("10037000"));
    assert_eq!(spending::roi(money("10.0375M"), money("5.0M")), Some(number("100.75%")));
    assert_eq!(figure(&world, "plan.sales_per_spend").as_deref(), Some("4.76"));
    assert_eq!(figure(&world, "plan.expense_rate").as_deref(), Some("0.210084"));
    // Last year's money is not this year's.
    expense(&mut world, line, "2025-12-31", "5.0M");
    assert_eq!(figure(&world, "plan.sales_per_spend").as_deref(), Some("4.76"));
}

/// covers: P02.2.3.3
#[test]
fn deviation_of_a_checkpoint() {
    let mut world = World::on("2026-06-30");
    let id = world.add(&checkpoint::CHECKPOINT, |r| {
        r.with(checkpoint::NAME, text("二月")).with(checkpoint::PLANNED, number("2.5M")).with(checkpoint::ACTUAL, number("2.3M"))
    });
    check(&world, "plan.deviation", id, "-0.08");
    check(&world, "plan.deviation_size", id, "0.08");
    world.change(id, |r| r.with(checkpoint::PLANNED, number("0")));
    assert_eq!(measure(&world, "plan.deviation", id), None, "nothing was planned");
}

/// covers: P02.A20, S35
#[test]
fn cost_of_an_extra_unit() {
    let mut world = World::on("2026-06-30");
    let id = world.add(&promotion::PROMOTION, |r| {
        let r = r.with(promotion::NAME, text("促销")).with(promotion::WEEKLY_BEFORE, number("2000")).with(promotion::WEEKLY_DURING, number("3200"));
        r.with(promotion::WEEKS, number("3")).with(promotion::ACTUAL_COST, money("400000"))
    });
    check(&world, "plan.extra_units", id, "3600");
    check(&world, "plan.uplift", id, "0.6");
    check(&world, "plan.cost_per_extra_unit", id, "111.11");
    world.change(id, |r| r.with(promotion::UNIT_MARGIN, money("140")));
    check(&world, "plan.promotion_gain", id, "104000");
    // Payments that name the promotion count instead of the amount typed.
    world.add(&expense::EXPENSE, |r| {
        r.with(expense::NAME, text("补贴"))
            .with(expense::DATE, date("2026-06-20"))
            .with(expense::AMOUNT, money("360000"))
            .with(expense::PROMOTION, id)
    });
    check(&world, "plan.cost_per_extra_unit", id, "100");
}

/// covers: P02.A23, S43
#[test]
fn cost_per_thousand_and_per_order() {
    let mut world = World::on("2026-06-30");
    let placed = |world: &mut World, medium: &str, cost: &str, seen: &str, orders: &str| {
        world.add(&ad_placement::AD_PLACEMENT, |r| {
            let r = r.with(ad_placement::NAME, text("投放")).with(ad_placement::MEDIUM, text(medium)).with(ad_placement::COST, money(cost));
            r.with(ad_placement::IMPRESSIONS, number(seen)).with(ad_placement::CLICKS, number("168000")).with(ad_placement::ORDERS, number(orders))
        })
    };
    let id = placed(&mut world, "kol", "420000", "8.4M", "2520");
    check(&world, "plan.cpm", id, "50");
    check(&world, "plan.ctr", id, "0.02");
    check(&world, "plan.cost_per_order", id, "166.67");
    placed(&mut world, "kol", "320000", "6.4M", "2880");
    let search = placed(&mut world, "search", "100000", "1M", "400");
    check(&world, "plan.medium_cost_per_order", id, "137.04");
    check(&world, "plan.medium_cost_per_order", search, "250");
    check(&world, "plan.medium_cpm", search, "100");
    assert_eq!(figure(&world, "plan.ad_cost_per_order").as_deref(), Some("144.83"));
    assert_eq!(measure(&world, "plan.cost_per_lead", id), None, "no leads counted");
}

/// covers: P02.A14, P02.A25, S38, S41
#[test]
fn a_pilot_against_its_control_and_five_contacts() {
    let mut world = World::on("2026-06-30");
    let id = world
        .add(&pilot::PILOT, |r| r.with(pilot::NAME, text("社区团购")).with(pilot::RESULT, number("12%")).with(pilot::CONTROL_RESULT, number("2%")));
    check(&world, "plan.pilot_difference", id, "0.1");
    let theme = world.add(&theme::THEME, |r| r.with(theme::MESSAGE, text("陪你动起来")));
    assert_eq!(measure(&world, "plan.consistency", theme), None);
    for consistent in ["yes", "yes", "no", "yes", "yes"] {
        world.add(&contact_point::CONTACT_POINT, |r| {
            let r = r.with(contact_point::NAME, text("接触点")).with(contact_point::THEME, theme);
            r.with(contact_point::CONSISTENT, text(consistent))
        });
    }
    check(&world, "plan.consistency", theme, "0.8");
    // One that nobody has looked at does not count yet.
    world.add(&contact_point::CONTACT_POINT, |r| r.with(contact_point::NAME, text("客服")).with(contact_point::THEME, theme));
    check(&world, "plan.consistency", theme, "0.8");
}

/// covers: P02.A15, S39, L48
#[test]
fn a_launch_needs_a_trial_and_someone_for_what_may_go_wrong() {
    let mut world = World::on("2026-06-30");
    let made = made(&mut world, "S2", "253");
    let campaign = world.add(&campaign::CAMPAIGN, |r| {
        r.with(campaign::NAME, text("发布会")).with(campaign::CAMPAIGN_KIND, text("product_launch")).with(campaign::PRODUCT, made)
    });
    assert!(world.run("plan.launch_gate").is_empty(), "not approved yet");
    world.change(campaign, |r| r.with(campaign::STATUS, text("approved")));
    let missing = |hits: &[Hit]| -> Vec<String> {
        hits.iter().flat_map(|hit| &hit.parameters).filter(|(name, _)| name == "missing").map(|(_, list)| list.plain()).collect()
    };
    assert_eq!(missing(&world.run("plan.launch_gate")), ["kind.trial, field.trial.contingencies"]);
    let trial = world.add(&trial::TRIAL, |r| {
        r.with(trial::NAME, text("试用")).with(trial::PRODUCT, made).with(trial::TESTERS, number("30")).with(trial::MEAN_SCORE, number("4.2"))
    });
    assert_eq!(missing(&world.run("plan.launch_gate")), ["field.trial.contingencies"]);
    let person = world.person("吴桐");
    let event = [trial::EVENT.to_value(text("服务器撑不住")), trial::ANSWER.to_value(text("切备用"))];
    world.change(trial, |r| r.with(trial::CONTINGENCIES, vec![row(event.clone())]));
    assert_eq!(missing(&world.run("plan.launch_gate")), ["field.trial.contingencies"], "without an owner it does not count");
    assert_eq!(world.run("plan.contingency_owner").len(), 1);
    world.change(trial, |r| r.with(trial::CONTINGENCIES, vec![row(event.into_iter().chain([trial::ANSWER_OWNER.to_value(person)]))]));
    assert!(world.run("plan.launch_gate").is_empty() && world.run("plan.contingency_owner").is_empty());
}

/// covers: P02.2.4.2
#[test]
fn a_campaign_is_counted_by_its_payments() {
    let mut world = World::on("2026-06-30");
    let id = world.add(&campaign::CAMPAIGN, |r| {
        r.with(campaign::NAME, text("KOL")).with(campaign::PLANNED_COST, money("1.0M")).with(campaign::GROSS_PROFIT, money("1573200"))
    });
    assert_eq!(measure(&world, "plan.campaign_roi", id), None, "nothing paid yet");
    world.add(&expense::EXPENSE, |r| {
        r.with(expense::NAME, text("四组")).with(expense::DATE, date("2026-06-20")).with(expense::AMOUNT, money("1.12M")).with(expense::CAMPAIGN, id)
    });
    check(&world, "plan.campaign_cost", id, "1120000");
    check(&world, "plan.campaign_deviation", id, "0.12");
    check(&world, "plan.campaign_roi", id, "0.404643");
    assert_eq!(effects::campaign_cost(&world.context(), world.get(id)), Some(money("1.12M")));
    assert_eq!(segments::Weights::standard().sum(), Decimal::ONE);
}

/// covers: P02.A03, S24
#[test]
fn the_second_quarter_of_the_year() {
    let mut world = World::on("2026-06-30");
    let goal = world.sales_goal();
    let quarter = |world: &mut World, from: &str, to: &str| {
        world.add(&plan::PLAN, |r| r.with(plan::NAME, text("季度")).with(plan::PERIOD, span(from, to)).with(plan::GOALS, vec![goal]))
    };
    let second = quarter(&mut world, "2026-04-01", "2026-06-30");
    check(&world, "plan.period_target", second, "15000000");
    check(&world, "plan.period_sales", second, "15000000");
    check(&world, "plan.period_attainment", second, "1");
    let line = world.add(&budget_line::BUDGET_LINE, |r| r.with(budget_line::NAME, text("KOL")).with(budget_line::AMOUNT, money("1M")));
    for (month, amount) in [(3, "100000"), (4, "400000"), (6, "300000"), (7, "200000")] {
        world.add(&budget_month::BUDGET_MONTH, |r| {
            let r = r.with(budget_month::BUDGET_LINE, line).with(budget_month::MONTH, Month { year: 2026, month });
            r.with(budget_month::AMOUNT, money(amount))
        });
    }
    expense(&mut world, line, "2026-03-31", "90000");
    expense(&mut world, line, "2026-05-20", "120000");
    check(&world, "plan.period_budget", second, "700000");
    check(&world, "plan.period_spent", second, "120000");
    let last = quarter(&mut world, "2026-10-01", "2026-12-31");
    check(&world, "plan.period_target", last, "22000000");
    assert_eq!(measure(&world, "plan.period_sales", last), None, "nothing sold yet");
    let year = quarter(&mut world, "2026-01-01", "2026-12-31");
    check(&world, "plan.period_target", year, "60000000");
    check(&world, "plan.period_sales", year, "23800000");
}
