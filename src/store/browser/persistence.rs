//! A workspace in IndexedDB: the database `shizhu-w-<uuid>` with `meta`, `journal`, `pages` and
//! `blobs`. Values are UTF-8 JSON as bytes, so that `rescue.html` reads them without this code.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use model::Id;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use super::database::{Link, StoreDef, failed, finish, open_database};
use super::tabs::{Leader, TabChannel};
use crate::channel::Channel;
use crate::error::StoreError;
use crate::pages::Mark;
use crate::persistence::{Persistence, Stored, Task, Work};

const META: &str = "meta";
const JOURNAL: &str = "journal";
const PAGES: &str = "pages";
const BLOBS: &str = "blobs";

const STORES: &[StoreDef] = &[
    StoreDef { name: META, counted: false },
    StoreDef { name: JOURNAL, counted: true },
    StoreDef { name: PAGES, counted: false },
    StoreDef { name: BLOBS, counted: false },
];

/// The name of a workspace's database, channel and lock.
pub(super) fn database_name(id: Id) -> String {
    format!("shizhu-w-{id}")
}

/// A workspace kept in IndexedDB.
pub struct IndexedDbPersistence {
    workspace: Id,
    created: bool,
    lost_data: bool,
    link: SendWrapper<Rc<Link>>,
    leader: SendWrapper<Leader>,
}

impl IndexedDbPersistence {
    /// Opens the database of a workspace, making it if it is not there.
    ///
    /// # Errors
    /// Denied, blocked for eight seconds, or of a newer version.
    pub async fn open(workspace: Id) -> Result<Self, StoreError> {
        Self::open_expecting(workspace, false).await
    }

    /// The same; if the list knows of records, a database that is not there means a loss: it is not
    /// made anew behind the user's back.
    ///
    /// # Errors
    /// Also [`StoreError::Gone`].
    pub(super) async fn open_expecting(workspace: Id, expected: bool) -> Result<Self, StoreError> {
        let name = database_name(workspace);
        let opened = open_database(&name, STORES, expected).await?;
        Ok(Self {
            workspace,
            created: opened.created,
            lost_data: opened.lost_data,
            leader: SendWrapper::new(Leader::new(name.clone())),
            link: SendWrapper::new(Link::new(name, STORES, opened.database)),
        })
    }

    /// Whether the database was made by this opening.
    pub fn created(&self) -> bool {
        self.created
    }

    /// A closed connection is opened again for the next call.
    fn note(&self, outcome: Result<(), StoreError>) -> Result<(), StoreError> {
        if outcome == Err(StoreError::Closed) {
            self.link.dropped();
        }
        outcome
    }

    /// Runs an operation; once more on a new connection if the browser had closed the old one.
    async fn run<T>(&self, operation: impl AsyncFn(&Database) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let database = self.link.database().await?;
        match operation(&database).await {
            Err(StoreError::Closed) => {
                self.link.dropped();
                let database = self.link.database().await?;
                operation(&database).await
            }
            outcome => outcome,
        }
    }
}

async fn write_blobs(database: &Database, values: &[(String, Option<Vec<u8>>)]) -> Result<(), StoreError> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction = database.transaction(BLOBS).with_mode(TransactionMode::Readwrite).with_options(strict).build().map_err(failed)?;
    {
        let store = transaction.object_store(BLOBS).map_err(failed)?;
        for (name, value) in values {
            match value {
                Some(bytes) => {
                    store.put(bytes_to_js(bytes)).with_key(name.as_str()).primitive().map_err(failed)?;
                }
                None => {
                    store.delete::<String, _>(name.clone()).primitive().map_err(failed)?;
                }
            }
        }
    }
    finish(transaction).await
}

fn bytes_to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn js_to_bytes(store: &str, key: &str, value: JsValue) -> Result<Vec<u8>, StoreError> {
    value.dyn_into::<Uint8Array>().map(|array| array.to_vec()).map_err(|_| StoreError::corrupt(format!("{store}/{key}"), "no bytes"))
}

/// All pairs of a store with text keys.
async fn read_texts(store: &ObjectStore<'_>, name: &str) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    read_texts_in(store, name, KeyRange::LowerBound(String::new(), false)).await
}

