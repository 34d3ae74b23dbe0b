//! Random steps, reloads, crashes, and tabs whose messages come late.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(dead_code, reason = "the shared suite runs in the other test")]

mod suite;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::executor::block_on;
use model::{Id, Json, Key, Record, Stamp};
use proptest::prelude::*;
use store::{MemoryPersistence, Persistence, Refusal, Workspace};
use suite::{FakeEnvironment, Home, dump, step, tab};

struct Memory(MemoryPersistence);

impl Home for Memory {
    async fn connect(&self) -> Arc<dyn Persistence> {
        Arc::new(self.0.clone())
    }
    async fn settle(&self) {}
}

/// One small change; records are named by their place among those that exist.
#[derive(Clone, Debug)]
enum Edit {
    Add(u8),
    Set(usize, u8, u8),
    Clear(usize, u8),
    Remove(usize),
}

#[derive(Clone, Debug)]
enum Action {
    Step(Vec<Edit>, Option<u8>),
    Undo,
    Redo,
    Save,
    Checkpoint,
    Reload,
    Crash,
    Wait(i32),
    Deliver(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => any::<u8>().prop_map(Edit::Add),
        5 => (0_usize..6, 0_u8..3, 0_u8..4).prop_map(|(at, field, value)| Edit::Set(at, field, value)),
        1 => (0_usize..6, 0_u8..3).prop_map(|(at, field)| Edit::Clear(at, field)),
        2 => (0_usize..6).prop_map(Edit::Remove),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => (prop::collection::vec(edit(), 1..4), prop::option::of(0_u8..2)).prop_map(|(edits, group)| Action::Step(edits, group)),
        2 => Just(Action::Undo),
        1 => Just(Action::Redo),
        3 => Just(Action::Save),
        1 => Just(Action::Checkpoint),
        1 => Just(Action::Reload),
        1 => Just(Action::Crash),
        2 => (-3_000_i32..5_000).prop_map(Action::Wait),
        3 => (1_usize..4).prop_map(Action::Deliver),
    ]
}

const FIELDS: [&str; 3] = ["name", "body", "rank"];

fn perform(workspace: &Workspace, edits: &[Edit], group: Option<u8>) {
    let ids: Vec<Id> = workspace.records().all().iter().map(|record| record.id).collect();
    let mut transaction = step("random");
    if let Some(group) = group {
        transaction = transaction.group(&group.to_string());
    }
    let mut gone: Vec<Id> = Vec::new();
    for edit in edits {
        let at = |at: usize| ids.get(at % ids.len().max(1)).copied().filter(|id| !gone.contains(id));
        transaction = match *edit {
            Edit::Add(value) => {
                let mut record = Record::new(workspace.new_id(), if value % 3 == 0 { "item" } else { "note" }, Stamp::default());
                record.fields.insert(Key::new("name"), value.into());
                transaction.add(record)
            }
            Edit::Set(place, field, value) => match at(place) {
                Some(id) => transaction.set(id, known_field(workspace, id, field), Some(Json::from(value))),
                None => transaction,
            },
            Edit::Clear(place, field) => match at(place) {
                Some(id) => transaction.clear(id, known_field(workspace, id, field)),
                None => transaction,
            },
            Edit::Remove(place) => match at(place) {
                Some(id) => {
                    gone.push(id);
                    transaction.remove(id)
                }
                None => transaction,
            },
        };
    }
    workspace.commit(transaction).unwrap();
}

fn known_field(workspace: &Workspace, id: Id, field: u8) -> &'static str {
    let item = workspace.records().get(id).is_some_and(|record| record.kind == "item");
    if item { "name" } else { FIELDS[usize::from(field)] }
}

type Values = BTreeMap<Id, (Key, BTreeMap<Key, Json>)>;

fn values(workspace: &Workspace) -> Values {
    workspace.records().all().iter().map(|record| (record.id, (record.kind.clone(), record.fields.clone()))).collect()
}

fn wait(environment: &FakeEnvironment, milliseconds: i32) {
    let now = environment.now.load(Ordering::Relaxed);
    environment.now.store(now.saturating_add_signed(milliseconds.into()), Ordering::Relaxed);
}

