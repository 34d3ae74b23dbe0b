//! The list of workspaces and the settings of the app: the database `shizhu`. Every workspace has
//! a database of its own, so that one can be handed out, deleted or broken without the others.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::ready;
use model::Order as _;
use model::{Id, Json, Object};
use reactive_graph::graph::Observer;
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::channel::Channel;
use crate::error::StoreError;
use crate::memory::{MemoryPersistence, lock};
use crate::persistence::{Persistence, Task};

/// One workspace in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkspaceEntry {
    /// The workspace; its database is `shizhu-w-<id>`.
    pub id: Id,
    /// Its name, a copy of the one inside.
    pub name: String,
    /// When it was created here, in milliseconds since 1970.
    pub created_ms: u64,
    /// When it was last opened.
    pub opened_ms: u64,
    /// Put aside.
    pub archived: bool,
    /// When it was moved to the trash; its database is still there.
    pub deleted_ms: Option<u64>,
    /// The demo company.
    pub demo: bool,
    /// Records when last closed or opened: tells loss from first use.
    pub record_count: usize,
    /// What a newer version keeps here.
    #[serde(flatten)]
    pub other: Object,
}

/// By hand, because a flattened rest is read by a second, buffering parser.
impl<'de> Deserialize<'de> for WorkspaceEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut other = Object::deserialize(deserializer)?;
        let mut take = |name: &'static str| other.remove(name).ok_or_else(|| D::Error::missing_field(name));
        let fault = D::Error::custom::<serde_json::Error>;
        Ok(Self {
            id: serde_json::from_value(take("id")?).map_err(fault)?,
            name: serde_json::from_value(take("name")?).map_err(fault)?,
            created_ms: serde_json::from_value(take("created_ms")?).map_err(fault)?,
            opened_ms: serde_json::from_value(take("opened_ms")?).map_err(fault)?,
            archived: take("archived").map_or(Ok(false), serde_json::from_value).map_err(fault)?,
            deleted_ms: take("deleted_ms").map_or(Ok(None), serde_json::from_value).map_err(fault)?,
            demo: take("demo").map_or(Ok(false), serde_json::from_value).map_err(fault)?,
            record_count: take("record_count").map_or(Ok(0), serde_json::from_value).map_err(fault)?,
            other,
        })
    }
}

/// What is known of a workspace when it is created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// The demo company.
    pub demo: bool,
    /// Records it starts with.
    pub record_count: usize,
}

/// The two stores of the list's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    Workspaces,
    Settings,
}

/// Computes the new bytes of a value from the old ones, inside the transaction; `None` deletes.
pub(crate) type Update<'a> = Box<dyn FnOnce(Option<Vec<u8>>) -> Result<Option<Vec<u8>>, StoreError> + 'a>;

/// Where the list is kept.
pub(crate) trait ListStorage: Send + Sync {
    fn all(&self, shelf: Shelf) -> Task<'_, Vec<(String, Vec<u8>)>>;
    fn update<'a>(&'a self, shelf: Shelf, key: String, update: Update<'a>) -> Task<'a, ()>;
    fn workspace(&self, id: Id, expected: bool) -> Task<'_, Arc<dyn Persistence>>;
    fn delete_workspace(&self, id: Id) -> Task<'_, ()>;
    fn channel(&self) -> Option<Arc<dyn Channel>>;
}

#[derive(Default)]
struct MemoryList {
    values: Mutex<[BTreeMap<String, Vec<u8>>; 2]>,
    workspaces: Mutex<HashMap<Id, MemoryPersistence>>,
}

impl ListStorage for MemoryList {
    fn all(&self, shelf: Shelf) -> Task<'_, Vec<(String, Vec<u8>)>> {
        let values = lock(&self.values)[shelf as usize].clone();
        ready(Ok(values.into_iter().collect())).boxed_local()
    }

    fn update<'a>(&'a self, shelf: Shelf, key: String, update: Update<'a>) -> Task<'a, ()> {
        let values = &mut lock(&self.values)[shelf as usize];
        let result = update(values.get(&key).cloned()).map(|value| {
            match value {
                Some(bytes) => values.insert(key, bytes),
                None => values.remove(&key),
            };
        });
        ready(result).boxed_local()
    }

    fn workspace(&self, id: Id, _expected: bool) -> Task<'_, Arc<dyn Persistence>> {
        let persistence = lock(&self.workspaces).entry(id).or_insert_with(|| MemoryPersistence::new(id)).clone();
        ready(Ok(Arc::new(persistence) as Arc<dyn Persistence>)).boxed_local()
    }

    fn delete_workspace(&self, id: Id) -> Task<'_, ()> {
        lock(&self.workspaces).remove(&id);
        ready(Ok(())).boxed_local()
    }

    fn channel(&self) -> Option<Arc<dyn Channel>> {
        None
    }
}

