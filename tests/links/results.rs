//! Reports, appraisals, improvements, partners (L11, L12, L25, L26, L28, L30, L32–L34, L36, L37, L42, L44, L45).

use serde_json::json;

use crate::desk::Desk;

/// covers: L11
#[test]
fn the_blocks_of_a_report_are_the_readings() {
    let codes = [("sales", "K01"), ("cost", "K39"), ("stock", "K50"), ("cash", "K51"), ("owed", "K52")];
    let mut desk =
        codes.iter().fold(Desk::new(), |desk, (name, code)| desk.with(name, "indicator", json!({"name": name, "code": code, "unit_kind": "number"})));
    let blocks = json!({"name": "一季度", "period_kind": "quarter", "starts_on": "2026-01-01", "ends_on": "2026-03-31", "sales": 800, "cost_of_goods": 500, "stock": 300, "cash_in": 700, "cash_out": 600, "receivables": 200, "status": "sent"});
    desk = desk.with("report", "internal_report", blocks);
    let newest = |desk: &Desk| codes.map(|(name, _)| desk.value(name, "=performance.newest").unwrap());
    assert_eq!(newest(&desk), ["8", "5", "3", "1", "2"]);
    desk.set("report", "sales", json!(900)).unwrap();
    assert_eq!(newest(&desk)[0], "9");
    // The half-year holds the quarter: nothing is counted twice.
    desk = desk.with(
        "half",
        "internal_report",
        json!({"name": "上半年", "period_kind": "half_year", "starts_on": "2026-01-01", "ends_on": "2026-06-30", "sales": 2_000}),
    );
    assert_eq!(newest(&desk)[0], "9");
    desk.delete("report");
    assert_eq!(newest_of(&desk, "sales"), Some("20".to_owned()));
}

fn newest_of(desk: &Desk, name: &str) -> Option<String> {
    desk.value(name, "=performance.newest")
}

/// covers: L12
#[test]
fn orders_and_receipts_add_up_by_period() {
    let mut desk = Desk::new()
        .with("sales", "indicator", json!({"name": "销售额", "code": "K01", "unit_kind": "money", "adds_up": true}))
        .with("rate", "indicator", json!({"name": "回款率", "code": "K53", "unit_kind": "ratio"}))
        .with("report", "internal_report", json!({"name": "五月", "starts_on": "2026-05-01", "ends_on": "2026-05-31"}))
        .with("order", "order", json!({"number": "1", "date": "2026-05-12", "amount": 40_000}));
    desk.add("receipt", "receipt", json!({"number": "1-1", "order": "@order", "due_on": "2026-05-31"})).unwrap();
    assert_eq!(desk.field("receipt", "due_amount"), Some(json!(40_000)), "known of the order");
    assert_eq!(desk.value("report", "=information.ordered").as_deref(), Some("400"));
    assert_eq!((newest_of(&desk, "sales").as_deref(), newest_of(&desk, "rate").as_deref()), (Some("400"), Some("0")));
    desk.set("receipt", "amount", json!(10_000)).unwrap();
    desk.set("receipt", "received_on", json!("2026-05-30")).unwrap();
    assert_eq!((desk.value("report", "=information.received").as_deref(), newest_of(&desk, "rate").as_deref()), (Some("100"), Some("0.25")));
    desk.set("order", "status", json!("cancelled")).unwrap();
    assert_eq!(desk.value("report", "=information.ordered"), None);
    assert_eq!(desk.hanging("order"), ["receipt.order"]);
}

fn judged(points: i64) -> Desk {
    Desk::new()
        .with("junior", "position", json!({"name": "专员"}))
        .with("person", "person", json!({"name": "冯洁", "position": "@junior"}))
        .with("first", "career_level", json!({"name": "专员", "rank": 1, "position": "@junior"}))
        .with("next", "career_level", json!({"name": "主管", "rank": 2, "below": "@first"}))
        .with("sales", "indicator", json!({"name": "销售额", "unit_kind": "number", "direction": "higher"}))
        .with(
            "scheme",
            "evaluation_scheme",
            json!({"name": "方案", "indicators": [{"indicator": "@sales", "weight": 1}], "pay_base": 500_000, "pay_variable": 200_000}),
        )
        .with(
            "run",
            "evaluation",
            json!({"name": "冯洁上半年考核", "person": "@person", "scheme": "@scheme", "period": {"from": "2026-01-01", "to": "2026-06-30"}}),
        )
        .with("line", "score_line", json!({"evaluation": "@run", "indicator": "@sales", "target": 100, "actual": points}))
}

