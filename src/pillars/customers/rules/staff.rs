//! What each person does for customers, as the base of rewards (P09.6.2, S160).

use std::sync::Arc;

use flow::{Context, Hit, Parameter, Rules};
use model::{Date, DateField, Decimal, FieldType, Fields, Id, Month, Record, ValueType, links_of};

use super::{complaints, decimal, linked, share};
use crate::customers::{care_event, complaint, customer, interaction};
use crate::organisation::person;
use crate::teamwork::reward;

/// One quick reply is luck: so many in a month make a record.
const LEAST_REPLIES: usize = 2;

/// A person's complaints in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Handling {
    /// Complaints owned.
    pub complaints: usize,
    /// Mean hours to the first reply, of those replied.
    pub reply_hours: Option<Decimal>,
    /// Share of first replies in time.
    pub in_time: Option<Decimal>,
    /// Share of content customers among those who said so.
    pub satisfied: Option<Decimal>,
}

/// The complaints of a person, of one month or of all time.
pub fn handling(person: Id, month: Option<Month>, context: &Context<'_>) -> Handling {
    let of_month =
        |record: &Record| month.is_none() || complaints::instant(record, complaint::RECEIVED_AT).map(|at| Month::of(at.date_naive())) == month;
    let owned: Vec<_> = linked(context, &complaint::COMPLAINT, complaint::OWNER, person).into_iter().filter(|record| of_month(record)).collect();
    let clocks: Vec<_> = owned.iter().filter_map(|record| complaints::reply_clock(record, context)).collect();
    let taken: Vec<Decimal> = clocks.iter().filter_map(|clock| clock.taken).collect();
    let answers: Vec<bool> = owned.iter().filter_map(|record| complaint::SATISFIED.get(&***record)).collect();
    Handling {
        complaints: owned.len(),
        reply_hours: taken.iter().copied().sum::<Decimal>().over(decimal(taken.len())).filter(|_| !taken.is_empty()),
        in_time: share(clocks.iter().filter(|clock| clock.in_time()).count(), clocks.len()),
        satisfied: share(answers.iter().filter(|yes| **yes).count(), answers.len()),
    }
}

/// Who replied fastest this month, with at least two complaints; the busier one of two equals.
pub fn fastest<'a>(context: &Context<'a>) -> Option<(&'a Arc<Record>, Handling)> {
    let month = Month::of(context.today);
    let people = context.records.of_kind(person::PERSON.name).map(|record| (record, handling(record.id, Some(month), context)));
    let ranked =
        people.filter(|(_, found)| found.complaints >= LEAST_REPLIES).filter_map(|(record, found)| Some((found.reply_hours?, record, found)));
    ranked.min_by_key(|(hours, _, found)| (*hours, std::cmp::Reverse(found.complaints))).map(|(_, record, found)| (record, found))
}

/// Whether someone has a reward dated in this month. Which fields of a reward hold people and dates
/// is the business of its own pillar, so all of them are looked through.
fn rewarded(person: Id, month: Month, context: &Context<'_>) -> bool {
    let Some(kind) = context.registry.kind(reward::REWARD.name) else { return false };
    context.records.of_kind(kind.name).any(|record| {
        let names = kind.fields.iter().any(|field| links_of(field, record).contains(&person));
        let dates = kind.fields.iter().filter(|field| field.value == ValueType::Date).filter_map(|field| DateField::read(record.field(field.name)?));
        names && dates.map(Month::of as fn(Date) -> Month).any(|found| found == month)
    })
}

fn reward_proposal(context: &Context<'_>) -> Vec<Hit> {
    let Some((best, found)) = fastest(context).filter(|(best, _)| !rewarded(best.id, Month::of(context.today), context)) else { return Vec::new() };
    let hours = Parameter::Number(found.reply_hours.unwrap_or_default().rounded(1));
    let count = Parameter::Count(i64::try_from(found.complaints).unwrap_or(i64::MAX));
    vec![Hit::on(best, context).with("hours", hours).with("count", count)]
}

fn of_person(record: &Record, context: &Context<'_>) -> Option<Handling> {
    (record.kind.as_str() == person::PERSON.name).then(|| handling(record.id, None, context)).filter(|found| found.complaints > 0)
}

fn count(number: usize) -> Option<Parameter> {
    (number > 0).then(|| Parameter::Count(i64::try_from(number).unwrap_or(i64::MAX)))
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.add("customers.reward_proposal", reward_proposal, &["record", "hours", "count"]);
    rules.measure("customers.handled", |context, record| count(of_person(record, context)?.complaints));
    rules.measure("customers.mean_reply_hours", |context, record| Some(Parameter::Number(of_person(record, context)?.reply_hours?.rounded(1))));
    rules.measure("customers.replies_in_time", |context, record| of_person(record, context)?.in_time.map(Parameter::Ratio));
    rules.measure("customers.satisfied_share", |context, record| of_person(record, context)?.satisfied.map(Parameter::Ratio));
    rules.measure("customers.care_done", |context, record| count(linked(context, &care_event::CARE_EVENT, care_event::DONE_BY, record.id).len()));
    rules.measure("customers.talks", |context, record| count(linked(context, &interaction::INTERACTION, interaction::BY, record.id).len()));
    rules.measure("customers.owned", |context, record| count(linked(context, &customer::CUSTOMER, customer::OWNER, record.id).len()));
}
