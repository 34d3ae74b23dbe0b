//! Who has read, understood and accepted each goal (P01.6): a matrix of people and goals, and for
//! one goal a list in which one press records a person's answer.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Json, Key, Record};
use pillars::goals::rules::consensus as rules;
use pillars::goals::{consensus, goal};
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Checkbox, ChoiceButtons, Disclosure, EmptyState, Icon, IconView, LinkButton, Tone, dom};
use ui::{Show, live};
use views::Place;
use views::editor::{FieldEditor, ValueEditor};
use views::labels::{choice_label, choice_options, date_text, field_label};
use views::session::{Session, session};

use super::editors::{GateButtons, Standing, standing_of, status_badge};
use super::goal_sections::parts::{Look, RecordAnchor, adds, day, fresh, link, percent, sets};

/// One goal of the matrix.
#[derive(Clone, PartialEq)]
struct Column {
    goal: Id,
    title: String,
    status: Standing,
    answered: usize,
    agreed: usize,
    total: usize,
    counts: String,
    enough: bool,
    /// Participants in order with the code of their answer.
    answers: Vec<(Id, Option<String>)>,
}

#[derive(Clone, PartialEq, Default)]
struct Matrix {
    people: Vec<(Id, String)>,
    columns: Vec<Column>,
    thresholds: String,
}

/// "已答复 10/11（90.9%）· 同意 10/11".
pub(super) fn counts_text(found: &rules::Consensus) -> String {
    t_with(
        "ui.goals.consensus_board.counts",
        &[
            ("answered", &found.answered.to_string()),
            ("agreed", &found.agreed.to_string()),
            ("total", &found.total.to_string()),
            ("rate", &percent(Some(found.answered_rate()))),
        ],
    )
}

fn matrix(look: &Look) -> Matrix {
    let thresholds = rules::thresholds(&look.records);
    let columns: Vec<Column> = look
        .open_goals()
        .iter()
        .map(|goal| {
            let found = rules::of(goal, &look.context());
            Column {
                goal: goal.id,
                title: look.title(goal.id),
                status: standing_of(goal, &look.context()),
                answered: found.answered,
                agreed: found.agreed,
                total: found.total,
                counts: counts_text(&found),
                enough: found.is_answered(thresholds) && found.is_agreed(thresholds),
                answers: found.answers.iter().map(|answer| (answer.person.id, answer.verdict.clone())).collect(),
            }
        })
        .collect();
    let people = look
        .all("person")
        .iter()
        .filter(|person| columns.iter().any(|column| column.answers.iter().any(|(id, _)| *id == person.id)))
        .map(|person| (person.id, look.title(person.id)))
        .collect();
    let text = t_with(
        "ui.goals.consensus_board.thresholds",
        &[("answered", &percent(Some(thresholds.answered))), ("agreed", &percent(Some(thresholds.agreed)))],
    );
    Matrix { people, columns, thresholds: text }
}

/// The record of one person's answer about one goal.
fn answer_of(records: &model::RecordSet, goal: Id, person: Id) -> Option<Arc<Record>> {
    records
        .of_kind("consensus")
        .find(|record| consensus::GOAL.get(record.as_ref()) == Some(goal) && consensus::PERSON.get(record.as_ref()) == Some(person))
        .cloned()
}

/// Writes into one person's answer, making its record first if need be: one step for undo. A
/// verdict implies that the goal was read today, and agreement that it was understood.
fn save_answer(session: &Session, goal: Id, person: Id, field: &'static str, value: Option<Json>) {
    let found = answer_of(&session.records(), goal, person);
    let mut values: Vec<(Key, Option<Json>)> = vec![(Key::new(field), value.clone())];
    if field == "verdict" && value.is_some() {
        let read = found.as_ref().is_some_and(|record| consensus::READ_ON.get(record.as_ref()).is_some());
        let understood = found.as_ref().is_some_and(|record| consensus::UNDERSTOOD.get(record.as_ref()) == Some(true));
        if !read {
            values.push((Key::new("read_on"), Some(day(session.today.get_untracked()))));
        }
        if !understood && value.as_ref().and_then(Json::as_str) != Some("object") {
            values.push((Key::new("understood"), Some(Json::Bool(true))));
        }
    }
    let transaction = match found {
        Some(record) => {
            let label = session.label("ui.history.edit", Some(person));
            sets(Transaction::new(label), record.id, values).group(&format!("{}.{field}", record.id))
        }
        None => {
            values.push((Key::new("goal"), Some(link(goal))));
            values.push((Key::new("person"), Some(link(person))));
            Transaction::new(adds("consensus")).add(fresh(session, "consensus", values))
        }
    };
    session.commit(transaction);
}

