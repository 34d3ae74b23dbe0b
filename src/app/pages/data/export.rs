//! The workspace as a file: whole at once, or a chosen part, handed out or as a duplicate, encrypted or not.

use std::collections::BTreeSet;

use io::Scope;
use io::bundle::{Export as File, Origin, Versions, as_duplicate, file_name, lineage, versions};
use io::job::{Answer, Job, Written};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, ChoiceButtons, Dialog, Icon, TextInput, live, toast};
use views::labels::pillar_label;
use views::{Session, session};

use super::export_log::{self, Entry};
use crate::backup::{Backup, backup};
use crate::environment::{file_time, now_utc};
use crate::files::{Seen, authors};
use crate::jobs::{self, JobBar, Trouble};
use crate::state::{AppState, state};
use views::preferences;

/// What a file is to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    /// What goes along.
    pub(crate) scope: Scope,
    /// What the file is called beside the client; empty for the usual word.
    pub(crate) subject: String,
    /// Starts a family of copies of its own.
    duplicate: bool,
    /// Empty for a file that anybody can read.
    passphrase: String,
}

ui::chunk_value! {
    // Saves a file from elsewhere than the page of data. The result is its name, or the sentence that says what is in the way.
    settings: pub(crate) fn save_file(state: AppState, session: Session, backup: Backup, wish: Wish) -> ui::chunk::Later<Result<String, String>> {
        Box::pin(async move { export(&state, &session, backup, wish).await })
    }
}

/// Name of a part of a workspace: a pillar, or the diagnosis.
fn part_label(number: u8) -> String {
    if number == pillars::DIAGNOSIS { t("ui.nav.diagnosis") } else { pillar_label(&format!("P{number:02}")) }
}

/// The words for what a file holds.
pub(super) fn scope_text(scope: &Scope) -> String {
    if scope.template {
        return t("ui.scope.template");
    }
    if scope.is_whole() {
        return t("ui.scope.whole");
    }
    let mut parts = Vec::new();
    if let Some(kinds) = &scope.kinds {
        let held = |number: u8| pillars::kinds_of(number).all(|kind| kinds.contains(kind.name));
        let names: Vec<String> = (1..=pillars::DIAGNOSIS).filter(|number| held(*number)).map(part_label).collect();
        parts.push(t_with("ui.scope.only", &[("parts", &names.join(&t("ui.format.list_separator")))]));
    }
    let left_out =
        [(scope.personal, "ui.scope.no_personal"), (scope.confidential, "ui.scope.no_confidential"), (scope.deleted, "ui.scope.no_deleted")];
    parts.extend(left_out.iter().filter(|(held, _)| !held).map(|(_, key)| t(key)));
    parts.join(&t("ui.format.list_separator"))
}

/// Workspaces of so many records and more are written by the worker.
const LARGE: usize = 4_000;

/// Writes the file, offers it, and notes that it went out. Returns its name; the error is the sentence to show.
async fn export(state: &AppState, session: &Session, backup: Backup, wish: Wish) -> Result<String, String> {
    views::drafts::flush_all();
    let id = session.workspace.id();
    let written = Written {
        app: env!("CARGO_PKG_VERSION").to_owned(),
        exported_at: now_utc(),
        name: state.workspace_name(),
        workspace: id,
        authors: authors(state, id),
    };
    let duplicate = wish.duplicate.then(|| session.workspace.new_id());
    let seen = Seen::of(state, id).versions;
    let large = session.records().len() >= LARGE;
    let by_worker = if large { write_apart(session, &written, &wish.scope, duplicate, &seen).await? } else { None };
    let (content, count) = match by_worker {
        Some(done) => done,
        None => write_here(session, &written, &wish.scope, duplicate, &seen)?,
    };
    let Written { name, exported_at: when, .. } = written;
    let sealed = !wish.passphrase.is_empty();
    let subject = if wish.subject.is_empty() { t("ui.app.subject") } else { wish.subject };
    let file = file_name(&name, &subject, &file_time(), if sealed { "shizhu.enc.json" } else { "shizhu.json" });
    if sealed {
        let text = crate::seal::seal(&content.to_vec(), &wish.passphrase).await.ok_or_else(|| t("ui.seal.unavailable"))?;
        ui::dom::download_text(&file, "application/json", &text);
    } else {
        ui::dom::download_array(&file, "application/json", &content);
    }
    preferences::write(&format!("exported-{id}"), &when);
    backup.written.try_update(|count| *count += 1);
    let entry = Entry { at: when, by: session.author.get_untracked(), file: file.clone(), scope: wish.scope.write(), records: count, sealed };
    export_log::note(state, id, entry).await;
    Ok(file)
}

