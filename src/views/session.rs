//! What every view needs to know about the open workspace, given once as context.

use std::collections::HashMap;
use std::sync::Arc;

use flow::{Content, Finding, Parameter, PillarState, Rules};
use leptos::prelude::*;
use model::{Date, Id, Json, Kind, Object, Record, RecordSet, Registry, ValueType};
use store::{Label, Refusal, Transaction, Workspace};
use ui::lang::{fill, t, t_with};
use ui::{toast, toast_problem};

use crate::gates::{Refused, new_faults};
use crate::labels::{date_text, field_label, issue_text, kind_label, money_brief, month_text, number_text, record_title};
use crate::route::{Place, Route, query_text};

/// Editors by kind and field.
pub type Editors = HashMap<(&'static str, &'static str), fn(Id) -> AnyView>;

/// What pillars add to the generic views, given by the one place that knows them all.
#[derive(Clone, Default)]
pub struct Extensions {
    /// Editors that replace the ordinary one of a field, by kind and field.
    pub editors: Editors,
    /// Special views of a step, by name.
    pub tools: HashMap<&'static str, fn() -> AnyView>,
    /// Sections of a record's page, by kind.
    pub sections: HashMap<&'static str, fn(Id) -> AnyView>,
    /// Finished documents, by name of the output.
    pub documents: HashMap<&'static str, fn() -> AnyView>,
    /// Menu of every table: export, import.
    pub table_menu: Option<fn(crate::table::TableState) -> AnyView>,
}

/// The open workspace with what surrounds it. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    /// The records and the one way to change them.
    pub workspace: Workspace,
    /// Today for all rules: the workspace's own date if set, else the real one.
    pub today: Signal<Date>,
    /// ISO code of the workspace's currency.
    pub currency: Signal<String>,
    /// Name of whoever works here (decisions.md 12).
    pub author: RwSignal<String>,
    /// Content by pillar id, filled as it is fetched.
    pub contents: RwSignal<HashMap<String, Arc<Content>>>,
    /// State of each pillar, recomputed when its records change; `None` until its content is there.
    pub states: StoredValue<HashMap<String, Memo<Option<Arc<PillarState>>>>>,
    /// Rules, measures and figures of the pillars whose content is there.
    pub rules: RwSignal<Arc<Rules>>,
    /// What pillars add.
    pub extensions: StoredValue<Extensions>,
    /// Records of the sample company, once somebody asked for them.
    pub examples: RwSignal<Option<Arc<RecordSet>>>,
    /// Fetches them.
    pub fetch_examples: Callback<()>,
    /// Templates by kind, once somebody asked for them; none is an empty list.
    pub templates: RwSignal<HashMap<String, Arc<Vec<Object>>>>,
    /// Fetches those of a kind.
    pub fetch_templates: Callback<String>,
    /// A change of state that was refused, until it has been read.
    pub refused: RwSignal<Option<Refused>>,
    /// Records may be changed here; a frame that only shows says no.
    pub may_edit: Signal<bool>,
    /// The screen shows a summary of what must be corrected; the page title says so.
    pub trouble: RwSignal<bool>,
    /// The step that was to be completed last and was refused, until everything it asks for is there: whoever left it to mend
    /// something finds the summary again.
    pub refused_step: RwSignal<Option<String>>,
    /// What the step that was to be completed asks of fields: id of the field in the page and the sentence of the summary, so
    /// that both say the same.
    pub asked: RwSignal<Vec<(String, String)>>,
    /// Shows another screen.
    pub go: Callback<Route>,
    /// Query of the current address and the way to replace it.
    pub query: RwSignal<Vec<(String, String)>>,
}

/// ISO code of the open workspace's currency.
pub fn workspace_currency() -> String {
    use_context::<Session>().map_or_else(|| "CNY".to_owned(), |session| session.currency.get_untracked())
}

