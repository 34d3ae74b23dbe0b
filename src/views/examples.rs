//! Records of the sample company beside one's own, to read and to copy as a start (P02.3, P00.18). A copy carries a
//! mark until it is edited; clearing samples takes only what still carries it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::sample::{self, is_sample, marked_by};
use model::{FieldDef, Fields, Id, Json, Key, Kind, Link, Links, Object, Record, RecordSet, Registry, Rows, Stamp, ValueType};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Drawer, Icon, Tone, live};

use crate::labels::{field_label, kind_label, kind_many, record_title, value_text};
use crate::session::{Session, session};

/// The records that are copies of samples, or hold something copied, and were not edited.
pub fn samples(records: &RecordSet) -> Vec<Id> {
    records.all().into_iter().filter(|record| is_sample(record)).map(|record| record.id).collect()
}

/// Copies samples into a workspace. A copy has a new id and the mark; its links lead to the records here of the same name. What
/// it is nothing without (a required link, the indicator that tells its unit) comes along, if it is not here.
pub struct Copier<'a> {
    /// The records of the sample company.
    pub samples: &'a RecordSet,
    /// The records of the workspace.
    pub here: &'a RecordSet,
    /// The schema.
    pub registry: &'a Registry,
    /// Makes a new id.
    pub new_id: &'a dyn Fn() -> Id,
    /// What is here for a sample: a record of the workspace, or a copy.
    known: BTreeMap<Id, Id>,
    copies: Vec<Record>,
}

impl<'a> Copier<'a> {
    /// One that has copied nothing yet.
    pub fn new(samples: &'a RecordSet, here: &'a RecordSet, registry: &'a Registry, new_id: &'a dyn Fn() -> Id) -> Self {
        Self { samples, here, registry, new_id, known: BTreeMap::new(), copies: Vec::new() }
    }

    /// The copy of a sample, and after it what it brings along.
    pub fn copy(mut self, sample: &Record) -> Vec<Record> {
        if let Some(kind) = self.registry.kind(&sample.kind) {
            self.add(sample, kind);
        }
        self.copies
    }

    fn add(&mut self, sample: &Record, kind: &'static Kind) -> Id {
        let id = (self.new_id)();
        // Before its links: records that name each other meet here.
        self.known.insert(sample.id, id);
        let place = self.copies.len();
        self.copies.push(Record::new(id, kind.name, Stamp::default()));
        let fields = self.fields(sample, kind.fields, &paths(kind.fields));
        self.copies[place].fields.extend(fields.into_iter().map(|(name, json)| (Key::new(&name), json)));
        sample::mark(&mut self.copies[place], kind);
        id
    }

    fn fields(&mut self, from: &impl Fields, defined: &'static [FieldDef], measured: &[&str]) -> Object {
        use model::FieldType;
        let mut into = Object::new();
        for field in defined {
            let Some(json) = from.field(field.name) else { continue };
            let is_needed = field.required || measured.contains(&field.name);
            let kept = match field.value {
                ValueType::Link => Link::read(json).and_then(|id| self.place_of(id, is_needed)).map(|id| Json::String(id.to_string())),
                ValueType::Links => {
                    let ids = Links::read(json).unwrap_or_default();
                    let found: Vec<String> = ids.into_iter().filter_map(|id| self.place_of(id, is_needed)).map(|id| id.to_string()).collect();
                    (!found.is_empty()).then(|| Json::from(found))
                }
                ValueType::Rows => {
                    let rows = Rows::read(json).unwrap_or_default();
                    Some(Json::Array(rows.iter().map(|row| Json::Object(self.fields(row, field.columns, &[]))).collect()))
                }
                _ => Some(json.clone()),
            };
            into.extend(kept.map(|json| (field.name.to_owned(), json)));
        }
        into
    }

    /// What stands for a sample in the workspace: the record itself, one of its name, the only one of its kind; else, where it
    /// is needed, a copy.
    fn place_of(&mut self, id: Id, is_needed: bool) -> Option<Id> {
        if self.here.get(id).is_some() {
            return Some(id);
        }
        if let Some(known) = self.known.get(&id) {
            return Some(*known);
        }
        let sample = self.samples.get(id)?.clone();
        let kind = self.registry.kind(&sample.kind)?;
        let title = record_title(self.samples, self.registry, &sample);
        let mut alike = self.here.of_kind(kind.name).filter(|own| kind.single || record_title(self.here, self.registry, own) == title);
        if let Some(own) = alike.next() {
            self.known.insert(id, own.id);
            return Some(own.id);
        }
        is_needed.then(|| self.add(&sample, kind))
    }
}

