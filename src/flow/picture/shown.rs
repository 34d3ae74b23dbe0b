//! What a view shows.

use std::collections::BTreeMap;

use model::{Date, Decimal, FieldType, Fields, Id, Key, Kind, Link, Record};

use super::definition::{CellDef, ChartKind, FigureDef, GridColumns, View};
use super::grouped::{charted, totals};
use crate::expression::{Evaluator, Expression, Source, day_of, number_of, sum};
use crate::finding::{Parameter, title_of};

/// Keys of a label, best first; the first that the language knows is shown.
pub type Label = Vec<String>;

/// A record with facts about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: Key,
    /// Its title.
    pub title: Parameter,
    /// Values in the order of the definition.
    pub values: Vec<Option<Parameter>>,
}

/// A stretch on a time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The record.
    pub card: Card,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Heading it stands under.
    pub group: Option<Parameter>,
    /// 0–1.
    pub progress: Option<Decimal>,
}

/// A record on a map: across, up, size, group.
pub type MapPoint = (Card, Parameter, Parameter, Option<Parameter>, Option<Parameter>);

/// Where an entry of a calendar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayState {
    /// Before today and not done.
    Overdue,
    /// Done.
    Done,
    /// Called off, or its day passed without it.
    Missed,
    /// To come.
    Planned,
}

/// One series of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesData {
    /// A label by keys, or the words of a value.
    pub name: Result<Label, Parameter>,
    /// One value for each category.
    pub values: Vec<Option<Decimal>>,
}

/// What a view shows.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are described on the variants of `View`")]
pub enum Picture {
    Board {
        kind: Key,
        group: Key,
        lines: Vec<Label>,
        columns: Vec<(String, Vec<Card>)>,
    },
    List {
        kind: Key,
        columns: Vec<Label>,
        rows: Vec<Card>,
    },
    Cards {
        kind: Key,
        lines: Vec<Label>,
        cards: Vec<Card>,
    },
    Ranking {
        kind: Key,
        value: Label,
        columns: Vec<Label>,
        rows: Vec<(Card, Option<Parameter>)>,
        /// The places of those that its title tells of; nothing where it tells of none.
        told: Option<Vec<usize>>,
    },
    Map {
        x: Label,
        y: Label,
        size: Option<Label>,
        points: Vec<MapPoint>,
    },
    Matrix {
        kind: Key,
        x: Key,
        y: Key,
        items: Vec<(Card, i64, i64)>,
    },
    Grid {
        cell: CellDef,
        rows: Vec<Card>,
        columns: Vec<(String, Parameter)>,
        cells: BTreeMap<(Id, String), Id>,
    },
    Tree {
        kind: Key,
        lines: Vec<Label>,
        nodes: Vec<(Card, Option<Id>)>,
    },
    Gantt {
        kind: Key,
        today: Date,
        bars: Vec<Stretch>,
    },
    Calendar {
        kind: Key,
        today: Date,
        lines: Vec<Label>,
        entries: Vec<(Card, Date, DayState)>,
    },
    Totals {
        rows_label: Label,
        columns_label: Option<Label>,
        value_label: Option<Label>,
        rows: Vec<Parameter>,
        columns: Vec<Parameter>,
        cells: Vec<Vec<Option<Parameter>>>,
        row_sums: Vec<Parameter>,
        column_sums: Vec<Parameter>,
        total: Parameter,
    },
    Chart {
        chart: ChartKind,
        x: Label,
        categories: Vec<Parameter>,
        series: Vec<SeriesData>,
        unit: Option<Parameter>,
    },
    Funnel {
        kind: Key,
        stage: Key,
        stages: Vec<(String, usize)>,
    },
    Figures(Vec<(String, Option<Parameter>)>),
    /// The values of a card are its steps after the record itself.
    Chain {
        kind: Key,
        steps: Vec<Label>,
        rows: Vec<Card>,
    },
    Timeline(Vec<(Date, Card, Vec<Label>)>),
}

