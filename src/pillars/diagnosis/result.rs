//! What the levels of an assessment come to: means, weak and strong points, and what moved between two snapshots.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::content::{Band, Statement, Structure, band};
use super::scoring::Levels;

/// So many weak and strong points are named.
pub const NAMED: usize = 3;

/// Means of an assessment; what has no answer with a level has no mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Mean of the pillars' means, so that a pillar with more statements does not weigh more.
    pub overall: Option<f64>,
    /// Mean of every pillar, 1 first.
    pub pillars: Vec<(u8, Option<f64>)>,
    /// Mean of every dimension.
    pub dimensions: Vec<(String, Option<f64>)>,
    /// Mean of every pillar in every dimension.
    pub cells: Vec<(u8, Vec<Option<f64>>)>,
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// The means of these levels.
pub fn outcome(structure: &Structure, levels: &Levels) -> Outcome {
    let mean_of = |wanted: &dyn Fn(&Statement) -> bool| {
        mean(structure.items.iter().filter(|item| wanted(item)).filter_map(|item| levels.get(&item.id).copied()))
    };
    let numbers: Vec<u8> = {
        let mut numbers: Vec<u8> = structure.items.iter().map(|item| item.pillar).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    let pillars: Vec<(u8, Option<f64>)> = numbers.iter().map(|number| (*number, mean_of(&|item| item.pillar == *number))).collect();
    let dimensions = structure.dimensions.iter().map(|name| (name.clone(), mean_of(&|item| item.dimension == *name))).collect();
    let row = |number: u8| structure.dimensions.iter().map(|name| mean_of(&|item| item.pillar == number && item.dimension == *name)).collect();
    let cells = numbers.iter().map(|number| (*number, row(*number))).collect();
    Outcome { overall: mean(pillars.iter().filter_map(|(_, mean)| *mean)), pillars, dimensions, cells }
}

impl Outcome {
    /// The band of the whole.
    pub fn band<'a>(&self, structure: &'a Structure) -> Option<&'a Band> {
        band(&structure.bands, self.overall?)
    }
}

/// These levels without statements that one of the others has no level for: snapshots of different forms are compared on
/// what they have in common.
pub fn shared(levels: &Levels, others: &[&Levels]) -> Levels {
    let mut common = Levels::new();
    for (statement, level) in levels {
        if others.iter().all(|other| other.contains_key(statement)) {
            common.insert(statement.clone(), *level);
        }
    }
    common
}

/// The weakest and the strongest statements, at most [`NAMED`] each and none in both. Among equals the one whose
/// initiative brings more, then costs less, is the weaker; else the order of the structure decides.
pub fn extremes<'a>(structure: &'a Structure, levels: &Levels) -> (Vec<&'a Statement>, Vec<&'a Statement>) {
    let level = |item: &Statement| levels.get(&item.id).copied().unwrap_or_default();
    let mut known: Vec<&Statement> = structure.items.iter().filter(|item| levels.contains_key(&item.id)).collect();
    let weaker = |one: &&Statement, other: &&Statement| -> Ordering {
        let merit = |item: &Statement| (std::cmp::Reverse(item.initiative.impact), item.initiative.effort);
        level(one).total_cmp(&level(other)).then_with(|| merit(one).cmp(&merit(other)))
    };
    known.sort_by(weaker);
    let named = NAMED.min(known.len() / 2);
    let weak = known.iter().take(named).copied().collect();
    let strong = known.iter().rev().take(named).copied().collect();
    (weak, strong)
}

/// A pillar in two snapshots.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The pillar.
    pub pillar: u8,
    /// Its mean before.
    pub before: Option<f64>,
    /// Its mean after.
    pub after: Option<f64>,
}

impl Change {
    /// What was gained; nothing while one side is missing.
    pub fn gain(&self) -> Option<f64> {
        Some(gain(self.before?, self.after?))
    }
}

/// What was gained between two means, in whole hundredths: of the means as people see them, so that 2.38 and 2.63 are 0.25 apart.
pub fn gain(before: f64, after: f64) -> f64 {
    let hundredths = |mean: f64| (mean * 100.0).round();
    (hundredths(after) - hundredths(before)) / 100.0
}

/// What moved between two snapshots, on the statements they have in common; the greatest gain first, pillars without
/// values last.
pub fn changes(structure: &Structure, before: &Levels, after: &Levels) -> Vec<Change> {
    let (one, other) = (outcome(structure, &shared(before, &[after])), outcome(structure, &shared(after, &[before])));
    let later: BTreeMap<u8, Option<f64>> = other.pillars.into_iter().collect();
    let mut changes: Vec<Change> =
        one.pillars.into_iter().map(|(pillar, before)| Change { pillar, before, after: later.get(&pillar).copied().flatten() }).collect();
    changes.sort_by(|one, other| {
        let gained = |change: &Change| change.gain().unwrap_or(f64::NEG_INFINITY);
        gained(other).total_cmp(&gained(one))
    });
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_gained_adds_up_with_the_means_shown() {
        // Shown as 2.38 and 2.63, 2.05 and 2.74.
        assert_eq!((gain(2.375, 2.625), gain(2.05, 2.7375), gain(2.04, 2.04)), (0.25, 0.69, 0.0));
    }
}
