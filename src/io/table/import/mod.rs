//! What an import would do: every row read, matched, checked; nothing is changed here.

mod mapping;
mod report;

use std::collections::{BTreeMap, HashMap};

use model::{FieldDef, Fields, Id, Json, Key, Kind, Record, Registry, Stamp, fold};

use super::duplicates::{Decision, Likeness, likeness_keys};
use super::grid::{Cell, Grid, GridRow, identical_rows};
use super::names::{Ids, Names};
use super::read::Fault;

use super::words::Words;

use crate::job::{Base, ImportChoices, OnMatch, Plan, Problem, Proposal, Report};
use mapping::{Mapped, mapped};

/// Problems listed one by one; the file of bad rows holds all.
const LISTED_PROBLEMS: usize = 100;
/// Proposals listed one by one.
const LISTED_PROPOSALS: usize = 200;
/// Rows of the preview.
const PREVIEW: usize = 12;

/// The outcome of going through a table.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Counts, problems, proposals.
    pub report: Report,
    /// The changes.
    pub plan: Plan,
    /// The rows that cannot be taken.
    pub faulty: Vec<FaultyRow>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug)]
pub struct FaultyRow {
    /// Its place among the rows.
    pub index: usize,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Where a value of a match field or a likeness was seen first.
#[derive(Clone, Copy)]
enum Seen {
    Record(Id),
    Row(usize),
}

/// What becomes of a row.
enum Outcome {
    Create,
    Update(Seen),
    Merge(Seen),
    Skip,
}

struct Work<'a> {
    kind: &'static Kind,
    grid: &'a Grid,
    words: &'a Words,
    choices: &'a ImportChoices,
    columns: Vec<Mapped>,
    existing: HashMap<Id, &'a Record>,
    names: Names<'a>,
    ids: Ids,
    by_match: HashMap<String, Seen>,
    by_likeness: HashMap<Likeness, Seen>,
    /// New records by the row they come from.
    fresh: BTreeMap<usize, Record>,
    /// Changed values by record and field.
    changes: BTreeMap<Id, BTreeMap<&'static str, Json>>,
    outcomes: HashMap<usize, (&'static str, BTreeMap<&'static str, Json>)>,
    report: Report,
    faulty: Vec<FaultyRow>,
}

/// Goes through the rows of a table. `progress` is told the rows done and the rows in all.
pub fn import(
    kind: &'static Kind,
    registry: &Registry,
    grid: &Grid,
    base: &Base,
    words: &Words,
    choices: &ImportChoices,
    progress: &mut dyn FnMut(u64, u64),
) -> Import {
    let ids = Ids { now_ms: choices.now_ms, seed: choices.seed };
    let rows = grid.rows.len();
    let mut names = Names::new(registry, &base.names, choices.create_links, ids, u32::try_from(rows).unwrap_or(u32::MAX / 2));
    for record in &base.records {
        names.add(kind.name, record.id, &title_of(kind, record));
    }
    let mut work = Work {
        kind,
        grid,
        words,
        choices,
        columns: mapped(kind, grid, choices),
        existing: base.records.iter().map(|record| (record.id, record)).collect(),
        names,
        ids,
        by_match: HashMap::new(),
        by_likeness: HashMap::new(),
        fresh: BTreeMap::new(),
        changes: BTreeMap::new(),
        outcomes: HashMap::new(),
        report: Report::default(),
        faulty: Vec::new(),
    };
    work.note_existing(&base.records);
    work.run(progress);
    work.finish(base)
}

fn title_of(kind: &Kind, record: &(impl Fields + ?Sized)) -> String {
    record.field(kind.title).and_then(Json::as_str).unwrap_or_default().to_owned()
}

