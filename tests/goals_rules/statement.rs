//! The letters of a goal, the platform, the board and the tree.

use super::*;

/// covers: P01.1, P01.3.4
#[test]
fn a_goal_serves_a_sentence_that_still_stands() {
    let mut world = World::on("2026-01-15");
    let goal = world.agreeable_goal();
    let sentences = rules::charter::sentences(&world.records);
    assert_eq!(sentences, ["成为年轻人首选的健康科技伙伴", "用好看又好用的穿戴产品帮助人们养成健康习惯", "用户第一"]);
    let relevant = |world: &World| rules::smart::check(world.get(goal), &world.context()).letter(rules::smart::Letter::Relevant).clone();
    assert_eq!(relevant(&world).verdict, rules::smart::Verdict::Pass);
    let charter = world.records.single("charter").unwrap().id;
    world.change(charter, |r| r.with(charter::VISION, text("换了愿景")));
    let broken = relevant(&world);
    assert_eq!((broken.verdict, broken.reasons[0].code), (rules::smart::Verdict::Fail, "sentence_gone"));
    world.clear(goal, goal::SERVES);
    assert_eq!(relevant(&world).verdict, rules::smart::Verdict::Open);
}

/// The first reason of a letter after a change of the goal that passes all five.
fn reason_after(letter: rules::smart::Letter, change: impl FnOnce(Record) -> Record) -> (&'static str, &'static str) {
    let mut world = World::on("2026-01-15");
    let goal = world.agreeable_goal();
    assert!(rules::smart::check(world.get(goal), &world.context()).passes());
    world.change(goal, change);
    let result = rules::smart::check(world.get(goal), &world.context()).letter(letter).clone();
    (result.verdict.code(), result.reasons[0].code)
}

fn without<T: FieldType>(handle: Handle<T>) -> impl FnOnce(Record) -> Record {
    move |mut record| {
        record.fields.remove(handle.name());
        record
    }
}

/// covers: P01.3.1, P01.3.2
#[test]
fn specific_and_measurable_say_why() {
    use rules::smart::Letter::{Measurable, Specific};
    assert_eq!(reason_after(Specific, |r| r.with(goal::STATEMENT, text("增长 20%"))), ("open", "subject_missing"));
    assert_eq!(reason_after(Specific, without(goal::STATEMENT)), ("fail", "statement_missing"));
    assert_eq!(reason_after(Measurable, without(goal::TARGET)), ("open", "target_only_in_text"));
    assert_eq!(reason_after(Measurable, |r| without(goal::TARGET)(r).with(goal::STATEMENT, text("提高品牌知名度"))), ("fail", "target_missing"));
    assert_eq!(reason_after(Measurable, without(goal::INDICATOR)).0, "open");
    assert_eq!(reason_after(Measurable, without(goal::BASELINE)), ("open", "baseline_missing"));
    assert_eq!(reason_after(Measurable, without(goal::BASELINE_DATE)), ("open", "baseline_date_missing"));
    assert_eq!(reason_after(Measurable, |r| r.with(goal::BASELINE_DATE, date("2026-12-31"))), ("fail", "baseline_after_due"));
    assert_eq!(reason_after(Measurable, without(goal::CHANGE_MODE)), ("open", "change_mode_missing"));
    // A percent goal asks which: 30 % more, or 9 points more.
    assert_eq!(reason_after(Measurable, |r| r.with(goal::CHANGE_MODE, text("absolute"))), ("open", "percent_mode_missing"));
    assert_eq!(reason_after(Measurable, |r| r.with(goal::CHANGE_MODE, text("points"))), ("open", "sentence_differs"));
    assert_eq!(reason_after(Measurable, |r| r.with(goal::TARGET, number("29%"))).1, "direction_conflict");
    assert_eq!(reason_after(Measurable, |r| r.with(goal::BASELINE, Decimal::ZERO)), ("fail", "relative_to_zero"));
}

