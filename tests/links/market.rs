//! Market and customers (L09, L10, L13–L17, L29, L31, L35, L38–L40, L47, L48).

use model::{Id, Money};
use pillars::links::market;
use pillars::performance::rules::scores;
use serde_json::json;

use crate::desk::Desk;

/// covers: L09
#[test]
fn a_study_is_the_evidence_of_needs_segments_and_prices() {
    let mut desk = Desk::new()
        .with("study", "research_project", json!({"name": "价格调研", "result": 0.4}))
        .with("need", "need_analysis", json!({"need": "续航", "research": ["@study"]}))
        .with("segment", "segment", json!({"name": "通勤族", "research": ["@study"]}))
        .with("watch", "product", json!({"name": "手表 A"}))
        .with("price", "price", json!({"name": "手表 A 定价", "product": "@watch", "research": ["@study"]}));
    desk.set("study", "name", json!("支付意愿调研")).unwrap();
    for name in ["need", "segment", "price"] {
        assert_eq!(desk.value(name, "research.name").as_deref(), Some("支付意愿调研"));
    }
    assert_eq!(desk.hanging("study"), ["need_analysis.research", "price.research", "segment.research"]);
    desk.delete("study");
    assert_eq!(desk.value("price", "research").as_deref(), Some("ui.record.gone"));
}

/// covers: L10, L35
#[test]
fn one_sheet_of_rivals_and_partners_serves_research_strategy_and_channels() {
    let mut desk = Desk::new()
        .with("rival", "competitor", json!({"name": "星环"}))
        .with("dealer", "partner", json!({"name": "华东代理", "trust": 4}))
        .with("study", "research_project", json!({"name": "渠道调研", "partners": ["@dealer"], "matchup": [{"link": "price", "rival": "@rival"}]}))
        .with("sheet", "rival_study", json!({"name": "星环研究", "competitor": "@rival", "project": "@study"}))
        .with("offer", "offer_comparison", json!({"offer": "星环 S2", "competitor": "@rival"}));
    assert_eq!(desk.value("rival", "#rival_study.competitor").as_deref(), Some("1"));
    assert_eq!(desk.value("dealer", "#research_project.partners").as_deref(), Some("1"));
    desk.set("dealer", "trust", json!(2)).unwrap();
    assert_eq!(desk.value("study", "partners.trust").as_deref(), Some("2"));
    assert!(desk.hanging("rival").contains(&"rival_study.competitor".to_owned()));
    assert_eq!(desk.hanging("dealer"), ["research_project.partners"]);
}

/// covers: L13, P09.A06
#[test]
fn moving_an_opportunity_notes_the_event_and_the_funnel_follows() {
    let mut desk = Desk::new()
        .with("person", "person", json!({"name": "王芳"}))
        .with("client", "customer", json!({"name": "康健医院", "owner": "@person", "phone": "13800000000"}))
        .with("rate", "indicator", json!({"name": "成功率", "code": "K33", "unit_kind": "ratio"}));
    desk.add("deal", "opportunity", json!({"name": "体检中心 50 套", "customer": "@client", "amount": 50_000})).unwrap();
    assert_eq!(desk.world.records.count("stage_event"), 0, "it is in no stage yet");
    assert_eq!(desk.field("deal", "phone"), Some(json!("13800000000")), "known of the customer");
    desk.set("deal", "stage", json!("know")).unwrap();
    desk.set("deal", "stage", json!("compare")).unwrap();
    desk.set("deal", "stage", json!("compare")).unwrap();
    let events: Vec<_> = desk.world.records.of_kind("stage_event").cloned().collect();
    let stages: Vec<_> = events.iter().map(|event| event.fields["stage"].as_str().unwrap().to_owned()).collect();
    assert_eq!(stages, ["know", "compare"], "one event for each move");
    assert_eq!(events[1].fields["entered_on"], json!("2026-06-30"));
    assert_eq!((&events[1].fields["amount"], &events[1].fields["by"]), (&json!(50_000), &json!(desk.id("person").to_string())));
    assert_eq!(desk.value("deal", "=customers.stage_by_events").as_deref(), Some("choice.opportunity.stage.compare"));
    assert_eq!(scores::readings(&desk.world.context(), desk.id("rate"), None), []);
    desk.set("deal", "closed_on", json!("2026-06-30")).unwrap();
    desk.set("deal", "status", json!("won")).unwrap();
    assert_eq!(desk.value("rate", "=performance.newest").as_deref(), Some("1"));
    assert_eq!(desk.hanging("deal"), ["stage_event.opportunity", "stage_event.opportunity"]);
}

