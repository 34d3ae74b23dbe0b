//! What a goal's and a person's record page add below the form.

pub mod chart;
pub mod parts;

use leptos::prelude::*;
use model::{Id, Json};
use pillars::goals::constraint;
use pillars::goals::rules::{consensus as consensus_rules, horizon, responsibility, reviews};
use pillars::plan::{resource, task};
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Icon, LinkButton, PickMany, Tone};
use ui::{Show, live, say};
use views::Place;
use views::labels::{date_text, kind_label, kind_many};
use views::route::query_text;
use views::session::session;
use views::table::RecordDrawer;

use super::consensus_board::counts_text;
use super::editors::{GateButtons, light_mark};
use super::progress_board::shown;
use super::review_calendar::{PastReview, history};
use chart::{PlanChart, ProgressBar};
use parts::{Look, RecordAnchor, date_or_missing, link};

/// Address of the responsibility sheet of a person.
pub(super) fn sheet_href(session: &views::Session, person: Id) -> String {
    let page = session.href(Place::Document(1, "responsibility_sheets".to_owned()));
    format!("{page}{}", query_text(&[("person".to_owned(), person.to_string())]))
}

/// State, progress, consensus, links and reviews of a goal.
#[component]
pub fn GoalSections(goal: Id) -> impl IntoView {
    let session = session();
    let exists = {
        let session = session.clone();
        Memo::new(move |_| session.record("goal", goal).is_some())
    };
    view! {
        <Show when=move || exists.get()>
            <div class="record-sections" data-testid="goal-sections">
                <section class="record-section" aria-labelledby="section-state">
                    <h2 id="section-state">{ui::say_key("ui.goals.goal_sections.state")}</h2>
                    <StateLine goal=goal />
                    <GateButtons goal=goal />
                </section>
                <ProgressSection goal=goal />
                <section class="record-section" aria-labelledby="section-basis">
                    <h2 id="section-basis">{ui::say_key("ui.goals.goal_sections.basis")}</h2>
                    <p class="muted">{ui::say_key("ui.goals.goal_sections.basis_about")}</p>
                    <LinkedMany goal=goal kind="env_factor" />
                    <LinkedMany goal=goal kind="competitor" />
                    <OwnedList goal=goal kind="resource" />
                    <OwnedList goal=goal kind="constraint" />
                    <OwnedList goal=goal kind="task" />
                </section>
                <ConsensusSection goal=goal />
                <ReviewSection goal=goal />
            </div>
        </Show>
    }
}

/// Horizon with its months.
#[component]
fn StateLine(goal: Id) -> impl IntoView {
    let session = session();
    let text = Memo::new(move |_| {
        let look = Look::tracked(&session);
        let record = look.records.get(goal)?;
        let found = horizon::of(record, horizon::bounds(&look.records), look.today)?;
        let months = horizon::months(record, look.today)?.to_string();
        let name = t(&format!("ui.goals.horizon.{}", found.code()));
        Some(t_with("ui.goals.goal_sections.horizon", &[("horizon", &name), ("n", &months)]))
    });
    ui::live(move || text.get().map(|text| view! { <p class="muted">{text}</p> }))
}

#[component]
fn ProgressSection(goal: Id) -> impl IntoView {
    let session = session();
    let model = Memo::new(move |_| {
        let look = Look::tracked(&session);
        look.records.get(goal).map(|record| shown(&look, record))
    });
    view! {
        <section class="record-section" aria-labelledby="section-progress">
            <h2 id="section-progress">{ui::say_key("ui.goals.goal_sections.progress")}</h2>
            {live(move || model.get().map(|model| view! {
                <div class="row">{light_mark(model.light)}<span>{model.sentence.clone()}</span></div>
                <ProgressBar done=model.done plan=model.plan_done />
                {model.line.is_drawable().then(|| view! { <PlanChart title=t("ui.goals.goal_sections.chart") measure=model.measure.clone() line=model.line.clone() /> })}
            }))}
        </section>
    }
}

