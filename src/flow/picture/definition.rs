//! A view as content declares it.

use model::{Key, ValueType};
use serde_json::Value as Json;

use crate::expression::{Condition, Expression, Source};
use crate::read::{Read, readable};

/// A view of a pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewDef {
    /// Name in steps, documents and texts.
    pub id: String,
    /// What it shows.
    pub view: View,
    /// The day of its records, where the period of its numbers is not told by its axes.
    pub period: Option<Expression>,
    /// Its numbers were counted up to today; the days on which they were written down do not bound them.
    pub cumulative: bool,
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
    missed: Vec<Condition>,
    chart: Option<ChartKind>,
    values: Vec<Expression>,
    series: Option<Expression>,
    stage: Option<Key>,
    figures: Vec<FigureDef>,
    entries: Vec<TimelineDef>,
    steps: Vec<Expression>,
    period: Option<Expression>,
    cumulative: bool,
    told: Vec<Condition>,
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
    missed: other,
    chart: other,
    values: other,
    series: other,
    stage: other,
    figures: other,
    entries: other,
    steps: other,
    period: other,
    cumulative: other,
    told: other
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
            "ranking" => View::Ranking { source: source()?, value: needed(&plain.value, "value")?, columns: columns()?, told: plain.told },
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
                done: plain.done,
            },
            "calendar" => {
                View::Calendar { source: source()?, date: needed(&plain.date, "date")?, lines: plain.lines, done: plain.done, missed: plain.missed }
            }
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
            "funnel" if plain.value.is_some() => {
                return Err(format!("{id}: a funnel counts what went from stage to stage; what a stage holds is a chart"));
            }
            "funnel" => View::Funnel { source: source()?, stage: plain.stage.clone().ok_or_else(|| missing("stage"))? },
            "figures" => View::Figures { figures: plain.figures },
            "chain" => View::Chain { source: source()?, steps: plain.steps },
            "timeline" => View::Timeline { entries: plain.entries },
            other => return Err(format!("{id}: no view is called {other}")),
        };
        Ok(Self { id, view, period: plain.period, cumulative: plain.cumulative })
    }
}

impl ViewDef {
    /// What keeps it from being worked out.
    pub fn fault(&self, registry: &model::Registry, rules: &crate::rules::Rules) -> Option<String> {
        let kind = self.view.sources().first().and_then(|source| registry.kind(&source.kind));
        let period = || self.period.as_ref().zip(kind).and_then(|(period, kind)| period.fault(kind, registry, rules));
        self.view.fault(registry, rules).or_else(period)
    }

    /// Keys of the labels it needs beyond those of fields: columns that are worked out, figures, what a ranking tells of.
    pub fn own_labels(&self) -> Vec<String> {
        let mut keys = self.view.own_labels();
        if let View::Ranking { told, .. } = &self.view
            && !told.is_empty()
        {
            keys.extend([format!("told.{}", self.id), format!("told.{}.none", self.id)]);
        }
        keys
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
    /// Sorted by a value, with bars; its title tells of those for which `told` holds.
    Ranking { source: Source, value: Expression, columns: Vec<Expression>, told: Vec<Condition> },
    /// Two axes, bubbles of a size, coloured by a choice.
    Map { source: Source, x: Expression, y: Expression, size: Option<Expression>, tone: Option<Expression> },
    /// Two scores as a grid.
    Matrix { source: Source, x: Key, y: Key },
    /// Rows against columns; each cell is a field of a record between them.
    Grid { rows: Source, columns: GridColumns, cell: CellDef },
    /// Parents above children.
    Tree { source: Source, parent: Key, lines: Vec<Expression> },
    /// Bars on a time axis.
    Gantt { source: Source, start: Expression, end: Expression, group: Option<Expression>, progress: Option<Expression>, done: Vec<Condition> },
    /// By day; `missed` is what was called off or did not take place.
    Calendar { source: Source, date: Expression, lines: Vec<Expression>, done: Vec<Condition>, missed: Vec<Condition> },
    /// Sums over rows and columns; counts when there is no value.
    Totals { source: Source, rows: Expression, columns: Option<Expression>, value: Option<Expression> },
    /// A chart with one category axis.
    Chart { chart: ChartKind, source: Source, x: Expression, values: Vec<Expression>, series: Option<Expression> },
    /// How many entered each stage of a choice, in their order, and what part went on.
    Funnel { source: Source, stage: Key },
    /// Single numbers.
    Figures { figures: Vec<FigureDef> },
    /// Each record with what follows from it, step by step; a step without anything is marked.
    Chain { source: Source, steps: Vec<Expression> },
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
    /// The kind whose records a figure of the pillar's own is worked out from.
    pub kind: Option<Key>,
    /// Address of the page that shows what a figure of the pillar's own counts, where no list of records does.
    pub page: Option<String>,
}

readable!(FigureDef { id: one, source: other, sum: other, mean: other, of: other, named: other, kind: other, page: other });

impl FigureDef {
    /// The kind whose records it is worked out from.
    pub fn origin(&self) -> Option<&Key> {
        self.source.as_ref().map(|source| &source.kind).or(self.kind.as_ref())
    }
}

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
            | Self::Chain { source, .. }
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
            Self::Board { card: list, .. }
            | Self::List { columns: list, .. }
            | Self::Cards { lines: list, .. }
            | Self::Tree { lines: list, .. }
            | Self::Chain { steps: list, .. } => list.iter().collect(),
            Self::Ranking { value, columns, .. } => columns.iter().chain([value]).collect(),
            Self::Map { x, y, size, tone, .. } => [x, y].into_iter().chain(size).chain(tone).collect(),
            Self::Gantt { start, end, group, progress, .. } => [start, end].into_iter().chain(group).chain(progress).collect(),
            Self::Calendar { date, lines, .. } => lines.iter().chain([date]).collect(),
            Self::Totals { rows, columns, value, .. } => [rows].into_iter().chain(columns).chain(value).collect(),
            Self::Chart { x, values, series, .. } => values.iter().chain([x]).chain(series).collect(),
            Self::Funnel { .. } | Self::Matrix { .. } | Self::Grid { .. } | Self::Figures { .. } | Self::Timeline { .. } => Vec::new(),
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

    pub(crate) fn fault(&self, registry: &model::Registry, rules: &crate::rules::Rules) -> Option<String> {
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
            Self::Ranking { source, told, .. } => {
                let kind = registry.kind(&source.kind)?;
                told.iter().find_map(|condition| condition.fault(kind, registry, rules))
            }
            Self::Gantt { source, done, .. } => done.iter().find_map(|condition| condition.fault(registry.kind(&source.kind)?, registry, rules)),
            Self::Calendar { source, done, missed, .. } => {
                let kind = registry.kind(&source.kind)?;
                done.iter().chain(missed).find_map(|condition| condition.fault(kind, registry, rules))
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

    /// Columns that are worked out, figures.
    fn own_labels(&self) -> Vec<String> {
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
}

/// The label that content must give for a value that is worked out.
pub(crate) fn own_label(expression: &Expression) -> Option<String> {
    let text = expression.text();
    match text.strip_prefix('=') {
        Some(name) => Some(format!("measure.{name}")),
        None => (text.starts_with('+') && !text.starts_with("+.")).then(|| format!("column.{text}")),
    }
}
