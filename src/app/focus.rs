//! On every change of the page: title, focus on its heading, one announcement (design/ux.md 3.2).

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;
use ui::lang::t_with;
use views::Route;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::state::{AppState, Opened};

/// Follows the address.
pub(crate) fn follow(state: &AppState) {
    let state = state.clone();
    let framed = crate::embed::embed().is_active();
    // Only now: set on the root at every new page, it would make the browser work out every element's style anew.
    let printed = window_event_listener(ev::beforeprint, |_| name_paper());
    on_cleanup(move || printed.remove());
    // The route whose page was last shown: one that is still being opened has no heading to go to.
    Effect::new(move |before: Option<Option<Route>>| {
        let before = before.flatten();
        let route = state.route.get();
        let ready = matches!(state.opened.get(), Opened::Ready(_) | Opened::Problem(..)) || !matches!(route, Route::In(..));
        let trouble = match state.opened.get_untracked() {
            Opened::Ready(session) => Some(session.trouble),
            _ => None,
        };
        let in_trouble = trouble.is_some_and(|trouble| trouble.get());
        // Follows a change of language too.
        let app = ui::lang::t("ui.app");
        if !ready {
            return before;
        }
        let first_time = before.as_ref() != Some(&route);
        let left = matches!((&before, &route), (Some(Route::In(one, _)), Route::In(other, _)) if one == other);
        if matches!(before, Some(Route::In(..))) && !left {
            ui::dismiss_ways_back();
        }
        settle_soon(state.clone(), route.clone(), app, in_trouble, first_time, framed);
        Some(route)
    });
}

/// Settles when the page stands: one whose chunk is still on its way has no heading yet.
fn settle_soon(state: AppState, route: Route, app: String, in_trouble: bool, new_page: bool, framed: bool) {
    let settle = move || {
        let waiting = document().query_selector("main [data-chunk=waiting]").ok().flatten().is_some() && !has_heading();
        if !waiting {
            settle(&state.workspace_name(), &app, in_trouble, new_page, framed);
        } else if state.route.get_untracked() == route {
            settle_soon(state, route, app, in_trouble, new_page, framed);
        }
    };
    set_timeout(settle, std::time::Duration::from_millis(30));
}

fn has_heading() -> bool {
    document().query_selector("main h1").ok().flatten().is_some()
}

/// The title follows the heading; a new page gets the focus unless something in it has it already.
fn settle(workspace: &str, app: &str, in_trouble: bool, new_page: bool, framed: bool) {
    let Some(heading) = document().query_selector("main h1").ok().flatten() else { return };
    let text = heading.text_content().unwrap_or_default();
    // The home page has the name of the workspace for its heading.
    let place = Some(text.trim()).filter(|heading| *heading != workspace);
    let parts: Vec<&str> = place.into_iter().chain([workspace, app]).filter(|part| !part.is_empty()).collect();
    let joined = parts.join(" – ");
    PAPER.set(parts[..parts.len() - 1].join(" – "));
    document().set_title(&if in_trouble { t_with("ui.trouble.title", &[("title", &joined)]) } else { joined });
    if !new_page {
        return;
    }
    ui::dismiss_old_toasts();
    ui::announce(t_with("ui.entered", &[("title", text.trim())]));
    let busy = document().active_element().is_some_and(|active| active.closest("main, dialog").ok().flatten().is_some());
    // A frame that shows something else because its host says so leaves the focus where the reader has it: in another frame
    // or in the page around.
    let elsewhere = framed && !document().has_focus().unwrap_or(true);
    if !busy
        && !elsewhere
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        // A heading that cannot take the focus leaves it where it is.
        let _ = heading.focus();
        crate::reading_place::restore();
    }
}

thread_local! {
    /// What stands at the foot of every printed page.
    static PAPER: Cell<String> = const { Cell::new(String::new()) };
}

/// Tells the style sheet what stands at the foot of every printed page (`style/print.css`).
fn name_paper() {
    let title = PAPER.take();
    let quoted = format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "));
    PAPER.set(title);
    if let Some(root) = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // The style of the page's own root can always be set.
        let _ = root.style().set_property("--paper-title", &quoted);
    }
}

impl AppState {
    /// Name of the open workspace, empty when none is.
    pub(crate) fn workspace_name(&self) -> String {
        self.current.get_untracked().and_then(|id| self.list.entry(id)).map(|entry| entry.name).unwrap_or_default()
    }
}
