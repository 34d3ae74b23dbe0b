//! From the demo to a real workspace (ux.md 6.2): what of the sample company goes along, and what it turns into.

use std::collections::BTreeSet;

use model::{FieldDef, FieldType, Fields, Id, Json, Key, Kind, Link, Links, Record, RecordSet, Registry, ReplicaId, ValueType};

use super::workspace;
use crate::TEMPLATES;

/// Kinds that describe how a company works rather than what it did; besides those that come as templates. They go along
/// also where the content stays behind.
const STRUCTURE: &[&str] = &[
    "career_level",
    "competency_need",
    "customer_norm",
    "customer_segment",
    "data_field",
    "department_relation",
    "duty",
    "evaluation_process",
    "evaluation_scheme",
    "info_need",
    "info_system",
    "org_limits",
    "position",
    "region",
];

/// What goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The structure and whatever the user has entered.
    Structure,
    /// All records.
    Content,
}

/// What a demo turns into.
#[derive(Clone, Debug, Default)]
pub struct Real {
    /// The records of the new workspace.
    pub records: Vec<Record>,
    /// How many of them the user has entered or changed.
    pub own: usize,
    /// How many of them come from the sample and carry its mark until they are edited.
    pub sample: usize,
}

/// Whether the user has entered or changed a record: the sample company was written by no copy of the app.
fn is_own(record: &Record) -> bool {
    let by_user = |replica: ReplicaId| replica != ReplicaId(0);
    by_user(record.created.replica) || record.stamps.values().any(|stamp| by_user(stamp.replica))
}

fn is_structure(kind: &str) -> bool {
    STRUCTURE.contains(&kind) || TEMPLATES.contains(&kind)
}

/// The records of a real workspace made of the demo; what nobody has entered is marked as copied from a sample. Progress of the
///  sample's steps, its fixed date and its label stay behind in either case.
pub fn real(demo: &RecordSet, registry: &Registry, keep: Keep, name: &str, settings: Id) -> Real {
    let goes = |record: &Record| match record.kind.as_str() {
        "workspace" => false,
        "step_state" => is_own(record),
        kind => keep == Keep::Content || is_own(record) || is_structure(kind),
    };
    let chosen: Vec<Record> = demo.all().into_iter().filter(|record| goes(record)).map(|record| Record::clone(record)).collect();
    let mut kept: BTreeSet<Id> = chosen.iter().map(|record| record.id).collect();
    let mut real = Real::default();
    if let Some(record) = demo.single("workspace") {
        real.records.push(own_settings(record, name, settings));
        kept.insert(record.id);
    }
    for mut record in chosen {
        let own = is_own(&record);
        if let Some(kind) = registry.kind(&record.kind).filter(|_| keep == Keep::Structure)
            && !blank(&mut record, kind, own, &kept)
        {
            continue;
        }
        if own {
            real.own += 1;
        } else {
            real.sample += 1;
            if let Some(kind) = registry.kind(&record.kind) {
                model::sample::mark(&mut record, kind);
            }
        }
        real.records.push(record);
    }
    real
}

/// The settings under another name: no demo, no fixed day. Their id names the family of copies, so it is a new one.
fn own_settings(record: &Record, name: &str, id: Id) -> Record {
    let mut settings = record.clone().with(workspace::NAME, name.to_owned());
    settings.id = id;
    for field in [workspace::DEMO.name(), workspace::AS_OF.name(), workspace::TRADE.name()] {
        settings.fields.remove(field);
    }
    settings
}

/// Takes away links to what stays behind and, unless the user has entered the record, whatever belongs to one company at one
/// time: days, money, people's addresses. False if a required link is lost with it.
fn blank(record: &mut Record, kind: &Kind, own: bool, kept: &BTreeSet<Id>) -> bool {
    for field in kind.fields {
        let Some(json) = record.field(field.name) else { continue };
        match left_of(field, json, own, kept) {
            Some(json) => drop(record.fields.insert(Key::new(field.name), json)),
            None if field.required && field.value == ValueType::Link => return false,
            None => drop(record.fields.remove(field.name)),
        }
    }
    true
}

