//! Organisation, people and teamwork (L18–L24, L27, L41, L43, L49).

use serde_json::json;

use crate::desk::Desk;

fn company() -> Desk {
    Desk::new()
        .with("market", "department", json!({"name": "市场部"}))
        .with("service", "department", json!({"name": "客服部"}))
        .with("chief", "position", json!({"name": "市场经理", "department": "@market"}))
        .with("person", "person", json!({"name": "李娜", "position": "@chief", "department": "@market"}))
        .with("task", "task", json!({"title": "写海报", "owner": "@person", "due": "2026-06-30", "start": "2026-06-29", "hours": 20}))
}

/// covers: L18
#[test]
fn a_task_weighs_on_its_owner() {
    let mut desk = company();
    assert_eq!(desk.value("person", "=plan.load_this_week").as_deref(), Some("0.5"));
    desk.set("task", "hours", json!(40)).unwrap();
    assert_eq!(desk.value("person", "=plan.load_this_week").as_deref(), Some("1"));
    desk.set("person", "weekly_hours", json!(20)).unwrap();
    assert_eq!(desk.value("person", "=plan.load_this_week").as_deref(), Some("2"), "half a post");
    desk.set("person", "weekly_hours", json!(null)).unwrap();
    desk = desk.with("limits", "org_limits", json!({"weekly_hours": 32}));
    assert_eq!(desk.value("person", "=plan.load_this_week").as_deref(), Some("1.25"), "hours of the company");
    desk.set("person", "name", json!("李娜娜")).unwrap();
    assert_eq!(desk.value("task", "owner.name").as_deref(), Some("李娜娜"));
    assert_eq!(desk.hanging("person"), ["task.owner"]);
    assert_eq!(desk.hanging("chief"), ["person.position"]);
}

/// covers: L19
#[test]
fn late_tasks_are_proposed_for_the_agenda() {
    let mut desk = company().with("rate", "indicator", json!({"name": "任务按期率", "code": "K87", "unit_kind": "ratio"})).with(
        "meeting",
        "meeting",
        json!({"name": "周会", "date": "2026-07-06", "status": "planned"}),
    );
    assert!(desk.offers("meeting_late", "meeting").is_empty());
    desk.set("task", "due", json!("2026-06-20")).unwrap();
    assert_eq!(desk.value("rate", "=performance.newest").as_deref(), Some("0"));
    assert_eq!(desk.value("meeting", "=links.late_tasks").as_deref(), Some("写海报"));
    desk.act("meeting_late", "meeting", None, "none");
    assert_eq!(desk.field("meeting", "tasks"), Some(json!([desk.id("task").to_string()])));
    assert!(desk.offers("meeting_late", "meeting").is_empty(), "it is on the agenda");
    desk.set("task", "status", json!("done")).unwrap();
    desk.set("task", "done_on", json!("2026-06-19")).unwrap();
    assert_eq!(desk.value("rate", "=performance.newest").as_deref(), Some("1"));
    assert_eq!(desk.hanging("task"), ["meeting.tasks"]);
}

/// covers: L20
#[test]
fn a_description_leads_to_competencies_and_standards() {
    let mut desk = company()
        .with("writing", "competency", json!({"name": "文案", "competency_kind": "skill"}))
        .with("sheet", "job_description", json!({"name": "市场经理", "position": "@chief", "holder": "@person"}))
        .with("duty", "duty", json!({"name": "发稿", "department": "@market", "standard": "每周两篇"}));
    assert_eq!(desk.value("sheet", "=links.description_needs"), None);
    desk.add("need", "competency_need", json!({"position": "@chief", "competency": "@writing", "level": 4})).unwrap();
    assert_eq!(desk.value("sheet", "=links.description_needs").as_deref(), Some("市场经理 · 文案"));
    desk.act("duty_standard", "duty", None, "standard");
    assert_eq!(desk.value("standard", "text").as_deref(), Some("每周两篇"));
    desk.set("standard", "persons", json!(["@person"])).unwrap();
    assert_eq!(desk.value("sheet", "=links.description_standards").as_deref(), Some("每周两篇"));
    assert_eq!(desk.hanging("duty"), ["standard.duty"]);
    assert!(desk.hanging("chief").contains(&"competency_need.position".to_owned()));
}

