//! The method map: each step of the method and where it is done here.

use leptos::prelude::*;
use model::Order as _;
use ui::lang::t;
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
                    let title = content.texts.steps.get(&step.id).map(|texts| texts.title.clone()).unwrap_or_default();
                    let ids: Vec<String> = step.covers.iter().chain(step.checks.iter().flat_map(|check| &check.covers)).cloned().collect();
                    let own = (step.id.clone(), title, ids, href.clone(), false);
                    let items = step.items.iter().map(|item| {
                        let title = content.texts.items.get(&item.id).map(|texts| texts.title.clone()).unwrap_or_default();
                        (item.id.clone(), title, item.covers.iter().chain(item.checks.iter().flat_map(|check| &check.covers)).cloned().collect(), href.clone(), true)
                    }).collect::<Vec<_>>();
                    std::iter::once(own).chain(items)
                }).map(|(id, title, ids, href, inner): (String, String, Vec<String>, String, bool)| {
                    let mut ids = ids;
                    ids.order();
                    ids.dedup();
                    view! { <tr class:inner=inner><th scope="row">{id}</th><td><a href=href>{title}</a></td><td class="muted">{ids.join(", ")}</td></tr> }
                }).collect_view();
                Some(view! {
                    <h2>{content.texts.pillar.title.clone()}</h2>
                    <div class="grid-scroll" tabindex="0" role="group" aria-label=content.texts.pillar.title.clone()>
                        <table class="table">
                            <caption class="visually-hidden">{content.texts.pillar.title.clone()}</caption>
                            <thead><tr><th scope="col">{t("ui.method.row")}</th><th scope="col">{t("ui.method.where")}</th><th scope="col">{t("ui.method.covers")}</th></tr></thead>
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
