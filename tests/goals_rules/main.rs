//! Every named check of pillar 1 is seen to find its fault and to be silent once it is mended.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../goals_fixture.rs"]
mod fixture;
mod statement;

use fixture::*;
use flow::Parameter;
use model::*;
use pillars::goals::*;
use pillars::improvement::feedback;
use pillars::organisation::person;
use pillars::performance::indicator;
use pillars::plan::{resource, task};
use pillars::workspace::workspace;

/// The rule finds so many things.
fn check(world: &World, rule: &str, expected: usize) {
    let hits = world.run(rule);
    assert_eq!(hits.len(), expected, "{rule}: {hits:?}");
    let allowed = pillars::rules().get(rule).unwrap().parameters;
    for hit in &hits {
        for (kind, field) in hit.kind.iter().zip(&hit.field) {
            assert!(REGISTRY.kind(kind).and_then(|kind| kind.field(field)).is_some(), "{rule}: {kind} has no field {field}");
        }
        for name in allowed {
            assert!(hit.parameters.iter().any(|(known, _)| known == name), "{rule} does not fill {name}");
        }
    }
}

fn parameter(world: &World, rule: &str, name: &str) -> String {
    let hits = world.run(rule);
    hits.first().and_then(|hit| hit.parameters.iter().find(|(known, _)| known == name)).map(|(_, value)| value.plain()).unwrap_or_default()
}

/// covers: P01.2
#[test]
fn the_environment_is_refreshed_in_time() {
    let mut world = World::on("2026-07-01");
    let id =
        world.add(&environment::ENVIRONMENT, |r| r.with(environment::AS_OF, date("2025-12-31")).with(environment::NEXT_REFRESH, date("2026-06-30")));
    check(&world, "goals.environment_refresh", 1);
    assert_eq!(parameter(&world, "goals.environment_refresh", "date"), "2026-06-30");
    world.change(id, |r| r.with(environment::NEXT_REFRESH, date("2026-07-01")));
    check(&world, "goals.environment_refresh", 0);
}

/// covers: P01.2.1
#[test]
fn trends_of_all_three_kinds_are_asked_for() {
    let mut world = World::on("2026-06-30");
    check(&world, "goals.factor_kinds", 1);
    for kind in ["need", "technology"] {
        world.add(&env_factor::ENV_FACTOR, |r| r.with(env_factor::DESCRIPTION, text("趋势")).with(env_factor::FACTOR_KIND, text(kind)));
    }
    assert_eq!(parameter(&world, "goals.factor_kinds", "kinds"), "choice.env_factor.factor_kind.policy");
    world.add(&env_factor::ENV_FACTOR, |r| r.with(env_factor::FACTOR_KIND, text("policy")));
    check(&world, "goals.factor_kinds", 0);
}

/// covers: P01.2.2
#[test]
fn rivals_have_strengths_and_weaknesses_and_we_stand_beside_them() {
    let mut world = World::on("2026-06-30");
    let own = world.add(&competitor::COMPETITOR, |r| r.with(competitor::NAME, text("本公司")).with(competitor::OWN, true));
    check(&world, "goals.rivals_any", 1);
    check(&world, "goals.own_position", 0);
    let rival = world.add(&competitor::COMPETITOR, |r| r.with(competitor::NAME, text("X")).with(competitor::STRENGTHS, vec![text("品牌")]));
    check(&world, "goals.rivals_any", 0);
    check(&world, "goals.rivals_strengths", 1);
    assert_eq!(world.run("goals.rivals_strengths")[0].field.as_deref(), Some("weaknesses"));
    world.change(rival, |r| r.with(competitor::WEAKNESSES, vec![text("价格高")]));
    check(&world, "goals.rivals_strengths", 0);
    world.remove(own);
    check(&world, "goals.own_position", 1);
}

/// covers: P01.2.3
#[test]
fn target_customers_have_a_buying_behaviour() {
    let mut world = World::on("2026-06-30");
    let id = world.add(&target_customer::TARGET_CUSTOMER, |r| r.with(target_customer::NAME, text("青年科技族")));
    check(&world, "goals.customer_behaviour", 1);
    world.change(id, |r| r.with(target_customer::FREQUENCY, text("每两年一次")));
    check(&world, "goals.customer_behaviour", 0);
}

