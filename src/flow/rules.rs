//! What a rule sees, and the list of rules by name.

use std::collections::BTreeMap;

use model::{Date, RecordSet, Registry};

use crate::finding::Hit;

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

/// A rule and the placeholders its findings fill.
#[derive(Clone, Copy, Debug)]
pub struct RuleDef {
    /// The function.
    pub run: RuleFn,
    /// Names that the message of a check may use.
    pub parameters: &'static [&'static str],
}

/// All rules by name.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    by_name: BTreeMap<&'static str, RuleDef>,
}

impl Rules {
    /// Adds a rule under a name such as `goals.orphans`.
    pub fn add(&mut self, name: &'static str, run: RuleFn, parameters: &'static [&'static str]) -> &mut Self {
        self.by_name.insert(name, RuleDef { run, parameters });
        self
    }

    /// The rule of this name.
    pub fn get(&self, name: &str) -> Option<RuleDef> {
        self.by_name.get(name).copied()
    }

    /// All names in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_name.keys().copied()
    }
}
