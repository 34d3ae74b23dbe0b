//! Records of the sample company beside one's own, to read and to copy as a start (P02.3, P00.18). A copy carries a
//! mark until it is edited; clearing samples takes only what still carries it.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Fields, Id, Json, Key, Kind, Link, Links, Object, Record, RecordSet, Stamp, ValueType};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Drawer, Icon, live, toast};

use crate::labels::{field_label, kind_label, kind_many, record_title, value_text};
use crate::session::{Session, session};

/// The field that marks a copy which nobody has edited yet. No kind declares it; every record may carry it.
pub const MARK: &str = "from_example";

/// Whether a record is an unedited copy of a sample.
pub fn is_sample(record: &Record) -> bool {
    record.field(MARK).and_then(Json::as_bool).unwrap_or(false)
}

/// The records that are unedited copies of samples.
pub fn samples(records: &RecordSet) -> Vec<Id> {
    records.all().into_iter().filter(|record| is_sample(record)).map(|record| record.id).collect()
}

/// A copy of a sample for this workspace: with a new id and the mark, without links to what is not here.
pub fn copy_of(sample: &Record, kind: &Kind, here: &RecordSet, id: Id) -> Record {
    use model::FieldType;
    let mut copy = Record::new(id, kind.name, Stamp::default());
    for field in kind.fields {
        let Some(json) = sample.field(field.name) else { continue };
        let kept = match field.value {
            ValueType::Link => Link::read(json).filter(|id| here.get(*id).is_some()).map(|_| json.clone()),
            ValueType::Links => {
                let known: Vec<String> =
                    Links::read(json).unwrap_or_default().iter().filter(|id| here.get(**id).is_some()).map(Id::to_string).collect();
                (!known.is_empty()).then(|| Json::from(known))
            }
            _ => Some(json.clone()),
        };
        copy.fields.extend(kept.map(|json| (Key::new(field.name), json)));
    }
    copy.fields.insert(Key::new(MARK), Json::Bool(true));
    copy
}

/// Takes a copy in: as a record, or, where the only record of its kind is there already, into what that leaves empty.
fn with_example(transaction: Transaction, copy: Record, own: Option<&Record>) -> Transaction {
    let Some(own) = own else { return transaction.add(copy) };
    // What somebody has begun is theirs and carries no mark.
    let is_begun = !own.fields.is_empty();
    let taken = copy.fields.into_iter().filter(|(name, _)| own.field(name).is_none() && !(is_begun && &**name == MARK));
    taken.fold(transaction, |all, (name, json)| all.set(own.id, &name, Some(json)))
}

impl Session {
    /// Takes away the copies that nobody has edited, in one undoable step.
    pub fn clear_samples(&self) {
        let ids = samples(&self.records());
        self.remove(&ids);
    }

    /// Whether this is the demo workspace itself.
    pub fn is_demo(&self) -> bool {
        let settings = self.workspace.tracked("workspace").single("workspace").cloned();
        settings.is_some_and(|record| record.field("demo").and_then(Json::as_bool).unwrap_or(false))
    }
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
    let list = move || {
        let session = session.clone();
        live(move || match session.examples.get() {
            None => view! { <p role="status">{t("ui.loading")}</p> }.into_any(),
            Some(examples) => view! { {template_list(&session, kind)}{sample_list(&session, kind, &examples)} }.into_any(),
        })
    };
    live(move || {
        let list = list.clone();
        (!asker.is_demo()).then(|| {
            view! {
                <Button label=ui::text("ui.examples.open") icon=Icon::Info look=ButtonLook::Text on_press=press test_id=format!("examples-{}", kind.name) />
                <Drawer open=open title=Signal::derive(move || t_with("ui.examples.title", &[("kind", &kind_many(kind.name))])) test_id="examples">{list()}</Drawer>
            }
        })
    })
}

/// A record made from a template, marked until somebody edits it.
pub fn from_template(fields: &Object, kind: &Kind, id: Id) -> Record {
    let mut record = Record::new(id, kind.name, Stamp::default());
    record.fields.extend(fields.iter().map(|(name, json)| (Key::new(name), json.clone())));
    record.fields.insert(Key::new(MARK), Json::Bool(true));
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
            let (session, sample, name) = (session.clone(), record.clone(), title.clone());
            let copy = Callback::new(move |()| {
                let label = Label { code: "ui.history.example".to_owned(), title: name.clone() };
                let copy = copy_of(&sample, kind, &session.records(), session.workspace.new_id());
                let own = session.records().single(kind.name).filter(|_| kind.single).cloned();
                if session.commit(with_example(Transaction::new(label), copy, own.as_deref())) {
                    let done = if kind.single { t("ui.examples.filled") } else { t_with("ui.examples.copied", &[("title", &name)]) };
                    toast(done, None);
                }
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
        let copy = || copy_of(&sample, &WORK, &RecordSet::default(), Id::from_number(2));
        let label = || Label { code: "x".to_owned(), title: String::new() };
        let changed = |own: Option<&Record>| {
            let transaction = with_example(Transaction::new(label()), copy(), own);
            format!("{transaction:?}")
        };
        let empty = Record::new(Id::from_number(3), "work", Stamp::default());
        assert!(changed(None).contains(MARK) && changed(Some(&empty)).contains(MARK));
        let begun = empty.clone().with(TITLE, "own".to_owned());
        assert!(!changed(Some(&begun)).contains("shown") && !changed(Some(&begun)).contains(MARK));
    }

    /// covers: P00.18, P02.3
    #[test]
    fn a_copy_keeps_its_words_and_leaves_out_links_that_lead_nowhere() {
        let known = Id::from_number(1);
        let mut here = RecordSet::default();
        here.insert(Record::new(known, "work", Stamp::default()));
        let sample = Record::new(Id::from_number(9), "work", Stamp::default())
            .with(TITLE, "开业活动".to_owned())
            .with(OWNER, Id::from_number(7))
            .with(HELPERS, vec![known, Id::from_number(8)]);
        let copy = copy_of(&sample, &WORK, &here, Id::from_number(2));
        assert_eq!((TITLE.get(&copy).as_deref(), OWNER.get(&copy), HELPERS.get(&copy)), (Some("开业活动"), None, Some(vec![known])));
        assert!(is_sample(&copy) && !is_sample(&sample));
        here.insert(copy);
        assert_eq!(samples(&here), [Id::from_number(2)]);
    }
}
