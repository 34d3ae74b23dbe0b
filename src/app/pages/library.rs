//! Every register of the workspace, by pillar, with how many records it holds.

use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::live;
use views::labels::kind_many;
use views::{Place, Session, session};

/// The page of all registers.
#[component]
pub(crate) fn LibraryPage() -> impl IntoView {
    let session = session();
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.library_all")}</h1><p class="page-about">{ui::say_key("ui.library.about")}</p></div></header>
        {live(move || pillars::PILLARS.iter().filter(|pillar| pillar.ready).map(|pillar| group(&session, pillar)).collect_view())}
    }
}

fn group(session: &Session, pillar: &pillars::PillarInfo) -> AnyView {
    let title = session.content(pillar.id).map(|content| content.texts.pillar.title.clone()).unwrap_or_default();
    let records = session.workspace.tracked_any();
    let items = pillars::kinds_of(pillar.number)
        .filter(|kind| !kind.single)
        .map(|kind| {
            let href = session.href(Place::List(kind.name.to_owned()));
            let count = t_with("ui.library.count", &[("n", &records.count(kind.name).to_string())]);
            view! {
                <li><a class="output-link" href=href><strong>{kind_many(kind.name)}" "<span class="count">{count}</span></strong><span>{t(&format!("kind.{}.about", kind.name))}</span></a></li>
            }
        })
        .collect_view();
    view! { <section class="library-group"><h2>{title}</h2><ul class="output-list">{items}</ul></section> }.into_any()
}
