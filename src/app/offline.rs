//! Offline use and installing, as far as the user sees them; the work is done beside the program by `public/offline.js`,
//! which also replaces a release that does not start.

use leptos::prelude::*;
use serde_json::Value;
use store::SaveState;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, IconView, Show, live, say, toast};
use wasm_bindgen::JsCast;
use web_sys::CustomEvent;

use crate::shell::open_session;
use crate::state::{AppState, Opened};
use views::preferences;

/// What `public/offline.js` reports, field by field.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Status {
    /// `ready`, `preparing`, `failed`; or why there is none: `development`, `embedded`, `file`, `insecure`, `unsupported`.
    pub(crate) offline: String,
    /// What kept this device from getting ready.
    pub(crate) reason: String,
    /// Version of the release that waits; empty: none.
    pub(crate) update: String,
    /// Another tab has updated already.
    pub(crate) behind: bool,
    /// The update is under way.
    pub(crate) updating: bool,
    /// Why it was put off: `composing`, `presenting`, `unsaved`, `memory`, `slow`.
    pub(crate) refused: String,
    /// The reason lies in another tab.
    pub(crate) elsewhere: bool,
    /// How the app can be installed: `prompt`, `ios`, or not.
    install: String,
    /// Times that the app was opened.
    visits: u64,
}

impl Status {
    fn read(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let text = |name: &str| report[name].as_str().unwrap_or_default().to_owned();
        let flag = |name: &str| report[name].as_bool().unwrap_or(false);
        Some(Self {
            offline: text("offline"),
            reason: text("reason"),
            update: text("update"),
            behind: flag("behind"),
            updating: flag("updating"),
            refused: text("refused"),
            elsewhere: flag("elsewhere"),
            install: text("install"),
            visits: report["visits"].as_u64().unwrap_or(0),
        })
    }
}

/// The state of this device, given as context to every page.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    pub(crate) status: RwSignal<Status>,
    /// The update was put off for this visit.
    pub(crate) later: RwSignal<bool>,
    /// The page has a network.
    online: RwSignal<bool>,
    /// The offer to install was declined for good; settings still have it.
    declined: RwSignal<bool>,
}

pub(crate) fn device() -> Device {
    expect_context::<Device>()
}

/// Follows the reports and keeps the save state where `public/offline.js` looks for it.
pub(crate) fn install(state: &AppState) {
    let device = Device {
        status: RwSignal::new(Status::default()),
        later: RwSignal::new(false),
        online: RwSignal::new(web_sys::window().is_none_or(|window| window.navigator().on_line())),
        declined: RwSignal::new(preferences::read("install-declined").is_some()),
    };
    provide_context(device);
    let reports = window_event_listener_untyped("shizhu-offline", move |event| {
        let Some(next) = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string()).and_then(|report| Status::read(&report)) else {
            return;
        };
        if next.offline == "ready" && preferences::read("offline-told").is_none() {
            preferences::write("offline-told", "1");
            toast(t("ui.offline.ready_now"), None);
        }
        if device.status.get_untracked() != next {
            device.status.set(next);
        }
    });
    let flushing = state.clone();
    let flush = window_event_listener_untyped("shizhu-flush", move |_| {
        views::drafts::flush_all();
        mark(untrack(|| work(&flushing)));
    });
    let network = ["online", "offline"].map(|name| window_event_listener_untyped(name, move |_| device.online.set(name == "online")));
    let follower = state.clone();
    Effect::new(move |_| mark(work(&follower)));
    on_cleanup(move || {
        reports.remove();
        flush.remove();
        network.into_iter().for_each(|listener| listener.remove());
    });
    tell("hello");
}

/// Asks `public/offline.js` for something: `hello`, `update`, `install`.
pub(crate) fn tell(what: &str) {
    crate::panic::report("shizhu-offline-do", what);
}

/// Whether what is typed is stored; tracked.
fn work(state: &AppState) -> &'static str {
    let Opened::Ready(session) = state.opened.get() else { return "saved" };
    let waiting = views::drafts::count().get() > 0;
    match session.workspace.save_state().get() {
        SaveState::Failed { .. } => "failed",
        SaveState::MemoryOnly => "memory",
        SaveState::Saving => "saving",
        SaveState::Saved { .. } if waiting => "saving",
        SaveState::Saved { .. } => "saved",
    }
}

fn mark(work: &str) {
    if let Some(root) = document().document_element() {
        // The attribute of the page's own root can always be set.
        let _ = root.set_attribute("data-save", work);
    }
}

