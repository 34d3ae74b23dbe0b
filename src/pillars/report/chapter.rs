//! A pillar of the report: what is being done and should be done about it, with owner and day.

use std::sync::Arc;

use flow::Context;
use model::{Date, Fields, Id, Kind, Order as _, Record, links_of};

use super::answer::{Plan, Said};
use crate::diagnosis::audit_finding;
use crate::diagnosis::content::Structure;
use crate::improvement::improvement_action::IMPROVEMENT_ACTION;
use crate::plan::task::{self, TASK};
use crate::teamwork::decision::DECISION;

/// Where an action comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A task, an improvement, a decision.
    Record(Arc<Record>),
    /// The initiative of a statement, which nobody has made a task yet.
    Suggested(String),
}

/// Something that closes a gap of a pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Where it comes from.
    pub source: Source,
    /// Who does it; proposed while suggested.
    pub owner: Option<Said<Id>>,
    /// By when; proposed while suggested.
    pub due: Option<Said<Date>>,
    /// Code of its state, as its kind has it; empty while suggested.
    pub status: String,
    /// Past its day.
    pub late: bool,
}

/// The pillar that a kind belongs to; nothing for the workspace's own and the diagnosis.
pub fn pillar_of_kind(kind: &str) -> Option<u8> {
    (1..=10).find(|pillar| crate::kinds_of(*pillar).any(|known| known.name == kind))
}

/// The pillar that a piece of work is about: that of the statement it was made of, or of the first record it names;
/// its own kind's where it names none.
fn pillar_of(structure: &Structure, record: &Record, kind: &'static Kind, context: &Context<'_>) -> Option<u8> {
    if let Some(statement) = task::INITIATIVE.get(record).filter(|_| kind.name == TASK.name) {
        return structure.statement(&statement).map(|item| item.pillar);
    }
    let about = |id: Id| {
        let linked = context.records.get(id)?;
        if linked.kind == audit_finding::AUDIT_FINDING.name {
            let question = audit_finding::QUESTION.get(&**linked)?;
            return structure.audit.iter().find(|asked| asked.id == question).map(|asked| asked.pillar);
        }
        // People, tasks and plans are everywhere; they say nothing of the subject.
        if ["person", "department", TASK.name, "plan", "indicator", "reading", "reward"].contains(&&*linked.kind) {
            return None;
        }
        pillar_of_kind(&linked.kind)
    };
    kind.fields.iter().flat_map(|field| links_of(field, record)).find_map(about).or_else(|| pillar_of_kind(kind.name))
}

/// Open work on a pillar: late work first, then by day, what is only suggested last, in the order of the plan.
pub fn actions(structure: &Structure, plan: &Plan, context: &Context<'_>, pillar: u8) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    for kind in [&TASK, &IMPROVEMENT_ACTION, &DECISION] {
        for record in context.records.of_kind(kind.name) {
            let word = |name: &str| record.field(name).and_then(|json| json.as_str()).unwrap_or_default();
            let status = word("status").to_owned();
            // A decision that became a task or an improvement is carried out there.
            let followed = kind.name == DECISION.name && !(word("task").is_empty() && word("action").is_empty());
            if followed || ["done", "dropped"].contains(&status.as_str()) || pillar_of(structure, record, kind, context) != Some(pillar) {
                continue;
            }
            let due: Option<Date> = word("due").parse().ok();
            let late = due.is_some_and(|due| due < context.today);
            found.push(Action {
                source: Source::Record(record.clone()),
                owner: word("owner").parse().ok().map(Said::Set),
                due: due.map(Said::Set),
                status,
                late,
            });
        }
    }
    found.order_by_key(|action| (!action.late, action.due.is_none(), action.due.map(Said::value)));
    let suggested = plan.all().filter(|answer| answer.pillar == pillar && answer.task.is_none());
    found.extend(suggested.map(|answer| Action {
        owner: answer.owner,
        source: Source::Suggested(answer.statement.clone()),
        due: Some(answer.due),
        status: String::new(),
        late: false,
    }));
    found
}