impl View {
    /// What it shows now; `None` when its kind is unknown.
    pub fn picture(&self, evaluator: &Evaluator<'_>) -> Option<Picture> {
        let registry = evaluator.context.registry;
        let kind = self.sources().first().and_then(|source| registry.kind(&source.kind));
        let labels =
            |expressions: &[Expression], kind: &'static Kind| expressions.iter().map(|one| one.label_keys(kind, registry)).collect::<Vec<_>>();
        let cards = |source: &Source, expressions: &[Expression]| -> Vec<Card> {
            evaluator.records(source).iter().map(|record| card(evaluator, record, expressions)).collect()
        };
        Some(match self {
            Self::Board { source, group, card: lines } => {
                let kind = kind?;
                let field = kind.field(group)?;
                let mut columns: Vec<(String, Vec<Card>)> = field.choices.codes().iter().map(|code| ((*code).to_owned(), Vec::new())).collect();
                for record in evaluator.records(source) {
                    let code = record.field(group).and_then(|json| json.as_str()).unwrap_or_default();
                    let index = columns.iter().position(|(known, _)| known == code).unwrap_or_else(|| {
                        // What is not sorted yet, or by a code of the company's own, has its column at the end.
                        columns.push((code.to_owned(), Vec::new()));
                        columns.len() - 1
                    });
                    columns[index].1.push(card(evaluator, &record, lines));
                }
                Picture::Board { kind: source.kind.clone(), group: group.clone(), lines: labels(lines, kind), columns }
            }
            Self::List { source, columns } => {
                Picture::List { kind: source.kind.clone(), columns: labels(columns, kind?), rows: cards(source, columns) }
            }
            Self::Chain { source, steps } => Picture::Chain { kind: source.kind.clone(), steps: labels(steps, kind?), rows: cards(source, steps) },
            Self::Cards { source, lines } => Picture::Cards { kind: source.kind.clone(), lines: labels(lines, kind?), cards: cards(source, lines) },
            Self::Ranking { source, value, columns, told } => {
                let kind = kind?;
                let records = evaluator.records(source);
                let mut rows: Vec<(Card, Option<Parameter>)> =
                    records.iter().map(|record| (card(evaluator, record, columns), evaluator.value(value, record))).collect();
                rows.sort_by_key(|(_, value)| std::cmp::Reverse(value.as_ref().and_then(number_of)));
                let accepted = |id| records.iter().any(|record| record.id == id && evaluator.accepts(told, record));
                let places = || (0..rows.len()).filter(|place| accepted(rows[*place].0.id)).collect();
                let told = (!told.is_empty()).then(places);
                Picture::Ranking { kind: source.kind.clone(), value: value.label_keys(kind, registry), columns: labels(columns, kind), rows, told }
            }
            Self::Map { source, x, y, size, tone } => {
                let kind = kind?;
                let records = evaluator.records(source);
                let points = records.iter().filter_map(|record| {
                    let measured = |expression: &Expression| evaluator.value(expression, record).filter(|value| number_of(value).is_some());
                    let (x, y) = (measured(x)?, measured(y)?);
                    let size = size.as_ref().and_then(measured);
                    let tone = tone.as_ref().and_then(|tone| evaluator.value(tone, record));
                    Some((card(evaluator, record, &[]), x, y, size, tone))
                });
                let points = points.collect();
                let label = |expression: &Expression| expression.label_keys(kind, registry);
                Picture::Map { x: label(x), y: label(y), size: size.as_ref().map(label), points }
            }
            Self::Matrix { source, x, y } => {
                let score = |record: &Record, name: &Key| record.field(name).and_then(model::Score::read);
                let items = evaluator
                    .records(source)
                    .iter()
                    .filter_map(|record| Some((card(evaluator, record, &[]), score(record, x)?, score(record, y)?)))
                    .collect();
                Picture::Matrix { kind: source.kind.clone(), x: x.clone(), y: y.clone(), items }
            }
            Self::Grid { rows, columns, cell } => grid(evaluator, rows, columns, cell),
            Self::Tree { source, parent, lines } => {
                let records = evaluator.records(source);
                let shown: Vec<Id> = records.iter().map(|record| record.id).collect();
                let nodes = records.iter().map(|record| {
                    let above = record.field(parent).and_then(Link::read).filter(|id| shown.contains(id) && *id != record.id);
                    (card(evaluator, record, lines), above)
                });
                Picture::Tree { kind: source.kind.clone(), lines: labels(lines, kind?), nodes: nodes.collect() }
            }
            Self::Gantt { source, start, end, group, progress, done } => {
                let records = evaluator.records(source);
                let bars = records.iter().map(|record| {
                    let value = |expression: &Expression| evaluator.value(expression, record);
                    // A mistyped year is told at its field; drawn, it would press all other bars into a line.
                    let last = match value(end) {
                        Some(Parameter::Span(span)) => Some(span.to),
                        Some(Parameter::Month(month)) => month.last_day(),
                        other => other.as_ref().and_then(day_of),
                    };
                    let told = progress.as_ref().and_then(|progress| evaluator.number(progress, record));
                    Stretch {
                        card: card(evaluator, record, &[]),
                        start: value(start).as_ref().and_then(day_of).filter(model::is_likely),
                        end: last.filter(model::is_likely),
                        group: group.as_ref().and_then(value),
                        // Where the records say when they are done, nobody need have told how far the others are.
                        progress: match () {
                            () if !done.is_empty() && evaluator.accepts(done, record) => Some(Decimal::ONE),
                            () => told.or((!done.is_empty()).then_some(Decimal::ZERO)),
                        },
                    }
                });
                Picture::Gantt { kind: source.kind.clone(), today: evaluator.context.today, bars: bars.collect() }
            }
            Self::Calendar { source, date, lines, done, missed } => {
                let today = evaluator.context.today;
                let mut entries: Vec<(Card, Date, DayState)> = evaluator
                    .records(source)
                    .iter()
                    .filter_map(|record| {
                        let day = evaluator.value(date, record).as_ref().and_then(day_of)?;
                        let state = match () {
                            () if !done.is_empty() && evaluator.accepts(done, record) => DayState::Done,
                            () if !missed.is_empty() && evaluator.accepts(missed, record) => DayState::Missed,
                            () if day < today => DayState::Overdue,
                            () => DayState::Planned,
                        };
                        Some((card(evaluator, record, lines), day, state))
                    })
                    .collect();
                entries.sort_by_key(|(_, day, _)| *day);
                Picture::Calendar { kind: source.kind.clone(), today, lines: labels(lines, kind?), entries }
            }
            Self::Totals { source, rows, columns, value } => totals(evaluator, kind?, source, rows, columns.as_ref(), value.as_ref()),
            Self::Chart { chart, source, x, values, series } => charted(evaluator, kind?, *chart, source, x, values, series.as_ref()),
            Self::Funnel { source, stage } => {
                let field = kind?.field(stage)?;
                let records = evaluator.records(source);
                let stages = field.choices.codes().iter().map(|code| {
                    let inside = records.iter().filter(|record| record.field(stage).and_then(|json| json.as_str()) == Some(code));
                    ((*code).to_owned(), inside.count())
                });
                Picture::Funnel { kind: source.kind.clone(), stage: stage.clone(), stages: stages.collect() }
            }
            Self::Figures { figures } => {
                Picture::Figures(figures.iter().map(|figure| (figure.id.clone(), figure_value(evaluator, figure))).collect())
            }
            Self::Timeline { entries } => {
                let mut all = Vec::new();
                for entry in entries {
                    let kind = registry.kind(&entry.source.kind)?;
                    for record in evaluator.records(&entry.source) {
                        if let Some(day) = evaluator.value(&entry.date, &record).as_ref().and_then(day_of) {
                            all.push((day, card(evaluator, &record, &entry.lines), labels(&entry.lines, kind)));
                        }
                    }
                }
                all.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
                Picture::Timeline(all)
            }
        })
    }
}

