//! Views declared as data (`views` of a pillar) and what they show, worked out from the records:
//! boards, lists, maps, cross tables, trees, plans, calendars, sums, charts. Knows no screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Date, Decimal, FieldType, Fields, Id, Key, Kind, Link, Record, ValueType};
use serde_json::Value as Json;

use crate::expression::{Condition, Evaluator, Expression, Source, day_of, number_of, sum};
use crate::finding::{Parameter, title_of};
use crate::read::{Read, readable};

/// A view of a pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewDef {
    /// Name in steps, documents and texts.
    pub id: String,
    /// What it shows.
    pub view: View,
}

readable!(ViewDef from PlainView);

/// A view as written in JSON, where the parameters of all views stand side by side.
struct PlainView {
    id: String,
    view: String,
    source: Option<Source>,
    group: Option<Expression>,
    card: Vec<Expression>,
    columns: Option<Json>,
    lines: Vec<Expression>,
    value: Option<Expression>,
    x: Option<Expression>,
    y: Option<Expression>,
    size: Option<Expression>,
    tone: Option<Expression>,
    rows: Option<Json>,
    cell: Option<CellDef>,
    parent: Option<Key>,
    start: Option<Expression>,
    end: Option<Expression>,
    progress: Option<Expression>,
    date: Option<Expression>,
    done: Vec<Condition>,
    chart: Option<ChartKind>,
    values: Vec<Expression>,
    series: Option<Expression>,
    stage: Option<Key>,
    figures: Vec<FigureDef>,
    entries: Vec<TimelineDef>,
}

readable!(PlainView {
    id: one,
    view: one,
    source: other,
    group: other,
    card: other,
    columns: other,
    lines: other,
    value: other,
    x: other,
    y: other,
    size: other,
    tone: other,
    rows: other,
    cell: other,
    parent: other,
    start: other,
    end: other,
    progress: other,
    date: other,
    done: other,
    chart: other,
    values: other,
    series: other,
    stage: other,
    figures: other,
    entries: other
});

impl TryFrom<PlainView> for ViewDef {
    type Error = String;

    fn try_from(plain: PlainView) -> Result<Self, String> {
        let id = plain.id;
        let missing = |name: &str| format!("{id}: {name} is missing");
        let source = || plain.source.clone().ok_or_else(|| missing("source"));
        let needed = |value: &Option<Expression>, name: &str| value.clone().ok_or_else(|| missing(name));
        let key = |value: &Option<Expression>, name: &str| needed(value, name).map(|expression| Key::new(expression.text()));
        let columns = || match plain.columns.clone() {
            None => Ok(Vec::new()),
            Some(json) => serde_json::from_value::<Vec<Expression>>(json).map_err(|error| format!("{id}: columns: {error}")),
        };
        let view = match plain.view.as_str() {
            "board" => View::Board { source: source()?, group: key(&plain.group, "group")?, card: plain.card },
            "list" => View::List { source: source()?, columns: columns()? },
            "cards" => View::Cards { source: source()?, lines: plain.lines },
            "ranking" => View::Ranking { source: source()?, value: needed(&plain.value, "value")?, columns: columns()? },
            "map" => View::Map { source: source()?, x: needed(&plain.x, "x")?, y: needed(&plain.y, "y")?, size: plain.size, tone: plain.tone },
            "matrix" => View::Matrix { source: source()?, x: key(&plain.x, "x")?, y: key(&plain.y, "y")? },
            "grid" => {
                let (rows, columns) = (plain.rows.clone().unwrap_or_default(), plain.columns.clone().unwrap_or_default());
                let columns = match columns.get("choices").and_then(Json::as_str) {
                    Some(choices) => GridColumns::Choices(choices.to_owned()),
                    None => GridColumns::Records(serde_json::from_value(columns).map_err(|error| format!("{id}: columns: {error}"))?),
                };
                let rows = serde_json::from_value(rows).map_err(|error| format!("{id}: rows: {error}"))?;
                View::Grid { rows, columns, cell: plain.cell.clone().ok_or_else(|| missing("cell"))? }
            }
            "tree" => View::Tree { source: source()?, parent: plain.parent.clone().ok_or_else(|| missing("parent"))?, lines: plain.lines },
            "gantt" => View::Gantt {
                source: source()?,
                start: needed(&plain.start, "start")?,
                end: needed(&plain.end, "end")?,
                group: plain.group,
                progress: plain.progress,
            },
            "calendar" => View::Calendar { source: source()?, date: needed(&plain.date, "date")?, lines: plain.lines, done: plain.done },
            "totals" => {
                let expression = |json: &Option<Json>, name: &str| match json {
                    None => Ok(None),
                    Some(json) => serde_json::from_value::<Expression>(json.clone()).map(Some).map_err(|error| format!("{id}: {name}: {error}")),
                };
                let rows = expression(&plain.rows, "rows")?.ok_or_else(|| missing("rows"))?;
                View::Totals { source: source()?, rows, columns: expression(&plain.columns, "columns")?, value: plain.value.clone() }
            }
            "chart" => View::Chart {
                chart: plain.chart.ok_or_else(|| missing("chart"))?,
                source: source()?,
                x: needed(&plain.x, "x")?,
                values: plain.values,
                series: plain.series,
            },
            "funnel" => View::Funnel { source: source()?, stage: plain.stage.clone().ok_or_else(|| missing("stage"))?, value: plain.value.clone() },
            "figures" => View::Figures { figures: plain.figures },
            "timeline" => View::Timeline { entries: plain.entries },
            other => return Err(format!("{id}: no view is called {other}")),
        };
        Ok(Self { id, view })
    }
}

