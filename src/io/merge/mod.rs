//! Two copies of one workspace brought together, field by field (decisions.md 10, 22). The common ancestor is known by
//! the version vector of each copy: an edit that the other copy had not seen is news, two edits of one field that did
//! not know of each other are a conflict. By themselves later values win, so the result is the same in whichever order
//! copies are merged; where somebody chooses otherwise, the choice is a new edit.

mod plan;
mod replace;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{Id, Json, Key, Record, RecordSet, Registry, ReplicaId, Stamp, ValueType};

use crate::bundle::Versions;
use crate::scope::Scope;

pub use plan::{Plan, Settled};
pub use replace::{Replacement, replace};

/// Stamps further ahead of the clock here than this, in milliseconds, are taken for a wrong clock and set back to it, so
/// that a wrong clock cannot win for years.
pub const FAR_AHEAD_MS: u64 = 24 * 60 * 60 * 1_000;
/// A larger share of deletions than this asks for a typed confirmation.
pub const MANY_DELETIONS: f64 = 0.2;
/// What every copy has for itself: a copy may bear another name.
const OWN: (&str, &str) = ("workspace", "name");

/// One side of a merge.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its records, living and deleted.
    pub records: &'a RecordSet,
    /// What it has seen.
    pub versions: &'a Versions,
    /// What it could hold.
    pub scope: &'a Scope,
}

impl Side<'_> {
    fn has_seen(&self, stamp: Stamp) -> bool {
        self.versions.get(&stamp.replica).is_some_and(|latest| *latest >= stamp)
    }

    fn has_seen_all(&self, record: &Record) -> bool {
        self.has_seen(record.created) && record.stamps.values().all(|stamp| self.has_seen(*stamp))
    }

    fn known(&self, id: Id) -> Option<&Arc<Record>> {
        self.records.get(id).or_else(|| self.records.buried_record(id))
    }
}

/// A value with its origin; `None` is an empty field.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value.
    pub json: Option<Json>,
    /// When and in which copy it was set.
    pub stamp: Stamp,
}

/// Who has changed something since the copies were one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Both: a conflict.
    Both,
    /// The file.
    Theirs,
    /// Only this workspace; the file is older here.
    Ours,
}

/// What is to be done with one difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As it is here.
    Ours,
    /// As it is in the file.
    Theirs,
    /// Both texts, or the union of both lists.
    Both,
}

/// The difference itself.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A record of the file that never was here.
    Added(Arc<Record>),
    /// Two values of one field.
    Field {
        /// The field.
        field: Key,
        /// Here.
        ours: Value,
        /// In the file.
        theirs: Value,
    },
    /// A record of this workspace that the file has deleted.
    Removed {
        /// As it is here.
        record: Arc<Record>,
        /// When it was deleted there.
        at: Stamp,
    },
    /// A record of the file that was deleted here.
    Revived {
        /// As it is in the file.
        record: Arc<Record>,
        /// When it was deleted here, if that is still known.
        at: Option<Stamp>,
    },
}

/// One difference with what is to be done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: Key,
    /// The difference.
    pub what: What,
    /// Who made it.
    pub cause: Cause,
    /// What the stamps alone decide.
    pub default: Choice,
    /// What is to be done.
    pub choice: Choice,
}

impl Item {
    fn new(record: &Record, what: What, cause: Cause, default: Choice) -> Self {
        Self { id: record.id, kind: record.kind.clone(), what, cause, default, choice: default }
    }

    /// Whether taking both makes sense: for texts of several lines, tags and lists of links.
    pub fn can_take_both(&self, registry: &Registry) -> bool {
        self.value_type(registry).is_some_and(|value| matches!(value, ValueType::Prose | ValueType::Tags | ValueType::Links))
            && matches!(&self.what, What::Field { ours, theirs, .. } if ours.json.is_some() && theirs.json.is_some())
    }

    fn value_type(&self, registry: &Registry) -> Option<ValueType> {
        let What::Field { field, .. } = &self.what else { return None };
        Some(registry.kind(&self.kind)?.field(field)?.value)
    }

    /// Whether this brings a record here, or takes one away, when it is done as chosen.
    fn adds(&self) -> bool {
        matches!(self.what, What::Added(_) | What::Revived { .. }) && self.choice == Choice::Theirs
    }

