//! Files outside the browser: the folder that the user has linked, and how long ago the last file
//! was taken out.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use store::{SaveState, StoreError};
use ui::lang::{language, t, t_with};
use views::Session;

use crate::backup::{Backup, backup};
use crate::environment::{file_time, now_utc};
use crate::state::{AppState, Opened};
use views::preferences;

/// A file goes into the linked folder at most so often.
const EVERY_MS: u64 = 10 * 60 * 1_000;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// Changes since the last file that call for a reminder however young it is.
const MANY_CHANGES: u32 = 50;

/// How urgent a file outside the browser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// Recent enough, or nothing was changed.
    None,
    /// A quiet mark.
    Quiet,
    /// A band.
    Loud,
}

/// How long ago the last file was taken out, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reminder {
    /// Whole days since the last file; without one, since the workspace was made.
    pub(crate) days: u64,
    /// There has been no file yet.
    pub(crate) never: bool,
    /// What to show.
    pub(crate) urgency: Urgency,
}

/// When a reminder is due: seven days and a change, or fifty changes; loud at fourteen days. Half
/// the days where the browser gives data a shorter life.
pub(crate) fn urgency(days: u64, changes: u32, short_life: bool) -> Urgency {
    let days = if short_life { days * 2 } else { days };
    match (days, changes) {
        (_, 0) => Urgency::None,
        (14.., _) => Urgency::Loud,
        (7.., _) => Urgency::Quiet,
        (_, MANY_CHANGES..) => Urgency::Quiet,
        _ => Urgency::None,
    }
}

/// A moment in UTC, ISO 8601, in milliseconds since 1970.
pub(crate) fn milliseconds(iso: &str) -> Option<u64> {
    chrono::DateTime::parse_from_rfc3339(iso).ok().map(|at| at.timestamp_millis().max(0) as u64)
}

/// When the last file was taken out, by hand or into the folder: ISO 8601, UTC.
pub(crate) fn last_file(id: Id) -> Option<String> {
    ["exported", "folder-file"].into_iter().filter_map(|name| preferences::read(&format!("{name}-{id}"))).max()
}

/// When the last file of a workspace was taken out, in words.
pub(crate) fn last_file_text(id: Id) -> String {
    last_file(id).map_or_else(|| t("ui.save.no_file"), |iso| t_with("ui.save.file", &[("when", &ui::format::moment(&iso, language()))]))
}

/// Changes since the last file: kept with the file they count from.
fn changes_since(id: Id) -> u32 {
    let (from, count) = preferences::read(&format!("changes-{id}"))
        .and_then(|text| text.split_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())))
        .unwrap_or_default();
    if from == last_file(id).unwrap_or_default() { count.parse().unwrap_or(0) } else { 0 }
}

fn count_change(id: Id) {
    let count = changes_since(id).saturating_add(1);
    preferences::write(&format!("changes-{id}"), &format!("{}|{count}", last_file(id).unwrap_or_default()));
}

fn short_life() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    agent.contains("Safari") && !agent.contains("Chrom")
}

/// The reminder of the open workspace; the sample company needs none.
pub(crate) fn reminder(state: &AppState, id: Id) -> Option<Reminder> {
    let entry = state.list.entry(id).filter(|entry| !entry.demo)?;
    let last = last_file(id);
    let since = last.as_deref().and_then(milliseconds).unwrap_or(entry.created_ms);
    let days = state.now_ms().saturating_sub(since) / DAY_MS;
    Some(Reminder { days, never: last.is_none(), urgency: urgency(days, changes_since(id), short_life()) })
}

/// Counts changes, reads the linked folder of the workspace that is opened, and writes into it.
pub(crate) fn install(state: &AppState) {
    let backup = backup();
    let follower = state.clone();
    Effect::new(move |_| {
        let Opened::Ready(session) = follower.opened.get() else { return };
        let id = session.workspace.id();
        let reader = session.workspace.clone();
        Effect::new(move |before: Option<bool>| {
            let saving = reader.save_state().get() == SaveState::Saving;
            if before == Some(true) && !saving {
                count_change(id);
                backup.written.update(|count| *count += 1);
            }
            saving
        });
        spawn_local(async move {
            // An error means that this browser has no linked folders.
            let found = store::linked_folder(id).await.ok().flatten();
            backup.folder.try_set(found);
        });
    });
    let ticker = state.clone();
    let tick = move || write_if_due(&ticker, backup, false);
    // The app lives as long as the page.
    let _ = set_interval_with_handle(tick, Duration::from_secs(60));
    let closer = state.clone();
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            write_if_due(&closer, backup, true);
        }
    });
    on_cleanup(move || hidden.remove());
}

fn write_if_due(state: &AppState, backup: Backup, leaving: bool) {
    let Opened::Ready(session) = state.opened.get_untracked() else { return };
    let id = session.workspace.id();
    let allowed = backup.folder.with_untracked(|folder| folder.as_ref().is_some_and(|folder| folder.allowed));
    let last = preferences::read(&format!("folder-file-{id}")).as_deref().and_then(milliseconds).unwrap_or(0);
    let due = leaving || state.now_ms().saturating_sub(last) >= EVERY_MS;
    let changed = last == 0 || changes_since(id) > 0;
    if allowed && due && changed {
        let state = state.clone();
        spawn_local(async move {
            // Shown on the page of data.
            let _ = write_now(&state, backup, &session).await;
        });
    }
}

ui::chunk_value! {
    settings: fn write_apart(state: AppState, backup: Backup, session: Session) -> ui::chunk::Later<Result<(), StoreError>> {
        Box::pin(async move { write(&state, backup, &session).await })
    }
}

/// Writes a file into the linked folder; later, when the program for it cannot be fetched now.
pub(crate) async fn write_now(state: &AppState, backup: Backup, session: &Session) -> Result<(), StoreError> {
    match write_apart(state.clone(), backup, session.clone()).await {
        Some(work) => work.await,
        None => Ok(()),
    }
}

async fn write(state: &AppState, backup: Backup, session: &Session) -> Result<(), StoreError> {
    let id = session.workspace.id();
    session.workspace.flush().await;
    let name = state.list.entry(id).map(|entry| entry.name).unwrap_or_default();
    let lineage = io::bundle::lineage(&session.records(), id);
    let origin = io::bundle::Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &now_utc(), name: &name, lineage: &lineage };
    let text =
        io::write_bundle(&session.records(), &origin).map_err(|error| StoreError::Failed { name: "JSON".to_owned(), message: error.to_string() })?;
    let stamp = file_time();
    let file = io::bundle::file_name(&name, &t("ui.app.subject"), &stamp, "shizhu.json");
    let stem = file.split_once(&format!("_{stamp}")).map_or(file.as_str(), |(stem, _)| stem);
    let outcome = store::write_to_folder(id, stem, &stamp, &text).await;
    match &outcome {
        Ok(()) => {
            preferences::write(&format!("folder-file-{id}"), &now_utc());
            backup.folder_trouble.try_set(None);
        }
        Err(error) => {
            backup.folder_trouble.try_set(Some(error.code()));
            let found = store::linked_folder(id).await.ok().flatten();
            backup.folder.try_set(found);
        }
    }
    backup.written.try_update(|count| *count += 1);
    outcome
}
