//! Page 1: which snapshots are told of, which decisions are needed, what comes in the next days.

use std::sync::Arc;

use flow::Context;
use model::{Date, Order as _, Record, RecordSet, add_days};

use super::agenda::{Entry, Occasion, agenda};
use crate::diagnosis::assessment::{ASSESSMENT, DATED, STAGE};
use crate::diagnosis::content::Structure;
use crate::diagnosis::initiatives::{Suggestion, roadmap, task_of};
use crate::diagnosis::scoring::{self, Levels};
use crate::plan::task;

/// Work that is so many days late asks for a decision.
pub const LATE: i64 = 14;

/// A snapshot of maturity with its levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The assessment.
    pub record: Arc<Record>,
    /// Its medians.
    pub levels: Levels,
}

/// The snapshots that a report tells of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshots {
    /// The latest one that is no target.
    pub now: Option<Snapshot>,
    /// The one before it.
    pub before: Option<Snapshot>,
    /// The latest target.
    pub target: Option<Snapshot>,
}

/// The snapshots of a workspace; those without a level are left out.
pub fn snapshots(records: &RecordSet) -> Snapshots {
    let mut all: Vec<Snapshot> = records
        .of_kind(ASSESSMENT.name)
        .map(|record| Snapshot { record: record.clone(), levels: scoring::medians(&scoring::answers(records, record.id)) })
        .filter(|snapshot| !snapshot.levels.is_empty())
        .collect();
    all.order_by_key(|snapshot| (DATED.get(&*snapshot.record), snapshot.record.id));
    let is_target = |snapshot: &Snapshot| STAGE.get(&*snapshot.record).as_deref() == Some("target");
    let (mut targets, mut rounds): (Vec<Snapshot>, Vec<Snapshot>) = all.into_iter().partition(is_target);
    Snapshots { now: rounds.pop(), before: rounds.pop(), target: targets.pop() }
}

impl Snapshots {
    /// The initiatives that follow from the latest snapshot, in the order of the roadmap.
    pub fn roadmap(&self, structure: &Structure) -> Vec<Suggestion> {
        let target = self.target.as_ref().map(|target| &target.levels);
        self.now.as_ref().map(|now| roadmap(structure, &now.levels, target)).unwrap_or_default()
    }
}

/// Something that only the company can decide.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Who starts this initiative, and when: nobody has taken it on yet.
    Start(Suggestion),
    /// Give it time, another owner, or up: it is late by so many days.
    Late(Entry, i64),
    /// Who answers for it: it has a day and no owner.
    Owner(Entry),
}

/// At most so many decisions: first the initiatives of the roadmap that nobody has taken on, one a pillar; then work that
/// is [`LATE`], the longest first; then work without an owner.
pub fn decisions(structure: &Structure, snapshots: &Snapshots, context: &Context<'_>, most: usize) -> Vec<Decision> {
    let mut pillars = Vec::new();
    let open = snapshots.roadmap(structure).into_iter().filter(|one| {
        let taken = task_of(context.records, &one.statement).and_then(|id| context.records.get(id));
        taken.is_none_or(|record| task::OWNER.get(&**record).is_none())
    });
    let first = open.filter(|one| {
        let is_new = !pillars.contains(&one.pillar);
        pillars.push(one.pillar);
        is_new
    });
    let work = open_work(context);
    let late = work.iter().map(|entry| (entry, (context.today - entry.day).num_days())).filter(|(_, days)| *days >= LATE);
    let unowned = work.iter().filter(|entry| entry.owner.is_none() && entry.day >= context.today);
    first
        .map(Decision::Start)
        .chain(late.map(|(entry, days)| Decision::Late(entry.clone(), days)))
        .chain(unowned.cloned().map(Decision::Owner))
        .take(most)
        .collect()
}

/// What somebody has to do by a day: tasks and improvements that are not done, the oldest day first.
fn open_work(context: &Context<'_>) -> Vec<Entry> {
    let is_work = |entry: &Entry| !entry.done && matches!(entry.occasion, Occasion::Task | Occasion::Improvement);
    agenda(context).into_iter().filter(is_work).collect()
}

/// What comes from today until so many days later, and before it the work that is late.
pub fn next_days(context: &Context<'_>, days: i64) -> Vec<Entry> {
    let end: Date = add_days(context.today, days);
    let is_late = |entry: &Entry| entry.day < context.today && matches!(entry.occasion, Occasion::Task | Occasion::Improvement);
    let comes = |entry: &Entry| (context.today..=end).contains(&entry.day);
    agenda(context).into_iter().filter(|entry| !entry.done && (is_late(entry) || comes(entry))).collect()
}
