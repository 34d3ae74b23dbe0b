//! Records as files, and empty tables to fill in.

use std::collections::HashMap;

use io::job::{Base, Format, Named};
use io::table::{Column, OutCell, Words, Writer, columns, importable};
use model::{Id, Kind, RecordSet};

use crate::fault::ReadError;
use crate::workbook::{Table, csv, xlsx};

/// The file of these records.
pub(crate) fn export(
    kind: &'static Kind,
    format: Format,
    fields: &[String],
    words: &Words,
    notes: &[String],
    base: &Base,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, ReadError> {
    let names: HashMap<Id, &Named> = base.names.iter().map(|named| (named.id, named)).collect();
    let mut units = RecordSet::default();
    base.linked.iter().cloned().for_each(|record| units.insert(record));
    let writer = Writer { words, names: &names, units: &units };
    let columns = columns(kind, fields, words);
    let all = base.records.len() as u64;
    let mut done = 0;
    let rows = base.records.iter().map(|record| {
        done += 1;
        if done % 500 == 0 {
            progress(done, all);
        }
        columns.iter().map(|column| writer.cell(column, record)).collect::<Vec<_>>()
    });
    file(format, &Table { name: &words.many, columns: &columns, notes }, rows)
}

/// An empty table with every field that can be filled.
pub(crate) fn template(kind: &'static Kind, format: Format, words: &Words, notes: &[String]) -> Result<Vec<u8>, ReadError> {
    let fields: Vec<String> =
        kind.fields.iter().filter(|field| importable(field) && words.field(field.name).is_some()).map(|field| field.name.to_owned()).collect();
    // Who fills in a table knows names, not numbers.
    let columns: Vec<Column> = columns(kind, &fields, words).into_iter().filter(|column| !column.ids).collect();
    file(format, &Table { name: &words.many, columns: &columns, notes }, std::iter::empty())
}

pub(crate) fn file(format: Format, table: &Table<'_>, rows: impl Iterator<Item = Vec<OutCell>>) -> Result<Vec<u8>, ReadError> {
    match format {
        Format::Csv => csv(table, rows),
        Format::Xlsx => xlsx(table, rows),
    }
}
