//! Choose, create or import a workspace; the first thing anyone sees (SC-01, SC-02).

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Record, Stamp};
use pillars::organisation::person;
use pillars::workspace::workspace as settings;
use store::WorkspaceEntry;
use ui::lang::{language, t, t_with};
use ui::{Button, ButtonLook, Callout, ConfirmDialog, Dialog, EmptyState, Icon, IconView, Menu, MenuItem, SelectInput, TextInput, Tone};
use ui::{Show, live, say};
use views::labels::{choice_options, field_label, pillar_label};
use views::{Place, Route};

use crate::backup_folder::last_file_text;
use crate::demo::{ResetDialog, create_filled, open_demo, reset_demo};
use crate::pages::{self, data::ImportButton};
use crate::shell::{ThemeButton, choose_language, language_name, pillar_icon};
use crate::state::{AppState, state};
use views::preferences;

/// The page of workspaces.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let state = state();
    let (creating, sought) = (state.creating, state.sought);
    on_cleanup(move || creating.set(false));
    let busy = RwSignal::new(false);
    let demo = {
        let state = state.clone();
        Callback::new(move |()| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let state = state.clone();
            spawn_local(async move {
                match open_demo(&state, language()).await {
                    Ok(id) => state.go(&Route::In(id, Place::Home)),
                    Err(error) => ui::toast_problem(t_with("ui.demo.trouble", &[("reason", &error)])),
                }
                busy.set(false);
            });
        })
    };
    let export_all = crate::archive::saver(&state, RwSignal::new(false));
    let reader = state.clone();
    let entries = Memo::new(move |_| reader.entries().into_iter().filter(|entry| !entry.archived).collect::<Vec<_>>());
    let reader = state.clone();
    let archived = Memo::new(move |_| reader.entries().into_iter().filter(|entry| entry.archived).collect::<Vec<_>>());
    let reader = state.clone();
    let trash = Memo::new(move |_| reader.list.list().into_iter().filter(|entry| entry.deleted_ms.is_some()).collect::<Vec<_>>());
    let code = state.list.memory_reason().map(|reason| reason.code());
    let memory = code.is_some();
    let other_language = move || if language() == ui::lang::Language::Chinese { ui::lang::Language::English } else { ui::lang::Language::Chinese };
    let cards =
        move |all: Memo<Vec<WorkspaceEntry>>| move || all.get().into_iter().map(|entry| view! { <WorkspaceCard entry=entry /> }).collect_view();
    view! {
        <div class="start">
            <header class="start-header">
                <p class="start-brand">{ui::say_key("ui.app")}</p>
                <span class="shell-spacer"></span>
                <Button label=Signal::derive(move || language_name(other_language()).to_owned()) look=ButtonLook::Text icon=Icon::Language on_press=Callback::new(move |()| choose_language(other_language())) test_id="other-language" />
                <ThemeButton />
            </header>
            <main id="main" class="start-main" tabindex="-1">
                <h1 tabindex="-1">{ui::say_key("ui.start.title")}</h1>
                <p class="start-about">{ui::say_key("ui.start.about")}</p>
                <crate::update::UpdateBand />
                <crate::offline::PortableNote />
                <Show when=move || memory><Callout tone=Tone::Warning><p data-testid="memory-banner">{say(move || memory_text(code))}</p></Callout></Show>
                <crate::backup_view::LossNotice />
                <Show when=move || sought.with(Option::is_some)><Callout tone=Tone::Info><p data-testid="sought">{ui::say_key("ui.start.sought")}</p></Callout></Show>
                <div class="start-actions">
                    <Button label=ui::text("ui.start.create") look=ButtonLook::Primary icon=Icon::Plus large=true on_press=Callback::new(move |()| creating.set(true)) test_id="create-workspace" />
                    <Button label=ui::text("ui.start.demo") icon=Icon::Goal large=true disabled=busy on_press=demo test_id="open-demo" />
                    <ImportButton />
                </div>
                <Show
                    when=move || !entries.with(Vec::is_empty)
                    fallback=move || view! { <EmptyState title=ui::text("ui.start.empty") about=ui::text("ui.start.empty_about") /> }
                >
                    <h2>{ui::say_key("ui.start.yours")}</h2>
                    <ul class="workspace-list">{cards(entries)}</ul>
                    <Button label=ui::text("ui.export.all") look=ButtonLook::Text icon=Icon::Download on_press=export_all test_id="export-all" />
                </Show>
                <Show when=move || !archived.with(Vec::is_empty)>
                    <h2>{ui::say_key("ui.start.archived")}</h2>
                    <ul class="workspace-list">{cards(archived)}</ul>
                </Show>
                <Show when=move || !trash.with(Vec::is_empty)>
                    <h2>{ui::say_key("ui.start.trash")}</h2>
                    <p class="muted">{ui::say_key("ui.start.trash_about")}</p>
                    <ul class="workspace-list">{live(move || trash.get().into_iter().map(|entry| view! { <TrashCard entry=entry /> }).collect_view())}</ul>
                </Show>
                <section class="start-pillars">
                    <h2>{ui::say_key("ui.start.pillars")}</h2>
                    <ol class="start-pillar-list">{live(pillars_shown)}</ol>
                </section>
                <p class="start-note">{ui::say_key("ui.start.where")}</p>
            </main>
        </div>
        <CreateDialog open=creating />
    }
}

