//! When each goal is looked at again (P01.7): cycle, last and next date, what asks for a review out
//! of turn, the review itself in one dialog, and all reviews with what they changed.

use std::sync::Arc;

use leptos::prelude::*;
use model::Order as _;
use model::{Decimal, FieldType, Id, Json, Key, Number, Record, Rows, parse_number};
use pillars::goals::rules::{progress, reviews, triggers};
use pillars::goals::{goal, goal_review};
use pillars::links::appraisal;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, ChoiceButtons, DateInput, Dialog, EmptyState, Icon, LinkButton, SelectInput, TextInput, Tone};
use ui::{Show, live, say};
use views::Place;
use views::kept::Kept;
use views::labels::{choice_label, choice_options, date_text, field_label, kind_label};
use views::session::session;

use super::editors::Measure;
use super::goal_sections::parts::{Look, RecordAnchor, RefusalList, RowButton, about, date_or_missing, day, difference, fresh, is_open};

#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    goal: Id,
    title: String,
    cycle: String,
    last: String,
    next: String,
    overdue: i64,
    triggers: Vec<(Id, &'static str, String)>,
    unreasonable: Option<String>,
}

fn rows(look: &Look) -> Vec<Row> {
    let context = look.context();
    reviews::calendar(&context)
        .into_iter()
        .filter(|(goal, _)| is_open(goal))
        .map(|(goal, state)| Row {
            goal: goal.id,
            title: look.title(goal.id),
            cycle: look.text(&goal, "review_every"),
            last: date_or_missing(state.last),
            next: date_or_missing(state.next),
            overdue: state.overdue_days,
            triggers: triggers::of(&goal, &context).into_iter().map(|found| (found.record, found.kind, look.title(found.record))).collect(),
            unreasonable: goal::UNREASONABLE
                .get(goal.as_ref())
                .unwrap_or(false)
                .then(|| goal::UNREASONABLE_REASON.get(goal.as_ref()).unwrap_or_default()),
        })
        .collect()
}

/// A value that a review changed, as people read it.
fn changed_value(look: &Look, measure: &Measure, field: &str, raw: Option<&str>) -> String {
    let Some(raw) = raw.filter(|raw| !raw.trim().is_empty()) else { return ui::format::missing().to_owned() };
    match field {
        "target" | "baseline" => model::parse_float(raw).and_then(Decimal::from_f64).map_or_else(|| raw.to_owned(), |value| measure.text(value)),
        "due" | "start" | "last_reviewed" => model::parse_date(raw).map_or_else(|| raw.to_owned(), date_text),
        "status" => choice_label("goal", "status", raw),
        "owner" => raw.parse::<Id>().map_or_else(|_| raw.to_owned(), |id| look.title(id)),
        _ => raw.to_owned(),
    }
}

/// One review as shown.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Past {
    id: Id,
    date: String,
    goal: (Id, String),
    actual: String,
    decision: String,
    changes: Vec<(String, String, String)>,
    reason: String,
    by: String,
}

/// Reviews, newest first; of one goal or of all.
pub(super) fn history(look: &Look, only: Option<Id>) -> Vec<Past> {
    let mut found: Vec<Arc<Record>> =
        look.all("goal_review").into_iter().filter(|record| only.is_none_or(|only| goal_review::GOAL.get(record.as_ref()) == Some(only))).collect();
    found.order_by_key(|record| std::cmp::Reverse((goal_review::REVIEWED_ON.get(record.as_ref()), record.created)));
    found
        .iter()
        .filter_map(|record| {
            let goal_id = goal_review::GOAL.get(record.as_ref())?;
            let measure = look.records.get(goal_id).map(|goal| look.measure(goal)).unwrap_or_else(|| look.measure(record));
            let changes = record.fields.get("changes").and_then(Rows::read).unwrap_or_default();
            Some(Past {
                id: record.id,
                date: look.text(record, "reviewed_on"),
                goal: (goal_id, look.title(goal_id)),
                actual: measure.maybe(goal_review::ACTUAL.get(record.as_ref())),
                decision: look.text(record, "decision"),
                changes: changes
                    .iter()
                    .map(|row| {
                        let field = goal_review::CHANGED_FIELD.get(row).unwrap_or_default();
                        let from = changed_value(look, &measure, &field, goal_review::CHANGED_FROM.get(row).as_deref());
                        let to = changed_value(look, &measure, &field, goal_review::CHANGED_TO.get(row).as_deref());
                        (field_label("goal", &field), from, to)
                    })
                    .collect(),
                reason: look.text(record, "reason"),
                by: look.text(record, "by"),
            })
        })
        .collect()
}

