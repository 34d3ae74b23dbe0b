//! A table as it stands in a file.

use std::collections::HashSet;

use model::{Date, Decimal, fold};
use sha2::{Digest, Sha256};

/// One cell as the file holds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text; every cell of a CSV file.
    Text(String),
    /// A number of a spreadsheet.
    Number(f64),
    /// A date of a spreadsheet, with its minutes of the day if it has a time.
    Date(Date, Option<u32>),
    /// Yes or no of a spreadsheet.
    Bool(bool),
}

impl Cell {
    /// Nothing but spaces.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell as text, numbers with plain digits.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => Decimal::from_f64(*number).map_or_else(|| number.to_string(), |number| number.to_string()),
            Self::Date(date, None) => date.to_string(),
            Self::Date(date, Some(minutes)) => format!("{date} {:02}:{:02}", minutes / 60, minutes % 60),
            Self::Bool(yes) => yes.to_string(),
        }
    }
}

/// One row with the line of the file it stands in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridRow {
    /// Line of a text, row of a sheet, from 1.
    pub line: u64,
    /// Its cells; missing ones at the end are empty.
    pub cells: Vec<Cell>,
}

/// A table read from a file, without empty rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Rows below the header.
    pub rows: Vec<GridRow>,
    /// Names of the columns, empty without a header.
    pub header: Vec<String>,
    /// Columns of the widest row.
    pub width: usize,
    /// The app wrote this file itself: its text is taken to the letter and its rates are fractions.
    pub own: bool,
    /// Text that a spreadsheet would execute carries an apostrophe in this file.
    pub neutralised: bool,
}

impl Grid {
    /// Name of a column for messages: that of the header, else its letter.
    pub fn column_name(&self, index: usize) -> String {
        self.header.get(index).filter(|name| !name.trim().is_empty()).cloned().unwrap_or_else(|| column_letter(index))
    }

    /// The cells of a column.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &Cell> {
        self.rows.iter().filter_map(move |row| row.cells.get(index))
    }
}

/// `A` … `Z`, `AA` …, as spreadsheets name columns.
fn column_letter(index: usize) -> String {
    let (mut number, mut letters) = (index + 1, Vec::new());
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// Per row, whether an earlier one is equal to it.
pub fn identical_rows(grid: &Grid) -> Vec<bool> {
    let mut seen = HashSet::with_capacity(grid.rows.len());
    grid.rows
        .iter()
        .map(|row| {
            let mut texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
            while texts.last().is_some_and(String::is_empty) {
                texts.pop();
            }
            !seen.insert(texts.join("\u{1f}"))
        })
        .collect()
}

/// Names a set of columns, so that what was chosen for it can be remembered: the names, or the number of columns.
pub fn signature(grid: &Grid) -> String {
    let names: Vec<String> = grid.header.iter().map(|name| fold(name)).collect();
    let text = if names.is_empty() { format!("{} columns", grid.width) } else { names.join("\u{1f}") };
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(index), letter);
        }
    }

    #[test]
    fn equal_rows_are_found() {
        let row = |texts: &[&str]| GridRow { line: 1, cells: texts.iter().map(|text| Cell::Text((*text).to_owned())).collect() };
        let grid = Grid { rows: vec![row(&["a", "b"]), row(&["a"]), row(&["a", "b", ""]), row(&["a", "c"])], width: 3, ..Grid::default() };
        assert_eq!(identical_rows(&grid), [false, false, true, false]);
        assert_eq!(signature(&grid), signature(&Grid { width: 3, ..Grid::default() }));
    }
}
