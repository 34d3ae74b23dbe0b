//! What to recommend to a customer, and why (P09.2.1, S144).

use std::collections::{BTreeMap, BTreeSet};

use flow::{Context, Parameter, Rules};
use model::{Id, Record};

use super::{buying, id_as_parameter, norm, segments};
use crate::customers::{customer_norm, customer_segment, order, recommendation};

/// So many customers must own both before "bought together" is a reason.
const CO_PURCHASES: i64 = 3;

/// A product with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What to offer.
    pub product: Id,
    /// Code of the field `reason` of a recommendation.
    pub reason: &'static str,
    /// How many customers speak for it.
    pub support: usize,
}

/// Who owns what, by everything that was bought so far.
pub fn owned(context: &Context<'_>) -> BTreeMap<Id, BTreeSet<Id>> {
    let mut owned: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for record in context.records.of_kind(order::ORDER.name).filter(|record| buying::counts(record, context.today)) {
        if let Some(customer) = order::CUSTOMER.get(&**record) {
            owned.entry(customer).or_default().extend(buying::products(record));
        }
    }
    owned
}

/// The product that most other customers bought beside one that this customer owns; with too few
/// of them the product of a segment, else the one most customers own. None when nothing is left.
pub fn propose(customer: &Record, context: &Context<'_>) -> Option<Proposal> {
    let all = owned(context);
    let none = BTreeSet::new();
    let own = all.get(&customer.id).unwrap_or(&none);
    let (mut together, mut popular): (BTreeMap<Id, usize>, BTreeMap<Id, usize>) = (BTreeMap::new(), BTreeMap::new());
    for (_, products) in all.iter().filter(|(other, _)| **other != customer.id) {
        let shares = !own.is_disjoint(products);
        for product in products.difference(own) {
            *popular.entry(*product).or_default() += 1;
            if shares {
                *together.entry(*product).or_default() += 1;
            }
        }
    }
    let best = |counts: &BTreeMap<Id, usize>| {
        counts
            .iter()
            .filter(|(product, _)| context.records.get(**product).is_some())
            .max_by_key(|(product, count)| (**count, std::cmp::Reverse(**product)))
            .map(|(p, c)| (*p, *c))
    };
    let needed = usize::try_from(norm(context.records, customer_norm::CO_PURCHASES, CO_PURCHASES)).unwrap_or(1).max(1);
    if let Some((product, support)) = best(&together).filter(|(_, support)| *support >= needed) {
        return Some(Proposal { product, reason: "together", support });
    }
    let by_segment = segments::segments_of(customer, context).into_iter().filter_map(|segment| customer_segment::PRODUCT.get(&**segment));
    if let Some(product) = by_segment.into_iter().find(|product| !own.contains(product)) {
        let support = popular.get(&product).copied().unwrap_or_default();
        return Some(Proposal { product, reason: "segment", support });
    }
    best(&popular).map(|(product, support)| Proposal { product, reason: "popular", support })
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.recommended", |context, record| id_as_parameter(propose(record, context)?.product, context));
    rules.measure("customers.recommended_reason", |context, record| {
        let reason = propose(record, context)?.reason;
        Some(Parameter::choice(recommendation::RECOMMENDATION.name, recommendation::REASON.name(), reason))
    });
    rules.measure("customers.recommended_support", |context, record| {
        Some(Parameter::Count(i64::try_from(propose(record, context)?.support).unwrap_or(i64::MAX)))
    });
}
