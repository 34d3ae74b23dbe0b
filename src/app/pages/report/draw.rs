//! The blocks of a document as they stand on the page and on paper.

use io::report::{Block, Cell, Table, Tone, Value};
use leptos::prelude::*;
use ui::format;

/// Texts of so many signs are not broken in a table, nor lines of so many where a text has several.
const SHORT: usize = 5;
const LINE: usize = 30;

/// The blocks; `part` draws what the page draws itself. A page break begins a section of its own.
pub(super) fn blocks(all: &[Block], part: &dyn Fn(&str) -> AnyView) -> AnyView {
    let mut pages: Vec<Vec<AnyView>> = vec![Vec::new()];
    for block in all {
        if matches!(block, Block::PageBreak) {
            pages.push(Vec::new());
            continue;
        }
        if let Some(page) = pages.last_mut() {
            page.push(one(block, part));
        }
    }
    pages.into_iter().filter(|page| !page.is_empty()).map(|page| view! { <section class="report-page">{page}</section> }).collect_view().into_any()
}

fn one(block: &Block, part: &dyn Fn(&str) -> AnyView) -> AnyView {
    match block {
        Block::Heading { level: 1, text } => view! { <h3 class="report-title">{text.clone()}</h3> }.into_any(),
        Block::Heading { level: 2, text } => view! { <h4>{text.clone()}</h4> }.into_any(),
        Block::Heading { text, .. } => view! { <h5>{text.clone()}</h5> }.into_any(),
        Block::Paragraph { text, tone } => match tone {
            Tone::Lead => lead(text),
            Tone::Note => view! { <p class="muted">{text.clone()}</p> }.into_any(),
            Tone::Plain => view! { <p>{text.clone()}</p> }.into_any(),
        },
        Block::List { ordered, items } => {
            let items = items.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view();
            if *ordered {
                view! { <ol class="report-list">{items}</ol> }.into_any()
            } else {
                view! { <ul class="report-list">{items}</ul> }.into_any()
            }
        }
        Block::Facts { facts } => {
            let pairs = facts.iter().map(|(label, value)| view! { <div><dt>{label.clone()}</dt><dd>{value.text.clone()}</dd></div> }).collect_view();
            view! { <dl class="kv">{pairs}</dl> }.into_any()
        }
        Block::Table(shown) => table(shown),
        Block::Figure(figure) => table(&figure.twin),
        Block::Part { part: name } => part(name),
        Block::PageBreak => ().into_any(),
    }
}

/// Whether a text is too short to be broken.
fn is_short(text: &str) -> bool {
    let room = if text.contains('\n') { LINE } else { SHORT };
    text.lines().all(|line| line.chars().count() <= room)
}

fn table(table: &Table) -> AnyView {
    let numeric: Vec<bool> = (0..table.width()).map(|column| column > 0 && table.is_numeric(column)).collect();
    let is_number = |column: usize| numeric.get(column) == Some(&true);
    // Numbers of a column stand with their points below each other.
    let cells_of = |column: usize| table.rows.iter().filter_map(move |row| row.cells.get(column)).map(|cell| cell.text.as_str());
    let places: Vec<usize> = (0..table.width()).map(|column| if is_number(column) { format::places_of(cells_of(column)) } else { 0 }).collect();
    let heads: Vec<String> = table.head.clone();
    let head =
        heads.iter().enumerate().map(|(column, text)| view! { <th scope="col" class:is-number=is_number(column)>{text.clone()}</th> }).collect_view();
    let whole = |cell: &Cell| matches!(cell.value, Some(Value::Date(_))) || is_short(&cell.text);
    let body = table
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .enumerate()
                .map(|(column, cell)| {
                    let text = format::padded(&cell.text, places.get(column).copied().unwrap_or_default());
                    let name = heads.get(column).cloned().unwrap_or_default();
                    match column {
                        0 => match text.split_once('\n').filter(|_| cell.value.is_none()) {
                            // What to do, and below it how.
                            Some((what, how)) => {
                                view! { <th scope="row"><span><strong>{what.to_owned()}</strong><br />{how.to_owned()}</span></th> }.into_any()
                            }
                            None => view! { <th scope="row" class:nowrap=whole(cell)>{text}</th> }.into_any(),
                        },
                        _ => view! { <td class:is-number=is_number(column) class:nowrap=whole(cell) data-label=name>{text}</td> }.into_any(),
                    }
                })
                .collect_view();
            let group =
                row.group.clone().map(|name| view! { <tr class="row-group"><th scope="rowgroup" colspan=table.width().to_string()>{name}</th></tr> });
            view! { <tbody class:row-sum=row.sum>{group}<tr>{cells}</tr></tbody> }
        })
        .collect_view();
    view! {
        // Named by its caption alone: no landmark, of which a report would have a hundred.
        <section class="grid-scroll" tabindex="0">
            <table class="table doc-table table-cards">
                <caption>{table.caption.clone()}</caption>
                <thead><tr>{head}</tr></thead>
                {body}
            </table>
        </section>
    }
    .into_any()
}

/// The sentence a part begins with, its first line set apart. A class and not `::first-line`, which would stress as much of the
/// sentence as the width happens to hold.
fn lead(text: &str) -> AnyView {
    let (first, rest) = text.split_once('\n').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let rest = rest.map(|rest| format!("\n{rest}"));
    view! { <p class="doc-lead"><span class="doc-lead-first">{first.to_owned()}</span>{rest}</p> }.into_any()
}
