//! The named checks of pillar 1, as the content files call them (`goals.…`).

use std::sync::Arc;

use flow::{Context, Hit, Parameter, RuleFn, Rules, title_of};
use model::{Fields, Record, sample};

use super::smart::{self, Letter};
use super::{
    breakdown, consensus, environment, gates, horizon, levels, live_goals, open_goals, progress, resources, responsibility, reviews, triggers,
};
use crate::goals::{charter, competitor, constraint, env_factor, environment as environment_kind, goal, target_customer};
use crate::performance::evaluation;
use crate::plan::{resource, task};

/// A name, its function, and the placeholders it fills.
type Named = (&'static str, RuleFn, &'static [&'static str]);

const SMART_PARAMETERS: &[&str] = &["record", "reason"];

const RULES: &[Named] = &[
    ("goals.example_charter", example_charter, &["fields"]),
    (
        "goals.example_environment",
        |context| examples(context, &[env_factor::ENV_FACTOR.name, competitor::COMPETITOR.name, target_customer::TARGET_CUSTOMER.name]),
        &["record"],
    ),
    ("goals.example_goal", |context| examples(context, &[goal::GOAL.name]), &["record"]),
    ("goals.environment_refresh", environment_refresh, &["record", "date"]),
    ("goals.factor_kinds", factor_kinds, &["kinds"]),
    ("goals.rivals_any", rivals_any, &[]),
    ("goals.rivals_strengths", rivals_strengths, &["record"]),
    ("goals.own_position", own_position, &[]),
    ("goals.customer_behaviour", customer_behaviour, &["record"]),
    ("goals.smart_specific", |context| letter(Letter::Specific, context), SMART_PARAMETERS),
    ("goals.smart_measurable", |context| letter(Letter::Measurable, context), SMART_PARAMETERS),
    ("goals.smart_attainable", |context| letter(Letter::Attainable, context), SMART_PARAMETERS),
    ("goals.smart_relevant", |context| letter(Letter::Relevant, context), SMART_PARAMETERS),
    ("goals.smart_timely", |context| letter(Letter::Timely, context), SMART_PARAMETERS),
    ("goals.orphans", orphans, &["record"]),
    ("goals.basis", basis, &["record", "missing"]),
    ("goals.annual_fields", annual_fields, &["record", "missing"]),
    ("goals.not_agreed", not_agreed, &["record"]),
    ("goals.horizon_empty", horizon_empty, &["horizon"]),
    ("goals.long_without_short", long_without_short, &["record"]),
    ("goals.child_weights", child_weights, &["record", "sum"]),
    ("goals.breakdown_sum", breakdown_sum, &["record", "difference"]),
    ("goals.no_company_goal", no_company_goal, &[]),
    ("goals.department_without_parent", department_without_parent, &["record"]),
    ("goals.no_resources", no_resources, &["record"]),
    ("goals.resource_gap", resource_gap, &["record", "gap", "unit", "resource"]),
    ("goals.constraint_mitigation", constraint_mitigation, &["record"]),
    ("goals.unanswered", unanswered, &["record", "people", "rate", "needed"]),
    ("goals.agreement", agreement, &["record", "rate", "needed"]),
    ("goals.objection", objection, &["record", "person"]),
    ("goals.without_action", without_action, &["record"]),
    ("goals.people_without_task", people_without_task, &["person"]),
    ("goals.tasks_incomplete", tasks_incomplete, &["record"]),
    ("goals.sheets_unconfirmed", sheets_unconfirmed, &["person"]),
    ("goals.no_cycle", no_cycle, &["record"]),
    ("goals.review_overdue", review_overdue, &["record", "days", "date"]),
    ("goals.triggered", triggered, &["record", "source", "date"]),
    ("goals.unreasonable", unreasonable, &["record", "why"]),
    ("goals.without_evaluation", without_evaluation, &["record"]),
    ("goals.no_reading", no_reading, &["record"]),
];

/// Registers all of them.
pub fn register(rules: &mut Rules) {
    for (name, run, parameters) in RULES {
        rules.add(name, *run, parameters);
    }
}

fn on(record: &Record, context: &Context<'_>) -> Hit {
    Hit::on(record, context)
}

fn title(record: &Record, context: &Context<'_>) -> Parameter {
    title_of(record, context)
}

fn goals_with<'a>(context: &Context<'a>, wanted: impl Fn(&Arc<Record>) -> bool) -> Vec<&'a Arc<Record>> {
    open_goals(context.records).filter(|goal| wanted(goal)).collect()
}