fn answer_tone(code: Option<&str>) -> Tone {
    match code {
        Some("agree") => Tone::Success,
        Some("agree_with_remark") => Tone::Warning,
        Some("object") => Tone::Danger,
        _ => Tone::Neutral,
    }
}

fn answer_icon(code: Option<&str>) -> Icon {
    match code {
        Some("agree") => Icon::Check,
        Some("agree_with_remark") => Icon::Edit,
        Some("object") => Icon::Cross,
        _ => Icon::Circle,
    }
}

fn answer_words(code: Option<&str>) -> String {
    code.map_or_else(|| t("ui.goals.consensus_board.unanswered"), |code| choice_label("consensus", "verdict", code))
}

fn row_id(goal: Id, person: Id) -> String {
    format!("answer-{goal}-{person}")
}

/// The matrix of people and goals with the list of one goal.
#[component]
pub fn ConsensusBoard() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let model = Memo::new(move |_| matrix(&Look::tracked(&reader)));
    let picked = RwSignal::new(None::<Id>);
    // The goal that still waits for answers comes first, until one is picked.
    let chosen = Memo::new(move |_| {
        model.with(|model| {
            let known = |id: &Id| model.columns.iter().any(|column| column.goal == *id);
            picked
                .get()
                .filter(known)
                .or_else(|| model.columns.iter().find(|column| !column.enough).or(model.columns.first()).map(|column| column.goal))
        })
    });
    // It stays while answers are recorded, also when it needs no more of them.
    Effect::new(move |_| {
        if picked.get().is_none() && chosen.get().is_some() {
            picked.set(chosen.get());
        }
    });
    let people_href = StoredValue::new(session.href(Place::List("person".to_owned())));
    view! {
        <Show
            when=move || model.with(|model| !model.columns.is_empty())
            fallback=|| view! { <EmptyState title=ui::text("ui.goals.consensus_board.empty") about=ui::text("ui.goals.consensus_board.empty_about") icon=Icon::Team /> }
        >
            <Show
                when=move || model.with(|model| !model.people.is_empty())
                fallback=move || view! {
                        <EmptyState title=ui::text("ui.goals.consensus_board.no_people") about=ui::text("ui.goals.consensus_board.no_people_about") icon=Icon::People>
                            <LinkButton label=ui::text("ui.goals.consensus_board.add_people") href=people_href.get_value() icon=Icon::Plus />
                        </EmptyState>
                }
            >
                <div class="stack">
                    <p class="tool-sentence">{live(move || model.with(|model| model.thresholds.clone()))}</p>
                    <MatrixTable model=model chosen=chosen picked=picked />
                    {live(move || chosen.get().map(|goal| view! { <GoalAnswers goal=goal model=model /> }))}
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn MatrixTable(model: Memo<Matrix>, chosen: Memo<Option<Id>>, picked: RwSignal<Option<Id>>) -> impl IntoView {
    let head = move || {
        model.with(|model| {
            model
                .columns
                .iter()
                .map(|column| {
                    let goal = column.goal;
                    let title = column.title.clone();
                    view! {
                        <th scope="col" class="consensus-goal-head" class:is-chosen=move || chosen.get() == Some(goal)>
                            <button type="button" class="link" aria-pressed=move || if chosen.get() == Some(goal) { "true" } else { "false" } on:click=move |_| picked.set(Some(goal))>{title}</button>
                        </th>
                    }
                })
                .collect_view()
        })
    };
    let body = move || {
        model.with(|model| {
            model
                .people
                .iter()
                .map(|(person, name)| {
                    let person = *person;
                    let cells = model
                        .columns
                        .iter()
                        .map(|column| {
                            let goal = column.goal;
                            let found = column.answers.iter().find(|(id, _)| *id == person).map(|(_, verdict)| verdict.clone());
                            match found {
                                None => view! { <td class="consensus-cell muted">{t("ui.goals.consensus_board.not_asked")}</td> }.into_any(),
                                Some(verdict) => {
                                    let words = answer_words(verdict.as_deref());
                                    let name = t_with("ui.goals.consensus_board.cell", &[("person", name), ("goal", &column.title), ("answer", &words)]);
                                    let tone = answer_tone(verdict.as_deref()).code();
                                    let icon = answer_icon(verdict.as_deref());
                                    let press = move |_| {
                                        picked.set(Some(goal));
                                        dom::focus_soon(row_id(goal, person));
                                    };
                                    // Where the finding about those who have not answered leads: to the first of them.
                                    let mends = verdict.is_none().then(|| format!("P01.6.unanswered {goal}"));
                                    view! {
                                        <td class="consensus-cell" data-mends=mends>
                                            <button type="button" class=format!("consensus-mark consensus-mark-{tone}") aria-label=name on:click=press>
                                                <IconView icon=icon size=14 />
                                                <span>{words}</span>
                                            </button>
                                        </td>
                                    }
                                    .into_any()
                                }
                            }
                        })
                        .collect_view();
                    view! { <tr><th scope="row">{name.clone()}</th>{cells}</tr> }
                })
                .collect_view()
        })
    };
    let foot = move |counted: fn(&Column) -> usize| {
        model.with(|model| {
            model
                .columns
                .iter()
                .map(|column| view! { <td class="consensus-cell is-number">{format!("{}/{}", counted(column), column.total)}</td> })
                .collect_view()
        })
    };
    let statuses = move || {
        model.with(|model| model.columns.iter().map(|column| view! { <td class="consensus-cell">{status_badge(column.status)}</td> }).collect_view())
    };
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.goals.consensus_board.caption")>
            <table class="table table-sticky consensus-table" data-testid="consensus-matrix">
                <caption class="visually-hidden">{ui::say_key("ui.goals.consensus_board.caption")}</caption>
                <thead><tr><th scope="col">{ui::say_key("kind.person")}</th>{ui::live(head)}</tr></thead>
                <tbody>{ui::live(body)}</tbody>
                <tfoot>
                    <tr><th scope="row">{ui::say_key("ui.goals.consensus_board.answered")}</th>{live(move || foot(|column| column.answered))}</tr>
                    <tr><th scope="row">{ui::say_key("ui.goals.consensus_board.agreed")}</th>{live(move || foot(|column| column.agreed))}</tr>
                    <tr><th scope="row">{ui::say_key("field.goal.status")}</th>{ui::live(statuses)}</tr>
                </tfoot>
            </table>
        </div>
    }
}

