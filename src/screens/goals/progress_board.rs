//! How far each goal is (P01.A04): plan against actual, forecast at the due date, a light in words,
//! quick entry of a new reading; sales and collection side by side (P01.A10).

use leptos::prelude::*;
use model::{Decimal, FieldType, Id, Json, Key, Number, Record};
use pillars::goals::goal;
use pillars::goals::rules::progress;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, DateInput, Disclosure, EmptyState, Icon, LinkButton, TextInput};
use ui::{Show, live, say};
use views::Place;
use views::kept::Kept;
use views::labels::{choice_label, date_text, field_label};
use views::session::session;

use super::editors::{Measure, light_mark};
use super::goal_sections::chart::{PlanChart, PlanLine, ProgressBar, plan_line};
use super::goal_sections::parts::{Look, RecordAnchor, about, adds, date_or_missing, day, difference, fresh, link, percent, read_in};
use super::review_calendar::{read_typed, typed_form};

/// One goal as shown.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) light: &'static str,
    facts: Vec<(&'static str, String)>,
    pub(super) done: Option<Decimal>,
    pub(super) plan_done: Option<Decimal>,
    pub(super) line: PlanLine,
    pub(super) measure: Measure,
    indicator: Option<Id>,
    region: Option<Id>,
    pub(super) sentence: String,
}

/// Share of the way from baseline to target that a value stands for.
fn share_of_way(value: Option<Decimal>, baseline: Option<Decimal>, target: Option<Decimal>) -> Option<Decimal> {
    let (value, baseline, target) = (value?, baseline?, target?);
    (value - baseline).over(target - baseline)
}

/// What one goal shows.
pub(super) fn shown(look: &Look, goal: &Record) -> Shown {
    let found = progress::of(goal, &look.context());
    let measure = look.measure(goal);
    let due = goal::DUE.get(goal);
    let actual = found.actual.as_ref().map_or_else(
        || ui::format::missing().to_owned(),
        |point| t_with("ui.goals.progress_board.dated", &[("value", &measure.text(point.value)), ("date", &date_text(point.date))]),
    );
    let facts = vec![
        ("field.goal.baseline", measure.maybe(goal::BASELINE.get(goal))),
        ("field.goal.target", measure.maybe(found.target)),
        ("ui.goals.progress_board.actual", actual),
        ("ui.goals.progress_board.plan_now", about(&measure, found.plan_now)),
        ("ui.goals.progress_board.deviation", difference(&measure, found.deviation)),
        ("ui.goals.progress_board.forecast", about(&measure, found.forecast)),
        ("ui.goals.progress_board.done", percent(found.done)),
        ("field.goal.due", date_or_missing(due)),
    ];
    let sentence = match (&found.actual, found.plan_now) {
        (Some(point), Some(plan)) if found.forecast.is_none() => t_with(
            "ui.goals.progress_board.sentence_now",
            &[("actual", &measure.text(point.value)), ("plan", &about(&measure, Some(plan))), ("target", &measure.maybe(found.target))],
        ),
        (Some(point), Some(plan)) => t_with(
            "ui.goals.progress_board.sentence",
            &[
                ("actual", &measure.text(point.value)),
                ("plan", &about(&measure, Some(plan))),
                ("forecast", &about(&measure, found.forecast)),
                ("target", &measure.maybe(found.target)),
            ],
        ),
        (Some(_), None) => t("ui.goals.progress_board.no_plan"),
        (None, _) => t("ui.goals.progress_board.no_reading"),
    };
    let from_zero = found.adds_up.then_some(Decimal::ZERO);
    Shown {
        title: look.title(goal.id),
        light: found.light.code(),
        facts,
        done: found.done,
        plan_done: share_of_way(found.plan_now, from_zero.or(found.baseline), found.target),
        line: plan_line(&found.plan, &found.actuals),
        indicator: goal::INDICATOR.get(goal),
        region: goal::REGION.get(goal),
        measure,
        sentence,
    }
}

/// Progress of every goal that is pursued.
#[component]
pub fn ProgressBoard() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let ids = Memo::new(move |_| Look::tracked(&reader).open_goals().iter().map(|goal| goal.id).collect::<Vec<_>>());
    view! {
        <Show
            when=move || !ids.with(Vec::is_empty)
            fallback=|| view! { <EmptyState title=ui::text("ui.goals.progress_board.empty") about=ui::text("ui.goals.progress_board.empty_about") icon=Icon::Chart /> }
        >
            <SalesAndCollection />
            <ul class="tool-list" data-testid="progress-board">
                <For each=move || ids.get() key=|id| *id let:id>
                    <li><GoalProgress goal=id /></li>
                </For>
            </ul>
        </Show>
    }
}

/// The figures that come from readings.
const READ: [&str; 2] = ["ui.goals.progress_board.actual", "ui.goals.progress_board.done"];

