//! The demo pack of pillar 2: whole in both languages, equal to the figures D14–D56, with the findings it wants.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use flow::{Evaluator, Picture, PillarContent, Status, evaluate};

use super::*;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn public() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/content")
}

fn pack(name: &str) -> Vec<Record> {
    let path = public().join("demo").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_json::from_str::<BTreeMap<String, Vec<Record>>>(&text).unwrap().remove("records").unwrap()
}

/// The base pack with this pillar's records laid over it.
fn demo(language: &str) -> World {
    let mut world = World::on("2026-06-30");
    for record in pack(&format!("{language}.json")) {
        world.records.insert(record);
    }
    for record in pack(&format!("02-plan.{language}.json")) {
        let merged = match world.records.get(record.id) {
            Some(base) => {
                let mut base = Record::clone(base);
                assert_eq!(base.kind, record.kind);
                base.fields.extend(record.fields);
                base
            }
            None => record,
        };
        world.records.insert(merged);
    }
    world
}

fn titled(world: &World, kind: &str, title: &str) -> Id {
    let found = world.records.of_kind(kind).find(|record| record.field("name").and_then(Json::as_str) == Some(title));
    found.unwrap_or_else(|| panic!("no {kind} {title}")).id
}

fn content(folder: &str) -> PillarContent {
    serde_json::from_str(&std::fs::read_to_string(public().join(folder).join("steps.json")).unwrap()).unwrap()
}

/// covers: P02.3, P02.3.1, P02.3.2
#[test]
fn both_packs_are_whole_and_alike() {
    let ids = |language: &str| -> Vec<(Id, Key)> { pack(&format!("02-plan.{language}.json")).into_iter().map(|r| (r.id, r.kind)).collect() };
    assert_eq!(ids("zh-CN"), ids("en"));
    for language in LANGUAGES {
        let world = demo(language);
        for record in pack(&format!("02-plan.{language}.json")) {
            let kind = REGISTRY.kind(&record.kind).unwrap_or_else(|| panic!("{}", record.kind));
            let issues = validate_record(kind, world.get(record.id));
            assert!(issues.is_empty(), "{language} {} {}: {issues:?}", record.kind, record.id);
            for (name, value) in &record.fields {
                let field = kind.field(name).unwrap_or_else(|| panic!("{} has no field {name}", record.kind));
                let codes = field.choices.codes();
                assert!(codes.is_empty() || value.as_str().is_some_and(|code| codes.contains(&code)), "{}.{name}: {value}", record.kind);
                for id in links_of(field, &record) {
                    let target = world.records.get(id).unwrap_or_else(|| panic!("{}.{name} leads nowhere", record.kind));
                    assert!(field.targets.contains(&target.kind.as_str()) || !field.columns.is_empty(), "{}.{name}: {}", record.kind, target.kind);
                }
            }
        }
    }
    // What is no text is the same in both languages.
    let texts = [ValueType::Line, ValueType::Prose, ValueType::Tags, ValueType::Rows];
    for (zh, en) in pack("02-plan.zh-CN.json").into_iter().zip(pack("02-plan.en.json")) {
        let kind = REGISTRY.kind(&zh.kind).unwrap();
        assert_eq!(zh.fields.keys().collect::<Vec<_>>(), en.fields.keys().collect::<Vec<_>>(), "{}", zh.id);
        for (name, value) in zh.fields.iter().filter(|(name, _)| kind.field(name).is_some_and(|field| !texts.contains(&field.value))) {
            assert_eq!(Some(value), en.fields.get(name), "{} {name}", zh.id);
        }
        let chinese = |text: &str| text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        assert!(!chinese(&Json::Object(en.fields.iter().map(|(k, v)| (k.to_string(), v.clone())).collect()).to_string()), "{} is not English", en.id);
    }
}