/// What the ten pillars are and what each ends in, for whoever sees the app for the first time.
fn pillars_shown() -> impl IntoView {
    let tile = |pillar: &pillars::PillarInfo| {
        view! {
            <li class="start-pillar">
                <IconView icon=pillar_icon(pillar.number) />
                <span class="start-pillar-name">{format!("{} {}", pillar.number, pillar_label(pillar.id))}</span>
                <span class="start-pillar-yields">{t(&format!("ui.start.yields.{}", pillar.id))}</span>
            </li>
        }
    };
    pillars::PILLARS.iter().map(tile).collect_view()
}

/// Why everything is in memory only. Storage that is there and does not open is another thing than none.
fn memory_text(code: Option<&'static str>) -> String {
    match code {
        None | Some("storage.denied") => t("ui.save.memory_about"),
        Some(code) => t_with("ui.start.list_trouble", &[("reason", &t(&format!("ui.store.{code}")))]),
    }
}

/// One workspace: open it, or rename, duplicate, archive, delete it.
#[component]
fn WorkspaceCard(entry: WorkspaceEntry) -> impl IntoView {
    let state = state();
    let id = entry.id;
    let renaming = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let resetting = RwSignal::new(false);
    let real = RwSignal::new(false);
    let name = RwSignal::new(entry.name.clone());
    let name_error = RwSignal::new(None::<String>);
    let typed_name = entry.name.clone();
    let is_demo = entry.demo;
    let archived = entry.archived;
    let act = move |state: AppState, what: Act| {
        spawn_local(async move {
            let done = match what {
                Act::Rename(name) => rename(&state, id, name).await,
                Act::Duplicate => duplicate(&state, id).await,
                Act::Archive(on) => state.list.archive(id, on).await,
                Act::Delete => state.list.remove(id, state.now_ms()).await,
                Act::Reset => reset_demo(&state, language())
                    .await
                    .map(|_| ())
                    .map_err(|reason| store::StoreError::Failed { name: "demo".to_owned(), message: reason }),
            };
            if let Err(error) = done {
                ui::toast_problem(t(&format!("ui.store.{}", error.code())));
            }
        });
    };
    let menu_state = state.clone();
    let items = Signal::derive(move || {
        let acting = |what: Act| {
            let state = menu_state.clone();
            Callback::new(move |()| act(state.clone(), what.clone()))
        };
        let mut items = vec![
            MenuItem::new(t("ui.workspace.rename"), Callback::new(move |()| renaming.set(true))).icon(Icon::Edit),
            // A copy of the demo is a real workspace: it loses the label only with what it is told to keep.
            match is_demo {
                true => MenuItem::new(t("ui.real.title"), Callback::new(move |()| real.set(true))).icon(Icon::Copy),
                false => MenuItem::new(t("ui.workspace.duplicate"), acting(Act::Duplicate)).icon(Icon::Copy),
            },
            MenuItem::new(t(if archived { "ui.workspace.unarchive" } else { "ui.workspace.archive" }), acting(Act::Archive(!archived)))
                .icon(Icon::Lock),
        ];
        if is_demo {
            items.push(MenuItem::new(t("ui.demo.reset"), Callback::new(move |()| resetting.set(true))).icon(Icon::Undo));
        }
        items.push(MenuItem::new(t("ui.workspace.delete"), Callback::new(move |()| deleting.set(true))).icon(Icon::Trash).danger().separated());
        items
    });
    let rename_state = state.clone();
    let save_name = Callback::new(move |()| {
        let typed = name.get_untracked();
        if typed.trim().is_empty() {
            name_error.set(Some(views::labels::issue_text("value.missing", &[("field", &field_label("workspace", "name"))])));
            return;
        }
        act(rename_state.clone(), Act::Rename(typed.trim().to_owned()));
        renaming.set(false);
    });
    let delete_state = state.clone();
    let delete = Callback::new(move |()| act(delete_state.clone(), Act::Delete));
    let reset_state = state.clone();
    let reset = Callback::new(move |()| act(reset_state.clone(), Act::Reset));
    let about = {
        let entry = entry.clone();
        // What is safe of it is said before it is opened.
        let known = move || t_with("ui.workspace.about", &[("n", &entry.record_count.to_string()), ("when", &opened_text(entry.opened_ms))]);
        move || [known(), last_file_text(id)].join(" · ")
    };
    let menu_label = {
        let name = entry.name.clone();
        Signal::derive(move || t_with("ui.workspace.menu", &[("name", &name)]))
    };
    let title = entry.name.clone();
    let delete_title = entry.name.clone();
    view! {
        <li class="workspace-card" data-testid="workspace-card">
            <a class="workspace-link" href=Route::In(id, Place::Home).href()>
                <span class="workspace-name">{title}</span>
                {is_demo.then(|| view! { <ui::Badge tone=Tone::Warning label=ui::text("ui.demo.mark") /> })}
                <span class="workspace-about">{about}</span>
            </a>
            <Menu label=menu_label items=items icon=Icon::More icon_only=true />
            <Dialog open=renaming title=ui::text("ui.workspace.rename")>
                <TextInput label=Signal::derive(move || field_label("workspace", "name")) value=name error=name_error on_input=Callback::new(move |typed| { name_error.set(None); name.set(typed); }) required=true test_id="rename-name" />
                <div class="dialog-actions">
                    <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| renaming.set(false)) />
                    <Button label=ui::text("ui.workspace.rename") look=ButtonLook::Primary on_press=save_name />
                </div>
            </Dialog>
            <ConfirmDialog open=deleting title=ui::text("ui.workspace.delete") message=Signal::derive(move || t_with("ui.workspace.delete_about", &[("name", &delete_title)])) confirm=ui::text("ui.workspace.delete") on_confirm=delete danger=true typed=typed_name />
            {is_demo.then(|| view! { <ResetDialog open=resetting on_confirm=reset /><crate::demo_real::RealDialog open=real demo=id /> })}
        </li>
    }
}

