//! From goals to measures, evaluations, improvements and back (L01–L08, L46, L50).

use flow::Picture;
use pillars::goals::goal;
use pillars::goals::rules::{charter, progress, triggers};
use pillars::links::{appraisal, full_loop};
use pillars::performance::rules::scores;
use serde_json::json;

use crate::desk::Desk;
use crate::fixture::number;
use crate::pillar;

fn measured() -> Desk {
    Desk::new()
        .with("person", "person", json!({"name": "李娜"}))
        .with("sales", "indicator", json!({"name": "销售额", "code": "K01", "unit_kind": "number", "adds_up": true, "direction": "higher"}))
        .with("goal", "goal", json!({"statement": "销售额 6,000 万元", "indicator": "@sales", "target": 600, "start": "2026-01-01", "due": "2026-12-31", "status": "published"}))
        .with("scheme", "evaluation_scheme", json!({"name": "年度方案", "goals": ["@goal"], "indicators": [{"indicator": "@sales", "weight": 1}]}))
        .with("run", "evaluation", json!({"name": "全年考核", "scheme": "@scheme", "period": {"from": "2026-01-01", "to": "2026-12-31"}}))
        .with("line", "score_line", json!({"evaluation": "@run", "indicator": "@sales"}))
}

/// covers: L01
#[test]
fn a_goal_cites_the_charter_and_notices_when_it_changes() {
    let mut desk = Desk::new()
        .with("charter", "charter", json!({"vision": "成为首选的健康科技伙伴", "mission": "帮助人们养成健康习惯"}))
        .with("goal", "goal", json!({"statement": "销售额 6,000 万元", "serves": "成为首选的健康科技伙伴"}))
        .with("strategy", "strategy", json!({"name": "年度策略", "serves": "成为首选的健康科技伙伴"}))
        .with("training", "training_goal", json!({"text": "会用数据", "serves": "帮助人们养成健康习惯"}));
    let cites = |desk: &Desk, name: &str| {
        let sentence = desk.field(name, "serves").unwrap();
        charter::has_sentence(&desk.world.records, sentence.as_str().unwrap())
    };
    assert!(["goal", "strategy", "training"].iter().all(|name| cites(&desk, name)));
    // A sentence that is reworded takes along what cites it.
    desk.set("charter", "vision", json!("成为首选的健康伙伴")).unwrap();
    assert_eq!(desk.field("goal", "serves").unwrap(), "成为首选的健康伙伴");
    assert!(["goal", "strategy", "training"].iter().all(|name| cites(&desk, name)));
    // One that becomes two is no clear match: what cited it is named as loose.
    desk.set("charter", "vision", json!("让家人更健康。让运动更简单")).unwrap();
    assert_eq!(["goal", "strategy", "training"].map(|name| cites(&desk, name)), [false, false, true]);
    desk.delete("charter");
    assert!(!cites(&desk, "training"));
}

/// covers: L02
#[test]
fn the_environment_is_used_again_not_copied() {
    let mut desk = Desk::new()
        .with("factor", "env_factor", json!({"description": "健康意识上升", "factor_kind": "need", "impact": 2, "likelihood": 3}))
        .with("rival", "competitor", json!({"name": "星环"}))
        .with("buyer", "target_customer", json!({"name": "年轻白领", "needs": ["续航"]}))
        .with("forecast", "trend_forecast", json!({"statement": "需求继续涨", "factor": "@factor"}))
        .with("offer", "offer_comparison", json!({"offer": "星环 S2", "competitor": "@rival"}))
        .with("place", "positioning", json!({"name": "星环的位置", "competitor": "@rival"}))
        .with("need", "need_analysis", json!({"need": "续航", "target_customer": "@buyer"}))
        .with("segment", "segment", json!({"name": "通勤族", "target_customer": "@buyer"}));
    desk.set("rival", "name", json!("星环科技")).unwrap();
    desk.set("buyer", "name", json!("都市白领")).unwrap();
    assert_eq!(desk.value("offer", "competitor.name").as_deref(), Some("星环科技"));
    assert_eq!(desk.value("place", "competitor.name").as_deref(), Some("星环科技"));
    assert_eq!(desk.value("need", "target_customer.name").as_deref(), Some("都市白领"));
    assert_eq!(desk.hanging("rival"), ["offer_comparison.competitor", "positioning.competitor"]);
    assert_eq!(desk.hanging("buyer"), ["need_analysis.target_customer", "segment.target_customer"]);
    assert_eq!(desk.hanging("factor"), ["trend_forecast.factor"]);
    desk.delete("rival");
    assert_eq!(desk.value("offer", "competitor").as_deref(), Some("ui.record.gone"));
}