    fn removes(&self) -> bool {
        matches!(self.what, What::Removed { .. }) && self.choice == Choice::Theirs
    }
}

/// What a merge would do.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Differences in the order of records, conflicts included.
    pub items: Vec<Item>,
    /// Copies whose clock was far ahead, and by how many milliseconds.
    pub ahead: BTreeMap<ReplicaId, u64>,
    /// What this workspace has seen after the merge.
    pub versions: Versions,
    /// Records of the file that are to be joined, with stamps set right.
    joins: BTreeMap<Id, Record>,
    /// Deletions in the file that are later than those known here, and of records that are not here.
    deletions: BTreeMap<Id, Stamp>,
    /// Records here before the merge.
    records: usize,
}

/// How many records and values a merge would touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that come in.
    pub added: usize,
    /// Records of which some value changes.
    pub changed: usize,
    /// Records that go.
    pub removed: usize,
    /// Differences that both sides have made.
    pub conflicts: usize,
    /// Differences where the file is only older.
    pub older: usize,
}

impl Comparison {
    /// Counts by the choices as they are.
    pub fn counts(&self) -> Counts {
        let gone: BTreeSet<Id> = self.items.iter().filter(|item| item.removes()).map(|item| item.id).collect();
        let changed = |item: &&Item| matches!(item.what, What::Field { .. }) && item.choice != Choice::Ours && !gone.contains(&item.id);
        Counts {
            added: self.items.iter().filter(|item| item.adds()).count(),
            changed: self.items.iter().filter(changed).map(|item| item.id).collect::<BTreeSet<_>>().len(),
            removed: gone.len(),
            conflicts: self.items.iter().filter(|item| item.cause == Cause::Both).count(),
            older: self.items.iter().filter(|item| item.cause == Cause::Ours).count(),
        }
    }

    /// Nothing on the screen would change as the choices are.
    pub fn changes_nothing(&self) -> bool {
        self.items.iter().all(|item| item.choice == Choice::Ours)
    }

    /// Whether so much would be deleted that a slip must be ruled out.
    pub fn deletes_much(&self) -> bool {
        self.counts().removed as f64 > MANY_DELETIONS * self.records as f64
    }

    /// Long texts that both sides have changed keep both, so that nobody's words are lost unseen.
    pub fn keep_both_texts(&mut self, registry: &Registry) {
        for item in &mut self.items {
            if item.cause == Cause::Both && item.value_type(registry) == Some(ValueType::Prose) && item.can_take_both(registry) {
                item.choice = Choice::Both;
            }
        }
    }
}

/// Compares a workspace with a file of it. Nothing is changed.
pub fn compare(ours: &Side<'_>, theirs: &Side<'_>, registry: &Registry, now_ms: u64) -> Comparison {
    let mut comparison = Comparison { records: ours.records.len(), versions: ours.versions.clone(), ..Comparison::default() };
    for (replica, stamp) in theirs.versions {
        let latest = comparison.versions.entry(*replica).or_default();
        *latest = (*latest).max(*stamp);
    }
    let clock = Clamp { limit: now_ms.saturating_add(FAR_AHEAD_MS), now_ms };
    let ids: BTreeSet<Id> = theirs.records.all().into_iter().chain(theirs.records.buried()).map(|record| record.id).collect();
    for id in ids.iter().copied().chain(theirs.records.tombstones().keys().copied().filter(|id| !ids.contains(id))) {
        let (alive, known) = (theirs.records.get(id), theirs.known(id));
        let deleted = theirs.records.tombstones().get(&id).copied();
        let here = ours.known(id).map(AsRef::as_ref);
        let candidate = Candidate {
            id,
            alive: alive.is_some(),
            original: known.map(AsRef::as_ref),
            record: known.map(|record| clock.record(&completed(record, here, theirs.scope, registry), here, ours, &mut comparison.ahead)),
            unstamped: known.zip(here).map(|(record, here)| unstamped(record, here, theirs.scope, registry)).unwrap_or_default(),
            deleted: deleted.filter(|stamp| !ours.has_seen(*stamp)).map(|stamp| clock.stamp(stamp, &mut comparison.ahead)),
            deleted_original: deleted,
        };
        comparison.consider(ours, theirs, &candidate);
    }
    comparison
}

/// Whether a field of the file says nothing: it could not hold the field, or every copy has its own.
fn is_silent(record: &Record, field: &str, scope: &Scope, registry: &Registry) -> bool {
    (record.kind.as_str(), field) == OWN || !scope.holds_field(registry, &record.kind, field)
}

