//! The history of a workspace or of one record, read from the journal.

use std::collections::HashSet;

use model::{Change, Diff, Id, Key, Stamp};

use crate::entry::{JournalEntry, Label};
use crate::undo::{GROUP_MS, combine};
use crate::workspace::ERASED;

/// One step of the history. Typing in one field in one go is one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// Names the step.
    pub stamp: Stamp,
    /// When, in milliseconds since 1970, UTC.
    pub at_ms: u64,
    /// Who, by the name of the profile.
    pub who: String,
    /// What.
    pub label: Label,
    /// Changed fields, with the value before and after; those of added records begin with none.
    pub changes: Vec<Change>,
    /// Records added, with their kind.
    pub added: Vec<(Id, Key)>,
    /// Records removed, with their kind.
    pub removed: Vec<(Id, Key)>,
    /// The step that this one took back, or, with `redo`, brought back.
    pub undoes: Option<Stamp>,
    /// Brought back what had been taken back.
    pub redo: bool,
}

/// The part of a diff that concerns one record.
fn only(mut diff: Diff, id: Id) -> Diff {
    diff.added.retain(|record| record.id == id);
    diff.updated.retain(|change| change.id == id);
    diff.removed.retain(|record| record.id == id);
    diff.joined.retain(|record| record.id == id);
    diff.deletions.retain(|deleted, _| *deleted == id);
    diff
}

/// The newest entries first, at most `limit`, of one record or of all. An entry that cannot be read
/// does not hide the others.
pub(crate) fn history(stored: &[(u64, Vec<u8>)], waiting: Vec<JournalEntry>, of: Option<Id>, limit: usize) -> Vec<HistoryEntry> {
    let pending: HashSet<Stamp> = waiting.iter().map(|entry| entry.stamp).collect();
    let mut entries: Vec<JournalEntry> = Vec::new();
    // Reading a step is dear, finding the id in its bytes is not.
    let wanted = of.map(|id| id.to_string());
    let finder = wanted.as_ref().map(|id| memchr::memmem::Finder::new(id.as_bytes()));
    let mentions = |bytes: &[u8]| finder.as_ref().is_none_or(|finder| finder.find(bytes).is_some());
    let stored = stored.iter().rev().filter(|(_, bytes)| mentions(bytes)).filter_map(|(key, bytes)| JournalEntry::from_bytes(*key, bytes).ok());
    let stored = stored.filter(|entry| !pending.contains(&entry.stamp));
    for mut entry in waiting.into_iter().rev().chain(stored) {
        if let Some(id) = of {
            entry.diff = only(entry.diff, id);
        }
        if entry.diff.is_empty() && (of.is_some() || entry.label.code != ERASED) {
            continue;
        }
        if let Some(later) = entries.last_mut()
            && later.group.is_some()
            && later.group == entry.group
            && later.who == entry.who
            && later.undoes.is_none()
            && entry.undoes.is_none()
            && later.at_ms.saturating_sub(entry.at_ms) <= GROUP_MS
            && let Some(both) = combine(&entry.diff, &later.diff)
        {
            later.diff = both;
            later.at_ms = entry.at_ms;
            continue;
        }
        if entries.len() == limit {
            break;
        }
        entries.push(entry);
    }
    let told = |entry: &JournalEntry| !entry.diff.is_empty() || entry.label.code == ERASED;
    entries.into_iter().filter(told).map(describe).collect()
}

fn describe(entry: JournalEntry) -> HistoryEntry {
    // The values that a record began with are part of its story, too.
    let first = entry.diff.added.iter().flat_map(|record| {
        record.fields.iter().map(|(field, json)| Change {
            id: record.id,
            kind: record.kind.clone(),
            field: field.clone(),
            from: None,
            to: Some(json.clone()),
        })
    });
    let changes = first.chain(entry.diff.updated.iter().cloned()).collect();
    let names = |records: Vec<model::Record>| records.into_iter().map(|record| (record.id, record.kind)).collect();
    HistoryEntry {
        stamp: entry.stamp,
        at_ms: entry.at_ms,
        who: entry.who,
        label: entry.label,
        changes,
        added: names(entry.diff.added),
        removed: names(entry.diff.removed),
        undoes: entry.undoes,
        redo: entry.redo,
    }
}
