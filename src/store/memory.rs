//! Storage that lives as long as the page: for browsers that deny storage, and for tests, where it
//! can also fail on demand and hold back the messages between tabs.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::{LocalBoxFuture, ready};
use model::Id;

use crate::channel::{Channel, Listener};
use crate::error::StoreError;
use crate::pages::Mark;
use crate::persistence::{Changes, Persistence, Stored, Task, Work};

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Default)]
struct Data {
    meta: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Vec<u8>>,
    journal: BTreeMap<u64, Vec<u8>>,
    blobs: BTreeMap<String, Vec<u8>>,
    next: u64,
    failing: VecDeque<StoreError>,
}

impl Data {
    fn accept(&mut self, changes: Changes) {
        self.meta.extend(changes.meta);
        self.pages.extend(changes.pages);
        self.journal.extend(changes.journal);
        self.blobs.extend(changes.blobs);
        for name in changes.emptied {
            self.pages.remove(&name);
        }
        if let Some(trim) = changes.trim {
            self.journal = self.journal.split_off(&(trim + 1));
        }
    }
}

#[derive(Default)]
struct Hub {
    ends: BTreeMap<u64, Arc<Listener>>,
    next: u64,
    holding: bool,
    held: VecDeque<(u64, String)>,
}

/// A workspace in memory. Clones share the data as tabs of one browser do.
#[derive(Clone)]
pub struct MemoryPersistence {
    workspace: Id,
    durable: bool,
    data: Arc<Mutex<Data>>,
    hub: Arc<Mutex<Hub>>,
}

impl MemoryPersistence {
    /// Empty; the workspace says that it lives in memory only.
    pub fn new(workspace: Id) -> Self {
        Self { workspace, durable: false, data: Arc::default(), hub: Arc::default() }
    }

    /// Empty; passes for durable, so that tests see the states of saving.
    pub fn durable(workspace: Id) -> Self {
        Self { durable: true, ..Self::new(workspace) }
    }

    /// The next appends end with these errors, one each; nothing is written by them.
    pub fn fail_next(&self, errors: impl IntoIterator<Item = StoreError>) {
        lock(&self.data).failing.extend(errors);
    }

    /// Holds messages back until [`Self::deliver`].
    pub fn hold_messages(&self) {
        lock(&self.hub).holding = true;
    }

    /// Delivers up to so many held messages, oldest first.
    pub fn deliver(&self, count: usize) {
        for _ in 0..count {
            let Some((sender, message)) = lock(&self.hub).held.pop_front() else { return };
            distribute(&self.hub, sender, &message);
        }
    }

    /// Replaces stored bytes: `meta/<name>`, `pages/<kind>/<n>` or `journal/<key>`; `None` deletes.
    pub fn tamper(&self, key: &str, bytes: Option<&[u8]>) {
        let mut data = lock(&self.data);
        let (store, name) = key.split_once('/').unwrap_or((key, ""));
        if store == "journal" {
            let number = name.parse().unwrap_or(0);
            match bytes {
                Some(bytes) => data.journal.insert(number, bytes.to_vec()),
                None => data.journal.remove(&number),
            };
            return;
        }
        let values = if store == "meta" { &mut data.meta } else { &mut data.pages };
        match bytes {
            Some(bytes) => values.insert(name.to_owned(), bytes.to_vec()),
            None => values.remove(name),
        };
    }

    fn run<T: 'static>(&self, operation: impl FnOnce(&mut Data) -> Result<T, StoreError>) -> Task<'static, T> {
        let result = operation(&mut lock(&self.data));
        ready(result).boxed_local()
    }
}

fn distribute(hub: &Mutex<Hub>, sender: u64, message: &str) {
    let ends: Vec<_> = lock(hub).ends.iter().filter(|(end, _)| **end != sender).map(|(_, listener)| listener.clone()).collect();
    for listener in ends {
        listener(message);
    }
}

impl Persistence for MemoryPersistence {
    fn workspace(&self) -> Id {
        self.workspace
    }

