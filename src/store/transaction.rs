//! A transaction collects what one step changes; building it against the records yields the diff
//! or the reason why it cannot be.

use std::collections::BTreeMap;

use model::{Change, Diff, FieldType, Handle, Id, Json, Key, Record, RecordSet, Registry, Stamp};

use crate::entry::Label;
use crate::error::Refusal;

#[derive(Clone, Debug)]
enum Operation {
    Add(Record),
    Adopt(Record),
    Set(Id, Key, Option<Json>),
    Remove(Id),
}

/// One step, made of several changes that happen together or not at all.
#[derive(Clone, Debug)]
pub struct Transaction {
    pub(crate) label: Label,
    pub(crate) group: Option<String>,
    operations: Vec<Operation>,
}

impl Transaction {
    /// An empty step with the words that history and undo show.
    pub fn new(label: Label) -> Self {
        Self { label, group: None, operations: Vec::new() }
    }

    /// Adds a record. Its stamps become those of this step.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "the word of the domain; nobody adds transactions up")]
    pub fn add(mut self, record: Record) -> Self {
        self.operations.push(Operation::Add(record));
        self
    }

    /// Adds a record that has its own history, keeping its stamps: for files read in. A deletion
    /// known here that is later than all its stamps wins.
    #[must_use]
    pub fn adopt(mut self, record: Record) -> Self {
        self.operations.push(Operation::Adopt(record));
        self
    }

    /// Sets a field, or clears it with `None`.
    #[must_use]
    pub fn set(mut self, id: Id, field: &str, value: Option<Json>) -> Self {
        self.operations.push(Operation::Set(id, Key::new(field), value.filter(|json| !json.is_null())));
        self
    }

    /// Sets a field through its typed handle.
    #[must_use]
    pub fn put<T: FieldType>(self, id: Id, handle: Handle<T>, value: T::Value) -> Self {
        let (name, json) = handle.to_value(value);
        self.set(id, &name, Some(json))
    }

    /// Clears a field.
    #[must_use]
    pub fn clear(self, id: Id, field: &str) -> Self {
        self.set(id, field, None)
    }

    /// Removes a record. Links that point to it stay, so that undo restores everything.
    #[must_use]
    pub fn remove(mut self, id: Id) -> Self {
        self.operations.push(Operation::Remove(id));
        self
    }

    /// Consecutive steps of one group within two seconds of each other are one for undo: typing.
    #[must_use]
    pub fn group(mut self, group: &str) -> Self {
        self.group = Some(group.to_owned());
        self
    }

    /// What the step is called in the history.
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// Nothing collected.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// What this step changes in these records. Values that are there already are left out.
    pub(crate) fn build(&self, records: &RecordSet, registry: &Registry, stamp: Stamp) -> Result<Diff, Refusal> {
        let mut added: Vec<Record> = Vec::new();
        let mut updated: BTreeMap<(Id, Key), Change> = BTreeMap::new();
        let mut order: Vec<(Id, Key)> = Vec::new();
        let mut removed: Vec<Record> = Vec::new();
        for operation in &self.operations {
            match operation {
                Operation::Add(record) | Operation::Adopt(record) => {
                    if registry.kind(&record.kind).is_none() {
                        return Err(Refusal::new(Refusal::UNKNOWN_KIND).on(record.id).with("kind", &record.kind));
                    }
                    if records.get(record.id).is_some() || added.iter().any(|other| other.id == record.id) {
                        return Err(Refusal::new(Refusal::RECORD_EXISTS).on(record.id).with("kind", &record.kind));
                    }
                    let mut record = record.clone();
                    if matches!(operation, Operation::Add(_)) {
                        record.created = stamp;
                        record.stamps.clear();
                        record.fields.retain(|_, json| !json.is_null());
                    }
                    added.push(record);
                }
                Operation::Set(id, field, value) => {
                    let fresh = added.iter_mut().find(|record| record.id == *id);
                    let present = records.get(*id).filter(|_| !removed.iter().any(|record| record.id == *id));
                    let target = fresh.as_deref().or(present.map(AsRef::as_ref));
                    let Some(target) = target else { return Err(Refusal::new(Refusal::UNKNOWN_RECORD).on(*id).field(field)) };
                    let known = registry.kind(&target.kind).is_some_and(|kind| kind.field(field).is_some());
                    if !known && !target.fields.contains_key(field) {
                        return Err(Refusal::new(Refusal::UNKNOWN_FIELD).on(*id).field(field).with("kind", &target.kind));
                    }
                    if let Some(fresh) = fresh {
                        fresh.set(field.clone(), value.clone(), stamp);
                        if fresh.created == stamp {
                            fresh.stamps.remove(field);
                        }
                        continue;
                    }
                    let slot = (*id, field.clone());
                    let change = updated.entry(slot.clone()).or_insert_with(|| {
                        order.push(slot);
                        Change { id: *id, kind: target.kind.clone(), field: field.clone(), from: target.fields.get(field).cloned(), to: None }
                    });
                    change.to.clone_from(value);
                }
                Operation::Remove(id) => {
                    if let Some(position) = added.iter().position(|record| record.id == *id) {
                        added.remove(position);
                        continue;
                    }
                    if removed.iter().any(|record| record.id == *id) {
                        continue;
                    }
                    let Some(present) = records.get(*id) else { return Err(Refusal::new(Refusal::UNKNOWN_RECORD).on(*id)) };
                    updated.retain(|(changed, _), _| changed != id);
                    removed.push(Record::clone(present));
                }
            }
        }
        let updated = order.iter().filter_map(|slot| updated.remove(slot)).filter(|change| change.from != change.to).collect();
        Ok(Diff { added, updated, removed })
    }
}
