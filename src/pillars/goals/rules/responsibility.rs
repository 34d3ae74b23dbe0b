//! One sheet a person: goals, tasks, standards, rewards and penalties, confirmed with a date
//! (P01.A07, P01.A08, P01.A10, S10).

use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, FieldValues};
use model::Order as _;
use model::{Choice, Date, DateField, Decimal, FieldType, Id, Key, Line, Link, Record};

use super::{breakdown, links, live_goals, setting};
use crate::goals::{goal, responsibility_sheet};
use crate::organisation::person;
use crate::performance::standard;
use crate::plan::task;
use crate::teamwork::reward;
use crate::workspace::workspace;

/// What a person has to do with a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Answers for it.
    Owner,
    /// Is named among the participants.
    Participant,
    /// Carries a share of its target.
    Share,
}

impl Part {
    /// Stable code, also the last part of the label's key `ui.goals.part.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Participant => "participant",
            Self::Share => "share",
        }
    }
}

/// A goal on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetGoal {
    /// The goal.
    pub goal: Arc<Record>,
    /// The closest tie.
    pub part: Part,
    /// What the person carries of the target, where it was broken down.
    pub amount: Option<Decimal>,
}

/// Whether a person has confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetState {
    /// No sheet for the period.
    Missing,
    /// There is a sheet, without a date.
    Unconfirmed(Id),
    /// Confirmed on this day.
    Confirmed(Id, Date),
}

/// A person's responsibility sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The person.
    pub person: Id,
    /// The fiscal year, for example `2026`.
    pub period: String,
    /// Goals in order of the tie.
    pub goals: Vec<SheetGoal>,
    /// Own tasks that are not dropped.
    pub tasks: Vec<Arc<Record>>,
    /// Standards for the person, the department, or everyone.
    pub standards: Vec<Arc<Record>>,
    /// Rewards for the person or everyone, or for goals on this sheet.
    pub rewards: Vec<Arc<Record>>,
    /// Penalties likewise.
    pub penalties: Vec<Arc<Record>>,
    /// Whether it is confirmed.
    pub state: SheetState,
}

/// The fiscal year of the sheets, named by the year it begins in: that of today, or the first one with a goal when all goals
/// begin later.
pub fn period(context: &Context<'_>) -> String {
    let first_month = u32::try_from(setting(context.records, workspace::FISCAL_YEAR_START, 1)).unwrap_or(1);
    let year_of = |day: Date| if day.month() < first_month { day.year() - 1 } else { day.year() };
    let starts = live_goals(context.records).map(|record| goal::START.get(&**record));
    // A goal without a start may have begun.
    let first = starts.map(|start| start.map_or(i32::MIN, year_of)).min().unwrap_or(i32::MIN);
    year_of(context.today).max(first).to_string()
}

fn state(person: Id, period: &str, context: &Context<'_>) -> SheetState {
    let of_person = |record: &&Arc<Record>| {
        responsibility_sheet::PERSON.get(&***record) == Some(person)
            && responsibility_sheet::PERIOD.get(&***record).is_some_and(|named| named.trim().starts_with(period))
    };
    let sheets: Vec<&Arc<Record>> = context.records.of_kind(responsibility_sheet::RESPONSIBILITY_SHEET.name).filter(of_person).collect();
    let confirmed = sheets.iter().filter_map(|record| Some((responsibility_sheet::CONFIRMED_ON.get(&***record)?, record.id))).max();
    match (confirmed, sheets.last()) {
        (Some((date, id)), _) => SheetState::Confirmed(id, date),
        (None, Some(record)) => SheetState::Unconfirmed(record.id),
        (None, None) => SheetState::Missing,
    }
}

