//! When a goal is due for review, and what a review changes (P01.7, P00.03, S08).

use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, FieldValues};
use model::Order as _;
use model::{Change, Choice, Date, DateField, FieldType, Id, Json, Key, Link, Number, Object, Prose, Record, Rows, add_months};

use super::gates::{Refusal, Status};
use super::{open_goals, progress};
use crate::goals::{goal, goal_review};

/// Months of a cycle code.
pub fn months_of(cycle: &str) -> Option<i32> {
    match cycle {
        "month" => Some(1),
        "quarter" => Some(3),
        "half_year" => Some(6),
        "year" => Some(12),
        _ => None,
    }
}

/// The date so many months later; the end of a month stays the end of a month.
pub fn step(date: Date, months: i32) -> Date {
    let moved = add_months(date, months);
    let is_month_end = date.succ_opt().is_some_and(|next| next.month() != date.month());
    if is_month_end { model::Month::of(moved).last_day().unwrap_or(moved) } else { moved }
}

/// When a goal was and will be reviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewState {
    /// Code of the cycle.
    pub cycle: Option<String>,
    /// Last review; the start of the goal does not count as one.
    pub last: Option<Date>,
    /// Next one: a cycle after the last, or after the start.
    pub next: Option<Date>,
    /// Days past the next date; 0 until then.
    pub overdue_days: i64,
}

/// Date of the last review: of the records, or the date noted on the goal, whichever is later.
pub fn last_review(goal: &Record, context: &Context<'_>) -> Option<Date> {
    let noted = goal::LAST_REVIEWED.get(goal);
    reviews(goal, context).last().and_then(|review| goal_review::REVIEWED_ON.get(&**review)).max(noted)
}

/// The reviews of a goal, oldest first.
pub fn reviews(goal: &Record, context: &Context<'_>) -> Vec<Arc<Record>> {
    let of_goal = context.records.of_kind(goal_review::GOAL_REVIEW.name).filter(|record| goal_review::GOAL.get(&***record) == Some(goal.id));
    let mut reviews: Vec<Arc<Record>> = of_goal.cloned().collect();
    reviews.order_by_key(|record| (goal_review::REVIEWED_ON.get(&**record), record.id));
    reviews
}

/// When a goal was and will be reviewed. A goal that is achieved or dropped has no next review.
pub fn state(goal: &Record, context: &Context<'_>) -> ReviewState {
    let cycle = goal::REVIEW_EVERY.get(goal);
    let last = last_review(goal, context);
    let ended = matches!(Status::of(goal), Status::Achieved | Status::Dropped);
    let from = last.or_else(|| goal::START.get(goal)).filter(|_| !ended);
    let next = from.zip(cycle.as_deref().and_then(months_of)).map(|(from, months)| step(from, months));
    let overdue_days = next.map_or(0, |next| (context.today - next).num_days().max(0));
    ReviewState { cycle, last, next, overdue_days }
}

/// All goals with a next review, the earliest first.
pub fn calendar(context: &Context<'_>) -> Vec<(Arc<Record>, ReviewState)> {
    let mut entries: Vec<(Arc<Record>, ReviewState)> = open_goals(context.records).map(|goal| (goal.clone(), state(goal, context))).collect();
    entries.retain(|(_, state)| state.next.is_some());
    entries.order_by_key(|(goal, state)| (state.next, goal.id));
    entries
}

/// What a review decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The goal stays as it is.
    Keep,
    /// Values change.
    Adjust,
    /// The goal is given up.
    Drop,
}

impl Decision {
    /// Code as stored; label `choice.goal_review.decision.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Adjust => "adjust",
            Self::Drop => "drop",
        }
    }
}

/// A review as entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewInput {
    /// Day of the review.
    pub reviewed_on: Date,
    /// The decision; a review without one is refused.
    pub decision: Option<Decision>,
    /// Why; needed to adjust or drop.
    pub reason: String,
    /// What changed outside.
    pub conditions: String,
    /// Who reviewed.
    pub by: Option<Id>,
    /// New values of the goal for "adjust"; `None` clears a field.
    pub new_values: Vec<(Key, Option<Json>)>,
}

