//! Views that are read as tables, cards and lines: lists, rankings, sums, figures, timelines.

use flow::{Card, ChartKind, Label, Parameter, Picture, Unit, number_of};
use leptos::prelude::*;
use model::{Date, Decimal, Id, Key, Order as _};
use ui::lang::{language, t, t_with};
use ui::{Bar, BarMode, ChartTitle, Series, format, head_with_unit};

use super::{Frame, drawn, exact_view, format_of, href_of, is_number, label_text, message, short_text, title_of, value_text, value_view};
use crate::labels::{date_text, kind_label, kind_many, money_text, number_text};
use crate::session::{Session, workspace_currency};

/// Room for the columns of a table, in widths of a Han character: A4 with its margins.
const ROOM: f64 = 50.0;
/// A word up to this width is not broken.
const WORD: f64 = 4.5;
/// What the edges of a cell take.
const EDGE: f64 = 1.4;
/// More columns than this are set tight.
const TIGHT: usize = 8;
/// Texts longer than this stand below their row.
const LONG: f64 = 34.0;

/// Width of a text, in widths of a Han character.
pub(crate) fn ems(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// A row of a table.
#[derive(Default)]
pub(crate) struct TableRow {
    /// The heading of the rows from here on.
    group: Option<String>,
    /// Its cells.
    cells: Vec<AnyView>,
    /// Labels and values that stand below, over the whole width.
    more: Vec<(String, AnyView)>,
}

/// How a table looks.
#[derive(Clone, Copy, Default)]
struct Look {
    /// The column that names the row.
    header: usize,
    /// On phones each row becomes a card.
    cards: bool,
    /// The last row sums up.
    sums: bool,
    /// The first column stays in sight while the rest is scrolled.
    sticky: bool,
}

/// A table with a heading row; the first cell of a row names it and stays in sight.
pub(crate) fn table(caption: &str, head: Vec<(String, bool)>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let rows = rows.into_iter().map(|cells| TableRow { cells, ..TableRow::default() }).collect();
    draw(caption, head, rows, Look { sticky: true, ..Look::default() })
}

fn draw(caption: &str, head: Vec<(String, bool)>, rows: Vec<TableRow>, look: Look) -> AnyView {
    let width = head.len();
    let numeric: Vec<bool> = head.iter().map(|(_, numeric)| *numeric).collect();
    let heads: Vec<String> = head.iter().map(|(text, _)| text.clone()).collect();
    let head = head
        .into_iter()
        .map(|(text, numeric)| {
            let short = ems(&text) <= WORD;
            view! { <th scope="col" class:is-number=numeric class:nowrap=short>{text}</th> }
        })
        .collect_view();
    let last = rows.len();
    let body = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let below = !row.more.is_empty();
            let span = below.then_some("2");
            let cells = row
                .cells
                .into_iter()
                .enumerate()
                .map(|(index, cell)| {
                    let name = heads.get(index).cloned().unwrap_or_default();
                    let numeric = numeric.get(index).copied().unwrap_or(false);
                    match index.cmp(&look.header) {
                        std::cmp::Ordering::Less => view! { <td class="is-rank" rowspan=span data-label=name>{cell}</td> }.into_any(),
                        std::cmp::Ordering::Equal => view! { <th scope="row" rowspan=span>{cell}</th> }.into_any(),
                        std::cmp::Ordering::Greater => view! { <td class:is-number=numeric data-label=name>{cell}</td> }.into_any(),
                    }
                })
                .collect_view();
            let more = below.then(|| {
                let facts = row.more.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view();
                view! { <tr class="row-more"><td colspan=(width - look.header - 1).max(1).to_string()><dl class="more">{facts}</dl></td></tr> }
            });
            let group = row.group.map(|name| view! { <tr class="row-group"><th scope="rowgroup" colspan=width.to_string()>{name}</th></tr> });
            view! { <tbody class:row-sum={look.sums && place + 1 == last}>{group}<tr class:has-more=below>{cells}</tr>{more}</tbody> }
        })
        .collect_view();
    view! {
        // Named by its caption alone: a document would have many landmarks of the same name.
        <section class="grid-scroll" tabindex="0">
            <table class="table doc-table" class:table-cards=look.cards class:table-sticky=look.sticky class:is-tight={width > TIGHT}>
                <caption class="visually-hidden">{caption.to_owned()}</caption>
                <thead><tr>{head}</tr></thead>
                {body}
            </table>
        </section>
    }
    .into_any()
}

