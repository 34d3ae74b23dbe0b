//! Page 1: which snapshots are told of, which decisions are needed, what comes in the next days.

use std::sync::Arc;

use flow::Context;
use model::{Date, Order as _, Record, RecordSet, add_days};

use super::agenda::{Entry, Occasion, agenda};
use super::answer::Answer;
use crate::diagnosis::assessment::{ASSESSMENT, DATED, STAGE};
use crate::diagnosis::content::Structure;
use crate::diagnosis::initiatives::{Suggestion, roadmap};
use crate::diagnosis::scoring::{self, Levels};

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
    /// Who leads the initiative of this weak spot, and by when: nobody has taken it on yet.
    Start(Answer),
    /// Give it time, another owner, or up: it is late by so many days.
    Late(Entry, i64),
    /// Who answers for it: it has a day and no owner.
    Owner(Entry),
}

/// At most so many decisions: first those that follow from the weak spots and that nobody has taken on, in their order;
/// then work that is [`LATE`], the longest first; then work without an owner.
pub fn decisions(answers: &[Answer], context: &Context<'_>, most: usize) -> Vec<Decision> {
    let work = open_work(context);
    let late = work.iter().map(|entry| (entry, (context.today - entry.day).num_days())).filter(|(_, days)| *days >= LATE);
    let unowned = work.iter().filter(|entry| entry.owner.is_none() && entry.day >= context.today);
    answers
        .iter()
        .filter(|answer| !answer.is_taken())
        .cloned()
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

/// Work that is late, and what comes in the next days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Days {
    /// Tasks and improvements whose day has passed, the oldest first.
    pub overdue: Vec<Entry>,
    /// Everything with a day from today on, by day.
    pub coming: Vec<Entry>,
}

/// What is late today, and what comes from today until so many days later.
pub fn next_days(context: &Context<'_>, days: i64) -> Days {
    let end: Date = add_days(context.today, days);
    let open = || agenda(context).into_iter().filter(|entry| !entry.done);
    let is_work = |entry: &Entry| matches!(entry.occasion, Occasion::Task | Occasion::Improvement);
    Days {
        overdue: open().filter(|entry| entry.day < context.today && is_work(entry)).collect(),
        coming: open().filter(|entry| (context.today..=end).contains(&entry.day)).collect(),
    }
}
