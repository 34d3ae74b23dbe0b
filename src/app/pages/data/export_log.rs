//! Which files of a workspace went out: what, when, by whom, how much of it (P00.15). It lies beside the workspace, so
//! that an export does not change what it exports.

use io::Scope;
use leptos::prelude::*;
use model::{Id, Json, Object};
use serde_json::json;
use ui::lang::{t, t_with};
use ui::{Disclosure, live};
use views::session;

use super::export::scope_text;
use crate::state::{AppState, state};

/// Entries that are kept.
const KEPT: usize = 200;

/// One file that went out.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// When, UTC.
    pub(crate) at: String,
    /// By the name of the profile.
    pub(crate) by: String,
    /// Name of the file.
    pub(crate) file: String,
    /// What it holds: a scope as files name it, or the title of a document.
    pub(crate) scope: Json,
    /// How many records.
    pub(crate) records: usize,
    /// Encrypted.
    pub(crate) sealed: bool,
}

fn name(id: Id) -> String {
    format!("exports-{id}")
}

/// Notes a file, the newest first.
pub(crate) async fn note(state: &AppState, id: Id, entry: Entry) {
    let noted = untrack(|| state.list.setting(&name(id)));
    let mut entries: Vec<Json> = noted.and_then(|json| json.as_array().cloned()).unwrap_or_default();
    let Entry { at, by, file, scope, records, sealed } = entry;
    entries.insert(0, json!({ "at": at, "by": by, "file": file, "scope": scope, "records": records, "sealed": sealed }));
    entries.truncate(KEPT);
    if let Err(error) = state.list.set_setting(&name(id), Some(Json::Array(entries))).await {
        // The file is out all the same; the log is missing a line, and says so in the console.
        leptos::logging::warn!("log of exports: {error}");
    }
}

fn line(entry: &Object) -> String {
    let text = |name: &str| entry.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let by = if text("by").is_empty() { t("ui.history.nobody") } else { text("by") };
    let sealed = entry.get("sealed") == Some(&Json::Bool(true));
    let records = entry.get("records").and_then(Json::as_u64).unwrap_or(0).to_string();
    let scope = match entry.get("scope") {
        Some(Json::String(title)) => title.clone(),
        Some(held) => Scope::read(held).map(|scope| scope_text(&scope)).unwrap_or_default(),
        None => String::new(),
    };
    let (when, file) = (ui::format::moment(&text("at"), ui::lang::language()), text("file"));
    let key = if sealed { "ui.export.line_sealed" } else { "ui.export.line" };
    t_with(key, &[("when", &when), ("who", &by), ("file", &file), ("scope", &scope), ("n", &records)])
}

/// The files that went out.
#[component]
pub(super) fn ExportLog() -> impl IntoView {
    let (state, id) = (state(), session().workspace.id());
    let entries = Memo::new(move |_| state.list.setting(&name(id)).and_then(|json| json.as_array().cloned()).unwrap_or_default());
    live(move || {
        let lines: Vec<String> = entries.with(|entries| entries.iter().filter_map(Json::as_object).map(line).collect());
        let count = lines.len();
        (count > 0).then(|| {
            view! {
                <Disclosure title=Signal::derive(move || t_with("ui.export.log", &[("n", &count.to_string())])) test_id="export-log">
                    <ul class="export-log">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </Disclosure>
            }
        })
    })
}
