//! Further rows of the catalogue that the records of the pillars carry: what is asked for can be entered, is counted and shown.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "links/desk.rs"]
mod desk;
#[path = "goals_fixture.rs"]
mod fixture;
#[path = "pillar_fixture.rs"]
mod pillar;

use desk::Desk;
use flow::Picture;
use model::{FieldDef, Kind};
use serde_json::json;

fn kind(name: &str) -> &'static Kind {
    pillars::registry().kind(name).unwrap_or_else(|| panic!("no kind is called {name}"))
}

fn has(name: &str, fields: &[&str]) {
    let missing: Vec<_> = fields.iter().filter(|field| kind(name).field(field).is_none()).collect();
    assert!(missing.is_empty(), "{name} lacks {missing:?}");
}

fn columns(name: &str, field: &str) -> Vec<&'static str> {
    kind(name).field(field).map(|field| field.columns.iter().map(|column: &FieldDef| column.name).collect()).unwrap_or_default()
}

/// covers: P00.02
#[test]
fn every_pillar_reads_the_one_list_of_people_and_of_indicators() {
    let linked = |target: &str| {
        let leads = |kind: &&Kind| kind.fields.iter().any(|field| field.targets.contains(&target));
        (1..=10).filter(|pillar| pillars::kinds_of(*pillar).any(|kind| leads(&kind))).count()
    };
    assert_eq!(linked("person"), 10, "people are entered once");
    assert!(linked("indicator") >= 5);
    let names: Vec<_> = pillars::kinds().map(|kind| kind.name).collect();
    assert!(!names.iter().any(|name| ["employee", "client", "todo", "kpi"].contains(name)), "one kind for each concept");
}

/// covers: P04.A01, P04.A02, P04.A05
#[test]
fn a_study_of_rivals_has_ten_parts_and_a_study_of_buyers_three() {
    has(
        "rival_study",
        &["opening", "positioning", "price", "packaging", "channels", "share", "dealer_policy", "advertising", "after_sales", "satisfaction"],
    );
    let desk = Desk::new()
        .with("rival", "competitor", json!({"name": "星环"}))
        .with(
            "study",
            "research_project",
            json!({"name": "消费者调研", "demand_trend": "上升", "economy": "平稳", "industry_policy": "鼓励", "trust": 4, "proposals": "加续航"}),
        )
        .with(
            "sheet",
            "rival_study",
            json!({"name": "星环研究", "competitor": "@rival", "project": "@study", "share": 0.2, "dealer_policy": "压货返利"}),
        );
    assert_eq!(desk.value("rival", "#rival_study.competitor").as_deref(), Some("1"));
    assert_eq!(desk.value("study", "#rival_study.project").as_deref(), Some("1"));
    assert_eq!((desk.value("study", "trust").as_deref(), desk.value("study", "proposals").as_deref()), (Some("4"), Some("加续航")));
}

/// covers: P04.A04, P04.A06
#[test]
fn links_are_compared_with_the_rival_and_regions_are_told_apart() {
    let matchup = json!([{"link": "price", "rival": "@rival", "theirs": 4, "ours": 3, "attack": "包装", "gap": "返利慢"}]);
    let desk = Desk::new().with("rival", "competitor", json!({"name": "星环"})).with("south", "region", json!({"name": "华南"})).with(
        "study",
        "research_project",
        json!({"name": "渠道调研", "matchup": matchup, "local_factors": [{"region": "@south", "note": "喜欢浅色"}]}),
    );
    assert!(columns("research_project", "matchup").len() >= 6);
    let lines = desk.value("study", "=information.matchup_lines").unwrap();
    assert!(lines.contains("包装") && lines.contains("返利慢"), "{lines}");
    assert!(desk.value("study", "=information.local_lines").unwrap().contains("华南"));
}

/// covers: P04.A09, P04.A11
#[test]
fn a_report_of_research_has_its_chapters_and_says_where_a_finding_is_used() {
    has("research_project", &["market_analysis", "product_position", "target_market", "planning_basis"]);
    let desk = Desk::new().with("watch", "product", json!({"name": "手表 A"})).with(
        "study",
        "research_project",
        json!({"name": "价格调研", "findings": [{"finding": "愿付 499 元", "use": "@watch"}], "used_in": ["@watch"]}),
    );
    assert_eq!(desk.value("study", "#.findings").as_deref(), Some("1"));
    assert_eq!(desk.hanging("watch"), ["research_project.findings", "research_project.used_in"]);
    assert!(
        ["product", "price", "promotion", "channel"].iter().all(|target| kind("research_project").field("used_in").unwrap().targets.contains(target))
    );
}

