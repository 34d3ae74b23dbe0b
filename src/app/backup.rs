//! Copies outside the database: made after quiet time and when the page is hidden, and, when the
//! browser has lost its databases, offered with their age. Loss is told from first use by a
//! generation id kept in three places (decisions.md 20).

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json};
use store::{Kept, Linked, OutsideCopy, SaveState, StoreError, Workspace};

use crate::state::{AppState, Opened};
use views::preferences;

/// Nothing was changed for so long: time for a copy.
const QUIET: Duration = Duration::from_secs(15);
/// The first copy of a workspace that has just been opened does not wait as long.
const FIRST: Duration = Duration::from_secs(2);
/// Name of the generation id, as a setting and in local storage.
const CANARY: &str = "canary";

/// What is known about copies, given as context to every page.
#[derive(Clone, Copy)]
pub(crate) struct Backup {
    /// The newest copy of every workspace.
    pub(crate) copies: RwSignal<Vec<OutsideCopy>>,
    /// Why there are none: code of the error.
    pub(crate) trouble: RwSignal<Option<&'static str>>,
    /// The databases of this browser are gone, and it is not the first use.
    pub(crate) lost: RwSignal<bool>,
    /// The copy of the open workspace has more than twice its records now: keep it or replace it?
    pub(crate) question: RwSignal<Option<(OutsideCopy, usize)>>,
    /// The folder linked to the open workspace.
    pub(crate) folder: RwSignal<Option<Linked>>,
    /// Why the last file did not get into the folder.
    pub(crate) folder_trouble: RwSignal<Option<&'static str>>,
    /// Rises when a file or a copy was written, so that what is shown follows.
    pub(crate) written: RwSignal<u32>,
    /// Rises with every start of the waiting, so that only the last one ends in a copy.
    turn: StoredValue<u32>,
}

/// The state of copies.
pub(crate) fn backup() -> Backup {
    expect_context::<Backup>()
}

impl Backup {
    /// Nothing known yet.
    pub(crate) fn new() -> Self {
        Self {
            copies: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            lost: RwSignal::new(false),
            question: RwSignal::new(None),
            folder: RwSignal::new(None),
            folder_trouble: RwSignal::new(None),
            written: RwSignal::new(0),
            turn: StoredValue::new(0),
        }
    }

    /// The copy of a workspace; tracked.
    pub(crate) fn copy_of(self, id: Id) -> Option<OutsideCopy> {
        self.copies.with(|copies| copies.iter().find(|copy| copy.workspace == id).cloned())
    }

    /// Copies of workspaces that the list does not know; tracked.
    pub(crate) fn orphans(self, state: &AppState) -> Vec<OutsideCopy> {
        let known = state.list.list();
        self.copies.with(|copies| copies.iter().filter(|copy| !known.iter().any(|entry| entry.id == copy.workspace)).cloned().collect())
    }

    /// Reads anew which copies there are.
    pub(crate) async fn refresh(self) {
        match store::copies().await {
            Ok(found) => {
                self.copies.try_set(found);
                self.trouble.try_set(None);
            }
            Err(error) => {
                self.trouble.try_set(Some(error.code()));
            }
        }
    }

    /// Copies what is stored of a workspace, now.
    pub(crate) async fn keep(self, id: Id, force: bool) -> Result<(), StoreError> {
        let outcome = store::keep_copy(id, force).await;
        match outcome {
            Ok(Kept::Copy(copy)) => {
                self.copies.try_update(|copies| {
                    copies.retain(|other| other.workspace != id);
                    copies.insert(0, copy);
                });
                self.question.try_set(None);
                self.trouble.try_set(None);
                self.written.try_update(|count| *count += 1);
                Ok(())
            }
            Ok(Kept::Smaller { copy, records }) => {
                self.question.try_set(Some((copy, records)));
                Ok(())
            }
            Ok(Kept::Busy) => Ok(()),
            Err(error) => {
                self.trouble.try_set(Some(error.code()));
                Err(error)
            }
        }
    }

    /// Makes a copy once nothing has been changed for a while.
    fn keep_after(self, workspace: &Workspace, wait: Duration) {
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        let id = workspace.id();
        set_timeout(
            move || {
                if self.turn.try_get_value() == turn {
                    spawn_local(async move {
                        // Shown on the page of data.
                        let _ = self.keep(id, false).await;
                    });
                }
            },
            wait,
        );
    }
}