#[component]
fn GoalProgress(goal: Id) -> impl IntoView {
    let session = session();
    let model = Memo::new(move |_| {
        let look = Look::tracked(&session);
        look.records.get(goal).map(|record| shown(&look, record))
    });
    let heading = format!("progress-{goal}");
    let labelled = heading.clone();
    view! {
        <article class="tool-card" aria-labelledby=labelled data-testid="goal-progress">
            {live(move || model.get().map(|model| view! {
                <header class="tool-card-head">
                    <h3 id=heading.clone()><RecordAnchor kind="goal" id=goal title=model.title.clone() /></h3>
                    {light_mark(model.light)}
                </header>
                <p class="tool-sentence">{model.sentence.clone()}</p>
                <ProgressBar done=model.done plan=model.plan_done />
                <dl class="facts">
                    {model.facts.iter().map(|(key, value)| { let key = *key; view! { <div><dt>{say(move || t(key))}</dt><dd>{if READ.contains(&key) { read_in(goal, value.clone()) } else { value.clone().into_any() }}</dd></div> } }).collect_view()}
                </dl>
                {model.line.is_drawable().then(|| view! { <PlanChart title=t_with("ui.goals.progress_board.chart", &[("goal", &model.title)]) measure=model.measure.clone() line=model.line.clone() /> })}
            }))}
            <QuickReading goal=goal model=model />
        </article>
    }
}

/// Date, value and source of a new reading of the goal's indicator.
#[component]
fn QuickReading(goal: Id, model: Memo<Option<Shown>>) -> impl IntoView {
    let session = session();
    let indicator = Memo::new(move |_| model.with(|model| model.as_ref().and_then(|model| model.indicator)));
    let ratio = Memo::new(move |_| model.with(|model| model.as_ref().is_some_and(|model| model.measure.kind == "ratio")));
    let unit = Signal::derive(move || model.with(|model| model.as_ref().map(|model| model.measure.header()).unwrap_or_default()));
    let date = RwSignal::new(session.today.get_untracked().to_string());
    let (typed, told, tried) = (Kept::new("reading").about(goal), Kept::new("reading-source").about(goal), RwSignal::new(false));
    let (value, source) = (typed.text(), told.text());
    let value_error = Signal::derive(move || {
        let text = value.get();
        match (text.trim().is_empty(), read_typed(&text, ratio.get())) {
            (true, _) if tried.get() => Some(t("ui.goals.progress_board.value_missing")),
            (false, None) => Some(t("ui.goals.progress_board.value_unreadable")),
            _ => None,
        }
    });
    let source_error =
        Signal::derive(move || (tried.get() && source.with(|text| text.trim().is_empty())).then(|| t("ui.goals.progress_board.source_missing")));
    let date_error = Signal::derive(move || {
        (tried.get() && date.with(|text| model::parse_date(text).is_none())).then(|| t("ui.goals.progress_board.date_missing"))
    });
    let understood = Signal::derive(move || {
        let text = value.get();
        let read = read_typed(&text, ratio.get()).map(|value| typed_form(value, ratio.get()));
        read.filter(|read| *read != text.trim()).map(|read| format!("= {read}")).unwrap_or_default()
    });
    let saver = session.clone();
    let save = Callback::new(move |()| {
        tried.set(true);
        let read = read_typed(&value.get_untracked(), ratio.get_untracked());
        let (Some(indicator), Some(read), Some(on)) = (indicator.get_untracked(), read, model::parse_date(&date.get_untracked())) else { return };
        let from = source.get_untracked().trim().to_owned();
        if from.is_empty() {
            return;
        }
        let region = model.with_untracked(|model| model.as_ref().and_then(|model| model.region));
        let record = fresh(
            &saver,
            "reading",
            [
                (Key::new("indicator"), Some(link(indicator))),
                (Key::new("date"), Some(day(on))),
                (Key::new("value"), Some(Number::write(read))),
                (Key::new("source"), Some(Json::String(from))),
                (Key::new("region"), region.map(link)),
            ],
        );
        if saver.commit(Transaction::new(adds("reading")).add(record)) {
            ui::announce(t("ui.goals.progress_board.recorded"));
            typed.used();
            tried.set(false);
        }
    });
    let goal_href = session.href(Place::Record("goal".to_owned(), goal));
    let (shown, absent) = (move || indicator.get().is_some(), move || indicator.get().is_none());
    view! {
        <Show when=absent>
            <LinkButton label=ui::text("ui.goals.progress_board.choose_indicator") href=goal_href.clone() look=ButtonLook::Text icon=Icon::ArrowRight />
        </Show>
        <Show when=shown>
            <Disclosure title=ui::text("ui.goals.progress_board.enter") test_id="reading-entry">
                <div class="quick-entry">
                    <DateInput label=Signal::derive(|| field_label("reading", "date")) value=date on_input=Callback::new(move |text| date.set(text)) required=true error=date_error id=format!("reading-date-{goal}") />
                    <TextInput label=Signal::derive(move || t_with("ui.goals.progress_board.value", &[("unit", &unit.get())])) value=value on_input=typed.typing() on_enter=save required=true input_mode="decimal" suffix=understood error=value_error id=format!("reading-value-{goal}") test_id="reading-value" />
                    <TextInput label=Signal::derive(|| field_label("reading", "source")) value=source on_input=told.typing() on_enter=save required=true error=source_error id=format!("reading-source-{goal}") test_id="reading-source" />
                    <Button label=ui::text("ui.goals.progress_board.record") icon=Icon::Save on_press=save test_id="reading-save" />
                </div>
            </Disclosure>
        </Show>
    }
}