/// covers: L03
#[test]
fn the_target_of_a_measure_is_the_target_of_its_goal() {
    let mut desk = measured();
    assert_eq!(desk.value("line", "=performance.target").as_deref(), Some("600"));
    desk.set("goal", "target", json!(720)).unwrap();
    assert_eq!(desk.value("line", "=performance.target").as_deref(), Some("720"));
    assert_eq!(desk.value("sales", "=performance.wanted"), None, "nothing was read yet");
    assert_eq!(desk.hanging("goal"), ["evaluation_scheme.goals"]);
    desk.delete("goal");
    assert_eq!(desk.value("line", "=performance.target"), None);
}

/// covers: L04
#[test]
fn the_latest_reading_is_the_actual_of_a_review() {
    let mut desk = measured().with("reading", "reading", json!({"indicator": "@sales", "date": "2026-05-31", "value": 230}));
    desk.add("review", "goal_review", json!({"goal": "@goal", "reviewed_on": "2026-06-30", "decision": "keep"})).unwrap();
    assert_eq!(desk.field("review", "actual"), Some(json!(230)));
    // What somebody typed stays, and so does what was true on the day.
    desk.add("typed", "goal_review", json!({"goal": "@goal", "reviewed_on": "2026-06-30", "decision": "keep", "actual": 231})).unwrap();
    desk.set("reading", "value", json!(250)).unwrap();
    assert_eq!((desk.field("typed", "actual"), desk.field("review", "actual")), (Some(json!(231)), Some(json!(230))));
    desk.add("next", "goal_review", json!({"reviewed_on": "2026-06-30", "decision": "keep"})).unwrap();
    assert_eq!(desk.field("next", "actual"), None, "no goal is chosen yet");
    desk.set("next", "goal", json!("@goal")).unwrap();
    assert_eq!(desk.field("next", "actual"), Some(json!(250)));
    assert!(desk.hanging("sales").contains(&"reading.indicator".to_owned()));
}

/// covers: L05
#[test]
fn every_proposal_becomes_an_improvement_or_is_declined() {
    let proposals = json!([{"proposal": "延长客服时间", "owner": "@person", "due": "2026-08-31", "decision": "open"}, {"proposal": "换供应商", "decision": "declined", "reason": "合同未到期"}]);
    let mut desk = measured().with("report", "evaluation_report", json!({"title": "半年报告", "evaluation": "@run", "proposals": proposals}));
    assert_eq!(desk.offers("proposal_action", "report").iter().map(|offer| offer.row).collect::<Vec<_>>(), [Some(0)]);
    desk.act("proposal_action", "report", Some(0), "action");
    assert_eq!(desk.value("action", "title").as_deref(), Some("延长客服时间"));
    assert_eq!(desk.value("action", "owner.name").as_deref(), Some("李娜"));
    let rows = desk.field("report", "proposals").unwrap();
    assert_eq!((rows[0]["action"].as_str(), rows[0]["decision"].as_str()), (Some(desk.id("action").to_string().as_str()), Some("accepted")));
    assert!(desk.offers("proposal_action", "report").is_empty());
    assert!(desk.hanging("action").contains(&"evaluation_report.proposals".to_owned()));
}