/// covers: P02.1.2.1, P02.1.2.2, P02.1.3.2, P02.1.4.2, P02.1.4.3, S14
#[test]
fn segments_products_and_prices_of_the_demo() {
    let world = demo("zh-CN");
    for (name, score, chosen) in [("青年科技族", "7.8", true), ("健康生活族", "7.6", true), ("学生", "5.9", false), ("银发", "5.4", false)]
    {
        let id = titled(&world, "segment", name);
        check(&world, "plan.segment_score", id, score);
        assert_eq!(segment::CHOSEN.get(&**world.get(id)), Some(chosen), "{name}");
        assert!(segment::REASON.get(&**world.get(id)).is_some(), "{name} has a reason");
    }
    let points: BTreeSet<(i64, i64)> = world
        .records
        .of_kind("positioning")
        .map(|record| (positioning::PRICE_AXIS.get(&**record).unwrap(), positioning::TECHNOLOGY_AXIS.get(&**record).unwrap()))
        .collect();
    assert!(points.len() == 4 && points.contains(&(5, 7)), "{points:?}");
    for (name, units, sales, share, margin) in [
        ("手环 S1（2025 款）", "34000", "11900000", "0.5", "0.4"),
        ("手环 S2", "22500", "10350000", "0.434874", "0.45"),
        ("手环 Lite", "6200", "1550000", "0.065126", "0.4"),
    ] {
        let id = titled(&world, "product", name);
        check(&world, "plan.product_units", id, units);
        check(&world, "plan.product_sales", id, sales);
        check(&world, "plan.product_share", id, share);
        check(&world, "plan.product_margin", id, margin);
    }
    let id = titled(&world, "price", "S2 标价");
    for (name, expected) in [("cost", "455.4"), ("demand", "520"), ("competition", "494.98")] {
        check(&world, &format!("plan.price_by_{name}"), id, expected);
    }
    assert_eq!(price::CHOSEN.get(&**world.get(id)), Some(money("499")));
    let change = world.records.of_kind("price_change").next().unwrap().id;
    check(&world, "plan.margin_before", change, "0.475");
    check(&world, "plan.margin_after", change, "0.4");
}

/// covers: P02.A05, P02.A06, P02.A07, P02.2.3.2, P02.2.4.2, S28
#[test]
fn budget_and_return_of_the_demo() {
    let lines = [
        ("KOL 合作", "1800000", "1000000", "1120000", "1.12"),
        ("社交媒体内容与投放", "1500000", "700000", "660000", "0.942857"),
        ("新品发布会", "800000", "800000", "860000", "1.075"),
        ("线下体验店", "1600000", "900000", "880000", "0.977778"),
        ("上市优惠促销", "1200000", "700000", "740000", "1.057143"),
        ("电商广告与搜索", "900000", "400000", "380000", "0.95"),
        ("市场调研", "300000", "150000", "140000", "0.933333"),
        ("培训", "200000", "100000", "60000", "0.6"),
        ("CRM 与会员", "400000", "200000", "160000", "0.8"),
        ("预备费", "300000", "50000", "0", "0"),
    ];
    let world = demo("zh-CN");
    assert_eq!(world.records.count("budget_line"), lines.len());
    for (name, year, planned, spent, rate) in lines {
        let id = titled(&world, "budget_line", name);
        assert_eq!(budget_line::AMOUNT.get(&**world.get(id)), Some(money(year)), "{name}");
        check(&world, "plan.line_planned", id, planned);
        check(&world, "plan.line_spent", id, spent);
        check(&world, "plan.line_rate", id, rate);
    }
    let all = titled(&world, "budget", "2026 年营销预算");
    for (name, expected) in [("rate", "1"), ("planned", "5000000"), ("spent", "5000000"), ("share_of_sales", "0.15")] {
        check(&world, &format!("plan.budget_{name}"), all, expected);
    }
    for (name, expected) in [
        ("sales", "23800000"),
        ("gross_profit", "10037500"),
        ("spend", "5000000"),
        ("roi", "1.0075"),
        ("sales_per_spend", "4.76"),
        ("expense_rate", "0.210084"),
        ("ad_cost_per_order", "147.37"),
        ("overloaded_people", "1"),
        ("consistency", "0.8"),
    ] {
        assert_eq!(figure(&world, &format!("plan.{name}")).as_deref(), Some(expected), "{name}");
    }
    assert!(figure(&world, "plan.spend_sales_correlation").is_some());
}

