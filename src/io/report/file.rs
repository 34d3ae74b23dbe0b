//! What the worker is told when a document or a calendar becomes a file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::Date;
use serde::{Deserialize, Serialize};

use crate::table::Words;

/// The files that a document becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A Word document.
    Word,
    /// A spreadsheet.
    Excel,
    /// Markdown.
    Markdown,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Word, Self::Excel, Self::Markdown];

    /// Stable code; `ui.paper.<code>` is the key of its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Excel => "excel",
            Self::Markdown => "markdown",
        }
    }

    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::Markdown => "md",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }
}

/// The bytes of a picture that stands in an address of its own (`data:image/png;base64,…`).
pub fn picture_bytes(address: &str) -> Option<Vec<u8>> {
    STANDARD.decode(address.strip_prefix("data:image/png;base64,")?).ok()
}

/// Words that files need beyond the document's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Heading of the contents.
    pub contents: String,
    /// Before the number of a table.
    pub table: String,
    /// Before the number of a figure.
    pub figure: String,
    /// At the foot: `{n}` and `{of}` stand for the page and their number.
    pub page: String,
    /// Name of the sheet of notes.
    pub notes: String,
    /// What stands on it about the file.
    pub about: Vec<String>,
    /// Head of the names of the sheets.
    pub sheet: String,
    /// Head of what they hold.
    pub holds: String,
    /// Head of a column that holds groups.
    pub group: String,
    /// Before sums.
    pub total: String,
}

/// A register that goes into a spreadsheet; its records travel as a [`crate::job::Base`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Register {
    /// The kind.
    pub kind: String,
    /// Fields in the order of columns.
    pub fields: Vec<String>,
    /// Fields that are summed up.
    pub sums: Vec<String>,
    /// Labels.
    pub words: Words,
    /// Unit of amounts, ISO code.
    pub currency: String,
    /// Amounts are not shown.
    pub mask_amounts: bool,
    /// Length of its records in bytes.
    pub bytes: u64,
}

/// An entry of a calendar file; a whole day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// The same in every file.
    pub uid: String,
    /// Its day.
    pub day: Date,
    /// What it is.
    pub title: String,
    /// Who and what else.
    pub about: String,
    /// Where.
    pub place: String,
    /// Kind of entry.
    pub category: String,
    /// It is done.
    pub done: bool,
}
