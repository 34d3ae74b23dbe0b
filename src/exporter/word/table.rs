//! Tables: heads that repeat, rows that are not cut, numbers at the right, widths by what stands in the columns.

use docx_rs::{
    AlignmentType, BorderType, BreakType, HeightRule, Paragraph, Run, Shading, Table as WordTable, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use io::report::{Cell, Row, Table};

use super::style::{CELL, Look};
use super::{ROOM, run};

/// How a row that repeats is marked until the file is finished: the library has no word for it.
pub(super) const HEAD: &str = r#"<w:trHeight w:val="7" w:hRule="atLeast" />"#;
const HEAD_HEIGHT: f32 = 7.0;
const LINE: &str = "C9CED6";
const FILL: &str = "F2F5FA";
/// What is read first.
const TINT: &str = "E6EEFB";
/// Labels and values up to this width stand two in a row.
const FACT: f64 = 12.0;
/// A table of so many rows stands on one page.
const TOGETHER: usize = 8;
/// More columns than this are set smaller.
const TIGHT: usize = 7;

/// A table with its head.
pub(super) fn table(look: &Look, table: &Table) -> WordTable {
    let width = table.width().max(1);
    let widths = widths(table, width);
    let numeric: Vec<bool> = (0..width).map(|column| column > 0 && table.is_numeric(column)).collect();
    let size = if width > TIGHT { 15 } else { 18 };
    let mut rows = Vec::new();
    if table.head.iter().any(|head| !head.is_empty()) {
        let cells = (0..width).map(|column| {
            let text = table.head.get(column).map(String::as_str).unwrap_or_default();
            let run = run(text).bold().size(size).color(look.accent.clone());
            let align = if numeric.get(column) == Some(&true) { AlignmentType::Right } else { AlignmentType::Left };
            let line = Paragraph::new().style(CELL).align(align).keep_next(true).add_run(run);
            cell(widths.get(column).copied(), 1).shading(Shading::new().fill(FILL)).add_paragraph(line)
        });
        rows.push(TableRow::new(cells.collect()).cant_split().row_height(HEAD_HEIGHT).height_rule(HeightRule::AtLeast));
    }
    for (index, row) in table.rows.iter().enumerate() {
        let together = table.rows.len() <= TOGETHER && index + 1 < table.rows.len();
        if let Some(group) = &row.group {
            let line = Paragraph::new().style(CELL).keep_next(true).add_run(run(group).bold().size(size));
            rows.push(TableRow::new(vec![cell(None, width).shading(Shading::new().fill(FILL)).add_paragraph(line)]).cant_split());
        }
        let cells = (0..width).map(|column| {
            let cell = row.cells.get(column);
            let text = cell.map(|cell| cell.text.as_str()).unwrap_or_default();
            // What a row is called stands out; of several lines the first is the name.
            let is_name = column == 0 && width > 1 && cell.is_some_and(|cell| cell.value.is_none());
            let (name, rest) = if row.sum {
                (text, "")
            } else if is_name {
                text.split_once('\n').unwrap_or((text, ""))
            } else {
                ("", text)
            };
            let align = if numeric.get(column) == Some(&true) { AlignmentType::Right } else { AlignmentType::Left };
            let mut line = Paragraph::new().style(CELL).align(align).keep_next(together || !row.more.is_empty());
            if !name.is_empty() {
                line = line.add_run(run(name).size(size).bold());
            }
            if !name.is_empty() && !rest.is_empty() {
                line = line.add_run(Run::new().add_break(BreakType::TextWrapping));
            }
            if !rest.is_empty() {
                line = line.add_run(run(rest).size(size));
            }
            self::cell(widths.get(column).copied(), 1).add_paragraph(line)
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
        if !row.more.is_empty() {
            rows.push(TableRow::new(vec![more(row, width, size, together)]).cant_split());
        }
    }
    ruled(rows, &widths)
}

/// Words that are read first: in a tinted box with a bar at its left.
pub(super) fn boxed(look: &Look, line: Paragraph) -> WordTable {
    let bar = TableBorder::new(TableBorderPosition::Left).border_type(BorderType::Single).size(36).color(look.accent.clone());
    let filled = cell(Some(ROOM), 1).shading(Shading::new().fill(TINT)).add_paragraph(line);
    WordTable::new(vec![TableRow::new(vec![filled]).cant_split()])
        .set_grid(vec![ROOM])
        .layout(TableLayoutType::Fixed)
        .width(ROOM, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(80, 160, 40, 160))
        .set_borders(TableBorders::with_empty().set(bar))
}

/// Labels and values side by side.
pub(super) fn facts(look: &Look, facts: &[(String, Cell)]) -> WordTable {
    // Short ones stand two in a row.
    let pairs = if facts.len() > 3 && facts.iter().all(|(label, value)| ems(label) <= FACT && ems(&value.text) <= FACT) { 2 } else { 1 };
    let first = ROOM / 4;
    let widths = [first, ROOM / pairs - first].repeat(pairs);
    let text = |text: &str, bold: bool| {
        let run = run(text).size(18);
        Paragraph::new().style(CELL).add_run(if bold { run.bold().color(look.accent.clone()) } else { run })
    };
    let rows = facts.chunks(pairs).map(|pair| {
        let mut cells = Vec::new();
        for index in 0..pairs {
            let (label, value) = pair.get(index).map(|(label, value)| (label.as_str(), value.text.as_str())).unwrap_or_default();
            cells.push(cell(widths.first().copied(), 1).shading(Shading::new().fill(FILL)).add_paragraph(text(label, true)));
            cells.push(cell(widths.get(1).copied(), 1).add_paragraph(text(value, false)));
        }
        TableRow::new(cells).cant_split()
    });
    ruled(rows.collect(), &widths)
}

/// What has no column stands below its row, over the whole width.
fn more(row: &Row, width: usize, size: usize, together: bool) -> TableCell {
    row.more.iter().fold(cell(None, width), |cell, (label, value)| {
        let line = Paragraph::new()
            .style(CELL)
            .keep_next(together)
            .add_run(run(&format!("{label}  ")).bold().size(size))
            .add_run(run(&value.text).size(size));
        cell.add_paragraph(line)
    })
}

fn cell(width: Option<usize>, span: usize) -> TableCell {
    let cell = TableCell::new().vertical_align(VAlignType::Top);
    let cell = if span > 1 { cell.grid_span(span) } else { cell };
    cell.width(width.unwrap_or(ROOM), WidthType::Dxa)
}

fn ruled(rows: Vec<TableRow>, widths: &[usize]) -> WordTable {
    let line = |position| TableBorder::new(position).border_type(BorderType::Single).size(4).color(LINE);
    let borders = [TableBorderPosition::Top, TableBorderPosition::Bottom, TableBorderPosition::InsideH]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, position| borders.set(line(position)));
    WordTable::new(rows)
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, 100, 30, 100))
        .set_borders(borders)
}

