//! Page 1: which snapshots are told of, which decisions are needed, what comes in the next days.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, Finding};
use model::{Date, Id, Order as _, Record, RecordSet, add_days};

use super::agenda::{Entry, Occasion, agenda};
use super::answer::{Answer, Decider, Said, decider};
use super::arranged::{Arranged, arranged};
use super::costs::Cost;
use crate::diagnosis::assessment::{ASSESSMENT, DATED, STAGE};
use crate::diagnosis::content::Structure;
use crate::diagnosis::initiatives::{Suggestion, roadmap};
use crate::diagnosis::scoring::{self, Levels};
use crate::improvement::improvement_action::IMPROVEMENT_ACTION;
use crate::organisation::rules::structure::vacancy;
use crate::organisation::{person, position};
use crate::plan::task::TASK;
use crate::teamwork::decision;

/// Code of the figure about the rest of the year.
const OUTLOOK: &str = "outlook";
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

/// A decision with who takes it, by when, and what is already arranged about the same matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What is to be decided.
    pub decision: Decision,
    /// Who takes it and by when; none where nobody answers for the matter.
    pub decider: Option<Decider>,
    /// Open work about the same records, by day.
    pub arranged: Vec<Arranged>,
}

/// At most so many decisions: first about the figures with money, the weightiest first, then in the order of their days; then
/// those that follow from the weak spots and that nobody has taken on, in their order; then work that is [`LATE`], the longest
/// first; then work without an owner. Beside money the first weak spot is told by itself.
pub fn decisions(costs: &[Cost], answers: &[Answer], context: &Context<'_>, most: usize) -> Vec<Ask> {
    let money: Vec<&Cost> = costs.iter().filter(|cost| cost.stake.is_some()).take(most).collect();
    let mut told: Vec<Id> = Vec::new();
    // Work is told once, with what weighs most; a goal is about everything, so what is about something narrower is told there.
    let mut asks: Vec<Ask> = Vec::new();
    for cost in costs.iter().filter(|cost| cost.code != OUTLOOK).chain(costs.iter().filter(|cost| cost.code == OUTLOOK)) {
        let mut arranged = arranged(cost, context);
        arranged.retain(|work| !told.contains(&work.record.id));
        told.extend(arranged.iter().map(|work| work.record.id));
        if money.contains(&cost) {
            let owner = cost.parts.iter().find_map(|part| part.owner);
            let decider = owner.map(|owner| before(decider(owner, context), &arranged, context));
            asks.push(Ask { decision: Decision::Money(cost.clone()), decider, arranged });
        }
    }
    let stake = |ask: &Ask| if let Decision::Money(cost) = &ask.decision { cost.stake } else { None };
    asks.order_by_key(|ask| (ask.decider.as_ref().map(|found| found.day), Reverse(stake(ask))));
    let work = open_work(context);
    let late = work.iter().map(|entry| (entry, (context.today - entry.day).num_days())).filter(|(_, days)| *days >= LATE);
    let unowned = work.iter().filter(|entry| entry.owner.is_none() && entry.day >= context.today);
    let starts = answers.iter().skip(usize::from(!asks.is_empty())).filter(|answer| !answer.is_taken()).cloned().map(Decision::Start);
    let others = starts
        .chain(late.map(|(entry, days)| Decision::Late(entry.clone(), days)))
        .chain(unowned.cloned().map(Decision::Owner))
        .take(most - asks.len());
    asks.extend(others.map(|decision| {
        let owner = match &decision {
            Decision::Start(answer) => answer.owner.map(Said::value),
            Decision::Late(entry, _) | Decision::Owner(entry) => entry.owner,
            Decision::Money(_) => None,
        };
        Ask { decider: owner.map(|owner| decider(owner, context)), decision, arranged: Vec::new() }
    }));
    asks
}

/// The day before the first of these that is still to come, where that is earlier: who acts must know what was decided. What
/// comes today or on the next day is decided about today.
fn before(found: Decider, arranged: &[Arranged], context: &Context<'_>) -> Decider {
    let first = arranged.iter().filter_map(|work| work.day).filter(|day| *day >= context.today).min();
    match first.map(|day| last_working_day(add_days(day, -1)).max(context.today)) {
        Some(day) if day < found.day => Decider { day, meeting: None, ..found },
        _ => found,
    }
}

/// The day itself, or the Friday before a weekend.
fn last_working_day(day: Date) -> Date {
    add_days(day, -(i64::from(day.weekday().number_from_monday()) - 5).max(0))
}

/// What somebody has to do by a day: tasks and improvements that are not done, the oldest day first.
fn open_work(context: &Context<'_>) -> Vec<Entry> {
    let is_work = |entry: &Entry| !entry.done && matches!(entry.occasion, Occasion::Task | Occasion::Improvement);
    agenda(context).into_iter().filter(is_work).collect()
}

/// Parts of a check's name that say that a day has passed.
const PASSED: [&str; 4] = ["late", "overdue", "owed", "forwarded"];

/// Whether a finding says that something is past its day. Tasks and what was decided at meetings stand among the work.
pub fn is_overdue(finding: &Finding) -> bool {
    let is_work = finding.kind.as_deref().is_some_and(|kind| [TASK.name, IMPROVEMENT_ACTION.name, decision::DECISION.name].contains(&kind));
    let name = finding.check.rsplit('.').next().unwrap_or_default();
    !is_work && name.split('_').any(|part| PASSED.contains(&part))
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
