//! The next stage's goal proposed from this one's actuals: quantify, evaluate, plan on
//! (P01.A15, S176). A proposal is data; nothing is stored until it is accepted.

use flow::Context;
use model::{
    Choice, Date, DateField, Decimal, FieldType, Fields, Id, Json, Key, Link, MoneyField, Number, Object, Record, Rows, Stamp, months_between,
};

use super::gates::Refusal;
use super::{progress, proportion, reviews, smart};
use crate::goals::goal;

/// A goal for the next stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Fields of the new goal.
    pub fields: Vec<(Key, Json)>,
    /// What differs from this stage: field, now, proposed.
    pub changed: Vec<(Key, Option<Json>, Option<Json>)>,
    /// The statement names numbers or dates of this stage and wants new words.
    pub statement_outdated: bool,
}

impl Proposal {
    /// The proposed value of a field.
    pub fn value(&self, field: &str) -> Option<&Json> {
        self.fields.iter().find(|(key, _)| key == field).map(|(_, json)| json)
    }

    /// Changes a proposed value before accepting; `None` leaves the field empty.
    pub fn set(&mut self, field: &str, value: Option<Json>) {
        self.fields.retain(|(key, _)| key != field);
        if let Some(changed) = self.changed.iter_mut().find(|(key, ..)| key == field) {
            changed.2 = value.clone();
        }
        if let Some(value) = value {
            self.fields.push((Key::new(field), value));
        }
    }

    /// The record to store once the user has accepted.
    pub fn accept(&self, id: Id, stamp: Stamp) -> Record {
        let mut record = Record::new(id, goal::GOAL.name, stamp);
        record.fields = self.fields.iter().cloned().collect();
        record
    }
}

/// Growth to start from: 5 % more, or 5 % less where less is better.
pub fn default_factor(goal: &Record, context: &Context<'_>) -> Decimal {
    match progress::of(goal, context).direction {
        progress::Direction::Higher => Decimal::from_millionths(1_050_000),
        progress::Direction::Lower => Decimal::from_millionths(950_000),
    }
}

/// Fields that belong to the stage that ends.
const LEFT_BEHIND: [&str; 8] = [
    goal::MILESTONES.name(),
    goal::HISTORIC_GROWTH.name(),
    goal::ATTAINABLE_REASON.name(),
    goal::CONFIDENCE.name(),
    goal::UNREASONABLE.name(),
    goal::UNREASONABLE_REASON.name(),
    goal::OVERRIDE_REASON.name(),
    goal::LAST_REVIEWED.name(),
];

/// Proposes the next stage: a copy whose baseline is the actual, whose target is the actual times
/// the factor, and whose dates lie one period later.
///
/// # Errors
/// No reading, or no period to move by.
pub fn propose(goal: &Record, factor: Decimal, context: &Context<'_>) -> Result<Proposal, Vec<Refusal>> {
    let refusal = |code: &'static str, field: &str| Refusal::new(code, "P01.7").on(goal.id).at(field);
    let progress = progress::of(goal, context);
    let mut refusals = Vec::new();
    if progress.actual.is_none() {
        refusals.push(refusal("no_reading", goal::INDICATOR.name()));
    }
    let (start, due) = (goal::START.get(goal), goal::DUE.get(goal));
    if start.zip(due).is_none_or(|(start, due)| due <= start) {
        refusals.push(refusal("period_missing", goal::DUE.name()));
    }
    let (Some(actual), Some(start), Some(due), true) = (progress.actual, start, due, refusals.is_empty()) else {
        return Err(refusals);
    };
    let months = months_between(start, due).max(1);
    let moved = |date: Date| reviews::step(date, months);
    let target = actual.value.times(factor);
    let mut new: Vec<(&'static str, Option<Json>)> = vec![
        (goal::STATUS.name(), Some(Choice::write("draft".to_owned()))),
        (goal::BASELINE.name(), Some(Number::write(actual.value))),
        (goal::BASELINE_DATE.name(), Some(DateField::write(actual.date))),
        (goal::TARGET.name(), Some(Number::write(target))),
        (goal::START.name(), Some(DateField::write(due.succ_opt().unwrap_or(due)))),
        (goal::DUE.name(), Some(DateField::write(moved(due)))),
        (goal::PREVIOUS.name(), Some(Link::write(goal.id))),
    ];
    new.extend(LEFT_BEHIND.iter().map(|name| (*name, None)));
    if let Some(growth) = goal::BASELINE.get(goal).and_then(|baseline| smart::growth(baseline, actual.value)) {
        new.push((goal::HISTORIC_GROWTH.name(), Some(Number::write(growth))));
    }
    if let Some(sales) = goal::TARGET_SALES.get(goal) {
        new.push((goal::TARGET_SALES.name(), Some(MoneyField::write(model::Money::from_major(sales.major().times(factor))))));
    }
    if let Some(rows) = milestones(goal, &progress, actual.value, target, moved) {
        new.push((goal::MILESTONES.name(), Some(rows)));
    }
    let mut fields: Vec<(Key, Json)> = goal.fields.iter().map(|(key, json)| (key.clone(), json.clone())).collect();
    let mut changed = Vec::new();
    for (name, to) in new {
        fields.retain(|(key, _)| key != name);
        changed.retain(|(key, ..): &(Key, Option<Json>, Option<Json>)| key != name);
        let from = goal.field(name).cloned();
        if from != to {
            changed.push((Key::new(name), from, to.clone()));
        }
        fields.extend(to.map(|json| (Key::new(name), json)));
    }
    let statement_outdated = goal::STATEMENT.get(goal).is_some_and(|text| text.chars().any(char::is_numeric));
    Ok(Proposal { fields, changed, statement_outdated })
}

/// Milestones at the same parts of the way, one period later.
fn milestones(goal: &Record, progress: &progress::Progress, actual: Decimal, target: Decimal, moved: impl Fn(Date) -> Date) -> Option<Json> {
    let (old_base, old_target) = (progress.baseline?, progress.target?);
    let new_base = if progress.adds_up { Decimal::ZERO } else { actual };
    let rows = goal::MILESTONES.get(goal)?.into_iter().filter_map(|row| {
        let way = proportion(target - new_base, goal::MILESTONE_VALUE.get(&row)? - old_base, old_target - old_base)?;
        let mut next: Object = row.clone();
        let values = [goal::MILESTONE_DATE.to_value(moved(goal::MILESTONE_DATE.get(&row)?)), goal::MILESTONE_VALUE.to_value(new_base + way)];
        for (name, json) in values {
            next.insert(name.to_string(), json);
        }
        Some(next)
    });
    let rows: Vec<Object> = rows.collect();
    (!rows.is_empty()).then(|| Rows::write(rows))
}