/// What stays of one value; the same in the rows of a table inside the record.
fn left_of(field: &FieldDef, json: &Json, own: bool, kept: &BTreeSet<Id>) -> Option<Json> {
    match field.value {
        ValueType::Link => Link::read(json).filter(|id| kept.contains(id)).map(|_| json.clone()),
        ValueType::Links => {
            let ids: Vec<String> = Links::read(json).unwrap_or_default().iter().filter(|id| kept.contains(id)).map(Id::to_string).collect();
            (!ids.is_empty()).then(|| Json::from(ids))
        }
        ValueType::Rows => {
            let rows = json.as_array().into_iter().flatten().filter_map(Json::as_object);
            let left = rows.map(|row| {
                let mut left = row.clone();
                for column in field.columns {
                    if let Some(json) = row.get(column.name)
                        && left_of(column, json, own, kept).is_none()
                    {
                        left.remove(column.name);
                    }
                }
                Json::Object(left)
            });
            Some(left.collect())
        }
        ValueType::Date | ValueType::Month | ValueType::Span | ValueType::Instant | ValueType::Money if !own => None,
        _ if field.personal && !own => None,
        _ => Some(json.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::goal;
    use crate::organisation::{department, person, position, rule};
    use crate::workspace::step_state;
    use model::{Date, Stamp};

    fn record(kind: &Kind, number: u64, replica: u32) -> Record {
        Record::new(Id::from_number(number), kind.name, Stamp { time: 1, counter: 0, replica: ReplicaId(replica) })
    }

    /// A sample with a department, its head, a position, a goal, a done step, and a goal that the user has added.
    fn demo() -> RecordSet {
        let mut set = RecordSet::default();
        let head = Id::from_number(3);
        let settings = record(&workspace::WORKSPACE, 1, 0).with(workspace::NAME, "sample".to_owned()).with(workspace::DEMO, true);
        set.insert(settings.with(workspace::AS_OF, Date::from_ymd_opt(2026, 6, 30).unwrap_or_default()));
        set.insert(record(&department::DEPARTMENT, 2, 0).with(department::NAME, "market".to_owned()).with(department::HEAD, head));
        set.insert(record(&person::PERSON, 3, 0).with(person::NAME, "Li".to_owned()));
        set.insert(record(&position::POSITION, 4, 0).with(position::NAME, "lead".to_owned()));
        set.insert(
            record(&rule::RULE, 8, 0)
                .with(rule::NAME, "leave".to_owned())
                .with(rule::IN_FORCE_ON, Date::from_ymd_opt(2025, 1, 1).unwrap_or_default()),
        );
        set.insert(record(&goal::GOAL, 5, 0).with(goal::STATEMENT, "theirs".to_owned()));
        set.insert(record(&step_state::STEP_STATE, 6, 0).with(step_state::STEP, "P01.1".to_owned()));
        set.insert(record(&goal::GOAL, 7, 9).with(goal::STATEMENT, "ours".to_owned()).with(goal::OWNER, head));
        set
    }

    fn made(keep: Keep) -> (Real, RecordSet) {
        let real = real(&demo(), &crate::registry(), keep, "ours", Id::from_number(99));
        let mut set = RecordSet::default();
        real.records.iter().cloned().for_each(|record| set.insert(record));
        (real, set)
    }

    #[test]
    fn the_label_and_the_fixed_day_go_and_the_name_is_the_users() {
        for keep in [Keep::Structure, Keep::Content] {
            let (_, set) = made(keep);
            let settings = set.single("workspace").unwrap();
            assert_eq!(settings.id, Id::from_number(99));
            assert_eq!(workspace::NAME.get(&**settings).as_deref(), Some("ours"));
            assert_eq!((workspace::DEMO.get(&**settings), workspace::AS_OF.get(&**settings)), (None, None));
        }
    }

    #[test]
    fn the_structure_goes_along_without_people_and_without_links_to_them() {
        let (real, set) = made(Keep::Structure);
        assert_eq!((real.own, real.sample), (1, 3), "the own goal; department, position and rule");
        assert_eq!(rule::IN_FORCE_ON.get(&**set.get(Id::from_number(8)).unwrap()), None);
        let department = set.get(Id::from_number(2)).unwrap();
        assert_eq!(department::HEAD.get(&**department), None);
        assert_eq!(department.field("from_example"), Some(&Json::Bool(true)));
        assert!(set.get(Id::from_number(3)).is_none() && set.get(Id::from_number(5)).is_none() && set.get(Id::from_number(6)).is_none());
        let ours = set.get(Id::from_number(7)).unwrap();
        assert_eq!((ours.field("from_example"), goal::OWNER.get(&**ours)), (None, None));
    }

    #[test]
    fn the_content_goes_along_marked_and_the_progress_does_not() {
        let (real, set) = made(Keep::Content);
        assert_eq!((real.own, real.sample), (1, 5));
        assert_eq!(set.get(Id::from_number(5)).unwrap().field("from_example"), Some(&Json::Bool(true)));
        assert_eq!(goal::OWNER.get(&**set.get(Id::from_number(7)).unwrap()), Some(Id::from_number(3)));
        assert!(set.get(Id::from_number(6)).is_none());
    }

    #[test]
    fn every_kind_of_the_structure_exists() {
        for kind in STRUCTURE.iter().chain(TEMPLATES) {
            assert!(crate::registry().kind(kind).is_some(), "{kind}");
        }
    }
}
