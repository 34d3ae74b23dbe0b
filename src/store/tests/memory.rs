//! The suite over the twin in memory, and what needs faults on demand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod suite;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use model::{Id, Record, Stamp};
use reactive_graph::effect::ImmediateEffect;
use store::{MemoryPersistence, NewWorkspace, Persistence, Refusal, SaveState, StoreError, Transaction, Workspace, WorkspaceList};
use suite::{FakeEnvironment, Home, dump, field, note, state_of, step, tab};

struct Memory(MemoryPersistence);

impl Memory {
    fn new() -> Self {
        Self(MemoryPersistence::durable(Id::from_number(1)))
    }
}

impl Home for Memory {
    async fn connect(&self) -> Arc<dyn Persistence> {
        Arc::new(self.0.clone())
    }
    async fn settle(&self) {}
}

macro_rules! suite {
    ($($case:ident),* $(,)?) => {$(
        #[test]
        fn $case() {
            block_on(suite::$case(Memory::new()));
        }
    )*};
}

suite!(
    what_was_saved_is_there_after_a_reload,
    undo_and_redo_reach_back_over_a_reload,
    pages_hold_everything_and_are_rewritten_when_touched,
    two_tabs_see_each_other_and_both_edits_survive,
    undo_is_refused_when_the_field_has_changed_since,
    history_reads_back_newest_first,
    an_empty_workspace_is_filled_at_once_and_only_then,
    a_checkpoint_that_does_not_succeed_changes_nothing,
    unreadable_and_newer_data_are_refused_and_left_alone,
    the_journal_counts_up_and_reads_from_a_key,
    two_hundred_steps_call_for_a_checkpoint,
    the_trash_keeps_records_with_their_links_for_thirty_days,
    an_emptied_trash_leaves_nothing_to_read,
    any_moment_of_the_history_can_be_restored,
    restore_points_hold_the_whole_workspace,
    an_erased_person_is_nowhere_and_never_comes_back,
);

struct Desk {
    home: Memory,
    environment: Arc<FakeEnvironment>,
    workspace: Workspace,
}

fn desk() -> Desk {
    let (home, environment) = (Memory::new(), FakeEnvironment::new(1));
    let workspace = block_on(tab(&home, &environment));
    Desk { home, environment, workspace }
}

impl Desk {
    fn add(&self, name: &str) -> Id {
        let record = note(&self.workspace, name);
        let id = record.id;
        self.workspace.commit(step(name).add(record)).unwrap();
        id
    }

    fn reload(&self) -> Workspace {
        block_on(tab(&self.home, &self.environment))
    }
}

#[test]
fn a_refused_step_changes_nothing() {
    let desk = desk();
    let id = desk.add("one");
    block_on(desk.workspace.flush());
    let before = dump(&desk.workspace);
    let unknown = Id::from_number(77);
    let check = |transaction: Transaction, code: &str| {
        let refusal = desk.workspace.commit(transaction).unwrap_err();
        assert_eq!(refusal.code(), code);
        assert_eq!(dump(&desk.workspace), before, "after {code}");
        assert!(matches!(state_of(&desk.workspace), SaveState::Saved { .. }));
        block_on(desk.workspace.flush());
        assert_eq!(dump(&desk.reload()), before);
    };
    let good = || step("good first").set(id, "name", Some("changed".into())).add(note(&desk.workspace, "new"));
    check(good().set(unknown, "name", None), Refusal::UNKNOWN_RECORD);
    check(good().remove(unknown), Refusal::UNKNOWN_RECORD);
    check(good().remove(id).set(id, "name", None), Refusal::UNKNOWN_RECORD);
    check(good().add(Record::new(unknown, "unheard_of", Stamp::default())), Refusal::UNKNOWN_KIND);
    check(good().add(Record::new(id, "note", Stamp::default())), Refusal::RECORD_EXISTS);
    check(good().set(id, "field_of_another_kind", Some(1.into())), Refusal::UNKNOWN_FIELD);
    desk.workspace.add_rule(Arc::new(move |records, diff| {
        let locked = records.get(id).is_some_and(|record| record.fields.contains_key("name"));
        if locked && diff.updated.iter().any(|change| change.id == id) { Err(Refusal::new("test.locked").on(id)) } else { Ok(()) }
    }));
    check(good(), "test.locked");
    assert_eq!(desk.workspace.undo().unwrap().label.title, "one", "the rule lets other changes pass");
}

