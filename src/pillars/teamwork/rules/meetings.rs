//! Meetings held and missed, presence, departments of a joint project (P10.2.1, P10.3.2).

use flow::{Context, Parameter, Rules};
use model::{Decimal, Record};

use crate::organisation::rules::{is_choice, linked};
use crate::teamwork::{joint_project, meeting};

pub(super) fn register(rules: &mut Rules) {
    rules.measure("teamwork.meetings_due", |context, series| due(context, series).map(|(due, _)| Parameter::Count(due)));
    rules.measure("teamwork.meetings_held", |context, series| due(context, series).map(|(_, held)| Parameter::Count(held)));
    rules.measure("teamwork.held_ratio", |context, series| held_ratio(context, series).map(Parameter::Ratio));
    rules.measure("teamwork.on_time", |_, meeting| on_time(meeting).map(Parameter::Ratio));
    rules.measure("teamwork.department_count", |_, project| {
        Some(Parameter::Count(joint_project::DEPARTMENTS.get(project).map_or(0, |departments| departments.len()) as i64))
    });
}

/// Meetings of a series up to today, and how many of them were held; `None` without any.
fn due(context: &Context<'_>, series: &Record) -> Option<(i64, i64)> {
    let meetings = linked(context, "meeting", meeting::MECHANISM, series.id);
    let past = meetings.filter(|record| meeting::DATE.get(record.as_ref()).is_some_and(|date| date <= context.today));
    // One that is planned for today may still take place.
    let may_still_be = |record: &Record| is_choice(record, "status", "planned") && meeting::DATE.get(record) == Some(context.today);
    let due: Vec<_> = past.filter(|record| !may_still_be(record)).collect();
    let held = due.iter().filter(|record| is_choice(record, "status", "held")).count();
    (!due.is_empty()).then_some((due.len() as i64, held as i64))
}

/// Share of the meetings due that were held (S162: three of four are 75 %; D81: 24 of 26).
pub fn held_ratio(context: &Context<'_>, series: &Record) -> Option<Decimal> {
    let (due, held) = due(context, series)?;
    Decimal::from_int(held).over(Decimal::from_int(due))
}

/// Share of those invited who came on time.
fn on_time(record: &Record) -> Option<Decimal> {
    let rows = meeting::ATTENDANCE.get(record)?;
    let punctual = rows.iter().filter(|row| meeting::PRESENCE.get(*row).as_deref() == Some("on_time")).count();
    Decimal::from_int(punctual as i64).over(Decimal::from_int(rows.len() as i64))
}
