//! What follows from a step by itself: a rule sees the records and the step, and adds changes to it. They are part of
//! the step, for history, undo and other tabs. Taking back and bringing back have no consequences of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{Diff, Id, RecordSet, Stamp};

use crate::error::Refusal;

/// What else a step changes, or why it may not be made: the records as they are, and what is new in the step.
pub type Consequence = Arc<dyn Fn(&RecordSet, &Diff) -> Result<Diff, Refusal> + Send + Sync>;

/// The part of a step that was made here and now: without records read in from a file, which bring their own history.
pub(crate) fn made_here(diff: &Diff, stamp: Stamp) -> Diff {
    let joined: BTreeSet<Id> = diff.joined.iter().map(|record| record.id).collect();
    Diff {
        added: diff.added.iter().filter(|record| record.created == stamp).cloned().collect(),
        updated: diff.updated.iter().filter(|change| !joined.contains(&change.id)).cloned().collect(),
        removed: diff.removed.iter().filter(|record| !diff.deletions.contains_key(&record.id)).cloned().collect(),
        ..Diff::default()
    }
}

/// Adds to a step what follows from it. What the step itself says stays.
pub(crate) fn join(diff: &mut Diff, more: Diff, stamp: Stamp) {
    for mut record in more.added {
        record.created = stamp;
        record.stamps.clear();
        diff.added.push(record);
    }
    for change in more.updated {
        match diff.added.iter_mut().find(|record| record.id == change.id) {
            Some(record) => match change.to {
                Some(json) => _ = record.fields.entry(change.field).or_insert(json),
                None => _ = record.fields.remove(&change.field),
            },
            None if diff.updated.iter().any(|known| known.id == change.id && known.field == change.field) => {}
            None => diff.updated.push(change),
        }
    }
}