/// Widths of columns in twentieths of a point: each gets what its longest word needs, the rest goes by length.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let texts = |column: usize| {
        let head = table.head.get(column).map(String::as_str);
        head.into_iter().chain(table.rows.iter().filter_map(move |row| row.cells.get(column)).map(|cell| cell.text.as_str()))
    };
    let least: Vec<f64> = (0..width).map(|column| texts(column).map(longest_word).fold(2.0, f64::max).min(12.0) + 2.0).collect();
    let wanted: Vec<f64> = (0..width).map(|column| texts(column).map(ems).fold(2.0, f64::max).clamp(2.0, 40.0)).collect();
    // Signs of the size that cells have.
    let em = ROOM as f64 / if width > TIGHT { 67.0 } else { 56.0 };
    let room = ROOM as f64 / em;
    let needed: f64 = least.iter().sum();
    let scale = if needed > room { room / needed } else { 1.0 };
    let left = (room - needed).max(0.0);
    let wishes: Vec<f64> = wanted.iter().zip(&least).map(|(wanted, least)| (wanted - least).max(0.3)).collect();
    let all: f64 = wishes.iter().sum();
    least.iter().zip(&wishes).map(|(least, wish)| ((least * scale + left * wish / all) * em) as usize).collect()
}

/// Width of a text in Han characters.
fn ems(text: &str) -> f64 {
    text.lines().map(|line| line.chars().map(|sign| if sign.is_ascii() { 0.55 } else { 1.0 }).sum()).fold(0.0, f64::max)
}

/// Texts up to this width are not broken.
const SHORT: f64 = 6.6;

/// The longest piece that must not be broken: a short text as a whole; in others Han characters can be broken after each.
fn longest_word(text: &str) -> f64 {
    if ems(text) <= SHORT {
        return ems(text);
    }
    text.split(|sign: char| sign.is_whitespace() || sign as u32 > 0x2e7f).map(ems).fold(0.0, f64::max)
}
