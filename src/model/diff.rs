//! What changed: the one currency of undo, history, other tabs, storage and merging.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::Stamp;
use crate::id::Id;
use crate::key::Key;
use crate::order::Order;
use crate::record::Record;
use crate::value::Json;

/// One field of one record went from one value to another (`None` = empty).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The record.
    pub id: Id,
    /// Its kind, so that history reads without the record.
    pub kind: Key,
    /// The field.
    pub field: Key,
    /// Value before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Json>,
    /// Value after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Json>,
}

/// Records added, changed and removed by one step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Diff {
    /// New records, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Record>,
    /// Changed fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updated: Vec<Change>,
    /// Removed records, whole, so that they can come back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Record>,
    /// Records as they are elsewhere, to be joined field by field with those here, each value with its own stamp. What
    /// changes by that stands among the changes, so that it can be shown and taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Record>,
    /// Deletions made elsewhere with their stamps, also of records that never were here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub deletions: BTreeMap<Id, Stamp>,
}

impl Diff {
    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        let records = self.added.is_empty() && self.removed.is_empty() && self.joined.is_empty();
        records && self.updated.is_empty() && self.deletions.is_empty()
    }

    /// The step that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        Self {
            added: self.removed.clone(),
            updated: self.updated.iter().rev().map(|change| Change { from: change.to.clone(), to: change.from.clone(), ..change.clone() }).collect(),
            removed: self.added.clone(),
            ..Self::default()
        }
    }

    /// The latest stamp that the step brings along from elsewhere.
    pub fn latest_taken(&self) -> Option<Stamp> {
        let records = self.added.iter().chain(&self.joined).map(Record::changed);
        records.chain(self.deletions.values().copied()).max()
    }

    /// Leaves out what concerns these records.
    pub fn spare(&mut self, ids: &BTreeSet<Id>) {
        if !ids.is_empty() {
            self.added.retain(|record| !ids.contains(&record.id));
            self.updated.retain(|change| !ids.contains(&change.id));
            self.removed.retain(|record| !ids.contains(&record.id));
            self.joined.retain(|record| !ids.contains(&record.id));
            self.deletions.retain(|id, _| !ids.contains(id));
        }
    }

    /// The kinds of the records concerned, each once.
    pub fn kinds(&self) -> Vec<Key> {
        let mut kinds: Vec<Key> = self
            .added
            .iter()
            .chain(&self.removed)
            .map(|record| record.kind.clone())
            .chain(self.updated.iter().map(|change| change.kind.clone()))
            .collect();
        kinds.order();
        kinds.dedup();
        kinds
    }

    /// Gives every added record this stamp as its creation, so that a revived record is newer than
    /// its tombstone.
    pub fn restamp(&mut self, stamp: Stamp) {
        for record in &mut self.added {
            record.created = stamp;
            record.stamps.clear();
        }
    }
}