/// Ids of the records of a kind whose `goals` hold this goal.
fn linked(look: &Look, kind: &str, goal: Id) -> Vec<Id> {
    let id = goal.to_string();
    let holds = |json: &Json| json.as_array().is_some_and(|ids| ids.iter().any(|other| other.as_str() == Some(&id)));
    look.records.of_kind(kind).filter(|record| record.fields.get("goals").is_some_and(holds)).map(|record| record.id).collect()
}

/// The id of the control that picks what a goal rests on.
pub fn link_id(kind: &str, goal: Id) -> String {
    format!("link-{kind}-{goal}")
}

/// Links records of the environment with the goal, or makes a new one (P01.A02).
#[component]
fn LinkedMany(goal: Id, kind: &'static str) -> impl IntoView {
    let session = session();
    let (value_reader, option_reader) = (session.clone(), session.clone());
    let value = Memo::new(move |_| linked(&Look::tracked(&value_reader), kind, goal).iter().map(Id::to_string).collect::<Vec<_>>());
    let options = Memo::new(move |_| {
        let look = Look::tracked(&option_reader);
        look.all(kind).iter().map(|record| (record.id.to_string(), look.title(record.id))).collect::<Vec<_>>()
    });
    let writer = session.clone();
    let change = Callback::new(move |picked: Vec<String>| {
        let look = Look::now(&writer);
        let before = linked(&look, kind, goal);
        let picked: Vec<Id> = picked.iter().filter_map(|text| text.parse().ok()).collect();
        let mut transaction = Transaction::new(writer.label("ui.history.edit", Some(goal)));
        for id in before.iter().chain(picked.iter().filter(|id| !before.contains(id))) {
            let Some(record) = look.records.get(*id) else { continue };
            let mut goals: Vec<Json> = record.fields.get("goals").and_then(Json::as_array).cloned().unwrap_or_default();
            goals.retain(|other| other.as_str() != Some(&goal.to_string()));
            if picked.contains(id) {
                goals.push(link(goal));
            }
            transaction = transaction.set(*id, "goals", (!goals.is_empty()).then_some(Json::Array(goals)));
        }
        writer.commit(transaction);
    });
    let opened = RwSignal::new(None::<Id>);
    let added = session.kind(kind);
    let add = Callback::new(move |()| {
        opened.set(session.add(kind, &[("goals".to_owned(), Json::Array(vec![link(goal)]))]));
    });
    view! {
        <div class="link-row">
            <PickMany label=Signal::derive(move || kind_many(kind)) value=value options=options on_change=change id=link_id(kind, goal) test_id=format!("link-{kind}") />
            <Button label=Signal::derive(move || t_with("ui.record.add", &[("kind", &kind_label(kind))])) look=ButtonLook::Text icon=Icon::Plus on_press=add test_id=format!("section-add-{kind}") />
            {added.map(|kind| view! { <RecordDrawer kind=kind opened=opened untouched=1 another=add /> })}
        </div>
    }
}

/// Records that belong to the goal: its resources, limits and tasks.
#[component]
fn OwnedList(goal: Id, kind: &'static str) -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let items = Memo::new(move |_| {
        let look = Look::tracked(&reader);
        let belongs = |record: &model::Record| match kind {
            "resource" => resource::GOAL.get(record) == Some(goal),
            "task" => task::GOAL.get(record) == Some(goal),
            _ => constraint::GOALS.get(record).is_some_and(|goals| goals.contains(&goal)),
        };
        look.records.of_kind(kind).filter(|record| belongs(record)).map(|record| (record.id, look.title(record.id))).collect::<Vec<_>>()
    });
    let opened = RwSignal::new(None::<Id>);
    let added = session.kind(kind);
    let add = Callback::new(move |()| {
        let value = match kind {
            "constraint" => ("goals".to_owned(), Json::Array(vec![link(goal)])),
            _ => ("goal".to_owned(), link(goal)),
        };
        opened.set(session.add(kind, &[value]));
    });
    view! {
        <div class="owned-row">
            <h3>{say(move || kind_many(kind))}" "<span class="muted">{live(move || items.with(Vec::len))}</span></h3>
            <ul class="owned-list">
                <For each=move || items.get() key=|item| item.clone() let:item><li><RecordAnchor kind=kind id=item.0 title=item.1 /></li></For>
            </ul>
            <Button label=Signal::derive(move || t_with("ui.record.add", &[("kind", &kind_label(kind))])) look=ButtonLook::Text icon=Icon::Plus on_press=add test_id=format!("section-add-{kind}") />
            {added.map(|kind| view! { <RecordDrawer kind=kind opened=opened untouched=1 another=add /> })}
        </div>
    }
}

