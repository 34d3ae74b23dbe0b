//! Opens the workspace of the file: the one this browser made of it before, else a new one; for reading in memory alone.

use std::sync::Arc;

use io::handover::{Handover, WORKSPACE};
use io::sealed::Envelope;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, TextInput, Tone, live};
use views::{Place, Route};

use super::{Handed, Phase, handed};
use crate::files::{Arrived, Incoming, import_as_new, looked_at};
use crate::state::{AppState, state};

/// Begins to open what was handed over.
pub(crate) fn install(state: &AppState) {
    let handed = handed();
    let Some(facts) = handed.facts() else { return };
    if let Some(root) = document().document_element() {
        // The classes of the page's own root can always be set.
        let _ = root.class_list().toggle_with_force("is-read-only", handed.is_view());
        let _ = root.class_list().toggle_with_force("is-asked", handed.asked().is_some());
    }
    let state = state.clone();
    spawn_local(async move {
        match open_apart(state, handed, facts).await {
            Some(work) => work.await,
            None => handed.phase.set(Phase::Refused(t("ui.chunk.missing_about"))),
        }
    });
}

ui::chunk_value! {
    ask: fn open_apart(state: AppState, handed: Handed, facts: Arc<Handover>) -> ui::chunk::Later<()> { Box::pin(async move { open(&state, handed, &facts).await }) }
}

/// Under this name the list of workspaces knows what became of the file.
fn kept_as(facts: &Handover) -> String {
    format!("handover-{}", facts.id)
}

async fn open(state: &AppState, handed: Handed, facts: &Handover) {
    let known = untrack(|| state.list.setting(&kept_as(facts))).and_then(|id| id.as_str()?.parse::<Id>().ok());
    let known = known.filter(|id| untrack(|| state.entries()).iter().any(|entry| entry.id == *id));
    if let Some(id) = known {
        return arrive(state, handed, id);
    }
    let phase = match crate::fetch::fetch_text(WORKSPACE).await {
        Ok(text) => look(state, handed, text.as_bytes()).await,
        Err(reason) => Phase::Refused(t_with("ui.handover.unreadable", &[("reason", &reason)])),
    };
    handed.phase.set(phase);
}

/// Lets the content of the file in, as far as it can be read.
async fn look(state: &AppState, handed: Handed, bytes: &[u8]) -> Phase {
    match looked_at(js_sys::Uint8Array::from(bytes), String::new()).await {
        Incoming::Good(arrived, _) => settle(state, handed, &arrived).await.map_or_else(Phase::Refused, |()| Phase::Done),
        Incoming::Locked(envelope, _) => Phase::Locked(envelope),
        Incoming::Refused(sentence) => Phase::Refused(sentence),
        Incoming::Reading(_) => Phase::Opening,
    }
}

async fn settle(state: &AppState, handed: Handed, arrived: &Arrived) -> Result<(), String> {
    let Some(facts) = handed.facts() else { return Ok(()) };
    let id = import_as_new(state, arrived).await?;
    crate::environment::number_copy(id);
    if !facts.to.is_empty() {
        views::preferences::write(&format!("profile-{id}"), &facts.to);
    }
    let kept = state.list.set_setting(&kept_as(&facts), Some(Json::from(id.to_string()))).await;
    kept.map_err(|error| t(&format!("ui.store.{}", error.code())))?;
    arrive(state, handed, id);
    Ok(())
}

/// Shows the workspace, at the place of the address if that is one of its own.
fn arrive(state: &AppState, handed: Handed, id: Id) {
    let first = || handed.asked().and_then(|asked| Place::short(asked.pages.first()?)).unwrap_or(Place::Home);
    let route = match state.route.get_untracked() {
        Route::In(_, place) if handed.allows(&place) => Route::In(id, place),
        Route::Start | Route::In(..) => Route::In(id, first()),
        other if handed.asked().is_none() => other,
        _ => Route::In(id, first()),
    };
    crate::app::replace_route(state, &route);
    handed.phase.set(Phase::Done);
}

/// What stands there until the workspace is open.
#[component]
pub(crate) fn OpeningPage() -> impl IntoView {
    let handed = handed();
    let content = move || match handed.phase.get() {
        Phase::Opening | Phase::Done => view! { <p class="loading" role="status">{ui::say_key("ui.loading")}</p> }.into_any(),
        Phase::Locked(envelope) => view! { <Locked envelope=Arc::new(*envelope) /> }.into_any(),
        Phase::Refused(reason) => view! {
            <h1 tabindex="-1">{ui::say_key("ui.handover.refused")}</h1>
            <Callout tone=Tone::Danger><p data-testid="handover-refused">{reason}</p></Callout>
            <p>{ui::say_key("ui.handover.refused_about")}</p>
        }
        .into_any(),
    };
    view! { <main id="main" class="page-alone" tabindex="-1">{live(content)}</main> }
}

/// Asks for the passphrase.
#[component]
fn Locked(envelope: Arc<Envelope>) -> impl IntoView {
    let (handed, state) = (handed(), state());
    let phrase = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let unlock = Callback::new(move |()| {
        if busy.get_untracked() || phrase.with_untracked(String::is_empty) {
            return;
        }
        busy.set(true);
        let (envelope, state) = (envelope.clone(), state.clone());
        spawn_local(async move {
            match crate::seal::open(&envelope, &phrase.get_untracked()).await {
                Ok(bytes) => {
                    let phase = look(&state, handed, &bytes).await;
                    handed.phase.set(phase);
                }
                Err(fault) => {
                    let values: Vec<(&str, &str)> = fault.parameters.iter().map(|(name, text)| (*name, text.as_str())).collect();
                    error.try_set(Some(t_with(&format!("ui.{}", fault.code), &values)));
                }
            }
            busy.try_set(false);
        });
    });
    let about = if handed.is_view() { "ui.handover.locked_view" } else { "ui.handover.locked_edit" };
    view! {
        <h1 tabindex="-1">{ui::say_key("ui.handover.locked")}</h1>
        <p>{ui::say_key(about)}</p>
        <div class="form">
            <TextInput label=ui::text("ui.seal.phrase") value=phrase error=error on_input=Callback::new(move |typed| { error.set(None); phrase.set(typed); }) on_enter=unlock required=true test_id="handover-passphrase" />
        </div>
        <div class="dialog-actions"><Button label=ui::text("ui.seal.open") look=ButtonLook::Primary disabled=busy on_press=unlock test_id="handover-unlock" /></div>
    }
}
