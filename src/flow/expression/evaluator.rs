//! How expressions, conditions and sources are worked out on one state of the records.

use std::sync::Arc;

use model::{
    Bool, DateField, Decimal, FieldDef, FieldType, Fields, Id, Json, Key, Line, Links, Money, MoneyField, MonthField, Number, Record, Rows, Score,
    SpanField, Tags, ValueType, is_amount, links_of, unit_word_of, value_type_of,
};

use super::condition::{Compared, Condition, Sign, Source, Test};
use super::value::{Plain, number_of, order, plain, same, sum};
use super::{Expression, Form, Linked};
use crate::finding::{Parameter, title_of};
use crate::rules::{Context, Rules};

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
            let value = self.typed(kind.name, field, value_type_of(self.context.records, field, Some(record)), json);
            // A plain number is told with the unit of what measures it.
            return match value {
                Some(Parameter::Number(number)) if !field.measured_by.is_empty() => {
                    Some(Parameter::counted(number, unit_word_of(self.context.records, field, record)))
                }
                value => value,
            };
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
