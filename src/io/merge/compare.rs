//! The comparison itself: record by record, field by field, by stamps and by what each side has seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{Id, Key, Record, Registry, ReplicaId, Stamp};

use super::{Cause, Choice, Comparison, FAR_AHEAD_MS, Item, Side, Value, What};
use crate::scope::Scope;

/// What every copy has for itself: a copy may bear another name.
const OWN: (&str, &str) = ("workspace", "name");

/// Compares a workspace with a file of it. Nothing is changed.
pub fn compare(ours: Side<'_>, theirs: Side<'_>, registry: &Registry, now_ms: u64) -> Comparison {
    Comparing::new(ours, theirs, registry, now_ms).finish()
}

/// A comparison under way: some records at a time, so that a page that compares large files goes on answering. Whoever
/// gives it up drops it; nothing is changed.
#[derive(Debug)]
pub struct Comparing<'a> {
    ours: Side<'a>,
    theirs: Side<'a>,
    registry: &'a Registry,
    clock: Clamp,
    /// Records and deletions of the file, in the order in which they are gone through.
    ids: Vec<Id>,
    done: usize,
    comparison: Comparison,
}

impl<'a> Comparing<'a> {
    /// Nothing is compared yet. `now_ms`: milliseconds since 1970.
    pub fn new(ours: Side<'a>, theirs: Side<'a>, registry: &'a Registry, now_ms: u64) -> Self {
        let mut comparison = Comparison { records: ours.records.len(), versions: ours.versions.clone(), ..Comparison::default() };
        for (replica, stamp) in theirs.versions {
            let latest = comparison.versions.entry(*replica).or_default();
            *latest = (*latest).max(*stamp);
        }
        let held: BTreeSet<Id> = theirs.records.all().into_iter().chain(theirs.records.buried()).map(|record| record.id).collect();
        let ids = held.iter().copied().chain(theirs.records.tombstones().keys().copied().filter(|id| !held.contains(id))).collect();
        let clock = Clamp { limit: now_ms.saturating_add(FAR_AHEAD_MS), now_ms };
        Self { ours, theirs, registry, clock, ids, done: 0, comparison }
    }

    /// Compares so many records more; false when all are compared.
    pub fn advance(&mut self, records: usize) -> bool {
        let end = self.done.saturating_add(records).min(self.ids.len());
        for at in self.done..end {
            if let Some(id) = self.ids.get(at).copied().filter(|id| !self.is_same(*id)) {
                self.compare_one(id);
            }
        }
        self.done = end;
        end < self.ids.len()
    }

    /// Records compared, and records in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.ids.len())
    }

    /// What came of it; compares what is left.
    pub fn finish(mut self) -> Comparison {
        self.advance(self.ids.len());
        self.comparison
    }

    /// Most records of a copy are as they are here, and need no closer look.
    fn is_same(&self, id: Id) -> bool {
        let alive = self.theirs.records.get(id).filter(|_| !self.theirs.records.tombstones().contains_key(&id));
        alive.is_some_and(|record| self.ours.records.get(id) == Some(record) && record.changed().time <= self.clock.limit)
    }

    fn compare_one(&mut self, id: Id) {
        let Self { ours, theirs, registry, clock, comparison, .. } = self;
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
#[derive(Debug)]
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
