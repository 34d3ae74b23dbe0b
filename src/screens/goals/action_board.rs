//! From goals to work (P01.6): goals without action, people without a task, and all tasks by when
//! they are due. A new task takes its goal, person, date and measure from here.

use std::sync::Arc;

use chrono::{Datelike, Duration};
use leptos::prelude::*;
use model::Order as _;
use model::{Date, Id, Json, Key, Record};
use pillars::goals::goal;
use pillars::goals::rules::responsibility;
use pillars::plan::task;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, DateInput, Dialog, EmptyState, Icon, LinkButton, SelectInput, TextInput};
use ui::{Show, say};
use views::Place;
use views::kept::Kept;
use views::labels::field_label;
use views::session::session;

use super::goal_sections::parts::{EditDrawer, Look, RecordAnchor, RowButton, adds, date_or_missing, day, fresh, is_open, link};

/// When a task is due, seen from today.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Bucket {
    Overdue,
    ThisWeek,
    Later,
    Done,
}

impl Bucket {
    const ALL: [Self; 4] = [Self::Overdue, Self::ThisWeek, Self::Later, Self::Done];

    fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::ThisWeek => "this_week",
            Self::Later => "later",
            Self::Done => "done",
        }
    }
}

/// The group of a task; a week ends on Sunday. Dropped tasks are in none.
fn bucket(status: Option<&str>, due: Option<Date>, today: Date) -> Option<Bucket> {
    let sunday = today + Duration::days(i64::from(6 - today.weekday().num_days_from_monday()));
    Some(match (status, due) {
        (Some("dropped"), _) => return None,
        (Some("done"), _) => Bucket::Done,
        (_, Some(due)) if due < today => Bucket::Overdue,
        (_, Some(due)) if due <= sunday => Bucket::ThisWeek,
        _ => Bucket::Later,
    })
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    id: Id,
    title: String,
    owner: String,
    owner_id: Option<Id>,
    due: String,
    due_on: Option<Date>,
    late: i64,
    goal: Option<(Id, String)>,
    bucket: Bucket,
}

fn rows(look: &Look) -> Vec<Row> {
    let mut rows: Vec<Row> = look
        .all("task")
        .iter()
        .filter_map(|record| {
            let due = task::DUE.get(record.as_ref());
            let bucket = bucket(task::STATUS.get(record.as_ref()).as_deref(), due, look.today)?;
            let owner_id = task::OWNER.get(record.as_ref());
            Some(Row {
                id: record.id,
                title: look.title(record.id),
                owner: look.title_or_missing(owner_id),
                owner_id,
                due: date_or_missing(due),
                due_on: due,
                late: due.map_or(0, |due| (look.today - due).num_days()),
                goal: task::GOAL.get(record.as_ref()).map(|goal| (goal, look.title(goal))),
                bucket,
            })
        })
        .collect();
    rows.order_by_key(|row| (row.due_on.is_none(), row.due_on));
    rows
}

fn named(look: &Look, records: &[Arc<Record>]) -> Vec<(Id, String)> {
    records.iter().map(|record| (record.id, look.title(record.id))).collect()
}

/// Goals that are pursued and have no task.
fn without_action(look: &Look) -> Vec<(Id, String)> {
    let mut goals = responsibility::goals_without_action(&look.context());
    goals.retain(|goal| is_open(goal));
    named(look, &goals)
}

fn without_task(look: &Look) -> Vec<(Id, String)> {
    named(look, &responsibility::without_task(&look.context()))
}

/// What the dialog for a new task holds.
#[derive(Clone, Copy)]
struct NewTask {
    open: RwSignal<bool>,
    goal: RwSignal<String>,
    person: RwSignal<String>,
    title: Kept,
    due: Kept,
    measure: Kept,
    tried: RwSignal<bool>,
}