/// One goal: counts, publishing, the answers of its participants, and who takes part.
#[component]
fn GoalAnswers(goal: Id, model: Memo<Matrix>) -> impl IntoView {
    let column = Memo::new(move |_| model.with(|model| model.columns.iter().find(|column| column.goal == goal).cloned()));
    let people = Memo::new(move |_| {
        model.with(|model| {
            let asked = |id: Id| model.columns.iter().any(|column| column.goal == goal && column.answers.iter().any(|(person, _)| *person == id));
            model.people.iter().filter(|(id, _)| asked(*id)).cloned().collect::<Vec<_>>()
        })
    });
    let participants = goal::GOAL.field("participants");
    view! {
        <section class="tool-card" aria-labelledby="consensus-goal" data-testid="consensus-goal">
            <header class="tool-card-head">
                <h3 id="consensus-goal">{live(move || column.get().map(|column| view! { <RecordAnchor kind="goal" id=goal title=column.title /> }))}</h3>
                {live(move || column.get().map(|column| {
                    let (tone, icon, key) = if column.enough { (Tone::Success, Icon::Check, "ui.goals.consensus_board.reached") } else { (Tone::Warning, Icon::Warning, "ui.goals.consensus_board.not_reached") };
                    view! { <Badge tone=tone icon=icon label=Signal::derive(move || t(key)) /> }
                }))}
            </header>
            <p class="tool-sentence" role="status" data-testid="consensus-counts">{live(move || column.get().map(|column| column.counts))}</p>
            <ul class="answer-list">
                <For each=move || people.get() key=|(id, _)| *id let:person>
                    <li><PersonAnswer goal=goal person=person.0 name=person.1 /></li>
                </For>
            </ul>
            <GateButtons goal=goal />
            {participants.map(|field| view! {
                <Disclosure title=ui::text("ui.goals.consensus_board.participants")>
                    <p class="muted">{ui::say_key("ui.goals.consensus_board.participants_about")}</p>
                    <FieldEditor kind="goal" field=field record=goal />
                </Disclosure>
            })}
        </section>
    }
}