/// covers: P02.A03, P02.A14, P02.A20, P02.A23, P02.A25, P02.2.4.1
#[test]
fn campaigns_of_the_demo() {
    let world = demo("zh-CN");
    for (title, target, sales, spent) in
        [("2026 年营销计划", "60000000", "23800000", "5000000"), ("2026 年第二季度计划", "15000000", "15000000", "3100000")]
    {
        let id = titled(&world, "plan", title);
        check(&world, "plan.period_target", id, target);
        check(&world, "plan.period_sales", id, sales);
        check(&world, "plan.period_spent", id, spent);
    }
    for (name, cpm, order) in [("科技测评组", "50", "166.67"), ("健身组", "50", "111.11"), ("时尚组", "40", "250"), ("跑者组", "75", "117.19")]
    {
        let id = titled(&world, "ad_placement", name);
        check(&world, "plan.cpm", id, cpm);
        check(&world, "plan.cost_per_order", id, order);
        check(&world, "plan.medium_cost_per_order", id, "147.37");
    }
    let launch = titled(&world, "promotion", "S2 上市促销");
    check(&world, "plan.uplift", launch, "0.15");
    check(&world, "plan.promotion_cost", launch, "400000");
    let midyear = titled(&world, "promotion", "618 促销");
    check(&world, "plan.extra_units", midyear, "990");
    check(&world, "plan.promotion_cost", midyear, "340000");
    check(&world, "plan.cost_per_extra_unit", midyear, "343.43");
    check(&world, "plan.promotion_gain", midyear, "-201400");
    check(&world, "plan.campaign_cost", titled(&world, "campaign", "S2 新品发布会"), "860000");
    check(&world, "plan.campaign_cost", titled(&world, "campaign", "KOL 合作"), "1120000");
    check(&world, "plan.pilot_difference", titled(&world, "pilot", "社区团购"), "0.1");
    let results = campaign::RESULTS.get(&**world.get(titled(&world, "campaign", "S2 新品发布会"))).unwrap();
    let figures: Vec<_> = results
        .iter()
        .map(|row| (campaign::RESULT_PLANNED.get(row).unwrap().to_string(), campaign::RESULT_ACTUAL.get(row).unwrap().to_string()))
        .collect();
    let figures: Vec<(&str, &str)> = figures.iter().map(|(planned, actual)| (planned.as_str(), actual.as_str())).collect();
    assert_eq!(figures, [("300", "286"), ("40", "46"), ("1500", "1620")]);
}

/// covers: P02.2, P02.2.1, P02.2.2, P02.2.3, P02.2.4, S16, S22, S25
#[test]
fn what_the_demo_leaves_open_is_wanted() {
    let (content, rules) = (content("02-plan"), pillars::rules());
    for language in LANGUAGES {
        let world = demo(language);
        let state = evaluate(&content, &rules, &world.context());
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        state.findings().for_each(|finding| *open.entry(finding.check.as_str()).or_default() += 1);
        let expected = [
            ("P02.1.3.2.gap", 1),
            ("P02.2.2.off_theme", 1),
            ("P02.2.3.2.idle", 1),
            ("P02.2.3.2.load", 1),
            ("P02.2.3.2.overdrawn", 1),
            ("P02.2.3.2.overrun", 3),
            ("P02.2.3.3.late", 2),
            ("P02.2.4.2.loss", 1),
        ];
        assert_eq!(open, BTreeMap::from(expected), "{language}");
        let own = pack(&format!("02-plan.{language}.json"));
        assert!(own.len() > 250 && world.records.count("task") == 25, "{language}");
        let found: Vec<_> = state.steps.iter().map(|step| (step.id.as_str(), step.status)).collect();
        let done = ["P02.1.1", "P02.1.2", "P02.1.3", "P02.1.4", "P02.2.1", "P02.2.2"];
        for (id, status) in found {
            assert_eq!(status == Status::Done, done.contains(&id), "{language} {id} {status:?}");
        }
    }
}

/// The figure above the plan and the bars below it tell of the same late tasks, begun or not.
#[test]
fn late_tasks_are_counted_alike_as_figure_and_as_bars() {
    let (content, rules, world) = (content("02-plan"), pillars::rules(), demo("zh-CN"));
    let evaluator = Evaluator::new(world.context(), &rules);
    let shown = |id: &str| content.view(id).and_then(|view| view.view.picture(&evaluator)).unwrap_or_else(|| panic!("{id}"));
    let Picture::Figures(figures) = shown("plan_state") else { panic!() };
    let Picture::Gantt { bars, today, .. } = shown("task_gantt") else { panic!() };
    let open = |bar: &&flow::Stretch| bar.progress.is_some_and(|progress| progress < Decimal::ONE);
    let late = bars.iter().filter(open).filter(|bar| bar.end.is_some_and(|end| end < today)).count();
    let figure = figures.iter().find(|(id, _)| id == "plan_tasks_late").and_then(|(_, value)| value.clone());
    assert_eq!((late, figure), (2, Some(flow::Parameter::Count(2))));
}