/// The sheet of a person for the running fiscal year.
pub fn sheet(person: Id, context: &Context<'_>) -> Sheet {
    let records = context.records;
    let shares = breakdown::of_person(person, context);
    let mut goals: Vec<SheetGoal> = Vec::new();
    for goal in live_goals(records) {
        let own: Vec<&Arc<Record>> = shares.iter().filter(|share| crate::goals::target_share::GOAL.get(&***share) == Some(goal.id)).collect();
        let amount = own.iter().filter_map(|share| crate::goals::target_share::AMOUNT.get(&***share)).sum();
        let part = if goal::OWNER.get(&**goal) == Some(person) {
            Part::Owner
        } else if links(&**goal, goal::PARTICIPANTS, person) {
            Part::Participant
        } else if !own.is_empty() {
            Part::Share
        } else {
            continue;
        };
        goals.push(SheetGoal { goal: goal.clone(), part, amount: (!own.is_empty()).then_some(amount) });
    }
    goals.order_by_key(|entry| (entry.part, entry.goal.id));
    let department = records.get(person).and_then(|record| person::DEPARTMENT.get(&**record));
    let for_person = |persons: Option<Vec<Id>>| persons.is_none_or(|persons| persons.is_empty() || persons.contains(&person));
    let standards = records.of_kind(standard::STANDARD.name).filter(|record| {
        let named = standard::PERSONS.get(&***record).is_some_and(|persons| persons.contains(&person));
        let of_department = standard::DEPARTMENT.get(&***record);
        named
            || (of_department.is_some() && of_department == department)
            || (of_department.is_none() && for_person(standard::PERSONS.get(&***record)))
    });
    let follows = |record: &&Arc<Record>| {
        let goal = reward::GOAL.get(&***record);
        for_person(reward::PERSONS.get(&***record)) && goal.is_none_or(|goal| goals.iter().any(|entry| entry.goal.id == goal))
    };
    let (penalties, rewards) = records
        .of_kind(reward::REWARD.name)
        .filter(follows)
        .cloned()
        .partition(|record| reward::REWARD_KIND.get(&**record).as_deref() == Some("penalty"));
    let period = period(context);
    Sheet {
        person,
        tasks: tasks_of(person, context),
        standards: standards.cloned().collect(),
        rewards,
        penalties,
        state: state(person, &period, context),
        period,
        goals,
    }
}

fn is_dropped(task: &Record) -> bool {
    task::STATUS.get(task).as_deref() == Some("dropped")
}

fn tasks_of(person: Id, context: &Context<'_>) -> Vec<Arc<Record>> {
    let own = |record: &&Arc<Record>| task::OWNER.get(&***record) == Some(person) && !is_dropped(record);
    context.records.of_kind(task::TASK.name).filter(own).cloned().collect()
}

fn persons(context: &Context<'_>, wanted: impl Fn(&Record) -> bool) -> Vec<Arc<Record>> {
    context.records.of_kind(person::PERSON.name).filter(|record| wanted(record)).cloned().collect()
}

/// Who has no sheet for the running fiscal year.
pub fn without_sheet(context: &Context<'_>) -> Vec<Arc<Record>> {
    let period = period(context);
    persons(context, |person| state(person.id, &period, context) == SheetState::Missing)
}

/// Who has not confirmed for the running fiscal year, with or without a sheet.
pub fn unconfirmed(context: &Context<'_>) -> Vec<Arc<Record>> {
    let period = period(context);
    persons(context, |person| !matches!(state(person.id, &period, context), SheetState::Confirmed(..)))
}

/// Who owns no task (P01.A07).
pub fn without_task(context: &Context<'_>) -> Vec<Arc<Record>> {
    persons(context, |person| tasks_of(person.id, context).is_empty())
}

/// Goals without any task that is not dropped (P01.A05).
pub fn goals_without_action(context: &Context<'_>) -> Vec<Arc<Record>> {
    let has_task = |goal: Id| context.records.of_kind(task::TASK.name).any(|record| task::GOAL.get(&**record) == Some(goal) && !is_dropped(record));
    live_goals(context.records).filter(|goal| !has_task(goal.id)).cloned().collect()
}

/// The fields of a task that carries a goal out.
pub fn task_from_goal(goal: &Record, title: &str, person: Id, due: Date, measure: &str) -> FieldValues {
    let text = |text: &str| Some(Line::write(text.trim().to_owned())).filter(|_| !text.trim().is_empty());
    vec![
        (Key::new(task::TITLE.name()), text(title)),
        (Key::new(task::OWNER.name()), Some(Link::write(person))),
        (Key::new(task::DUE.name()), Some(DateField::write(due))),
        (Key::new(task::MEASURE.name()), text(measure)),
        (Key::new(task::STATUS.name()), Some(Choice::write("open".to_owned()))),
        (Key::new(task::GOAL.name()), Some(Link::write(goal.id))),
    ]
}

/// The fields of a sheet that a person confirms today.
pub fn confirmation(person: Id, context: &Context<'_>) -> FieldValues {
    vec![
        (Key::new(responsibility_sheet::PERSON.name()), Some(Link::write(person))),
        (Key::new(responsibility_sheet::PERIOD.name()), Some(Line::write(period(context)))),
        (Key::new(responsibility_sheet::CONFIRMED_ON.name()), Some(DateField::write(context.today))),
    ]
}
