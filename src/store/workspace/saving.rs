//! The way of steps to the disk: the journal first, now and then a checkpoint of the pages.

use reactive_graph::traits::GetUntracked;

use super::points::RestorePoint;
use super::{SaveState, Workspace};
use crate::entry::{JournalEntry, Label};
use crate::error::StoreError;
use crate::memory::lock;
use crate::pages::checkpoint;
use crate::persistence::Stored;

/// Entries behind the mark that call for a checkpoint.
const CHECKPOINT_AFTER: u64 = 200;
impl Workspace {
    /// Resolves when everything committed so far is durable, or when saving did not succeed, which
    /// [`Self::save_state`] shows. Several calls wait for each other.
    pub async fn flush(&self) {
        let inner = &self.inner;
        let _turn = inner.draining.lock().await;
        lock(&inner.state).saving_soon = false;
        loop {
            let batch: Vec<JournalEntry> = {
                let state = lock(&inner.state);
                if state.closed {
                    return;
                }
                state.queue.iter().cloned().collect()
            };
            if batch.is_empty() {
                break;
            }
            if let Err(error) = self.append(&batch).await {
                self.show_save_state(SaveState::Failed { code: error.code() });
                return;
            }
        }
        if inner.persistence.durable() && inner.save_state.get_untracked() == SaveState::Saving {
            self.show_save_state(SaveState::Saved { at_ms: inner.environment.now_ms() });
        }
        let due = {
            let state = lock(&inner.state);
            state.seen >= state.book.mark.journal + CHECKPOINT_AFTER
        };
        if due && inner.persistence.lead().await {
            // A checkpoint that does not succeed is tried again after the next step; the journal
            // holds everything until then.
            let _ = self.move_mark().await;
        }
    }

    async fn append(&self, batch: &[JournalEntry]) -> Result<(), StoreError> {
        let bytes = batch.iter().map(JournalEntry::to_bytes).collect::<Result<Vec<_>, _>>()?;
        let keys = self.inner.persistence.append(bytes).await?;
        {
            let mut state = lock(&self.inner.state);
            state.queue.drain(..batch.len());
            for key in &keys {
                if *key == state.seen + 1 {
                    state.seen = *key;
                }
            }
        }
        if self.inner.save_state.get_untracked() != SaveState::MemoryOnly {
            self.show_save_state(SaveState::Saving);
        }
        if let Some(channel) = &self.inner.channel {
            for (entry, key) in batch.iter().zip(keys) {
                let message = JournalEntry { key: Some(key), ..entry.clone() };
                if let Ok(json) = serde_json::to_string(&message) {
                    channel.post(&json);
                }
            }
        }
        Ok(())
    }

    /// What is stored, once everything is, for work away from the page; none while something cannot be saved.
    ///
    /// # Errors
    /// Of the storage.
    pub async fn stored(&self) -> Result<Option<Stored>, StoreError> {
        self.flush().await;
        if !lock(&self.inner.state).queue.is_empty() {
            return Ok(None);
        }
        self.inner.persistence.load(0).await.map(Some)
    }

    /// Tries again to save what waits.
    pub async fn retry_save(&self) {
        self.flush().await;
    }

    /// Writes the pages that have changed and moves the mark.
    ///
    /// # Errors
    /// Of the storage; what was stored before is as it was.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        let _turn = self.inner.draining.lock().await;
        self.move_mark().await
    }

    /// Brings data of an older version up to date, after keeping them as they were. Where either does
    /// not succeed, the older data go on being read as they are.
    pub(super) async fn update(&self, format: u32) {
        let label = Label::new(RestorePoint::UPDATE, &format.to_string());
        if self.inner.persistence.lead().await && self.restore_point(label).await.is_ok() {
            let _ = self.checkpoint().await;
        }
    }

    pub(super) async fn checkpoint_if_leading(&self) {
        if self.inner.persistence.lead().await {
            let _ = self.checkpoint().await;
        }
    }

    async fn move_mark(&self) -> Result<(), StoreError> {
        let book = lock(&self.inner.state).book.clone();
        let moved = checkpoint(self.inner.persistence.as_ref(), &book, self.inner.environment.now_ms()).await?;
        lock(&self.inner.state).book = moved;
        Ok(())
    }
}