/// covers: L14
#[test]
fn one_survey_and_one_complaint_have_three_uses() {
    let mut desk = Desk::new()
        .with("rate", "indicator", json!({"name": "客户满意度", "code": "K15", "unit_kind": "ratio"}))
        .with("study", "research_project", json!({"name": "满意度调研", "indicator": "@rate", "ends_on": "2026-05-31", "result": 0.82}))
        .with("watch", "product", json!({"name": "手表 A"}))
        .with("client", "customer", json!({"name": "陈女士"}))
        .with(
            "complaint",
            "complaint",
            json!({"subject": "表带过敏", "received_at": "2026-06-12T02:00:00Z", "customer": "@client", "product": "@watch"}),
        );
    assert_eq!(desk.value("rate", "=performance.newest").as_deref(), Some("0.82"));
    desk.set("study", "result", json!(0.86)).unwrap();
    assert_eq!(desk.value("rate", "=performance.newest").as_deref(), Some("0.86"));
    desk.act("complaint_feedback", "complaint", None, "feedback");
    assert_eq!(desk.field("feedback", "date"), Some(json!("2026-06-12")));
    assert_eq!(
        (desk.value("feedback", "customer.name").as_deref(), desk.value("feedback", "product.name").as_deref()),
        (Some("陈女士"), Some("手表 A"))
    );
    assert!(desk.offers("complaint_feedback", "complaint").is_empty(), "it is entered once");
    assert_eq!(desk.hanging("feedback"), ["complaint.feedback"]);
    assert_eq!(desk.hanging("rate"), ["research_project.indicator"]);
}

fn buyers() -> Desk {
    let mut desk = Desk::new()
        .with("group", "customer_segment", json!({"name": "重要客户", "class": "a"}))
        .with("rest", "customer_segment", json!({"name": "其他客户", "class": "b"}))
        .with("first", "customer", json!({"name": "陈女士", "class": "a"}))
        .with("second", "customer", json!({"name": "何先生", "class": "b"}));
    for (name, of, amount) in [("o1", "@first", 300_000), ("o2", "@second", 100_000)] {
        desk.add(name, "order", json!({"number": name, "date": "2026-05-10", "customer": of, "amount": amount})).unwrap();
    }
    desk
}

/// covers: L15, L40
#[test]
fn a_campaign_addresses_the_members_of_a_saved_filter() {
    let mut desk = buyers().with("campaign", "campaign", json!({"name": "老客回馈", "segments": ["@group"]}));
    assert_eq!(desk.value("campaign", "=links.campaign_targets").as_deref(), Some("1"));
    desk.set("second", "class", json!("a")).unwrap();
    assert_eq!(desk.value("campaign", "=links.campaign_targets").as_deref(), Some("2"));
    desk.set("first", "no_marketing", json!(true)).unwrap();
    assert_eq!(desk.value("campaign", "=links.campaign_targets").as_deref(), Some("1"), "who wants no advertising gets none");
    // The same filter by recency, frequency and money (RFM).
    desk.set("group", "class", json!(null)).unwrap();
    desk.set("group", "m_from", json!(1)).unwrap();
    desk.set("group", "r_from", json!(5)).unwrap();
    let targets =
        |desk: &Desk| -> Vec<Id> { market::targets(&desk.world.context(), desk.world.get(desk.id("campaign"))).iter().map(|one| one.id).collect() };
    let recency = desk.value("second", "=customers.recency").unwrap();
    assert_eq!(targets(&desk).contains(&desk.id("second")), recency == "5");
    desk.set("group", "r_from", json!(1)).unwrap();
    assert_eq!(targets(&desk), [desk.id("second")]);
    assert_eq!(desk.hanging("group"), ["campaign.segments"]);
}

