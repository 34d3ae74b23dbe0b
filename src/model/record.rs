//! One record: id, kind, values as stored, and when each value was set.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::Stamp;
use crate::id::Id;
use crate::key::Key;
use crate::schema::{Fields, Handle};
use crate::value::{FieldType, Json};

/// A record. What the schema does not know, fields as well as keys beside them, is kept and
/// exported again, so that a file from a newer version survives a round trip.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Unique across devices.
    pub id: Id,
    /// Name of its kind.
    pub kind: Key,
    /// When it was created; also the stamp of every field without one of its own.
    pub created: Stamp,
    /// Values by field name.
    pub fields: BTreeMap<Key, Json>,
    /// Stamps of the fields changed, or cleared, after creation.
    pub stamps: BTreeMap<Key, Stamp>,
    /// Keys beside `fields` that a newer version wrote.
    pub unknown: BTreeMap<Key, Json>,
}

impl Record {
    /// An empty record.
    pub fn new(id: Id, kind: &str, created: Stamp) -> Self {
        Self { id, kind: Key::new(kind), created, fields: BTreeMap::new(), stamps: BTreeMap::new(), unknown: BTreeMap::new() }
    }

    /// The same record with a value set, without a stamp of its own: for records under construction.
    #[must_use]
    pub fn with<T: FieldType>(mut self, handle: Handle<T>, value: T::Value) -> Self {
        let (name, json) = handle.to_value(value);
        self.fields.insert(name, json);
        self
    }

    /// When this field was last set.
    pub fn stamp_of(&self, field: &str) -> Stamp {
        self.stamps.get(field).copied().unwrap_or(self.created)
    }

    /// The latest change of any field.
    pub fn changed(&self) -> Stamp {
        self.stamps.values().copied().fold(self.created, Stamp::max)
    }

    /// Sets (or with `None` clears) a value with its stamp.
    pub fn set(&mut self, field: Key, value: Option<Json>, stamp: Stamp) {
        self.stamps.insert(field.clone(), stamp);
        match value {
            Some(json) => self.fields.insert(field, json),
            None => self.fields.remove(&field),
        };
    }
}

impl Record {
    /// Field by field the later of two versions of one record. A record that came back counts as
    /// created when it came back: that state replaced every older value, also of the fields it lacks.
    #[must_use]
    pub fn join(&self, other: &Record) -> Record {
        let mut joined = self.clone();
        joined.created = self.created.max(other.created);
        let names: BTreeSet<&Key> = self.fields.keys().chain(other.fields.keys()).chain(self.stamps.keys()).chain(other.stamps.keys()).collect();
        for name in names {
            let (mine, theirs) = (self.stamp_of(name), other.stamp_of(name));
            let (present, arriving) = (self.fields.get(name), other.fields.get(name));
            let later = if theirs > mine || (theirs == mine && outranks(arriving, present)) { arriving } else { present };
            joined.set(name.clone(), later.cloned(), mine.max(theirs));
        }
        let created = joined.created;
        joined.stamps.retain(|_, stamp| *stamp > created);
        for (key, value) in &other.unknown {
            if outranks(Some(value), joined.unknown.get(key)) {
                joined.unknown.insert(key.clone(), value.clone());
            }
        }
        joined
    }
}

/// Decides between two values with the same stamp, the same way in every copy.
pub(crate) fn outranks(value: Option<&Json>, other: Option<&Json>) -> bool {
    value != other && value.map(Json::to_string) > other.map(Json::to_string)
}

impl Fields for Record {
    fn field(&self, name: &str) -> Option<&Json> {
        self.fields.get(name)
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("kind", &self.kind)?;
        map.serialize_entry("created", &self.created)?;
        map.serialize_entry("fields", &self.fields)?;
        if !self.stamps.is_empty() {
            map.serialize_entry("stamps", &self.stamps)?;
        }
        for (key, value) in &self.unknown {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a record with id, kind, created and fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let (mut id, mut kind, mut created, mut fields) = (None, None, None, None);
        let mut stamps = BTreeMap::new();
        let mut unknown = BTreeMap::new();
        while let Some(key) = map.next_key::<Key>()? {
            let doubled = match key.as_str() {
                "id" => id.replace(map.next_value::<Id>()?).is_some(),
                "kind" => kind.replace(map.next_value::<Key>()?).is_some(),
                "created" => created.replace(map.next_value::<Stamp>()?).is_some(),
                "fields" => fields.replace(map.next_value::<BTreeMap<Key, Json>>()?).is_some(),
                "stamps" => {
                    stamps = map.next_value()?;
                    false
                }
                _ => unknown.insert(key.clone(), map.next_value::<Json>()?).is_some(),
            };
            if doubled {
                return Err(de::Error::custom(format_args!("key `{key}` occurs twice")));
            }
        }
        Ok(Record {
            id: id.ok_or_else(|| de::Error::missing_field("id"))?,
            kind: kind.ok_or_else(|| de::Error::missing_field("kind"))?,
            created: created.ok_or_else(|| de::Error::missing_field("created"))?,
            fields: fields.ok_or_else(|| de::Error::missing_field("fields"))?,
            stamps,
            unknown,
        })
    }
}
