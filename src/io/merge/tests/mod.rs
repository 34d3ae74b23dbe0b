//! The laws of merging, on three to five simulated copies with random edits, deletions, returns, clocks and files that
//! were exchanged meanwhile.

use std::collections::BTreeMap;

use model::{Change, Clock, Diff, Fields as _, Json, Line, Prose, Tags};
use proptest::prelude::*;

use super::*;
use crate::bundle::versions;

const NOW: u64 = 1_800_000_000_000;
const HOUR: u64 = 60 * 60 * 1_000;

model::record! {
    /// A kind with a field of each way of merging.
    NOTE = "note", title "f0";
    F0: Line = "f0";
    F1: Line = "f1";
    TEXT: Prose = "text";
    TAGS: Tags = "tags";
    SECRET: Line = "secret", personal;
}

fn registry() -> Registry {
    Registry::new([&NOTE])
}

/// An edit that somebody was told is saved.
#[derive(Clone, Debug)]
enum Told {
    Edit(Id, Key, Stamp),
    Deletion(Id, Stamp),
    Return(Id, Stamp),
}

/// One copy in somebody's browser.
#[derive(Clone, Debug)]
struct Replica {
    set: RecordSet,
    clock: Clock,
    known: Versions,
    /// Wrong time of this device in milliseconds.
    skew: i64,
    told: Vec<Told>,
}

fn whole() -> Scope {
    Scope::default()
}

impl Replica {
    fn new(number: u32, skew: i64) -> Self {
        Self { set: RecordSet::default(), clock: Clock::new(ReplicaId(number)), known: Versions::new(), skew, told: Vec::new() }
    }

    fn tick(&mut self, time: u64) -> Stamp {
        self.clock.tick(time.saturating_add_signed(self.skew))
    }

    fn seen(&self) -> Versions {
        versions(&self.set, &self.known)
    }

    fn step(&mut self, what: u8, id: Id, field: u8, value: u8, time: u64) {
        let stamp = self.tick(time);
        let name = Key::new(["f0", "f1", "text"][usize::from(field) % 3]);
        let diff = match (what, self.set.get(id).cloned()) {
            (0..=6, Some(record)) => {
                self.told.push(Told::Edit(id, name.clone(), stamp));
                let to = (!value.is_multiple_of(5)).then(|| Json::from(format!("{value} of {}", self.clock.replica().0)));
                Diff { updated: vec![Change { id, kind: record.kind.clone(), field: name, from: None, to }], ..Diff::default() }
            }
            (7..=8, Some(record)) => {
                self.told.push(Told::Deletion(id, stamp));
                Diff { removed: vec![Record::clone(&record)], ..Diff::default() }
            }
            (9, None) if self.set.buried_record(id).is_some() => {
                self.told.push(Told::Return(id, stamp));
                let mut diff =
                    Diff { added: self.set.buried_record(id).map(|record| Record::clone(record)).into_iter().collect(), ..Diff::default() };
                diff.restamp(stamp);
                diff
            }
            (_, None) if !self.set.tombstones().contains_key(&id) => {
                self.told.push(Told::Return(id, stamp));
                let mut record = Record::new(id, "note", stamp);
                record.fields.insert(name, Json::from(format!("new {value}")));
                Diff { added: vec![record], ..Diff::default() }
            }
            _ => return,
        };
        self.set.apply(&diff, stamp);
    }

    fn compare(&self, file: &Replica, now_ms: u64) -> Comparison {
        let (mine, theirs, scope) = (self.seen(), file.seen(), whole());
        let ours = Side { records: &self.set, versions: &mine, scope: &scope };
        compare(ours, Side { records: &file.set, versions: &theirs, scope: &scope }, &registry(), now_ms)
    }

    /// Takes in a file as the stamps decide.
    fn merge(&mut self, file: &Replica, now_ms: u64) {
        let comparison = self.compare(file, now_ms);
        let plan = comparison.plan();
        let stamp = self.tick(now_ms);
        let settled = plan.settle.iter().map(|settled| Change {
            id: settled.id,
            kind: "note".into(),
            field: settled.field.clone(),
            from: None,
            to: settled.value.clone(),
        });
        let deletions = plan.bury.iter().map(|(id, at)| (*id, at.unwrap_or(stamp))).collect();
        let diff = Diff { joined: plan.join, deletions, updated: settled.collect(), ..Diff::default() };
        if let Some(latest) = diff.latest_taken() {
            self.clock.observe(latest);
        }
        self.set.apply(&diff, stamp);
        self.known = comparison.versions;
    }