// P01.2

fn environment_refresh(context: &Context<'_>) -> Vec<Hit> {
    let Some(record) = context.records.single(environment_kind::ENVIRONMENT.name) else { return Vec::new() };
    let due = environment_kind::NEXT_REFRESH.get(&**record).filter(|date| *date < context.today);
    due.map(|date| on(record, context).field(environment_kind::NEXT_REFRESH.name()).with("date", Parameter::Date(date))).into_iter().collect()
}

fn factor_kinds(context: &Context<'_>) -> Vec<Hit> {
    let present = |kind: &str| {
        context.records.of_kind(env_factor::ENV_FACTOR.name).any(|record| env_factor::FACTOR_KIND.get(&**record).as_deref() == Some(kind))
    };
    let label = |kind: &str| Parameter::choice(env_factor::ENV_FACTOR.name, env_factor::FACTOR_KIND.name(), kind);
    let missing: Vec<Parameter> = ["need", "technology", "policy"].into_iter().filter(|kind| !present(kind)).map(label).collect();
    if missing.is_empty() { Vec::new() } else { vec![Hit::of_kind(env_factor::ENV_FACTOR.name).with("kinds", Parameter::List(missing))] }
}

fn competitors<'a>(context: &Context<'a>, own: bool) -> impl Iterator<Item = &'a Arc<Record>> {
    context.records.of_kind(competitor::COMPETITOR.name).filter(move |record| environment::is_own(record) == own)
}

fn rivals_any(context: &Context<'_>) -> Vec<Hit> {
    if competitors(context, false).next().is_some() { Vec::new() } else { vec![Hit::of_kind(competitor::COMPETITOR.name)] }
}

fn rivals_strengths(context: &Context<'_>) -> Vec<Hit> {
    let named = |tags: Option<Vec<String>>| tags.is_some_and(|tags| tags.iter().any(|tag| !tag.trim().is_empty()));
    competitors(context, false)
        .filter_map(|record| {
            let lacks = [competitor::STRENGTHS, competitor::WEAKNESSES].into_iter().find(|field| !named(field.get(&**record)))?;
            Some(on(record, context).field(lacks.name()))
        })
        .collect()
}

fn own_position(context: &Context<'_>) -> Vec<Hit> {
    if competitors(context, true).next().is_some() {
        Vec::new()
    } else {
        vec![Hit::of_kind(competitor::COMPETITOR.name).field(competitor::OWN.name())]
    }
}

fn customer_behaviour(context: &Context<'_>) -> Vec<Hit> {
    let asked = [target_customer::WHERE, target_customer::WHEN, target_customer::FREQUENCY, target_customer::DECIDES];
    let customers = context.records.of_kind(target_customer::TARGET_CUSTOMER.name);
    customers
        .filter(|record| asked.iter().all(|field| field.get(&***record).is_none()))
        .map(|record| on(record, context).field(target_customer::WHERE.name()))
        .collect()
}

// P01.3

fn letter(letter: Letter, context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in open_goals(context.records) {
        let smart = smart::check(goal, context);
        let Some(reason) = smart.letter(letter).obstacles().next() else { continue };
        let mut hit = on(goal, context).with("reason", Parameter::Key(reason.key()));
        hit.field = reason.field.clone();
        hit.parameters.extend(reason.parameters.iter().cloned());
        hits.push(hit);
    }
    hits
}

fn orphans(context: &Context<'_>) -> Vec<Hit> {
    levels::orphans(context).iter().map(|goal| on(goal, context).field(goal::SERVES.name())).collect()
}

