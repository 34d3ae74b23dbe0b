//! Goals, their tree, and the steps of pillar 1.

use super::*;

#[test]
fn goals_have_the_figures_of_the_specification() {
    let records = load("zh-CN");
    assert_eq!(count(&records, "goal"), GOAL_NAMES.len() + REGIONS.len());
    let row =
        |name, code, baseline, target, due, months, mid_year, reading| Expected { name, code, baseline, target, due, months, mid_year, reading };
    for expected in [
        row("知名度", "K09", "30%", "39%", "2026-12-31", 1..=12, Some("34%"), "35.6%"),
        row("销售额 50%", "K01", "40000000", "60000000", "2026-12-31", 1..=12, Some("24000000"), "5300000"),
        row("市场份额", "K04", "5%", "8%", "2027-12-31", 13..=36, Some("6%"), "5.95%"),
        row("满意度", "K15", "82%", "88%", "2027-06-30", 13..=36, Some("85%"), "84.6%"),
        row("重复购买率", "K24", "18%", "30%", "2030-12-31", 37..=60, None, "19.5%"),
        row("6.67", "K40", "4.60", "6.67", "2026-12-31", 1..=12, Some("4.80"), "4.76"),
    ] {
        let goal = named(&records, "goal", expected.name);
        let measure = goal::INDICATOR.get(goal).expect("indicator");
        let code = records.iter().find(|record| record.id == measure).and_then(|record| indicator::CODE.get(record));
        assert_eq!(code.as_deref(), Some(expected.code));
        assert_eq!(goal::BASELINE.get(goal), Some(decimal(expected.baseline)), "{}", expected.name);
        assert_eq!(goal::TARGET.get(goal), Some(decimal(expected.target)), "{}", expected.name);
        assert_eq!(goal::DUE.get(goal), Some(date(expected.due)), "{}", expected.name);
        let months = model::months_between(goal::START.get(goal).expect("start"), date(expected.due));
        assert!(expected.months.contains(&months), "{} runs {months} months", expected.name);
        let rows = goal::MILESTONES.get(goal).expect("milestones");
        let mid_year =
            rows.iter().find(|row| goal::MILESTONE_DATE.get(*row) == Some(date("2026-06-30"))).and_then(|row| goal::MILESTONE_VALUE.get(row));
        assert_eq!(mid_year, expected.mid_year.map(decimal), "{}", expected.name);
        assert_eq!(whole(&records, expected.code).last().map(|(_, value)| *value), Some(decimal(expected.reading)), "{}", expected.name);
    }
    let year_end = goal::MILESTONES.get(named(&records, "goal", "市场份额")).expect("milestones");
    assert_eq!(goal::MILESTONE_VALUE.get(&year_end[1]), Some(decimal("6.67%")));
}

#[test]
fn goals_are_specific_measurable_attainable_relevant_and_timely() {
    for language in LANGUAGES {
        let records = load(language);
        let words = of_kind(&records, "charter").next().expect("charter");
        let words = [charter::VISION.get(words), charter::MISSION.get(words)].map(Option::unwrap_or_default);
        for goal in of_kind(&records, "goal") {
            let name = title(goal);
            let kind = pillars::registry().kind("goal").expect("goal");
            for field in [
                "subject_kind",
                "subject",
                "indicator",
                "baseline",
                "baseline_date",
                "target",
                "change_mode",
                "data_source",
                "frequency",
                "confidence",
            ] {
                assert!(kind.field(field).is_some() && goal.fields.contains_key(field), "{name}: {field}");
            }
            for field in
                ["historic_growth", "attainable_reason", "serves", "start", "due", "owner", "review_every", "last_reviewed", "level", "department"]
            {
                assert!(kind.field(field).is_some() && goal.fields.contains_key(field), "{name}: {field}");
            }
            assert!(name.chars().any(|letter| letter.is_ascii_digit()), "{name}");
            let serves = goal::SERVES.get(goal).unwrap_or_default();
            assert!(words.iter().any(|sentence| sentence.contains(&serves)), "{name} serves “{serves}”");
            let people = if goal::REGION.get(goal).is_some() { 4 } else { 11 };
            assert_eq!(goal::PARTICIPANTS.get(goal).map(|people| people.len()), Some(people), "{name}");
            assert_eq!((goal::REVIEW_EVERY.get(goal).as_deref(), goal::LAST_REVIEWED.get(goal)), (Some("quarter"), Some(date("2026-03-31"))));
            check_milestones(goal);
            check_surroundings(&records, goal);
        }
    }
}