/// covers: P01.3.2
#[test]
fn the_level_of_the_sentence_is_the_target() {
    let code = |sentence: &str, baseline: &str, target: &str| {
        let (baseline, target) = (number(baseline), number(target));
        let change = |r: Record| r.with(goal::STATEMENT, text(sentence)).with(goal::BASELINE, baseline).with(goal::TARGET, target);
        reason_after(rules::smart::Letter::Measurable, change).1
    };
    let rate = "2026 年底前把品牌知名度从 30% 提高到 39%";
    assert_eq!(code(rate, "30%", "39%"), "target_named");
    assert_eq!(code(rate, "30%", "42%"), "level_differs");
    // In ten thousands in the sentence, in ones or in ten thousands in the field; two levels say nothing.
    let sales = "2026 年销售额从 4,000 万元提高到 6,000 万元";
    assert_eq!(code(sales, "40000000", "60000000"), "target_named");
    assert_eq!(code(sales, "4000", "6000"), "target_named");
    assert_eq!(code(sales, "40000000", "66660000"), "level_differs");
}

/// covers: P01.3.2
#[test]
fn source_unit_and_frequency_may_come_from_the_indicator() {
    let mut world = World::on("2026-01-15");
    let goal = world.agreeable_goal();
    let measure = goal::INDICATOR.get(&**world.get(goal)).unwrap();
    let codes = |world: &World| {
        let result = rules::smart::check(world.get(goal), &world.context());
        result.letter(rules::smart::Letter::Measurable).obstacles().map(|reason| reason.code).collect::<Vec<_>>()
    };
    for handle in [indicator::SOURCE, indicator::UNIT] {
        world.clear(measure, handle);
    }
    world.clear(measure, indicator::FREQUENCY);
    assert_eq!(codes(&world), ["source_missing", "frequency_missing"]);
    world.change(measure, |r| r.with(indicator::UNIT_KIND, text("number")));
    assert_eq!(codes(&world), ["unit_missing", "source_missing", "frequency_missing"]);
    world.change(goal, |r| r.with(goal::DATA_SOURCE, text("问卷")).with(goal::FREQUENCY, text("quarter")));
    world.change(measure, |r| r.with(indicator::UNIT, text("分")));
    assert!(codes(&world).is_empty());
}

/// covers: P01.3.3
#[test]
fn attainable_compares_growth_and_weighs_resources() {
    use rules::smart::Letter::Attainable;
    assert_eq!(reason_after(Attainable, without(goal::CONFIDENCE)), ("open", "confidence_missing"));
    assert_eq!(reason_after(Attainable, without(goal::HISTORIC_GROWTH)), ("open", "historic_growth_missing"));
    assert_eq!(reason_after(Attainable, |r| without(goal::HISTORIC_GROWTH)(r).with(goal::ATTAINABLE_REASON, text("全新品类"))).0, "pass");
    // 30 % is exactly twice 15 %: no reason needed; of 14.9 % it is more.
    assert_eq!(reason_after(Attainable, |r| r.with(goal::HISTORIC_GROWTH, number("15%"))).0, "pass");
    assert_eq!(reason_after(Attainable, |r| r.with(goal::HISTORIC_GROWTH, number("14.9%"))), ("fail", "growth_too_high"));
    assert_eq!(
        reason_after(Attainable, |r| r.with(goal::HISTORIC_GROWTH, number("14.9%")).with(goal::ATTAINABLE_REASON, text("新品上市"))).0,
        "pass"
    );
    let mut world = World::on("2026-01-15");
    let goal = world.agreeable_goal();
    let verdict = |world: &World| {
        let result = rules::smart::check(world.get(goal), &world.context()).letter(Attainable).clone();
        (result.verdict.code(), result.reasons[0].code)
    };
    let line = world.records.of_kind("resource").next().unwrap().id;
    world.change(line, |r| r.with(resource::AVAILABLE, number("800000")));
    assert_eq!(verdict(&world), ("fail", "resource_gap"));
    world.change(line, |r| r.with(resource::MITIGATION, text("分两期投放")));
    assert_eq!(verdict(&world).0, "pass");
    let limit = world.add(&constraint::CONSTRAINT, |r| r.with(constraint::SEVERITY, 5).with(constraint::GOALS, vec![goal]));
    assert_eq!(verdict(&world), ("open", "constraint_open"));
    world.change(limit, |r| r.with(constraint::MITIGATION, text("法务审核")));
    assert_eq!(verdict(&world).0, "pass");
    world.remove(line);
    assert_eq!(verdict(&world), ("open", "resources_missing"));
}

