//! What follows from a record by one press, as content declares it (`actions` of a pillar): a record made from it
//! with fields taken over, a link back, fields set on the source. One step for undo. Storing it is the caller's business.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{
    Choices, DateField, Decimal, FieldDef, FieldType, Fields, Id, Json, Key, Kind, Line, Link, Links, MoneyField, MonthField, Number, Object, Record,
    Registry, Rows, Score, Stamp, Tags, ValueType,
};

use crate::expression::{Condition, Evaluator, Expression, day_of, number_of};
use crate::finding::Parameter;
use crate::read::{Read, readable};
use crate::rules::Rules;
use crate::state::FieldValues;
use crate::texts::ActionTexts;
use crate::validate::placeholders;

/// Something that can be done with a record.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionDef {
    /// Name in texts.
    pub id: String,
    /// Requirement ids served by it.
    pub covers: Vec<String>,
    /// Kind of the records it is offered on.
    pub kind: Key,
    /// It is offered while these hold.
    pub conditions: Vec<Condition>,
    /// A table inside the record: offered for each of its rows, by itself.
    pub each: Option<Key>,
    /// Columns of a row that must be empty, or hold one of the codes after `=`.
    pub only: Vec<String>,
    /// Kind of the record made; none when only the source changes.
    pub makes: Option<Key>,
    /// Fields of the record made.
    pub fields: BTreeMap<String, Given>,
    /// Field of the source, or column of the row, that leads to the record made.
    pub link: Option<Key>,
    /// Fields of the source, or columns of the row, set besides.
    pub set: BTreeMap<String, Given>,
    /// Offered on the page of a record alone, not proposed in steps.
    pub quiet: bool,
}

readable!(ActionDef {
    id: one,
    covers: other,
    kind: one,
    conditions: other as "where",
    each: other,
    only: other,
    makes: other,
    fields: other,
    link: other,
    set: other,
    quiet: other
});

/// Where a value of an action comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A code, number or `true`, written `'open`.
    Code(String),
    /// Today and so many days, written `today+30`.
    Today(i64),
    /// Words of the texts, written `:title`; `{expression}` in them is filled in.
    Words(String),
    /// A column of the row, written `.proposal`.
    Cell(Key),
    /// Worked out on the source.
    Value(Expression),
}

impl Read for Given {
    fn read(json: Json) -> Result<Self, String> {
        let text = String::read(json)?;
        if let Some(code) = text.strip_prefix('\'') {
            return Ok(Self::Code(code.to_owned()));
        }
        if let Some(key) = text.strip_prefix(':') {
            return Ok(Self::Words(key.to_owned()));
        }
        if let Some(column) = text.strip_prefix('.') {
            return Ok(Self::Cell(Key::new(column)));
        }
        match text.strip_prefix("today") {
            Some("") => Ok(Self::Today(0)),
            Some(days) => days.parse().map(Self::Today).map_err(|_| format!("`{text}` is no day")),
            None => Expression::try_from(text).map(Self::Value),
        }
    }
}

/// An action at a record, or at one row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The source.
    pub record: Arc<Record>,
    /// Position of the row.
    pub row: Option<usize>,
}

/// What an action does, for one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The record made.
    pub record: Option<Record>,
    /// New values of the source.
    pub set: FieldValues,
}

impl ActionDef {
    /// Where it is offered now, in the order of the records.
    pub fn offers(&self, evaluator: &Evaluator<'_>) -> Vec<Offer> {
        evaluator.context.records.of_kind(&self.kind).flat_map(|record| self.offers_at(record, evaluator)).collect()
    }

    /// Where it is offered at one record.
    pub fn offers_at(&self, record: &Arc<Record>, evaluator: &Evaluator<'_>) -> Vec<Offer> {
        if !evaluator.accepts(&self.conditions, record) {
            return Vec::new();
        }
        let Some(each) = &self.each else { return vec![Offer { record: record.clone(), row: None }] };
        let rows = record.field(each).and_then(Rows::read).unwrap_or_default();
        let open = rows.iter().enumerate().filter(|(_, row)| self.open(row));
        open.map(|(index, _)| Offer { record: record.clone(), row: Some(index) }).collect()
    }