    fn durable(&self) -> bool {
        self.durable
    }

    fn lost_data(&self) -> bool {
        false
    }

    fn load(&self, back: u64) -> Task<'_, Stored> {
        self.run(|data| {
            let from = Mark::of(&data.meta)?.journal.saturating_sub(back);
            let journal = data.journal.range(from + 1..).map(|(key, bytes)| (*key, bytes.clone())).collect();
            Ok(Stored { meta: data.meta.clone(), pages: Some(data.pages.clone()), journal, ..Stored::default() })
        })
    }

    fn append(&self, entries: Vec<Vec<u8>>) -> Task<'_, Vec<u64>> {
        self.run(|data| {
            if let Some(error) = data.failing.pop_front() {
                return Err(error);
            }
            let mut keys = Vec::with_capacity(entries.len());
            for bytes in entries {
                data.next += 1;
                data.journal.insert(data.next, bytes);
                keys.push(data.next);
            }
            Ok(keys)
        })
    }

    fn journal(&self, after: u64) -> Task<'_, Vec<(u64, Vec<u8>)>> {
        self.run(|data| Ok(data.journal.range(after + 1..).map(|(key, bytes)| (*key, bytes.clone())).collect()))
    }

    fn checkpoint<'a>(&'a self, known_mark: Option<u64>, work: Work<'a>) -> Task<'a, ()> {
        self.run(|data| {
            let mark = Mark::of(&data.meta)?;
            let pages = (known_mark != Some(mark.generation)).then(|| data.pages.clone());
            let journal = data.journal.range(mark.journal + 1..).map(|(key, bytes)| (*key, bytes.clone())).collect();
            let changes = work(Stored { meta: data.meta.clone(), pages, journal, ..Stored::default() })?;
            data.accept(changes);
            Ok(())
        })
    }

    fn rewrite<'a>(&'a self, work: Work<'a>) -> Task<'a, ()> {
        self.run(|data| {
            let journal = data.journal.iter().map(|(key, bytes)| (*key, bytes.clone())).collect();
            let changes = work(Stored { meta: data.meta.clone(), pages: Some(data.pages.clone()), journal, blobs: data.blobs.clone() })?;
            data.accept(changes);
            Ok(())
        })
    }

    fn blobs(&self, prefix: &str) -> Task<'_, Vec<(String, Vec<u8>)>> {
        self.run(|data| {
            Ok(data.blobs.iter().filter(|(name, _)| name.starts_with(prefix)).map(|(name, bytes)| (name.clone(), bytes.clone())).collect())
        })
    }

    fn write_blobs(&self, values: Vec<(String, Option<Vec<u8>>)>) -> Task<'_, ()> {
        self.run(|data| {
            for (name, value) in values {
                match value {
                    Some(bytes) => data.blobs.insert(name, bytes),
                    None => data.blobs.remove(&name),
                };
            }
            Ok(())
        })
    }

    fn lead(&self) -> LocalBoxFuture<'_, bool> {
        ready(true).boxed_local()
    }

    fn channel(&self) -> Option<Arc<dyn Channel>> {
        let mut hub = lock(&self.hub);
        hub.next += 1;
        Some(Arc::new(MemoryChannel { end: hub.next, hub: self.hub.clone() }))
    }

    fn close(&self) {}
}

struct MemoryChannel {
    end: u64,
    hub: Arc<Mutex<Hub>>,
}

impl Channel for MemoryChannel {
    fn post(&self, message: &str) {
        {
            let mut hub = lock(&self.hub);
            if hub.holding {
                hub.held.push_back((self.end, message.to_owned()));
                return;
            }
        }
        distribute(&self.hub, self.end, message);
    }

    fn listen(&self, listener: Listener) {
        lock(&self.hub).ends.insert(self.end, Arc::new(listener));
    }

    fn close(&self) {
        lock(&self.hub).ends.remove(&self.end);
    }
}
