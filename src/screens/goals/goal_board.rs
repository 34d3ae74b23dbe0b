//! All goals at a glance, grouped by horizon (P01.3, P01.4).

use flow::Context;
use leptos::prelude::*;
use model::{Id, Record};
use pillars::goals::goal;
use pillars::goals::rules::{horizon, progress};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, EmptyState, Icon, format};
use views::examples::SampleMark;
use views::labels::{date_text, field_label, kind_label};
use views::{Place, session};

use super::editors::{Measure, Standing, add_record, derive, light_mark, named, passes_of, standing_of, status_badge};

/// What a card says.
#[derive(Clone, PartialEq)]
struct Card {
    id: Id,
    title: String,
    status: Standing,
    target: String,
    due: String,
    owner: String,
    passes: usize,
    light: &'static str,
}

/// Goals of one horizon; without a code those whose dates are not set.
#[derive(Clone, PartialEq)]
struct Group {
    code: &'static str,
    cards: Vec<Card>,
}

fn card_of(goal: &Record, currency: &str, context: &Context<'_>) -> Card {
    let (id, title) = named(context, goal);
    let missing = || format::missing().to_owned();
    Card {
        id,
        title,
        status: standing_of(goal, context),
        target: Measure::of(goal, context.records, currency).maybe(goal::TARGET.get(goal)),
        due: goal::DUE.get(goal).map_or_else(missing, date_text),
        owner: goal::OWNER.get(goal).and_then(|id| context.records.get(id)).map_or_else(missing, |person| named(context, person).1),
        passes: passes_of(goal, context),
        light: progress::of(goal, context).light.code(),
    }
}

fn groups_of(currency: &str, context: &Context<'_>) -> Vec<Group> {
    let bounds = horizon::bounds(context.records);
    let mut groups: Vec<Group> = ["short", "medium", "long", ""].into_iter().map(|code| Group { code, cards: Vec::new() }).collect();
    for goal in context.records.of_kind("goal") {
        let code = horizon::of(goal, bounds, context.today).map_or("", |horizon| horizon.code());
        if let Some(group) = groups.iter_mut().find(|group| group.code == code) {
            group.cards.push(card_of(goal, currency, context));
        }
    }
    groups
}

/// Cards of all goals; the whole card opens the goal.
#[component]
pub fn GoalBoard() -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let groups = derive(move |context| groups_of(&currency.get(), context));
    ui::live(move || {
        let groups = groups.get();
        if groups.iter().all(|group| group.cards.is_empty()) {
            let session = session.clone();
            return view! {
                <EmptyState title=ui::text("ui.goals.goal_board.empty") about=ui::text("kind.goal.about") icon=Icon::Goal>
                    <Button label=Signal::derive(|| t_with("ui.record.add", &[("kind", &kind_label("goal"))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=Callback::new(move |()| add_record(&session, "goal")) />
                </EmptyState>
            }
            .into_any();
        }
        // The group of goals without dates only shows when there are any; an empty horizon is worth knowing.
        groups.into_iter().filter(|group| !group.code.is_empty() || !group.cards.is_empty()).map(group_view).collect_view().into_any()
    })
}

fn group_view(group: Group) -> AnyView {
    let title = if group.code.is_empty() { t("ui.goals.goal_board.undated") } else { t(&format!("ui.goals.horizon.{}", group.code)) };
    let count = group.cards.len().to_string();
    let body = if group.cards.is_empty() {
        view! { <p class="tool-none">{t("ui.goals.goal_board.none_here")}</p> }.into_any()
    } else {
        view! { <ul class="goal-cards">{group.cards.into_iter().map(card_view).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="goal-group">
            <h3 class="goal-group-title">{title}<span class="count">{count}</span></h3>
            {body}
        </section>
    }
    .into_any()
}

fn card_view(card: Card) -> AnyView {
    let href = session().href(Place::Record("goal".to_owned(), card.id));
    let fact = |label: String, value: String| view! { <span class="goal-fact"><span class="goal-fact-label">{label}</span><span class="goal-fact-value">{value}</span></span> };
    view! {
        <li>
            <a class="goal-card" href=href data-testid="goal-card">
                <span class="goal-card-title">{card.title}</span>
                <span class="goal-card-marks">{status_badge(card.status)}<SampleMark kind="goal" id=card.id />{light_mark(card.light)}</span>
                <span class="goal-card-facts">
                    {fact(field_label("goal", "target"), card.target)}
                    {fact(field_label("goal", "due"), card.due)}
                    {fact(field_label("goal", "owner"), card.owner)}
                    {fact(t("ui.goals.parts.smart_label"), t_with("ui.goals.parts.of_five", &[("n", &card.passes.to_string())]))}
                </span>
            </a>
        </li>
    }
    .into_any()
}