/// A record with facts about it.
pub fn card(evaluator: &Evaluator<'_>, record: &Record, expressions: &[Expression]) -> Card {
    Card {
        id: record.id,
        kind: record.kind.clone(),
        title: title_of(record, &evaluator.context),
        values: expressions.iter().map(|expression| evaluator.value(expression, record)).collect(),
    }
}

fn grid(evaluator: &Evaluator<'_>, rows: &Source, columns: &GridColumns, cell: &CellDef) -> Picture {
    let columns: Vec<(String, Parameter)> = match columns {
        GridColumns::Records(source) => {
            evaluator.records(source).iter().map(|record| (record.id.to_string(), title_of(record, &evaluator.context))).collect()
        }
        GridColumns::Choices(choices) => {
            let (kind, field) = choices.split_once('.').unwrap_or((choices, ""));
            let codes = evaluator.context.registry.kind(kind).and_then(|kind| kind.field(field)).map_or(&[][..], |field| field.choices.codes());
            codes.iter().map(|code| ((*code).to_owned(), Parameter::choice(kind, field, code))).collect()
        }
    };
    let mut cells = BTreeMap::new();
    for record in evaluator.context.records.of_kind(&cell.kind) {
        let column = record.field(&cell.column).and_then(|json| json.as_str());
        if let (Some(row), Some(column)) = (record.field(&cell.row).and_then(Link::read), column) {
            cells.insert((row, column.to_owned()), record.id);
        }
    }
    let rows = evaluator.records(rows).iter().map(|record| card(evaluator, record, &[])).collect();
    Picture::Grid { cell: cell.clone(), rows, columns, cells }
}

fn figure_value(evaluator: &Evaluator<'_>, figure: &FigureDef) -> Option<Parameter> {
    if let Some(name) = &figure.named {
        return (evaluator.rules.figure_named(name)?)(&evaluator.context);
    }
    let records = evaluator.records(figure.source.as_ref()?);
    if let Some(value) = &figure.sum {
        return Some(sum(records.iter().filter_map(|record| evaluator.value(value, record))));
    }
    if let Some(value) = &figure.mean {
        let found: Vec<Parameter> = records.iter().filter_map(|record| evaluator.value(value, record)).collect();
        let total = number_of(&sum(found.iter().cloned()))?;
        let mean = total.over(Decimal::from_int(found.len() as i64))?;
        return Some(match found.first()? {
            Parameter::Money(_) => Parameter::Money(model::Money::from_major(mean)),
            Parameter::Ratio(_) => Parameter::Ratio(mean),
            _ => Parameter::Number(mean.rounded(2)),
        });
    }
    if figure.of.is_empty() {
        return Some(Parameter::Count(records.len() as i64));
    }
    let meeting = records.iter().filter(|record| evaluator.accepts(&figure.of, record)).count();
    Decimal::from_int(meeting as i64).over(Decimal::from_int(records.len() as i64)).map(Parameter::Ratio)
}