    /// Whether a row is still to be worked on: it leads to nothing yet.
    fn open(&self, row: &Object) -> bool {
        let text = |column: &str| row.get(column).and_then(Json::as_str).unwrap_or_default();
        let linked = self.link.as_ref().is_some_and(|link| !text(link).is_empty());
        !linked
            && self.only.iter().all(|only| match only.split_once('=') {
                Some((column, codes)) => text(column).is_empty() || codes.split('|').any(|code| code == text(column)),
                None => text(only).is_empty(),
            })
    }

    /// Works it out. `id` is the id of the record made.
    pub fn run(&self, texts: &ActionTexts, offer: &Offer, id: Id, evaluator: &Evaluator<'_>) -> Done {
        let registry = evaluator.context.registry;
        let rows = self.each.as_ref().and_then(|each| offer.record.field(each)).and_then(Rows::read).unwrap_or_default();
        let row = offer.row.and_then(|index| rows.get(index));
        let source = Source { action: self, texts, record: &offer.record, row, evaluator };
        let made = self.makes.as_ref().and_then(|makes| registry.kind(makes)).map(|kind| {
            let mut record = Record::new(id, kind.name, Stamp::default());
            for (name, given) in &self.fields {
                if let Some((field, json)) = kind.field(name).and_then(|field| Some((field, source.json(given, field)?))) {
                    record.fields.insert(Key::new(field.name), json);
                }
            }
            record
        });
        let own = registry.kind(&self.kind);
        let target = |name: &str| match &self.each {
            Some(each) => own.and_then(|kind| kind.field(each)).and_then(|field| field.columns.iter().find(|column| column.name == name)),
            None => own.and_then(|kind| kind.field(name)),
        };
        let mut values: Vec<(Key, Json)> = Vec::new();
        if let Some((link, made)) = self.link.as_ref().zip(made.as_ref()) {
            let many = target(link).is_some_and(|field| field.value == ValueType::Links);
            let before = offer.record.field(link).and_then(Links::read).unwrap_or_default();
            let json = if many { Links::write(before.into_iter().chain([made.id]).collect()) } else { Link::write(made.id) };
            values.push((link.clone(), json));
        }
        values.extend(self.set.iter().filter_map(|(name, given)| Some((Key::new(name), source.json(given, target(name)?)?))));
        let set = match (&self.each, offer.row) {
            (Some(each), Some(index)) => {
                let mut rows = rows.clone();
                if let Some(row) = rows.get_mut(index) {
                    row.extend(values.into_iter().map(|(name, json)| (name.to_string(), json)));
                }
                vec![(each.clone(), Some(Rows::write(rows)))]
            }
            _ => values.into_iter().map(|(name, json)| (name, Some(json))).collect(),
        };
        Done { record: made, set }
    }

    /// What keeps it from being worked out.
    pub fn fault(&self, registry: &Registry, rules: &Rules) -> Option<String> {
        let Some(kind) = registry.kind(&self.kind) else { return Some(format!("no kind is called {}", self.kind)) };
        if let Some(fault) = self.conditions.iter().find_map(|condition| condition.fault(kind, registry, rules)) {
            return Some(fault);
        }
        let columns = match &self.each {
            Some(each) => match kind.field(each) {
                Some(field) if field.value == ValueType::Rows => Some(field.columns),
                _ => return Some(format!("{} has no table {each}", kind.name)),
            },
            None => None,
        };
        let own = |name: &str| match columns {
            Some(columns) => columns.iter().find(|column| column.name == name),
            None => kind.field(name),
        };
        if let Some(unknown) = self.only.iter().map(|only| only.split('=').next().unwrap_or_default()).find(|name| own(name).is_none()) {
            return Some(format!("there is no column {unknown}"));
        }
        let made = match &self.makes {
            Some(makes) => match registry.kind(makes) {
                Some(made) => Some(made),
                None => return Some(format!("no kind is called {makes}")),
            },
            None if self.set.is_empty() || !self.fields.is_empty() => return Some("it neither makes nor sets anything".to_owned()),
            None => None,
        };
        if let Some(link) = &self.link {
            let leads = |field: &FieldDef| self.makes.as_ref().is_some_and(|makes| field.targets.contains(&makes.as_str()));
            if !own(link).is_some_and(leads) {
                return Some(format!("{link} does not link to what is made"));
            }
        }
        let fields = self.fields.iter().map(|(name, given)| (name, given, made.and_then(|made| made.field(name))));
        let sets = self.set.iter().map(|(name, given)| (name, given, own(name)));
        for (name, given, field) in fields.chain(sets) {
            let Some(field) = field else { return Some(format!("there is no field {name}")) };
            if let Some(fault) = given.fault(kind, columns, field, registry, rules) {
                return Some(format!("{name}: {fault}"));
            }
        }
        made.and_then(|made| made.fields.iter().find(|field| field.required && !self.fields.contains_key(field.name)))
            .map(|field| format!("{} needs {}", self.makes.as_deref().unwrap_or_default(), field.name))
    }

