//! The suite over IndexedDB in a real browser, and the faults that browsers add.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod suite;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use model::{Id, Json, Record, Stamp};
use store::{
    IndexedDbPersistence, NewWorkspace, Persistence, SaveState, StoreError, Workspace, WorkspaceList, ensure_persistent, open, storage_estimate,
};
use suite::{FakeEnvironment, Home, dump, note, registry, state_of, step, tab};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

struct Browser(Id);

impl Browser {
    /// A workspace that no other test uses, also not in an earlier run on the same profile.
    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let start = js_sys::Date::now() as u64;
        Self(Id::from_number(start * 1_000 + count))
    }

    fn name(&self) -> String {
        format!("shizhu-w-{}", self.0)
    }
}

impl Home for Browser {
    async fn connect(&self) -> Arc<dyn Persistence> {
        Arc::new(IndexedDbPersistence::open(self.0).await.unwrap())
    }
    async fn settle(&self) {
        TimeoutFuture::new(80).await;
    }
}

macro_rules! suite {
    ($($case:ident),* $(,)?) => {$(
        #[wasm_bindgen_test]
        async fn $case() {
            suite::$case(Browser::new()).await;
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

/// Runs JavaScript: the faults are put in where the browser itself would raise them.
fn script(code: &str) -> JsValue {
    js_sys::eval(code).unwrap()
}

fn add(workspace: &Workspace, name: &str) -> Id {
    let record = note(workspace, name);
    let id = record.id;
    workspace.commit(step(name).add(record)).unwrap();
    id
}

async fn fresh() -> (Browser, Arc<FakeEnvironment>, Workspace) {
    let (home, environment) = (Browser::new(), FakeEnvironment::new(1));
    let workspace = tab(&home, &environment).await;
    (home, environment, workspace)
}

#[wasm_bindgen_test]
async fn a_commit_is_saved_without_being_asked() {
    let (home, environment, workspace) = fresh().await;
    add(&workspace, "one");
    assert_eq!(state_of(&workspace), SaveState::Saving);
    home.settle().await;
    assert!(matches!(state_of(&workspace), SaveState::Saved { .. }));
    assert_eq!(dump(&tab(&home, &environment).await), dump(&workspace));
}

#[wasm_bindgen_test]
async fn stored_values_are_json_as_bytes() {
    let (home, _, workspace) = fresh().await;
    add(&workspace, "名称");
    workspace.flush().await;
    workspace.checkpoint().await.unwrap();
    let database = Database::open(home.name()).await.unwrap();
    let mut stores: Vec<String> = database.object_store_names().collect();
    stores.sort();
    assert_eq!(stores, ["blobs", "journal", "meta", "pages"]);
    let read = async |store: &str, key: JsValue| {
        let transaction = database.transaction(store).build().unwrap();
        let store = transaction.object_store(store).unwrap();
        let value: Option<JsValue> = store.get::<JsValue, JsValue, _>(key).primitive().unwrap().await.unwrap();
        let bytes = js_sys::Uint8Array::from(value.unwrap()).to_vec();
        let json: Json = serde_json::from_slice(&bytes).unwrap();
        json
    };
    let entry = read("journal", 1.0.into()).await;
    let mut names: Vec<&str> = entry.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["at_ms", "diff", "group", "label", "redo", "stamp", "undoes", "who"]);
    let page = read("pages", "note/0".into()).await;
    assert_eq!(page.as_object().unwrap().keys().collect::<Vec<_>>(), ["kind", "records"]);
    assert_eq!(page["records"][0]["fields"]["name"], "名称");
    assert_eq!(read("meta", "format".into()).await, store::FORMAT);
    database.close();
}

#[wasm_bindgen_test]
async fn lack_of_room_shows_at_the_abort_and_the_steps_wait() {
    let (home, environment, workspace) = fresh().await;
    add(&workspace, "one");
    workspace.flush().await;
    script(
        "window.realCommit = IDBTransaction.prototype.commit;
        IDBTransaction.prototype.commit = function () {
            Object.defineProperty(this, 'error', { get: () => new DOMException('', 'QuotaExceededError') });
            this.abort();
        };",
    );
    add(&workspace, "two");
    workspace.flush().await;
    home.settle().await;
    script("IDBTransaction.prototype.commit = window.realCommit;");
    assert_eq!(state_of(&workspace), SaveState::Failed { code: "storage.quota" });
    assert_eq!(tab(&home, &environment).await.records().len(), 1, "nothing half written");
    add(&workspace, "three");
    workspace.flush().await;
    assert!(matches!(state_of(&workspace), SaveState::Saved { .. }));
    assert_eq!(dump(&tab(&home, &environment).await), dump(&workspace));
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_once_more() {
    let (home, environment, workspace) = fresh().await;
    add(&workspace, "one");
    workspace.flush().await;
    script(
        "window.realTransaction = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...parameters) {
            IDBDatabase.prototype.transaction = window.realTransaction;
            this.close();
            return this.transaction(...parameters);
        };",
    );
    add(&workspace, "two");
    workspace.flush().await;
    assert!(matches!(state_of(&workspace), SaveState::Saved { .. }), "{:?}", state_of(&workspace));
    assert_eq!(dump(&tab(&home, &environment).await), dump(&workspace));
}

#[wasm_bindgen_test]
async fn a_database_that_is_gone_is_not_made_anew_behind_the_users_back() {
    let (home, _, workspace) = fresh().await;
    add(&workspace, "one");
    workspace.flush().await;
    script(
        "window.realTransaction = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function () {
            IDBDatabase.prototype.transaction = window.realTransaction;
            this.close();
            throw new DOMException('', 'InvalidStateError');
        };
        window.realOpen = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name, ...rest) {
            IDBFactory.prototype.open = window.realOpen;
            indexedDB.deleteDatabase(name);
            return indexedDB.open(name, ...rest);
        };",
    );
    add(&workspace, "two");
    workspace.flush().await;
    assert_eq!(state_of(&workspace), SaveState::Failed { code: "storage.gone" });
    let names = script("indexedDB.databases().then(all => all.map(database => database.name).join())");
    let names = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(names)).await.unwrap().as_string().unwrap();
    assert!(!names.contains(&home.name()), "{names}");
}

