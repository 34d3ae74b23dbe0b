//! Who has read, understood and agreed to a goal, and whether that is enough to publish it
//! (P01.6, S07, decisions.md 15).

use std::sync::Arc;

use flow::Context;
use model::{Date, Decimal, Id, Record, RecordSet};

use super::{setting, share};
use crate::goals::{consensus, goal};
use crate::organisation::person;
use crate::workspace::workspace;

/// Shares of the participants needed to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Must have answered; all by default.
    pub answered: Decimal,
    /// Must agree, with or without a remark; 80 % by default.
    pub agreed: Decimal,
}

/// The thresholds of a workspace.
pub fn thresholds(records: &RecordSet) -> Thresholds {
    Thresholds {
        answered: setting(records, workspace::ANSWERED_RATE, Decimal::ONE),
        agreed: setting(records, workspace::AGREED_RATE, Decimal::from_millionths(800_000)),
    }
}

/// What one participant says.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The participant.
    pub person: Arc<Record>,
    /// The consensus record, if there is one.
    pub record: Option<Id>,
    /// `agree`, `agree_with_remark`, `object`; none is unanswered.
    pub verdict: Option<String>,
    /// Day of reading.
    pub read_on: Option<Date>,
    /// Whether it was understood; none while not said.
    pub understood: Option<bool>,
    /// Remark or objection.
    pub remark: Option<String>,
    /// What was answered to the remark.
    pub answer: Option<String>,
}

impl Answer {
    /// Has given a verdict.
    pub fn is_answered(&self) -> bool {
        self.verdict.is_some()
    }

    /// Agrees, with or without a remark. Who says not to have understood does not agree yet.
    pub fn is_agreed(&self) -> bool {
        matches!(self.verdict.as_deref(), Some("agree" | "agree_with_remark")) && self.understood != Some(false)
    }

    /// An objection, a remark, or something not understood, without a reply.
    pub fn needs_reply(&self) -> bool {
        let spoke_up =
            matches!(self.verdict.as_deref(), Some("object" | "agree_with_remark")) || self.remark.is_some() || self.understood == Some(false);
        spoke_up && self.answer.is_none()
    }
}

/// The answers to one goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    /// One per participant, in order.
    pub answers: Vec<Answer>,
    /// Participants.
    pub total: usize,
    /// With a verdict.
    pub answered: usize,
    /// Agreed, with or without a remark.
    pub agreed: usize,
    /// Objections.
    pub objections: usize,
}

impl Consensus {
    /// Answered of all participants, six places.
    pub fn answered_rate(&self) -> Decimal {
        share(self.answered, self.total)
    }

    /// Agreed of all participants, not only of those who answered.
    pub fn agreed_rate(&self) -> Decimal {
        share(self.agreed, self.total)
    }

    /// Enough have answered. Counted, not compared as rounded rates: 2 of 3 reaches 66.6667 %.
    pub fn is_answered(&self, thresholds: Thresholds) -> bool {
        self.total > 0 && reaches(self.answered, self.total, thresholds.answered)
    }

    /// Enough agree.
    pub fn is_agreed(&self, thresholds: Thresholds) -> bool {
        self.total > 0 && reaches(self.agreed, self.total, thresholds.agreed)
    }

    /// Who has not answered.
    pub fn unanswered(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| !answer.is_answered())
    }
}

fn reaches(part: usize, whole: usize, rate: Decimal) -> bool {
    // Half a millionth of slack for rates such as two thirds, which six places cannot hold.
    let (part, whole, rate) = (part as i128 * 1_000_000, whole as i128, i128::from(rate.millionths()));
    2 * part >= 2 * whole * rate - whole
}

/// The persons asked about a goal: those named, else all.
pub fn participants(goal: &Record, records: &RecordSet) -> Vec<Arc<Record>> {
    let named = goal::PARTICIPANTS.get(goal).unwrap_or_default();
    let found: Vec<Arc<Record>> =
        named.iter().filter_map(|id| records.get(*id)).filter(|record| record.kind == person::PERSON.name).cloned().collect();
    if found.is_empty() { records.of_kind(person::PERSON.name).cloned().collect() } else { found }
}

/// The state of consensus on a goal.
pub fn of(goal: &Record, context: &Context<'_>) -> Consensus {
    let said = |person: Id| {
        context
            .records
            .of_kind(consensus::CONSENSUS.name)
            .filter(|record| consensus::GOAL.get(&***record) == Some(goal.id) && consensus::PERSON.get(&***record) == Some(person))
            .max_by_key(|record| record.changed())
    };
    let answers: Vec<Answer> = participants(goal, context.records)
        .into_iter()
        .map(|person| match said(person.id) {
            None => Answer { person, record: None, verdict: None, read_on: None, understood: None, remark: None, answer: None },
            Some(record) => Answer {
                person,
                record: Some(record.id),
                verdict: consensus::VERDICT.get(&**record),
                read_on: consensus::READ_ON.get(&**record),
                understood: consensus::UNDERSTOOD.get(&**record),
                remark: consensus::REMARK.get(&**record),
                answer: consensus::ANSWER.get(&**record),
            },
        })
        .collect();
    let count = |wanted: fn(&Answer) -> bool| answers.iter().filter(|answer| wanted(answer)).count();
    Consensus {
        total: answers.len(),
        answered: count(Answer::is_answered),
        agreed: count(Answer::is_agreed),
        objections: count(|answer| answer.verdict.as_deref() == Some("object")),
        answers,
    }
}