impl NewTask {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            goal: RwSignal::new(String::new()),
            person: RwSignal::new(String::new()),
            title: Kept::new("task-title"),
            due: Kept::new("task-due"),
            measure: Kept::new("task-measure"),
            tried: RwSignal::new(false),
        }
    }

    /// Opens the dialog for a goal or a person, with what was typed and not yet added. The owner of the goal is proposed.
    fn begin(self, goal: Option<Id>, person: Option<Id>) {
        self.goal.set(goal.map(|id| id.to_string()).unwrap_or_default());
        self.person.set(person.map(|id| id.to_string()).unwrap_or_default());
        self.tried.set(false);
        self.open.set(true);
    }
}

/// Goals without action, people without a task, and tasks by due date.
#[component]
pub fn ActionBoard() -> impl IntoView {
    let session = session();
    let new_task = NewTask::new();
    let opened = RwSignal::new(None::<Id>);
    let (a, b, c) = (session.clone(), session.clone(), session.clone());
    let idle_goals = Memo::new(move |_| without_action(&Look::tracked(&a)));
    let idle_people = Memo::new(move |_| without_task(&Look::tracked(&b)));
    let all = Memo::new(move |_| rows(&Look::tracked(&c)));
    let owner = RwSignal::new(String::new());
    let owners = Signal::derive(move || {
        let mut found: Vec<(String, String)> =
            all.with(|rows| rows.iter().filter_map(|row| Some((row.owner_id?.to_string(), row.owner.clone()))).collect());
        found.order_by(|left, right| ui::format::compare_text(&left.1, &right.1, ui::lang::language()));
        found.dedup();
        found
    });
    let shown = Memo::new(move |_| {
        let owner = owner.get();
        all.with(|rows| {
            rows.iter().filter(|row| owner.is_empty() || row.owner_id.is_some_and(|id| id.to_string() == owner)).cloned().collect::<Vec<_>>()
        })
    });
    let finisher = StoredValue::new(session);
    let finish = Callback::new(move |id: Id| {
        finisher.with_value(|session| {
            let today = session.today.get_untracked();
            let transaction = Transaction::new(session.label("ui.history.edit", Some(id)))
                .set(id, "status", Some(Json::String("done".to_owned())))
                .set(id, "done_on", Some(day(today)))
                .set(id, "progress", Some(Json::from(1)));
            session.commit(transaction);
        });
    });
    view! {
        <div class="due-gaps">
            <section class="tool-card" aria-labelledby="goals-without-action" data-testid="goals-without-action">
                <h3 id="goals-without-action">{say(move || t_with("ui.goals.action_board.goals", &[("n", &idle_goals.with(Vec::len).to_string())]))}</h3>
                <Show when=move || idle_goals.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.goals.action_board.goals_none")}</p></Show>
                <ul class="gap-list">
                    <For each=move || idle_goals.get() key=|goal| goal.clone() let:goal>
                        <li>
                            <RecordAnchor kind="goal" id=goal.0 title=goal.1 />
                            <Button label=ui::text("ui.goals.action_board.new_from_goal") look=ButtonLook::Text icon=Icon::Plus on_press=Callback::new(move |()| new_task.begin(Some(goal.0), None)) test_id="task-from-goal" />
                        </li>
                    </For>
                </ul>
            </section>
            <section class="tool-card" aria-labelledby="people-without-task" data-testid="people-without-task">
                <h3 id="people-without-task">{say(move || t_with("ui.goals.action_board.people", &[("n", &idle_people.with(Vec::len).to_string())]))}</h3>
                <Show when=move || idle_people.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.goals.action_board.people_none")}</p></Show>
                <ul class="gap-list">
                    <For each=move || idle_people.get() key=|person| person.clone() let:person>
                        <li>
                            <RecordAnchor kind="person" id=person.0 title=person.1 />
                            <Button label=ui::text("ui.goals.action_board.new_for_person") look=ButtonLook::Text icon=Icon::Plus on_press=Callback::new(move |()| new_task.begin(None, Some(person.0))) test_id="task-for-person" />
                        </li>
                    </For>
                </ul>
            </section>
        </div>
        <div class="tool-bar">
            <SelectInput label=Signal::derive(|| field_label("task", "owner")) value=owner options=owners on_change=Callback::new(move |code| owner.set(code)) allow_empty=true id="action-owner" />
            <Button label=ui::text("ui.goals.action_board.new") icon=Icon::Plus on_press=Callback::new(move |()| new_task.begin(None, None)) test_id="task-new" />
        </div>
        <Show when=move || all.with(Vec::is_empty)>
            <EmptyState title=ui::text("ui.goals.action_board.empty") about=ui::text("ui.goals.action_board.empty_about") icon=Icon::Plan />
        </Show>
        {Bucket::ALL.map(|bucket| view! { <BucketList bucket=bucket rows=shown finish=finish opened=opened /> }).collect_view()}
        <NewTaskDialog new_task=new_task />
        <EditDrawer opened=opened />
    }
}

