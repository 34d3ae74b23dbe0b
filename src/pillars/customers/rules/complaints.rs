//! Complaint clocks, causes, and whether trust came back (P09.4.2, S123; K75–K77).

use chrono::{DateTime, NaiveTime, Utc};
use flow::{Context, Parameter, Rules};
use model::{Date, Decimal, Handle, Instant, Record};

use super::{buying, norm, share};
use crate::customers::{complaint, customer_norm};

/// Hours to the first reply and to the end, when the company sets no norm.
const FIRST_REPLY_HOURS: i64 = 24;
const CLOSE_HOURS: i64 = 72;
const MINUTES: i64 = 60;

/// A point in time of a record.
pub fn instant(record: &Record, handle: Handle<Instant>) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(&handle.get(record)?).ok().map(|at| at.with_timezone(&Utc))
}

fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Decimal> {
    Decimal::from_int((to - from).num_minutes()).over(Decimal::from_int(MINUTES))
}

/// One clock of a complaint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Hours from intake until it was done; none while it runs.
    pub taken: Option<Decimal>,
    /// Hours beyond the norm, never below zero.
    pub late: Decimal,
}

impl Clock {
    /// Done, and in time.
    pub fn in_time(self) -> bool {
        self.taken.is_some() && self.late == Decimal::ZERO
    }

    /// Still running, and beyond the norm.
    pub fn overdue(self) -> bool {
        self.taken.is_none() && self.late > Decimal::ZERO
    }
}

/// A clock from intake to an end. While it runs it is read at the start of today: rules know the
/// day but not the hour, and what is due later today is not late yet.
pub fn clock(received: DateTime<Utc>, done: Option<DateTime<Utc>>, norm: Decimal, today: Date) -> Clock {
    let taken = done.and_then(|done| hours(received, done));
    let so_far = taken.or_else(|| hours(received, today.and_time(NaiveTime::MIN).and_utc())).unwrap_or(Decimal::ZERO);
    Clock { taken, late: (so_far - norm).max(Decimal::ZERO) }
}

/// The clock of the first reply. A complaint that was closed at once needs no reply before.
pub fn reply_clock(record: &Record, context: &Context<'_>) -> Option<Clock> {
    let wanted = norm(context.records, customer_norm::FIRST_REPLY_HOURS, Decimal::from_int(FIRST_REPLY_HOURS));
    let replied = instant(record, complaint::FIRST_REPLY_AT).or_else(|| instant(record, complaint::CLOSED_AT));
    Some(clock(instant(record, complaint::RECEIVED_AT)?, replied, wanted, context.today))
}

/// The clock of the whole complaint.
pub fn close_clock(record: &Record, context: &Context<'_>) -> Option<Clock> {
    let wanted = norm(context.records, customer_norm::CLOSE_HOURS, Decimal::from_int(CLOSE_HOURS));
    Some(clock(instant(record, complaint::RECEIVED_AT)?, instant(record, complaint::CLOSED_AT), wanted, context.today))
}

/// The first purchase after a complaint was closed: trust has come back.
pub fn bought_again(record: &Record, context: &Context<'_>) -> Option<Date> {
    let closed = instant(record, complaint::CLOSED_AT)?.date_naive();
    buying::purchases(complaint::CUSTOMER.get(record)?, context).into_iter().map(|purchase| purchase.date).find(|date| *date > closed)
}

fn clocks(context: &Context<'_>, of: fn(&Record, &Context<'_>) -> Option<Clock>) -> Vec<Clock> {
    context.records.of_kind(complaint::COMPLAINT.name).filter_map(|record| of(record, context)).collect()
}

fn rate(clocks: &[Clock]) -> Option<Parameter> {
    share(clocks.iter().filter(|clock| clock.in_time()).count(), clocks.len()).map(Parameter::Ratio)
}

fn some_hours(hours: Decimal) -> Option<Parameter> {
    (hours > Decimal::ZERO).then(|| Parameter::Number(hours.rounded(1)))
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.reply_hours", |context, record| Some(Parameter::Number(reply_clock(record, context)?.taken?.rounded(1))));
    rules.measure("customers.close_hours", |context, record| Some(Parameter::Number(close_clock(record, context)?.taken?.rounded(1))));
    rules.measure("customers.reply_late", |context, record| some_hours(reply_clock(record, context)?.late));
    rules.measure("customers.close_late", |context, record| some_hours(close_clock(record, context)?.late));
    rules.measure("customers.reply_overdue", |context, record| some_hours(reply_clock(record, context).filter(|clock| clock.overdue())?.late));
    rules.measure("customers.close_overdue", |context, record| some_hours(close_clock(record, context).filter(|clock| clock.overdue())?.late));
    rules.measure("customers.bought_again", |context, record| bought_again(record, context).map(Parameter::Date));
    rules.figure("customers.reply_rate", |context| rate(&clocks(context, reply_clock)));
    rules.figure("customers.close_rate", |context| rate(&clocks(context, close_clock)));
    rules.figure("customers.trust_rate", |context| {
        let closed: Vec<_> =
            context.records.of_kind(complaint::COMPLAINT.name).filter(|record| instant(record, complaint::CLOSED_AT).is_some()).collect();
        share(closed.iter().filter(|record| bought_again(record, context).is_some()).count(), closed.len()).map(Parameter::Ratio)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap_or_default().with_timezone(&Utc)
    }

    fn check(received: &str, done: Option<&str>, today: &str, late: &str, in_time: bool) {
        let found = clock(at(received), done.map(at), Decimal::from_int(24), today.parse().unwrap_or_default());
        assert_eq!((found.late.to_string().as_str(), found.in_time()), (late, in_time), "{received} {done:?}");
    }

    /// covers: S123, P09.4.2
    #[test]
    fn a_reply_is_late_by_the_hours_beyond_the_norm() {
        check("2026-06-10T09:00:00Z", Some("2026-06-11T10:00:00Z"), "2026-06-30", "1", false);
        check("2026-06-10T09:00:00Z", Some("2026-06-11T09:00:00Z"), "2026-06-30", "0", true);
        check("2026-06-10T09:00:00+08:00", Some("2026-06-10T01:30:00Z"), "2026-06-30", "0", true);
        check("2026-06-28T12:00:00Z", None, "2026-06-30", "12", false);
        check("2026-06-29T12:00:00Z", None, "2026-06-30", "0", false);
    }

    proptest! {
        /// covers: P09.4.2
        #[test]
        fn a_later_reply_is_never_less_late(first in 0_i64..10_000, more in 0_i64..10_000) {
            let received = at("2026-01-01T00:00:00Z");
            let late = |minutes: i64| clock(received, Some(received + chrono::Duration::minutes(minutes)), Decimal::from_int(24), Date::default()).late;
            prop_assert!(late(first) <= late(first + more));
            prop_assert!(late(first) >= Decimal::ZERO);
        }
    }
}
