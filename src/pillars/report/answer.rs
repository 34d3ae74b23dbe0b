//! What to do first: the weak spots in the order in which they can be taken on, each with who would lead it, by when, and
//! who decides. What the records do not say is proposed from them and marked as proposed; nobody is invented.

use std::cmp::Reverse;
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
use crate::diagnosis::scoring::Levels;
use crate::organisation::{department, mechanism, person, position};
use crate::plan::task;
use crate::teamwork::meeting;

/// So many days stand between the proposed ends of two initiatives: one a month.
pub const PACE: i64 = 30;
/// A decision is asked for within so many days, where no meeting is planned for it.
const SOON: i64 = 7;
/// From so many proposed initiatives on, one person has too many: the next who fits is proposed.
const MANY: usize = 3;
/// From so many works in hand on, one person has too much, where it is a share of all.
const LOADED: usize = 6;
const SHARE: usize = 6;
/// The highest level.
pub const HIGHEST: f64 = 5.0;
/// Fields that say who answers for a record, the first that a kind has.
pub(super) const ANSWERS: [&str; 7] = ["owner", "lead", "head", "trainer", "chair", "mentor", "author"];

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
    /// Who stands at the top of the line above whoever would lead it: a person, or a position whose holder no record names.
    pub head: Id,
    /// The day.
    pub day: Date,
    /// The planned meeting of that day.
    pub meeting: Option<Id>,
}

/// Why somebody is proposed to lead an initiative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Answers for so many records of the step that closes the gap, more than anybody else.
    Step(usize),
    /// Answers for so many records of the pillar, more than anybody else.
    Pillar(usize),
    /// Heads the first department that has a head.
    Head,
    /// Comes next behind this person, who is proposed for too many initiatives already.
    Instead(Id),
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
    /// Why just this person, while only proposed.
    pub reason: Option<Reason>,
    /// By when.
    pub due: Said<Date>,
}

impl Answer {
    /// Somebody has taken it on.
    pub fn is_taken(&self) -> bool {
        self.task.is_some() && self.owner.is_some_and(|owner| !owner.is_proposed())
    }
}

/// Everything that raises a level, in the order in which it is taken on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The weak spots.
    pub first: Vec<Answer>,
    /// The rest of the roadmap, then what lifts the lowest statement of each pillar that has nothing else to do.
    pub later: Vec<Answer>,
    /// So many other statements stand no higher than the highest of the weak spots.
    pub equal: usize,
}

impl Plan {
    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &Answer> {
        self.first.iter().chain(&self.later)
    }

    /// What raises this statement.
    pub fn of(&self, statement: &str) -> Option<&Answer> {
        self.all().find(|answer| answer.statement == statement)
    }
}

/// The plan: the weak spots one a month, the lowest first, but none before something that it builds on and that stands no
/// higher; then the rest, one a month for each owner and none before what it builds on.
pub fn plan(structure: &Structure, snapshots: &Snapshots, contents: &[&PillarContent], context: &Context<'_>) -> Plan {
    let Some(now) = &snapshots.now else { return Plan::default() };
    let (mut weak, _) = result::extremes(structure, &now.levels);
    let level = |id: &str| now.levels.get(id).copied().unwrap_or(WANTED);
    let waits = |item: &Statement| item.initiative.after.iter().any(|id| level(id) < WANTED && level(id) <= level(&item.id));
    weak.order_by_key(|item| waits(item));
    let mut ordered = weak.clone();
    let lowest = (1..=10).filter_map(|pillar| weakest(structure, &now.levels, pillar)).filter(|(_, level)| *level < HIGHEST);
    let roadmap = snapshots.roadmap(structure).into_iter().filter_map(|one| structure.statement(&one.statement));
    for item in roadmap.chain(lowest.map(|(item, _)| item)) {
        if !ordered.iter().any(|known| known.id == item.id) {
            ordered.push(item);
        }
    }
    let mut months: BTreeMap<&str, i64> = BTreeMap::new();
    let mut busy: BTreeMap<Option<Id>, i64> = BTreeMap::new();
    let highest = weak.iter().map(|item| level(&item.id)).fold(0.0, f64::max);
    let as_low = now.levels.values().filter(|level| **level <= highest).count();
    let mut given: BTreeMap<Id, usize> = BTreeMap::new();
    let mut found = Plan { equal: as_low.saturating_sub(weak.len()), ..Plan::default() };
    for (place, item) in ordered.into_iter().enumerate() {
        let mut answer = answer(item, &now.levels, contents, &given, context);
        if let Some(Said::Proposed(id)) = answer.owner {
            *given.entry(id).or_default() += 1;
        }
        let owner = answer.owner.map(Said::value);
        let month = if place < weak.len() {
            place as i64 + 1
        } else {
            let begins = busy.get(&owner).copied().unwrap_or_default().max(weak.len() as i64);
            item.initiative.after.iter().filter_map(|id| months.get(id.as_str())).fold(begins, |begins, month| begins.max(*month)) + 1
        };
        months.insert(&item.id, month);
        busy.insert(owner, month);
        if answer.due.is_proposed() {
            answer.due = Said::Proposed(working_day(add_days(context.today, PACE * month)));
        }
        if place < weak.len() { found.first.push(answer) } else { found.later.push(answer) }
    }
    found
}

