//! Where a workspace is kept. Each method is one transaction: it happens wholly or not at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::LocalBoxFuture;
use model::Id;

use crate::channel::Channel;
use crate::error::StoreError;

/// A storage operation under way.
pub type Task<'a, T> = LocalBoxFuture<'a, Result<T, StoreError>>;

/// What is stored, as bytes. Pages are missing when the caller knows them already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// `format`, `mark`, `tombstones`: JSON by name.
    pub meta: BTreeMap<String, Vec<u8>>,
    /// Pages by `<kind>/<n>`.
    pub pages: Option<BTreeMap<String, Vec<u8>>>,
    /// Journal entries by key, oldest first.
    pub journal: Vec<(u64, Vec<u8>)>,
    /// Values of `blobs`; only where the whole is rewritten.
    pub blobs: BTreeMap<String, Vec<u8>>,
}

/// What a checkpoint writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Values of `meta` to set.
    pub meta: BTreeMap<String, Vec<u8>>,
    /// Pages to write.
    pub pages: BTreeMap<String, Vec<u8>>,
    /// Pages to delete.
    pub emptied: Vec<String>,
    /// Journal entries up to this key are deleted.
    pub trim: Option<u64>,
    /// Journal entries to replace.
    pub journal: Vec<(u64, Vec<u8>)>,
    /// Values of `blobs` to set.
    pub blobs: BTreeMap<String, Vec<u8>>,
}

/// Computes a checkpoint from what is stored, inside the transaction.
pub type Work<'a> = Box<dyn FnOnce(Stored) -> Result<Changes, StoreError> + 'a>;

/// Storage of one workspace. Its twins in memory and in IndexedDB pass the same tests.
pub trait Persistence: Send + Sync {
    /// The workspace kept here.
    fn workspace(&self) -> Id;

    /// Whether the data outlive the page.
    fn durable(&self) -> bool;

    /// The browser reported that it had lost earlier data of this database (decisions.md 20).
    fn lost_data(&self) -> bool;

    /// Meta, pages, and the journal from `back` entries before the mark.
    fn load(&self, back: u64) -> Task<'_, Stored>;

    /// Appends entries in one transaction and returns their keys. Done means durable.
    fn append(&self, entries: Vec<Vec<u8>>) -> Task<'_, Vec<u64>>;

    /// The journal behind this key, oldest first.
    fn journal(&self, after: u64) -> Task<'_, Vec<(u64, Vec<u8>)>>;

    /// In one strict transaction: reads meta, the journal behind the mark, and the pages unless the
    /// mark is the known one; then writes what `work` returns. An error of `work` changes nothing.
    fn checkpoint<'a>(&'a self, known_mark: Option<u64>, work: Work<'a>) -> Task<'a, ()>;

    /// The same over everything there is: pages, the whole journal and `blobs` are read.
    fn rewrite<'a>(&'a self, work: Work<'a>) -> Task<'a, ()>;

    /// Values of `blobs` whose names begin so.
    fn blobs(&self, prefix: &str) -> Task<'_, Vec<(String, Vec<u8>)>>;

    /// Sets or with `None` deletes values of `blobs` in one strict transaction.
    fn write_blobs(&self, values: Vec<(String, Option<Vec<u8>>)>) -> Task<'_, ()>;

    /// Whether this tab is the one that writes checkpoints (decisions.md 19).
    fn lead(&self) -> LocalBoxFuture<'_, bool>;

    /// This tab's end of the channel between tabs.
    fn channel(&self) -> Option<Arc<dyn Channel>>;

    /// Closes the connection.
    fn close(&self);
}