/// covers: L06
#[test]
fn the_effect_of_an_improvement_is_a_cause_in_the_next_review() {
    let mut desk = measured()
        .with(
            "action",
            "improvement_action",
            json!({"title": "延长客服时间", "indicator": "@sales", "effect_from": 200, "status": "done", "checked_on": "2026-06-20"}),
        )
        .with("before", "goal_review", json!({"goal": "@goal", "reviewed_on": "2026-03-31", "decision": "keep"}));
    assert!(appraisal::effects_on_goal(&desk.world.context(), desk.world.get(desk.id("goal"))).is_empty(), "nothing was measured yet");
    desk.set("action", "actual", json!(230)).unwrap();
    assert_eq!(desk.value("goal", "=links.effects_on_goal").as_deref(), Some("延长客服时间 · 30"));
    assert_eq!(desk.value("run", "=links.effects_in_run").as_deref(), Some("延长客服时间 · 30"));
    desk.add("after", "goal_review", json!({"goal": "@goal", "reviewed_on": "2026-06-30", "decision": "keep"})).unwrap();
    assert_eq!(desk.value("after", "=links.effects_in_review").as_deref(), Some("延长客服时间 · 30"));
    assert_eq!(desk.value("before", "=links.effects_in_review"), None, "it came later");
    assert_eq!(desk.value("goal", "=links.effects_on_goal"), None, "it has been looked at");
}

/// covers: L07
#[test]
fn an_improvement_counts_in_an_appraisal() {
    let mut desk = measured().with("action", "improvement_action", json!({"title": "延长客服时间", "status": "done", "counts_in": "@run"}));
    assert_eq!(desk.value("run", "=links.counted_actions").as_deref(), Some("延长客服时间"));
    assert_eq!(desk.value("run", "=links.counted_effective").as_deref(), Some("0"));
    desk.set("action", "effective", json!("yes")).unwrap();
    assert_eq!(desk.value("run", "=links.counted_effective").as_deref(), Some("1"));
    assert!(desk.hanging("run").contains(&"improvement_action.counts_in".to_owned()));
}

/// covers: L08
#[test]
fn important_news_asks_for_a_review() {
    let mut desk = measured().with("strategy", "strategy", json!({"name": "年度策略", "approved_on": "2026-01-15"})).with(
        "news",
        "intel_item",
        json!({"headline": "对手降价", "date": "2026-06-10", "topic": "rival", "importance": 3, "goals": ["@goal"], "used_in": ["@strategy"]}),
    );
    let asks = |desk: &Desk| triggers::of(desk.world.get(desk.id("goal")), &desk.world.context()).len();
    assert_eq!((asks(&desk), desk.value("strategy", "=links.strategy_news")), (0, None), "it is of little weight");
    desk.set("news", "importance", json!(5)).unwrap();
    assert_eq!((asks(&desk), desk.value("strategy", "=links.strategy_news").as_deref()), (1, Some("对手降价")));
    desk.set("strategy", "approved_on", json!("2026-06-20")).unwrap();
    assert_eq!(desk.value("strategy", "=links.strategy_news"), None, "the newer version knows it");
    assert_eq!(desk.hanging("strategy"), ["intel_item.used_in"]);
}

