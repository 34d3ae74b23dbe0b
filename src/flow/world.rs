//! A small world for the tests of this crate: tasks with owners, steps and parts.

use model::{
    Bool, Choice, Date, DateField, FieldType, Handle, Id, Json, Key, Line, Link, MoneyField, Number, Ratio, Record, RecordSet, Registry, Rows, Score,
    Stamp, record,
};
use serde_json::json;

use crate::finding::Parameter;
use crate::rules::{Context, Rules};

mod person {
    use super::*;
    record! {
        /// Someone.
        PERSON = "person", title "name";
        NAME: Line = "name", required;
    }
}

mod task {
    use super::*;
    const SHARE: Handle<Ratio> = Handle::<Ratio>::new("share");
    record! {
        /// Some work.
        TASK = "task", title "title";
        TITLE: Line = "title", required;
        OWNER: Link = "owner", to(&["person"]);
        STATUS: Choice = "status", one_of(&["open", "doing", "done"]);
        START: DateField = "start";
        DUE: DateField = "due";
        COST: MoneyField = "cost";
        NOTE: Line = "note";
        URGENT: Bool = "urgent";
        EFFORT: Score = "effort", range(1.0, 5.0);
        VALUE: Score = "value", range(1.0, 5.0);
        PARENT: Link = "parent", to(&["task"]);
        PARTS: Rows = "parts", columns(&[SHARE.def]);
    }
}

mod step {
    use super::*;
    record! {
        /// A part of a task.
        STEP = "step", title "name";
        NAME: Line = "name";
        TASK: Link = "task", to(&["task"]);
        PERSON: Link = "person", to(&["person"]);
        HOURS: Number = "hours";
        DONE: Bool = "done";
    }
}

/// The kinds.
pub(crate) fn registry() -> Registry {
    Registry::new([&person::PERSON, &task::TASK, &step::STEP])
}

/// Records and kinds.
pub(crate) struct World {
    pub(crate) records: RecordSet,
    registry: Registry,
}

impl World {
    /// The kinds without any record.
    pub(crate) fn empty() -> Self {
        Self { records: RecordSet::default(), registry: registry() }
    }

    /// Three tasks: `a` late and in steps, `b` done with dates the wrong way round, `c` bare.
    pub(crate) fn sample() -> Self {
        let mut world = Self { records: RecordSet::default(), registry: registry() };
        let id = |number: u64| Id::from_number(number).to_string();
        world.add(1, "person", json!({"name": "Li"}));
        world.add(2, "person", json!({"name": "An"}));
        world.add(
            11,
            "task",
            json!({"title": "a", "owner": id(1), "status": "open", "start": "2026-05-01", "due": "2026-06-01", "cost": 60_000,
            "urgent": true, "effort": 2, "value": 5, "parts": [{"share": 0.5}]}),
        );
        world.add(
            12,
            "task",
            json!({"title": "b", "owner": id(2), "status": "done", "start": "2026-08-01", "due": "2026-07-15", "cost": 250_000,
            "effort": 4, "value": 1, "parent": id(11), "parts": [{"share": 0.4}, {"share": 0.6}]}),
        );
        world.add(13, "task", json!({"title": "c", "status": "doing"}));
        world.add(21, "step", json!({"name": "x", "task": id(11), "person": id(1), "hours": 2, "done": true}));
        world.add(22, "step", json!({"name": "y", "task": id(11), "person": id(2), "hours": 3}));
        world.add(23, "step", json!({"name": "z", "task": id(12), "person": id(2), "hours": 1}));
        world
    }

    fn add(&mut self, number: u64, kind: &str, fields: Json) {
        let mut record = Record::new(Id::from_number(number), kind, Stamp { time: number, ..Stamp::default() });
        record.fields = fields.as_object().into_iter().flatten().map(|(name, value)| (Key::new(name), value.clone())).collect();
        self.records.insert(record);
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { records: &self.records, registry: &self.registry, today: Date::from_ymd_opt(2026, 6, 30).unwrap_or_default() }
    }

    pub(crate) fn rules(&self) -> Rules {
        let mut rules = Rules::default();
        rules.measure("test.double", |_, record| {
            let cost = record.fields.get("cost").and_then(MoneyField::read)?;
            Some(Parameter::Money(model::Money(cost.0 * 2)))
        });
        rules.figure("test.answer", |_| Some(Parameter::Count(42)));
        rules
    }
}
