//! What to do first: the weak spots in the order in which they can be taken on, each with who would lead it, by when, and
//! who decides. What the records do not say is proposed from them and marked as proposed; nobody is invented.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, PillarContent};
use model::{Date, FieldType, Fields, Id, Link, Order as _, Record, add_days};

use super::agenda::{Occasion, agenda};
use super::first::Snapshots;
use crate::diagnosis::content::{Statement, Structure};
use crate::diagnosis::initiatives::{WANTED, task_of};
use crate::diagnosis::result;
use crate::organisation::{department, person};
use crate::plan::task;

/// So many days stand between the proposed ends of two initiatives: one a month.
pub const PACE: i64 = 30;
/// A decision is asked for within so many days, where no meeting is planned for it.
const SOON: i64 = 7;
/// Fields that say who answers for a record, the first that a kind has.
const ANSWERS: [&str; 7] = ["owner", "lead", "head", "trainer", "chair", "mentor", "author"];

/// What the records say, or what is proposed because they say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// It stands in a record.
    Set(T),
    /// It is proposed.
    Proposed(T),
}

impl<T: Copy> Said<T> {
    /// The value itself.
    pub fn value(self) -> T {
        match self {
            Self::Set(value) | Self::Proposed(value) => value,
        }
    }

    /// Whether no record says so yet.
    pub fn is_proposed(self) -> bool {
        matches!(self, Self::Proposed(_))
    }
}

/// Who decides, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Decider {
    /// The superior of whoever would lead it, or that person where nobody stands above.
    pub person: Id,
    /// The day.
    pub day: Date,
    /// The planned meeting of that day.
    pub meeting: Option<Id>,
}

/// What raises a statement: its initiative, who leads it, by when.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Id of the statement.
    pub statement: String,
    /// Pillar, 1–10.
    pub pillar: u8,
    /// Where it stands.
    pub level: f64,
    /// Statements whose initiatives belong to it and are open too.
    pub with: Vec<String>,
    /// The task made of its initiative.
    pub task: Option<Arc<Record>>,
    /// Who leads it; none where the records name nobody.
    pub owner: Option<Said<Id>>,
    /// By when; none where it has no task and comes after the first ones.
    pub due: Option<Said<Date>>,
}

impl Answer {
    /// Somebody has taken it on.
    pub fn is_taken(&self) -> bool {
        self.task.is_some() && self.owner.is_some_and(|owner| !owner.is_proposed())
    }
}

/// What raises a statement; `place` is its place among the first ones, from 0.
pub fn answer(
    statement: &Statement,
    place: Option<i64>,
    snapshots: &Snapshots,
    contents: &[&PillarContent],
    context: &Context<'_>,
) -> Option<Answer> {
    let levels = &snapshots.now.as_ref()?.levels;
    let level = *levels.get(&statement.id)?;
    let is_open = |id: &String| levels.get(id).is_some_and(|level| *level < WANTED);
    let task = task_of(context.records, &statement.id).and_then(|id| context.records.get(id)).cloned();
    let set = task.as_ref().and_then(|task| task::OWNER.get(&**task)).map(Said::Set);
    let due = task.as_ref().and_then(|task| task::DUE.get(&**task)).map(Said::Set);
    Some(Answer {
        statement: statement.id.clone(),
        pillar: statement.pillar,
        level,
        with: statement.initiative.after.iter().filter(|id| is_open(id)).cloned().collect(),
        owner: set.or_else(|| proposed_owner(statement, contents, context).map(Said::Proposed)),
        due: due.or_else(|| place.map(|place| Said::Proposed(working_day(add_days(context.today, PACE * (place + 1)))))),
        task,
    })
}

/// The day itself, or the Monday after a weekend.
fn working_day(day: Date) -> Date {
    match i64::from(day.weekday().number_from_monday()) {
        late @ 6..=7 => add_days(day, 8 - late),
        _ => day,
    }
}

/// The weak spots in the order in which they are taken on: the lowest first, but none before something that it builds on
/// and that stands no higher.
pub fn answers(structure: &Structure, snapshots: &Snapshots, contents: &[&PillarContent], context: &Context<'_>) -> Vec<Answer> {
    let Some(now) = &snapshots.now else { return Vec::new() };
    let (mut weak, _) = result::extremes(structure, &now.levels);
    let level = |id: &str| now.levels.get(id).copied().unwrap_or(WANTED);
    let waits = |item: &Statement| item.initiative.after.iter().any(|id| level(id) < WANTED && level(id) <= level(&item.id));
    weak.order_by_key(|item| waits(item));
    weak.into_iter().zip(0..).filter_map(|(item, place)| answer(item, Some(place), snapshots, contents, context)).collect()
}

/// Who could lead the initiative of a statement: whoever answers for most records of the step that closes its gap, else of
/// its pillar, else the first head of a department.
pub fn proposed_owner(statement: &Statement, contents: &[&PillarContent], context: &Context<'_>) -> Option<Id> {
    let step = contents.iter().find_map(|content| content.step_of(&statement.step));
    let of_step = step.and_then(|step| most_named(step.kinds().into_iter().map(|kind| &**kind), context));
    let of_pillar = || most_named(crate::kinds_of(statement.pillar).map(|kind| kind.name), context);
    let head = || {
        context.records.of_kind(department::DEPARTMENT.name).filter_map(|record| department::HEAD.get(&**record)).find(|id| is_person(*id, context))
    };
    of_step.or_else(of_pillar).or_else(head)
}

fn is_person(id: Id, context: &Context<'_>) -> bool {
    context.records.get(id).is_some_and(|record| record.kind == *person::PERSON.name)
}

/// The person who answers for most records of these kinds; among equals the one recorded first.
fn most_named<'a>(kinds: impl Iterator<Item = &'a str>, context: &Context<'_>) -> Option<Id> {
    let mut named: BTreeMap<Id, usize> = BTreeMap::new();
    for kind in kinds {
        let Some(field) = context.registry.kind(kind).and_then(|kind| ANSWERS.iter().find(|name| kind.field(name).is_some())) else { continue };
        let people = context.records.of_kind(kind).filter_map(|record| record.field(field).and_then(Link::read));
        for id in people.filter(|id| is_person(*id, context)) {
            *named.entry(id).or_default() += 1;
        }
    }
    let most = named.values().copied().max()?;
    named.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id)
}

/// Who decides about something that a person leads: the superior, at the next planned meeting that either of them chairs
/// before the first initiative would be done.
pub fn decider(owner: Id, context: &Context<'_>) -> Decider {
    let superior = context.records.get(owner).and_then(|record| person::SUPERIOR.get(&**record)).filter(|id| is_person(*id, context));
    let person = superior.unwrap_or(owner);
    let last = add_days(context.today, PACE);
    let chaired = |entry: &super::agenda::Entry| {
        entry.occasion == Occasion::Meeting
            && !entry.done
            && (context.today..=last).contains(&entry.day)
            && entry.owner.is_some_and(|chair| chair == person || chair == owner)
    };
    match agenda(context).into_iter().find(chaired) {
        Some(entry) => Decider { person, day: entry.day, meeting: Some(entry.record.id) },
        None => Decider { person, day: working_day(add_days(context.today, SOON)), meeting: None },
    }
}
