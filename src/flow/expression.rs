//! The small language of content files: expressions, conditions and sources, and how they are
//! worked out. `field`, `link.field`, `#kind.link`, `+kind.link.value`, `=measure`, `@`.

use std::sync::Arc;

use model::{
    Bool, Date, DateField, Decimal, FieldDef, FieldType, Fields, Id, Json, Key, Kind, Line, Links, Money, MoneyField, MonthField, Number, Record,
    Registry, Rows, Score, SpanField, Tags, ValueType, is_amount, links_of, value_type_of,
};

use crate::finding::{Parameter, title_of};
use crate::read::readable;
use crate::rules::{Context, Rules};

/// Something to work out for a record. Written as text; the text is also the key of its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: String,
    form: Form,
}

readable!(Expression);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// The record itself.
    Itself,
    /// A field, after following links.
    Path(Vec<Key>),
    /// How many records link here.
    Count(Linked),
    /// Sum of a value over the records that link here.
    Sum(Linked, Box<Expression>),
    /// Rows of a table inside the record.
    RowCount(Key),
    /// Sum of a column of a table inside the record.
    RowSum(Key, Key),
    /// A function of a pillar.
    Measure(String),
}

/// Records of a kind whose link leads to the record looked at.
#[derive(Clone, Debug, PartialEq)]
struct Linked {
    kind: Key,
    link: Key,
    only: Vec<Condition>,
}

impl TryFrom<String> for Expression {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let form = form(text.trim()).ok_or_else(|| format!("`{text}` is no expression"))?;
        Ok(Self { text: text.trim().to_owned(), form })
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn form(text: &str) -> Option<Form> {
    let names = |text: &str| text.split('.').map(|name| is_name(name).then(|| Key::new(name))).collect::<Option<Vec<Key>>>();
    if text == "@" {
        return Some(Form::Itself);
    }
    if let Some(name) = text.strip_prefix('=') {
        return name.split('.').all(is_name).then(|| Form::Measure(name.to_owned()));
    }
    if let Some(rows) = text.strip_prefix("#.") {
        return is_name(rows).then(|| Form::RowCount(Key::new(rows)));
    }
    if let Some(rows) = text.strip_prefix("+.") {
        let (rows, column) = rows.split_once('.')?;
        return (is_name(rows) && is_name(column)).then(|| Form::RowSum(Key::new(rows), Key::new(column)));
    }
    let Some(rest) = text.strip_prefix(['#', '+']) else { return names(text).map(Form::Path) };
    let (path, only) = match rest.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
        Some((path, inside)) => (path, inside.split([';', ',']).map(|part| Condition::try_from(part.to_owned()).ok()).collect::<Option<Vec<_>>>()?),
        None => (rest, Vec::new()),
    };
    let mut parts = path.splitn(3, '.');
    let (kind, link) = (parts.next()?, parts.next()?);
    if !is_name(kind) || !is_name(link) {
        return None;
    }
    let linked = Linked { kind: Key::new(kind), link: Key::new(link), only };
    match (text.starts_with('+'), parts.next()) {
        (false, None) => Some(Form::Count(linked)),
        (true, Some(value)) => Some(Form::Sum(linked, Box::new(Expression::try_from(value.to_owned()).ok()?))),
        _ => None,
    }
}

impl Expression {
    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The record itself, shown as a link.
    pub fn is_itself(&self) -> bool {
        self.form == Form::Itself
    }

    /// The field that a path ends in, with its kind.
    pub fn field(&self, kind: &'static Kind, registry: &Registry) -> Option<(&'static Kind, &'static FieldDef)> {
        let Form::Path(path) = &self.form else { return None };
        let (last, links) = path.split_last()?;
        let mut kind = kind;
        for link in links {
            kind = kind.field(link)?.targets.iter().find_map(|target| registry.kind(target))?;
        }
        Some((kind, kind.field(last)?))
    }

    /// Keys of the label, best first; the first that the language knows is shown.
    pub fn label_keys(&self, kind: &'static Kind, registry: &Registry) -> Vec<String> {
        let mut keys = vec![format!("column.{}", self.text)];
        match &self.form {
            Form::Itself => keys.push(format!("kind.{}", kind.name)),
            Form::Path(_) => keys.extend(self.field(kind, registry).map(|(kind, field)| format!("field.{}.{}", kind.name, field.name))),
            Form::Count(linked) => keys.push(format!("kind.{}.many", linked.kind)),
            Form::Sum(linked, value) => {
                keys.extend(registry.kind(&linked.kind).into_iter().flat_map(|kind| value.label_keys(kind, registry)));
            }
            Form::RowCount(rows) => keys.push(format!("field.{}.{rows}", kind.name)),
            Form::RowSum(rows, column) => keys.push(format!("field.{}.{rows}.{column}", kind.name)),
            Form::Measure(name) => keys.push(format!("measure.{name}")),
        }
        keys
    }