/// The pairs whose keys lie in a range.
async fn read_texts_in(store: &ObjectStore<'_>, name: &str, range: KeyRange<String>) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    let keys = store.get_all_keys::<String>().with_query::<String, _>(range.clone()).primitive().map_err(failed)?;
    let values = store.get_all::<JsValue>().with_query::<String, _>(range).primitive().map_err(failed)?;
    let keys = keys.await.map_err(failed)?;
    let values = values.await.map_err(failed)?;
    let mut pairs = BTreeMap::new();
    for (key, value) in keys.zip(values) {
        let key = key.map_err(failed)?;
        let bytes = js_to_bytes(name, &key, value.map_err(failed)?)?;
        pairs.insert(key, bytes);
    }
    Ok(pairs)
}

/// The journal behind a key.
async fn read_journal(store: &ObjectStore<'_>, after: u64) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let range = KeyRange::LowerBound(to_key(after), true);
    let keys = store.get_all_keys::<f64>().with_query::<f64, _>(range.clone()).primitive().map_err(failed)?;
    let values = store.get_all::<JsValue>().with_query::<f64, _>(range).primitive().map_err(failed)?;
    let keys = keys.await.map_err(failed)?;
    let values = values.await.map_err(failed)?;
    let mut entries = Vec::new();
    for (key, value) in keys.zip(values) {
        let key = from_key(key.map_err(failed)?);
        entries.push((key, js_to_bytes(JOURNAL, &key.to_string(), value.map_err(failed)?)?));
    }
    Ok(entries)
}

/// Journal keys are JavaScript numbers; a 64-bit integer would become a BigInt, which is no key.
#[expect(clippy::cast_precision_loss, reason = "a counter stays far below 2^53")]
fn to_key(key: u64) -> f64 {
    key as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "keys are whole and positive")]
fn from_key(key: f64) -> u64 {
    key as u64
}

async fn load(database: &Database, back: u64) -> Result<Stored, StoreError> {
    let transaction = database.transaction([META, JOURNAL, PAGES]).build().map_err(failed)?;
    let meta = read_texts(&transaction.object_store(META).map_err(failed)?, META).await?;
    let pages = read_texts(&transaction.object_store(PAGES).map_err(failed)?, PAGES).await?;
    let from = Mark::of(&meta)?.journal.saturating_sub(back);
    let journal = read_journal(&transaction.object_store(JOURNAL).map_err(failed)?, from).await?;
    Ok(Stored { meta, pages: Some(pages), journal, ..Stored::default() })
}

async fn append(database: &Database, entries: &[Vec<u8>]) -> Result<Vec<u64>, StoreError> {
    let transaction = database.transaction(JOURNAL).with_mode(TransactionMode::Readwrite).build().map_err(failed)?;
    let store = transaction.object_store(JOURNAL).map_err(failed)?;
    let mut requests = Vec::with_capacity(entries.len());
    for bytes in entries {
        requests.push(store.add(bytes_to_js(bytes)).with_key_type::<f64>().primitive().map_err(failed)?);
    }
    drop(store);
    finish(transaction).await?;
    let mut keys = Vec::with_capacity(requests.len());
    for request in requests {
        keys.push(from_key(request.await.map_err(failed)?));
    }
    Ok(keys)
}

/// How much a writing transaction reads first.
#[derive(Clone, Copy)]
enum Reach {
    /// The journal behind the mark, and the pages unless the mark is the known one.
    Tail(Option<u64>),
    /// Everything.
    Whole,
}

