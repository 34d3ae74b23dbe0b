//! What the records of the workspace say by themselves: offered as evidence, never turned into a score.

use flow::{Evaluator, PillarContent};
use model::Id;

use super::content::Fact;

/// How many records are meant, of how many; nothing when there are none to speak of, or a check is not there yet.
pub fn count(fact: &Fact, evaluator: &Evaluator<'_>, contents: &[&PillarContent]) -> Option<(usize, usize)> {
    let records = evaluator.context.records;
    let of: Vec<Id> = records.of_kind(&fact.kind).filter(|record| evaluator.accepts(&fact.of, record)).map(|record| record.id).collect();
    if of.is_empty() {
        return None;
    }
    let met = |id: &Id| records.get(*id).is_some_and(|record| evaluator.accepts(&fact.conditions, record));
    if fact.checks.is_empty() {
        return Some((of.iter().filter(|id| met(id)).count(), of.len()));
    }
    let mut found: Vec<Id> = Vec::new();
    for wanted in &fact.checks {
        let (_, check) = contents.iter().flat_map(|content| content.checks()).find(|(_, check)| check.id == *wanted)?;
        found.extend(flow::hits(&check.rule, evaluator).into_iter().filter_map(|hit| hit.record));
    }
    Some((of.iter().filter(|id| found.contains(id) && met(id)).count(), of.len()))
}
