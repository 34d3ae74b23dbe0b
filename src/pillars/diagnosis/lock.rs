//! A locked snapshot stays as it is: only its note can change.

use flow::Context;
use model::{Diff, Id, Key, Record, RecordSet};

use super::assessment::{ASSESSMENT, LOCKED_ON, NOTE};
use super::assessment_score::{self, ASSESSMENT_SCORE};
use crate::follow::Stop;

/// A change of a locked snapshot.
pub const LOCKED: &str = "limit.locked";

/// A file as it can be joined: what it would add to, change in or take from snapshots locked here is as it is here, but for
/// their notes. With the number of records of the file that are not joined.
pub fn without_locked(here: &RecordSet, file: &RecordSet) -> (RecordSet, usize) {
    if !here.of_kind(ASSESSMENT.name).any(|record| LOCKED_ON.get(&**record).is_some()) {
        return (file.clone(), 0);
    }
    let is_locked = |id: Id| here.get(id).is_some_and(|record| LOCKED_ON.get(&**record).is_some());
    let of_locked = |record: &Record| record.kind == ASSESSMENT_SCORE.name && assessment_score::ASSESSMENT.get(record).is_some_and(is_locked);
    let is_closed = |record: &Record| of_locked(record) || is_locked(record.id) || here.get(record.id).is_some_and(|own| of_locked(own));
    let (mut open, mut left_out) = (RecordSet::default(), 0);
    for (id, stamp) in file.tombstones() {
        match here.get(*id) {
            Some(own) if is_closed(own) => left_out += 1,
            _ => open.bury(*id, *stamp),
        }
    }
    for record in file.all() {
        if !is_closed(record) {
            open.insert(Record::clone(record));
            continue;
        }
        let mut kept = here.get(record.id).map(|own| Record::clone(own));
        if let Some(kept) = kept.as_mut().filter(|kept| kept.kind == ASSESSMENT.name) {
            let note = NOTE.name();
            kept.set(Key::new(note), record.fields.get(note).cloned(), record.stamp_of(note));
        }
        // A copy that does not know of the lock yet has changed nothing.
        let told = |record: &Record| {
            record
                .fields
                .iter()
                .filter(|(name, _)| name.as_str() != LOCKED_ON.name())
                .map(|(name, json)| (name.clone(), json.clone()))
                .collect::<Vec<_>>()
        };
        left_out += usize::from(kept.as_ref().map(&told) != Some(told(record)));
        kept.into_iter().for_each(|kept| open.insert(kept));
    }
    file.buried().filter(|record| !is_closed(record)).for_each(|record| open.bury_record(Record::clone(record)));
    (open, left_out)
}

/// Whether a step leaves locked snapshots alone; `context` holds the records before it.
///
/// # Errors
/// [`Stop`] when it adds, changes or removes a score of one, or changes anything else than its note.
pub fn check(context: &Context<'_>, step: &Diff) -> Result<(), Stop> {
    let is_locked = |id: Id| context.records.get(id).is_some_and(|record| LOCKED_ON.get(&**record).is_some());
    let stop = |record: Id, field: &'static str| Err(Stop { code: LOCKED, record, field, values: Vec::new() });
    let is_closed_score = |record: &Record| record.kind == ASSESSMENT_SCORE.name && assessment_score::ASSESSMENT.get(record).is_some_and(is_locked);
    for record in step.added.iter().chain(&step.removed) {
        if is_closed_score(record) || record.kind == ASSESSMENT.name && is_locked(record.id) {
            return stop(record.id, "");
        }
    }
    for change in &step.updated {
        let is_closed = match change.kind.as_str() {
            "assessment_score" => context.records.get(change.id).is_some_and(|record| is_closed_score(record)),
            "assessment" => is_locked(change.id) && change.field != NOTE.name(),
            _ => false,
        };
        if is_closed {
            return stop(change.id, ASSESSMENT_SCORE.field(&change.field).or_else(|| ASSESSMENT.field(&change.field)).map_or("", |field| field.name));
        }
    }
    Ok(())
}
