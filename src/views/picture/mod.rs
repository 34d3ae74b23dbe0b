//! Draws the views that content declares (`flow::View`): what they show is worked out there, how it looks is here.

mod board;
mod chain;
mod charts;
mod empty;
mod grid;
mod message;
mod tables;

use std::sync::Arc;

use flow::{Card, Content, Context, Evaluator, Label, Missing, Origin, Parameter, Picture, Unit};
use leptos::prelude::*;
use model::{Decimal, Id};
use ui::lang::{has, language, t, t_with};
use ui::{ValueFormat, format, live};

use crate::labels::{date_text, kind_many};
use crate::route::Place;
use crate::session::{Session, parameter_text, session, workspace_currency};
pub(crate) use empty::line as empty_line;
pub(crate) use tables::{ems, traced, unit_beside};

/// How a view is drawn.
#[derive(Clone)]
pub(crate) struct Frame {
    /// Where the records are.
    pub(crate) session: Session,
    /// The pillar whose view it is.
    pub(crate) content: Arc<Content>,
    /// Title of the picture.
    pub(crate) title: String,
    /// Id in tests and of the elements inside.
    pub(crate) id: String,
    /// The record on whose page it stands.
    pub(crate) this: Option<Id>,
    /// In a document nothing can be changed.
    pub(crate) printed: bool,
    /// What its numbers are counted in.
    pub(crate) unit: String,
    /// From when to when they are.
    pub(crate) period: String,
    /// The records they are taken from.
    pub(crate) source: String,
}

/// What a view shows now, and of what; what it waits for, if it is nothing.
#[derive(PartialEq)]
struct Shown {
    picture: Picture,
    origin: Origin,
    missing: Option<Missing>,
}

/// A view of a pillar by its id; nothing when the pillar has no such view.
#[component]
pub fn PictureView(
    content: Arc<Content>,
    id: String,
    /// The record whose page this is.
    #[prop(optional_no_strip)]
    this: Option<Id>,
    /// Part of a document: nothing can be changed.
    #[prop(optional)]
    printed: bool,
) -> AnyView {
    picture_view(content, id, this, printed)
}

ui::chunk! {
    pictures: Part fn picture_view(content: Arc<Content>, id: String, this: Option<Id>, printed: bool) { picture_of(content, id, this, printed) }
}

fn picture_of(content: Arc<Content>, id: String, this: Option<Id>, printed: bool) -> AnyView {
    let session = session();
    let Some(view) = content.structure.view(&id).cloned() else { return ().into_any() };
    let title = content.texts.tools.get(&id).map(|texts| texts.title.clone()).unwrap_or_default();
    let reader = session.clone();
    let shown = Memo::new(move |_| {
        reader.evaluated(this, |evaluator| {
            let picture = view.view.picture(evaluator)?;
            let missing = picture.is_empty().then(|| view.view.missing(evaluator)).flatten();
            Some(Shown { origin: view.origin(evaluator, &picture), picture, missing })
        })
    });
    let begun = empty::Begun::new();
    let plain = this.is_some() || printed;
    let frame = Frame { session, content, title, id, this, printed, unit: String::new(), period: String::new(), source: String::new() };
    let picture = live(move || {
        shown.with(|shown| {
            shown.as_ref().map(|shown| match &shown.missing {
                Some(missing) if plain => empty::line(&frame.session, &frame.content, missing),
                Some(missing) => empty::empty(&frame, missing, begun),
                None => draw(&frame.drawn_from(&shown.origin), &shown.picture),
            })
        })
    });
    view! { {picture}{(!plain).then(|| begun.drawer())} }.into_any()
}

impl Frame {
    /// The same with the words for unit, period and source.
    fn drawn_from(&self, origin: &Origin) -> Self {
        let separator = t("ui.format.list_separator");
        let own = self.content.texts.tools.get(&self.id).map(|texts| texts.unit.clone()).unwrap_or_default();
        let units: Vec<String> = origin.units.iter().map(unit_text).collect();
        let sources = origin.sources.iter().map(|(kind, count)| t_with("ui.chart.records", &[("kind", &kind_many(kind)), ("n", &count.to_string())]));
        Self {
            unit: if own.is_empty() { units.join(&separator) } else { own },
            period: match origin.period {
                Some(span) if span.from == span.to => date_text(span.from),
                Some(span) => parameter_text(&Parameter::Span(span), &[]),
                None => t_with("ui.chart.as_of", &[("date", &date_text(self.session.today.get()))]),
            },
            source: sources.collect::<Vec<_>>().join(&separator),
            ..self.clone()
        }
    }
}

