//! Saved filters: who belongs to which segment (P09.1.2).

use std::borrow::Cow;
use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Choice, Fields, Handle, Id, Link, Money, Record, Score};

use super::as_parameter;
use super::buying::{self, Purchase};
use crate::customers::{customer, customer_segment};

/// Longest list of members shown at one place.
const LIST_LIMIT: usize = 50;

/// The same value where the segment asks for one.
fn same<T: PartialEq>(wanted: Option<T>, found: Option<T>) -> bool {
    wanted.is_none() || wanted == found
}

fn code(wanted: Handle<Choice>, found: Handle<Choice>, segment: &Record, customer: &Record) -> bool {
    same(wanted.get(segment), found.get(customer))
}

fn link(wanted: Handle<Link>, found: Handle<Link>, segment: &Record, customer: &Record) -> bool {
    same(wanted.get(segment), found.get(customer))
}

/// Whether a customer passes every condition that the segment has. A segment without any condition
/// has nobody, so that a half-finished filter does not address everyone.
pub fn belongs(segment: &Record, customer: &Record, context: &Context<'_>) -> bool {
    passes(segment, customer, || Cow::Owned(buying::purchases(customer.id, context)), context)
}

fn passes<'p>(segment: &Record, customer: &Record, purchases: impl Fn() -> Cow<'p, [Purchase]>, context: &Context<'_>) -> bool {
    let scores = [
        (customer_segment::R_FROM, customer_segment::R_TO),
        (customer_segment::F_FROM, customer_segment::F_TO),
        (customer_segment::M_FROM, customer_segment::M_TO),
    ];
    let asks_scores = scores.iter().any(|(from, to)| from.get(segment).is_some() || to.get(segment).is_some());
    let others = [
        customer_segment::CUSTOMER_KIND.name(),
        customer_segment::CLASS.name(),
        customer_segment::LIFE_STAGE.name(),
        customer_segment::CHANNEL.name(),
        customer_segment::REGION.name(),
        customer_segment::OWNS.name(),
        customer_segment::OWNS_NOT.name(),
    ];
    if !asks_scores && others.iter().all(|name| segment.field(name).is_none()) {
        return false;
    }
    // What is cheap to tell comes first: purchases are looked up only for who is left.
    let simple = code(customer_segment::CUSTOMER_KIND, customer::CUSTOMER_KIND, segment, customer)
        && code(customer_segment::CLASS, customer::CLASS, segment, customer)
        && code(customer_segment::LIFE_STAGE, customer::LIFE_STAGE, segment, customer)
        && link(customer_segment::CHANNEL, customer::CHANNEL, segment, customer)
        && link(customer_segment::REGION, customer::REGION, segment, customer);
    if !simple {
        return false;
    }
    let (owns, owns_not) = (customer_segment::OWNS.get(segment), customer_segment::OWNS_NOT.get(segment));
    if owns.is_some() || owns_not.is_some() {
        let bought: Vec<_> = purchases().iter().flat_map(|purchase| purchase.products.clone()).collect();
        if owns.is_some_and(|product| !bought.contains(&product)) || owns_not.is_some_and(|product| bought.contains(&product)) {
            return false;
        }
    }
    if !asks_scores {
        return true;
    }
    let Some(rfm) = buying::rfm_of(&purchases(), context) else { return false };
    let inside = |(from, to): (Handle<Score>, Handle<Score>), score: i64| {
        from.get(segment).is_none_or(|from| score >= from) && to.get(segment).is_none_or(|to| score <= to)
    };
    scores.into_iter().zip([rfm.recency, rfm.frequency, rfm.monetary]).all(|(bounds, score)| inside(bounds, score))
}

/// The customers of a segment, oldest record first.
pub fn members<'a>(segment: &Record, context: &Context<'a>) -> Vec<&'a Arc<Record>> {
    let bought = buying::by_customer(context);
    let of = |id: Id| Cow::Borrowed(bought.get(&id).map(Vec::as_slice).unwrap_or_default());
    context.records.of_kind(customer::CUSTOMER.name).filter(|record| passes(segment, record, || of(record.id), context)).collect()
}

/// The segments a customer belongs to.
pub fn segments_of<'a>(customer: &Record, context: &Context<'a>) -> Vec<&'a Arc<Record>> {
    context.records.of_kind(customer_segment::CUSTOMER_SEGMENT.name).filter(|segment| belongs(segment, customer, context)).collect()
}

fn list(records: &[&Arc<Record>], context: &Context<'_>) -> Option<Parameter> {
    let shown: Vec<Parameter> = records.iter().take(LIST_LIMIT).map(|record| as_parameter(record, context)).collect();
    (!shown.is_empty()).then_some(Parameter::List(shown))
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.segment_size", |context, record| {
        Some(Parameter::Count(i64::try_from(members(record, context).len()).unwrap_or(i64::MAX)))
    });
    rules.measure("customers.segment_members", |context, record| list(&members(record, context), context));
    rules.measure("customers.segment_spending", |context, record| {
        let bought = buying::by_customer(context);
        let spent =
            members(record, context).into_iter().filter_map(|customer| buying::rfm_of(bought.get(&customer.id)?, context)).map(|rfm| rfm.amount);
        Some(Parameter::Money(spent.sum::<Money>()))
    });
    rules.measure("customers.segments", |context, record| list(&segments_of(record, context), context));
}