/// Review dates of all goals, the review itself, and the reviews so far.
#[component]
pub fn ReviewCalendar() -> impl IntoView {
    let session = session();
    let (reader, past_reader) = (session.clone(), session.clone());
    let model = Memo::new(move |_| rows(&Look::tracked(&reader)));
    let past = Memo::new(move |_| history(&Look::tracked(&past_reader), None));
    let reviewed = RwSignal::new(None::<Id>);
    view! {
        <Show
            when=move || !model.with(Vec::is_empty)
            fallback=|| view! { <EmptyState title=ui::text("ui.goals.review_calendar.empty") about=ui::text("ui.goals.review_calendar.empty_about") icon=Icon::Calendar /> }
        >
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.goals.review_calendar.caption")>
                <table class="table" data-testid="review-calendar">
                    <caption class="visually-hidden">{ui::say_key("ui.goals.review_calendar.caption")}</caption>
                    <thead><tr>
                        <th scope="col">{say(move || kind_label("goal"))}</th>
                        <th scope="col">{ui::say_key("ui.goals.review_calendar.next")}</th>
                        <th scope="col"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                    </tr></thead>
                    <tbody>
                        <For each=move || model.get() key=|row| row.clone() let:row>
                            <CalendarRow row=row reviewed=reviewed />
                        </For>
                    </tbody>
                </table>
            </div>
        </Show>
        <Show when=move || !past.with(Vec::is_empty)>
            <h3 class="tool-gap-above">{ui::say_key("ui.goals.review_calendar.history")}</h3>
            <ul class="past-list" data-testid="review-history">
                <For each=move || past.get() key=|item| item.clone() let:item>
                    <li><PastReview item=item with_goal=true /></li>
                </For>
            </ul>
        </Show>
        <ReviewDialog goal=reviewed />
    }
}

#[component]
fn CalendarRow(row: Row, reviewed: RwSignal<Option<Id>>) -> impl IntoView {
    let goal = row.goal;
    let title = row.title.clone();
    let overdue = (row.overdue > 0).then(|| row.overdue.to_string());
    let calm = overdue.is_none() && row.triggers.is_empty() && row.unreasonable.is_none();
    view! {
        <tr>
            <th scope="row">
                <RecordAnchor kind="goal" id=goal title=row.title />
                <div class="state-list">
                    {overdue.map(|days| view! { <Badge tone=Tone::Danger icon=Icon::Warning label=Signal::derive(move || t_with("ui.goals.parts.overdue", &[("days", &days)])) test_id="review-overdue" /> })}
                    {row.triggers.into_iter().map(|(id, kind, cause)| view! {
                        <span class="state-cause" data-testid="review-needed">
                            <Badge tone=Tone::Warning icon=Icon::Bell label=ui::text("ui.goals.review_calendar.needed") />
                            <RecordAnchor kind=kind id=id title=cause />
                        </span>
                    }).collect_view()}
                    {row.unreasonable.map(|reason| view! {
                        <span class="state-cause">
                            <Badge tone=Tone::Warning icon=Icon::Advice label=Signal::derive(|| field_label("goal", "unreasonable")) />
                            <span>{reason}</span>
                        </span>
                    })}
                    {calm.then(|| view! { <span class="muted">{ui::say_key("ui.goals.review_calendar.calm")}</span> })}
                </div>
            </th>
            <td>
                <span class="review-next">{row.next}</span>
                <span class="review-cycle">{say(move || t_with("ui.goals.review_calendar.cycle", &[("cycle", &row.cycle), ("last", &row.last)]))}</span>
            </td>
            <td data-mends=format!("P01.7.overdue {goal}")><RowButton word="ui.goals.review_calendar.begin" about=title icon=Icon::Loop on_press=Callback::new(move |()| reviewed.set(Some(goal))) test_id="review-begin" /></td>
        </tr>
    }
}

