//! A workspace made equal to a file, as one step that can be taken back.

use std::collections::BTreeSet;

use model::{Id, Key, Record, RecordSet};

use super::Settled;

/// What it takes to make these records those of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replacement {
    /// Records that are not in the file.
    pub remove: Vec<Id>,
    /// Records that are only in the file; they keep their history.
    pub adopt: Vec<Record>,
    /// Records that were deleted here after their last change there, or are of another kind there.
    pub restore: Vec<Record>,
    /// Values that differ.
    pub set: Vec<Settled>,
}

impl Replacement {
    /// The workspace is as the file already.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many records change.
    pub fn changed(&self) -> usize {
        self.set.iter().map(|settled| settled.id).collect::<BTreeSet<_>>().len()
    }
}

/// The way from `ours` to `theirs`.
pub fn replace(ours: &RecordSet, theirs: &RecordSet) -> Replacement {
    let mut replacement = Replacement::default();
    for record in ours.all() {
        if theirs.get(record.id).is_none_or(|other| other.kind != record.kind) {
            replacement.remove.push(record.id);
        }
    }
    for record in theirs.all() {
        let Some(present) = ours.get(record.id).filter(|present| present.kind == record.kind) else {
            let deleted = ours.tombstones().get(&record.id).is_some_and(|deleted| *deleted >= record.changed());
            let list = if deleted { &mut replacement.restore } else { &mut replacement.adopt };
            list.push(Record::clone(record));
            continue;
        };
        let names: BTreeSet<&Key> = present.fields.keys().chain(record.fields.keys()).collect();
        for name in names.into_iter().filter(|name| present.fields.get(*name) != record.fields.get(*name)) {
            replacement.set.push(Settled { id: record.id, field: name.clone(), value: record.fields.get(name).cloned() });
        }
    }
    replacement
}
