//! Opens a workspace: storage, session, content. Says in a page of its own when it cannot.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use flow::{Content, Context, Rules};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Object, RecordSet};
use pillars::workspace::workspace as settings;
use store::StoreError;
use ui::lang::{Language, language};
use views::session::Extensions;
use views::{Place, Route, Session};

use crate::environment::real_today;
use crate::fetch::fetch_text;
use crate::state::{AppState, Opened};
use views::preferences;

/// In workspaces of more records, the steps are worked out a moment after the last change and pillar by pillar: opening
/// and typing go first.
const MANY: usize = 5_000;
/// The moment.
const MOMENT: Duration = Duration::from_millis(300);

/// Closes what is open after everything is stored.
pub(crate) async fn close(state: &AppState) {
    views::drafts::flush_all();
    let before = state.opened.get_untracked();
    state.opened.set(Opened::Nothing);
    if let Opened::Ready(session) = before {
        session.workspace.close().await;
        note_count(state, session.workspace.id(), &session).await;
    }
}

/// The list shows how many records a workspace has now; one that was deleted meanwhile is no longer in it.
async fn note_count(state: &AppState, id: Id, session: &Session) {
    if untrack(|| state.list.entry(id)).is_none() {
        return;
    }
    if let Err(error) = state.list.touch(id, state.now_ms(), session.records().len()).await {
        leptos::logging::warn!("list of workspaces: {error}");
    }
}

/// Opens the workspace of this id.
pub(crate) async fn open(state: &AppState, id: Id) {
    close(state).await;
    state.opened.set(Opened::Opening);
    let result = try_open(state, id).await;
    // The user may have gone elsewhere meanwhile.
    if state.current.get_untracked() != Some(id) {
        return;
    }
    match result {
        Ok(session) => {
            note_count(state, id, &session).await;
            state.opened.set(Opened::Ready(Box::new(session)));
        }
        Err(error) => state.opened.set(Opened::Problem(error.code(), error.to_string())),
    }
}

async fn try_open(state: &AppState, id: Id) -> Result<Session, StoreError> {
    if state.list.entry(id).is_none_or(|entry| entry.deleted_ms.is_some()) {
        return Err(StoreError::UnknownWorkspace(id));
    }
    let persistence = state.list.persistence(id).await?;
    let environment = crate::environment::of_workspace(&state.environment, id);
    let workspace = store::open(persistence, Arc::new(pillars::registry()), environment).await?;
    Ok(state.owner.with(|| make_session(state, workspace, id)))
}

