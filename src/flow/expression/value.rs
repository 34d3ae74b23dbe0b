//! Values that expressions have: as numbers, summed, compared, on a time axis.

use model::{Date, Decimal, Money};

use crate::finding::Parameter;

/// A value as a number, money in major units.
pub fn number_of(value: &Parameter) -> Option<Decimal> {
    match value {
        Parameter::Number(number) | Parameter::Ratio(number) | Parameter::Quantity(number, _) => Some(*number),
        Parameter::Count(count) => Some(Decimal::from_int(*count)),
        Parameter::Money(money) => Some(money.major()),
        _ => None,
    }
}

/// The sum in the unit of the first value; nothing at all is zero.
pub fn sum(values: impl Iterator<Item = Parameter>) -> Parameter {
    let mut total = None;
    for value in values {
        total = Some(match (total, value) {
            (None, first) => first,
            (Some(Parameter::Money(Money(sum))), Parameter::Money(Money(more))) => Parameter::Money(Money(sum.saturating_add(more))),
            (Some(Parameter::Count(sum)), Parameter::Count(more)) => Parameter::Count(sum.saturating_add(more)),
            (Some(Parameter::Ratio(sum)), other) => Parameter::Ratio(sum + number_of(&other).unwrap_or_default()),
            (Some(sum), other) => Parameter::Number(number_of(&sum).unwrap_or_default() + number_of(&other).unwrap_or_default()),
        });
    }
    total.unwrap_or(Parameter::Count(0))
}

/// What can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plain {
    Number(Decimal),
    Text(String),
}

/// What can be compared: numbers as numbers, everything else by its text; a choice by its code.
pub(super) fn plain(value: &Parameter) -> Option<Plain> {
    match value {
        Parameter::Key(key) => Some(Plain::Text(match key.as_str() {
            "ui.yes" => "true".to_owned(),
            "ui.no" => "false".to_owned(),
            _ => key.rsplit('.').next().unwrap_or_default().to_owned(),
        })),
        Parameter::Record(id, _) => Some(Plain::Text(id.to_string())),
        Parameter::Span(span) => Some(Plain::Text(span.to.to_string())),
        Parameter::List(list) => list.first().and_then(plain),
        Parameter::Text(_) | Parameter::Date(_) | Parameter::Month(_) | Parameter::Instant(_) => Some(Plain::Text(value.plain())),
        _ => number_of(value).map(Plain::Number),
    }
}

pub(super) fn same(a: &Plain, b: &Plain) -> bool {
    order(a, b).is_eq()
}

pub(super) fn order(a: &Plain, b: &Plain) -> std::cmp::Ordering {
    match (a, b) {
        (Plain::Number(a), Plain::Number(b)) => a.cmp(b),
        (Plain::Text(a), Plain::Text(b)) => a.cmp(b),
        (Plain::Number(a), Plain::Text(b)) => a.to_string().as_str().cmp(b),
        (Plain::Text(a), Plain::Number(b)) => a.as_str().cmp(b.to_string().as_str()),
    }
}

/// The day on which a value stands on a time axis: a date, the first day of a month, the begin of a span.
pub fn day_of(value: &Parameter) -> Option<Date> {
    match value {
        Parameter::Date(date) => Some(*date),
        Parameter::Month(month) => month.first_day(),
        Parameter::Span(span) => Some(span.from),
        Parameter::Text(text) | Parameter::Instant(text) => model::parse_date(text.get(..10)?),
        _ => None,
    }
}
