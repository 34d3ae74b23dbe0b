//! Rows of text: the delimiter is found by trying each; columns parted by spaces alone are understood as well.

use io::table::{Cell, GridRow};

use crate::fault::ReadError;
use crate::sheet::{COLUMNS, ROWS};

/// Names and bytes of the delimiters, the more usual ones first.
const DELIMITERS: &[(&str, u8)] = &[("comma", b','), ("tab", b'\t'), ("semicolon", b';'), ("bar", b'|')];
/// Columns parted by runs of spaces.
const SPACES: &str = "spaces";
/// Lines tried.
const SAMPLE: usize = 200;

/// The rows of a text and the name of the delimiter.
pub(crate) fn read(text: &str, wanted: Option<&str>) -> Result<(Vec<GridRow>, &'static str), ReadError> {
    let known = |name: &str| DELIMITERS.iter().map(|(name, _)| *name).chain([SPACES]).find(|known| *known == name);
    let name = wanted.and_then(known).unwrap_or_else(|| guess(text));
    let rows = match DELIMITERS.iter().find(|(known, _)| *known == name) {
        Some((_, delimiter)) => parted(text, *delimiter, usize::MAX)?,
        None => spaced(text)?,
    };
    Ok((rows, name))
}

/// The delimiter that gives the most even table.
fn guess(text: &str) -> &'static str {
    let sample = sample(text);
    let mut best: Option<(&'static str, f64, usize)> = None;
    for (name, delimiter) in DELIMITERS {
        let Ok(rows) = parted(sample, *delimiter, SAMPLE) else { continue };
        let (even, width) = evenness(&rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>());
        if width >= 2 && best.is_none_or(|(_, most, wide)| (even, width) > (most, wide)) {
            best = Some((name, even, width));
        }
    }
    if let Some((name, even, _)) = best
        && even > 0.8
    {
        return name;
    }
    let widths: Vec<usize> = sample.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).map(|line| line.split_whitespace().count()).collect();
    let (even, width) = evenness(&widths);
    if width >= 2 && even > 0.9 { SPACES } else { best.map_or("comma", |(name, ..)| name) }
}

/// The first lines, whole ones.
fn sample(text: &str) -> &str {
    let mut end = 0;
    for line in text.split_inclusive('\n').take(SAMPLE) {
        end += line.len();
    }
    text.get(..end).unwrap_or(text)
}

/// How large a part of the rows has the most frequent number of cells, and that number.
fn evenness(widths: &[usize]) -> (f64, usize) {
    let frequent = widths.iter().max_by_key(|width| (widths.iter().filter(|other| other == width).count(), **width)).copied().unwrap_or_default();
    let count = widths.iter().filter(|width| **width == frequent).count();
    (count as f64 / widths.len().max(1) as f64, frequent)
}

fn parted(text: &str, delimiter: u8, limit: usize) -> Result<Vec<GridRow>, ReadError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { bytes: text.as_bytes(), offset: 0, line: 1 };
    while rows.len() < limit {
        let more = reader.read_record(&mut record).map_err(|error| ReadError::Damaged(error.to_string()))?;
        if !more {
            break;
        }
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
        push(&mut rows, lines.at(start), &record.iter().collect::<Vec<_>>())?;
    }
    Ok(rows)
}

/// Counts lines as an editor shows them: a row begins behind the empty lines before it.
struct Lines<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at or after this byte. Called with rising bytes.
    fn at(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.bytes.get(self.offset) {
            let ends = *byte == b'\n' || (*byte == b'\r' && self.bytes.get(self.offset + 1) != Some(&b'\n'));
            if self.offset >= start && !ends && *byte != b'\r' {
                break;
            }
            self.line += u64::from(ends);
            self.offset += 1;
        }
        self.line
    }
}

fn spaced(text: &str) -> Result<Vec<GridRow>, ReadError> {
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        push(&mut rows, index as u64 + 1, &line.split_whitespace().collect::<Vec<_>>())?;
    }
    Ok(rows)
}

/// Adds a row unless it is empty.
fn push(rows: &mut Vec<GridRow>, line: u64, cells: &[&str]) -> Result<(), ReadError> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    if cells.len() > COLUMNS {
        return Err(ReadError::TooLarge { what: "columns", limit: COLUMNS as u64 });
    }
    if rows.len() >= ROWS {
        return Err(ReadError::TooLarge { what: "rows", limit: ROWS as u64 });
    }
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    rows.push(GridRow { line, cells: cells.iter().map(cell).collect() });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: &str, width: usize) {
        let (rows, name) = read(text, None).unwrap();
        assert_eq!((name, rows[0].cells.len()), (delimiter, width), "{text}");
    }

    #[test]
    fn delimiters_are_found() {
        check("a,b\n1,2\n", "comma", 2);
        check("a;b;c\n1,5;2;3\n2,5;2;3\n", "semicolon", 3);
        check("a\tb c\n1\t2 d\n", "tab", 2);
        check("a|b\n1|2\n", "bar", 2);
        check(" 00004 0001 19970101  2   29.33\n 00021 0002 19970101  3   63.34\n", "spaces", 5);
        check("one\ntwo\n", "comma", 1);
        check("\"a,\nb\",c\n1,2\n", "comma", 2);
    }

    #[test]
    fn rows_know_their_line() {
        let (rows, _) = read("a,b\n\n\"1\n1\",2\r\n3,4\n", None).unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3, 5]);
    }
}
