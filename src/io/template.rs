//! A workspace as a template: its settings and lists without what was recorded, and a new workspace started from it.

use std::collections::BTreeMap;

use model::{FieldDef, FieldType, Fields as _, Id, Json, Key, Link, Links, Record, RecordSet, Registry, Rows, Stamp, ValueType};

/// The settings of the workspace, and what of them belongs to one client alone.
const SETTINGS: &str = "workspace";
const OF_ONE_CLIENT: &[&str] = &["name", "trade", "as_of", "demo"];
/// The field by which records are confidential, and the class that never becomes a template.
const CLASS: (&str, &str) = ("confidentiality", "confidential");

/// The settings and the records of `kinds`, cut down to what another client can use: no dates, amounts, addresses, people
/// or links to what is not in the template. `with_texts` takes texts along and marks the records as samples until they are
/// edited; without, only titles go. All changes carry `stamp`, so nothing tells when and where they were made.
pub fn template(records: &RecordSet, registry: &Registry, kinds: &[&str], with_texts: bool, stamp: Stamp) -> RecordSet {
    let is_open = |record: &Record| record.field(CLASS.0).and_then(Json::as_str) != Some(CLASS.1);
    let chosen: Vec<&Record> = records
        .all()
        .into_iter()
        .map(AsRef::as_ref)
        .filter(|record| (record.kind == SETTINGS || kinds.contains(&record.kind.as_str())) && is_open(record))
        .collect();
    let stays = |id: Id| chosen.iter().any(|record| record.id == id && record.kind != SETTINGS);
    let mut part = RecordSet::default();
    for record in &chosen {
        let Some(kind) = registry.kind(&record.kind) else { continue };
        let mut copy = Record::new(record.id, kind.name, stamp);
        for field in kind.fields {
            let is_setting = kind.name == SETTINGS && !OF_ONE_CLIENT.contains(&field.name);
            let goes = is_setting || (kind.name != SETTINGS && (field.name == kind.title || with_texts || !is_text(field)));
            let value = record.field(field.name).filter(|_| goes).and_then(|json| structure(field, json, &stays));
            copy.fields.extend(value.map(|json| (Key::new(field.name), json)));
        }
        if with_texts && kind.name != SETTINGS {
            model::sample::mark(&mut copy, kind);
        }
        part.insert(copy);
    }
    part
}

fn is_text(field: &FieldDef) -> bool {
    matches!(field.value, ValueType::Line | ValueType::Prose | ValueType::Rows)
}

/// What of a value belongs to the structure and not to what happened.
fn structure(field: &FieldDef, json: &Json, stays: &dyn Fn(Id) -> bool) -> Option<Json> {
    if field.personal {
        return None;
    }
    match field.value {
        ValueType::Money | ValueType::Date | ValueType::Month | ValueType::Span | ValueType::Instant | ValueType::Url | ValueType::Attachment => None,
        ValueType::Link => Link::read(json).filter(|id| stays(*id)).map(|_| json.clone()),
        ValueType::Links => {
            let kept: Vec<Id> = Links::read(json)?.into_iter().filter(|id| stays(*id)).collect();
            (!kept.is_empty()).then(|| Links::write(kept))
        }
        ValueType::Rows => {
            let mut rows = Rows::read(json)?;
            for row in &mut rows {
                for column in field.columns {
                    if let Some(value) = row.remove(column.name).and_then(|json| structure(column, &json, stays)) {
                        row.insert(column.name.to_owned(), value);
                    }
                }
            }
            // A row that only named somebody or something from here is empty now.
            rows.retain(|row| field.columns.iter().filter(|column| column.required).all(|column| row.contains_key(column.name)));
            (!rows.is_empty()).then(|| Rows::write(rows))
        }
        _ => Some(json.clone()),
    }
}

/// The records of a new workspace: those of a template under numbers of their own, and these settings over its own.
pub fn started(template: &[Record], settings: Record, fresh: &mut dyn FnMut() -> Id) -> Vec<Record> {
    let stamp = settings.created;
    let numbers: BTreeMap<String, Id> =
        template.iter().filter(|record| record.kind != SETTINGS).map(|record| (record.id.to_string(), fresh())).collect();
    let mut all = vec![settings];
    for record in template {
        let fields = record.fields.iter().map(|(name, json)| (name.clone(), renumbered(json, &numbers)));
        match numbers.get(&record.id.to_string()) {
            Some(id) => all.push(Record { fields: fields.collect(), ..Record::new(*id, &record.kind, stamp) }),
            None => {
                let own = &mut all[0].fields;
                fields.for_each(|(name, json)| {
                    own.entry(name).or_insert(json);
                });
            }
        }
    }
    all
}

