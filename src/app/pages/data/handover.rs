//! What a client gets into the hands, and what others are asked: one HTML file with the program inside, and templates.

use io::Scope;
use io::bundle::{Export, Origin, file_name, lineage, versions};
use io::handover::{Handover, Mode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::RecordSet;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, ChoiceButtons, Dialog, Icon, TextInput, live, say, toast};
use views::{Session, session};

use super::export_log::{self, Entry};
use super::{ask, template};
use crate::environment::{file_time, now_utc};
use crate::files::{Seen, authors};
use crate::handover::{Parcel, assemble};
use crate::state::{AppState, state};

/// What a file is to be.
pub(super) struct Order {
    pub(super) mode: Mode,
    /// What goes along.
    pub(super) records: RecordSet,
    /// What that is called.
    pub(super) scope: Scope,
    /// Empty for a file that anybody can open.
    pub(super) passphrase: String,
    /// What the file is called beside the client.
    pub(super) subject: String,
    pub(super) to: String,
    pub(super) note: String,
    /// Screens and kinds that are asked for.
    pub(super) pages: Vec<String>,
}

/// Makes the file, offers it, and notes that it went out. Returns its name and size in megabytes.
async fn make(state: &AppState, session: &Session, order: Order, done: RwSignal<(usize, usize)>) -> Result<(String, String), String> {
    let id = session.workspace.id();
    let (name, when) = (state.workspace_name(), now_utc());
    let all = session.records();
    let lineage = lineage(&all, id);
    let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &when, name: &name, lineage: &lineage };
    let known = versions(&all, &Seen::of(state, id).versions);
    let count = order.records.len();
    let written = Export { records: &order.records, origin, known, authors: authors(state, id), scope: order.scope.clone() }.write();
    let mut text = written.map_err(|error| t_with("ui.data.export_trouble", &[("reason", &error.to_string())]))?;
    let sealed = !order.passphrase.is_empty();
    if sealed {
        text = crate::seal::seal(text.as_bytes(), &order.passphrase).await.ok_or_else(|| t("ui.seal.unavailable"))?;
    }
    let asked = if order.mode == Mode::Ask { order.scope.kinds.iter().flatten().cloned().collect() } else { Vec::new() };
    let facts = Handover {
        id: session.workspace.new_id().to_string(),
        mode: order.mode,
        // An encrypted file does not tell whose it is.
        name: if sealed { String::new() } else { name.clone() },
        from: session.author.get_untracked(),
        made_at: when.clone(),
        to: order.to,
        note: order.note,
        pages: order.pages,
        kinds: asked,
    };
    let page = assemble(&Parcel { facts, workspace: text }, done).await?;
    let file = file_name(&name, &order.subject, &file_time(), "html");
    ui::dom::download_text(&file, "text/html", &page);
    let size = ui::format::number(page.len() as f64 / 1_000_000.0, 1, ui::lang::language());
    let entry = Entry { at: when, by: session.author.get_untracked(), file: file.clone(), scope: order.scope.write(), records: count, sealed };
    export_log::note(state, id, entry).await;
    Ok((file, size))
}

/// A file under way: the button that makes it, and how far it is.
#[derive(Clone, Copy)]
pub(super) struct Making {
    busy: RwSignal<bool>,
    done: RwSignal<(usize, usize)>,
    open: RwSignal<bool>,
}

impl Making {
    pub(super) fn new(open: RwSignal<bool>) -> Self {
        Self { busy: RwSignal::new(false), done: RwSignal::new((0, 0)), open }
    }

    /// Makes the file and closes the dialog when it is there.
    pub(super) fn start(self, state: &AppState, session: &Session, order: Order) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (state, session) = (state.clone(), session.clone());
        spawn_local(async move {
            match make(&state, &session, order, self.done).await {
                Ok((file, size)) => {
                    self.open.try_set(false);
                    toast(t_with("ui.handover.made", &[("file", &file), ("size", &size)]), None);
                }
                Err(sentence) => ui::toast_problem(sentence),
            }
            self.busy.try_set(false);
        });
    }

    /// The last row of the dialog.
    pub(super) fn row(self, label: &'static str, press: Callback<()>, disabled: Signal<bool>, test_id: &'static str) -> AnyView {
        let words = move || {
            let (done, total) = self.done.get();
            let text = || t_with("ui.handover.making", &[("done", &done.to_string()), ("total", &total.to_string())]);
            if self.busy.get() { text() } else { String::new() }
        };
        view! {
            <p class="muted" role="status">{say(words)}</p>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| self.open.set(false)) />
                <Button label=ui::text(label) look=ButtonLook::Primary icon=Icon::Download disabled=Signal::derive(move || self.busy.get() || disabled.get()) on_press=press test_id=test_id />
            </div>
        }
        .into_any()
    }
}

