//! A table of a file becomes records: choose the file, say what its columns are, see what would happen, let it in. The
//! worker does the work; this page asks and shows.

mod columns;
mod file;
mod result;
mod state;

use io::job::Format;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Kind;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Icon, LinkButton, SelectInput, Tone, live, say};
use views::labels::{kind_label, kind_many};
use views::step_page::FindingList;
use views::{Place, session};

use state::ImportState;

use crate::pages::exceptional::NotFoundHere;
use crate::tables::offer_template;

/// The page of an import; an unknown kind has none.
#[component]
pub(crate) fn ImportPage(kind: String) -> impl IntoView {
    let session = session();
    // The page of data leads here without a kind: then it asks.
    if kind == "choose" {
        return view! { <ChooseKind /> }.into_any();
    }
    match session.kind(&kind).filter(|kind| !kind.single) {
        Some(kind) => view! { <ImportOf kind=kind /> }.into_any(),
        None => view! { <NotFoundHere /> }.into_any(),
    }
}

/// Which list the rows of the file shall become.
#[component]
fn ChooseKind() -> impl IntoView {
    let session = session();
    let seer = session.clone();
    let options = Signal::derive(move || {
        let registry = seer.registry();
        registry.kinds().iter().filter(|kind| !kind.single).map(|kind| (kind.name.to_owned(), kind_many(kind.name))).collect::<Vec<_>>()
    });
    let go = Callback::new(move |kind: String| session.show(Place::Import(kind)));
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.import_table.choose_title")}</h1><p class="page-about">{ui::say_key("ui.import_table.about")}</p></div></header>
        <div class="import-choose"><SelectInput label=ui::text("ui.import_table.kind") value=Signal::derive(String::new) options=options on_change=go test_id="import-kind" /></div>
    }
}

#[component]
fn ImportOf(kind: &'static Kind) -> impl IntoView {
    let session = session();
    let state = ImportState::new(kind, session.clone());
    on_cleanup(crate::jobs::dismiss);
    let list = session.href(Place::List(kind.name.to_owned()));
    let template = |format: Format| {
        let session = session.clone();
        Callback::new(move |()| {
            let session = session.clone();
            spawn_local(async move { offer_template(session, kind, format).await });
        })
    };
    let has_file = move || state.look.with(Option::is_some);
    let may_edit = session.may_edit;
    view! {
        <header class="page-head"><div class="page-heading">
            <p class="page-kind"><a href=list.clone()>{say(move || kind_many(kind.name))}</a></p>
            <h1 tabindex="-1">{say(move || t_with("ui.import_table.title", &[("kind", &kind_many(kind.name))]))}</h1>
            <p class="page-about">{ui::say_key("ui.import_table.about")}</p>
        </div></header>
        {live(move || (!may_edit.get()).then(|| view! { <Callout tone=Tone::Warning><p>{t("issue.read_only")}</p></Callout> }))}
        <section class="import-step" data-testid="import-step-file">
            <h2>{ui::say_key("ui.import_table.step_file")}</h2>
            <file::FileStep state=state />
            <div class="start-actions">
                <Button label=ui::text("ui.table_file.template_xlsx") icon=Icon::Download on_press=template(Format::Xlsx) test_id="template-xlsx" />
                <Button label=ui::text("ui.table_file.template_csv") icon=Icon::Download on_press=template(Format::Csv) test_id="template-csv" />
            </div>
        </section>
        <div role="alert">{live(move || state.trouble.get().map(|trouble| view! { <Callout tone=Tone::Danger test_id="import-trouble"><p>{trouble}</p><p>{t("ui.import.unchanged")}</p></Callout> }))}</div>
        {live(move || has_file().then(|| view! {
            <section class="import-step" data-testid="import-step-columns">
                <h2>{ui::say_key("ui.import_table.step_columns")}</h2>
                <columns::ColumnsStep state=state />
            </section>
            <section class="import-step" data-testid="import-step-check">
                <h2>{ui::say_key("ui.import_table.step_check")}</h2>
                <columns::ChoicesStep state=state />
                <div class="start-actions">
                    <Button label=ui::text("ui.import_table.check") look=ButtonLook::Primary on_press=Callback::new(move |()| state.check()) disabled=state.busy test_id="import-check" />
                </div>
                <result::ResultStep state=state />
            </section>
        }))}
        {live({
            let list = list.clone();
            move || {
                let list = list.clone();
                state.done.get().map(|done| view! {
                    <Callout tone=Tone::Success test_id="import-done">
                        <p>{done}</p>
                        <LinkButton label=Signal::derive(move || t_with("ui.import_table.open_list", &[("kind", &kind_many(kind.name))])) href=list />
                    </Callout>
                })
            }
        })}
        {live(move || (!state.held.with(Vec::is_empty)).then(|| view! {
            <Callout tone=Tone::Warning test_id="import-held">
                <p>{t("ui.import_table.held")}</p>
                <ul class="check-list"><FindingList findings=state.held.into() named=true /></ul>
            </Callout>
        }))}
        <p class="visually-hidden">{say(move || kind_label(kind.name))}</p>
    }
}