fn basis(context: &Context<'_>) -> Vec<Hit> {
    let missing =
        |goal: &Record| gates::missing_basis(goal, context).into_iter().map(|kind| Parameter::Key(format!("kind.{kind}"))).collect::<Vec<_>>();
    let lacking = open_goals(context.records).map(|goal| (goal, missing(goal))).filter(|(_, missing)| !missing.is_empty());
    lacking.map(|(goal, missing)| on(goal, context).with("missing", Parameter::List(missing))).collect()
}

/// The five quantified targets that an annual goal lacks (P01.A03).
pub fn missing_annual_fields(goal: &Record) -> Vec<&'static str> {
    let five = [
        (goal::TARGET_MARKET.name(), goal::TARGET_MARKET.get(goal).is_some()),
        (goal::TARGET_CUSTOMER.name(), goal::TARGET_CUSTOMER.get(goal).is_some()),
        (goal::TARGET_PRODUCT.name(), goal::TARGET_PRODUCT.get(goal).is_some()),
        (goal::TARGET_SHARE.name(), goal::TARGET_SHARE.get(goal).is_some()),
        (goal::TARGET_SALES.name(), goal::TARGET_SALES.get(goal).is_some()),
    ];
    five.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| name).collect()
}

fn annual_fields(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in goals_with(context, |goal| goal::ANNUAL.get(&**goal) == Some(true)) {
        let missing = missing_annual_fields(goal);
        if let Some(first) = missing.first() {
            let labels = missing.iter().map(|name| Parameter::field(goal::GOAL.name, name)).collect();
            hits.push(on(goal, context).field(first).with("missing", Parameter::List(labels)));
        }
    }
    hits
}

fn not_agreed(context: &Context<'_>) -> Vec<Hit> {
    let drafts = goals_with(context, |goal| gates::Status::of(goal) == gates::Status::Draft);
    drafts.into_iter().map(|goal| on(goal, context).field(goal::STATUS.name())).collect()
}

// P01.4

fn horizon_empty(context: &Context<'_>) -> Vec<Hit> {
    let label = |horizon: horizon::Horizon| Parameter::Key(format!("ui.goals.horizon.{}", horizon.code()));
    horizon::empty(context).into_iter().map(|horizon| Hit::of_kind(goal::GOAL.name).with("horizon", label(horizon))).collect()
}

fn long_without_short(context: &Context<'_>) -> Vec<Hit> {
    horizon::long_without_short(context).iter().map(|goal| on(goal, context)).collect()
}

fn child_weights(context: &Context<'_>) -> Vec<Hit> {
    let uneven = levels::uneven_weights(context);
    uneven.iter().map(|(parent, sum)| on(parent, context).field(goal::WEIGHT.name()).with("sum", Parameter::Ratio(*sum))).collect()
}

fn breakdown_sum(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in live_goals(context.records) {
        let breakdown = breakdown::of(goal, context);
        if !breakdown.layers.is_empty() && !breakdown.balanced() {
            hits.push(on(goal, context).field(goal::TARGET.name()).with("difference", Parameter::Number(breakdown.difference)));
        }
    }
    hits
}

fn no_company_goal(context: &Context<'_>) -> Vec<Hit> {
    let missing = live_goals(context.records).next().is_some() && !levels::has_company_goal(context);
    missing.then(|| Hit::of_kind(goal::GOAL.name).field(goal::LEVEL.name())).into_iter().collect()
}

fn department_without_parent(context: &Context<'_>) -> Vec<Hit> {
    levels::department_without_parent(context).iter().map(|goal| on(goal, context).field(goal::PARENT.name())).collect()
}

// P01.5

fn no_resources(context: &Context<'_>) -> Vec<Hit> {
    let has_line = |goal: &Arc<Record>| context.records.of_kind(resource::RESOURCE.name).any(|record| resource::GOAL.get(&**record) == Some(goal.id));
    goals_with(context, |goal| !has_line(goal)).into_iter().map(|goal| on(goal, context)).collect()
}