/// covers: P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5
#[test]
fn each_letter_has_its_check() {
    let mut bare = World::on("2026-01-15");
    bare.goal("提升品牌知名度");
    let mut whole = World::on("2026-01-15");
    whole.agreeable_goal();
    for rule in ["goals.smart_specific", "goals.smart_measurable", "goals.smart_attainable", "goals.smart_relevant", "goals.smart_timely"] {
        check(&bare, rule, 1);
        check(&whole, rule, 0);
    }
    assert_eq!(parameter(&bare, "goals.smart_specific", "reason"), "ui.goals.reason.vague");
    assert_eq!(parameter(&bare, "goals.smart_specific", "words"), "提升");
    assert_eq!(parameter(&bare, "goals.smart_timely", "reason"), "ui.goals.reason.due_missing");
}

/// covers: P01.3.4
#[test]
fn goals_without_a_link_are_orphans() {
    let mut world = World::on("2026-01-15");
    let parent = world.agreeable_goal();
    check(&world, "goals.orphans", 0);
    let child = world.goal("新增 40 家经销商");
    check(&world, "goals.orphans", 1);
    world.change(child, |r| r.with(goal::PARENT, parent));
    check(&world, "goals.orphans", 0);
    world.change(child, |r| r.with(goal::PARENT, child));
    check(&world, "goals.orphans", 1);
}

/// covers: P01.A02
#[test]
fn sales_goals_rest_on_trend_rival_and_resources() {
    let mut world = World::on("2026-06-30");
    let goal = world.sales_goal();
    check(&world, "goals.basis", 1);
    assert_eq!(parameter(&world, "goals.basis", "missing"), "kind.env_factor, kind.competitor, kind.resource");
    world.add(&env_factor::ENV_FACTOR, |r| r.with(env_factor::GOALS, vec![goal]));
    world.add(&competitor::COMPETITOR, |r| r.with(competitor::OWN, true).with(competitor::GOALS, vec![goal]));
    assert_eq!(parameter(&world, "goals.basis", "missing"), "kind.competitor, kind.resource");
    world.add(&competitor::COMPETITOR, |r| r.with(competitor::GOALS, vec![goal]));
    world.resource(goal, "9M", "9M");
    check(&world, "goals.basis", 0);
    world.goal("任意其他目标");
    check(&world, "goals.basis", 0);
}

/// covers: P01.A03
#[test]
fn an_annual_goal_has_five_quantified_targets() {
    let mut world = World::on("2026-06-30");
    let id = world
        .add(&goal::GOAL, |r| r.with(goal::ANNUAL, true).with(goal::TARGET_MARKET, text("一二线城市")).with(goal::TARGET_SHARE, number("6.67%")));
    check(&world, "goals.annual_fields", 1);
    assert_eq!(parameter(&world, "goals.annual_fields", "missing"), "field.goal.target_customer, field.goal.target_product, field.goal.target_sales");
    world.change(id, |r| {
        let r = r.with(goal::TARGET_CUSTOMER, Id::from_number(90)).with(goal::TARGET_PRODUCT, Id::from_number(91));
        r.with(goal::TARGET_SALES, Money::from_major(number("60M")))
    });
    check(&world, "goals.annual_fields", 0);
    world.change(id, |r| r.with(goal::ANNUAL, false).with(goal::TARGET_MARKET, text(" ")));
    check(&world, "goals.annual_fields", 0);
}

/// covers: P01.3
#[test]
fn the_aim_of_the_step_is_that_every_goal_is_agreed() {
    let mut world = World::on("2026-01-15");
    let id = world.agreeable_goal();
    check(&world, "goals.not_agreed", 1);
    world.change(id, |r| r.with(goal::STATUS, text("agreed")));
    check(&world, "goals.not_agreed", 0);
}

/// covers: P01.4
#[test]
fn weights_of_children_total_one_hundred_percent() {
    let mut world = World::on("2026-06-30");
    let parent = world.goal("公司销售额 60 万元");
    let children: Vec<Id> = (0..3).map(|_| world.goal("部门目标")).collect();
    for child in &children {
        world.change(*child, |r| r.with(goal::PARENT, parent));
    }
    check(&world, "goals.child_weights", 0);
    world.change(children[0], |r| r.with(goal::WEIGHT, number("50%")));
    check(&world, "goals.child_weights", 1);
    assert_eq!(parameter(&world, "goals.child_weights", "sum"), "0.5");
    for child in &children {
        world.change(*child, |r| r.with(goal::WEIGHT, number("0.333333")));
    }
    check(&world, "goals.child_weights", 0);
}