/// The links that tell the unit of a number beside them, or in the rows below them.
fn paths(fields: &[FieldDef]) -> Vec<&'static str> {
    fields.iter().flat_map(|field| std::iter::once(field).chain(field.columns)).filter_map(|field| field.measured_by.first().copied()).collect()
}

/// Takes a copy in: as a record, or, where the only record of its kind is there already, into what that leaves empty.
fn with_example(transaction: Transaction, copy: Record, own: Option<&Record>) -> Transaction {
    let Some(own) = own else { return transaction.add(copy) };
    // What somebody has written stays, and carries no mark.
    let taken = copy.fields.into_iter().filter(|(name, _)| own.field(marked_by(name).unwrap_or(name)).is_none());
    taken.fold(transaction, |all, (name, json)| all.set(own.id, &name, Some(json)))
}

/// Takes away what of a record was copied and not edited: all of it, or the values of a form that are marked.
fn without_sample(transaction: Transaction, record: &Record) -> Transaction {
    let is_copied = record.fields.keys().all(|name| sample::is_mark(name) || sample::is_field(record, name));
    if sample::is_wholly(record) || is_copied {
        return transaction.remove(record.id);
    }
    sample::fields(record).fold(transaction, |all, field| {
        let marks = sample::dropped_by(record, field);
        marks.iter().fold(all.set(record.id, field, None), |all, mark| all.set(record.id, mark, None))
    })
}

impl Session {
    /// Takes away the copies that nobody has edited, in one undoable step: records, and of a form the values that are marked.
    pub fn clear_samples(&self) {
        let records = self.records();
        let ids = samples(&records);
        if ids.iter().all(|id| records.get(*id).is_some_and(|record| sample::is_wholly(record))) {
            return self.remove(&ids);
        }
        let label = self.label("ui.history.remove", ids.first().copied());
        let transaction = ids.iter().filter_map(|id| records.get(*id)).fold(Transaction::new(label), |all, record| without_sample(all, record));
        let done = t_with("ui.examples.cleared", &[("n", &ids.len().to_string())]);
        self.commit_with_way_back(transaction, "ui.history.restore", done);
    }

    /// Whether this is the demo workspace itself.
    pub fn is_demo(&self) -> bool {
        let settings = self.workspace.tracked("workspace").single("workspace").cloned();
        settings.is_some_and(|record| record.field("demo").and_then(Json::as_bool).unwrap_or(false))
    }
}

/// The badge of a copy that nobody has edited yet.
pub fn sample_badge() -> AnyView {
    view! { <Badge label=ui::text("ui.examples.mark") tone=Tone::Info /> }.into_any()
}

/// The badge beside one field of a form, while its value is a sample's.
#[component]
pub fn FieldMark(kind: &'static str, id: Id, field: &'static str) -> AnyView {
    let session = session();
    let is_marked = Memo::new(move |_| session.record(kind, id).is_some_and(|record| sample::is_field(&record, field)));
    live(move || {
        is_marked.get().then(|| {
            let about = Signal::derive(move || field_label(kind, field));
            view! { <span class="sample-mark">{sample_badge()}<KeepButton kind=kind id=id field=field about=about /></span> }
        })
    })
    .into_any()
}

/// Takes a sample as it stands for one's own: one field of a form, or a whole record.
#[component]
fn KeepButton(kind: &'static str, id: Id, #[prop(optional)] field: &'static str, #[prop(into)] about: Signal<String>) -> AnyView {
    let session = session();
    let press = Callback::new(move |()| {
        let marks = session.record(kind, id).map(|record| sample::dropped_by(&record, field)).unwrap_or_default();
        let title = about.get_untracked();
        let done = t_with("ui.examples.kept", &[("title", &title)]);
        let transaction = Transaction::new(Label { code: "ui.history.keep_example".to_owned(), title });
        let transaction = marks.iter().fold(transaction, |all, mark| all.set(id, mark, None));
        session.commit_with_way_back(transaction, "ui.history.undo_keep", done);
    });
    view! { <Button label=ui::text("ui.examples.keep") about=about look=ButtonLook::Text on_press=press test_id="keep-example" /> }.into_any()
}

