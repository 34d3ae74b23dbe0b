//! What one pillar tells another: values worked out across pillars, so that nothing is typed twice (L01–L50). Links
//! inside the fields of a kind stand in its own file, values that take the place of readings in `performance`.

pub mod appraisal;
pub mod full_loop;
pub mod market;
pub mod structure;

use std::sync::Arc;

use flow::{Context, Parameter, Rules, title_of};
use model::{Order as _, Record};

/// Adds the measures and rules of all links.
pub fn register(rules: &mut Rules) {
    full_loop::register(rules);
    appraisal::register(rules);
    market::register(rules);
    structure::register(rules);
}

/// Records as a value, oldest first; none of none.
fn listed<'a>(context: &Context<'_>, records: impl IntoIterator<Item = &'a Arc<Record>>) -> Option<Parameter> {
    let mut found: Vec<&Arc<Record>> = records.into_iter().collect();
    found.order_by_key(|record| record.id);
    let named: Vec<Parameter> = found.into_iter().map(|record| named(context, record)).collect();
    (!named.is_empty()).then_some(Parameter::List(named))
}

fn named(context: &Context<'_>, record: &Record) -> Parameter {
    Parameter::Record(record.id, Box::new(title_of(record, context)))
}

fn count(number: usize) -> Parameter {
    Parameter::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
