//! Values gathered into groups: cross sums and charts.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Decimal, Kind, Record};

use super::definition::{ChartKind, View};
use super::shown::{Label, Picture, SeriesData};
use crate::expression::{Evaluator, Expression, Source, number_of, sum};
use crate::finding::Parameter;

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

/// What is not in any group.
fn in_no_group() -> Parameter {
    Parameter::key("ui.totals.none")
}

/// What names a row or a column of a table of sums in an address: a record by its id, anything else by its plain text.
pub fn group_key(value: &Parameter) -> String {
    let key = if let Parameter::Record(id, _) = value { id.to_string() } else { value.plain() };
    key.replace(SEPARATOR, "-")
}

/// Stands between the keys of an address.
pub const SEPARATOR: char = '~';

/// The records behind a sum, with its row and its column where it has them.
pub struct Summed {
    /// The records.
    pub records: Vec<Arc<Record>>,
    /// The row and the column they stand in, as they are shown.
    pub groups: Vec<Parameter>,
}

impl View {
    /// The records behind a sum of a table of sums (design/ux.md, rubric 10): those in the row and in the column of these
    /// keys ([`group_key`]), in all of them where a key is empty. None for another view.
    pub fn summed(&self, evaluator: &Evaluator<'_>, row: &str, column: &str) -> Option<Summed> {
        let Self::Totals { source, rows, columns, value } = self else { return None };
        let group_of = |by: &Expression, record: &Record| evaluator.value(by, record).unwrap_or_else(in_no_group);
        let wanted: Vec<(&Expression, &str)> = [(Some(rows), row), (columns.as_ref(), column)]
            .into_iter()
            .filter_map(|(by, key)| Some((by?, key)).filter(|(_, key)| !key.is_empty()))
            .collect();
        let mut records = evaluator.records(source);
        records.retain(|record| {
            value.as_ref().is_none_or(|value| evaluator.value(value, record).is_some())
                && wanted.iter().all(|(by, key)| group_key(&group_of(by, record)) == *key)
        });
        let groups = records.first().map(|record| wanted.iter().map(|(by, _)| group_of(by, record)).collect());
        Some(Summed { groups: groups.unwrap_or_default(), records })
    }
}

pub(super) fn totals(
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
        let row = group(&mut row_groups, evaluator.value(rows, &record).unwrap_or_else(in_no_group));
        let column = columns.map_or(0, |columns| group(&mut column_groups, evaluator.value(columns, &record).unwrap_or_else(in_no_group)));
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
        columns_label: columns.map(|columns| columns.label_keys(kind, registry)),
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

pub(super) fn charted(
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
                    let name = Err(evaluator.value(series, &record).unwrap_or_else(in_no_group));
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