fn make_session(state: &AppState, workspace: store::Workspace, id: Id) -> Session {
    let reader = workspace.clone();
    let today = Memo::new(move |_| {
        reader.tracked("workspace").single("workspace").and_then(|record| settings::AS_OF.get(&**record)).unwrap_or_else(real_today)
    });
    let reader = workspace.clone();
    let currency = Memo::new(move |_| {
        reader.tracked("workspace").single("workspace").and_then(|record| settings::CURRENCY.get(&**record)).unwrap_or_else(|| "CNY".to_owned())
    });
    // The list of workspaces shows the name that the workspace itself holds, also after an undo.
    let (reader, list) = (workspace.clone(), state.list.clone());
    Effect::new(move |_| {
        let name = reader.tracked("workspace").single("workspace").and_then(|record| settings::NAME.get(&**record));
        // Only a change of the workspace leads; a workspace that was closed must not answer to the list.
        let listed = untrack(|| list.entry(id)).map(|entry| entry.name);
        if let Some(name) = name.filter(|name| listed.is_some_and(|listed| listed != *name)) {
            let list = list.clone();
            spawn_local(async move {
                if let Err(error) = list.rename(id, &name).await {
                    leptos::logging::warn!("list of workspaces: {error}");
                }
            });
        }
    });
    let reader = workspace.clone();
    Effect::new(move |_| {
        let record = reader.tracked("workspace").single("workspace").cloned();
        views::lists::set_own(views::lists::Own::new(record.as_deref(), &reader.registry()));
    });
    // In a frame that only shows, nothing is changed by whatever way.
    let embed = crate::embed::embed();
    let lock = embed.lock();
    // In front of an audience only where somebody has said so.
    let presenting = crate::presenting::presenting();
    let shown = presenting.lock();
    let is_view = crate::handover::handed().is_view();
    workspace.add_rule(Arc::new(move |_, _| {
        let locked = is_view || [&lock, &shown].iter().any(|flag| flag.load(std::sync::atomic::Ordering::Relaxed));
        if locked { Err(store::Refusal::new("read_only")) } else { Ok(()) }
    }));
    views::mask::set(preferences::read(&format!("mask-{id}")).as_deref() == Some("on"));
    let author = RwSignal::new(preferences::read(&format!("profile-{id}")).unwrap_or_default());
    let writer = workspace.clone();
    Effect::new(move |_| {
        let name = author.get();
        preferences::write(&format!("profile-{id}"), &name);
        writer.set_author(name);
    });
    let contents = RwSignal::new(HashMap::<String, Arc<Content>>::new());
    let rules = RwSignal::new(Arc::new(Rules::default()));
    crate::follow::connect(&workspace, today, currency, rules, state.environment.clone());
    let turns = (workspace.records().len() > MANY).then(|| in_turns(&workspace, contents, today));
    let states = pillars::PILLARS
        .iter()
        .filter(|pillar| pillar.ready)
        .enumerate()
        .map(|(index, pillar)| {
            let workspace = workspace.clone();
            let turn = turns.as_ref().and_then(|turns| turns.get(index).copied());
            let memo = Memo::new(move |_| {
                if turn.is_some_and(|turn| turn.get() == 0) {
                    return None;
                }
                let of_pillar = |contents: &HashMap<String, Arc<Content>>| contents.get(pillar.id).cloned();
                let (content, records) = match turn {
                    Some(_) => (contents.with_untracked(of_pillar)?, workspace.records()),
                    None => (contents.with(of_pillar)?, workspace.tracked_any()),
                };
                let registry = workspace.registry();
                let today = if turn.is_some() { today.get_untracked() } else { today.get() };
                let context = Context { records: &records, registry: &registry, today };
                Some(Arc::new(flow::evaluate(&content.structure, &rules.get_untracked(), &context)))
            });
            (pillar.id.to_owned(), memo)
        })
        .collect();
    let mut extensions = Extensions::default();
    screens::goals::extend(&mut extensions);
    extensions.sections.insert("task", crate::pages::diagnosis::origin);
    extensions.table_menu = Some(crate::tables::table_menu);
    let router = state.clone();
    let first = match state.route.get_untracked() {
        Route::In(_, Place::Pillar(number) | Place::Step(number, _) | Place::Check(number) | Place::Document(number, _)) => Some(number),
        _ => None,
    };
    load_contents(contents, rules, first);
    let examples = RwSignal::new(None);
    let templates = RwSignal::new(HashMap::new());
    Session {
        workspace,
        today: today.into(),
        currency: currency.into(),
        author,
        contents,
        states: StoredValue::new(states),
        rules,
        extensions: StoredValue::new(extensions),
        examples,
        fetch_examples: Callback::new(move |()| fetch_examples(examples)),
        templates,
        fetch_templates: Callback::new(move |kind| fetch_templates(templates, kind)),
        refused: RwSignal::new(None),
        may_edit: Signal::derive(move || !is_view && embed.may_edit() && presenting.may_edit()),
        trouble: RwSignal::new(false),
        refused_step: RwSignal::new(None),
        asked: RwSignal::new(Vec::new()),
        go: Callback::new(move |route: Route| router.go(&route)),
        query: state.query,
    }
}

/// Says to one pillar after the other that its steps can be worked out, a moment after the last change.
fn in_turns(workspace: &store::Workspace, contents: RwSignal<HashMap<String, Arc<Content>>>, today: Memo<model::Date>) -> Vec<RwSignal<u32>> {
    let turns: Vec<RwSignal<u32>> = pillars::PILLARS.iter().filter(|pillar| pillar.ready).map(|_| RwSignal::new(0)).collect();
    let (changes, reader, told) = (StoredValue::new(0_u32), workspace.clone(), turns.clone());
    Effect::new(move |_| {
        reader.tracked_any();
        contents.track();
        today.track();
        let change = changes.try_update_value(|count| {
            *count += 1;
            *count
        });
        let turns = told.clone();
        set_timeout(
            move || {
                if changes.try_get_value() == change {
                    give_turn(turns, 0);
                }
            },
            MOMENT,
        );
    });
    turns
}

/// The page gets a turn between two pillars.
fn give_turn(turns: Vec<RwSignal<u32>>, index: usize) {
    // A workspace that was closed meanwhile has no signals any more.
    if turns.get(index).and_then(|turn| turn.try_update(|count| *count += 1)).is_some() {
        set_timeout(move || give_turn(turns, index + 1), Duration::ZERO);
    }
}

