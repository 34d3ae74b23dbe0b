//! The page of a register: its table, or only the records behind a figure that led here (design/ux.md, rubric 10).

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Kind};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, live, say};

use crate::labels::kind_many;
use crate::route::{Place, query_text};
use crate::session::{Session, session};
use crate::table::{RecordTable, Scope};

/// The pair of the address that names the figure whose records are shown.
pub(crate) const OF: &str = "of";

impl Session {
    /// The address of the records that a figure of a view is worked out from; where not all of a kind are, of just those.
    pub(crate) fn figure_href(&self, pillar: &str, view: &str, figure: &flow::FigureDef) -> Option<String> {
        if let Some(page) = &figure.page {
            return Place::short(page).map(|place| self.href(place));
        }
        let list = self.href(Place::List(figure.origin()?.to_string()));
        let is_part = figure.source.as_ref().is_some_and(|source| !source.conditions.is_empty());
        let of = (OF.to_owned(), [pillar, view, &figure.id].join("."));
        Some(if is_part { list + &query_text(&[of]) } else { list })
    }

    /// The records behind a figure, none while the content that tells of it is not there; tracked.
    fn behind(&self, of: &str) -> Option<HashSet<Id>> {
        let (pillar, rest) = of.split_once('.')?;
        let (view, figure) = rest.split_once('.')?;
        let content = self.content(pillar)?;
        let source = content.structure.view(view)?.figure(figure)?.source.clone()?;
        Some(self.evaluated(None, |evaluator| evaluator.records(&source).iter().map(|record| record.id).collect()))
    }
}

/// The table of a kind with its heading.
#[component]
pub fn ListPage(kind: &'static Kind) -> impl IntoView {
    let session = session();
    let query = session.query;
    let of = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(name, _)| name == OF).map(|(_, of)| of.clone())));
    let table = live(move || match of.get() {
        None => view! { <RecordTable kind=kind addressed=true /> }.into_any(),
        Some(of) => part(&session, kind, of),
    });
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{live(move || kind_many(kind.name))}</h1><p class="page-about">{say(move || t(&format!("kind.{}.about", kind.name)))}</p></div></header>
        {table}
    }
}

/// Only the records behind a figure, and the way to all of them.
fn part(session: &Session, kind: &'static Kind, of: String) -> AnyView {
    let (reader, asked) = (session.clone(), of.clone());
    let behind = Memo::new(move |_| reader.behind(&asked));
    let figure = of.rsplit('.').next().unwrap_or_default().to_owned();
    let query = session.query;
    let all = Callback::new(move |()| query.update(|pairs| pairs.retain(|(name, _)| name != OF)));
    let told = move || {
        let count = behind.with(|ids| ids.as_ref().map_or(0, HashSet::len));
        t_with("ui.table.only_of", &[("figure", &t(&format!("figure.{figure}"))), ("n", &count.to_string())])
    };
    let scope: Scope = Arc::new(move |record| behind.with(|ids| ids.as_ref().is_some_and(|ids| ids.contains(&record.id))));
    let is_known = Memo::new(move |_| behind.with(Option::is_some));
    view! {
        <div class="list-part" role="status">
            <p>{say(told)}</p>
            <Button label=Signal::derive(move || t_with("ui.table.all_of", &[("kind", &kind_many(kind.name))])) look=ButtonLook::Text on_press=all test_id="all-of-kind" />
        </div>
        {live(move || if is_known.get() {
            view! { <RecordTable kind=kind scope=scope.clone() addressed=true /> }.into_any()
        } else {
            view! { <p class="loading" role="status">{t("ui.loading")}</p> }.into_any()
        })}
    }
    .into_any()
}
