//! A file that came in, before it is let in: what it is, what it would do, and the choice (SC-36).

use std::collections::BTreeMap;
use std::sync::Arc;

use io::sealed::Envelope;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::RecordSet;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, ChoiceButtons, Dialog, Disclosure, Icon, TextInput, Tone, live, say, toast};
use views::labels::{field_label, issue_text, kind_label, kind_many, record_title};
use views::{Place, Route};

use super::{import_merge, import_replace};
use crate::files::{Arrived, Incoming, chosen_file, give_up, import_as_new, looked_at, shown_counts, take};
use crate::jobs::JobBar;
use crate::shell::open_session;
use crate::state::state;

/// Kinds that are listed without folding.
const KINDS_SHOWN: usize = 12;

/// A file input that looks like the other buttons.
#[component]
pub(crate) fn ImportButton() -> impl IntoView {
    let state = state();
    view! {
        <label class="button button-default button-large file-button">
            <ui::IconView icon=Icon::Upload />
            <span>{ui::say_key("ui.start.import")}</span>
            <input type="file" class="visually-hidden" accept=".json,application/json" data-testid="import-file"
                on:change=move |event| {
                    if let Some(file) = chosen_file(&event) {
                        take(&state, file);
                    }
                    // The same file can be chosen again after it was mended.
                    event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                }
            />
        </label>
    }
}

/// The sheet over the whole window while a file is dragged, and the dialog for what was taken in.
#[component]
pub(crate) fn ImportDialog() -> impl IntoView {
    let state = state();
    let (incoming, dropping) = (state.incoming, state.dropping);
    let closer = state.clone();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        // Setting what is set already would draw the content twice, and have it do its work twice.
        let there = incoming.with(Option::is_some);
        if open.get_untracked() != there {
            open.set(there);
        }
    });
    Effect::new(move |_| {
        if !open.get() && incoming.with_untracked(Option::is_some) {
            give_up(&closer);
        }
    });
    // A file was brought to the page it was brought to; on another page nobody would know what it is about to change.
    let leaver = state.clone();
    Effect::new(move |before: Option<Route>| {
        let route = leaver.route.get();
        if before.is_some_and(|before| before != route) && open.get_untracked() {
            give_up(&leaver);
        }
        route
    });
    view! {
        {live(move || dropping.get().then(|| view! { <div class="drop-sheet" data-testid="drop-sheet"><p>{t("ui.import.drop")}</p></div> }))}
        <Dialog open=open title=ui::text("ui.import.title") wide=true test_id="import-dialog">
            {live(move || open.get().then(crate::pages::import_content))}
        </Dialog>
    }
}

/// What the dialog shows: the file as far as it is known.
#[component]
pub(crate) fn ImportContent() -> impl IntoView {
    let incoming = state().incoming;
    live(move || match incoming.get() {
        Some(Incoming::Reading(name)) => {
            view! { <p role="status">{t_with("ui.import.reading", &[("file", &name)])}</p><JobBar inside=true /> }.into_any()
        }
        Some(Incoming::Locked(envelope, name)) => view! { <Locked envelope=*envelope name=name /> }.into_any(),
        Some(Incoming::Good(arrived, name)) => view! { <Preview arrived=arrived name=name /> }.into_any(),
        Some(Incoming::Refused(sentence)) => view! { <Refused sentence=sentence /> }.into_any(),
        None => ().into_any(),
    })
}

fn close() -> Callback<()> {
    let state = state();
    Callback::new(move |()| give_up(&state))
}

#[component]
fn Refused(sentence: String) -> impl IntoView {
    view! {
        <Callout tone=Tone::Danger><p data-testid="import-refused">{sentence}</p></Callout>
        <p>{t("ui.import.unchanged")}</p>
        <div class="dialog-actions"><Button label=ui::text("ui.close") look=ButtonLook::Primary on_press=close() /></div>
    }
}

