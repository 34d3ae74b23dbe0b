//! Who changed what and when, for one record and for the whole workspace, and the way back: one
//! value, one record, or everything as it was after a step. Going back is a step like any other.

use chrono::Timelike;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Change, Id, Key, Kind, Stamp};
use store::{HistoryEntry, Label, Transaction, WayBack};
use ui::format;
use ui::lang::{language, t, t_with};
use ui::{Button, ButtonLook, ConfirmDialog, Icon, Show, live, toast};

use crate::labels::{field_label, issue_text, kind_label, record_title, value_text};
use crate::route::Place;
use crate::session::{Session, session};

/// Changes of one step that are shown at once.
const SHOWN: usize = 6;

/// A change in words: field, from, to.
fn change_text(session: &Session, change: &Change) -> String {
    let registry = session.registry();
    let records = session.records();
    let currency = session.currency.get_untracked();
    let Some(kind) = registry.kind(&change.kind) else { return change.field.to_string() };
    // The mark of an example is no field of its own; one of a newer version has no name here.
    let name = match kind.field(&change.field) {
        Some(_) => field_label(kind.name, &change.field),
        None if model::sample::is_mark(&change.field) => {
            let marked = model::sample::marked_by(&change.field).map(|field| field_label(kind.name, field));
            marked.map_or_else(|| t("ui.examples.mark"), |field| t_with("ui.examples.mark_of", &[("field", &field)]))
        }
        None => change.field.to_string(),
    };
    let plain = |json: &model::Json| json.as_bool().map_or_else(|| json.to_string(), |yes| t(if yes { "ui.yes" } else { "ui.no" }));
    let show = |json: Option<&model::Json>| {
        let text = kind.field(&change.field).map_or_else(
            || json.map(plain).unwrap_or_default(),
            |field| value_text(&records, &registry, &currency, kind, field, json, records.get(change.id).map(|record| &**record)),
        );
        if text.is_empty() { format::missing().to_owned() } else { text }
    };
    t_with("ui.history.change", &[("field", &name), ("from", &show(change.from.as_ref())), ("to", &show(change.to.as_ref()))])
}

/// Local date and time of a moment in milliseconds since 1970.
pub fn moment_text(at_ms: u64) -> String {
    let Some(at) = chrono::DateTime::from_timestamp_millis(at_ms as i64) else { return String::new() };
    let at = at.with_timezone(&chrono::Local);
    format!("{} {:02}:{:02}", ui::format::date(&at.date_naive().to_string(), language()), at.hour(), at.minute())
}

/// The title of a record that exists; empty for one that is gone.
fn title_of(session: &Session, id: Id) -> String {
    let records = session.records();
    records.get(id).map(|record| record_title(&records, &session.registry(), record)).unwrap_or_default()
}

/// Gives one field the value that it had before a change.
fn restore_value(session: &Session, change: &Change) {
    let label = Label::new("ui.history.restore_value", &title_of(session, change.id));
    let transaction = Transaction::new(label).set(change.id, &change.field, change.from.clone());
    match session.workspace.commit(transaction) {
        Ok(diff) => toast(t(if diff.is_empty() { "ui.history.same" } else { "ui.history.value_restored" }), None),
        Err(refusal) => ui::toast_problem(issue_text(refusal.code(), &[])),
    }
}

/// Makes a way back real.
fn go_back(session: &Session, way: WayBack) {
    if way.is_empty() {
        toast(t("ui.history.same"), None);
        return;
    }
    match session.workspace.commit(way.transaction) {
        Ok(_) => toast(t("ui.history.gone_back"), None),
        Err(refusal) => ui::toast_problem(issue_text(refusal.code(), &[])),
    }
}