/// What raises a statement; a day that no task says is left at today. `given` says who is proposed for how many already.
fn answer(statement: &Statement, levels: &Levels, contents: &[&PillarContent], given: &BTreeMap<Id, usize>, context: &Context<'_>) -> Answer {
    let is_open = |id: &String| levels.get(id).is_some_and(|level| *level < WANTED);
    let task = task_of(context.records, &statement.id).and_then(|id| context.records.get(id)).cloned();
    let set = task.as_ref().and_then(|task| task::OWNER.get(&**task));
    let due = task.as_ref().and_then(|task| task::DUE.get(&**task));
    let proposed = if set.is_none() { proposed_owner(statement, contents, given, context) } else { None };
    Answer {
        statement: statement.id.clone(),
        pillar: statement.pillar,
        level: levels.get(&statement.id).copied().unwrap_or_default(),
        with: statement.initiative.after.iter().filter(|id| is_open(id)).cloned().collect(),
        owner: set.map(Said::Set).or(proposed.map(|(id, _)| Said::Proposed(id))),
        reason: proposed.map(|(_, reason)| reason),
        due: due.map_or(Said::Proposed(context.today), Said::Set),
        task,
    }
}

/// The statement of a pillar that stands lowest, and its level.
pub fn weakest<'a>(structure: &'a Structure, levels: &Levels, pillar: u8) -> Option<(&'a Statement, f64)> {
    let known = structure.items.iter().filter(|item| item.pillar == pillar).filter_map(|item| Some((item, levels.get(&item.id).copied()?)));
    known.min_by(|one, other| one.1.total_cmp(&other.1))
}

/// Who has most of all open work in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub person: Id,
    /// So many works on record.
    pub set: usize,
    /// So many that are proposed.
    pub proposed: usize,
    /// All open work, of everybody.
    pub all: usize,
}

/// Whoever has most open work, on record and proposed counted alike, where that is at least [`LOADED`] and one of
/// [`SHARE`]: more than one person can carry beside the daily work.
pub fn overloaded(owners: impl Iterator<Item = Said<Id>>) -> Option<Load> {
    let mut named: BTreeMap<Id, Load> = BTreeMap::new();
    let mut all = 0;
    for owner in owners {
        all += 1;
        let load = named.entry(owner.value()).or_insert(Load { person: owner.value(), set: 0, proposed: 0, all: 0 });
        *(if owner.is_proposed() { &mut load.proposed } else { &mut load.set }) += 1;
    }
    let count = |load: &Load| load.set + load.proposed;
    let most = named.into_values().reduce(|most, one| if count(&one) > count(&most) { one } else { most })?;
    (count(&most) >= LOADED && count(&most) * SHARE >= all).then_some(Load { all, ..most })
}

/// The day itself, or the Monday after a weekend.
fn working_day(day: Date) -> Date {
    match i64::from(day.weekday().number_from_monday()) {
        late @ 6..=7 => add_days(day, 8 - late),
        _ => day,
    }
}

/// Who could lead the initiative of a statement, and why: whoever answers for most records of the step that closes its gap,
/// else of its pillar, else the first head of a department. Who is proposed for [`MANY`] already stands back for the next.
fn proposed_owner(statement: &Statement, contents: &[&PillarContent], given: &BTreeMap<Id, usize>, context: &Context<'_>) -> Option<(Id, Reason)> {
    let step = contents.iter().find_map(|content| content.step_of(&statement.step));
    let of_step = step.map(|step| most_named(step.kinds().into_iter().map(|kind| &**kind), context)).unwrap_or_default();
    let of_pillar = most_named(crate::kinds_of(statement.pillar).map(|kind| kind.name), context);
    let heads = context.records.of_kind(department::DEPARTMENT.name).filter_map(|record| department::HEAD.get(&**record));
    let heads = heads.filter(|id| is_person(*id, context)).map(|id| (id, Reason::Head));
    let of_step = of_step.into_iter().map(|(id, count)| (id, Reason::Step(count)));
    let of_pillar = of_pillar.into_iter().map(|(id, count)| (id, Reason::Pillar(count)));
    let all: Vec<(Id, Reason)> = of_step.chain(of_pillar).chain(heads).collect();
    let (first, reason) = *all.first()?;
    let is_free = |id: Id| given.get(&id).copied().unwrap_or_default() < MANY;
    match all.iter().find(|(id, _)| is_free(*id)) {
        Some((next, _)) if *next != first => Some((*next, Reason::Instead(first))),
        _ => Some((first, reason)),
    }
}

