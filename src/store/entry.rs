//! One entry of the journal: a step with its author and time. The journal is the audit trail, the
//! source of undo after a reload, and the message to other tabs.

use model::{Diff, Stamp};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// What a step was, in words that the screen can say in any language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Key of the text, for example `ui.history.edit`.
    pub code: String,
    /// Title of the record concerned, as it was then.
    pub title: String,
}

impl Label {
    /// A label.
    pub fn new(code: &str, title: &str) -> Self {
        Self { code: code.to_owned(), title: title.to_owned() }
    }
}

/// One step as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Stamp of every value set by this step.
    pub stamp: Stamp,
    /// When, in milliseconds since 1970, UTC, by the clock of the device.
    pub at_ms: u64,
    /// Name of the profile that made it (decisions.md 12).
    pub who: String,
    /// What it was.
    pub label: Label,
    /// Steps of one group in quick succession count as one.
    pub group: Option<String>,
    /// What changed.
    pub diff: Diff,
    /// The step that this one takes back, or, with `redo`, brings back.
    pub undoes: Option<Stamp>,
    /// Brings back what had been taken back.
    #[serde(default)]
    pub redo: bool,
    /// Its key in the journal; only in messages between tabs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<u64>,
}

impl JournalEntry {
    /// The entry as stored, UTF-8 JSON.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec(self).map_err(|error| StoreError::Failed { name: "JSON".to_owned(), message: error.to_string() })
    }

    /// Reads an entry stored under this key.
    pub(crate) fn from_bytes(key: u64, bytes: &[u8]) -> Result<Self, StoreError> {
        serde_json::from_slice(bytes).map_err(|error| StoreError::corrupt(format!("journal/{key}"), error))
    }
}