/// The same above the form of a record.
#[component]
pub fn FormMark(kind: &'static str, id: Id) -> AnyView {
    let session = session();
    let reader = session.clone();
    let is_marked = Memo::new(move |_| reader.record(kind, id).is_some_and(|record| is_sample(&record)));
    let about = Signal::derive(move || {
        let records = session.records();
        records.get(id).map(|record| record_title(&records, &session.registry(), record)).unwrap_or_default()
    });
    live(move || is_marked.get().then(|| view! { <p class="sample-mark">{sample_badge()}<KeepButton kind=kind id=id about=about /></p> })).into_any()
}

/// The same beside a record, while it is one.
#[component]
pub fn SampleMark(kind: &'static str, id: Id) -> AnyView {
    let session = session();
    live(move || session.record(kind, id).is_some_and(|record| is_sample(&record)).then(sample_badge)).into_any()
}

/// Opens the sample company's records of a kind.
#[component]
pub fn ExampleButton(kind: &'static Kind) -> AnyView {
    let session = session();
    let open = RwSignal::new(false);
    let (opener, asker) = (session.clone(), session.clone());
    let press = Callback::new(move |()| {
        opener.fetch_examples.run(());
        opener.fetch_templates.run(kind.name.to_owned());
        open.set(true);
    });
    live(move || {
        (!asker.is_demo()).then(|| {
            view! {
                <Button label=ui::text("ui.examples.open") icon=Icon::Info look=ButtonLook::Text on_press=press test_id=format!("examples-{}", kind.name) />
                <Drawer open=open title=Signal::derive(move || t_with("ui.examples.title", &[("kind", &kind_many(kind.name))])) test_id="examples">{example_list(kind)}</Drawer>
            }
        })
    })
}

