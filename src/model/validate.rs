//! Checks a stored value against its field. The same checks run in forms, on import and in tests.

use chrono::Datelike as _;

use crate::date::is_likely_year;
use crate::issue::Issue;
use crate::record::Record;
use crate::schema::{FieldDef, Kind};
use crate::value::{
    Attachment, Bool, Choice, DateField, Duration, FieldType, Instant, Json, Line, Link, Links, MoneyField, MonthField, Number, Ratio, Rows, Score,
    SpanField, Tags, ValueType,
};

fn fits(value: ValueType, json: &Json) -> bool {
    match value {
        ValueType::Line | ValueType::Prose | ValueType::Url => json.is_string(),
        ValueType::Choice => Choice::read(json).is_some(),
        ValueType::Instant => Instant::read(json).is_some(),
        ValueType::Number => Number::read(json).is_some(),
        ValueType::Ratio => Ratio::read(json).is_some(),
        ValueType::Money => MoneyField::read(json).is_some(),
        ValueType::Date => DateField::read(json).is_some(),
        ValueType::Month => MonthField::read(json).is_some(),
        ValueType::Span => SpanField::read(json).is_some(),
        ValueType::Duration => Duration::read(json).is_some(),
        ValueType::Bool => Bool::read(json).is_some(),
        ValueType::Tags => Tags::read(json).is_some(),
        ValueType::Link => Link::read(json).is_some(),
        ValueType::Links => Links::read(json).is_some(),
        ValueType::Score => Score::read(json).is_some(),
        ValueType::Attachment => Attachment::read(json).is_some(),
        ValueType::Rows => Rows::read(json).is_some(),
    }
}

/// Whether a value counts as not filled in.
fn is_empty(json: Option<&Json>) -> bool {
    match json {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.trim().is_empty(),
        Some(Json::Array(items)) => items.is_empty(),
        Some(_) => false,
    }
}

/// The years in a date, a month or a period.
fn years(value: ValueType, json: &Json) -> Vec<i32> {
    match value {
        ValueType::Date => DateField::read(json).map(|day| day.year()).into_iter().collect(),
        ValueType::Month => MonthField::read(json).map(|month| month.year).into_iter().collect(),
        ValueType::Span => SpanField::read(json).map(|span| vec![span.from.year(), span.to.year()]).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// What is wrong with one value. An empty value is only wrong when the field is required.
pub fn validate_field(field: &FieldDef, json: Option<&Json>) -> Vec<Issue> {
    let issue = |code| Issue::fix(code).field(field.name);
    let Some(json) = json.filter(|json| !is_empty(Some(json))) else {
        return if field.required { vec![issue("value.missing")] } else { Vec::new() };
    };
    if !fits(field.value, json) {
        return vec![issue("value.type")];
    }
    let mut issues = Vec::new();
    if let (Some(limit), Some(text)) = (field.max_length, Line::read(json)) {
        let length = text.chars().count();
        if length > limit {
            issues.push(issue("value.too_long").with("limit", limit).with("length", length));
        }
    }
    if let Some(number) = json.as_f64() {
        if let Some(min) = field.min.filter(|min| number < *min) {
            issues.push(issue("value.too_small").with("limit", min));
        }
        if let Some(max) = field.max.filter(|max| number > *max) {
            issues.push(issue("value.too_large").with("limit", max));
        }
    }
    if let Some(span) = SpanField::read(json)
        && span.to < span.from
    {
        issues.push(issue("value.span_reversed"));
    }
    if let Some(year) = years(field.value, json).into_iter().find(|year| !is_likely_year(*year)) {
        issues.push(issue("value.year").with("year", year));
    }
    if field.value == ValueType::Url && json.as_str().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        issues.push(issue("value.url"));
    }
    if let Some(rows) = Rows::read(json).filter(|_| field.value == ValueType::Rows) {
        for (index, row) in rows.iter().enumerate() {
            for column in field.columns {
                issues.extend(validate_field(column, row.get(column.name)).into_iter().map(|found| found.with("row", index + 1)));
            }
        }
    }
    issues
}

/// What is wrong with a record's values.
pub fn validate_record(kind: &Kind, record: &Record) -> Vec<Issue> {
    kind.fields.iter().flat_map(|field| validate_field(field, record.fields.get(field.name))).map(|issue| issue.on(record.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Handle;

    fn check(field: FieldDef, json: Json, codes: &[&str]) {
        let found: Vec<_> = validate_field(&field, Some(&json)).iter().map(|issue| issue.code).collect();
        assert_eq!(found, codes, "{json}");
    }

    #[test]
    fn values_are_checked_against_their_field() {
        let name = Handle::<Line>::new("name").required().max_length(3).def;
        check(name, "abcd".into(), &["value.too_long"]);
        check(name, "四个字呢".into(), &["value.too_long"]);
        check(name, "  ".into(), &["value.missing"]);
        check(name, Json::from(3), &["value.type"]);
        let score = Handle::<Score>::new("impact").range(-2.0, 2.0).def;
        check(score, Json::from(3), &["value.too_large"]);
        check(score, Json::from(-3), &["value.too_small"]);
        check(score, Json::from(2), &[]);
        let span = Handle::<SpanField>::new("period").def;
        check(span, serde_json::json!({"from": "2026-02-01", "to": "2026-01-01"}), &["value.span_reversed"]);
        check(Handle::<DateField>::new("day").def, "0006-02-02".into(), &["value.year"]);
        check(Handle::<DateField>::new("day").def, "2026-02-02".into(), &[]);
        check(Handle::<MonthField>::new("month").def, "2926-02".into(), &["value.year"]);
        check(Handle::<Line>::new("line").def, "0006-02-02".into(), &[]);
        check(span, serde_json::json!({"from": "1026-02-01", "to": "2026-01-01"}), &["value.year"]);
        check(Handle::<crate::value::Url>::new("link").def, "javascript:alert(1)".into(), &["value.url"]);
        check(Handle::<DateField>::new("due").def, "2026-02-30".into(), &["value.type"]);
    }
}