/// Fields that differ though both sides say that they were set by one and the same edit: somebody has changed the file
/// by other means. What is here stays, unless it is chosen otherwise.
fn unstamped(record: &Record, here: &Record, scope: &Scope, registry: &Registry) -> Vec<Key> {
    let names: BTreeSet<&Key> = here.fields.keys().chain(record.fields.keys()).collect();
    let differs = |name: &&Key| here.stamp_of(name) == record.stamp_of(name) && here.fields.get(*name) != record.fields.get(*name);
    names.into_iter().filter(differs).filter(|name| !is_silent(record, name, scope, registry)).cloned().collect()
}

/// A record of the file as it shall be joined: what it is silent about is as it is here.
fn completed(record: &Record, here: Option<&Record>, scope: &Scope, registry: &Registry) -> Record {
    let mut full = record.clone();
    let Some(here) = here else { return full };
    let names: BTreeSet<Key> = here.fields.keys().chain(record.fields.keys()).cloned().collect();
    for name in names {
        let same_edit = here.stamp_of(&name) == record.stamp_of(&name) && here.fields.get(&name) != record.fields.get(&name);
        if same_edit || is_silent(record, &name, scope, registry) {
            full.set(name.clone(), here.fields.get(&name).cloned(), here.stamp_of(&name));
        }
    }
    full.stamps.retain(|_, stamp| *stamp != full.created);
    full
}

/// Sets back the stamps of a clock that is far ahead.
struct Clamp {
    limit: u64,
    now_ms: u64,
}

impl Clamp {
    fn stamp(&self, stamp: Stamp, ahead: &mut BTreeMap<ReplicaId, u64>) -> Stamp {
        if stamp.time <= self.limit {
            return stamp;
        }
        let by = ahead.entry(stamp.replica).or_default();
        *by = (*by).max(stamp.time - self.now_ms);
        Stamp { time: self.limit, ..stamp }
    }

    fn record(&self, record: &Record, here: Option<&Record>, ours: &Side<'_>, ahead: &mut BTreeMap<ReplicaId, u64>) -> Record {
        let mut set = record.clone();
        if record.changed().time > self.limit {
            set.created = self.stamp(record.created, ahead);
            set.stamps.values_mut().for_each(|stamp| *stamp = self.stamp(*stamp, ahead));
            set.stamps.retain(|_, stamp| *stamp != set.created);
        }
        let Some(here) = here.filter(|here| **here != set) else { return set };
        // What was seen here and is no longer here was overwritten knowingly, or its stamp was set right: old news.
        if set.created > here.created && ours.has_seen(record.created) {
            set.created = here.created;
        }
        let names: BTreeSet<&Key> = here.fields.keys().chain(record.fields.keys()).chain(here.stamps.keys()).chain(record.stamps.keys()).collect();
        for name in names {
            if set.stamp_of(name) > here.stamp_of(name) && ours.has_seen(record.stamp_of(name)) {
                set.set(name.clone(), here.fields.get(name).cloned(), here.stamp_of(name));
            }
        }
        let created = set.created;
        set.stamps.retain(|_, stamp| *stamp != created);
        set
    }
}

/// What the file says of one record.
struct Candidate<'a> {
    id: Id,
    alive: bool,
    /// As it stands in the file.
    original: Option<&'a Record>,
    /// Completed and with stamps set right.
    record: Option<Record>,
    /// Fields changed in the file without a stamp.
    unstamped: Vec<Key>,
    deleted: Option<Stamp>,
    deleted_original: Option<Stamp>,
}

impl Comparison {
    fn consider(&mut self, ours: &Side<'_>, theirs: &Side<'_>, candidate: &Candidate<'_>) {
        let here = ours.records.get(candidate.id);
        let known_deletion = ours.records.tombstones().get(&candidate.id).copied();
        let joined = match (ours.known(candidate.id), &candidate.record) {
            (Some(known), Some(record)) => {
                let joined = known.join(record);
                if joined != **known {
                    self.joins.insert(candidate.id, record.clone());
                }
                Some(joined)
            }
            (Some(known), None) => Some(Record::clone(known)),
            (None, Some(record)) => {
                self.joins.insert(candidate.id, record.clone());
                Some(record.clone())
            }
            (None, None) => None,
        };
        let stays = joined.as_ref().is_some_and(|joined| candidate.deleted.max(known_deletion).is_none_or(|deleted| deleted < joined.changed()));
        if candidate.deleted > known_deletion
            && !stays
            && let Some(deleted) = candidate.deleted
        {
            self.deletions.insert(candidate.id, deleted);
        }
        match here {
            Some(here) => self.consider_present(ours, theirs, candidate, here, stays),
            None => self.consider_absent(ours, theirs, candidate, known_deletion, stays),
        }
    }

