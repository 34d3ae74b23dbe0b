//! Opening IndexedDB with a time limit, keeping the connection, closing it at once when another
//! tab needs that, opening it again when the browser has closed it, and naming what went wrong.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Reflect;
use wasm_bindgen_futures::spawn_local;

use crate::error::StoreError;
use crate::pages::FORMAT;

/// How long opening or deleting may take.
const LIMIT_MS: u32 = 8_000;

/// One object store of a database.
#[derive(Clone, Copy)]
pub(super) struct StoreDef {
    pub(super) name: &'static str,
    /// Keys are numbers that the browser counts up.
    pub(super) counted: bool,
}

/// A database just opened.
pub(super) struct Opened {
    pub(super) database: Database,
    /// It did not exist before.
    pub(super) created: bool,
    /// The browser says that it has lost what was in it.
    pub(super) lost_data: bool,
}

/// Names an exception of an operation.
pub(super) fn named(name: &str, message: String) -> StoreError {
    match name {
        "QuotaExceededError" => StoreError::Quota,
        "InvalidStateError" | "TransactionInactiveError" => StoreError::Closed,
        "VersionError" => StoreError::Newer { found: FORMAT + 1, known: FORMAT },
        _ => StoreError::Failed { name: name.to_owned(), message },
    }
}

/// The error of an operation.
pub(super) fn failed(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => {
            let exception = web_sys::DomException::from(exception);
            named(&exception.name(), exception.message())
        }
        other => StoreError::Failed { name: "Error".to_owned(), message: other.to_string() },
    }
}

/// The error of opening: storage that is denied is another thing than storage that is broken.
fn unopened(error: OpenDbError) -> StoreError {
    match error {
        // The package reports every exception thrown by `indexedDB.open` itself as version zero,
        // and ours is never zero: the page may not use storage.
        OpenDbError::VersionZero => StoreError::Denied("SecurityError".to_owned()),
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => StoreError::Denied("no IndexedDB".to_owned()),
        OpenDbError::Base(Error::DomException(exception)) => {
            let exception = web_sys::DomException::from(exception);
            match exception.name().as_str() {
                name @ ("SecurityError" | "UnknownError" | "InvalidStateError" | "NotAllowedError") => StoreError::Denied(name.to_owned()),
                name => named(name, exception.message()),
            }
        }
        OpenDbError::Base(other) => failed(other),
    }
}

/// Chromium's note that a damaged database was thrown away. The package does not pass the event
/// on, but while its handler runs it is the page's current event.
fn data_loss() -> bool {
    let event = Reflect::get(&js_sys::global(), &"event".into()).ok().filter(|event| event.is_object());
    let loss = event.and_then(|event| Reflect::get(&event, &"dataLoss".into()).ok()).and_then(|loss| loss.as_string());
    loss.is_some_and(|loss| loss != "none")
}

/// Opens a database, making it and its stores if it is not there; with `must_exist` it is left
/// unmade and reported as gone.
pub(super) async fn open_database(name: &str, stores: &'static [StoreDef], must_exist: bool) -> Result<Opened, StoreError> {
    let created = Rc::new(Cell::new(false));
    let lost_data = Rc::new(Cell::new(false));
    let (created_now, lost_now) = (created.clone(), lost_data.clone());
    let request = Database::open(name)
        .with_version(FORMAT)
        .with_on_upgrade_needed(move |event, database| {
            created_now.set(event.old_version() < 1.0);
            lost_now.set(data_loss());
            let present: Vec<String> = database.object_store_names().collect();
            for def in stores.iter().filter(|def| !present.iter().any(|name| name == def.name)) {
                let store = database.create_object_store(def.name).with_auto_increment(def.counted).build()?;
                if must_exist {
                    // Aborting leaves nothing behind; an error thrown here would count as a crash.
                    store.transaction().as_sys().abort()?;
                    break;
                }
            }
            Ok(())
        })
        .build()
        .map_err(unopened)?;
    match select(request, TimeoutFuture::new(LIMIT_MS)).await {
        Either::Left((Ok(database), _)) => Ok(Opened { database, created: created.get(), lost_data: lost_data.get() }),
        Either::Left((Err(_), _)) if must_exist && created.get() => Err(StoreError::Gone),
        Either::Left((Err(error), _)) => Err(unopened(error)),
        Either::Right(((), request)) => {
            // A connection that comes too late would stand in the way of other tabs.
            spawn_local(async move {
                if let Ok(database) = request.await {
                    database.close();
                }
            });
            Err(StoreError::Blocked)
        }
    }
}

/// Deletes a database. Open tabs close their connections by themselves.
pub(super) async fn delete_database(name: &str) -> Result<(), StoreError> {
    let request = Database::delete_by_name(name).map_err(unopened)?;
    match select(request, TimeoutFuture::new(LIMIT_MS)).await {
        Either::Left((result, _)) => result.map_err(failed),
        Either::Right(_) => Err(StoreError::Blocked),
    }
}

/// Ends a transaction; done means that it has completed. When it was aborted, the reason is only
/// to be had from the transaction itself: lack of room shows nowhere else.
pub(super) async fn finish(transaction: Transaction<'_>) -> Result<(), StoreError> {
    let raw = transaction.as_sys().clone();
    match transaction.commit().await {
        Ok(()) => Ok(()),
        Err(error) => Err(raw.error().map_or_else(|| failed(error), |exception| named(&exception.name(), exception.message()))),
    }
}

enum State {
    Open(Database),
    /// Closed by the browser: may be opened again.
    Dropped,
    /// Closed by us, or because another tab upgrades or deletes: not to be opened again.
    Retired,
}

/// A connection that is kept.
pub(super) struct Link {
    name: String,
    stores: &'static [StoreDef],
    state: RefCell<State>,
}

impl Link {
    /// Takes charge of an open database.
    pub(super) fn new(name: String, stores: &'static [StoreDef], database: Database) -> Rc<Self> {
        let link = Rc::new(Self { name, stores, state: RefCell::new(State::Open(database.clone())) });
        link.watch(&database);
        link
    }

    /// The open database; opened again if the browser has closed it.
    pub(super) async fn database(self: &Rc<Self>) -> Result<Database, StoreError> {
        match &*self.state.borrow() {
            State::Open(database) => return Ok(database.clone()),
            State::Retired => return Err(StoreError::Closed),
            State::Dropped => {}
        }
        let database = open_database(&self.name, self.stores, true).await?.database;
        if matches!(*self.state.borrow(), State::Retired) {
            database.close();
            return Err(StoreError::Closed);
        }
        self.state.replace(State::Open(database.clone()));
        self.watch(&database);
        Ok(database)
    }

    /// The connection turned out to be closed.
    pub(super) fn dropped(&self) {
        let mut state = self.state.borrow_mut();
        if let State::Open(database) = &*state {
            database.clone().close();
            *state = State::Dropped;
        }
    }

    /// Closes for good.
    pub(super) fn retire(&self) {
        if let State::Open(database) = self.state.replace(State::Retired) {
            database.close();
        }
    }

    fn watch(self: &Rc<Self>, database: &Database) {
        let Ok(mut listener) = database.version_changes() else { return };
        let link = Rc::downgrade(self);
        spawn_local(async move {
            let event = listener.recv().await;
            let Some(link) = link.upgrade() else {
                listener.db().clone().close();
                return;
            };
            match event {
                Some(_) => link.retire(),
                None => link.dropped(),
            }
        });
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.retire();
    }
}