#[test]
fn what_is_there_already_is_no_step() {
    let desk = desk();
    let id = desk.add("one");
    let diff = desk.workspace.commit(step("same").set(id, "name", Some("one".into())).clear(id, "body")).unwrap();
    assert!(diff.is_empty());
    let fleeting = note(&desk.workspace, "fleeting");
    let fleeting_id = fleeting.id;
    let there_and_back = step("back").set(id, "name", Some("two".into())).set(id, "name", Some("one".into())).add(fleeting).remove(fleeting_id);
    assert!(desk.workspace.commit(there_and_back).unwrap().is_empty());
    assert_eq!(desk.workspace.undo().unwrap().label.title, "one");
    assert!(!desk.workspace.can_undo());
}

#[test]
fn a_diff_knows_the_values_before() {
    let desk = desk();
    let id = desk.add("one");
    let diff = desk.workspace.commit(step("edit").set(id, "name", Some("two".into())).set(id, "body", Some("b".into()))).unwrap();
    let changes: Vec<_> = diff.updated.iter().map(|change| (change.field.as_str(), change.from.clone(), change.to.clone())).collect();
    assert_eq!(changes, [("name", Some("one".into()), Some("two".into())), ("body", None, Some("b".into()))]);
    let fresh = note(&desk.workspace, "new");
    let fresh_id = fresh.id;
    let diff = desk.workspace.commit(step("both").add(fresh).set(fresh_id, "body", Some("text".into()))).unwrap();
    assert!(diff.updated.is_empty() && diff.added[0].fields["body"] == "text" && diff.added[0].stamps.is_empty());
    assert_eq!(diff.added[0].created, desk.workspace.records().get(fresh_id).unwrap().changed());
}

#[test]
fn typing_is_one_step_until_a_pause_another_field_or_an_undo() {
    let desk = desk();
    let id = desk.add("one");
    let typed = |text: &str, group: &str| desk.workspace.commit(step(group).set(id, group, Some(text.into())).group(group)).unwrap();
    for text in ["a", "ab", "abc"] {
        desk.environment.pass(1_500);
        typed(text, "body");
    }
    desk.environment.pass(2_001);
    typed("abc d", "body");
    typed("x", "name");
    typed("abc de", "body");
    let undo_to = |body: &str| {
        desk.workspace.undo().unwrap();
        assert_eq!(field(&desk.workspace, id, "body"), Some(body.into()).filter(|_| !body.is_empty()));
    };
    undo_to("abc d");
    undo_to("abc d");
    assert_eq!(field(&desk.workspace, id, "name"), Some("one".into()));
    undo_to("abc");
    undo_to("");
    desk.workspace.redo().unwrap();
    typed("abcd", "body");
    assert!(!desk.workspace.can_redo(), "a new step ends what could be brought back");
    undo_to("abc");
    block_on(desk.workspace.flush());
    let reloaded = desk.reload();
    reloaded.undo().unwrap();
    assert_eq!(field(&reloaded, id, "body"), None, "groups hold after a reload");
}

#[test]
fn links_to_a_removed_record_are_restored_by_undo() {
    let desk = desk();
    let id = desk.add("target");
    let item = Record::new(desk.workspace.new_id(), "item", Stamp::default()).with(suite::kinds::item::NOTE, id);
    desk.workspace.commit(step("item").add(item)).unwrap();
    let links = || desk.workspace.records().links_to(&suite::registry(), id).len();
    assert_eq!(links(), 1);
    desk.workspace.commit(step("gone").remove(id)).unwrap();
    assert_eq!(links(), 0);
    desk.workspace.undo().unwrap();
    assert_eq!(links(), 1);
    assert!(desk.workspace.records().tombstones().is_empty(), "the record that came back is newer than its deletion");
    block_on(desk.workspace.flush());
    assert_eq!(dump(&desk.reload()), dump(&desk.workspace));
}

