//! Customers entered twice: the same phone or the same name (P09.1.1, S137).

use std::collections::HashMap;

use flow::{Context, Parameter, Rules};
use model::{Id, Record, name_key, phone_key};

use super::id_as_parameter;
use crate::customers::customer;

fn keys(record: &Record) -> Vec<String> {
    let phone = customer::PHONE.get(record).and_then(|phone| phone_key(&phone)).map(|key| format!("phone {key}"));
    let name = customer::NAME.get(record).and_then(|name| name_key(&name)).map(|key| format!("name {key}"));
    phone.into_iter().chain(name).collect()
}

/// Pairs to look at: the record that was first, and the one that looks like it. Each later record
/// is proposed once.
pub fn proposals(context: &Context<'_>) -> Vec<(Id, Id)> {
    let mut first: HashMap<String, Id> = HashMap::new();
    let mut pairs = Vec::new();
    for record in context.records.of_kind(customer::CUSTOMER.name) {
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

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.duplicate_of", |context, record| {
        let found = proposals(context).into_iter().find(|(_, later)| *later == record.id)?;
        id_as_parameter(found.0, context)
    });
    rules.figure("customers.duplicates", |context| Some(Parameter::Count(i64::try_from(proposals(context).len()).unwrap_or(i64::MAX))));
    rules.measure("customers.phone_key", |_, record| customer::PHONE.get(record).and_then(|phone| phone_key(&phone)).map(Parameter::Text));
    rules.measure("customers.name_key", |_, record| customer::NAME.get(record).and_then(|name| name_key(&name)).map(Parameter::Text));
}
