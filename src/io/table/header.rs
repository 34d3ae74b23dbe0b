//! Which column is which field: by the labels of every language, by the names of the schema, and without a header by
//! what stands in the cells.

use std::collections::BTreeSet;

use model::{FieldDef, Kind, ValueType, fold, parse_number};

use super::dates::{is_ambiguous, read_date};
use super::grid::{Cell, Grid, GridRow};
use super::words::Words;
use super::write::importable;

/// Rows looked at for a guess.
const SAMPLE: usize = 200;

/// A name without what people put around it: case, width, spaces, marks of required fields, units in brackets.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let cut = folded.split(['(', '[', '（', '【']).next().filter(|before| !before.trim().is_empty()).unwrap_or(&folded);
    cut.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// Whether a bare header names numbers of records, and what of.
fn of_ids(name: &str) -> Option<&str> {
    name.strip_suffix("id").filter(|rest| !rest.is_empty())
}

/// Whether a part of a name says enough: two characters of Chinese, a word of Latin letters.
fn is_telling(name: &str) -> bool {
    name.chars().count() >= if name.is_ascii() { 4 } else { 2 }
}

/// Every way to call the fields of a kind: bare name, target.
fn known_names(kind: &Kind, words: &Words) -> Vec<(String, String)> {
    let mut names = vec![("id".to_owned(), "id".to_owned())];
    for field in kind.fields.iter().filter(|field| importable(field)) {
        let labels = words.field(field.name).map(|words| words.labels.as_slice()).unwrap_or_default();
        for label in labels.iter().map(String::as_str).chain([field.name]) {
            let label = bare(label);
            if matches!(field.value, ValueType::Link | ValueType::Links) {
                names.push((format!("{label}id"), format!("{}#id", field.name)));
            }
            names.push((label, field.name.to_owned()));
        }
    }
    names.retain(|(name, _)| !name.is_empty());
    names
}

/// The field of each column, each field once.
pub fn guess_targets(kind: &'static Kind, grid: &Grid, words: &Words) -> Vec<Option<String>> {
    let mut targets: Vec<Option<String>> = vec![None; grid.width];
    if grid.header.is_empty() {
        guess_by_content(kind, grid, &mut targets);
        return targets;
    }
    let names = known_names(kind, words);
    let free = |targets: &[Option<String>], wanted: &str| !targets.iter().flatten().any(|taken| taken == wanted);
    let headers: Vec<String> = grid.header.iter().map(|name| bare(name)).collect();
    for (index, header) in headers.iter().enumerate() {
        let found = names.iter().find(|(name, target)| name == header && free(&targets, target));
        if let (Some((_, target)), Some(slot)) = (found, targets.get_mut(index)) {
            *slot = Some(target.clone());
        }
    }
    // Then headers that hold a label or are held by one, if only one field comes into question.
    for (index, header) in headers.iter().enumerate() {
        if targets.get(index).is_none_or(Option::is_some) || !is_telling(header) || of_ids(header).is_some_and(|rest| rest.is_ascii()) {
            continue;
        }
        let near: BTreeSet<&String> = names
            .iter()
            .filter(|(name, target)| is_telling(name) && !target.ends_with("id") && free(&targets, target))
            .filter(|(name, _)| header.contains(name.as_str()) || name.contains(header.as_str()))
            .map(|(_, target)| target)
            .collect();
        if let (1, Some(only), Some(slot)) = (near.len(), near.first(), targets.get_mut(index)) {
            *slot = Some((*only).clone());
        }
    }
    targets
}

/// Without a header: the only column of dates is the first date, the only column with cents the first amount.
fn guess_by_content(kind: &'static Kind, grid: &Grid, targets: &mut [Option<String>]) {
    let first = |wanted: &[ValueType]| -> Option<&'static FieldDef> {
        kind.fields.iter().filter(|field| importable(field) && wanted.contains(&field.value)).max_by_key(|field| (field.required, field.key))
    };
    let all = |index: usize, test: &dyn Fn(&Cell) -> bool| {
        let cells: Vec<&Cell> = grid.column(index).filter(|cell| !cell.is_empty()).take(SAMPLE).collect();
        !cells.is_empty() && cells.iter().all(|cell| test(cell))
    };
    let is_date = |cell: &Cell| matches!(cell, Cell::Date(..)) || read_date(&cell.text(), false).is_some();
    let has_cents = |cell: &Cell| {
        let text = cell.text();
        text.contains('.') && parse_number(&text).is_ok() && read_date(&text, false).is_none()
    };
    for (field, test) in [(first(&[ValueType::Date]), &is_date as &dyn Fn(&Cell) -> bool), (first(&[ValueType::Money]), &has_cents)] {
        let columns: Vec<usize> = (0..grid.width).filter(|index| all(*index, test)).collect();
        if let (Some(field), [only]) = (field, columns.as_slice())
            && let Some(slot) = targets.get_mut(*only)
        {
            *slot = Some(field.name.to_owned());
        }
    }
}