fn resource_gap(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in open_goals(context.records) {
        for gap in resources::verdict(goal.id, context).gaps.iter().filter(|gap| gap.is_open()) {
            let hit = on(goal, context).with("gap", Parameter::Number(gap.gap)).with("unit", Parameter::text(&gap.unit));
            hits.push(hit.with("resource", Parameter::choice(resource::RESOURCE.name, resource::RESOURCE_KIND.name(), &gap.kind)));
        }
    }
    hits
}

fn constraint_mitigation(context: &Context<'_>) -> Vec<Hit> {
    let severe = |record: &Record| constraint::SEVERITY.get(record).is_some_and(|severity| severity >= resources::SEVERE);
    let limits = context.records.of_kind(constraint::CONSTRAINT.name);
    let open = limits.filter(|record| severe(record) && constraint::MITIGATION.get(&***record).is_none());
    open.map(|record| on(record, context).field(constraint::MITIGATION.name())).collect()
}

// P01.6

/// Goals that still wait for consensus: not those published over it with a reason.
fn awaiting_consensus<'a>(context: &Context<'a>) -> Vec<&'a Arc<Record>> {
    goals_with(context, |goal| goal::OVERRIDE_REASON.get(&**goal).is_none())
}

/// Copies of the sample company that nobody has changed: they are not the client's own (P00.18).
fn examples(context: &Context<'_>, kinds: &[&str]) -> Vec<Hit> {
    let all = kinds.iter().flat_map(|kind| context.records.of_kind(kind));
    all.filter(|record| sample::is_sample(record)).map(|record| on(record, context)).collect()
}

/// Sentences of the charter that are still the sample company's. Its date or version may be the same as one's own.
fn example_charter(context: &Context<'_>) -> Vec<Hit> {
    let Some(record) = context.records.single(charter::CHARTER.name) else { return Vec::new() };
    let is_copied = |name: &&str| sample::is_field(record, name) || (sample::is_wholly(record) && record.field(name).is_some());
    let sentences: Vec<&str> =
        [charter::VISION, charter::MISSION, charter::CONTRIBUTION].map(|field| field.name()).into_iter().filter(is_copied).collect();
    let Some(first) = sentences.first() else { return Vec::new() };
    let named = sentences.iter().map(|name| Parameter::key(format!("field.charter.{name}"))).collect();
    vec![on(record, context).field(first).with("fields", Parameter::List(named))]
}

fn unanswered(context: &Context<'_>) -> Vec<Hit> {
    let needed = consensus::thresholds(context.records);
    let mut hits = Vec::new();
    for goal in awaiting_consensus(context) {
        let state = consensus::of(goal, context);
        // With nobody there to ask, the step asks for people instead.
        if state.total > 0 && !state.is_answered(needed) {
            let people = state.unanswered().map(|answer| title(&answer.person, context)).collect();
            let hit = on(goal, context).field(goal::PARTICIPANTS.name()).with("people", Parameter::List(people));
            hits.push(hit.with("rate", Parameter::Ratio(state.answered_rate())).with("needed", Parameter::Ratio(needed.answered)));
        }
    }
    hits
}

fn agreement(context: &Context<'_>) -> Vec<Hit> {
    let needed = consensus::thresholds(context.records);
    let mut hits = Vec::new();
    for goal in awaiting_consensus(context) {
        let state = consensus::of(goal, context);
        if state.total > 0 && !state.is_agreed(needed) {
            hits.push(on(goal, context).with("rate", Parameter::Ratio(state.agreed_rate())).with("needed", Parameter::Ratio(needed.agreed)));
        }
    }
    hits
}

fn objection(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in open_goals(context.records) {
        for answer in consensus::of(goal, context).answers.iter().filter(|answer| answer.needs_reply()) {
            let mut hit = on(goal, context).field(crate::goals::consensus::ANSWER.name()).with("person", title(&answer.person, context));
            // The place to reply is the person's own answer, the title stays the goal's.
            if let Some(record) = answer.record.and_then(|id| context.records.get(id)) {
                hit.record = Some(record.id);
                hit.kind = Some(record.kind.clone());
            }
            hits.push(hit);
        }
    }
    hits
}

