//! Birthdays, and acts of care that are due by a rule (P09.3.1, P09.3.2, S146, S147).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, Days};
use flow::{Context, Hit, Parameter, Rules};
use model::Order as _;
use model::{Date, Fields, Id, Record};

use super::buying::{self, Purchase};
use super::{as_parameter, contact, linked};
use crate::customers::{care_event, care_rule, customer, member};

/// An act of care counts for a due day when it was planned within these days of it.
const NEAR_DAYS: i64 = 10;
/// A gift given within these days of a birthday is that year's gift.
const GIFT_DAYS: i64 = 60;
/// How far back a forgotten act of care is still worth doing.
const BACK_DAYS: u64 = 30;

fn days(from: Date, to: Date) -> i64 {
    (to - from).num_days()
}

/// A birthday in a year; the 29th of February is kept on the 28th where there is none.
fn birthday_in(birthday: Date, year: i32) -> Option<Date> {
    birthday.with_year(year).or_else(|| Date::from_ymd_opt(year, 2, 28))
}

/// The next birthday, today included.
pub fn next_birthday(birthday: Date, today: Date) -> Option<Date> {
    [today.year(), today.year() + 1].into_iter().filter_map(|year| birthday_in(birthday, year)).find(|date| *date >= today)
}

/// Days to the next birthday of a customer.
pub fn birthday_days(customer: &Record, today: Date) -> Option<i64> {
    next_birthday(customer::BIRTHDAY.get(customer)?, today).map(|date| days(today, date))
}

fn occasion_of(event: &Record, context: &Context<'_>) -> Option<String> {
    care_event::CARE_RULE.get(event).and_then(|id| context.records.get(id)).and_then(|rule| care_rule::OCCASION.get(&**rule))
}

/// Days to a birthday for which this year's gift has not been given yet.
pub fn gift_days(customer: &Record, context: &Context<'_>) -> Option<i64> {
    let birthday = next_birthday(customer::BIRTHDAY.get(customer)?, context.today)?;
    let events = linked(context, &care_event::CARE_EVENT, care_event::CUSTOMER, customer.id);
    let given = events.into_iter().any(|event| {
        let near = care_event::DUE.get(&**event).is_some_and(|due| days(due, birthday).abs() <= GIFT_DAYS);
        near && care_event::DONE_ON.get(&**event).is_some() && occasion_of(event, context).as_deref() == Some("birthday")
    });
    (!given).then(|| days(context.today, birthday))
}

/// What rules of care look at, for everyone: one pass over the records, however many rules there are.
struct Known {
    purchases: HashMap<Id, Vec<Purchase>>,
    last_contact: HashMap<Id, Date>,
    tiers: HashMap<Id, Vec<Id>>,
}

impl Known {
    fn all(context: &Context<'_>) -> Self {
        let mut tiers: HashMap<Id, Vec<Id>> = HashMap::new();
        for record in context.records.of_kind(member::MEMBER.name) {
            if let Some((customer, tier)) = member::CUSTOMER.get(&**record).zip(member::TIER.get(&**record)) {
                tiers.entry(customer).or_default().push(tier);
            }
        }
        Self { purchases: buying::by_customer(context), last_contact: contact::last_contacts(context), tiers }
    }

    fn of(customer: Id, context: &Context<'_>) -> Self {
        let members = linked(context, &member::MEMBER, member::CUSTOMER, customer);
        let tiers = members.into_iter().filter_map(|record| member::TIER.get(&**record)).collect();
        Self {
            purchases: [(customer, buying::purchases(customer, context))].into(),
            last_contact: contact::last_contact(customer, context).map(|date| (customer, date)).into_iter().collect(),
            tiers: [(customer, tiers)].into(),
        }
    }

    fn eligible(&self, rule: &Record, customer: &Record) -> bool {
        if care_rule::ACTIVE.get(rule) == Some(false) || customer::NO_MARKETING.get(customer) == Some(true) {
            return false;
        }
        let wanted = care_rule::TIERS.get(rule).unwrap_or_default();
        wanted.is_empty() || self.tiers.get(&customer.id).is_some_and(|tiers| tiers.iter().any(|tier| wanted.contains(tier)))
    }

    fn due(&self, rule: &Record, customer: &Record, from: Date, to: Date) -> Vec<Date> {
        if !self.eligible(rule, customer) {
            return Vec::new();
        }
        let offset = Days::new(u64::try_from(care_rule::DAYS.get(rule).unwrap_or(0)).unwrap_or(0));
        let before = |date: Date| date.checked_sub_days(offset);
        let after = |date: Date| date.checked_add_days(offset);
        let mut found: Vec<Date> = match care_rule::OCCASION.get(rule).as_deref() {
            Some("birthday") => {
                let years = from.year()..=to.year() + 2;
                let birthday = customer::BIRTHDAY.get(customer);
                birthday
                    .into_iter()
                    .flat_map(|birthday| years.clone().filter_map(move |year| birthday_in(birthday, year)))
                    .filter_map(before)
                    .collect()
            }
            Some("holiday") => care_rule::HOLIDAY_ON.get(rule).and_then(before).into_iter().collect(),
            Some("after_purchase") => {
                let wanted = care_rule::PRODUCT.get(rule);
                let purchases = self.purchases.get(&customer.id).into_iter().flatten();
                let fitting = purchases.filter(|purchase| wanted.is_none_or(|product| purchase.products.contains(&product)));
                fitting.filter_map(|purchase| after(purchase.date)).collect()
            }
            Some("silent") => self.last_contact.get(&customer.id).copied().and_then(after).into_iter().collect(),
            _ => Vec::new(),
        };
        found.retain(|date| (from..=to).contains(date));
        found.order();
        found.dedup();
        found
    }
}