/// Whether the first row names the columns: it names fields, or it is all text above columns that hold numbers or dates.
pub fn has_header(kind: &Kind, rows: &[GridRow], words: &Words) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let names = known_names(kind, words);
    let texts: Vec<String> = first.cells.iter().map(|cell| bare(&cell.text())).collect();
    if texts.iter().any(|text| names.iter().any(|(name, _)| name == text)) {
        return true;
    }
    let is_value =
        |cell: &Cell| !matches!(cell, Cell::Text(_) | Cell::Empty) || parse_number(&cell.text()).is_ok() || read_date(&cell.text(), false).is_some();
    let all_text = first.cells.iter().all(|cell| !cell.is_empty() && !is_value(cell));
    let below = |index: usize| rest.iter().take(SAMPLE).filter_map(|row| row.cells.get(index)).any(is_value);
    all_text && (rest.is_empty() || (0..first.cells.len()).any(below))
}

/// Whether some date of the table can be read in two ways and no other date of its column tells which.
pub fn is_unsure(grid: &Grid) -> bool {
    (0..grid.width).any(|index| {
        let texts: Vec<String> =
            grid.column(index).take(SAMPLE * 50).filter_map(|cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None }).collect();
        texts.iter().any(|text| is_ambiguous(text)) && !texts.iter().any(|text| super::dates::tells_day_first(text).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::FieldWords;
    use super::*;
    use model::{DateField, Line, Link, MoneyField, Number, record};

    record! {
        /// A sale.
        SALE = "sale", title "number";
        NUMBER: Line = "number", key;
        DATE: DateField = "date", required;
        CUSTOMER: Link = "customer", to(&["customer"]);
        QUANTITY: Number = "quantity";
        AMOUNT: MoneyField = "amount", required;
        DISCOUNT: MoneyField = "discount";
    }

    fn words() -> Words {
        let field = |name: &str, labels: &[&str]| FieldWords {
            name: name.to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            ..FieldWords::default()
        };
        let fields = vec![
            field("number", &["订单号", "Order number"]),
            field("date", &["日期", "Date"]),
            field("customer", &["客户", "Customer"]),
            field("quantity", &["数量", "Quantity"]),
            field("amount", &["金额", "Net amount"]),
            field("discount", &["折扣", "Discount"]),
        ];
        Words { fields, ..Words::default() }
    }

    fn check(header: &[&str], expected: &[&str]) {
        let grid = Grid { header: header.iter().map(|name| (*name).to_owned()).collect(), width: header.len(), ..Grid::default() };
        let found: Vec<String> = guess_targets(&SALE, &grid, &words()).into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headers_of_both_languages_are_recognised() {
        check(&["订单号", "日期", "客户", "数量", "金额（元）"], &["number", "date", "customer", "quantity", "amount"]);
        check(&["ORDER NUMBER*", "date", "Customer ID", "Customer", "net_amount"], &["number", "date", "customer#id", "customer", "amount"]);
        check(&["ID", "客户名称", "下单日期", "备注"], &["id", "customer", "date", ""]);
        check(&["date", "Date"], &["date", ""]);
    }

    fn rows(lines: &[&[&str]]) -> Vec<GridRow> {
        lines.iter().map(|cells| GridRow { line: 1, cells: cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect() }).collect()
    }

    #[test]
    fn a_first_row_of_values_is_no_header() {
        assert!(has_header(&SALE, &rows(&[&["日期", "x"]]), &words()));
        assert!(has_header(&SALE, &rows(&[&["Tag", "Betrag"], &["1.2.2026", "7"]]), &words()));
        assert!(!has_header(&SALE, &rows(&[&["00004", "19970101"], &["00004", "19970118"]]), &words()));
        assert!(!has_header(&SALE, &rows(&[&["a", "b"], &["c", "d"]]), &words()));
    }

    #[test]
    fn without_a_header_dates_and_amounts_are_told_by_what_they_hold() {
        let grid = Grid { rows: rows(&[&["00004", "0001", "19970101", "2", "29.33"]]), width: 5, ..Grid::default() };
        let found: Vec<String> = guess_targets(&SALE, &grid, &words()).into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(found, ["", "", "date", "", "amount"]);
    }
}