fn unit_text(unit: &Unit) -> String {
    match unit {
        Unit::Money => format::currency_unit(&workspace_currency()),
        Unit::Share => "%".to_owned(),
        Unit::Count => t("ui.picture.count"),
        Unit::Marks(low, high) => t_with("ui.chart.marks", &[("low", &low.to_string()), ("high", &high.to_string())]),
    }
}

fn draw(frame: &Frame, picture: &Picture) -> AnyView {
    match picture {
        Picture::Board { kind, group, lines, columns } => board::board(frame, kind, group, lines, columns),
        Picture::List { kind, columns, rows } => tables::list(frame, kind, columns, rows),
        Picture::Chain { kind, steps, rows } => chain::chain(frame, kind, steps, rows),
        Picture::Cards { lines, cards, .. } => tables::cards(frame, lines, cards),
        Picture::Ranking { kind, value, columns, rows, told } => tables::ranking(frame, kind, value, columns, rows, told.as_deref()),
        Picture::Grid { cell, rows, columns, cells } => grid::grid(frame, cell, rows, columns, cells),
        Picture::Totals { .. } => tables::totals(frame, picture),
        Picture::Figures(figures) => tables::figures(frame, figures),
        Picture::Timeline(entries) => tables::timeline(frame, entries),
        other => charts::chart(frame, other),
    }
}

impl Session {
    /// Works something out on the records as they are; the running view follows every change.
    pub fn evaluated<T>(&self, this: Option<Id>, work: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        let records = self.workspace.tracked_any();
        let registry = self.registry();
        let rules = self.rules.get();
        let evaluator = Evaluator::new(Context { records: &records, registry: &registry, today: self.today.get() }, &rules);
        match this {
            Some(id) => work(&evaluator.on_page_of(id)),
            None => work(&evaluator),
        }
    }
}

/// What bars beside each other say; none where nothing stands out.
pub fn comparison(names: &[String], lines: &[ui::Series], format: &ui::ValueFormat) -> Option<String> {
    message::of_series(flow::ChartKind::Bar, names, lines, format)
}

/// The label that the language knows, best first.
pub(crate) fn label_text(label: &Label) -> String {
    let known = label.iter().find(|key| has(key)).or(label.last());
    known.map(|key| t(key)).unwrap_or_default()
}

/// A value as people read it; `--` for none.
pub(crate) fn value_text(value: Option<&Parameter>) -> String {
    value.map(|value| parameter_text(value, &[])).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| format::missing().to_owned())
}

/// A value in few characters, for cross tables: amounts with 万 or M.
pub(crate) fn short_text(value: Option<&Parameter>) -> String {
    match value {
        Some(Parameter::Money(money)) => format::money_short(money.major().to_f64(), &workspace_currency(), language()),
        other => value_text(other),
    }
}

fn begins_with_record(list: &[Parameter]) -> bool {
    match list.first() {
        Some(Parameter::Record(..)) => true,
        Some(Parameter::List(inner)) => begins_with_record(inner),
        _ => false,
    }
}

