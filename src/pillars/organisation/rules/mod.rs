//! Rules and measures of pillar 3: shape of the structure, working time, communication in time.

pub mod communication;
pub mod structure;
pub mod time;

use std::sync::Arc;

use flow::{Context, Rules};
use model::{FieldType, Fields, Handle, Id, Link, Record};

/// Adds them under their names.
pub(super) fn register(rules: &mut Rules) {
    structure::register(rules);
    time::register(rules);
    communication::register(rules);
}

/// The records of a kind whose link leads to this one.
pub(crate) fn linked<'a>(context: &'a Context<'_>, kind: &str, link: Handle<Link>, to: Id) -> impl Iterator<Item = &'a Arc<Record>> {
    context.records.of_kind(kind).filter(move |record| link.get(record.as_ref()) == Some(to))
}

/// A value of the one record of a kind, or what holds without it.
fn limit<T: FieldType>(context: &Context<'_>, handle: Handle<T>, standard: T::Value) -> T::Value {
    context.records.single("org_limits").and_then(|record| handle.get(record.as_ref())).unwrap_or(standard)
}

/// The choice of a record equals this code.
pub(crate) fn is_choice(record: &Record, field: &str, code: &str) -> bool {
    record.field(field).and_then(|json| json.as_str()) == Some(code)
}