    /// What keeps it from being worked out on records of this kind.
    pub fn fault(&self, kind: &'static Kind, registry: &Registry, rules: &Rules) -> Option<String> {
        let linked_fault = |linked: &Linked| {
            let Some(other) = registry.kind(&linked.kind) else { return Some(format!("{}: no kind is called {}", self.text, linked.kind)) };
            let Some(field) = other.field(&linked.link) else {
                return Some(format!("{}: {} has no field {}", self.text, linked.kind, linked.link));
            };
            let targets = field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets));
            if !targets.into_iter().any(|target| *target == kind.name) {
                return Some(format!("{}: {}.{} does not link to {}", self.text, linked.kind, linked.link, kind.name));
            }
            linked.only.iter().find_map(|condition| condition.fault(other, registry, rules))
        };
        match &self.form {
            Form::Itself => None,
            Form::Path(_) => self.field(kind, registry).is_none().then(|| format!("{} has no field {}", kind.name, self.text)),
            Form::Count(linked) => linked_fault(linked),
            Form::Sum(linked, value) => {
                linked_fault(linked).or_else(|| registry.kind(&linked.kind).and_then(|other| value.fault(other, registry, rules)))
            }
            Form::RowCount(rows) => kind.field(rows).is_none().then(|| format!("{} has no field {rows}", kind.name)),
            Form::RowSum(rows, column) => {
                let known = kind.field(rows).is_some_and(|field| field.columns.iter().any(|known| known.name == column.as_str()));
                (!known).then(|| format!("{}: {} has no column {column}", self.text, kind.name))
            }
            Form::Measure(name) => rules.measure_named(name).is_none().then(|| format!("no measure is called {name}")),
        }
    }
}

/// What a record must meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    text: String,
    left: Expression,
    test: Test,
}

readable!(Condition);

impl Condition {
    /// The record's own field that is looked at; none for what is followed, counted or worked out.
    pub(crate) fn own_field(&self) -> Option<&Key> {
        match &self.left.form {
            Form::Path(path) if path.len() == 1 => path.first(),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Filled,
    Empty,
    Is(Vec<Compared>),
    IsNot(Vec<Compared>),
    Compare(Sign, Compared),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Clone, Debug, PartialEq)]
enum Compared {
    /// A word or number, with what it is compared as.
    Literal(String, Plain),
    /// Today and so many days.
    Today(i64),
    /// Another value of the same record.
    Of(Expression),
    /// The record whose page this is.
    This,
}

/// What can be compared.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Number(Decimal),
    Text(String),
}

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fault = || format!("`{text}` is no condition");
        let trimmed = text.trim();
        let expression = |part: &str| Expression::try_from(part.trim().to_owned());
        if let Some(rest) = trimmed.strip_prefix('!') {
            return Ok(Self { left: expression(rest)?, test: Test::Empty, text: trimmed.to_owned() });
        }
        // The first character may be the `=` of a measure; brackets hold conditions of their own.
        let mut depth = 0;
        let position = trimmed.char_indices().skip(1).find(|(_, character)| {
            depth += match character {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            depth == 0 && matches!(character, '=' | '!' | '<' | '>')
        });
        let Some((position, _)) = position else {
            return Ok(Self { left: expression(trimmed)?, test: Test::Filled, text: trimmed.to_owned() });
        };
        let (left, rest) = trimmed.split_at(position);
        let left = expression(left)?;
        let signs = ["!=", "<=", ">=", "<", ">", "="];
        let sign = signs.into_iter().find(|sign| rest.starts_with(sign)).ok_or_else(fault)?;
        let mut wanted: Vec<Compared> = rest[sign.len()..].split('|').map(compared).collect::<Option<_>>().ok_or_else(fault)?;
        let sign = match sign {
            "=" => return Ok(Self { left, test: Test::Is(wanted), text: trimmed.to_owned() }),
            "!=" => return Ok(Self { left, test: Test::IsNot(wanted), text: trimmed.to_owned() }),
            "<" => Sign::Less,
            "<=" => Sign::AtMost,
            ">" => Sign::More,
            _ => Sign::AtLeast,
        };
        let test = match (wanted.pop(), wanted.is_empty()) {
            (Some(compared), true) => Test::Compare(sign, compared),
            _ => return Err(fault()),
        };
        Ok(Self { left, test, text: trimmed.to_owned() })
    }
}