    /// Keys of the words that it needs.
    pub fn words(&self) -> Vec<&str> {
        self.fields
            .values()
            .chain(self.set.values())
            .filter_map(|given| if let Given::Words(key) = given { Some(key.as_str()) } else { None })
            .collect()
    }

    /// What is wrong with its words in one language.
    pub fn words_fault(&self, texts: &ActionTexts, registry: &Registry, rules: &Rules) -> Option<String> {
        let kind = registry.kind(&self.kind)?;
        let needed = self.words();
        if let Some(missing) = needed.iter().find(|key| !texts.words.contains_key(**key)) {
            return Some(format!("words.{missing} is missing"));
        }
        if let Some(idle) = texts.words.keys().find(|key| !needed.contains(&key.as_str())) {
            return Some(format!("words.{idle} is not needed"));
        }
        if self.quiet != texts.why.trim().is_empty() {
            return Some(if self.quiet { "why is not shown" } else { "why is missing" }.to_owned());
        }
        texts.words.values().chain([&texts.why]).flat_map(|text| placeholders(text)).find_map(|inside| {
            match Expression::try_from(inside.to_owned()) {
                Ok(expression) => expression.fault(kind, registry, rules),
                Err(fault) => Some(fault),
            }
        })
    }
}

impl Given {
    fn fault(
        &self,
        kind: &'static Kind,
        columns: Option<&'static [FieldDef]>,
        field: &FieldDef,
        registry: &Registry,
        rules: &Rules,
    ) -> Option<String> {
        let code_fault = |code: &str| {
            let fixed = matches!(field.choices, Choices::Fixed(_));
            (fixed && !field.choices.codes().contains(&code)).then(|| format!("there is no choice {code}"))
        };
        match self {
            Self::Code(code) if field.value == ValueType::Choice => code_fault(code),
            Self::Code(_) | Self::Words(_) => None,
            Self::Today(_) => (!matches!(field.value, ValueType::Date | ValueType::Month)).then(|| "a day does not belong here".to_owned()),
            Self::Cell(column) => {
                let known = columns.is_some_and(|columns| columns.iter().any(|known| known.name == column.as_str()));
                (!known).then(|| format!("there is no column {column}"))
            }
            Self::Value(expression) => expression.fault(kind, registry, rules).or_else(|| {
                if field.value != ValueType::Choice {
                    return None;
                }
                let (_, from) = expression.field(kind, registry)?;
                from.choices.codes().iter().find_map(|code| code_fault(code))
            }),
        }
    }
}

/// What the values of an action are taken from.
struct Source<'a> {
    action: &'a ActionDef,
    texts: &'a ActionTexts,
    record: &'a Record,
    row: Option<&'a Object>,
    evaluator: &'a Evaluator<'a>,
}

