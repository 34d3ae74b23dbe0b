//! Finished documents for reading and printing: the frame that all share, and the documents that content declares.

use std::sync::Arc;

use flow::{Block, Content, Missing, Output, RecordsBlock, card};
use leptos::prelude::*;
use model::{Date, Fields, Id, Json, RecordSet};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, live};

use crate::labels::date_text;
use crate::picture::{PictureView, empty_line, ems, href_of, label_text, title_of, value_text, value_view};
use crate::route::Place;
use crate::session::{Session, session};

/// Facts up to this width (in Han characters) share a line with another one.
const SHORT: f64 = 17.0;

/// The head of a document, or of one sheet of it: whose it is, what it is, as of when.
pub fn document_head(records: &RecordSet, today: Date, title: String, facts: Vec<(String, String)>) -> AnyView {
    let client = records.single("workspace").and_then(|record| record.field("name")).and_then(Json::as_str).unwrap_or_default().to_owned();
    let mut all = vec![(t("ui.doc.as_of"), date_text(today))];
    all.extend(facts);
    // What was copied and never changed is not the client's own; a document that goes out says so.
    let copied = crate::examples::samples(records).len();
    view! {
        <header class="doc-head">
            <div>
                {crate::brand::logo(records).map(|address| view! { <img class="doc-logo" alt="" src=address data-testid="doc-logo" /> })}
                <p class="doc-client">{client}</p>
                <h2 class="doc-title">{title}</h2>
            </div>
            <dl class="doc-facts">{all.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}</dl>
            {is_demo(records).then(|| view! { <p class="doc-demo" data-testid="doc-demo">{t("ui.doc.demo")}</p> })}
            {(copied > 0).then(|| view! { <p class="doc-demo" data-testid="doc-samples">{t_with("ui.doc.samples", &[("n", &copied.to_string())])}</p> })}
        </header>
    }
    .into_any()
}

fn is_demo(records: &RecordSet) -> bool {
    records.single("workspace").and_then(|record| record.field("demo")).and_then(Json::as_bool).unwrap_or(false)
}

/// The words across each printed page of demo data.
pub fn watermark(records: &RecordSet) -> AnyView {
    is_demo(records).then(|| view! { <div class="doc-watermark" aria-hidden="true">{t("ui.doc.demo")}</div> }).into_any()
}

/// Lines to sign on: a role each.
pub fn signatures(roles: Vec<String>) -> AnyView {
    view! { <footer class="doc-signatures">{roles.into_iter().map(|role| view! { <p class="doc-signature">{role}</p> }).collect_view()}</footer> }
        .into_any()
}

/// The button that prints, and how to get a PDF.
pub fn print_button(print: Callback<()>) -> AnyView {
    view! {
        <div class="doc-tools no-print">
            <Button label=ui::text("ui.doc.print") look=ButtonLook::Primary icon=Icon::Print on_press=print test_id="doc-print" />
            <p class="muted">{ui::say_key("ui.doc.print_hint")}</p>
        </div>
    }
    .into_any()
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = leptos::web_sys::window() {
        let _ = window.print();
    }
}

/// A document that content declares, made from the records.
#[component]
pub fn DeclaredDocument(content: Arc<Content>, output: Output) -> AnyView {
    let session = session();
    let texts = content.texts.outputs.get(&output.id).cloned().unwrap_or_default();
    let (header, marker, title) = (session.clone(), session.clone(), texts.title.clone());
    let sections = output
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let heading = texts.sections.get(&section.id).cloned().unwrap_or_default();
            let blocks = section.blocks.iter().map(|block| block_view(&session, &content, &texts, block, &heading)).collect_view();
            view! { <section class="doc-section"><h3>{index + 1}". "{heading}</h3>{blocks}</section> }
        })
        .collect_view();
    view! {
        {print_button(Callback::new(|()| print()))}
        <article class="doc" data-testid=format!("document-{}", output.id)>
            {live(move || watermark(&marker.workspace.tracked("workspace")))}
            {live(move || document_head(&header.workspace.tracked("workspace"), header.today.get(), title.clone(), Vec::new()))}
            <p class="doc-lead">{texts.about.clone()}</p>
            {sections}
        </article>
    }
    .into_any()
}