    fn merged(&self, file: &Replica) -> Self {
        let mut merged = self.clone();
        merged.merge(file, NOW);
        merged
    }

    /// Everything that equality is about.
    fn data(&self) -> (Vec<Record>, BTreeMap<Id, Stamp>, BTreeMap<Id, Record>) {
        let deleted = self.set.buried().map(|record| (record.id, Record::clone(record))).collect();
        (self.set.all().into_iter().map(|record| Record::clone(record)).collect(), self.set.tombstones().clone(), deleted)
    }
}

/// One thing that happens to one of the copies.
#[derive(Clone, Debug)]
enum Event {
    Step { at: usize, what: u8, id: u64, field: u8, value: u8 },
    Exchange { from: usize, to: usize },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let step =
        (0_usize..5, 0_u8..10, 0_u64..4, 0_u8..3, any::<u8>()).prop_map(|(at, what, id, field, value)| Event::Step { at, what, id, field, value });
    let exchange = (0_usize..5, 0_usize..5).prop_map(|(from, to)| Event::Exchange { from, to });
    prop::collection::vec(prop_oneof![8 => step, 1 => exchange], 1..40)
}

/// The copies after these events; all times lie before now. Skews stay below a day, so that no stamp is set right.
fn simulate(count: usize, skews: &[i64], events: &[Event]) -> Vec<Replica> {
    let mut copies: Vec<Replica> = (0..count).map(|index| Replica::new(index as u32 + 1, skews[index])).collect();
    for (index, event) in events.iter().enumerate() {
        let time = NOW - 100 * HOUR + index as u64 * HOUR / 10;
        match event {
            Event::Step { at, what, id, field, value } => copies[at % count].step(*what, Id::from_number(*id), *field, *value, time),
            Event::Exchange { from, to } if from % count != to % count => {
                let file = copies[from % count].clone();
                copies[to % count].merge(&file, NOW);
            }
            Event::Exchange { .. } => {}
        }
    }
    copies
}

/// Wrong times of the devices: years behind, or up to this much ahead.
fn skews(limit: i64) -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(prop_oneof![-3 * 365 * 24 * (HOUR as i64)..0, 0..limit], 5)
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(count - 1);
    shorter.iter().flat_map(|order| (0..count).map(move |place| [&order[..place], &[count - 1], &order[place..]].concat())).collect()
}

