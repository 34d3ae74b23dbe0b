//! What to do about the gaps: one initiative a statement, in an order that respects what must come first.

use std::cmp::Reverse;

use model::{Id, Json, Key, Record, RecordSet, Stamp};

use super::content::Structure;
use super::scoring::Levels;
use crate::plan::task;

/// Below this level an initiative is suggested where no target was set: from here on things run by rule.
pub const WANTED: f64 = 3.0;

/// An initiative that is worth its effort now.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Id of the statement it raises.
    pub statement: String,
    /// Pillar, 1–10.
    pub pillar: u8,
    /// The step that closes the gap.
    pub step: String,
    /// 1–5.
    pub impact: u8,
    /// 1–5.
    pub effort: u8,
    /// Where it stands.
    pub level: f64,
    /// Where it should stand.
    pub wanted: f64,
    /// The suggested initiatives that come before it.
    pub after: Vec<String>,
}

/// The initiatives for statements below their target, or below [`WANTED`] without one, in the order of the roadmap: none
/// stands before what it builds on; among those that can begin, more impact first, then less effort, then the wider gap.
pub fn roadmap(structure: &Structure, levels: &Levels, target: Option<&Levels>) -> Vec<Suggestion> {
    let wanted = |id: &str| target.and_then(|target| target.get(id).copied()).unwrap_or(WANTED);
    let mut waiting: Vec<Suggestion> = structure
        .items
        .iter()
        .filter_map(|item| {
            let level = *levels.get(&item.id)?;
            let (wanted, initiative) = (wanted(&item.id), &item.initiative);
            (level < wanted).then(|| Suggestion {
                statement: item.id.clone(),
                pillar: item.pillar,
                step: item.step.clone(),
                impact: initiative.impact,
                effort: initiative.effort,
                level,
                wanted,
                after: initiative.after.clone(),
            })
        })
        .collect();
    // What is not suggested is good enough to build on.
    let suggested: Vec<String> = waiting.iter().map(|one| one.statement.clone()).collect();
    for one in &mut waiting {
        one.after.retain(|id| suggested.contains(id));
    }
    let mut ordered: Vec<Suggestion> = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |one: &Suggestion| one.after.iter().all(|id| ordered.iter().any(|done| done.statement == *id));
        // Gaps in hundredths, so that they can be compared whole.
        let merit = |one: &Suggestion| (!is_ready(one), Reverse(one.impact), one.effort, Reverse(((one.wanted - one.level) * 100.0) as i64));
        let best = (0..waiting.len()).min_by_key(|index| waiting.get(*index).map(merit));
        match best {
            Some(index) => ordered.push(waiting.remove(index)),
            None => break,
        }
    }
    ordered
}

/// The task made of the initiative of a statement, if there is one that was not dropped.
pub fn task_of(records: &RecordSet, statement: &str) -> Option<Id> {
    let of = |record: &Record| task::INITIATIVE.get(record).as_deref() == Some(statement);
    let dropped = |record: &Record| task::STATUS.get(record).as_deref() == Some("dropped");
    records.of_kind(task::TASK.name).find(|record| of(record) && !dropped(record)).map(|record| record.id)
}

/// The task for an initiative: its title, how to go about it, and the statement whose gap it closes.
pub fn task_for(id: Id, statement: &str, title: &str, how: &str) -> Record {
    let mut record = Record::new(id, task::TASK.name, Stamp::default());
    let fields = [(task::TITLE.name(), title), (task::MEASURE.name(), how), (task::STATUS.name(), "open"), (task::INITIATIVE.name(), statement)];
    for (name, text) in fields {
        record.fields.insert(Key::new(name), Json::from(text));
    }
    record
}
