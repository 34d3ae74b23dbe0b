//! Target, actual, gap and owner of every region or centre (P01.A13).

use flow::Context;
use leptos::prelude::*;
use model::{Decimal, Id};
use pillars::goals::rules::board;
use ui::lang::{t, t_with};
use ui::{ButtonLook, EmptyState, Icon, LinkButton, format, head_with_unit};
use views::labels::{field_label, ratio_text};
use views::{Place, session};

use super::editors::{Measure, bar, derive, light_mark, named, record_link};

#[derive(Clone, PartialEq)]
struct Row {
    region: (Id, String),
    goal: (Id, String),
    target: String,
    actual: String,
    gap: String,
    /// Actual by target.
    done: Option<Decimal>,
    owner: Option<(Id, String)>,
    light: &'static str,
    /// The unit of its amounts, if all rows share it: it stands in the head.
    unit: String,
}

fn rows_of(currency: &str, context: &Context<'_>) -> Vec<Row> {
    let found = board::rows(context);
    let measures: Vec<Measure> = found.iter().map(|row| Measure::of(&row.goal, context.records, currency)).collect();
    let shared = measures.iter().all(|measure| measure.kind == "money");
    let rows = found.into_iter().zip(measures).map(|(row, measure)| {
        let text = |value: Option<Decimal>| match value {
            Some(value) if shared => measure.plain(value),
            other => measure.full(other),
        };
        Row {
            region: named(context, &row.region),
            goal: named(context, &row.goal),
            target: text(row.target),
            actual: text(row.actual),
            gap: text(row.gap),
            unit: if shared { measure.header() } else { String::new() },
            done: row.actual.zip(row.target).and_then(|(actual, target)| actual.over(target)),
            owner: row.owner.and_then(|id| context.records.get(id)).map(|person| named(context, person)),
            light: row.light.code(),
        }
    });
    rows.collect()
}

/// One line a region and goal, in the order of the regions.
#[component]
pub fn RegionBoard() -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let rows = derive(move |context| rows_of(&currency.get(), context));
    ui::live(move || {
        let rows = rows.get();
        if rows.is_empty() {
            let href = session.href(Place::List("region".to_owned()));
            return view! {
                <EmptyState title=ui::text("ui.goals.region_board.empty") about=ui::text("ui.goals.region_board.empty_about") icon=Icon::Channel>
                    <LinkButton label=ui::text("ui.goals.region_board.to_regions") href=href look=ButtonLook::Default />
                </EmptyState>
            }
            .into_any();
        }
        let unit = rows.first().map(|row| row.unit.clone()).unwrap_or_default();
        let behind = rows.iter().filter(|row| row.light == "off_target").count().to_string();
        let message = t_with("ui.goals.region_board.message", &[("n", &rows.len().to_string()), ("behind", &behind)]);
        view! {
            <p class="tool-message">{message}</p>
            <div class="grid-scroll tool-scroll" tabindex="0" role="region" aria-label=t("ui.goals.region_board.caption")>
                <table class="table table-sticky table-compact region-table">
                    <caption class="visually-hidden">{t("ui.goals.region_board.caption")}</caption>
                    <thead><tr>
                        <th scope="col">{t("ui.goals.region_board.region_and_goal")}</th>
                        <th scope="col" class="is-number">{head_with_unit(&field_label("goal", "target"), &unit)}</th>
                        <th scope="col" class="is-number">{head_with_unit(&t("ui.goals.region_board.actual"), &unit)}</th>
                        <th scope="col" class="is-number">{head_with_unit(&t("ui.goals.region_board.gap"), &unit)}</th>
                        <th scope="col">{t("ui.goals.parts.state")}</th>
                        <th scope="col">{field_label("goal", "owner")}</th>
                    </tr></thead>
                    <tbody>{rows.into_iter().map(row_view).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn row_view(row: Row) -> AnyView {
    let owner = row.owner.map_or_else(|| format::missing().to_owned().into_any(), |(id, name)| record_link("person", id, name));
    let done = row.done.map_or_else(|| format::missing().to_owned(), |done| ratio_text(done.rounded(3)));
    view! {
        <tr>
            <th scope="row"><span class="region-name">{record_link("region", row.region.0, row.region.1)}</span>{record_link("goal", row.goal.0, row.goal.1)}</th>
            <td class="is-number">{row.target}</td>
            <td class="is-number">{row.actual}</td>
            <td class="is-number">{row.gap}</td>
            <td class="region-done"><span class="region-bar">{bar(row.done)}<span class="region-percent">{done}</span></span>{light_mark(row.light)}</td>
            <td>{owner}</td>
        </tr>
    }
    .into_any()
}
