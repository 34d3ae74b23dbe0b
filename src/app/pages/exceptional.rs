//! Pages for what should not happen: each says what it is and gives one way out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::t;
use ui::say;
use ui::{Button, ButtonLook, LinkButton};
use views::{Place, Route, session};

/// No page has this address.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <main id="main" class="page-alone">
            <h1 tabindex="-1">{ui::say_key("ui.not_found.title")}</h1>
            <p>{ui::say_key("ui.not_found.about")}</p>
            <LinkButton label=ui::text("ui.workspaces.all") href=Route::Workspaces.href() look=ButtonLook::Primary />
        </main>
    }
}

/// No page of this workspace has this address.
#[component]
pub(crate) fn NotFoundHere() -> impl IntoView {
    let session = session();
    view! {
        <h1 tabindex="-1">{ui::say_key("ui.not_found.title")}</h1>
        <p>{ui::say_key("ui.not_found.about")}</p>
        <p><LinkButton label=ui::text("ui.nav.home") href=session.href(Place::Home) look=ButtonLook::Primary /></p>
    }
}

/// A part of the open workspace is on its way.
#[component]
pub(crate) fn LoadingHere() -> impl IntoView {
    view! { <p class="loading" role="status">{ui::say_key("ui.loading")}</p> }
}

/// A workspace is being opened.
#[component]
pub(crate) fn Loading() -> impl IntoView {
    view! { <main id="main" class="page-alone"><p role="status">{ui::say_key("ui.loading")}</p></main> }
}

/// A workspace could not be opened; its data are as they were.
#[component]
pub(crate) fn OpenProblem(code: &'static str, detail: String) -> impl IntoView {
    let state = crate::state::state();
    let id = state.current.get_untracked();
    let start_empty = Callback::new(move |()| {
        let Some(id) = id else { return };
        let state = state.clone();
        spawn_local(async move {
            // The list no longer expects records, so the database is made anew.
            match state.list.touch(id, state.now_ms(), 0).await {
                Ok(()) => crate::opening::open(&state, id).await,
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    view! {
        <main id="main" class="page-alone" data-testid="open-problem">
            <h1 tabindex="-1">{ui::say_key("ui.problem.title")}</h1>
            <p>{say(move || t(&format!("ui.store.{code}")))}</p>
            <p class="muted">{code}" · "{detail}</p>
            {id.map(|id| view! { <crate::backup_view::CopyOffer id=id /> })}
            {(code == "storage.gone").then(|| view! { <p>{ui::say_key("ui.problem.gone_about")}</p><Button label=ui::text("ui.problem.start_empty") on_press=start_empty test_id="start-empty" /> })}
            <p><a href="rescue.html">{ui::say_key("ui.problem.rescue")}</a></p>
            <LinkButton label=ui::text("ui.workspaces.all") href=Route::Workspaces.href() look=ButtonLook::Primary />
        </main>
    }
}
