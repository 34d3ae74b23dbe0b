//! What stands above the pages of a workspace that was handed over: what it is, and the way back to who sent it.

use std::sync::Arc;

use io::handover::{Handover, Mode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, TextInput, live, say, toast};
use views::labels::kind_label;
use views::{Place, Session, session};

use super::handed;
use crate::backup::backup;
use crate::pages::data::{Wish, save_file};
use crate::shell::SaveChip;
use crate::state::state;

/// Saves what is here as a file to be sent back, cut to what was asked.
fn save(session: &Session, facts: &Arc<Handover>) -> Callback<()> {
    let (state, session, facts) = (state(), session.clone(), facts.clone());
    let backup = backup();
    let busy = RwSignal::new(false);
    Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let mut wish = Wish::default();
        if facts.mode == Mode::Ask {
            // The same part as came; what was not in the file stays unsaid.
            wish.scope = io::Scope { kinds: Some(facts.kinds.iter().cloned().collect()), personal: false, ..io::Scope::default() };
            wish.subject = t_with("ui.ask.answers_of", &[("who", &session.author.get_untracked())]);
        }
        let (state, session, from) = (state.clone(), session.clone(), facts.from.clone());
        spawn_local(async move {
            let saved = match save_file(state, session, backup, wish).await {
                Some(work) => work.await,
                None => Err(t("ui.chunk.missing_about")),
            };
            match saved {
                Ok(file) => toast(
                    t_with(if from.is_empty() { "ui.data.exported" } else { "ui.handover.send_back" }, &[("file", &file), ("who", &from)]),
                    None,
                ),
                Err(sentence) => ui::toast_problem(sentence),
            }
            busy.try_set(false);
        });
    })
}

/// Where the copy comes from, where its changes are, and how they go back.
#[component]
pub(crate) fn Band() -> impl IntoView {
    let session = session();
    let Some(facts) = handed().facts() else { return ().into_any() };
    let press = save(&session, &facts);
    let when = facts.made_at.clone();
    let (from, edits) = (facts.from.clone(), facts.mode == Mode::Edit);
    let words = move || {
        let code = if edits { "ui.handover.band_edit" } else { "ui.handover.band_view" };
        let who = if from.is_empty() { t("ui.handover.somebody") } else { from.clone() };
        t_with(code, &[("who", &who), ("when", &ui::format::moment(&when, ui::lang::language()))])
    };
    view! {
        <div class="band band-info" role="note" data-testid="handover-band">
            <span>{say(words)}</span>
            {edits.then(|| view! { <Button label=ui::text("ui.handover.save") icon=Icon::Download on_press=press test_id="handover-save" /> })}
        </div>
    }
    .into_any()
}

/// The name of an asked screen.
fn page_name(session: &Session, page: &str) -> String {
    match Place::short(page) {
        Some(Place::Step(number, row)) => {
            let pillar = format!("P{number:02}");
            let content = session.content(&pillar);
            content.and_then(|content| content.texts.steps.get(&format!("{pillar}.{row}")).map(|step| step.title.clone())).unwrap_or(pillar)
        }
        Some(Place::Diagnosis(_)) => kind_label("assessment"),
        Some(Place::Ask(path)) => kind_label(if path.starts_with("survey") { "survey" } else { "field_report" }),
        _ => page.to_owned(),
    }
}

/// The head of a form: who asks for what, who answers, and the answers as a file.
#[component]
pub(crate) fn AskHead() -> impl IntoView {
    let session = session();
    let Some(facts) = handed().facts() else { return ().into_any() };
    let saving = save(&session, &facts);
    let nameless = RwSignal::new(false);
    let author = session.author;
    let typed = RwSignal::new(author.get_untracked());
    Effect::new(move |_| typed.set(author.get()));
    let take = Callback::new(move |()| author.set(typed.get_untracked().trim().to_owned()));
    let press = Callback::new(move |()| {
        take.run(());
        if author.with_untracked(String::is_empty) {
            nameless.set(true);
            ui::dom::focus_by_id("ask-who");
        } else {
            saving.run(());
        }
    });
    let error = Signal::derive(move || (nameless.get() && author.with(String::is_empty)).then(|| t("ui.ask.name_missing")));
    let pages = facts.pages.clone();
    let linker = session.clone();
    let app = state();
    let links = move || {
        pages
            .iter()
            .map(|page| {
                let place = Place::short(page).unwrap_or(Place::Home);
                let (href, here) = (linker.href(place.clone()), place);
                let current = move || matches!(app.route.get(), views::Route::In(_, now) if now == here).then_some("page");
                view! { <li><a href=href aria-current=current>{page_name(&linker, page)}</a></li> }
            })
            .collect_view()
    };
    let head = {
        let facts = facts.clone();
        move || {
            // An encrypted file tells whose it is only once it is open.
            let name = if facts.name.is_empty() { app.workspace_name() } else { facts.name.clone() };
            t_with(if facts.from.is_empty() { "ui.ask.head_of" } else { "ui.ask.head" }, &[("who", &facts.from), ("name", &name)])
        }
    };
    let note = (!facts.note.is_empty()).then(|| view! { <p class="ask-note">{facts.note.clone()}</p> });
    let several = facts.pages.len() > 1;
    view! {
        <header class="ask-head" data-testid="ask-head">
            <div class="ask-words"><p class="ask-title">{say(head)}</p>{note}<p class="muted">{ui::say_key("ui.ask.how")}</p></div>
            <div class="ask-way">
                <TextInput label=ui::text("ui.ask.who") value=typed on_input=Callback::new(move |text| typed.set(text)) on_leave=take on_enter=take error=error id="ask-who" test_id="ask-who" />
                <Button label=ui::text("ui.ask.save") icon=Icon::Download look=ButtonLook::Primary large=true on_press=press test_id="ask-save" />
                <SaveChip />
            </div>
            {several.then(|| view! { <nav class="ask-pages" aria-label=ui::text("ui.ask.pages")><ul>{live(links)}</ul></nav> })}
        </header>
    }
    .into_any()
}