#[test]
fn a_crash_before_saving_leaves_the_state_before() {
    let desk = desk();
    let id = desk.add("one");
    block_on(desk.workspace.flush());
    let saved = dump(&desk.workspace);
    desk.workspace.commit(step("lost").set(id, "name", Some("unsaved".into()))).unwrap();
    assert_eq!(state_of(&desk.workspace), SaveState::Saving, "not shown as saved");
    assert_eq!(dump(&desk.reload()), saved);
    desk.home.0.fail_next([StoreError::Quota]);
    block_on(desk.workspace.flush());
    assert_eq!(state_of(&desk.workspace), SaveState::Failed { code: "storage.quota" });
    assert_eq!(dump(&desk.reload()), saved);
}

#[test]
fn a_failed_save_never_stops_later_saves() {
    let desk = desk();
    let id = desk.add("one");
    block_on(desk.workspace.flush());
    for n in 0..1_000 {
        if n % 3 == 0 {
            desk.home.0.fail_next([StoreError::Failed { name: "AbortError".to_owned(), message: String::new() }]);
        }
        desk.workspace.commit(step("n").set(id, "rank", Some(n.into()))).unwrap();
        block_on(desk.workspace.flush());
        let expected = if n % 3 == 0 { SaveState::Failed { code: "storage.unwritten" } } else { SaveState::Saved { at_ms: 1_782_000_000_000 } };
        assert_eq!(state_of(&desk.workspace), expected, "{n}");
    }
    block_on(desk.workspace.retry_save());
    assert!(matches!(state_of(&desk.workspace), SaveState::Saved { .. }));
    assert_eq!(dump(&desk.reload()), dump(&desk.workspace));
    assert_eq!(block_on(desk.workspace.history_of(id)).len(), 1_001);
}

#[test]
fn other_tabs_hear_only_of_what_is_durable() {
    let desk = desk();
    let other = desk.reload();
    let id = desk.add("one");
    assert!(other.records().get(id).is_none());
    desk.home.0.fail_next([StoreError::Quota]);
    block_on(desk.workspace.flush());
    assert!(other.records().get(id).is_none());
    block_on(desk.workspace.retry_save());
    assert!(other.records().get(id).is_some());
}

#[test]
fn memory_only_says_so() {
    let home = Memory(MemoryPersistence::new(Id::from_number(1)));
    let environment = FakeEnvironment::new(1);
    let workspace = block_on(tab(&home, &environment));
    workspace.commit(step("one").add(note(&workspace, "one"))).unwrap();
    assert_eq!(state_of(&workspace), SaveState::MemoryOnly);
    block_on(workspace.flush());
    assert_eq!(state_of(&workspace), SaveState::MemoryOnly);
    assert_eq!(dump(&block_on(tab(&home, &environment))), dump(&workspace), "switching workspaces keeps it");
}

#[test]
fn a_tab_that_slept_longer_than_the_journal_keeps_reads_the_pages() {
    let desk = desk();
    let gone = desk.add("gone");
    let kept = desk.add("kept");
    block_on(desk.workspace.flush());
    let sleeper = desk.reload();
    desk.home.0.hold_messages();
    desk.workspace.commit(step("gone").remove(gone)).unwrap();
    for n in 0..5_300 {
        desk.workspace.commit(step("n").set(kept, "rank", Some(n.into()))).unwrap();
    }
    block_on(desk.workspace.flush());
    let journal = block_on(desk.home.0.journal(0)).unwrap();
    assert_eq!(journal.len(), 5_000, "history is trimmed");
    block_on(sleeper.catch_up()).unwrap();
    assert_eq!(dump(&sleeper), dump(&desk.workspace));
}

