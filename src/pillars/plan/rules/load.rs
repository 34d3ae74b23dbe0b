//! Hours of work per person and week (P02.2.3.2, S26), and how late a task is (S27).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, Weekday};
use flow::{Context, Parameter, Rules};
use model::{Date, Decimal, Id, Record, Span};

use crate::organisation::{org_limits, person};
use crate::plan::{resource, task};

/// Hours of a working week, unless the person or the company has others.
pub const WEEKLY_HOURS: i64 = 40;
/// Weeks looked at from this one on.
pub const WEEKS_AHEAD: usize = 8;

/// Registers the measures and figures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.load_this_week", |context, record| week_load(context, record.id, 0).map(Parameter::Ratio));
    rules.measure("plan.load_next_week", |context, record| week_load(context, record.id, 1).map(Parameter::Ratio));
    rules.measure("plan.load_peak", |context, record| peak(context, record.id).map(|(_, load)| Parameter::Ratio(load)));
    rules.measure("plan.load_peak_week", |context, record| peak(context, record.id).map(|(monday, _)| Parameter::Date(monday)));
    rules.measure("plan.days_late", |context, record| days_late(context, record).map(Parameter::Count));
    rules.figure("plan.overloaded_people", |context| {
        let people = context.records.of_kind(crate::organisation::person::PERSON.name);
        Some(Parameter::Count(people.filter(|person| peak(context, person.id).is_some_and(|(_, load)| load > Decimal::ONE)).count() as i64))
    });
}

/// Monday of the week of a day.
pub fn monday(date: Date) -> Date {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday()))).unwrap_or(date)
}

/// The days of a span that are worked on: Monday to Friday, or all when it holds none of these.
fn working_days(span: Span) -> Vec<Date> {
    let all: Vec<Date> = span.from.iter_days().take_while(|day| *day <= span.to).take(3_660).collect();
    let working: Vec<Date> = all.iter().copied().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).collect();
    if working.is_empty() { all } else { working }
}

/// Hours spread evenly over the working days of a span, by Monday of the week.
pub fn spread(hours: Decimal, span: Span) -> BTreeMap<Date, Decimal> {
    let days = working_days(span);
    let mut weeks: BTreeMap<Date, i64> = BTreeMap::new();
    for day in &days {
        *weeks.entry(monday(*day)).or_default() += 1;
    }
    let all = Decimal::from_int(days.len() as i64);
    let part = |count: i64| crate::goals::rules::proportion(hours, Decimal::from_int(count), all).unwrap_or_default();
    weeks.into_iter().map(|(week, count)| (week, part(count))).collect()
}

fn is_open(task: &Record) -> bool {
    !matches!(task::STATUS.get(task).as_deref(), Some("done" | "dropped"))
}

/// What is still to be worked on a task and when: the rest of the hours, from today on. A late
/// task weighs on the present week.
fn rest_of(context: &Context<'_>, task: &Record) -> Option<(Decimal, Span)> {
    let hours = task::HOURS.get(task).filter(|_| is_open(task))?;
    let left = hours.times(Decimal::ONE - task::PROGRESS.get(task).unwrap_or_default());
    let due = task::DUE.get(task)?;
    let start = task::START.get(task).unwrap_or_else(|| monday(due));
    let from = start.max(context.today);
    Some((left, Span { from, to: due.max(from) }))
}

/// Hours of a person by Monday of the week: own tasks, and resource lines with hours.
pub fn weeks(context: &Context<'_>, person: Id) -> BTreeMap<Date, Decimal> {
    let own = |record: &&Arc<Record>| task::OWNER.get(&***record) == Some(person);
    let tasks = context.records.of_kind(task::TASK.name).filter(own).filter_map(|record| rest_of(context, record));
    let lines =
        context.records.of_kind(resource::RESOURCE.name).filter(|record| resource::PERSON.get(&***record) == Some(person)).filter_map(|record| {
            let span = resource::PERIOD.get(&**record)?;
            Some((resource::HOURS.get(&**record)?, span))
        });
    let mut all: BTreeMap<Date, Decimal> = BTreeMap::new();
    for (hours, span) in tasks.chain(lines) {
        for (week, part) in spread(hours, span) {
            let sum = all.entry(week).or_default();
            *sum = *sum + part;
        }
    }
    all
}

/// Hours that a person works in a week: their own, else those of the company.
pub fn weekly_hours(context: &Context<'_>, person: Id) -> Decimal {
    let own = context.records.get(person).and_then(|record| person::WEEKLY_HOURS.get(&**record));
    let company = || context.records.single(org_limits::ORG_LIMITS.name).and_then(|record| org_limits::WEEKLY_HOURS.get(&**record));
    own.or_else(company).unwrap_or(Decimal::from_int(WEEKLY_HOURS))
}

fn load(hours: Decimal, of: Decimal) -> Decimal {
    hours.over(of).unwrap_or_default()
}

/// Load of a person in the week that is so many weeks ahead; none for someone without any hours.
pub fn week_load(context: &Context<'_>, person: Id, ahead: u64) -> Option<Decimal> {
    let weeks = weeks(context, person);
    let week = monday(context.today).checked_add_days(Days::new(ahead * 7))?;
    (!weeks.is_empty()).then(|| load(weeks.get(&week).copied().unwrap_or_default(), weekly_hours(context, person)))
}

/// The fullest of the weeks ahead, and its load.
pub fn peak(context: &Context<'_>, person: Id) -> Option<(Date, Decimal)> {
    let first = monday(context.today);
    let last = first.checked_add_days(Days::new(7 * WEEKS_AHEAD as u64))?;
    let ahead = weeks(context, person).into_iter().filter(|(week, _)| *week >= first && *week < last);
    // Of two equal weeks the earlier one, where something can still be moved.
    ahead.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(week, hours)| (week, load(hours, weekly_hours(context, person))))
}

/// Days since an open task was due; none while it is on time.
pub fn days_late(context: &Context<'_>, task: &Record) -> Option<i64> {
    let late = (context.today - task::DUE.get(task).filter(|_| is_open(task))?).num_days();
    (late > 0).then_some(late)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn check(hours: i64, from: &str, to: &str, expected: &[(&str, &str)]) {
        let found = spread(Decimal::from_int(hours), Span { from: date(from), to: date(to) });
        let found: Vec<(String, String)> = found.into_iter().map(|(week, part)| (week.to_string(), part.to_string())).collect();
        let expected: Vec<(String, String)> = expected.iter().map(|(week, part)| ((*week).to_owned(), (*part).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn hours_fall_on_working_days() {
        check(20, "2026-06-29", "2026-07-03", &[("2026-06-29", "20")]);
        check(20, "2026-07-02", "2026-07-07", &[("2026-06-29", "10"), ("2026-07-06", "10")]);
        check(6, "2026-07-04", "2026-07-05", &[("2026-06-29", "6")]);
        check(9, "2026-06-30", "2026-06-30", &[("2026-06-29", "9")]);
    }

    proptest! {
        #[test]
        fn no_hour_is_lost(hours in 0_i64..2_000, from in 0_u64..400, length in 0_u64..200) {
            let from = date("2026-01-01").checked_add_days(Days::new(from)).unwrap();
            let to = from.checked_add_days(Days::new(length)).unwrap();
            let sum: Decimal = spread(Decimal::from_int(hours), Span { from, to }).into_values().sum();
            prop_assert!((sum - Decimal::from_int(hours)).abs() <= Decimal::from_millionths(50));
        }
    }
}
