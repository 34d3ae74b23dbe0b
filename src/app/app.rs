//! Start: language, storage, list of workspaces; then the page of the current address.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use store::WorkspaceList;
use ui::Toasts;
use ui::lang::{Language, provide_language};
use views::{Place, Route};
use wasm_bindgen::JsCast;

use crate::embed::Embed;
use crate::environment::BrowserEnvironment;
use crate::pages::{self, exceptional, start};
use crate::shell::Shell;
use crate::state::{AppState, Opened};
use crate::{embed, focus, opening, palette, reading_place, shortcuts};
use views::preferences;

/// Loads what the first screen needs and mounts it.
pub(crate) async fn start() {
    let embed = Embed::of_address();
    let kept = || preferences::read("language").and_then(|code| Language::from_code(&code));
    let language = embed.language().or_else(kept).unwrap_or_else(browser_language);
    let dictionary = match load_dictionary(language).await {
        Ok(dictionary) => dictionary,
        Err(address) => return crate::panic::report("shizhu-missing", &address),
    };
    let handed = crate::handover::Handed::new(crate::handover::read().await);
    let list = match embed.store().as_str() {
        "local" if !handed.is_view() => match WorkspaceList::open().await {
            Ok(list) => list,
            // An older release after a newer one: not even an empty list in memory may look as if nothing were there.
            Err(error @ store::StoreError::Newer { .. }) => return crate::panic::report("shizhu-newer", &error.to_string()),
            Err(error) => WorkspaceList::in_memory(error),
        },
        // The address asks for it: the host keeps the data, or nobody; or the file is for reading only.
        _ => WorkspaceList::in_memory(store::StoreError::Denied("asked for by the address".to_owned())),
    };
    leptos::mount::mount_to_body(move || {
        provide_language(language, dictionary);
        crate::shell::mark_language(language);
        provide_context(embed);
        provide_context(crate::presenting::Presenting::resumed(embed.parameters.with_untracked(io::embed::Parameters::embedded)));
        provide_context(handed);
        let (route, query) = Route::parse(&current_hash());
        provide_context(crate::backup::Backup::new());
        provide_context(AppState {
            list,
            route: RwSignal::new(route),
            query: RwSignal::new(query),
            opened: RwSignal::new(Opened::Nothing),
            current: RwSignal::new(None),
            environment: Arc::new(BrowserEnvironment::new()),
            owner: Owner::current().unwrap_or_default(),
            keys_open: RwSignal::new(false),
            tour: RwSignal::new(None),
            pinyin: RwSignal::new(None),
            incoming: RwSignal::new(None),
            dropping: RwSignal::new(false),
            palette_open: RwSignal::new(false),
            dark: RwSignal::new(crate::shell::is_dark()),
            creating: RwSignal::new(false),
            sought: RwSignal::new(None),
            template: RwSignal::new(None),
            other_words: RwSignal::new(None),
        });
        view! { <App /> }
    });
    // The start screen of the page is no longer needed.
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

fn browser_language() -> Language {
    let spoken = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    if spoken.is_empty() || spoken.starts_with("zh") { Language::Chinese } else { Language::English }
}

/// The words of a language. The pseudo-language is English in disguise.
pub(crate) async fn load_dictionary(language: Language) -> Result<std::collections::HashMap<String, String>, String> {
    let file = if language == Language::Pseudo { Language::English } else { language };
    let text = crate::fetch::fetch_text(&format!("lang/{}.json", file.code())).await?;
    ui::lang::parse_dictionary(&text).map_err(|error| error.to_string())
}

fn current_hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

#[component]
fn App() -> impl IntoView {
    let state = crate::state::state();
    follow_address(&state);
    follow_workspace(&state);
    follow_short(&state);
    embed::install(&state);
    crate::accent::install(&state);
    crate::presenting::install(&state);
    save_before_leaving();
    crate::offline::install(&state);
    crate::files::install(&state);
    crate::handover::install(&state);
    shortcuts::install(&state);
    crate::backup::install(&state);
    focus::follow(&state);

    let page_state = state.clone();
    let presenting = crate::presenting::presenting();
    let page = Memo::new(move |_| match state.route.get() {
        // On its way back to the one client that may be seen.
        route if presenting.hides(&route) => Page::Short,
        Route::Start => Page::Start,
        Route::Workspaces => Page::Workspaces,
        Route::Gallery => Page::Gallery,
        Route::In(..) => Page::Workspace,
        Route::Short(place) if !is_known(&place) => Page::NotFound,
        Route::Short(_) => Page::Short,
        Route::NotFound(_) if presenting.workspace().is_some() => Page::Workspace,
        Route::NotFound(_) => Page::NotFound,
    });
    let phase = crate::handover::handed().phase;
    let is_opening = Memo::new(move |_| phase.with(|phase| *phase != crate::handover::Phase::Done));
    let content = move || match page.get() {
        _ if is_opening.get() => pages::handover_opening(),
        Page::Start | Page::Workspaces => view! { <start::StartPage /> }.into_any(),
        Page::Gallery => view! { <main id="main" class="shell-main" tabindex="-1">{pages::gallery()}</main> }.into_any(),
        Page::Short if crate::embed::embed().waiting.get() => view! { <embed::WaitingForHost /> }.into_any(),
        Page::Short => view! { <exceptional::Loading /> }.into_any(),
        Page::NotFound => view! { <exceptional::NotFound /> }.into_any(),
        Page::Workspace => {
            let state = page_state.clone();
            (move || match state.opened.get() {
                Opened::Ready(session) => {
                    provide_context(*session);
                    view! { <Shell /> }.into_any()
                }
                Opened::Problem(code, detail) => view! { <exceptional::OpenProblem code=code detail=detail /> }.into_any(),
                Opened::Nothing | Opened::Opening => view! { <exceptional::Loading /> }.into_any(),
            })
            .into_any()
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=move |event| { event.prevent_default(); ui::dom::focus_by_id("main"); }>{ui::say_key("ui.skip")}</a>
        <embed::ConsentBar />
        {ui::live(content)}
        <palette::Palette />
        <crate::pages::data::ImportDialog />
        <crate::offline::OpenedFile />
        <shortcuts::KeySheet />
        <crate::tour::Tour />
        <Toasts />
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Start,
    Workspaces,
    Gallery,
    Workspace,
    Short,
    NotFound,
}

/// The address leads: every change of it, also by Back, changes the page.
fn follow_address(state: &AppState) {
    let (route, query, palette_open) = (state.route, state.query, state.palette_open);
    let read = move || {
        let (next, pairs) = Route::parse(&current_hash());
        // The page that goes must hear of its last blur while it still stands.
        if route.get_untracked() != next {
            reading_place::leave(format!("{}{}", route.get_untracked().href(), views::route::query_text(&query.get_untracked())));
            reading_place::arrive(&current_hash());
        }
        if route.get_untracked() != next
            && let Some(active) = document().active_element().and_then(|active| active.dyn_into::<web_sys::HtmlElement>().ok())
            && active.closest("main").ok().flatten().is_some()
        {
            // An element that cannot lose the focus had none.
            let _ = active.blur();
        }
        views::drafts::flush_all();
        if query.get_untracked() != pairs {
            query.set(pairs);
        }
        if route.get_untracked() != next {
            // Over another page it would lie as something left behind.
            palette_open.set(false);
            route.set(next);
        }
    };
    reading_place::arrive(&current_hash());
    let listener = window_event_listener(ev::hashchange, move |_| read());
    on_cleanup(move || listener.remove());
    // Filters of a list go into the address without a new entry of the browser's history.
    Effect::new(move |_| {
        let wanted = format!("{}{}", route.get_untracked().href(), views::route::query_text(&query.get()));
        if wanted != current_hash() && !matches!(route.get_untracked(), Route::NotFound(_)) {
            reading_place::replace_address(&wanted);
        }
    });
}

/// Whether the app has such a screen: any word could be the name of a list.
pub(crate) fn is_known(place: &Place) -> bool {
    match place {
        Place::List(kind) | Place::Record(kind, _) => pillars::registry().kind(kind).is_some(),
        _ => true,
    }
}

/// A short address means the workspace that the frame is given, else the demo it asks for, else the one opened last.
fn follow_short(state: &AppState) {
    let embed = crate::embed::embed();
    let follower = state.clone();
    Effect::new(move |_| {
        let place = match follower.route.get() {
            Route::Short(place) => place,
            // The workspace that was missing is there now: on to the page that was asked for.
            Route::In(id, Place::Home) => {
                if let Some(place) = follower.sought.get_untracked() {
                    follower.sought.set(None);
                    replace_route(&follower, &Route::In(id, place));
                }
                return;
            }
            // Somebody went elsewhere in a workspace: nothing is sought any more.
            Route::In(..) => return follower.sought.set(None),
            _ => return,
        };
        if !is_known(&place) || embed.waiting.get() {
            return;
        }
        let wanted = embed.get("ws");
        let entries = follower.entries();
        let found = match wanted.as_str() {
            "" => entries.first().map(|entry| entry.id),
            "demo" => entries.iter().find(|entry| entry.demo).map(|entry| entry.id),
            id => id.parse().ok().filter(|id| entries.iter().any(|entry| entry.id == *id)),
        };
        match found {
            Some(id) => replace_route(&follower, &Route::In(id, place)),
            None if wanted == "demo" => {
                let state = follower.clone();
                spawn_local(async move {
                    match crate::demo::open_demo(&state, untrack(ui::lang::language)).await {
                        Ok(id) => replace_route(&state, &Route::In(id, place)),
                        Err(error) => leptos::logging::error!("{error}"),
                    }
                });
            }
            None => {
                follower.sought.set((place != Place::Home).then_some(place));
                replace_route(&follower, &Route::Workspaces);
            }
        }
    });
}

/// Shows another screen in place of this one, so that Back does not lead to the short address again.
pub(crate) fn replace_route(state: &AppState, route: &Route) {
    reading_place::replace_address(&route.href());
    state.route.set(route.clone());
}

/// Opens the workspace that the address names.
fn follow_workspace(state: &AppState) {
    let presenting = crate::presenting::presenting();
    let follower = state.clone();
    Effect::new(move |_| {
        let wanted = match follower.route.get() {
            // What must not be seen is not even opened.
            route if presenting.hides(&route) => return,
            Route::In(id, _) => Some(id),
            Route::NotFound(_) => presenting.workspace(),
            _ => None,
        };
        if wanted != follower.current.get_untracked() {
            follower.current.set(wanted);
            let state = follower.clone();
            match wanted {
                None => spawn_local(async move { opening::close(&state).await }),
                Some(id) => spawn_local(async move { opening::open(&state, id).await }),
            }
        }
    });
}

/// What is typed goes to the storage when the page is hidden or closed.
fn save_before_leaving() {
    let hidden = window_event_listener(ev::visibilitychange, |_| views::drafts::flush_all());
    let leaving = window_event_listener(ev::pagehide, |_| views::drafts::flush_all());
    on_cleanup(move || {
        hidden.remove();
        leaving.remove();
    });
}
