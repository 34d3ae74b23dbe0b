//! The page of a register: its table, or only the records behind a figure that led here (design/ux.md, rubric 10).

use std::collections::HashSet;
use std::sync::Arc;

use flow::{Content, Label, Parameter, SEPARATOR, group_key};
use leptos::prelude::*;
use model::{Id, Kind, Record};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, live, say};

use crate::labels::kind_many;
use crate::route::{Place, query_text};
use crate::session::{Session, parameter_text, session};
use crate::step_page::SingleForm;
use crate::table::{RecordTable, Scope};

/// The pair of the address that names the figure whose records are shown.
pub(crate) const OF: &str = "of";
/// Before the name of a measure or a figure of the pillar's own.
const WORKED_OUT: char = '=';

impl Session {
    /// The address of the records that a figure of a view is worked out from; where not all of a kind are, of just those.
    pub(crate) fn figure_href(&self, pillar: &str, view: &str, figure: &flow::FigureDef) -> Option<String> {
        if let Some(page) = &figure.page {
            let pairs = page.split_once('?').map(|(_, pairs)| format!("?{pairs}")).unwrap_or_default();
            return Place::short(page).map(|place| self.href(place) + &pairs);
        }
        let list = self.href(Place::List(figure.origin()?.to_string()));
        if let Some(href) = figure.named.as_ref().and_then(|name| self.behind_href(pillar, name, None)) {
            return Some(href);
        }
        let is_part = figure.source.as_ref().is_some_and(|source| !source.conditions.is_empty());
        let of = (OF.to_owned(), [pillar, view, &figure.id].join("."));
        Some(if is_part { list + &query_text(&[of]) } else { list })
    }

    /// The address of what a measure of a record, or a figure without one, is worked out from: the record where it is
    /// one, else the list of just those. None where nothing tells.
    pub fn behind_href(&self, pillar: &str, name: &str, record: Option<Id>) -> Option<String> {
        let ids = self.behind_ids(name, record)?;
        let records = self.workspace.tracked_any();
        let kind = records.get(*ids.first()?)?.kind.to_string();
        if let [only] = ids.as_slice() {
            return Some(self.href(Place::Record(kind, *only)));
        }
        let of = [format!("{pillar}.{WORKED_OUT}{name}"), record.map(|id| id.to_string()).unwrap_or_default()].join(&SEPARATOR.to_string());
        Some(self.href(Place::List(kind)) + &query_text(&[(OF.to_owned(), of)]))
    }

    /// The same for a column that is a measure of its records.
    pub(crate) fn measure_href(&self, pillar: &str, label: &Label, record: Id) -> Option<String> {
        let name = label.first()?.strip_prefix("column.=")?;
        self.behind_href(pillar, name, Some(record))
    }

    fn behind_ids(&self, name: &str, record: Option<Id>) -> Option<Vec<Id>> {
        self.evaluated(None, |evaluator| {
            let run = evaluator.rules.behind_named(name)?;
            let record = record.map(|id| evaluator.context.records.get(id).ok_or(())).transpose().ok()?;
            Some(run(&evaluator.context, record.map(AsRef::as_ref)))
        })
    }

    /// The address of the records behind a sum of a table of sums, in the row and the column of these groups.
    pub(crate) fn sum_href(&self, content: &Content, view: &str, row: Option<&Parameter>, column: Option<&Parameter>) -> Option<String> {
        let kind = content.structure.view(view)?.view.sources().first()?.kind.to_string();
        let key = |group: Option<&Parameter>| group.map(group_key).unwrap_or_default();
        let place = [format!("{}.{view}", content.structure.pillar), key(row), key(column)].join(&SEPARATOR.to_string());
        Some(self.href(Place::List(kind)) + &query_text(&[(OF.to_owned(), place)]))
    }

    /// The records behind a figure or a sum and what it is called, none while the content that tells of it is not there; tracked.
    fn behind(&self, of: &str) -> Option<Behind> {
        let ids = |records: &[Arc<Record>]| records.iter().map(|record| record.id).collect();
        let (pillar, rest) = of.split_once('.')?;
        let content = self.content(pillar)?;
        let mut keys = rest.split(SEPARATOR);
        let place = keys.next()?;
        if let Some(name) = place.strip_prefix(WORKED_OUT) {
            let record = keys.next().and_then(|text| text.parse::<Id>().ok());
            let whose = record.map(|id| self.title_of(id));
            let key = if whose.is_some() { "measure" } else { "figure" };
            let name_shown = std::iter::once(t(&format!("{key}.{name}"))).chain(whose).collect::<Vec<_>>().join(" · ");
            return Some(Behind { ids: self.behind_ids(name, record)?.into_iter().collect(), name: name_shown });
        }
        if let Some(row) = keys.next() {
            let view = content.structure.view(place)?;
            let summed = self.evaluated(None, |evaluator| view.view.summed(evaluator, row, keys.next().unwrap_or_default()))?;
            let title = content.texts.tools.get(place).map(|texts| texts.title.clone()).unwrap_or_default();
            let name = std::iter::once(title).chain(summed.groups.iter().map(|group| parameter_text(group, &[]))).collect::<Vec<_>>().join(" · ");
            return Some(Behind { ids: ids(&summed.records), name });
        }
        let (view, figure) = place.split_once('.')?;
        let source = content.structure.view(view)?.figure(figure)?.source.clone()?;
        Some(Behind { ids: self.evaluated(None, |evaluator| ids(&evaluator.records(&source))), name: t(&format!("figure.{figure}")) })
    }
}

/// What stands behind a figure.
#[derive(Clone, PartialEq)]
struct Behind {
    ids: HashSet<Id>,
    name: String,
}

/// The table of a kind with its heading.
#[component]
pub fn ListPage(kind: &'static Kind) -> impl IntoView {
    let session = session();
    let query = session.query;
    let of = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(name, _)| name == OF).map(|(_, of)| of.clone())));
    let table = live(move || match of.get() {
        // Of what there is only one of there is no table: its form.
        None if kind.single => view! { <SingleForm kind=kind /> }.into_any(),
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
    let query = session.query;
    let all = Callback::new(move |()| query.update(|pairs| pairs.retain(|(name, _)| name != OF)));
    let told = move || {
        behind.with(|behind| {
            let behind = behind.as_ref();
            let count = behind.map_or(0, |behind| behind.ids.len());
            t_with("ui.table.only_of", &[("figure", behind.map_or("", |behind| &behind.name)), ("n", &count.to_string())])
        })
    };
    let scope: Scope = Arc::new(move |record| behind.with(|behind| behind.as_ref().is_some_and(|behind| behind.ids.contains(&record.id))));
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
