//! Who changed what and when: for one record and for the whole workspace.

use chrono::Timelike;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Change, Id, Kind};
use store::HistoryEntry;
use ui::format;
use ui::lang::{t, t_with};
use ui::{Show, live};

use crate::labels::{field_label, kind_label, value_text};
use crate::session::{Session, session};

/// A change in words: field, from, to.
fn change_text(session: &Session, change: &Change) -> String {
    let registry = session.registry();
    let records = session.records();
    let currency = session.currency.get_untracked();
    let Some(kind) = registry.kind(&change.kind) else { return change.field.to_string() };
    let show = |json: Option<&model::Json>| {
        let text = kind.field(&change.field).map_or_else(
            || json.map(ToString::to_string).unwrap_or_default(),
            |field| value_text(&records, &registry, &currency, kind, field, json, records.get(change.id).map(|record| &**record)),
        );
        if text.is_empty() { format::missing().to_owned() } else { text }
    };
    t_with(
        "ui.history.change",
        &[("field", &field_label(kind.name, &change.field)), ("from", &show(change.from.as_ref())), ("to", &show(change.to.as_ref()))],
    )
}

/// Local date and time of an entry.
fn when_text(at_ms: u64) -> String {
    let Some(at) = chrono::DateTime::from_timestamp_millis(at_ms as i64) else { return String::new() };
    let at = at.with_timezone(&chrono::Local);
    format!("{} {:02}:{:02}", at.date_naive(), at.hour(), at.minute())
}

/// One entry of a list of changes.
pub fn entry_view(session: &Session, entry: &HistoryEntry) -> AnyView {
    let changes: Vec<String> = entry.changes.iter().map(|change| change_text(session, change)).collect();
    let added = entry.added.len();
    let removed = entry.removed.len();
    let mut parts = changes;
    if added > 0 {
        let kinds = entry.added.iter().map(|(_, kind)| kind_label(kind)).next().unwrap_or_default();
        parts.push(t_with("ui.history.added", &[("n", &added.to_string()), ("kind", &kinds)]));
    }
    if removed > 0 {
        let kinds = entry.removed.iter().map(|(_, kind)| kind_label(kind)).next().unwrap_or_default();
        parts.push(t_with("ui.history.removed", &[("n", &removed.to_string()), ("kind", &kinds)]));
    }
    let shown: Vec<String> = parts.iter().take(6).cloned().collect();
    let more = parts.len().saturating_sub(shown.len());
    let title = t_with(&entry.label.code, &[("title", &entry.label.title)]);
    let who = if entry.who.is_empty() { t("ui.history.nobody") } else { entry.who.clone() };
    view! {
        <li class="history-entry">
            <p class="history-head"><span class="history-when">{when_text(entry.at_ms)}</span><span class="history-who">{who}</span><span>{title}</span></p>
            <ul>{shown.into_iter().map(|part| view! { <li>{part}</li> }).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="muted">{t_with("ui.history.more", &[("n", &more.to_string())])}</p> })}
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
    view! {
        <section class="panel-section" aria-labelledby="record-history">
            <h2 id="record-history">{ui::say_key("ui.history.title")}</h2>
            <ol class="history-list">{live(move || entries.with(|all| all.iter().take(20).map(|entry| entry_view(&session, entry)).collect_view()))}</ol>
            <Show when=move || entries.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.history.empty")}</p></Show>
        </section>
    }
}