/// covers: P04.A21
#[test]
fn a_forecast_names_buyers_demand_confidence_and_basis() {
    let desk = Desk::new().with(
        "card",
        "analysis_run",
        json!({"name": "高校市场", "model": "trend", "potential_customers": 20_000, "expected_demand": 3_000, "confidence": 3, "basis": "两校试点"}),
    );
    let told = ["potential_customers", "expected_demand", "confidence", "basis"].map(|field| desk.value("card", field).unwrap());
    assert_eq!(told, ["20000", "3000", "3", "两校试点"]);
}

/// covers: P07.A05, P07.A10
#[test]
fn feedback_is_about_a_workflow_or_a_campaign() {
    let mut desk = Desk::new()
        .with("campaign", "campaign", json!({"name": "618"}))
        .with(
            "heard",
            "feedback",
            json!({"text": "报销太慢", "source": "employee", "date": "2026-06-01", "impact": -1, "about": "process", "process": "报销"}),
        )
        .with(
            "reaction",
            "feedback",
            json!({"text": "海报好看", "source": "customer", "date": "2026-06-02", "impact": 1, "about": "promotion", "campaign": "@campaign"}),
        );
    assert_eq!(desk.value("heard", "process").as_deref(), Some("报销"));
    assert_eq!(desk.value("campaign", "#feedback.campaign").as_deref(), Some("1"));
    desk.set("reaction", "campaign", json!(null)).unwrap();
    assert_eq!(desk.value("campaign", "#feedback.campaign").as_deref(), Some("0"));
}

/// covers: P08.A18
#[test]
fn policy_is_changed_for_a_region_because_of_a_rival() {
    let desk = Desk::new()
        .with("shop", "channel", json!({"name": "门店"}))
        .with("south", "region", json!({"name": "华南"}))
        .with("rival", "competitor", json!({"name": "星环"}))
        .with("watch", "product", json!({"name": "手表 A"}))
        .with(
            "decision",
            "channel_decision",
            json!({"summary": "华南加返点", "channel": "@shop", "decision": "invest", "region": "@south", "competitor": "@rival"}),
        )
        .with("change", "price_change", json!({"reason": "跟进降价", "product": "@watch", "trigger": "rival"}));
    assert_eq!(
        (desk.value("decision", "region.name").as_deref(), desk.value("decision", "competitor.name").as_deref()),
        (Some("华南"), Some("星环"))
    );
    assert_eq!(desk.value("change", "trigger").as_deref(), Some("choice.price_change.trigger.rival"));
}

/// covers: P09.A22
#[test]
fn customers_are_ranked_by_what_they_are_worth() {
    let mut desk = Desk::new()
        .with("watch", "product", json!({"name": "手表 A", "net_price": 100_000, "unit_cost": 60_000}))
        .with("first", "customer", json!({"name": "陈女士"}))
        .with("second", "customer", json!({"name": "何先生"}));
    for (name, of, amount) in [("o1", "@first", 300_000), ("o2", "@second", 100_000)] {
        desk.add(name, "order", json!({"number": name, "date": "2026-05-10", "customer": of, "amount": amount, "product": "@watch", "quantity": 3}))
            .unwrap();
    }
    let worth = |desk: &Desk, name: &str| desk.value(name, "=links.lifetime_value").unwrap().parse::<f64>().unwrap();
    assert!((worth(&desk, "first") / worth(&desk, "second") - 3.0).abs() < 1e-6);
    desk = desk.with("norm", "customer_norm", json!({"name": "客户标准", "value_years": 6}));
    let longer = worth(&desk, "first");
    desk.set("norm", "value_years", json!(3)).unwrap();
    assert!((longer / worth(&desk, "first") - 2.0).abs() < 1e-6, "twice the years");
}

/// covers: P09.A24
#[test]
fn a_customer_file_asks_for_little() {
    let asked = kind("customer").fields.iter().filter(|field| field.required).count();
    assert!(asked <= 5, "{asked} fields must be filled in");
    assert!(kind("customer").fields.len() <= 40);
    assert!(pillars::kinds().all(|kind| kind.fields.iter().filter(|field| field.required).count() <= 15));
}

/// covers: P10.A01, P10.A05, P10.A13
#[test]
fn a_team_says_how_it_works_what_holds_it_together_and_what_it_learned() {
    let desk = Desk::new()
        .with("person", "person", json!({"name": "苏晴"}))
        .with("team", "team", json!({"name": "增长组", "culture": "先说坏消息"}))
        .with("trip", "team_activity", json!({"name": "徒步", "date": "2026-05-20", "cost": 300_000, "people": 10, "cohesion": 4}))
        .with("pulse", "climate_pulse", json!({"name": "六月", "month": "2026-06", "team": "@team", "answers": vec![json!({"speak": 4, "faults": 4, "attempt": 4, "help": 4, "heard": 4}); 4]}))
        .with("lesson", "lesson", json!({"title": "看同行陈列", "lesson_kind": "learned_outside", "by": "@person", "lesson": "样机随手可试"}));
    assert_eq!((desk.value("team", "culture").as_deref(), desk.value("pulse", "=teamwork.pulse").as_deref()), (Some("先说坏消息"), Some("4")));
    assert_eq!((desk.value("trip", "cohesion").as_deref(), desk.value("trip", "=teamwork.cost_per_head").as_deref()), (Some("4"), Some("300")));
    assert_eq!(desk.value("lesson", "lesson_kind").as_deref(), Some("choice.lesson.lesson_kind.learned_outside"));
}

