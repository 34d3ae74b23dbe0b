//! Tables in and out: what a cell of a spreadsheet means for a field and the other way round, how columns are
//! recognised, what an import would do, how good the data are. Pure; the files themselves are read and written by the
//! crate `exporter`.

mod dates;
mod duplicates;
mod grid;
mod header;
mod import;
mod list;
mod names;
mod neutral;
mod quality;
mod read;
mod unite;
mod words;
mod write;

pub use dates::{is_ambiguous, read_date, read_month};
pub use duplicates::{Decision, Likeness, can_look_alike, likeness_keys};
pub use grid::{Cell, Grid, GridRow, identical_rows, signature};
pub use header::{guess_targets, has_header, is_unsure};
pub use import::{FaultyRow, Import, import};
pub use list::{join_list, split_list};
pub use neutral::{neutralised, restored};
pub use quality::{Finding, KindQuality, Limits, quality};
pub use read::{Fault, Reader};
pub use unite::{Unite, retargeted, unite};
pub use words::{FieldWords, Words, filled};
pub use write::{Column, OutCell, Writer, columns, importable};
