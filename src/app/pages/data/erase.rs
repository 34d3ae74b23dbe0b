//! Erasing a person for good: from records, history, trash, restore points and copies (P00.06). The
//! record is chosen on its own page, which leads here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json, Record};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, ConfirmDialog, Icon, Tone, live, toast};
use views::labels::{kind_label, record_title};
use views::{Place, session};

use crate::backup::backup;
use crate::files::Seen;
use crate::state::{AppState, state};

/// A shorter name stands for too much else.
const SHORTEST: usize = 2;
/// Places that are listed.
const LISTED: usize = 10;

fn says(json: &Json, name: &str) -> bool {
    match json {
        Json::String(text) => text.contains(name),
        Json::Array(items) => items.iter().any(|item| says(item, name)),
        Json::Object(map) => map.values().any(|item| says(item, name)),
        _ => false,
    }
}

fn mentions(record: &Record, name: &str) -> bool {
    name.chars().count() >= SHORTEST && record.fields.values().any(|json| says(json, name))
}

/// Forgets a name among those who work on other copies.
async fn forget_name(state: &AppState, id: Id, name: &str) {
    let mut seen = Seen::of(state, id);
    let before = seen.copies.len();
    seen.copies.retain(|_, known| known != name);
    if seen.copies.len() < before
        && let Err(error) = seen.keep(state, id).await
    {
        ui::toast_problem(t(&format!("ui.store.{}", error.code())));
    }
}

/// The section of erasing.
#[component]
pub(crate) fn Erase() -> impl IntoView {
    let session = session();
    let backup = backup();
    let open = RwSignal::new(false);
    let query = session.query;
    let chosen = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(name, _)| name == "erase").and_then(|(_, id)| id.parse::<Id>().ok())));
    let reader = session.clone();
    // Title, kind, and the other records that say the name in a text.
    let known = Memo::new(move |_| {
        let id = chosen.get()?;
        let records = reader.workspace.tracked_any();
        let record = records.get(id).or_else(|| records.buried_record(id))?;
        let registry = reader.registry();
        let title = record_title(&records, &registry, record);
        let told: Vec<(Id, String, String)> = records
            .all()
            .into_iter()
            .filter(|other| other.id != id && mentions(other, &title))
            .map(|other| (other.id, other.kind.to_string(), record_title(&records, &registry, other)))
            .collect();
        Some((id, title, record.kind.to_string(), told))
    });
    // Who comes from the page of a record is led to the section, far down the page.
    Effect::new(move |_| {
        if chosen.get().is_some() {
            ui::dom::focus_soon("erase-title");
        }
    });
    let title = Signal::derive(move || known.with(|known| known.as_ref().map(|(_, title, ..)| title.clone()).unwrap_or_default()));
    let (state, eraser) = (state(), session.clone());
    let erase = Callback::new(move |()| {
        let Some((id, title, ..)) = known.get_untracked() else { return };
        let (state, session) = (state.clone(), eraser.clone());
        spawn_local(async move {
            match session.workspace.erase(BTreeSet::from([id]), std::slice::from_ref(&title)).await {
                Ok(()) => {
                    views::kept::forget_all(session.workspace.id());
                    forget_name(&state, session.workspace.id(), &title).await;
                    // The copies outside are made anew, both generations.
                    let copied = backup.keep(session.workspace.id(), true).await;
                    let unmade = copied.is_err_and(|error| error.code() != "copy.unavailable");
                    toast(t(if unmade { "ui.erase.done_but_copy" } else { "ui.erase.done" }), None);
                    session.query.try_set(Vec::new());
                }
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    let linker = session.clone();
    let places = move |told: &[(Id, String, String)]| {
        let links = told.iter().take(LISTED).map(|(id, kind, title)| {
            let href = linker.href(Place::Record(kind.clone(), *id));
            view! { <li><a href=href>{kind_label(kind)}" · "{title.clone()}</a></li> }
        });
        view! { <ul>{links.collect_view()}</ul> }
    };
    view! {
        <section class="data-actions" id="erase" data-testid="erase">
            <h2 id="erase-title" tabindex="-1">{ui::say_key("ui.erase.title")}</h2>
            <p>{ui::say_key("ui.erase.about")}</p>
            {live(move || match known.get() {
                None => view! { <p class="muted">{t("ui.erase.how")}</p> }.into_any(),
                Some((_, title, kind, told)) => {
                    let count = told.len();
                    let listed = (count > 0).then(|| view! { <p>{t_with("ui.erase.mentions", &[("n", &count.to_string())])}</p>{places(&told)} });
                    view! {
                        <Callout tone=Tone::Warning>
                            <p>{t_with("ui.erase.chosen", &[("title", &title), ("kind", &kind_label(&kind))])}</p>
                            {listed}
                            <Button label=ui::text("ui.erase.erase") icon=Icon::Trash look=ButtonLook::Danger on_press=Callback::new(move |()| open.set(true)) test_id="erase-person" />
                        </Callout>
                    }.into_any()
                }
            })}
            <ConfirmDialog open=open title=ui::text("ui.erase.title") message=Signal::derive(move || t_with("ui.erase.confirm_about", &[("title", &title.get())])) confirm=ui::text("ui.erase.erase") on_confirm=erase danger=true typed=title />
        </section>
    }
}