impl Source<'_> {
    fn json(&self, given: &Given, field: &FieldDef) -> Option<Json> {
        match given {
            Given::Code(code) => Some(match field.value {
                ValueType::Bool => Json::Bool(code == "true"),
                ValueType::Number | ValueType::Ratio | ValueType::Score | ValueType::Money => {
                    Number::write(Decimal::from_f64(model::parse_float(code)?)?)
                }
                _ => Json::from(code.as_str()),
            }),
            Given::Today(days) => written(&Parameter::Date(model::add_days(self.evaluator.context.today, *days)), field),
            Given::Words(key) => written(&Parameter::Text(self.fill(self.texts.words.get(key)?)), field),
            Given::Cell(column) => self.row?.get(column.as_str()).filter(|json| !json.is_null()).map(|json| cut(json.clone(), field)),
            Given::Value(expression) => {
                let kind = self.evaluator.context.registry.kind(&self.action.kind)?;
                let own = expression.field(kind, self.evaluator.context.registry).filter(|(owner, _)| owner.name == kind.name);
                match own.filter(|(_, from)| from.value == field.value && from.name == expression.text()) {
                    Some((_, from)) => self.record.field(from.name).map(|json| cut(json.clone(), field)),
                    None => written(&self.evaluator.value(expression, self.record)?, field),
                }
            }
        }
    }

    /// The words with values filled in; what is not known is left out.
    fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for inside in placeholders(text) {
            let value = Expression::try_from(inside.to_owned()).ok().and_then(|expression| self.evaluator.value(&expression, self.record));
            let words = value.map(|value| value.plain()).unwrap_or_default();
            filled = filled.replace(&format!("{{{inside}}}"), &words);
        }
        filled
    }
}

/// A text no longer than its field.
fn cut(json: Json, field: &FieldDef) -> Json {
    match (json, field.max_length) {
        (Json::String(text), Some(limit)) if text.chars().count() > limit => Json::String(text.chars().take(limit).collect()),
        (json, _) => json,
    }
}