/// A value of a message as people read it.
pub fn parameter_text(value: &Parameter, all: &[(String, Parameter)]) -> String {
    match value {
        Parameter::Text(text) => crate::mask::veiled(text.clone()),
        Parameter::Instant(iso) => ui::format::moment(iso, ui::language()),
        Parameter::Key(key) => {
            let others: Vec<(&str, String)> = all
                .iter()
                .filter(|(_, other)| !matches!(other, Parameter::Key(_)))
                .map(|(name, other)| (name.as_str(), parameter_text(other, &[])))
                .collect();
            let borrowed: Vec<(&str, &str)> = others.iter().map(|(name, text)| (*name, text.as_str())).collect();
            t_with(key, &borrowed)
        }
        Parameter::Number(number) => number_text(*number),
        Parameter::Quantity(number, unit) => [number_text(*number), parameter_text(unit, all)].join("\u{a0}"),
        Parameter::Ratio(ratio) => ui::format::rate(ratio.to_f64(), ui::lang::language()),
        Parameter::Count(count) => count.to_string(),
        Parameter::Money(money) => money_brief(*money, &workspace_currency()),
        Parameter::Date(date) => date_text(*date),
        Parameter::Month(month) => month_text(*month),
        Parameter::Span(span) => t_with("ui.format.range", &[("from", &date_text(span.from)), ("to", &date_text(span.to))]),
        Parameter::Rows(_, rows) => t_with("ui.format.rows", &[("n", &rows.len().to_string())]),
        Parameter::Record(_, title) => parameter_text(title, all),
        Parameter::List(list) => list.iter().map(|item| parameter_text(item, all)).collect::<Vec<_>>().join(&t("ui.format.list_separator")),
        Parameter::Name(parts) => parts.iter().map(|part| parameter_text(part, all)).collect::<Vec<_>>().join(" · "),
    }
}

/// The sentence of a refusal.
pub fn refusal_text(refusal: &Refusal) -> String {
    let values: Vec<(&str, &str)> = refusal.parameters.iter().map(|(name, text)| (*name, text.as_str())).collect();
    issue_text(refusal.code(), &values)
}

