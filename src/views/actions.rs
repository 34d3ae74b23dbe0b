//! What follows from a record by one press, as content declares it: buttons on the page of the record, and proposals in
//! the step that works on its kind. The record made, the link to it and the fields set are one step for undo.

use std::sync::Arc;

use flow::{ActionDef, ActionTexts, Content, Evaluator, Offer, Parameter};
use leptos::prelude::*;
use model::{FieldType, Fields, Id, Json, Key, Kind, Rows};
use store::{Label, Transaction};
use ui::lang::{fill, t, t_with};
use ui::{Button, ButtonLook, Icon, live};

use crate::drafts;
use crate::labels::{kind_label, record_title};
use crate::picture::value_text;
use crate::route::Place;
use crate::session::{Session, parameter_text, session};

/// For so many records proposals stand in a step at first.
const FIRST: usize = 4;

/// An action with what it is offered on.
#[derive(Clone)]
struct Offered {
    content: Arc<Content>,
    action: ActionDef,
    offer: Offer,
    /// Why it is proposed; empty where it is only offered.
    why: String,
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
                for offer in offers {
                    let why = content.texts.actions.get(&action.id).map(|texts| why(texts, &offer, evaluator)).unwrap_or_default();
                    all.push(Offered { content: content.clone(), action: action.clone(), offer, why });
                }
            }
        }
        all
    })
}

/// The reason with its values.
fn why(texts: &ActionTexts, offer: &Offer, evaluator: &Evaluator<'_>) -> String {
    let values: Vec<(String, String)> =
        texts.values_of_why(&offer.record, evaluator).into_iter().map(|(inside, value)| (inside, value_text(value.as_ref()))).collect();
    let borrowed: Vec<(&str, &str)> = values.iter().map(|(inside, value)| (inside.as_str(), value.as_str())).collect();
    fill(&texts.why, &borrowed, false)
}

/// What can be done with one record, or with one row of it, together.
fn grouped(found: Vec<Offered>) -> Vec<Vec<Offered>> {
    let place = |one: &Offered| (one.offer.record.id, one.action.each.clone().zip(one.offer.row));
    let mut groups: Vec<Vec<Offered>> = Vec::new();
    for one in found {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| place(first) == place(&one))) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
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
        let rows = grouped(found).into_iter().map(move |group| proposal(&session, &group, false)).collect_view();
        view! { <section class="proposals" data-testid="record-actions"><h2>{ui::say_key("ui.action.next")}</h2><ul>{rows}</ul></section> }.into_any()
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
        let groups = grouped(found);
        let more = groups.len().saturating_sub(shown.get());
        let session = session.clone();
        let rows = groups.into_iter().take(shown.get()).map(move |group| proposal(&session, &group, true)).collect_view();
        let more = (more > 0).then(|| {
            let label = Signal::derive(move || t_with("ui.action.more", &[("n", &more.to_string())]));
            view! { <Button label=label look=ButtonLook::Text on_press=Callback::new(move |()| shown.set(usize::MAX)) test_id="actions-more" /> }
        });
        view! { <section class="proposals tool" data-testid="step-actions"><h2>{ui::say_key("ui.action.proposed")}</h2><ul>{rows}</ul>{more}</section> }.into_any()
    })
}

/// What can be done at one place: what it is about, why, and the buttons.
fn proposal(session: &Session, group: &[Offered], linked: bool) -> AnyView {
    let Some(first) = group.first() else { return ().into_any() };
    let about = first.about(session);
    let about = match (linked, first.offer.row) {
        (true, _) => Some(view! { <a href=session.href(Place::Record(first.action.kind.to_string(), first.offer.record.id))>{about}</a> }.into_any()),
        (false, Some(_)) => Some(view! { <span>{about}</span> }.into_any()),
        (false, None) => None,
    };
    let mut reasons: Vec<String> = Vec::new();
    for one in group.iter().filter(|one| !one.why.is_empty()) {
        if !reasons.contains(&one.why) {
            reasons.push(one.why.clone());
        }
    }
    let reasons = reasons.into_iter().map(|reason| view! { <p class="muted">{reason}</p> }).collect_view();
    let buttons = group
        .iter()
        .map(|one| {
            let (label, test_id) = (one.label(), format!("action-{}", one.action.id));
            let (session, one) = (session.clone(), one.clone());
            let press = Callback::new(move |()| one.run(&session));
            view! { <Button label=label look=ButtonLook::Default icon=Icon::ArrowRight on_press=press test_id=test_id /> }
        })
        .collect_view();
    view! { <li class="proposal"><div class="proposal-about">{about}{reasons}</div><div class="proposal-buttons">{buttons}</div></li> }.into_any()
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