/// A value with links where it names records.
pub(crate) fn value_view(session: &Session, value: Option<&Parameter>) -> AnyView {
    match value {
        Some(Parameter::Record(id, title)) => match session.records().get(*id) {
            Some(record) => {
                let href = session.href(Place::Record(record.kind.to_string(), *id));
                view! { <a href=href>{parameter_text(title, &[])}</a> }.into_any()
            }
            None => parameter_text(title, &[]).into_any(),
        },
        Some(Parameter::List(list)) if begins_with_record(list) => {
            let between = t("ui.format.list_separator");
            let items = list.iter().enumerate().map(|(index, item)| {
                let separator = (index > 0).then(|| between.clone());
                view! { {separator}{value_view(session, Some(item))} }
            });
            items.collect_view().into_any()
        }
        Some(Parameter::Rows(heads, rows)) => {
            let units: Vec<Option<Unit>> =
                (0..heads.len()).map(|index| tables::unit_of(rows.iter().filter_map(|row| row.get(index).and_then(Option::as_ref)))).collect();
            let held = |index: usize| rows.iter().filter_map(move |row| row.get(index).and_then(Option::as_ref));
            let places: Vec<usize> = units.iter().enumerate().map(|(index, unit)| tables::places_of(held(index), *unit)).collect();
            let heading = |(index, key): (usize, &String)| {
                let numeric = held(index).any(|cell| is_number(Some(cell)));
                view! { <th scope="col" class:is-number=numeric>{tables::head_of(&t(key), units[index])}</th> }
            };
            let head = heads.iter().enumerate().map(heading).collect_view();
            let cells = |row: &Vec<Option<Parameter>>| {
                let shown = |(index, cell): (usize, &Option<Parameter>)| {
                    let inside =
                        tables::cell_view(session, cell.as_ref(), units.get(index).copied().flatten(), places.get(index).copied().unwrap_or(0));
                    view! { <td class:is-number=is_number(cell.as_ref())>{inside}</td> }
                };
                row.iter().enumerate().map(shown).collect_view()
            };
            let body = rows.iter().map(|row| view! { <tr>{cells(row)}</tr> }).collect_view();
            view! {
                // Without a name it is no landmark: a document would have many of the same name.
                <section class="inner-rows" tabindex="0">
                    <table class="table table-inner"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>
                </section>
            }
            .into_any()
        }
        Some(Parameter::Month(_)) => view! { <span class="nowrap">{value_text(value)}</span> }.into_any(),
        other => exact_view(other, value_text(other)),
    }
}

/// A text that carries the exact value behind it, for the files that are made of what the page shows.
pub(crate) fn exact_view(value: Option<&Parameter>, text: String) -> AnyView {
    let (name, exact) = match value {
        Some(Parameter::Number(number) | Parameter::Quantity(number, _)) => ("number", number.to_string()),
        Some(Parameter::Count(count)) => ("number", count.to_string()),
        Some(Parameter::Ratio(rate)) => ("rate", rate.to_string()),
        Some(Parameter::Money(_)) if format::amounts_hidden() => return text.into_any(),
        Some(Parameter::Money(money)) => ("amount", money.major().to_string()),
        Some(Parameter::Date(date)) => ("date", date.to_string()),
        _ => return text.into_any(),
    };
    let whole = matches!(value, Some(Parameter::Date(_) | Parameter::Money(_)));
    view! { <span class:nowrap=whole data-type=name data-value=exact>{text}</span> }.into_any()
}

/// Whether a value stands to the right in a table.
pub(crate) fn is_number(value: Option<&Parameter>) -> bool {
    matches!(value, Some(Parameter::Number(_) | Parameter::Quantity(..) | Parameter::Ratio(_) | Parameter::Money(_) | Parameter::Count(_)))
}

/// Address of a card's record.
pub(crate) fn href_of(session: &Session, card: &Card) -> String {
    session.href(Place::Record(card.kind.to_string(), card.id))
}

/// Title of a card.
pub(crate) fn title_of(card: &Card) -> String {
    parameter_text(&card.title, &[])
}

/// The card's facts as lines `label: value`, without the empty ones.
pub(crate) fn lines_of(labels: &[Label], card: &Card) -> Vec<String> {
    let filled = labels.iter().zip(&card.values).filter_map(|(label, value)| value.as_ref().map(|value| (label, value)));
    filled.map(|(label, value)| format!("{}{}{}", label_text(label), t("ui.format.colon"), value_text(Some(value)))).collect()
}

/// How the numbers of a picture are written, from one of its values.
pub(crate) fn format_of(session: &Session, value: Option<&Parameter>) -> ValueFormat {
    match value {
        Some(Parameter::Ratio(_)) => ValueFormat::Rate,
        Some(Parameter::Money(_)) => ValueFormat::Money(session.currency.get_untracked()),
        _ => ValueFormat::Number(2),
    }
}

/// A number for drawing.
pub(crate) fn drawn(value: Option<Decimal>) -> Option<f64> {
    value.map(Decimal::to_f64)
}
