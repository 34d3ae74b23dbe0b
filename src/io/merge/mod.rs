//! Two copies of one workspace brought together, field by field (decisions.md 10, 22). The common ancestor is known by
//! the version vector of each copy: an edit that the other copy had not seen is news, two edits of one field that did
//! not know of each other are a conflict. By themselves later values win, so the result is the same in whichever order
//! copies are merged; where somebody chooses otherwise, the choice is a new edit.

mod compare;
mod plan;
mod replace;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{Id, Json, Key, Record, RecordSet, Registry, ReplicaId, Stamp, ValueType};

use crate::bundle::Versions;
use crate::scope::Scope;

pub use compare::{Comparing, compare};
pub use plan::{Plan, Settled};
pub use replace::{Replacement, replace};

/// Stamps further ahead of the clock here than this, in milliseconds, are taken for a wrong clock and set back to it, so
/// that a wrong clock cannot win for years.
pub const FAR_AHEAD_MS: u64 = 24 * 60 * 60 * 1_000;
/// A larger share of deletions than this asks for a typed confirmation.
pub const MANY_DELETIONS: f64 = 0.2;

/// One side of a merge.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its records, living and deleted.
    pub records: &'a RecordSet,
    /// What it has seen.
    pub versions: &'a Versions,
    /// What it could hold.
    pub scope: &'a Scope,
}

impl Side<'_> {
    fn has_seen(&self, stamp: Stamp) -> bool {
        self.versions.get(&stamp.replica).is_some_and(|latest| *latest >= stamp)
    }

    fn has_seen_all(&self, record: &Record) -> bool {
        self.has_seen(record.created) && record.stamps.values().all(|stamp| self.has_seen(*stamp))
    }

    fn known(&self, id: Id) -> Option<&Arc<Record>> {
        self.records.get(id).or_else(|| self.records.buried_record(id))
    }
}

/// A value with its origin; `None` is an empty field.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value.
    pub json: Option<Json>,
    /// When and in which copy it was set.
    pub stamp: Stamp,
}

/// Who has changed something since the copies were one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Both: a conflict.
    Both,
    /// The file.
    Theirs,
    /// Only this workspace; the file is older here.
    Ours,
}

/// What is to be done with one difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As it is here.
    Ours,
    /// As it is in the file.
    Theirs,
    /// Both texts, or the union of both lists.
    Both,
}

/// The difference itself.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A record of the file that never was here.
    Added(Arc<Record>),
    /// Two values of one field.
    Field {
        /// The field.
        field: Key,
        /// Here.
        ours: Value,
        /// In the file.
        theirs: Value,
    },
    /// A record of this workspace that the file has deleted.
    Removed {
        /// As it is here.
        record: Arc<Record>,
        /// When it was deleted there.
        at: Stamp,
    },
    /// A record of the file that was deleted here.
    Revived {
        /// As it is in the file.
        record: Arc<Record>,
        /// When it was deleted here, if that is still known.
        at: Option<Stamp>,
    },
}

/// One difference with what is to be done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: Key,
    /// The difference.
    pub what: What,
    /// Who made it.
    pub cause: Cause,
    /// What the stamps alone decide.
    pub default: Choice,
    /// What is to be done.
    pub choice: Choice,
}

impl Item {
    fn new(record: &Record, what: What, cause: Cause, default: Choice) -> Self {
        Self { id: record.id, kind: record.kind.clone(), what, cause, default, choice: default }
    }

    /// Whether taking both makes sense: for texts of several lines, tags and lists of links.
    pub fn can_take_both(&self, registry: &Registry) -> bool {
        self.value_type(registry).is_some_and(|value| matches!(value, ValueType::Prose | ValueType::Tags | ValueType::Links))
            && matches!(&self.what, What::Field { ours, theirs, .. } if ours.json.is_some() && theirs.json.is_some())
    }

    fn value_type(&self, registry: &Registry) -> Option<ValueType> {
        let What::Field { field, .. } = &self.what else { return None };
        Some(registry.kind(&self.kind)?.field(field)?.value)
    }

    /// Whether this brings a record here, or takes one away, when it is done as chosen.
    fn adds(&self) -> bool {
        matches!(self.what, What::Added(_) | What::Revived { .. }) && self.choice == Choice::Theirs
    }

    fn removes(&self) -> bool {
        matches!(self.what, What::Removed { .. }) && self.choice == Choice::Theirs
    }
}

/// What a merge would do.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Differences in the order of records, conflicts included.
    pub items: Vec<Item>,
    /// Copies whose clock was far ahead, and by how many milliseconds.
    pub ahead: BTreeMap<ReplicaId, u64>,
    /// What this workspace has seen after the merge.
    pub versions: Versions,
    /// Records of the file that are to be joined, with stamps set right.
    joins: BTreeMap<Id, Record>,
    /// Deletions in the file that are later than those known here, and of records that are not here.
    deletions: BTreeMap<Id, Stamp>,
    /// Records here before the merge.
    records: usize,
}

/// How many records and values a merge would touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that come in.
    pub added: usize,
    /// Records of which some value changes.
    pub changed: usize,
    /// Records that go.
    pub removed: usize,
    /// Differences that both sides have made.
    pub conflicts: usize,
    /// Differences where the file is only older.
    pub older: usize,
}

impl Comparison {
    /// Counts by the choices as they are.
    pub fn counts(&self) -> Counts {
        let gone: BTreeSet<Id> = self.items.iter().filter(|item| item.removes()).map(|item| item.id).collect();
        let changed = |item: &&Item| matches!(item.what, What::Field { .. }) && item.choice != Choice::Ours && !gone.contains(&item.id);
        Counts {
            added: self.items.iter().filter(|item| item.adds()).count(),
            changed: self.items.iter().filter(changed).map(|item| item.id).collect::<BTreeSet<_>>().len(),
            removed: gone.len(),
            conflicts: self.items.iter().filter(|item| item.cause == Cause::Both).count(),
            older: self.items.iter().filter(|item| item.cause == Cause::Ours).count(),
        }
    }

    /// Nothing on the screen would change as the choices are.
    pub fn changes_nothing(&self) -> bool {
        self.items.iter().all(|item| item.choice == Choice::Ours)
    }

    /// Whether so much would be deleted that a slip must be ruled out.
    pub fn deletes_much(&self) -> bool {
        self.counts().removed as f64 > MANY_DELETIONS * self.records as f64
    }

    /// Long texts that both sides have changed keep both, so that nobody's words are lost unseen.
    pub fn keep_both_texts(&mut self, registry: &Registry) {
        for item in &mut self.items {
            if item.cause == Cause::Both && item.value_type(registry) == Some(ValueType::Prose) && item.can_take_both(registry) {
                item.choice = Choice::Both;
            }
        }
    }
}