/// covers: P10.A02, P10.A03, P10.A07
#[test]
fn minutes_tell_experience_and_who_came_on_time() {
    let mut desk = Desk::new()
        .with("one", "person", json!({"name": "苏晴"}))
        .with("two", "person", json!({"name": "陈牧"}))
        .with("market", "department", json!({"name": "市场部"}))
        .with("finance", "department", json!({"name": "财务部"}))
        .with(
            "liaison",
            "mechanism",
            json!({"name": "联络会", "mechanism_kind": "meeting", "scope": "cross", "frequency": "month", "departments": ["@market", "@finance"]}),
        )
        .with(
            "meeting",
            "meeting",
            json!({"name": "六月联络会", "date": "2026-06-15", "mechanism": "@liaison", "status": "held", "experience": "先对口径",
            "attendance": [{"person": "@one", "presence": "on_time"}, {"person": "@two", "presence": "late"}]}),
        );
    assert_eq!(desk.value("meeting", "=teamwork.on_time").as_deref(), Some("0.5"));
    assert_eq!(desk.value("meeting", "experience").as_deref(), Some("先对口径"));
    assert_eq!(desk.value("liaison", "=organisation.next_due").as_deref(), Some("2026-07-15"));
    desk.set("meeting", "attendance", json!([{"person": "@one", "presence": "on_time"}])).unwrap();
    assert_eq!(desk.value("meeting", "=teamwork.on_time").as_deref(), Some("1"));
}

/// covers: P10.A09, P10.A11, P10.A19
#[test]
fn ways_to_talk_contacts_outside_and_groups_for_a_while() {
    let ways = kind("mechanism").field("mechanism_kind").unwrap().choices.codes();
    assert!(["meeting", "report", "mail"].iter().all(|way| ways.contains(way)));
    let desk = Desk::new()
        .with("person", "person", json!({"name": "林越"}))
        .with("supplier", "stakeholder", json!({"name": "表带厂", "stakeholder_kind": "supplier", "channel": "每季拜访", "norm_days": 60, "last_contact": "2026-03-22", "owner": "@person"}))
        .with("group", "team", json!({"name": "618 小组", "aim": "销售额 500 万元", "members": ["@person"], "until": "2026-07-31"}));
    assert_eq!(desk.value("supplier", "=organisation.contact_overdue").as_deref(), Some("40"));
    assert_eq!((desk.value("group", "aim").as_deref(), desk.value("group", "until").as_deref()), (Some("销售额 500 万元"), Some("2026-07-31")));
}

/// A record whose title would be a bare value is called by what it belongs to.
#[test]
fn records_are_called_by_what_they_belong_to() {
    let desk = Desk::new()
        .with("rate", "indicator", json!({"name": "满意度", "unit_kind": "ratio"}))
        .with("reading", "reading", json!({"indicator": "@rate", "date": "2026-06-30", "value": 0.846}))
        .with("person", "person", json!({"name": "冯杰"}))
        .with("skill", "competency", json!({"name": "谈判", "competency_kind": "skill"}))
        .with("level", "competency_level", json!({"person": "@person", "competency": "@skill", "level": 3}));
    let title = |name: &str| flow::title_of(desk.world.get(desk.id(name)), &desk.world.context()).plain();
    assert_eq!((title("reading"), title("level")), ("满意度 · 2026-06-30".to_owned(), "冯杰 · 谈判".to_owned()));
    for kind in pillars::kinds().filter(|kind| !kind.called.is_empty()) {
        assert!(kind.called.iter().all(|name| kind.field(name).is_some()), "{}", kind.name);
    }
}

/// The loop of every published goal of the sample company is drawn.
#[test]
fn the_sample_company_shows_its_loops() {
    for language in ["zh-CN", "en"] {
        let world = pillar::whole_sample(language);
        let Picture::Chain { rows, .. } = pillar::picture(&world, "07-improvement", "full_loop", None) else { panic!() };
        assert!(rows.len() >= 5 && rows.iter().any(|row| row.values.iter().all(Option::is_some)), "{language}: no loop is closed");
    }
}
