//! Everything with a day: tasks, improvements, meetings, trainings, reviews. The report and the calendar file read it.

use std::sync::Arc;

use flow::Context;
use model::{Date, FieldType, Fields, Id, Link, Order as _, Record};

use crate::improvement::improvement_action;
use crate::people::training_session;
use crate::plan::task;
use crate::teamwork::meeting;
use crate::workspace::cycles;

/// What kind of entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// A task is due.
    Task,
    /// An improvement is due.
    Improvement,
    /// A meeting takes place.
    Meeting,
    /// A training takes place.
    Training,
    /// Something is to be reviewed.
    Review,
}

impl Occasion {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Task, Self::Improvement, Self::Meeting, Self::Training, Self::Review];

    /// Stable code; `ui.agenda.<code>` is the key of its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Improvement => "improvement",
            Self::Meeting => "meeting",
            Self::Training => "training",
            Self::Review => "review",
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record.
    pub record: Arc<Record>,
    /// What kind of entry it is.
    pub occasion: Occasion,
    /// Its day.
    pub day: Date,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// It is done, held or passed; what was dropped or cancelled is no entry.
    pub done: bool,
}

impl Entry {
    /// Number that stays the same in every file: the record, and what kind of entry it is.
    pub fn uid(&self) -> String {
        format!("{}-{}@shizhu", self.occasion.code(), self.record.id)
    }
}

/// All entries by day.
pub fn agenda(context: &Context<'_>) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    let mut collect = |kind: &str, occasion: Occasion, day: &str, owner: &str, done: &[&str], out: &[&str]| {
        for record in context.records.of_kind(kind) {
            let status = record.field("status").and_then(|json| json.as_str()).unwrap_or_default();
            let Some(day) = record.field(day).and_then(|json| json.as_str()?.parse().ok()) else { continue };
            if !out.contains(&status) {
                let owner = record.field(owner).and_then(Link::read);
                all.push(Entry { record: record.clone(), occasion, day, owner, done: done.contains(&status) });
            }
        }
    };
    collect(task::TASK.name, Occasion::Task, task::DUE.name(), task::OWNER.name(), &["done"], &["dropped"]);
    let (due, owner) = (improvement_action::DUE.name(), improvement_action::OWNER.name());
    collect(improvement_action::IMPROVEMENT_ACTION.name, Occasion::Improvement, due, owner, &["done"], &["dropped"]);
    collect(meeting::MEETING.name, Occasion::Meeting, meeting::DATE.name(), meeting::CHAIR.name(), &["held", "missed"], &[]);
    let (date, trainer) = (training_session::DATE.name(), training_session::TRAINER.name());
    collect(training_session::TRAINING_SESSION.name, Occasion::Training, date, trainer, &["held"], &["cancelled"]);
    let reviews = cycles::cycles(context).into_iter();
    all.extend(reviews.map(|cycle| Entry { record: cycle.record, occasion: Occasion::Review, day: cycle.next, owner: cycle.owner, done: false }));
    all.order_by_key(|entry| (entry.day, entry.occasion, entry.record.id));
    all
}