#[derive(Clone)]
enum Act {
    Rename(String),
    Duplicate,
    Archive(bool),
    Delete,
    Reset,
}

fn opened_text(at_ms: u64) -> String {
    let day =
        chrono::DateTime::from_timestamp_millis(at_ms as i64).map(|at| at.with_timezone(&chrono::Local).date_naive().to_string()).unwrap_or_default();
    ui::format::date(&day, language())
}

/// The name lives in the list and in the workspace itself.
async fn rename(state: &AppState, id: Id, name: String) -> Result<(), store::StoreError> {
    let workspace = open_quietly(state, id).await?;
    if let Some(record) = workspace.records().single("workspace").map(|record| record.id) {
        let label = store::Label::new("ui.history.edit", &name);
        // The field exists in the schema, so this cannot be refused.
        let _ = workspace.commit(store::Transaction::new(label).put(record, settings::NAME, name.clone()));
    }
    workspace.close().await;
    state.list.rename(id, &name).await
}

/// A copy with a lineage of its own.
async fn duplicate(state: &AppState, id: Id) -> Result<(), store::StoreError> {
    let workspace = open_quietly(state, id).await?;
    let set = workspace.records();
    let name = t_with("ui.workspace.copy_name", &[("name", &state.list.entry(id).map(|entry| entry.name).unwrap_or_default())]);
    let mut records: Vec<Record> = set.all().into_iter().map(|record| Record::clone(record)).collect();
    for record in records.iter_mut().filter(|record| record.kind == "workspace") {
        *record = record.clone().with(settings::NAME, name.clone());
        // The number of the settings names the family of copies.
        record.id = state.environment.new_id();
        record.fields.remove(settings::DEMO.name());
    }
    workspace.close().await;
    create_filled(state, name, false, records, set.tombstones().clone()).await.map(|_| ())
}

