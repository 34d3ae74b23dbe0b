//! Links by name: which record a cell means, and the records that are made because a cell names them.

use std::collections::{HashMap, HashSet};

use model::{FieldDef, Id, Json, Key, Record, Registry, Stamp, ValueType, fold};

use super::read::Fault;
use crate::job::Named;

/// Ids for the records of one import, in the order in which they are numbered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ids {
    pub(crate) now_ms: u64,
    pub(crate) seed: [u8; 10],
}

impl Ids {
    /// The id with this number. The number fills the first random bits that a UUID leaves free, the seed the others.
    pub(crate) fn numbered(&self, number: u32) -> Id {
        let mut random = self.seed;
        let byte = |shift: u32, mask: u32| u8::try_from((number >> shift) & mask).unwrap_or_default();
        (random[0], random[1], random[2], random[3]) = (byte(22, 0x0f), byte(14, 0xff), byte(8, 0x3f), byte(0, 0xff));
        Id::new(self.now_ms, random)
    }
}

/// The records that links may lead to.
pub(crate) struct Names<'a> {
    registry: &'a Registry,
    by_title: HashMap<(String, String), Vec<Id>>,
    known: HashSet<Id>,
    create: bool,
    /// Whether the cell that is read may make records by naming them.
    pub(crate) make: bool,
    ids: Ids,
    next: u32,
    /// Records made because a cell named them, in order.
    pub(crate) made: Vec<Record>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(registry: &'a Registry, named: &[Named], create: bool, ids: Ids, first: u32) -> Self {
        let mut names = Self { registry, by_title: HashMap::new(), known: HashSet::new(), create, make: true, ids, next: first, made: Vec::new() };
        for named in named {
            names.add(&named.kind, named.id, &named.title);
        }
        names
    }

    /// Notes a record that links may lead to from now on.
    pub(crate) fn add(&mut self, kind: &str, id: Id, title: &str) {
        self.known.insert(id);
        if !title.trim().is_empty() {
            self.by_title.entry((kind.to_owned(), fold(title))).or_default().push(id);
        }
    }

    /// How many records have been made: what [`Self::rollback`] goes back to.
    pub(crate) fn mark(&self) -> usize {
        self.made.len()
    }

    /// Forgets the records made since, because the row that named them is not taken.
    pub(crate) fn rollback(&mut self, mark: usize) {
        for record in self.made.drain(mark..) {
            self.known.remove(&record.id);
            self.next -= 1;
            let title = record.fields.values().find_map(Json::as_str).unwrap_or_default();
            if let Some(ids) = self.by_title.get_mut(&(record.kind.to_string(), fold(title))) {
                ids.retain(|id| *id != record.id);
            }
        }
    }

    /// Whether a record of this kind can be made from a title alone.
    pub(crate) fn can_make(registry: &Registry, kind: &str) -> bool {
        registry
            .kind(kind)
            .filter(|kind| !kind.single)
            .and_then(|kind| kind.field(kind.title))
            .is_some_and(|title| title.value == ValueType::Line && !title.computed)
    }

    /// The record that a cell names.
    pub(crate) fn find(&mut self, field: &FieldDef, text: &str) -> Result<Id, Fault> {
        if let Ok(id) = text.parse::<Id>() {
            return if self.known.contains(&id) { Ok(id) } else { Err(Fault::new("import.no_record").with("value", text)) };
        }
        let key = fold(text);
        let found: Vec<Id> =
            field.targets.iter().filter_map(|kind| self.by_title.get(&((*kind).to_owned(), key.clone()))).flatten().copied().collect();
        match found.as_slice() {
            [one] => return Ok(*one),
            [] => {}
            several => return Err(Fault::new("import.several_records").with("value", text).with("n", several.len())),
        }
        let kind = field.targets.iter().find(|kind| self.make && self.create && Self::can_make(self.registry, kind));
        let Some(kind) = kind.and_then(|kind| self.registry.kind(kind)) else {
            return Err(Fault::new("import.no_record").with("value", text));
        };
        let title = text.trim();
        if kind.field(kind.title).and_then(|field| field.max_length).is_some_and(|limit| title.chars().count() > limit) {
            return Err(Fault::new("import.no_record").with("value", text));
        }
        let id = self.ids.numbered(self.next);
        self.next += 1;
        let mut record = Record::new(id, kind.name, Stamp::default());
        record.fields.insert(Key::new(kind.title), Json::from(title));
        self.made.push(record);
        self.add(kind.name, id, title);
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_their_numbers() {
        let ids = Ids { now_ms: 1_700_000_000_000, seed: [255; 10] };
        let all: Vec<Id> = [0, 1, 255, 256, 16_383, 16_384, 70_000, 4_194_304, 67_108_863].iter().map(|number| ids.numbered(*number)).collect();
        let mut sorted = all.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(all, sorted);
    }
}