/// covers: L16
#[test]
fn a_lead_and_an_order_carry_their_campaign() {
    let mut desk =
        buyers().with("shop", "channel", json!({"name": "官网"})).with("campaign", "campaign", json!({"name": "618", "channels": ["@shop"]}));
    desk.add("lead", "lead", json!({"name": "赵先生", "campaign": "@campaign"})).unwrap();
    desk.set("o1", "campaign", json!("@campaign")).unwrap();
    assert_eq!(desk.value("campaign", "#lead.campaign").as_deref(), Some("1"));
    assert_eq!(desk.value("campaign", "+order.campaign.amount").as_deref(), Some("3000"));
    desk.set("campaign", "name", json!("618 大促")).unwrap();
    assert_eq!(desk.value("lead", "campaign.name").as_deref(), Some("618 大促"));
    assert_eq!(desk.hanging("campaign"), ["lead.campaign", "order.campaign"]);
    assert_eq!(desk.hanging("shop"), ["campaign.channels"]);
}

/// covers: L17
#[test]
fn an_expense_counts_by_programme_and_by_channel() {
    let mut desk = Desk::new()
        .with("shop", "channel", json!({"name": "官网"}))
        .with("line", "budget_line", json!({"name": "官网推广", "year": 2026, "amount": 100_000, "channel": "@shop"}))
        .with("campaign", "campaign", json!({"name": "618", "budget_line": "@line"}));
    desk.add("paid", "expense", json!({"name": "搜索广告", "date": "2026-06-05", "amount": 40_000, "campaign": "@campaign"})).unwrap();
    assert_eq!(desk.value("paid", "budget_line.name").as_deref(), Some("官网推广"), "known of the campaign");
    assert_eq!(desk.value("line", "=plan.line_spent").as_deref(), Some("400"));
    assert_eq!(desk.value("campaign", "=plan.campaign_cost").as_deref(), Some("400"));
    desk.set("paid", "amount", json!(60_000)).unwrap();
    assert_eq!(desk.value("line", "=plan.line_spent").as_deref(), Some("600"));
    assert_eq!(desk.hanging("line"), ["campaign.budget_line", "expense.budget_line"]);
    desk.add("second", "expense", json!({"name": "海报", "date": "2026-06-06", "amount": 1_000, "budget_line": "@line"})).unwrap();
    assert_eq!(desk.value("second", "channel.name").as_deref(), Some("官网"));
}

/// covers: L29
#[test]
fn an_adopted_idea_becomes_a_product_or_a_campaign() {
    let mut desk = Desk::new().with("person", "person", json!({"name": "梁雨"})).with(
        "idea",
        "idea",
        json!({"text": "手表配体脂秤套装", "author": "@person", "status": "trial"}),
    );
    assert!(desk.offers("idea_product", "idea").is_empty(), "it is not adopted yet");
    desk.set("idea", "status", json!("adopted")).unwrap();
    desk.act("idea_product", "idea", None, "product");
    assert_eq!((desk.value("product", "name").as_deref(), desk.value("product", "owner.name").as_deref()), (Some("手表配体脂秤套装"), Some("梁雨")));
    assert_eq!(desk.value("product", "idea.status").as_deref(), Some("choice.idea.status.adopted"));
    assert!(desk.offers("idea_campaign", "idea").is_empty(), "one draft is enough");
    desk.delete("product");
    desk.act("idea_campaign", "idea", None, "campaign");
    assert_eq!(desk.hanging("idea"), ["campaign.idea"]);
}

/// covers: L31
#[test]
fn feedback_on_a_product_becomes_a_product_improvement() {
    let mut desk = Desk::new()
        .with("watch", "product", json!({"name": "手表 A"}))
        .with(
            "heard",
            "feedback",
            json!({"text": "表带易过敏", "source": "customer", "date": "2026-06-01", "impact": -1, "about": "product", "product": "@watch"}),
        )
        .with("other", "feedback", json!({"text": "等太久", "source": "customer", "date": "2026-06-01", "impact": -1, "about": "service"}));
    assert!(desk.offers("feedback_product", "other").is_empty());
    desk.act("feedback_product", "heard", None, "better");
    assert_eq!(desk.value("better", "development_kind").as_deref(), Some("choice.new_product.development_kind.improve"));
    assert_eq!((desk.value("better", "name").as_deref(), desk.value("better", "product.name").as_deref()), (Some("表带易过敏"), Some("手表 A")));
    assert_eq!(desk.hanging("heard"), ["new_product.feedback"]);
}

