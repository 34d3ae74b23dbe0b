//! Presenting to an audience (ux.md 6.1): one workspace and no trace of any other, everything larger, nothing that asks,
//! changes only where somebody says so, and at the end the choice to keep or throw them away. The mode belongs to the whole
//! browser profile: every tab is in it, so that none of them shows what another hides.

mod bar;
mod keys;
mod notes;
mod run;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use pillars::workspace::show::{self, Presentation, Stop};
use store::{Label, RestorePoint};
use ui::lang::{t, t_with};
use views::{Place, Route};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::state::AppState;
use views::preferences;

pub(crate) use bar::PresenterBar;
pub(crate) use notes::NotesPage;
pub(crate) use run::RunPage;

/// Where a presentation is kept while it is under way.
const KEPT: &str = "presenting";

/// What is known about presenting; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Presenting {
    /// The presentation that is under way.
    now: RwSignal<Option<Presentation>>,
    /// Records may be changed in front of the audience.
    editing: RwSignal<bool>,
    /// The question is open what becomes of the changes.
    ending: RwSignal<bool>,
    /// It was asked for by a key that closes other things, too: even where nothing was changed the end waits for a press.
    hasty: StoredValue<bool>,
    locked: StoredValue<Arc<AtomicBool>>,
}

/// The context of presenting.
pub(crate) fn presenting() -> Presenting {
    expect_context::<Presenting>()
}

impl Presenting {
    /// The context where a listener asks for it.
    pub(crate) fn of(state: &AppState) -> Self {
        state.owner.with(presenting)
    }

    /// Goes on with a presentation that a reload has interrupted; a frame knows of none.
    pub(crate) fn resumed(framed: bool) -> Self {
        let kept = if framed { None } else { preferences::read(KEPT).and_then(|text| Presentation::read(&text)) };
        let locked = Arc::new(AtomicBool::new(kept.is_some()));
        Self {
            now: RwSignal::new(kept),
            editing: RwSignal::new(false),
            ending: RwSignal::new(false),
            hasty: StoredValue::new(false),
            locked: StoredValue::new(locked),
        }
    }

    /// Something is presented; tracked.
    pub(crate) fn active(self) -> bool {
        self.now.with(Option::is_some)
    }

    /// The same, not tracked.
    pub(crate) fn is_active(self) -> bool {
        self.now.with_untracked(Option::is_some)
    }

    /// Records may be changed; tracked.
    pub(crate) fn may_edit(self) -> bool {
        !self.active() || self.editing.get()
    }

    /// A flag for the rule that refuses changes; it follows `may_edit`.
    pub(crate) fn lock(self) -> Arc<AtomicBool> {
        self.locked.get_value()
    }

    /// Whether a screen would show something else than the one client: other workspaces, files, places; tracked.
    pub(crate) fn hides(self, route: &Route) -> bool {
        self.now.with(|now| {
            now.as_ref().is_some_and(|now| match route {
                Route::In(id, place) => *id != now.workspace || matches!(place, Place::Data | Place::Embed | Place::Import(_)),
                Route::Start | Route::Workspaces | Route::Short(_) => true,
                Route::Gallery | Route::NotFound(_) => false,
            })
        })
    }

    /// The one client that may be seen; tracked.
    pub(crate) fn workspace(self) -> Option<model::Id> {
        self.now.with(|now| now.as_ref().map(|now| now.workspace))
    }

    /// Lets go of the lock at once.
    fn unlock(self) {
        self.lock().store(false, Ordering::Relaxed);
    }

    /// Keeps what has changed for the next start and for other tabs.
    fn keep(self, now: Option<Presentation>) {
        match &now {
            Some(now) => preferences::write(KEPT, &now.write()),
            None => preferences::remove(KEPT),
        }
        self.now.set(now);
    }

    /// Moves so many screens on in a run of so many; shows something again where the screen was black.
    fn step(self, by: isize, count: usize) {
        if let Some(now) = self.now.get_untracked() {
            self.keep(Some(now.stepped(by, count)));
        }
    }

    /// Turns the screen black, or shows it again.
    fn turn_black(self) {
        if let Some(now) = self.now.get_untracked() {
            self.keep(Some(Presentation { black: !now.black, ..now }));
        }
    }

    /// Asks what becomes of the changes, then ends.
    pub(crate) fn ask_end(self) {
        self.hasty.set_value(false);
        self.ending.set(true);
    }

    /// The same by Esc: who only wanted to close what lay above goes on with another Esc.
    fn ask_end_by_key(self) {
        self.hasty.set_value(true);
        self.ending.set(true);
    }

    fn end(self) {
        self.editing.set(false);
        self.ending.set(false);
        self.keep(None);
        leave_full_screen();
    }
}

