//! A diff in the making: what the operations of a transaction come to on these records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{Change, Diff, Id, Json, Key, Record, RecordSet, Registry, Stamp};

use crate::error::Refusal;

/// A diff in the making.
pub(crate) struct Draft<'a> {
    records: &'a RecordSet,
    registry: &'a Registry,
    stamp: Stamp,
    /// In order of addition; none where the record was taken away again.
    added: Vec<Option<Record>>,
    places: HashMap<Id, usize>,
    updated: BTreeMap<(Id, Key), Change>,
    order: Vec<(Id, Key)>,
    removed: Vec<Record>,
    gone: BTreeSet<Id>,
    joined: BTreeMap<Id, Record>,
    /// Fields that are decided: they get the stamp of this step, also where the value is the one before.
    settled: BTreeSet<(Id, Key)>,
    deletions: BTreeMap<Id, Stamp>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(records: &'a RecordSet, registry: &'a Registry, stamp: Stamp) -> Self {
        Self {
            records,
            registry,
            stamp,
            added: Vec::new(),
            places: HashMap::new(),
            updated: BTreeMap::new(),
            order: Vec::new(),
            removed: Vec::new(),
            gone: BTreeSet::new(),
            joined: BTreeMap::new(),
            settled: BTreeSet::new(),
            deletions: BTreeMap::new(),
        }
    }

    /// The record as it is before this step, unless the step has removed it.
    fn present(&self, id: Id) -> Option<&'a Record> {
        self.records.get(id).filter(|_| !self.gone.contains(&id)).map(AsRef::as_ref)
    }

    pub(crate) fn add(&mut self, record: Record) -> Result<(), Refusal> {
        if self.records.get(record.id).is_some() || self.places.contains_key(&record.id) {
            return Err(Refusal::new(Refusal::RECORD_EXISTS).on(record.id).with("kind", &record.kind));
        }
        self.places.insert(record.id, self.added.len());
        self.added.push(Some(record));
        Ok(())
    }

    pub(crate) fn set(&mut self, id: Id, field: &Key, value: Option<&Json>) -> Result<(), Refusal> {
        let unknown_field = |kind: &Key| Refusal::new(Refusal::UNKNOWN_FIELD).on(id).field(field).with("kind", kind);
        // The mark of a copied sample is declared by no kind.
        let is_declared = |record: &Record| self.registry.kind(&record.kind).is_some_and(|kind| kind.field(field).is_some());
        let known = |record: &Record| is_declared(record) || model::sample::is_mark(field) || record.fields.contains_key(field);
        let (place, stamp) = (self.places.get(&id).copied(), self.stamp);
        if let Some(fresh) = place.and_then(|place| self.added[place].as_ref()) {
            if !known(fresh) {
                return Err(unknown_field(&fresh.kind));
            }
            if let Some(fresh) = place.and_then(|place| self.added[place].as_mut()) {
                fresh.set(field.clone(), value.cloned(), stamp);
                if fresh.created == stamp {
                    fresh.stamps.remove(field);
                }
            }
            return Ok(());
        }
        let target = self.present(id).ok_or_else(|| Refusal::new(Refusal::UNKNOWN_RECORD).on(id).field(field))?;
        if !known(target) {
            return Err(unknown_field(&target.kind));
        }
        self.change(target, field, value);
        Ok(())
    }

    /// The deletion of a record that is known, also in this step.
    fn deleted(&self, id: Id) -> Option<Stamp> {
        self.records.tombstones().get(&id).copied().max(self.deletions.get(&id).copied())
    }

    pub(crate) fn join(&mut self, record: &Record) {
        let known = self.records.get(record.id).or_else(|| self.records.buried_record(record.id));
        let joined = known.map_or_else(|| record.clone(), |known| known.join(record));
        if known.is_some_and(|known| **known == joined) {
            return;
        }
        let alive = self.deleted(record.id).is_none_or(|deleted| deleted < joined.changed());
        match self.present(record.id) {
            Some(present) if alive => {
                let names: BTreeSet<&Key> = present.fields.keys().chain(joined.fields.keys()).collect();
                for name in names {
                    if present.fields.get(name) != joined.fields.get(name) {
                        self.change(present, name, joined.fields.get(name));
                    }
                }
                self.joined.insert(record.id, record.clone());
            }
            None if alive && !self.places.contains_key(&record.id) => {
                self.places.insert(record.id, self.added.len());
                self.added.push(Some(joined));
            }
            _ => drop(self.joined.insert(record.id, record.clone())),
        }
    }

    pub(crate) fn settle(&mut self, id: Id, field: &Key, value: Option<&Json>) -> Result<(), Refusal> {
        let target = self.present(id).ok_or_else(|| Refusal::new(Refusal::UNKNOWN_RECORD).on(id).field(field))?;
        self.change(target, field, value);
        self.settled.insert((id, field.clone()));
        Ok(())
    }

    fn change(&mut self, target: &Record, field: &Key, value: Option<&Json>) {
        let slot = (target.id, field.clone());
        let order = &mut self.order;
        let change = self.updated.entry(slot.clone()).or_insert_with(|| {
            order.push(slot);
            Change { id: target.id, kind: target.kind.clone(), field: field.clone(), from: target.fields.get(field).cloned(), to: None }
        });
        change.to = value.cloned();
    }

    pub(crate) fn remove(&mut self, id: Id) -> Result<(), Refusal> {
        if let Some(place) = self.places.remove(&id) {
            self.added[place] = None;
            return Ok(());
        }
        if self.gone.contains(&id) {
            return Ok(());
        }
        let present = self.present(id).ok_or_else(|| Refusal::new(Refusal::UNKNOWN_RECORD).on(id))?;
        let slots: Vec<_> = self.updated.range((id, Key::new(""))..).map(|(slot, _)| slot.clone()).take_while(|slot| slot.0 == id).collect();
        for slot in slots {
            self.updated.remove(&slot);
        }
        self.gone.insert(id);
        self.removed.push(present.clone());
        Ok(())
    }

    pub(crate) fn bury(&mut self, id: Id, at: Option<Stamp>) {
        let at = at.unwrap_or(self.stamp);
        if self.deleted(id).is_some_and(|known| known >= at) {
            return;
        }
        self.deletions.insert(id, at);
        if let Some(present) = self.present(id).filter(|present| present.changed() <= at) {
            self.gone.insert(id);
            self.removed.push(present.clone());
        }
    }

    /// Values that are there already are left out, unless somebody has decided for them.
    pub(crate) fn finish(mut self) -> Diff {
        let mut updated = Vec::new();
        for slot in self.order {
            let Some(change) = self.updated.remove(&slot) else { continue };
            if change.from != change.to || self.settled.contains(&slot) {
                updated.push(change);
            }
        }
        let (added, joined) = (self.added.into_iter().flatten().collect(), self.joined.into_values().collect());
        Diff { added, updated, removed: self.removed, joined, deletions: self.deletions }
    }
}