/// Asks for the passphrase of an encrypted file.
#[component]
fn Locked(envelope: Envelope, name: String) -> impl IntoView {
    let incoming = state().incoming;
    let phrase = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (envelope, file) = (Arc::new(envelope), name.clone());
    let unlock = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        if phrase.with_untracked(String::is_empty) {
            return error.set(Some(t("ui.import.phrase_missing")));
        }
        busy.set(true);
        let (envelope, file) = (envelope.clone(), file.clone());
        spawn_local(async move {
            let opened = crate::seal::open(&envelope, &phrase.get_untracked()).await;
            busy.try_set(false);
            match opened {
                // Whoever has closed the dialog meanwhile has given the file up.
                Ok(bytes) if incoming.try_get_untracked().flatten().is_some() => {
                    incoming.try_set(Some(Incoming::Reading(file.clone())));
                    let read = looked_at(js_sys::Uint8Array::from(bytes.as_slice()), file).await;
                    if incoming.try_get_untracked().flatten().is_some() {
                        incoming.try_set(Some(read));
                    }
                }
                Ok(_) => {}
                Err(fault) => {
                    let values: Vec<(&str, &str)> = fault.parameters.iter().map(|(name, text)| (*name, text.as_str())).collect();
                    error.try_set(Some(t_with(&format!("ui.{}", fault.code), &values)));
                }
            }
        });
    });
    view! {
        <p>{t_with("ui.import.locked", &[("file", &name)])}</p>
        <div class="form">
            <TextInput label=ui::text("ui.seal.phrase") value=phrase error=error on_input=Callback::new(move |typed| { error.set(None); phrase.set(typed); }) on_enter=unlock required=true test_id="import-passphrase" />
        </div>
        <p class="muted">{t("ui.import.unchanged_yet")}</p>
        <div class="dialog-actions">
            <Button label=ui::text("ui.cancel") on_press=close() />
            <Button label=ui::text("ui.seal.open") look=ButtonLook::Primary disabled=busy on_press=unlock test_id="import-unlock" />
        </div>
    }
}

#[component]
fn Preview(arrived: Arrived, name: String) -> impl IntoView {
    let state = state();
    let preview = arrived.preview.clone();
    let header = preview.header.clone();
    let session = open_session(&state);
    let related = session.as_ref().is_some_and(|session| io::bundle::lineage(&session.records(), session.workspace.id()) == header.lineage);
    let here = state.workspace_name();
    let how = RwSignal::new(if related { "merge" } else { "new" }.to_owned());
    let (label_here, has_session) = (here.clone(), session.is_some());
    let ways = Signal::derive(move || {
        let mut ways = vec![("new".to_owned(), t("ui.import.as_new"))];
        if has_session {
            ways.insert(0, ("merge".to_owned(), t_with("ui.import.merge", &[("name", &label_here)])));
            ways.push(("replace".to_owned(), t_with("ui.import.replace", &[("name", &label_here)])));
        }
        ways
    });
    let about = t_with(
        if header.exported_by.is_empty() { "ui.import.about" } else { "ui.import.about_by" },
        &[
            ("name", &header.name),
            ("n", &preview.records.to_string()),
            ("when", &ui::format::moment(&header.exported_at, ui::language())),
            ("who", &header.exported_by),
        ],
    );
    let facts = t_with("ui.import.facts", &[("app", &header.app), ("version", &header.version.to_string())]);
    let kinds = shown_counts(&header.counts);
    let (parts, partial) = (super::export::scope_text(&header.scope), !header.scope.is_whole());
    let is_template = header.scope.template;
    let has_session = has_session && !is_template;
    let shown = arrived;
    // Fetched once, for whichever way needs them.
    let theirs = RwSignal::new(None::<Result<Arc<RecordSet>, String>>);
    let asked = StoredValue::new(false);
    let way = move || {
        let (arrived, name) = (shown.clone(), name.clone());
        if is_template {
            return view! { <FromTemplate arrived=arrived /> }.into_any();
        }
        let how = how.get();
        let Some(session) = open_session(&crate::state::state()).filter(|_| how != "new") else {
            return view! { <AsNew arrived=arrived /> }.into_any();
        };
        let header = arrived.preview.header.clone();
        match theirs.get() {
            None => {
                // Also when the view is drawn again meanwhile.
                if !asked.get_value() {
                    asked.set_value(true);
                    spawn_local(async move {
                        let records = arrived.records().await;
                        theirs.try_set(Some(records.map(Arc::new)));
                    });
                }
                view! { <p role="status">{t_with("ui.import.reading", &[("file", &name)])}</p><JobBar inside=true /> }.into_any()
            }
            Some(Err(sentence)) => view! { <Refused sentence=sentence /> }.into_any(),
            Some(Ok(theirs)) if how == "merge" => {
                view! { <import_merge::Merge header=header theirs=theirs session=session file=name related=related /> }.into_any()
            }
            Some(Ok(theirs)) => view! { <import_replace::Replace header=header theirs=theirs session=session file=name /> }.into_any(),
        }
    };
    view! {
        <p>{about}</p>
        <p class="muted">{facts}</p>
        {partial.then(|| view! { <p class="muted">{t_with("ui.import.partial", &[("parts", &parts)])}</p> })}
        {counts_view(kinds)}
        <Findings preview=preview />
        {has_session.then(|| view! {
            <ChoiceButtons label=ui::text("ui.import.how") value=how options=ways on_change=Callback::new(move |code| how.set(code)) test_id="import-how" />
        })}
        {(!has_session && !is_template).then(|| view! { <p class="muted">{t("ui.import.open_first")}</p> })}
        {live(way)}
    }
}