/// `heading` stands above already.
fn block_view(session: &Session, content: &Arc<Content>, texts: &flow::OutputTexts, block: &Block, heading: &str) -> AnyView {
    match block {
        Block::View(id) => picture_section(content, id, None, heading),
        Block::Text(key) => view! { <p>{texts.texts.get(key).cloned().unwrap_or_default()}</p> }.into_any(),
        Block::Signatures(keys) => signatures(keys.iter().filter_map(|key| texts.texts.get(key).cloned()).collect()),
        Block::Findings(_) => {
            let (session, pillar) = (session.clone(), content.structure.pillar.clone());
            live(move || {
                let findings: Vec<_> = session.state(&pillar).iter().flat_map(|state| state.findings()).cloned().collect();
                if findings.is_empty() {
                    return view! { <p>{t("ui.check.clean")}</p> }.into_any();
                }
                let said = |finding: &flow::Finding| {
                    let text = session.finding_text(finding);
                    match finding.record.and_then(|id| session.records().get(id).map(|record| Place::Record(record.kind.to_string(), id))) {
                        Some(place) => view! { <a href=session.href(place)>{text}</a> }.into_any(),
                        None => text.into_any(),
                    }
                };
                let items = findings.iter().map(|finding| view! { <li>{said(finding)}</li> }).collect_view();
                view! { <ul class="doc-findings">{items}</ul> }.into_any()
            })
        }
        Block::Records(records) => {
            let (session, content, records) = (session.clone(), content.clone(), records.clone());
            live(move || records_view(&session, &content, &records))
        }
    }
}

/// A view inside a document, with its own heading unless that stands above it already.
fn picture_section(content: &Arc<Content>, id: &str, this: Option<Id>, above: &str) -> AnyView {
    let title = content.texts.tools.get(id).map(|texts| texts.title.clone()).unwrap_or_default();
    view! {
        <section class="doc-picture">
            {(title != above).then(|| view! { <h4>{title}</h4> })}
            <PictureView content=content.clone() id=id.to_owned() this=this printed=true />
        </section>
    }
    .into_any()
}

/// Each record as a heading with its facts, and what is shown about it.
fn records_view(session: &Session, content: &Arc<Content>, block: &RecordsBlock) -> AnyView {
    let Some(kind) = session.kind(&block.source.kind) else { return ().into_any() };
    let registry = session.registry();
    let labels: Vec<_> = block.fields.iter().map(|field| field.label_keys(kind, &registry)).collect();
    let cards = session.evaluated(None, |evaluator| {
        evaluator.records(&block.source).iter().map(|record| card(evaluator, record, &block.fields)).collect::<Vec<_>>()
    });
    if cards.is_empty() {
        let kind = block.source.kind.clone();
        let none = session.records().count(&kind) == 0;
        return empty_line(session, content, &if none { Missing::Records(vec![kind]) } else { Missing::Matches(kind) });
    }
    let shown = cards
        .iter()
        .map(|card| {
            let facts = labels
                .iter()
                .zip(&card.values)
                .filter(|(_, value)| value.is_some())
                .map(|(label, value)| {
                    // Short facts stand in pairs, long ones over the whole width.
                    let wide = matches!(value, Some(flow::Parameter::Rows(..))) || ems(&value_text(value.as_ref())) > SHORT;
                    view! { <div class:is-wide=wide><dt>{label_text(label)}</dt><dd>{value_view(session, value.as_ref())}</dd></div> }
                })
                .collect_view();
            let pictures = block.views.iter().map(|view| picture_section(content, view, Some(card.id), "")).collect_view();
            view! { <section class="doc-record avoid-break"><h4><a href=href_of(session, card)>{title_of(card)}</a></h4><dl class="kv">{facts}</dl>{pictures}</section> }
        })
        .collect_view();
    shown.into_any()
}
