//! Going back in time: one record or the whole workspace as it was after a step, or as a restore
//! point holds it, as an ordinary step that can be taken back.

use std::collections::BTreeMap;

use model::{Diff, Id, Order, Record, RecordSet, Registry, Stamp};

use super::Workspace;
use crate::entry::{JournalEntry, Label};
use crate::error::StoreError;
use crate::memory::lock;
use crate::transaction::Transaction;

/// The step that leads back, not made yet, and what it would do.
#[derive(Clone, Debug)]
pub struct WayBack {
    /// To be committed.
    pub transaction: Transaction,
    /// Records that come back.
    pub added: usize,
    /// Records that get other values.
    pub changed: usize,
    /// Records that go.
    pub removed: usize,
}

impl WayBack {
    /// A step that does nothing yet.
    pub(super) fn new(label: Label) -> Self {
        Self { transaction: Transaction::new(label), added: 0, changed: 0, removed: 0 }
    }

    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.added + self.changed + self.removed == 0
    }

    /// Makes one record what it was then; `None`: it did not exist.
    pub(super) fn lead(&mut self, now: &RecordSet, registry: &Registry, id: Id, then: Option<&Record>) {
        let transaction = std::mem::replace(&mut self.transaction, Transaction::new(Label::default()));
        let Some(present) = now.get(id) else {
            self.transaction = match then.filter(|record| registry.kind(&record.kind).is_some()) {
                Some(record) => {
                    self.added += 1;
                    transaction.add(record.clone())
                }
                None => transaction,
            };
            return;
        };
        let Some(then) = then else {
            self.removed += 1;
            self.transaction = transaction.remove(id);
            return;
        };
        let known = |field: &str| registry.kind(&present.kind).is_some_and(|kind| kind.field(field).is_some());
        let mut transaction = transaction;
        let mut different = false;
        for (field, json) in &then.fields {
            if present.fields.get(field) != Some(json) && (known(field) || present.fields.contains_key(field)) {
                transaction = transaction.set(id, field, Some(json.clone()));
                different = true;
            }
        }
        for field in present.fields.keys().filter(|field| !then.fields.contains_key(*field)) {
            transaction = transaction.clear(id, field);
            different = true;
        }
        self.changed += usize::from(different);
        self.transaction = transaction;
    }
}

/// The records that later steps touched, as they were before these steps.
fn before(now: &RecordSet, later: &[JournalEntry], of: Option<Id>) -> BTreeMap<Id, Option<Record>> {
    let mut then: BTreeMap<Id, Option<Record>> = BTreeMap::new();
    let concerned = |id: Id| of.is_none_or(|of| of == id);
    for JournalEntry { diff: Diff { added, updated, removed, .. }, .. } in later {
        for record in added.iter().filter(|record| concerned(record.id)) {
            then.insert(record.id, None);
        }
        for change in updated.iter().rev().filter(|change| concerned(change.id)) {
            let slot = then.entry(change.id).or_insert_with(|| now.get(change.id).map(|record| Record::clone(record)));
            if let Some(record) = slot {
                match &change.from {
                    Some(json) => record.fields.insert(change.field.clone(), json.clone()),
                    None => record.fields.remove(&change.field),
                };
            }
        }
        for record in removed.iter().filter(|record| concerned(record.id)) {
            then.insert(record.id, Some(record.clone()));
        }
    }
    then
}

impl Workspace {
    /// The way back to how one record, or with `None` the whole workspace, was right after the step
    /// of this stamp. Reaches as far as the history does.
    ///
    /// # Errors
    /// Of the storage, also for a step of the history that cannot be read: going back past it would
    /// be a guess.
    pub async fn way_back(&self, moment: Stamp, of: Option<Id>, label: Label) -> Result<WayBack, StoreError> {
        let mut later: Vec<JournalEntry> = lock(&self.inner.state).queue.iter().filter(|entry| entry.stamp > moment).cloned().collect();
        for (key, bytes) in self.inner.persistence.journal(0).await? {
            let entry = JournalEntry::from_bytes(key, &bytes)?;
            if entry.stamp > moment && !later.iter().any(|waiting| waiting.stamp == entry.stamp) {
                later.push(entry);
            }
        }
        later.order_by_key(|entry| std::cmp::Reverse(entry.stamp));
        let now = self.records();
        let mut way = WayBack::new(label);
        for (id, then) in before(&now, &later, of) {
            way.lead(&now, &self.inner.registry, id, then.as_ref());
        }
        Ok(way)
    }
}
