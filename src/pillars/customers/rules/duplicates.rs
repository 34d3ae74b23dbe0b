//! Customers entered twice: the same phone or the same name (P09.1.1, S137).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Id, Lookup, Record, name_key, phone_key, text_key};

use super::id_as_parameter;
use crate::customers::customer;

fn keys(record: &Record) -> Vec<String> {
    let phone = customer::PHONE.get(record).and_then(|phone| phone_key(&phone)).map(|key| format!("phone {key}"));
    let name = customer::NAME.get(record).and_then(|name| name_key(&name)).map(|key| format!("name {key}"));
    phone.into_iter().chain(name).collect()
}

fn tell_keys(record: &Record, tell: &mut dyn FnMut(u128)) {
    if record.kind == *customer::CUSTOMER.name {
        keys(record).iter().for_each(|key| tell(text_key(key)));
    }
}

/// Customers by phone and by name.
const BY_KEY: Lookup = Lookup { name: "customers.duplicates", keys: tell_keys };

/// Pairs to look at: the record that was first, and the one that looks like it. Each later record
/// is proposed once.
pub fn proposals(context: &Context<'_>) -> Vec<(Id, Id)> {
    pairs(&mut context.records.of_kind(customer::CUSTOMER.name))
}

/// Those among some records, oldest first.
fn pairs(records: &mut dyn Iterator<Item = &Arc<Record>>) -> Vec<(Id, Id)> {
    let mut first: HashMap<String, Id> = HashMap::new();
    let mut pairs = Vec::new();
    for record in records {
        let keys = keys(record);
        match keys.iter().find_map(|key| first.get(key).copied()) {
            Some(kept) => pairs.push((kept, record.id)),
            None => keys.into_iter().for_each(|key| {
                first.insert(key, record.id);
            }),
        }
    }
    pairs
}

/// The record that one customer looks like, as [`proposals`] has it: worked out from those alone that share a phone or
/// a name with it, or with one of these.
pub fn proposal_for(record: &Record, context: &Context<'_>) -> Option<Id> {
    let (mut known, mut waiting) = (HashSet::new(), keys(record));
    let mut alike: BTreeMap<Id, &Arc<Record>> = BTreeMap::new();
    while let Some(key) = waiting.pop() {
        if !known.insert(key.clone()) {
            continue;
        }
        for other in context.records.looked_up(BY_KEY, text_key(&key)) {
            // What came later makes no difference to this one.
            if other.id <= record.id && alike.insert(other.id, other).is_none() {
                waiting.extend(keys(other));
            }
        }
    }
    pairs(&mut alike.into_values()).into_iter().find(|(_, later)| *later == record.id).map(|(kept, _)| kept)
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.duplicate_of", |context, record| id_as_parameter(proposal_for(record, context)?, context));
    rules.figure("customers.duplicates", |context| Some(Parameter::Count(i64::try_from(proposals(context).len()).unwrap_or(i64::MAX))));
    rules.measure("customers.phone_key", |_, record| customer::PHONE.get(record).and_then(|phone| phone_key(&phone)).map(Parameter::Text));
    rules.measure("customers.name_key", |_, record| customer::NAME.get(record).and_then(|name| name_key(&name)).map(Parameter::Text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Date, RecordSet, Stamp};
    use proptest::prelude::*;

    proptest! {
        /// Chains of the same phone and the same name, in any order: for each customer the same as from looking at all.
        #[test]
        fn one_customer_is_told_as_all_are(people in prop::collection::vec((0_u8..5, 0_u8..6), 0..24)) {
            let mut records = RecordSet::default();
            for (number, (name, phone)) in (1_u64..).zip(people) {
                let mut record = Record::new(Id::from_number(number), customer::CUSTOMER.name, Stamp::default());
                if name > 0 {
                    record = record.with(customer::NAME, format!("客户 {name}"));
                }
                if phone > 0 {
                    record = record.with(customer::PHONE, format!("1380000000{phone}"));
                }
                records.insert(record);
            }
            let registry = crate::registry();
            let context = Context { records: &records, registry: &registry, today: Date::from_ymd_opt(2026, 6, 30).unwrap() };
            let all: HashMap<Id, Id> = proposals(&context).into_iter().map(|(kept, later)| (later, kept)).collect();
            for record in records.of_kind(customer::CUSTOMER.name) {
                prop_assert_eq!(proposal_for(record, &context), all.get(&record.id).copied());
            }
        }
    }
}