/// covers: P01.4, P01.A11
#[test]
fn levels_hang_together() {
    let mut world = World::on("2026-06-30");
    let department = world.add(&goal::GOAL, |r| r.with(goal::STATEMENT, text("市场部线索 900 条")).with(goal::LEVEL, text("department")));
    check(&world, "goals.no_company_goal", 1);
    check(&world, "goals.department_without_parent", 1);
    let company = world.add(&goal::GOAL, |r| r.with(goal::STATEMENT, text("公司销售额 60 万元")).with(goal::LEVEL, text("company")));
    check(&world, "goals.no_company_goal", 0);
    check(&world, "goals.department_without_parent", 1);
    world.change(department, |r| r.with(goal::PARENT, company));
    check(&world, "goals.department_without_parent", 0);
}

/// covers: P01.5
#[test]
fn goals_have_resources_and_limits_have_measures() {
    let mut world = World::on("2026-06-30");
    let goal = world.goal("新增 40 家经销商");
    check(&world, "goals.no_resources", 1);
    let line = world.resource(goal, "9M", "8M");
    check(&world, "goals.no_resources", 0);
    check(&world, "goals.resource_gap", 1);
    assert_eq!(parameter(&world, "goals.resource_gap", "gap"), "1000000");
    world.change(line, |r| r.with(resource::MITIGATION, text("与渠道共担推广费")));
    check(&world, "goals.resource_gap", 0);
    let limit = world.add(&constraint::CONSTRAINT, |r| r.with(constraint::TEXT, text("数据新规")).with(constraint::SEVERITY, 4));
    check(&world, "goals.constraint_mitigation", 1);
    world.change(limit, |r| r.with(constraint::SEVERITY, 3));
    check(&world, "goals.constraint_mitigation", 0);
    world.change(limit, |r| r.with(constraint::SEVERITY, 5).with(constraint::MITIGATION, text("隐私评估")));
    check(&world, "goals.constraint_mitigation", 0);
}

/// covers: P01.6
#[test]
fn consensus_is_watched_per_goal() {
    let mut world = World::on("2026-06-30");
    let people = world.people(&["周岚", "冯杰"]);
    let goal = world.goal("新增 40 家经销商");
    check(&world, "goals.unanswered", 1);
    assert_eq!(parameter(&world, "goals.unanswered", "people"), "周岚, 冯杰");
    world.consensus(goal, people[0], "agree");
    let second = world.consensus(goal, people[1], "object");
    check(&world, "goals.unanswered", 0);
    check(&world, "goals.agreement", 1);
    assert_eq!((parameter(&world, "goals.agreement", "rate"), parameter(&world, "goals.agreement", "needed")), (text("0.5"), text("0.8")));
    check(&world, "goals.objection", 1);
    assert_eq!(world.run("goals.objection")[0].record, Some(second));
    world.change(second, |r| r.with(consensus::ANSWER, text("目标分两季度达成")));
    check(&world, "goals.objection", 0);
    world.change(second, |r| r.with(consensus::VERDICT, text("agree_with_remark")));
    check(&world, "goals.agreement", 0);
    world.change(second, |r| r.with(consensus::UNDERSTOOD, false));
    check(&world, "goals.agreement", 1);
    world.change(goal, |r| r.with(goal::OVERRIDE_REASON, text("高宁休假，口头同意")));
    check(&world, "goals.agreement", 0);
    check(&world, "goals.unanswered", 0);
}

/// covers: P01.A05, P01.A07
#[test]
fn goals_have_tasks_and_people_have_tasks() {
    let mut world = World::on("2026-06-30");
    let person = world.person("陈牧");
    let goal = world.goal("新增 40 家经销商");
    check(&world, "goals.without_action", 1);
    check(&world, "goals.people_without_task", 1);
    let task = world.add(&task::TASK, |r| r.with(task::TITLE, text("拜访药店")).with(task::GOAL, goal));
    check(&world, "goals.without_action", 0);
    check(&world, "goals.tasks_incomplete", 1);
    world.change(task, |r| r.with(task::OWNER, person));
    check(&world, "goals.tasks_incomplete", 1);
    assert_eq!(world.run("goals.tasks_incomplete")[0].field.as_deref(), Some("due"));
    world.change(task, |r| r.with(task::DUE, date("2026-09-30")));
    check(&world, "goals.tasks_incomplete", 0);
    check(&world, "goals.people_without_task", 0);
    world.change(task, |r| r.with(task::STATUS, text("dropped")));
    check(&world, "goals.without_action", 1);
    check(&world, "goals.people_without_task", 1);
}