/// The records of the sample company in the current language.
fn fetch_examples(examples: RwSignal<Option<Arc<RecordSet>>>) {
    if examples.with_untracked(Option::is_some) {
        return;
    }
    spawn_local(async move {
        let mut set = RecordSet::default();
        match crate::demo::pack(untrack(language)).await {
            Ok(records) => records.into_iter().for_each(|record| set.insert(record)),
            Err(error) => leptos::logging::error!("samples: {error}"),
        }
        examples.try_set(Some(Arc::new(set)));
    });
}

/// The templates of a kind in the current language; a kind without a file has none.
fn fetch_templates(templates: RwSignal<HashMap<String, Arc<Vec<Object>>>>, kind: String) {
    if !pillars::TEMPLATES.contains(&kind.as_str()) || templates.with_untracked(|known| known.contains_key(&kind)) {
        return;
    }
    let code = untrack(language).html_lang();
    spawn_local(async move {
        let read = |text: String| serde_json::from_str::<serde_json::Value>(&text).map_err(|error| error.to_string());
        match fetch_text(&format!("content/templates/{kind}.{code}.json")).await.and_then(read) {
            Ok(file) => {
                let records = file["records"].as_array().into_iter().flatten().filter_map(|record| record.as_object().cloned()).collect();
                templates.try_update(|known| known.insert(kind, Arc::new(records)));
            }
            Err(error) => leptos::logging::error!("templates of {kind}: {error}"),
        }
    });
}

/// Labels that the pillars bring in a language.
pub(crate) async fn labels(language: Language) -> HashMap<String, String> {
    let files = pillars::PILLARS.iter().filter(|pillar| pillar.ready).map(|pillar| async move {
        let text = fetch_text(&format!("content/{}/{}.json", pillar.content, language.html_lang())).await.ok()?;
        let texts: serde_json::Value = serde_json::from_str(&text).ok()?;
        let labels = texts.get("labels")?.as_object()?.clone();
        Some(labels.into_iter().filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))).collect::<Vec<_>>())
    });
    futures::future::join_all(files).await.into_iter().flatten().flatten().collect()
}

/// Fetches the content of every pillar in the current language, again when the language changes: first the pillar that
/// is on the screen, then all others in one go.
fn load_contents(contents: RwSignal<HashMap<String, Arc<Content>>>, rules: RwSignal<Arc<Rules>>, first: Option<u8>) {
    let structures = StoredValue::new(HashMap::<String, String>::new());
    // Labels that arrive change the dictionary; only another language is a reason to fetch again.
    let chosen = Memo::new(|_| language());
    Effect::new(move |_| {
        let code = chosen.get().html_lang();
        let (shown, others): (Vec<_>, Vec<_>) =
            pillars::PILLARS.iter().filter(|pillar| pillar.ready).partition(|pillar| Some(pillar.number) == first);
        spawn_local(async move {
            for group in [shown, others] {
                let fetched = futures::future::join_all(group.into_iter().map(|pillar| fetch_content(pillar, code, structures, rules))).await;
                let fetched: Vec<(String, Arc<Content>)> = fetched.into_iter().flatten().collect();
                if !fetched.is_empty() && chosen.try_get_untracked().is_some_and(|now| now.html_lang() == code) {
                    ui::lang::add_entries(fetched.iter().flat_map(|(_, content)| content.texts.labels.clone()));
                    contents.try_update(|all| all.extend(fetched));
                }
            }
        });
    });
}

/// Structure and texts of a pillar, when the rules that they name are there; the structure is fetched once.
async fn fetch_content(
    pillar: &pillars::PillarInfo,
    code: &str,
    structures: StoredValue<HashMap<String, String>>,
    rules: RwSignal<Arc<Rules>>,
) -> Option<(String, Arc<Content>)> {
    let folder = format!("content/{}", pillar.content);
    let structure = match structures.try_with_value(|kept| kept.get(pillar.id).cloned()).flatten() {
        Some(text) => Ok(text),
        None => fetch_text(&format!("{folder}/steps.json")).await,
    };
    let texts = fetch_text(&format!("{folder}/{code}.json")).await;
    if let Ok(structure) = &structure {
        crate::rules::fetch(pillar, structure, rules).await?;
    }
    let content = match (&structure, &texts) {
        (Ok(structure), Ok(texts)) => Content::read(structure, texts).map_err(|error| error.to_string()),
        (structure, texts) => Err(format!("{:?} {:?}", structure.as_ref().err(), texts.as_ref().err())),
    };
    match (content, structure) {
        (Ok(content), Ok(structure)) => {
            structures.try_update_value(|kept| kept.insert(pillar.id.to_owned(), structure));
            Some((pillar.id.to_owned(), Arc::new(content)))
        }
        (content, _) => {
            leptos::logging::error!("{folder}: {:?}", content.err());
            None
        }
    }
}
