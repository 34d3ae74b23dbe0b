//! The measures and named rules of pillar 2. One file a topic.

pub mod budget;
pub mod checks;
pub mod cycles;
pub mod effects;
pub mod load;
pub mod prices;
pub mod products;
pub mod segments;

use std::sync::Arc;

use flow::{Context, Rules};
use model::{Date, Decimal, Fields, Handle, Id, Link, Money, Record};

use crate::goals::rules::setting;
use crate::workspace::workspace;

/// Registers all of them.
pub fn register(rules: &mut Rules) {
    segments::register(rules);
    prices::register(rules);
    products::register(rules);
    budget::register(rules);
    cycles::register(rules);
    load::register(rules);
    effects::register(rules);
    checks::register(rules);
}

/// First day of the fiscal year that today is in.
pub(crate) fn year_start(context: &Context<'_>) -> Date {
    use chrono::Datelike;
    let first = setting(context.records, workspace::FISCAL_YEAR_START, 1).clamp(1, 12) as u32;
    let year = context.today.year() - i32::from(context.today.month() < first);
    Date::from_ymd_opt(year, first, 1).unwrap_or(context.today)
}

/// Inside this fiscal year and not after today.
pub(crate) fn is_this_year(date: Date, context: &Context<'_>) -> bool {
    date >= year_start(context) && date <= context.today
}

/// The record a link of another points to.
pub(crate) fn linked<'a>(context: &Context<'a>, record: &(impl Fields + ?Sized), link: Handle<Link>) -> Option<&'a Arc<Record>> {
    link.get(record).and_then(|id| context.records.get(id))
}

/// The records of a kind whose link points to this one.
pub(crate) fn pointing<'a>(context: &Context<'a>, kind: &str, link: Handle<Link>, to: Id) -> impl Iterator<Item = &'a Arc<Record>> {
    context.records.of_kind(kind).filter(move |record| link.get(&***record) == Some(to))
}

/// One amount over another; none over zero.
pub(crate) fn rate(part: Money, whole: Money) -> Option<Decimal> {
    part.major().over(whole.major())
}
