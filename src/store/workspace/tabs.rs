//! Steps made in other tabs: told by the channel, or read from the journal where a message was missed.

use std::sync::{Arc, Mutex, Weak};

use model::{Diff, Record, Stamp};
use reactive_graph::traits::Notify;

use super::erase::Notice;
use super::{Inner, Workspace, observe};
use crate::entry::JournalEntry;
use crate::error::StoreError;
use crate::memory::lock;
use crate::pages::Book;

/// What comes from other tabs before and after the records are read.
pub(super) enum Inbox {
    Opening(Vec<String>),
    Open(Weak<Inner>),
}

pub(super) fn receive(inbox: &Mutex<Inbox>, message: &str) {
    let inner = match &mut *lock(inbox) {
        Inbox::Opening(messages) => {
            messages.push(message.to_owned());
            return;
        }
        Inbox::Open(inner) => inner.upgrade(),
    };
    if let Some(inner) = inner {
        Workspace { inner }.hear(message);
    }
}

impl Workspace {
    /// Takes in a message of another tab.
    pub(super) fn hear(&self, message: &str) {
        if let Ok(notice) = serde_json::from_slice::<Notice>(message.as_bytes()) {
            self.drop_forgotten(&notice);
        }
        let Ok(entry) = serde_json::from_slice::<JournalEntry>(message.as_bytes()) else {
            // A tab that has just opened, or one of another version: the journal is the truth.
            self.spawn(|workspace| async move {
                let _ = workspace.catch_up().await;
            });
            return;
        };
        let gap = {
            let state = lock(&self.inner.state);
            let unknown = entry
                .diff
                .updated
                .iter()
                .any(|change| state.records.get(change.id).is_none() && !state.records.tombstones().contains_key(&change.id));
            unknown || entry.key.is_some_and(|key| key > state.seen + 1)
        };
        let key = entry.key;
        self.take_in(entry, key);
        if gap {
            self.spawn(|workspace| async move {
                let _ = workspace.catch_up().await;
            });
        }
    }

    /// Applies an entry made elsewhere. Applying one twice makes no difference.
    fn take_in(&self, mut entry: JournalEntry, key: Option<u64>) {
        {
            let mut state = lock(&self.inner.state);
            if state.closed {
                return;
            }
            entry.diff.spare(&state.erased);
            state.revision += 1;
            observe(&mut state.clock, &entry);
            Arc::make_mut(&mut state.records).apply(&entry.diff, entry.stamp);
            if !state.own.contains(&entry.stamp) {
                state.undo.observe(&entry);
            }
            if let Some(key) = key.filter(|key| *key == state.seen + 1) {
                state.seen = key;
            }
        }
        self.announce(&entry.diff);
        self.inner.steps.notify();
    }

    /// Reads what other tabs have written since, for a tab that was asleep or missed a message.
    ///
    /// # Errors
    /// Of the storage.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let seen = lock(&self.inner.state).seen;
        let mut journal = self.inner.persistence.journal(seen).await?;
        if journal.first().is_some_and(|(key, _)| *key != seen + 1) {
            // So much has happened that the journal no longer reaches back: the pages hold it.
            let stored = self.inner.persistence.load(0).await?;
            self.take_in_pages(Book::read(&stored)?);
            journal = stored.journal;
        }
        for (key, bytes) in journal {
            let entry = JournalEntry::from_bytes(key, &bytes)?;
            self.take_in(entry, Some(key));
        }
        Ok(())
    }

    /// Merges the pages into the records, for a tab that has missed more than the journal keeps.
    fn take_in_pages(&self, book: Book) {
        let pages = book.set.all().into_iter().chain(book.set.buried());
        let mut kinds = Diff { added: pages.map(|record| Record::clone(record)).collect(), ..Diff::default() };
        {
            let mut state = lock(&self.inner.state);
            state.revision += 1;
            let records = Arc::make_mut(&mut state.records);
            records.apply(&kinds, Stamp::default());
            for (id, stamp) in book.set.tombstones() {
                let Some(record) = records.get(*id).map(|record| Record::clone(record)) else { continue };
                let removal = Diff { removed: vec![record], ..Diff::default() };
                records.apply(&removal, *stamp);
                kinds.removed.extend(removal.removed);
            }
            state.seen = state.seen.max(book.mark.journal);
            state.book = book;
        }
        self.announce(&kinds);
    }
}
