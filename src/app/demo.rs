//! The demo workspace: one click away, labelled everywhere, reset at will.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::{Id, Record, RecordSet, Stamp};
use store::{NewWorkspace, StoreError, Stored};
use ui::ConfirmDialog;
use ui::lang::Language;

use crate::fetch::fetch_text;
use crate::state::AppState;
use views::preferences;

/// The records of the demo in a language: what all pillars share, then what each adds.
pub(crate) async fn pack(language: Language) -> Result<Vec<Record>, String> {
    let code = language.html_lang();
    let own = pillars::PILLARS.iter().skip(1).filter(|pillar| pillar.ready).map(|pillar| pillar.content).chain([pillars::diagnosis::SAMPLE]);
    let own = own.map(|name| format!("content/demo/{name}.{code}.json"));
    let files = std::iter::once(format!("content/demo/{code}.json")).chain(own);
    let texts = futures::future::try_join_all(files.map(|file| async move { fetch_text(&file).await })).await?;
    read(texts).await.unwrap_or_else(|| Err(ui::lang::t("ui.chunk.missing_about")))
}

ui::chunk_value! {
    demo: fn read(texts: Vec<String>) -> Result<Vec<Record>, String> {
        let packs: Result<Vec<_>, _> = texts.iter().map(|text| io::read_pack(text)).collect();
        packs.map(io::merge_packs).map_err(|error| error.to_string())
    }
}

/// Opens the demo of this language: the one that exists, else a fresh one.
pub(crate) async fn open_demo(state: &AppState, language: Language) -> Result<Id, String> {
    // Where nothing can be noted, any demo fits.
    let fits = |id: Id| preferences::read(&written_in(id)).is_none_or(|code| code == language.html_lang());
    if let Some(entry) = state.entries().into_iter().find(|entry| entry.demo && fits(entry.id)) {
        return Ok(entry.id);
    }
    create_demo(state, language).await
}

/// Whether the sample company of a workspace is told in another language than this one, as far as this browser knows.
pub(crate) fn is_in_other_language(id: Id, language: Language) -> bool {
    preferences::read(&written_in(id)).is_some_and(|code| code != language.html_lang())
}

/// Under this name this browser keeps the language of a demo.
fn written_in(id: Id) -> String {
    format!("demo-language-{id}")
}

/// Asks before the demo is replaced.
#[component]
pub(crate) fn ResetDialog(open: RwSignal<bool>, on_confirm: Callback<()>) -> impl IntoView {
    view! { <ConfirmDialog open=open title=ui::text("ui.demo.reset") message=ui::text("ui.demo.reset_about") confirm=ui::text("ui.demo.reset") on_confirm=on_confirm danger=true test_id="confirm-reset" /> }
}

/// Replaces the demo by a fresh one in the current language. The one that was used goes to the trash, where only the latest stays.
pub(crate) async fn reset_demo(state: &AppState, language: Language) -> Result<Id, String> {
    let demos: Vec<_> = state.list.list().into_iter().filter(|entry| entry.demo).collect();
    let fresh = create_demo(state, language).await?;
    for entry in demos {
        let done = match entry.deleted_ms {
            Some(_) => crate::backup::purge(state, entry.id).await,
            None => state.list.remove(entry.id, state.now_ms()).await,
        };
        done.map_err(|error| error.to_string())?;
    }
    Ok(fresh)
}

async fn create_demo(state: &AppState, language: Language) -> Result<Id, String> {
    let records = pack(language).await?;
    let name = records
        .iter()
        .find(|record| &*record.kind == "workspace")
        .and_then(|record| record.fields.get("name")?.as_str().map(str::to_owned))
        .unwrap_or_default();
    let id = create_filled(state, name, true, records, BTreeMap::new()).await.map_err(|error| error.to_string())?;
    preferences::write(&written_in(id), language.html_lang());
    Ok(id)
}

/// A new workspace holding these records.
pub(crate) async fn create_filled(
    state: &AppState,
    name: String,
    demo: bool,
    records: Vec<Record>,
    tombstones: BTreeMap<Id, Stamp>,
) -> Result<Id, StoreError> {
    let set = RecordSet::of(records, tombstones);
    let living = set.len();
    create_stored(state, name, demo, store::paged(&set)?, living).await
}

/// A new workspace with this content and number of records.
pub(crate) async fn create_stored(state: &AppState, name: String, demo: bool, content: Stored, records: usize) -> Result<Id, StoreError> {
    let id = state.environment.new_id();
    let persistence = state.list.persistence(id).await?;
    store::fill(persistence.as_ref(), content).await?;
    persistence.close();
    state.list.create(id, NewWorkspace { name, demo, record_count: records }, state.now_ms()).await?;
    Ok(id)
}
