//! What the screens of this folder share: one look at the records for the rules, amounts in the
//! measure of a goal, marks, reasons of a gate with their links, and a drawer that edits a record.

use std::sync::Arc;

use flow::Context;
use leptos::prelude::*;
use model::{Date, Decimal, Id, Json, Key, Record, RecordSet, Registry, Stamp};
use pillars::goals::goal;
use pillars::goals::rules::gates::Refusal;
use store::{Label, Transaction};
use ui::format;
use ui::lang::{language, t};
use ui::{Button, ButtonLook, Drawer, Icon, IconView, LinkButton};
use ui::{live, say};
use views::drafts;
use views::form::RecordForm;
use views::labels::{record_title, value_text};
use views::{Place, Session, session};

use crate::goals::editors::{Measure, sentence};

/// The records with what the rules need beside them.
#[derive(Clone)]
pub struct Look {
    /// All records.
    pub records: Arc<RecordSet>,
    /// The schema.
    pub registry: Arc<Registry>,
    /// Today of the workspace.
    pub today: Date,
    /// ISO code of the currency.
    pub currency: String,
}

impl Look {
    /// Follows every change of the records, of today and of the language.
    pub fn tracked(session: &Session) -> Self {
        Self { records: session.workspace.tracked_any(), registry: session.registry(), today: session.today.get(), currency: session.currency.get() }
    }

    /// A value without the sign of its unit, for a column whose head says it.
    pub fn bare(&self, text: String) -> String {
        format::bare(&text, &self.currency, language())
    }

    /// As things are now, for event handlers.
    pub fn now(session: &Session) -> Self {
        Self {
            records: session.records(),
            registry: session.registry(),
            today: session.today.get_untracked(),
            currency: session.currency.get_untracked(),
        }
    }

    /// For the rules.
    pub fn context(&self) -> Context<'_> {
        Context { records: &self.records, registry: &self.registry, today: self.today }
    }

    /// Records of a kind, oldest first.
    pub fn all(&self, kind: &str) -> Vec<Arc<Record>> {
        self.records.of_kind(kind).cloned().collect()
    }

    /// Goals that are still pursued: neither achieved nor dropped.
    pub fn open_goals(&self) -> Vec<Arc<Record>> {
        self.records.of_kind("goal").filter(|record| is_open(record)).cloned().collect()
    }

    /// Title of a record.
    pub fn title(&self, id: Id) -> String {
        self.records.get(id).map_or_else(|| t("ui.record.gone"), |record| record_title(&self.records, &self.registry, record))
    }

    /// Title of a linked record, `--` without a link.
    pub fn title_or_missing(&self, id: Option<Id>) -> String {
        id.map_or_else(|| format::missing().to_owned(), |id| self.title(id))
    }

    /// A field as people read it, empty when it has no value.
    pub fn plain(&self, record: &Record, field: &str) -> String {
        let Some(kind) = self.registry.kind(&record.kind) else { return String::new() };
        let Some(definition) = kind.field(field) else { return String::new() };
        value_text(&self.records, &self.registry, &self.currency, kind, definition, record.fields.get(field), Some(record))
    }

    /// A field as people read it, `--` when it has no value.
    pub fn text(&self, record: &Record, field: &str) -> String {
        or_missing(self.plain(record, field))
    }

    /// What the goal is counted in.
    pub fn measure(&self, goal: &Record) -> Measure {
        Measure::of(goal, &self.records, &self.currency)
    }
}

/// Neither achieved nor dropped.
pub fn is_open(record: &Record) -> bool {
    !matches!(goal::STATUS.get(record).as_deref(), Some("achieved" | "dropped"))
}

/// A computed value: two decimals are enough, also of a percentage.
pub fn about(measure: &Measure, value: Option<Decimal>) -> String {
    measure.maybe(value.map(|value| value.rounded(if measure.kind == "ratio" { 4 } else { 2 })))
}

/// A difference of two values of a goal: percentage points for ratios, with its sign.
pub fn difference(measure: &Measure, value: Option<Decimal>) -> String {
    let Some(value) = value else { return format::missing().to_owned() };
    if measure.kind == "ratio" {
        return format::points(value.to_f64(), 2, language());
    }
    let plus = if value > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", measure.text(value.rounded(2)))
}

/// The text, or `--` for none.
pub fn or_missing(text: String) -> String {
    if text.trim().is_empty() { format::missing().to_owned() } else { text }
}

/// A ratio with one decimal, `--` for none.
pub fn percent(ratio: Option<Decimal>) -> String {
    ratio.map_or_else(|| format::missing().to_owned(), |ratio| format::ratio(ratio.to_f64(), 1, language()))
}

/// A date for tables, `--` for none.
pub fn date_or_missing(date: Option<Date>) -> String {
    date.map_or_else(|| format::missing().to_owned(), views::labels::date_text)
}