/// Records per kind; a long list is folded, so that the choice below stays in sight.
fn counts_view(kinds: Vec<(String, usize)>) -> AnyView {
    let number = kinds.len();
    let list = view! { <ul class="import-counts">{kinds.into_iter().map(|(kind, count)| view! { <li>{kind_many(&kind)}" "{count}</li> }).collect_view()}</ul> };
    if number <= KINDS_SHOWN {
        return list.into_any();
    }
    view! { <Disclosure title=Signal::derive(move || t_with("ui.import.kinds", &[("n", &number.to_string())]))>{list}</Disclosure> }.into_any()
}

/// What this version cannot use as it stands.
#[component]
fn Findings(preview: Arc<io::Preview>) -> impl IntoView {
    if preview.findings == 0 {
        return ().into_any();
    }
    let registry = pillars::registry();
    let set = RecordSet::of(preview.about.clone(), BTreeMap::new());
    let count = preview.findings;
    let lines: Vec<String> = preview
        .first
        .iter()
        .map(|issue| {
            let record = issue.record.and_then(|id| set.get(id));
            let kind = record.map(|record| record.kind.clone());
            let label = issue.field.as_ref().zip(kind.as_ref()).map(|(field, kind)| field_label(kind, field)).unwrap_or_default();
            let mut values: Vec<(&str, &str)> = issue.parameters.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            values.push(("field", &label));
            let what = record.map(|record| format!("{} “{}”", kind_label(&record.kind), record_title(&set, &registry, record))).unwrap_or_default();
            let place = if label.is_empty() { what } else { format!("{what} · {label}") };
            t_with("ui.import.finding", &[("place", &place), ("what", &issue_text(&issue.code, &values))])
        })
        .collect();
    let more = count.saturating_sub(preview.first.len() as u64);
    view! {
        <Disclosure title=Signal::derive(move || t_with("ui.import.findings", &[("n", &count.to_string())])) test_id="import-findings">
            <ul class="import-findings">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="muted">{t_with("ui.import.more", &[("n", &more.to_string())])}</p> })}
        </Disclosure>
    }
    .into_any()
}

/// A template: a new workspace is started from it.
#[component]
fn FromTemplate(arrived: Arrived) -> impl IntoView {
    let state = state();
    let start = Callback::new(move |()| {
        let (state, arrived) = (state.clone(), arrived.clone());
        spawn_local(async move {
            match arrived.template().await {
                Ok(read) => {
                    state.template.set(Some(read));
                    give_up(&state);
                    state.begin_workspace();
                }
                Err(sentence) => ui::toast_problem(sentence),
            }
        });
    });
    view! {
        <p>{t("ui.template.start_about")}</p>
        <div class="dialog-actions">
            <Button label=ui::text("ui.cancel") on_press=close() />
            <Button label=ui::text("ui.template.start") look=ButtonLook::Primary on_press=start test_id="template-start" />
        </div>
    }
}

/// As a new workspace: nothing else changes.
#[component]
fn AsNew(arrived: Arrived) -> impl IntoView {
    let state = state();
    let busy = RwSignal::new(false);
    let import = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (state, arrived) = (state.clone(), arrived.clone());
        spawn_local(async move {
            match import_as_new(&state, &arrived).await {
                Ok(id) => {
                    crate::environment::number_copy(id);
                    give_up(&state);
                    state.go(&Route::In(id, Place::Home));
                    let back = state.clone();
                    let undo: ui::ToastAction = Arc::new(move || {
                        let state = back.clone();
                        spawn_local(async move {
                            match state.list.remove(id, state.now_ms()).await {
                                Ok(()) => state.go(&Route::Workspaces),
                                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
                            }
                        });
                    });
                    toast(t("ui.import.done"), Some((t("ui.undo"), undo)));
                }
                Err(sentence) => ui::toast_problem(sentence),
            }
            busy.try_set(false);
        });
    });
    view! {
        <p>{t("ui.import.new_about")}</p>
        <JobBar inside=true />
        <div class="dialog-actions">
            <Button label=ui::text("ui.cancel") on_press=close() />
            <Button label=ui::text("ui.import.as_new") look=ButtonLook::Primary disabled=busy on_press=import test_id="import-confirm" />
        </div>
    }
}

/// The row of buttons of a way that changes the open workspace; `typed` must be typed before it is done.
#[component]
pub(super) fn Decide(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] disabled: Signal<bool>,
    #[prop(into)] message: Signal<String>,
    #[prop(into)] typed: Signal<String>,
    on_confirm: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let press = Callback::new(move |()| if typed.with_untracked(String::is_empty) { on_confirm.run(()) } else { asking.set(true) });
    view! {
        <p class="muted">{say(move || message.get())}</p>
        <div class="dialog-actions">
            <Button label=ui::text("ui.cancel") on_press=close() />
            <Button label=label look=ButtonLook::Primary disabled=disabled on_press=press test_id="import-apply" />
        </div>
        <ui::ConfirmDialog open=asking title=label message=message confirm=label on_confirm=on_confirm danger=true typed=typed />
    }
}
