//! The workspace as a file: whole at once, or a chosen part, handed out or as a duplicate, encrypted or not.

use std::collections::BTreeSet;

use io::Scope;
use io::bundle::{Export as File, Origin, file_name, versions};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Record, RecordSet};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, ChoiceButtons, Dialog, Icon, TextInput, live, toast};
use views::labels::pillar_label;
use views::{Session, session};

use super::export_log::{self, Entry};
use crate::backup::{Backup, backup};
use crate::environment::{file_time, now_utc};
use crate::files::Seen;
use crate::preferences;
use crate::state::{AppState, state};

/// What a file is to be.
#[derive(Clone, Debug, Default)]
struct Wish {
    scope: Scope,
    /// Starts a family of copies of its own.
    duplicate: bool,
    /// Empty for a file that anybody can read.
    passphrase: String,
}

/// The words for what a file holds.
pub(super) fn scope_text(scope: &Scope) -> String {
    if scope.is_whole() {
        return t("ui.scope.whole");
    }
    let mut parts = Vec::new();
    if let Some(kinds) = &scope.kinds {
        let held = |number: u8| pillars::kinds_of(number).all(|kind| kinds.contains(kind.name));
        let names: Vec<String> = pillars::PILLARS.iter().filter(|pillar| held(pillar.number)).map(|pillar| pillar_label(pillar.id)).collect();
        parts.push(t_with("ui.scope.only", &[("parts", &names.join(&t("ui.format.list_separator")))]));
    }
    let left_out =
        [(scope.personal, "ui.scope.no_personal"), (scope.confidential, "ui.scope.no_confidential"), (scope.deleted, "ui.scope.no_deleted")];
    parts.extend(left_out.iter().filter(|(held, _)| !held).map(|(_, key)| t(key)));
    parts.join(&t("ui.format.list_separator"))
}

/// The same records in a family of copies of their own: the settings get another number.
fn as_duplicate(records: &RecordSet, id: Id) -> RecordSet {
    let mut copy = RecordSet::default();
    records.tombstones().iter().for_each(|(id, stamp)| copy.bury(*id, *stamp));
    for record in records.all() {
        let id = if record.kind == "workspace" { id } else { record.id };
        copy.insert(Record { id, ..Record::clone(record) });
    }
    records.buried().for_each(|record| copy.bury_record(Record::clone(record)));
    copy
}

/// Writes the file, offers it, and notes that it went out. Returns its name; the error is the sentence to show.
async fn export(state: &AppState, session: &Session, backup: Backup, wish: Wish) -> Result<String, String> {
    views::drafts::flush_all();
    let id = session.workspace.id();
    let mut records = wish.scope.apply(&session.records(), &session.registry());
    if wish.duplicate {
        records = as_duplicate(&records, session.workspace.new_id());
    }
    let (name, when) = (state.workspace_name(), now_utc());
    let lineage = io::bundle::lineage(&records, id);
    let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &when, name: &name, lineage: &lineage };
    let known = versions(&session.records(), &Seen::of(state, id).versions);
    let written = File { records: &records, origin, known, scope: wish.scope.clone() }.write();
    let mut text = written.map_err(|error| t_with("ui.data.export_trouble", &[("reason", &error.to_string())]))?;
    let sealed = !wish.passphrase.is_empty();
    if sealed {
        text = crate::seal::seal(&text, &wish.passphrase).await.ok_or_else(|| t("ui.seal.unavailable"))?;
    }
    let file = file_name(&name, &t("ui.app.subject"), &file_time(), if sealed { "shizhu.enc.json" } else { "shizhu.json" });
    ui::dom::download_text(&file, "application/json", &text);
    preferences::write(&format!("exported-{id}"), &when);
    backup.written.try_update(|count| *count += 1);
    let entry =
        Entry { at: when, by: session.author.get_untracked(), file: file.clone(), scope: scope_text(&wish.scope), records: records.len(), sealed };
    export_log::note(state, id, entry).await;
    Ok(file)
}

/// The way out, beside it the way in.
#[component]
pub(crate) fn Export(children: Children) -> impl IntoView {
    let session = session();
    let state = state();
    let choosing = RwSignal::new(false);
    let whole = start_export(&state, &session, RwSignal::new(false));
    let press = Callback::new(move |()| whole.run(Wish::default()));
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.data.move")}</h2>
            <p>{ui::say_key("ui.data.export_about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.data.export") look=ButtonLook::Primary large=true icon=Icon::Download on_press=press test_id="export" />
                <Button label=ui::text("ui.export.choose") large=true on_press=Callback::new(move |()| choosing.set(true)) test_id="export-choose" />
                {children()}
            </div>
            <p class="muted">{ui::say_key("ui.export.history")}</p>
            <p class="muted">{ui::say_key("ui.data.private")}</p>
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
                Err(sentence) => toast(sentence, None),
            }
            busy.try_set(false);
        });
    })
}

/// What goes into the file, what it is for, and who may read it.
#[component]
fn ExportDialog(open: RwSignal<bool>) -> impl IntoView {
    let (session, state) = (session(), state());
    let chosen = RwSignal::new((1..=10).collect::<BTreeSet<u8>>());
    let personal = RwSignal::new(true);
    let confidential = RwSignal::new(true);
    let deleted = RwSignal::new(true);
    let purpose = RwSignal::new("hand_out".to_owned());
    let phrase = RwSignal::new(String::new());
    let run = start_export(&state, &session, open);
    let scope = move || {
        let numbers = chosen.get();
        let kinds = (numbers.len() < pillars::PILLARS.len())
            .then(|| numbers.iter().flat_map(|number| pillars::kinds_of(*number)).map(|kind| kind.name.to_owned()).collect());
        Scope { kinds, personal: personal.get(), confidential: confidential.get(), deleted: deleted.get() }
    };
    let press = Callback::new(move |()| {
        run.run(Wish {
            scope: untrack(scope),
            duplicate: purpose.with_untracked(|purpose| purpose == "duplicate"),
            passphrase: phrase.get_untracked(),
        });
    });
    let purposes = Signal::derive(move || vec![("hand_out".to_owned(), t("ui.export.hand_out")), ("duplicate".to_owned(), t("ui.export.duplicate"))]);
    let boxes = move || {
        pillars::PILLARS
            .iter()
            .map(|pillar| {
                let number = pillar.number;
                let label = Signal::derive(move || pillar_label(pillar.id));
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
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.export.write") look=ButtonLook::Primary icon=Icon::Download disabled=Signal::derive(move || chosen.with(BTreeSet::is_empty)) on_press=press test_id="export-write" />
            </div>
        </Dialog>
    }
}