/// covers: P01.A08
#[test]
fn sheets_are_confirmed_for_the_running_year() {
    let mut world = World::on("2026-06-30");
    let person = world.person("周岚");
    check(&world, "goals.sheets_unconfirmed", 1);
    let sheet = world.add(&responsibility_sheet::RESPONSIBILITY_SHEET, |r| {
        r.with(responsibility_sheet::PERSON, person).with(responsibility_sheet::PERIOD, text("2025"))
    });
    world.change(sheet, |r| r.with(responsibility_sheet::CONFIRMED_ON, date("2025-01-10")));
    check(&world, "goals.sheets_unconfirmed", 1);
    world.change(sheet, |r| r.with(responsibility_sheet::PERIOD, text("2026")));
    check(&world, "goals.sheets_unconfirmed", 0);
    world.add(&workspace::WORKSPACE, |r| r.with(workspace::FISCAL_YEAR_START, 7));
    check(&world, "goals.sheets_unconfirmed", 1);
    world.today = date("2026-07-01");
    check(&world, "goals.sheets_unconfirmed", 0);
}

/// covers: P01.7
#[test]
fn reviews_have_a_cycle_and_are_held() {
    let mut world = World::on("2026-07-02");
    let goal = world.goal("新增 40 家经销商");
    check(&world, "goals.no_cycle", 1);
    world.change(goal, |r| r.with(goal::REVIEW_EVERY, text("quarter")).with(goal::LAST_REVIEWED, date("2026-03-31")));
    check(&world, "goals.no_cycle", 0);
    check(&world, "goals.review_overdue", 1);
    assert_eq!(parameter(&world, "goals.review_overdue", "days"), "2");
    world.add(&goal_review::GOAL_REVIEW, |r| r.with(goal_review::GOAL, goal).with(goal_review::REVIEWED_ON, date("2026-07-01")));
    check(&world, "goals.review_overdue", 0);
    world.today = date("2030-01-01");
    world.change(goal, |r| r.with(goal::STATUS, text("dropped")));
    check(&world, "goals.review_overdue", 0);
}

/// covers: P01.A14
#[test]
fn strong_news_after_the_last_review_asks_for_one() {
    let mut world = World::on("2026-06-30");
    let goal = world.goal("新增 40 家经销商");
    world.change(goal, |r| r.with(goal::STATUS, text("published")).with(goal::LAST_REVIEWED, date("2026-03-31")));
    let factor = world.add(&env_factor::ENV_FACTOR, |r| {
        let r = r.with(env_factor::DESCRIPTION, text("数据新规")).with(env_factor::IMPACT, -1).with(env_factor::GOALS, vec![goal]);
        r.with(env_factor::DATED, date("2026-05-10"))
    });
    check(&world, "goals.triggered", 0);
    world.change(factor, |r| r.with(env_factor::IMPACT, -2));
    check(&world, "goals.triggered", 1);
    assert_eq!(parameter(&world, "goals.triggered", "source"), "数据新规");
    world.change(factor, |r| r.with(env_factor::DATED, date("2026-03-30")));
    check(&world, "goals.triggered", 0);
    // An old trend that is linked only now is news to the goal.
    world.edit(factor, env_factor::GOALS, vec![goal], "2026-06-01");
    check(&world, "goals.triggered", 1);
    world.add(&feedback::FEEDBACK, |r| {
        let r = r.with(feedback::TEXT, text("门店排队太久")).with(feedback::IMPACT, 2).with(feedback::GOALS, vec![goal]);
        r.with(feedback::DATE, date("2026-06-15"))
    });
    check(&world, "goals.triggered", 2);
    world.add(&goal_review::GOAL_REVIEW, |r| r.with(goal_review::GOAL, goal).with(goal_review::REVIEWED_ON, date("2026-06-20")));
    check(&world, "goals.triggered", 0);
}

