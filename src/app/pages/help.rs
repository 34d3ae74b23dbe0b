//! Help: how the app works, keys, glossary (SC-33).

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use ui::Button;
use ui::lang::{Language, language, t};
use ui::say;
use views::{Place, session};

use crate::fetch::fetch_text;
use crate::shortcuts::KeyTable;
use views::preferences;

/// A term of the glossary in both languages.
#[derive(Clone, Deserialize)]
pub(super) struct Term {
    pub(super) id: String,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) zh_text: String,
    pub(super) en_text: String,
}

/// The terms; none where they did not arrive.
pub(super) async fn fetch_terms() -> Vec<Term> {
    let text = fetch_text("content/glossary.json").await.unwrap_or_default();
    serde_json::from_slice(text.as_bytes()).unwrap_or_default()
}

/// The page of help.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let session = session();
    let terms = RwSignal::new(Vec::<Term>::new());
    spawn_local(async move {
        terms.try_set(fetch_terms().await);
    });
    let id = session.workspace.id();
    let show_list = Callback::new(move |()| {
        preferences::write(&format!("start-list-{id}"), "on");
        session.show(Place::Home);
    });
    let app = crate::state::state();
    let start_tour = Callback::new(move |()| crate::tour::begin(&app));
    let glossary = move || {
        let chinese = language() == Language::Chinese;
        terms
            .get()
            .into_iter()
            .map(|term| {
                let (name, other, text) = if chinese { (term.zh, term.en, term.zh_text) } else { (term.en, term.zh, term.en_text) };
                view! { <dt>{name}" "<span class="muted" lang=if chinese { "en" } else { "zh-CN" }>{other}</span></dt><dd>{text}</dd> }
            })
            .collect_view()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.help")}</h1><p class="page-about">{ui::say_key("ui.help.about")}</p></div></header>
        <section>
            <h2>{ui::say_key("ui.help.how")}</h2>
            <ol class="help-steps">{(1..=5).map(|number| view! { <li>{say(move || t(&format!("ui.help.how.{number}")))}</li> }).collect_view()}</ol>
            <p class="page-actions">
                <Button label=ui::text("ui.help.show_list") on_press=show_list />
                <Button label=ui::text("ui.tour.start") on_press=start_tour test_id="start-tour" />
            </p>
        </section>
        <section><h2>{ui::say_key("ui.keys.title")}</h2><KeyTable /></section>
        <section><h2>{ui::say_key("ui.help.glossary")}</h2><dl class="glossary">{ui::live(glossary)}</dl></section>
    }
}
