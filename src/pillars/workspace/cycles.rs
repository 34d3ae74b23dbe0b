//! Every review cycle of the workspace: what is due when, with whom, and what closing a review needs (P00.03).

use std::sync::Arc;

use flow::{Context, FieldValues};
use model::Order as _;
use model::{Date, DateField, FieldType, Fields, Id, Json, Key, Link, Record};

use super::review;
use crate::goals::goal;
use crate::goals::rules::reviews;

/// The field that makes a kind reviewable.
pub const NEXT_REVIEW: &str = "next_review";

/// Something that is reviewed again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// The record.
    pub record: Arc<Record>,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// Last review.
    pub last: Option<Date>,
    /// Next review.
    pub next: Date,
    /// Days past the next review; 0 until then.
    pub overdue_days: i64,
}

/// All cycles, the most urgent first.
pub fn cycles(context: &Context<'_>) -> Vec<Cycle> {
    let goals = reviews::calendar(context).into_iter().filter_map(|(record, state)| {
        let owner = goal::OWNER.get(&*record);
        Some(Cycle { owner, last: state.last, next: state.next?, overdue_days: state.overdue_days, record })
    });
    let kinds = context.registry.kinds().iter().filter(|kind| kind.field(NEXT_REVIEW).is_some());
    let others = kinds.flat_map(|kind| context.records.of_kind(kind.name)).filter_map(|record| {
        let next = record.field(NEXT_REVIEW).and_then(DateField::read)?;
        Some(Cycle {
            owner: record.field("owner").and_then(Link::read),
            last: last_review(record.id, context),
            next,
            overdue_days: (context.today - next).num_days().max(0),
            record: record.clone(),
        })
    });
    let mut all: Vec<Cycle> = goals.chain(others).collect();
    all.order_by_key(|cycle| (cycle.next, cycle.record.id));
    all
}

/// Date of the last review of a record.
pub fn last_review(subject: Id, context: &Context<'_>) -> Option<Date> {
    let reviews = context.records.of_kind(review::REVIEW.name).filter(|record| review::SUBJECT.get(&***record) == Some(subject));
    reviews.filter_map(|record| review::REVIEWED_ON.get(&**record)).max()
}

/// What is entered when a review is closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closing {
    /// Title of what was reviewed, as it stands in the list of reviews.
    pub title: String,
    /// `keep`, `change` or `stop`.
    pub decision: String,
    /// Why, and what changes.
    pub note: String,
    /// The next review; none after `stop`.
    pub next: Option<Date>,
    /// Who reviewed.
    pub by: Option<Id>,
}

/// What is missing before a review can be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// At least one decision is needed.
    Decision,
    /// A change or a stop needs its reason.
    Note,
    /// What goes on is reviewed again, after today.
    Next,
}

impl Missing {
    /// Stable code, also the key of the message.
    pub fn code(self) -> &'static str {
        match self {
            Self::Decision => "review.decision_missing",
            Self::Note => "review.note_missing",
            Self::Next => "review.next_missing",
        }
    }
}

/// The review to add and the next date of its subject (`None` clears it).
///
/// # Errors
/// What is missing, the first of it.
pub fn close(subject: Id, closing: &Closing, today: Date) -> Result<(FieldValues, Option<Date>), Missing> {
    if !["keep", "change", "stop"].contains(&closing.decision.as_str()) {
        return Err(Missing::Decision);
    }
    let note = closing.note.trim();
    if closing.decision != "keep" && note.is_empty() {
        return Err(Missing::Note);
    }
    let next = if closing.decision == "stop" { None } else { Some(closing.next.filter(|next| *next > today).ok_or(Missing::Next)?) };
    let text = |text: &str| (!text.is_empty()).then(|| Json::from(text));
    let values = [
        (review::TITLE.name(), text(&closing.title)),
        (review::SUBJECT.name(), Some(Json::from(subject.to_string()))),
        (review::REVIEWED_ON.name(), Some(Json::from(today.to_string()))),
        (review::DECISION.name(), text(&closing.decision)),
        (review::NOTE.name(), text(note)),
        (review::NEXT.name(), next.map(|next| Json::from(next.to_string()))),
        (review::BY.name(), closing.by.map(|by| Json::from(by.to_string()))),
    ];
    Ok((values.into_iter().map(|(name, json)| (Key::new(name), json)).collect(), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(decision: &str, note: &str, next: &str, expected: Result<Option<&str>, Missing>) {
        let closing = Closing { decision: decision.to_owned(), note: note.to_owned(), next: next.parse().ok(), ..Closing::default() };
        let closed = close(Id::from_number(1), &closing, "2026-06-30".parse().unwrap());
        assert_eq!(closed.map(|(_, next)| next), expected.map(|next| next.map(|next| next.parse().unwrap())), "{decision} {note} {next}");
    }

    #[test]
    fn every_kind_with_a_date_of_review_can_be_reviewed() {
        let with_date: std::collections::BTreeSet<&str> =
            crate::kinds().filter(|kind| kind.field(NEXT_REVIEW).is_some()).map(|kind| kind.name).collect();
        assert_eq!(with_date, review::REVIEWABLE.iter().copied().collect());
    }

    /// covers: P00.03
    #[test]
    fn a_review_is_closed_only_with_a_decision() {
        check("", "", "2026-09-30", Err(Missing::Decision));
        check("perhaps", "", "2026-09-30", Err(Missing::Decision));
        check("keep", "", "2026-09-30", Ok(Some("2026-09-30")));
        check("keep", "", "2026-06-30", Err(Missing::Next));
        check("keep", "", "", Err(Missing::Next));
        check("change", " ", "2026-09-30", Err(Missing::Note));
        check("change", "new bounds", "2026-09-30", Ok(Some("2026-09-30")));
        check("stop", "", "", Err(Missing::Note));
        check("stop", "no demand", "2026-09-30", Ok(None));
    }
}