/// One review of the past: date, decision, old → new, and why.
#[component]
pub fn PastReview(item: Past, #[prop(optional)] with_goal: bool) -> impl IntoView {
    let session = session();
    let (goal, title) = item.goal;
    view! {
        <article class="past-review">
            <p class="past-head">
                <a class="record-anchor" href=session.href(Place::Record("goal_review".to_owned(), item.id))>{item.date}</a>
                <strong>{item.decision}</strong>
                {with_goal.then(|| view! { <RecordAnchor kind="goal" id=goal title=title /> })}
            </p>
            <ul class="past-changes">
                {item.changes.into_iter().map(|(field, from, to)| view! { <li>{say(move || t_with("ui.goals.review_calendar.changed", &[("field", &field), ("from", &from), ("to", &to)]))}</li> }).collect_view()}
            </ul>
            <p class="muted">{say(move || t_with("ui.goals.review_calendar.past_facts", &[("actual", &item.actual), ("by", &item.by), ("reason", &item.reason)]))}</p>
        </article>
    }
}

/// The review of one goal: actual against plan, what changed outside, and the decision.
#[component]
fn ReviewDialog(goal: RwSignal<Option<Id>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let session = session();
    Effect::new(move |_| open.set(goal.get().is_some()));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            goal.set(None);
        }
        is_open
    });
    let reader = session.clone();
    let title =
        Signal::derive(move || goal.get().map(|id| t_with("ui.goals.review_calendar.title", &[("goal", &reader.title_of(id))])).unwrap_or_default());
    let session = StoredValue::new(session);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog open=open title=title wide=true test_id="review-dialog">
            {live(move || goal.get().and_then(|id| {
                let look = session.with_value(Look::now);
                look.records.get(id).cloned().map(|record| view! { <ReviewForm record=record close=close /> })
            }))}
        </Dialog>
    }
}