/// Starts watching over the data of this browser.
pub(crate) fn install(state: &AppState) {
    // A frame with the storage of the app itself must not judge its copies: those of a frame lie elsewhere.
    if state.list.memory_reason().is_some() || crate::embed::embed().first_party {
        return;
    }
    let backup = backup();
    let checker = state.clone();
    spawn_local(async move { check(&checker, backup).await });
    let marker = state.clone();
    // The generation id is written with the first workspace; before that there is nothing to lose.
    Effect::new(move |_| {
        let settled = !backup.lost.get() && !marker.list.list().is_empty() && marker.list.setting(CANARY).is_none();
        if settled {
            let state = marker.clone();
            spawn_local(async move { mark(&state, None).await });
        }
    });
    let follower = state.clone();
    Effect::new(move |_| {
        backup.question.set(None);
        backup.folder.set(None);
        if let Opened::Ready(session) = follower.opened.get() {
            watch(backup, session.workspace);
        }
    });
    let hider = state.clone();
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden()
            && let Opened::Ready(session) = hider.opened.get_untracked()
        {
            spawn_local(async move {
                session.workspace.flush().await;
                // The page may be on its way out; what was not copied now is copied at the next start.
                let _ = backup.keep(session.workspace.id(), false).await;
            });
        }
    });
    on_cleanup(move || hidden.remove());
    crate::backup_folder::install(state);
    crate::backup_persist::install(state);
}

/// Copies the open workspace whenever it has come to rest.
fn watch(backup: Backup, workspace: Workspace) {
    let waited = StoredValue::new(false);
    let id = workspace.id();
    spawn_local(async move {
        // Marks this tab as one in which the workspace is open.
        let _ = store::tabs(id).await;
        preferences::write(&format!("checked-{id}"), &crate::environment::now_utc());
    });
    Effect::new(move |_| {
        if let SaveState::Saved { .. } = workspace.save_state().get() {
            backup.keep_after(&workspace, if waited.get_value() { QUIET } else { FIRST });
            waited.set_value(true);
        }
    });
}

/// Compares the generation id in its three places.
async fn check(state: &AppState, backup: Backup) {
    backup.refresh().await;
    let outside = store::canary(None).await.ok().flatten();
    let local = preferences::read(CANARY);
    match state.list.setting(CANARY).and_then(|value| value.as_str().map(str::to_owned)) {
        Some(id) => {
            if local.as_deref() != Some(&id) {
                preferences::write(CANARY, &id);
            }
            if outside.as_deref() != Some(&id) {
                // No such place in this browser, then.
                let _ = store::canary(Some(&id)).await;
            }
        }
        None => {
            let used_before = outside.is_some() || local.is_some() || state.list.lost_data();
            backup.lost.try_set(used_before && state.list.list().is_empty());
        }
    }
}

/// Writes the generation id to its three places: the one that is known, else a fresh one.
async fn mark(state: &AppState, known: Option<String>) {
    let id = known.or_else(|| preferences::read(CANARY)).unwrap_or_else(|| state.environment.new_id().to_string());
    if state.list.set_setting(CANARY, Some(Json::String(id.clone()))).await.is_ok() {
        preferences::write(CANARY, &id);
        let _ = store::canary(Some(&id)).await;
    }
}

/// The user has seen the loss and goes on.
pub(crate) async fn settle(state: &AppState, backup: Backup) {
    let outside = store::canary(None).await.ok().flatten();
    mark(state, outside).await;
    backup.lost.try_set(false);
}

/// Puts a copy back; the workspace is in the list again.
pub(crate) async fn restore(state: &AppState, backup: Backup, id: Id) -> Result<(), StoreError> {
    store::restore_copy(id).await?;
    state.list.refresh().await?;
    if backup.orphans(state).is_empty() {
        settle(state, backup).await;
    }
    Ok(())
}

/// Deletes a workspace for good with all that is kept about it. Its copies go first, since one left behind would come back as
/// lost data, and once more at the end: one may have been begun while the database was still there.
pub(crate) async fn purge(state: &AppState, id: Id) -> Result<(), StoreError> {
    // A browser without a place for copies has none.
    let _ = store::forget_copies(id).await;
    preferences::remove_of(id);
    state.list.purge(id).await?;
    let _ = store::forget_copies(id).await;
    if let Some(backup) = state.owner.with(use_context::<Backup>) {
        backup.copies.try_update(|copies| copies.retain(|copy| copy.workspace != id));
    }
    Ok(())
}