/// The session of the open workspace.
pub fn session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// The schema.
    pub fn registry(&self) -> Arc<Registry> {
        self.workspace.registry()
    }

    /// A kind by name.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.registry().kind(name)
    }

    /// Records of one kind, oldest first; the running view follows changes.
    pub fn all(&self, kind: &str) -> Vec<Arc<Record>> {
        self.workspace.tracked(kind).of_kind(kind).cloned().collect()
    }

    /// Id and title of every record of a kind, to choose from; the running view follows changes.
    pub fn choices(&self, kind: &str) -> Vec<(String, String)> {
        self.all(kind).iter().map(|record| (record.id.to_string(), self.title_of(record.id))).collect()
    }

    /// One record; the running view follows changes of its kind.
    pub fn record(&self, kind: &str, id: Id) -> Option<Arc<Record>> {
        self.workspace.tracked(kind).get(id).cloned()
    }

    /// The records as they are, without following them.
    pub fn records(&self) -> Arc<RecordSet> {
        self.workspace.records()
    }

    /// Address of a place in this workspace.
    pub fn href(&self, place: Place) -> String {
        Route::In(self.workspace.id(), place).href()
    }

    /// Shows a place in this workspace.
    pub fn show(&self, place: Place) {
        self.go.run(Route::In(self.workspace.id(), place));
    }

    /// Shows a place with what is looked for or filtered there.
    pub fn show_with(&self, place: &Place, query: &[(String, String)]) {
        // An address that cannot be set leaves the page as it is.
        let _ = window().location().set_hash(&format!("{}{}", self.href(place.clone()), query_text(query)));
    }

    /// Title of a record for links and lists; tracked.
    pub fn title_of(&self, id: Id) -> String {
        let records = self.workspace.tracked_any();
        records.get(id).map(|record| record_title(&records, &self.registry(), record)).unwrap_or_else(|| t("ui.record.gone"))
    }

    /// Commits and tells the user when it was refused.
    pub fn commit(&self, transaction: Transaction) -> bool {
        match self.workspace.commit(transaction) {
            Ok(_) => true,
            Err(refusal) => {
                toast_problem(t_with("ui.commit.refused", &[("reason", &refusal_text(&refusal))]));
                false
            }
        }
    }

    /// A label for history and undo, with the record's title as it is now.
    pub fn label(&self, code: &str, id: Option<Id>) -> Label {
        let records = self.workspace.records();
        let title = id.and_then(|id| records.get(id)).map(|record| record_title(&records, &self.registry(), record)).unwrap_or_default();
        Label { code: code.to_owned(), title }
    }

    /// Content of a pillar by its id; tracked.
    pub fn content(&self, pillar: &str) -> Option<Arc<Content>> {
        self.contents.with(|contents| contents.get(pillar).cloned())
    }

    /// State of a pillar by its id; tracked.
    pub fn state(&self, pillar: &str) -> Option<Arc<PillarState>> {
        self.states.with_value(|states| states.get(pillar).copied())?.get()
    }

    /// The sentence of a finding; tracked.
    pub fn finding_text(&self, finding: &Finding) -> String {
        let pillar = finding.check.split('.').next().unwrap_or_default();
        let written = || self.content(pillar).and_then(|content| content.texts.checks.get(&finding.check).cloned());
        let Some(template) = (if finding.is_required_field() { Some(t(self.required_sentence(finding))) } else { written() }) else {
            return finding.check.clone();
        };
        let values: Vec<(&str, String)> =
            finding.parameters.iter().map(|(name, value)| (name.as_str(), parameter_text(value, &finding.parameters))).collect();
        let borrowed: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(&template, &borrowed, false)
    }

    /// The text for a required field that is empty: one is filled in or, of a list or among records, chosen.
    fn required_sentence(&self, finding: &Finding) -> &'static str {
        let field = finding.kind.as_deref().and_then(|kind| self.kind(kind)).zip(finding.field.as_deref()).and_then(|(kind, name)| kind.field(name));
        let is_chosen = field.is_some_and(|field| matches!(field.value, ValueType::Choice | ValueType::Link | ValueType::Links));
        if is_chosen { "ui.check.choose" } else { "ui.check.required" }
    }

    /// Sets one field; typing in one field within two seconds is one undo step. A record that is
    /// not there yet begins with this value.
    pub fn set_field(&self, kind: &str, id: Id, field: &str, value: Option<Json>) -> bool {
        self.try_field(kind, id, field, value).is_ok()
    }

    /// The same, for a field that shows what stood against it.
    ///
    /// # Errors
    /// The sentence to show at the field; none where a dialog says it. The user has been told already.
    pub fn try_field(&self, kind: &str, id: Id, field: &str, value: Option<Json>) -> Result<(), Option<String>> {
        if self.workspace.records().get(id).is_none() {
            let Some(json) = value else { return Ok(()) };
            let mut record = Record::new(id, kind, model::Stamp::default());
            record.fields.insert(model::Key::new(field), json);
            let label = Label { code: "ui.history.add".to_owned(), title: kind_label(kind) };
            return self.commit_field(kind, field, Transaction::new(label).add(record));
        }
        let faults = self.kind(kind).map(|known| new_faults(self, known, id, field, value.as_ref())).unwrap_or_default();
        if !faults.is_empty() {
            let title = self.label("ui.history.edit", Some(id)).title;
            self.refused.set(Some(Refused { title, findings: faults }));
            return Err(None);
        }
        let transaction = Transaction::new(self.label("ui.history.edit", Some(id))).set(id, field, value).group(&format!("{id}.{field}"));
        // An edited copy of a sample is the company's own from now on.
        let marks = self.workspace.records().get(id).map(|record| model::sample::dropped_by(record, field)).unwrap_or_default();
        let transaction = marks.iter().fold(transaction, |all, mark| all.set(id, mark, None));
        self.commit_field(kind, field, transaction)
    }

    /// Commits the change of one field; a refusal names it.
    fn commit_field(&self, kind: &str, field: &str, transaction: Transaction) -> Result<(), Option<String>> {
        let Err(refusal) = self.workspace.commit(transaction) else { return Ok(()) };
        let reason = refusal_text(&refusal);
        toast_problem(t_with("ui.commit.refused_field", &[("field", &field_label(kind, field)), ("reason", &reason)]));
        Err(Some(reason))
    }

    /// Adds a record of a kind with these values and returns its id.
    pub fn add(&self, kind: &str, values: &[(String, Json)]) -> Option<Id> {
        let id = self.workspace.new_id();
        let mut record = Record::new(id, kind, model::Stamp::default());
        for (name, value) in values {
            record.fields.insert(model::Key::new(name), value.clone());
        }
        let label = Label { code: "ui.history.add".to_owned(), title: kind_label(kind) };
        self.commit(Transaction::new(label).add(record)).then_some(id)
    }

    /// Whether a record is as it was made, with nothing but the fields it began with.
    pub fn is_untouched(&self, id: Id, untouched: usize) -> bool {
        self.records().get(id).is_some_and(|record| record.stamps.is_empty() && record.fields.len() <= untouched)
    }

    /// Removes a record again that was left as it was made, with nothing but the `untouched` fields it began with.
    pub fn drop_untouched(&self, id: Id, untouched: usize) {
        crate::drafts::flush_all();
        if self.is_untouched(id, untouched) {
            self.commit(Transaction::new(self.label("ui.history.remove", Some(id))).remove(id));
        }
    }

    /// Removes records in one undoable step and offers to take it back. Says what hangs on them.
    pub fn remove(&self, ids: &[Id]) {
        let Some(first) = ids.first() else { return };
        let records = self.workspace.records();
        let registry = self.registry();
        let title = records.get(*first).map(|record| record_title(&records, &registry, record)).unwrap_or_default();
        let (hanging, names) = crate::actions::hanging_text(self, ids);
        let transaction = ids.iter().fold(Transaction::new(self.label("ui.history.remove", Some(*first))), |all, id| all.remove(*id));
        let count = ids.len().to_string();
        let key = match (ids.len(), hanging) {
            (1, 0) => "ui.record.removed",
            (1, _) => "ui.record.removed_linked",
            (_, 0) => "ui.record.removed_many",
            (..) => "ui.record.removed_many_linked",
        };
        let message = t_with(key, &[("title", &title), ("n", &count), ("links", &hanging.to_string()), ("names", &names)]);
        self.commit_with_way_back(transaction, "ui.history.restore", message);
    }

    /// Commits, says so, and offers to take just this step back, whatever was done since.
    pub fn commit_with_way_back(&self, transaction: Transaction, way_back: &str, message: String) -> bool {
        let title = transaction.label().title.clone();
        let diff = match self.workspace.commit(transaction) {
            Ok(diff) => diff,
            Err(refusal) => {
                toast_problem(t_with("ui.commit.refused", &[("reason", &refusal_text(&refusal))]));
                return false;
            }
        };
        let (workspace, label) = (self.workspace.clone(), Label { code: way_back.to_owned(), title });
        let undo = Arc::new(move || {
            let back = diff.invert();
            let mut transaction = Transaction::new(label.clone());
            for record in back.added {
                transaction = transaction.add(record);
            }
            for change in back.updated {
                transaction = transaction.set(change.id, &change.field, change.to);
            }
            for record in back.removed {
                transaction = transaction.remove(record.id);
            }
            if let Err(refusal) = workspace.commit(transaction) {
                toast_problem(refusal_text(&refusal));
            }
        });
        toast(message, Some((t("ui.undo"), undo)));
        true
    }
}
