//! Trends of the surroundings by impact and likelihood (P01.2.1).

use flow::Context;
use leptos::prelude::*;
use pillars::goals::rules::environment;
use pillars::goals::{env_factor, environment as container};
use ui::lang::t_with;
use ui::{Button, ButtonLook, EmptyState, Icon, Matrix, MatrixItem, Tone, dom};
use ui::{Show, say};
use views::labels::{date_text, field_label, kind_label};
use views::{Place, session};

use super::editors::{add_record, derive, named};
use model::Order as _;

const IMPACTS: [i64; 5] = [-2, -1, 0, 1, 2];
const LIKELIHOODS: [i64; 5] = [5, 4, 3, 2, 1];

#[derive(Clone, PartialEq)]
struct Factor {
    id: model::Id,
    title: String,
    impact: i64,
    likelihood: i64,
}

#[derive(Clone, PartialEq, Default)]
struct Model {
    /// Heaviest first.
    factors: Vec<Factor>,
    /// How many there are that lack a score.
    unplaced: usize,
    as_of: String,
}

fn model_of(context: &Context<'_>) -> Model {
    let mut factors = Vec::new();
    for cell in environment::matrix(context) {
        for record in cell.factors.iter().filter_map(|id| context.records.get(*id)) {
            let (id, title) = named(context, record);
            factors.push(Factor { id, title, impact: cell.impact, likelihood: cell.likelihood });
        }
    }
    factors.order_by_key(|factor| (-weight(factor.impact, factor.likelihood), factor.id));
    let as_of = context.records.single("environment").and_then(|record| container::AS_OF.get(&**record));
    let all = context.records.of_kind("env_factor").filter(|record| env_factor::DESCRIPTION.get(&***record).is_some()).count();
    Model { unplaced: all.saturating_sub(factors.len()), factors, as_of: as_of.map(date_text).unwrap_or_default() }
}

fn weight(impact: i64, likelihood: i64) -> i64 {
    (impact * likelihood).abs()
}

/// Tint of a cell, 0 to 4; the scales beside it say the same.
fn tint(impact: i64, likelihood: i64) -> u8 {
    match weight(impact, likelihood) {
        0 => 0,
        1..=2 => 1,
        3..=4 => 2,
        5..=7 => 3,
        _ => 4,
    }
}

/// The title says what the matrix shows: how many chances and threats, and the weightiest of all.
fn message_of(factors: &[Factor]) -> String {
    let count = |wanted: fn(i64) -> bool| factors.iter().filter(|factor| wanted(factor.impact)).count().to_string();
    let (chances, threats) = (count(|impact| impact > 0), count(|impact| impact < 0));
    match factors.first().filter(|factor| factor.impact != 0) {
        Some(first) => t_with("ui.goals.impact_matrix.message_first", &[("chances", &chances), ("threats", &threats), ("factor", &first.title)]),
        None => t_with("ui.goals.impact_matrix.message", &[("chances", &chances), ("threats", &threats)]),
    }
}

/// The words around the matrix of all factors.
pub struct Told {
    /// What it says.
    pub message: String,
    /// The day the environment was looked at.
    pub period: String,
    /// What it is drawn from.
    pub source: String,
}

/// What the matrix says of these records.
pub fn told(context: &Context<'_>) -> Told {
    let model = model_of(context);
    Told { message: message_of(&model.factors), source: source_of(&model), period: model.as_of }
}

fn source_of(model: &Model) -> String {
    t_with("ui.goals.impact_matrix.source", &[("n", &model.factors.len().to_string())])
}

/// A number with its sign.
fn signed(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

/// Impact from left (threat) to right (opportunity), likelihood from bottom to top.
#[component]
pub fn ImpactMatrix() -> impl IntoView {
    let session = session();
    let model = derive(model_of);
    // Narrow columns have room for the number only; the axis names both ends in words.
    let with_words = dom::media_matches("(min-width: 900px)");
    let columns = Signal::derive(move || {
        let name = |impact: &i64| {
            if with_words { t_with(&format!("ui.goals.impact_matrix.impact.{impact}"), &[("n", &signed(*impact))]) } else { signed(*impact) }
        };
        IMPACTS.iter().map(name).collect::<Vec<_>>()
    });
    let rows = Signal::derive(|| {
        LIKELIHOODS.iter().map(|likelihood| t_with("ui.goals.impact_matrix.likelihood", &[("n", &likelihood.to_string())])).collect::<Vec<_>>()
    });
    let linker = session.clone();
    let items = Signal::derive(move || {
        let place = |scale: &[i64], value: i64| scale.iter().position(|known| *known == value).unwrap_or(0);
        let item = |factor: Factor| MatrixItem {
            column: place(&IMPACTS, factor.impact),
            row: place(&LIKELIHOODS, factor.likelihood),
            tone: match factor.impact {
                0 => Tone::Neutral,
                impact if impact > 0 => Tone::Primary,
                _ => Tone::Warning,
            },
            href: linker.href(Place::Record("env_factor".to_owned(), factor.id)),
            label: factor.title,
        };
        model.get().factors.into_iter().map(item).collect::<Vec<_>>()
    });
    let level = Callback::new(move |(column, row): (usize, usize)| {
        tint(IMPACTS.get(column).copied().unwrap_or(0), LIKELIHOODS.get(row).copied().unwrap_or(1))
    });
    let title = Signal::derive(move || model.with(|model| message_of(&model.factors)));
    let period = Signal::derive(move || model.with(|model| model.as_of.clone()));
    let source = Signal::derive(move || model.with(source_of));
    let empty = Memo::new(move |_| model.with(|model| model.factors.is_empty()));
    let unplaced = Memo::new(move |_| model.with(|model| model.unplaced));
    let add = Callback::new(move |()| add_record(&session, "env_factor"));
    view! {
        <Show
            when=move || !empty.get()
            fallback=move || view! {
                <EmptyState title=ui::text("ui.goals.impact_matrix.empty") about=ui::text("ui.goals.impact_matrix.empty_about") icon=Icon::Chart>
                    <Button label=Signal::derive(|| t_with("ui.record.add", &[("kind", &kind_label("env_factor"))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=add />
                </EmptyState>
            }
        >
            <Matrix
                title=title
                unit=ui::text("ui.goals.impact_matrix.unit")
                period=period
                source=source
                x_label=ui::text("ui.goals.impact_matrix.x")
                y_label=Signal::derive(|| field_label("env_factor", "likelihood"))
                columns=columns
                rows=rows
                items=items
                level=level
                test_id="impact-matrix"
            />
            <Show when=move || { unplaced.get() > 0 }>
                <p class="tool-none">{say(move || t_with("ui.goals.impact_matrix.unplaced", &[("n", &unplaced.get().to_string())]))}</p>
            </Show>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(impact: i64, likelihood: i64, expected: u8) {
        assert_eq!(tint(impact, likelihood), expected, "{impact} {likelihood}");
    }

    #[test]
    fn tints_follow_the_weight() {
        check(0, 5, 0);
        check(-1, 2, 1);
        check(2, 2, 2);
        check(-1, 5, 3);
        check(2, 5, 4);
        assert_eq!(signed(2), "+2");
        assert_eq!(signed(-2), "-2");
    }
}
