//! What the whole app knows: the list of workspaces, the open one, the address.

use std::sync::Arc;

use leptos::prelude::*;
use model::Id;
use store::{Environment, WorkspaceEntry, WorkspaceList};
use views::{Route, Session};

/// The workspace that is open, or why none is.
#[derive(Clone)]
pub(crate) enum Opened {
    /// None asked for.
    Nothing,
    /// Under way.
    Opening,
    /// Ready.
    Ready(Box<Session>),
    /// Could not be opened; the code names the page that explains.
    Problem(&'static str, String),
}

/// Given as context to every page.
#[derive(Clone)]
pub(crate) struct AppState {
    /// The registry of workspaces.
    pub(crate) list: WorkspaceList,
    /// Current address.
    pub(crate) route: RwSignal<Route>,
    /// Query of the current address.
    pub(crate) query: RwSignal<Vec<(String, String)>>,
    /// The open workspace.
    pub(crate) opened: RwSignal<Opened>,
    /// Id of the workspace that is open or being opened.
    pub(crate) current: RwSignal<Option<Id>>,
    /// Time, randomness, replica.
    pub(crate) environment: Arc<dyn Environment>,
    /// Owner of everything that outlives a page.
    pub(crate) owner: Owner,
    /// The help sheet of the keyboard is open.
    pub(crate) keys_open: RwSignal<bool>,
    /// The sounds of Chinese characters, once somebody has opened the palette.
    pub(crate) pinyin: RwSignal<Option<Arc<model::Pinyin>>>,
    /// The stop of the tour that is shown.
    pub(crate) tour: RwSignal<Option<usize>>,
    /// A file that came in and waits for a decision.
    pub(crate) incoming: RwSignal<Option<crate::files::Incoming>>,
    /// A file is dragged over the window.
    pub(crate) dropping: RwSignal<bool>,
    /// The palette is open.
    pub(crate) palette_open: RwSignal<bool>,
    /// The page is shown dark.
    pub(crate) dark: RwSignal<bool>,
    /// A new workspace is asked for.
    pub(crate) creating: RwSignal<bool>,
    /// The page that the address asks for, while this browser has no workspace to show it in.
    pub(crate) sought: RwSignal<Option<views::Place>>,
    /// The template that a new workspace is started from: its name and records.
    pub(crate) template: RwSignal<Option<(String, Arc<Vec<model::Record>>)>>,
    /// The words of the other language, once somebody has opened the palette.
    pub(crate) other_words: RwSignal<Option<(ui::Language, crate::palette::Words)>>,
}

/// The state of the app.
pub(crate) fn state() -> AppState {
    expect_context::<AppState>()
}

impl AppState {
    /// Shows another screen by its address, so that Back works.
    pub(crate) fn go(&self, route: &Route) {
        if let Some(window) = web_sys::window() {
            // Setting the hash is always allowed for the own page.
            let _ = window.location().set_hash(&route.href());
        }
    }

    /// Workspaces that are not in the trash; tracked.
    pub(crate) fn entries(&self) -> Vec<WorkspaceEntry> {
        self.list.list().into_iter().filter(|entry| entry.deleted_ms.is_none()).collect()
    }

    /// Milliseconds since 1970, UTC.
    pub(crate) fn now_ms(&self) -> u64 {
        self.environment.now_ms()
    }
}
