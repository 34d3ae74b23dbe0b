//! Why a file cannot be read or written.

use io::BundleError;
use io::job::Refused;
use thiserror::Error;

/// Why a file cannot be read or written. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// An old spreadsheet, a picture, a program.
    #[error("neither text nor a spreadsheet")]
    Unknown,
    /// A spreadsheet of before 2007.
    #[error("an old spreadsheet")]
    OldSpreadsheet,
    /// Locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// Cut off or damaged; what the reader said.
    #[error("the spreadsheet is damaged: {0}")]
    Damaged(String),
    /// More rows, columns or bytes than are taken.
    #[error("too large: {what} over {limit}")]
    TooLarge {
        /// `rows`, `columns`, `bytes`, `files`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The file has no sheet of that name, or no sheet at all.
    #[error("no sheet")]
    NoSheet,
    /// A check was asked for before a file was looked at.
    #[error("no file")]
    NoFile,
    /// A kind that this version does not know.
    #[error("unknown kind {0}")]
    UnknownKind(String),
    /// The job itself or its records cannot be read.
    #[error("job: {0}")]
    BadJob(String),
    /// Not the file of a workspace, or a broken one; code and values as `io::bundle` gives them.
    #[error("{}", .0.code())]
    Bundle(#[from] BundleError),
    /// The file could not be written.
    #[error("not written: {0}")]
    Unwritten(String),
}

impl ReadError {
    /// Stable code; `ui.table_file.<code>` is the key of the message, `ui.<code>` where it begins with `bundle.`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unknown => "unknown",
            Self::OldSpreadsheet => "old_spreadsheet",
            Self::Encrypted => "encrypted",
            Self::Damaged(_) => "damaged",
            Self::TooLarge { .. } => "too_large",
            Self::NoSheet => "no_sheet",
            Self::NoFile => "no_file",
            Self::UnknownKind(_) => "unknown_kind",
            Self::BadJob(_) => "bad_job",
            Self::Bundle(error) => error.code(),
            Self::Unwritten(_) => "unwritten",
        }
    }

    /// As the answer to a job.
    pub fn refused(&self) -> Refused {
        let refused = Refused::new(self.code());
        match self {
            Self::Damaged(reason) | Self::BadJob(reason) | Self::Unwritten(reason) => refused.with("reason", reason),
            Self::TooLarge { what, limit } => refused.with("what", what).with("limit", limit),
            Self::Bundle(error) => error.parameters().into_iter().fold(refused, |refused, (name, value)| refused.with(name, value)),
            Self::UnknownKind(kind) => refused.with("kind", kind),
            _ => refused,
        }
    }
}