ui::chunk! {
    examples: Part fn example_list(kind: &'static Kind) { content(kind) }
}

/// Templates and samples of a kind, once they have come.
fn content(kind: &'static Kind) -> AnyView {
    let session = session();
    live(move || match session.examples.get() {
        None => view! { <p role="status">{t("ui.loading")}</p> }.into_any(),
        Some(examples) => view! { {template_list(&session, kind)}{sample_list(&session, kind, &examples)} }.into_any(),
    })
    .into_any()
}

/// A record made from a template, marked until somebody edits it.
pub fn from_template(fields: &Object, kind: &Kind, id: Id) -> Record {
    let mut record = Record::new(id, kind.name, Stamp::default());
    record.fields.extend(fields.iter().map(|(name, json)| (Key::new(name), json.clone())));
    sample::mark(&mut record, kind);
    record
}

/// Templates of the kind: one by one, or all in one undoable step.
fn template_list(session: &Session, kind: &'static Kind) -> AnyView {
    let found = session.templates.with(|templates| templates.get(kind.name).cloned()).unwrap_or_default();
    if found.is_empty() {
        return ().into_any();
    }
    let title = |fields: &Object| fields.get(kind.title).and_then(Json::as_str).unwrap_or_default().to_owned();
    let insert = {
        let session = session.clone();
        move |chosen: &[Object], name: String| {
            let label = Label { code: "ui.history.template".to_owned(), title: name.clone() };
            let transaction =
                chosen.iter().fold(Transaction::new(label), |all, fields| all.add(from_template(fields, kind, session.workspace.new_id())));
            let done = t_with("ui.templates.inserted", &[("n", &chosen.len().to_string())]);
            session.commit_with_way_back(transaction, "ui.history.remove", done);
        }
    };
    let items = found
        .iter()
        .map(|fields| {
            let (insert, fields, name) = (insert.clone(), fields.clone(), title(fields));
            let press = Callback::new(move |()| insert(std::slice::from_ref(&fields), title(&fields)));
            view! { <li><span>{name.clone()}</span><Button label=ui::text("ui.templates.insert") about=t_with("ui.list.quoted", &[("title", &name)]) icon=Icon::Plus look=ButtonLook::Text on_press=press /></li> }
        })
        .collect_view();
    let all = {
        let found = found.clone();
        Callback::new(move |()| insert(&found, kind_many(kind.name)))
    };
    view! {
        <section class="template-list" data-testid="templates">
            <h3>{t("ui.templates.title")}</h3>
            <p>{t("ui.templates.about")}</p>
            <Button label=t_with("ui.templates.insert_all", &[("n", &found.len().to_string())]) icon=Icon::Plus on_press=all test_id="insert-templates" />
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

fn sample_list(session: &Session, kind: &'static Kind, examples: &Arc<RecordSet>) -> AnyView {
    let registry = session.registry();
    let items: Vec<AnyView> = examples
        .of_kind(kind.name)
        .map(|record| {
            let title = record_title(examples, &registry, record);
            let facts = kind
                .fields
                .iter()
                .filter(|field| field.name != kind.title && record.field(field.name).is_some())
                .map(|field| {
                    let text = value_text(examples, &registry, "CNY", kind, field, record.field(field.name), Some(record));
                    view! { <div><dt>{field_label(kind.name, field.name)}</dt><dd>{text}</dd></div> }
                })
                .collect_view();
            let (session, sample, name, samples) = (session.clone(), record.clone(), title.clone(), examples.clone());
            let copy = Callback::new(move |()| {
                let label = Label { code: "ui.history.example".to_owned(), title: name.clone() };
                let here = session.records();
                let new_id = || session.workspace.new_id();
                let mut copies = Copier::new(&samples, &here, &session.registry(), &new_id).copy(&sample).into_iter();
                let Some(copy) = copies.next() else { return };
                let others: Vec<Record> = copies.collect();
                let own = here.single(kind.name).filter(|_| kind.single).cloned();
                let done = match (kind.single, others.len()) {
                    (true, 0) => t("ui.examples.filled"),
                    (true, n) => t_with("ui.examples.filled_with", &[("n", &n.to_string())]),
                    (false, 0) => t_with("ui.examples.copied", &[("title", &name)]),
                    (false, n) => t_with("ui.examples.copied_with", &[("title", &name), ("n", &n.to_string())]),
                };
                let transaction = others.into_iter().fold(Transaction::new(label), Transaction::add);
                session.commit_with_way_back(with_example(transaction, copy, own.as_deref()), "ui.history.remove", done);
            });
            let about = t_with("ui.list.quoted", &[("title", &title)]);
            view! { <li class="card"><h3 class="card-title">{title}</h3><dl class="kv">{facts}</dl><Button label=ui::text(if kind.single { "ui.examples.fill" } else { "ui.examples.copy" }) about=about icon=Icon::Copy on_press=copy /></li> }.into_any()
        })
        .collect();
    if items.is_empty() {
        return view! { <p>{t_with("ui.examples.none", &[("kind", &kind_label(kind.name))])}</p> }.into_any();
    }
    view! { <p>{t("ui.examples.about")}</p><ul class="picture-cards sample-list">{items}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Line, record};

    record! {
        /// Work with an owner and helpers.
        WORK = "work", title "title";
        TITLE: Line = "title", required;
        OWNER: Link = "owner", to(&["work"]);
        HELPERS: Links = "helpers", to(&["work"]);
    }

    /// covers: P00.18
    #[test]
    fn an_example_fills_what_the_only_record_leaves_empty() {
        let sample = Record::new(Id::from_number(1), "work", Stamp::default()).with(TITLE, "shown".to_owned());
        let copy = || copied(&sample, &RecordSet::default(), &RecordSet::default()).remove(0);
        let label = || Label { code: "x".to_owned(), title: String::new() };
        let changed = |own: Option<&Record>| {
            let transaction = with_example(Transaction::new(label()), copy(), own);
            format!("{transaction:?}")
        };
        let empty = Record::new(Id::from_number(3), "work", Stamp::default());
        assert!(changed(None).contains("from_example") && changed(Some(&empty)).contains("from_example"));
        let begun = empty.clone().with(TITLE, "own".to_owned());
        assert!(!changed(Some(&begun)).contains("shown"));
    }

    record! {
        /// What the company stands for.
        CHARTER = "charter", title "vision", single true;
        VISION: Line = "vision";
        MISSION: Line = "mission";
    }

    /// covers: P00.18, P02.3
    #[test]
    fn in_a_form_somebody_has_begun_only_what_came_is_marked_and_only_that_is_cleared() {
        let mut shown =
            Record::new(Id::from_number(1), "charter", Stamp::default()).with(VISION, "shown".to_owned()).with(MISSION, "also".to_owned());
        sample::mark(&mut shown, &CHARTER);
        let label = || Transaction::new(Label { code: "x".to_owned(), title: String::new() });
        let begun = Record::new(Id::from_number(3), "charter", Stamp::default()).with(VISION, "own".to_owned());
        let taken = format!("{:?}", with_example(label(), shown.clone(), Some(&begun)));
        assert!(taken.contains("from_example.mission") && taken.contains("also"));
        assert!(!taken.contains("from_example.vision") && !taken.contains("shown"), "{taken}");
        // Nobody has changed anything: all of it goes. One's own words stay.
        assert!(format!("{:?}", without_sample(label(), &shown)).contains("Remove"));
        let mut mixed = shown.clone();
        sample::dropped_by(&shown, "vision").iter().for_each(|mark| drop(mixed.fields.remove(mark)));
        let cleared = format!("{:?}", without_sample(label(), &mixed));
        assert!(cleared.contains("\"mission\"") && !cleared.contains("vision") && !cleared.contains("Remove"), "{cleared}");
    }

    record! {
        /// What work is counted in.
        COUNTER = "counter", title "name";
        NAME: Line = "name", required;
    }

    const PART_AMOUNT: model::Handle<model::Number> = model::Handle::<model::Number>::new("amount").measured_by(&["of", "unit_kind"]);

    record! {
        /// What was counted on a day.
        COUNTED = "counted", title "day";
        DAY: Line = "day", required;
        OF: Link = "of", to(&["counter"]);
        WHOLE: Link = "whole", required, to(&["work"]);
        PARTS: Rows = "parts", columns(&[PART_AMOUNT.def]);
    }
    fn copied(sample: &Record, samples: &RecordSet, here: &RecordSet) -> Vec<Record> {
        let registry = Registry::new([&WORK, &COUNTER, &COUNTED]);
        let next = std::cell::Cell::new(100);
        let new_id = || Id::from_number(next.replace(next.get() + 1));
        Copier::new(samples, here, &registry, &new_id).copy(sample)
    }

    fn set(records: &[&Record]) -> RecordSet {
        let mut set = RecordSet::default();
        records.iter().for_each(|record| set.insert((*record).clone()));
        set
    }

    /// covers: P00.18, P02.3
    #[test]
    fn a_copy_keeps_its_words_and_leaves_out_links_that_lead_nowhere() {
        let known = Record::new(Id::from_number(1), "work", Stamp::default());
        let sample = Record::new(Id::from_number(9), "work", Stamp::default())
            .with(TITLE, "开业活动".to_owned())
            .with(OWNER, Id::from_number(7))
            .with(HELPERS, vec![known.id, Id::from_number(8)]);
        let mut here = set(&[&known]);
        let copies = copied(&sample, &RecordSet::default(), &here);
        let [copy] = copies.as_slice() else { panic!("{copies:?}") };
        assert_eq!((TITLE.get(copy).as_deref(), OWNER.get(copy), HELPERS.get(copy)), (Some("开业活动"), None, Some(vec![known.id])));
        assert!(is_sample(copy) && !is_sample(&sample));
        here.insert(copy.clone());
        assert_eq!(super::samples(&here), [copy.id]);
    }

    /// covers: P00.18
    #[test]
    fn a_copy_brings_what_it_is_nothing_without_and_finds_what_is_here() {
        let counter = Record::new(Id::from_number(1), "counter", Stamp::default()).with(NAME, "件".to_owned());
        let owner = Record::new(Id::from_number(2), "work", Stamp::default()).with(TITLE, "门店".to_owned());
        let whole = Record::new(Id::from_number(3), "work", Stamp::default()).with(TITLE, "开业".to_owned()).with(OWNER, owner.id);
        let sample =
            Record::new(Id::from_number(4), "counted", Stamp::default()).with(DAY, "周一".to_owned()).with(OF, counter.id).with(WHOLE, whole.id);
        let samples = set(&[&counter, &owner, &whole, &sample]);
        // Nothing is here: the unit and what is required come along, whoever is merely named does not.
        let copies = copied(&sample, &samples, &RecordSet::default());
        let kinds: Vec<&str> = copies.iter().map(|copy| &*copy.kind).collect();
        assert_eq!(kinds, ["counted", "counter", "work"]);
        assert_eq!((OF.get(&copies[0]), WHOLE.get(&copies[0])), (Some(copies[1].id), Some(copies[2].id)));
        assert_eq!((OWNER.get(&copies[2]), copies.iter().all(is_sample)), (None, true));
        // What is here under the same name is taken.
        let own = Record::new(Id::from_number(50), "counter", Stamp::default()).with(NAME, "件".to_owned());
        let store = Record::new(Id::from_number(51), "work", Stamp::default()).with(TITLE, "门店".to_owned());
        let copies = copied(&sample, &samples, &set(&[&own, &store]));
        assert_eq!(copies.len(), 2);
        assert_eq!((OF.get(&copies[0]), OWNER.get(&copies[1])), (Some(own.id), Some(store.id)));
    }
}
