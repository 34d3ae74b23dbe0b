//! A workspace under test: records by name, changes as the store makes them, actions as content declares them.

use std::collections::BTreeMap;

use flow::{Context, Evaluator, Offer, PillarTexts};
use model::*;
use pillars::follow::{Stop, follow};

use crate::fixture::World;
use crate::pillar;

/// Records by name.
pub struct Desk {
    pub world: World,
    names: BTreeMap<&'static str, Id>,
    next: std::cell::Cell<u64>,
}

impl Desk {
    pub fn new() -> Self {
        Self { world: World::on("2026-06-30"), names: BTreeMap::new(), next: std::cell::Cell::new(9_000) }
    }

    /// A record with `@name` for others.
    pub fn with(mut self, name: &'static str, kind: &str, fields: Json) -> Self {
        let record = self.record(kind, &fields);
        self.names.insert(name, record.id);
        self.world.records.insert(record);
        self
    }

    pub fn id(&self, name: &str) -> Id {
        *self.names.get(name).unwrap_or_else(|| panic!("no record is called {name}"))
    }

    fn fresh_number(&self) -> u64 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    fn fresh(&self) -> Id {
        Id::from_number(self.fresh_number())
    }

    fn resolved(&self, json: &Json) -> Json {
        match json {
            Json::String(text) => text.strip_prefix('@').map_or_else(|| json.clone(), |name| Json::String(self.id(name).to_string())),
            Json::Array(items) => items.iter().map(|item| self.resolved(item)).collect(),
            Json::Object(fields) => Json::Object(fields.iter().map(|(key, value)| (key.clone(), self.resolved(value))).collect()),
            other => other.clone(),
        }
    }

    fn record(&self, kind: &str, fields: &Json) -> Record {
        let registry = pillars::registry();
        let known = registry.kind(kind).unwrap_or_else(|| panic!("no kind is called {kind}"));
        let mut record = Record::new(self.fresh(), kind, crate::fixture::stamp("2025-12-01"));
        for (field, value) in fields.as_object().unwrap() {
            assert!(known.field(field).is_some(), "{kind} has no field {field}");
            record.fields.insert(Key::new(field), self.resolved(value));
        }
        let issues: Vec<_> = validate_record(known, &record).into_iter().filter(|issue| issue.code != "value.missing").collect();
        assert!(issues.is_empty(), "{kind}: {issues:?}");
        record
    }

    /// A step as the store makes it: with what follows, or stopped.
    pub fn commit(&mut self, mut step: Diff) -> Result<(), Stop> {
        let rules = pillars::rules();
        let more = follow(&self.world.context(), &rules, &step, &|| self.fresh())?;
        step.added.extend(more.added);
        for change in more.updated {
            match step.added.iter_mut().find(|record| record.id == change.id) {
                Some(record) => _ = record.fields.insert(change.field, change.to.unwrap()),
                None => step.updated.push(change),
            }
        }
        // Later steps have later stamps: of two values the later one stays.
        let first = crate::fixture::stamp("2026-06-30");
        self.world.records.apply(&step, Stamp { time: first.time + self.fresh_number(), ..first });
        Ok(())
    }

    pub fn set(&mut self, name: &str, field: &str, value: Json) -> Result<(), Stop> {
        let record = self.world.get(self.id(name)).clone();
        let to = Some(self.resolved(&value)).filter(|json| !json.is_null());
        let change = Change { id: record.id, kind: record.kind.clone(), field: Key::new(field), from: record.fields.get(field).cloned(), to };
        self.commit(Diff { updated: vec![change], ..Diff::default() })
    }

    pub fn add(&mut self, name: &'static str, kind: &str, fields: Json) -> Result<(), Stop> {
        let record = self.record(kind, &fields);
        let id = record.id;
        self.commit(Diff { added: vec![record], ..Diff::default() })?;
        self.names.insert(name, id);
        Ok(())
    }

    /// An expression on a record, without language.
    pub fn value(&self, name: &str, expression: &str) -> Option<String> {
        pillar::value(&self.world, self.id(name), expression).map(|value| value.plain())
    }

    pub fn field(&self, name: &str, field: &str) -> Option<Json> {
        self.world.get(self.id(name)).field(field).cloned()
    }

    /// Kind and link of what hangs on a record: what a deletion names.
    pub fn hanging(&self, name: &str) -> Vec<String> {
        let registry = pillars::registry();
        let mut found: Vec<String> =
            self.world.records.links_to(&registry, self.id(name)).into_iter().map(|(record, field)| format!("{}.{field}", record.kind)).collect();
        found.sort();
        found
    }

    /// Deletes a record: what hangs on it is named before, and does not change.
    pub fn delete(&mut self, name: &str) {
        self.world.remove(self.id(name));
    }

    /// Does an action at a record, or at one row of it, and gives the record made a name.
    pub fn act(&mut self, action: &str, at: &str, row: Option<usize>, made: &'static str) {
        let offers = self.offers(action, at);
        assert!(offers.iter().any(|offer| offer.row == row), "{action} is not offered at {at} {row:?}");
        let (folder, content) = pillar_of(action);
        let texts: PillarTexts = serde_json::from_str(&std::fs::read_to_string(pillar::path(&format!("{folder}/zh-CN.json"))).unwrap()).unwrap();
        let rules = pillars::rules();
        let id = self.fresh();
        let step = {
            let context: Context<'_> = self.world.context();
            let evaluator = Evaluator::new(context, &rules);
            let known = content.actions.iter().find(|known| known.id == action).unwrap();
            let offer = Offer { record: self.world.get(self.id(at)).clone(), row };
            let done = known.run(&texts.actions[action], &offer, id, &evaluator);
            let changed = done.set.into_iter().map(|(field, to)| Change {
                id: offer.record.id,
                kind: offer.record.kind.clone(),
                from: offer.record.fields.get(&field).cloned(),
                field,
                to,
            });
            if let Some(record) = &done.record {
                let registry = pillars::registry();
                let issues = validate_record(registry.kind(&record.kind).unwrap(), record);
                assert!(issues.is_empty(), "{action}: {issues:?}");
            }
            Diff { added: done.record.into_iter().collect(), updated: changed.collect(), ..Diff::default() }
        };
        self.commit(step).unwrap();
        self.names.insert(made, id);
    }

    /// Where an action is offered at a record.
    pub fn offers(&self, action: &str, at: &str) -> Vec<Offer> {
        let (_, content) = pillar_of(action);
        let rules = pillars::rules();
        let evaluator = Evaluator::new(self.world.context(), &rules);
        let known = content.actions.iter().find(|known| known.id == action).unwrap();
        known.offers_at(self.world.get(self.id(at)), &evaluator)
    }

    /// How many findings a check of a pillar has.
    pub fn findings(&self, folder: &str, check: &str) -> usize {
        pillar::hits_of(&self.world, folder, check).len()
    }
}

fn pillar_of(action: &str) -> (&'static str, flow::PillarContent) {
    let all = pillars::PILLARS.iter().map(|pillar| (pillar.content, pillar::content(pillar.content)));
    all.into_iter().find(|(_, content)| content.actions.iter().any(|known| known.id == action)).unwrap_or_else(|| panic!("no action {action}"))
}