/// Opens a workspace beside the page, for one piece of work.
pub(crate) async fn open_quietly(state: &AppState, id: Id) -> Result<store::Workspace, store::StoreError> {
    let persistence = state.list.persistence(id).await?;
    let environment = crate::environment::of_workspace(&state.environment, id);
    store::open(persistence, std::sync::Arc::new(pillars::registry()), environment).await
}

/// A workspace in the trash: bring it back, or delete it for good.
#[component]
fn TrashCard(entry: WorkspaceEntry) -> impl IntoView {
    let state = state();
    let id = entry.id;
    let purging = RwSignal::new(false);
    let restorer = state.clone();
    let restore = Callback::new(move |()| {
        let state = restorer.clone();
        spawn_local(async move {
            if let Err(error) = state.list.restore(id).await {
                ui::toast_problem(t(&format!("ui.store.{}", error.code())));
            }
        });
    });
    let purge = Callback::new(move |()| {
        let state = state.clone();
        spawn_local(async move {
            if let Err(error) = crate::backup::purge(&state, id).await {
                ui::toast_problem(t(&format!("ui.store.{}", error.code())));
            }
        });
    });
    let name = entry.name.clone();
    let typed = entry.name.clone();
    view! {
        <li class="workspace-card">
            <span class="workspace-name">{entry.name.clone()}</span>
            <Button label=ui::text("ui.workspace.restore") on_press=restore test_id="restore-workspace" />
            <Button label=ui::text("ui.workspace.purge") look=ButtonLook::Danger on_press=Callback::new(move |()| purging.set(true)) />
            <ConfirmDialog open=purging title=ui::text("ui.workspace.purge") message=Signal::derive(move || t_with("ui.workspace.purge_about", &[("name", &name)])) confirm=ui::text("ui.workspace.purge") on_confirm=purge danger=true typed=typed />
        </li>
    }
}

