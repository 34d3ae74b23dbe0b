//! Two records that are one thing: the kept one takes over what it lacks, and everything that leads to the other leads
//! to it from now on, so that both histories stay (S80).

use std::collections::BTreeMap;

use model::{FieldDef, Id, Json, Kind, Record, RecordSet, Registry, ValueType};

use super::write::importable;

/// The changes that make two records one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unite {
    /// Values that the kept record takes over.
    pub taken: Vec<(&'static str, Json)>,
    /// Links of other records: record, field, new value.
    pub retargeted: Vec<(Id, &'static str, Json)>,
}

/// What has to change so that `kept` stands for both. `from_other` names fields whose value the other record gives;
/// besides, it fills what is empty in the kept one.
pub fn unite(records: &RecordSet, registry: &Registry, kept: &Record, other: &Record, from_other: &[String]) -> Unite {
    let Some(kind) = registry.kind(&kept.kind) else { return Unite::default() };
    Unite { taken: taken(kind, kept, other, from_other), retargeted: retarget_all(records, registry, kept.id, other.id) }
}

fn taken(kind: &'static Kind, kept: &Record, other: &Record, from_other: &[String]) -> Vec<(&'static str, Json)> {
    let mut taken = Vec::new();
    for field in kind.fields.iter().filter(|field| importable(field)) {
        let Some(theirs) = other.fields.get(field.name).filter(|json| !is_empty(json)) else { continue };
        let ours = kept.fields.get(field.name).filter(|json| !is_empty(json));
        let wanted = from_other.iter().any(|name| name == field.name);
        let value = match (ours, theirs) {
            (None, theirs) => theirs.clone(),
            // Lists lose nothing: what only the other has comes behind.
            (Some(Json::Array(ours)), Json::Array(theirs)) => {
                let new = theirs.iter().filter(|item| !ours.contains(item));
                Json::Array(ours.iter().chain(new).cloned().collect())
            }
            (Some(_), theirs) if wanted => theirs.clone(),
            (Some(ours), _) => ours.clone(),
        };
        // Neither record may lead to the other afterwards, which would be itself.
        let value = retargeted(field, &value, other.id, kept.id).unwrap_or(value);
        let value = if leads_to(&value, kept.id) && field.targets.contains(&kind.name) { without(&value, kept.id) } else { value };
        if kept.fields.get(field.name) != Some(&value) {
            taken.push((field.name, value));
        }
    }
    taken
}

fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn leads_to(json: &Json, id: Id) -> bool {
    let text = id.to_string();
    json.as_str() == Some(&text) || json.as_array().is_some_and(|items| items.iter().any(|item| item.as_str() == Some(&text)))
}

fn without(json: &Json, id: Id) -> Json {
    let text = id.to_string();
    match json {
        Json::Array(items) => items.iter().filter(|item| item.as_str() != Some(&text)).cloned().collect(),
        _ => Json::Null,
    }
}

/// Every link to `from`, in any record but the two.
fn retarget_all(records: &RecordSet, registry: &Registry, to: Id, from: Id) -> Vec<(Id, &'static str, Json)> {
    let mut changes: BTreeMap<(Id, &'static str), Json> = BTreeMap::new();
    for (record, name) in records.links_to(registry, from) {
        if record.id == from || record.id == to {
            continue;
        }
        let field = registry.kind(&record.kind).and_then(|kind| kind.field(name));
        if let Some(json) = field.and_then(|field| retargeted(field, record.fields.get(name)?, from, to)) {
            changes.insert((record.id, name), json);
        }
    }
    changes.into_iter().map(|((id, name), json)| (id, name, json)).collect()
}

/// The value of a link field that leads to `to` where it led to `from`; `None` if it did not.
pub fn retargeted(field: &FieldDef, json: &Json, from: Id, to: Id) -> Option<Json> {
    let (old, new) = (from.to_string(), to.to_string());
    let found = match field.value {
        ValueType::Link => Json::from(if json.as_str()? == old { new } else { return None }),
        ValueType::Links => {
            let mut ids: Vec<String> = Vec::new();
            for id in json.as_array()?.iter().filter_map(Json::as_str) {
                let id = if id == old { &new } else { id };
                if !ids.iter().any(|known| known == id) {
                    ids.push(id.to_owned());
                }
            }
            Json::from(ids)
        }
        ValueType::Rows => {
            let mut rows = json.clone();
            for row in rows.as_array_mut()?.iter_mut().filter_map(Json::as_object_mut) {
                for column in field.columns.iter().filter(|column| !column.targets.is_empty()) {
                    if let Some(cell) = row.get_mut(column.name).filter(|cell| cell.as_str() == Some(&old)) {
                        *cell = Json::from(new.clone());
                    }
                }
            }
            rows
        }
        _ => return None,
    };
    (found != *json).then_some(found)
}