pub(super) fn record_link(frame: &Frame, card: &Card) -> AnyView {
    view! { <a href=href_of(&frame.session, card)>{title_of(card)}</a> }.into_any()
}

/// The unit that all values of a column share; it stands in the head.
pub(super) fn unit_of<'a>(values: impl Iterator<Item = &'a Parameter>) -> Option<Unit> {
    let units = values.map(|value| match value {
        Parameter::Money(_) => Some(Unit::Money),
        Parameter::Ratio(_) => Some(Unit::Share),
        _ => None,
    });
    units.reduce(|one, other| if one == other { one } else { None }).flatten()
}

/// The head of a column of a unit.
pub(super) fn head_of(label: &str, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Money) => head_with_unit(label, &format::currency_unit(&workspace_currency())),
        Some(Unit::Share) => head_with_unit(label, "%"),
        _ => label.to_owned(),
    }
}

/// A number and its unit apart, for a column whose values have different ones; nothing for what has no number.
fn apart(value: &Parameter) -> Option<(String, String)> {
    let number = |value: &Parameter| cell_text(Some(value), Some(Unit::Share));
    match value {
        Parameter::Money(_) => Some((number(value), format::currency_unit(&workspace_currency()))),
        Parameter::Ratio(_) => Some((number(value), "%".to_owned())),
        Parameter::Quantity(amount, unit) => Some((number_text(*amount), value_text(Some(unit)))),
        Parameter::Number(_) | Parameter::Count(_) => Some((value_text(Some(value)), String::new())),
        _ => None,
    }
}

/// How wide the units of a column are whose values have different ones.
fn own_units<'a>(values: impl Iterator<Item = &'a Parameter>) -> Option<u8> {
    let widest = values.filter_map(apart).map(|(_, unit)| ems(&unit)).fold(0.0, f64::max);
    (widest > 0.0).then_some(widest.ceil() as u8)
}

/// The unit beside a number: all of a column begin at the same place, so that the numbers end at one.
pub(crate) fn unit_beside(unit: &str, width: u8) -> AnyView {
    let text = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    view! { <span class="cell-unit" style:min-width=format!("{:.1}em", f64::from(width) + 0.4)>{text}</span> }.into_any()
}

/// A value in a column: amounts in full, without the unit that the head says.
fn cell_text(value: Option<&Parameter>, unit: Option<Unit>) -> String {
    let currency = workspace_currency();
    let text = match value {
        Some(Parameter::Money(money)) => money_text(*money, &currency),
        other => value_text(other),
    };
    if unit.is_some() { format::bare(&text, &currency, language()) } else { text }
}

/// The most decimals of the numbers of a column.
pub(super) fn places_of<'a>(values: impl Iterator<Item = &'a Parameter>, unit: Option<Unit>) -> usize {
    let texts: Vec<String> = values.filter(|value| is_number(Some(*value))).map(|value| cell_text(Some(value), unit)).collect();
    format::places_of(texts.iter().map(String::as_str))
}

/// A cell of a column; numbers with as many decimals as the others of it.
pub(super) fn cell_view(session: &Session, value: Option<&Parameter>, unit: Option<Unit>, places: usize) -> AnyView {
    match value {
        Some(Parameter::Money(_) | Parameter::Ratio(_) | Parameter::Number(_)) => exact_view(value, format::padded(&cell_text(value, unit), places)),
        other => value_view(session, other),
    }
}