/// What a way back would do, in words.
pub fn way_text(way: &WayBack) -> String {
    let numbers = [("added", way.added), ("changed", way.changed), ("removed", way.removed)].map(|(name, count)| (name, count.to_string()));
    t_with("ui.history.way", &numbers.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// One line of a step; a value that was changed can be had back.
fn change_view(session: &Session, change: Option<Change>, text: String) -> AnyView {
    let known = change.filter(|change| session.may_edit.get_untracked() && session.records().get(change.id).is_some());
    let button = known.map(|change| {
        let session = session.clone();
        let press = Callback::new(move |()| restore_value(&session, &change));
        view! { <Button label=ui::text("ui.history.restore_value_button") look=ButtonLook::Text about=text.clone() on_press=press test_id="restore-value" /> }
    });
    view! { <li><span>{text.clone()}</span>{button}</li> }.into_any()
}

/// The entries of a list, each with whether it only goes on with what the one above it did: the same step by the same person.
fn grouped(entries: &[HistoryEntry]) -> Vec<(HistoryEntry, bool)> {
    let same = |one: &HistoryEntry, other: &HistoryEntry| one.who == other.who && one.label == other.label;
    let goes_on = |index: usize| index > 0 && same(&entries[index], &entries[index - 1]);
    entries.iter().enumerate().map(|(index, entry)| (entry.clone(), goes_on(index))).collect()
}

/// One entry of a list of changes; `back` adds the way back to right after it. One that goes on with the one above says
/// only when and what.
fn entry_view(session: &Session, entry: &HistoryEntry, back: Option<(Callback<HistoryEntry>, &'static str)>, goes_on: bool) -> AnyView {
    let fresh: Vec<Id> = entry.added.iter().map(|(id, _)| *id).collect();
    let mut parts: Vec<AnyView> = Vec::new();
    // The marks of an example go with its values and need no lines of their own.
    let values: Vec<&Change> = entry.changes.iter().filter(|change| !model::sample::is_mark(&change.field)).collect();
    let told = if values.is_empty() { entry.changes.iter().collect() } else { values };
    for change in told.iter().take(SHOWN) {
        let earlier = (!fresh.contains(&change.id)).then(|| Change::clone(change));
        parts.push(change_view(session, earlier, change_text(session, change)));
    }
    let counted = |key: &str, records: &[(Id, Key)]| {
        let kind = records.first().map(|(_, kind)| kind_label(kind));
        kind.map(|kind| t_with(key, &[("n", &records.len().to_string()), ("kind", &kind)]))
    };
    for (key, records) in [("ui.history.added", &entry.added), ("ui.history.removed", &entry.removed)] {
        parts.extend(counted(key, records).map(|text| change_view(session, None, text)));
    }
    let more = told.len().saturating_sub(SHOWN);
    let title = t_with(&entry.label.code, &[("title", &entry.label.title)]);
    let who = if entry.who.is_empty() { t("ui.history.nobody") } else { entry.who.clone() };
    let when = moment_text(entry.at_ms);
    let button = back.filter(|_| session.may_edit.get_untracked()).map(|(press, key)| {
        let (entry, about) = (entry.clone(), format!("{when} {title}"));
        let press = Callback::new(move |()| press.run(entry.clone()));
        view! { <Button label=ui::text(key) look=ButtonLook::Text icon=Icon::History about=about on_press=press test_id="back-to-here" /> }
    });
    view! {
        <li class="history-entry" class:goes-on=goes_on>
            <p class="history-head"><span class="history-when">{when}</span>{(!goes_on).then(|| view! { <span class="history-who">{who}</span><span>{title}</span> })}</p>
            <ul>{parts}</ul>
            {(more > 0).then(|| view! { <p class="muted">{t_with("ui.history.more", &[("n", &more.to_string())])}</p> })}
            {button}
        </li>
    }
    .into_any()
}

/// The changes of one record, newest first.
#[component]
pub fn RecordHistory(kind: &'static Kind, id: Id) -> impl IntoView {
    let session = session();
    let entries = RwSignal::new(Vec::<HistoryEntry>::new());
    let reader = session.clone();
    Effect::new(move |_| {
        // Follows the record, so that a change shows at once.
        let _ = reader.record(kind.name, id);
        let workspace = reader.workspace.clone();
        spawn_local(async move {
            let found = workspace.history_of(id).await;
            entries.try_set(found);
        });
    });
    let traveller = session.clone();
    let back = Callback::new(move |entry: HistoryEntry| {
        let session = traveller.clone();
        let label = Label::new("ui.history.restore_record", &title_of(&session, id));
        spawn_local(async move {
            match session.workspace.way_back(entry.stamp, Some(id), label).await {
                Ok(way) => go_back(&session, way),
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    let personal = kind.fields.iter().any(|field| field.personal) && session.may_edit.get_untracked();
    let erase = format!("{}?erase={id}", session.href(Place::Data));
    view! {
        <section class="panel-section" aria-labelledby="record-history">
            <h2 id="record-history">{ui::say_key("ui.history.title")}</h2>
            <ol class="history-list">{live(move || entries.with(|all| grouped(&all[..all.len().min(20)]).iter().map(|(entry, goes_on)| entry_view(&session, entry, Some((back, "ui.history.back_record")), *goes_on)).collect_view()))}</ol>
            <Show when=move || entries.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.history.empty")}</p></Show>
            {personal.then(|| view! { <p class="muted"><a href=erase data-testid="erase-link">{ui::say_key("ui.erase.link")}</a></p> })}
        </section>
    }
}

/// The changes of the whole workspace, newest first, with the way back to each.
#[component]
pub fn WorkspaceHistory(entries: Vec<HistoryEntry>) -> impl IntoView {
    let session = session();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<(Stamp, WayBack, String)>);
    let asker = session.clone();
    let ask = Callback::new(move |entry: HistoryEntry| {
        let workspace = asker.workspace.clone();
        let when = moment_text(entry.at_ms);
        spawn_local(async move {
            match workspace.way_back(entry.stamp, None, Label::new("ui.history.restore_moment", &when)).await {
                Ok(way) if way.is_empty() => toast(t("ui.history.same"), None),
                Ok(way) => {
                    chosen.try_set(Some((entry.stamp, way, when)));
                    open.try_set(true);
                }
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    let message = Signal::derive(move || {
        chosen.with(|chosen| {
            chosen.as_ref().map(|(_, way, when)| t_with("ui.history.back_all_about", &[("when", when), ("what", &way_text(way))])).unwrap_or_default()
        })
    });
    let goer = session.clone();
    let confirm = Callback::new(move |()| {
        let Some((stamp, _, when)) = chosen.get_untracked() else { return };
        let session = goer.clone();
        spawn_local(async move {
            // Worked out anew: something may have changed while the question stood there.
            match session.workspace.way_back(stamp, None, Label::new("ui.history.restore_moment", &when)).await {
                Ok(way) => go_back(&session, way),
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    view! {
        <ol class="history-list">{grouped(&entries).iter().map(|(entry, goes_on)| entry_view(&session, entry, Some((ask, "ui.history.back_all")), *goes_on)).collect_view()}</ol>
        <ConfirmDialog open=open title=ui::text("ui.history.back_all_title") message=message confirm=ui::text("ui.history.back_all_confirm") on_confirm=confirm />
    }
}