/// The views there are.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are described on the variants")]
pub enum View {
    /// Cards in columns by a choice.
    Board { source: Source, group: Key, card: Vec<Expression> },
    /// A table to read.
    List { source: Source, columns: Vec<Expression> },
    /// Cards side by side.
    Cards { source: Source, lines: Vec<Expression> },
    /// Sorted by a value, with bars.
    Ranking { source: Source, value: Expression, columns: Vec<Expression> },
    /// Two axes, bubbles of a size, coloured by a choice.
    Map { source: Source, x: Expression, y: Expression, size: Option<Expression>, tone: Option<Expression> },
    /// Two scores as a grid.
    Matrix { source: Source, x: Key, y: Key },
    /// Rows against columns; each cell is a field of a record between them.
    Grid { rows: Source, columns: GridColumns, cell: CellDef },
    /// Parents above children.
    Tree { source: Source, parent: Key, lines: Vec<Expression> },
    /// Bars on a time axis.
    Gantt { source: Source, start: Expression, end: Expression, group: Option<Expression>, progress: Option<Expression> },
    /// By day.
    Calendar { source: Source, date: Expression, lines: Vec<Expression>, done: Vec<Condition> },
    /// Sums over rows and columns; counts when there is no value.
    Totals { source: Source, rows: Expression, columns: Option<Expression>, value: Option<Expression> },
    /// A chart with one category axis.
    Chart { chart: ChartKind, source: Source, x: Expression, values: Vec<Expression>, series: Option<Expression> },
    /// Stages of a choice in their order.
    Funnel { source: Source, stage: Key, value: Option<Expression> },
    /// Single numbers.
    Figures { figures: Vec<FigureDef> },
    /// Records of several kinds by date.
    Timeline { entries: Vec<TimelineDef> },
}

/// Columns of a cross table.
#[derive(Clone, Debug, PartialEq)]
pub enum GridColumns {
    /// The codes of a choice, `kind.field`.
    Choices(String),
    /// Records.
    Records(Source),
}

/// The record between a row and a column.
#[derive(Clone, Debug, PartialEq)]
pub struct CellDef {
    /// Its kind.
    pub kind: Key,
    /// Its link to the row.
    pub row: Key,
    /// Its link, or choice, that names the column.
    pub column: Key,
    /// The field shown and edited.
    pub value: Key,
}

