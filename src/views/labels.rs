//! Words for kinds, fields, values and findings in the current language.

use std::sync::Arc;

use model::{
    Date, Decimal, FieldDef, FieldType, Fields, Id, Json, Kind, Link, Links, Money, Month, MonthField, Number, Record, RecordSet, Registry, Rows,
    SpanField, Tags, ValueType, is_amount, unit_word_of, value_type_of,
};
use ui::lang::{has, language, t, t_with};
use ui::{format, head_with_unit};

use crate::lists::{own, own_label};

/// Short name of a pillar by its id, as it stands in the navigation.
pub fn pillar_label(pillar: &str) -> String {
    t(&format!("ui.pillar.{pillar}"))
}

/// Name of a kind.
pub fn kind_label(kind: &str) -> String {
    t(&format!("kind.{kind}"))
}

/// Name of a list of a kind.
pub fn kind_many(kind: &str) -> String {
    t(&format!("kind.{kind}.many"))
}

/// Label of a field; `field` may be `rows.column`.
pub fn field_label(kind: &str, field: &str) -> String {
    t(&format!("field.{kind}.{field}"))
}

/// The unit that all values of a column share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUnit {
    /// The currency of the workspace.
    Money,
    /// Percent.
    Share,
    /// Each value has its own beside it; the longest is so many ems wide.
    Each(u8),
}

/// The unit of a number that another record measures; empty where it has none.
pub fn own_unit(records: &RecordSet, field: &FieldDef, holder: &Record, currency: &str) -> String {
    match value_type_of(records, field, Some(holder)) {
        ValueType::Ratio => "%".to_owned(),
        _ if is_amount(records, field, holder) => format::currency_unit(currency),
        _ => unit_word_of(records, field, holder).unwrap_or_default(),
    }
}

/// The unit of a column; of numbers that other records measure, the one that these rows share, or one for each.
pub fn column_unit(records: &RecordSet, field: &FieldDef, rows: &[Arc<Record>], currency: &str) -> Option<ColumnUnit> {
    match field.value {
        ValueType::Money => Some(ColumnUnit::Money),
        ValueType::Ratio => Some(ColumnUnit::Share),
        ValueType::Number if !field.measured_by.is_empty() => {
            let unit = |row: &Arc<Record>| match value_type_of(records, field, Some(row)) {
                ValueType::Ratio => Some(ColumnUnit::Share),
                _ => is_amount(records, field, row).then_some(ColumnUnit::Money),
            };
            let filled = || rows.iter().filter(|row| row.field(field.name).is_some());
            let shared = filled().map(unit).reduce(|one, other| if one == other { one } else { None }).flatten();
            let widest = filled().map(|row| crate::picture::ems(&own_unit(records, field, row, currency))).fold(0.0, f64::max);
            shared.or((widest > 0.0).then_some(ColumnUnit::Each(widest.ceil() as u8)))
        }
        _ => None,
    }
}

/// The head of a column: label with its unit.
pub fn column_label(kind: &str, field: &str, unit: Option<ColumnUnit>, currency: &str) -> String {
    let label = field_label(kind, field);
    match unit {
        Some(ColumnUnit::Money) => head_with_unit(&label, &format::currency_unit(currency)),
        Some(ColumnUnit::Share) => head_with_unit(&label, "%"),
        Some(ColumnUnit::Each(_)) => head_with_unit(&label, &t("ui.table.unit_beside")),
        None => label,
    }
}

/// A value in such a column.
pub fn column_text(text: String, unit: Option<ColumnUnit>, currency: &str) -> String {
    if unit.is_some() { format::bare(&text, currency, language()) } else { text }
}

/// Help under the label, empty when there is none.
pub fn field_hint(kind: &str, field: &str) -> String {
    let key = format!("hint.{kind}.{field}");
    if has(&key) { t(&key) } else { String::new() }
}

/// Label of an option.
pub fn choice_label(kind: &str, field: &str, code: &str) -> String {
    let key = format!("choice.{kind}.{field}.{code}");
    own_label(&key).unwrap_or_else(|| if has(&key) { t(&key) } else { code.to_owned() })
}

/// Code and label of every option of a field.
pub fn choice_options(kind: &str, field: &FieldDef) -> Vec<(String, String)> {
    own().codes(field.choices).into_iter().map(|code| (code.clone(), choice_label(kind, field.name, &code))).collect()
}

/// Code and label of every option of a field of a row; `path` is `field.column`.
pub fn choice_options_at(kind: &str, path: &str, field: &FieldDef) -> Vec<(String, String)> {
    own().codes(field.choices).into_iter().map(|code| (code.clone(), choice_label(kind, path, &code))).collect()
}