/// A number that leads to what it is worked out from, where its measure tells.
pub(crate) fn traced(session: &Session, pillar: &str, label: &Label, record: Id, value: Option<&Parameter>, inside: AnyView) -> AnyView {
    match value.filter(|value| is_number(Some(value))).and_then(|_| session.measure_href(pillar, label, record)) {
        Some(href) => view! { <a href=href>{inside}</a> }.into_any(),
        None => inside,
    }
}

/// A table that is read as a picture: what it says, of when, and of which records it is.
pub(super) fn told(frame: &Frame, message: Option<String>, table: AnyView) -> AnyView {
    let meta = ui::chart_meta(&frame.unit, &frame.period);
    let source = (!frame.source.is_empty()).then(|| t_with("ui.chart.source", &[("value", &frame.source)]));
    view! {
        <div class="picture-told">
            {message.map(|message| view! { <p class="chart-title"><span class="chart-said">{message}</span></p> })}
            {(!meta.is_empty()).then(|| view! { <p class="chart-meta">{meta}</p> })}
            {table}
            {source.map(|source| view! { <p class="chart-source">{source}</p> })}
        </div>
    }
    .into_any()
}

/// Columns of records: which stand beside each other, and which below because there is no room for them.
struct Columns {
    keys: Vec<Label>,
    labels: Vec<String>,
    numeric: Vec<bool>,
    units: Vec<Option<Unit>>,
    /// Columns whose values have different units, with the width of these.
    own: Vec<Option<u8>>,
    below: Vec<bool>,
    /// Words that are not broken.
    short: Vec<bool>,
    /// The most decimals of the numbers of a column.
    places: Vec<usize>,
}

impl Columns {
    /// `taken` is the room that other columns take.
    fn new(columns: &[Label], rows: &[&Card], taken: f64) -> Self {
        let held = |index: usize| rows.iter().filter_map(move |card| card.values.get(index).and_then(Option::as_ref));
        let units: Vec<Option<Unit>> = (0..columns.len()).map(|index| unit_of(held(index))).collect();
        let own: Vec<Option<u8>> = (0..columns.len()).map(|index| units[index].is_none().then(|| own_units(held(index))).flatten()).collect();
        // The head speaks of units only where each number has one.
        let each_has = |index: usize| held(index).filter_map(apart).all(|(_, unit)| !unit.is_empty());
        let label = |(index, label): (usize, &Label)| match own[index] {
            Some(_) if each_has(index) => head_with_unit(&label_text(label), &t("ui.table.unit_beside")),
            _ => head_of(&label_text(label), units[index]),
        };
        let labels: Vec<String> = columns.iter().enumerate().map(label).collect();
        let value = |card: &Card, index: usize| card.values.get(index).and_then(Option::as_ref).cloned();
        let numeric: Vec<bool> = (0..labels.len()).map(|index| rows.iter().any(|card| is_number(value(card, index).as_ref()))).collect();
        let fixed = |index: usize| rows.iter().any(|card| matches!(value(card, index), Some(Parameter::Date(_) | Parameter::Month(_))));
        let widest: Vec<f64> = (0..labels.len())
            .map(|index| rows.iter().map(|card| ems(&cell_text(value(card, index).as_ref(), units[index]))).fold(0.0, f64::max))
            .collect();
        let need: Vec<f64> = labels
            .iter()
            .enumerate()
            .map(|(index, label)| {
                let words = if ems(label) <= WORD { ems(label) } else { ems(label) / 2.0 };
                let wide = widest[index];
                let text = if wide <= 6.0 { wide } else { (wide / 3.0).clamp(6.0, 12.0) };
                words.max(if numeric[index] || fixed(index) { wide } else { text }) + EDGE
            })
            .collect();
        let title = rows.iter().map(|card| ems(&title_of(card)) / 2.0).fold(4.0, f64::max).min(10.0) + EDGE;
        let mut below = vec![false; labels.len()];
        let movable = |below: &[bool]| (0..labels.len()).filter(|index| !below[*index] && !numeric[*index] && !fixed(*index)).collect::<Vec<_>>();
        while labels.len() > 3 {
            let beside: f64 = need.iter().zip(&below).filter(|(_, below)| !**below).map(|(need, _)| need).sum();
            let Some(longest) = movable(&below).into_iter().max_by(|a, b| widest[*a].total_cmp(&widest[*b])) else { break };
            if widest[longest] > LONG || (title + taken + beside > ROOM && widest[longest] > 6.0) {
                below[longest] = true;
            } else {
                break;
            }
        }
        let short = widest.iter().map(|wide| *wide <= WORD).collect();
        let places = (0..columns.len()).map(|index| places_of(held(index), units[index])).collect();
        Self { keys: columns.to_vec(), labels, numeric, units, own, below, short, places }
    }