/// covers: P01.3.5
#[test]
fn timely_checks_the_period_and_the_milestones() {
    use rules::smart::Letter::Timely;
    let milestones = |points: &'static [(&str, &str)]| {
        move |r: Record| r.with(goal::MILESTONES, points.iter().map(|(day, value)| milestone(day, value)).collect())
    };
    assert_eq!(reason_after(Timely, without(goal::DUE)), ("fail", "due_missing"));
    assert_eq!(reason_after(Timely, |r| without(goal::DUE)(r).with(goal::STATEMENT, text("2026 年底知名度 39%"))), ("open", "due_only_in_text"));
    assert_eq!(reason_after(Timely, without(goal::START)), ("open", "start_missing"));
    assert_eq!(reason_after(Timely, |r| without(goal::MILESTONES)(r).with(goal::DUE, date("2026-01-01"))), ("fail", "due_before_start"));
    assert_eq!(reason_after(Timely, milestones(&[("2027-01-31", "34%")])), ("fail", "milestone_outside"));
    assert_eq!(reason_after(Timely, milestones(&[("2026-03-31", "35%"), ("2026-06-30", "34%")])), ("fail", "milestones_turn"));
    assert_eq!(reason_after(Timely, milestones(&[("2026-06-30", "40%")])), ("fail", "milestones_turn"));
    assert_eq!(reason_after(Timely, milestones(&[("2026-06-30", "34%"), ("2026-03-31", "31%")])).0, "pass");
    assert_eq!(reason_after(Timely, without(goal::MILESTONES)).0, "pass");
}

/// covers: P01.A01, P01.A10
#[test]
fn goal_kinds_hold_what_the_method_asks_for() {
    for kind in [
        "sales",
        "profit",
        "share",
        "channel",
        "awareness",
        "reputation",
        "satisfaction",
        "loyalty",
        "new_customers",
        "traffic",
        "sustainable_growth",
        "collection",
    ] {
        assert!(goal::GOAL_KINDS.contains(&kind), "{kind}");
        assert!(goal::GOAL_KIND.def.choices.codes().contains(&kind));
    }
}

/// covers: P01.A12
#[test]
fn a_platform_brief_becomes_a_goal_and_a_budget_line() {
    let mut world = World::on("2026-01-15");
    let customer = world.add(&target_customer::TARGET_CUSTOMER, |r| r.with(target_customer::NAME, text("养宠家庭")));
    let brief = world.add(&platform_brief::PLATFORM_BRIEF, |r| {
        let r = r.with(platform_brief::AIM, text("2026 年底官网月访问量达到 5 万次")).with(platform_brief::AUDIENCE, text("养宠家庭"));
        r.with(platform_brief::AUDIENCE_WHERE, text("小红书")).with(platform_brief::MARKET_SIZE, number("1.2亿"))
    });
    let refused = rules::platform::from_brief(world.get(brief), &world.context()).unwrap_err();
    assert_eq!(refused.iter().filter_map(|refusal| refusal.field.as_deref()).collect::<Vec<_>>(), ["rivals", "budget"]);
    world.change(brief, |r| r.with(platform_brief::RIVALS, 12).with(platform_brief::BUDGET, Money(30_000_000)));
    let made = rules::platform::from_brief(world.get(brief), &world.context()).unwrap();
    let goal = record_of(50, &goal::GOAL, &made.goal);
    assert_fits(&goal::GOAL, &goal);
    assert_eq!(goal::TARGET.get(&goal), Some(number("5万")));
    assert_eq!(goal::DUE.get(&goal), Some(date("2026-12-31")));
    assert_eq!(goal::TARGET_CUSTOMER.get(&goal), Some(customer));
    let line = record_of(51, &pillars::plan::budget_line::BUDGET_LINE, &made.budget_line);
    assert_fits(&pillars::plan::budget_line::BUDGET_LINE, &line);
    assert_eq!(pillars::plan::budget_line::AMOUNT.get(&line), Some(Money(30_000_000)));
    assert_eq!(pillars::plan::budget_line::YEAR.get(&line), Some(2026));
    let resource = record_of(52, &resource::RESOURCE, &made.resource);
    assert_eq!(resource::NEEDED.get(&resource), Some(number("30万")));
}

