//! A locked snapshot stays as it is: only its note can change.

use flow::Context;
use model::{Diff, Id, Record};

use super::assessment::{ASSESSMENT, LOCKED_ON, NOTE};
use super::assessment_score::{self, ASSESSMENT_SCORE};
use crate::follow::Stop;

/// A change of a locked snapshot.
pub const LOCKED: &str = "limit.locked";

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