fn without_action(context: &Context<'_>) -> Vec<Hit> {
    responsibility::goals_without_action(context).iter().map(|goal| on(goal, context)).collect()
}

fn people_without_task(context: &Context<'_>) -> Vec<Hit> {
    responsibility::without_task(context).iter().map(|person| on(person, context).with("person", title(person, context))).collect()
}

fn tasks_incomplete(context: &Context<'_>) -> Vec<Hit> {
    let over = |record: &Record| matches!(task::STATUS.get(record).as_deref(), Some("done" | "dropped"));
    let tasks = context.records.of_kind(task::TASK.name).filter(|record| !over(record));
    tasks
        .filter_map(|record| {
            let lacks = [task::OWNER.name(), task::DUE.name()].into_iter().find(|name| record.field(name).is_none_or(model::Json::is_null))?;
            Some(on(record, context).field(lacks))
        })
        .collect()
}

fn sheets_unconfirmed(context: &Context<'_>) -> Vec<Hit> {
    responsibility::unconfirmed(context).iter().map(|person| on(person, context).with("person", title(person, context))).collect()
}

// P01.7

fn no_cycle(context: &Context<'_>) -> Vec<Hit> {
    let lacks = goals_with(context, |goal| goal::REVIEW_EVERY.get(&**goal).is_none());
    lacks.into_iter().map(|goal| on(goal, context).field(goal::REVIEW_EVERY.name())).collect()
}

fn review_overdue(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (goal, state) in reviews::calendar(context).iter().filter(|(_, state)| state.overdue_days > 0) {
        let date = state.next.map_or_else(|| Parameter::text(""), Parameter::Date);
        hits.push(on(goal, context).with("days", Parameter::Count(state.overdue_days)).with("date", date));
    }
    hits
}

fn triggered(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for goal in open_goals(context.records) {
        for trigger in triggers::of(goal, context) {
            let source = context.records.get(trigger.record).map_or_else(|| Parameter::text(""), |record| title(record, context));
            hits.push(on(goal, context).with("source", source).with("date", Parameter::Date(trigger.since)));
        }
    }
    hits
}

fn unreasonable(context: &Context<'_>) -> Vec<Hit> {
    let flagged = live_goals(context.records).filter(|goal| goal::UNREASONABLE.get(&***goal) == Some(true));
    let why = |goal: &Record| Parameter::text(goal::UNREASONABLE_REASON.get(goal).unwrap_or_default());
    flagged.map(|goal| on(goal, context).field(goal::UNREASONABLE_REASON.name()).with("why", why(goal))).collect()
}

/// The weight of a goal in appraisals: evaluation and weight of each that counts it (P01.A09).
pub fn evaluation_weights(goal: &Record, context: &Context<'_>) -> Vec<(Arc<Record>, model::Decimal)> {
    let mut found = Vec::new();
    for record in context.records.of_kind(evaluation::EVALUATION.name) {
        for row in evaluation::WEIGHTS.get(&**record).unwrap_or_default() {
            if evaluation::WEIGHTED_GOAL.get(&row) == Some(goal.id)
                && let Some(weight) = evaluation::GOAL_WEIGHT.get(&row)
            {
                found.push((record.clone(), weight));
            }
        }
    }
    found
}

fn without_evaluation(context: &Context<'_>) -> Vec<Hit> {
    goals_with(context, |goal| evaluation_weights(goal, context).is_empty()).into_iter().map(|goal| on(goal, context)).collect()
}

fn no_reading(context: &Context<'_>) -> Vec<Hit> {
    // A goal without an indicator of its own shows the roll-up of its children.
    let has_children = |goal: &Arc<Record>| goal::INDICATOR.get(&**goal).is_none() && !levels::children(goal.id, context.records).is_empty();
    let lacks = goals_with(context, |goal| !has_children(goal) && progress::of(goal, context).actual.is_none());
    lacks.into_iter().map(|goal| on(goal, context).field(goal::INDICATOR.name())).collect()
}
