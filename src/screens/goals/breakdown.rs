//! The breakdown grid: a goal's target by region, channel, person, dealer and month (P01.A06).

#[allow(unreachable_pub, reason = "the component macro makes the properties of a component pub")]
mod grid;
mod parts;

use leptos::prelude::*;
use model::{Decimal, Id};
use pillars::goals::goal;
use pillars::goals::rules::breakdown::{self, Dimension};
use pillars::goals::rules::live_goals;
use ui::lang::{language, t, t_with};
use ui::{Button, ButtonLook, EmptyState, Icon, IconView, LinkButton, SelectInput};
use ui::{Show, live, say};
use views::labels::{field_label, kind_label};
use views::{Place, session};

use self::grid::GridTable;
use self::parts::{Choice, Grid, axis_of, begin, dimensions_of, layer, parts_of, parts_of_goal, sum};
use super::editors::{Measure, add_record, derive, named, sentence};

/// Stands for "one dimension" in the list of columns.
const NONE: &str = "none";

/// A goal that can be broken down, and the layer it was first broken down by.
type Candidate = ((Id, String), Vec<&'static str>);

/// Goal, dimensions, what is left to share out, and the grid.
#[component]
pub fn Breakdown() -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let goals: Memo<Vec<Candidate>> = derive(|context| {
        let goals = live_goals(context.records).filter(|goal| goal::TARGET.get(&***goal).is_some());
        goals.map(|goal| (named(context, goal), parts_of_goal(goal.id, context).next().map(dimensions_of).unwrap_or_default())).collect()
    });
    let picked = RwSignal::new(None::<Choice>);
    let choice = Memo::new(move |_| {
        goals.with(|goals| {
            let kept = picked.get().filter(|choice| goals.iter().any(|((id, _), _)| *id == choice.goal));
            let first = || goals.iter().find(|(_, layer)| !layer.is_empty()).or_else(|| goals.first());
            kept.or_else(|| first().map(|((id, _), layer)| begin(*id, layer)))
        })
    });
    let grid = derive(move |context| {
        let choice = choice.get()?;
        Some(Grid { rows: axis_of(&choice, &choice.row, context), columns: axis_of(&choice, &choice.column, context), choice })
    });
    let measure = derive(move |context| {
        let goal = choice.get().and_then(|choice| context.records.get(choice.goal).cloned());
        goal.map(|goal| (Measure::of(&goal, context.records, &currency.get()), goal::TARGET.get(&*goal).unwrap_or_default())).unwrap_or_default()
    });
    let unit = Memo::new(move |_| measure.with(|(measure, _)| measure.clone()));
    let add = Callback::new(move |()| add_record(&session, "goal"));
    let choose = Callback::new(move |next: Choice| picked.set(Some(next)));
    view! {
        <Show
            when=move || choice.with(Option::is_some)
            fallback=move || view! {
                <EmptyState title=ui::text("ui.goals.breakdown.empty") about=ui::text("ui.goals.breakdown.empty_about") icon=Icon::Table>
                    <Button label=Signal::derive(|| t_with("ui.record.add", &[("kind", &kind_label("goal"))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=add />
                </EmptyState>
            }
        >
            <div class="split" data-testid="breakdown">
                <Choosers choice=choice goals=goals choose=choose />
                <Balance choice=choice measure=measure />
                {live(move || {
                    // The grid is laid out anew when its places, its unit or the language change, not when an amount does.
                    let _ = (unit.get(), language());
                    grid.get().map(|grid| view! { <GridTable grid=grid measure=measure /> })
                })}
                <Layers choice=choice measure=measure choose=choose />
                <Outputs choice=choice />
            </div>
        </Show>
    }
}

/// Which goal, by what, and by what else.
#[component]
fn Choosers(choice: Memo<Option<Choice>>, goals: Memo<Vec<Candidate>>, choose: Callback<Choice>) -> impl IntoView {
    let goal = Signal::derive(move || choice.get().map(|choice| choice.goal.to_string()).unwrap_or_default());
    let row = Signal::derive(move || choice.get().map(|choice| choice.row).unwrap_or_default());
    let column = Signal::derive(move || choice.get().map(|choice| choice.column).filter(|code| !code.is_empty()).unwrap_or_else(|| NONE.to_owned()));
    let goal_options = Signal::derive(move || goals.get().into_iter().map(|((id, title), _)| (id.to_string(), title)).collect::<Vec<_>>());
    let dimension = |code: &str| (code.to_owned(), field_label("target_share", code));
    let row_options = Signal::derive(move || Dimension::ALL.iter().map(|each| dimension(each.field())).collect::<Vec<_>>());
    let column_options = Signal::derive(move || {
        let row = row.get();
        let others = Dimension::ALL.iter().map(|each| each.field()).filter(|code| *code != row).map(dimension);
        std::iter::once((NONE.to_owned(), t("ui.goals.breakdown.one_dimension"))).chain(others).collect::<Vec<_>>()
    });
    let pick_goal = Callback::new(move |id: String| {
        let found = goals.with_untracked(|goals| goals.iter().find(|((known, _), _)| known.to_string() == id).cloned());
        if let Some(((id, _), layer)) = found {
            choose.run(begin(id, &layer));
        }
    });
    let pick_row = Callback::new(move |code: String| {
        if let Some(now) = choice.get_untracked() {
            // The same dimension twice makes no grid: the other one gives way.
            let column = if now.column == code { String::new() } else { now.column };
            choose.run(Choice { row: code, column, ..now });
        }
    });
    let pick_column = Callback::new(move |code: String| {
        if let Some(now) = choice.get_untracked() {
            choose.run(Choice { column: if code == NONE { String::new() } else { code }, ..now });
        }
    });
    view! {
        <div class="split-choosers">
            <SelectInput label=Signal::derive(|| kind_label("goal")) value=goal options=goal_options on_change=pick_goal test_id="split-goal" />
            <SelectInput label=ui::text("ui.goals.breakdown.rows") value=row options=row_options on_change=pick_row test_id="split-rows" />
            <SelectInput label=ui::text("ui.goals.breakdown.columns") value=column options=column_options on_change=pick_column test_id="split-columns" />
        </div>
    }
}

/// Words for what is left: nothing, too little, too much; of a rate, that its parts do not add up.
fn balance_text(difference: Decimal, measure: &Measure) -> String {
    match difference {
        _ if measure.is_rate() => t("ui.goals.breakdown.rate"),
        Decimal::ZERO => t("ui.goals.breakdown.balanced"),
        left if left > Decimal::ZERO => t_with("ui.goals.breakdown.left", &[("amount", &measure.text(left))]),
        over => t_with("ui.goals.breakdown.over", &[("amount", &measure.text(over.abs()))]),
    }
}

/// Target, sum of this grid, and the difference, live; of a rate the target alone.
#[component]
fn Balance(choice: Memo<Option<Choice>>, measure: Memo<(Measure, Decimal)>) -> impl IntoView {
    let total = derive(move |context| choice.get().map(|choice| sum(&parts_of(&choice, context))).unwrap_or_default());
    let difference = Memo::new(move |_| measure.with(|(_, target)| *target) - total.get());
    let rate = Memo::new(move |_| measure.with(|(measure, _)| measure.is_rate()));
    let even = move || rate.get() || difference.get() == Decimal::ZERO;
    let amount = move |value: Decimal| measure.with(|(measure, _)| measure.text(value));
    view! {
        <div class="split-balance" class:is-even=even role="status" data-testid="split-balance">
            <span class="goal-fact"><span class="goal-fact-label">{say(move || field_label("goal", "target"))}</span><span class="goal-fact-value">{live(move || amount(measure.with(|(_, target)| *target)))}</span></span>
            <Show when=move || !rate.get()>
                <span class="goal-fact"><span class="goal-fact-label">{ui::say_key("ui.goals.breakdown.sum")}</span><span class="goal-fact-value">{live(move || amount(total.get()))}</span></span>
            </Show>
            <span class="split-difference">
                <IconView icon=Signal::derive(move || if even() { Icon::Check } else { Icon::Problem }) size=16 />
                {live(move || measure.with(|(measure, _)| balance_text(difference.get(), measure)))}
            </span>
        </div>
    }
}

/// The other ways this goal is broken down; each must come to the same total.
#[component]
fn Layers(choice: Memo<Option<Choice>>, measure: Memo<(Measure, Decimal)>, choose: Callback<Choice>) -> impl IntoView {
    let others = derive(move |context| {
        let Some(choice) = choice.get() else { return Vec::new() };
        let Some(goal) = context.records.get(choice.goal) else { return Vec::new() };
        let codes = |layer: &breakdown::Layer| layer.dimensions.iter().map(|dimension| dimension.field()).collect::<Vec<_>>();
        let here = layer(&choice);
        let layers = breakdown::of(goal, context).layers.into_iter();
        layers
            .map(|layer| (codes(&layer), layer.difference))
            .filter(|(codes, _)| *codes != here && (1..=2).contains(&codes.len()))
            .collect::<Vec<_>>()
    });
    let rows = move || {
        let list = others.get().into_iter().map(|(codes, difference)| {
            let names = codes.iter().map(|code| field_label("target_share", code)).collect::<Vec<_>>().join(" × ");
            let state = measure.with(|(measure, _)| balance_text(difference, measure));
            let press = move |_| {
                if let Some(now) = choice.get_untracked() {
                    choose.run(begin(now.goal, &codes));
                }
            };
            view! { <li><button type="button" class="link tool-link" on:click=press>{names}</button><span class="split-layer-state">{state}</span></li> }
        });
        list.collect_view()
    };
    view! {
        <Show when=move || !others.with(Vec::is_empty)>
            <div class="split-layers">
                <h3 class="tool-heading">{ui::say_key("ui.goals.breakdown.other_layers")}</h3>
                <ul class="tool-rows">{ui::live(rows)}</ul>
            </div>
        </Show>
    }
}

/// Print and the sheets of each person; printing waits until the sums agree.
#[component]
fn Outputs(choice: Memo<Option<Choice>>) -> impl IntoView {
    let session = session();
    let refusals = derive(move |context| {
        let goal = choice.get().and_then(|choice| context.records.get(choice.goal).cloned());
        let list = goal.map(|goal| breakdown::print_gate(&goal, context)).unwrap_or_default();
        list.into_iter().map(|refusal| sentence(&refusal.key(), &refusal.parameters)).collect::<Vec<_>>()
    });
    let blocked = Signal::derive(move || !refusals.with(Vec::is_empty));
    let print = Callback::new(move |()| {
        if let Some(window) = leptos::web_sys::window() {
            let _ = window.print();
        }
    });
    let sheets = session.href(Place::Document(1, "responsibility_sheets".to_owned()));
    view! {
        <div class="split-outputs">
            <Button label=ui::text("ui.goals.breakdown.print") icon=Icon::Print disabled=blocked on_press=print test_id="split-print" />
            <LinkButton label=ui::text("ui.goals.breakdown.sheets") icon=Icon::Document href=sheets look=ButtonLook::Text />
            <Show when=move || blocked.get()>
                <ul class="split-refusals">{live(move || refusals.get().into_iter().map(|text| view! { <li>{text}</li> }).collect_view())}</ul>
            </Show>
        </div>
    }
}