#[test]
fn signals_fire_once_for_the_kinds_concerned() {
    let desk = desk();
    let id = desk.add("one");
    let count = |workspace: &Workspace, look: fn(&Workspace)| {
        let runs = Arc::new(AtomicUsize::new(0));
        let (seen, workspace) = (runs.clone(), workspace.clone());
        let effect = ImmediateEffect::new(move || {
            look(&workspace);
            seen.fetch_add(1, Ordering::Relaxed);
        });
        (runs, effect)
    };
    let other = desk.reload();
    let watched: Vec<_> = [&desk.workspace, &other]
        .into_iter()
        .flat_map(|workspace| {
            [
                count(workspace, |workspace| drop(workspace.tracked("note"))),
                count(workspace, |workspace| drop(workspace.tracked("item"))),
                count(workspace, |workspace| drop(workspace.tracked_any())),
            ]
        })
        .collect();
    let runs = || watched.iter().map(|(runs, _)| runs.load(Ordering::Relaxed)).collect::<Vec<_>>();
    assert_eq!(runs(), [1, 1, 1, 1, 1, 1]);
    block_on(desk.workspace.flush());
    assert_eq!(runs(), [1, 1, 1, 2, 1, 2], "the other tab hears of the record");
    desk.workspace.commit(step("two").set(id, "name", Some("x".into())).set(id, "body", Some("y".into()))).unwrap();
    assert_eq!(runs(), [2, 1, 2, 2, 1, 2], "several changes of one step are one signal");
    assert!(desk.workspace.commit(step("bad").set(Id::from_number(5), "name", None)).is_err());
    block_on(desk.workspace.flush());
    assert_eq!(runs(), [2, 1, 2, 3, 1, 3]);
}

#[test]
fn the_list_keeps_trash_and_archive() {
    block_on(async {
        let list = WorkspaceList::open().await.unwrap();
        assert_eq!(list.memory_reason().map(|reason| reason.code()), Some("storage.denied"));
        let [one, two] = [Id::from_number(1), Id::from_number(2)];
        list.create(one, NewWorkspace { name: "清禾".to_owned(), ..NewWorkspace::default() }, 10).await.unwrap();
        list.create(two, NewWorkspace { name: "Two".to_owned(), demo: true, record_count: 3 }, 20).await.unwrap();
        assert_eq!(list.create(one, NewWorkspace::default(), 30).await, Err(StoreError::NotEmpty));
        assert_eq!(list.list().iter().map(|entry| entry.id).collect::<Vec<_>>(), [two, one], "the last opened first");
        list.rename(one, "清禾饮品").await.unwrap();
        list.archive(one, true).await.unwrap();
        list.touch(one, 40, 12).await.unwrap();
        list.remove(one, 50).await.unwrap();
        let entry = list.entry(one).unwrap();
        assert_eq!((entry.name.as_str(), entry.archived, entry.deleted_ms, entry.record_count), ("清禾饮品", true, Some(50), 12));
        assert_eq!(list.list()[0].id, one);
        let persistence = list.persistence(one).await.unwrap();
        persistence.append(vec![b"x".to_vec()]).await.unwrap();
        list.restore(one).await.unwrap();
        assert_eq!(list.entry(one).unwrap().deleted_ms, None);
        assert_eq!(list.persistence(one).await.unwrap().journal(0).await.unwrap().len(), 1);
        // What is about a workspace goes with it: settings named after it, and those that point to it.
        list.set_setting(&format!("show-{one}"), Some("run".into())).await.unwrap();
        list.set_setting("handed-over", Some(one.to_string().into())).await.unwrap();
        list.set_setting(&format!("show-{two}"), Some("run".into())).await.unwrap();
        list.purge(one).await.unwrap();
        assert_eq!((list.setting(&format!("show-{one}")), list.setting("handed-over")), (None, None));
        assert_eq!(list.setting(&format!("show-{two}")), Some("run".into()));
        assert!(list.entry(one).is_none());
        assert!(list.persistence(one).await.unwrap().journal(0).await.unwrap().is_empty());
        assert_eq!(list.rename(one, "x").await, Err(StoreError::UnknownWorkspace(one)));
        list.set_setting("language", Some("zh-CN".into())).await.unwrap();
        assert_eq!(list.setting("language"), Some("zh-CN".into()));
        list.set_setting("language", None).await.unwrap();
        assert_eq!(list.setting("language"), None);
    });
}
