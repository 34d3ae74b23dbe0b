//! Mechanisms and outside contacts in time (P03.2.3, P03.4); the review that counts (P03.5).

use chrono::Duration;
use flow::{Context, Parameter, Rules};
use model::{Date, Record, add_months};

use super::{is_choice, linked};
use crate::organisation::{mechanism, org_review, stakeholder};
use crate::teamwork::meeting;

pub(super) fn register(rules: &mut Rules) {
    rules.measure("organisation.last_held", |context, mechanism| last_held(context, mechanism).map(Parameter::Date));
    rules.measure("organisation.next_due", |context, mechanism| next_due(context, mechanism).map(Parameter::Date));
    rules.measure("organisation.overdue_days", |context, mechanism| overdue_days(context, mechanism).map(Parameter::Count));
    rules.measure("organisation.mechanism_departments", |_, record| {
        Some(Parameter::Count(mechanism::DEPARTMENTS.get(record).map_or(0, |departments| departments.len()) as i64))
    });
    rules.measure("organisation.contact_days", |context, record| contact_days(context, record).map(Parameter::Count));
    rules.measure("organisation.contact_overdue", |context, record| contact_overdue(context, record).map(Parameter::Count));
    rules.measure("organisation.review_due", |context, record| review_due(context, record).map(Parameter::Date));
}

/// The day after one interval; `None` for "as needed".
fn after(date: Date, frequency: &str) -> Option<Date> {
    match frequency {
        "day" => date.checked_add_signed(Duration::days(1)),
        "week" => date.checked_add_signed(Duration::days(7)),
        "two_weeks" => date.checked_add_signed(Duration::days(14)),
        "month" => Some(add_months(date, 1)),
        "quarter" => Some(add_months(date, 3)),
        "half_year" => Some(add_months(date, 6)),
        "year" => Some(add_months(date, 12)),
        _ => None,
    }
}

/// When a mechanism was last held: the latest meeting held, or the day typed (L24).
pub fn last_held(context: &Context<'_>, mechanism: &Record) -> Option<Date> {
    let meetings = linked(context, "meeting", meeting::MECHANISM, mechanism.id).filter(|record| is_choice(record, "status", "held"));
    let held = meetings.filter_map(|record| meeting::DATE.get(record.as_ref())).max();
    held.max(mechanism::LAST_HELD.get(mechanism))
}

/// When it is due next: the earliest meeting still planned, else one interval after the last time or the start.
pub fn next_due(context: &Context<'_>, mechanism: &Record) -> Option<Date> {
    let planned = linked(context, "meeting", meeting::MECHANISM, mechanism.id).filter(|record| is_choice(record, "status", "planned"));
    if let Some(date) = planned.filter_map(|record| meeting::DATE.get(record.as_ref())).min() {
        return Some(date);
    }
    let frequency = mechanism::FREQUENCY.get(mechanism)?;
    match last_held(context, mechanism) {
        Some(last) => after(last, &frequency),
        None => mechanism::STARTED_ON.get(mechanism).filter(|_| frequency != "as_needed"),
    }
}

/// Days since it was due; `None` while it is not overdue.
pub fn overdue_days(context: &Context<'_>, mechanism: &Record) -> Option<i64> {
    next_due(context, mechanism).map(|due| (context.today - due).num_days()).filter(|days| *days > 0)
}

/// Days since the last contact.
pub fn contact_days(context: &Context<'_>, record: &Record) -> Option<i64> {
    Some((context.today - stakeholder::LAST_CONTACT.get(record)?).num_days())
}

/// Days beyond the norm (S187: last contact 100 days ago, norm 60, overdue by 40); `None` while in time.
pub fn contact_overdue(context: &Context<'_>, record: &Record) -> Option<i64> {
    let days = contact_days(context, record)? - stakeholder::NORM_DAYS.get(record)?;
    (days > 0).then_some(days)
}

/// When the next review is due, told by the latest review only: older ones are answered by it.
fn review_due(context: &Context<'_>, record: &Record) -> Option<Date> {
    let day = |record: &Record| org_review::REVIEWED_ON.get(record);
    let latest = context.records.of_kind("org_review").filter_map(|record| Some((day(record)?, record.id))).max()?;
    (latest.1 == record.id).then(|| org_review::NEXT_REVIEW.get(record)).flatten()
}
