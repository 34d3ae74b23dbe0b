//! Where a step stands, and the changes of its `step_state` record as plain data: storing them is
//! the caller's business (decisions.md 3 and 5; P00.08).

use std::sync::Arc;

use model::{Choice, Date, DateField, Fields, Handle, Json, Key, Line, Prose, Record, RecordSet, Severity};

use crate::finding::Finding;

/// Kind that keeps what the user said about a step.
pub(crate) const STEP_STATE: &str = "step_state";
const STEP: Handle<Line> = Handle::new("step");
const STATUS: Handle<Choice> = Handle::new("status");
const REASON: Handle<Prose> = Handle::new("reason");
const WHO: Handle<Line> = Handle::new("who");
const WHEN: Handle<DateField> = Handle::new("when");

/// The five statuses of a step, and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 未开始: no record yet.
    NotStarted,
    /// 进行中.
    InProgress,
    /// 已完成: completed by the user, and nothing to correct.
    Done,
    /// 有问题: completed over, or before, something that must be corrected.
    Problem,
    /// 不适用, with a reason; left out of the progress.
    NotApplicable,
}

impl Status {
    /// Stable code, also the last part of the label's key.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Problem => "problem",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemStatus {
    /// Something must be corrected or added, or advice is open and the step not yet completed over it.
    Open,
    /// Nothing is left to do.
    Met,
    /// Left out with a reason.
    NotApplicable,
}

/// An item of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemState {
    /// Row id.
    pub id: String,
    /// Where it stands.
    pub status: ItemStatus,
    /// Findings of its checks; none while not applicable.
    pub findings: Vec<Finding>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// Number of records of its kinds.
    pub records: usize,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepState {
    /// Row id.
    pub id: String,
    /// Where it stands.
    pub status: Status,
    /// Findings of its own checks and of its items, in the order of the content.
    pub findings: Vec<Finding>,
    /// Its items; empty for a step that is its own item.
    pub items: Vec<ItemState>,
    /// Who completed it, or set it not applicable.
    pub completed_by: Option<String>,
    /// When.
    pub completed_on: Option<Date>,
    /// Reason of "not applicable" or of "complete anyway".
    pub reason: Option<String>,
    /// Number of records of its kinds.
    pub records: usize,
}

impl StepState {
    /// Nobody has begun it: what is found is still to be done, none of it is a fault. What is found on a record that is
    /// there, a review that is overdue say, is no mere beginning.
    pub fn is_untouched(&self) -> bool {
        self.records == 0 && self.status == Status::NotStarted && self.findings.iter().all(|finding| finding.record.is_none())
    }

    /// Findings that must be corrected before completion.
    pub fn fixes(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Fix)
    }

    /// Findings that are advice.
    pub fn advice(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Advice)
    }
}

/// A pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct PillarState {
    /// Row id.
    pub pillar: String,
    /// Its steps in order.
    pub steps: Vec<StepState>,
}

impl PillarState {
    /// Steps done.
    pub fn done(&self) -> usize {
        self.count(|status| status == Status::Done)
    }

    /// Steps that count: all but those not applicable.
    pub fn applicable(&self) -> usize {
        self.count(|status| status != Status::NotApplicable)
    }

    /// Steps with any work in them.
    pub fn started(&self) -> usize {
        self.count(|status| matches!(status, Status::InProgress | Status::Done | Status::Problem))
    }

    fn count(&self, wanted: impl Fn(Status) -> bool) -> usize {
        self.steps.iter().filter(|step| wanted(step.status)).count()
    }

    /// Done of applicable in whole percent, rounded down, so that 100 appears only when all is done.
    pub fn percent(&self) -> usize {
        (self.done() * 100).checked_div(self.applicable()).unwrap_or(0)
    }

    /// The step of this id.
    pub fn step(&self, id: &str) -> Option<&StepState> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The step to go on with: the first one with a problem or not yet done.
    pub fn next(&self) -> Option<&StepState> {
        self.steps.iter().find(|step| !matches!(step.status, Status::Done | Status::NotApplicable))
    }

