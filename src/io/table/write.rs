//! Records as rows of a table: which columns a kind has, what stands in a cell.

use std::collections::HashMap;

use model::{
    Date, DateField, Decimal, FieldDef, FieldType, Fields, Id, Json, Kind, Link, Links, Money, MoneyField, Number, Object, Record, RecordSet, Rows,
    SpanField, Tags, ValueType, value_type_of,
};

use super::list::{join_list, join_texts};
use super::words::{FieldWords, Words};
use crate::job::Named;

/// Between the two ends of a span.
pub(crate) const SPAN_SIGN: &str = " – ";
/// Between the cells of an inner row; the rows stand on lines of their own.
pub(crate) const ROW_SIGNS: &[char] = &['|', '\n'];

/// One column of a table in a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Where it goes when it is read again: `id`, a field, or `field#id` for the numbers of linked records.
    pub target: String,
    /// Its name.
    pub title: String,
    /// The field; none for the number of the record itself.
    pub field: Option<&'static FieldDef>,
    /// It holds numbers of records instead of their names.
    pub ids: bool,
}

/// What a cell holds, with its type.
#[derive(Clone, Debug, PartialEq)]
pub enum OutCell {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount in major units.
    Amount(Decimal),
    /// A rate, 0.125 for 12.5 %.
    Rate(Decimal),
    /// A date.
    Date(Date),
}

impl OutCell {
    /// The cell in a file of text, not yet neutralised; only [`OutCell::Text`] needs that.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) | Self::Amount(number) => number.to_string(),
            Self::Rate(rate) => format!("{}%", rate.times(Decimal::from_int(100))),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// Fields that an import can fill.
pub fn importable(field: &FieldDef) -> bool {
    !field.computed && field.value != ValueType::Attachment
}

/// The columns of these fields; the numbers of records come last, so that people see what they can read first.
pub fn columns(kind: &'static Kind, fields: &[String], words: &Words) -> Vec<Column> {
    let chosen: Vec<&'static FieldDef> = fields.iter().filter_map(|name| kind.field(name)).collect();
    let readable = chosen.iter().map(|field| {
        let mut title = words.label(field.name).to_owned();
        if field.value == ValueType::Rows {
            let of = words.field(field.name);
            let inner: Vec<&str> = field
                .columns
                .iter()
                .map(|column| of.and_then(|of| of.columns.iter().find(|inner| inner.name == column.name)).map_or(column.name, FieldWords::label))
                .collect();
            title = format!("{title} [{}]", inner.join(" | "));
        }
        Column { target: field.name.to_owned(), title, field: Some(*field), ids: false }
    });
    let linked = chosen.iter().filter(|field| matches!(field.value, ValueType::Link | ValueType::Links)).map(|field| Column {
        target: format!("{}#id", field.name),
        title: format!("{} ID", words.label(field.name)),
        field: Some(*field),
        ids: true,
    });
    let own = Column { target: "id".to_owned(), title: "ID".to_owned(), field: None, ids: true };
    readable.chain(linked).chain([own]).collect()
}

/// Writes the cells of records.
#[derive(Debug)]
pub struct Writer<'a> {
    /// Labels.
    pub words: &'a Words,
    /// Titles of linked records.
    pub names: &'a HashMap<Id, &'a Named>,
    /// Records that tell the unit of a number.
    pub units: &'a RecordSet,
}

impl Writer<'_> {
    /// The cell of a record in a column.
    pub fn cell(&self, column: &Column, record: &Record) -> OutCell {
        let Some(field) = column.field else { return OutCell::Text(record.id.to_string()) };
        let Some(json) = record.field(field.name).filter(|json| !json.is_null()) else { return OutCell::Empty };
        if column.ids {
            return text(self.linked(json).iter().map(Id::to_string).collect::<Vec<_>>().join("; "));
        }
        let value = value_type_of(self.units, field, Some(record));
        self.value(value, field, self.words.field(field.name), json)
    }

    /// The cell of a value of this type.
    pub fn value(&self, value: ValueType, field: &FieldDef, words: Option<&FieldWords>, json: &Json) -> OutCell {
        let found = match value {
            ValueType::Number => Number::read(json).map(OutCell::Number),
            ValueType::Ratio => Number::read(json).map(OutCell::Rate),
            ValueType::Money => MoneyField::read(json).map(|Money(minor)| OutCell::Amount(Money(minor).major())),
            ValueType::Score | ValueType::Duration => json.as_i64().map(|number| OutCell::Number(Decimal::from_int(number))),
            ValueType::Date => DateField::read(json).map(OutCell::Date),
            ValueType::Span => SpanField::read(json).map(|span| OutCell::Text(format!("{}{SPAN_SIGN}{}", span.from, span.to))),
            ValueType::Choice => json.as_str().map(|code| text(words.map_or(code, |words| words.choice(code)).to_owned())),
            ValueType::Bool => {
                json.as_bool().map(|yes| text(if yes { &self.words.yes } else { &self.words.no }.first().cloned().unwrap_or_default()))
            }
            ValueType::Tags => Tags::read(json).map(|tags| text(join_texts(tags.iter().map(String::as_str)))),
            ValueType::Link | ValueType::Links => {
                let titles: Vec<String> =
                    self.linked(json).iter().map(|id| self.names.get(id).map_or_else(|| id.to_string(), |named| named.title.clone())).collect();
                // A single title is a title, whatever signs it holds.
                Some(text(if value == ValueType::Link { titles.concat() } else { join_texts(titles.iter().map(String::as_str)) }))
            }
            ValueType::Rows => Rows::read(json).map(|rows| text(self.rows(field, words, &rows))),
            ValueType::Attachment => json.get("name").and_then(Json::as_str).map(|name| text(name.to_owned())),
            ValueType::Line | ValueType::Prose | ValueType::Url | ValueType::Instant | ValueType::Month => {
                json.as_str().map(|line| text(line.to_owned()))
            }
        };
        // What does not fit its field is shown as it is stored: an export loses nothing.
        found.unwrap_or_else(|| text(json.to_string()))
    }

    fn linked(&self, json: &Json) -> Vec<Id> {
        Links::read(json).or_else(|| Link::read(json).map(|id| vec![id])).unwrap_or_default()
    }

    fn rows(&self, field: &FieldDef, words: Option<&FieldWords>, rows: &[Object]) -> String {
        let lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = field
                    .columns
                    .iter()
                    .map(|column| {
                        let words = words.and_then(|words| words.columns.iter().find(|inner| inner.name == column.name));
                        row.field(column.name).map(|json| self.value(column.value, column, words, json).plain()).unwrap_or_default()
                    })
                    .collect();
                join_list(cells.iter().map(String::as_str), ROW_SIGNS, " | ")
            })
            .collect();
        lines.join("\n")
    }
}

fn text(text: String) -> OutCell {
    if text.is_empty() { OutCell::Empty } else { OutCell::Text(text) }
}