    fn head(&self, kind: &Key) -> Vec<(String, bool)> {
        let beside = (0..self.labels.len()).filter(|index| !self.below[*index]);
        std::iter::once((kind_label(kind), false)).chain(beside.map(|index| (self.labels[index].clone(), self.numeric[index]))).collect()
    }

    fn cell(&self, frame: &Frame, card: &Card, index: usize) -> AnyView {
        let value = card.values.get(index).and_then(Option::as_ref);
        let traced = |inside| traced(&frame.session, &frame.content.structure.pillar, &self.keys[index], card.id, value, inside);
        match (self.own[index], value.and_then(apart)) {
            (Some(width), Some((number, unit))) => view! { {traced(exact_view(value, number))}{unit_beside(&unit, width)} }.into_any(),
            _ => traced(cell_view(&frame.session, value, self.units[index], self.places[index])),
        }
    }

    fn row(&self, frame: &Frame, card: &Card) -> TableRow {
        let mut row = TableRow { cells: vec![record_link(frame, card)], ..TableRow::default() };
        for (index, label) in self.labels.iter().enumerate() {
            let value = card.values.get(index).and_then(Option::as_ref);
            if !self.below[index] {
                let shown = self.cell(frame, card, index);
                row.cells.push(if self.short[index] { view! { <span class="nowrap">{shown}</span> }.into_any() } else { shown });
            } else if value.is_some() {
                row.more.push((label.clone(), cell_view(&frame.session, value, self.units[index], 0)));
            }
        }
        row
    }
}

/// A table to read.
pub(crate) fn list(frame: &Frame, kind: &Key, columns: &[Label], rows: &[Card]) -> AnyView {
    let columns = Columns::new(columns, &rows.iter().collect::<Vec<_>>(), 0.0);
    let body = rows.iter().map(|card| columns.row(frame, card)).collect();
    draw(&frame.title, columns.head(kind), body, Look { cards: true, ..Look::default() })
}

/// Records in groups as one table: how a board stands on paper.
pub(crate) fn groups(frame: &Frame, kind: &Key, columns: &[Label], groups: &[(String, &[Card])]) -> AnyView {
    let all: Vec<&Card> = groups.iter().flat_map(|(_, cards)| cards.iter()).collect();
    let columns = Columns::new(columns, &all, 0.0);
    let body = groups
        .iter()
        .flat_map(|(name, cards)| cards.iter().enumerate().map(move |(index, card)| ((index == 0).then(|| name.clone()), card)))
        .map(|(group, card)| TableRow { group, ..columns.row(frame, card) })
        .collect();
    draw(&frame.title, columns.head(kind), body, Look { cards: true, ..Look::default() })
}

