//! What a rule sees, and the lists of rules, measures and figures by name.

use std::collections::BTreeMap;

use model::{Date, Id, Record, RecordSet, Registry};

use crate::finding::{Hit, Parameter};

/// Everything a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The records of the workspace.
    pub records: &'a RecordSet,
    /// All kinds.
    pub registry: &'a Registry,
    /// Today, or the workspace's own date (decisions.md 11).
    pub today: Date,
}

/// A rule: what it finds, in the order of the list.
pub type RuleFn = fn(&Context<'_>) -> Vec<Hit>;

/// A value computed from a record and what belongs to it; `None` while something is missing.
pub type MeasureFn = fn(&Context<'_>, &Record) -> Option<Parameter>;

/// A value computed from the whole workspace; `None` while something is missing.
pub type FigureFn = fn(&Context<'_>) -> Option<Parameter>;

/// The records that a measure of a record, or a figure without one, is worked out from; all of one kind.
pub type BehindFn = fn(&Context<'_>, Option<&Record>) -> Vec<Id>;

/// A rule and the placeholders its findings fill.
#[derive(Clone, Copy, Debug)]
pub struct RuleDef {
    /// The function.
    pub run: RuleFn,
    /// Names that the message of a check may use.
    pub parameters: &'static [&'static str],
}

/// All rules, measures and figures by name.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    by_name: BTreeMap<&'static str, RuleDef>,
    measures: BTreeMap<&'static str, MeasureFn>,
    figures: BTreeMap<&'static str, FigureFn>,
    behind: BTreeMap<&'static str, BehindFn>,
}

impl Rules {
    /// Adds a rule under a name such as `goals.orphans`.
    pub fn add(&mut self, name: &'static str, run: RuleFn, parameters: &'static [&'static str]) -> &mut Self {
        self.by_name.insert(name, RuleDef { run, parameters });
        self
    }

    /// Adds a measure of a record under a name such as `plan.price_by_cost`.
    pub fn measure(&mut self, name: &'static str, run: MeasureFn) -> &mut Self {
        self.measures.insert(name, run);
        self
    }

    /// Adds a figure of the workspace under a name such as `plan.execution_rate`.
    pub fn figure(&mut self, name: &'static str, run: FigureFn) -> &mut Self {
        self.figures.insert(name, run);
        self
    }

    /// Tells what a measure or a figure of this name is worked out from, so that its number leads there.
    pub fn behind(&mut self, name: &'static str, run: BehindFn) -> &mut Self {
        self.behind.insert(name, run);
        self
    }

    /// Takes in those of another list.
    pub fn extend(&mut self, other: Rules) {
        self.by_name.extend(other.by_name);
        self.measures.extend(other.measures);
        self.figures.extend(other.figures);
        self.behind.extend(other.behind);
    }

    /// The rule of this name.
    pub fn get(&self, name: &str) -> Option<RuleDef> {
        self.by_name.get(name).copied()
    }

    /// The measure of this name.
    pub fn measure_named(&self, name: &str) -> Option<MeasureFn> {
        self.measures.get(name).copied()
    }

    /// The figure of this name.
    pub fn figure_named(&self, name: &str) -> Option<FigureFn> {
        self.figures.get(name).copied()
    }

    /// What the measure or the figure of this name is worked out from.
    pub fn behind_named(&self, name: &str) -> Option<BehindFn> {
        self.behind.get(name).copied()
    }

    /// All names of rules in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_name.keys().copied()
    }

    /// All names of measures in order.
    pub fn measure_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.measures.keys().copied()
    }
}
