//! The page of one record: form, what it links to and what links to it, and its history.

use leptos::prelude::*;
use model::{FieldDef, Fields, Id, Kind, Record, RecordSet, Registry};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, LinkButton};
use ui::{Show, live, say};

use crate::actions::RecordActions;
use crate::form::RecordForm;
use crate::history::RecordHistory;
use crate::labels::{self, field_label, kind_label, kind_many, record_title};
use crate::picture::{PictureView, label_text, traced, value_text, value_view};
use crate::route::Place;
use crate::session::{Session, session};
use crate::table::first_rows;

/// The page of a record.
#[component]
pub fn RecordPage(kind: String, id: Id) -> impl IntoView {
    let session = session();
    let Some(kind) = session.kind(&kind) else {
        return view! {
            <h1 tabindex="-1">{t("ui.not_found.title")}</h1>
            <p>{t("ui.not_found.about")}</p>
            <p><LinkButton label=ui::text("ui.nav.home") href=session.href(Place::Home) look=ButtonLook::Primary /></p>
        }
        .into_any();
    };
    let reader = session.clone();
    let exists = Memo::new(move |_| reader.record(kind.name, id).is_some());
    let titler = session.clone();
    let title = Signal::derive(move || {
        let records = titler.workspace.tracked(kind.name);
        records.get(id).map(|record| record_title(&records, &titler.registry(), record)).unwrap_or_else(|| t("ui.record.gone"))
    });
    let home = session.href(Place::Home);
    let (leaver, here) = (session.clone(), home.trim_end_matches("home").to_owned());
    on_cleanup(move || {
        // Only on the way to another page of this workspace: one that is being left is closed already.
        if window().location().hash().is_ok_and(|hash| hash.starts_with(&here)) {
            leaver.drop_untouched(id, 0);
        }
    });
    let list = session.href(Place::List(kind.name.to_owned()));
    let section = session.extensions.with_value(|extensions| extensions.sections.get(kind.name).copied());
    let adder = session.clone();
    let remover = session.clone();
    let remove = Callback::new(move |()| {
        remover.remove(&[id]);
        remover.show(Place::List(kind.name.to_owned()));
    });
    view! {
        <nav class="breadcrumb" aria-label=ui::text("ui.breadcrumb")>
            <a href=home>{ui::say_key("ui.nav.home")}</a>
            <a href=list.clone()>{say(move || kind_many(kind.name))}</a>
            <span aria-current="page">{title}</span>
        </nav>
        <header class="page-head">
            <div class="page-heading">
                <p class="page-kind">{say(move || kind_label(kind.name))}</p>
                <h1 tabindex="-1">{title}</h1>
            </div>
            <Show when=move || exists.get()>
                <div class="page-actions">
                    {crate::leading::way_back(id)}
                    <Button label=ui::text("ui.record.remove_this") icon=Icon::Trash look=ButtonLook::Danger on_press=remove test_id="remove-record" />
                </div>
            </Show>
        </header>
        <Show
            when=move || exists.get()
            fallback=move || view! { <p>{ui::say_key("ui.record.gone_about")}</p><LinkButton label=Signal::derive(move || kind_many(kind.name)) href=list.clone() look=ButtonLook::Default /> }
        >
            <div class="record-layout">
                <div class="record-main">
                    <RecordActions kind=kind id=id />
                    <RecordForm kind=kind record=id />
                    {section.map(|section| section(id))}
                    {declared_sections(&adder, kind, id)}
                </div>
                <aside class="panel" aria-label=ui::text("ui.record.about")>
                    <LinkedRecords kind=kind id=id />
                    <RecordHistory kind=kind id=id />
                </aside>
            </div>
        </Show>
    }
    .into_any()
}

/// What the content of the pillars adds to the page of a kind: computed facts and views about the record.
fn declared_sections(session: &Session, kind: &'static Kind, id: Id) -> AnyView {
    let session = session.clone();
    live(move || {
        let contents: Vec<_> = session.contents.with(|contents| contents.values().cloned().collect());
        let pages =
            contents.iter().flat_map(|content| content.structure.pages.iter().filter(|page| page.kind == kind.name).map(move |page| (content, page)));
        pages
            .map(|(content, page)| {
                let (reader, shown, pillar) = (session.clone(), page.show.clone(), content.structure.pillar.clone());
                let facts = live(move || {
                    let registry = reader.registry();
                    let values: Vec<_> = reader.evaluated(Some(id), |evaluator| {
                        let record = evaluator.context.records.get(id);
                        shown.iter().map(|expression| record.and_then(|record| evaluator.value(expression, record))).collect()
                    });
                    let all: Vec<_> = shown.iter().map(|expression| expression.label_keys(kind, &registry)).zip(values).collect();
                    // What is not known yet stands behind a press, so that what is known is seen at once.
                    let (known, unknown): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, value)| value_text(value.as_ref()) != ui::format::missing());
                    let pairs = known.iter().map(|(label, value)| view! { <div><dt>{label_text(label)}</dt><dd>{traced(&reader, &pillar, label, id, value.as_ref(), value_view(&reader, value.as_ref()))}</dd></div> }).collect_view();
                    let count = unknown.len().to_string();
                    let rest = (!unknown.is_empty()).then(|| {
                        let names = unknown.into_iter().map(|(label, _)| view! { <div><dt>{label_text(&label)}</dt><dd>{ui::format::missing()}</dd></div> }).collect_view();
                        view! { <details class="facts-empty" data-testid="facts-empty"><summary>{t_with("ui.record.empty_facts", &[("n", &count)])}</summary><dl class="kv record-facts">{names}</dl></details> }
                    });
                    view! { {(!known.is_empty()).then(|| view! { <dl class="kv record-facts" data-testid="record-facts">{pairs}</dl> })}{rest} }
                });
                let views = page
                    .views
                    .iter()
                    .map(|view| {
                        let title = content.texts.tools.get(view).map(|texts| texts.title.clone()).unwrap_or_default();
                        view! { <section class="tool" data-testid=format!("tool-{view}")><h2>{title}</h2><PictureView content=content.clone() id=view.clone() this=Some(id) /></section> }
                    })
                    .collect_view();
                view! { {facts}{views} }
            })
            .collect_view()
    })
}

