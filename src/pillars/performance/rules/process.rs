//! Process, report, feedback and scheme: what is missing before they may be published, and what
//! follows from a report (P05.1.1, P05.2, P05.3.3, P05.4.2; L03, L05).

use flow::{Context, Hit, Parameter, title_of};
use model::{Decimal, Fields, Id, Object, Record, measure_of};

use super::{alerts, scores};
use crate::goals::goal;
use crate::performance::{evaluation, evaluation_process as process, evaluation_report as report, evaluation_scheme as scheme, score_line, standard};

fn record(context: &Context<'_>, id: Id) -> Option<Parameter> {
    context.records.get(id).map(|found| Parameter::Record(id, Box::new(title_of(found, context))))
}

fn records(context: &Context<'_>, ids: impl IntoIterator<Item = Id>) -> Parameter {
    Parameter::List(ids.into_iter().filter_map(|id| record(context, id)).collect())
}

/// Labels of the columns that a step of a process leaves empty.
fn gaps(step: &Object) -> Vec<Parameter> {
    let column = |name: &str| Parameter::key(format!("field.evaluation_process.steps.{name}"));
    let missing = [
        (process::METHOD.get(step).is_none(), process::METHOD.name()),
        (process::EVALUATOR.get(step).is_none(), process::EVALUATOR.name()),
        (process::EVALUATEE.get(step).is_none(), process::EVALUATEE.name()),
        (process::FEEDBACK_BY.get(step).is_none(), process::FEEDBACK_BY.name()),
    ];
    missing.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| column(name)).collect()
}

/// Steps of a process with what is missing; publishing waits until there are none (P05.2.2, S88).
pub fn open_steps(found: &Record) -> Vec<(String, Vec<Parameter>)> {
    let steps = process::STEPS.get(found).unwrap_or_default();
    let named = steps.iter().map(|step| (process::STEP.get(step).unwrap_or_default(), gaps(step)));
    named.filter(|(_, gaps)| !gaps.is_empty()).collect()
}

/// Whether a process may be published: it has steps, and each is whole.
pub fn may_publish(found: &Record) -> bool {
    process::STEPS.get(found).is_some_and(|steps| !steps.is_empty()) && open_steps(found).is_empty()
}

fn process_gaps(context: &Context<'_>) -> Vec<Hit> {
    let published = context.records.of_kind("evaluation_process").filter(|found| process::STATUS.get(found.as_ref()).as_deref() == Some("published"));
    published
        .flat_map(|found| {
            let hit = |step: String, missing: Vec<Parameter>| {
                Hit::on(found, context).field("steps").with("step", Parameter::text(step)).with("missing", Parameter::List(missing))
            };
            let steps = open_steps(found);
            let empty = process::STEPS.get(found.as_ref()).is_none_or(|steps| steps.is_empty());
            let whole = empty.then(|| hit(String::new(), vec![Parameter::field("evaluation_process", "steps")]));
            whole.into_iter().chain(steps.into_iter().map(|(step, missing)| hit(step, missing))).collect::<Vec<_>>()
        })
        .collect()
}

/// Those concerned who have not confirmed that they know the process.
pub fn unconfirmed(found: &Record) -> Vec<Id> {
    let confirmed = process::CONFIRMED.get(found).unwrap_or_default();
    process::CONCERNED.get(found).unwrap_or_default().into_iter().filter(|id| !confirmed.contains(id)).collect()
}

/// Share of those concerned who have confirmed.
pub fn confirmed(found: &Record) -> Option<Decimal> {
    let all = i64::try_from(process::CONCERNED.get(found)?.len()).ok()?;
    let open = i64::try_from(unconfirmed(found).len()).ok()?;
    Decimal::from_int(all - open).over(Decimal::from_int(all))
}

/// Goals of a scheme in use that none of its indicators measures (L03).
fn goals_unmeasured(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for found in context.records.of_kind("evaluation_scheme").filter(|found| scheme::STATUS.get(found.as_ref()).as_deref() != Some("replaced")) {
        let set = scheme::INDICATORS.get(found.as_ref()).unwrap_or_default();
        let measures: Vec<Id> = set.iter().filter_map(|row| scheme::INDICATOR.get(row)).collect();
        let goals = scheme::GOALS.get(found.as_ref()).unwrap_or_default().into_iter().filter_map(|id| context.records.get(id));
        for goal in goals.filter(|goal| goal::INDICATOR.get(goal.as_ref()).is_none_or(|id| !measures.contains(&id))) {
            let named = Parameter::Record(goal.id, Box::new(title_of(goal, context)));
            hits.push(Hit::on(found, context).field("indicators").with("goal", named));
        }
    }
    hits
}

/// Bands that do not rise from one to the next.
fn bands_order(context: &Context<'_>) -> Vec<Hit> {
    let rises = |rows: Vec<Object>| {
        let starts: Vec<Decimal> = rows.iter().filter_map(|row| standard::BAND_FROM.get(row)).collect();
        starts.windows(2).all(|pair| pair.first() < pair.last())
    };
    let of = |kind: &'static str| context.records.of_kind(kind);
    let wrong = of("standard").chain(of("evaluation_scheme")).filter(|found| !standard_bands(found).is_none_or(rises));
    wrong.map(|found| Hit::on(found, context).field("bands")).collect()
}

fn standard_bands(found: &Record) -> Option<Vec<Object>> {
    // Standard and scheme keep their bands under the same name.
    standard::BANDS.get(found)
}