async fn write_changes(database: &Database, reach: Reach, work: Work<'_>) -> Result<(), StoreError> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction =
        database.transaction([META, JOURNAL, PAGES, BLOBS]).with_mode(TransactionMode::Readwrite).with_options(strict).build().map_err(failed)?;
    {
        let meta_store = transaction.object_store(META).map_err(failed)?;
        let journal_store = transaction.object_store(JOURNAL).map_err(failed)?;
        let page_store = transaction.object_store(PAGES).map_err(failed)?;
        let meta = read_texts(&meta_store, META).await?;
        let mark = Mark::of(&meta)?;
        let known = matches!(reach, Reach::Tail(known) if known == Some(mark.generation));
        let pages = if known { None } else { Some(read_texts(&page_store, PAGES).await?) };
        let whole = matches!(reach, Reach::Whole);
        let journal = read_journal(&journal_store, if whole { 0 } else { mark.journal }).await?;
        let blobs = if whole { read_texts(&transaction.object_store(BLOBS).map_err(failed)?, BLOBS).await? } else { BTreeMap::new() };
        let changes = work(Stored { meta, pages, journal, blobs })?;
        for (key, bytes) in &changes.journal {
            journal_store.put(bytes_to_js(bytes)).with_key(to_key(*key)).primitive().map_err(failed)?;
        }
        for (name, bytes) in &changes.blobs {
            let store = transaction.object_store(BLOBS).map_err(failed)?;
            store.put(bytes_to_js(bytes)).with_key(name.as_str()).primitive().map_err(failed)?;
        }
        for (name, bytes) in &changes.pages {
            page_store.put(bytes_to_js(bytes)).with_key(name.as_str()).primitive().map_err(failed)?;
        }
        for name in &changes.emptied {
            page_store.delete::<String, _>(name.clone()).primitive().map_err(failed)?;
        }
        if let Some(trim) = changes.trim {
            journal_store.delete::<f64, _>(KeyRange::UpperBound(to_key(trim), false)).primitive().map_err(failed)?;
        }
        for (name, bytes) in &changes.meta {
            meta_store.put(bytes_to_js(bytes)).with_key(name.as_str()).primitive().map_err(failed)?;
        }
    }
    finish(transaction).await
}

impl Persistence for IndexedDbPersistence {
    fn workspace(&self) -> Id {
        self.workspace
    }

    fn durable(&self) -> bool {
        true
    }

    fn lost_data(&self) -> bool {
        self.lost_data
    }

    fn load(&self, back: u64) -> Task<'_, Stored> {
        self.run(async move |database: &Database| load(database, back).await).boxed_local()
    }

    fn append(&self, entries: Vec<Vec<u8>>) -> Task<'_, Vec<u64>> {
        async move { self.run(async |database: &Database| append(database, &entries).await).await }.boxed_local()
    }

    fn journal(&self, after: u64) -> Task<'_, Vec<(u64, Vec<u8>)>> {
        let read = async move |database: &Database| {
            let transaction = database.transaction(JOURNAL).build().map_err(failed)?;
            read_journal(&transaction.object_store(JOURNAL).map_err(failed)?, after).await
        };
        self.run(read).boxed_local()
    }

    fn checkpoint<'a>(&'a self, known_mark: Option<u64>, work: Work<'a>) -> Task<'a, ()> {
        async move {
            let database = self.link.database().await?;
            let outcome = write_changes(&database, Reach::Tail(known_mark), work).await;
            self.note(outcome)
        }
        .boxed_local()
    }

    fn rewrite<'a>(&'a self, work: Work<'a>) -> Task<'a, ()> {
        async move {
            let database = self.link.database().await?;
            let outcome = write_changes(&database, Reach::Whole, work).await;
            self.note(outcome)
        }
        .boxed_local()
    }

    fn blobs(&self, prefix: &str) -> Task<'_, Vec<(String, Vec<u8>)>> {
        let range = KeyRange::Bound(prefix.to_owned(), false, format!("{prefix}\u{ffff}"), false);
        let read = async move |database: &Database| {
            let transaction = database.transaction(BLOBS).build().map_err(failed)?;
            let pairs = read_texts_in(&transaction.object_store(BLOBS).map_err(failed)?, BLOBS, range.clone()).await?;
            Ok(pairs.into_iter().collect())
        };
        self.run(read).boxed_local()
    }

    fn write_blobs(&self, values: Vec<(String, Option<Vec<u8>>)>) -> Task<'_, ()> {
        async move { self.run(async |database: &Database| write_blobs(database, &values).await).await }.boxed_local()
    }

    fn lead(&self) -> LocalBoxFuture<'_, bool> {
        self.leader.lead().boxed_local()
    }

    fn channel(&self) -> Option<Arc<dyn Channel>> {
        TabChannel::open(&database_name(self.workspace)).map(|channel| Arc::new(channel) as Arc<dyn Channel>)
    }

    fn close(&self) {
        self.leader.release();
        self.link.retire();
    }
}