/// A value as a field keeps it; none when it does not fit.
fn written(value: &Parameter, field: &FieldDef) -> Option<Json> {
    let id = |value: &Parameter| if let Parameter::Record(id, _) = value { Some(*id) } else { None };
    let ids = || match value {
        Parameter::List(list) => list.iter().filter_map(id).collect(),
        one => id(one).into_iter().collect::<Vec<Id>>(),
    };
    match field.value {
        ValueType::Link => ids().first().map(|id| Link::write(*id)),
        ValueType::Links => Some(ids()).filter(|ids| !ids.is_empty()).map(Links::write),
        ValueType::Line | ValueType::Prose | ValueType::Url => {
            let text = value.plain();
            (!text.trim().is_empty()).then(|| cut(Line::write(text), field))
        }
        ValueType::Choice => match value {
            Parameter::Key(key) => key.rsplit('.').next().map(Json::from),
            _ => None,
        },
        ValueType::Number | ValueType::Ratio => number_of(value).map(Number::write),
        ValueType::Money => match value {
            Parameter::Money(money) => Some(MoneyField::write(*money)),
            other => number_of(other).map(|number| MoneyField::write(model::Money::from_major(number))),
        },
        ValueType::Score | ValueType::Duration => number_of(value).map(|number| Score::write(number.rounded(0).millionths() / 1_000_000)),
        ValueType::Date => day_of(value).map(DateField::write),
        ValueType::Month => day_of(value).map(|day| MonthField::write(model::Month::of(day))),
        ValueType::Tags => match value {
            Parameter::List(list) => Some(Tags::write(list.iter().map(Parameter::plain).collect())),
            one => Some(Tags::write(vec![one.plain()])),
        },
        ValueType::Bool | ValueType::Span | ValueType::Instant | ValueType::Attachment | ValueType::Rows => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{World, registry};

    const FOLLOW: &str = r#"{ "id": "follow", "kind": "task", "where": ["status!=done"], "makes": "step",
        "fields": { "name": ":name", "task": "@", "person": "owner", "hours": "cost", "done": "'true" }, "set": { "status": "'done", "due": "today+7" } }"#;

    fn action(json: &str) -> ActionDef {
        serde_json::from_str(json).unwrap_or_else(|fault| panic!("{json}: {fault}"))
    }

    fn texts() -> ActionTexts {
        ActionTexts {
            label: "Follow".to_owned(),
            why: "{owner} works on {title}".to_owned(),
            words: [("name".to_owned(), "After {title} of {owner}".to_owned())].into(),
        }
    }

    #[test]
    fn a_record_is_made_from_another_in_one_step() {
        let world = World::sample();
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        let follow = action(FOLLOW);
        assert_eq!((follow.fault(&registry(), &rules), follow.words_fault(&texts(), &registry(), &rules)), (None, None));
        let offers = follow.offers(&evaluator);
        assert_eq!(offers.iter().map(|offer| offer.record.field("title").and_then(Json::as_str).unwrap()).collect::<Vec<_>>(), ["a", "c"]);
        let done = follow.run(&texts(), &offers[0], Id::from_number(99), &evaluator);
        let made = done.record.unwrap();
        let told = |name: &str| made.field(name).cloned().unwrap();
        assert_eq!((told("name"), told("task")), (Json::from("After a of Li"), Json::from(offers[0].record.id.to_string())));
        assert_eq!((told("hours"), told("done")), (Json::from(600), Json::Bool(true)));
        assert_eq!(done.set[0], (Key::new("due"), Some(DateField::write(model::add_days(world.context().today, 7)))));
        assert_eq!(done.set[1], (Key::new("status"), Some(Json::from("done"))));
        // Where nothing is known, nothing is filled in.
        let done = follow.run(&texts(), &offers[1], Id::from_number(99), &evaluator);
        assert_eq!(done.record.unwrap().field("person"), None);
        let why = texts().values_of_why(&offers[0].record, &evaluator);
        assert_eq!(
            why.iter().map(|(inside, value)| (inside.as_str(), value.as_ref().map(Parameter::plain))).collect::<Vec<_>>(),
            [("owner", Some("Li".to_owned())), ("title", Some("a".to_owned()))]
        );
    }

    #[test]
    fn rows_are_worked_on_one_by_one() {
        let mut world = World::sample();
        let task = world.records.of_kind("task").next().unwrap().clone();
        let rows = serde_json::json!([{ "share": 0.5 }, { "share": 0.25 }]);
        let mut changed = Record::clone(&task);
        changed.fields.insert(Key::new("parts"), rows);
        world.records.insert(changed);
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        let split = action(
            r#"{ "id": "split", "kind": "task", "each": "parts", "makes": "step", "fields": { "task": "@", "hours": ".share" }, "set": { "share": "'1" } }"#,
        );
        assert_eq!(split.fault(&registry(), &rules), None);
        let offers = split.offers_at(world.records.get(task.id).unwrap(), &evaluator);
        assert_eq!(offers.iter().map(|offer| offer.row).collect::<Vec<_>>(), [Some(0), Some(1)]);
        let done = split.run(&ActionTexts::default(), &offers[1], Id::from_number(99), &evaluator);
        assert_eq!(done.record.unwrap().field("hours"), Some(&Json::from(0.25)));
        assert_eq!(done.set, [(Key::new("parts"), Some(serde_json::json!([{ "share": 0.5 }, { "share": 1 }])))]);
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let (registry, world) = (registry(), World::sample());
        let rules = world.rules();
        for (good, bad) in [
            (r#""owner""#, r#""ownr""#),
            (r#"makes": "step""#, r#"makes": "stp""#),
            (r#"'done""#, r#"'doen""#),
            (r#""hours": "cost""#, r#""hour": "cost""#),
            (r#""due": "today+7""#, r#""title": "today+7""#),
        ] {
            assert!(action(&FOLLOW.replace(good, bad)).fault(&registry, &rules).is_some(), "{bad}");
        }
        assert!(action(&FOLLOW.replace(r#""status!=done""#, r#""status!=doen""#)).fault(&registry, &rules).is_some());
        assert!(action(&FOLLOW.replace(r#""name": ":name", "#, "")).words_fault(&texts(), &registry, &rules).is_some(), "idle words");
        assert!(action(FOLLOW).words_fault(&ActionTexts::default(), &registry, &rules).is_some(), "missing words");
        let silent = ActionTexts { why: String::new(), ..texts() };
        assert_eq!(action(FOLLOW).words_fault(&silent, &registry, &rules).as_deref(), Some("why is missing"));
        assert!(serde_json::from_str::<ActionDef>(&FOLLOW.replace("today+7", "today+x")).is_err());
    }
}
