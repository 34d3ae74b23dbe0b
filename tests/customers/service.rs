//! Customers, points, care and complaints.

use super::*;

/// covers: S136, P09.1.1, P00.10
#[test]
fn a_customer_needs_a_name_and_one_contact_only() {
    assert_eq!(customer::CUSTOMER.fields.iter().filter(|field| field.required).count(), 1);
    let world = World::of(json!([["customer", {"name": "王小雨", "phone": "100-0000-0001"}]]));
    assert!(validate_record(&customer::CUSTOMER, world.get(1)).is_empty());
    let personal: Vec<&str> = customer::CUSTOMER.fields.iter().filter(|field| field.personal).map(|field| field.name).collect();
    assert_eq!(personal, ["name", "phone", "email", "other_contact", "contact_person", "birthday"]);
    const { assert!(customer::NAME.def.search > 0 && customer::PHONE.def.search > 0, "found by name and by phone") };
    let content = steps();
    let timeline = content.views.iter().find(|view| view.id == "customer_timeline").unwrap();
    let evaluator = Evaluator::new(world.context(), &RULES).on_page_of(Id::from_number(1));
    assert_eq!(timeline.view.picture(&evaluator), Some(Picture::Timeline(Vec::new())));
}

/// covers: S137, P09.1.1
#[test]
fn two_hundred_customers_with_eight_entered_twice() {
    let mut list: Vec<Json> = (0..192).map(|n| json!(["customer", {"name": format!("Customer {n}"), "phone": format!("1000000{n:04}")}])).collect();
    list.extend((0..4).map(|n| json!(["customer", {"name": format!("New name {n}"), "phone": format!("+86 100-0000-{n:04}")}])));
    list.extend((10..14).map(|n| json!(["customer", {"name": format!(" customer  {n}"), "phone": format!("2000000{n:04}")}])));
    let world = World::of(Json::Array(list));
    let found = duplicates::proposals(&world.context());
    assert_eq!((world.records.count("customer"), found.len()), (200, 8));
    assert_eq!(world.records.count("customer") - found.len(), 192);
    assert_eq!(found[0], (Id::from_number(1), Id::from_number(193)));
    assert_eq!(world.measure("customers.duplicate_of", 197).as_deref(), Some("Customer 10"));
}

/// covers: S138, P09.1.2
#[test]
fn scores_follow_the_scale_of_the_company() {
    let orders = |scale: Json| {
        World::of(json!([
            ["customer", {"name": "a"}],
            ["order", {"customer": "@1", "date": "2025-10-01", "amount": 45_000}],
            ["order", {"customer": "@1", "date": "2026-02-01", "amount": 45_000}],
            ["order", {"customer": "@1", "date": "2026-06-10", "amount": 50_000}],
            ["order", {"customer": "@1", "date": "2026-06-11", "amount": 99_000, "status": "returned"}],
            ["customer_norm", {"name": "n", "rfm_scale": scale}],
        ]))
    };
    let world = orders(json!([]));
    assert_eq!(world.measure("customers.rfm", 1).as_deref(), Some("5-3-4"));
    assert_eq!(world.measure("customers.spending", 1).as_deref(), Some("1400"));
    assert_eq!(world.measure("customers.days_since_purchase", 1).as_deref(), Some("20"));
    let strict = orders(json!([{"score": 5, "days": 10, "purchases": 3, "amount": 140_000}]));
    assert_eq!(strict.measure("customers.rfm", 1).as_deref(), Some("4-5-5"));
}

/// covers: S141, P09.A16, P09.A03
#[test]
fn silence_is_measured_by_the_tier() {
    let world = World::of(json!([
        ["customer", {"name": "a"}],
        ["loyalty_tier", {"name": "1", "rank": 1, "contact_days": 14}],
        ["member", {"number": "M1", "customer": "@1", "tier": "@2"}],
        ["interaction", {"subject": "x", "customer": "@1", "date": "2026-06-10", "direction": "out"}],
        ["interaction", {"subject": "y", "customer": "@1", "date": "2026-06-01", "direction": "out"}],
        ["interaction", {"subject": "z", "customer": "@1", "date": "2026-05-01", "direction": "in"}],
    ]));
    assert_eq!(world.measure("customers.days_silent", 1).as_deref(), Some("20"));
    assert_eq!(world.measure("customers.contact_overdue", 1).as_deref(), Some("6"));
    assert_eq!(world.measure("customers.inbound_share", 1).as_deref(), Some("0.333333"));
}