struct Inner {
    storage: Box<dyn ListStorage>,
    reason: Option<StoreError>,
    lost: bool,
    entries: Mutex<Vec<WorkspaceEntry>>,
    unreadable: Mutex<Vec<String>>,
    settings: Mutex<BTreeMap<String, Json>>,
    changed: ArcTrigger,
    channel: Option<Arc<dyn Channel>>,
}

/// The workspaces of this browser profile. Cheap to clone.
#[derive(Clone)]
pub struct WorkspaceList {
    inner: Arc<Inner>,
}

impl WorkspaceList {
    /// Opens the list. Where the browser denies storage, a list in memory that says so.
    ///
    /// # Errors
    /// Storage that is there but blocked or of a newer version: that is not an empty list.
    pub async fn open() -> Result<Self, StoreError> {
        #[cfg(target_arch = "wasm32")]
        let list = match crate::browser::open_list().await {
            Ok((storage, lost)) => Self::over(storage, None, lost),
            Err(error @ StoreError::Denied(_)) => Self::over(Box::<MemoryList>::default(), Some(error), false),
            Err(error) => return Err(error),
        };
        #[cfg(not(target_arch = "wasm32"))]
        let list = Self::in_memory(StoreError::Denied("not a browser".to_owned()));
        list.refresh().await?;
        list.follow_other_tabs();
        Ok(list)
    }

    /// An empty list in memory, with the reason why.
    pub fn in_memory(reason: StoreError) -> Self {
        Self::over(Box::<MemoryList>::default(), Some(reason), false)
    }

    fn over(storage: Box<dyn ListStorage>, reason: Option<StoreError>, lost: bool) -> Self {
        let channel = storage.channel();
        let (entries, unreadable, settings, changed) = (Mutex::default(), Mutex::default(), Mutex::default(), ArcTrigger::new());
        Self { inner: Arc::new(Inner { storage, reason, lost, entries, unreadable, settings, changed, channel }) }
    }

    fn follow_other_tabs(&self) {
        let Some(channel) = &self.inner.channel else { return };
        let weak = Arc::downgrade(&self.inner);
        channel.listen(Box::new(move |_| {
            let Some(inner) = weak.upgrade() else { return };
            let list = Self { inner };
            spawn(async move {
                let _ = list.refresh().await;
            });
        }));
    }

    /// Why everything is in memory only; `None` when it is kept.
    pub fn memory_reason(&self) -> Option<StoreError> {
        self.inner.reason.clone()
    }

    /// The browser admitted at this start that it had lost the list.
    pub fn lost_data(&self) -> bool {
        self.inner.lost
    }

    /// All workspaces, the last opened first, those in the trash and the archive included; the
    /// running effect follows changes, also of other tabs.
    pub fn list(&self) -> Vec<WorkspaceEntry> {
        self.follow();
        lock(&self.inner.entries).clone()
    }

    /// One workspace of the list; followed by the running effect.
    pub fn entry(&self, id: Id) -> Option<WorkspaceEntry> {
        self.follow();
        lock(&self.inner.entries).iter().find(|entry| entry.id == id).cloned()
    }

    /// Keys of entries that cannot be read. They are left as they are.
    pub fn unreadable(&self) -> Vec<String> {
        lock(&self.inner.unreadable).clone()
    }

    fn follow(&self) {
        if Observer::get().is_some() {
            self.inner.changed.track();
        }
    }