/// Milestones lie inside the period and rise to the target.
fn check_milestones(goal: &Record) {
    let (start, due) = (goal::START.get(goal).expect("start"), goal::DUE.get(goal).expect("due"));
    let rows = goal::MILESTONES.get(goal).expect("milestones");
    let steps: Vec<_> =
        rows.iter().map(|row| (goal::MILESTONE_DATE.get(row).expect("date"), goal::MILESTONE_VALUE.get(row).expect("value"))).collect();
    assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{}", title(goal));
    assert!(steps.iter().all(|(day, value)| (start..due).contains(day) && *value < number(goal, goal::TARGET)), "{}", title(goal));
}

/// Goals for sales and share name a factor, a rival and resources; every goal has three kinds of resources that fit or a remedy.
fn check_surroundings(records: &[Record], goal: &Record) {
    let links_here =
        |kind: &str, handle: Handle<Links>| of_kind(records, kind).any(|record| handle.get(record).unwrap_or_default().contains(&goal.id));
    if matches!(goal::GOAL_KIND.get(goal).as_deref(), Some("sales" | "share" | "profit")) {
        assert!(links_here("env_factor", env_factor::GOALS), "{}", title(goal));
        assert!(links_here("competitor", competitor::GOALS), "{}", title(goal));
    }
    let lines: Vec<_> = of_kind(records, "resource").filter(|record| resource::GOAL.get(*record) == Some(goal.id)).collect();
    for kind in ["money", "people", "technology"] {
        assert!(lines.iter().any(|line| resource::RESOURCE_KIND.get(*line).as_deref() == Some(kind)), "{}: {kind}", title(goal));
    }
    for line in &lines {
        let fits = number(line, resource::NEEDED) <= number(line, resource::AVAILABLE);
        assert!(fits || resource::MITIGATION.get(*line).is_some(), "{}", title(line));
    }
    assert!(of_kind(records, "task").any(|record| task::GOAL.get(record) == Some(goal.id)), "{} has a task", title(goal));
}

#[test]
fn goals_form_one_tree_whose_weights_are_whole() {
    let records = load("zh-CN");
    let mut weights: BTreeMap<Id, Decimal> = BTreeMap::new();
    let mut tops = Vec::new();
    for goal in of_kind(&records, "goal") {
        match goal::PARENT.get(goal) {
            Some(parent) => {
                let sum = weights.entry(parent).or_default();
                *sum = *sum + goal::WEIGHT.get(goal).expect("weight");
            }
            None => tops.push(title(goal)),
        }
        assert!(goal::PARENT.get(goal).is_some() || goal::LEVEL.get(goal).as_deref() == Some("company"), "{}", title(goal));
    }
    assert_eq!(tops.len(), 1, "{tops:?}");
    assert!(weights.values().all(|sum| *sum == Decimal::ONE), "{weights:?}");
}

fn record_set(language: &str) -> RecordSet {
    let mut records = RecordSet::default();
    load(language).into_iter().for_each(|record| records.insert(record));
    records
}