/// Sorted by value; a bar beside each number shows how far apart they are.
pub(crate) fn ranking(
    frame: &Frame,
    kind: &Key,
    value: &Label,
    columns: &[Label],
    rows: &[(Card, Option<Parameter>)],
    told_at: Option<&[usize]>,
) -> AnyView {
    let all: Vec<&Card> = rows.iter().map(|(card, _)| card).collect();
    let columns = Columns::new(columns, &all, 16.0);
    let mut head = columns.head(kind);
    let unit = unit_of(rows.iter().filter_map(|(_, value)| value.as_ref()));
    head.insert(1, (head_of(&label_text(value), unit), true));
    head.insert(0, (t("ui.picture.rank"), true));
    let largest = rows.iter().filter_map(|(_, value)| number_of(value.as_ref()?)).map(Decimal::to_f64).fold(0.0, f64::max);
    let places = places_of(rows.iter().filter_map(|(_, value)| value.as_ref()), unit);
    let body = rows.iter().enumerate().map(|(index, (card, value))| {
        let share = value.as_ref().and_then(number_of).map_or(0.0, |number| if largest > 0.0 { number.to_f64().max(0.0) / largest } else { 0.0 });
        let bar = view! {
            <span class="rank-value"><span class="rank-track" aria-hidden="true"><span class="rank-bar" style:width=format!("{:.1}%", share * 100.0)></span></span>{exact_view(value.as_ref(), format::padded(&cell_text(value.as_ref(), unit), places))}</span>
        };
        let mut row = columns.row(frame, card);
        row.cells.insert(1, bar.into_any());
        row.cells.insert(0, (index + 1).into_any());
        row
    });
    let table = draw(&frame.title, head, body.collect(), Look { header: 1, cards: true, ..Look::default() });
    let names: Vec<String> = rows.iter().map(|(card, _)| title_of(card)).collect();
    let values = Series::new(label_text(value), rows.iter().map(|(_, value)| drawn(value.as_ref().and_then(number_of))).collect());
    let sample = rows.iter().find_map(|(_, value)| value.as_ref());
    let message = match told_at {
        Some(places) => Some(message::of_ranking(&frame.id, rows, places)),
        // What is compared stands before who is first.
        None => message::of_series(ChartKind::Bar, &names, &[values], &format_of(&frame.session, sample))
            .map(|message| t_with("ui.chart.says_of", &[("name", &label_text(value)), ("message", &message)])),
    };
    told(frame, message, table)
}

/// Cards side by side.
pub(crate) fn cards(frame: &Frame, lines: &[Label], cards: &[Card]) -> AnyView {
    let items = cards
        .iter()
        .map(|card| {
            let facts = facts(frame, lines, &card.values);
            view! { <li class="card"><h3 class="card-title">{record_link(frame, card)}</h3>{facts}</li> }
        })
        .collect_view();
    view! { <ul class="cards picture-cards">{items}</ul> }.into_any()
}