fn compared(text: &str) -> Option<Compared> {
    let text = text.trim();
    if text == "@this" {
        return Some(Compared::This);
    }
    if let Some(other) = text.strip_prefix('@') {
        return Expression::try_from(other.to_owned()).ok().map(Compared::Of);
    }
    match text.strip_prefix("today") {
        Some("") => Some(Compared::Today(0)),
        Some(days) => days.parse().ok().map(Compared::Today),
        None => (!text.is_empty()).then(|| {
            let number = model::parse_float(text).and_then(Decimal::from_f64);
            Compared::Literal(text.to_owned(), number.map_or_else(|| Plain::Text(text.to_owned()), Plain::Number))
        }),
    }
}

impl Condition {
    /// What keeps it from being worked out on records of this kind.
    pub fn fault(&self, kind: &'static Kind, registry: &Registry, rules: &Rules) -> Option<String> {
        if let Some(fault) = self.left.fault(kind, registry, rules) {
            return Some(fault);
        }
        let wanted: &[Compared] = match &self.test {
            Test::Is(wanted) | Test::IsNot(wanted) => wanted,
            Test::Compare(_, compared) => std::slice::from_ref(compared),
            Test::Filled | Test::Empty => &[],
        };
        let choices = self.left.field(kind, registry).filter(|(_, field)| matches!(field.choices, model::Choices::Fixed(_))).map(|(_, field)| field);
        wanted.iter().find_map(|compared| match compared {
            Compared::Of(other) => other.fault(kind, registry, rules),
            Compared::Literal(code, _) => choices
                .filter(|field| !field.choices.codes().contains(&code.as_str()))
                .map(|field| format!("{}: {}.{} has no choice {code}", self.text, kind.name, field.name)),
            Compared::Today(_) | Compared::This => None,
        })
    }
}

/// Which records, in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Kind of the records.
    pub kind: Key,
    /// Conditions that all hold.
    pub conditions: Vec<Condition>,
    /// Expression to sort by, with `-` before it for descending.
    pub sort: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

readable!(Source { kind: one, conditions: other as "where", sort: other, limit: other });

impl Source {
    /// What keeps it from being worked out.
    pub fn fault(&self, registry: &Registry, rules: &Rules) -> Option<String> {
        let Some(kind) = registry.kind(&self.kind) else { return Some(format!("no kind is called {}", self.kind)) };
        if let Some(fault) = self.conditions.iter().find_map(|condition| condition.fault(kind, registry, rules)) {
            return Some(fault);
        }
        let sort = self.sort.as_deref()?;
        match Expression::try_from(sort.trim_start_matches('-').to_owned()) {
            Ok(expression) => expression.fault(kind, registry, rules),
            Err(fault) => Some(fault),
        }
    }
}

/// Works out expressions on one state of the records.
pub struct Evaluator<'a> {
    /// The records, kinds and day.
    pub context: Context<'a>,
    /// Measures and figures.
    pub rules: &'a Rules,
    /// The record whose page this is.
    pub this: Option<Id>,
}

impl<'a> Evaluator<'a> {
    /// For one state of the records.
    pub fn new(context: Context<'a>, rules: &'a Rules) -> Self {
        Self { context, rules, this: None }
    }

    /// On the page of this record.
    #[must_use]
    pub fn on_page_of(mut self, record: Id) -> Self {
        self.this = Some(record);
        self
    }