/// covers: P02.1, P02.2, S22
#[test]
fn every_view_of_the_demo_shows_something() {
    let (content, rules) = (content("02-plan"), pillars::rules());
    let world = demo("zh-CN");
    let on_pages: BTreeSet<&str> = content.pages.iter().flat_map(|page| &page.views).map(String::as_str).collect();
    for definition in content.views.iter().filter(|view| !on_pages.contains(view.id.as_str())) {
        let evaluator = Evaluator::new(world.context(), &rules);
        let filled = match definition.view.picture(&evaluator).unwrap_or_else(|| panic!("{}: unknown kind", definition.id)) {
            Picture::Board { columns, .. } => columns.iter().any(|(_, cards)| !cards.is_empty()),
            Picture::List { rows, .. } => !rows.is_empty(),
            Picture::Cards { cards, .. } => !cards.is_empty(),
            Picture::Chain { rows, .. } => !rows.is_empty(),
            Picture::Ranking { rows, .. } => rows.iter().any(|(_, value)| value.is_some()),
            Picture::Map { points, .. } => points.len() >= 2,
            Picture::Matrix { items, .. } => !items.is_empty(),
            Picture::Tree { nodes, .. } => nodes.iter().any(|(_, above)| above.is_some()),
            Picture::Gantt { bars, .. } => bars.iter().all(|bar| bar.start.is_some() && bar.end.is_some()) && !bars.is_empty(),
            Picture::Calendar { entries, .. } => !entries.is_empty(),
            Picture::Grid { rows, columns, cells, .. } => !rows.is_empty() && !columns.is_empty() && !cells.is_empty(),
            Picture::Totals { rows, cells, .. } => !rows.is_empty() && cells.iter().flatten().any(Option::is_some),
            Picture::Chart { categories, series, .. } => categories.len() >= 2 && series.iter().any(|one| one.values.iter().any(Option::is_some)),
            Picture::Funnel { stages, .. } => !stages.is_empty(),
            Picture::Figures(figures) => figures.iter().all(|(_, value)| value.is_some()),
            Picture::Timeline(entries) => !entries.is_empty(),
        };
        assert!(filled, "{} shows nothing", definition.id);
    }
}

/// covers: P02.2.1, P02.2.1.1
#[test]
fn the_pack_changes_nothing_in_pillar_one() {
    let (goals, rules) = (content("01-goals"), pillars::rules());
    for language in LANGUAGES {
        let mut base = World::on("2026-06-30");
        pack(&format!("{language}.json")).into_iter().for_each(|record| base.records.insert(record));
        let open = |world: &World| -> Vec<(String, Option<Id>)> {
            evaluate(&goals, &rules, &world.context()).findings().map(|finding| (finding.check.clone(), finding.record)).collect()
        };
        assert_eq!(open(&demo(language)), open(&base), "{language}");
    }
}

/// covers: P02.A31, P02.2.3
#[test]
fn spending_that_could_have_been_avoided_is_summed() {
    let (content, rules) = (content("02-plan"), pillars::rules());
    let world = demo("en");
    let view = content.view("plan_state").unwrap();
    let Some(Picture::Figures(figures)) = view.view.picture(&Evaluator::new(world.context(), &rules)) else { panic!("no figures") };
    let found: Vec<(&str, String)> = figures.iter().map(|(id, value)| (id.as_str(), value.as_ref().unwrap().plain())).collect();
    let of = |name: &str| found.iter().find(|(id, _)| id.strip_prefix("plan_") == Some(name)).map(|(_, value)| value.as_str());
    assert_eq!(of("avoidable"), Some("60000"), "the venue, signed too late");
    assert_eq!((of("tasks_late"), of("overloaded"), of("lines_over")), (Some("2"), Some("1"), Some("3")));
    assert_eq!(of("spend"), Some("5000000"));
}