/// A value in which records of the template bear their new numbers.
fn renumbered(json: &Json, numbers: &BTreeMap<String, Id>) -> Json {
    match json {
        Json::String(text) => numbers.get(text).map_or_else(|| json.clone(), |id| Json::from(id.to_string())),
        Json::Array(items) => Json::Array(items.iter().map(|item| renumbered(item, numbers)).collect()),
        Json::Object(map) => Json::Object(map.iter().map(|(name, value)| (name.clone(), renumbered(value, numbers))).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DateField, Line, MoneyField, Prose, ReplicaId, record};

    mod settings {
        use super::*;
        record! {
            /// Settings.
            WORKSPACE = "workspace", title "name", single true;
            NAME: Line = "name";
            CURRENCY: Line = "currency";
        }
    }
    mod channel {
        use super::*;
        record! {
            /// An entry of a list.
            CHANNEL = "channel", title "name";
            NAME: Line = "name";
            ABOUT: Prose = "about";
            PARENT: Link = "parent", to(&["channel"]);
            OWNER: Link = "owner", to(&["person"]);
            SINCE: DateField = "since";
            COST: MoneyField = "cost";
            MAIL: Line = "mail", personal;
        }
    }

    const STAMP: Stamp = Stamp { time: 7, counter: 0, replica: ReplicaId(0) };

    fn company() -> (RecordSet, Registry) {
        let old = Stamp { time: 1, counter: 0, replica: ReplicaId(9) };
        let mut set = RecordSet::default();
        set.insert(
            Record::new(Id::from_number(1), "workspace", old).with(settings::NAME, "甲".to_owned()).with(settings::CURRENCY, "USD".to_owned()),
        );
        set.insert(Record::new(Id::from_number(2), "channel", old).with(channel::NAME, "线上".to_owned()));
        let owned =
            Record::new(Id::from_number(3), "channel", old).with(channel::NAME, "直播".to_owned()).with(channel::ABOUT, "每周三场".to_owned());
        let mut owned =
            owned.with(channel::PARENT, Id::from_number(2)).with(channel::OWNER, Id::from_number(4)).with(channel::MAIL, "a@b".to_owned());
        owned.fields.extend([(Key::new("since"), Json::from("2026-01-01")), (Key::new("cost"), Json::from(100))]);
        set.insert(owned);
        set.insert(Record::new(Id::from_number(4), "person", old));
        set.bury(Id::from_number(5), old);
        (set, Registry::new([&settings::WORKSPACE, &channel::CHANNEL]))
    }

    /// Names of the fields of a record of the template.
    fn names(set: &RecordSet, id: u64) -> Vec<String> {
        set.get(Id::from_number(id)).map(|record| record.fields.keys().map(ToString::to_string).collect()).unwrap_or_default()
    }

    #[test]
    fn structure_stays_and_what_was_recorded_goes() {
        let (set, registry) = company();
        let bare = template(&set, &registry, &["channel"], false, STAMP);
        assert_eq!(bare.len(), 3, "no person");
        assert_eq!(
            (names(&bare, 1), names(&bare, 2), names(&bare, 3)),
            (vec!["currency".into()], vec!["name".into()], vec!["name".into(), "parent".into()])
        );
        assert!(bare.tombstones().is_empty() && bare.all().into_iter().all(|record| record.changed() == STAMP), "nothing tells when and where");
        let with_texts = template(&set, &registry, &["channel"], true, STAMP);
        assert_eq!(names(&with_texts, 3), ["about", "from_example", "name", "parent"]);
    }

    #[test]
    fn a_new_workspace_has_numbers_of_its_own_and_its_links_hold() {
        let (set, registry) = company();
        let template: Vec<Record> =
            template(&set, &registry, &["channel"], false, STAMP).all().into_iter().map(|record| Record::clone(record)).collect();
        let mut next = 100;
        let mut fresh = || {
            next += 1;
            Id::from_number(next)
        };
        let settings = Record::new(Id::from_number(50), "workspace", STAMP).with(settings::NAME, "乙".to_owned());
        let started = started(&template, settings, &mut fresh);
        assert!(started.iter().all(|record| template.iter().all(|other| other.id != record.id)));
        assert_eq!(started[0].field("currency"), Some(&Json::from("USD")));
        assert_eq!(started[0].field("name"), Some(&Json::from("乙")));
        let parent = started.iter().find_map(|record| record.field("parent")).and_then(Link::read).expect("a link");
        assert_eq!(started.iter().find(|record| record.id == parent).and_then(|record| record.field("name")), Some(&Json::from("线上")));
    }
}