#[wasm_bindgen_test]
async fn another_tab_that_deletes_is_let_through_at_once() {
    let list = WorkspaceList::open().await.unwrap();
    let (home, _, workspace) = fresh().await;
    list.create(home.0, NewWorkspace { name: "to go".to_owned(), ..NewWorkspace::default() }, 1).await.unwrap();
    add(&workspace, "one");
    workspace.flush().await;
    let start = js_sys::Date::now();
    list.purge(home.0).await.unwrap();
    assert!(js_sys::Date::now() - start < 2_000.0);
    add(&workspace, "two");
    workspace.flush().await;
    assert_eq!(state_of(&workspace), SaveState::Failed { code: "storage.closed" });
    assert!(list.entry(home.0).is_none());
}

#[wasm_bindgen_test]
async fn a_blocked_opening_ends_after_eight_seconds_and_leaves_no_connection() {
    let home = Browser::new();
    script(&format!(
        "window.holding = new Promise(done => {{
            indexedDB.open('{name}', 1).onsuccess = event => {{
                window.held = event.target.result;
                indexedDB.deleteDatabase('{name}').onsuccess = () => {{ window.deleted = true; }};
                done();
            }};
        }});",
        name = home.name()
    ));
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(script("window.holding"))).await.unwrap();
    let start = js_sys::Date::now();
    let outcome = IndexedDbPersistence::open(home.0).await.map(|_| ());
    let waited = js_sys::Date::now() - start;
    assert_eq!(outcome, Err(StoreError::Blocked));
    assert!((7_500.0..10_000.0).contains(&waited), "{waited}");
    script("window.held.close()");
    TimeoutFuture::new(500).await;
    assert!(script("window.deleted").is_truthy());
    // The late connection has been closed: a higher version opens without being blocked.
    let higher = format!(
        "new Promise((done, failed) => {{ const request = indexedDB.open('{}', {}); request.onsuccess = event => {{ event.target.result.close(); done(1); }}; request.onblocked = () => failed('blocked'); }})",
        home.name(),
        store::FORMAT + 1
    );
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(script(&higher))).await.unwrap();
    assert_eq!(IndexedDbPersistence::open(home.0).await.map(|_| ()).unwrap_err().code(), "storage.newer", "a newer version is left alone");
}

#[wasm_bindgen_test]
async fn a_loss_that_the_browser_admits_is_passed_on() {
    script(
        "window.realLoss = Object.getOwnPropertyDescriptor(IDBVersionChangeEvent.prototype, 'dataLoss');
        Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { get: () => 'total', configurable: true });",
    );
    let lost = IndexedDbPersistence::open(Browser::new().0).await.unwrap();
    script(
        "if (window.realLoss) Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', window.realLoss);
        else delete IDBVersionChangeEvent.prototype.dataLoss;",
    );
    let usual = IndexedDbPersistence::open(Browser::new().0).await.unwrap();
    assert_eq!((lost.lost_data(), lost.created()), (true, true));
    assert_eq!((usual.lost_data(), usual.created()), (false, true));
    let list = WorkspaceList::open().await.unwrap();
    let [known, new] = [Browser::new().0, Browser::new().0];
    list.create(known, NewWorkspace { record_count: 7, ..NewWorkspace::default() }, 1).await.unwrap();
    list.create(new, NewWorkspace::default(), 1).await.unwrap();
    for _ in 0..2 {
        // Not made anew behind the user's back, so that it is missing the next time, too.
        assert_eq!(list.persistence(known).await.map(|_| ()), Err(StoreError::Gone), "the list knows of records, there is no database");
    }
    assert!(!list.persistence(new).await.unwrap().lost_data());
}