/// One group of tasks; hidden while it is empty.
#[component]
fn BucketList(bucket: Bucket, rows: Memo<Vec<Row>>, finish: Callback<Id>, opened: RwSignal<Option<Id>>) -> impl IntoView {
    let own = Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| row.bucket == bucket).cloned().collect::<Vec<_>>()));
    let title = move || {
        t_with(
            "ui.goals.action_board.group",
            &[("name", &t(&format!("ui.goals.action_board.{}", bucket.code()))), ("n", &own.with(Vec::len).to_string())],
        )
    };
    let heading = format!("actions-{}", bucket.code());
    view! {
        <Show when=move || !own.with(Vec::is_empty)>
            <section class="due-group" aria-labelledby=heading.clone() data-testid=heading.clone()>
                <h3 id=heading.clone() class:is-overdue={bucket == Bucket::Overdue}>{ui::live(title)}</h3>
                <ul class="due-list">
                    <For each=move || own.get() key=|row| row.clone() let:row>
                        {
                            let id = row.id;
                            let name = row.title.clone();
                            let late = (bucket == Bucket::Overdue).then(|| row.late.to_string());
                            view! {
                                <li class="due-item">
                                    <button type="button" class="link due-title" on:click=move |_| opened.set(Some(id))>{row.title.clone()}</button>
                                    <span class="due-facts">
                                        <span>{row.owner.clone()}</span>
                                        <span>{row.due.clone()}</span>
                                        {late.map(|days: String| view! { <span class="overdue-text">{say(move || t_with("ui.goals.parts.overdue", &[("days", &days)]))}</span> })}
                                    </span>
                                    <span class="due-goal">{row.goal.clone().map(|(goal, title)| view! { <RecordAnchor kind="goal" id=goal title=title /> })}</span>
                                    {(bucket != Bucket::Done).then(|| view! {
                                        <RowButton word="ui.goals.action_board.finish" about=name.clone() icon=Icon::Check on_press=Callback::new(move |()| finish.run(id)) test_id="task-done" />
                                    })}
                                </li>
                            }
                        }
                    </For>
                </ul>
            </section>
        </Show>
    }
}

fn required(tried: RwSignal<bool>, value: Signal<String>, message: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || (tried.get() && value.with(|text| text.trim().is_empty())).then(|| t(message)))
}