fn content() -> PillarContent {
    let path = format!("{}/../public/content/01-goals/steps.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))).expect("steps")
}

/// Pillar 1 on the demo's date: five steps done, two under way with what a team would still have open.
///
/// covers: P01.1, P01.2, P01.3, P01.4, P01.5, P01.6, P01.7
#[test]
fn steps_of_pillar_one_stand_as_told() {
    let registry = pillars::registry();
    for language in LANGUAGES {
        let records = record_set(language);
        let context = Context { records: &records, registry: &registry, today: date("2026-06-30") };
        let state = evaluate(&content(), &pillars::rules(), &context);
        let expected = [Status::Done, Status::Done, Status::Done, Status::Done, Status::Done, Status::InProgress, Status::InProgress];
        let found: Vec<_> = state.steps.iter().map(|step| (step.id.as_str(), step.status)).collect();
        assert_eq!(found, ["P01.1", "P01.2", "P01.3", "P01.4", "P01.5", "P01.6", "P01.7"].into_iter().zip(expected).collect::<Vec<_>>());
        assert_eq!((state.done(), state.next().map(|step| step.id.as_str())), (5, Some("P01.6")), "{language}");
        for goal in records.of_kind("goal") {
            assert!(smart::check(goal, &context).passes(), "{language} {}", title(goal));
        }

        // Nothing is left in the steps that are done, not even advice; one thing must be mended in all.
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        state.findings().for_each(|finding| *open.entry(finding.check.as_str()).or_default() += 1);
        let expected = [
            ("P01.6.objection", 1),
            ("P01.6.people_without_task", 1),
            ("P01.6.unanswered", 1),
            ("P01.6.unconfirmed", 9),
            ("P01.7.trigger", 1),
            ("P01.7.unweighted", 3),
        ];
        assert_eq!(open, BTreeMap::from(expected), "{language}");
        let fixes: Vec<&Finding> = state.findings().filter(|finding| finding.severity == Severity::Fix).collect();
        let [waiting] = fixes.as_slice() else { panic!("{language} {fixes:?}") };
        assert_eq!(waiting.check, "P01.6.unanswered");
        let goal = waiting.record.and_then(|id| records.get(id)).expect("goal");
        assert_eq!(goal::GOAL_KIND.get(&**goal).as_deref(), Some("loyalty"), "{language}");
        let names: Vec<String> = agreement::of(goal, &context).unanswered().map(|answer| title(&answer.person)).collect();
        assert_eq!(names, [if language == "en" { "Gao Ning" } else { "高宁" }]);
    }
}

/// covers: P01.A13
#[test]
fn regions_have_goals_of_their_own_on_the_board() {
    let registry = pillars::registry();
    for language in LANGUAGES {
        let records = record_set(language);
        let chinese = load("zh-CN");
        let context = Context { records: &records, registry: &registry, today: date("2026-06-30") };
        let rows = board::rows(&context);
        assert_eq!(rows.len(), REGIONS.len(), "{language}");
        for (row, expected) in rows.iter().zip(&REGIONS) {
            let name = expected.name;
            assert_eq!(row.region.id, named(&chinese, "region", name).id, "{language} {name}");
            assert_eq!(row.owner, Some(named(&chinese, "person", expected.owner).id), "{language} {name}");
            assert_eq!(
                (row.target, row.actual, row.gap),
                (Some(decimal(expected.target)), Some(decimal(expected.actual)), Some(decimal(expected.gap))),
                "{language} {name}"
            );
            assert_eq!(row.light, progress::Light::OnTarget, "{name}: 99.17 % of the way planned");

            let goal = &*row.goal;
            let line = progress::of(goal, &context);
            assert_eq!(line.plan_now, Some(decimal(expected.half_year)), "{language} {name}");
            assert_eq!(line.actuals.len(), 6, "{name}: its own months, not those of the whole");
            assert_eq!(number(goal, goal::BASELINE), decimal(expected.baseline), "{language} {name}");
            assert_eq!(goal::WEIGHT.get(goal), Some(decimal(expected.weight)), "{language} {name}");
            let codes = [goal::STATUS, goal::LEVEL, goal::CHANGE_MODE].map(|field| field.get(goal).unwrap_or_default());
            assert_eq!(codes, ["published", "department", "relative"], "{language} {name}");
            let parent = levels::parent(goal, &records).expect("parent");
            assert_eq!(parent.id, named(&chinese, "goal", GOAL_NAMES[1]).id, "{language} {name}");
            for field in [goal::START, goal::DUE] {
                assert_eq!(field.get(goal), field.get(&*parent), "{language} {name}");
            }
            assert_eq!((goal::SERVES.get(goal), goal::INDICATOR.get(goal)), (goal::SERVES.get(&*parent), goal::INDICATOR.get(&*parent)));

            let answers = agreement::of(goal, &context);
            assert_eq!((answers.total, answers.answered, answers.agreed), (4, 4, 4), "{language} {name}");
            assert_eq!(goal::OVERRIDE_REASON.get(goal), None, "{name}: everyone agrees, so publishing needs no reason");
        }
        // Both regions together are the whole, in target, plan and actual.
        let whole = progress::of(rows.first().and_then(|row| levels::parent(&row.goal, &records)).as_deref().expect("parent"), &context);
        let lines: Vec<_> = rows.iter().map(|row| progress::of(&row.goal, &context)).collect();
        assert_eq!(lines.iter().filter_map(|line| line.target).sum::<Decimal>(), whole.target.expect("target"));
        assert_eq!(lines.iter().filter_map(|line| line.plan_now).sum::<Decimal>(), whole.plan_now.expect("plan"));
        assert_eq!(lines.iter().filter_map(|line| Some(line.actual?.value)).sum::<Decimal>(), whole.actual.expect("actual").value);
    }
}