/// The days in a period on which a rule asks for care of a customer.
pub fn due(rule: &Record, customer: &Record, from: Date, to: Date, context: &Context<'_>) -> Vec<Date> {
    Known::of(customer.id, context).due(rule, customer, from, to)
}

/// One act of care that a rule asks for and nobody has planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// For whom.
    pub customer: Arc<Record>,
    /// By which rule.
    pub rule: Arc<Record>,
    /// When.
    pub due: Date,
}

/// What the rules ask for from a month ago until today and is not among the acts of care.
pub fn missing(context: &Context<'_>) -> Vec<Missing> {
    let from = context.today.checked_sub_days(Days::new(BACK_DAYS)).unwrap_or(context.today);
    let known = Known::all(context);
    let mut planned: HashMap<(Id, Id), Vec<Date>> = HashMap::new();
    for event in context.records.of_kind(care_event::CARE_EVENT.name) {
        let links = care_event::CUSTOMER.get(&**event).zip(care_event::CARE_RULE.get(&**event));
        if let Some((links, due)) = links.zip(care_event::DUE.get(&**event)) {
            planned.entry(links).or_default().push(due);
        }
    }
    let mut found = Vec::new();
    for customer in context.records.of_kind(customer::CUSTOMER.name) {
        for rule in context.records.of_kind(care_rule::CARE_RULE.name) {
            let dates = planned.get(&(customer.id, rule.id)).map(Vec::as_slice).unwrap_or_default();
            let open =
                known.due(rule, customer, from, context.today).into_iter().filter(|due| dates.iter().all(|date| days(*date, *due).abs() > NEAR_DAYS));
            found.extend(open.map(|due| Missing { customer: customer.clone(), rule: rule.clone(), due }));
        }
    }
    found
}

fn missing_hits(context: &Context<'_>) -> Vec<Hit> {
    missing(context)
        .into_iter()
        .map(|found| Hit::on(&found.customer, context).with("rule", as_parameter(&found.rule, context)).with("date", Parameter::Date(found.due)))
        .collect()
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.add("customers.care_missing", missing_hits, &["record", "rule", "date"]);
    rules.measure("customers.birthday_days", |context, record| birthday_days(record, context.today).map(Parameter::Count));
    rules.measure("customers.next_birthday", |context, record| next_birthday(customer::BIRTHDAY.get(record)?, context.today).map(Parameter::Date));
    rules.measure("customers.gift_days", |context, record| gift_days(record, context).map(Parameter::Count));
    rules.measure("customers.care_next", |context, record| {
        let until = context.today.checked_add_days(Days::new(90))?;
        let known = Known::of(record.id, context);
        let all = context.records.of_kind(care_rule::CARE_RULE.name).flat_map(|rule| known.due(rule, record, context.today, until));
        (record.field(customer::NAME.name()).is_some()).then(|| all.min().map(Parameter::Date)).flatten()
    });
    rules.measure("customers.care_waiting", |context, record| {
        let count = missing(context).into_iter().filter(|found| found.rule.id == record.id).count();
        Some(Parameter::Count(i64::try_from(count).unwrap_or(i64::MAX)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or_default()
    }

    fn check(birthday: &str, today: &str, expected: &str) {
        assert_eq!(next_birthday(day(birthday), day(today)), Some(day(expected)), "{birthday} {today}");
    }

    /// covers: S146, P09.3.1
    #[test]
    fn birthdays_come_once_a_year() {
        check("1998-07-07", "2026-06-30", "2026-07-07");
        check("1998-06-30", "2026-06-30", "2026-06-30");
        check("1998-06-29", "2026-06-30", "2027-06-29");
        check("2000-02-29", "2026-01-01", "2026-02-28");
        check("2000-02-29", "2027-03-01", "2028-02-29");
    }

    proptest! {
        /// covers: P09.3.1
        #[test]
        fn the_next_birthday_is_within_a_year(born in 0_i64..40_000, now in 0_i64..40_000) {
            let (birthday, today) = (day("1940-01-01") + chrono::Duration::days(born), day("1990-01-01") + chrono::Duration::days(now));
            let Some(next) = next_birthday(birthday, today) else { return Err(TestCaseError::fail("no birthday")) };
            prop_assert!((0..=366).contains(&days(today, next)));
            prop_assert_eq!(next.month(), birthday.month());
        }
    }
}