/// covers: L25, P05.A13
#[test]
fn a_score_leads_to_training_promotion_and_pay() {
    let mut weak = judged(60);
    assert_eq!(weak.value("run", "=performance.total").as_deref(), Some("60"));
    assert!(weak.offers("run_promotion", "run").is_empty());
    weak.act("run_training", "run", None, "goal");
    assert_eq!(weak.value("goal", "text").as_deref(), Some("冯洁：补上考核暴露的短板"));
    assert_eq!(weak.hanging("run"), ["score_line.evaluation", "training_goal.evaluation"]);
    let mut strong = judged(95);
    assert!(strong.offers("run_training", "run").is_empty());
    strong.act("run_promotion", "run", None, "case");
    assert_eq!(strong.value("case", "level.name").as_deref(), Some("主管"));
    // Pay: base 5,000 and 95 % of 2,000; then by bands.
    assert_eq!(strong.value("run", "=links.pay_preview").as_deref(), Some("6900"));
    strong.set("scheme", "pay_bands", json!([{"from": 60, "factor": 0.8}, {"from": 90, "factor": 1.2}])).unwrap();
    assert_eq!(strong.value("run", "=links.pay_preview").as_deref(), Some("7400"));
    strong.set("line", "actual", json!(59)).unwrap();
    assert_eq!(strong.value("run", "=links.pay_preview").as_deref(), Some("5000"));
}

/// covers: L26
#[test]
fn a_high_score_proposes_a_reward() {
    assert!(judged(89).offers("run_reward", "run").is_empty());
    let mut desk = judged(95);
    desk.act("run_reward", "run", None, "reward");
    assert_eq!(desk.value("reward", "condition").as_deref(), Some("冯洁上半年考核得分 95"));
    assert_eq!(desk.value("reward", "persons.name").as_deref(), Some("冯洁"));
    assert!(desk.offers("run_reward", "run").is_empty());
    assert!(desk.hanging("run").contains(&"reward.evaluation".to_owned()));
}

/// covers: L28, P05.3.1
#[test]
fn the_effect_of_a_training_is_an_indicator() {
    let mut desk = Desk::new()
        .with("gain", "indicator", json!({"name": "培训效果", "code": "K91", "unit_kind": "number"}))
        .with("person", "person", json!({"name": "冯洁"}))
        .with("course", "course", json!({"name": "数据分析", "course_kind": "basic"}))
        .with("session", "training_session", json!({"title": "第一期", "course": "@course", "date": "2026-05-20"}))
        .with(
            "record",
            "training_record",
            json!({"session": "@session", "person": "@person", "presence": "present", "test_before": 60, "test_after": 84}),
        );
    assert_eq!(newest_of(&desk, "gain").as_deref(), Some("24"));
    desk.set("record", "test_after", json!(90)).unwrap();
    assert_eq!(newest_of(&desk, "gain").as_deref(), Some("30"));
    assert_eq!(desk.hanging("session"), ["training_record.session"]);
    desk.delete("record");
    assert_eq!(newest_of(&desk, "gain"), None);
}