/// Facts of a narrow card: amounts in few characters.
pub(crate) fn short_facts(frame: &Frame, labels: &[Label], values: &[Option<Parameter>]) -> AnyView {
    let short = |value: &Option<Parameter>| match value {
        Some(Parameter::Money(_)) => Some(Parameter::Text(short_text(value.as_ref()))),
        other => other.clone(),
    };
    facts(frame, labels, &values.iter().map(short).collect::<Vec<_>>())
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
pub(crate) fn figures(frame: &Frame, figures: &[(String, Option<Parameter>)]) -> AnyView {
    let tiles = figures
        .iter()
        .map(|(id, value)| {
            let words = view! {
                <span class="tile-label">{t(&format!("figure.{id}"))}</span>
                <span class="tile-figure" title=value_text(value.as_ref())>{short_text(value.as_ref())}</span>
            };
            let test_id = format!("figure-{id}");
            // A figure that is worked out from records leads to them.
            let structure = &frame.content.structure;
            let figure = structure.view(&frame.id).and_then(|view| view.figure(id));
            match figure.and_then(|figure| frame.session.figure_href(&structure.pillar, &frame.id, figure)) {
                Some(href) => view! { <li class="tile-item"><a class="tile" href=href data-testid=test_id>{words}</a></li> }.into_any(),
                None => view! { <li class="tile" data-testid=test_id>{words}</li> }.into_any(),
            }
        })
        .collect_view();
    view! { <ul class="tile-grid">{tiles}</ul> }.into_any()
}

/// Cells of a table of sums that are links themselves.
const LINKED_CELLS: usize = 40;

/// More groups than this are not told apart in a stack; the smaller ones are put together.
const STACKED: usize = 5;

/// What names a group of a table of sums; a bare number says nothing without what it counts.
fn group_name(label: Option<&Label>, group: &Parameter) -> String {
    let name = value_text(Some(group));
    match (label, group) {
        (Some(label), Parameter::Count(_) | Parameter::Number(_)) => t_with("ui.totals.group", &[("label", &label_text(label)), ("value", &name)]),
        _ => name,
    }
}

/// The bars above a table of sums: a bar for each row with its columns stacked in it; where the columns are months, a bar for each
/// month with the rows in it.
fn bars_of(totals: &Picture, name: String) -> (BarMode, Vec<String>, Vec<Series>) {
    let Picture::Totals { rows_label, columns_label, rows, columns, cells, row_sums, column_sums, .. } = totals else {
        return (BarMode::Horizontal, Vec::new(), Vec::new());
    };
    let row_names: Vec<String> = rows.iter().map(|row| group_name(Some(rows_label), row)).collect();
    if columns.len() < 2 {
        let sums = Series::new(name, row_sums.iter().map(|sum| drawn(number_of(sum))).collect());
        return (BarMode::Horizontal, row_names, vec![sums]);
    }
    let at = |row: usize, column: usize| number_of(cells.get(row)?.get(column)?.as_ref()?);
    if columns.iter().all(|column| matches!(column, Parameter::Month(_))) {
        let year = |column: &Parameter| if let Parameter::Month(month) = column { Some(month.year) } else { None };
        let is_one_year = columns.iter().all(|column| year(column) == year(&columns[0]));
        let months: Vec<String> = columns.iter().map(|column| column_head(None, column, is_one_year)).collect();
        let series = stack(row_names, row_sums, months.len(), at);
        return (BarMode::Stacked, months, series);
    }
    let names = columns.iter().map(|column| group_name(columns_label.as_ref(), column)).collect();
    let series = stack(names, column_sums, row_names.len(), |column, row| at(row, column));
    (BarMode::Stacked, row_names, series)
}

/// Groups as the series of a stack of so many bars, in their order; beyond [`STACKED`] the smaller ones are put together.
fn stack(names: Vec<String>, sums: &[Parameter], bars: usize, value: impl Fn(usize, usize) -> Option<Decimal>) -> Vec<Series> {
    let mut largest: Vec<usize> = (0..names.len()).collect();
    largest.order_by_key(|group| std::cmp::Reverse(sums.get(*group).and_then(number_of)));
    let told = if names.len() > STACKED { STACKED - 1 } else { names.len() };
    let (apart, together) = largest.split_at(told);
    let count = names.len();
    let values = |wanted: &dyn Fn(usize) -> bool| {
        let bar = |bar: usize| {
            let inside = (0..count).filter(|group| wanted(*group)).filter_map(|group| value(group, bar));
            drawn(inside.reduce(|sum, more| sum + more))
        };
        (0..bars).map(bar).collect()
    };
    let kept = names.into_iter().enumerate().filter(|(group, _)| apart.contains(group));
    let mut series: Vec<Series> = kept.map(|(group, name)| Series::new(name, values(&|other| other == group))).collect();
    if !together.is_empty() {
        let rest = t_with("ui.totals.rest", &[("n", &together.len().to_string())]);
        series.push(Series::new(rest, values(&|group| together.contains(&group))));
    }
    series
}

/// Sums over rows and columns below their bars.
pub(crate) fn totals(frame: &Frame, picture: &Picture) -> AnyView {
    let Picture::Totals { rows_label, columns_label, value_label, rows, columns, cells, row_sums, column_sums, total } = picture else {
        return ().into_any();
    };
    let value_name = value_label.as_ref().map_or_else(|| t("ui.picture.count"), label_text);
    let sum_name = || t("ui.picture.sum");
    // Months of one year need no year in each head.
    let year = columns
        .iter()
        .map(|column| if let Parameter::Month(month) = column { Some(month.year) } else { None })
        .reduce(|a, b| if a == b { a } else { None });
    let year = year.flatten().map(|year| year.to_string());
    // The currency stands in the corner with the one scale of all cells, so that they stay narrow.
    let largest = [total].into_iter().chain(row_sums).chain(column_sums).chain(cells.iter().flatten().flatten());
    let scale = format::Scale::of(largest.filter_map(number_of).map(|sum| sum.to_f64().abs()).fold(0.0, f64::max), language());
    let scaled = matches!(total, Parameter::Money(_)) && !columns.is_empty();
    let corner = label_text(rows_label);
    let first = if scaled { head_with_unit(&corner, &scale.unit(&workspace_currency(), language())) } else { corner };
    // Each sum leads to its records; of a large table the sums of rows and columns, or the Tab key would stop at every cell.
    let inner_links = rows.len() * columns.len() <= LINKED_CELLS;
    let href = |row: Option<&Parameter>, column: Option<&Parameter>| {
        let leads = frame.this.is_none() && (inner_links || row.is_none() || column.is_none());
        leads.then(|| frame.session.sum_href(&frame.content, &frame.id, row, column)).flatten()
    };
    let cell_text = |value: Option<&Parameter>, row: Option<&Parameter>, column: Option<&Parameter>| {
        let text = match value {
            Some(Parameter::Money(money)) if scaled && !format::amounts_hidden() => scale.text(money.major().to_f64(), language()),
            other => value_text(other),
        };
        let text = exact_view(value, text);
        match value.and_then(|_| href(row, column)) {
            Some(href) => view! { <a href=href>{text}</a> }.into_any(),
            None => text,
        }
    };
    let mut head = vec![(year.as_ref().map_or(first.clone(), |year| format!("{first} {year}")), false)];
    head.extend(columns.iter().map(|column| (column_head(columns_label.as_ref(), column, year.is_some()), true)));
    head.push((if columns.is_empty() { value_name.clone() } else { sum_name() }, true));
    let mut body: Vec<Vec<AnyView>> = rows
        .iter()
        .zip(cells)
        .zip(row_sums)
        .map(|((row, cells), sum)| {
            let inner = cells.iter().zip(columns).map(|(cell, column)| cell_text(cell.as_ref(), Some(row), Some(column)));
            std::iter::once(value_view(&frame.session, Some(row))).chain(inner).chain([cell_text(Some(sum), Some(row), None)]).collect()
        })
        .collect();
    let sums = column_sums.iter().zip(columns).map(|(sum, column)| cell_text(Some(sum), None, Some(column)));
    body.push(std::iter::once(sum_name().into_any()).chain(sums).chain([cell_text(Some(total), None, None)]).collect());
    let (mode, categories, bars) = bars_of(picture, value_name);
    // Without columns the bars say everything; their table is one press away.
    let below = if columns.is_empty() {
        // Each bar and the sum lead to just their records.
        let told = |name: String, value: &Parameter, href: Option<String>| {
            let text = format!("{name}{}{}", t("ui.format.colon"), short_text(Some(value)));
            match href {
                Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
                None => view! { <li>{text}</li> }.into_any(),
            }
        };
        let parts = rows.iter().zip(row_sums).map(|(row, sum)| told(group_name(Some(rows_label), row), sum, href(Some(row), None))).collect_view();
        view! { <ul class="totals-sum">{told(sum_name(), total, href(None, None))}{parts}</ul> }.into_any()
    } else {
        let rows = body.into_iter().map(|cells| TableRow { cells, ..TableRow::default() }).collect();
        draw(&frame.title, head, rows, Look { sums: true, sticky: true, ..Look::default() })
    };
    let Frame { title, unit, period, source, .. } = frame.clone();
    let format = format_of(&frame.session, Some(total));
    let chart = if mode == BarMode::Stacked { ChartKind::Stacked } else { ChartKind::Bar };
    let counted =
        value_label.is_none().then(|| frame.content.structure.view(&frame.id)?.view.sources().first().map(|source| kind_many(&source.kind)));
    let said = match counted.flatten() {
        Some(kind) => message::of_counts(&kind, &categories, &bars, &format),
        None => message::of_series(chart, &categories, &bars, &format),
    };
    let title = ChartTitle::new(title, said);
    view! {
        <Bar title unit period source categories=Signal::stored(categories) series=Signal::stored(bars) mode=mode format=format test_id=format!("chart-{}", frame.id) />
        {below}
    }
    .into_any()
}

fn column_head(label: Option<&Label>, column: &Parameter, short: bool) -> String {
    match column {
        // All in one year: the month alone tells them apart.
        Parameter::Month(month) if short => {
            let names = t("ui.format.months_short");
            names.split(',').nth(month.month as usize - 1).unwrap_or_default().to_owned()
        }
        other => group_name(label, other),
    }
}

/// What happened, newest first.
pub(crate) fn timeline(frame: &Frame, entries: &[(Date, Card, Vec<Label>)]) -> AnyView {
    let items = entries
        .iter()
        .map(|(day, card, labels)| {
            let what = t_with("ui.picture.entry", &[("kind", &kind_label(&card.kind)), ("date", &date_text(*day))]);
            view! { <li class="timeline-entry"><p class="timeline-when">{what}</p><p>{record_link(frame, card)}</p>{facts(frame, labels, &card.values)}</li> }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::Month;

    use super::*;

    fn totals_by(columns: Vec<Parameter>, rows: usize) -> Picture {
        let value = |row: usize, column: usize| Parameter::Count(((row + 1) * 10 + column) as i64);
        let of_row = |row: usize| -> Vec<Option<Parameter>> { (0..columns.len()).map(|column| Some(value(row, column))).collect() };
        Picture::Totals {
            rows_label: Vec::new(),
            columns_label: None,
            value_label: None,
            rows: (0..rows).map(|row| Parameter::Text(format!("row {row}"))).collect(),
            cells: (0..rows).map(of_row).collect(),
            row_sums: (0..rows).map(|row| flow::sum(of_row(row).into_iter().flatten())).collect(),
            column_sums: Vec::new(),
            total: Parameter::Count(0),
            columns,
        }
    }

    #[test]
    fn sums_by_month_are_drawn_month_by_month() {
        let months = || vec![Parameter::Month(Month { year: 2026, month: 1 }), Parameter::Month(Month { year: 2026, month: 2 })];
        let (mode, categories, series) = bars_of(&totals_by(months(), 3), String::new());
        assert_eq!((mode, categories.len(), series.len()), (BarMode::Stacked, 2, 3));
        assert_eq!(series[1].values, [Some(20.0), Some(21.0)]);
        // More rows than colours: the smaller ones together.
        let (_, _, series) = bars_of(&totals_by(months(), 7), String::new());
        assert_eq!(series.len(), STACKED);
        assert_eq!((series[0].name.as_str(), series[4].values[0]), ("row 3", Some(60.0)), "10 + 20 + 30");
        // Columns that are no months: a bar for each row with its columns in it.
        let (mode, categories, series) = bars_of(&totals_by(vec![Parameter::Count(1), Parameter::Count(2)], 3), String::new());
        assert_eq!((mode, categories.len(), series.len()), (BarMode::Stacked, 3, 2));
        assert_eq!(series[1].values, [Some(11.0), Some(21.0), Some(31.0)]);
        // A single column repeats the sums of the rows.
        let (mode, _, series) = bars_of(&totals_by(vec![Parameter::Count(1)], 3), String::new());
        assert_eq!((mode, series.len()), (BarMode::Horizontal, 1));
    }
}
