//! The list of workspaces and the settings in the database `shizhu`.

use std::rc::Rc;
use std::sync::Arc;

use futures::FutureExt;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::Uint8Array;
use model::Id;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use super::database::{Link, StoreDef, delete_database, failed, finish, open_database};
use super::persistence::{IndexedDbPersistence, database_name};
use super::tabs::TabChannel;
use crate::channel::Channel;
use crate::error::StoreError;
use crate::list::{ListStorage, Shelf, Update};
use crate::persistence::{Persistence, Task};

const NAME: &str = "shizhu";
const STORES: &[StoreDef] = &[StoreDef { name: "workspaces", counted: false }, StoreDef { name: "settings", counted: false }];

struct IndexedDbList {
    link: SendWrapper<Rc<Link>>,
}

/// Opens the list's database; the browser may admit that it has lost what was in it.
pub(crate) async fn open_list() -> Result<(Box<dyn ListStorage>, bool), StoreError> {
    let opened = open_database(NAME, STORES, false).await?;
    Ok((Box::new(IndexedDbList { link: SendWrapper::new(Link::new(NAME.to_owned(), STORES, opened.database)) }), opened.lost_data))
}

fn store_name(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Workspaces => "workspaces",
        Shelf::Settings => "settings",
    }
}

fn to_bytes(shelf: Shelf, key: &str, value: JsValue) -> Result<Vec<u8>, StoreError> {
    let array = value.dyn_into::<Uint8Array>().map_err(|_| StoreError::corrupt(format!("{}/{key}", store_name(shelf)), "no bytes"))?;
    Ok(array.to_vec())
}

impl IndexedDbList {
    /// A closed connection is opened again for the next call.
    fn note<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(outcome, Err(StoreError::Closed)) {
            self.link.dropped();
        }
        outcome
    }

    async fn read(&self, shelf: Shelf) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let database = self.link.database().await?;
        let name = store_name(shelf);
        let transaction = database.transaction(name).build().map_err(failed)?;
        let store = transaction.object_store(name).map_err(failed)?;
        let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
        let values = store.get_all::<JsValue>().primitive().map_err(failed)?;
        let keys = keys.await.map_err(failed)?;
        let values = values.await.map_err(failed)?;
        let pair = |(key, value): (Result<String, _>, Result<JsValue, _>)| {
            let key = key.map_err(failed)?;
            // What is no bytes is passed on empty: the list then names it as unreadable.
            let bytes = to_bytes(shelf, &key, value.map_err(failed)?).unwrap_or_default();
            Ok((key, bytes))
        };
        keys.zip(values).map(pair).collect()
    }

    async fn write(&self, shelf: Shelf, key: String, update: Update<'_>) -> Result<(), StoreError> {
        let database = self.link.database().await?;
        let name = store_name(shelf);
        let transaction = database.transaction(name).with_mode(TransactionMode::Readwrite).build().map_err(failed)?;
        {
            let store = transaction.object_store(name).map_err(failed)?;
            let present: Option<JsValue> = store.get(key.as_str()).primitive().map_err(failed)?.await.map_err(failed)?;
            let present = present.map(|value| to_bytes(shelf, &key, value)).transpose()?;
            match update(present)? {
                Some(bytes) => {
                    store.put(JsValue::from(Uint8Array::from(bytes.as_slice()))).with_key(key.as_str()).primitive().map_err(failed)?;
                }
                None => {
                    store.delete::<String, _>(key).primitive().map_err(failed)?;
                }
            }
        }
        finish(transaction).await
    }
}

impl ListStorage for IndexedDbList {
    fn all(&self, shelf: Shelf) -> Task<'_, Vec<(String, Vec<u8>)>> {
        async move { self.note(self.read(shelf).await) }.boxed_local()
    }

    fn update<'a>(&'a self, shelf: Shelf, key: String, update: Update<'a>) -> Task<'a, ()> {
        async move { self.note(self.write(shelf, key, update).await) }.boxed_local()
    }

    fn workspace(&self, id: Id, expected: bool) -> Task<'_, Arc<dyn Persistence>> {
        async move { Ok(Arc::new(IndexedDbPersistence::open_expecting(id, expected).await?) as Arc<dyn Persistence>) }.boxed_local()
    }

    fn delete_workspace(&self, id: Id) -> Task<'_, ()> {
        async move { delete_database(&database_name(id)).await }.boxed_local()
    }

    fn channel(&self) -> Option<Arc<dyn Channel>> {
        TabChannel::open("shizhu-list").map(|channel| Arc::new(channel) as Arc<dyn Channel>)
    }
}
