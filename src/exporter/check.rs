//! The rows that cannot be taken as a file of their own, to be mended and read again.

use io::job::Format;
use io::table::{Cell, Column, FaultyRow, Grid, OutCell, Words};
use model::Decimal;

use crate::export::file;
use crate::fault::ReadError;
use crate::workbook::Table;

/// The file of bad rows: every column of the file, then line, column, value and reason.
pub(crate) fn faults(grid: &Grid, words: &Words, rows: &[FaultyRow]) -> Result<Vec<u8>, ReadError> {
    let plain = |title: String| Column { target: String::new(), title, field: None, ids: false };
    let extra = ["line", "column", "value", "reason"].map(|name| plain(words.say(&format!("ui.import_table.{name}"), &[])));
    let columns: Vec<Column> = (0..grid.width).map(|index| plain(grid.column_name(index))).chain(extra).collect();
    let lines = rows.iter().filter_map(|faulty| {
        let row = grid.rows.get(faulty.index)?;
        let given = (0..grid.width).map(|index| given(row.cells.get(index).unwrap_or(&Cell::Empty)));
        let joined = |part: fn(&io::job::Problem) -> &str| OutCell::Text(faulty.problems.iter().map(part).collect::<Vec<_>>().join("\n"));
        let said = [
            OutCell::Number(Decimal::from_int(i64::try_from(row.line).unwrap_or_default())),
            joined(|problem| &problem.column),
            joined(|problem| &problem.value),
            joined(|problem| &problem.reason),
        ];
        Some(given.chain(said).collect())
    });
    file(Format::Csv, &Table { name: "", columns: &columns, notes: &[] }, lines)
}

/// A cell as it was; text that carries an apostrophe already does not get another one.
fn given(cell: &Cell) -> OutCell {
    match cell {
        Cell::Empty => OutCell::Empty,
        Cell::Text(text) => OutCell::Text(io::table::restored(text).to_owned()),
        other => OutCell::Text(other.text()),
    }
}
