//! Keys that work on every page (design/ux.md 7.2). Single keys can be switched off; nothing fires
//! while an input method composes or while someone types in a field.

use leptos::ev;
use leptos::prelude::*;
use ui::Dialog;
use ui::lang::t;
use ui::say;
use views::{Place, Route};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::shell::{open_session, redo, undo};
use crate::state::{AppState, state};
use views::preferences;

/// Keys with their meaning, for the sheet and the help page: key text, key of the words.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("Ctrl/⌘ K", "ui.keys.palette"),
    ("Ctrl/⌘ S", "ui.keys.save"),
    ("Ctrl/⌘ Enter", "ui.keys.complete"),
    ("Ctrl/⌘ Z", "ui.keys.undo"),
    ("Ctrl/⌘ Shift Z  Ctrl Y", "ui.keys.redo"),
    ("Ctrl/⌘ P", "ui.keys.print"),
    ("F2", "ui.keys.edit_cell"),
    ("Esc", "ui.keys.close"),
    ("?", "ui.keys.sheet"),
    ("/", "ui.keys.search"),
    ("[  ]", "ui.keys.steps"),
    ("G H", "ui.keys.home"),
    ("G 1", "ui.keys.pillar"),
    ("G A", "ui.keys.actions"),
    ("G K", "ui.keys.dashboard"),
    ("G Q", "ui.keys.diagnosis"),
    ("G D", "ui.keys.data"),
    ("G S", "ui.keys.settings"),
    ("G C", "ui.keys.workspaces"),
    ("G P", "ui.keys.scale"),
    ("PageUp  PageDown  B  Esc", "ui.keys.presenting"),
];

/// Whether single keys are on.
pub(crate) fn single_keys_on() -> bool {
    preferences::read("single-keys").as_deref() != Some("off")
}

/// Whether a key belongs to a field that takes text.
pub(crate) fn types_text(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => target.has_attribute("contenteditable"),
    }
}

/// Listens on the whole page.
pub(crate) fn install(state: &AppState) {
    let state = state.clone();
    let after_g = StoredValue::new(0.0_f64);
    // In a field in which nothing was typed since it was entered there is nothing to take back but the last step.
    let typed = StoredValue::new(false);
    let entering = window_event_listener(ev::focusin, move |_| typed.set_value(false));
    let typing = window_event_listener(ev::input, move |_| typed.set_value(true));
    let takes_back = move |event: &KeyboardEvent| !types_text(event) || !typed.get_value();
    let listener = window_event_listener(ev::keydown, move |event| {
        if ui::dom::is_composing(&event) || event.default_prevented() {
            return;
        }
        let with_control = event.ctrl_key() || event.meta_key();
        let key = event.key();
        if with_control {
            match (key.to_lowercase().as_str(), event.shift_key()) {
                ("k", false) => {
                    event.prevent_default();
                    state.palette_open.set(true);
                }
                ("s", false) => {
                    event.prevent_default();
                    views::drafts::flush_all();
                    if let Some(session) = open_session(&state) {
                        leptos::task::spawn_local(async move { session.workspace.retry_save().await });
                        ui::announce(t("ui.save.asked"));
                    }
                }
                ("z", shift) if takes_back(&event) => {
                    event.prevent_default();
                    if let Some(session) = open_session(&state) {
                        if shift { redo(&session.workspace) } else { undo(&session.workspace) }
                    }
                }
                // What office programs of Windows have for it; on a Mac the browser's own.
                ("y", false) if event.ctrl_key() && takes_back(&event) => {
                    event.prevent_default();
                    if let Some(session) = open_session(&state) {
                        redo(&session.workspace);
                    }
                }
                _ => {}
            }
            return;
        }
        if event.alt_key() || types_text(&event) || !single_keys_on() || document().query_selector("dialog[open]").ok().flatten().is_some() {
            return;
        }
        single_key(&state, &event, after_g);
    });
    on_cleanup(move || [entering, typing, listener].into_iter().for_each(WindowListenerHandle::remove));
}

/// Keys without Ctrl, among them the sequences that begin with G.
fn single_key(state: &AppState, event: &KeyboardEvent, after_g: StoredValue<f64>) {
    let now = js_sys::Date::now();
    let key = event.key().to_lowercase();
    let go = |place: Place| {
        if let Some(session) = open_session(state) {
            session.show(place);
        }
    };
    if now - after_g.get_value() < 1_500.0 {
        after_g.set_value(0.0);
        match key.as_str() {
            "h" => go(Place::Home),
            "a" => go(Place::Actions),
            "k" => go(Place::Dashboard),
            "q" => go(Place::Diagnosis(String::new())),
            "d" => go(Place::Data),
            "s" => go(Place::Settings),
            "c" => state.go(&Route::Workspaces),
            "p" => crate::shell::present(!crate::shell::is_presenting()),
            digit => {
                let number = digit.parse::<u8>().ok().map(|number| if number == 0 { 10 } else { number });
                if let Some(pillar) = number.and_then(|number| pillars::PILLARS.iter().find(|pillar| pillar.number == number && pillar.ready)) {
                    go(Place::Pillar(pillar.number));
                }
            }
        }
        event.prevent_default();
        return;
    }
    match key.as_str() {
        "g" => after_g.set_value(now),
        "?" => {
            event.prevent_default();
            state.keys_open.set(true);
        }
        "/" => {
            if let Some(search) =
                document().query_selector("main input[id^='search-']").ok().flatten().and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
            {
                event.prevent_default();
                // A hidden field cannot take the focus; nothing else happens then.
                let _ = search.focus();
            }
        }
        "[" | "]" => {
            if let (Some(session), Route::In(_, Place::Step(number, row))) = (open_session(state), state.route.get_untracked()) {
                let pillar = format!("P{number:02}");
                let Some(content) = session.contents.with_untracked(|all| all.get(&pillar).cloned()) else { return };
                let steps = &content.structure.steps;
                let Some(position) = steps.iter().position(|step| step.id == format!("{pillar}.{row}")) else { return };
                let next = if key == "[" { position.checked_sub(1) } else { Some(position + 1) };
                if let Some(place) = next.and_then(|next| steps.get(next)).and_then(|step| Place::step(&step.id)) {
                    go(place);
                }
            }
        }
        _ => {}
    }
}

/// The sheet of keys.
#[component]
pub(crate) fn KeySheet() -> impl IntoView {
    let state = state();
    view! {
        <Dialog open=state.keys_open title=ui::text("ui.keys.title") test_id="key-sheet">
            <div role="region" tabindex="0" aria-label=ui::text("ui.keys.title")><KeyTable /></div>
        </Dialog>
    }
}

/// The table of keys.
#[component]
pub(crate) fn KeyTable() -> impl IntoView {
    view! {
        <table class="table key-table">
            <caption class="visually-hidden">{ui::say_key("ui.keys.title")}</caption>
            <thead><tr><th scope="col">{ui::say_key("ui.keys.key")}</th><th scope="col">{ui::say_key("ui.keys.meaning")}</th></tr></thead>
            <tbody>{KEYS.iter().map(|(key, words)| view! { <tr><td><kbd>{*key}</kbd></td><td>{say(move || t(words))}</td></tr> }).collect_view()}</tbody>
        </table>
    }
}