/// covers: P01.A09
#[test]
fn unreasonable_goals_are_named_and_goals_count_in_appraisals() {
    let mut world = World::on("2026-06-30");
    let goal = world.goal("新增 40 家经销商");
    check(&world, "goals.unreasonable", 0);
    world.change(goal, |r| r.with(goal::UNREASONABLE, true).with(goal::UNREASONABLE_REASON, text("市场萎缩")));
    check(&world, "goals.unreasonable", 1);
    check(&world, "goals.without_evaluation", 1);
    world.evaluation(goal, "40%");
    check(&world, "goals.without_evaluation", 0);
    world.change(goal, |r| r.with(goal::STATUS, text("dropped")));
    check(&world, "goals.unreasonable", 0);
}

/// covers: P01.7, P01.A04
#[test]
fn goals_are_measured() {
    let mut world = World::on("2026-06-30");
    let measure = world.indicator("满意度", "ratio", false);
    let goal = world.add(&goal::GOAL, |r| r.with(goal::INDICATOR, measure).with(goal::START, date("2026-01-01")));
    check(&world, "goals.no_reading", 1);
    let reading = world.reading(measure, "2026-07-01", "84.6%");
    check(&world, "goals.no_reading", 1);
    world.change(reading, |r| r.with(pillars::performance::reading::DATE, date("2026-06-30")));
    check(&world, "goals.no_reading", 0);
    let parent = world.goal("上级目标");
    check(&world, "goals.no_reading", 1);
    world.change(goal, |r| r.with(goal::PARENT, parent));
    check(&world, "goals.no_reading", 0);
}

/// covers: P01.4, P01.A06
#[test]
fn horizons_and_breakdowns_are_checked() {
    let mut world = World::on("2026-01-01");
    check(&world, "goals.horizon_empty", 3);
    let long = world.dated_goal("2026-01-01", "2030-12-31");
    check(&world, "goals.horizon_empty", 2);
    check(&world, "goals.long_without_short", 1);
    let short = world.dated_goal("2026-01-01", "2026-12-31");
    let medium = world.dated_goal("2026-01-01", "2027-12-31");
    check(&world, "goals.horizon_empty", 0);
    world.change(short, |r| r.with(goal::PARENT, medium));
    check(&world, "goals.long_without_short", 1);
    world.change(medium, |r| r.with(goal::PARENT, long));
    check(&world, "goals.long_without_short", 0);
    world.change(short, |r| r.with(goal::TARGET, number("60M")));
    check(&world, "goals.breakdown_sum", 0);
    let share = world.add(&target_share::TARGET_SHARE, |r| r.with(target_share::GOAL, short).with(target_share::AMOUNT, number("59M")));
    check(&world, "goals.breakdown_sum", 1);
    assert_eq!(parameter(&world, "goals.breakdown_sum", "difference"), "1000000");
    world.change(share, |r| r.with(target_share::AMOUNT, number("60M")));
    check(&world, "goals.breakdown_sum", 0);
}

/// covers: P01.A06
#[test]
fn the_parts_of_a_rate_need_not_come_to_a_sum() {
    let mut world = World::on("2026-01-01");
    let goal = world.dated_goal("2026-01-01", "2026-12-31");
    let measure = world.add(&indicator::INDICATOR, |r| r.with(indicator::NAME, text("复购率")).with(indicator::UNIT_KIND, text("number")));
    world.change(goal, |r| r.with(goal::TARGET, number("0.32")).with(goal::INDICATOR, measure));
    for amount in ["0.3", "0.34"] {
        world.add(&target_share::TARGET_SHARE, |r| r.with(target_share::GOAL, goal).with(target_share::AMOUNT, number(amount)));
    }
    check(&world, "goals.breakdown_sum", 1);
    world.change(measure, |r| r.with(indicator::UNIT_KIND, text("ratio")));
    check(&world, "goals.breakdown_sum", 0);
    let found = rules::breakdown::of(world.get(goal), &world.context());
    assert!(!found.additive && found.balanced());
    assert!(rules::breakdown::print_gate(world.get(goal), &world.context()).is_empty());
    let propose =
        |world: &World| rules::breakdown::propose_for(world.get(goal), rules::breakdown::Dimension::Month, number("0.01"), &world.context()).len();
    assert_eq!(propose(&world), 0, "a rate is not shared out");
    world.change(measure, |r| r.with(indicator::UNIT_KIND, text("number")));
    assert_eq!(propose(&world), 12);
}
