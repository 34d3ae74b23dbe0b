//! Erasing for good: records vanish from the pages, the history, the trash and the restore points in
//! one transaction. Undo is the price: nobody can take it back.

use std::collections::BTreeSet;

use model::{Id, Json, Record};
use serde::{Deserialize, Serialize};

use super::Workspace;
use super::points::without;
use crate::entry::{JournalEntry, Label};
use crate::error::StoreError;
use crate::memory::lock;
use crate::pages::{Book, check_format};
use crate::persistence::{Changes, Stored};
use crate::undo::UndoStacks;

/// The label of the log entry that names nobody; its title is the number of records.
pub const ERASED: &str = "ui.history.erased";
/// Stands in older values and titles where an erased name stood.
const BLANK: &str = "██";
/// A shorter name stands for too much else to be replaced.
const SHORTEST_NAME: usize = 2;

/// What other tabs are told.
#[derive(Serialize, Deserialize)]
pub(super) struct Notice {
    /// Records to forget.
    pub(super) forgotten: BTreeSet<Id>,
    /// They must not come back.
    pub(super) for_good: bool,
}

/// What vanishes.
struct Erasure<'a> {
    ids: &'a BTreeSet<Id>,
    names: Vec<&'a str>,
}

impl Erasure<'_> {
    fn text(&self, text: &mut String) {
        for name in &self.names {
            if text.contains(name) {
                *text = text.replace(name, BLANK);
            }
        }
    }

    fn value(&self, json: &mut Json) {
        match json {
            Json::String(text) => self.text(text),
            Json::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Json::Object(map) => map.values_mut().for_each(|item| self.value(item)),
            _ => {}
        }
    }

    fn record(&self, record: &mut Record) {
        record.fields.values_mut().for_each(|json| self.value(json));
    }

    /// Takes what vanishes out of a step of the history.
    fn entry(&self, entry: &mut JournalEntry) {
        let diff = &mut entry.diff;
        let concerned = diff.added.iter().chain(&diff.removed).any(|record| self.ids.contains(&record.id))
            || diff.updated.iter().any(|change| self.ids.contains(&change.id));
        diff.spare(self.ids);
        if concerned && entry.label.code != ERASED {
            entry.label.title.clear();
            entry.group = None;
        }
        if self.names.contains(&entry.who.as_str()) {
            entry.who.clear();
        }
        self.text(&mut entry.label.title);
        diff.added.iter_mut().chain(&mut diff.removed).for_each(|record| self.record(record));
        for change in &mut diff.updated {
            change.from.iter_mut().chain(&mut change.to).for_each(|json| self.value(json));
        }
    }
}

/// What the storage has to hold afterwards.
fn rewritten(stored: &Stored, erasure: &Erasure<'_>, for_good: bool, now_ms: u64) -> Result<(Book, Changes), StoreError> {
    check_format(&stored.meta)?;
    let mut book = Book::read(stored)?;
    let tail: Vec<_> = stored.journal.iter().filter(|(key, _)| *key > book.mark.journal).cloned().collect();
    let first = book.advance(&tail, now_ms)?;
    let mut touched = BTreeSet::new();
    for id in erasure.ids {
        let stamp = book.set.get(*id).or_else(|| book.set.buried_record(*id)).map(|record| record.changed());
        book.set.erase(*id, stamp.unwrap_or_default());
        touched.insert(*id);
    }
    if for_good {
        book.erased.extend(erasure.ids);
    }
    let mut changes = book.write(touched)?;
    for (name, bytes) in first.pages {
        if !changes.emptied.contains(&name) {
            changes.pages.entry(name).or_insert(bytes);
        }
    }
    for name in first.emptied {
        if !changes.pages.contains_key(&name) {
            changes.emptied.push(name);
        }
    }
    for (key, bytes) in &stored.journal {
        let mut entry = JournalEntry::from_bytes(*key, bytes)?;
        let before = entry.clone();
        erasure.entry(&mut entry);
        if entry != before {
            changes.journal.push((*key, entry.to_bytes()?));
        }
    }
    if for_good {
        changes.blobs = without(&stored.blobs, |record| {
            erasure.record(record);
            !erasure.ids.contains(&record.id)
        })?;
    }
    Ok((book, changes))
}

impl Workspace {
    /// Erases records for good, with their history and from the restore points; where the history
    /// or a restore point elsewhere holds one of these names, it is blanked. The log says how many,
    /// not whom. Texts of living records are left to the user.
    ///
    /// # Errors
    /// Of the storage; nothing has changed then.
    pub async fn erase(&self, ids: BTreeSet<Id>, names: &[String]) -> Result<(), StoreError> {
        let count = ids.len();
        let names = names.iter().map(|name| name.trim()).filter(|name| name.chars().count() >= SHORTEST_NAME).collect();
        self.rewrite(Erasure { ids: &ids, names }, true).await?;
        self.note(Label::new(ERASED, &count.to_string()));
        self.flush().await;
        Ok(())
    }

    /// Forgets deleted records with their history.
    pub(super) async fn forget(&self, ids: BTreeSet<Id>) -> Result<(), StoreError> {
        self.rewrite(Erasure { ids: &ids, names: Vec::new() }, false).await
    }

    async fn rewrite(&self, erasure: Erasure<'_>, for_good: bool) -> Result<(), StoreError> {
        self.flush().await;
        let _turn = self.inner.draining.lock().await;
        if !lock(&self.inner.state).queue.is_empty() {
            // What waits may hold what has to vanish.
            return Err(StoreError::Failed { name: "unsaved".to_owned(), message: "changes wait to be saved".to_owned() });
        }
        let now = self.inner.environment.now_ms();
        let mut outcome = None;
        let work = |stored: Stored| {
            let (book, changes) = rewritten(&stored, &erasure, for_good, now)?;
            outcome = Some(book);
            Ok(changes)
        };
        self.inner.persistence.rewrite(Box::new(work)).await?;
        let book = outcome.ok_or(StoreError::Closed)?;
        let seen = book.mark.journal;
        {
            let mut state = lock(&self.inner.state);
            state.book = book;
            state.seen = state.seen.max(seen);
        }
        let notice = Notice { forgotten: erasure.ids.clone(), for_good };
        self.drop_forgotten(&notice);
        if let (Some(channel), Ok(json)) = (&self.inner.channel, serde_json::to_string(&notice)) {
            channel.post(&json);
        }
        Ok(())
    }

    /// Takes forgotten records out of memory, and with them every step that could bring them back.
    pub(super) fn drop_forgotten(&self, notice: &Notice) {
        {
            let mut state = lock(&self.inner.state);
            state.revision += 1;
            let records = std::sync::Arc::make_mut(&mut state.records);
            for id in &notice.forgotten {
                let stamp = records.get(*id).or_else(|| records.buried_record(*id)).map(|record| record.changed());
                records.erase(*id, stamp.unwrap_or_default());
            }
            state.undo = UndoStacks::default();
            if notice.for_good {
                state.erased.extend(&notice.forgotten);
            }
        }
        self.announce_all();
    }
}