/// covers: L21
#[test]
fn a_limit_is_checked_where_the_value_is_entered() {
    let mut desk = company()
        .with("power", "authority", json!({"name": "批费用", "subject": "expense", "position": "@chief", "limit": 500_000}))
        .with("rebate", "authority", json!({"name": "给折扣", "subject": "discount", "position": "@chief", "limit": 10_000}));
    desk.add("paid", "expense", json!({"name": "场地", "date": "2026-06-01", "amount": 500_000, "approved_by": "@person"})).unwrap();
    let stop = desk.set("paid", "amount", json!(500_001)).unwrap_err();
    assert_eq!((stop.code, stop.record, stop.values[0].1.plain()), ("limit.expense", desk.id("paid"), "李娜".to_owned()));
    assert_eq!(desk.field("paid", "amount"), Some(json!(500_000)), "nothing has changed");
    desk.set("power", "limit", json!(600_000)).unwrap();
    desk.set("paid", "amount", json!(500_001)).unwrap();
    let sold = json!({"number": "1", "date": "2026-06-02", "amount": 90_000, "discount": 10_001, "seller": "@person"});
    assert_eq!(desk.add("order", "order", sold.clone()).unwrap_err().code, "limit.discount");
    desk.set("rebate", "limit", json!(20_000)).unwrap();
    desk.add("order", "order", sold).unwrap();
    // Without a limit for the post nothing is refused here; the check of the pillar asks for one.
    desk.delete("power");
    desk.set("paid", "amount", json!(9_000_000)).unwrap();
    assert!(desk.hanging("chief").contains(&"authority.position".to_owned()));
}

/// covers: L22
#[test]
fn there_is_one_list_of_people() {
    let mut desk = company()
        .with("goal", "goal", json!({"statement": "销售额"}))
        .with("share", "target_share", json!({"goal": "@goal", "person": "@person", "amount": 10}))
        .with("shop", "channel", json!({"name": "官网", "owner": "@person"}))
        .with("team", "team", json!({"name": "增长组"}))
        .with("role", "team_role", json!({"role": "内容", "team": "@team", "person": "@person"}));
    desk.set("person", "name", json!("李娜（新）")).unwrap();
    assert_eq!(desk.value("share", "person.name").as_deref(), Some("李娜（新）"));
    assert_eq!(desk.value("shop", "owner.name").as_deref(), Some("李娜（新）"));
    assert_eq!(desk.value("role", "person.name").as_deref(), Some("李娜（新）"));
    assert_eq!(desk.hanging("person"), ["channel.owner", "target_share.person", "task.owner", "team_role.person"]);
}

/// covers: L23
#[test]
fn a_change_of_the_organisation_reminds_of_channel_duties() {
    let mut desk = company().with("shop", "channel", json!({"name": "官网", "department": "@market", "status": "active"})).with(
        "change",
        "org_change",
        json!({"what": "电商并入市场部", "status": "approved", "effective_on": "2026-06-01", "departments": ["@market"]}),
    );
    assert_eq!(desk.findings("08-channels", "P08.4.1.reassign"), 0, "it is not in force");
    desk.set("change", "status", json!("in_force")).unwrap();
    assert_eq!(desk.findings("08-channels", "P08.4.1.reassign"), 1);
    desk.set("shop", "org_change", json!("@change")).unwrap();
    assert_eq!(desk.findings("08-channels", "P08.4.1.reassign"), 0);
    assert_eq!(desk.hanging("change"), ["channel.org_change"]);
}

/// covers: L24
#[test]
fn a_mechanism_is_the_series_of_its_meetings() {
    let mut desk =
        company().with("weekly", "mechanism", json!({"name": "周会", "mechanism_kind": "meeting", "scope": "internal", "frequency": "week"}));
    assert_eq!(desk.value("weekly", "=organisation.last_held"), None);
    desk.add("meeting", "meeting", json!({"name": "第 26 周", "date": "2026-06-26", "mechanism": "@weekly", "status": "held"})).unwrap();
    assert_eq!(desk.value("weekly", "=organisation.last_held").as_deref(), Some("2026-06-26"));
    assert_eq!(desk.value("weekly", "=organisation.next_due").as_deref(), Some("2026-07-03"));
    desk.set("meeting", "date", json!("2026-06-29")).unwrap();
    assert_eq!(desk.value("weekly", "=organisation.next_due").as_deref(), Some("2026-07-06"));
    assert_eq!(desk.hanging("weekly"), ["meeting.mechanism"]);
}

