//! What every storage must do: one suite for the twin in memory and for IndexedDB.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::{Id, Json, Record, RecordSet, Registry, ReplicaId, Stamp};
use store::{
    Changes, Environment, Label, Persistence, Refusal, SaveState, StoreError, Stored, Transaction, Workspace, fill, open, paged, stored_records,
};

mod safety;

#[allow(unused_imports, reason = "each program of tests uses a part of the suite")]
pub(crate) use safety::*;

pub(crate) mod kinds {
    pub(crate) mod note {
        use model::{Line, Number, Prose, record};
        record! {
            /// A note.
            NOTE = "note", title "name";
            NAME: Line = "name";
            BODY: Prose = "body";
            RANK: Number = "rank";
        }
    }
    pub(crate) mod item {
        use model::{Line, Link, record};
        record! {
            /// Something that points to a note.
            ITEM = "item", title "name";
            NAME: Line = "name";
            NOTE: Link = "note", to(&["note"]);
        }
    }
}

/// Time and randomness under the control of the test.
pub(crate) struct FakeEnvironment {
    pub(crate) now: AtomicU64,
    count: AtomicU64,
    replica: u32,
}

impl FakeEnvironment {
    pub(crate) fn new(replica: u32) -> Arc<Self> {
        Arc::new(Self { now: AtomicU64::new(1_782_000_000_000), count: AtomicU64::new(0), replica })
    }

    /// Goes on as if so many ids had been made.
    #[allow(dead_code, reason = "only the tests of several tabs need it")]
    pub(crate) fn skip(&self, ids: u64) {
        self.count.fetch_add(ids, Ordering::Relaxed);
    }

