//! Taking back and bringing back: the steps of this tab, and after a reload those of the journal
//! (decisions.md 19). A step is refused when what it would change is no longer as it left it.

use std::collections::VecDeque;

use model::{Diff, RecordSet, Stamp};

use crate::entry::{JournalEntry, Label};
use crate::error::Refusal;

/// Steps remembered.
const LIMIT: usize = 500;
/// Steps of one group closer than this are one.
pub(crate) const GROUP_MS: u64 = 2_000;

/// What has just been taken back or brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoNote {
    /// The words of the step concerned.
    pub label: Label,
}

/// One step for the user: one entry of the journal, or several of one group.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) label: Label,
    group: Option<String>,
    stamps: Vec<Stamp>,
    at_ms: u64,
    pub(crate) diff: Diff,
}

impl Step {
    /// The stamp by which an entry of the journal names this step.
    pub(crate) fn name(&self) -> Option<Stamp> {
        self.stamps.last().copied()
    }
}

/// Two successive diffs as one; `None` if they are more than edits.
pub(crate) fn combine(first: &Diff, second: &Diff) -> Option<Diff> {
    if !second.added.is_empty() || !second.removed.is_empty() || !first.removed.is_empty() {
        return None;
    }
    let mut both = first.clone();
    for change in &second.updated {
        if let Some(record) = both.added.iter_mut().find(|record| record.id == change.id) {
            match &change.to {
                Some(json) => record.fields.insert(change.field.clone(), json.clone()),
                None => record.fields.remove(&change.field),
            };
        } else if let Some(earlier) = both.updated.iter_mut().find(|earlier| earlier.id == change.id && earlier.field == change.field) {
            earlier.to.clone_from(&change.to);
        } else {
            both.updated.push(change.clone());
        }
    }
    both.updated.retain(|change| change.from != change.to);
    Some(both)
}

/// The steps that can be taken back and brought back.
#[derive(Debug, Default)]
pub(crate) struct UndoStacks {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The last step is complete: nothing joins it.
    sealed: bool,
}

impl UndoStacks {
    /// Takes note of an entry of this tab, or of the journal when opening.
    pub(crate) fn record(&mut self, entry: &JournalEntry) {
        if entry.diff.is_empty() && entry.undoes.is_none() {
            return;
        }
        let Some(named) = entry.undoes else {
            self.redo.clear();
            self.push(entry);
            return;
        };
        self.sealed = true;
        if entry.redo {
            match take(&mut self.redo, named) {
                Some(mut step) => {
                    step.stamps.push(entry.stamp);
                    self.undo.push_back(step);
                }
                None => self.push(entry),
            }
        } else if let Some(position) = self.undo.iter().rposition(|step| step.stamps.contains(&named)) {
            self.redo.extend(self.undo.remove(position));
        }
    }

    /// Takes note of an entry of another tab: what it took back cannot be taken back here again.
    pub(crate) fn observe(&mut self, entry: &JournalEntry) {
        let Some(named) = entry.undoes else { return };
        if entry.redo {
            take(&mut self.redo, named);
        } else {
            self.undo.retain(|step| !step.stamps.contains(&named));
        }
    }

    fn push(&mut self, entry: &JournalEntry) {
        if let Some(last) = self.undo.back_mut().filter(|_| !self.sealed)
            && entry.group.is_some()
            && last.group == entry.group
            && entry.at_ms.saturating_sub(last.at_ms) <= GROUP_MS
            && let Some(both) = combine(&last.diff, &entry.diff)
        {
            last.diff = both;
            last.at_ms = entry.at_ms;
            last.stamps.push(entry.stamp);
            if last.diff.is_empty() {
                self.undo.pop_back();
            }
            return;
        }
        self.sealed = false;
        let (label, group) = (entry.label.clone(), entry.group.clone());
        self.undo.push_back(Step { label, group, stamps: vec![entry.stamp], at_ms: entry.at_ms, diff: entry.diff.clone() });
        if self.undo.len() > LIMIT {
            self.undo.pop_front();
        }
    }

    pub(crate) fn last_done(&self) -> Option<&Step> {
        self.undo.back()
    }

    pub(crate) fn last_undone(&self) -> Option<&Step> {
        self.redo.last()
    }

    /// Drops a step that can no longer be taken back or brought back, so that it does not stand in
    /// the way of the steps before it.
    pub(crate) fn drop_last(&mut self, redo: bool) {
        self.sealed = true;
        if redo {
            self.redo.pop();
        } else {
            self.undo.pop_back();
        }
    }
}

fn take(steps: &mut Vec<Step>, named: Stamp) -> Option<Step> {
    let position = steps.iter().rposition(|step| step.stamps.contains(&named))?;
    Some(steps.remove(position))
}

/// The diff that makes `wanted` happen now, provided that everything it touches is as expected.
pub(crate) fn retrace(wanted: &Diff, records: &RecordSet, stamp: Stamp) -> Result<Diff, Refusal> {
    let changed_since = |id| Refusal::new(Refusal::CHANGED_SINCE).on(id);
    for change in &wanted.updated {
        let current = records.get(change.id).ok_or_else(|| changed_since(change.id))?;
        if current.fields.get(&change.field) != change.from.as_ref() {
            return Err(changed_since(change.id).field(&change.field));
        }
    }
    if let Some(back) = wanted.added.iter().find(|record| records.get(record.id).is_some()) {
        return Err(changed_since(back.id));
    }
    let mut removed = Vec::with_capacity(wanted.removed.len());
    for record in &wanted.removed {
        let current = records.get(record.id).filter(|current| current.fields == record.fields).ok_or_else(|| changed_since(record.id))?;
        removed.push(model::Record::clone(current));
    }
    let mut diff = Diff { added: wanted.added.clone(), updated: wanted.updated.clone(), removed, ..Diff::default() };
    diff.restamp(stamp);
    Ok(diff)
}
