//! What a picture is drawn from: unit, period and records; and what it waits for while there is nothing to draw.

use model::{Date, FieldDef, Key, Kind, Span, ValueType};

use super::definition::{FigureDef, View, ViewDef};
use super::shown::{Label, Picture};
use crate::expression::{Evaluator, Expression, Source, day_of};
use crate::finding::Parameter;

/// What the numbers of a picture are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The currency of the workspace.
    Money,
    /// Percent.
    Share,
    /// How many.
    Count,
    /// Marks from the lowest to the highest.
    Marks(i64, i64),
}

/// Whole numbers that reach further are no marks.
const MARKS: i64 = 100;

/// Where the numbers of a picture come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Each once; none where the numbers are of another unit, which the words of the view tell.
    pub units: Vec<Unit>,
    /// From the first day to the last; none for what is drawn as it stands today.
    pub period: Option<Span>,
    /// The kinds with the number of records, each once.
    pub sources: Vec<(Key, usize)>,
}

/// What a view waits for while it has nothing to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// There are no records of these kinds.
    Records(Vec<Key>),
    /// None of the records of this kind has these values.
    Values(Key, Vec<Label>),
    /// No record of this kind belongs here.
    Matches(Key),
}

impl ViewDef {
    /// One of its figures.
    pub fn figure(&self, id: &str) -> Option<&FigureDef> {
        let View::Figures { figures } = &self.view else { return None };
        figures.iter().find(|figure| figure.id == id)
    }

    /// Where the numbers of its picture come from.
    pub fn origin(&self, evaluator: &Evaluator<'_>, picture: &Picture) -> Origin {
        let mut sources: Vec<(Key, usize)> = Vec::new();
        for source in self.view.sources() {
            let count = evaluator.records(source).len();
            match sources.iter_mut().find(|(kind, _)| *kind == source.kind) {
                Some((_, known)) => *known = count.max(*known),
                None => sources.push((source.kind.clone(), count)),
            }
        }
        let drawn = || around(picture.days().into_iter()).or_else(|| self.recorded(evaluator));
        Origin { units: self.view.units(evaluator, picture), period: if self.cumulative { None } else { drawn() }, sources }
    }

    /// From the first to the last day of its records: by the day that content names, else by the day or period without
    /// which a record of the kind is none.
    fn recorded(&self, evaluator: &Evaluator<'_>) -> Option<Span> {
        let source = *self.view.sources().first()?;
        let kind = evaluator.context.registry.kind(&source.kind)?;
        let dates = |field: &&FieldDef| match field.value {
            ValueType::Date | ValueType::Month | ValueType::Instant => field.required,
            ValueType::Span => true,
            _ => false,
        };
        let own = || Expression::try_from(kind.fields.iter().find(dates)?.name.to_owned()).ok();
        let day = self.period.clone().or_else(own)?;
        around(evaluator.records(source).iter().filter_map(|record| span_of(&evaluator.value(&day, record)?)))
    }
}

impl View {
    fn units(&self, evaluator: &Evaluator<'_>, picture: &Picture) -> Vec<Unit> {
        let registry = evaluator.context.registry;
        let kind = self.sources().first().and_then(|source| registry.kind(&source.kind));
        let of = |expression: &Expression, sample: Option<&Parameter>| {
            let field = kind.and_then(|kind| expression.field(kind, registry)).map(|(_, field)| field);
            match (field.map(|field| field.value), sample) {
                (Some(ValueType::Score), _) => match field.map(|field| (field.min.unwrap_or(0.0) as i64, field.max.unwrap_or(5.0) as i64)) {
                    Some((low, high)) if high <= MARKS => Some(Unit::Marks(low, high)),
                    _ => Some(Unit::Count),
                },
                (_, Some(Parameter::Money(_))) => Some(Unit::Money),
                (_, Some(Parameter::Ratio(_))) => Some(Unit::Share),
                (_, Some(Parameter::Count(_))) => Some(Unit::Count),
                _ => None,
            }
        };
        let mut found: Vec<Option<Unit>> = match (self, picture) {
            (Self::Chart { values, .. }, Picture::Chart { unit, .. }) => values.iter().map(|value| of(value, unit.as_ref())).collect(),
            (Self::Totals { value: Some(value), .. }, Picture::Totals { total, .. }) => vec![of(value, Some(total))],
            (Self::Totals { .. }, _) => vec![Some(Unit::Count)],
            (Self::Ranking { value, .. }, Picture::Ranking { rows, .. }) => vec![of(value, rows.iter().find_map(|(_, value)| value.as_ref()))],
            (Self::Map { x, y, .. }, Picture::Map { points, .. }) => {
                let point = points.first();
                vec![of(x, point.map(|point| &point.1)), of(y, point.map(|point| &point.2))]
            }
            (Self::Matrix { x, y, .. }, _) => {
                [x, y].into_iter().filter_map(|name| Expression::try_from(name.to_string()).ok()).map(|score| of(&score, None)).collect()
            }
            (Self::Funnel { .. }, _) => vec![Some(Unit::Count)],
            _ => Vec::new(),
        };
        found.dedup();
        found.into_iter().flatten().collect()
    }