/// Long runs take their number of cases from `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(64), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    /// covers: P00.11
    #[test]
    fn copies_merged_in_any_order_are_equal(count in 3_usize..=5, skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(count, &skews, &events);
        let all = |order: &[usize]| {
            let mut first = copies[order[0]].clone();
            order[1..].iter().for_each(|index| first.merge(&copies[*index], NOW));
            first.data()
        };
        let expected = all(&(0..count).collect::<Vec<_>>());
        for order in permutations(count) {
            prop_assert_eq!(&expected, &all(&order), "order {:?}", order);
        }
    }

    #[test]
    fn merging_is_associative(skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(3, &skews, &events);
        let left = copies[0].merged(&copies[1]).merged(&copies[2]);
        let right = copies[0].merged(&copies[1].merged(&copies[2]));
        prop_assert_eq!(left.data(), right.data());
    }

    #[test]
    fn a_file_merged_twice_changes_nothing_the_second_time(skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(3, &skews, &events);
        let once = copies[0].merged(&copies[1]);
        let again = once.compare(&copies[1], NOW + 5 * HOUR);
        prop_assert!(again.changes_nothing() && again.plan().is_empty(), "{:?}", again.plan());
    }

    #[test]
    fn compared_bit_by_bit_it_is_the_same(step in 1_usize..5, skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(2, &skews, &events);
        let (mine, theirs, scope, registry) = (copies[0].seen(), copies[1].seen(), whole(), registry());
        let side = |copy: usize, versions| Side { records: &copies[copy].set, versions, scope: &scope };
        let mut comparing = Comparing::new(side(0, &mine), side(1, &theirs), &registry, NOW);
        let mut turns = 1;
        while comparing.advance(step) {
            turns += 1;
            prop_assert!(comparing.progress().0 < comparing.progress().1);
        }
        prop_assert_eq!(turns, comparing.progress().1.div_ceil(step).max(1));
        let (whole, parts) = (copies[0].compare(&copies[1], NOW), comparing.finish());
        prop_assert_eq!((&whole.items, whole.plan(), whole.plan().is_empty()), (&parts.items, parts.plan(), parts.plans_nothing()));
    }

    #[test]
    fn an_old_file_of_ones_own_changes_nothing(skews in skews(20 * HOUR as i64), before in events(), after in events()) {
        let mut copies = simulate(3, &skews, &before);
        let old = copies[0].clone();
        for (index, event) in after.iter().enumerate() {
            match event {
                Event::Step { what, id, field, value, .. } => copies[0].step(*what, Id::from_number(*id), *field, *value, NOW + index as u64),
                Event::Exchange { from, .. } => {
                    let file = copies[1 + from % 2].clone();
                    copies[0].merge(&file, NOW);
                }
            }
        }
        let comparison = copies[0].compare(&old, NOW + 1_000);
        prop_assert!(comparison.changes_nothing() && comparison.plan().is_empty(), "{:?}", comparison.items);
        prop_assert!(comparison.items.iter().all(|item| item.cause == Cause::Ours), "{:?}", comparison.items);
    }

    #[test]
    fn no_edit_is_lost_unless_a_later_one_took_its_place(count in 3_usize..=5, skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(count, &skews, &events);
        let mut all = copies[0].clone();
        copies[1..].iter().for_each(|copy| all.merge(copy, NOW));
        let told: Vec<&Told> = copies.iter().flat_map(|copy| &copy.told).collect();
        for edit in &told {
            let Told::Edit(id, field, stamp) = edit else { continue };
            let present = all.set.get(*id).is_some_and(|record| record.stamp_of(field) == *stamp);
            let replaced = told.iter().any(|other| match other {
                Told::Edit(other, name, later) => other == id && name == field && later > stamp,
                Told::Deletion(other, later) | Told::Return(other, later) => other == id && later > stamp,
            });
            prop_assert!(present || replaced, "{:?} is gone", edit);
        }
    }

    #[test]
    fn a_conflict_is_two_edits_that_did_not_know_of_each_other(skews in skews(20 * HOUR as i64), events in events()) {
        let copies = simulate(4, &skews, &events);
        let (mine, theirs) = (copies[0].seen(), copies[1].seen());
        let knows = |seen: &Versions, stamp: Stamp| seen.get(&stamp.replica).is_some_and(|latest| *latest >= stamp);
        for item in copies[0].compare(&copies[1], NOW).items {
            let What::Field { ours: here, theirs: there, .. } = &item.what else { continue };
            let conflict = !knows(&mine, there.stamp) && !knows(&theirs, here.stamp);
            prop_assert_eq!(item.cause == Cause::Both, conflict);
            prop_assert_eq!(item.default == Choice::Theirs, there.stamp > here.stamp, "later wins: {:?}", item);
        }
    }

    #[test]
    fn clocks_far_ahead_are_set_right_and_told(count in 2_usize..=5, skews in skews(365 * 24 * HOUR as i64), events in events()) {
        let skews = [&[0], &skews[1..]].concat();
        let copies = simulate(count, &skews, &events);
        let mut merged = copies[0].clone();
        for copy in &copies[1..] {
            let far = copy.set.all().iter().any(|record| record.changed().time > NOW + FAR_AHEAD_MS)
                || copy.set.tombstones().values().any(|stamp| stamp.time > NOW + FAR_AHEAD_MS);
            let comparison = merged.compare(copy, NOW);
            prop_assert_eq!(far, !Replica::new(9, 0).compare(copy, NOW).ahead.is_empty());
            for record in &comparison.plan().join {
                prop_assert!(record.changed().time <= NOW + FAR_AHEAD_MS, "{:?}", record);
            }
            merged.merge(copy, NOW);
        }
    }

    #[test]
    fn both_texts_are_kept_whichever_side_they_are_on(one in "[a-z ]{1,12}", two in "[a-z ]{1,12}") {
        let (mut here, mut there) = pair();
        edit(&mut here, "text", Some(Json::from(one.clone())), NOW - 5);
        edit(&mut there, "text", Some(Json::from(two.clone())), NOW - 4);
        let result = |ours: &Replica, theirs: &Replica| {
            let mut comparison = ours.compare(theirs, NOW);
            comparison.keep_both_texts(&registry());
            comparison.plan().settle.first().and_then(|settled| settled.value.clone()).and_then(|json| json.as_str().map(str::to_owned))
        };
        if one != two && !one.trim().is_empty() && !two.trim().is_empty() {
            let text = result(&here, &there);
            prop_assert_eq!(&text, &result(&there, &here));
            let text = text.unwrap();
            prop_assert!(text.contains(&one) && text.contains(&two));
        }
    }
}

