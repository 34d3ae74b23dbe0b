//! What is told about an import: counts, sums, the first rows, the first problems; and the changes themselves.

use std::collections::{BTreeMap, HashMap};

use model::{Decimal, FieldType, Id, Money, MoneyField, Number, RecordSet, ValueType};

use super::super::grid::GridRow;
use super::super::write::Writer;
use super::mapping::Mapped;
use super::{Import, LISTED_PROBLEMS, PREVIEW, Work};
use crate::job::{Base, Named, Plan, PreviewRow, Problem};

impl Work<'_> {
    pub(super) fn finish(mut self, base: &Base) -> Import {
        self.faulty.sort_by_key(|row| row.index);
        let problems: Vec<&Problem> = self.faulty.iter().flat_map(|row| &row.problems).collect();
        let listed = problems.len().min(LISTED_PROBLEMS);
        self.report.more_problems = u64::try_from(problems.len() - listed).unwrap_or(u64::MAX);
        self.report.problems = problems.into_iter().take(listed).cloned().collect();
        self.report.totals = self.totals();
        self.report.preview = self.preview(base);
        let mut linked: BTreeMap<String, u64> = BTreeMap::new();
        for record in &self.names.made {
            *linked.entry(record.kind.to_string()).or_default() += 1;
        }
        self.report.linked = linked.into_iter().collect();
        let mut plan = Plan { added: std::mem::take(&mut self.names.made), updated: Vec::new() };
        plan.added.extend(std::mem::take(&mut self.fresh).into_values());
        for (id, changes) in std::mem::take(&mut self.changes) {
            plan.updated.extend(changes.into_iter().map(|(name, json)| (id, name.to_owned(), json)));
        }
        Import { report: self.report, plan, faulty: self.faulty }
    }

    /// Sums over the rows that are taken, to be compared with what is known about the file.
    fn totals(&self) -> Vec<(String, String)> {
        let mut totals = Vec::new();
        for field in self.columns.iter().filter_map(|column| column.field) {
            let taken = || self.outcomes.values().filter(|(word, _)| *word != "skip").filter_map(|(_, values)| values.get(field.name));
            let sum = match field.value {
                ValueType::Number => Some(taken().filter_map(Number::read).sum::<Decimal>()),
                ValueType::Money => Some(taken().filter_map(MoneyField::read).sum::<Money>().major()),
                _ => None,
            };
            if let Some(sum) = sum {
                totals.push((self.words.label(field.name).to_owned(), sum.to_string()));
            }
        }
        totals
    }

    /// The first rows as they were understood.
    fn preview(&self, base: &Base) -> Vec<PreviewRow> {
        let names: HashMap<Id, &Named> = base.names.iter().map(|named| (named.id, named)).collect();
        let units = RecordSet::default();
        let writer = Writer { words: self.words, names: &names, units: &units };
        let row = |(index, row): (usize, &GridRow)| {
            let (word, values) = self.outcomes.get(&index)?;
            let cell = |column: &Mapped| {
                let given = row.cells.get(column.index).map(|cell| self.given(cell).text()).unwrap_or_default();
                let field = column.field.filter(|field| !matches!(field.value, ValueType::Link | ValueType::Links | ValueType::Rows));
                let read =
                    field.and_then(|field| Some(writer.value(field.value, field, self.words.field(field.name), values.get(field.name)?).plain()));
                read.unwrap_or(given).chars().take(200).collect()
            };
            Some(PreviewRow { line: row.line, outcome: (*word).to_owned(), values: self.columns.iter().map(cell).collect() })
        };
        self.grid.rows.iter().enumerate().take(PREVIEW).filter_map(row).collect()
    }
}
