//! Dealers and agents: appraisal, incentive, credit, goods on their way (P08.A04, P08.A07, L34, L36).

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Decimal, Id, Money, Order as _, Record};

use crate::channels::{partner, partner_review as review, shipment};
use crate::customers::{order, receipt};
use crate::goals::target_share;

/// Attainment in millionths from which nothing is warned about, unless the review says otherwise.
const LEAST: i64 = 850_000;
/// Attainment in millionths below which another partner is looked for.
const REPLACE: i64 = 600_000;
/// Points from which a partner has its whole credit, and from which half of it.
const FULL_CREDIT: i64 = 80;
const HALF_CREDIT: i64 = 60;

/// Registers what this file computes.
pub(super) fn register(rules: &mut Rules) {
    rules
        .measure("channels.partner_target", |context, record| target(context, record).map(Parameter::Money))
        .measure("channels.partner_attainment", |context, record| attainment(context, record).map(Parameter::Ratio))
        .measure("channels.partner_points", |context, record| points(context, record).map(|points| Parameter::Number(points.rounded(1))))
        .measure("channels.partner_verdict", |context, record| {
            verdict(context, record).map(|code| Parameter::choice(review::PARTNER_REVIEW.name, review::DECISION.name(), code))
        })
        .measure("channels.incentive", |context, record| incentive(context, record).map(Parameter::Money))
        .measure("channels.credit_limit", |context, record| credit_limit(context, record).map(Parameter::Money))
        .measure("channels.credit_used", |context, record| used(context, record.id).map(Parameter::Money))
        .measure("channels.newest_points", |context, record| {
            points(context, latest(context, record.id)?).map(|points| Parameter::Number(points.rounded(1)))
        })
        .measure("channels.target_of_partner", |context, record| broken_down(context, record.id).map(Parameter::Money))
        .measure("channels.days_late", |context, record| days_late(record, context).map(Parameter::Count))
        .measure("channels.order_way", order_way);
    rules.figure("channels.on_time", |context| {
        on_time(context.records.of_kind(shipment::SHIPMENT.name).map(AsRef::as_ref), context).map(Parameter::Ratio)
    });
}

/// The target of a review: typed, else the partner's share of the goals (L46).
pub fn target(context: &Context<'_>, found: &Record) -> Option<Money> {
    review::TARGET.get(found).or_else(|| broken_down(context, review::PARTNER.get(found)?))
}

/// What a partner carries of the goals that were broken down.
pub fn broken_down(context: &Context<'_>, of: Id) -> Option<Money> {
    let shares = context.records.of_kind(target_share::TARGET_SHARE.name).filter(|share| target_share::PARTNER.get(&***share) == Some(of));
    let amounts: Vec<Decimal> = shares.filter_map(|share| target_share::AMOUNT.get(&**share)).collect();
    (!amounts.is_empty()).then(|| Money::from_major(amounts.into_iter().sum()))
}

/// Sold against target.
pub fn attainment(context: &Context<'_>, found: &Record) -> Option<Decimal> {
    review::SOLD.get(found)?.major().over(target(context, found)?.major())
}

/// Points of 100 (K69): sales 60, payment 20, the three marks 20; what was not looked at is left out of the whole.
pub fn points(context: &Context<'_>, found: &Record) -> Option<Decimal> {
    let whole = Decimal::from_int;
    let marks: Vec<i64> = [review::COVERAGE, review::SERVICE, review::COMPLIANCE].iter().filter_map(|mark| mark.get(found)).collect();
    let mark = Decimal::from_int(marks.iter().sum()).over(whole(5 * marks.len() as i64));
    let sales = attainment(context, found).map(|share| share.min(Decimal::ONE));
    let parts: Vec<(Decimal, Decimal)> = [(whole(60), sales), (whole(20), review::PAID_IN_TIME.get(found)), (whole(20), mark)]
        .into_iter()
        .filter_map(|(weight, share)| Some((weight, share?)))
        .collect();
    let reached: Decimal = parts.iter().map(|(weight, share)| weight.times(*share)).sum();
    let most: Decimal = parts.iter().map(|(weight, _)| *weight).sum();
    reached.times(whole(100)).over(most)
}

fn least(found: &Record) -> Decimal {
    review::LEAST.get(found).unwrap_or(Decimal::from_millionths(LEAST))
}