/// Standards whose target is neither the target nor a milestone of their goal (P05.2.1).
fn standard_off_goal(context: &Context<'_>) -> Vec<Hit> {
    let in_measure = |found: &Record, value| Parameter::measured(value, measure_of(context.records, &standard::TARGET.def, found).as_deref());
    let off = |found: &Record| {
        let target = standard::TARGET.get(found)?;
        let goal = context.records.get(standard::GOAL.get(found)?)?;
        let milestones = goal::MILESTONES.get(goal.as_ref()).unwrap_or_default();
        let known = milestones.iter().filter_map(|row| goal::MILESTONE_VALUE.get(row)).chain(goal::TARGET.get(goal.as_ref()));
        let wanted = goal::TARGET.get(goal.as_ref())?;
        known.into_iter().all(|value| value != target).then(|| {
            let hit = Hit::on(found, context).field("target").with("target", in_measure(found, target));
            hit.with("goal", Parameter::Record(goal.id, Box::new(title_of(goal, context)))).with("wanted", in_measure(found, wanted))
        })
    };
    context.records.of_kind("standard").filter_map(|found| off(found)).collect()
}

/// Lines of the run of a report that are off target without a comment (P05.3.2, S89).
pub fn comments_missing(context: &Context<'_>, found: &Record) -> usize {
    let lines = report::EVALUATION.get(found).map(|run| scores::lines(context, run)).unwrap_or_default();
    let silent = |line: &Record| {
        score_line::COMMENT.get(line).is_none() && scores::attainment(context, line).is_none_or(|attainment| attainment < Decimal::ONE)
    };
    lines.iter().filter(|line| silent(line)).count()
}

/// Readers of a report without a date of reading.
pub fn unread(found: &Record) -> Vec<Id> {
    let rows = report::DISTRIBUTION.get(found).unwrap_or_default();
    rows.iter().filter(|row| report::READ.get(*row).is_none()).filter_map(|row| report::READER.get(row)).collect()
}

/// Proposals of delivered reports that became neither an action nor declined with a reason (L05).
fn proposals_undecided(context: &Context<'_>) -> Vec<Hit> {
    let settled = |row: &Object| match report::PROPOSAL_DECISION.get(row).as_deref() {
        Some("accepted") => report::PROPOSAL_ACTION.get(row).is_some(),
        Some("declined") => report::PROPOSAL_REASON.get(row).is_some(),
        _ => false,
    };
    let delivered =
        context.records.of_kind("evaluation_report").filter(|found| report::STATUS.get(found.as_ref()).is_some_and(|status| status != "draft"));
    delivered
        .flat_map(|found| {
            let rows = report::PROPOSALS.get(found.as_ref()).unwrap_or_default();
            let open = rows.into_iter().filter(|row| !settled(row));
            open.map(|row| {
                Hit::on(found, context).field("proposals").with("proposal", Parameter::text(report::PROPOSAL.get(&row).unwrap_or_default()))
            })
            .collect::<Vec<_>>()
        })
        .collect()
}

/// Evaluations on which staff, customers or partners have said nothing yet (P05.4.2).
fn feedback_kinds(context: &Context<'_>) -> Vec<Hit> {
    let reported = |found: &Record| matches!(evaluation::STATUS.get(found).as_deref(), Some("reported" | "closed"));
    let hit = |found: &Record| {
        let heard: Vec<String> = evaluation::FEEDBACK
            .get(found)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|id| context.records.get(id)?.field("source")?.as_str().map(str::to_owned))
            .collect();
        let silent = ["employee", "customer", "partner"].into_iter().filter(|kind| !heard.iter().any(|known| known == kind));
        let kinds: Vec<Parameter> = silent.map(|kind| Parameter::choice("feedback", "source", kind)).collect();
        (!kinds.is_empty()).then(|| Hit::on(found, context).field("feedback").with("kinds", Parameter::List(kinds)))
    };
    // An appraisal of one person is talked over in person, not asked about outside.
    let of_team = |found: &Record| evaluation::PERSON.get(found).is_none();
    context.records.of_kind("evaluation").filter(|found| reported(found) && of_team(found)).filter_map(|found| hit(found)).collect()
}

fn threshold_blind(context: &Context<'_>) -> Vec<Hit> {
    let blind = context.records.of_kind("threshold").filter(|found| alerts::is_blind(context, found));
    blind.map(|found| Hit::on(found, context).field("value")).collect()
}

/// One finding that counts the alerts; each of them is in the list of alerts.
fn open_alerts(context: &Context<'_>) -> Vec<Hit> {
    let open = alerts::current(context);
    let count = Parameter::Count(i64::try_from(open.len()).unwrap_or(i64::MAX));
    let list = Parameter::List(open.iter().filter_map(|alert| record(context, alert.subject)).collect());
    if open.is_empty() { Vec::new() } else { vec![Hit::of_kind("alert").with("count", count).with("list", list)] }
}

/// People for a message.
pub fn people(context: &Context<'_>, ids: Vec<Id>) -> Option<Parameter> {
    (!ids.is_empty()).then(|| records(context, ids))
}

/// Registers the rules of this file.
pub fn register(rules: &mut flow::Rules) {
    rules
        .add("performance.process_gaps", process_gaps, &["record", "step", "missing"])
        .add("performance.goals_unmeasured", goals_unmeasured, &["record", "goal"])
        .add("performance.bands_order", bands_order, &["record"])
        .add("performance.standard_off_goal", standard_off_goal, &["record", "target", "goal", "wanted"])
        .add("performance.proposals_undecided", proposals_undecided, &["record", "proposal"])
        .add("performance.feedback_kinds", feedback_kinds, &["record", "kinds"])
        .add("performance.threshold_blind", threshold_blind, &["record"])
        .add("performance.open_alerts", open_alerts, &["count", "list"]);
}
