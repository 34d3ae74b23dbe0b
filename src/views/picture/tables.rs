//! Views that are read as tables, cards and lines: lists, rankings, sums, figures, timelines.

use flow::{Card, Label, Parameter, Picture, number_of};
use leptos::prelude::*;
use model::{Date, Decimal, Key};
use ui::lang::{t, t_with};
use ui::{Bar, BarMode, Series};

use super::{Frame, drawn, format_of, href_of, is_number, label_text, nothing_yet, short_text, title_of, value_text, value_view};
use crate::labels::{date_text, kind_label};

/// A table with a heading row; the first cell of a row names it.
pub(crate) fn table(caption: &str, head: Vec<(String, bool)>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let numeric: Vec<bool> = head.iter().map(|(_, numeric)| *numeric).collect();
    let heads: Vec<String> = head.iter().map(|(text, _)| text.clone()).collect();
    let head = head.into_iter().map(|(text, numeric)| view! { <th scope="col" class:is-number=numeric>{text}</th> }).collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(index, cell)| match index {
                    0 => view! { <th scope="row">{cell}</th> }.into_any(),
                    _ => {
                        let name = heads.get(index).cloned().unwrap_or_default();
                        let numeric = numeric.get(index).copied().unwrap_or(false);
                        view! { <td class:is-number=numeric data-label=name>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=caption.to_owned()>
            <table class="table doc-table">
                <caption class="visually-hidden">{caption.to_owned()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn record_link(frame: &Frame, card: &Card) -> AnyView {
    view! { <a href=href_of(&frame.session, card)>{title_of(card)}</a> }.into_any()
}

fn heads(kind: &Key, columns: &[Label], rows: &[&Card]) -> Vec<(String, bool)> {
    let named = columns.iter().enumerate().map(|(index, label)| {
        let numeric = rows.iter().any(|card| is_number(card.values.get(index).and_then(Option::as_ref)));
        (label_text(label), numeric)
    });
    std::iter::once((kind_label(kind), false)).chain(named).collect()
}

fn cells(frame: &Frame, card: &Card) -> Vec<AnyView> {
    let values = card.values.iter().map(|value| value_view(&frame.session, value.as_ref()));
    std::iter::once(record_link(frame, card)).chain(values).collect()
}

/// A table to read.
pub(crate) fn list(frame: &Frame, kind: &Key, columns: &[Label], rows: &[Card]) -> AnyView {
    if rows.is_empty() {
        return nothing_yet(kind);
    }
    let all: Vec<&Card> = rows.iter().collect();
    table(&frame.title, heads(kind, columns, &all), rows.iter().map(|card| cells(frame, card)).collect())
}

/// Sorted by value; a bar beside each number shows how far apart they are.
pub(crate) fn ranking(frame: &Frame, kind: &Key, value: &Label, columns: &[Label], rows: &[(Card, Option<Parameter>)]) -> AnyView {
    if rows.is_empty() {
        return nothing_yet(kind);
    }
    let all: Vec<&Card> = rows.iter().map(|(card, _)| card).collect();
    let mut head = heads(kind, columns, &all);
    head.insert(1, (label_text(value), true));
    head.insert(0, (t("ui.picture.rank"), false));
    let largest = rows.iter().filter_map(|(_, value)| number_of(value.as_ref()?)).map(Decimal::to_f64).fold(0.0, f64::max);
    let body = rows.iter().enumerate().map(|(index, (card, value))| {
        let share = value.as_ref().and_then(number_of).map_or(0.0, |number| if largest > 0.0 { number.to_f64().max(0.0) / largest } else { 0.0 });
        let bar = view! {
            <span class="rank-value"><span class="rank-bar" aria-hidden="true" style:width=format!("{:.1}%", share * 100.0)></span><span>{value_text(value.as_ref())}</span></span>
        };
        let mut cells = cells(frame, card);
        cells.insert(1, bar.into_any());
        cells.insert(0, (index + 1).into_any());
        cells
    });
    table(&frame.title, head, body.collect())
}

/// Cards side by side.
pub(crate) fn cards(frame: &Frame, kind: &Key, lines: &[Label], cards: &[Card]) -> AnyView {
    if cards.is_empty() {
        return nothing_yet(kind);
    }
    let items = cards
        .iter()
        .map(|card| {
            let facts = facts(frame, lines, &card.values);
            view! { <li class="card"><h3 class="card-title">{record_link(frame, card)}</h3>{facts}</li> }
        })
        .collect_view();
    view! { <ul class="cards picture-cards">{items}</ul> }.into_any()
}

/// Facts as pairs of label and value, without the empty ones.
pub(crate) fn facts(frame: &Frame, labels: &[Label], values: &[Option<Parameter>]) -> AnyView {
    let pairs = labels
        .iter()
        .zip(values)
        .filter(|(_, value)| value.is_some())
        .map(|(label, value)| view! { <div><dt>{label_text(label)}</dt><dd>{value_view(&frame.session, value.as_ref())}</dd></div> })
        .collect_view();
    view! { <dl class="kv">{pairs}</dl> }.into_any()
}

/// Single numbers as tiles.
pub(crate) fn figures(figures: &[(String, Option<Parameter>)]) -> AnyView {
    let tiles = figures
        .iter()
        .map(|(id, value)| {
            view! {
                <li class="tile" data-testid=format!("figure-{id}")>
                    <span class="tile-label">{t(&format!("figure.{id}"))}</span>
                    <span class="tile-figure">{value_text(value.as_ref())}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tile-grid">{tiles}</ul> }.into_any()
}

/// Sums over rows and columns, and the sums of the rows as bars.
pub(crate) fn totals(frame: &Frame, picture: &Picture) -> AnyView {
    let Picture::Totals { rows_label, value_label, rows, columns, cells, row_sums, column_sums, total } = picture else { return ().into_any() };
    if rows.is_empty() {
        return view! { <p class="muted">{t("ui.picture.empty")}</p> }.into_any();
    }
    let value_name = value_label.as_ref().map_or_else(|| t("ui.picture.count"), label_text);
    let sum_name = || t("ui.picture.sum");
    let mut head = vec![(label_text(rows_label), false)];
    head.extend(columns.iter().map(|column| (value_text(Some(column)), true)));
    head.push((if columns.is_empty() { value_name.clone() } else { sum_name() }, true));
    let mut body: Vec<Vec<AnyView>> = rows
        .iter()
        .zip(cells)
        .zip(row_sums)
        .map(|((row, cells), sum)| {
            let inner = cells.iter().take(columns.len()).map(|cell| short_text(cell.as_ref()).into_any());
            std::iter::once(value_view(&frame.session, Some(row))).chain(inner).chain([short_text(Some(sum)).into_any()]).collect()
        })
        .collect();
    let sums = column_sums.iter().take(columns.len()).map(|sum| short_text(Some(sum)).into_any());
    body.push(std::iter::once(sum_name().into_any()).chain(sums).chain([short_text(Some(total)).into_any()]).collect());
    let bars = Series::new(value_name, row_sums.iter().map(|sum| drawn(number_of(sum))).collect());
    let categories: Vec<String> = rows.iter().map(|row| value_text(Some(row))).collect();
    view! {
        <Bar title=frame.title.clone() categories=Signal::stored(categories) series=Signal::stored(vec![bars]) mode=BarMode::Horizontal format=format_of(&frame.session, Some(total)) test_id=format!("chart-{}", frame.id) />
        {table(&frame.title, head, body)}
    }
    .into_any()
}

/// What happened, newest first.
pub(crate) fn timeline(frame: &Frame, entries: &[(Date, Card, Vec<Label>)]) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="muted">{t("ui.picture.empty")}</p> }.into_any();
    }
    let items = entries
        .iter()
        .map(|(day, card, labels)| {
            let what = t_with("ui.picture.entry", &[("kind", &kind_label(&card.kind)), ("date", &date_text(*day))]);
            view! { <li class="timeline-entry"><p class="timeline-when">{what}</p><p>{record_link(frame, card)}</p>{facts(frame, labels, &card.values)}</li> }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}
