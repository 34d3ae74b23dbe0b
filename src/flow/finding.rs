//! What a check found, named so that the screen can say it in any language and lead to the place.

use model::{
    Date, DateField, Decimal, FieldType, Fields, Id, Key, Kind, Link, Money, MoneyField, Month, MonthField, Number, Record, Severity, Span,
    SpanField, ValueType, value_type_of,
};

use crate::rules::Context;

/// A value for a message. The screen formats it: the engine knows no language.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    /// Words of the user, shown as they are.
    Text(String),
    /// A key of the language file; its placeholders are filled from the same parameters.
    Key(String),
    /// A plain number.
    Number(Decimal),
    /// A number and the words of its unit.
    Quantity(Decimal, Box<Parameter>),
    /// A share: 0.909091 is shown as 90.9 %.
    Ratio(Decimal),
    /// A whole number that also chooses singular or plural.
    Count(i64),
    /// An amount of the workspace's currency.
    Money(Money),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A point in time in UTC, `2026-06-30T12:00:00Z`.
    Instant(String),
    /// A period, both ends included.
    Span(Span),
    /// The rows of a short table inside a record: keys of the headings, then the cells.
    Rows(Vec<String>, Vec<Vec<Option<Parameter>>>),
    /// A record and its title, shown as a link.
    Record(Id, Box<Parameter>),
    /// Several, joined as the language does.
    List(Vec<Parameter>),
    /// The parts of a name, with dots between them.
    Name(Vec<Parameter>),
}

impl Parameter {
    /// Words of the user.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A key of the language file.
    pub fn key(key: impl Into<String>) -> Self {
        Self::Key(key.into())
    }

    /// The label of an option of a choice.
    pub fn choice(kind: &str, field: &str, code: &str) -> Self {
        Self::Key(format!("choice.{kind}.{field}.{code}"))
    }

    /// The label of a field.
    pub fn field(kind: &str, field: &str) -> Self {
        Self::Key(format!("field.{kind}.{field}"))
    }

    /// A number in the measure of its indicator, as the indicator's `unit_kind` says: `ratio`, `money` (in major units) or a plain number.
    pub fn measured(number: Decimal, unit_kind: Option<&str>) -> Self {
        match unit_kind {
            Some("ratio") => Self::Ratio(number),
            Some("money") => Self::Money(Money::from_major(number)),
            _ => Self::Number(number),
        }
    }

    /// A plain number with its unit, where it has one.
    pub fn counted(number: Decimal, unit: Option<String>) -> Self {
        match unit.filter(|unit| !unit.trim().is_empty()) {
            Some(unit) => Self::Quantity(number, Box::new(Self::Text(unit))),
            None => Self::Number(number),
        }
    }

    /// Without language: for tests, logs and sorting.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Key(text) | Self::Instant(text) => text.clone(),
            Self::Number(number) | Self::Ratio(number) => number.to_string(),
            Self::Quantity(number, unit) => format!("{number} {}", unit.plain()),
            Self::Count(count) => count.to_string(),
            Self::Money(money) => money.major().to_string(),
            Self::Date(date) => date.to_string(),
            Self::Month(month) => month.to_string(),
            Self::Span(span) => format!("{}/{}", span.from, span.to),
            Self::Rows(_, rows) => rows.len().to_string(),
            Self::Record(_, title) => title.plain(),
            Self::List(list) => list.iter().map(Self::plain).collect::<Vec<_>>().join(", "),
            Self::Name(parts) => parts.iter().map(Self::plain).collect::<Vec<_>>().join(" · "),
        }
    }
}

/// What a rule found, before it is known which check asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// The record to open.
    pub record: Option<Id>,
    /// The kind to add to or open, when there is no record.
    pub kind: Option<Key>,
    /// The field to fill.
    pub field: Option<Key>,
    /// Values for the message.
    pub parameters: Vec<(String, Parameter)>,
}

impl Hit {
    /// About this record; `{record}` is its title.
    pub fn on(record: &Record, context: &Context<'_>) -> Self {
        Self { record: Some(record.id), kind: Some(record.kind.clone()), ..Self::default() }.with("record", title_of(record, context))
    }

    /// About a kind as a whole.
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: Some(Key::new(kind)), ..Self::default() }
    }

    /// At this field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(Key::new(field));
        self
    }

    /// With a value for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: Parameter) -> Self {
        self.parameters.push((name.to_owned(), value));
        self
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the check, also the key of its message.
    pub check: String,
    /// Step or item that the check belongs to.
    pub row: String,
    /// How serious.
    pub severity: Severity,
    /// The record to open.
    pub record: Option<Id>,
    /// The kind to add to or open.
    pub kind: Option<Key>,
    /// The field to fill.
    pub field: Option<Key>,
    /// Values for the message.
    pub parameters: Vec<(String, Parameter)>,
}

/// Last part of the id of a finding that no check of the content asks for: a required field of a record is empty.
pub(crate) const REQUIRED: &str = "required";

impl Finding {
    /// A required field is empty; its sentence is the interface's, the same for every kind.
    pub fn is_required_field(&self) -> bool {
        self.check.strip_prefix(&*self.row).and_then(|rest| rest.strip_prefix('.')) == Some(REQUIRED)
    }

    /// The value of a placeholder.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// The title of a record as a parameter: its own words, or the parts of its name; the label of its kind while it has none.
pub fn title_of(record: &Record, context: &Context<'_>) -> Parameter {
    let untitled = || Parameter::Key(format!("kind.{}", record.kind));
    let Some(kind) = context.registry.kind(&record.kind) else { return untitled() };
    let parts: Vec<Parameter> = kind.called.iter().filter_map(|name| part_of(record, kind, name, context)).collect();
    match parts.len() {
        0 => part_of(record, kind, kind.title, context).unwrap_or_else(untitled),
        _ => Parameter::Name(parts),
    }
}

/// One field as a part of a name.
fn part_of(record: &Record, kind: &Kind, name: &str, context: &Context<'_>) -> Option<Parameter> {
    let (field, json) = (kind.field(name)?, record.field(name)?);
    Some(match value_type_of(context.records, field, Some(record)) {
        ValueType::Choice => Parameter::choice(kind.name, name, json.as_str()?),
        ValueType::Link => title_of(context.records.get(Link::read(json)?)?, context),
        ValueType::Date => Parameter::Date(DateField::read(json)?),
        ValueType::Month => Parameter::Month(MonthField::read(json)?),
        ValueType::Span => Parameter::Span(SpanField::read(json)?),
        ValueType::Money => Parameter::Money(MoneyField::read(json)?),
        ValueType::Ratio => Parameter::Ratio(Number::read(json)?),
        ValueType::Number | ValueType::Score => Parameter::Number(Number::read(json)?),
        _ => Parameter::text(json.as_str().map(str::trim).filter(|text| !text.is_empty())?),
    })
}
