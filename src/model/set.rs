//! All records of a workspace in memory, by id, by kind, and by who links to whom.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_set};
use std::sync::Arc;

use crate::clock::Stamp;
use crate::diff::{Change, Diff};
use crate::id::Id;
use crate::key::Key;
use crate::lookup::{LINKS, Lookup, Lookups, link_key};
use crate::order::Order;
use crate::record::Record;
use crate::schema::{FieldDef, Fields, Registry};
use crate::spread::{IdMap, Spread};
use crate::value::{FieldType, Json, Link, Links, Object, Rows, ValueType};

/// Records by their ids.
pub(crate) type ById = IdMap<Arc<Record>>;

/// The records of one workspace. Cloning copies counters, not records.
#[derive(Clone, Debug, Default)]
pub struct RecordSet {
    records: ById,
    by_kind: HashMap<Key, BTreeSet<Id>, Spread>,
    tombstones: BTreeMap<Id, Stamp>,
    buried: ById,
    lookups: Lookups,
}

/// The records of a kind, oldest first. A named type with its own steps, so that what is built on it stays small.
#[derive(Clone, Debug)]
pub struct OfKind<'a> {
    ids: Option<btree_set::Iter<'a, Id>>,
    records: &'a ById,
}

impl<'a> Iterator for OfKind<'a> {
    type Item = &'a Arc<Record>;

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        self.ids.as_mut()?.find_map(|id| self.records.get(id))
    }
}

impl DoubleEndedIterator for OfKind<'_> {
    #[inline(never)]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.ids.as_mut()?.rev().find_map(|id| self.records.get(id))
    }
}

impl RecordSet {
    /// These records; one that was deleted after its last change lies among the deleted.
    pub fn of(records: Vec<Record>, tombstones: BTreeMap<Id, Stamp>) -> Self {
        let mut set = Self { tombstones, ..Self::default() };
        for record in records {
            if set.tombstones.get(&record.id).is_some_and(|deleted| *deleted >= record.changed()) {
                set.bury_record(record);
            } else {
                set.insert(record);
            }
        }
        set
    }

    /// The record with this id.
    pub fn get(&self, id: Id) -> Option<&Arc<Record>> {
        self.records.get(&id)
    }