    /// Reads list and settings anew.
    ///
    /// # Errors
    /// Of the storage.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let mut unreadable = Vec::new();
        let mut entries: Vec<WorkspaceEntry> = Vec::new();
        for (key, bytes) in self.inner.storage.all(Shelf::Workspaces).await? {
            match serde_json::from_slice(&bytes) {
                Ok(entry) => entries.push(entry),
                Err(_) => unreadable.push(format!("workspaces/{key}")),
            }
        }
        entries.order_by_key(|entry| (std::cmp::Reverse(entry.opened_ms), entry.id));
        let mut settings = BTreeMap::new();
        for (key, bytes) in self.inner.storage.all(Shelf::Settings).await? {
            match serde_json::from_slice(&bytes) {
                Ok(value) => drop(settings.insert(key, value)),
                Err(_) => unreadable.push(format!("settings/{key}")),
            }
        }
        *lock(&self.inner.entries) = entries;
        *lock(&self.inner.settings) = settings;
        *lock(&self.inner.unreadable) = unreadable;
        self.inner.changed.notify();
        Ok(())
    }

    async fn changed(&self) -> Result<(), StoreError> {
        self.refresh().await?;
        if let Some(channel) = &self.inner.channel {
            channel.post("changed");
        }
        Ok(())
    }

    async fn change(&self, id: Id, change: impl FnOnce(&mut WorkspaceEntry)) -> Result<(), StoreError> {
        let update = |bytes: Option<Vec<u8>>| {
            let bytes = bytes.ok_or(StoreError::UnknownWorkspace(id))?;
            let mut entry = serde_json::from_slice(&bytes).map_err(|error| StoreError::corrupt(format!("workspaces/{id}"), error))?;
            change(&mut entry);
            to_bytes(&entry).map(Some)
        };
        self.inner.storage.update(Shelf::Workspaces, id.to_string(), Box::new(update)).await?;
        self.changed().await
    }

    /// Adds a workspace to the list. Its database is made when it is first opened or filled.
    ///
    /// # Errors
    /// Of the storage; an id that is in the list is refused as not empty.
    pub async fn create(&self, id: Id, new: NewWorkspace, now_ms: u64) -> Result<WorkspaceEntry, StoreError> {
        let entry = WorkspaceEntry {
            id,
            name: new.name,
            created_ms: now_ms,
            opened_ms: now_ms,
            archived: false,
            deleted_ms: None,
            demo: new.demo,
            record_count: new.record_count,
            other: Object::new(),
        };
        let update = |bytes: Option<Vec<u8>>| match bytes {
            Some(_) => Err(StoreError::NotEmpty),
            None => to_bytes(&entry).map(Some),
        };
        self.inner.storage.update(Shelf::Workspaces, id.to_string(), Box::new(update)).await?;
        self.changed().await?;
        Ok(entry)
    }

    /// Gives a workspace another name in the list.
    ///
    /// # Errors
    /// Of the storage, and for an unknown id; so do the methods below.
    pub async fn rename(&self, id: Id, name: &str) -> Result<(), StoreError> {
        self.change(id, |entry| name.clone_into(&mut entry.name)).await
    }

    /// Puts a workspace aside or takes it back.
    pub async fn archive(&self, id: Id, archived: bool) -> Result<(), StoreError> {
        self.change(id, |entry| entry.archived = archived).await
    }

    /// Notes that a workspace was opened or left, and how many records it has.
    pub async fn touch(&self, id: Id, now_ms: u64, record_count: usize) -> Result<(), StoreError> {
        self.change(id, |entry| {
            entry.opened_ms = now_ms;
            entry.record_count = record_count;
        })
        .await
    }

    /// Moves a workspace to the trash; its database stays.
    pub async fn remove(&self, id: Id, now_ms: u64) -> Result<(), StoreError> {
        self.change(id, |entry| entry.deleted_ms = Some(now_ms)).await
    }

    /// Takes a workspace out of the trash.
    pub async fn restore(&self, id: Id) -> Result<(), StoreError> {
        self.change(id, |entry| entry.deleted_ms = None).await
    }

    /// Deletes a workspace with its database and the settings that are about it: those that end in its id, and those whose
    /// value is its id. There is no way back.
    pub async fn purge(&self, id: Id) -> Result<(), StoreError> {
        self.inner.storage.delete_workspace(id).await?;
        let (ending, itself) = (format!("-{id}"), Json::String(id.to_string()));
        let settings = lock(&self.inner.settings).clone();
        for (name, _) in settings.into_iter().filter(|(name, value)| name.ends_with(&ending) || *value == itself) {
            self.inner.storage.update(Shelf::Settings, name, Box::new(|_| Ok(None))).await?;
        }
        self.inner.storage.update(Shelf::Workspaces, id.to_string(), Box::new(|_| Ok(None))).await?;
        self.changed().await
    }

    /// The storage of a workspace, made if it is not there yet. If the list says that it has
    /// records and its database turns out to be new, [`Persistence::lost_data`] is true.
    pub async fn persistence(&self, id: Id) -> Result<Arc<dyn Persistence>, StoreError> {
        let expected = lock(&self.inner.entries).iter().any(|entry| entry.id == id && entry.record_count > 0);
        self.inner.storage.workspace(id, expected).await
    }

    /// A setting of the app; followed by the running effect.
    pub fn setting(&self, name: &str) -> Option<Json> {
        self.follow();
        lock(&self.inner.settings).get(name).cloned()
    }

    /// Sets or with `None` deletes a setting of the app.
    pub async fn set_setting(&self, name: &str, value: Option<Json>) -> Result<(), StoreError> {
        let update = |_| value.as_ref().map(to_bytes).transpose();
        self.inner.storage.update(Shelf::Settings, name.to_owned(), Box::new(update)).await?;
        self.changed().await
    }
}

fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Failed { name: "JSON".to_owned(), message: error.to_string() })
}

fn spawn(work: impl Future<Output = ()> + 'static) {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(work);
    #[cfg(not(target_arch = "wasm32"))]
    drop(work);
}
