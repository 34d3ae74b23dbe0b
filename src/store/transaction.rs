//! A transaction collects what one step changes; building it against the records yields the diff
//! or the reason why it cannot be.

use std::collections::BTreeSet;

use model::{Diff, FieldType, Handle, Id, Json, Key, Record, RecordSet, Registry, Stamp};

use crate::draft::Draft;
use crate::entry::Label;
use crate::error::Refusal;

#[derive(Clone, Debug)]
enum Operation {
    Add(Record),
    Adopt(Record),
    Set(Id, Key, Option<Json>),
    Join(Record),
    Settle(Id, Key, Option<Json>),
    Remove(Id),
    Bury(Id, Option<Stamp>),
}

/// One step, made of several changes that happen together or not at all.
#[derive(Clone, Debug)]
pub struct Transaction {
    pub(crate) label: Label,
    pub(crate) group: Option<String>,
    /// The step is later than this.
    pub(crate) after: Stamp,
    operations: Vec<Operation>,
}

impl Transaction {
    /// An empty step with the words that history and undo show.
    pub fn new(label: Label) -> Self {
        Self { label, group: None, after: Stamp::default(), operations: Vec::new() }
    }

    /// Adds a record. Its stamps become those of this step.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "the word of the domain; nobody adds transactions up")]
    pub fn add(mut self, record: Record) -> Self {
        self.operations.push(Operation::Add(record));
        self
    }

    /// Adds a record that has its own history, keeping its stamps: for files read in. A deletion
    /// known here that is later than all its stamps wins. Its kind may be one of a newer version.
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

    /// Joins a record as it is in another copy: its later values come in with their stamps, and so does the record
    /// itself where it is not here or was deleted before its last change.
    #[must_use]
    pub fn join(mut self, record: Record) -> Self {
        self.operations.push(Operation::Join(record));
        self
    }

    /// Sets a field after a join as somebody has decided, also if that is the value that is here already.
    #[must_use]
    pub fn settle(mut self, id: Id, field: &str, value: Option<Json>) -> Self {
        self.operations.push(Operation::Settle(id, Key::new(field), value.filter(|json| !json.is_null())));
        self
    }

    /// The step is later than what was done elsewhere until then, whatever the clocks say.
    #[must_use]
    pub fn after(mut self, stamp: Stamp) -> Self {
        self.after = stamp;
        self
    }

    /// Takes over a deletion made elsewhere, with its stamp, or makes one now of a record that need not be here. A
    /// record changed later stays.
    #[must_use]
    pub fn bury(mut self, id: Id, stamp: Option<Stamp>) -> Self {
        self.operations.push(Operation::Bury(id, stamp));
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

    /// Leaves out what concerns these records: they were erased for good.
    pub(crate) fn spare(&mut self, erased: &BTreeSet<Id>) {
        if erased.is_empty() {
            return;
        }
        self.operations.retain(|operation| {
            let id = match operation {
                Operation::Add(record) | Operation::Adopt(record) | Operation::Join(record) => record.id,
                Operation::Set(id, ..) | Operation::Settle(id, ..) | Operation::Remove(id) | Operation::Bury(id, _) => *id,
            };
            !erased.contains(&id)
        });
    }

    /// What this step changes in these records. Values that are there already are left out.
    pub(crate) fn build(&self, records: &RecordSet, registry: &Registry, stamp: Stamp) -> Result<Diff, Refusal> {
        let mut draft = Draft::new(records, registry, stamp);
        for operation in &self.operations {
            match operation {
                Operation::Add(record) => {
                    if registry.kind(&record.kind).is_none() {
                        return Err(Refusal::new(Refusal::UNKNOWN_KIND).on(record.id).with("kind", &record.kind));
                    }
                    let mut record = record.clone();
                    record.created = stamp;
                    record.stamps.clear();
                    record.fields.retain(|_, json| !json.is_null());
                    draft.add(record)?;
                }
                Operation::Adopt(record) => draft.add(record.clone())?,
                Operation::Set(id, field, value) => draft.set(*id, field, value.as_ref())?,
                Operation::Join(record) => draft.join(record),
                Operation::Settle(id, field, value) => draft.settle(*id, field, value.as_ref())?,
                Operation::Remove(id) => draft.remove(*id)?,
                Operation::Bury(id, at) => draft.bury(*id, *at),
            }
        }
        Ok(draft.finish())
    }
}
