//! Page 1: which snapshots are told of, which decisions are needed, what comes in the next days.

use std::sync::Arc;

use flow::Context;
use model::{Date, Id, Order as _, Record, RecordSet, add_days};

use super::agenda::{Entry, Occasion, agenda};
use super::answer::Answer;
use super::costs::Cost;
use crate::diagnosis::assessment::{ASSESSMENT, DATED, STAGE};
use crate::diagnosis::content::Structure;
use crate::diagnosis::initiatives::{Suggestion, roadmap};
use crate::diagnosis::scoring::{self, Levels};
use crate::organisation::rules::structure::vacancy;
use crate::organisation::{person, position};
use crate::teamwork::decision;

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
    /// What is done about the money that a figure is about.
    Money(Cost),
    /// Who leads the initiative of this weak spot, and by when: nobody has taken it on yet.
    Start(Answer),
    /// Give it time, another owner, or up: it is late by so many days.
    Late(Entry, i64),
    /// Who answers for it: it has a day and no owner.
    Owner(Entry),
}

/// At most so many decisions: first about the figures with money, the weightiest first; then those that follow from the weak
/// spots and that nobody has taken on, in their order; then work that is [`LATE`], the longest first; then work without an owner.
pub fn decisions(costs: &[Cost], answers: &[Answer], context: &Context<'_>, most: usize) -> Vec<Decision> {
    let work = open_work(context);
    let late = work.iter().map(|entry| (entry, (context.today - entry.day).num_days())).filter(|(_, days)| *days >= LATE);
    let unowned = work.iter().filter(|entry| entry.owner.is_none() && entry.day >= context.today);
    let money = costs.iter().filter(|cost| cost.stake.is_some()).cloned().map(Decision::Money);
    money
        .chain(answers.iter().filter(|answer| !answer.is_taken()).cloned().map(Decision::Start))
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

/// What the head of the company has to do himself.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// A task, an improvement, a decision, or a position below him that nobody fills.
    pub record: Arc<Record>,
    /// By when, where the record says so.
    pub due: Option<Date>,
}

/// The head's own work that is due until so many days later, by day; then the positions directly below him that have to be
/// filled. The head is a person, or the position at the top.
pub fn duties(head: Id, context: &Context<'_>, days: i64) -> Vec<Duty> {
    let end = add_days(context.today, days);
    let of_agenda = open_work(context).into_iter().filter(|entry| entry.owner == Some(head) && entry.day <= end);
    let mut found: Vec<Duty> = of_agenda.map(|entry| Duty { record: entry.record, due: Some(entry.day) }).collect();
    let own = |record: &&Arc<Record>| decision::OWNER.get(&***record) == Some(head) && decision::STATUS.get(&***record).as_deref() == Some("open");
    let followed = |record: &&Arc<Record>| decision::TASK.get(&***record).is_some() || decision::ACTION.get(&***record).is_some();
    let decided = context.records.of_kind(decision::DECISION.name).filter(own).filter(|record| !followed(record));
    found.extend(decided.filter_map(|record| {
        let due = decision::DUE.get(&**record).filter(|due| *due <= end)?;
        Some(Duty { record: record.clone(), due: Some(due) })
    }));
    found.order_by_key(|duty| duty.due);
    let post = context.records.get(head).and_then(|record| person::POSITION.get(&**record)).unwrap_or(head);
    let below = context.records.of_kind(position::POSITION.name).filter(|record| position::REPORTS_TO.get(&***record) == Some(post));
    let vacant = below.filter(|record| vacancy(context, record).is_some_and(|open| open > 0));
    found.extend(vacant.map(|record| Duty { record: record.clone(), due: None }));
    found
}
