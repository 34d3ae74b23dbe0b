//! When we last heard of each other, and whether that is too long ago (P09.A03, P09.A16).

use std::collections::HashMap;

use flow::{Context, Hit, Parameter, Rules};
use model::{Date, DateField, Decimal, Handle, Id, Kind, Link, Record};

use super::{linked, norm, share};
use crate::customers::{care_event, complaint, customer, customer_norm, interaction, loyalty_tier, member, order};

/// Days of silence allowed when neither tier nor norm says otherwise.
const SILENT_DAYS: i64 = 90;

/// Kinds of records that show a contact on a day: their link to the customer and their day.
const CONTACTS: [(&Kind, Handle<Link>, Handle<DateField>); 3] = [
    (&interaction::INTERACTION, interaction::CUSTOMER, interaction::DATE),
    (&order::ORDER, order::CUSTOMER, order::DATE),
    (&care_event::CARE_EVENT, care_event::CUSTOMER, care_event::DONE_ON),
];

fn complained_on(record: &Record) -> Option<Date> {
    super::complaints::instant(record, complaint::RECEIVED_AT).map(|at| at.date_naive())
}

/// The last day with any contact: a talk, an order, an act of care, a complaint.
pub fn last_contact(customer: Id, context: &Context<'_>) -> Option<Date> {
    let dated =
        CONTACTS.iter().flat_map(|(kind, link, date)| linked(context, kind, *link, customer).into_iter().filter_map(|record| date.get(&**record)));
    let complaints = linked(context, &complaint::COMPLAINT, complaint::CUSTOMER, customer).into_iter().filter_map(|record| complained_on(record));
    dated.chain(complaints).filter(|date| *date <= context.today).max()
}

/// The last day with any contact of everyone: one pass over the records.
pub fn last_contacts(context: &Context<'_>) -> HashMap<Id, Date> {
    let dated = CONTACTS
        .iter()
        .flat_map(|(kind, link, date)| context.records.of_kind(kind.name).filter_map(|record| Some((link.get(&**record)?, date.get(&**record)?))));
    let complaints = context.records.of_kind(complaint::COMPLAINT.name);
    let complaints = complaints.filter_map(|record| Some((complaint::CUSTOMER.get(&**record)?, complained_on(record)?)));
    let mut last: HashMap<Id, Date> = HashMap::new();
    for (customer, date) in dated.chain(complaints).filter(|(_, date)| *date <= context.today) {
        last.entry(customer).and_modify(|known| *known = date.max(*known)).or_insert(date);
    }
    last
}

/// Customers of the highest class not heard from for longer than agreed (P09.A16).
fn silent(context: &Context<'_>) -> Vec<Hit> {
    let last = last_contacts(context);
    let upper = context.records.of_kind(customer::CUSTOMER.name).filter(|record| customer::CLASS.get(&***record).as_deref() == Some("a"));
    upper
        .filter_map(|record| {
            let days = (context.today - *last.get(&record.id)?).num_days();
            let over = days - allowed(record.id, context);
            let hit = || Hit::on(record, context).with("days", Parameter::Count(days)).with("over", Parameter::Count(over));
            (over > 0).then(hit)
        })
        .collect()
}

/// Days since the last contact.
pub fn days_silent(customer: Id, context: &Context<'_>) -> Option<i64> {
    last_contact(customer, context).map(|date| (context.today - date).num_days())
}

/// The days of silence allowed: by the customer's tier, else by the norm of the company.
pub fn allowed(customer: Id, context: &Context<'_>) -> i64 {
    let tier = linked(context, &member::MEMBER, member::CUSTOMER, customer).into_iter().find_map(|record| member::TIER.get(&**record));
    let by_tier = tier.and_then(|id| context.records.get(id)).and_then(|record| loyalty_tier::CONTACT_DAYS.get(&**record));
    by_tier.unwrap_or_else(|| norm(context.records, customer_norm::SILENT_DAYS, SILENT_DAYS))
}

/// Days beyond what is allowed; none while in time.
pub fn overdue(customer: Id, context: &Context<'_>) -> Option<i64> {
    days_silent(customer, context).map(|days| days - allowed(customer, context)).filter(|days| *days > 0)
}

/// Share of talks in which the customer spoke to us first.
pub fn inbound_share(customer: Id, context: &Context<'_>) -> Option<Decimal> {
    let talks: Vec<String> = linked(context, &interaction::INTERACTION, interaction::CUSTOMER, customer)
        .into_iter()
        .filter_map(|record| interaction::DIRECTION.get(&**record))
        .collect();
    share(talks.iter().filter(|direction| *direction == "in").count(), talks.len())
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.add("customers.silent", silent, &["record", "days", "over"]);
    rules.measure("customers.last_contact", |context, record: &Record| last_contact(record.id, context).map(Parameter::Date));
    rules.measure("customers.days_silent", |context, record| days_silent(record.id, context).map(Parameter::Count));
    rules.measure("customers.contact_overdue", |context, record| overdue(record.id, context).map(Parameter::Count));
    rules.measure("customers.inbound_share", |context, record| inbound_share(record.id, context).map(Parameter::Ratio));
}