/// covers: P01.2, P01.2.1, P01.2.2, P01.2.3
#[test]
fn the_environment_summary_weighs_trends_and_ranks_rivals() {
    let mut world = World::on("2026-06-30");
    let mut factor = |impact, likelihood| {
        world.add(&env_factor::ENV_FACTOR, |r| {
            r.with(env_factor::DESCRIPTION, text("趋势")).with(env_factor::IMPACT, impact).with(env_factor::LIKELIHOOD, likelihood)
        })
    };
    let (need, technology, policy) = (factor(2, 4), factor(1, 4), factor(-1, 3));
    for (name, threat) in [("X", 3), ("Y", 5)] {
        world.add(&competitor::COMPETITOR, |r| r.with(competitor::NAME, text(name)).with(competitor::THREAT, threat));
    }
    let summary = rules::environment::summary(&world.context());
    assert_eq!(summary.opportunities.iter().map(|factor| (factor.id, factor.weight)).collect::<Vec<_>>(), [(need, 8), (technology, 4)]);
    assert_eq!(summary.threats.iter().map(|factor| (factor.id, factor.weight)).collect::<Vec<_>>(), [(policy, -3)]);
    assert_eq!(competitor::NAME.get(&*summary.rivals[0]).as_deref(), Some("Y"));
    assert!(!summary.is_complete());
    world.add(&target_customer::TARGET_CUSTOMER, |r| r.with(target_customer::NAME, text("青年科技族")));
    assert!(rules::environment::summary(&world.context()).is_complete());
    let matrix = rules::environment::matrix(&world.context());
    assert_eq!(matrix.len(), 25);
    let cell = matrix.iter().find(|cell| cell.impact == 2 && cell.likelihood == 4).unwrap();
    assert_eq!(cell.factors, [need]);
    assert_eq!(matrix.iter().map(|cell| cell.factors.len()).sum::<usize>(), 3);
}

/// covers: P01.A13
#[test]
fn the_board_shows_target_actual_gap_and_owner_per_region() {
    let mut world = World::on("2026-06-30");
    let (east, south) = (world.region("华东", "60%"), world.region("华南", "40%"));
    let owner = world.person("郑凯");
    let goal = world.sales_goal();
    world.change(goal, |r| r.with(goal::OWNER, owner));
    let sales = goal::INDICATOR.get(&**world.get(goal)).unwrap();
    for (region, amount) in [(east, "36M"), (south, "24M")] {
        world.add(&target_share::TARGET_SHARE, |r| {
            r.with(target_share::GOAL, goal).with(target_share::REGION, region).with(target_share::AMOUNT, number(amount))
        });
        let reading = world.reading(sales, "2026-03-31", "5M");
        world.change(reading, |r| r.with(pillars::performance::reading::REGION, region));
    }
    let rows = rules::board::rows(&world.context());
    let plain: Vec<_> = rows.iter().map(|row| (row.region.id, row.target, row.actual, row.gap, row.owner)).collect();
    let five = Some(number("5M"));
    assert_eq!(
        plain,
        [(east, Some(number("36M")), five, Some(number("-31M")), Some(owner)), (south, Some(number("24M")), five, Some(number("-19M")), Some(owner))]
    );
    // The region's own readings do not count twice for the whole.
    assert_eq!(rules::progress::of(world.get(goal), &world.context()).actual.unwrap().value, number("23.8M"));
}