/// covers: L27
#[test]
fn the_skill_matrix_finds_who_fits_a_role() {
    let mut desk = company()
        .with("other", "person", json!({"name": "周杰"}))
        .with("writing", "competency", json!({"name": "文案", "competency_kind": "skill"}))
        .with("team", "team", json!({"name": "增长组", "members": ["@person", "@other"]}))
        .with("role", "team_role", json!({"role": "内容", "team": "@team", "person": "@person", "competency": "@writing", "needed_level": 4}))
        .with("own", "competency_level", json!({"person": "@person", "competency": "@writing", "level": 2}))
        .with("his", "competency_level", json!({"person": "@other", "competency": "@writing", "level": 4}));
    assert_eq!(desk.value("role", "=teamwork.best_fit").as_deref(), Some("周杰"));
    desk.set("own", "level", json!(5)).unwrap();
    assert_eq!(desk.value("role", "=teamwork.best_fit").as_deref(), Some("李娜"));
    assert!(desk.hanging("writing").contains(&"team_role.competency".to_owned()));
}

/// covers: L41
#[test]
fn a_decision_becomes_a_task_or_an_improvement_by_one_press() {
    let mut desk = company()
        .with("meeting", "meeting", json!({"name": "周会", "date": "2026-06-26"}))
        .with(
            "first",
            "decision",
            json!({"text": "七月上线新海报", "meeting": "@meeting", "owner": "@person", "due": "2026-07-10", "status": "open"}),
        )
        .with("second", "decision", json!({"text": "缩短答复时间", "meeting": "@meeting", "status": "open"}));
    desk.act("decision_task", "first", None, "made");
    assert_eq!((desk.value("made", "title").as_deref(), desk.value("made", "owner.name").as_deref()), (Some("七月上线新海报"), Some("李娜")));
    assert_eq!(desk.field("made", "due"), Some(json!("2026-07-10")));
    assert!(desk.offers("decision_task", "first").is_empty() && desk.offers("decision_action", "first").is_empty());
    desk.act("decision_action", "second", None, "better");
    assert_eq!(desk.value("better", "meeting.name").as_deref(), Some("周会"));
    assert_eq!((desk.hanging("made"), desk.hanging("better")), (vec!["decision.task".to_owned()], vec!["decision.action".to_owned()]));
}

/// covers: L43
#[test]
fn joint_projects_show_how_departments_work_together() {
    let mut desk = company()
        .with("plan", "plan", json!({"name": "年度计划"}))
        .with("project", "joint_project", json!({"name": "售后提速", "departments": ["@market", "@service"], "plan": "@plan"}))
        .with("relation", "department_relation", json!({"gives": "活动预告", "from": "@market", "to": "@service"}));
    assert_eq!(desk.value("relation", "=links.joint_projects").as_deref(), Some("售后提速"));
    assert_eq!(desk.value("relation", "=links.cooperation"), None, "no mark yet");
    desk.set("project", "cooperation", json!(4)).unwrap();
    assert_eq!(desk.value("relation", "=links.cooperation").as_deref(), Some("4"));
    assert_eq!(desk.hanging("plan"), ["joint_project.plan"]);
    desk.delete("project");
    assert_eq!(desk.value("relation", "=links.joint_projects"), None);
}

/// covers: L49
#[test]
fn a_rule_is_cited_by_descriptions_and_penalties() {
    let mut desk = company()
        .with("rule", "rule", json!({"name": "迟报处理", "category": "breach"}))
        .with("sheet", "job_description", json!({"name": "市场经理", "position": "@chief", "rules": ["@rule"]}))
        .with("penalty", "reward", json!({"condition": "周报迟交三次", "reward_kind": "penalty", "consequence": "取消当月评优", "rule": "@rule"}));
    desk.set("rule", "name", json!("报表迟交处理")).unwrap();
    assert_eq!(desk.value("sheet", "rules.name").as_deref(), Some("报表迟交处理"));
    assert_eq!(desk.value("penalty", "rule.name").as_deref(), Some("报表迟交处理"));
    assert_eq!(desk.hanging("rule"), ["job_description.rules", "reward.rule"]);
    desk.delete("rule");
    assert_eq!(desk.value("penalty", "rule").as_deref(), Some("ui.record.gone"));
}