/// The file and the number of its records.
type Done = (Uint8Array, usize);

/// Writes the file on the page: what is in memory, also where it cannot be saved.
fn write_here(session: &Session, written: &Written, scope: &Scope, duplicate: Option<Id>, seen: &Versions) -> Result<Done, String> {
    let all = session.records();
    let mut records = scope.apply(&all, &session.registry());
    if let Some(id) = duplicate {
        records = as_duplicate(&records, id);
    }
    let lineage = lineage(&records, written.workspace);
    let origin = Origin { app: &written.app, exported_at: &written.exported_at, name: &written.name, lineage: &lineage };
    let text = File { records: &records, origin, known: versions(&all, seen), authors: written.authors.clone(), scope: scope.clone() }.write();
    let text = text.map_err(|error| t_with("ui.data.export_trouble", &[("reason", &error.to_string())]))?;
    Ok((Uint8Array::from(text.as_bytes()), records.len()))
}

/// Writes the file away from the page, from what is stored; none where that is not all there is, or no worker starts.
async fn write_apart(session: &Session, written: &Written, scope: &Scope, duplicate: Option<Id>, seen: &Versions) -> Result<Option<Done>, String> {
    let Ok(Some(stored)) = session.workspace.stored().await else { return Ok(None) };
    let (parts, bytes) = stored.into_parts();
    let known = seen.values().copied().collect();
    let job = Job::WriteBundle { parts, origin: written.clone(), scope: scope.clone(), duplicate, known };
    let finished = jobs::run(t("ui.export.writing"), &job, Some(Uint8Array::from(bytes.as_slice()))).await;
    match finished {
        Ok((Answer::File { rows }, file)) => {
            jobs::dismiss();
            Ok(Some((file, usize::try_from(rows).unwrap_or_default())))
        }
        Err(Trouble::Blocked) => Ok(None),
        Err(trouble) => Err(trouble.sentence()),
        Ok(_) => Err(Trouble::Stopped.sentence()),
    }
}

/// The way out, beside it the way in.
#[component]
pub(crate) fn Export(children: Children) -> impl IntoView {
    let session = session();
    let state = state();
    let choosing = RwSignal::new(false);
    let whole = start_export(&state, &session, RwSignal::new(false));
    let press = Callback::new(move |()| whole.run(Wish::default()));
    let packing = RwSignal::new(false);
    let all = crate::archive::saver(&state, packing);
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.data.move")}</h2>
            <p>{ui::say_key("ui.data.export_about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.data.export") look=ButtonLook::Primary large=true icon=Icon::Download on_press=press test_id="export" />
                <Button label=ui::text("ui.export.choose") large=true on_press=Callback::new(move |()| choosing.set(true)) test_id="export-choose" />
                <Button label=ui::text("ui.export.all") large=true disabled=packing on_press=all test_id="export-all" />
                {children()}
            </div>
            <p class="muted">{ui::say_key("ui.export.history")}</p>
            <p><a href="rescue.html">{ui::say_key("ui.data.rescue")}</a></p>
            <export_log::ExportLog />
        </section>
        <ExportDialog open=choosing />
    }
}

/// Exports as wished and closes the dialog when the file is there.
fn start_export(state: &AppState, session: &Session, open: RwSignal<bool>) -> Callback<Wish> {
    let (state, session) = (state.clone(), session.clone());
    // Asked for here: after waiting there is no page to ask.
    let backup = backup();
    let busy = RwSignal::new(false);
    Callback::new(move |wish: Wish| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (state, session) = (state.clone(), session.clone());
        spawn_local(async move {
            match export(&state, &session, backup, wish).await {
                Ok(file) => {
                    open.try_set(false);
                    toast(t_with("ui.data.exported", &[("file", &file)]), None);
                }
                Err(sentence) => ui::toast_problem(sentence),
            }
            busy.try_set(false);
        });
    })
}

