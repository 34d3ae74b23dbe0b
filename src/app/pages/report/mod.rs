//! The consultant's report, made from the records by one press: what first, where the pillars stand, a chapter each,
//! appendix (ux.md 6.5). What stands here is what is printed and written into files.

mod appendix;
mod chapter;
mod draw;
mod first;
mod options;
mod parts;
mod standing;

use std::collections::BTreeMap;

use flow::{Context, Finding, PillarContent};
use io::report::{Block, Document, Paper};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Date;
use pillars::diagnosis::result::{self, Outcome};
use pillars::report::{Ask, Cost, Plan, Snapshots, plan, snapshots};
use ui::lang::{language, t};
use ui::{Button, ButtonLook, Icon, live};
use views::document::{document_head, print, watermark};
use views::{Session, reading, session};
use wasm_bindgen::JsCast;

use super::diagnosis::desk::{self, Desk};
use super::diagnosis::waiting;
use super::help::{Term, fetch_terms};
use crate::papers::{Draft, PaperMenu, framed, register, shifted};
use options::{Audience, Options, panel};

/// Terms that the report may use; those are explained that it does use.
const TERMS: &[&str] = &[
    "618",
    "4p",
    "alert_threshold",
    "baseline",
    "competency_gap",
    "conversion_rate",
    "goal_breakdown",
    "kol",
    "kpi",
    "maturity",
    "pdca",
    "raci",
    "rfm",
    "roi",
    "sales_funnel",
    "smart",
    "weighted_forecast",
];

/// What the report is made from.
struct Work {
    desk: Desk,
    options: Options,
    snapshots: Snapshots,
    outcome: Option<Outcome>,
    /// What raises the levels, in the order in which it is taken on.
    plan: Plan,
    /// The figures of the chapters that the report has, and what is to be decided about them.
    money: Vec<Cost>,
    asks: Vec<Ask>,
    /// Open points of each pillar.
    findings: BTreeMap<u8, Vec<Finding>>,
    terms: Vec<Term>,
}

impl Work {
    fn new(desk: Desk, options: Options, terms: Vec<Term>) -> Self {
        let records = desk.session.workspace.tracked_any();
        let snapshots = snapshots(&records);
        let outcome = snapshots.now.as_ref().map(|now| result::outcome(&desk.content.structure, &now.levels));
        let session = &desk.session;
        let findings = options.pillars.iter().filter_map(|pillar| {
            let state = session.state(&format!("P{pillar:02}"))?;
            Some((*pillar, state.findings().cloned().collect::<Vec<_>>()))
        });
        let mut work = Self {
            findings: findings.collect(),
            plan: Plan::default(),
            money: Vec::new(),
            asks: Vec::new(),
            snapshots,
            outcome,
            options,
            terms,
            desk,
        };
        work.plan = work.in_plan(|contents, context| plan(&work.desk.content.structure, &work.snapshots, contents, context));
        work.money = first::told_costs(&work);
        work.asks = first::asked(&work);
        work
    }

    fn today(&self) -> Date {
        self.desk.session.today.get()
    }