#[component]
fn ReviewForm(record: Arc<Record>, close: Callback<()>) -> impl IntoView {
    let session = session();
    let look = Look::now(&session);
    let id = record.id;
    let measure = look.measure(&record);
    let ratio = measure.kind == "ratio";
    let found = progress::of(&record, &look.context());
    let actual_text = match &found.actual {
        Some(point) => t_with("ui.goals.review_calendar.actual", &[("value", &measure.text(point.value)), ("date", &date_text(point.date))]),
        None => t("ui.goals.review_calendar.no_actual"),
    };
    let plan_text = t_with(
        "ui.goals.review_calendar.plan",
        &[("value", &about(&measure, found.plan_now)), ("deviation", &difference(&measure, found.deviation))],
    );
    // What asked for the review, and improvements whose effect was measured since the last one (L06).
    let asked = triggers::of(&record, &look.context()).into_iter().map(|found| found.record);
    let effects = appraisal::effects_on_goal(&look.context(), &record).into_iter().map(|found| found.id);
    let causes = asked.chain(effects).map(|id| look.title(id)).collect::<Vec<_>>().join(&t("ui.format.list_separator"));

    let (date, by) = (RwSignal::new(look.today.to_string()), RwSignal::new(proposed_reviewer(&session, &look, &record)));
    let (conditions, words, decision) = (RwSignal::new(causes.clone()), Kept::new("goal-review").about(id), RwSignal::new(String::new()));
    let reason = words.text();
    let shown_target = goal::TARGET.get(record.as_ref()).map(|target| typed_form(target, ratio)).unwrap_or_default();
    let (target, due) = (RwSignal::new(shown_target.clone()), RwSignal::new(look.plain_date(&record, "due")));
    let tried = RwSignal::new(false);
    let refusals = RwSignal::new(Vec::new());

    let adjusts = Signal::derive(move || decision.with(|code| code == "adjust"));
    let needs_reason = Signal::derive(move || decision.with(|code| code == "adjust" || code == "drop"));
    let target_error = Signal::derive(move || {
        (adjusts.get() && read_typed(&target.get(), ratio).is_none()).then(|| t("ui.goals.review_calendar.target_unreadable"))
    });
    let decision_error =
        Signal::derive(move || (tried.get() && decision.with(String::is_empty)).then(|| t("ui.goals.review_calendar.decision_missing")));
    let reason_error = Signal::derive(move || {
        (tried.get() && needs_reason.get() && reason.with(|text| text.trim().is_empty())).then(|| t("ui.goals.review_calendar.reason_missing"))
    });
    let date_error = Signal::derive(move || {
        (tried.get() && date.with(|text| model::parse_date(text).is_none())).then(|| t("ui.goals.review_calendar.date_missing"))
    });
    let options = Signal::derive(|| goal_review::GOAL_REVIEW.field("decision").map(|field| choice_options("goal_review", field)).unwrap_or_default());
    let reader = session.clone();
    let people = Signal::derive(move || {
        let look = Look::tracked(&reader);
        look.all("person").iter().map(|person| (person.id.to_string(), look.title(person.id))).collect::<Vec<_>>()
    });
    let person_href = session.href(Place::Record("goal".to_owned(), id));

    let save = Callback::new(move |()| {
        tried.set(true);
        let code = decision.get_untracked();
        let Some(reviewed_on) = model::parse_date(&date.get_untracked()) else { return };
        if code.is_empty() || reason_error.get_untracked().is_some() || target_error.get_untracked().is_some() {
            return;
        }
        let look = Look::now(&session);
        let Some(record) = look.records.get(id).cloned() else { return };
        let mut new_values: Vec<(Key, Option<Json>)> = Vec::new();
        if code == "adjust" {
            if let Some(value) = read_typed(&target.get_untracked(), ratio).filter(|value| goal::TARGET.get(record.as_ref()) != Some(*value)) {
                new_values.push((Key::new("target"), Some(Number::write(value))));
            }
            if let Some(new_due) = model::parse_date(&due.get_untracked())
                && goal::DUE.get(record.as_ref()) != Some(new_due)
            {
                new_values.push((Key::new("due"), Some(day(new_due))));
            }
        }
        let input = reviews::ReviewInput {
            reviewed_on,
            decision: decision_of(&code),
            reason: reason.get_untracked(),
            conditions: conditions.get_untracked(),
            by: by.get_untracked().parse::<Id>().ok(),
            new_values,
        };
        match reviews::apply(&record, &input, &look.context()) {
            Ok(outcome) => {
                let review = fresh(&session, "goal_review", outcome.review);
                let transaction = Transaction::new(session.label("ui.goals.review_calendar.reviewed", Some(id))).add(review);
                let transaction = outcome.goal.into_iter().fold(transaction, |all, change| all.set(change.id, &change.field, change.to));
                if session.commit(transaction) {
                    words.used();
                    close.run(());
                }
            }
            Err(found) => refusals.set(found),
        }
    });
    view! {
        <div class="review-form">
            <dl class="facts">
                <div><dt>{ui::say_key("ui.goals.review_calendar.so_far")}</dt><dd>{actual_text}</dd></div>
                <div><dt>{ui::say_key("ui.goals.review_calendar.against")}</dt><dd>{plan_text}</dd></div>
                <div><dt>{say(move || field_label("goal", "target"))}</dt><dd>{measure.maybe(goal::TARGET.get(record.as_ref()))}</dd></div>
                <div><dt>{say(move || field_label("goal", "due"))}</dt><dd>{look.text(&record, "due")}</dd></div>
            </dl>
            {(!causes.is_empty()).then(|| view! { <Callout tone=Tone::Warning><p>{t_with("ui.goals.review_calendar.because", &[("cause", &causes)])}</p></Callout> })}
            <div class="form">
                <DateInput label=Signal::derive(|| field_label("goal_review", "reviewed_on")) value=date on_input=Callback::new(move |text| date.set(text)) required=true error=date_error test_id="review-date" />
                <SelectInput label=Signal::derive(|| field_label("goal_review", "by")) value=by options=people on_change=Callback::new(move |code| by.set(code)) allow_empty=true test_id="review-by" />
                <TextInput label=Signal::derive(|| field_label("goal_review", "conditions")) value=conditions on_input=Callback::new(move |text| conditions.set(text)) multiline=true hint=ui::text("hint.goal_review.conditions") test_id="review-conditions" />
                <ChoiceButtons label=Signal::derive(|| field_label("goal_review", "decision")) value=decision options=options on_change=Callback::new(move |code| decision.set(code)) required=true error=decision_error test_id="review-decision" />
                <Show when=move || adjusts.get()>
                    <TextInput label=ui::text("ui.goals.review_calendar.new_target") value=target on_input=Callback::new(move |text| target.set(text)) input_mode="decimal" error=target_error test_id="review-target" />
                    <DateInput label=ui::text("ui.goals.review_calendar.new_due") value=due on_input=Callback::new(move |text| due.set(text)) test_id="review-due" />
                </Show>
                <Show when=move || needs_reason.get()>
                    <TextInput label=Signal::derive(|| field_label("goal_review", "reason")) value=reason on_input=words.typing() multiline=true required=true hint=ui::text("hint.goal_review.reason") error=reason_error test_id="review-reason" />
                </Show>
            </div>
            <Show when=move || !refusals.with(Vec::is_empty)>
                <Callout tone=Tone::Danger><RefusalList refusals=refusals.get() /></Callout>
            </Show>
            <div class="review-actions">
                <LinkButton label=ui::text("ui.record.open_page") href=person_href look=ButtonLook::Text />
                <Button label=ui::text("ui.cancel") on_press=close />
                <Button label=ui::text("ui.goals.review_calendar.save") look=ButtonLook::Primary on_press=save test_id="review-save" />
            </div>
        </div>
    }
}

