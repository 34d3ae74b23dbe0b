//! The calendar of review cycles: next date, owner, overdue (P00.03).

use flow::Context;
use leptos::prelude::*;
use pillars::goals::{goal, rules::reviews};
use ui::EmptyState;
use ui::lang::{t, t_with};
use ui::{Show, say};
use views::labels::{choice_label, date_text};
use views::{Place, session};

/// The page of reviews.
#[component]
pub(crate) fn ReviewsPage() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let rows = Memo::new_with_compare(
        move |_| {
            let records = reader.workspace.tracked_any();
            let registry = reader.registry();
            reviews::calendar(&Context { records: &records, registry: &registry, today: reader.today.get() })
        },
        |_, _| true,
    );
    let body = move || {
        rows.get()
            .into_iter()
            .map(|(record, state)| {
                let href = session.href(Place::Record("goal".to_owned(), record.id));
                let cycle = goal::REVIEW_EVERY.get(&*record).map(|code| choice_label("goal", "review_every", &code)).unwrap_or_else(|| ui::format::missing().to_owned());
                let owner = goal::OWNER.get(&*record).map(|id| session.title_of(id)).unwrap_or_else(|| ui::format::missing().to_owned());
                let last = state.last.map(date_text).unwrap_or_else(|| ui::format::missing().to_owned());
                let next = state.next.map(date_text).unwrap_or_else(|| ui::format::missing().to_owned());
                let late = (state.overdue_days > 0).then(|| t_with("ui.reviews.overdue", &[("n", &state.overdue_days.to_string())]));
                view! { <tr><th scope="row"><a href=href>{goal::STATEMENT.get(&*record).unwrap_or_default()}</a></th><td>{owner}</td><td>{cycle}</td><td>{last}</td><td>{next}</td><td class="late">{late}</td></tr> }
            })
            .collect_view()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{say(move || t("ui.nav.reviews"))}</h1><p class="page-about">{say(move || t("ui.reviews.about"))}</p></div></header>
        <Show when=move || !rows.with(Vec::is_empty) fallback=move || view! { <EmptyState title=Signal::derive(move || t("ui.reviews.empty")) about=Signal::derive(move || t("ui.reviews.empty_about")) /> }>
            <div class="grid-scroll" tabindex="0" role="group" aria-label=move || t("ui.nav.reviews")>
                <table class="table">
                    <caption class="visually-hidden">{say(move || t("ui.nav.reviews"))}</caption>
                    <thead><tr>
                        <th scope="col">{say(move || t("kind.goal"))}</th><th scope="col">{say(move || t("field.goal.owner"))}</th><th scope="col">{say(move || t("field.goal.review_every"))}</th>
                        <th scope="col">{say(move || t("ui.reviews.last"))}</th><th scope="col">{say(move || t("ui.reviews.next"))}</th><th scope="col">{say(move || t("ui.reviews.state"))}</th>
                    </tr></thead>
                    <tbody>{body.clone()}</tbody>
                </table>
            </div>
        </Show>
    }
}