/// Two copies that begin with the same record.
fn pair() -> (Replica, Replica) {
    let mut here = Replica::new(1, 0);
    here.step(0, Id::from_number(1), 0, 1, NOW - 100);
    let mut there = Replica::new(2, 0);
    there.merge(&here, NOW - 90);
    (here, there)
}

fn edit(copy: &mut Replica, field: &str, to: Option<Json>, time: u64) {
    let stamp = copy.tick(time);
    let change = Change { id: Id::from_number(1), kind: "note".into(), field: field.into(), from: None, to };
    copy.set.apply(&Diff { updated: vec![change], ..Diff::default() }, stamp);
}

fn remove(copy: &mut Replica, time: u64) {
    copy.step(7, Id::from_number(1), 0, 0, time);
}

fn causes(comparison: &Comparison) -> Vec<(Cause, Choice)> {
    comparison.items.iter().map(|item| (item.cause, item.choice)).collect()
}

#[test]
fn an_edit_on_one_side_only_is_no_conflict() {
    let (mut here, there) = pair();
    edit(&mut here, "f1", Some("mine".into()), NOW - 5);
    assert_eq!(causes(&there.compare(&here, NOW)), [(Cause::Theirs, Choice::Theirs)]);
    assert_eq!(causes(&here.compare(&there, NOW)), [(Cause::Ours, Choice::Ours)]);
    assert_eq!(here.data(), there.merged(&here).data());
}

#[test]
fn an_edit_that_knew_the_other_is_no_conflict_though_the_other_left_no_trace() {
    let (mut here, mut there) = pair();
    edit(&mut here, "f1", Some("mine".into()), NOW - 9);
    there.merge(&here, NOW - 8);
    edit(&mut there, "f1", Some("better".into()), NOW - 7);
    assert_eq!(causes(&here.compare(&there, NOW)), [(Cause::Theirs, Choice::Theirs)]);
}

#[test]
fn a_deletion_is_told_from_an_older_copy() {
    let (mut here, there) = pair();
    remove(&mut here, NOW - 5);
    assert_eq!(causes(&here.compare(&there, NOW)), [(Cause::Ours, Choice::Ours)], "the file is only older");
    let comparison = there.compare(&here, NOW);
    assert_eq!(causes(&comparison), [(Cause::Theirs, Choice::Theirs)]);
    assert!(comparison.deletes_much());
    // A record that the file never had is not deleted by its absence.
    let mut new = there.clone();
    new.step(0, Id::from_number(9), 0, 1, NOW - 4);
    assert!(new.merged(&here).set.get(Id::from_number(9)).is_some());
}

