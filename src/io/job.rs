//! What the app asks of the worker and what it answers (src/exporter). Jobs and answers travel as JSON; files and records
//! travel beside them as bytes, so that nothing big is copied. One job at a time; who gives up ends the worker.

use std::sync::Arc;

use model::{Id, Record, Stamp};
use serde::{Deserialize, Serialize};

use crate::bundle::Authors;
use crate::preview::Preview;
use crate::report::{CalendarEntry, Document, Labels, Paper, Register};
use crate::scope::Scope;
use crate::table::{Decision, Words};

/// The kinds of files that tables become and come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Comma-separated text, UTF-8 with byte order mark.
    Csv,
    /// Spreadsheet of Excel 2007 and later.
    Xlsx,
}

impl Format {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// One piece of work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Records as a file. Bytes: a [`Base`].
    Export {
        /// The kind.
        kind: String,
        /// Which file.
        format: Format,
        /// Fields in the order of columns.
        fields: Vec<String>,
        /// Labels and sentences.
        words: Words,
        /// Lines of the sheet of notes.
        notes: Vec<String>,
    },
    /// Files as one archive. Bytes: the files, one behind the other.
    Archive {
        /// Name and length in bytes of each.
        files: Vec<(String, u64)>,
    },
    /// Reads and checks the file of a workspace and keeps it. Bytes: the file.
    ReadBundle,
    /// The file read last, as an empty workspace is filled with it.
    StoreBundle {
        /// Another name for the workspace.
        name: Option<String>,
    },
    /// A workspace as a file. Bytes: what is stored of it.
    WriteBundle {
        /// Names and lengths of what is stored.
        parts: Vec<(String, u64)>,
        /// Whose file it is to be.
        origin: Written,
        /// What goes into it.
        scope: Scope,
        /// Starts a family of copies of its own, whose settings have this number.
        duplicate: Option<Id>,
        /// What this copy has seen beyond what stands in its records.
        known: Vec<Stamp>,
    },
    /// A document as a file. Bytes: its pictures, then a [`Base`] for each register.
    Paper {
        /// Which file.
        format: Paper,
        /// The document.
        document: Box<Document>,
        /// Words of the file.
        labels: Labels,
        /// Length of each picture in bytes.
        pictures: Vec<u64>,
        /// Registers of a spreadsheet.
        registers: Vec<Register>,
        /// Now, UTC, ISO 8601.
        stamp: String,
    },
    /// Entries as a calendar file.
    Calendar {
        /// Name of the calendar.
        name: String,
        /// Now, UTC, ISO 8601.
        stamp: String,
        /// The entries.
        entries: Vec<CalendarEntry>,
    },
    /// An empty table to fill in.
    Template {
        /// The kind.
        kind: String,
        /// Which file.
        format: Format,
        /// Labels and sentences.
        words: Words,
        /// Lines of the sheet of notes.
        notes: Vec<String>,
    },
    /// Looks at a file and keeps it for the check. Bytes: the file.
    Look {
        /// The kind it shall become.
        kind: String,
        /// Labels, to guess columns by.
        words: Words,
        /// What the user knows better than the guess.
        reading: Reading,
    },
    /// Goes through the rows of the file looked at last. Bytes: a [`Base`].
    Check {
        /// The kind.
        kind: String,
        /// Labels and sentences.
        words: Words,
        /// What becomes of the rows.
        choices: ImportChoices,
        /// What to answer with.
        want: Want,
    },
}

/// What the file of a workspace says about its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Version of the app.
    pub app: String,
    /// Now, UTC, ISO 8601.
    pub exported_at: String,
    /// Name of the workspace.
    pub name: String,
    /// Id of the workspace here.
    pub workspace: Id,
    /// Who has worked on it.
    pub authors: Authors,
}

/// What the user says about a file; empty means guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Name of the encoding.
    pub encoding: Option<String>,
    /// Name of the delimiter: `comma`, `semicolon`, `tab`, `bar`, `spaces`.
    pub delimiter: Option<String>,
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
}

/// What a check answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// Counts, problems, proposals.
    Report,
    /// The same, and the changes as a [`Plan`].
    Plan,
    /// The rows that cannot be taken, as a file of its own.
    Faults,
}

/// What happens to a row whose match field meets a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnMatch {
    /// The record stays as it is.
    Skip,
    /// Filled cells replace its values.
    #[default]
    Update,
    /// A second record is made.
    Create,
}

/// How day and month are told apart where both readings fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// By the other dates of the column; where they do not tell, month first.
    #[default]
    Guess,
    /// 28/06/2026.
    DayFirst,
    /// 06/28/2026.
    MonthFirst,
}

/// What the user decided about an import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportChoices {
    /// Per column of the file the field it goes to; `field#id` takes numbers of records.
    pub targets: Vec<Option<String>>,
    /// The field by which rows meet records; none makes every row new.
    pub match_field: Option<String>,
    /// What happens then.
    pub on_match: OnMatch,
    /// What happens to rows that look like a record that exists.
    pub on_duplicate: Decision,
    /// Other decisions for single lines.
    pub decisions: Vec<(u64, Decision)>,
    /// Makes records that links name and that do not exist.
    pub create_links: bool,
    /// Leaves out all but the first of identical lines.
    pub skip_identical: bool,
    /// Day or month first.
    pub date_order: DateOrder,
    /// Currency of the workspace, ISO code.
    pub currency: String,
    /// Time for new ids, milliseconds since 1970.
    pub now_ms: u64,
    /// Randomness for new ids.
    pub seed: [u8; 10],
}