/// More links of one meaning than this are folded.
const LINKS: usize = 10;

/// What tells a record from another one of the same name: its first key values that lead elsewhere than to this record.
fn telling(session: &Session, records: &RecordSet, registry: &Registry, record: &Record, this: Id) -> String {
    let Some(kind) = registry.kind(&record.kind) else { return String::new() };
    let currency = session.currency.get_untracked();
    let leads_here = |field: &FieldDef| model::links_of(field, record).contains(&this);
    let fields =
        kind.fields.iter().filter(|field| (field.key || field.name == kind.title) && !kind.called.contains(&field.name) && !leads_here(field));
    let texts = fields.map(|field| labels::value_text(records, registry, &currency, kind, field, record.field(field.name), Some(record)));
    texts.filter(|text| !text.is_empty()).take(2).collect::<Vec<_>>().join(" · ")
}

/// Records linked from this one and to this one (P00.02).
#[component]
fn LinkedRecords(kind: &'static Kind, id: Id) -> impl IntoView {
    let session = session();
    let incoming = Memo::new({
        let session = session.clone();
        move |_| {
            let records = session.workspace.tracked_any();
            let registry = session.registry();
            // On the page of a record its own name says nothing in the names of others.
            let own = records.get(id).map(|record| format!("{} · ", record_title(&records, &registry, record))).unwrap_or_default();
            let short = |record: &Record| {
                let title = record_title(&records, &registry, record);
                title.strip_prefix(&own).filter(|_| !own.is_empty()).map_or(title.clone(), str::to_owned)
            };
            let found: Vec<_> = records.links_to(&registry, id).into_iter().map(|(record, field)| (short(&record), record, field)).collect();
            let is_double = |title: &str, field: &str| found.iter().filter(|(other, _, at)| other == title && *at == field).count() > 1;
            found
                .iter()
                .map(|(title, record, field)| {
                    let more = if is_double(title, field) { telling(&session, &records, &registry, record, id) } else { String::new() };
                    let title = if more.is_empty() { title.clone() } else { format!("{title} · {more}") };
                    (record.id, record.kind.to_string(), (*field).to_owned(), title)
                })
                .collect::<Vec<_>>()
        }
    });
    let outgoing = Memo::new({
        let session = session.clone();
        move |_| {
            let records = session.workspace.tracked_any();
            let registry = session.registry();
            let Some(record) = records.get(id) else { return Vec::new() };
            kind.fields
                .iter()
                .flat_map(|field| model::links_of(field, record).into_iter().map(move |target| (field.name, target)))
                .filter_map(|(field, target)| {
                    records.get(target).map(|linked| (target, linked.kind.to_string(), field.to_owned(), record_title(&records, &registry, linked)))
                })
                .collect::<Vec<_>>()
        }
    });
    // Links of the same meaning stand under one heading.
    let rows = move |links: Vec<(Id, String, String, String)>, from_here: bool| {
        let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for (target, target_kind, field, title) in links {
            let href = session.href(Place::Record(target_kind.clone(), target));
            let about = if from_here {
                field_label(kind.name, &field)
            } else {
                t_with("ui.record.link_from", &[("kind", &kind_label(&target_kind)), ("field", &field_label(&target_kind, &field))])
            };
            match groups.iter_mut().find(|(heading, _)| *heading == about) {
                // Rows of a table may lead to the same place.
                Some((_, found)) if found.iter().any(|(known, _)| *known == href) => {}
                Some((_, found)) => found.push((href, title)),
                None => groups.push((about, vec![(href, title)])),
            }
        }
        groups
            .into_iter()
            .map(|(about, found)| {
                let mut anchors: Vec<_> = found.into_iter().map(|(href, title)| view! { <a href=href>{title}</a> }).collect();
                let later = anchors.split_off(first_rows(anchors.len(), LINKS));
                let count = later.len().to_string();
                let rest = (!later.is_empty()).then(|| view! { <details class="link-rest"><summary>{t_with("ui.table.more", &[("n", &count)])}</summary><span class="link-group">{later}</span></details> });
                view! { <li><span class="link-about">{about}</span><span class="link-group">{anchors}</span>{rest}</li> }
            })
            .collect_view()
    };
    let rows_in = rows.clone();
    view! {
        <section class="panel-section" aria-labelledby="record-links">
            <h2 id="record-links">{ui::say_key("ui.record.links")}</h2>
            <Show when=move || outgoing.with(Vec::is_empty) && incoming.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.record.no_links")}</p></Show>
            <ul class="link-list">{live(move || rows(outgoing.get(), true))}</ul>
            <ul class="link-list">{live(move || rows_in(incoming.get(), false))}</ul>
        </section>
    }
}
