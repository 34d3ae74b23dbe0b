//! Tables as files: the same cells as text or as a spreadsheet with types.

use io::table::{Column, OutCell, neutralised};
use model::ValueType;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::fault::ReadError;
use crate::sheet::MARK;

/// Signs that a cell of a spreadsheet can hold.
const CELL: usize = 32_767;

/// A table to be written.
pub(crate) struct Table<'a> {
    /// Name of the sheet.
    pub(crate) name: &'a str,
    /// Its columns.
    pub(crate) columns: &'a [Column],
    /// Lines of the sheet of notes; none, no sheet.
    pub(crate) notes: &'a [String],
}

/// A file of text: UTF-8 with byte order mark, so that spreadsheets read Chinese; text that they would execute neutralised.
pub(crate) fn csv(table: &Table<'_>, rows: impl Iterator<Item = Vec<OutCell>>) -> Result<Vec<u8>, ReadError> {
    let unwritten = |error: csv::Error| ReadError::Unwritten(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(table.columns.iter().map(|column| neutralised(&column.title))).map_err(unwritten)?;
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            OutCell::Text(text) => neutralised(text),
            other => other.plain(),
        });
        writer.write_record(cells).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| ReadError::Unwritten(error.to_string()))
}

/// A spreadsheet with typed cells, a head that stays, a filter and notes.
pub(crate) fn xlsx(table: &Table<'_>, rows: impl Iterator<Item = Vec<OutCell>>) -> Result<Vec<u8>, ReadError> {
    write(table, rows).map_err(|error| ReadError::Unwritten(error.to_string()))
}

fn write(table: &Table<'_>, rows: impl Iterator<Item = Vec<OutCell>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let name = sheet_name(table.name);
    let sheet = book.add_worksheet();
    sheet.set_name(&name)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let formats = Formats::new();
    let mut widths: Vec<usize> = Vec::with_capacity(table.columns.len());
    for (index, column) in table.columns.iter().enumerate() {
        let place = place(index)?;
        // A new cell typed into the column takes its type, too.
        if let Some(format) = formats.of(column) {
            sheet.set_column_format(place, format)?;
        }
        sheet.write_string_with_format(0, place, &column.title, &head)?;
        widths.push(width(&column.title) + 3);
    }
    let mut last = 0;
    for row in rows {
        last += 1;
        for (index, cell) in row.iter().enumerate() {
            formats.write(sheet, last, place(index)?, cell)?;
            if let Some(widest) = widths.get_mut(index) {
                *widest = (*widest).max(width(&cell.plain()) + 1);
            }
        }
    }
    for (index, width) in widths.iter().enumerate() {
        let ids = table.columns.get(index).is_some_and(|column| column.ids);
        sheet.set_column_width(place(index)?, if ids { 10.0 } else { (*width).clamp(8, 44) as f64 })?;
    }
    sheet.set_freeze_panes(1, 1)?;
    if let Some(end) = table.columns.len().checked_sub(1) {
        sheet.autofilter(0, 0, last, place(end)?)?;
    }
    if !table.notes.is_empty() {
        let notes = book.add_worksheet();
        notes.set_name(if name == "Info" { "Notes" } else { "Info" })?;
        notes.set_column_width(0, 100)?;
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        for (line, text) in (0_u32..).zip(table.notes) {
            notes.write_string_with_format(line, 0, cut(text), if line == 0 { &head } else { &wrap })?;
        }
    }
    book.define_name(MARK, &format!("='{}'!$A$1", name.replace('\'', "''")))?;
    book.save_to_buffer()
}

pub(crate) fn place(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

/// A name as spreadsheets allow it.
pub(crate) fn sheet_name(wanted: &str) -> String {
    let safe: String = wanted.chars().filter(|sign| !"[]:*?/\\'".contains(*sign) && !sign.is_control()).take(31).collect();
    let safe = safe.trim();
    // Excel keeps this name for itself.
    if safe.is_empty() || safe.eq_ignore_ascii_case("history") { "Data".to_owned() } else { safe.to_owned() }
}

/// How wide a text is in signs of the Latin alphabet; only its longest line counts.
pub(crate) fn width(text: &str) -> usize {
    let line = |line: &str| line.chars().take(80).map(|sign| if sign as u32 > 0x2e7f { 2 } else { 1 }).sum::<usize>();
    text.lines().take(8).map(line).max().unwrap_or_default()
}

pub(crate) fn cut(text: &str) -> String {
    text.chars().take(CELL).collect()
}

pub(crate) struct Formats {
    number: Format,
    amount: Format,
    rate: Format,
    date: Format,
    text: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            number: top().set_num_format("#,##0.######"),
            amount: top().set_num_format("#,##0.00"),
            rate: top().set_num_format("0.00##%"),
            date: top().set_num_format("yyyy-mm-dd"),
            text: top().set_num_format("@"),
        }
    }

    /// The format of a column. Text is told to be text, so that a number of an order keeps its zeros.
    fn of(&self, column: &Column) -> Option<&Format> {
        match column.field.filter(|_| !column.ids)?.value {
            ValueType::Money => Some(&self.amount),
            ValueType::Ratio => Some(&self.rate),
            ValueType::Date => Some(&self.date),
            ValueType::Line | ValueType::Month => Some(&self.text),
            _ => None,
        }
    }

    pub(crate) fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &OutCell) -> Result<(), XlsxError> {
        match cell {
            OutCell::Empty => return Ok(()),
            OutCell::Text(text) => sheet.write_string_with_format(row, column, cut(text), &self.text)?,
            OutCell::Number(number) => {
                let whole = number.millionths() % 1_000_000 == 0;
                if whole {
                    sheet.write_number(row, column, number.to_f64())?
                } else {
                    sheet.write_number_with_format(row, column, number.to_f64(), &self.number)?
                }
            }
            OutCell::Amount(amount) => sheet.write_number_with_format(row, column, amount.to_f64(), &self.amount)?,
            OutCell::Rate(rate) => sheet.write_number_with_format(row, column, rate.to_f64(), &self.rate)?,
            OutCell::Date(date) => match ExcelDateTime::parse_from_str(&date.to_string()) {
                Ok(day) => sheet.write_datetime_with_format(row, column, day, &self.date)?,
                // Spreadsheets know no day before 1900.
                Err(_) => sheet.write_string_with_format(row, column, date.to_string(), &self.text)?,
            },
        };
        Ok(())
    }
}