/// covers: P01.A11
#[test]
fn the_tree_goes_from_company_to_person_and_survives_loops() {
    let mut world = World::on("2026-06-30");
    let ids: Vec<Id> = ["company", "department", "person"].iter().map(|level| world.add(&goal::GOAL, |r| r.with(goal::LEVEL, text(level)))).collect();
    world.change(ids[1], |r| r.with(goal::PARENT, ids[0]));
    world.change(ids[2], |r| r.with(goal::PARENT, ids[1]));
    let tree = rules::levels::tree(&world.context());
    assert_eq!(tree.len(), 1);
    assert_eq!(tree[0].children[0].children[0].goal.id, ids[2]);
    assert_eq!(tree[0].children[0].children[0].depth, 2);
    let levels: Vec<_> = rules::levels::by_level(&world.context()).into_iter().map(|(code, goals)| (code, goals.len())).collect();
    assert_eq!(levels, [("company", 1), ("department", 1), ("person", 1)]);
    world.change(ids[0], |r| r.with(goal::PARENT, ids[2]));
    assert_eq!(rules::levels::tree(&world.context()).len(), 3);
    assert_eq!(rules::progress::roll_up(world.get(ids[0]), &world.context()).done, None);
}

/// covers: P01.A06, P01.A07
#[test]
fn a_task_is_made_of_a_goal_and_a_person_sheet_has_its_shares() {
    let mut world = World::on("2026-06-30");
    let person = world.add(&person::PERSON, |r| r.with(person::NAME, text("冯杰")));
    let goal = world.sales_goal();
    let values = rules::responsibility::task_from_goal(world.get(goal), "拜访 20 家经销商", person, date("2026-07-31"), "签约 3 家");
    let task = record_of(60, &task::TASK, &values);
    assert_fits(&task::TASK, &task);
    assert_eq!((task::GOAL.get(&task), task::OWNER.get(&task), task::DUE.get(&task)), (Some(goal), Some(person), Some(date("2026-07-31"))));
    let share = world.add(&target_share::TARGET_SHARE, |r| {
        r.with(target_share::GOAL, goal).with(target_share::PERSON, person).with(target_share::AMOUNT, number("6M"))
    });
    let own = rules::breakdown::of_person(person, &world.context());
    assert_eq!(own.iter().map(|record| record.id).collect::<Vec<_>>(), [share]);
}

/// covers: P01.3, P01.6
#[test]
fn refusals_name_code_field_and_step() {
    let mut world = World::on("2026-01-15");
    let goal = world.goal("提升品牌知名度");
    use rules::gates::{Status, allowed};
    let refusals = allowed(world.get(goal), Status::Agreed, &world.context());
    let due = refusals.iter().find(|refusal| refusal.code == "smart_t" && refusal.field.as_deref() == Some("due")).unwrap();
    assert_eq!((due.step, due.record, due.overridable), ("P01.3.5", Some(goal), false));
    assert!(due.parameters.contains(&(text("reason"), Parameter::Key(text("ui.goals.reason.due_missing")))));
    let resources = refusals
        .iter()
        .find(|refusal| refusal.parameters.contains(&(text("reason"), Parameter::Key(text("ui.goals.reason.resources_missing")))))
        .unwrap();
    assert_eq!(resources.step, "P01.5");
    assert_eq!(allowed(world.get(goal), Status::Published, &world.context())[0].code, "not_from_here");
}