/// Asks only what later steps use: name, trade, fiscal year, currency, who works here.
#[component]
fn CreateDialog(open: RwSignal<bool>) -> impl IntoView {
    let state = state();
    let name = RwSignal::new(String::new());
    let trade = RwSignal::new(String::new());
    let start = RwSignal::new("1".to_owned());
    let currency = RwSignal::new("CNY".to_owned());
    let who = RwSignal::new(preferences::read("profile").unwrap_or_default());
    let role = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let months =
        Signal::derive(move || (1..=12).map(|month: usize| (month.to_string(), ui::format::month_name(month, language()))).collect::<Vec<_>>());
    let currencies = Signal::derive(move || choice_options("workspace", &settings::CURRENCY.def));
    let create = Callback::new(move |()| {
        if name.get_untracked().trim().is_empty() {
            error.set(Some(views::labels::issue_text("value.missing", &[("field", &t("ui.create.name"))])));
            ui::dom::focus_by_id("create-name");
            return;
        }
        // A second press while the first is at work would make a second workspace.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let state = state.clone();
        spawn_local(async move {
            let fresh = || state.environment.new_id();
            let stamp = Stamp { time: state.now_ms(), counter: 0, replica: state.environment.replica() };
            let title = name.get_untracked().trim().to_owned();
            let mut workspace = Record::new(fresh(), "workspace", stamp)
                .with(settings::NAME, title.clone())
                .with(settings::FISCAL_YEAR_START, start.get_untracked().parse().unwrap_or(1))
                .with(settings::CURRENCY, currency.get_untracked());
            if !trade.get_untracked().trim().is_empty() {
                workspace = workspace.with(settings::TRADE, trade.get_untracked().trim().to_owned());
            }
            let mut records = vec![workspace];
            let author = who.get_untracked().trim().to_owned();
            if !author.is_empty() {
                let mut me = Record::new(fresh(), "person", stamp).with(person::NAME, author.clone());
                if !role.get_untracked().trim().is_empty() {
                    me = me.with(person::ROLE, role.get_untracked().trim().to_owned());
                }
                records.push(me);
            }
            if let Some((_, template)) = state.template.get_untracked() {
                let settings = records.swap_remove(0);
                let mut started = io::template::started(&template, settings, &mut || fresh());
                started.append(&mut records);
                records = started;
            }
            match create_filled(&state, title, false, records, BTreeMap::new()).await {
                Ok(id) => {
                    state.template.set(None);
                    preferences::write("profile", &author);
                    preferences::write(&format!("profile-{id}"), &author);
                    open.set(false);
                    name.set(String::new());
                    trade.set(String::new());
                    state.go(&Route::In(id, Place::Home));
                }
                Err(problem) => error.set(Some(t(&format!("ui.store.{}", problem.code())))),
            }
            busy.try_set(false);
        });
    });
    view! {
        <Dialog open=open title=ui::text("ui.start.create") test_id="create-dialog">
            <p>{ui::say_key("ui.create.about")}</p>
            // Enter in a line of text creates, as in any form; a list opens on it, and an input method has it first.
            <div class="form" on:keydown=move |event| if event.key() == "Enter" && !ui::dom::is_composing(&event) && views::dom::is_in_text_field(&event) { event.prevent_default(); create.run(()); }>
                <TextInput id="create-name" label=ui::text("ui.create.name") hint=ui::text("ui.create.name_hint") value=name error=error required=true on_input=Callback::new(move |typed: String| { if !typed.trim().is_empty() { error.set(None); } name.set(typed); }) test_id="create-name" />
                <TextInput label=Signal::derive(move || field_label("workspace", "trade")) value=trade on_input=Callback::new(move |typed| trade.set(typed)) show_optional=true test_id="create-trade" />
                <div class="form form-two">
                    <SelectInput label=Signal::derive(move || field_label("workspace", "fiscal_year_start")) value=start options=months on_change=Callback::new(move |code| start.set(code)) test_id="create-fiscal" />
                    <SelectInput label=Signal::derive(move || field_label("workspace", "currency")) value=currency options=currencies on_change=Callback::new(move |code| currency.set(code)) test_id="create-currency" />
                    <TextInput label=ui::text("ui.create.who") hint=ui::text("ui.create.who_hint") value=who on_input=Callback::new(move |typed| who.set(typed)) show_optional=true test_id="create-who" />
                    <TextInput label=ui::text("ui.create.role") value=role on_input=Callback::new(move |typed| role.set(typed)) show_optional=true test_id="create-role" />
                </div>
                {pages::template_choice()}
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.create.create") look=ButtonLook::Primary on_press=create test_id="create-confirm" />
            </div>
        </Dialog>
    }
}