/// More for `make soak`, through the variable that the package itself reads.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn undoing_everything_gives_the_start_and_redoing_everything_the_end(actions in prop::collection::vec(action(), 1..40)) {
        let home = Memory(MemoryPersistence::durable(Id::from_number(1)));
        let environment = FakeEnvironment::new(1);
        let mut workspace = block_on(tab(&home, &environment));
        for action in &actions {
            match action {
                Action::Step(edits, group) => perform(&workspace, edits, *group),
                Action::Undo => drop(workspace.undo()),
                Action::Redo => drop(workspace.redo()),
                Action::Checkpoint => block_on(async {
                    workspace.flush().await;
                    workspace.checkpoint().await.unwrap();
                }),
                Action::Reload => {
                    block_on(workspace.close());
                    workspace = block_on(tab(&home, &environment));
                }
                Action::Wait(milliseconds) => wait(&environment, *milliseconds),
                Action::Save | Action::Crash | Action::Deliver(_) => {}
            }
        }
        let end = values(&workspace);
        while workspace.can_redo() {
            workspace.redo().unwrap();
        }
        let furthest = values(&workspace);
        let mut steps = 0;
        while workspace.can_undo() {
            workspace.undo().unwrap();
            steps += 1;
        }
        prop_assert_eq!(workspace.undo().unwrap_err().code(), Refusal::NOTHING_TO_UNDO);
        prop_assert_eq!(values(&workspace), Values::new());
        for _ in 0..steps {
            workspace.redo().unwrap();
        }
        prop_assert_eq!(values(&workspace), furthest);
        let _ = end;
    }

    #[test]
    fn a_reload_gives_the_same_records_and_a_crash_the_last_saved(actions in prop::collection::vec(action(), 1..50)) {
        let home = Memory(MemoryPersistence::durable(Id::from_number(1)));
        let environment = FakeEnvironment::new(1);
        let mut workspace = block_on(tab(&home, &environment));
        let mut saved = dump(&workspace);
        for action in &actions {
            match action {
                Action::Step(edits, group) => perform(&workspace, edits, *group),
                Action::Undo => drop(workspace.undo()),
                Action::Redo => drop(workspace.redo()),
                Action::Wait(milliseconds) => wait(&environment, *milliseconds),
                Action::Checkpoint => block_on(workspace.checkpoint()).unwrap(),
                Action::Crash => {
                    workspace = block_on(tab(&home, &environment));
                    prop_assert_eq!(dump(&workspace), saved.clone());
                }
                Action::Save | Action::Reload | Action::Deliver(_) => {
                    block_on(workspace.flush());
                    saved = dump(&workspace);
                    if matches!(action, Action::Reload) {
                        workspace = block_on(tab(&home, &environment));
                        prop_assert_eq!(dump(&workspace), saved.clone());
                    }
                }
            }
        }
    }

    #[test]
    fn tabs_converge_however_late_their_messages_are(
        actions in prop::collection::vec((0_usize..3, action()), 1..60),
        same_replica in any::<bool>(),
    ) {
        let home = Memory(MemoryPersistence::durable(Id::from_number(1)));
        let environments: Vec<_> = (0..3).map(|n| FakeEnvironment::new(if same_replica { 1 } else { n })).collect();
        for (n, environment) in environments.iter().enumerate() {
            // Tabs of one profile share the replica, never the random part of their ids.
            environment.skip(n as u64 * 1_000_000);
        }
        let mut tabs: Vec<Workspace> = environments.iter().map(|environment| block_on(tab(&home, environment))).collect();
        home.0.hold_messages();
        for (who, action) in &actions {
            match action {
                Action::Step(edits, group) => perform(&tabs[*who], edits, *group),
                Action::Undo => drop(tabs[*who].undo()),
                Action::Redo => drop(tabs[*who].redo()),
                Action::Wait(milliseconds) => wait(&environments[*who], *milliseconds),
                Action::Save => block_on(tabs[*who].flush()),
                Action::Checkpoint => block_on(tabs[*who].checkpoint()).unwrap(),
                Action::Deliver(count) => home.0.deliver(*count),
                Action::Reload => {
                    block_on(tabs[*who].close());
                    tabs[*who] = block_on(tab(&home, &environments[*who]));
                }
                Action::Crash => {}
            }
        }
        tabs.iter().for_each(|workspace| block_on(workspace.flush()));
        home.0.deliver(usize::MAX);
        let fresh = block_on(tab(&home, &environments[0]));
        for workspace in &tabs {
            prop_assert_eq!(dump(workspace), dump(&fresh));
        }
        block_on(fresh.checkpoint()).unwrap();
        prop_assert_eq!(dump(&block_on(tab(&home, &environments[1]))), dump(&fresh));
    }
}
