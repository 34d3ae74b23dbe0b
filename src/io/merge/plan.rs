//! What a merge does, as steps that one transaction takes.

use std::collections::BTreeSet;

use model::{FieldType, Id, Json, Key, Links, Prose, Record, Stamp, Tags};

use super::{Choice, Comparison, Item, What};

/// Between two texts that are both kept.
const BETWEEN: &str = "\n\n———\n\n";

/// A value that somebody has decided for.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The record.
    pub id: Id,
    /// The field.
    pub field: Key,
    /// The value; `None` empties the field.
    pub value: Option<Json>,
}

/// The steps of a merge, to be taken in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Deletions with their stamps; without one it is made now.
    pub bury: Vec<(Id, Option<Stamp>)>,
    /// Records to be joined field by field.
    pub join: Vec<Record>,
    /// Records deleted here that come back as they are in the file, as a new edit.
    pub restore: Vec<Record>,
    /// Records to be removed now.
    pub remove: Vec<Id>,
    /// Values decided for, as new edits.
    pub settle: Vec<Settled>,
    /// New edits are later than this.
    pub after: Stamp,
}

impl Plan {
    /// Nothing to do.
    pub fn is_empty(&self) -> bool {
        *self == Self { after: self.after, ..Self::default() }
    }
}

impl Comparison {
    /// The steps that the choices come to.
    pub fn plan(&self) -> Plan {
        let (mut plan, unjoined) = self.decided();
        plan.join.extend(self.joins.iter().filter(|(id, _)| !unjoined.contains(*id)).map(|(_, record)| record.clone()));
        plan
    }

    /// Whether the choices come to no step at all.
    pub fn plans_nothing(&self) -> bool {
        let (plan, unjoined) = self.decided();
        plan.is_empty() && self.joins.keys().all(|id| unjoined.contains(id))
    }

    /// The steps but for the records that are joined, and those that are not to be.
    fn decided(&self) -> (Plan, BTreeSet<Id>) {
        let latest = self.joins.values().map(Record::changed).chain(self.deletions.values().copied()).max();
        let mut plan = Plan { after: latest.unwrap_or_default(), ..Plan::default() };
        let (mut unburied, mut unjoined) = (BTreeSet::new(), BTreeSet::new());
        let gone: BTreeSet<Id> = self.items.iter().filter(|item| item.removes()).map(|item| item.id).collect();
        for item in &self.items {
            match (&item.what, item.choice) {
                (What::Added(_), Choice::Ours) => _ = unjoined.insert(item.id),
                (What::Removed { .. }, Choice::Theirs) if item.default == Choice::Ours => plan.remove.push(item.id),
                (What::Removed { record, .. }, Choice::Ours | Choice::Both) if item.default == Choice::Theirs => {
                    unburied.insert(item.id);
                    // Kept on purpose: a new edit, later than the deletion, wherever it goes from here.
                    let first = record.fields.iter().next();
                    plan.settle.extend(first.map(|(field, value)| Settled { id: item.id, field: field.clone(), value: Some(value.clone()) }));
                }
                (What::Revived { .. }, Choice::Ours | Choice::Both) if item.default == Choice::Theirs => {
                    unjoined.insert(item.id);
                    plan.bury.push((item.id, None));
                }
                (What::Revived { record, .. }, Choice::Theirs) if item.default == Choice::Ours => {
                    unjoined.insert(item.id);
                    plan.restore.push(Record::clone(record));
                }
                (What::Field { field, ours, theirs }, choice) if choice != item.default && !gone.contains(&item.id) => {
                    let value = match choice {
                        Choice::Ours => ours.json.clone(),
                        Choice::Theirs => theirs.json.clone(),
                        Choice::Both => both(item),
                    };
                    plan.settle.push(Settled { id: item.id, field: field.clone(), value });
                }
                _ => {}
            }
        }
        let deletions = self.deletions.iter().filter(|(id, _)| !unburied.contains(*id));
        plan.bury.splice(..0, deletions.map(|(id, stamp)| (*id, Some(*stamp))));
        (plan, unjoined)
    }
}

/// Both values of a field as one, the same whichever side is this one.
pub(super) fn both(item: &Item) -> Option<Json> {
    let What::Field { ours, theirs, .. } = &item.what else { return None };
    let (later, earlier) = if (theirs.stamp, theirs.json.as_ref().map(Json::to_string)) > (ours.stamp, ours.json.as_ref().map(Json::to_string)) {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    let (Some(later), Some(earlier)) = (&later.json, &earlier.json) else { return later.json.clone().or_else(|| earlier.json.clone()) };
    if let (Some(first), Some(second)) = (Links::read(later), Links::read(earlier)) {
        return Some(Links::write(union(first, second)));
    }
    if let (Some(first), Some(second)) = (Tags::read(later), Tags::read(earlier)) {
        return Some(Tags::write(union(first, second)));
    }
    match (Prose::read(later), Prose::read(earlier)) {
        (Some(first), Some(second)) if first.contains(&second) => Some(Prose::write(first)),
        (Some(first), Some(second)) if second.contains(&first) => Some(Prose::write(second)),
        (Some(first), Some(second)) => Some(Prose::write(format!("{first}{BETWEEN}{second}"))),
        _ => Some(later.clone()),
    }
}

fn union<T: PartialEq>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    for item in second {
        if !first.contains(&item) {
            first.push(item);
        }
    }
    first
}