readable!(CellDef { kind: one, row: one, column: one, value: one });

/// Charts with one category axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars side by side.
    Bar,
    /// Bars on top of each other.
    Stacked,
    /// Lines.
    Line,
    /// Filled lines on top of each other.
    Area,
    /// A radar beside bars.
    Radar,
    /// Points of two values.
    Scatter,
}

impl Read for ChartKind {
    fn read(json: Json) -> Result<Self, String> {
        Ok(match String::read(json)?.as_str() {
            "bar" => Self::Bar,
            "stacked" => Self::Stacked,
            "line" => Self::Line,
            "area" => Self::Area,
            "radar" => Self::Radar,
            "scatter" => Self::Scatter,
            other => return Err(format!("no chart is called {other}")),
        })
    }
}

/// A single number.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureDef {
    /// Key of its label.
    pub id: String,
    /// Records it looks at.
    pub source: Option<Source>,
    /// Sum of this.
    pub sum: Option<Expression>,
    /// Mean of this over the records that have it.
    pub mean: Option<Expression>,
    /// The share of the records that meet this.
    pub of: Vec<Condition>,
    /// A figure of the pillar's own.
    pub named: Option<String>,
}

readable!(FigureDef { id: one, source: other, sum: other, mean: other, of: other, named: other });

/// One kind on a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineDef {
    /// Records.
    pub source: Source,
    /// Day of the record.
    pub date: Expression,
    /// What is told of it.
    pub lines: Vec<Expression>,
}

readable!(TimelineDef { source: one, date: one, lines: other });

/// What is added to the page of a kind's records.
#[derive(Clone, Debug, PartialEq)]
pub struct PageDef {
    /// The kind.
    pub kind: Key,
    /// Computed values shown as facts.
    pub show: Vec<Expression>,
    /// Views, which may compare with `@this`.
    pub views: Vec<String>,
}

readable!(PageDef { kind: one, show: other, views: other });

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
        stages: Vec<(String, usize, Option<Parameter>)>,
    },
    Figures(Vec<(String, Option<Parameter>)>),
    Timeline(Vec<(Date, Card, Vec<Label>)>),
}

impl View {
    /// The kinds whose changes change the view; links and measures may reach further.
    pub fn sources(&self) -> Vec<&Source> {
        match self {
            Self::Board { source, .. }
            | Self::List { source, .. }
            | Self::Cards { source, .. }
            | Self::Ranking { source, .. }
            | Self::Map { source, .. }
            | Self::Matrix { source, .. }
            | Self::Tree { source, .. }
            | Self::Gantt { source, .. }
            | Self::Calendar { source, .. }
            | Self::Totals { source, .. }
            | Self::Chart { source, .. }
            | Self::Funnel { source, .. } => vec![source],
            Self::Grid { rows, columns: GridColumns::Records(columns), .. } => vec![rows, columns],
            Self::Grid { rows, .. } => vec![rows],
            Self::Figures { figures } => figures.iter().filter_map(|figure| figure.source.as_ref()).collect(),
            Self::Timeline { entries } => entries.iter().map(|entry| &entry.source).collect(),
        }
    }