fn decision_of(code: &str) -> Option<reviews::Decision> {
    [reviews::Decision::Keep, reviews::Decision::Adjust, reviews::Decision::Drop].into_iter().find(|decision| decision.code() == code)
}

/// Whoever works here, if the list of people knows the name; else the owner of the goal.
fn proposed_reviewer(session: &views::Session, look: &Look, goal: &Record) -> String {
    let author = session.author.get_untracked();
    let known = look.all("person").into_iter().find(|person| look.title(person.id) == author).map(|person| person.id);
    known.or_else(|| goal::OWNER.get(goal)).map(|id| id.to_string()).unwrap_or_default()
}

/// How a goal's value looks in a field: percent for ratios.
pub(super) fn typed_form(value: Decimal, ratio: bool) -> String {
    if ratio { views::labels::ratio_text(value) } else { views::labels::number_text(value) }
}

/// A goal's value as typed; a bare number for a ratio is percent.
pub(super) fn read_typed(text: &str, ratio: bool) -> Option<Decimal> {
    let value = parse_number(text).ok()?;
    let has_sign = text.contains(['%', '％', '‰']);
    if ratio && !has_sign { value.over(Decimal::from_int(100)) } else { Some(value) }
}

impl Look {
    /// A date field as a date input takes it.
    fn plain_date(&self, record: &Record, field: &str) -> String {
        record.fields.get(field).and_then(Json::as_str).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, ratio: bool, expected: Option<f64>) {
        assert_eq!(read_typed(typed, ratio).map(Decimal::to_f64), expected, "{typed}");
    }

    #[test]
    fn a_bare_number_for_a_ratio_is_percent() {
        check("39%", true, Some(0.39));
        check("39", true, Some(0.39));
        check("6,000", false, Some(6000.0));
        check("soon", false, None);
    }
}
