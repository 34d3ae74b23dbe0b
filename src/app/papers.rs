//! Finished documents as files: Word, spreadsheet, Markdown, and the printer, the same menu wherever a document stands.

use std::sync::Arc;

use io::job::Job;
use io::report::{Block, Document, Figure, Labels, Paper, Register};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Record;
use pillars::workspace::workspace as settings;
use ui::lang::{language, t, t_with};
use ui::{Icon, Menu, MenuItem, toast};
use views::document::print;
use views::{Session, reading, session};
use wasm_bindgen::JsCast;

use crate::environment::{file_time, now_utc};
use crate::jobs;
use crate::pages::data::export_log::{self, Entry};
use crate::state::{AppState, state};

/// A document before it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Its words and tables.
    pub(crate) document: Document,
    /// Canvases of its figures.
    pub(crate) canvases: Vec<String>,
    /// Registers for the spreadsheet, with their records.
    pub(crate) registers: Vec<(Register, Vec<u8>)>,
    /// What stands on the sheet of notes.
    pub(crate) about: Vec<String>,
}

/// The document that stands on the page inside elements of this class, all of them in their order.
pub(crate) fn on_the_page(session: &Session) -> Option<Draft> {
    let page = ui::dom::page()?;
    let found = page.query_selector_all("main .doc").ok()?;
    let mut draft = Draft { document: framed(session), ..Draft::default() };
    for index in 0..found.length() {
        let Some(article) = found.item(index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else { continue };
        let read = reading::read(&article, 0);
        if index == 0 {
            (draft.document.title, draft.document.facts) = (read.title, read.facts);
        } else {
            draft.document.blocks.push(Block::PageBreak);
            draft.document.blocks.push(Block::heading(1, read.title));
        }
        let offset = draft.canvases.len();
        draft.document.blocks.extend(shifted(read.blocks, offset));
        draft.canvases.extend(read.canvases);
    }
    (!draft.document.blocks.is_empty()).then_some(draft)
}

/// Figures of blocks read apart, counted on from what was read before.
pub(crate) fn shifted(mut blocks: Vec<Block>, offset: usize) -> Vec<Block> {
    for block in &mut blocks {
        if let Block::Figure(Figure { picture: Some(picture), .. }) = block {
            *picture += offset;
        }
    }
    blocks
}

/// What every document of a workspace has: whose it is, its language, its colour, the mark of demo data.
pub(crate) fn framed(session: &Session) -> Document {
    let records = session.records();
    let record = records.single("workspace").cloned();
    let of = |read: fn(&Record) -> Option<String>| record.as_deref().and_then(read).unwrap_or_default();
    let is_demo = record.as_deref().and_then(|record| settings::DEMO.get(record)).unwrap_or(false);
    let accent = ui::colour::accent(&of(|record| settings::ACCENT.get(record)));
    Document {
        company: of(|record| settings::NAME.get(record)),
        mark: if is_demo { t("ui.doc.demo") } else { String::new() },
        language: untrack(language).html_lang().to_owned(),
        accent: accent.map(|accent| accent.light.text[0].trim_start_matches('#').to_owned()).unwrap_or_default(),
        ..Document::default()
    }
}

fn labels(about: Vec<String>) -> Labels {
    let say = |name: &str| t(&format!("ui.paper.{name}"));
    Labels {
        contents: say("contents"),
        table: say("table"),
        figure: say("figure"),
        page: say("page"),
        notes: say("notes"),
        about,
        sheet: say("sheet"),
        holds: say("holds"),
        group: say("group"),
        total: say("total"),
    }
}

/// The menu of a document: `make` reads it when a file is asked for, `subject` names the file.
#[component]
pub(crate) fn PaperMenu(
    #[prop(into)] subject: Signal<String>,
    make: Callback<Paper, Option<Draft>>,
    #[prop(optional)] look: ui::ButtonLook,
) -> impl IntoView {
    let (session, state) = (session(), state());
    let items = Signal::derive(move || {
        let mut items: Vec<MenuItem> = Paper::ALL
            .into_iter()
            .map(|format| {
                let (session, state) = (session.clone(), state.clone());
                let press = Callback::new(move |()| {
                    let Some(draft) = make.try_run(format).flatten() else { return toast(t("ui.paper.nothing"), None) };
                    let (session, state, subject) = (session.clone(), state.clone(), subject.get_untracked());
                    spawn_local(async move { write(&state, &session, format, draft, subject).await });
                });
                MenuItem::new(t(&format!("ui.paper.{}", format.code())), press).icon(Icon::Download)
            })
            .collect();
        items.push(MenuItem::new(t("ui.paper.print"), Callback::new(|()| print())).icon(Icon::Print).separated());
        items
    });
    view! { <Menu label=ui::text("ui.paper.menu") items=items icon=Icon::Download look=look test_id="paper-menu" /> }
}

/// Has the file made, offers it and notes that it went out.
async fn write(state: &AppState, session: &Session, format: Paper, draft: Draft, subject: String) {
    views::drafts::flush_all();
    let label = t_with("ui.paper.writing", &[("name", &subject)]);
    let Draft { mut document, canvases, registers, about } = draft;
    let mut parts: Vec<Vec<u8>> = Vec::new();
    if format == Paper::Word {
        jobs::prepare(label.clone());
        let all = canvases.len();
        let made = reading::pictures(&mut document, &canvases, |done| jobs::prepared(done, all)).await;
        let Some(pictures) = made else { return toast(t("ui.job.cancelled"), None) };
        parts = pictures;
        if let Some(picture) = views::brand::logo(&session.records()).and_then(|address| io::report::picture_bytes(&address)) {
            document.logo = Some(parts.len());
            parts.push(picture);
        }
    }
    let pictures: Vec<u64> = parts.iter().map(|part| part.len() as u64).collect();
    let mut told = Vec::new();
    if format == Paper::Excel {
        for (mut register, bytes) in registers {
            register.bytes = bytes.len() as u64;
            told.push(register);
            parts.push(bytes);
        }
    }
    let count = document.blocks.len();
    let job = Job::Paper { format, document: Box::new(document), labels: labels(about), pictures, registers: told, stamp: now_utc() };
    let finished = jobs::run(label, &job, Some(Uint8Array::from(parts.concat().as_slice()))).await;
    jobs::dismiss();
    let (_, bytes) = match finished {
        Ok(done) => done,
        Err(trouble) => return toast(trouble.sentence(), None),
    };
    let file = offer(session, &subject, format.extension(), format.media_type(), &bytes);
    let entry = Entry { at: now_utc(), by: session.author.get_untracked(), file, scope: subject.into(), records: count, sealed: false };
    export_log::note(state, session.workspace.id(), entry).await;
}

/// Offers a file under the name of the company and says so; returns its name.
pub(crate) fn offer(session: &Session, subject: &str, extension: &str, media_type: &str, bytes: &Uint8Array) -> String {
    let client = session.records().single("workspace").and_then(|record| settings::NAME.get(&**record)).unwrap_or_default();
    let name = io::bundle::file_name(&client, subject, &file_time(), extension);
    ui::dom::download_bytes(&name, media_type, &bytes.to_vec());
    toast(t_with("ui.data.exported", &[("file", &name)]), None);
    name
}

/// The records of a kind for a spreadsheet, oldest first; none where there are no records.
pub(crate) fn register(session: &Session, kind: &'static model::Kind, hide_people: bool, mask_amounts: bool) -> Option<(Register, Vec<u8>)> {
    let records: Vec<Arc<Record>> = session.records().of_kind(kind.name).cloned().collect();
    if records.is_empty() {
        return None;
    }
    let fields: Vec<&'static model::FieldDef> =
        crate::tables::fields_in_use(kind).into_iter().filter(|field| !(hide_people && field.personal && field.name != kind.title)).collect();
    let sums = fields.iter().filter(|field| field.value == model::ValueType::Money && SUMMED.contains(&field.name) && !mask_amounts);
    let bytes = crate::tables::base(session, kind, &records, false)?.to_vec();
    // Names stand in links and in texts.
    let bytes = if hide_people { views::mask::veiled(String::from_utf8(bytes).ok()?).into_bytes() } else { bytes };
    let register = Register {
        kind: kind.name.to_owned(),
        sums: sums.map(|field| field.name.to_owned()).collect(),
        fields: fields.iter().map(|field| field.name.to_owned()).collect(),
        words: crate::tables::words(kind, None),
        currency: session.currency.get_untracked(),
        mask_amounts,
        bytes: 0,
    };
    Some((register, bytes))
}

/// Amounts that make sense together; prices and limits do not.
const SUMMED: &[&str] =
    &["actual_cost", "amount", "budget", "cost", "discount", "due_amount", "gross_profit", "planned_cost", "reward_value", "spent", "yearly_cost"];