    /// The records of a kind, oldest first.
    pub fn of_kind<'a>(&'a self, kind: &str) -> OfKind<'a> {
        OfKind { ids: self.by_kind.get(kind).map(BTreeSet::iter), records: &self.records }
    }

    /// The one record of a kind that has at most one; the oldest if there are more.
    pub fn single(&self, kind: &str) -> Option<&Arc<Record>> {
        self.of_kind(kind).next()
    }

    /// How many records a kind has.
    pub fn count(&self, kind: &str) -> usize {
        self.by_kind.get(kind).map_or(0, BTreeSet::len)
    }

    /// The records with this key, oldest first; among them some may have another text with the same key. The first look
    /// at each `by` reads all records, later ones cost nothing.
    pub fn looked_up(&self, by: Lookup, key: u128) -> Vec<&Arc<Record>> {
        self.lookups.find(by, &self.records, key).into_iter().filter_map(|id| self.records.get(&id)).collect()
    }

    /// The records of a kind that name this id anywhere in their fields, oldest first.
    pub fn naming(&self, kind: &str, id: Id) -> Vec<&Arc<Record>> {
        self.looked_up(LINKS, link_key(kind, id)).into_iter().filter(|record| record.kind == *kind).collect()
    }

    /// All records, in order of id.
    pub fn all(&self) -> Vec<&Arc<Record>> {
        let mut all: Vec<_> = self.records.values().collect();
        all.order_by_key(|record| record.id);
        all
    }

    /// The latest change of any record, also of those that were deleted.
    pub fn latest(&self) -> Stamp {
        let changed = self.records.values().map(|record| record.changed());
        changed.chain(self.tombstones.values().copied()).fold(Stamp::default(), Stamp::max)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// No records at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Deleted records and when.
    pub fn tombstones(&self) -> &BTreeMap<Id, Stamp> {
        &self.tombstones
    }

    /// Notes a deletion read from storage.
    pub fn bury(&mut self, id: Id, stamp: Stamp) {
        self.tombstones.insert(id, stamp);
    }

    /// Deleted records that still have their fields, for edits that are under way elsewhere.
    pub fn buried(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.buried.values()
    }

    /// The deleted record of this id, if it still has its fields.
    pub fn buried_record(&self, id: Id) -> Option<&Arc<Record>> {
        self.buried.get(&id)
    }

    /// Notes the fields of a deleted record read from storage; its deletion is noted already.
    pub fn bury_record(&mut self, record: Record) {
        if self.tombstones.contains_key(&record.id) && !self.records.contains_key(&record.id) {
            self.buried.insert(record.id, Arc::new(record));
        }
    }

    /// Forgets the fields of records deleted before this time in milliseconds; returns their ids.
    pub fn forget_buried_before(&mut self, time: u64) -> Vec<Id> {
        let tombstones = &self.tombstones;
        let expired = |id: &Id| tombstones.get(id).is_none_or(|stamp| stamp.time < time);
        let gone: Vec<Id> = self.buried.keys().copied().filter(expired).collect();
        for id in &gone {
            self.buried.remove(id);
        }
        gone
    }

    /// Forgets a record and its fields, living or deleted; its deletion stays noted.
    pub fn erase(&mut self, id: Id, stamp: Stamp) {
        self.remove(id);
        self.buried.remove(&id);
        let deleted = self.tombstones.entry(id).or_insert(stamp);
        *deleted = (*deleted).max(stamp);
    }

    /// Forgets deletions made before this time in milliseconds (decisions.md 10: 180 days).
    pub fn forget_tombstones_before(&mut self, time: u64) {
        self.tombstones.retain(|_, stamp| stamp.time >= time);
        let tombstones = &self.tombstones;
        self.buried.retain(|id, _| tombstones.contains_key(id));
    }

    /// Puts a record in place as it is.
    pub fn insert(&mut self, record: Record) {
        self.by_kind.entry(record.kind.clone()).or_default().insert(record.id);
        self.tombstones.remove(&record.id);
        self.buried.remove(&record.id);
        let record = Arc::new(record);
        let before = self.records.insert(record.id, record.clone());
        self.lookups.change(before.as_deref(), Some(&record));
    }

    fn remove(&mut self, id: Id) -> Option<Arc<Record>> {
        let record = self.records.remove(&id)?;
        if let Some(ids) = self.by_kind.get_mut(&record.kind) {
            ids.remove(&id);
        }
        self.lookups.change(Some(&record), None);
        Some(record)
    }

    /// Applies a step with its stamp. Later stamps win field by field, a record lives when any of
    /// its fields was set after its deletion, and equal stamps are decided by the values: so the
    /// order in which steps of several tabs arrive makes no difference. Returns the records touched.
    pub fn apply(&mut self, diff: &Diff, stamp: Stamp) -> Vec<Id> {
        let mut touched = Vec::new();
        for record in &diff.added {
            let merged = match self.known(record.id) {
                None => record.clone(),
                Some(present) => present.join(record),
            };
            self.settle(merged);
            touched.push(record.id);
        }
        let mut joined = BTreeSet::new();
        for record in &diff.joined {
            let merged = self.known(record.id).map_or_else(|| record.clone(), |present| present.join(record));
            self.settle(merged);
            joined.insert(record.id);
            touched.push(record.id);
        }
        for Change { id, field, to, .. } in &diff.updated {
            // What the join has brought keeps the stamp it has elsewhere.
            if joined.contains(id) && self.records.get(id).is_some_and(|record| record.fields.get(field) == to.as_ref()) {
                continue;
            }
            let buried = !self.records.contains_key(id);
            let Some(slot) = self.records.get_mut(id).or_else(|| self.buried.get_mut(id)) else { continue };
            let present = slot.stamp_of(field);
            if present > stamp || (present == stamp && crate::record::outranks(slot.fields.get(field), to.as_ref())) {
                continue;
            }
            let before = (!buried && !self.lookups.is_empty()).then(|| slot.clone());
            let record = Arc::make_mut(slot);
            record.set(field.clone(), to.clone(), stamp);
            if stamp == record.created {
                record.stamps.remove(field);
            }
            if before.is_some() {
                self.lookups.change(before.as_deref(), Some(record));
            }
            if buried {
                let edited = Record::clone(slot);
                self.settle(edited);
            }
            touched.push(*id);
        }
        for (id, stamp) in &diff.deletions {
            let buried = self.tombstones.entry(*id).or_insert(*stamp);
            *buried = (*buried).max(*stamp);
            if let Some(known) = self.known(*id).map(|known| Record::clone(known)) {
                self.settle(known);
                touched.push(*id);
            }
        }
        for record in &diff.removed {
            let stamp = diff.deletions.get(&record.id).copied().unwrap_or(stamp);
            let buried = self.tombstones.entry(record.id).or_insert(stamp);
            *buried = (*buried).max(stamp);
            let known = self.known(record.id).map_or_else(|| record.clone(), |present| Record::clone(present));
            self.settle(known);
            touched.push(record.id);
        }
        touched
    }

    /// The record, alive or deleted a short while ago.
    fn known(&self, id: Id) -> Option<&Arc<Record>> {
        self.records.get(&id).or_else(|| self.buried.get(&id))
    }

    /// Puts a record among the living or the deleted. The deleted keep their fields for a while, so
    /// that an edit that was under way elsewhere brings the whole record back.
    fn settle(&mut self, record: Record) {
        if self.tombstones.get(&record.id).is_some_and(|deleted| *deleted >= record.changed()) {
            self.remove(record.id);
            self.buried.insert(record.id, Arc::new(record));
        } else {
            self.insert(record);
        }
    }

    /// The records that link to this one, with the field that does, in the order of the kinds and their fields.
    pub fn links_to(&self, registry: &Registry, target: Id) -> Vec<(Arc<Record>, &'static str)> {
        let Some(target_kind) = self.get(target).map(|record| record.kind.clone()) else { return Vec::new() };
        let mut found = Vec::new();
        for kind in registry.kinds() {
            let naming = self.naming(kind.name, target);
            for field in kind.fields.iter().filter(|_| !naming.is_empty()) {
                let columns: Vec<&str> =
                    field.columns.iter().filter(|column| column.targets.contains(&target_kind.as_str())).map(|c| c.name).collect();
                if !field.targets.contains(&target_kind.as_str()) && columns.is_empty() {
                    continue;
                }
                for record in &naming {
                    let Some(json) = record.field(field.name) else { continue };
                    if links_in(field.value, json, &columns).contains(&target) {
                        found.push((Arc::clone(record), field.name));
                    }
                }
            }
        }
        found
    }
}