/// The section of the page.
#[component]
pub(crate) fn HandOver() -> impl IntoView {
    let (giving, asking, drawing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let opens = |open: RwSignal<bool>| Callback::new(move |()| open.set(true));
    view! {
        <section class="data-actions" data-testid="handover">
            <h2>{ui::say_key("ui.handover.title")}</h2>
            <p>{ui::say_key("ui.handover.about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.handover.give") icon=Icon::Download large=true on_press=opens(giving) test_id="handover-give" />
                <Button label=ui::text("ui.ask.title") icon=Icon::Edit large=true on_press=opens(asking) test_id="handover-ask" />
                <Button label=ui::text("ui.template.title") icon=Icon::Copy large=true on_press=opens(drawing) test_id="handover-template" />
            </div>
        </section>
        <GiveDialog open=giving />
        <ask::AskDialog open=asking />
        <template::TemplateDialog open=drawing />
    }
}

/// The whole workspace for somebody else: to edit or to read, open or with a passphrase.
#[component]
fn GiveDialog(open: RwSignal<bool>) -> impl IntoView {
    let (session, state) = (session(), state());
    let mode = RwSignal::new("edit".to_owned());
    let (personal, confidential) = (RwSignal::new(true), RwSignal::new(true));
    let phrase = RwSignal::new(String::new());
    let making = Making::new(open);
    let press = Callback::new(move |()| {
        views::drafts::flush_all();
        let mode = if mode.with_untracked(|mode| mode == "view") { Mode::View } else { Mode::Edit };
        let scope = Scope {
            personal: personal.get_untracked(),
            confidential: confidential.get_untracked(),
            // What is only read needs no way back.
            deleted: mode == Mode::Edit,
            ..Scope::default()
        };
        let order = Order {
            mode,
            records: scope.apply(&session.records(), &session.registry()),
            scope,
            passphrase: phrase.get_untracked(),
            subject: t(if mode == Mode::View { "ui.handover.subject_view" } else { "ui.handover.subject_edit" }),
            to: String::new(),
            note: String::new(),
            pages: Vec::new(),
        };
        making.start(&state, &session, order);
    });
    let modes = Signal::derive(move || ["edit", "view"].map(|mode| (mode.to_owned(), t(&format!("ui.handover.{mode}")))).to_vec());
    let flag = |key: &'static str, signal: RwSignal<bool>, test_id: &'static str| {
        view! { <Checkbox label=ui::text(key) checked=signal on_change=Callback::new(move |on| signal.set(on)) test_id=test_id /> }
    };
    let limits = || {
        let one = |name: &str| view! { <li>{t(&format!("ui.handover.limit_{name}"))}</li> };
        ["open", "mail", "keep", "phrase"].map(one).collect_view()
    };
    let can_seal = crate::seal::can_seal();
    view! {
        <Dialog open=open title=ui::text("ui.handover.give") wide=true test_id="give-dialog">
            <div class="handover-form">
                <p>{ui::say_key("ui.handover.give_about")}</p>
                <ChoiceButtons label=ui::text("ui.handover.mode") value=mode options=modes on_change=Callback::new(move |code| mode.set(code)) test_id="handover-mode" />
                <p class="muted">{live(move || t(&format!("ui.handover.{}_about", mode.get())))}</p>
                <fieldset class="export-part">
                    <legend>{ui::say_key("ui.export.with")}</legend>
                    {flag("ui.export.personal", personal, "handover-personal")}
                    {flag("ui.export.confidential", confidential, "handover-confidential")}
                </fieldset>
                <TextInput label=ui::text("ui.seal.phrase") value=phrase hint=ui::text(if can_seal { "ui.seal.hint" } else { "ui.seal.insecure" }) disabled=!can_seal show_optional=true on_input=Callback::new(move |typed| phrase.set(typed)) test_id="handover-phrase" />
                <h3>{ui::say_key("ui.handover.limits")}</h3>
                <ul class="handover-limits">{live(limits)}</ul>
            </div>
            {making.row("ui.handover.make", press, Signal::derive(|| false), "handover-make")}
        </Dialog>
    }
}