/// Asks what to do with a file that the installed app was opened with.
#[component]
pub(crate) fn OpenedFile() -> impl IntoView {
    let state = crate::state::state();
    let listener = window_event_listener_untyped("shizhu-file", move |event| {
        let file = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into::<web_sys::File>().ok());
        if let Some(file) = file {
            crate::files::take(&state, file);
        }
    });
    on_cleanup(move || listener.remove());
}

/// A quiet sign in the header while there is no network.
#[component]
pub(crate) fn OfflineMark() -> impl IntoView {
    let online = device().online;
    view! {
        <Show when=move || !online.get()>
            <span class="offline-mark" role="img" data-testid="offline-mark" aria-label=ui::text("ui.offline.now") title=ui::text("ui.offline.now")><IconView icon=Icon::Offline /></span>
        </Show>
    }
}

/// The offer to install, once the app has been of use: the third visit, or a pillar worked through.
#[component]
pub(crate) fn InstallBand() -> impl IntoView {
    let device = device();
    let state = crate::state::state();
    let useful = Memo::new(move |_| {
        device.status.with(|status| status.visits >= 3)
            || open_session(&state).is_some_and(|session| {
                pillars::PILLARS
                    .iter()
                    .filter_map(|pillar| session.state(pillar.id))
                    .any(|state| state.done() > 0 && state.done() == state.applicable())
            })
    });
    // One question at a time: an update goes before.
    let offered =
        move || useful.get() && !device.declined.get() && device.status.with(|status| !status.install.is_empty() && status.update.is_empty());
    let decline = Callback::new(move |()| {
        preferences::write("install-declined", "1");
        device.declined.set(true);
    });
    view! {
        <Show when=offered>
            <div class="band band-info" role="note" data-testid="install-band">
                <span>{say(move || t(if device.status.with(|status| status.install == "ios") { "ui.install.ios" } else { "ui.install.about" }))}</span>
                <InstallButton />
                <Button label=ui::text("ui.install.decline") look=ButtonLook::Text on_press=decline test_id="install-decline" />
            </div>
        </Show>
    }
}

#[component]
fn InstallButton() -> impl IntoView {
    let device = device();
    view! {
        <Show when=move || device.status.with(|status| status.install == "prompt")>
            <Button label=ui::text("ui.install.do") icon=Icon::Download on_press=Callback::new(|()| tell("install")) test_id="install" />
        </Show>
    }
}

/// The part of the settings about this device: whether the app opens without a network, and installing it.
#[component]
pub(crate) fn DeviceSection() -> impl IntoView {
    let device = device();
    let offline = move || {
        device.status.with(|status| match status.offline.as_str() {
            "" => t("ui.offline.preparing"),
            "failed" => t_with("ui.offline.failed", &[("reason", &status.reason)]),
            other => t(&format!("ui.offline.{other}")),
        })
    };
    let install = move || {
        device.status.with(|status| match status.install.as_str() {
            "prompt" => t("ui.install.about"),
            "ios" => t("ui.install.ios"),
            _ if ui::dom::media_matches("(display-mode: standalone)") => t("ui.install.done"),
            _ => t("ui.install.by_browser"),
        })
    };
    view! {
        <section class="settings-group">
            <h2>{ui::say_key("ui.offline.title")}</h2>
            <dl class="kv">
                <dt>{ui::say_key("ui.offline.without_network")}</dt><dd data-testid="offline-state" data-state=move || device.status.with(|status| status.offline.clone())>{live(offline)}</dd>
                <dt>{ui::say_key("ui.install.title")}</dt><dd>{live(install)}" "<InstallButton /></dd>
                <dt>{ui::say_key("ui.offline.version")}</dt><dd data-testid="app-version">{release_name()}</dd>
            </dl>
        </section>
    }
}

/// The single-file edition says where its data are, on the page of workspaces.
#[component]
pub(crate) fn PortableNote() -> impl IntoView {
    let portable = document().document_element().is_some_and(|root| root.has_attribute("data-portable"));
    portable
        .then(|| view! { <div class="band band-info" role="note" data-testid="portable-note"><span>{ui::say_key("ui.portable.about")}</span></div> })
}

/// Version and build of this page.
fn release_name() -> String {
    let named = document().query_selector("meta[name='shizhu-release']").ok().flatten().and_then(|meta| meta.get_attribute("content"));
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned())
}