/// The sentence of an issue code.
pub fn issue_text(code: &str, values: &[(&str, &str)]) -> String {
    t_with(&format!("issue.{code}"), values)
}

/// Title of a record: its title field as text, or the parts of its name, or the name of its kind.
pub fn record_title(records: &RecordSet, registry: &Registry, record: &Record) -> String {
    let Some(kind) = registry.kind(&record.kind) else { return record.kind.to_string() };
    let part = |name: &str| {
        let text = kind.field(name).map(|field| value_text(records, registry, "", kind, field, record.field(name), Some(record)));
        text.unwrap_or_default()
    };
    let parts: Vec<String> = kind.called.iter().map(|name| part(name)).filter(|text| !text.is_empty()).collect();
    let text = if parts.is_empty() { part(kind.title) } else { parts.join(" · ") };
    if text.is_empty() { t_with("ui.record.untitled", &[("kind", &kind_label(kind.name))]) } else { crate::mask::veiled(text) }
}

/// A stored value as people read it; empty when there is none. `holder` is the record it belongs to,
/// which may tell its unit.
pub fn value_text(
    records: &RecordSet,
    registry: &Registry,
    currency: &str,
    kind: &Kind,
    field: &FieldDef,
    json: Option<&Json>,
    holder: Option<&Record>,
) -> String {
    let Some(json) = json.filter(|json| !json.is_null()) else { return String::new() };
    if field.personal && crate::mask::is_masked() {
        return json.as_str().map(crate::mask::mask).unwrap_or_default();
    }
    let title = |id: Id| records.get(id).map(|record| record_title(records, registry, record)).unwrap_or_else(|| t("ui.record.gone"));
    match value_type_of(records, field, holder) {
        ValueType::Choice => json.as_str().map(|code| choice_label(kind.name, field.name, code)).unwrap_or_default(),
        ValueType::Number if holder.is_some_and(|holder| is_amount(records, field, holder)) => {
            Number::read(json).map(|major| format::money(major.to_f64(), currency, language())).unwrap_or_default()
        }
        ValueType::Number => Number::read(json).map(number_text).unwrap_or_default(),
        ValueType::Ratio => Number::read(json).map(ratio_text).unwrap_or_default(),
        ValueType::Money => json.as_i64().map(|minor| money_text(Money(minor), currency)).unwrap_or_default(),
        ValueType::Date => json.as_str().map(|iso| format::date(iso, language())).unwrap_or_default(),
        ValueType::Month => MonthField::read(json).map(month_text).unwrap_or_default(),
        ValueType::Span => SpanField::read(json)
            .map(|span| t_with("ui.format.range", &[("from", &date_text(span.from)), ("to", &date_text(span.to))]))
            .unwrap_or_default(),
        ValueType::Bool => json.as_bool().map(|yes| t(if yes { "ui.yes" } else { "ui.no" })).unwrap_or_default(),
        ValueType::Tags => Tags::read(json).map(|tags| tags.join(&t("ui.format.list_separator"))).unwrap_or_default(),
        ValueType::Link => Link::read(json).map(title).unwrap_or_default(),
        ValueType::Links => {
            Links::read(json).map(|ids| ids.into_iter().map(title).collect::<Vec<_>>().join(&t("ui.format.list_separator"))).unwrap_or_default()
        }
        ValueType::Rows => Rows::read(json).map(|rows| t_with("ui.format.rows", &[("n", &rows.len().to_string())])).unwrap_or_default(),
        ValueType::Score | ValueType::Duration => json.as_i64().map(|number| number.to_string()).unwrap_or_default(),
        ValueType::Attachment => json.get("name").and_then(Json::as_str).unwrap_or_default().to_owned(),
        ValueType::Instant => format::moment(json.as_str().unwrap_or_default(), language()),
        ValueType::Line | ValueType::Prose | ValueType::Url => crate::mask::veiled(json.as_str().unwrap_or_default().to_owned()),
    }
}

/// A number with grouping.
pub fn number_text(number: Decimal) -> String {
    format::number(number.to_f64(), 6, language())
}

/// A rate in percent.
pub fn ratio_text(number: Decimal) -> String {
    format::ratio(number.to_f64(), 4, language())
}

/// An amount in a sentence or on a card.
pub fn money_brief(money: Money, currency: &str) -> String {
    format::money_brief(money.major().to_f64(), currency, language())
}

/// An amount in full.
pub fn money_text(money: Money, currency: &str) -> String {
    format::money(money.major().to_f64(), currency, language())
}

/// A date for tables.
pub fn date_text(date: Date) -> String {
    format::date(&date.to_string(), language())
}

/// A month.
pub fn month_text(month: Month) -> String {
    format::month(&month.to_string(), language())
}