    /// What it waits for; only asked while its picture is empty.
    pub fn missing(&self, evaluator: &Evaluator<'_>) -> Option<Missing> {
        let sources = self.sources();
        let mut none: Vec<Key> = Vec::new();
        for source in &sources {
            if evaluator.context.records.count(&source.kind) == 0 && !none.contains(&source.kind) {
                none.push(source.kind.clone());
            }
        }
        // A cross table needs its rows and its columns; the others show whatever there is.
        if !none.is_empty() && (matches!(self, Self::Grid { .. }) || none.len() == sources.len()) {
            return Some(Missing::Records(none));
        }
        let first: &Source = sources.first()?;
        let kind = evaluator.context.registry.kind(&first.kind)?;
        if evaluator.records(first).is_empty() {
            return Some(Missing::Matches(first.kind.clone()));
        }
        Some(match self.needed(kind, evaluator) {
            labels if labels.is_empty() => Missing::Matches(first.kind.clone()),
            labels => Missing::Values(first.kind.clone(), labels),
        })
    }

    /// The values without which a record is not drawn.
    fn needed(&self, kind: &'static Kind, evaluator: &Evaluator<'_>) -> Vec<Label> {
        let label = |expression: &Expression| expression.label_keys(kind, evaluator.context.registry);
        let field = |name: &Key| vec![format!("field.{}.{name}", kind.name)];
        match self {
            Self::Map { x, y, .. } => vec![label(x), label(y)],
            Self::Matrix { x, y, .. } => vec![field(x), field(y)],
            Self::Calendar { date, .. } => vec![label(date)],
            Self::Chart { x, values, .. } => std::iter::once(x).chain(values).filter(|one| !one.is_itself()).map(label).collect(),
            Self::Totals { value: Some(value), .. } => vec![label(value)],
            Self::Funnel { stage, .. } => vec![field(stage)],
            _ => Vec::new(),
        }
    }
}

impl Picture {
    /// Nothing is there to be drawn.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Board { columns, .. } => columns.iter().all(|(_, cards)| cards.is_empty()),
            Self::List { rows, .. } | Self::Chain { rows, .. } => rows.is_empty(),
            Self::Cards { cards, .. } => cards.is_empty(),
            Self::Ranking { rows, .. } => rows.is_empty(),
            Self::Map { points, .. } => points.is_empty(),
            Self::Matrix { items, .. } => items.is_empty(),
            Self::Grid { rows, columns, .. } => rows.is_empty() || columns.is_empty(),
            Self::Tree { nodes, .. } => nodes.is_empty(),
            Self::Gantt { bars, .. } => bars.is_empty(),
            Self::Calendar { entries, .. } => entries.is_empty(),
            Self::Totals { rows, .. } => rows.is_empty(),
            Self::Chart { series, .. } => series.iter().all(|line| line.values.iter().all(Option::is_none)),
            Self::Funnel { stages, .. } => stages.iter().all(|(_, count)| *count == 0),
            Self::Timeline(entries) => entries.is_empty(),
            Self::Figures(_) => false,
        }
    }

    /// The days and periods that it draws.
    fn days(&self) -> Vec<Span> {
        match self {
            Self::Chart { categories, .. } => categories.iter().filter_map(span_of).collect(),
            Self::Totals { rows, columns, .. } => rows.iter().chain(columns).filter_map(span_of).collect(),
            Self::Gantt { bars, .. } => bars.iter().flat_map(|bar| bar.start.into_iter().chain(bar.end)).map(day).collect(),
            Self::Calendar { entries, .. } => entries.iter().map(|(_, date, _)| day(*date)).collect(),
            _ => Vec::new(),
        }
    }
}

fn day(date: Date) -> Span {
    Span { from: date, to: date }
}

/// A day, month or period.
fn span_of(value: &Parameter) -> Option<Span> {
    match value {
        Parameter::Span(span) => Some(*span),
        Parameter::Month(month) => Some(Span { from: month.first_day()?, to: month.last_day()? }),
        Parameter::Date(_) | Parameter::Instant(_) => day_of(value).map(day),
        _ => None,
    }
}

fn around(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(|all, one| Span { from: all.from.min(one.from), to: all.to.max(one.to) })
}