fn is_person(id: Id, context: &Context<'_>) -> bool {
    context.records.get(id).is_some_and(|record| record.kind == *person::PERSON.name)
}

/// The people who answer for records of these kinds, and for how many, the most first; among equals the one recorded first.
fn most_named<'a>(kinds: impl Iterator<Item = &'a str>, context: &Context<'_>) -> Vec<(Id, usize)> {
    let mut named: BTreeMap<Id, usize> = BTreeMap::new();
    for kind in kinds {
        let Some(field) = context.registry.kind(kind).and_then(|kind| ANSWERS.iter().find(|name| kind.field(name).is_some())) else { continue };
        let people = context.records.of_kind(kind).filter_map(|record| record.field(field).and_then(Link::read));
        for id in people.filter(|id| is_person(*id, context)) {
            *named.entry(id).or_default() += 1;
        }
    }
    let mut found: Vec<(Id, usize)> = named.into_iter().collect();
    found.order_by_key(|(_, count)| Reverse(*count));
    found
}

/// Who stands at the top of the line above a person: superiors first, then the positions above the position of the last of
/// them. Who has no such line is below the company's only top position. A position stands for itself where nobody is
/// recorded in it.
pub fn head_above(owner: Id, context: &Context<'_>) -> Id {
    let mut line = vec![owner];
    let superior = |id: Id| context.records.get(id).and_then(|record| person::SUPERIOR.get(&**record)).filter(|id| is_person(*id, context));
    while let Some(above) = line.last().and_then(|id| superior(*id)).filter(|id| !line.contains(id)) {
        line.push(above);
    }
    let top = line.last().copied().unwrap_or(owner);
    let is_position = |id: &Id| context.records.get(*id).is_some_and(|record| record.kind == *position::POSITION.name);
    let own = context.records.get(top).and_then(|record| person::POSITION.get(&**record)).filter(is_position);
    let mut posts: Vec<Id> = own.into_iter().collect();
    let above = |id: Id| context.records.get(id).and_then(|record| position::REPORTS_TO.get(&**record)).filter(is_position);
    while let Some(next) = posts.last().and_then(|id| above(*id)).filter(|id| !posts.contains(id)) {
        posts.push(next);
    }
    if posts.len() < 2 {
        let is_top =
            |record: &&Arc<Record>| position::LEVEL.get(&***record).as_deref() == Some("top") && position::REPORTS_TO.get(&***record).is_none();
        let mut tops = context.records.of_kind(position::POSITION.name).filter(is_top);
        if let (Some(only), None) = (tops.next(), tops.next()) {
            posts.push(only.id);
        }
    }
    match posts.last() {
        Some(post) if Some(*post) != own => {
            let holds = |record: &&Arc<Record>| person::POSITION.get(&***record) == Some(*post);
            context.records.of_kind(person::PERSON.name).find(holds).map_or(*post, |record| record.id)
        }
        _ => top,
    }
}

/// Who decides about something that a person leads: the head of the line above, at a meeting before the first initiative
/// would be done. One that the head chairs comes first, then one of several departments, the one with most of them first,
/// then one that the owner or a superior chairs; without any, within a week.
pub fn decider(owner: Id, context: &Context<'_>) -> Decider {
    let head = head_above(owner, context);
    let superior = context.records.get(owner).and_then(|record| person::SUPERIOR.get(&**record));
    let last = add_days(context.today, PACE);
    let departments = |id: Id| {
        let series = context.records.get(id).and_then(|record| meeting::MECHANISM.get(&**record));
        let of = series.and_then(|id| context.records.get(id)).and_then(|record| mechanism::DEPARTMENTS.get(&**record));
        of.map_or(0, |all| all.len())
    };
    let planned = |entry: &super::agenda::Entry| entry.occasion == Occasion::Meeting && !entry.done && (context.today..=last).contains(&entry.day);
    let rank = |entry: &super::agenda::Entry| {
        let count = departments(entry.record.id);
        let chair = entry.owner;
        match chair {
            Some(chair) if chair == head => Some((0, 0)),
            _ if count > 1 => Some((1, usize::MAX - count)),
            Some(chair) if chair == owner || Some(chair) == superior => Some((2, 0)),
            _ => None,
        }
    };
    let fitting = agenda(context).into_iter().filter(planned).filter_map(|entry| Some((rank(&entry)?, entry)));
    match fitting.min_by_key(|(rank, _)| *rank) {
        Some((_, entry)) => Decider { head, day: entry.day, meeting: Some(entry.record.id) },
        None => Decider { head, day: working_day(add_days(context.today, SOON)), meeting: None },
    }
}