/// In what a field's number is measured, as the record that measures it says: `number`, `money` (in major units) or `ratio`.
pub fn measure_of(records: &RecordSet, field: &FieldDef, holder: &Record) -> Option<String> {
    field.measured_by.last().and_then(|last| told_by_measure(records, field, holder, last))
}

/// The word for the unit of a field's number, such as shops or days, as the record that measures it says; where nothing measures
/// it, as its own record says.
pub fn unit_word_of(records: &RecordSet, field: &FieldDef, holder: &Record) -> Option<String> {
    told_by_measure(records, field, holder, "unit").or_else(|| holder.field("unit").and_then(Json::as_str).map(str::to_owned))
}

/// What a field of the record that measures a field's number says.
fn told_by_measure(records: &RecordSet, field: &FieldDef, holder: &Record, asked: &str) -> Option<String> {
    let (_, links) = field.measured_by.split_last()?;
    let mut place = holder.clone();
    for link in links {
        let next = place.field(link).and_then(Link::read).and_then(|id| records.get(id))?;
        place = Record::clone(next);
    }
    place.field(asked).and_then(Json::as_str).map(str::to_owned)
}

/// How a field's number is read and shown: as a rate when the record that measures it says so
/// (`unit_kind` `ratio`), else as the schema says.
pub fn value_type_of(records: &RecordSet, field: &FieldDef, holder: Option<&Record>) -> ValueType {
    let measure = holder.and_then(|holder| measure_of(records, field, holder));
    if measure.as_deref() == Some("ratio") { ValueType::Ratio } else { field.value }
}

/// Whether a field's number is an amount of money in major units, because the record that measures it says so.
pub fn is_amount(records: &RecordSet, field: &FieldDef, holder: &Record) -> bool {
    measure_of(records, field, holder).as_deref() == Some("money")
}

/// The ids that one field of a record links to, also inside its rows.
pub fn links_of(field: &FieldDef, record: &Record) -> Vec<Id> {
    let columns: Vec<&str> = field.columns.iter().filter(|column| !column.targets.is_empty()).map(|column| column.name).collect();
    record.field(field.name).map(|json| links_in(field.value, json, &columns)).unwrap_or_default()
}

