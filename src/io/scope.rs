//! Which part of a workspace goes into a file: a pure function from records to records.

use std::collections::BTreeSet;

use model::{Choice, FieldDef, FieldType, Json, Key, Kind, Object, Record, RecordSet, Registry, Rows, ValueType, links_of};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The field by which records are confidential, and the class that stays at home (P00.15).
const CLASS: (&str, &str) = ("confidentiality", "confidential");
/// The settings of the workspace, which every file needs.
const SETTINGS: &str = "workspace";

/// What a file holds. The default is everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Only records of these kinds; what they link to goes along by name alone.
    pub kinds: Option<BTreeSet<String>>,
    /// Contact data of persons.
    pub personal: bool,
    /// Records of the class confidential.
    pub confidential: bool,
    /// What was deleted and can still be brought back.
    pub deleted: bool,
    /// Structure and lists alone: other workspaces are started from it ([`crate::template`]).
    pub template: bool,
    /// Records of these kinds go along by name, so that they can be chosen. The file says nothing of it: it holds them no
    /// differently than others that are linked to.
    pub named: BTreeSet<String>,
}

impl Default for Scope {
    fn default() -> Self {
        Self { kinds: None, personal: true, confidential: true, deleted: true, template: false, named: BTreeSet::new() }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&Json::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("no scope"))
    }
}

impl Scope {
    /// Nothing is left out.
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }

    /// The part of a header; what is as by default is not named.
    pub fn write(&self) -> Json {
        let mut map = Object::new();
        if let Some(kinds) = &self.kinds {
            map.insert("kinds".to_owned(), kinds.iter().map(|kind| Json::from(kind.as_str())).collect());
        }
        for (name, held) in [("personal", self.personal), ("confidential", self.confidential), ("deleted", self.deleted)] {
            if !held {
                map.insert(name.to_owned(), Json::Bool(false));
            }
        }
        if self.template {
            map.insert("template".to_owned(), Json::Bool(true));
        }
        Json::Object(map)
    }

    /// Reads the part of a header; none if it is not one of ours.
    pub fn read(json: &Json) -> Option<Self> {
        let map = json.as_object()?;
        let flag = |name: &str| map.get(name).map_or(Some(true), Json::as_bool);
        let kinds = match map.get("kinds") {
            None => None,
            Some(list) => Some(list.as_array()?.iter().map(|kind| kind.as_str().map(str::to_owned)).collect::<Option<_>>()?),
        };
        let template = map.get("template").map_or(Some(false), Json::as_bool)?;
        let known = ["kinds", "personal", "confidential", "deleted", "template"];
        let scope = Self {
            kinds,
            personal: flag("personal")?,
            confidential: flag("confidential")?,
            deleted: flag("deleted")?,
            template,
            named: BTreeSet::new(),
        };
        map.keys().all(|key| known.contains(&key.as_str())).then_some(scope)
    }

    /// Whether records of this kind are whole in the file, not by name alone.
    pub fn holds(&self, kind: &str) -> bool {
        kind == SETTINGS || self.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }

    /// Whether a field of this kind can stand in the file: what cannot says nothing by its absence.
    pub fn holds_field(&self, registry: &Registry, kind: &str, field: &str) -> bool {
        let known = registry.kind(kind);
        let personal = known.and_then(|kind| kind.field(field)).is_some_and(|def| def.personal || def.columns.iter().any(|column| column.personal));
        (self.personal || !personal) && (self.holds(kind) || known.is_some_and(|kind| kind.title == field))
    }

    /// The records that go into the file.
    pub fn apply(&self, records: &RecordSet, registry: &Registry) -> RecordSet {
        if self.is_whole() {
            return records.clone();
        }
        let mut part = RecordSet::default();
        records.tombstones().iter().for_each(|(id, stamp)| part.bury(*id, *stamp));
        let open = |record: &&Record| self.confidential || record.fields.get(CLASS.0).and_then(Choice::read).as_deref() != Some(CLASS.1);
        let mut named = BTreeSet::new();
        for record in records.all().into_iter().map(AsRef::as_ref).filter(open).filter(|record| self.holds(&record.kind)) {
            if self.kinds.is_some() {
                let fields = registry.kind(&record.kind).map_or(&[][..], |kind| kind.fields);
                named.extend(fields.iter().filter(|field| self.personal || !field.personal).flat_map(|field| links_of(field, record)));
            }
            part.insert(self.cut(record, registry));
        }
        named.extend(self.named.iter().flat_map(|kind| records.of_kind(kind)).map(|record| record.id));
        for record in named.into_iter().filter_map(|id| records.get(id)).map(AsRef::as_ref).filter(open) {
            if part.get(record.id).is_none() {
                part.insert(self.cut(record, registry));
            }
        }
        if self.deleted {
            let deleted = records.buried().map(AsRef::as_ref).filter(open).filter(|record| self.holds(&record.kind));
            deleted.for_each(|record| part.bury_record(self.cut(record, registry)));
        }
        part
    }

    /// A record without what stays at home.
    fn cut(&self, record: &Record, registry: &Registry) -> Record {
        let mut cut = record.clone();
        let Some(kind) = registry.kind(&record.kind) else { return cut };
        let title = title_code(record);
        if !self.holds(&record.kind) {
            let stays = |name: &Key| name.as_str() == kind.title;
            cut.fields.retain(|name, _| stays(name));
            cut.stamps.retain(|name, _| stays(name));
            cut.unknown.clear();
        }
        if !self.personal {
            for field in kind.fields {
                self.cut_personal(&mut cut, kind, field, &title);
            }
        }
        cut
    }

    fn cut_personal(&self, cut: &mut Record, kind: &Kind, field: &FieldDef, title: &str) {
        let Some(json) = cut.fields.get_mut(field.name) else {
            if field.personal {
                cut.stamps.remove(field.name);
            }
            return;
        };
        if field.personal && field.name == kind.title && field.value == ValueType::Line {
            // A record needs a name to be told from others; its number serves.
            *json = Json::from(title);
        } else if field.personal {
            cut.fields.remove(field.name);
            cut.stamps.remove(field.name);
        } else if field.value == ValueType::Rows
            && let Some(mut rows) = Rows::read(json)
        {
            for column in field.columns.iter().filter(|column| column.personal) {
                rows.iter_mut().for_each(|row| drop(row.remove(column.name)));
            }
            *json = Rows::write(rows);
        }
    }
}

/// What a record is called where its name must not be told.
fn title_code(record: &Record) -> String {
    let id = record.id.to_string();
    format!("#{}", id.get(id.len() - 8..).unwrap_or(&id))
}