/// One pair of goals of the same place: order value and money collected.
#[derive(Clone, PartialEq)]
struct Pair {
    place: String,
    sides: [(Id, String, &'static str); 2],
    rows: Vec<(&'static str, String, String)>,
}

fn pairs(look: &Look) -> Vec<Pair> {
    let goals = look.open_goals();
    let of_kind =
        |code: &str| goals.iter().filter(move |goal| goal::GOAL_KIND.get(goal.as_ref()).as_deref() == Some(code)).cloned().collect::<Vec<_>>();
    let place = |goal: &Record| (goal::DEPARTMENT.get(goal), goal::REGION.get(goal), goal::LEVEL.get(goal));
    let collections = of_kind("collection");
    of_kind("sales")
        .iter()
        .filter_map(|sales| {
            let same = collections.iter().find(|other| place(other) == place(sales));
            let collection = same.or_else(|| collections.first().filter(|_| collections.len() == 1))?;
            let both = [sales, collection].map(|goal| (look.measure(goal), progress::of(goal, &look.context())));
            let [(left_measure, left), (right_measure, right)] = &both;
            let row = |key, of: fn(&progress::Progress) -> Option<Decimal>| (key, about(left_measure, of(left)), about(right_measure, of(right)));
            let places = [goal::DEPARTMENT.get(sales.as_ref()), goal::REGION.get(sales.as_ref())];
            let named: Vec<String> = places.into_iter().flatten().map(|id| look.title(id)).collect();
            Some(Pair {
                place: named.join(" "),
                sides: [(sales.id, look.title(sales.id), left.light.code()), (collection.id, look.title(collection.id), right.light.code())],
                rows: vec![
                    row("field.goal.target", |found| found.target),
                    row("ui.goals.progress_board.plan_now", |found| found.plan_now),
                    row("ui.goals.progress_board.actual", |found| found.actual.as_ref().map(|point| point.value)),
                    ("ui.goals.progress_board.deviation", difference(left_measure, left.deviation), difference(right_measure, right.deviation)),
                    row("ui.goals.progress_board.forecast", |found| found.forecast),
                    ("ui.goals.progress_board.done", percent(left.done), percent(right.done)),
                ],
            })
        })
        .collect()
}

/// Sales task and cash-collection task in two columns, where both exist.
#[component]
fn SalesAndCollection() -> impl IntoView {
    let session = session();
    let model = Memo::new(move |_| pairs(&Look::tracked(&session)));
    view! {
        <Show when=move || !model.with(Vec::is_empty)>
            <section class="tool-card" aria-labelledby="sales-and-collection" data-testid="sales-and-collection">
                <h3 id="sales-and-collection">{ui::say_key("ui.goals.progress_board.pair")}</h3>
                {live(move || model.get().into_iter().map(|pair| {
                    let [sales, collection] = pair.sides;
                    let caption = pair.place.clone();
                    view! {
                        <div class="grid-scroll" tabindex="0" role="region" aria-label=move || t_with("ui.goals.progress_board.pair_caption", &[("place", &caption)])>
                            <table class="table">
                                <caption>{pair.place.clone()}</caption>
                                <thead>
                                    <tr>
                                        <th scope="col"><span class="visually-hidden">{ui::say_key("ui.goals.progress_board.figure")}</span></th>
                                        <th scope="col" class="is-number"><RecordAnchor kind="goal" id=sales.0 title=choice_label("goal", "goal_kind", "sales") /></th>
                                        <th scope="col" class="is-number"><RecordAnchor kind="goal" id=collection.0 title=choice_label("goal", "goal_kind", "collection") /></th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {pair.rows.into_iter().map(|(key, left, right)| view! { <tr><th scope="row">{say(move || t(key))}</th><td class="is-number">{left}</td><td class="is-number">{right}</td></tr> }).collect_view()}
                                    <tr>
                                        <th scope="row">{ui::say_key("ui.goals.progress_board.light")}</th>
                                        <td class="is-number">{light_mark(sales.2)}</td>
                                        <td class="is-number">{light_mark(collection.2)}</td>
                                    </tr>
                                </tbody>
                            </table>
                        </div>
                    }
                }).collect_view())}
            </section>
        </Show>
    }
}
