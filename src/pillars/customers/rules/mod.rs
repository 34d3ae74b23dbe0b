//! The rules of pillar 9: what follows from customers, purchases, opportunities, points, care and
//! complaints. One file a topic.

pub mod buying;
pub mod care;
pub mod complaints;
pub mod contact;
pub mod duplicates;
pub mod funnel;
pub mod funnel_measures;
pub mod loyalty;
pub mod recommend;
pub mod segments;
pub mod staff;
pub mod totals;

use std::sync::Arc;

use flow::{Context, Parameter, Rules, title_of};
use model::{Decimal, FieldType, Handle, Id, Kind, Link, Record, RecordSet};

use super::customer_norm;

/// Registers all rules, measures and figures.
pub fn register(rules: &mut Rules) {
    buying::register(rules);
    contact::register(rules);
    segments::register(rules);
    duplicates::register(rules);
    recommend::register(rules);
    funnel_measures::register(rules);
    loyalty::register(rules);
    care::register(rules);
    complaints::register(rules);
    staff::register(rules);
    totals::register(rules);
}

/// A norm of the company, or its default.
pub(crate) fn norm<T: FieldType>(records: &RecordSet, handle: Handle<T>, default: T::Value) -> T::Value {
    records.single(customer_norm::CUSTOMER_NORM.name).and_then(|record| handle.get(&**record)).unwrap_or(default)
}

/// The records of a kind whose link points to this id, oldest first; many thousand orders are not looked through.
pub(crate) fn linked<'a>(context: &Context<'a>, kind: &Kind, link: Handle<Link>, id: Id) -> Vec<&'a Arc<Record>> {
    let mut found = context.records.naming(kind.name, id);
    found.retain(|record| link.get(&***record) == Some(id));
    found
}

/// A record as a value of a message or a page.
pub(crate) fn as_parameter(record: &Record, context: &Context<'_>) -> Parameter {
    Parameter::Record(record.id, Box::new(title_of(record, context)))
}

/// The record of this id as a value.
pub(crate) fn id_as_parameter(id: Id, context: &Context<'_>) -> Option<Parameter> {
    context.records.get(id).map(|record| as_parameter(record, context))
}

/// A number of things as a decimal.
pub(crate) fn decimal(count: usize) -> Decimal {
    Decimal::from_int(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Share of a whole; none of nothing, never zero.
pub(crate) fn share(part: usize, whole: usize) -> Option<Decimal> {
    decimal(part).over(decimal(whole))
}

/// Mean of whole numbers; none of none.
pub(crate) fn mean(numbers: &[i64]) -> Option<Decimal> {
    Decimal::from_int(numbers.iter().sum()).over(decimal(numbers.len()))
}