    fn in_context<T>(&self, work: impl FnOnce(&Context<'_>) -> T) -> T {
        let (records, registry) = (self.desk.session.workspace.tracked_any(), self.desk.session.registry());
        work(&Context { records: &records, registry: &registry, today: self.today() })
    }

    /// The same with the content of the pillars, which says what each step works on.
    fn in_plan<T>(&self, work: impl FnOnce(&[&PillarContent], &Context<'_>) -> T) -> T {
        let all = self.desk.session.contents.get();
        let contents: Vec<&PillarContent> = all.values().map(|content| &content.structure).collect();
        self.in_context(|context| work(&contents, context))
    }

    /// Where a statement stands.
    fn level(&self, statement: &str) -> Option<f64> {
        self.snapshots.now.as_ref()?.levels.get(statement).copied()
    }

    fn mean(&self, pillar: u8) -> Option<f64> {
        self.outcome.as_ref()?.pillars.iter().find(|(number, _)| *number == pillar)?.1
    }

    /// The whole report; what the page draws itself are parts of it. Its chapters follow each other without a page each: none
    /// leaves a page nearly empty.
    fn document(&self) -> Document {
        let mut blocks = first::page_one(self);
        blocks.extend(standing::standing(self, &self.snapshots));
        if !self.options.short {
            for pillar in &self.options.pillars {
                blocks.extend(chapter::chapter(self, *pillar));
            }
            let appendix = appendix::appendix(self, &blocks);
            blocks.extend(appendix);
        }
        let title = match self.options.title.trim() {
            "" => t("ui.report.default_title"),
            own => own.to_owned(),
        };
        Document {
            title,
            facts: self.facts(),
            footer: self.options.footer.trim().to_owned(),
            cover: self.options.cover && !self.options.short,
            blocks,
            ..framed(&self.desk.session)
        }
    }

    /// As of when, for whom, by whom.
    fn facts(&self) -> Vec<(String, String)> {
        let audience = t(if self.options.audience == Audience::Managers { "ui.report.managers" } else { "ui.report.project" });
        let mut facts = vec![(t("ui.doc.as_of"), views::labels::date_text(self.today())), (t("ui.report.audience"), audience)];
        let author = self.options.author.trim();
        if !author.is_empty() {
            facts.push((t("ui.report.author"), views::mask::veiled(author.to_owned())));
        }
        facts
    }
}

/// Hides what the options say, in everything that is written from now on.
fn hide(session: &Session, options: &Options) {
    ui::format::hide_amounts(options.hide_amounts);
    if options.hide_people || options.hide_customers {
        views::mask::veil(&session.records(), &session.registry(), options.hide_people, options.hide_customers);
    } else {
        views::mask::unveil();
    }
}

/// The page of the report.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let session = session();
    let loaded = desk::content();
    let terms = RwSignal::new(Vec::<Term>::new());
    spawn_local(async move {
        let mut found = fetch_terms().await;
        found.retain(|term| TERMS.contains(&term.id.as_str()));
        terms.try_set(found);
    });
    let options = RwSignal::new(Options::new(session.author.get_untracked()));
    // Who chose another language for the report finds the own one again afterwards.
    let spoken = untrack(language);
    on_cleanup(move || {
        views::mask::unveil();
        ui::format::hide_amounts(false);
        if untrack(language) != spoken {
            crate::shell::show_language(spoken);
        }
    });
    let made = StoredValue::new(None::<Document>);
    let reader = session.clone();
    let body = move || {
        let Some(content) = loaded.content.get() else { return waiting(&loaded) };
        let desk = Desk { session: reader.clone(), content };
        let options = options.get();
        hide(&desk.session, &options);
        let work = Work::new(desk, options, terms.get());
        let document = work.document();
        let view = preview(&work, &document);
        made.set_value(Some(document));
        view
    };
    let registers = session.clone();
    let make = Callback::new(move |format: Paper| {
        let document = made.get_value()?;
        Some(untrack(|| draft(&registers, document, &options.get(), format)))
    });
    let calendar = session.clone();
    let export_days = Callback::new(move |()| crate::calendar_file::offer(&calendar, &pillars::report::agenda::Occasion::ALL, None));
    view! {
        <header class="page-head no-print">
            <div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.report")}</h1><p class="page-about">{ui::say_key("ui.report.about")}</p></div>
            <div class="page-actions">
                <Button label=ui::text("ui.report.print") icon=Icon::Print look=ButtonLook::Primary on_press=Callback::new(|()| print()) test_id="report-print" />
                <PaperMenu subject=ui::text("ui.report.file") make=make />
                <Button label=ui::text("ui.agenda.export") icon=Icon::Calendar on_press=export_days test_id="report-calendar" />
            </div>
        </header>
        {panel(options)}
        {live(body)}
    }
}

/// The report as it stands on the page.
fn preview(work: &Work, document: &Document) -> AnyView {
    let records = work.desk.session.workspace.tracked("workspace");
    let facts = document.facts.iter().skip(1).cloned().collect();
    let head = document_head(&records, work.today(), document.title.clone(), facts);
    let blocks = draw::blocks(&document.blocks, &|name| parts::part(work, name));
    let footer = (!document.footer.is_empty()).then(|| view! { <p class="report-footer">{document.footer.clone()}</p> });
    let lang = document.language.clone();
    view! {
        <article class="doc report" class:has-cover=document.cover lang=lang data-testid="report">
            {watermark(&records)}
            {head}
            {blocks}
            {footer}
        </article>
    }
    .into_any()
}

/// The report with what the page has drawn, and for a spreadsheet with the registers of its pillars.
fn draft(session: &Session, document: Document, options: &Options, format: Paper) -> Draft {
    let mut canvases = Vec::new();
    let mut document = document.with_parts(|part| {
        let mut read = read_part(part, &mut canvases);
        // The numbers of these two stand in the picture itself, and in the table of what moved.
        if format == Paper::Word && [parts::HEAT, parts::RADAR].contains(&part) {
            for block in &mut read {
                if let Block::Figure(figure) = block {
                    figure.twin.rows.clear();
                }
            }
        }
        read
    });
    let mut about = vec![t("ui.report.notes")];
    let mut registers = Vec::new();
    if format == Paper::Excel && options.is_whole() {
        // The table of all actions holds those of the pillars.
        let heads = chapter::ACTION_HEADS.map(t);
        document
            .blocks
            .retain(|block| !matches!(block, Block::Table(table) if table.head == heads && table.rows.iter().all(|row| row.group.is_none())));
    }
    if format == Paper::Excel && !options.short {
        let kinds = options.pillars.iter().flat_map(|pillar| pillars::kinds_of(*pillar)).filter(|kind| !kind.single);
        registers.extend(kinds.filter_map(|kind| register(session, kind, options.hide_people, options.hide_amounts)));
    }
    if options.hide_people || options.hide_amounts {
        about.push(t("ui.report.notes_hidden"));
    }
    Draft { document, canvases, registers, about }
}

/// A part as it stands on the page, its headings below those of the report.
fn read_part(part: &str, canvases: &mut Vec<String>) -> Vec<Block> {
    let found = ui::dom::page().and_then(|page| page.query_selector(&format!("[data-part=\"{part}\"]")).ok().flatten());
    let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::Element>().ok()) else { return Vec::new() };
    let read = reading::read(&element, 1);
    let blocks = shifted(read.blocks, canvases.len());
    canvases.extend(read.canvases);
    blocks
}
