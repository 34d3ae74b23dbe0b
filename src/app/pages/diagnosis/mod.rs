//! The diagnosis of a company: overview, scoring, results, rating, audit, needs for software (SC-25, SC-26).

mod audit;
mod begin;
pub(super) mod desk;
mod evidence;
mod needs;
mod overview;
mod rating;
mod results;
mod results_charts;
mod roadmap;
mod score;
mod score_keys;
mod self_check;
pub(crate) mod task_origin;

use leptos::prelude::*;
use model::Id;
use ui::lang::t;
use ui::{Button, Callout, Tone, live};
use views::{Place, Session, session};

use desk::{Desk, Loaded};

use super::exceptional::NotFoundHere;

/// The parts with an entry of their own: address, key of the name.
const PARTS: [(&str, &str); 4] =
    [("", "ui.diagnosis.maturity"), ("rating", "ui.diagnosis.rating"), ("audit", "ui.diagnosis.audit"), ("needs", "ui.diagnosis.needs")];

/// The section on the page of a task, where the task was made of an initiative.
pub(crate) fn origin(id: Id) -> AnyView {
    let records = session().records();
    let made = records.get(id).is_some_and(|record| pillars::plan::task::INITIATIVE.get(&**record).is_some());
    if made { super::task_origin(id) } else { ().into_any() }
}

/// What stands there until the content has arrived, or when it does not.
pub(super) fn waiting(loaded: &Loaded) -> AnyView {
    if !loaded.failed.get() {
        return view! { <p class="loading" role="status">{ui::say_key("ui.loading")}</p> }.into_any();
    }
    let again = loaded.again;
    view! {
        <div role="alert">
            <Callout tone=Tone::Warning title=ui::text("ui.chunk.missing")>
                <p>{ui::say_key("ui.chunk.missing_about")}</p>
                <p><Button label=ui::text("ui.save.retry") on_press=Callback::new(move |()| again.update(|tries| *tries += 1)) /></p>
            </Callout>
        </div>
    }
    .into_any()
}

/// The part of an address such as `result/<id>`.
fn part_view(desk: Desk, path: &str) -> AnyView {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match (first, rest.parse().ok()) {
        ("", _) => overview::overview(desk),
        ("score", Some(id)) => score::score(desk, id),
        ("result", Some(id)) => results::results(desk, id),
        ("rating", id) => rating::rating(desk, id),
        ("audit", _) => audit::audit(desk, rest.to_owned()),
        ("needs", _) => needs::needs(desk),
        _ => view! { <NotFoundHere /> }.into_any(),
    }
}

/// Whether the diagnosis has a page of this address. The audit knows its parts itself.
fn is_known(session: &Session, path: &str) -> bool {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let records = session.records();
    let names = |kind: &str| rest.parse().ok().and_then(|id| records.get(id)).is_some_and(|record| record.kind == *kind);
    match first {
        "score" | "result" => names("assessment"),
        "rating" => rest.is_empty() || names("effectiveness_rating"),
        "audit" => true,
        _ => rest.is_empty() && PARTS.iter().any(|(part, _)| *part == first),
    }
}

/// The page of a part; `path` is the address behind `diagnosis`.
#[component]
pub(crate) fn DiagnosisPage(path: String) -> impl IntoView {
    let session = session();
    if !untrack(|| is_known(&session, &path)) {
        return view! { <NotFoundHere /> }.into_any();
    }
    let loaded = desk::content();
    let first = path.split('/').next().unwrap_or_default().to_owned();
    let shown = match first.as_str() {
        "score" | "result" => "",
        other => other,
    }
    .to_owned();
    // A statement needs the room of a projector.
    let is_scoring = first == "score";
    let (about, linker) = (shown.clone(), session.clone());
    let tabs = PARTS
        .iter()
        .map(|(part, key)| {
            let current = (*part == shown).then_some("page");
            view! { <li><a href=linker.href(Place::Diagnosis((*part).to_owned())) aria-current=current>{ui::say_key(key)}</a></li> }
        })
        .collect_view();
    let body = move || {
        let Some(content) = loaded.content.get() else { return waiting(&loaded) };
        let desk = Desk { session: session.clone(), content };
        // Words that arrive later must not begin a half-done page anew; another language brings other content.
        untrack(|| part_view(desk, &path))
    };
    let about = PARTS.iter().find(|(part, _)| *part == about).map(|(_, key)| format!("{key}_about")).unwrap_or_default();
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.diagnosis")}</h1>{(!is_scoring).then(|| view! { <p class="page-about">{ui::say(move || t(&about))}</p> })}</div></header>
        <nav class="diagnosis-parts no-print" aria-label=ui::text("ui.nav.diagnosis")><ul>{tabs}</ul></nav>
        {live(body)}
    }
    .into_any()
}