/// One person's answer: the verdict in one press, then read and understood, and the words that belong to a remark.
#[component]
fn PersonAnswer(goal: Id, person: Id, name: String) -> impl IntoView {
    let session = session();
    let kind = &consensus::CONSENSUS;
    let reader = session.clone();
    let record = Memo::new(move |_| answer_of(&reader.workspace.tracked("consensus"), goal, person));
    let writer = StoredValue::new(session);
    let save = move |field: &'static str, value: Option<Json>| writer.with_value(|session| save_answer(session, goal, person, field, value));
    let value =
        move |field: &'static str| Signal::derive(move || record.with(|record| record.as_ref().and_then(|record| record.fields.get(field).cloned())));
    let verdict_json = value("verdict");
    let verdict = Signal::derive(move || verdict_json.get().and_then(|json| json.as_str().map(str::to_owned)).unwrap_or_default());
    let options = Signal::derive(move || kind.field("verdict").map(|field| choice_options("consensus", field)).unwrap_or_default());
    let on_verdict = Callback::new(move |code: String| save("verdict", (!code.is_empty()).then_some(Json::String(code))));
    let read_on = Signal::derive(move || record.with(|record| record.as_ref().and_then(|record| consensus::READ_ON.get(record.as_ref()))));
    let read_label = Signal::derive(move || match read_on.get() {
        Some(date) => t_with("ui.goals.consensus_board.read_on", &[("date", &date_text(date))]),
        None => t("ui.goals.consensus_board.read"),
    });
    let on_read = Callback::new(move |yes: bool| {
        let today = writer.with_value(|session| session.today.get_untracked());
        save("read_on", yes.then(|| day(today)));
    });
    let understood =
        Signal::derive(move || record.with(|record| record.as_ref().and_then(|record| consensus::UNDERSTOOD.get(record.as_ref()))).unwrap_or(false));
    let on_understood = Callback::new(move |yes: bool| save("understood", Some(Json::Bool(yes))));
    // An agreement to what was not understood does not count (`Answer::agrees`); the person is told here, not only at the gate.
    let counts_not = Memo::new(move |_| matches!(verdict.get().as_str(), "agree" | "agree_with_remark") && !understood.get());
    // A remark is asked for where the verdict needs one, and stays visible once there is something in it.
    let wants_words = Memo::new(move |_| {
        matches!(verdict.get().as_str(), "agree_with_remark" | "object")
            || record
                .with(|record| record.as_ref().is_some_and(|record| record.fields.contains_key("remark") || record.fields.contains_key("answer")))
    });
    let words = move |field: &'static str| {
        kind.field(field).map(|definition| {
            let change = Callback::new(move |json: Option<Json>| save(field, json));
            view! { <ValueEditor kind="consensus" path=field.to_owned() field=definition value=value(field) on_change=change id=format!("{}-{field}", row_id(goal, person)) /> }
        })
    };
    let name_id = row_id(goal, person);
    let clear = Callback::new(move |()| save("verdict", None));
    view! {
        <div class="answer" role="group" aria-labelledby=name_id.clone()>
            <p class="answer-name" id=name_id.clone() tabindex="-1">{name}</p>
            <div class="answer-verdict">
                <ChoiceButtons label=Signal::derive(|| field_label("consensus", "verdict")) value=verdict options=options on_change=on_verdict hide_label=true test_id=format!("verdict-{person}") />
                <Show when=move || !verdict.with(String::is_empty)>
                    <Button label=ui::text("ui.goals.consensus_board.clear") look=ButtonLook::Text on_press=clear />
                </Show>
            </div>
            <div class="answer-checks">
                <Checkbox label=read_label checked=Signal::derive(move || read_on.get().is_some()) on_change=on_read />
                <Checkbox label=Signal::derive(|| field_label("consensus", "understood")) checked=understood on_change=on_understood />
            </div>
            <Show when=move || counts_not.get()>
                <p class="field-hint answer-counts-not">{ui::say_key("ui.goals.consensus_board.counts_not")}</p>
            </Show>
            <Show when=move || wants_words.get()>
                <div class="answer-words">{words("remark")}{words("answer")}</div>
            </Show>
        </div>
    }
}