/// covers: L46
#[test]
fn the_breakdown_of_a_goal_is_the_target_of_persons_and_partners() {
    let mut desk = measured()
        .with(
            "own",
            "evaluation",
            json!({"name": "个人考核", "person": "@person", "scheme": "@scheme", "period": {"from": "2026-01-01", "to": "2026-06-30"}}),
        )
        .with("own_line", "score_line", json!({"evaluation": "@own", "indicator": "@sales"}))
        .with("share", "target_share", json!({"goal": "@goal", "person": "@person", "month": "2026-03", "amount": 40}))
        .with("later", "target_share", json!({"goal": "@goal", "person": "@person", "month": "2026-09", "amount": 50}))
        .with("dealer", "partner", json!({"name": "华东代理"}))
        .with("dealt", "target_share", json!({"goal": "@goal", "partner": "@dealer", "amount": 90}))
        .with("review", "partner_review", json!({"partner": "@dealer", "sold": 4500}));
    assert_eq!(desk.value("own_line", "=performance.target").as_deref(), Some("40"), "the months of the period");
    assert_eq!(desk.value("review", "=channels.partner_target").as_deref(), Some("90"));
    assert_eq!(desk.value("review", "=channels.partner_attainment").as_deref(), Some("0.5"));
    desk.set("share", "amount", json!(60)).unwrap();
    desk.set("dealt", "amount", json!(180)).unwrap();
    assert_eq!(desk.value("own_line", "=performance.target").as_deref(), Some("60"));
    assert_eq!(desk.value("review", "=channels.partner_attainment").as_deref(), Some("0.25"));
    assert!(desk.hanging("person").contains(&"target_share.person".to_owned()));
}

/// covers: L50
#[test]
fn the_loop_of_a_goal_shows_all_five_steps_and_where_it_breaks_off() {
    let mut desk = Desk::new().with("goal", "goal", json!({"statement": "满意度 85%", "status": "published"}));
    let missing = |desk: &Desk| full_loop::of(desk.world.get(desk.id("goal")), &desk.world.context()).missing();
    let boxes = |desk: &Desk| {
        let Picture::Chain { steps, rows, .. } = pillar::picture(&desk.world, "07-improvement", "full_loop", None) else { panic!() };
        assert_eq!((steps.len() + 1, rows.len()), (full_loop::STEPS.len(), 1));
        rows[0].values.iter().map(Option::is_some).collect::<Vec<_>>()
    };
    assert_eq!((missing(&desk), boxes(&desk)), (Some("indicator"), vec![false; 4]));
    desk = desk.with("rate", "indicator", json!({"name": "满意度", "unit_kind": "ratio"}));
    desk.set("goal", "indicator", json!("@rate")).unwrap();
    assert_eq!(missing(&desk), Some("evaluation"));
    desk =
        desk.with("run", "evaluation", json!({"name": "半年考核"})).with("line", "score_line", json!({"evaluation": "@run", "indicator": "@rate"}));
    assert_eq!(missing(&desk), Some("improvement_action"));
    desk = desk.with("action", "improvement_action", json!({"title": "延长客服时间", "goal": "@goal"}));
    assert_eq!((missing(&desk), boxes(&desk)), (Some("goal_review"), vec![true, true, true, false]));
    desk.add("review", "goal_review", json!({"goal": "@goal", "reviewed_on": "2026-06-30", "decision": "keep"})).unwrap();
    assert_eq!((missing(&desk), boxes(&desk)), (None, vec![true; 4]));
    desk.delete("action");
    assert_eq!(missing(&desk), Some("improvement_action"));
}

/// A month with a reading is not computed a second time.
#[test]
fn readings_come_before_what_is_computed() {
    let desk = measured()
        .with("may", "reading", json!({"indicator": "@sales", "date": "2026-05-31", "value": 50}))
        .with("order", "order", json!({"number": "1", "date": "2026-05-12", "amount": 4_000}))
        .with("other", "order", json!({"number": "2", "date": "2026-04-12", "amount": 3_000}));
    let values = scores::readings(&desk.world.context(), desk.id("sales"), None);
    assert_eq!(values.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [number("30"), number("50")]);
    assert_eq!(progress::of(desk.world.get(desk.id("goal")), &desk.world.context()).actual.map(|point| point.value), Some(number("80")));
    assert_eq!(goal::TARGET.get(&**desk.world.get(desk.id("goal"))), Some(number("600")));
}