#[test]
fn an_edit_against_a_deletion_is_a_conflict_and_the_later_wins() {
    let (mut here, mut there) = pair();
    remove(&mut here, NOW - 5);
    edit(&mut there, "f1", Some("still needed".into()), NOW - 4);
    assert_eq!(causes(&here.compare(&there, NOW)), [(Cause::Both, Choice::Theirs)]);
    assert_eq!(causes(&there.compare(&here, NOW)), [(Cause::Both, Choice::Ours)]);
    assert!(here.merged(&there).set.get(Id::from_number(1)).is_some());
    remove(&mut here, NOW - 3);
    let (mut here, mut there) = pair();
    edit(&mut there, "f1", Some("still needed".into()), NOW - 5);
    remove(&mut here, NOW - 4);
    let mut comparison = there.compare(&here, NOW);
    assert_eq!(causes(&comparison), [(Cause::Both, Choice::Theirs)]);
    // Who keeps the record on purpose keeps it in every copy.
    comparison.items[0].choice = Choice::Ours;
    let plan = comparison.plan();
    assert!(plan.bury.is_empty() && plan.settle.len() == 1, "{plan:?}");
}

#[test]
fn a_deletion_forgotten_here_is_known_by_what_this_copy_has_seen() {
    let (mut here, mut there) = pair();
    here.known = here.seen();
    remove(&mut here, NOW - 50);
    here.known = here.seen();
    here.set.forget_tombstones_before(NOW);
    assert!(here.set.get(Id::from_number(1)).is_none() && here.set.tombstones().is_empty());
    let comparison = here.compare(&there, NOW);
    assert_eq!(causes(&comparison), [(Cause::Ours, Choice::Ours)]);
    edit(&mut there, "f1", Some("changed since".into()), NOW - 5);
    assert_eq!(causes(&here.compare(&there, NOW)), [(Cause::Both, Choice::Theirs)]);
}

#[test]
fn a_file_without_personal_data_takes_none_away() {
    let (mut here, _) = pair();
    edit(&mut here, "secret", Some("123".into()), NOW - 9);
    let scope = Scope { personal: false, ..Scope::default() };
    let mut there = Replica::new(2, 0);
    there.set = scope.apply(&here.set, &registry());
    there.known = here.seen();
    edit(&mut there, "f1", Some("seen by a stranger".into()), NOW - 5);
    assert_eq!(there.set.get(Id::from_number(1)).and_then(|record| record.field("secret").cloned()), None);
    let (mine, theirs) = (here.seen(), there.seen());
    let ours = Side { records: &here.set, versions: &mine, scope: &whole() };
    let comparison = compare(ours, Side { records: &there.set, versions: &theirs, scope: &scope }, &registry(), NOW);
    assert_eq!(causes(&comparison), [(Cause::Theirs, Choice::Theirs)]);
}

#[test]
fn a_file_changed_by_hand_is_shown_and_changes_nothing_by_itself() {
    let (here, mut there) = pair();
    let mut record = Record::clone(there.set.get(Id::from_number(1)).unwrap());
    record.fields.insert("f0".into(), "by hand".into());
    there.set.insert(record);
    let mut comparison = here.compare(&there, NOW);
    assert_eq!(causes(&comparison), [(Cause::Both, Choice::Ours)]);
    assert!(comparison.plan().is_empty());
    comparison.items[0].choice = Choice::Theirs;
    assert_eq!(comparison.plan().settle[0].value, Some("by hand".into()));
}

#[test]
fn lists_can_be_united() {
    let (mut here, mut there) = pair();
    edit(&mut here, "tags", Some(serde_json::json!(["a", "b"])), NOW - 5);
    edit(&mut there, "tags", Some(serde_json::json!(["b", "c"])), NOW - 4);
    let mut comparison = here.compare(&there, NOW);
    assert!(comparison.items[0].can_take_both(&registry()));
    comparison.items[0].choice = Choice::Both;
    assert_eq!(comparison.plan().settle[0].value, Some(serde_json::json!(["b", "c", "a"])));
}

#[test]
fn a_replaced_workspace_is_the_file() {
    let (mut here, mut there) = pair();
    here.step(0, Id::from_number(5), 0, 1, NOW - 9);
    edit(&mut there, "f1", Some("theirs".into()), NOW - 5);
    there.step(0, Id::from_number(6), 0, 1, NOW - 4);
    let replacement = replace(&here.set, &there.set);
    assert_eq!(replacement.remove, [Id::from_number(5)]);
    assert_eq!(replacement.adopt.iter().map(|record| record.id).collect::<Vec<_>>(), [Id::from_number(6)]);
    assert_eq!((replacement.set.len(), replacement.changed()), (1, 1));
    assert!(replace(&there.set, &there.set).is_empty());
}
