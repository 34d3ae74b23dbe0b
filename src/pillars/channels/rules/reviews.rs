//! What working together, experiments, reviews and practices come to.

use flow::{Context, Hit, Parameter};
use model::{Decimal, Record};

use crate::channels::{best_practice, channel_allocation, channel_decision, channel_experiment, channel_review, channel_score, channel_synergy};
use crate::improvement::rules::{latest_due, latest_of};

/// Whether no later record of its kind is about the same channel: older scores, decisions,
/// allocations and reviews are history.
pub fn is_newest(record: &Record, context: &Context<'_>) -> bool {
    let by_period = |channel, period| latest_of(context.records, &record.kind, Some(channel), period);
    let found = match record.kind.as_str() {
        "channel_score" => by_period(channel_score::CHANNEL, channel_score::PERIOD),
        "channel_allocation" => by_period(channel_allocation::CHANNEL, channel_allocation::PERIOD),
        "channel_review" => by_period(channel_review::CHANNEL, channel_review::PERIOD),
        "channel_decision" => latest_of(context.records, &record.kind, Some(channel_decision::CHANNEL), channel_decision::DECIDED_ON),
        _ => return false,
    };
    found.iter().any(|known| known.id == record.id)
}

/// How much two channels share: information, customers, activities; 0 to 3 (P08.3.2).
pub fn shared(synergy: &Record) -> i64 {
    let links = [channel_synergy::INFORMATION, channel_synergy::CUSTOMERS, channel_synergy::ACTIVITIES];
    links.iter().filter(|link| link.get(synergy) == Some(true)).count() as i64
}

/// The verdict that result and cost of an experiment suggest: both met expand, one met adjust, none
/// stop. `None` before there is a result and something to hold it against.
pub fn experiment_proposal(experiment: &Record) -> Option<&'static str> {
    let (result, expected) = (channel_experiment::RESULT.get(experiment)?, channel_experiment::EXPECTED.get(experiment)?);
    // A value that shall fall was expected below where it began.
    let falls = channel_experiment::BEFORE.get(experiment).is_some_and(|before| expected < before);
    let reached = if falls { result <= expected } else { result >= expected };
    let limit = channel_experiment::COST_LIMIT.get(experiment);
    let affordable = channel_experiment::COST.get(experiment).is_none_or(|cost| limit.is_none_or(|limit| cost <= limit));
    Some(match (reached, affordable) {
        (true, true) => "expand",
        (false, false) => "stop",
        _ => "adjust",
    })
}

/// The label of a verdict.
pub fn verdict_named(code: &str) -> Parameter {
    Parameter::choice(channel_experiment::CHANNEL_EXPERIMENT.name, channel_experiment::VERDICT.name(), code)
}

/// Growth of sales from before to after.
pub fn sales_change(review: &Record) -> Option<Decimal> {
    let before = channel_review::SALES_BEFORE.get(review)?.major();
    (channel_review::SALES_AFTER.get(review)?.major() - before).over(before)
}

/// Change of the share, in points.
pub fn share_change(review: &Record) -> Option<Decimal> {
    Some(channel_review::SHARE_AFTER.get(review)? - channel_review::SHARE_BEFORE.get(review)?)
}

/// Change of satisfaction on the scale from 1 to 5.
pub fn satisfaction_change(review: &Record) -> Option<Decimal> {
    Some(channel_review::SATISFACTION_AFTER.get(review)? - channel_review::SATISFACTION_BEFORE.get(review)?)
}

/// How often a practice was used again.
pub fn reuse(practice: &Record) -> i64 {
    best_practice::USED_IN.get(practice).map_or(0, |used| used.len() as i64)
}

/// Reviews that lack one of the three indicators before or after (P08.5.2).
pub(super) fn incomplete(context: &Context<'_>) -> Vec<Hit> {
    let kind = channel_review::CHANNEL_REVIEW.name;
    let hits = context.records.of_kind(kind).filter_map(|review| {
        let fields = [
            (channel_review::SATISFACTION_BEFORE.name(), channel_review::SATISFACTION_BEFORE.get(&**review).is_some()),
            (channel_review::SATISFACTION_AFTER.name(), channel_review::SATISFACTION_AFTER.get(&**review).is_some()),
            (channel_review::SHARE_BEFORE.name(), channel_review::SHARE_BEFORE.get(&**review).is_some()),
            (channel_review::SHARE_AFTER.name(), channel_review::SHARE_AFTER.get(&**review).is_some()),
            (channel_review::SALES_BEFORE.name(), channel_review::SALES_BEFORE.get(&**review).is_some()),
            (channel_review::SALES_AFTER.name(), channel_review::SALES_AFTER.get(&**review).is_some()),
        ];
        let missing: Vec<&str> = fields.iter().filter(|(_, filled)| !filled).map(|(name, _)| *name).collect();
        let first = missing.first()?;
        let names = missing.iter().map(|name| Parameter::field(kind, name)).collect();
        Some(Hit::on(review, context).field(first).with("missing", Parameter::List(names)))
    });
    hits.collect()
}

/// Channels whose next review was due before today.
pub(super) fn due(context: &Context<'_>) -> Vec<Hit> {
    let kind = channel_review::CHANNEL_REVIEW.name;
    latest_due(context, kind, Some(channel_review::CHANNEL), channel_review::REVIEWED_ON, channel_review::NEXT_REVIEW)
}