/// What the attainment asks for: keep, warn, replace.
pub fn verdict(context: &Context<'_>, found: &Record) -> Option<&'static str> {
    Some(match attainment(context, found)? {
        enough if enough >= least(found) => "keep",
        low if low < Decimal::from_millionths(REPLACE) => "replace",
        _ => "warn",
    })
}

/// The incentive due: a share of the sales, nothing below the least attainment (S132).
pub fn incentive(context: &Context<'_>, found: &Record) -> Option<Money> {
    let rate = review::INCENTIVE_RATE.get(found)?;
    let reached = attainment(context, found)? >= least(found);
    Some(if reached { Money::from_major(review::SOLD.get(found)?.major().times(rate)) } else { Money(0) })
}

/// The latest review of a partner.
pub fn latest<'a>(context: &Context<'a>, of: Id) -> Option<&'a Arc<Record>> {
    let reviews = context.records.of_kind(review::PARTNER_REVIEW.name).filter(|found| review::PARTNER.get(&***found) == Some(of));
    reviews.max_by_key(|found| (review::PERIOD.get(&***found).map(|period| period.to), found.id))
}

/// The credit of a partner: what was agreed, half of it from 60 points, none below that (L34).
pub fn credit_limit(context: &Context<'_>, found: &Record) -> Option<Money> {
    let agreed = partner::CREDIT_LIMIT.get(found)?;
    let Some(points) = latest(context, found.id).and_then(|found| points(context, found)) else { return Some(agreed) };
    Some(match points {
        good if good >= Decimal::from_int(FULL_CREDIT) => agreed,
        fair if fair >= Decimal::from_int(HALF_CREDIT) => Money(agreed.0 / 2),
        _ => Money(0),
    })
}

/// What is still to be paid of these orders, less what came in for them.
pub fn open_amount<'a>(orders: impl Iterator<Item = &'a Record>, receipts: impl Iterator<Item = &'a Record>) -> Money {
    let live: Vec<&Record> =
        orders.filter(|sold| !order::STATUS.get(*sold).is_some_and(|status| status == "returned" || status == "cancelled")).collect();
    let paid: i64 = receipts
        .filter(|paid| receipt::ORDER.get(*paid).is_some_and(|of| live.iter().any(|sold| sold.id == of)))
        .filter_map(|paid| receipt::AMOUNT.get(paid))
        .map(|money| money.0)
        .sum();
    let sold: i64 = live.iter().filter_map(|sold| order::AMOUNT.get(*sold)).map(|money| money.0).sum();
    Money(sold.saturating_sub(paid))
}

/// What a partner has not paid yet.
pub fn used(context: &Context<'_>, of: Id) -> Option<Money> {
    let orders: Vec<&Arc<Record>> = context.records.of_kind(order::ORDER.name).filter(|sold| order::PARTNER.get(&***sold) == Some(of)).collect();
    let receipts = context.records.of_kind(receipt::RECEIPT.name).map(AsRef::as_ref);
    (!orders.is_empty()).then(|| open_amount(orders.into_iter().map(AsRef::as_ref), receipts))
}

/// Days that a shipment came, or still is, late.
pub fn days_late(found: &Record, context: &Context<'_>) -> Option<i64> {
    let until = shipment::ARRIVED_ON.get(found).unwrap_or(context.today);
    let days = (until - shipment::PLANNED_ON.get(found)?).num_days();
    (days > 0).then_some(days)
}

/// Share of the shipments due that came in time (K68).
pub fn on_time<'a>(shipments: impl Iterator<Item = &'a Record>, context: &Context<'_>) -> Option<Decimal> {
    let due: Vec<&Record> = shipments
        .filter(|found| shipment::ARRIVED_ON.get(*found).is_some() || shipment::PLANNED_ON.get(*found).is_some_and(|day| day < context.today))
        .filter(|found| shipment::PLANNED_ON.get(*found).is_some())
        .collect();
    let late = due.iter().filter(|found| days_late(found, context).is_some()).count();
    Decimal::from_int((due.len() - late) as i64).over(Decimal::from_int(due.len() as i64))
}

/// The way of an order: its shipments in order of their days, each with its state (L36).
fn order_way(context: &Context<'_>, sold: &Record) -> Option<Parameter> {
    let mut found: Vec<&Arc<Record>> =
        context.records.of_kind(shipment::SHIPMENT.name).filter(|found| shipment::ORDER.get(&***found) == Some(sold.id)).collect();
    found.order_by_key(|found| (shipment::ARRIVED_ON.get(&***found).or_else(|| shipment::PLANNED_ON.get(&***found)), found.id));
    let told = found.into_iter().map(|found| {
        let day = shipment::ARRIVED_ON.get(&**found).or_else(|| shipment::PLANNED_ON.get(&**found)).map(Parameter::Date);
        let state = shipment::STATUS.get(&**found).map(|code| Parameter::choice(shipment::SHIPMENT.name, shipment::STATUS.name(), &code));
        let number = shipment::NUMBER.get(&**found).map(Parameter::Text);
        Parameter::Name([number, day, state].into_iter().flatten().collect())
    });
    let told: Vec<Parameter> = told.collect();
    (!told.is_empty()).then_some(Parameter::List(told))
}