/// The ids a stored value links to.
fn links_in(value: ValueType, json: &Json, columns: &[&str]) -> Vec<Id> {
    match value {
        ValueType::Link => Link::read(json).into_iter().collect(),
        ValueType::Links => Links::read(json).unwrap_or_default(),
        ValueType::Rows => Rows::read(json)
            .unwrap_or_default()
            .iter()
            .flat_map(|row: &Object| columns.iter().filter_map(|column| row.get(*column).and_then(Link::read)).collect::<Vec<_>>())
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ReplicaId;
    use proptest::prelude::*;

    fn stamp(time: u64, replica: u32) -> Stamp {
        Stamp { time, counter: 0, replica: ReplicaId(replica) }
    }

    fn change(id: Id, field: &str, to: &str) -> Diff {
        Diff { updated: vec![Change { id, kind: "note".into(), field: field.into(), from: None, to: Some(to.into()) }], ..Diff::default() }
    }

    fn set_with_one() -> (RecordSet, Id) {
        let id = Id::from_number(1);
        let mut set = RecordSet::default();
        set.insert(Record::new(id, "note", stamp(1, 1)));
        (set, id)
    }

    #[test]
    fn edits_of_different_fields_both_survive() {
        let (mut set, id) = set_with_one();
        set.apply(&change(id, "a", "from one"), stamp(10, 1));
        set.apply(&change(id, "b", "from two"), stamp(9, 2));
        let record = set.get(id).unwrap();
        assert_eq!(record.fields["a"], "from one");
        assert_eq!(record.fields["b"], "from two");
    }

    #[test]
    fn a_number_takes_its_unit_from_the_record_that_measures_it() {
        use crate::schema::Handle;
        use crate::value::{Choice, Number};
        let field = Handle::<Number>::new("target").measured_by(&["indicator", "unit_kind"]).def;
        let (indicator, goal) = (Id::from_number(1), Id::from_number(2));
        let measured = |unit: &str| {
            let mut set = RecordSet::default();
            let named = Record::new(indicator, "indicator", stamp(1, 1)).with(Handle::<Choice>::new("unit"), "家".to_owned());
            set.insert(named.with(Handle::<Choice>::new("unit_kind"), unit.to_owned()));
            let goal = Record::new(goal, "goal", stamp(1, 1)).with(Handle::<Link>::new("indicator"), indicator);
            assert_eq!(unit_word_of(&set, &field, &goal).as_deref(), Some("家"));
            assert_eq!(unit_word_of(&RecordSet::default(), &field, &goal), None);
            // Its own word counts where nothing measures it, and only there.
            let worded = goal.with(Handle::<Choice>::new("unit"), "人".to_owned());
            assert_eq!(unit_word_of(&set, &field, &worded).as_deref(), Some("家"));
            assert_eq!(unit_word_of(&RecordSet::default(), &field, &worded).as_deref(), Some("人"));
            let goal = Record::new(worded.id, "goal", stamp(1, 1)).with(Handle::<Link>::new("indicator"), indicator);
            value_type_of(&set, &field, Some(&goal))
        };
        assert_eq!(measured("ratio"), ValueType::Ratio);
        assert_eq!(measured("money"), ValueType::Number);
        assert_eq!(value_type_of(&RecordSet::default(), &field, None), ValueType::Number);
    }

    #[test]
    fn an_older_edit_of_the_same_field_does_not_overwrite() {
        let (mut set, id) = set_with_one();
        set.apply(&change(id, "a", "later"), stamp(10, 1));
        set.apply(&change(id, "a", "earlier"), stamp(9, 2));
        assert_eq!(set.get(id).unwrap().fields["a"], "later");
    }

    #[test]
    fn a_deleted_record_leaves_a_tombstone_and_can_come_back() {
        let (mut set, id) = set_with_one();
        let removal = Diff { removed: vec![Record::clone(set.get(id).unwrap())], ..Diff::default() };
        set.apply(&removal, stamp(5, 1));
        assert!(set.get(id).is_none() && set.count("note") == 0);
        assert!(set.tombstones().contains_key(&id));
        let mut revival = removal.invert();
        revival.restamp(stamp(6, 1));
        set.apply(&revival, stamp(6, 1));
        assert!(set.get(id).is_some() && set.tombstones().is_empty());
    }

    /// One random step on one record: an edit, a removal, or its return with a fixed content.
    fn step(what: u8, field: u8, value: u8, time: u64, replica: u32) -> (Diff, Stamp) {
        let (id, stamp) = (Id::from_number(1), stamp(time + 1, replica));
        let mut record = Record::new(id, "note", stamp);
        record.fields.insert("f0".into(), value.into());
        let diff = match what {
            0..=5 => change(id, &format!("f{field}"), &value.to_string()),
            6..=7 => Diff { removed: vec![record], ..Diff::default() },
            _ => Diff { added: vec![record], ..Diff::default() },
        };
        (diff, stamp)
    }

    proptest! {
        #[test]
        fn removals_and_returns_converge_in_any_order(
            steps in prop::collection::vec((0_u8..10, 0_u8..3, 0_u8..9, 1_u64..20, 1_u32..3), 1..14),
            order in any::<prop::sample::Index>(),
            rounds in prop::collection::vec(any::<prop::sample::Index>(), 14),
        ) {
            let steps: Vec<_> = steps.into_iter().map(|(what, field, value, time, replica)| step(what, field, value, time, replica)).collect();
            let mut shuffled = steps.clone();
            let length = shuffled.len();
            for (index, round) in rounds.iter().enumerate().take(length) {
                shuffled.swap(index, round.index(length));
            }
            shuffled.rotate_left(order.index(length));
            let run = |steps: &[(Diff, Stamp)]| {
                let (mut set, id) = set_with_one();
                for (diff, stamp) in steps {
                    set.apply(diff, *stamp);
                }
                (set.get(id).map(|record| Record::clone(record)), set.tombstones().get(&id).copied())
            };
            prop_assert_eq!(run(&steps), run(&shuffled));
        }

        /// Who names whom, asked between steps that add, edit, remove and bring back: always as if looked through anew.
        #[test]
        fn what_is_looked_up_follows_every_change(
            steps in prop::collection::vec((1_u64..6, 0_u8..5, 1_u64..6, 0_u8..3, any::<bool>()), 1..30),
        ) {
            let mut set = RecordSet::default();
            for (time, (number, what, target, kind, ask)) in (1_u64..).zip(steps) {
                let (id, stamp) = (Id::from_number(number), stamp(time, 1));
                let to = Id::from_number(target).to_string();
                let present = set.get(id).map(|record| Record::clone(record));
                let diff = match (what, present) {
                    (0, Some(record)) => Diff { removed: vec![record], ..Diff::default() },
                    (1, Some(record)) => Diff { updated: vec![Change { id, kind: record.kind, field: "rows".into(), from: None, to: Some(serde_json::json!([{"a": to}, {"a": to}])) }], ..Diff::default() },
                    (2, Some(record)) => Diff { updated: vec![Change { id, kind: record.kind, field: "a".into(), from: None, to: None }], ..Diff::default() },
                    (_, Some(_)) => change(id, "a", &to),
                    (_, None) => {
                        let mut record = Record::new(id, ["note", "task", "memo"][usize::from(kind)], stamp);
                        record.fields.insert("a".into(), to.into());
                        Diff { added: vec![record], ..Diff::default() }
                    }
                };
                set.apply(&diff, stamp);
                for (kind, to) in ["note", "task", "memo"].into_iter().flat_map(|kind| (1..6).map(move |to| (kind, Id::from_number(to)))).filter(|_| ask) {
                    let named = |record: &&Arc<Record>| serde_json::to_string(&record.fields).is_ok_and(|text| text.contains(&to.to_string()));
                    let anew: Vec<Id> = set.of_kind(kind).filter(named).map(|record| record.id).collect();
                    let found: Vec<Id> = set.naming(kind, to).into_iter().map(|record| record.id).collect();
                    prop_assert_eq!(&found, &anew, "{} {}", kind, to);
                    let copied: Vec<Id> = set.clone().naming(kind, to).into_iter().map(|record| record.id).collect();
                    prop_assert_eq!(copied, anew);
                }
            }
        }

        #[test]
        fn the_order_of_edits_makes_no_difference(edits in prop::collection::vec((0_u8..3, 0_u8..9, 1_u64..50, 1_u32..4), 1..12), seed in any::<u64>()) {
            let mut unique = edits;
            unique.sort_by_key(|edit| (edit.2, edit.3));
            unique.dedup_by_key(|edit| (edit.2, edit.3));
            let mut shuffled = unique.clone();
            let length = shuffled.len();
            for index in 0..length {
                shuffled.swap(index, (seed as usize).wrapping_mul(31).wrapping_add(index * 7) % length);
            }
            let run = |edits: &[(u8, u8, u64, u32)]| {
                let (mut set, id) = set_with_one();
                for (field, value, time, replica) in edits {
                    set.apply(&change(id, &format!("f{field}"), &value.to_string()), stamp(*time + 1, *replica));
                }
                Record::clone(set.get(id).unwrap())
            };
            prop_assert_eq!(run(&unique), run(&shuffled));
        }
    }
}