/// A link value as stored.
pub fn link(id: Id) -> Json {
    Json::String(id.to_string())
}

/// A date value as stored.
pub fn day(date: Date) -> Json {
    Json::String(date.to_string())
}

/// A record of a kind with these values, not yet added.
pub fn fresh(session: &Session, kind: &str, values: impl IntoIterator<Item = (Key, Option<Json>)>) -> Record {
    let mut record = Record::new(session.workspace.new_id(), kind, Stamp::default());
    record.fields.extend(values.into_iter().filter_map(|(field, json)| json.map(|json| (field, json))));
    record
}

/// The label of a step that adds a record of a kind.
pub fn adds(kind: &str) -> Label {
    Label::new("ui.history.add", &views::labels::kind_label(kind))
}

/// Adds a record and opens it.
pub fn add_and_open(session: &Session, kind: &str, values: &[(String, Json)], opened: RwSignal<Option<Id>>) {
    if let Some(id) = session.add(kind, values) {
        opened.set(Some(id));
    }
}

/// A transaction that sets these fields.
pub fn sets(transaction: Transaction, id: Id, values: impl IntoIterator<Item = (Key, Option<Json>)>) -> Transaction {
    values.into_iter().fold(transaction, |all, (field, json)| all.set(id, &field, json))
}

/// Where a reason is mended: the record, else the step.
pub fn refusal_href(session: &Session, refusal: &Refusal) -> String {
    let record = refusal.record.and_then(|id| session.records().get(id).map(|record| Place::Record(record.kind.to_string(), id)));
    session.href(record.or_else(|| Place::step(refusal.step)).unwrap_or(Place::Pillar(1)))
}

/// Reasons with a link to where each is mended.
#[component]
pub fn RefusalList(refusals: Vec<Refusal>) -> impl IntoView {
    let session = session();
    let items = refusals
        .into_iter()
        .map(|refusal| {
            let href = refusal_href(&session, &refusal);
            view! { <li><a class="record-anchor" href=href>{live(move || sentence(&refusal.key(), &refusal.parameters))}</a></li> }
        })
        .collect_view();
    view! { <ul class="refusals" data-testid="refusals">{items}</ul> }
}

/// A link to the page of a record.
#[component]
pub fn RecordAnchor(kind: &'static str, id: Id, #[prop(into)] title: String) -> impl IntoView {
    let href = session().href(Place::Record(kind.to_owned(), id));
    view! { <a class="record-anchor" href=href>{title}</a> }
}

/// A value of a goal that comes from its readings, leading to them.
pub fn read_in(goal: Id, text: String) -> AnyView {
    match session().behind_href("P01", "goals.actual", Some(goal)) {
        Some(href) => view! { <a class="record-anchor" href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}

/// The form of a record over the tool.
#[component]
pub fn EditDrawer(opened: RwSignal<Option<Id>>) -> impl IntoView {
    let session = session();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(opened.get().is_some()));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            drafts::flush_all();
            opened.set(None);
        }
        is_open
    });
    let titler = session.clone();
    let title = Signal::derive(move || opened.get().map(|id| titler.title_of(id)).unwrap_or_default());
    let close = Callback::new(move |()| open.set(false));
    let remover = session.clone();
    let remove = Callback::new(move |()| {
        if let Some(id) = opened.get_untracked() {
            drafts::flush_all();
            open.set(false);
            remover.remove(&[id]);
        }
    });
    view! {
        <Drawer
            open=open
            title=title
            actions=move || view! {
                <Button label=ui::text("ui.goals.parts.remove") look=ButtonLook::Text icon=Icon::Trash on_press=remove />
                <Button label=ui::text("ui.close") look=ButtonLook::Primary on_press=close test_id="tool-drawer-close" />
            }
        >
            {
                let session = session.clone();
                move || {
                    let session = session.clone();
                    opened.get().and_then(|id| {
                        let name = session.records().get(id)?.kind.to_string();
                        let kind = session.kind(&name)?;
                        let href = session.href(Place::Record(name, id));
                        Some(view! {
                            <RecordForm kind=kind record=id />
                            <LinkButton label=ui::text("ui.record.open_page") href=href look=ButtonLook::Text />
                        })
                    })
                }
            }
        </Drawer>
    }
}

/// A quiet button of a row: the visible word is short, the name read out says which row it is.
#[component]
pub fn RowButton(
    /// Key of the visible word.
    word: &'static str,
    #[prop(into)] about: String,
    icon: Icon,
    on_press: Callback<()>,
    #[prop(into)] test_id: String,
) -> impl IntoView {
    view! {
        <button type="button" class="button button-text" data-testid=test_id on:click=move |_| on_press.run(())>
            <IconView icon=icon />
            <span class="button-label">{say(move || t(word))}<span class="visually-hidden">{format!(" {about}")}</span></span>
        </button>
    }
}
