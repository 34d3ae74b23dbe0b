//! What stands around a page in a frame: a compact head instead of the shell.

use leptos::prelude::*;
use ui::{Button, ButtonLook, Icon, IconView, say_key};
use views::{Place, Route, session};

use super::embed;
use crate::shell::SaveChip;
use crate::state::state;

/// The one line above the page.
#[component]
pub(crate) fn EmbedHeader() -> impl IntoView {
    let embed = embed();
    let state = state();
    // The whole app at the same place, in a window of its own.
    let full = Signal::derive(move || state.route.get().href());
    let shown = move || embed.get("toolbar") == "true";
    view! {
        <ui::Show when=shown>
            <header class="embed-head">
                <span class="embed-brand"><IconView icon=Icon::Workspace /><span>{say_key("ui.app")}</span></span>
                <span class="shell-spacer"></span>
                {ui::live(move || embed.may_edit().then(|| view! { <SaveChip /> }))}
                <a class="embed-open" target="_blank" rel="noopener" href=move || format!("./{}", full.get())>{say_key("ui.embed.open_full")}</a>
            </header>
        </ui::Show>
    }
}

/// The ten pillars as one line of links.
#[component]
pub(crate) fn PillarStrip() -> impl IntoView {
    let session = session();
    let state = state();
    let links = pillars::PILLARS
        .iter()
        .map(|pillar| {
            let href = session.href(Place::Pillar(pillar.number));
            let here = move || {
                let number = match state.route.get() {
                    Route::In(_, Place::Pillar(number) | Place::Step(number, _) | Place::Check(number) | Place::Document(number, _)) => Some(number),
                    _ => None,
                };
                (number == Some(pillar.number)).then_some("page")
            };
            view! { <li><a href=href aria-current=here>{pillar.number}" "{ui::say(move || ui::lang::t(&format!("ui.pillar.{}", pillar.id)))}</a></li> }
        })
        .collect_view();
    view! { <nav class="embed-pillars" aria-label=ui::text("ui.nav.pillars")><ul>{links}</ul></nav> }
}

/// Tells where the data of a frame are kept.
#[component]
pub(crate) fn StorageNote() -> impl IntoView {
    let embed = embed();
    let session = session();
    let data = session.href(Place::Data);
    let note = move || {
        if !embed.active() {
            return None;
        }
        let apart = embed.about_storage("ui.embed.partitioned", "ui.embed.partitioned_maybe");
        if let Some(key) = apart {
            return Some(view! {
                <div class="band" role="note" data-testid="embed-partition"><span>{say_key(key)}</span><a href=data.clone()>{say_key("ui.nav.data")}</a><super::access::AccessButton /></div>
            }.into_any());
        }
        match embed.store().as_str() {
            "local" if embed.first_party => {
                Some(view! { <div class="band band-info" role="note" data-testid="embed-first-party"><span>{say_key("ui.embed.access_granted")}</span></div> }.into_any())
            }
            "host" => Some(view! { <div class="band" role="note" data-testid="embed-host"><span>{say_key("ui.embed.host")}</span></div> }.into_any()),
            "memory" => Some(view! { <div class="band band-warning" role="note" data-testid="embed-memory"><span>{say_key("ui.embed.memory")}</span></div> }.into_any()),
            _ => None,
        }
    };
    ui::live(note)
}

/// Until the host has sent its data.
#[component]
pub(crate) fn WaitingForHost() -> impl IntoView {
    let state = state();
    let embed = embed();
    let alone = Callback::new(move |()| {
        embed.waiting.set(false);
        state.go(&Route::Workspaces);
    });
    view! {
        <main id="main" class="page-alone" data-testid="embed-waiting">
            <h1 tabindex="-1">{say_key("ui.embed.waiting")}</h1>
            <p role="status">{say_key("ui.embed.waiting_about")}</p>
            <Button label=ui::text("ui.embed.without_host") look=ButtonLook::Text on_press=alone />
        </main>
    }
}