/// covers: L30
#[test]
fn a_suggestion_becomes_an_idea_and_a_reward() {
    let mut desk = Desk::new().with("person", "person", json!({"name": "梁雨"})).with(
        "said",
        "suggestion",
        json!({"text": "手表配体脂秤", "received": "2026-04-02", "author": "@person", "status": "considered", "reward_value": 50_000}),
    );
    assert!(desk.offers("suggestion_idea", "said").is_empty());
    desk.set("said", "status", json!("adopted")).unwrap();
    desk.act("suggestion_idea", "said", None, "idea");
    desk.act("suggestion_reward", "said", None, "reward");
    assert_eq!((desk.value("idea", "author.name").as_deref(), desk.field("idea", "date")), (Some("梁雨"), Some(json!("2026-04-02"))));
    assert_eq!((desk.value("reward", "persons.name").as_deref(), desk.field("reward", "amount")), (Some("梁雨"), Some(json!(50_000))));
    assert_eq!((desk.hanging("idea"), desk.hanging("reward")), (vec!["suggestion.idea".to_owned()], vec!["suggestion.reward".to_owned()]));
    desk.act("suggestion_action", "said", None, "action");
    assert_eq!(desk.value("action", "suggestion.text").as_deref(), Some("手表配体脂秤"));
}

/// covers: L32
#[test]
fn feedback_counts_in_the_mark_for_experience() {
    let mut desk = Desk::new()
        .with("shop", "channel", json!({"name": "官网"}))
        .with("score", "channel_score", json!({"name": "官网上半年", "channel": "@shop", "period": {"from": "2026-01-01", "to": "2026-06-30"}}))
        .with("heard", "feedback", json!({"text": "发货慢", "source": "customer", "date": "2026-06-01", "impact": -1, "channel": "@shop"}));
    assert_eq!(desk.value("score", "=channels.heard").as_deref(), Some("1"));
    desk.set("heard", "satisfaction", json!(2)).unwrap();
    assert_eq!(desk.value("score", "=channels.heard_satisfaction").as_deref(), Some("2"));
    assert_eq!(desk.hanging("shop"), ["channel_score.channel", "feedback.channel"]);
    desk.delete("heard");
    assert_ne!(desk.value("score", "=channels.heard").as_deref(), Some("1"));
}

/// covers: L33
#[test]
fn a_score_proposes_what_to_do_with_the_channel() {
    let mut desk = Desk::new()
        .with("shop", "channel", json!({"name": "老店", "status": "active"}))
        .with("score", "channel_score", json!({"name": "老店上半年", "channel": "@shop", "period": {"from": "2026-01-01", "to": "2026-06-30"}, "cost": 2, "efficiency": 2, "coverage": 2, "experience": 2}));
    assert_eq!(desk.value("score", "=channels.score_proposal").as_deref(), Some("choice.channel_decision.decision.improve"));
    desk.act("score_decision", "score", None, "decision");
    assert_eq!((desk.field("decision", "decision"), desk.value("decision", "channel.name").as_deref()), (Some(json!("improve")), Some("老店")));
    assert!(desk.offers("score_decision", "score").is_empty());
    desk.set("score", "cost", json!(5)).unwrap();
    desk.set("score", "efficiency", json!(5)).unwrap();
    assert_ne!(desk.value("score", "=channels.score_proposal").as_deref(), Some("choice.channel_decision.decision.improve"));
    assert_eq!(desk.hanging("score"), ["channel_decision.score"]);
}

/// covers: L34, P08.A04, P05.A28, S132, S154
#[test]
fn the_score_of_a_partner_sets_its_credit() {
    let mut desk = Desk::new().with("dealer", "partner", json!({"name": "华东代理", "credit_limit": 30_000_000})).with(
        "review",
        "partner_review",
        json!({"partner": "@dealer", "target": 150_000_000, "sold": 120_000_000, "incentive_rate": 0.02}),
    );
    assert_eq!(desk.value("review", "=channels.partner_attainment").as_deref(), Some("0.8"));
    assert_eq!(desk.value("review", "=channels.partner_verdict").as_deref(), Some("choice.partner_review.decision.warn"));
    assert_eq!(desk.value("review", "=channels.incentive").as_deref(), Some("0"));
    desk.set("review", "least", json!(0.8)).unwrap();
    assert_eq!(desk.value("review", "=channels.incentive").as_deref(), Some("24000"));
    // 80 points: the whole credit of 300,000. An order over it is refused, unless somebody says why.
    assert_eq!(desk.value("dealer", "=channels.credit_limit").as_deref(), Some("300000"));
    desk.add("first", "order", json!({"number": "1", "date": "2026-06-01", "amount": 20_000_000, "partner": "@dealer"})).unwrap();
    let second = json!({"number": "2", "date": "2026-06-10", "amount": 15_000_000, "partner": "@dealer"});
    let stop = desk.add("second", "order", second.clone()).unwrap_err();
    assert_eq!((stop.code, stop.values[2].1.plain()), ("limit.credit", "350000".to_owned()));
    desk.add("paid", "receipt", json!({"number": "1-1", "order": "@first", "amount": 5_000_000})).unwrap();
    desk.add("second", "order", second).unwrap();
    desk.set("review", "sold", json!(100_000_000)).unwrap();
    assert_eq!(desk.value("dealer", "=channels.credit_limit").as_deref(), Some("150000"), "half from 60 points");
    assert_eq!(desk.set("second", "amount", json!(15_000_001)).unwrap_err().code, "limit.credit");
    desk.set("second", "over_limit_reason", json!("总经理同意")).unwrap();
    desk.set("second", "amount", json!(15_000_001)).unwrap();
    assert_eq!(desk.hanging("dealer"), ["order.partner", "order.partner", "partner_review.partner"]);
}

