//! Records found by a key instead of by looking at each of them: who links to a record, who has the same phone. An index
//! is made when it is first asked for and follows every change from then on, so that what depends on one record among a
//! hundred thousand costs no more than among ten.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use crate::id::Id;
use crate::order::Order;
use crate::record::Record;
use crate::set::ById;
use crate::value::Json;

/// By what records are found.
#[derive(Clone, Copy, Debug)]
pub struct Lookup {
    /// Tells one index from another.
    pub name: &'static str,
    /// Tells the keys of a record.
    pub keys: fn(&Record, &mut dyn FnMut(u128)),
}

/// The key of a text. Two texts may have one key, so whoever looks something up compares what is found.
pub fn text_key(text: &str) -> u128 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    u128::from(hasher.finish())
}

/// Who links to a record.
pub(crate) const LINKS: Lookup = Lookup { name: "links", keys: link_keys };

/// The key of records of a kind that link to this one.
pub(crate) fn link_key(kind: &str, to: Id) -> u128 {
    to.number() ^ text_key(kind)
}

/// Every text that can be an id: whether its field is a link is known to whoever asks.
fn link_keys(record: &Record, tell: &mut dyn FnMut(u128)) {
    fn ids_in(json: &Json, tell: &mut dyn FnMut(Id)) {
        match json {
            // An id is written with hyphens; the other lengths are what can be read as one besides.
            Json::String(text) if matches!(text.len(), 36 | 32 | 38 | 45) => text.parse().into_iter().for_each(tell),
            Json::Array(items) => items.iter().for_each(|item| ids_in(item, tell)),
            Json::Object(map) => map.values().for_each(|item| ids_in(item, tell)),
            _ => {}
        }
    }
    record.fields.values().for_each(|json| ids_in(json, &mut |id| tell(link_key(&record.kind, id))));
}

/// The indexes of a set of records. A copy of the set begins without them.
#[derive(Default)]
pub(crate) struct Lookups(Mutex<Vec<Index>>);

struct Index {
    by: Lookup,
    /// The records of each key, oldest first.
    places: HashMap<u128, Vec<Id>>,
}

impl Clone for Lookups {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Lookups {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Lookups")
    }
}

impl Lookups {
    /// The records of a key, oldest first.
    pub(crate) fn find(&self, by: Lookup, records: &ById, key: u128) -> Vec<Id> {
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = indexes.iter().position(|index| index.by.name == by.name);
        let place = known.unwrap_or_else(|| {
            indexes.push(Index::new(by, records));
            indexes.len() - 1
        });
        indexes.get(place).and_then(|index| index.places.get(&key)).cloned().unwrap_or_default()
    }

    /// A record takes the place of another, or of none.
    pub(crate) fn change(&mut self, before: Option<&Record>, after: Option<&Record>) {
        for index in self.0.get_mut().unwrap_or_else(PoisonError::into_inner) {
            before.into_iter().for_each(|record| index.forget(record));
            after.into_iter().for_each(|record| index.note(record));
        }
    }

    /// Nothing is to be kept up to date.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

impl Index {
    fn new(by: Lookup, records: &ById) -> Self {
        let mut places: HashMap<u128, Vec<Id>> = HashMap::new();
        for record in records.values() {
            (by.keys)(record, &mut |key| places.entry(key).or_default().push(record.id));
        }
        for ids in places.values_mut().filter(|ids| ids.len() > 1) {
            ids.order();
            ids.dedup();
        }
        Self { by, places }
    }

    fn note(&mut self, record: &Record) {
        let places = &mut self.places;
        (self.by.keys)(record, &mut |key| {
            let ids = places.entry(key).or_default();
            if let Err(place) = ids.binary_search(&record.id) {
                ids.insert(place, record.id);
            }
        });
    }

    fn forget(&mut self, record: &Record) {
        let places = &mut self.places;
        (self.by.keys)(record, &mut |key| {
            let Some(ids) = places.get_mut(&key) else { return };
            if let Ok(place) = ids.binary_search(&record.id) {
                ids.remove(place);
            }
            if ids.is_empty() {
                places.remove(&key);
            }
        });
    }
}
