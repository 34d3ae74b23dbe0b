//! The types of values. A value is kept as the JSON that is stored and exported, so that nothing
//! is lost on the way; typed handles read and write it.

use std::str::FromStr;

use serde_json::{Map, Number as JsonNumber};

use crate::date::{Date, Month, Span, parse_date};
use crate::id::Id;
use crate::number::{Decimal, Money};

/// A stored value.
pub type Json = serde_json::Value;
/// A row of a [`Rows`] field, or the fields of a record.
pub type Object = Map<String, Json>;

/// What a field holds, and with it: editor, column, filter, check on import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// One line of text.
    Line,
    /// Text of several lines.
    Prose,
    /// Decimal with six places; JSON number.
    Number,
    /// A share or rate, 0.125 for 12.5 %; JSON number.
    Ratio,
    /// Minor units of the workspace's currency; JSON integer.
    Money,
    /// `2026-06-30`.
    Date,
    /// `2026-06`.
    Month,
    /// `{from, to}`, both ends included.
    Span,
    /// Point in time in UTC, `2026-06-30T12:00:00Z`.
    Instant,
    /// Whole minutes.
    Duration,
    /// Yes or no.
    Bool,
    /// One code of a list.
    Choice,
    /// Several short texts in order.
    Tags,
    /// The id of one record.
    Link,
    /// The ids of several records in order.
    Links,
    /// A whole number on a scale.
    Score,
    /// A web address.
    Url,
    /// `{name, type, size, blob}`.
    Attachment,
    /// A short table inside the record.
    Rows,
}

/// Reads and writes values of one [`ValueType`].
pub trait FieldType {
    /// The type in the schema.
    const TYPE: ValueType;
    /// The Rust type of a value.
    type Value;
    /// The typed value, `None` when the JSON does not fit.
    fn read(json: &Json) -> Option<Self::Value>;
    /// The JSON of a value.
    fn write(value: Self::Value) -> Json;
}

macro_rules! text_type {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl FieldType for $name {
            const TYPE: ValueType = ValueType::$name;
            type Value = String;
            fn read(json: &Json) -> Option<String> {
                json.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
            }
            fn write(value: String) -> Json {
                Json::String(value)
            }
        }
    )*};
}
text_type!(
    /// Marker of [`ValueType::Line`].
    Line,
    /// Marker of [`ValueType::Prose`].
    Prose,
    /// Marker of [`ValueType::Choice`].
    Choice,
    /// Marker of [`ValueType::Url`].
    Url,
    /// Marker of [`ValueType::Instant`].
    Instant
);

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident = $variant:ident($value:ty) read $read:expr, write $write:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl FieldType for $name {
            const TYPE: ValueType = ValueType::$variant;
            type Value = $value;
            fn read(json: &Json) -> Option<$value> {
                let read: fn(&Json) -> Option<$value> = $read;
                read(json)
            }
            fn write(value: $value) -> Json {
                let write: fn($value) -> Json = $write;
                write(value)
            }
        }
    )*};
}
typed!(
    /// Marker of [`ValueType::Number`].
    Number = Number(Decimal) read |json| json.as_f64().and_then(Decimal::from_f64), write decimal_to_json;
    /// Marker of [`ValueType::Ratio`].
    Ratio = Ratio(Decimal) read |json| json.as_f64().and_then(Decimal::from_f64), write decimal_to_json;
    /// Marker of [`ValueType::Money`].
    MoneyField = Money(Money) read |json| json.as_i64().map(Money), write |amount| Json::from(amount.0);
    /// Marker of [`ValueType::Date`].
    DateField = Date(Date) read |json| parse_date(json.as_str()?), write |date| Json::String(date.to_string());
    /// Marker of [`ValueType::Month`].
    MonthField = Month(Month) read |json| Month::parse(json.as_str()?), write |month| Json::String(month.to_string());
    /// Marker of [`ValueType::Span`].
    SpanField = Span(Span) read read_span, write |span| serde_json::json!({"from": span.from.to_string(), "to": span.to.to_string()});
    /// Marker of [`ValueType::Duration`]; minutes.
    Duration = Duration(i64) read Json::as_i64, write Json::from;
    /// Marker of [`ValueType::Bool`].
    Bool = Bool(bool) read Json::as_bool, write Json::Bool;
    /// Marker of [`ValueType::Score`].
    Score = Score(i64) read Json::as_i64, write Json::from;
    /// Marker of [`ValueType::Tags`].
    Tags = Tags(Vec<String>) read read_texts, write |texts| Json::from(texts);
    /// Marker of [`ValueType::Link`].
    Link = Link(Id) read |json| Id::from_str(json.as_str()?).ok(), write |id| Json::String(id.to_string());
    /// Marker of [`ValueType::Links`].
    Links = Links(Vec<Id>) read read_ids, write |ids| ids.into_iter().map(|id| id.to_string()).collect();
    /// Marker of [`ValueType::Rows`].
    Rows = Rows(Vec<Object>) read read_rows, write |rows| rows.into_iter().map(Json::Object).collect();
    /// Marker of [`ValueType::Attachment`].
    Attachment = Attachment(Object) read |json| json.as_object().cloned(), write Json::Object;
);

fn decimal_to_json(number: Decimal) -> Json {
    let millionths = number.millionths();
    if millionths % 1_000_000 == 0 {
        return Json::from(millionths / 1_000_000);
    }
    JsonNumber::from_f64(number.to_f64()).map_or(Json::Null, Json::Number)
}

fn read_span(json: &Json) -> Option<Span> {
    let end = |name: &str| parse_date(json.get(name)?.as_str()?);
    Some(Span { from: end("from")?, to: end("to")? })
}

fn read_texts(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

fn read_ids(json: &Json) -> Option<Vec<Id>> {
    json.as_array()?.iter().map(|item| Id::from_str(item.as_str()?).ok()).collect()
}

fn read_rows(json: &Json) -> Option<Vec<Object>> {
    json.as_array()?.iter().map(|item| item.as_object().cloned()).collect()
}
