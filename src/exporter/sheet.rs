//! Spreadsheets of Excel 2007 and later, read cell by cell: a sheet that claims a cell in its last corner costs no more
//! than its cells.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use io::table::{Cell, GridRow};
use model::Date;

use crate::archive::inspect;
use crate::fault::ReadError;

/// Rows taken from one file.
pub(crate) const ROWS: usize = 500_000;
/// Columns taken from one file.
pub(crate) const COLUMNS: usize = 1_000;
/// A name in the files that the app writes itself.
pub(crate) const MARK: &str = "shizhu_table";

/// What was found in a spreadsheet.
pub(crate) struct Found {
    pub(crate) rows: Vec<GridRow>,
    pub(crate) sheets: Vec<String>,
    pub(crate) sheet: String,
    pub(crate) own: bool,
}

/// The rows of a sheet: the one asked for, else the first that holds something.
pub(crate) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Found, ReadError> {
    inspect(bytes)?;
    let damaged = |error: calamine::XlsxError| match error {
        calamine::XlsxError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = book.sheet_names();
    let own = book.defined_names().iter().any(|(name, _)| name == MARK);
    let tried: Vec<String> = match wanted.filter(|wanted| sheets.iter().any(|name| name == wanted)) {
        Some(wanted) => vec![wanted.to_owned()],
        None => sheets.clone(),
    };
    for sheet in tried.iter().take(50) {
        let rows = match rows_of(&mut book, sheet) {
            Ok(rows) => rows,
            // A sheet of a chart has no cells.
            Err(ReadError::Damaged(_)) if tried.len() > 1 => continue,
            Err(error) => return Err(error),
        };
        if !rows.is_empty() || tried.len() == 1 {
            return Ok(Found { rows, sheets, sheet: sheet.clone(), own });
        }
    }
    if sheets.is_empty() { Err(ReadError::NoSheet) } else { Err(ReadError::Empty) }
}

fn rows_of(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<GridRow>, ReadError> {
    let damaged = |error: calamine::XlsxError| ReadError::Damaged(error.to_string());
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut rows: Vec<GridRow> = Vec::new();
    let mut cells = 0_usize;
    while let Some(found) = reader.next_cell().map_err(damaged)? {
        let (row, column) = found.get_position();
        let cell = cell_of(found.get_value());
        if cell.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= COLUMNS {
            return Err(ReadError::TooLarge { what: "columns", limit: COLUMNS as u64 });
        }
        let line = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.line != line) {
            if rows.len() >= ROWS {
                return Err(ReadError::TooLarge { what: "rows", limit: ROWS as u64 });
            }
            rows.push(GridRow { line, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            cells += (column + 1).saturating_sub(last.cells.len());
            // Sparse rows with far columns would take the room of a whole table each.
            if cells > ROWS * 40 {
                return Err(ReadError::TooLarge { what: "rows", limit: ROWS as u64 });
            }
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(slot) = last.cells.get_mut(column) {
                *slot = cell;
            }
        }
    }
    Ok(rows)
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(moment) => date_of(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Float(_) | DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}

fn date_of(moment: &ExcelDateTime) -> Cell {
    let number = moment.as_f64();
    // Lengths of time and times of day have no date.
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&number) {
        return Cell::Number(number);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    match Date::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
        Some(date) => {
            let minutes = u32::from(hour) * 60 + u32::from(minute);
            Cell::Date(date, (number.fract() != 0.0).then_some(minutes))
        }
        None => Cell::Number(number),
    }
}
