//! What follows from a record by one press, as content declares it: buttons on the page of the record, and proposals in
//! the step that works on its kind. The record made, the link to it and the fields set are one step for undo.

use std::sync::Arc;

use flow::{ActionDef, Content, Offer, Parameter};
use leptos::prelude::*;
use model::{FieldType, Fields, Id, Json, Key, Kind, Rows};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, live};

use crate::drafts;
use crate::labels::{kind_label, record_title};
use crate::route::Place;
use crate::session::{Session, parameter_text, session};

/// So many proposals stand in a step at first.
const FIRST: usize = 4;

/// An action with what it is offered on.
#[derive(Clone)]
struct Offered {
    content: Arc<Content>,
    action: ActionDef,
    offer: Offer,
}

impl Offered {
    /// The button.
    fn label(&self) -> String {
        self.content.texts.actions.get(&self.action.id).map(|texts| texts.label.clone()).unwrap_or_default()
    }

    /// What it is about: the words of the row, or the record.
    fn about(&self, session: &Session) -> String {
        let records = session.records();
        let row = self.action.each.as_ref().zip(self.offer.row).and_then(|(each, index)| {
            let rows = self.offer.record.field(each).and_then(Rows::read)?;
            let kind = session.kind(&self.action.kind)?;
            let first = kind.field(each)?.columns.first()?;
            rows.get(index)?.get(first.name).and_then(Json::as_str).map(str::to_owned)
        });
        row.unwrap_or_else(|| record_title(&records, &session.registry(), &self.offer.record))
    }

    /// Does it, says so with the way back, and shows what was made.
    fn run(&self, session: &Session) {
        drafts::flush_all();
        let texts = self.content.texts.actions.get(&self.action.id).cloned().unwrap_or_default();
        let id = session.workspace.new_id();
        let source = self.offer.record.id;
        let now = Offer { record: session.records().get(source).unwrap_or(&self.offer.record).clone(), row: self.offer.row };
        let mut done = session.evaluated(None, |evaluator| self.action.run(&texts, &now, id, evaluator));
        let made = done.record.take();
        let label = match &made {
            Some(record) => Label { code: "ui.history.add".to_owned(), title: kind_label(&record.kind) },
            None => session.label("ui.history.edit", Some(source)),
        };
        let place = made.as_ref().map(|record| Place::Record(record.kind.to_string(), id));
        let mut transaction = Transaction::new(label);
        if let Some(record) = made {
            transaction = transaction.add(record);
        }
        for (field, value) in done.set {
            transaction = transaction.set(source, &field, value);
        }
        let message = t_with("ui.action.done", &[("action", &self.label()), ("title", &self.about(session))]);
        if session.commit_with_way_back(transaction, "ui.history.restore", message)
            && let Some(place) = place
        {
            session.show(place);
        }
    }
}

/// Everything that is offered now; the running view follows every change.
fn offered(session: &Session, contents: &[Arc<Content>], wanted: &dyn Fn(&ActionDef) -> bool, at: Option<Id>) -> Vec<Offered> {
    session.evaluated(at, |evaluator| {
        let mut all = Vec::new();
        for content in contents {
            for action in content.structure.actions.iter().filter(|action| wanted(action)) {
                let offers = match at {
                    Some(id) => evaluator.context.records.get(id).map(|record| action.offers_at(record, evaluator)).unwrap_or_default(),
                    None => action.offers(evaluator),
                };
                all.extend(offers.into_iter().map(|offer| Offered { content: content.clone(), action: action.clone(), offer }));
            }
        }
        all
    })
}

/// The actions on the page of a record.
#[component]
pub fn RecordActions(kind: &'static Kind, id: Id) -> AnyView {
    let session = session();
    live(move || {
        let contents: Vec<Arc<Content>> = session.contents.with(|contents| contents.values().cloned().collect());
        let found = offered(&session, &contents, &|action| action.kind == kind.name, Some(id));
        if found.is_empty() || !session.may_edit.get() {
            return ().into_any();
        }
        let session = session.clone();
        let rows = found.into_iter().map(move |one| row(&session, one, false)).collect_view();
        view! { <section class="action-list" data-testid="record-actions"><h2>{ui::say_key("ui.action.next")}</h2><ul>{rows}</ul></section> }
            .into_any()
    })
}

/// What the records of a step propose.
#[component]
pub fn StepActions(content: Arc<Content>, kinds: Vec<Key>) -> AnyView {
    let session = session();
    let shown = RwSignal::new(FIRST);
    live(move || {
        let wanted = |action: &ActionDef| !action.quiet && kinds.contains(&action.kind);
        let found = offered(&session, std::slice::from_ref(&content), &wanted, None);
        if found.is_empty() || !session.may_edit.get() {
            return ().into_any();
        }
        let more = found.len().saturating_sub(shown.get());
        let session = session.clone();
        let rows = found.into_iter().take(shown.get()).map(move |one| row(&session, one, true)).collect_view();
        let more = (more > 0).then(|| {
            let label = Signal::derive(move || t_with("ui.action.more", &[("n", &more.to_string())]));
            view! { <Button label=label look=ButtonLook::Text on_press=Callback::new(move |()| shown.set(usize::MAX)) test_id="actions-more" /> }
        });
        view! { <section class="action-list tool" data-testid="step-actions"><h2>{ui::say_key("ui.action.proposed")}</h2><ul>{rows}</ul>{more}</section> }.into_any()
    })
}

/// One action: what it is about, and the button.
fn row(session: &Session, one: Offered, linked: bool) -> AnyView {
    let about = one.about(session);
    let (kind, id) = (one.action.kind.to_string(), one.offer.record.id);
    let named = match (linked, one.offer.row) {
        (true, _) => Some(view! { <a class="action-about" href=session.href(Place::Record(kind, id))>{about}</a> }.into_any()),
        (false, Some(_)) => Some(view! { <span class="action-about">{about}</span> }.into_any()),
        (false, None) => None,
    };
    let label = one.label();
    let test_id = format!("action-{}", one.action.id);
    let session = session.clone();
    let press = Callback::new(move |()| one.run(&session));
    view! { <li class="action-row">{named}<Button label=label look=ButtonLook::Default icon=Icon::ArrowRight on_press=press test_id=test_id /></li> }
        .into_any()
}

/// The records that hang on others, named: at most three, and how many more (links.md: a source never goes silently).
pub fn hanging_text(session: &Session, ids: &[Id]) -> (usize, String) {
    let (records, registry) = (session.records(), session.registry());
    let mut found: Vec<Arc<model::Record>> = Vec::new();
    for (record, _) in ids.iter().flat_map(|id| records.links_to(&registry, *id)) {
        if !ids.contains(&record.id) && !found.iter().any(|known| known.id == record.id) {
            found.push(record);
        }
    }
    let named: Vec<Parameter> = found
        .iter()
        .take(3)
        .map(|record| {
            Parameter::Text(t_with(
                "ui.action.hanging",
                &[("kind", &kind_label(&record.kind)), ("title", &record_title(&records, &registry, record))],
            ))
        })
        .collect();
    let mut text = parameter_text(&Parameter::List(named), &[]);
    if found.len() > 3 {
        text.push_str(&t("ui.action.and_more"));
    }
    (found.len(), text)
}