impl Work<'_> {
    /// Notes by what the records that exist can be met.
    fn note_existing(&mut self, records: &[Record]) {
        for record in records {
            if let Some(field) = self.match_field()
                && let Some(key) = record.field(field.name).and_then(match_key)
            {
                self.by_match.entry(key).or_insert(Seen::Record(record.id));
            }
            for likeness in likeness_keys(self.kind, record) {
                self.by_likeness.entry(likeness).or_insert(Seen::Record(record.id));
            }
        }
    }

    fn match_field(&self) -> Option<&'static FieldDef> {
        self.choices.match_field.as_deref().and_then(|name| self.kind.field(name))
    }

    /// All rows, those that name a later row of the file by a link after that row.
    fn run(&mut self, progress: &mut dyn FnMut(u64, u64)) {
        let all = u64::try_from(self.grid.rows.len()).unwrap_or(u64::MAX);
        let identical = if self.choices.skip_identical { identical_rows(self.grid) } else { Vec::new() };
        let own_links = self.columns.iter().any(|column| column.field.is_some_and(|field| links_to(field, self.kind.name)));
        let mut waiting: Vec<usize> = Vec::new();
        let mut done = 0;
        for index in 0..self.grid.rows.len() {
            if identical.get(index) == Some(&true) {
                self.report.skipped += 1;
                self.outcomes.insert(index, ("skip", BTreeMap::new()));
            } else if !self.row(index, !own_links) {
                waiting.push(index);
            }
            done += 1;
            if done % 500 == 0 {
                progress(done, all);
            }
        }
        // Rows that name each other settle as long as one of them finds what it names.
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|index| !self.row(*index, false));
            if waiting.len() == before {
                for index in std::mem::take(&mut waiting) {
                    self.row(index, true);
                }
            }
        }
        progress(all, all);
    }

    /// Settles one row. `last`: what it names is not expected further down any more. False: it has to wait.
    fn row(&mut self, index: usize, last: bool) -> bool {
        let grid = self.grid;
        let Some(row) = grid.rows.get(index) else { return true };
        let mark = self.names.mark();
        let (values, named, mut problems, may_wait) = self.values(row, last);
        if may_wait && !last {
            self.names.rollback(mark);
            return false;
        }
        let outcome = self.outcome(row, &values, named);
        if matches!(outcome, Outcome::Create) {
            for column in &self.columns {
                let Some(field) = column.field.filter(|field| field.required && !values.contains_key(field.name)) else { continue };
                let reported = problems.iter().any(|problem| problem.column == column.name);
                let other = self.columns.iter().any(|other| other.index != column.index && other.field.is_some_and(|same| same.name == field.name));
                if !(reported || other && column.ids) {
                    problems.push(self.problem(row, column, &Fault::new("value.missing")));
                }
            }
        }
        if !problems.is_empty() {
            self.names.rollback(mark);
            self.fault(index, problems);
            return true;
        }
        if matches!(outcome, Outcome::Skip) {
            self.names.rollback(mark);
        }
        self.settle(index, outcome, values);
        true
    }

    /// The values of a row, the record that it names by its number, what is wrong, and whether a later row may mend it.
    fn values(&mut self, row: &GridRow, last: bool) -> (BTreeMap<&'static str, Json>, Option<Id>, Vec<Problem>, bool) {
        let (mut values, mut named, mut problems, mut may_wait) = (BTreeMap::new(), None, Vec::new(), false);
        let columns = std::mem::take(&mut self.columns);
        for column in &columns {
            let Some(cell) = row.cells.get(column.index) else { continue };
            let cell = self.given(cell);
            let Some(field) = column.field else {
                let text = cell.text();
                named = named.or_else(|| text.trim().parse::<Id>().ok());
                continue;
            };
            if column.ids && values.contains_key(field.name) {
                // The number says it exactly where the name could mean several.
                if let Ok(Some(json)) = self.read(column, field, &cell, last) {
                    values.insert(field.name, json);
                }
                continue;
            }
            match self.read(column, field, &cell, last) {
                Ok(Some(json)) => {
                    values.entry(field.name).or_insert(json);
                }
                Ok(None) => {}
                Err(fault) => {
                    may_wait |= fault.code == "import.no_record" && links_to(field, self.kind.name);
                    // A name that is not clear does not matter where a number stands beside it.
                    let number = columns
                        .iter()
                        .find(|other| other.ids && other.index != column.index && other.field.is_some_and(|same| same.name == field.name));
                    let number = number.and_then(|other| row.cells.get(other.index).map(|cell| (other, cell)));
                    let clear = number.and_then(|(other, cell)| self.read(other, field, cell, last).ok().flatten());
                    match clear {
                        Some(json) => {
                            values.insert(field.name, json);
                        }
                        None => problems.push(self.problem(row, column, &fault)),
                    }
                }
            }
        }
        self.columns = columns;
        (values, named, problems, may_wait)
    }

    /// The cell without the apostrophe that kept a spreadsheet from executing it.
    fn given(&self, cell: &Cell) -> Cell {
        match cell {
            Cell::Text(text) if self.grid.neutralised => Cell::Text(super::neutral::restored(text).to_owned()),
            other => other.clone(),
        }
    }

    fn read(&mut self, column: &Mapped, field: &FieldDef, cell: &Cell, last: bool) -> Result<Option<Json>, Fault> {
        let words = self.words.field(field.name);
        self.names.make = last || !links_to(field, self.kind.name);
        column.reader.read(field, words, self.words, &self.choices.currency, &mut self.names, cell)
    }

    fn problem(&self, row: &GridRow, column: &Mapped, fault: &Fault) -> Problem {
        let label = column.field.map_or(column.name.as_str(), |field| self.words.label(field.name));
        let value: String = row.cells.get(column.index).map(Cell::text).unwrap_or_default().chars().take(200).collect();
        Problem { line: row.line, column: column.name.clone(), value, reason: fault.sentence(self.words, label) }
    }

    fn fault(&mut self, index: usize, problems: Vec<Problem>) {
        self.report.faulty += 1;
        self.outcomes.insert(index, ("fault", BTreeMap::new()));
        self.faulty.push(FaultyRow { index, problems });
    }

    fn outcome(&mut self, row: &GridRow, values: &BTreeMap<&'static str, Json>, named: Option<Id>) -> Outcome {
        let by_number = self.choices.match_field.as_deref() == Some("id");
        let met = if by_number {
            named.filter(|id| self.existing.contains_key(id)).map(Seen::Record)
        } else {
            self.match_field().and_then(|field| values.get(field.name)).and_then(match_key).and_then(|key| self.by_match.get(&key).copied())
        };
        if let Some(seen) = met {
            return match self.choices.on_match {
                OnMatch::Skip => Outcome::Skip,
                OnMatch::Update => Outcome::Update(seen),
                OnMatch::Create => Outcome::Create,
            };
        }
        let alike =
            likeness_keys(self.kind, &Values(values)).into_iter().find_map(|likeness| self.by_likeness.get(&likeness).map(|seen| (likeness, *seen)));
        let Some((likeness, seen)) = alike else { return Outcome::Create };
        let decision = self.choices.decisions.iter().find(|(line, _)| *line == row.line).map_or(self.choices.on_duplicate, |(_, decision)| *decision);
        self.propose(row, values, &likeness, seen, decision);
        match decision {
            Decision::Merge => Outcome::Merge(seen),
            Decision::Create => Outcome::Create,
            Decision::Skip => Outcome::Skip,
        }
    }

    fn propose(&mut self, row: &GridRow, values: &BTreeMap<&'static str, Json>, likeness: &Likeness, seen: Seen, decision: Decision) {
        if self.report.proposals.len() >= LISTED_PROPOSALS {
            self.report.more_proposals += 1;
            return;
        }
        let (record, like) = match seen {
            Seen::Record(id) => (Some(id), self.existing.get(&id).map(|record| title_of(self.kind, *record)).unwrap_or_default()),
            Seen::Row(index) => (None, self.fresh.get(&index).map(|record| title_of(self.kind, record)).unwrap_or_default()),
        };
        let title = title_of(self.kind, &Values(values));
        let field = self.words.label(likeness.field).to_owned();
        self.report.proposals.push(Proposal { line: row.line, title, record, like, field, decision });
    }

    fn settle(&mut self, index: usize, outcome: Outcome, values: BTreeMap<&'static str, Json>) {
        let word = match outcome {
            Outcome::Create => {
                let id = self.ids.numbered(u32::try_from(index).unwrap_or(u32::MAX));
                let mut record = Record::new(id, self.kind.name, Stamp::default());
                for (name, json) in &values {
                    record.fields.insert(Key::new(name), json.clone());
                }
                if let Some(key) = self.match_field().and_then(|field| values.get(field.name)).and_then(match_key) {
                    self.by_match.entry(key).or_insert(Seen::Row(index));
                }
                for likeness in likeness_keys(self.kind, &record) {
                    self.by_likeness.entry(likeness).or_insert(Seen::Row(index));
                }
                self.names.add(self.kind.name, id, &title_of(self.kind, &record));
                self.fresh.insert(index, record);
                self.report.created += 1;
                "create"
            }
            Outcome::Skip => {
                self.report.skipped += 1;
                "skip"
            }
            Outcome::Update(seen) => self.change(seen, &values, false),
            Outcome::Merge(seen) => self.change(seen, &values, true),
        };
        self.outcomes.insert(index, (word, values));
    }

    /// Puts values into the record or row that was met; `only_empty` leaves what is filled.
    fn change(&mut self, seen: Seen, values: &BTreeMap<&'static str, Json>, only_empty: bool) -> &'static str {
        let mut changed = false;
        match seen {
            Seen::Row(index) => {
                let Some(record) = self.fresh.get_mut(&index) else { return "unchanged" };
                for (name, json) in values {
                    if !(record.fields.get(*name).is_some_and(|present| same(present, json)) || only_empty && record.fields.contains_key(*name)) {
                        record.fields.insert(Key::new(name), json.clone());
                        changed = true;
                    }
                }
            }
            Seen::Record(id) => {
                let Some(record) = self.existing.get(&id) else { return "unchanged" };
                let changes = self.changes.entry(id).or_default();
                for (name, json) in values {
                    let present = changes.get(*name).or_else(|| record.fields.get(*name));
                    if !present.is_some_and(|present| same(present, json) || only_empty && !present.is_null()) {
                        changes.insert(name, json.clone());
                        changed = true;
                    }
                }
                if changes.is_empty() {
                    self.changes.remove(&id);
                }
            }
        }
        if changed {
            self.report.updated += 1;
            if only_empty { "merge" } else { "update" }
        } else {
            self.report.unchanged += 1;
            "unchanged"
        }
    }
}

/// Values of a row, read like a record.
struct Values<'a>(&'a BTreeMap<&'static str, Json>);

impl Fields for Values<'_> {
    fn field(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }
}

/// Whether two stored values say the same: 1.0 and 1 are one number, and an empty cell of a row is none.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one.as_f64() == other.as_f64(),
        (Json::Array(one), Json::Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (Json::Object(one), Json::Object(other)) => {
            one.keys().chain(other.keys()).all(|key| same(one.get(key).unwrap_or(&Json::Null), other.get(key).unwrap_or(&Json::Null)))
        }
        _ => one == other,
    }
}

fn links_to(field: &FieldDef, kind: &str) -> bool {
    field.targets.contains(&kind) || field.columns.iter().any(|column| column.targets.contains(&kind))
}

/// What a value is met by: text without regard to case and width.
fn match_key(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(fold(text)).filter(|key| !key.is_empty()),
        Json::Null => None,
        other => Some(other.to_string()),
    }
}
