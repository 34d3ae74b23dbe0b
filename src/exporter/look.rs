//! A file as a table: what kind of file it is, where its header is, what its columns seem to be.

use io::job::{ColumnLook, Format, Look, Reading};
use io::table::{Grid, GridRow, Words, guess_targets, has_header, identical_rows, is_unsure, signature};
use model::Kind;

use crate::fault::ReadError;
use crate::{decode, delimited, sheet};

/// Values shown per column.
const SAMPLES: usize = 4;

/// Rows, how they were read, the names of the sheets, and the format if the file is one of ours.
pub(crate) type Rows = (Vec<GridRow>, Reading, Vec<String>, Option<Format>);

/// The rows of a file, header included, with what is known about it.
pub fn read_rows(bytes: &[u8], reading: &Reading) -> Result<Rows, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut found = reading.clone();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let sheet = sheet::read(bytes, reading.sheet.as_deref())?;
        found.sheet = Some(sheet.sheet);
        return Ok((sheet.rows, found, sheet.sheets, sheet.own.then_some(Format::Xlsx)));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(ReadError::OldSpreadsheet);
    }
    if [b"%PDF".as_slice(), b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"].iter().any(|magic| bytes.starts_with(magic)) {
        return Err(ReadError::Unknown);
    }
    let decoded = decode::decode(bytes, reading.encoding.as_deref())?;
    let (rows, delimiter) = delimited::read(&decoded.text, reading.delimiter.as_deref())?;
    found.encoding = Some(decoded.encoding.to_owned());
    found.delimiter = Some(delimiter.to_owned());
    let own = decoded.marked && rows.first().is_some_and(|row| row.cells.last().is_some_and(|cell| cell.text() == "ID"));
    Ok((rows, found, Vec::new(), own.then_some(Format::Csv)))
}

/// The table of a file as it is read for a kind.
pub fn read_grid(kind: &Kind, words: &Words, bytes: &[u8], reading: &Reading) -> Result<(Grid, Reading, Vec<String>), ReadError> {
    let (mut rows, mut found, sheets, own) = read_rows(bytes, reading)?;
    if rows.is_empty() {
        return Err(ReadError::Empty);
    }
    let header = reading.header.unwrap_or_else(|| has_header(kind, &rows, words));
    found.header = Some(header);
    let head = if header { rows.remove(0).cells.iter().map(|cell| cell.text().trim().to_owned()).collect() } else { Vec::new() };
    let width = rows.iter().map(|row| row.cells.len()).chain([head.len()]).max().unwrap_or_default();
    // Spreadsheets carry text as it is; only bare text is neutralised, also where another program made a sheet of it.
    let grid = Grid { rows, header: head, width, own: own.is_some(), neutralised: own != Some(Format::Xlsx) };
    Ok((grid, found, sheets))
}

/// What the screen shows about a table.
pub(crate) fn look(kind: &'static Kind, words: &Words, grid: &Grid, reading: Reading, sheets: Vec<String>) -> Look {
    let targets = guess_targets(kind, grid, words);
    let columns = targets.into_iter().enumerate().map(|(index, target)| ColumnLook {
        title: grid.header.get(index).cloned().unwrap_or_default(),
        samples: grid.column(index).filter(|cell| !cell.is_empty()).take(SAMPLES).map(|cell| cell.text().chars().take(60).collect()).collect(),
        target,
    });
    Look {
        reading,
        sheets,
        columns: columns.collect(),
        rows: grid.rows.len() as u64,
        identical: identical_rows(grid).into_iter().filter(|same| *same).count() as u64,
        unsure_dates: is_unsure(grid),
        signature: signature(grid),
    }
}