/// Asks for person, date and measure of a new task.
#[component]
fn NewTaskDialog(new_task: NewTask) -> impl IntoView {
    let session = session();
    let (reader, people_reader) = (session.clone(), session.clone());
    let goals = Signal::derive(move || {
        let look = Look::tracked(&reader);
        look.open_goals().iter().map(|goal| (goal.id.to_string(), look.title(goal.id))).collect::<Vec<_>>()
    });
    let people = Signal::derive(move || {
        let look = Look::tracked(&people_reader);
        look.all("person").iter().map(|person| (person.id.to_string(), look.title(person.id))).collect::<Vec<_>>()
    });
    // The measure and the owner of the goal are a good beginning for its task.
    let proposer = session.clone();
    Effect::new(move |_| {
        let Ok(id) = new_task.goal.get().parse::<Id>() else { return };
        let records = proposer.records();
        let Some(found) = records.get(id) else { return };
        if new_task.person.with_untracked(String::is_empty)
            && let Some(owner) = goal::OWNER.get(found.as_ref())
        {
            new_task.person.set(owner.to_string());
        }
    });
    let people_href = StoredValue::new(session.href(Place::List("person".to_owned())));
    let saver = session.clone();
    let save = Callback::new(move |()| {
        new_task.tried.set(true);
        let title = new_task.title.now().trim().to_owned();
        let goal = new_task.goal.get_untracked().parse::<Id>().ok();
        let person = new_task.person.get_untracked().parse::<Id>().ok();
        let due = model::parse_date(&new_task.due.now());
        let (Some(person), Some(due), false) = (person, due, title.is_empty()) else { return };
        let measure = new_task.measure.now().trim().to_owned();
        let records = saver.records();
        let values = match goal.and_then(|id| records.get(id)) {
            Some(goal) => responsibility::task_from_goal(goal, &title, person, due, &measure),
            None => vec![
                (Key::new("title"), Some(Json::String(title))),
                (Key::new("owner"), Some(link(person))),
                (Key::new("due"), Some(day(due))),
                (Key::new("measure"), (!measure.is_empty()).then_some(Json::String(measure))),
                (Key::new("status"), Some(Json::String("open".to_owned()))),
            ],
        };
        let record = fresh(&saver, "task", values);
        if saver.commit(Transaction::new(adds("task")).add(record)) {
            for words in [new_task.title, new_task.due, new_task.measure] {
                words.used();
            }
            new_task.open.set(false);
        }
    });
    let cancel = Callback::new(move |()| new_task.open.set(false));
    view! {
        <Dialog
            open=new_task.open
            title=ui::text("ui.goals.action_board.new")
            test_id="task-dialog"
            actions=move || view! {
                <Button label=ui::text("ui.cancel") on_press=cancel />
                <Button label=ui::text("ui.goals.action_board.create") look=ButtonLook::Primary on_press=save test_id="task-create" />
            }
        >
            <div class="form">
            <TextInput label=Signal::derive(|| field_label("task", "title")) value=new_task.title.text() on_input=new_task.title.typing() required=true hint=ui::text("hint.task.title") error=required(new_task.tried, new_task.title.text(), "ui.goals.action_board.title_missing") test_id="task-title" />
            <SelectInput label=Signal::derive(|| field_label("task", "goal")) value=new_task.goal options=goals on_change=Callback::new(move |code| new_task.goal.set(code)) allow_empty=true test_id="task-goal" />
            <SelectInput label=Signal::derive(|| field_label("task", "owner")) value=new_task.person options=people on_change=Callback::new(move |code| new_task.person.set(code)) allow_empty=true required=true error=required(new_task.tried, new_task.person.into(), "ui.goals.action_board.owner_missing") test_id="task-owner" />
            {
                move || people.with(Vec::is_empty).then(|| view! { <LinkButton label=ui::text("ui.goals.consensus_board.add_people") href=people_href.get_value() look=ButtonLook::Text icon=Icon::Plus /> })
            }
            <DateInput label=Signal::derive(|| field_label("task", "due")) value=new_task.due.text() on_input=new_task.due.typing() required=true error=required(new_task.tried, new_task.due.text(), "ui.goals.action_board.due_missing") test_id="task-due" />
            <TextInput label=Signal::derive(|| field_label("task", "measure")) value=new_task.measure.text() on_input=new_task.measure.typing() hint=ui::text("hint.task.measure") show_optional=true test_id="task-measure" />
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: &str, due: &str, expected: Option<Bucket>) {
        let today = "2026-06-30".parse::<Date>().expect("a date");
        assert_eq!(bucket(Some(status), due.parse().ok(), today), expected, "{status} {due}");
    }

    #[test]
    fn tasks_are_grouped_by_the_week_of_today() {
        check("open", "2026-06-28", Some(Bucket::Overdue));
        check("doing", "2026-06-30", Some(Bucket::ThisWeek));
        check("open", "2026-07-05", Some(Bucket::ThisWeek));
        check("open", "2026-07-06", Some(Bucket::Later));
        check("open", "", Some(Bucket::Later));
        check("done", "2026-06-28", Some(Bucket::Done));
        check("dropped", "2026-06-28", None);
    }
}