/// covers: L36, P08.A07
#[test]
fn a_shipment_is_the_way_of_its_order() {
    let mut desk = Desk::new()
        .with("rate", "indicator", json!({"name": "准时交付率", "code": "K68", "unit_kind": "ratio"}))
        .with("order", "order", json!({"number": "1", "date": "2026-05-12", "amount": 40_000}))
        .with("goods", "shipment", json!({"number": "S1", "order": "@order", "planned_on": "2026-05-20", "status": "sent"}));
    assert_eq!(desk.value("goods", "=channels.days_late").as_deref(), Some("41"), "it has not come yet");
    assert_eq!(newest_of(&desk, "rate").as_deref(), Some("0"));
    desk.set("goods", "arrived_on", json!("2026-05-19")).unwrap();
    desk.set("goods", "status", json!("arrived")).unwrap();
    assert_eq!(newest_of(&desk, "rate").as_deref(), Some("1"));
    assert_eq!(desk.value("order", "=channels.order_way").as_deref(), Some("S1 · 2026-05-19 · choice.shipment.status.arrived"));
    assert_eq!(desk.hanging("order"), ["shipment.order"]);
}

/// covers: L37
#[test]
fn a_practice_is_used_again_and_counted() {
    let mut desk = Desk::new().with(
        "practice",
        "best_practice",
        json!({"name": "门店直播", "practice_kind": "own", "approach": "店长出镜", "situation": "淡季"}),
    );
    assert_eq!(desk.value("practice", "=channels.reuse").as_deref(), Some("0"));
    desk.act("practice_campaign", "practice", None, "campaign");
    desk.act("practice_course", "practice", None, "course");
    desk.act("practice_case", "practice", None, "case");
    assert_eq!(desk.value("practice", "=channels.reuse").as_deref(), Some("3"));
    assert_eq!(desk.value("campaign", "best_practice.name").as_deref(), Some("门店直播"));
    assert_eq!((desk.value("course", "content").as_deref(), desk.value("case", "story").as_deref()), (Some("店长出镜"), Some("淡季")));
    assert_eq!(desk.hanging("practice"), ["campaign.best_practice", "lesson.best_practice"]);
    assert_eq!(desk.hanging("course"), ["best_practice.used_in"]);
}

/// covers: L42
#[test]
fn what_colleagues_say_is_heard_only_where_they_allow_it() {
    let mut desk = judged(80).with("other", "person", json!({"name": "周杰"})).with(
        "said",
        "peer_feedback",
        json!({"name": "周杰→冯洁", "from": "@other", "to": "@person", "given_on": "2026-06-10", "visibility": "pair"}),
    );
    assert_eq!(desk.value("run", "=links.heard_of_colleagues"), None, "between the two alone");
    desk.set("said", "visibility", json!("superior")).unwrap();
    assert_eq!(desk.value("run", "=links.heard_of_colleagues").as_deref(), Some("周杰→冯洁"));
    desk.set("said", "given_on", json!("2025-06-10")).unwrap();
    assert_eq!(desk.value("run", "=links.heard_of_colleagues"), None, "of another year");
    assert!(desk.hanging("person").contains(&"peer_feedback.to".to_owned()));
}