    pub(crate) fn pass(&self, milliseconds: u64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Environment for FakeEnvironment {
    fn now_ms(&self) -> u64 {
        self.now.load(Ordering::Relaxed)
    }
    fn random(&self) -> [u8; 10] {
        let mut random = [0; 10];
        random[..4].copy_from_slice(&self.replica.to_be_bytes());
        random[4..].copy_from_slice(&self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes()[2..]);
        random
    }
    fn new_id(&self) -> Id {
        Id::new(self.now_ms(), self.random())
    }
    fn replica(&self) -> ReplicaId {
        ReplicaId(self.replica)
    }
}

pub(crate) fn registry() -> Arc<Registry> {
    Arc::new(Registry::new([&kinds::note::NOTE, &kinds::item::ITEM]))
}

/// A place with the data of one workspace, which several tabs can open.
pub(crate) trait Home {
    /// One tab's connection.
    async fn connect(&self) -> Arc<dyn Persistence>;
    /// Lets messages and background work arrive.
    async fn settle(&self);
}

pub(crate) async fn tab(home: &impl Home, environment: &Arc<FakeEnvironment>) -> Workspace {
    open(home.connect().await, registry(), environment.clone()).await.unwrap()
}

pub(crate) fn step(title: &str) -> Transaction {
    Transaction::new(Label::new("ui.history.edit", title))
}

pub(crate) fn note(workspace: &Workspace, name: &str) -> Record {
    Record::new(workspace.new_id(), "note", Stamp::default()).with(kinds::note::NAME, name.to_owned())
}

/// Everything there is, for comparison.
pub(crate) fn dump(workspace: &Workspace) -> (Vec<Record>, BTreeMap<Id, Stamp>) {
    let records = workspace.records();
    (records.all().into_iter().map(|record| Record::clone(record)).collect(), records.tombstones().clone())
}

pub(crate) fn field(workspace: &Workspace, id: Id, name: &str) -> Option<Json> {
    workspace.records().get(id).and_then(|record| record.fields.get(name).cloned())
}

pub(crate) fn state_of(workspace: &Workspace) -> SaveState {
    use reactive_graph::traits::GetUntracked;
    workspace.save_state().get_untracked()
}

fn add(workspace: &Workspace, name: &str) -> Id {
    let record = note(workspace, name);
    let id = record.id;
    workspace.commit(step(name).add(record)).unwrap();
    id
}

pub(crate) async fn what_was_saved_is_there_after_a_reload(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let first = tab(&home, &environment).await;
    let id = add(&first, "one");
    let gone = add(&first, "two");
    environment.pass(5);
    first.commit(step("one").set(id, "body", Some("text 文字".into())).put(id, kinds::note::RANK, model::Decimal::from_f64(1.5).unwrap())).unwrap();
    first.commit(step("two").remove(gone)).unwrap();
    assert_eq!(state_of(&first), SaveState::Saving);
    first.flush().await;
    assert!(matches!(state_of(&first), SaveState::Saved { .. }), "{:?}", state_of(&first));
    let before = dump(&first);
    first.close().await;
    let second = tab(&home, &environment).await;
    assert_eq!(dump(&second), before);
    assert_eq!(before.0.len(), 1);
    assert!(before.1.contains_key(&gone));
    second.close().await;
}

pub(crate) async fn undo_and_redo_reach_back_over_a_reload(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let first = tab(&home, &environment).await;
    let id = add(&first, "one");
    first.commit(step("naming").set(id, "name", Some("uno".into()))).unwrap();
    first.commit(step("going").remove(id)).unwrap();
    first.close().await;

    let second = tab(&home, &environment).await;
    assert!(second.can_undo() && !second.can_redo());
    assert_eq!(second.undo().unwrap().label.title, "going");
    assert_eq!(field(&second, id, "name"), Some("uno".into()));
    assert_eq!(second.undo().unwrap().label.title, "naming");
    assert_eq!(field(&second, id, "name"), Some("one".into()));
    second.close().await;

    let third = tab(&home, &environment).await;
    assert!(third.can_redo());
    assert_eq!(third.redo().unwrap().label.title, "naming");
    assert_eq!(third.redo().unwrap().label.title, "going");
    assert_eq!(third.redo().unwrap_err().code(), Refusal::NOTHING_TO_REDO);
    assert!(third.records().get(id).is_none());
    third.checkpoint().await.unwrap();
    third.close().await;

    let fourth = tab(&home, &environment).await;
    for expected in ["going", "naming", "one"] {
        assert_eq!(fourth.undo().unwrap().label.title, expected);
    }
    assert_eq!(fourth.undo().unwrap_err().code(), Refusal::NOTHING_TO_UNDO);
    assert!(fourth.records().is_empty());
    fourth.close().await;
}

pub(crate) async fn pages_hold_everything_and_are_rewritten_when_touched(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let first = tab(&home, &environment).await;
    let mut bulk = step("bulk");
    let ids: Vec<Id> = (0..450).map(|_| first.new_id()).collect();
    for id in &ids {
        bulk = bulk.add(Record::new(*id, "note", Stamp::default()).with(kinds::note::NAME, id.to_string()));
    }
    let item = Record::new(first.new_id(), "item", Stamp::default()).with(kinds::item::NOTE, ids[7]);
    first.commit(bulk.add(item)).unwrap();
    first.flush().await;
    first.checkpoint().await.unwrap();
    let stored = home.connect().await.load(0).await.unwrap();
    let pages = stored.pages.unwrap();
    assert_eq!(pages.keys().map(String::as_str).collect::<Vec<_>>(), ["item/0", "note/0", "note/1", "note/2"]);
    assert!(stored.journal.is_empty());

    let second = tab(&home, &environment).await;
    let mut thin = step("thin");
    for id in &ids[200..400] {
        thin = thin.remove(*id);
    }
    second.commit(thin.set(ids[0], "name", Some("changed".into()))).unwrap();
    second.flush().await;
    second.checkpoint().await.unwrap();
    // The first tab's picture of the pages is old by now; it must read them anew.
    first.catch_up().await.unwrap();
    add(&first, "late");
    first.flush().await;
    first.checkpoint().await.unwrap();
    home.settle().await;
    second.catch_up().await.unwrap();
    let stored = home.connect().await.load(0).await.unwrap().pages.unwrap();
    assert!(String::from_utf8_lossy(&stored["note/1"]).starts_with(r#"{"kind":"note","records":[],"buried":[{"#));
    assert!(String::from_utf8_lossy(&stored["note/2"]).contains("late"), "the last page has room");
    let third = tab(&home, &environment).await;
    assert_eq!(dump(&third), dump(&first));
    assert_eq!(dump(&third), dump(&second));
    assert_eq!(third.records().len(), 252);
    assert_eq!(third.records().links_to(&registry(), ids[7]).len(), 1);
    environment.pass(store::TRASH_MS + 1);
    third.checkpoint().await.unwrap();
    let stored = home.connect().await.load(0).await.unwrap().pages.unwrap();
    assert_eq!(stored.keys().map(String::as_str).collect::<Vec<_>>(), ["item/0", "note/0", "note/2"], "what was deleted is gone after thirty days");
    assert_eq!(dump(&tab(&home, &environment).await), dump(&third));
    for workspace in [first, second, third] {
        workspace.close().await;
    }
}

pub(crate) async fn two_tabs_see_each_other_and_both_edits_survive(home: impl Home) {
    let environments = [FakeEnvironment::new(1), FakeEnvironment::new(2)];
    let left = tab(&home, &environments[0]).await;
    let right = tab(&home, &environments[1]).await;
    let id = add(&left, "one");
    left.flush().await;
    home.settle().await;
    assert_eq!(field(&right, id, "name"), Some("one".into()), "the other tab hears of it");
    left.commit(step("left").set(id, "name", Some("from the left".into()))).unwrap();
    right.commit(step("right").set(id, "body", Some("from the right".into()))).unwrap();
    right.flush().await;
    left.flush().await;
    home.settle().await;
    for workspace in [&left, &right] {
        assert_eq!(field(workspace, id, "name"), Some("from the left".into()));
        assert_eq!(field(workspace, id, "body"), Some("from the right".into()));
    }
    assert_eq!(left.undo().unwrap().label.title, "left", "undo takes back this tab's step");
    left.flush().await;
    home.settle().await;
    assert_eq!(field(&right, id, "name"), Some("one".into()));
    assert_eq!(field(&right, id, "body"), Some("from the right".into()));
    let fresh = tab(&home, &environments[0]).await;
    assert_eq!(dump(&fresh), dump(&left));
    assert_eq!(dump(&fresh), dump(&right));
    for workspace in [left, right, fresh] {
        workspace.close().await;
    }
}

pub(crate) async fn undo_is_refused_when_the_field_has_changed_since(home: impl Home) {
    let environments = [FakeEnvironment::new(1), FakeEnvironment::new(2)];
    let left = tab(&home, &environments[0]).await;
    let right = tab(&home, &environments[1]).await;
    let id = add(&left, "one");
    left.commit(step("mine").set(id, "name", Some("mine".into()))).unwrap();
    left.flush().await;
    home.settle().await;
    environments[1].pass(10);
    right.commit(step("theirs").set(id, "name", Some("theirs".into()))).unwrap();
    right.flush().await;
    home.settle().await;
    let before = dump(&left);
    let refusal = left.undo().unwrap_err();
    assert_eq!((refusal.code(), refusal.record, refusal.field.as_deref()), (Refusal::CHANGED_SINCE, Some(id), Some("name")));
    assert_eq!(dump(&left), before, "a refusal changes nothing");
    left.close().await;
    right.close().await;
}

pub(crate) async fn history_reads_back_newest_first(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    workspace.set_author("小林".to_owned());
    let id = add(&workspace, "one");
    let other = add(&workspace, "two");
    for text in ["h", "he", "hey"] {
        environment.pass(300);
        workspace.commit(step("typing").set(id, "body", Some(text.into())).group("body")).unwrap();
    }
    workspace.undo().unwrap();
    workspace.flush().await;
    let of_one = workspace.history_of(id).await;
    assert_eq!(of_one.iter().map(|entry| entry.label.title.as_str()).collect::<Vec<_>>(), ["typing", "typing", "one"]);
    assert!(of_one[0].undoes.is_some() && of_one[1].undoes.is_none());
    assert_eq!(of_one[1].changes[0].to, Some("hey".into()), "typing is one entry");
    assert_eq!(of_one[1].changes[0].from, None);
    assert_eq!(of_one[2].added, [(id, "note".into())]);
    assert!(of_one.iter().all(|entry| entry.who == "小林"));
    let newest = workspace.history(2).await;
    assert_eq!(newest.len(), 2);
    assert_eq!(newest[0], of_one[0]);
    assert_eq!(workspace.history(usize::MAX).await.len(), 4);
    assert_eq!(workspace.history_of(other).await.len(), 1);
    workspace.close().await;
}

pub(crate) async fn an_empty_workspace_is_filled_at_once_and_only_then(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let stamp = Stamp { time: 5, counter: 1, replica: ReplicaId(9) };
    let mut records: Vec<Record> =
        (0..300).map(|n| Record::new(Id::from_number(n), "note", stamp).with(kinds::note::NAME, format!("n{n}"))).collect();
    records[3].fields.insert("from_a_newer_version".into(), Json::from(vec![1, 2]));
    records[4].stamps.insert("name".into(), Stamp { time: 6, ..stamp });
    let tombstones = BTreeMap::from([(Id::from_number(900), Stamp { time: environment.now_ms(), ..stamp })]);
    let persistence = home.connect().await;
    let content = paged(&RecordSet::of(records.clone(), tombstones.clone())).unwrap();
    fill(persistence.as_ref(), content.clone()).await.unwrap();
    assert_eq!(fill(persistence.as_ref(), content).await, Err(StoreError::NotEmpty));
    // What is stored, read away from the workspace, is the same.
    let stored = persistence.load(0).await.unwrap();
    assert_eq!(stored_records(&stored).unwrap().all().into_iter().map(|record| Record::clone(record)).collect::<Vec<_>>(), records);
    persistence.close();
    let workspace = tab(&home, &environment).await;
    assert_eq!(dump(&workspace), (records, tombstones));
    assert!(!workspace.can_undo());
    add(&workspace, "next");
    workspace.close().await;
    assert_eq!(tab(&home, &environment).await.records().len(), 301);
}

pub(crate) async fn a_checkpoint_that_does_not_succeed_changes_nothing(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    add(&workspace, "one");
    workspace.flush().await;
    workspace.checkpoint().await.unwrap();
    add(&workspace, "two");
    workspace.flush().await;
    let persistence = home.connect().await;
    let before = persistence.load(10).await.unwrap();
    let refused = |stored: Stored| {
        assert!(stored.pages.is_some());
        Err(StoreError::Quota)
    };
    assert_eq!(persistence.checkpoint(None, Box::new(refused)).await, Err(StoreError::Quota));
    assert_eq!(persistence.load(10).await.unwrap(), before);
    workspace.close().await;
    persistence.close();
}

async fn write(home: &impl Home, changes: Changes) {
    let persistence = home.connect().await;
    persistence.checkpoint(None, Box::new(|_| Ok(changes))).await.unwrap();
    persistence.close();
}

pub(crate) async fn unreadable_and_newer_data_are_refused_and_left_alone(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    add(&workspace, "one");
    workspace.flush().await;
    workspace.checkpoint().await.unwrap();
    add(&workspace, "two");
    workspace.close().await;
    let good = home.connect().await.load(0).await.unwrap();
    let refused = async |changes: Changes, code: &str, key: &str| {
        write(&home, changes).await;
        let before = home.connect().await.load(0).await;
        let error = open(home.connect().await, registry(), environment.clone()).await.map(|_| ()).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(key), "{error} should name {key}");
        assert_eq!(home.connect().await.load(0).await, before, "nothing is written over what cannot be read");
        if before.is_ok() {
            let repair = Changes { meta: good.meta.clone(), pages: good.pages.clone().unwrap(), ..Changes::default() };
            write(&home, repair).await;
        }
    };
    let page = |bytes: &str| Changes { pages: BTreeMap::from([("note/0".to_owned(), bytes.into())]), ..Changes::default() };
    let meta = |name: &str, bytes: &str| Changes { meta: BTreeMap::from([(name.to_owned(), bytes.into())]), ..Changes::default() };
    refused(page("{\"kind\":\"note\",\"reco"), "storage.corrupt", "pages/note/0").await;
    refused(page("{\"kind\":\"note\",\"records\":[]}"), "storage.corrupt", "0 records instead of 1").await;
    refused(page("{\"kind\":\"item\",\"records\":[{}]}"), "storage.corrupt", "pages/note/0").await;
    refused(Changes { emptied: vec!["note/0".to_owned()], ..Changes::default() }, "storage.corrupt", "pages").await;
    refused(meta("format", "3"), "storage.newer", "format 3").await;
    refused(meta("tombstones", "nonsense"), "storage.corrupt", "meta/tombstones").await;
    let persistence = home.connect().await;
    let keys = persistence.append(vec![b"{\"stamp\":".to_vec()]).await.unwrap();
    let error = open(persistence, registry(), environment.clone()).await.map(|_| ()).unwrap_err();
    assert!(error.to_string().contains(&format!("journal/{}", keys[0])), "{error}");
    refused(meta("mark", "[]"), "storage.corrupt", "meta/mark").await;
}

pub(crate) async fn the_journal_counts_up_and_reads_from_a_key(home: impl Home) {
    let persistence = home.connect().await;
    assert_eq!(persistence.load(50).await.unwrap(), Stored { pages: Some(BTreeMap::new()), ..Stored::default() });
    let first = persistence.append(vec![b"a".to_vec(), b"b".to_vec()]).await.unwrap();
    let second = persistence.append(vec![b"c".to_vec()]).await.unwrap();
    assert_eq!((first, second), (vec![1, 2], vec![3]));
    assert_eq!(persistence.journal(1).await.unwrap(), [(2, b"b".to_vec()), (3, b"c".to_vec())]);
    let trim = Changes { trim: Some(2), ..Changes::default() };
    persistence.checkpoint(None, Box::new(|_| Ok(trim))).await.unwrap();
    assert_eq!(persistence.journal(0).await.unwrap(), [(3, b"c".to_vec())]);
    assert_eq!(persistence.append(vec![b"d".to_vec()]).await.unwrap(), [4], "keys are never used again");
    persistence.close();
}

pub(crate) async fn two_hundred_steps_call_for_a_checkpoint(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    let id = add(&workspace, "one");
    for n in 0..230 {
        environment.pass(3_000);
        workspace.commit(step("counting").set(id, "rank", Some(Json::from(n)))).unwrap();
    }
    workspace.flush().await;
    home.settle().await;
    let stored = home.connect().await.load(0).await.unwrap();
    assert!(stored.journal.is_empty() && stored.pages.unwrap().contains_key("note/0"));
    assert_eq!(workspace.history_of(id).await.len(), 231, "the journal behind the mark is the history");
    let fresh = tab(&home, &environment).await;
    assert_eq!(dump(&fresh), dump(&workspace));
    workspace.close().await;
    fresh.close().await;
}