/// What the worker needs to know of the workspace.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Base {
    /// Records of the kind, in the order of the table.
    pub records: Vec<Record>,
    /// Records that tell the unit of a number.
    #[serde(default)]
    pub linked: Vec<Record>,
    /// Titles of records that links lead to.
    #[serde(default)]
    pub names: Vec<Named>,
}

/// A record that links may lead to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// Its title in the language of the interface.
    pub title: String,
}

/// The bytes of a [`Base`] without a copy of the records.
///
/// # Errors
/// Only when a value cannot be written as JSON, which stored values always can.
pub fn base_bytes(records: &[Arc<Record>], linked: &[Arc<Record>], names: &[Named]) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = b"{\"records\":[".to_vec();
    write_records(&mut out, records)?;
    out.extend_from_slice(b"],\"linked\":[");
    write_records(&mut out, linked)?;
    out.extend_from_slice(b"],\"names\":");
    out.extend(serde_json::to_vec(names)?);
    out.push(b'}');
    Ok(out)
}

fn write_records(out: &mut Vec<u8>, records: &[Arc<Record>]) -> Result<(), serde_json::Error> {
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend(serde_json::to_vec(record.as_ref())?);
    }
    Ok(())
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Work done so far; more answers follow.
    Progress {
        /// Steps done.
        done: u64,
        /// Steps in all.
        all: u64,
    },
    /// A file, in the bytes.
    File {
        /// Rows in it.
        rows: u64,
    },
    /// What the file of a workspace is.
    Bundle(Box<Preview>),
    /// A workspace as it is stored; the bytes hold the parts.
    Stored {
        /// Names and lengths.
        parts: Vec<(String, u64)>,
        /// Records that are not deleted.
        records: u64,
    },
    /// What was found in a file.
    Looked(Look),
    /// What the rows would become. With [`Want::Plan`] the bytes hold a [`Plan`].
    Checked(Report),
    /// It cannot be done; code and values of the message.
    Refused(Refused),
}

/// Why a job was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Stable code, also the key of the message.
    pub code: String,
    /// Values for the message.
    pub parameters: Vec<(String, String)>,
}

impl Refused {
    /// With a code alone.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), parameters: Vec::new() }
    }

    /// With a value for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.parameters.push((name.to_owned(), value.to_string()));
        self
    }
}

/// What a file looks like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// As it was read.
    pub reading: Reading,
    /// Sheets of the file.
    pub sheets: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnLook>,
    /// Rows below the header.
    pub rows: u64,
    /// Rows equal to an earlier one.
    pub identical: u64,
    /// Some date can be read with day or with month first.
    pub unsure_dates: bool,
    /// Signature of the header, to remember the mapping by.
    pub signature: String,
}

/// One column of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnLook {
    /// Its name in the file, empty without a header.
    pub title: String,
    /// The first values.
    pub samples: Vec<String>,
    /// The field it seems to be.
    pub target: Option<String>,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// New records of the kind.
    pub created: u64,
    /// Records that change.
    pub updated: u64,
    /// Rows that equal their record already.
    pub unchanged: u64,
    /// Rows left out as decided.
    pub skipped: u64,
    /// Rows that cannot be taken.
    pub faulty: u64,
    /// New records that links name, per kind.
    pub linked: Vec<(String, u64)>,
    /// Rows that look like a record that exists.
    pub proposals: Vec<Proposal>,
    /// More proposals than are listed.
    pub more_proposals: u64,
    /// What is wrong, the first of it.
    pub problems: Vec<Problem>,
    /// More problems than are listed.
    pub more_problems: u64,
    /// The first rows as they were understood, in the order of the mapped columns.
    pub preview: Vec<PreviewRow>,
    /// Sums of the columns with numbers: field and text.
    pub totals: Vec<(String, String)>,
}

/// A row as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Line of the file.
    pub line: u64,
    /// What becomes of it.
    pub outcome: String,
    /// Values of the mapped columns.
    pub values: Vec<String>,
}

/// A row that looks like a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Line of the file.
    pub line: u64,
    /// Title of the row.
    pub title: String,
    /// The record it looks like; none when that is an earlier row of the file.
    pub record: Option<Id>,
    /// Title of that record or row.
    pub like: String,
    /// The field in which they agree.
    pub field: String,
    /// What is to happen.
    pub decision: Decision,
}

/// One cell that cannot be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file.
    pub line: u64,
    /// Name of the column.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it cannot be taken, as a sentence.
    pub reason: String,
}

/// The changes of an import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// New records, those that links name first.
    pub added: Vec<Record>,
    /// Values that change: record, field, value.
    pub updated: Vec<(Id, String, model::Json)>,
}
