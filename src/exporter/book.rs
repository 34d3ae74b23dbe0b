//! A document as a spreadsheet: a sheet of notes, a sheet for each table, a sheet for each register; typed cells, filters,
//! heads that stay, units in the heads, totals as formulas.

use std::collections::{BTreeSet, HashMap};

use io::job::{Base, Named};
use io::report::{Document, Labels, Register, Table};
use io::table::{Column, OutCell, Writer, columns};
use model::{Decimal, FieldDef, Id, Kind, RecordSet, ValueType};
use rust_xlsxwriter::{Color, Format, FormatAlign, Formula, Workbook, XlsxError};

use crate::fault::ReadError;
use crate::workbook::{Formats, cut, place, sheet_name, width};

/// A table with typed cells.
struct Sheet {
    name: String,
    /// What stands above in a document; the notes tell it.
    about: String,
    head: Vec<String>,
    rows: Vec<Vec<OutCell>>,
    /// Columns that are summed up.
    sums: Vec<usize>,
}

/// Writes the file.
pub(crate) fn book(
    document: &Document,
    labels: &Labels,
    registers: &[(&'static Kind, &Register, Base)],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, ReadError> {
    let mut sheets: Vec<Sheet> = document.tables().into_iter().map(|(name, above, table)| of_table(name, above, table, labels)).collect();
    for (kind, register, base) in registers {
        sheets.push(of_register(kind, register, base));
    }
    name_apart(&mut sheets, &labels.notes);
    write(document, labels, &sheets, progress).map_err(|error| ReadError::Unwritten(error.to_string()))
}

/// A table of the document. Groups become a column, what stands below a row becomes columns.
fn of_table(name: String, about: String, table: &Table, labels: &Labels) -> Sheet {
    let width = table.width();
    let grouped = table.rows.iter().any(|row| row.group.is_some());
    let mut more: Vec<&str> = Vec::new();
    for (label, _) in table.rows.iter().flat_map(|row| &row.more) {
        if !more.contains(&label.as_str()) {
            more.push(label);
        }
    }
    let mut head: Vec<String> = (0..width).map(|index| table.head.get(index).cloned().unwrap_or_default()).collect();
    head.extend(more.iter().map(|label| (*label).to_owned()));
    if grouped {
        head.insert(0, labels.group.clone());
    }
    let mut group = String::new();
    let mut rows = Vec::new();
    // A sum that a document shows is worked out anew by the spreadsheet.
    for row in table.rows.iter().filter(|row| !row.sum) {
        if let Some(name) = &row.group {
            group.clone_from(name);
        }
        let typed = |cell: &io::report::Cell| match &cell.value {
            Some(value) => value.cell(),
            None if cell.is_blank() => OutCell::Empty,
            None => OutCell::Text(cell.text.clone()),
        };
        let mut cells: Vec<OutCell> = (0..width).map(|index| row.cells.get(index).map_or(OutCell::Empty, typed)).collect();
        cells.extend(more.iter().map(|label| row.more.iter().find(|(known, _)| known == label).map_or(OutCell::Empty, |(_, cell)| typed(cell))));
        if grouped {
            cells.insert(0, OutCell::Text(group.clone()));
        }
        rows.push(cells);
    }
    let summed = table.rows.iter().any(|row| row.sum);
    let is_sum = |column: &usize| rows.iter().any(|row| matches!(row.get(*column), Some(OutCell::Amount(_) | OutCell::Number(_))));
    let sums = if summed { (1..head.len()).filter(is_sum).collect() } else { Vec::new() };
    Sheet { name, about, head, rows, sums }
}

/// The records of a kind; the numbers of records are left out, people read names.
fn of_register(kind: &'static Kind, register: &Register, base: &Base) -> Sheet {
    let names: HashMap<Id, &Named> = base.names.iter().map(|named| (named.id, named)).collect();
    let mut units = RecordSet::default();
    base.linked.iter().cloned().for_each(|record| units.insert(record));
    let writer = Writer { words: &register.words, names: &names, units: &units };
    let columns: Vec<Column> = columns(kind, &register.fields, &register.words).into_iter().filter(|column| !column.ids).collect();
    let value = |column: &Column| column.field.map(|field| field.value);
    let head = columns.iter().map(|column| match value(column) {
        Some(ValueType::Money) => format!("{} ({})", column.title, register.currency),
        _ => column.title.clone(),
    });
    let sums = columns.iter().enumerate().filter(|(_, column)| register.sums.contains(&column.target)).map(|(index, _)| index).collect();
    let rows = base.records.iter().map(|record| {
        let cell = |column: &Column| match writer.cell(column, record) {
            OutCell::Empty => OutCell::Empty,
            _ if register.mask_amounts && column.field.is_some_and(may_hold_amounts) => OutCell::Text("***".to_owned()),
            cell => cell,
        };
        columns.iter().map(cell).collect()
    });
    Sheet { name: register.words.many.clone(), about: String::new(), head: head.collect(), rows: rows.collect(), sums }
}

/// An amount, a number whose measure may be money, or a table with one of them.
fn may_hold_amounts(field: &FieldDef) -> bool {
    field.value == ValueType::Money || !field.measured_by.is_empty() || field.columns.iter().any(may_hold_amounts)
}

/// Names that spreadsheets take, each once.
fn name_apart(sheets: &mut [Sheet], taken: &str) {
    let mut names: BTreeSet<String> = [sheet_name(taken).to_lowercase()].into();
    for sheet in sheets {
        let name = sheet_name(&sheet.name);
        let mut own = name.clone();
        let mut number = 2;
        while !names.insert(own.to_lowercase()) {
            let end = format!(" {number}");
            let short: String = name.chars().take(31 - end.len()).collect();
            own = format!("{}{end}", short.trim_end());
            number += 1;
        }
        sheet.name = own;
    }
}

fn write(document: &Document, labels: &Labels, sheets: &[Sheet], progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    notes(&mut book, document, labels, sheets)?;
    let formats = Formats::new();
    let all = sheets.len() as u64;
    for (done, sheet) in (0..).zip(sheets) {
        progress(done, all);
        draw(&mut book, sheet, labels, &formats)?;
    }
    book.save_to_buffer()
}

/// What the file is, and what each sheet holds.
fn notes(book: &mut Workbook, document: &Document, labels: &Labels, sheets: &[Sheet]) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(sheet_name(&labels.notes))?;
    page.set_column_width(0, 34)?;
    page.set_column_width(1, 90)?;
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    page.write_string_with_format(0, 0, &document.title, &Format::new().set_bold().set_font_size(14))?;
    let company = std::iter::once((String::new(), document.company.clone()));
    let mark = (!document.mark.is_empty()).then(|| (String::new(), document.mark.clone()));
    let mut line = 1;
    for (label, value) in company.chain(mark).chain(document.facts.iter().cloned()) {
        page.write_string_with_format(line, 0, if label.is_empty() { &value } else { &label }, &wrap)?;
        if !label.is_empty() {
            page.write_string_with_format(line, 1, &value, &wrap)?;
        }
        line += 1;
    }
    for about in &labels.about {
        line += 1;
        page.merge_range(line, 0, line, 1, about, &wrap)?;
    }
    line += 2;
    page.write_string_with_format(line, 0, &labels.sheet, &bold)?;
    page.write_string_with_format(line, 1, &labels.holds, &bold)?;
    for sheet in sheets {
        line += 1;
        let link = rust_xlsxwriter::Url::new(format!("internal:'{}'!A1", sheet.name.replace('\'', "''"))).set_text(&sheet.name);
        page.write_url(line, 0, link)?;
        page.write_string_with_format(line, 1, cut(&sheet.about), &wrap)?;
    }
    Ok(())
}

fn draw(book: &mut Workbook, sheet: &Sheet, labels: &Labels, formats: &Formats) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color(Color::RGB(0x00E8_EEF8));
    let mut widths: Vec<usize> = Vec::with_capacity(sheet.head.len());
    for (index, title) in sheet.head.iter().enumerate() {
        page.write_string_with_format(0, place(index)?, cut(title), &head)?;
        widths.push(width(title).min(20) + 3);
    }
    let mut last = 0;
    for row in &sheet.rows {
        last += 1;
        for (index, cell) in row.iter().enumerate() {
            formats.write(page, last, place(index)?, cell)?;
            if let Some(widest) = widths.get_mut(index) {
                *widest = (*widest).max(room(cell));
            }
        }
    }
    if last > 0 && !sheet.sums.is_empty() {
        let bold = Format::new().set_bold().set_border_top(rust_xlsxwriter::FormatBorder::Thin);
        page.write_string_with_format(last + 1, 0, &labels.total, &bold)?;
        for column in sheet.sums.iter().filter(|column| **column > 0) {
            total(page, sheet, *column, last, &bold)?;
        }
    }
    for (index, width) in widths.iter().enumerate() {
        page.set_column_width(place(index)?, (*width).clamp(8, 44) as f64)?;
    }
    page.set_freeze_panes(1, 1)?;
    if let Some(end) = sheet.head.len().checked_sub(1) {
        page.autofilter(0, 0, last, place(end)?)?;
    }
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// How wide a cell is as it is shown, in signs of the Latin alphabet: amounts have groups of digits and two decimals.
fn room(cell: &OutCell) -> usize {
    let plain = width(&cell.plain());
    match cell {
        OutCell::Amount(_) | OutCell::Number(_) => plain + plain / 3 + 5,
        _ => plain + 2,
    }
}

/// The sum of the rows that the filter leaves, with the sum of all as what is shown until the sheet is worked out anew.
fn total(page: &mut rust_xlsxwriter::Worksheet, sheet: &Sheet, column: usize, last: u32, bold: &Format) -> Result<(), XlsxError> {
    let mut sum = Decimal::from_int(0);
    let mut is_amount = false;
    for cell in sheet.rows.iter().filter_map(|row| row.get(column)) {
        match cell {
            OutCell::Amount(number) => {
                is_amount = true;
                sum = sum + *number;
            }
            OutCell::Number(number) => sum = sum + *number,
            _ => {}
        }
    }
    let place = place(column)?;
    let name = rust_xlsxwriter::utility::column_number_to_name(place);
    let formula = Formula::new(format!("=SUBTOTAL(109,{name}2:{name}{})", last + 1)).set_result(sum.to_string());
    let shown = if is_amount { bold.clone().set_num_format("#,##0.00") } else { bold.clone().set_num_format("#,##0.######") };
    page.write_formula_with_format(last + 1, place, formula, &shown)?;
    Ok(())
}

#[cfg(test)]
mod tests;