    /// The expressions worked out on each record of its first source.
    fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Board { card: list, .. } | Self::List { columns: list, .. } | Self::Cards { lines: list, .. } | Self::Tree { lines: list, .. } => {
                list.iter().collect()
            }
            Self::Ranking { value, columns, .. } => columns.iter().chain([value]).collect(),
            Self::Map { x, y, size, tone, .. } => [x, y].into_iter().chain(size).chain(tone).collect(),
            Self::Gantt { start, end, group, progress, .. } => [start, end].into_iter().chain(group).chain(progress).collect(),
            Self::Calendar { date, lines, .. } => lines.iter().chain([date]).collect(),
            Self::Totals { rows, columns, value, .. } => [rows].into_iter().chain(columns).chain(value).collect(),
            Self::Chart { x, values, series, .. } => values.iter().chain([x]).chain(series).collect(),
            Self::Funnel { value, .. } => value.iter().collect(),
            Self::Matrix { .. } | Self::Grid { .. } | Self::Figures { .. } | Self::Timeline { .. } => Vec::new(),
        }
    }

    /// The fields it names directly, with the type each must have.
    fn named_fields(&self) -> Vec<(&Key, &[ValueType])> {
        const CHOICE: &[ValueType] = &[ValueType::Choice];
        const SCORE: &[ValueType] = &[ValueType::Score];
        const LINK: &[ValueType] = &[ValueType::Link];
        match self {
            Self::Board { group, .. } => vec![(group, CHOICE)],
            Self::Funnel { stage, .. } => vec![(stage, CHOICE)],
            Self::Matrix { x, y, .. } => vec![(x, SCORE), (y, SCORE)],
            Self::Tree { parent, .. } => vec![(parent, LINK)],
            _ => Vec::new(),
        }
    }

    /// What keeps it from being worked out.
    pub fn fault(&self, registry: &model::Registry, rules: &crate::rules::Rules) -> Option<String> {
        if let Some(fault) = self.sources().iter().find_map(|source| source.fault(registry, rules)) {
            return Some(fault);
        }
        if let Some(kind) = self.sources().first().and_then(|source| registry.kind(&source.kind)) {
            let fault = self.expressions().iter().find_map(|expression| expression.fault(kind, registry, rules));
            let named = self.named_fields().into_iter().find_map(|(name, types)| match kind.field(name) {
                Some(field) if types.contains(&field.value) => None,
                Some(field) => Some(format!("{}.{name} is {:?}, not {types:?}", kind.name, field.value)),
                None => Some(format!("{} has no field {name}", kind.name)),
            });
            if fault.is_some() || named.is_some() {
                return fault.or(named);
            }
        }
        match self {
            Self::Calendar { source, done, .. } => {
                let kind = registry.kind(&source.kind)?;
                done.iter().find_map(|condition| condition.fault(kind, registry, rules))
            }
            Self::Grid { rows, columns, cell } => {
                let Some(kind) = registry.kind(&cell.kind) else { return Some(format!("no kind is called {}", cell.kind)) };
                if let Some(missing) = [&cell.row, &cell.column, &cell.value].into_iter().find(|name| kind.field(name).is_none()) {
                    return Some(format!("{} has no field {missing}", cell.kind));
                }
                let leads = |field: &Key, to: &Key| kind.field(field).is_some_and(|field| field.targets.contains(&to.as_str()));
                match columns {
                    _ if !leads(&cell.row, &rows.kind) => Some(format!("{}.{} does not link to {}", cell.kind, cell.row, rows.kind)),
                    GridColumns::Records(source) if !leads(&cell.column, &source.kind) => {
                        Some(format!("{}.{} does not link to {}", cell.kind, cell.column, source.kind))
                    }
                    GridColumns::Choices(choices) => {
                        let field = choices.split_once('.').and_then(|(kind, field)| registry.kind(kind)?.field(field));
                        field.is_none_or(|field| field.choices.codes().is_empty()).then(|| format!("{choices} is no choice"))
                    }
                    GridColumns::Records(_) => None,
                }
            }
            Self::Figures { figures } => figures.iter().find_map(|figure| {
                let Some(source) = &figure.source else {
                    let known = figure.named.as_ref().is_some_and(|name| rules.figure_named(name).is_some());
                    return (!known).then(|| format!("figure {} has neither a source nor a function", figure.id));
                };
                let kind = registry.kind(&source.kind)?;
                let values = figure.sum.iter().chain(&figure.mean).find_map(|expression| expression.fault(kind, registry, rules));
                values.or_else(|| figure.of.iter().find_map(|condition| condition.fault(kind, registry, rules)))
            }),
            Self::Timeline { entries } => entries.iter().find_map(|entry| {
                let kind = registry.kind(&entry.source.kind)?;
                entry.lines.iter().chain([&entry.date]).find_map(|expression| expression.fault(kind, registry, rules))
            }),
            _ => None,
        }
    }

    /// Keys of the labels it needs beyond those of fields: columns that are worked out, figures.
    pub fn own_labels(&self) -> Vec<String> {
        let mut all: Vec<&Expression> = self.expressions();
        if let Self::Timeline { entries } = self {
            all.extend(entries.iter().flat_map(|entry| &entry.lines));
        }
        let mut keys: Vec<String> = all.into_iter().filter_map(own_label).collect();
        if let Self::Figures { figures } = self {
            keys.extend(figures.iter().map(|figure| format!("figure.{}", figure.id)));
        }
        keys
    }

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
            Self::Cards { source, lines } => Picture::Cards { kind: source.kind.clone(), lines: labels(lines, kind?), cards: cards(source, lines) },
            Self::Ranking { source, value, columns } => {
                let kind = kind?;
                let mut rows: Vec<(Card, Option<Parameter>)> =
                    evaluator.records(source).iter().map(|record| (card(evaluator, record, columns), evaluator.value(value, record))).collect();
                rows.sort_by_key(|(_, value)| std::cmp::Reverse(value.as_ref().and_then(number_of)));
                Picture::Ranking { kind: source.kind.clone(), value: value.label_keys(kind, registry), columns: labels(columns, kind), rows }
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
            Self::Gantt { source, start, end, group, progress } => {
                let records = evaluator.records(source);
                let bars = records.iter().map(|record| {
                    let value = |expression: &Expression| evaluator.value(expression, record);
                    let last = match value(end) {
                        Some(Parameter::Span(span)) => Some(span.to),
                        Some(Parameter::Month(month)) => month.last_day(),
                        other => other.as_ref().and_then(day_of),
                    };
                    Stretch {
                        card: card(evaluator, record, &[]),
                        start: value(start).as_ref().and_then(day_of),
                        end: last,
                        group: group.as_ref().and_then(value),
                        progress: progress.as_ref().and_then(|progress| evaluator.number(progress, record)),
                    }
                });
                Picture::Gantt { kind: source.kind.clone(), today: evaluator.context.today, bars: bars.collect() }
            }
            Self::Calendar { source, date, lines, done } => {
                let today = evaluator.context.today;
                let mut entries: Vec<(Card, Date, DayState)> = evaluator
                    .records(source)
                    .iter()
                    .filter_map(|record| {
                        let day = evaluator.value(date, record).as_ref().and_then(day_of)?;
                        let state = match () {
                            () if !done.is_empty() && evaluator.accepts(done, record) => DayState::Done,
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
            Self::Funnel { source, stage, value } => {
                let field = kind?.field(stage)?;
                let records = evaluator.records(source);
                let stages = field.choices.codes().iter().map(|code| {
                    let inside: Vec<&Arc<Record>> =
                        records.iter().filter(|record| record.field(stage).and_then(|json| json.as_str()) == Some(code)).collect();
                    let amount = value.as_ref().map(|value| sum(inside.iter().filter_map(|record| evaluator.value(value, record))));
                    ((*code).to_owned(), inside.len(), amount)
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

/// The label that content must give for a value that is worked out.
pub(crate) fn own_label(expression: &Expression) -> Option<String> {
    let text = expression.text();
    match text.strip_prefix('=') {
        Some(name) => Some(format!("measure.{name}")),
        None => (text.starts_with('+') && !text.starts_with("+.")).then(|| format!("column.{text}")),
    }
}

/// A record with facts about it.
pub fn card(evaluator: &Evaluator<'_>, record: &Record, expressions: &[Expression]) -> Card {
    Card {
        id: record.id,
        kind: record.kind.clone(),
        title: title_of(record, evaluator.context.registry),
        values: expressions.iter().map(|expression| evaluator.value(expression, record)).collect(),
    }
}

fn grid(evaluator: &Evaluator<'_>, rows: &Source, columns: &GridColumns, cell: &CellDef) -> Picture {
    let columns: Vec<(String, Parameter)> = match columns {
        GridColumns::Records(source) => {
            evaluator.records(source).iter().map(|record| (record.id.to_string(), title_of(record, evaluator.context.registry))).collect()
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

/// The place of a value among the groups met so far.
fn group(groups: &mut Vec<Parameter>, value: Parameter) -> usize {
    groups.iter().position(|known| *known == value).unwrap_or_else(|| {
        groups.push(value);
        groups.len() - 1
    })
}

/// Choices in the order of the schema, days and numbers in theirs; what is met first comes first otherwise.
fn group_order(evaluator: &Evaluator<'_>, kind: &'static Kind, by: &Expression, groups: &[Parameter]) -> Vec<usize> {
    let codes = by.field(kind, evaluator.context.registry).map_or(&[][..], |(_, field)| field.choices.codes());
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|index| match &groups[*index] {
        Parameter::Key(key) => (codes.iter().position(|code| key.ends_with(&format!(".{code}"))).unwrap_or(codes.len()) as i64, String::new()),
        value @ (Parameter::Date(_) | Parameter::Month(_) | Parameter::Span(_)) => (0, value.plain()),
        value => (number_of(value).map_or(0, Decimal::millionths), String::new()),
    });
    order
}

fn totals(
    evaluator: &Evaluator<'_>,
    kind: &'static Kind,
    source: &Source,
    rows: &Expression,
    columns: Option<&Expression>,
    value: Option<&Expression>,
) -> Picture {
    let registry = evaluator.context.registry;
    let (mut row_groups, mut column_groups) = (Vec::new(), Vec::new());
    let mut parts: BTreeMap<(usize, usize), Vec<Parameter>> = BTreeMap::new();
    for record in evaluator.records(source) {
        let amount = match value {
            Some(value) => evaluator.value(value, &record),
            None => Some(Parameter::Count(1)),
        };
        let Some(amount) = amount else { continue };
        let none = || Parameter::key("ui.totals.none");
        let row = group(&mut row_groups, evaluator.value(rows, &record).unwrap_or_else(none));
        let column = columns.map_or(0, |columns| group(&mut column_groups, evaluator.value(columns, &record).unwrap_or_else(none)));
        parts.entry((row, column)).or_default().push(amount);
    }
    let row_order = group_order(evaluator, kind, rows, &row_groups);
    let column_order = match columns {
        Some(columns) => group_order(evaluator, kind, columns, &column_groups),
        None => vec![0],
    };
    let all = |wanted: &dyn Fn(usize, usize) -> bool| {
        sum(parts.iter().filter(|((row, column), _)| wanted(*row, *column)).flat_map(|(_, values)| values.clone()))
    };
    Picture::Totals {
        rows_label: rows.label_keys(kind, registry),
        value_label: value.map(|value| value.label_keys(kind, registry)),
        cells: row_order
            .iter()
            .map(|row| column_order.iter().map(|column| parts.get(&(*row, *column)).map(|values| sum(values.iter().cloned()))).collect())
            .collect(),
        row_sums: row_order.iter().map(|wanted| all(&|row, _| row == *wanted)).collect(),
        column_sums: column_order.iter().map(|wanted| all(&|_, column| column == *wanted)).collect(),
        total: all(&|_, _| true),
        rows: row_order.into_iter().map(|index| row_groups[index].clone()).collect(),
        columns: if columns.is_some() { column_order.into_iter().map(|index| column_groups[index].clone()).collect() } else { Vec::new() },
    }
}

fn charted(
    evaluator: &Evaluator<'_>,
    kind: &'static Kind,
    chart: ChartKind,
    source: &Source,
    x: &Expression,
    values: &[Expression],
    series: Option<&Expression>,
) -> Picture {
    let registry = evaluator.context.registry;
    let mut categories = Vec::new();
    let mut names: Vec<Result<Label, Parameter>> =
        if series.is_some() { Vec::new() } else { values.iter().map(|value| Ok(value.label_keys(kind, registry))).collect() };
    let mut parts: BTreeMap<(usize, usize), Decimal> = BTreeMap::new();
    let mut unit = None;
    for record in evaluator.records(source) {
        let Some(category) = evaluator.value(x, &record) else { continue };
        let category = group(&mut categories, category);
        for (index, value) in values.iter().enumerate() {
            let Some(found) = evaluator.value(value, &record) else { continue };
            let Some(number) = number_of(&found) else { continue };
            unit.get_or_insert(found);
            let line = match series {
                None => index,
                Some(series) => {
                    let name = Err(evaluator.value(series, &record).unwrap_or_else(|| Parameter::key("ui.totals.none")));
                    names.iter().position(|known| *known == name).unwrap_or_else(|| {
                        names.push(name);
                        names.len() - 1
                    })
                }
            };
            *parts.entry((line, category)).or_default() = parts.get(&(line, category)).copied().unwrap_or_default() + number;
        }
    }
    let order = group_order(evaluator, kind, x, &categories);
    let series = names
        .into_iter()
        .enumerate()
        .map(|(line, name)| SeriesData { name, values: order.iter().map(|category| parts.get(&(line, *category)).copied()).collect() })
        .collect();
    let categories = order.into_iter().map(|index| categories[index].clone()).collect();
    Picture::Chart { chart, x: x.label_keys(kind, registry), categories, series, unit }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{World, registry};

    fn view(json: &str) -> View {
        serde_json::from_str::<ViewDef>(&format!("{{\"id\": \"v\", {json}}}")).unwrap_or_else(|fault| panic!("{json}: {fault}")).view
    }

    fn picture(json: &str) -> Picture {
        let world = World::sample();
        let rules = world.rules();
        let view = view(json);
        assert_eq!(view.fault(&registry(), &rules), None, "{json}");
        view.picture(&Evaluator::new(world.context(), &rules)).unwrap()
    }

    fn titles(cards: &[Card]) -> Vec<String> {
        cards.iter().map(|card| card.title.plain()).collect()
    }

    const TASKS: &str = r#""source": {"kind": "task"}"#;

    #[test]
    fn a_board_has_a_column_for_every_code() {
        let Picture::Board { columns, .. } = picture(&format!(r#""view": "board", {TASKS}, "group": "status", "card": ["owner"]"#)) else { panic!() };
        let found: Vec<_> = columns.iter().map(|(code, cards)| (code.as_str(), titles(cards).join(","))).collect();
        assert_eq!(found, [("open", "a".to_owned()), ("doing", "c".to_owned()), ("done", "b".to_owned())]);
    }

    #[test]
    fn a_ranking_sorts_by_value_with_the_unknown_last() {
        let Picture::Ranking { rows, .. } = picture(&format!(r#""view": "ranking", {TASKS}, "value": "=test.double""#)) else { panic!() };
        assert_eq!(rows.iter().map(|(card, _)| card.title.plain()).collect::<Vec<_>>(), ["b", "a", "c"]);
    }

    #[test]
    fn a_grid_finds_the_record_between_row_and_column() {
        let json = r#""view": "grid", "rows": {"kind": "task"}, "columns": {"kind": "person"},
            "cell": {"kind": "step", "row": "task", "column": "person", "value": "hours"}"#;
        let Picture::Grid { rows, columns, cells, .. } = picture(json) else { panic!() };
        assert_eq!((rows.len(), columns.len(), cells.len()), (3, 2, 3));
        assert_eq!(cells.get(&(Id::from_number(11), Id::from_number(2).to_string())), Some(&Id::from_number(22)));
    }

    #[test]
    fn totals_add_up_in_both_directions() {
        let json = r#""view": "totals", "source": {"kind": "step"}, "rows": "task", "columns": "person", "value": "hours""#;
        let Picture::Totals { rows, columns, cells, row_sums, column_sums, total, .. } = picture(json) else { panic!() };
        let number = |value: &Parameter| number_of(value).unwrap();
        assert_eq!((rows.len(), columns.len(), cells.len()), (2, 2, 2));
        assert_eq!(row_sums.iter().map(number).sum::<Decimal>(), number(&total));
        assert_eq!(column_sums.iter().map(number).sum::<Decimal>(), Decimal::from_int(6));
        let Picture::Totals { columns, row_sums, .. } = picture(&format!(r#""view": "totals", {TASKS}, "rows": "status""#)) else { panic!() };
        assert!(columns.is_empty());
        assert_eq!(row_sums, [1, 1, 1].map(Parameter::Count));
    }

    #[test]
    fn time_pictures_know_what_is_late() {
        let Picture::Calendar { entries, .. } = picture(&format!(r#""view": "calendar", {TASKS}, "date": "due", "done": ["status=done"]"#)) else {
            panic!()
        };
        assert_eq!(entries.iter().map(|(_, _, state)| *state).collect::<Vec<_>>(), [DayState::Overdue, DayState::Done]);
        let Picture::Gantt { bars, .. } = picture(&format!(r#""view": "gantt", {TASKS}, "start": "start", "end": "due", "group": "owner""#)) else {
            panic!()
        };
        assert_eq!(bars.iter().filter(|bar| bar.start.is_some()).count(), 2);
    }

    #[test]
    fn trees_funnels_figures_and_charts() {
        let Picture::Tree { nodes, .. } = picture(&format!(r#""view": "tree", {TASKS}, "parent": "parent""#)) else { panic!() };
        assert_eq!(nodes.iter().filter(|(_, above)| above.is_some()).count(), 1);
        let Picture::Funnel { stages, .. } = picture(&format!(r#""view": "funnel", {TASKS}, "stage": "status", "value": "cost""#)) else { panic!() };
        assert_eq!(stages[0], ("open".to_owned(), 1, Some(Parameter::Money(model::Money(60_000)))));
        let json = r#""view": "figures", "figures": [{"id": "n", "source": {"kind": "task"}}, {"id": "s", "source": {"kind": "task"}, "of": ["owner"]},
            {"id": "m", "source": {"kind": "step"}, "mean": "hours"}, {"id": "f", "named": "test.answer"}]"#;
        let Picture::Figures(figures) = picture(json) else { panic!() };
        let expected =
            [Parameter::Count(3), Parameter::Ratio(Decimal::from_millionths(666_667)), Parameter::Number(Decimal::from_int(2)), Parameter::Count(42)];
        assert_eq!(figures.into_iter().map(|(_, value)| value.unwrap()).collect::<Vec<_>>(), expected);
        let json = r#""view": "chart", "chart": "bar", "source": {"kind": "step"}, "x": "task", "values": ["hours"], "series": "person""#;
        let Picture::Chart { categories, series, .. } = picture(json) else { panic!() };
        assert_eq!((categories.len(), series.len()), (2, 2));
        assert_eq!(series[1].values, [Some(Decimal::from_int(3)), Some(Decimal::from_int(1))]);
    }

    #[test]
    fn a_view_says_what_is_wrong_with_it() {
        let (registry, world) = (registry(), World::sample());
        let rules = world.rules();
        for json in [
            r#""view": "board", "source": {"kind": "task"}, "group": "owner""#,
            r#""view": "matrix", "source": {"kind": "task"}, "x": "effort", "y": "cost""#,
            r#""view": "list", "source": {"kind": "tsk"}"#,
            r#""view": "list", "source": {"kind": "task", "sort": "-ownr"}"#,
            r#""view": "figures", "figures": [{"id": "n"}]"#,
            r#""view": "grid", "rows": {"kind": "task"}, "columns": {"kind": "person"}, "cell": {"kind": "step", "row": "person", "column": "person", "value": "hours"}"#,
        ] {
            assert!(view(json).fault(&registry, &rules).is_some(), "{json}");
        }
        assert!(serde_json::from_str::<ViewDef>(r#"{"id": "v", "view": "bord", "source": {"kind": "task"}}"#).is_err());
        assert!(serde_json::from_str::<ViewDef>(r#"{"id": "v", "view": "list"}"#).is_err());
    }
}