/// What goes into the file, what it is for, and who may read it.
#[component]
fn ExportDialog(open: RwSignal<bool>) -> impl IntoView {
    let (session, state) = (session(), state());
    let chosen = RwSignal::new((1..=pillars::DIAGNOSIS).collect::<BTreeSet<u8>>());
    let personal = RwSignal::new(true);
    let confidential = RwSignal::new(true);
    let deleted = RwSignal::new(true);
    let purpose = RwSignal::new("hand_out".to_owned());
    let phrase = RwSignal::new(String::new());
    let run = start_export(&state, &session, open);
    let scope = move || {
        let numbers = chosen.get();
        let kinds = (numbers.len() < usize::from(pillars::DIAGNOSIS))
            .then(|| numbers.iter().flat_map(|number| pillars::kinds_of(*number)).map(|kind| kind.name.to_owned()).collect());
        Scope { kinds, personal: personal.get(), confidential: confidential.get(), deleted: deleted.get(), ..Scope::default() }
    };
    let press = Callback::new(move |()| {
        run.run(Wish {
            scope: untrack(scope),
            duplicate: purpose.with_untracked(|purpose| purpose == "duplicate"),
            passphrase: phrase.get_untracked(),
            ..Wish::default()
        });
    });
    let purposes = Signal::derive(move || vec![("hand_out".to_owned(), t("ui.export.hand_out")), ("duplicate".to_owned(), t("ui.export.duplicate"))]);
    let boxes = move || {
        (1..=pillars::DIAGNOSIS)
            .map(|number| {
                let label = Signal::derive(move || part_label(number));
                let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&number)));
                let change = Callback::new(move |on: bool| {
                    chosen.update(|chosen| {
                        if on {
                            chosen.insert(number)
                        } else {
                            chosen.remove(&number)
                        };
                    });
                });
                view! { <Checkbox label=label checked=checked on_change=change test_id=format!("export-pillar-{number}") /> }
            })
            .collect_view()
    };
    let flag = |key: &'static str, signal: RwSignal<bool>, test_id: &'static str| {
        view! { <Checkbox label=ui::text(key) checked=signal on_change=Callback::new(move |on| signal.set(on)) test_id=test_id /> }
    };
    let can_seal = crate::seal::can_seal();
    view! {
        <Dialog open=open title=ui::text("ui.export.choose") test_id="export-dialog">
            <fieldset class="export-part">
                <legend>{ui::say_key("ui.export.pillars")}</legend>
                <div class="export-pillars">{boxes()}</div>
                <p class="muted">{ui::say_key("ui.export.linked")}</p>
            </fieldset>
            <fieldset class="export-part">
                <legend>{ui::say_key("ui.export.with")}</legend>
                {flag("ui.export.personal", personal, "export-personal")}
                {flag("ui.export.confidential", confidential, "export-confidential")}
                {flag("ui.export.deleted", deleted, "export-deleted")}
                <p class="muted">{ui::say_key("ui.export.history")}</p>
            </fieldset>
            <ChoiceButtons label=ui::text("ui.export.purpose") value=purpose options=purposes on_change=Callback::new(move |code| purpose.set(code)) test_id="export-purpose" />
            <p class="muted">{live(move || t(if purpose.get() == "duplicate" { "ui.export.duplicate_about" } else { "ui.export.hand_out_about" }))}</p>
            <TextInput label=ui::text("ui.seal.phrase") value=phrase hint=ui::text(if can_seal { "ui.seal.hint" } else { "ui.seal.insecure" }) disabled=!can_seal show_optional=true on_input=Callback::new(move |typed| phrase.set(typed)) test_id="export-passphrase" />
            {live(move || open.get().then(|| view! { <JobBar inside=true /> }))}
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.export.write") look=ButtonLook::Primary icon=Icon::Download disabled=Signal::derive(move || chosen.with(BTreeSet::is_empty)) on_press=press test_id="export-write" />
            </div>
        </Dialog>
    }
}