/// Follows other tabs, keeps hidden screens away, and gives the page its look.
pub(crate) fn install(state: &AppState) {
    let presenting = presenting();
    if crate::embed::embed().is_active() {
        return;
    }
    let others = window_event_listener_untyped("storage", move |event| {
        let key = js_sys::Reflect::get(&event, &"key".into()).ok().and_then(|key| key.as_string());
        if key.is_none_or(|key| key == format!("shizhu-{KEPT}")) {
            presenting.now.set(preferences::read(KEPT).and_then(|text| Presentation::read(&text)));
        }
    });
    on_cleanup(move || others.remove());
    let (state, router) = (state.clone(), state.clone());
    Effect::new(move |_| {
        let Some(now) = presenting.now.get() else { return };
        if router.list.entry(now.workspace).is_none_or(|entry| entry.deleted_ms.is_some()) {
            // Deleted elsewhere: there is nothing left to present.
            presenting.end();
        } else if presenting.hides(&router.route.get()) {
            crate::app::replace_route(&router, &Route::In(now.workspace, Place::Home));
        }
    });
    let is_view = crate::handover::handed().is_view();
    Effect::new(move |before: Option<bool>| {
        let (on, may_edit) = (presenting.active(), presenting.may_edit());
        presenting.lock().store(!may_edit, Ordering::Relaxed);
        if let Some(root) = document().document_element() {
            // The class of the page's own root can always be set.
            let _ = root.class_list().toggle_with_force("is-read-only", is_view || !may_edit);
        }
        if on != before.unwrap_or(false) {
            turn(on, &state);
        }
        on
    });
}

/// The page becomes the audience's, or the desk's again: the marks that styles and `public/offline.js` follow, a light theme
/// for projectors, and nothing open that was opened before.
fn turn(on: bool, state: &AppState) {
    if let Some(root) = document().document_element() {
        for (name, value) in [("data-mode", "present"), ("data-scale", "presenter")] {
            // Attributes of the page's own root can always be set.
            let _ = if on { root.set_attribute(name, value) } else { root.remove_attribute(name) };
        }
    }
    let kept = preferences::read("theme").unwrap_or_else(|| "auto".to_owned());
    state.show_theme(if on { "light" } else { &kept });
    ui::dismiss_toasts();
    // What was last read aloud named what was open before.
    ui::announce("");
    state.palette_open.set(false);
    state.tour.set(None);
    state.incoming.set(None);
}

/// Begins: a restore point first, then the screen is the audience's.
pub(crate) fn begin(state: &AppState) {
    let presenting = Presenting::of(state);
    let Some(session) = crate::shell::open_session(state) else { return };
    if presenting.is_active() || state.owner.with(crate::embed::embed).is_active() {
        return;
    }
    // Browsers grant it only while the press is fresh.
    fill_screen();
    views::drafts::flush_all();
    let state = state.clone();
    spawn_local(async move {
        let workspace = session.workspace.id();
        match session.workspace.restore_point(Label::new(RestorePoint::PRESENT, "")).await {
            Ok(point) => {
                presenting.keep(Some(Presentation { workspace, point: point.id, since_ms: point.at_ms, at: 0, black: false }));
                if let Some(first) = stops(&state, workspace).first().and_then(|stop| Place::short(&stop.page)) {
                    state.go(&Route::In(workspace, first));
                }
            }
            Err(error) => {
                leave_full_screen();
                ui::toast_problem(t_with("ui.present.trouble", &[("reason", &t(&format!("ui.store.{}", error.code())))]));
            }
        }
    });
}

/// Name of the setting with the run of a workspace; the demo keeps its run when it is reset.
fn setting(state: &AppState, workspace: Id) -> String {
    match untrack(|| state.list.entry(workspace)) {
        Some(entry) if entry.demo => "show-demo".to_owned(),
        _ => format!("show-{workspace}"),
    }
}

/// The run of a workspace, as somebody has made it; tracked.
fn own_stops(state: &AppState, workspace: Id) -> Vec<Stop> {
    state.list.setting(&setting(state, workspace)).map(|json| show::read(&json)).unwrap_or_default()
}

/// The run of a workspace; tracked.
fn stops(state: &AppState, workspace: Id) -> Vec<Stop> {
    let own = own_stops(state, workspace);
    if own.is_empty() { show::usual() } else { own }
}

/// Keeps a run.
async fn keep_stops(state: &AppState, workspace: Id, stops: &[Stop]) {
    if let Err(error) = state.list.set_setting(&setting(state, workspace), show::write(stops)).await {
        ui::toast_problem(t(&format!("ui.store.{}", error.code())));
    }
}

/// Puts the screen that is shown at the end of the run.
pub(crate) fn add_here(state: &AppState) {
    let Route::In(workspace, place) = state.route.get_untracked() else { return };
    let state = state.clone();
    spawn_local(async move {
        let mut stops = untrack(|| own_stops(&state, workspace));
        stops.push(Stop::at(&place.path()));
        keep_stops(&state, workspace, &stops).await;
        ui::toast(t_with("ui.present.added", &[("n", &stops.len().to_string())]), None);
    });
}

/// Asks the browser for the whole screen; one that refuses shows the page in its window.
fn fill_screen() {
    if let Some(root) = document().document_element() {
        call(&root, "requestFullscreen");
    }
}

fn leave_full_screen() {
    if is_full_screen() {
        call(&document(), "exitFullscreen");
    }
}

fn is_full_screen() -> bool {
    js_sys::Reflect::get(&document(), &"fullscreenElement".into()).is_ok_and(|element| element.is_object())
}

/// Calls a method that answers later; what it answers does not matter, but a refusal must not count as a fault of the program.
fn call(target: &JsValue, name: &str) {
    let method = js_sys::Reflect::get(target, &name.into()).ok().and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    let answer = method.and_then(|method| method.call0(target).ok()).and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok());
    if let Some(answer) = answer {
        spawn_local(async move {
            let _ = JsFuture::from(answer).await;
        });
    }
}
