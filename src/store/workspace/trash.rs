//! The trash: deleted records that still have their fields, for thirty days.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{Diff, Fields, Id, Kind, Order, Record, ValueType, links_of};

use super::Workspace;
use crate::entry::Label;
use crate::error::{Refusal, StoreError};
use crate::pages::TRASH_MS;
use crate::transaction::Transaction;

/// A record in the trash.
#[derive(Clone, Debug, PartialEq)]
pub struct Trashed {
    /// The record as it was.
    pub record: Arc<Record>,
    /// When it was deleted, in milliseconds since 1970, UTC.
    pub deleted_ms: u64,
}

/// Whether a record was begun and given up: without a title, holding at most what the place gave it where it was begun.
fn is_blank(kind: &Kind, record: &Record) -> bool {
    let given = |name: &str| matches!(kind.field(name).map(|field| field.value), Some(ValueType::Link | ValueType::Choice | ValueType::Bool));
    record.field(kind.title).is_none() && record.fields.keys().all(|name| given(name))
}

impl Workspace {
    /// What lies in the trash, the last deleted first, without records that were begun and given up; the running effect
    /// follows every change.
    pub fn trash(&self) -> Vec<Trashed> {
        let (records, registry) = (self.tracked_any(), self.registry());
        let oldest = self.inner.environment.now_ms().saturating_sub(TRASH_MS);
        let mut found = Vec::new();
        for record in records.buried() {
            let deleted_ms = records.tombstones().get(&record.id).map_or(0, |stamp| stamp.time);
            let blank = registry.kind(&record.kind).is_some_and(|kind| is_blank(kind, record));
            if deleted_ms >= oldest && !blank {
                found.push(Trashed { record: record.clone(), deleted_ms });
            }
        }
        found.order_by_key(|trashed| (std::cmp::Reverse(trashed.deleted_ms), trashed.record.id));
        found
    }

    /// Takes records out of the trash, with those of the trash that they link to: links to them
    /// were never cut. One step that can be taken back.
    ///
    /// # Errors
    /// As [`Self::commit`]; a record that is not in the trash is unknown.
    pub fn restore_from_trash(&self, ids: &[Id], label: Label) -> Result<Diff, Refusal> {
        let records = self.records();
        let mut transaction = Transaction::new(label);
        let mut taken = BTreeSet::new();
        let mut wanted: Vec<Id> = ids.to_vec();
        for id in ids {
            if records.buried_record(*id).is_none() {
                return Err(Refusal::new(Refusal::UNKNOWN_RECORD).on(*id));
            }
        }
        while let Some(id) = wanted.pop() {
            let Some(record) = records.buried_record(id).filter(|_| taken.insert(id)) else { continue };
            if let Some(kind) = self.inner.registry.kind(&record.kind) {
                kind.fields.iter().for_each(|field| wanted.extend(links_of(field, record)));
            }
            transaction = transaction.add(Record::clone(record));
        }
        self.commit(transaction)
    }

    /// Empties the trash: nothing in it, nor in the history of what lies in it, can be read again.
    /// Restore points keep what they hold.
    ///
    /// # Errors
    /// Of the storage; nothing has changed then.
    pub async fn empty_trash(&self) -> Result<usize, StoreError> {
        let ids: BTreeSet<Id> = self.trash().iter().map(|trashed| trashed.record.id).collect();
        let count = ids.len();
        self.forget(ids).await?;
        Ok(count)
    }
}
