//! What follows from a change by itself, in the same step, and what a change may not do: pure functions of the
//! records as they are and the change. The store asks them before it makes a step.

mod charter;
mod limits;
mod prefill;
mod stages;

use flow::{Context, Parameter, Rules};
use model::{Diff, Id, Key, Link, Record, RecordSet};

use crate::diagnosis::lock;

/// A change that goes beyond a limit. Nothing has changed then.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Stable code, also the key of the message.
    pub code: &'static str,
    /// The record.
    pub record: Id,
    /// The field.
    pub field: &'static str,
    /// Values for the message.
    pub values: Vec<(&'static str, Parameter)>,
}

/// Codes of all limits.
pub const LIMITS: [&str; 5] = [limits::POINTS, limits::EXPENSE, limits::DISCOUNT, limits::CREDIT, lock::LOCKED];

/// What else changes with a step: a stage reached is noted as an event (P09.A06), fields that another record tells are
/// filled in while they are empty (L04, L46), a reworded sentence takes its citations along (L01). `context` holds the records before the step.
///
/// # Errors
/// [`Stop`] when a limit is passed: points, expenses, discounts, credit (L21, L34), or a locked assessment would change.
pub fn follow(context: &Context<'_>, rules: &Rules, step: &Diff, new_id: &dyn Fn() -> Id) -> Result<Diff, Stop> {
    limits::check(context, step)?;
    lock::check(context, step)?;
    let mut more = Diff::default();
    charter::follow(context, step, &mut more);
    stages::follow(context, step, new_id, &mut more);
    prefill::follow(context, rules, step, &mut more);
    Ok(more)
}

/// The ids of the records of a kind that a step adds, or of which it changes one of these fields.
fn touched(step: &Diff, kind: &str, fields: &[&str]) -> Vec<Id> {
    let added = step.added.iter().filter(|record| record.kind == kind).map(|record| record.id);
    let changed = step.updated.iter().filter(|change| change.kind == kind && fields.contains(&change.field.as_str())).map(|change| change.id);
    let mut ids: Vec<Id> = Vec::new();
    for id in added.chain(changed) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A record as it is after a step.
fn after(records: &RecordSet, step: &Diff, id: Id) -> Option<Record> {
    if step.removed.iter().any(|record| record.id == id) {
        return None;
    }
    let mut record = match step.added.iter().find(|record| record.id == id) {
        Some(added) => added.clone(),
        None => Record::clone(records.get(id)?),
    };
    for change in step.updated.iter().filter(|change| change.id == id) {
        set(&mut record, &change.field, change.to.clone());
    }
    Some(record)
}

fn set(record: &mut Record, field: &Key, value: Option<model::Json>) {
    match value {
        Some(json) => record.fields.insert(field.clone(), json),
        None => record.fields.remove(field),
    };
}

/// The records of a kind after a step, with one link leading here.
fn linked_after(context: &Context<'_>, step: &Diff, kind: &str, link: model::Handle<Link>, to: Id) -> Vec<Record> {
    let known = context.records.of_kind(kind).map(|record| record.id);
    let added = step.added.iter().filter(|record| record.kind == kind).map(|record| record.id);
    known.chain(added).filter_map(|id| after(context.records, step, id)).filter(|record| link.get(record) == Some(to)).collect()
}
