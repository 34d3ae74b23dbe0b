//! Figures of the whole customer base, from counted totals (K20, K22–K25, K75–K77).

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Date, Decimal, Handle, Money, Number, Record};

use crate::customers::{complaint_total, customer_total};

/// The counted total with the latest end.
pub fn latest<'a>(context: &Context<'a>) -> Option<&'a Arc<Record>> {
    let ended =
        context.records.of_kind(customer_total::CUSTOMER_TOTAL.name).filter_map(|record| Some((customer_total::PERIOD.get(&**record)?.to, record)));
    ended.max_by_key(|(end, _)| *end).map(|(_, record)| record)
}

/// Customers at the end: start, plus gained, less lost.
pub fn end(record: &Record) -> Option<Decimal> {
    let number = |handle: Handle<Number>| handle.get(record).unwrap_or_default();
    Some(customer_total::START.get(record)? + number(customer_total::GAINED) - number(customer_total::LOST))
}

/// Growth against the start (K20).
pub fn growth(record: &Record) -> Option<Decimal> {
    let start = customer_total::START.get(record)?;
    (end(record)? - start).over(start)
}

/// Who stayed, of those at the start (K23).
pub fn retention(record: &Record) -> Option<Decimal> {
    let start = customer_total::START.get(record)?;
    (start - customer_total::LOST.get(record)?).over(start)
}

/// Buyers with two purchases or more, of all buyers (K24).
pub fn repeat_rate(record: &Record) -> Option<Decimal> {
    customer_total::REPEAT_BUYERS.get(record)?.over(customer_total::BUYERS.get(record)?)
}

/// Sales by order.
pub fn mean_order(record: &Record) -> Option<Money> {
    customer_total::SALES.get(record)?.major().over(customer_total::ORDERS.get(record)?).map(Money::from_major)
}

/// Sums of the complaints counted in the latest period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complaints {
    /// All.
    pub count: Decimal,
    /// First reply in time.
    pub replied: Decimal,
    /// Closed in time.
    pub closed_in_time: Decimal,
    /// Closed at all.
    pub closed: Decimal,
}

/// The complaints of the period that ended last.
pub fn complaints(context: &Context<'_>) -> Option<Complaints> {
    let all: Vec<(Date, &Arc<Record>)> = context
        .records
        .of_kind(complaint_total::COMPLAINT_TOTAL.name)
        .filter_map(|record| Some((complaint_total::PERIOD.get(&**record)?.to, record)))
        .collect();
    let last = all.iter().map(|(end, _)| *end).max()?;
    let sum = |handle: Handle<Number>| all.iter().filter(|(end, _)| *end == last).filter_map(|(_, record)| handle.get(&***record)).sum::<Decimal>();
    Some(Complaints {
        count: sum(complaint_total::COMPLAINTS),
        replied: sum(complaint_total::REPLIED_IN_TIME),
        closed_in_time: sum(complaint_total::CLOSED_IN_TIME),
        closed: sum(complaint_total::CLOSED),
    })
}

fn of_latest(context: &Context<'_>, compute: fn(&Record) -> Option<Decimal>) -> Option<Parameter> {
    compute(latest(context)?).map(Parameter::Ratio)
}

fn of_complaints(context: &Context<'_>, part: fn(Complaints) -> Decimal) -> Option<Parameter> {
    let found = complaints(context)?;
    part(found).over(found.count).map(Parameter::Ratio)
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.total_end", |_, record| end(record).map(Parameter::Number));
    rules.measure("customers.total_growth", |_, record| growth(record).map(Parameter::Ratio));
    rules.measure("customers.total_retention", |_, record| retention(record).map(Parameter::Ratio));
    rules.measure("customers.total_repeat", |_, record| repeat_rate(record).map(Parameter::Ratio));
    rules.measure("customers.total_mean_order", |_, record| mean_order(record).map(Parameter::Money));
    rules.figure("customers.total_end", |context| end(latest(context)?).map(Parameter::Number));
    rules.figure("customers.total_growth", |context| of_latest(context, growth));
    rules.figure("customers.total_retention", |context| of_latest(context, retention));
    rules.figure("customers.total_repeat", |context| of_latest(context, repeat_rate));
    rules.figure("customers.total_mean_order", |context| mean_order(latest(context)?).map(Parameter::Money));
    rules.figure("customers.share_a", |context| of_latest(context, |record| customer_total::SHARE_A.get(record)));
    rules.figure("customers.share_b", |context| of_latest(context, |record| customer_total::SHARE_B.get(record)));
    rules.figure("customers.share_c", |context| of_latest(context, |record| customer_total::SHARE_C.get(record)));
    rules.figure("customers.total_complaints", |context| complaints(context).map(|found| Parameter::Number(found.count)));
    rules.figure("customers.total_complaint_rate", |context| {
        let orders = customer_total::ORDERS.get(&**latest(context)?)?;
        complaints(context)?.count.over(orders).map(Parameter::Ratio)
    });
    rules.figure("customers.total_reply_rate", |context| of_complaints(context, |found| found.replied));
    rules.figure("customers.total_close_rate", |context| of_complaints(context, |found| found.closed_in_time));
    rules.figure("customers.total_closed", |context| complaints(context).map(|found| Parameter::Number(found.closed)));
}
