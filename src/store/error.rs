//! Why a change was refused, and what can go wrong with the storage. Codes are the keys of the
//! messages: `issue.<code>` for a refusal, `ui.store.<code>` for the storage.

use std::fmt;

use model::{Id, Key};
use thiserror::Error;

/// A change that was not made. The records are as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    code: &'static str,
    /// The record, if one.
    pub record: Option<Id>,
    /// The field, if one.
    pub field: Option<Key>,
    /// Values for the message.
    pub parameters: Vec<(&'static str, String)>,
}

impl Refusal {
    /// The record of a change or of a removal does not exist.
    pub const UNKNOWN_RECORD: &'static str = "record.unknown";
    /// A new record has the id of one that exists.
    pub const RECORD_EXISTS: &'static str = "record.exists";
    /// A new record is of a kind that this version does not know.
    pub const UNKNOWN_KIND: &'static str = "record.kind_unknown";
    /// A change names a field that the record's kind does not have.
    pub const UNKNOWN_FIELD: &'static str = "field.unknown";
    /// Nothing to take back.
    pub const NOTHING_TO_UNDO: &'static str = "undo.nothing";
    /// Nothing to bring back.
    pub const NOTHING_TO_REDO: &'static str = "redo.nothing";
    /// Someone else has changed the same place since (decisions.md 19).
    pub const CHANGED_SINCE: &'static str = "undo.changed_since";

    /// A refusal with this code; rules of pillars use their own codes.
    pub fn new(code: &'static str) -> Self {
        Self { code, record: None, field: None, parameters: Vec::new() }
    }

    /// Stable code, also the key of the message.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// About this record.
    #[must_use]
    pub fn on(mut self, record: Id) -> Self {
        self.record = Some(record);
        self
    }

    /// About this field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(Key::new(field));
        self
    }

    /// With a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "refused: {}", self.code)
    }
}

impl std::error::Error for Refusal {}

/// What can go wrong with the storage.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The browser gives this page no storage.
    #[error("storage is not available: {0}")]
    Denied(String),
    /// Opening took too long or another tab stands in the way.
    #[error("storage did not open in time")]
    Blocked,
    /// The data were written by a newer version of the app. Nothing was changed.
    #[error("data of format {found}, this version knows {known}")]
    Newer {
        /// Format of the data.
        found: u32,
        /// Newest format that this code reads.
        known: u32,
    },
    /// Something stored cannot be read. It is left as it is.
    #[error("{key} cannot be read: {reason}")]
    Corrupt {
        /// Store and key, for example `pages/goal/0`.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No room left.
    #[error("no room left")]
    Quota,
    /// The connection was closed, by another tab that upgrades or deletes, or by the browser.
    #[error("the connection to the storage was closed")]
    Closed,
    /// The database is no longer there.
    #[error("the database is gone")]
    Gone,
    /// Only an empty workspace can be filled at once.
    #[error("the workspace is not empty")]
    NotEmpty,
    /// The list has no workspace of this id.
    #[error("no workspace {0}")]
    UnknownWorkspace(model::Id),
    /// A copy outside the database could not be made or read.
    #[error("copy: {message}")]
    Copy {
        /// Stable code.
        code: &'static str,
        /// What the browser reports.
        message: String,
    },
    /// Anything else the browser reports.
    #[error("{name}: {message}")]
    Failed {
        /// Name of the browser's exception.
        name: String,
        /// Its message.
        message: String,
    },
}

impl StoreError {
    /// Stable code, also the key of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "storage.denied",
            Self::Blocked => "storage.blocked",
            Self::Newer { .. } => "storage.newer",
            Self::Corrupt { .. } => "storage.corrupt",
            Self::Quota => "storage.quota",
            Self::Closed => "storage.closed",
            Self::Gone => "storage.gone",
            Self::NotEmpty => "storage.not_empty",
            Self::UnknownWorkspace(_) => "storage.unknown_workspace",
            Self::Copy { code, .. } => code,
            Self::Failed { .. } => "storage.unwritten",
        }
    }

    /// Something stored that cannot be read.
    pub(crate) fn corrupt(key: impl Into<String>, reason: impl ToString) -> Self {
        Self::Corrupt { key: key.into(), reason: reason.to_string() }
    }
}
