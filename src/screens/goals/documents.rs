//! The finished documents of pillar 1 for reading and printing, and the frame that they share.

pub(super) mod environment_summary;
mod goal_block;
pub(super) mod goal_document;
pub(super) mod goal_tree;
pub(super) mod responsibility_sheets;

use leptos::prelude::*;
use model::{Id, Record};
use pillars::goals::goal;
use pillars::goals::rules::breakdown;
use pillars::goals::rules::gates::Refusal;
use ui::lang::t_with;
use ui::{Callout, Tone, dom};
use ui::{Show, live};
use views::document::{document_head, print as print_page, print_button};

use super::goal_sections::parts::{Look, RecordAnchor, RefusalList};

/// The head of a document, or of one sheet of it: whose it is, what it is, as of when.
fn head(look: &Look, title: String, facts: Vec<(String, String)>) -> AnyView {
    document_head(&look.records, look.today, title, facts)
}

/// The name of a document: on paper it is called as in the menus.
fn title(session: &views::Session, output: &str) -> String {
    session.content("P01").and_then(|content| content.texts.outputs.get(output).map(|texts| texts.title.clone())).unwrap_or_default()
}

/// The reasons against a final print: every goal that is broken down must add up (P01.A06).
fn print_reasons(look: &Look, only: Option<&[Id]>) -> Vec<Refusal> {
    look.open_goals()
        .iter()
        .filter(|goal| only.is_none_or(|only| only.contains(&goal.id)) && has_shares(look, goal.id))
        .flat_map(|goal| breakdown::print_gate(goal, &look.context()))
        .collect()
}

fn has_shares(look: &Look, goal: Id) -> bool {
    !breakdown::shares(goal, &look.context()).is_empty()
}

/// The bar above a document: print, what stands against a final print, and how to get a PDF.
/// While there are reasons, the button leads to them instead of printing.
#[component]
fn PrintBar(reasons: Signal<Vec<Refusal>>) -> impl IntoView {
    let press = Callback::new(move |()| {
        if reasons.with_untracked(Vec::is_empty) {
            print_page();
        } else {
            dom::focus_by_id("print-reasons");
        }
    });
    view! {
        {print_button(press)}
        <Show when=move || !reasons.with(Vec::is_empty)>
            <div class="doc-gate" id="print-reasons" tabindex="-1" data-testid="print-reasons">
                <Callout tone=Tone::Warning title=Signal::derive(move || t_with("ui.doc.gate", &[("n", &reasons.with(Vec::len).to_string())]))>
                    {live(move || view! { <RefusalList refusals=reasons.get() /> })}
                </Callout>
            </div>
        </Show>
    }
}

/// One column of a table: heading, and whether it holds numbers.
type Heading = (String, bool);

/// A heading up to so many characters is not broken.
const SHORT: usize = 6;

/// A table of a document; the first column names the rows, and its head repeats on every page.
fn table(caption: String, headings: Vec<Heading>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let numeric: Vec<bool> = headings.iter().map(|(_, numeric)| *numeric).collect();
    let head = headings
        .into_iter()
        .map(|(text, numeric)| {
            let short = text.chars().count() <= SHORT;
            view! { <th scope="col" class:is-number=numeric class:nowrap=short>{text}</th> }
        })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(index, cell)| {
                    let numeric = numeric.get(index).copied().unwrap_or(false);
                    if index == 0 {
                        view! { <th scope="row">{cell}</th> }.into_any()
                    } else {
                        view! { <td class:is-number=numeric>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        // Named by its caption alone: the document has a table of each name for every goal.
        <section class="grid-scroll" tabindex="0">
            <table class="table doc-table">
                <caption>{caption}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// A text as a cell.
fn cell(text: impl Into<String>) -> AnyView {
    text.into().into_any()
}

/// What is told of a record, leading to it: every figure can be followed to where it is kept.
fn anchor(kind: &'static str, id: Id, text: String) -> AnyView {
    view! { <RecordAnchor kind=kind id=id title=text /> }.into_any()
}

/// A text that stays in one line: dates, amounts, names, states.
fn whole(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <span class="nowrap">{text}</span> }.into_any()
}

/// "30% → 39%".
fn from_to(look: &Look, record: &Record) -> String {
    let measure = look.measure(record);
    t_with("ui.doc.from_to", &[("from", &measure.maybe(goal::BASELINE.get(record))), ("to", &measure.maybe(goal::TARGET.get(record)))])
}

/// Goals published of all that are pursued: the status of the whole.
fn status_text(look: &Look) -> String {
    let goals = look.open_goals();
    let published = goals.iter().filter(|goal| goal::STATUS.get(goal.as_ref()).as_deref() == Some("published")).count();
    t_with("ui.doc.published", &[("published", &published.to_string()), ("total", &goals.len().to_string())])
}