/// covers: S144, P09.2.1
#[test]
fn what_others_bought_too_is_recommended() {
    let bought = |pairs: usize| {
        let mut list = vec![
            json!(["product", {"name": "S1"}]),
            json!(["product", {"name": "S2 with strap"}]),
            json!(["product", {"name": "Lite"}]),
            json!(["customer", {"name": "a"}]),
        ];
        list.push(json!(["order", {"customer": "@4", "date": "2026-01-01", "amount": 1, "product": "@1"}]));
        for pair in 0..pairs {
            let id = list.len() as u64 + 1;
            list.push(json!(["customer", {"name": format!("other {pair}")}]));
            list.push(
                json!(["order", {"customer": format!("@{id}"), "date": "2026-02-01", "amount": 1, "product": "@1", "extras": [{"product": "@2"}]}]),
            );
        }
        for single in 0..4 {
            let id = list.len() as u64 + 1;
            list.push(json!(["customer", {"name": format!("lite {single}")}]));
            list.push(json!(["order", {"customer": format!("@{id}"), "date": "2026-02-01", "amount": 1, "product": "@3"}]));
        }
        list
    };
    let propose = |list: Vec<Json>| {
        let world = World::of(Json::Array(list));
        recommend::propose(world.get(4), &world.context())
    };
    let found = propose(bought(3)).unwrap();
    assert_eq!((found.product, found.reason, found.support), (Id::from_number(2), "together", 3));
    let few = propose(bought(2)).unwrap();
    assert_eq!((few.product, few.reason, few.support), (Id::from_number(3), "popular", 4), "two are too few: what most people own");
    let mut ruled = bought(2);
    ruled.push(json!(["customer_segment", {"name": "S1 owners", "owns": "@1", "product": "@2"}]));
    assert_eq!(propose(ruled).unwrap().reason, "segment");
}

/// covers: S145, P09.3.1
#[test]
fn points_are_earned_and_redeemed_down_to_zero_only() {
    let world = World::of(json!([
        ["member", {"number": "M1"}],
        ["points_entry", {"member": "@1", "entry_kind": "earn", "points": 499, "date": "2026-05-01"}],
    ]));
    let movements = loyalty::movements(Id::from_number(1), &world.context());
    let refused = loyalty::redeem(&movements, number("600")).unwrap_err();
    assert_eq!((refused.code(), refused.balance), ("points.not_enough", number("499")));
    assert_eq!(loyalty::redeem(&movements, number("300")), Ok(number("199")));
    assert_eq!(world.measure("customers.balance", 1).as_deref(), Some("499"));
}

/// covers: P09.3.1
#[test]
fn the_tier_follows_the_spending_of_twelve_months() {
    let world = |amount: i64, day: &str| {
        World::of(json!([
            ["loyalty_tier", {"name": "standard", "rank": 1, "min_spend": 0}],
            ["loyalty_tier", {"name": "silver", "rank": 2, "min_spend": 80_000}],
            ["loyalty_tier", {"name": "gold", "rank": 3, "min_spend": 200_000}],
            ["customer", {"name": "a"}],
            ["order", {"customer": "@4", "date": day, "amount": amount}],
            ["member", {"number": "M1", "customer": "@4", "tier": "@1"}],
        ]))
    };
    for (amount, day, tier) in
        [(79_999, "2026-06-01", "standard"), (80_000, "2026-06-01", "silver"), (200_000, "2025-07-01", "gold"), (200_000, "2025-06-30", "standard")]
    {
        assert_eq!(world(amount, day).measure("customers.tier_by_rule", 6).as_deref(), Some(tier), "{amount} {day}");
    }
    assert_eq!(world(80_000, "2026-06-01").measure("customers.tier_change", 6).as_deref(), Some("silver"));
    assert_eq!(world(0, "2026-06-01").measure("customers.tier_change", 6), None);
}