    fn consider_present(&mut self, ours: &Side<'_>, theirs: &Side<'_>, candidate: &Candidate<'_>, here: &Arc<Record>, stays: bool) {
        if let (Some(at), Some(original)) = (candidate.deleted, candidate.deleted_original) {
            let what = What::Removed { record: here.clone(), at };
            if !stays {
                let cause = if theirs.has_seen_all(here) { Cause::Theirs } else { Cause::Both };
                self.items.push(Item::new(here, what, cause, Choice::Theirs));
                return;
            }
            if !candidate.alive && !ours.has_seen(original) {
                self.items.push(Item::new(here, what, Cause::Both, Choice::Ours));
            }
        }
        let (Some(record), Some(original)) = (&candidate.record, candidate.original) else { return };
        let joined = here.join(record);
        let names: BTreeSet<&Key> = here.fields.keys().chain(record.fields.keys()).collect();
        for name in names.into_iter().filter(|name| here.fields.get(*name) != record.fields.get(*name)) {
            let (mine, set, said) = (here.stamp_of(name), record.stamp_of(name), original.stamp_of(name));
            let cause = match (ours.has_seen(said), theirs.has_seen(mine)) {
                (false, false) => Cause::Both,
                (false, true) => Cause::Theirs,
                (true, false) => Cause::Ours,
                (true, true) if set > mine => Cause::Theirs,
                (true, true) => Cause::Ours,
            };
            let default = if joined.fields.get(name) == here.fields.get(name) { Choice::Ours } else { Choice::Theirs };
            if !candidate.alive && default == Choice::Ours {
                continue;
            }
            let mut item = field_item(here, name, (record, set), cause, default);
            // It was overwritten here knowingly; a clock that was set right must not bring it back.
            if cause == Cause::Ours {
                item.choice = Choice::Ours;
            }
            self.items.push(item);
        }
        for name in &candidate.unstamped {
            self.items.push(field_item(here, name, (original, original.stamp_of(name)), Cause::Both, Choice::Ours));
        }
    }

    fn consider_absent(&mut self, ours: &Side<'_>, theirs: &Side<'_>, candidate: &Candidate<'_>, deletion: Option<Stamp>, stays: bool) {
        let (Some(record), Some(original)) = (&candidate.record, candidate.original) else { return };
        if !candidate.alive && !stays {
            return;
        }
        let (record, seen_all) = (Arc::new(record.clone()), ours.has_seen_all(original));
        // A record that this workspace has seen and no longer knows was deleted so long ago that the deletion is forgotten.
        let forgotten = deletion.is_none() && ours.scope.is_whole() && ours.has_seen(original.created);
        let item = match deletion {
            None if !forgotten => Item::new(&record, What::Added(record.clone()), Cause::Theirs, Choice::Theirs),
            _ => {
                let knew = deletion.is_some_and(|deletion| theirs.has_seen(deletion));
                let cause = match (seen_all, knew) {
                    (true, _) => Cause::Ours,
                    (false, true) => Cause::Theirs,
                    (false, false) => Cause::Both,
                };
                let what = What::Revived { record: record.clone(), at: deletion };
                let mut item = Item::new(&record, what, cause, if stays { Choice::Theirs } else { Choice::Ours });
                if seen_all {
                    item.choice = Choice::Ours;
                }
                item
            }
        };
        self.items.push(item);
    }
}

fn field_item(here: &Record, field: &Key, theirs: (&Record, Stamp), cause: Cause, default: Choice) -> Item {
    let ours = Value { json: here.fields.get(field).cloned(), stamp: here.stamp_of(field) };
    let theirs = Value { json: theirs.0.fields.get(field).cloned(), stamp: theirs.1 };
    Item::new(here, What::Field { field: field.clone(), ours, theirs }, cause, default)
}