    /// All findings in order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.steps.iter().flat_map(|step| &step.findings)
    }
}

/// Why the state of a step cannot be set.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StateRefusal {
    /// Not applicable needs a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// Something must be corrected first.
    #[error("{} findings to correct", .0.len())]
    Findings(Vec<Finding>),
}

impl StateRefusal {
    /// Stable code, also the last part of the message's key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason_missing",
            Self::Findings(_) => "findings",
        }
    }
}

/// New values of a record; `None` clears the field.
pub type FieldValues = Vec<(Key, Option<Json>)>;

fn values(step: &str, status: Option<&str>, reason: Option<&str>, who: &str, today: Date) -> FieldValues {
    let text = |text: &str| Some(Json::from(text.trim())).filter(|_| !text.trim().is_empty());
    vec![
        (Key::new(STEP.name()), text(step)),
        (Key::new(STATUS.name()), status.and_then(text)),
        (Key::new(REASON.name()), reason.and_then(text)),
        (Key::new(WHO.name()), text(who)),
        (Key::new(WHEN.name()), Some(Json::from(today.to_string()))),
    ]
}

/// Completes a step.
///
/// # Errors
/// [`StateRefusal::Findings`] with what must be corrected first (S03).
pub fn complete(step: &StepState, who: &str, today: Date) -> Result<FieldValues, StateRefusal> {
    let fixes: Vec<Finding> = step.fixes().cloned().collect();
    if fixes.is_empty() { Ok(values(&step.id, Some("done"), None, who, today)) } else { Err(StateRefusal::Findings(fixes)) }
}

/// Completes a step over its findings: it shows a problem until they are gone, then it is done.
pub fn complete_anyway(step: &StepState, who: &str, today: Date) -> FieldValues {
    let status = if step.fixes().next().is_some() { "problem" } else { "done" };
    values(&step.id, Some(status), None, who, today)
}

/// Whether this reason is enough to set a step or item not applicable.
pub fn can_set_not_applicable(reason: &str) -> bool {
    !reason.trim().is_empty()
}

/// Sets a step or item not applicable.
///
/// # Errors
/// [`StateRefusal::ReasonMissing`] without a reason (S02).
pub fn not_applicable(row: &str, reason: &str, who: &str, today: Date) -> Result<FieldValues, StateRefusal> {
    if can_set_not_applicable(reason) { Ok(values(row, Some("not_applicable"), Some(reason), who, today)) } else { Err(StateRefusal::ReasonMissing) }
}

/// Takes back completion or "not applicable".
pub fn reopen(row: &str, who: &str, today: Date) -> FieldValues {
    values(row, None, None, who, today)
}

/// The record that holds what the user said about this row: the latest, if two copies were merged.
pub fn state_record<'a>(records: &'a RecordSet, row: &str) -> Option<&'a Arc<Record>> {
    records.of_kind(STEP_STATE).filter(|record| STEP.get(&***record).as_deref() == Some(row)).max_by_key(|record| record.changed())
}

/// What the user said about a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// Completed, also when over findings.
    pub(crate) completed: bool,
    /// Not applicable with a reason.
    pub(crate) not_applicable: bool,
    pub(crate) reason: Option<String>,
    pub(crate) who: Option<String>,
    pub(crate) when: Option<Date>,
}

pub(crate) fn said(records: &RecordSet, row: &str) -> Said {
    let Some(record) = state_record(records, row) else { return Said::default() };
    let reason = REASON.get(&**record);
    let status = record.field(STATUS.name()).and_then(Json::as_str).unwrap_or_default();
    Said {
        completed: matches!(status, "done" | "problem"),
        not_applicable: status == "not_applicable" && reason.is_some(),
        reason,
        who: WHO.get(&**record),
        when: WHEN.get(&**record),
    }
}