/// covers: L44
#[test]
fn an_alert_becomes_an_improvement_and_goes_onto_the_agenda() {
    let mut desk = Desk::new()
        .with("person", "person", json!({"name": "李娜"}))
        .with("owed", "indicator", json!({"name": "应收账款", "unit_kind": "money"}))
        .with("limit", "threshold", json!({"name": "应收上限", "watches": "indicator", "indicator": "@owed"}))
        .with("alert", "alert", json!({"text": "应收账款超限", "threshold": "@limit", "owner": "@person", "status": "open"}))
        .with("meeting", "meeting", json!({"name": "周会", "date": "2026-07-03", "status": "planned", "agenda": ["上周进展"]}));
    desk.act("meeting_alerts", "meeting", None, "none");
    assert_eq!(desk.field("meeting", "agenda"), Some(json!(["上周进展", "应收账款超限"])));
    assert!(desk.offers("meeting_alerts", "meeting").is_empty());
    desk.act("alert_action", "alert", None, "action");
    assert_eq!((desk.value("action", "indicator.name").as_deref(), desk.value("action", "owner.name").as_deref()), (Some("应收账款"), Some("李娜")));
    assert!(desk.offers("alert_action", "alert").is_empty());
    assert_eq!(desk.hanging("action"), ["alert.action"]);
    assert_eq!(desk.hanging("alert"), ["improvement_action.alert"]);
}

/// covers: L45
#[test]
fn the_result_of_a_review_becomes_an_improvement_and_stands_at_the_plan() {
    let mut desk = Desk::new()
        .with("plan", "plan", json!({"name": "下年计划"}))
        .with("review", "system_review", json!({"name": "年中评估", "reviewed_on": "2026-06-20", "summary": "反馈渠道太少"}))
        .with(
            "info",
            "info_review",
            json!({"name": "信息系统评估", "reviewed_on": "2026-06-20", "decision": "change", "decision_reason": "竞品数据太旧"}),
        );
    desk.act("review_action_system", "review", None, "first");
    desk.act("review_action", "info", None, "second");
    assert_eq!(desk.value("first", "title").as_deref(), Some("落实评估结论：年中评估"));
    assert_eq!(desk.value("second", "problem").as_deref(), Some("竞品数据太旧"));
    let flow::Picture::List { rows, .. } = crate::pillar::picture(&desk.world, "02-plan", "plan_findings", Some(desk.id("plan"))) else { panic!() };
    assert_eq!(rows.len(), 2);
    desk.set("first", "status", json!("done")).unwrap();
    let flow::Picture::List { rows, .. } = crate::pillar::picture(&desk.world, "02-plan", "plan_findings", Some(desk.id("plan"))) else { panic!() };
    assert_eq!(rows.len(), 1);
    assert_eq!(desk.hanging("first"), ["system_review.actions"]);
}

/// covers: P09.3.1, S145
#[test]
fn points_that_are_not_there_cannot_be_redeemed() {
    let mut desk = Desk::new()
        .with("client", "customer", json!({"name": "陈女士"}))
        .with("member", "member", json!({"number": "M1", "customer": "@client"}))
        .with("earned", "points_entry", json!({"entry_kind": "earn", "member": "@member", "points": 499, "date": "2026-05-01"}));
    let redeem = |points: i64| json!({"entry_kind": "redeem", "member": "@member", "points": points, "date": "2026-06-01"});
    let stop = desk.add("too_many", "points_entry", redeem(600)).unwrap_err();
    assert_eq!((stop.code, stop.values[1].1.plain()), ("limit.points", "499".to_owned()));
    desk.add("some", "points_entry", redeem(300)).unwrap();
    assert_eq!(desk.value("member", "=customers.balance").as_deref(), Some("199"));
    assert!(desk.set("some", "points", json!(500)).is_err());
    desk.set("some", "points", json!(499)).unwrap();
}