/// What a review does: changes of the goal, and the fields of the review record that keeps old and
/// new values. Both belong into one step.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewOutcome {
    /// Old → new of the goal.
    pub goal: Vec<Change>,
    /// Fields of the new `goal_review`.
    pub review: FieldValues,
}

/// Works out what a review changes. The goal itself is left alone.
///
/// # Errors
/// No decision, no reason for a change, or "adjust" without any change.
pub fn apply(goal: &Record, input: &ReviewInput, context: &Context<'_>) -> Result<ReviewOutcome, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let refusal = |code: &'static str, field: &str| Refusal::new(code, "P01.7").on(goal.id).at(field);
    let Some(decision) = input.decision else {
        return Err(vec![refusal("decision_missing", goal_review::DECISION.name())]);
    };
    if decision != Decision::Keep && input.reason.trim().is_empty() {
        refusals.push(refusal("reason_missing", goal_review::REASON.name()));
    }
    let mut changes: Vec<Change> = Vec::new();
    let mut note = |field: &str, to: Option<Json>| {
        let from = goal.fields.get(field).cloned();
        if from != to {
            changes.push(Change { id: goal.id, kind: goal.kind.clone(), field: Key::new(field), from, to });
        }
    };
    match decision {
        Decision::Keep => {}
        Decision::Adjust => {
            for (field, to) in &input.new_values {
                note(field, to.clone());
            }
            // The flag called for this review; what it said stays in the history.
            note(goal::UNREASONABLE.name(), None);
        }
        Decision::Drop => note(goal::STATUS.name(), Some(Choice::write(Status::Dropped.code().to_owned()))),
    }
    if decision == Decision::Adjust && changes.iter().all(|change| change.field == goal::UNREASONABLE.name()) {
        refusals.push(refusal("nothing_changed", goal_review::DECISION.name()));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let review = review_fields(goal, input, decision, &changes, context);
    Ok(ReviewOutcome { goal: changes, review })
}

fn review_fields(goal: &Record, input: &ReviewInput, decision: Decision, changes: &[Change], context: &Context<'_>) -> FieldValues {
    let rows: Vec<Object> = changes.iter().map(row).collect();
    let actual = progress::of(goal, context).actual.map(|point| Number::write(point.value));
    let text = |text: &str| Some(Prose::write(text.trim().to_owned())).filter(|_| !text.trim().is_empty());
    vec![
        (Key::new(goal_review::GOAL.name()), Some(Link::write(goal.id))),
        (Key::new(goal_review::REVIEWED_ON.name()), Some(DateField::write(input.reviewed_on))),
        (Key::new(goal_review::ACTUAL.name()), actual),
        (Key::new(goal_review::CONDITIONS.name()), text(&input.conditions)),
        (Key::new(goal_review::DECISION.name()), Some(Choice::write(decision.code().to_owned()))),
        (Key::new(goal_review::CHANGES.name()), Some(Rows::write(rows)).filter(|_| !changes.is_empty())),
        (Key::new(goal_review::REASON.name()), text(&input.reason)),
        (Key::new(goal_review::BY.name()), input.by.map(Link::write)),
    ]
}

/// Old and new value as plain text, readable without the record.
fn row(change: &Change) -> Object {
    let plain = |json: &Option<Json>| match json {
        None | Some(Json::Null) => None,
        Some(Json::String(text)) => Some(text.clone()),
        Some(json) => Some(json.to_string()),
    };
    let mut row = Object::new();
    let (name, field) = goal_review::CHANGED_FIELD.to_value(change.field.to_string());
    row.insert(name.to_string(), field);
    for (handle, value) in [(goal_review::CHANGED_FROM, plain(&change.from)), (goal_review::CHANGED_TO, plain(&change.to))] {
        if let Some(value) = value {
            let (name, json) = handle.to_value(value);
            row.insert(name.to_string(), json);
        }
    }
    row
}
