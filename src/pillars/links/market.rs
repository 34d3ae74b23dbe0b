//! What is known of the market and of customers where it is needed: reviews that news asks for (L08), whom a campaign
//! addresses (L15, L40), needs by number (L38), value of a segment against the money spent on it (L39).

use std::collections::BTreeSet;
use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Decimal, Fields, Id, Links, Money, Record};

use super::{count, listed};
use crate::customers::rules::{buying, norm, segments};
use crate::customers::{customer, customer_norm, customer_segment};
use crate::information::rules::intel::IMPORTANT;
use crate::information::{info_report, intel_item};
use crate::plan::rules::{effects, products};
use crate::plan::{campaign, need_analysis, segment, strategy};

/// Years that a customer is counted with, unless the norms say otherwise.
const YEARS: i64 = 3;

/// Registers what this file computes.
pub(super) fn register(rules: &mut Rules) {
    rules
        .measure("links.strategy_news", |context, found| listed(context, news(context, found)))
        .measure("links.campaign_targets", |context, found| Some(count(targets(context, found).len())).filter(|_| aims_at_customers(context, found)))
        .measure("links.customers_with_need", |context, found| {
            let number = with_need(context, found).len();
            (number > 0).then(|| count(number))
        })
        .measure("links.lifetime_value", |context, found| lifetime_value(context, found.id).map(Parameter::Money))
        .measure("links.segment_value", |context, found| Some(Parameter::Money(segment_value(context, found))))
        .measure("links.value_share", |context, found| value_share(context, found).map(Parameter::Ratio))
        .measure("links.money_share", |context, found| money_share(context, found).map(Parameter::Ratio))
        .measure("links.share_gap", |context, found| Some(Parameter::Ratio(money_share(context, found)? - value_share(context, found)?)));
}

/// Important news and reports used in a strategy that are newer than its approval: it wants a review (L08).
pub fn news<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    let since = strategy::APPROVED_ON.get(found);
    let newer = |day: Option<model::Date>| day.is_some_and(|day| since.is_none_or(|since| day > since) && day <= context.today);
    let used = |record: &Record| record.field("used_in").and_then(<Links as model::FieldType>::read).is_some_and(|ids| ids.contains(&found.id));
    let items = context.records.of_kind(intel_item::INTEL_ITEM.name).filter(|item| {
        used(item) && intel_item::IMPORTANCE.get(&***item).is_some_and(|weight| weight >= IMPORTANT) && newer(intel_item::DATE.get(&***item))
    });
    let reports = context.records.of_kind(info_report::INFO_REPORT.name).filter(|report| used(report) && newer(info_report::SENT_ON.get(&***report)));
    items.chain(reports).collect()
}

fn chosen<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    campaign::SEGMENTS.get(found).unwrap_or_default().into_iter().filter_map(|id| context.records.get(id)).collect()
}

fn aims_at_customers(context: &Context<'_>, found: &Record) -> bool {
    chosen(context, found).iter().any(|known| known.kind == customer_segment::CUSTOMER_SEGMENT.name)
}

/// The customers that a campaign addresses: the members of its segments, each once, less those who want no advertising.
pub fn targets<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let groups = chosen(context, found).into_iter().filter(|known| known.kind == customer_segment::CUSTOMER_SEGMENT.name);
    let members = groups.flat_map(|group| segments::members(group, context));
    members.filter(|person| customer::NO_MARKETING.get(&***person) != Some(true) && seen.insert(person.id)).collect()
}

/// Customers who named a need: one of their needs and the need hold each other's words (L38).
pub fn with_need<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    let Some(wanted) = need_analysis::NEED.get(found).map(|need| model::fold(&need)) else { return Vec::new() };
    let names = |person: &Record| {
        let tags = customer::NEEDS.get(person).unwrap_or_default();
        tags.iter().map(|tag| model::fold(tag)).any(|tag| !tag.is_empty() && (wanted.contains(&tag) || tag.contains(&wanted)))
    };
    context.records.of_kind(customer::CUSTOMER.name).filter(|person| names(person)).collect()
}

/// What a customer is worth (K36): spending of a year × gross margin × years. Without products that tell a margin it is
/// counted with the whole of the spending.
pub fn lifetime_value(context: &Context<'_>, customer: Id) -> Option<Money> {
    let rfm = buying::rfm(customer, context)?;
    Some(worth(context, rfm.amount))
}

fn worth(context: &Context<'_>, spent: Money) -> Money {
    let margin = products::total_profit(context).zip(products::total_sales(context)).and_then(|(profit, sales)| profit.major().over(sales.major()));
    let years = Decimal::from_int(norm(context.records, customer_norm::VALUE_YEARS, YEARS));
    Money::from_major(spent.major().times(margin.unwrap_or(Decimal::ONE)).times(years))
}

/// The value of all members of a customer segment.
pub fn segment_value(context: &Context<'_>, group: &Record) -> Money {
    let bought = buying::by_customer(context);
    let spent = segments::members(group, context).into_iter().filter_map(|person| buying::rfm_of(bought.get(&person.id)?, context));
    worth(context, spent.map(|rfm| rfm.amount).sum())
}

/// Share of a segment in the value of all segments.
pub fn value_share(context: &Context<'_>, group: &Record) -> Option<Decimal> {
    let all: i64 = context.records.of_kind(customer_segment::CUSTOMER_SEGMENT.name).map(|other| segment_value(context, other).0).sum();
    Money(segment_value(context, group).0).major().over(Money(all).major())
}

/// What campaigns spend on a segment: planned cost, or what was spent when nothing is planned, in equal parts.
fn money(context: &Context<'_>, group: Id) -> Decimal {
    let aimed = context.records.of_kind(campaign::CAMPAIGN.name).filter_map(|found| {
        let groups: Vec<Id> = chosen(context, found).iter().filter(|known| known.kind != segment::SEGMENT.name).map(|known| known.id).collect();
        let cost = campaign::PLANNED_COST.get(&**found).or_else(|| effects::campaign_cost(context, found))?;
        groups.contains(&group).then(|| cost.major().over(Decimal::from_int(groups.len() as i64)))?
    });
    aimed.sum()
}

/// Share of a segment in the money spent on all segments (L39).
pub fn money_share(context: &Context<'_>, group: &Record) -> Option<Decimal> {
    let all: Decimal = context.records.of_kind(customer_segment::CUSTOMER_SEGMENT.name).map(|other| money(context, other.id)).sum();
    money(context, group.id).over(all)
}
