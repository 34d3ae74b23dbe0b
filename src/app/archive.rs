//! All workspaces of this browser as one archive.

use io::bundle::{Export, Origin, file_name, versions};
use io::job::Job;
use io::{Scope, bundle::lineage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::{t, t_with};

use crate::environment::{file_time, now_utc};
use crate::files::{Seen, authors};
use crate::jobs;
use crate::pages::start::open_quietly;
use crate::state::AppState;

ui::chunk_value! {
    tables: fn export_apart(state: AppState) -> ui::chunk::Later<Result<String, String>> { Box::pin(async move { write_all(&state).await }) }
}

/// What a button does that offers the archive: once at a time, and it says what came of it. `packing` is true meanwhile.
pub(crate) fn saver(state: &AppState, packing: RwSignal<bool>) -> Callback<()> {
    let state = state.clone();
    Callback::new(move |()| {
        if packing.get_untracked() {
            return;
        }
        packing.set(true);
        let state = state.clone();
        spawn_local(async move {
            match export_all(&state).await {
                Ok(file) => ui::toast(t_with("ui.data.exported", &[("file", &file)]), None),
                Err(sentence) => ui::toast_problem(sentence),
            }
            packing.try_set(false);
        });
    })
}

/// Offers the archive and returns its name.
///
/// # Errors
/// The sentence that says what is in the way; there is no file then.
async fn export_all(state: &AppState) -> Result<String, String> {
    export_apart(state.clone()).await.ok_or_else(|| t("ui.chunk.missing_about"))?.await
}

/// Writes every workspace that is not in the trash as a file, packs them, and offers the archive. Returns its name.
async fn write_all(state: &AppState) -> Result<String, String> {
    views::drafts::flush_all();
    let (mut files, mut bytes) = (Vec::<(String, u64)>::new(), Vec::new());
    for entry in state.entries() {
        let workspace =
            open_quietly(state, entry.id).await.map_err(|error| format!("{}: {}", entry.name, t(&format!("ui.store.{}", error.code()))))?;
        let records = workspace.records();
        let (when, lineage) = (now_utc(), lineage(&records, entry.id));
        let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &when, name: &entry.name, lineage: &lineage };
        let known = versions(&records, &Seen::of(state, entry.id).versions);
        let text = Export { records: &records, origin, known, authors: authors(state, entry.id), scope: Scope::default() }.write();
        workspace.close().await;
        let text = text.map_err(|error| t_with("ui.data.export_trouble", &[("reason", &error.to_string())]))?;
        let mut name = file_name(&entry.name, &t("ui.app.subject"), &file_time(), "shizhu.json");
        if files.iter().any(|(other, _)| *other == name) {
            name = format!("{}_{name}", files.len() + 1);
        }
        files.push((name, text.len() as u64));
        bytes.extend(text.into_bytes());
    }
    let job = Job::Archive { files };
    let packed = jobs::run(t("ui.export.all_packing"), &job, Some(js_sys::Uint8Array::from(bytes.as_slice()))).await;
    let (_, packed) = packed.map_err(|trouble| trouble.sentence())?;
    let name = file_name(&t("ui.export.all_name"), &t("ui.app.subject"), &file_time(), "shizhu.zip");
    ui::dom::download_bytes(&name, "application/zip", &packed.to_vec());
    Ok(name)
}