#[component]
fn ConsensusSection(goal: Id) -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let text = Memo::new(move |_| {
        let look = Look::tracked(&reader);
        look.records.get(goal).map(|record| counts_text(&consensus_rules::of(record, &look.context())))
    });
    let href = session.href(Place::Step(1, "6".to_owned()));
    view! {
        <section class="record-section" aria-labelledby="section-consensus">
            <h2 id="section-consensus">{ui::say_key("ui.goals.goal_sections.consensus")}</h2>
            <p>{live(move || text.get())}</p>
            <LinkButton label=ui::text("ui.goals.goal_sections.to_consensus") href=href look=ButtonLook::Text icon=Icon::ArrowRight />
        </section>
    }
}

#[component]
fn ReviewSection(goal: Id) -> impl IntoView {
    let session = session();
    let (reader, past_reader) = (session.clone(), session.clone());
    let state = Memo::new(move |_| {
        let look = Look::tracked(&reader);
        look.records.get(goal).map(|record| {
            let state = reviews::state(record, &look.context());
            (date_or_missing(state.last), date_or_missing(state.next), state.overdue_days)
        })
    });
    let past = Memo::new(move |_| history(&Look::tracked(&past_reader), Some(goal)));
    let href = session.href(Place::Step(1, "7".to_owned()));
    view! {
        <section class="record-section" aria-labelledby="section-reviews">
            <h2 id="section-reviews">{ui::say_key("ui.goals.goal_sections.reviews")}</h2>
            {live(move || state.get().map(|(last, next, overdue)| view! {
                <p class="row">
                    <span>{t_with("ui.goals.goal_sections.review_dates", &[("last", &last), ("next", &next)])}</span>
                    {(overdue > 0).then(|| view! { <Badge tone=Tone::Danger icon=Icon::Warning label=t_with("ui.goals.parts.overdue", &[("days", &overdue.to_string())]) /> })}
                </p>
            }))}
            <ul class="past-list">
                <For each=move || past.get() key=|item| item.clone() let:item><li><PastReview item=item /></li></For>
            </ul>
            <LinkButton label=ui::text("ui.goals.goal_sections.to_reviews") href=href look=ButtonLook::Text icon=Icon::ArrowRight />
        </section>
    }
}

/// What a person carries, and the way to their responsibility sheet (P01.A08).
#[component]
pub fn PersonSections(person: Id) -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let model = Memo::new(move |_| {
        let look = Look::tracked(&reader);
        look.records.get(person)?;
        let sheet = responsibility::sheet(person, &look.context());
        let state = match sheet.state {
            responsibility::SheetState::Confirmed(_, date) => t_with("ui.doc.sheets.confirmed", &[("date", &date_text(date))]),
            responsibility::SheetState::Unconfirmed(_) => t("ui.doc.sheets.unconfirmed"),
            responsibility::SheetState::Missing => t("ui.doc.sheets.missing"),
        };
        Some((state, sheet.goals.len().to_string(), sheet.tasks.len().to_string()))
    });
    let href = sheet_href(&session, person);
    view! {
        <section class="record-section" aria-labelledby="section-sheet" data-testid="person-sections">
            <h2 id="section-sheet">{say(move || kind_label("responsibility_sheet"))}</h2>
            {live(move || model.get().map(|(state, goals, tasks)| view! { <p>{t_with("ui.goals.goal_sections.carries", &[("goals", &goals), ("tasks", &tasks), ("state", &state)])}</p> }))}
            <LinkButton label=ui::text("ui.goals.goal_sections.open_sheet") href=href icon=Icon::Document test_id="open-sheet" />
        </section>
    }
}
