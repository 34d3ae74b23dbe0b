//! The method map: each step of the method and where it is done here.

use leptos::prelude::*;
use model::Order as _;
use ui::lang::t;
use views::labels::kind_many;
use views::{Place, session};

/// The page of the method.
#[component]
pub(crate) fn MethodPage() -> impl IntoView {
    let session = session();
    let sections = move || {
        pillars::PILLARS
            .iter()
            .filter(|pillar| pillar.ready)
            .filter_map(|pillar| {
                let content = session.content(pillar.id)?;
                let session = session.clone();
                let rows = content.structure.steps.iter().flat_map(|step| {
                    let href = Place::step(&step.id).map(|place| session.href(place)).unwrap_or_default();
                    let (title, yields) = content.texts.steps.get(&step.id).map(|texts| (texts.title.clone(), texts.yields.clone())).unwrap_or_default();
                    let ids: Vec<String> = step.covers.iter().chain(step.checks.iter().flat_map(|check| &check.covers)).cloned().collect();
                    let own = (step.id.clone(), title, yields, ids, href.clone(), false);
                    let items = step.items.iter().map(|item| {
                        let title = content.texts.items.get(&item.id).map(|texts| texts.title.clone()).unwrap_or_default();
                        let mut filled: Vec<String> = item.records.iter().map(|kind| kind_many(kind)).collect();
                        filled.dedup();
                        (item.id.clone(), title, filled.join(&t("ui.format.list_separator")), item.covers.iter().chain(item.checks.iter().flat_map(|check| &check.covers)).cloned().collect(), href.clone(), true)
                    }).collect::<Vec<_>>();
                    std::iter::once(own).chain(items)
                }).map(|(id, title, yields, ids, href, inner): (String, String, String, Vec<String>, String, bool)| {
                    let mut ids: Vec<String> = ids.into_iter().chain([id]).collect();
                    ids.order();
                    ids.dedup();
                    view! { <tr class:inner=inner><th scope="row"><a href=href>{title}</a></th><td>{yields}</td><td class="method-numbers">{ids.join(" ")}</td></tr> }
                }).collect_view();
                Some(view! {
                    <h2>{content.texts.pillar.title.clone()}</h2>
                    <div class="grid-scroll" tabindex="0" role="region" aria-label=content.texts.pillar.title.clone()>
                        <table class="table method-table">
                            <caption class="visually-hidden">{content.texts.pillar.title.clone()}</caption>
                            <thead><tr><th scope="col">{t("ui.method.where")}</th><th scope="col">{t("ui.method.yields")}</th><th scope="col">{t("ui.method.row")}</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                })
            })
            .collect_view()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.method")}</h1><p class="page-about">{ui::say_key("ui.method.about")}</p></div></header>
        {ui::live(sections)}
    }
}
