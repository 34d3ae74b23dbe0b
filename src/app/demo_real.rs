//! From the demo to a real workspace: a copy under the company's own name, with or without what the sample company did. The
//! demo itself stays and can be reset (ux.md 6.2).

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use pillars::workspace::real::{Keep, real};
use store::StoreError;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, ChoiceButtons, Dialog, TextInput, live, toast};
use views::labels::{field_label, issue_text};
use views::{Place, Route};

use crate::demo::create_filled;
use crate::pages::start::open_quietly;
use crate::state::{AppState, state};

/// Asks for the name and what goes along.
#[component]
pub(crate) fn RealDialog(open: RwSignal<bool>, demo: Id) -> impl IntoView {
    view! { <Dialog open=open title=ui::text("ui.real.title") test_id="real-dialog">{crate::pages::real_form(open, demo)}</Dialog> }
}

/// Makes the workspace; how many records are the user's own, and how many the sample's.
async fn make(state: &AppState, demo: Id, name: &str, keep: Keep) -> Result<(Id, usize, usize), StoreError> {
    views::drafts::flush_all();
    if let Some(session) = crate::shell::open_session(state).filter(|session| session.workspace.id() == demo) {
        session.workspace.flush().await;
    }
    let workspace = open_quietly(state, demo).await?;
    let records = workspace.records();
    workspace.close().await;
    let settings = state.environment.new_id();
    let made = real(&records, &workspace.registry(), keep, name, settings);
    let (own, sample) = (made.own, made.sample);
    // What was deleted stays deleted, so that a later merge with another copy does not bring it back.
    let tombstones = if keep == Keep::Content { records.tombstones().clone() } else { BTreeMap::new() };
    let id = create_filled(state, name.to_owned(), false, made.records, tombstones).await?;
    Ok((id, own, sample))
}

/// The form of the dialog.
#[component]
pub(crate) fn RealForm(open: RwSignal<bool>, demo: Id) -> impl IntoView {
    let state = state();
    let name = RwSignal::new(String::new());
    let keep = RwSignal::new("structure".to_owned());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let options = Signal::derive(move || ["structure", "content"].map(|code| (code.to_owned(), t(&format!("ui.real.{code}")))).to_vec());
    let confirm = Callback::new(move |()| {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            error.set(Some(issue_text("value.missing", &[("field", &field_label("workspace", "name"))])));
            ui::dom::focus_by_id("real-name");
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let wanted = if keep.with_untracked(|keep| keep == "content") { Keep::Content } else { Keep::Structure };
        let state = state.clone();
        spawn_local(async move {
            match make(&state, demo, &typed, wanted).await {
                Ok((id, own, sample)) => {
                    open.try_set(false);
                    state.go(&Route::In(id, Place::Home));
                    toast(t_with("ui.real.done", &[("own", &own.to_string()), ("sample", &sample.to_string())]), None);
                }
                Err(problem) => drop(error.try_set(Some(t(&format!("ui.store.{}", problem.code()))))),
            }
            busy.try_set(false);
        });
    });
    view! {
        <p>{ui::say_key("ui.real.about")}</p>
        <div class="form">
            <TextInput id="real-name" label=Signal::derive(move || field_label("workspace", "name")) value=name error=error required=true on_input=Callback::new(move |typed: String| { error.set(None); name.set(typed); }) on_enter=confirm test_id="real-name" />
            <ChoiceButtons label=ui::text("ui.real.keep") value=keep options=options on_change=Callback::new(move |code| keep.set(code)) test_id="real-keep" />
        </div>
        <p class="muted" data-testid="real-kept">{live(move || t(&format!("ui.real.{}_about", keep.get())))}</p>
        <div class="dialog-actions">
            <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
            <Button label=ui::text("ui.real.make") look=ButtonLook::Primary disabled=busy on_press=confirm test_id="real-confirm" />
        </div>
    }
}
