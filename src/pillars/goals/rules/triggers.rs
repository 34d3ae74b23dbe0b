//! What from outside asks for a goal's review: a strong trend, a piece of feedback or important news linked to it
//! after the last one (P01.A14, L08).

use chrono::DateTime;
use flow::Context;
use model::{Date, Id, Record, Stamp};

use super::{gates, links, reviews};
use crate::goals::{env_factor, goal, goal_review};
use crate::improvement::feedback;
use crate::information::intel_item;
use crate::information::rules::intel::IMPORTANT;

/// Impact from which a trend or a piece of feedback is strong, either way.
pub const STRONG: i64 = 2;

/// Something that asks for a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The trend, piece of feedback or news.
    pub record: Id,
    /// `env_factor`, `feedback` or `intel_item`.
    pub kind: &'static str,
    /// −2 or 2; of news whatever it says.
    pub impact: i64,
    /// Day from which it counts: its own date, or the day it was linked if that was done later.
    pub since: Date,
}

fn day_of(stamp: Stamp, today: Date) -> Option<Date> {
    // A workspace with a date of its own lives in the past of its stamps.
    let day = DateTime::from_timestamp_millis(i64::try_from(stamp.time).ok()?)?.date_naive();
    Some(day.min(today))
}

/// The day a record began to bear on a goal. Linked when it was made: its own date says when.
fn linked_on(record: &Record, field: &str, dated: Option<Date>, today: Date) -> Option<(Date, Stamp)> {
    let stamp = record.stamp_of(field);
    let linked_later = record.stamps.contains_key(field);
    let linked = day_of(stamp, today);
    let day = match dated {
        Some(dated) if !linked_later => dated,
        Some(dated) => linked.map_or(dated, |linked| linked.max(dated)),
        None => linked?,
    };
    Some((day, stamp))
}

/// The triggers of a goal since its last review. A goal that was never reviewed counts from its
/// start; what led to the goal in the first place asks for no review.
pub fn of(goal: &Record, context: &Context<'_>) -> Vec<Trigger> {
    let status = gates::Status::of(goal);
    if matches!(status, gates::Status::Achieved | gates::Status::Dropped) {
        return Vec::new();
    }
    let last = reviews::last_review(goal, context);
    let never_reviewed_draft = last.is_none() && status == gates::Status::Draft;
    let Some(since_day) = last.or_else(|| goal::START.get(goal)).or_else(|| day_of(goal.created, context.today)).filter(|_| !never_reviewed_draft)
    else {
        return Vec::new();
    };
    let last_record = reviews::reviews(goal, context).pop().filter(|review| goal_review::REVIEWED_ON.get(&**review) == Some(since_day));
    let factors = context.records.of_kind(env_factor::ENV_FACTOR.name).filter(|record| links(&***record, env_factor::GOALS, goal.id));
    let strong_factors = factors.filter_map(|record| {
        let impact = env_factor::IMPACT.get(&**record).filter(|impact| impact.abs() >= STRONG)?;
        let (since, stamp) = linked_on(record, env_factor::GOALS.name(), env_factor::DATED.get(&**record), context.today)?;
        Some((Trigger { record: record.id, kind: env_factor::ENV_FACTOR.name, impact, since }, stamp))
    });
    let heard = context.records.of_kind(feedback::FEEDBACK.name).filter(|record| links(&***record, feedback::GOALS, goal.id));
    let strong_feedback = heard.filter_map(|record| {
        let impact = feedback::IMPACT.get(&**record).filter(|impact| impact.abs() >= STRONG)?;
        let (since, stamp) = linked_on(record, feedback::GOALS.name(), feedback::DATE.get(&**record), context.today)?;
        Some((Trigger { record: record.id, kind: feedback::FEEDBACK.name, impact, since }, stamp))
    });
    let news = context.records.of_kind(intel_item::INTEL_ITEM.name).filter(|record| links(&***record, intel_item::GOALS, goal.id));
    let strong_news = news.filter_map(|record| {
        intel_item::IMPORTANCE.get(&**record).filter(|weight| *weight >= IMPORTANT)?;
        let (since, stamp) = linked_on(record, intel_item::GOALS.name(), intel_item::DATE.get(&**record), context.today)?;
        let impact = intel_item::IMPACT.get(&**record).unwrap_or_default();
        Some((Trigger { record: record.id, kind: intel_item::INTEL_ITEM.name, impact, since }, stamp))
    });
    // On the day of the review itself the stamps tell which came first.
    let after = |trigger: &Trigger, stamp: Stamp| {
        trigger.since > since_day || (trigger.since == since_day && last_record.as_ref().is_some_and(|review| stamp > review.created))
    };
    strong_factors.chain(strong_feedback).chain(strong_news).filter(|(trigger, stamp)| after(trigger, *stamp)).map(|(trigger, _)| trigger).collect()
}