#[wasm_bindgen_test]
async fn denied_storage_is_a_list_in_memory_that_says_so() {
    script(
        "window.realOpen = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function () { throw new DOMException('', 'SecurityError'); };",
    );
    let list = WorkspaceList::open().await;
    script("IDBFactory.prototype.open = window.realOpen;");
    let list = list.unwrap();
    assert_eq!(list.memory_reason().map(|reason| reason.code()), Some("storage.denied"));
    let id = Browser::new().0;
    list.create(id, NewWorkspace::default(), 1).await.unwrap();
    let workspace = open(list.persistence(id).await.unwrap(), registry(), FakeEnvironment::new(1)).await.unwrap();
    add(&workspace, "one");
    workspace.flush().await;
    assert_eq!(state_of(&workspace), SaveState::MemoryOnly);
}

#[wasm_bindgen_test]
async fn one_tab_leads_and_the_next_takes_over() {
    let home = Browser::new();
    let (first, second) = (home.connect().await, home.connect().await);
    assert!(first.lead().await);
    assert!(first.lead().await);
    assert!(!second.lead().await);
    first.close();
    home.settle().await;
    assert!(second.lead().await);
}

#[wasm_bindgen_test]
async fn without_locks_every_tab_leads() {
    script("Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });");
    let home = Browser::new();
    assert!(home.connect().await.lead().await && home.connect().await.lead().await);
    script("Object.defineProperty(navigator, 'locks', { value: { request: () => Promise.reject(new Error('no')) }, configurable: true });");
    assert!(home.connect().await.lead().await);
    script("delete navigator.locks;");
}

#[wasm_bindgen_test]
async fn the_list_is_kept_and_other_tabs_follow() {
    let (here, there) = (WorkspaceList::open().await.unwrap(), WorkspaceList::open().await.unwrap());
    assert_eq!(here.memory_reason(), None);
    let id = Browser::new().0;
    here.create(id, NewWorkspace { name: "清禾".to_owned(), ..NewWorkspace::default() }, 10).await.unwrap();
    here.rename(id, "清禾饮品").await.unwrap();
    here.archive(id, true).await.unwrap();
    here.remove(id, 20).await.unwrap();
    here.set_setting("language", Some("en".into())).await.unwrap();
    TimeoutFuture::new(150).await;
    let entry = there.entry(id).unwrap();
    assert_eq!((entry.name.as_str(), entry.archived, entry.deleted_ms), ("清禾饮品", true, Some(20)));
    assert_eq!(there.setting("language"), Some("en".into()));
    there.restore(id).await.unwrap();
    assert_eq!(WorkspaceList::open().await.unwrap().entry(id).unwrap().deleted_ms, None);
    there.purge(id).await.unwrap();
    assert!(WorkspaceList::open().await.unwrap().entry(id).is_none());
}

#[wasm_bindgen_test]
async fn ten_thousand_records_are_filled_and_read_quickly() {
    let home = Browser::new();
    let stamp = Stamp { time: 5, ..Stamp::default() };
    let records: Vec<Record> =
        (0..10_000).map(|n| Record::new(Id::from_number(n), "note", stamp).with(suite::kinds::note::BODY, "文字 text ".repeat(30))).collect();
    let persistence = home.connect().await;
    let start = js_sys::Date::now();
    let content = store::paged(&model::RecordSet::of(records, std::collections::BTreeMap::new())).unwrap();
    store::fill(persistence.as_ref(), content).await.unwrap();
    let filled = js_sys::Date::now();
    let workspace = tab(&home, &FakeEnvironment::new(1)).await;
    let read = js_sys::Date::now();
    wasm_bindgen_test::console_log!("10,000 records: fill {} ms, open {} ms", filled - start, read - filled);
    assert_eq!(workspace.records().len(), 10_000);
}

#[wasm_bindgen_test]
async fn the_browser_is_asked_to_keep_the_data() {
    let start = js_sys::Date::now();
    let _ = ensure_persistent().await;
    assert!(js_sys::Date::now() - start < 7_000.0, "never waits for an answer that does not come");
    assert!(storage_estimate().await.unwrap().quota > 0.0);
}