    /// The records of a source, in its order.
    pub fn records(&self, source: &Source) -> Vec<Arc<Record>> {
        let mut found: Vec<Arc<Record>> =
            self.context.records.of_kind(&source.kind).filter(|record| self.accepts(&source.conditions, record)).cloned().collect();
        if let Some(sort) = &source.sort
            && let Ok(by) = Expression::try_from(sort.trim_start_matches('-').to_owned())
        {
            let mut keyed: Vec<(Option<Plain>, Arc<Record>)> =
                found.into_iter().map(|record| (self.value(&by, &record).as_ref().and_then(plain), record)).collect();
            let descending = sort.starts_with('-');
            // Records without the value come last in either direction.
            keyed.sort_by(|(a, _), (b, _)| match (a, b) {
                (Some(a), Some(b)) if descending => order(b, a),
                (Some(a), Some(b)) => order(a, b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
            found = keyed.into_iter().map(|(_, record)| record).collect();
        }
        found.truncate(source.limit.unwrap_or(usize::MAX));
        found
    }

    /// Whether a record meets all conditions.
    pub fn accepts(&self, conditions: &[Condition], record: &Record) -> bool {
        conditions.iter().all(|condition| self.meets(condition, record))
    }

    /// Whether the record's own field is empty, where that is seen without working out a value: most conditions on many
    /// records are of this kind.
    fn own_blank(&self, condition: &Condition, record: &Record) -> Option<bool> {
        let name = condition.own_field()?;
        let Some(json) = record.field(name) else { return Some(true) };
        let field = self.context.registry.kind(&record.kind)?.field(name)?;
        match field.value {
            ValueType::Line | ValueType::Prose | ValueType::Url => json.as_str().map(|text| text.trim().is_empty()),
            ValueType::Choice => json.as_str().map(|_| false),
            _ => None,
        }
    }

    fn meets(&self, condition: &Condition, record: &Record) -> bool {
        if let Test::Filled | Test::Empty = condition.test
            && let Some(blank) = self.own_blank(condition, record)
        {
            return blank == (condition.test == Test::Empty);
        }
        let value = self.value(&condition.left, record);
        let blank = || match (&value, &condition.left.form) {
            (None, _) => true,
            (Some(value), Form::Count(_) | Form::Sum(..) | Form::RowCount(_) | Form::RowSum(..)) => number_of(value) == Some(Decimal::ZERO),
            (Some(Parameter::List(list)), _) => list.is_empty(),
            (Some(Parameter::Rows(_, rows)), _) => rows.is_empty(),
            (Some(Parameter::Text(text)), _) => text.trim().is_empty(),
            _ => false,
        };
        let any = |wanted: &[Compared]| {
            let values: Vec<Plain> = match &value {
                None => return false,
                Some(Parameter::List(list)) => list.iter().filter_map(plain).collect(),
                Some(value) => plain(value).into_iter().collect(),
            };
            wanted.iter().filter_map(|compared| self.compared(compared, record)).any(|wanted| values.iter().any(|value| same(value, &wanted)))
        };
        match &condition.test {
            Test::Filled => !blank(),
            Test::Empty => blank(),
            Test::Is(wanted) => any(wanted),
            Test::IsNot(wanted) => !any(wanted),
            Test::Compare(sign, compared) => {
                let left = value.as_ref().and_then(plain);
                let right = self.compared(compared, record);
                left.zip(right).is_some_and(|(left, right)| {
                    let order = order(&left, &right);
                    match sign {
                        Sign::Less => order.is_lt(),
                        Sign::AtMost => order.is_le(),
                        Sign::More => order.is_gt(),
                        Sign::AtLeast => order.is_ge(),
                    }
                })
            }
        }
    }

    fn compared(&self, compared: &Compared, record: &Record) -> Option<Plain> {
        match compared {
            Compared::Literal(_, plain) => Some(plain.clone()),
            Compared::Today(days) => Some(Plain::Text(model::add_days(self.context.today, *days).to_string())),
            Compared::Of(other) => self.value(other, record).as_ref().and_then(plain),
            Compared::This => self.this.map(|id| Plain::Text(id.to_string())),
        }
    }

    /// The value of an expression on a record; `None` where something is missing.
    pub fn value(&self, expression: &Expression, record: &Record) -> Option<Parameter> {
        match &expression.form {
            Form::Itself => Some(self.record_parameter(record)),
            Form::Path(path) => self.path(path, record),
            Form::Count(linked) => Some(Parameter::Count(self.linked(linked, record.id).len() as i64)),
            Form::Sum(linked, value) => Some(sum(self.linked(linked, record.id).iter().filter_map(|record| self.value(value, record)))),
            Form::RowCount(rows) => Some(Parameter::Count(record.field(rows).and_then(Rows::read).map_or(0, |rows| rows.len()) as i64)),
            Form::RowSum(rows, column) => {
                let field = self.context.registry.kind(&record.kind)?.field(rows)?;
                let definition = field.columns.iter().find(|known| known.name == column.as_str())?;
                let rows = record.field(rows).and_then(Rows::read).unwrap_or_default();
                let cells = rows.iter().filter_map(|row| row.get(column.as_str()));
                Some(sum(cells
                    .filter_map(|json| self.typed(&record.kind, definition, value_type_of(self.context.records, definition, Some(record)), json))))
            }
            Form::Measure(name) => (self.rules.measure_named(name)?)(&self.context, record),
        }
    }

    /// The value as a plain number, for pictures.
    pub fn number(&self, expression: &Expression, record: &Record) -> Option<Decimal> {
        self.value(expression, record).as_ref().and_then(number_of)
    }

    /// A record with its title.
    pub fn record_parameter(&self, record: &Record) -> Parameter {
        Parameter::Record(record.id, Box::new(title_of(record, &self.context)))
    }

    fn path(&self, path: &[Key], record: &Record) -> Option<Parameter> {
        let (name, rest) = path.split_first()?;
        let kind = self.context.registry.kind(&record.kind)?;
        let field = kind.field(name)?;
        let json = record.field(name)?;
        if rest.is_empty() {
            if is_amount(self.context.records, field, record) {
                return Number::read(json).map(|major| Parameter::Money(Money::from_major(major)));
            }
            return self.typed(kind.name, field, value_type_of(self.context.records, field, Some(record)), json);
        }
        let mut values: Vec<Parameter> =
            links_of(field, record).into_iter().filter_map(|id| self.context.records.get(id)).filter_map(|next| self.path(rest, next)).collect();
        match field.value {
            ValueType::Link => values.pop(),
            _ => (!values.is_empty()).then_some(Parameter::List(values)),
        }
    }

    fn typed(&self, kind: &str, field: &FieldDef, value: ValueType, json: &Json) -> Option<Parameter> {
        let record = |id: Id| match self.context.records.get(id) {
            Some(record) => self.record_parameter(record),
            None => Parameter::Record(id, Box::new(Parameter::key("ui.record.gone"))),
        };
        Some(match value {
            ValueType::Line | ValueType::Prose | ValueType::Url => Parameter::Text(Line::read(json)?),
            ValueType::Instant => Parameter::Instant(Line::read(json)?),
            ValueType::Number => Parameter::Number(Number::read(json)?),
            ValueType::Ratio => Parameter::Ratio(Number::read(json)?),
            ValueType::Money => Parameter::Money(MoneyField::read(json)?),
            ValueType::Date => Parameter::Date(DateField::read(json)?),
            ValueType::Month => Parameter::Month(MonthField::read(json)?),
            ValueType::Span => Parameter::Span(SpanField::read(json)?),
            ValueType::Duration | ValueType::Score => Parameter::Count(Score::read(json)?),
            ValueType::Bool => Parameter::key(if Bool::read(json)? { "ui.yes" } else { "ui.no" }),
            ValueType::Choice => Parameter::choice(kind, field.name, json.as_str()?),
            ValueType::Tags => Parameter::List(Tags::read(json)?.into_iter().map(Parameter::Text).collect()),
            ValueType::Link => record(model::Link::read(json)?),
            ValueType::Links => Parameter::List(Links::read(json)?.into_iter().map(record).collect()),
            ValueType::Rows => {
                let path = |column: &FieldDef| format!("{}.{}", field.name, column.name);
                let cell = |row: &model::Object, column: &FieldDef| {
                    let json = row.get(column.name)?;
                    match column.value {
                        ValueType::Choice => Some(Parameter::choice(kind, &path(column), json.as_str()?)),
                        other => self.typed(kind, column, other, json),
                    }
                };
                let rows = Rows::read(json)?;
                let heads = field.columns.iter().map(|column| format!("field.{kind}.{}", path(column))).collect();
                Parameter::Rows(heads, rows.iter().map(|row| field.columns.iter().map(|column| cell(row, column)).collect()).collect())
            }
            ValueType::Attachment => Parameter::Text(json.get("name")?.as_str()?.to_owned()),
        })
    }

    /// The records of a kind that link to this one.
    fn linked(&self, linked: &Linked, to: Id) -> Vec<Arc<Record>> {
        let Some(field) = self.context.registry.kind(&linked.kind).and_then(|kind| kind.field(&linked.link)) else { return Vec::new() };
        let mut found = Vec::new();
        for record in self.context.records.naming(&linked.kind, to) {
            // Several rows of a record may link to the same one; each counts.
            let times = links_of(field, record).into_iter().filter(|id| *id == to).count();
            if times > 0 && self.accepts(&linked.only, record) {
                found.extend(std::iter::repeat_n(record.clone(), times));
            }
        }
        found
    }
}

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

/// What can be compared: numbers as numbers, everything else by its text; a choice by its code.
fn plain(value: &Parameter) -> Option<Plain> {
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

fn same(a: &Plain, b: &Plain) -> bool {
    order(a, b).is_eq()
}

fn order(a: &Plain, b: &Plain) -> std::cmp::Ordering {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{World, registry};

    fn expression(text: &str) -> Expression {
        Expression::try_from(text.to_owned()).unwrap()
    }

    fn accepted(world: &World, condition: &str) -> Vec<String> {
        let source = Source { kind: Key::new("task"), conditions: vec![Condition::try_from(condition.to_owned()).unwrap()], sort: None, limit: None };
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        evaluator.records(&source).iter().map(|record| record.field("title").and_then(Json::as_str).unwrap_or_default().to_owned()).collect()
    }

    fn check(condition: &str, expected: &[&str]) {
        assert_eq!(accepted(&World::sample(), condition), expected, "{condition}");
    }

    #[test]
    fn conditions_choose_records() {
        check("owner", &["a", "b"]);
        check("!owner", &["c"]);
        check("status=open|doing", &["a", "c"]);
        check("status!=done", &["a", "c"]);
        check("due<today", &["a"]);
        check("due<=today+30", &["a", "b"]);
        check("due<@start", &["b"]);
        check("cost>1000", &["b"]);
        check("urgent=true", &["a"]);
        check("owner.name=Li", &["a"]);
        check("#step.task", &["a", "b"]);
        check("!#step.task", &["c"]);
        check("#step.task[done=true]=1", &["a"]);
        check("+step.task.hours>=5", &["a"]);
        check("#.parts>1", &["b"]);
        check("+.parts.share!=1", &["a", "c"]);
        check("=test.double>1000", &["a", "b"]);
    }

    #[test]
    fn values_keep_their_unit() {
        let world = World::sample();
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        let task = world.records.of_kind("task").next().unwrap().clone();
        let value = |text: &str| evaluator.value(&expression(text), &task);
        assert_eq!(value("cost"), Some(Parameter::Money(Money(60_000))));
        assert_eq!(value("=test.double"), Some(Parameter::Money(Money(120_000))));
        assert_eq!(value("+step.task.hours"), Some(Parameter::Number(Decimal::from_int(5))));
        assert_eq!(value("status"), Some(Parameter::choice("task", "status", "open")));
        assert_eq!(value("owner").map(|owner| owner.plain()), Some("Li".to_owned()));
        assert_eq!(value("note"), None);
    }

    #[test]
    fn sources_sort_with_missing_values_last_and_cut() {
        let world = World::sample();
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        let titles = |sort: &str, limit| {
            let source = Source { kind: Key::new("task"), conditions: Vec::new(), sort: Some(sort.to_owned()), limit };
            evaluator
                .records(&source)
                .iter()
                .map(|record| record.field("title").and_then(Json::as_str).unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(titles("due", None), ["a", "b", "c"]);
        assert_eq!(titles("-due", None), ["b", "a", "c"]);
        assert_eq!(titles("-cost", Some(1)), ["b"]);
    }

    #[test]
    fn what_cannot_be_worked_out_is_said() {
        let world = World::sample();
        let (registry, rules) = (registry(), world.rules());
        let task = registry.kind("task").unwrap();
        let fault = |text: &str| Condition::try_from(text.to_owned()).unwrap().fault(task, &registry, &rules);
        for good in ["owner.name=Li", "#step.task[done=true]", "+step.task.hours>1", "status=open", "=test.double>1", "due<@start"] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in
            ["ownr", "owner.nam", "status=opn", "#stp.task", "#step.owner", "+step.task.hour>1", "=test.triple", "due<@begin", "#step.task[dne]"]
        {
            assert!(fault(bad).is_some(), "{bad}");
        }
        for broken in ["Owner", "a..b", "#step", "+step.task", "due<", "due<1|2", ""] {
            assert!(Condition::try_from(broken.to_owned()).is_err(), "{broken}");
        }
    }
}
