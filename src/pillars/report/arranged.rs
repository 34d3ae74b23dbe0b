//! What is already arranged about a matter: open work that links to its records, that they link to, or that names them.

use std::sync::Arc;

use flow::Context;
use model::{Date, FieldType, Fields, Id, Link, Order as _, Record, links_of};

use super::costs::Cost;
use super::words::names;
use crate::customers::opportunity;
use crate::goals::goal;
use crate::improvement::improvement_action::{self, IMPROVEMENT_ACTION};
use crate::plan::task::{self, TASK};
use crate::teamwork::decision::{self, DECISION};

/// Open work: a task, an improvement, or a decision of a meeting that neither carries out.
#[derive(Clone, Debug, PartialEq)]
pub struct Arranged {
    /// The record.
    pub record: Arc<Record>,
    /// Who does it.
    pub owner: Option<Id>,
    /// By when.
    pub day: Option<Date>,
}

/// All open work.
fn open(context: &Context<'_>) -> Vec<Arranged> {
    let mut found = Vec::new();
    for kind in [TASK.name, IMPROVEMENT_ACTION.name, DECISION.name] {
        found.extend(context.records.of_kind(kind).filter_map(|record| {
            let word = |name: &str| record.field(name).and_then(|json| json.as_str());
            let followed = kind == DECISION.name && (decision::TASK.get(&**record).is_some() || decision::ACTION.get(&**record).is_some());
            let closed = word("status").is_some_and(|status| ["done", "dropped"].contains(&status));
            (!followed && !closed).then(|| Arranged {
                record: record.clone(),
                owner: record.field("owner").and_then(Link::read),
                day: word("due").and_then(|due| due.parse().ok()),
            })
        }));
    }
    found
}

/// Every record that a record links to.
fn linked(record: &Record, context: &Context<'_>) -> Vec<Id> {
    let kind = context.registry.kind(&record.kind);
    kind.map(|kind| kind.fields.iter().flat_map(|field| links_of(field, record)).collect()).unwrap_or_default()
}

/// Open work about the records of a figure, by day. A task that an improvement carries out is told with it.
pub(super) fn arranged(cost: &Cost, context: &Context<'_>) -> Vec<Arranged> {
    let records: Vec<&Arc<Record>> = cost.parts.iter().filter_map(|part| context.records.get(part.record)).collect();
    let mut found: Vec<Arranged> = open(context).into_iter().filter(|work| records.iter().any(|record| is_about(work, record, context))).collect();
    let within: Vec<Id> = found.iter().flat_map(|work| improvement_action::TASKS.get(&*work.record).unwrap_or_default()).collect();
    found.retain(|work| !within.contains(&work.record.id));
    found.order_by_key(|work| (work.day.is_none(), work.day, work.record.id));
    found
}

fn is_about(work: &Arranged, record: &Record, context: &Context<'_>) -> bool {
    if linked(&work.record, context).contains(&record.id) {
        return true;
    }
    // What a goal links to is about much else.
    if *record.kind == *goal::GOAL.name {
        return false;
    }
    if linked(record, context).contains(&work.record.id) {
        return true;
    }
    let customer =
        opportunity::CUSTOMER.get(record).filter(|_| *record.kind == *opportunity::OPPORTUNITY.name).and_then(|id| context.records.get(id));
    let called = [Some(record), customer.map(|found| &**found)].into_iter().flatten().map(|named| flow::title_of(named, context).plain());
    let same_owner = work.owner.is_some() && work.owner == super::costs::owner_of(record);
    let said = [Some(flow::title_of(&work.record, context).plain()), task::PROJECT.get(&*work.record)];
    called.into_iter().any(|name| said.iter().flatten().any(|text| names(text, &name, same_owner)))
}
