//! Tasks by urgency: overdue, this week, later, done (SC-21).

use std::sync::Arc;

use chrono::Duration;
use leptos::prelude::*;
use model::Order as _;
use model::{Date, Record};
use pillars::plan::task;
use pillars::report::agenda::Occasion;
use ui::Show;
use ui::lang::{t, t_with};
use ui::{Checkbox, EmptyState, SelectInput};
use views::labels::date_text;
use views::{Place, session};

use crate::calendar_file::CalendarButton;

/// What the calendar file of this page holds.
const DAYS: &[Occasion] = &[Occasion::Task, Occasion::Improvement, Occasion::Meeting, Occasion::Training];

/// A task that still asks for work.
pub(crate) fn is_open(record: &Record) -> bool {
    !matches!(task::STATUS.get(record).as_deref(), Some("done" | "dropped"))
}

/// Days past the due date; zero and less when not overdue.
pub(crate) fn overdue_days(record: &Record, today: Date) -> i64 {
    task::DUE.get(record).map_or(0, |due| (today - due).num_days())
}

#[derive(Clone, Copy, PartialEq)]
enum Bucket {
    Overdue,
    Week,
    Later,
    Done,
}

fn bucket(record: &Record, today: Date) -> Bucket {
    if !is_open(record) {
        return Bucket::Done;
    }
    match task::DUE.get(record) {
        Some(due) if due < today => Bucket::Overdue,
        Some(due) if due <= today + Duration::days(7) => Bucket::Week,
        _ => Bucket::Later,
    }
}

/// The page of tasks.
#[component]
pub(crate) fn ActionsPage() -> impl IntoView {
    let session = session();
    let owner = RwSignal::new(String::new());
    let reader = session.clone();
    let people = Signal::derive(move || reader.choices("person"));
    let reader = session.clone();
    let tasks = Memo::new(move |_| {
        let chosen = owner.get();
        let mut tasks: Vec<Arc<Record>> = reader.all("task");
        tasks.retain(|record| chosen.is_empty() || task::OWNER.get(&**record).is_some_and(|id| id.to_string() == chosen));
        tasks.order_by_key(|record| (task::DUE.get(&**record), record.id));
        tasks
    });
    let today = session.today;
    let groups = [
        (Bucket::Overdue, "ui.actions.overdue"),
        (Bucket::Week, "ui.actions.week"),
        (Bucket::Later, "ui.actions.later"),
        (Bucket::Done, "ui.actions.done"),
    ];
    let list = move || {
        let now = today.get();
        groups
            .iter()
            .filter_map(|(wanted, words)| {
                let some: Vec<_> = tasks.get().into_iter().filter(|record| bucket(record, now) == *wanted).collect();
                (!some.is_empty()).then(|| {
                    let count = some.len();
                    let rows = some.into_iter().map(|record| {
                        let session = session.clone();
                        let id = record.id;
                        let href = session.href(Place::Record("task".to_owned(), id));
                        let title = task::TITLE.get(&*record).unwrap_or_default();
                        let who = task::OWNER.get(&*record).map(|id| session.title_of(id)).unwrap_or_else(|| t("ui.actions.no_owner"));
                        let late = overdue_days(&record, now);
                        let due = task::DUE.get(&*record).map(date_text).unwrap_or_else(|| t("ui.actions.no_date"));
                        let done = !is_open(&record);
                        let change = Callback::new(move |on: bool| {
                            let (status, day) = if on { ("done", Some(model::Json::String(now.to_string()))) } else { ("open", None) };
                            let transaction = store::Transaction::new(session.label("ui.history.edit", Some(id))).put(id, task::STATUS, status.to_owned()).set(id, task::DONE_ON.name(), day);
                            session.commit(transaction);
                        });
                        let label = title.clone();
                        view! {
                            <li class="action-row">
                                <Checkbox label=Signal::derive(move || t_with("ui.actions.mark_done", &[("title", &label)])) hide_label=true checked=Signal::derive(move || done) on_change=change />
                                <a href=href>{title}</a>
                                <span class="action-who">{who}</span>
                                <span class="action-due" class:late={ late > 0 && !done }>{due}{(late > 0 && !done).then(|| t_with("ui.actions.late", &[("n", &late.to_string())]))}</span>
                            </li>
                        }
                    }).collect_view();
                    view! { <section class="action-group"><h2>{t(words)}" "<span class="count">{count}</span></h2><ul class="action-list">{rows}</ul></section> }
                })
            })
            .collect_view()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.actions")}</h1><p class="page-about">{ui::say_key("ui.actions.about")}</p></div><div class="page-actions"><CalendarButton occasions=DAYS owner=owner /></div></header>
        <Show when=move || !tasks.with(Vec::is_empty) || !owner.with(String::is_empty) fallback=move || view! { <EmptyState title=ui::text("ui.actions.empty") about=ui::text("ui.actions.empty_about") /> }>
            <SelectInput label=ui::text("field.task.owner") value=owner options=people on_change=Callback::new(move |code| owner.set(code)) allow_empty=true id="action-owner" />
            {list.clone()}
        </Show>
    }
}