/// covers: S146, P09.3.1
#[test]
fn a_birthday_is_on_the_gift_list_once_a_year() {
    let world = |done: Json| {
        World::of(json!([
            ["customer", {"name": "a", "birthday": "1997-07-07"}],
            ["care_rule", {"name": "r", "occasion": "birthday", "days": 7}],
            ["care_event", {"subject": "gift", "customer": "@1", "care_rule": "@2", "due": "2026-06-30", "done_on": done}],
        ]))
    };
    assert_eq!(world(Json::Null).measure("customers.gift_days", 1).as_deref(), Some("7"));
    assert_eq!(world(json!("2026-06-30")).measure("customers.gift_days", 1), None, "given this year");
    let mut next_year = world(json!("2026-06-30"));
    next_year.today = date("2027-06-30");
    assert_eq!(next_year.measure("customers.gift_days", 1).as_deref(), Some("7"));
}

/// covers: S147, P09.3.2
#[test]
fn a_call_is_due_thirty_days_after_a_purchase() {
    let world = |planned: Json| {
        World::of(json!([
            ["customer", {"name": "a"}],
            ["care_rule", {"name": "call", "occasion": "after_purchase", "days": 30}],
            ["order", {"customer": "@1", "date": "2026-05-20", "amount": 1}],
            ["care_event", planned],
        ]))
    };
    let open = world(json!({"subject": "other", "due": "2026-01-01"}));
    let due = care::due(open.get(2), open.get(1), date("2026-01-01"), date("2026-12-31"), &open.context());
    assert_eq!(due, [date("2026-06-19")]);
    assert_eq!(care::missing(&open.context()).len(), 1);
    let done =
        world(json!({"subject": "call", "customer": "@1", "care_rule": "@2", "due": "2026-06-19", "done_on": "2026-06-19", "result": "content"}));
    assert!(care::missing(&done.context()).is_empty());
}

/// covers: S123, P09.4.2
#[test]
fn a_first_reply_after_twenty_five_hours_is_late_by_one() {
    let world = World::of(json!([
        ["complaint", {"subject": "a", "received_at": "2026-06-10T01:00:00Z", "first_reply_at": "2026-06-11T02:00:00Z"}],
        ["complaint", {"subject": "b", "received_at": "2026-06-10T01:00:00Z", "first_reply_at": "2026-06-10T02:00:00Z"}],
        ["complaint", {"subject": "c", "received_at": "2026-06-27T23:00:00Z"}],
    ]));
    assert_eq!(world.measure("customers.reply_late", 1).as_deref(), Some("1"));
    assert_eq!(world.measure("customers.reply_late", 2), None);
    assert_eq!(world.measure("customers.reply_overdue", 3).as_deref(), Some("25"));
    assert_eq!(percent(figure(&world.context(), "customers.reply_rate")), "33.3");
}

/// covers: S160, P09.6.2
#[test]
fn the_fastest_reply_of_the_month_is_proposed_for_a_reward() {
    for language in LANGUAGES {
        on_demo(language, |context| {
            let (best, found) = staff::fastest(context).unwrap();
            assert_eq!(best.fields["name"], if language == "en" { "Tang Min" } else { "唐敏" });
            assert_eq!(found.reply_hours, Some(number("4")));
            let hits = (RULES.get("customers.reward_proposal").unwrap().run)(context);
            assert_eq!(hits.len(), 1, "{language}");
        });
    }
}

/// covers: S151, P09.A05
#[test]
fn leads_left_alone_and_leads_that_became_opportunities() {
    on_demo("zh-CN", |context| {
        let content = steps();
        let (_, check) = content.checks().find(|(_, check)| check.id == "P09.2.lead_waiting").unwrap();
        let found = flow::hits(&check.rule, &Evaluator::new(*context, &RULES));
        assert_eq!(found.len(), 1, "ten days untouched, the norm is three");
        let view = content.views.iter().find(|view| view.id == "funnel_figures").unwrap();
        let Some(Picture::Figures(figures)) = view.view.picture(&Evaluator::new(*context, &RULES)) else { panic!("figures") };
        let rate = figures.iter().find(|(id, _)| id == "customers.lead_rate").unwrap();
        assert_eq!(rate.1, Some(Parameter::Ratio(number("0.333333"))));
    });
}