/// covers: L38
#[test]
fn needs_of_customers_are_counted_at_the_need() {
    let mut desk = buyers().with("need", "need_analysis", json!({"need": "续航时间长"}));
    assert_eq!(desk.value("need", "=links.customers_with_need"), None);
    desk.set("first", "needs", json!(["续航"])).unwrap();
    desk.set("second", "needs", json!(["轻便", "续航"])).unwrap();
    assert_eq!(desk.value("need", "=links.customers_with_need").as_deref(), Some("2"));
    desk.delete("second");
    assert_eq!(desk.value("need", "=links.customers_with_need").as_deref(), Some("1"));
}

/// covers: L39
#[test]
fn money_spent_on_a_segment_stands_against_its_value() {
    let mut desk = buyers().with("one", "campaign", json!({"name": "老客回馈", "segments": ["@group"], "planned_cost": 50_000})).with(
        "two",
        "campaign",
        json!({"name": "拉新", "segments": ["@rest"], "planned_cost": 50_000}),
    );
    // Three years of the spending; no product tells a margin.
    assert_eq!(desk.value("first", "=links.lifetime_value").as_deref(), Some("9000"));
    assert_eq!(desk.value("group", "=links.value_share").as_deref(), Some("0.75"));
    assert_eq!(desk.value("group", "=links.money_share").as_deref(), Some("0.5"));
    assert_eq!(desk.value("group", "=links.share_gap").as_deref(), Some("-0.25"));
    desk.set("two", "planned_cost", json!(150_000)).unwrap();
    assert_eq!(desk.value("group", "=links.money_share").as_deref(), Some("0.25"));
    desk = desk.with("norm", "customer_norm", json!({"name": "客户标准", "value_years": 1}));
    assert_eq!(market::lifetime_value(&desk.world.context(), desk.id("first")), Some(Money(300_000)));
}

/// covers: L47
#[test]
fn a_pilot_that_goes_on_becomes_a_practice() {
    let mut desk = Desk::new().with(
        "pilot",
        "pilot",
        json!({"name": "华南试点", "status": "running", "scheme": "门店加直播", "result": 0.12, "control_result": 0.02}),
    );
    assert_eq!(desk.value("pilot", "=plan.pilot_difference").as_deref(), Some("0.1"));
    assert!(desk.offers("pilot_practice", "pilot").is_empty(), "nothing is decided");
    desk.set("pilot", "decision", json!("extend")).unwrap();
    desk.act("pilot_practice", "pilot", None, "practice");
    assert_eq!(desk.value("practice", "approach").as_deref(), Some("门店加直播"));
    assert_eq!(desk.value("pilot", "best_practice.name").as_deref(), Some("华南试点"));
    assert_eq!(desk.hanging("practice"), ["pilot.best_practice"]);
}

/// covers: L48
#[test]
fn findings_of_a_trial_hold_back_the_launch_and_become_feedback() {
    let mut desk = Desk::new().with("watch", "product", json!({"name": "手表 A"})).with(
        "trial",
        "trial",
        json!({"name": "内测", "date": "2026-06-01", "product": "@watch", "findings": [{"finding": "表带太硬"}, {"finding": "屏幕反光"}]}),
    );
    desk.act("trial_feedback", "trial", Some(1), "heard");
    assert_eq!((desk.value("heard", "text").as_deref(), desk.value("heard", "product.name").as_deref()), (Some("屏幕反光"), Some("手表 A")));
    assert_eq!(desk.offers("trial_feedback", "trial").iter().map(|offer| offer.row).collect::<Vec<_>>(), [Some(0)]);
    assert_eq!(desk.hanging("heard"), ["trial.findings"]);
}
