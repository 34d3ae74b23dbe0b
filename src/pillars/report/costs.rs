//! What the present state costs: the weightiest figures in the records, in money where they have it. Nothing here is a
//! judgement; each says where it comes from.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, Parameter};
use model::{Decimal, FieldType, Fields, Id, Link, Money, Order as _, Record, add_days};

use super::answer::ANSWERS;
use crate::channels::channel;
use crate::channels::rules::{live, money as channel_money};
use crate::customers::rules::funnel;
use crate::customers::{customer, opportunity};
use crate::goals::rules::share;
use crate::improvement::improvement_action;
use crate::performance::indicator;
use crate::performance::rules::alerts::{self, CurrentAlert};
use crate::plan::rules::{budget, effects, year_start};
use crate::plan::{budget_line, product, promotion, task};

/// Promotions older than so many days say nothing of today.
const YEAR: i64 = 365;

/// Code of the indicator for what customers owe.
const RECEIVABLES: &str = "K52";

/// The field by which a record names its budget line.
const LINE: &str = "budget_line";

/// What a sentence names.
pub type Values = Vec<(&'static str, Parameter)>;

/// What several come to together, where some of them are on the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Together they are where they should be.
    Met,
    /// Together they are not, by the value `net`.
    Missed,
}

/// One of several records that a figure is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The record.
    pub record: Id,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// Why it is so, in the words of the records about just this one.
    pub cause: Option<String>,
    /// `record`, `total`, `value` and `limit` of it.
    pub values: Values,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Which; `ui.report.cost.<code>` is the key of its sentence.
    pub code: &'static str,
    /// The pillar whose chapter tells more.
    pub pillar: u8,
    /// What the sentence and the advice name: `record` the weightiest one, `n` how many there are, `total` what they come to,
    /// `value` and `limit` of the weightiest one; of several, `all`, `plan`, `made` and `net` of all of them, good and bad.
    pub values: Values,
    /// What is really missing or lost, after what others make up; none where nothing is.
    pub stake: Option<Money>,
    /// Each record that it is about, the weightiest first.
    pub parts: Vec<Part>,
    /// What those of the same kind come to together.
    pub whole: Option<Whole>,
    /// What follows from the figures; `ui.report.advice.<code>` is the key of its sentence.
    pub advice: &'static str,
}

impl Cost {
    /// It is about one record, which is told without counting.
    pub fn is_only(&self) -> bool {
        self.parts.len() == 1
    }

    /// The weightiest record.
    pub fn record(&self) -> Option<Id> {
        self.parts.first().map(|part| part.record)
    }
}

/// What stands on the wrong side, what the rest makes up of it, and what is missing in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// All that is missing.
    pub gross: Money,
    /// What the others make up, never more than is missing.
    pub made: Money,
    /// What is missing in the end.
    pub net: Money,
}

/// Weighs what is missing against what others have left over: amounts below zero are on the right side.
pub fn weighed(amounts: impl Iterator<Item = Money> + Clone) -> Weighed {
    let gross: Money = amounts.clone().filter(|amount| *amount > Money::default()).sum();
    let net = amounts.sum::<Money>().max(Money::default());
    Weighed { gross, made: gross - net, net }
}

/// One record of several with the money it is about; below zero it is on the right side.
struct One {
    record: Arc<Record>,
    value: Parameter,
    limit: Parameter,
    stake: Money,
    cause: Option<String>,
}

impl One {
    /// A record whose amount should not be below, or above, another.
    fn of(record: &Arc<Record>, value: Money, limit: Money, stake: Money, cause: Option<String>) -> Self {
        Self { record: record.clone(), value: Parameter::Money(value), limit: Parameter::Money(limit), stake, cause }
    }

    fn values(&self, total: Money, context: &Context<'_>) -> Values {
        let title = flow::title_of(&self.record, context);
        vec![("record", title), ("total", Parameter::Money(total)), ("value", self.value.clone()), ("limit", self.limit.clone())]
    }

    fn part(&self, context: &Context<'_>) -> Part {
        Part { record: self.record.id, owner: owner_of(&self.record), cause: self.cause.clone(), values: self.values(self.stake, context) }
    }
}

/// Who answers for a record.
pub(super) fn owner_of(record: &Record) -> Option<Id> {
    ANSWERS.iter().find_map(|field| record.field(field).and_then(Link::read))
}

/// Several of one kind as one figure that names the weightiest.
fn several(context: &Context<'_>, code: &'static str, pillar: u8, mut all: Vec<One>) -> Option<Cost> {
    let Weighed { gross, made, net } = weighed(all.iter().map(|one| one.stake));
    let sum = |of: fn(&One) -> &Parameter| all.iter().filter_map(|one| money_of(of(one))).sum::<Money>();
    let (value, plan) = (sum(|one| &one.value), sum(|one| &one.limit));
    all.retain(|one| one.stake > Money::default());
    all.order_by_key(|one| Reverse(one.stake));
    let mut values = all.first()?.values(gross, context);
    values.push(("n", Parameter::Count(i64::try_from(all.len()).ok()?)));
    values.extend([("all", value), ("plan", plan), ("made", made), ("net", net)].map(|(name, money)| (name, Parameter::Money(money))));
    let off = net.major().over(plan.major()).unwrap_or_default();
    values.push(("off", Parameter::Ratio(off)));
    let whole = (made > Money::default()).then_some(if net > Money::default() { Whole::Missed } else { Whole::Met });
    let advice = match code {
        "channels" if off < small() => "channels.small",
        _ => code,
    };
    let parts = all.iter().map(|one| one.part(context)).collect();
    Some(Cost { code, pillar, values, stake: Some(net).filter(|net| *net > Money::default()), parts, whole, advice })
}

/// Less than this part of the plan is caught up without changing the plan.
fn small() -> Decimal {
    Decimal::from_millionths(50_000)
}

/// The amount, where it is one.
fn money_of(parameter: &Parameter) -> Option<Money> {
    match parameter {
        Parameter::Money(money) => Some(*money),
        _ => None,
    }
}

/// The figures, the greatest amounts first; those without an amount follow.
pub fn costs(context: &Context<'_>) -> Vec<Cost> {
    let alerts = alerts::current(context);
    let mut found: Vec<Cost> = Vec::new();
    found.extend(super::outlook::outlook(context));
    found.extend(stuck(context, &alerts));
    found.extend(several(context, "channels", 8, channels(context)));
    let over_year = several(context, "overdrawn", 2, overdrawn(context)).map(|cost| shifted(cost, context));
    let of_year = over_year.as_ref().and_then(|cost| cost.stake).unwrap_or_default();
    found.extend(over_year);
    found.extend(several(context, "budget", 2, lines(context)).map(|cost| {
        // What exceeds the whole year is told by itself.
        let left = cost.stake.unwrap_or_default() - of_year;
        Cost { stake: Some(left).filter(|left| *left > Money::default()), ..cost }
    }));
    found.extend(several(context, "promotions", 2, unpaid(context)).map(|cost| promoted(cost, context)));
    found.extend(alerts.iter().filter_map(|alert| measured(context, alert)));
    found.extend(work(context));
    found.order_by_key(|cost| (Reverse(cost.stake.unwrap_or_default()), cost.code != "outlook"));
    found
}

/// Opportunities that stand still longer than an alert allows. Whoever owes the company more than its limit is offered nothing.
fn stuck(context: &Context<'_>, alerts: &[CurrentAlert]) -> Option<Cost> {
    let one = |alert: &CurrentAlert| {
        let record = context.records.get(alert.subject).filter(|record| *record.kind == *opportunity::OPPORTUNITY.name)?;
        let (stake, cause) = (opportunity::AMOUNT.get(&**record)?, opportunity::NOTE.get(&**record));
        Some(One { record: record.clone(), value: alert.value.clone(), limit: alert.limit.clone(), stake, cause })
    };
    let mut cost = several(context, "stuck", 9, alerts.iter().filter_map(one).collect())?;
    let first = cost.record().and_then(|id| context.records.get(id));
    let customer = first.and_then(|record| opportunity::CUSTOMER.get(&**record)).and_then(|id| context.records.get(id));
    let is_firm = customer.is_some_and(|record| customer::CUSTOMER_KIND.get(&**record).as_deref() == Some("firm"));
    let owed = alerts.iter().find(|alert| {
        let record = context.records.get(alert.subject);
        let code = record.filter(|record| *record.kind == *indicator::INDICATOR.name).and_then(|record| indicator::CODE.get(&**record));
        code.as_deref() == Some(RECEIVABLES) && flow::number_of(&alert.value) > flow::number_of(&alert.limit)
    });
    // What signing earns, and what the forecast loses without it.
    let product = first.and_then(|record| opportunity::PRODUCT.get(&**record)).and_then(|id| context.records.get(id));
    let unit = product.and_then(|record| product::UNIT_COST.get(&**record));
    let units = first.and_then(|record| opportunity::QUANTITY.get(&**record));
    let amount = first.and_then(|record| opportunity::AMOUNT.get(&**record));
    let made_for = unit.zip(units).map(|(unit, units)| Money::from_major(unit.major().times(units)));
    let margin = amount.zip(made_for).map(|(amount, paid)| ("margin", amount - paid));
    let expected = first.and_then(|record| funnel::weighted(record, context)).map(|money| ("weighted", money));
    cost.values.extend(margin.into_iter().chain(expected).map(|(name, money)| (name, Parameter::Money(money))));
    let days = |name: &str| cost.values.iter().find(|(known, _)| *known == name).and_then(|(_, value)| flow::number_of(value));
    let is_long = days("value").zip(days("limit")).is_some_and(|(value, limit)| value >= limit + limit);
    if let Some(owed) = owed.filter(|_| is_firm) {
        let title = context.records.get(owed.subject).map(|record| flow::title_of(record, context));
        cost.values.extend(title.map(|title| ("credit", title)));
        cost.values.extend([("owed", owed.value.clone()), ("allowed", owed.limit.clone())]);
        cost.advice = "stuck.credit";
    } else if is_long {
        cost.advice = "stuck.long";
    }
    Some(cost)
}

/// Budget lines of this fiscal year that have paid and promised more than the whole year holds.
fn overdrawn(context: &Context<'_>) -> Vec<One> {
    let one = |record: &Arc<Record>| {
        let (amount, free) = (budget_line::AMOUNT.get(&**record)?, budget::free(context, record)?);
        let over = Money::default() - free;
        (over > Money::default()).then(|| One::of(record, amount + over, amount, over, budget_line::OVERRUN_REASON.get(&**record)))
    };
    of_year(context).filter_map(one).collect()
}

/// Whether the other lines can still give what some took too much; the reserve goes last, so it is not counted.
fn shifted(mut cost: Cost, context: &Context<'_>) -> Cost {
    let is_reserve = |record: &Record| budget_line::RESERVE.get(record) == Some(true);
    let free = of_year(context).filter(|record| !is_reserve(record)).filter_map(|record| budget::free(context, record));
    let free: Money = free.filter(|free| *free > Money::default()).sum();
    cost.values.push(("free", Parameter::Money(free)));
    if cost.stake.is_some_and(|stake| free < stake) {
        cost.advice = "overdrawn.short";
    }
    cost
}

/// What one more unit cost and earned in the promotion that lost most, and the next promotion that is planned.
fn promoted(mut cost: Cost, context: &Context<'_>) -> Cost {
    let Some(record) = cost.record().and_then(|id| context.records.get(id)) else { return cost };
    let extra = effects::extra_units(record).unwrap_or_default();
    let each = effects::promotion_cost(context, record).and_then(|paid| effects::cost_per(paid, extra, Decimal::ONE));
    let Some((each, margin)) = each.zip(promotion::UNIT_MARGIN.get(&**record)) else { return cost };
    cost.values.extend([("each", Parameter::Money(each)), ("margin", Parameter::Money(margin))]);
    cost.advice = "promotions.terms";
    let start = |record: &Record| promotion::PERIOD.get(record).map(|period| period.from).filter(|from| *from > context.today);
    let coming = context.records.of_kind(promotion::PROMOTION.name).filter_map(|record| Some((start(record)?, record)));
    if let Some((from, next)) = coming.min_by_key(|(from, _)| *from) {
        cost.values.extend([("next", flow::title_of(next, context)), ("from", Parameter::Date(from))]);
        cost.advice = "promotions.next";
    }
    cost
}

/// Every channel with a target until today: what it sold less than that. The cause is that of an improvement under way for
/// just this channel.
fn channels(context: &Context<'_>) -> Vec<One> {
    let is_open = |record: &&Arc<Record>| !matches!(improvement_action::STATUS.get(&***record).as_deref(), Some("done" | "dropped"));
    let cause = |id: Id| {
        let mut under_way = context.records.of_kind(improvement_action::IMPROVEMENT_ACTION.name).filter(is_open);
        under_way.find(|record| improvement_action::CHANNEL.get(&***record) == Some(id)).and_then(|record| improvement_action::CAUSE.get(&**record))
    };
    let one = |record: &Arc<Record>| {
        let target = channel_money::target_to_date(record, context)?;
        let actual = channel_money::actual_to_date(record, context).unwrap_or_default();
        let cause = cause(record.id).or_else(|| channel::NOTE.get(&**record));
        Some(One::of(record, actual, target, target - actual, cause))
    };
    live(context.records).filter_map(one).collect()
}

/// The budget lines of this fiscal year.
fn of_year<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Arc<Record>> {
    let year = i64::from(year_start(context).year());
    context.records.of_kind(budget_line::BUDGET_LINE.name).filter(move |record| budget_line::YEAR.get(&***record).is_none_or(|known| known == year))
}

/// Every budget line of this fiscal year: what it cost more than was planned until today.
fn lines(context: &Context<'_>) -> Vec<One> {
    let one = |record: &Arc<Record>| {
        let (spent, planned) = (budget::spent(context, record.id), budget::planned(context, record)?);
        Some(One::of(record, spent, planned, spent - planned, budget_line::OVERRUN_REASON.get(&**record)))
    };
    of_year(context).filter_map(one).collect()
}

/// What this fiscal year's lines have paid, and what they still hold of their year.
pub(super) fn purse(context: &Context<'_>) -> (Money, Money) {
    let of = |record: &Arc<Record>| Some((budget::spent(context, record.id), budget_line::AMOUNT.get(&**record)?));
    of_year(context).filter_map(of).fold((Money::default(), Money::default()), |(paid, left), (spent, amount)| (paid + spent, left + amount - spent))
}

/// What the way of working of a pillar has cost this fiscal year and may still cost: the budget lines that its records name.
/// The plan names every line, so none is its own.
pub fn burden(pillar: u8, context: &Context<'_>) -> Option<(Money, Money)> {
    const PLAN: u8 = 2;
    let named = crate::kinds_of(pillar).filter(|kind| pillar != PLAN && kind.field(LINE).is_some());
    let records = named.flat_map(|kind| context.records.of_kind(kind.name));
    let lines: BTreeSet<Id> = records.filter_map(|record| record.field(LINE).and_then(Link::read)).collect();
    let known = of_year(context).filter(|record| lines.contains(&record.id));
    let of = |record: &Arc<Record>| (budget::spent(context, record.id), budget::free(context, record).unwrap_or_default().max(Money::default()));
    let (spent, left) = known.map(of).fold(Default::default(), |(paid, left): (Money, Money), (spent, free)| (paid + spent, left + free));
    (spent > Money::default()).then_some((spent, left))
}

/// Promotions of the last year whose extra sales earned less than they cost.
fn unpaid(context: &Context<'_>) -> Vec<One> {
    let since = add_days(context.today, -YEAR);
    let recent = |record: &&Arc<Record>| promotion::PERIOD.get(&***record).is_none_or(|period| period.to >= since);
    let one = |record: &Arc<Record>| {
        let (gain, cost) = (effects::gain(context, record)?, effects::promotion_cost(context, record)?);
        (gain < Money::default()).then(|| One::of(record, cost, cost + gain, Money::default() - gain, promotion::CONCLUSION.get(&**record)))
    };
    context.records.of_kind(promotion::PROMOTION.name).filter(recent).filter_map(one).collect()
}

/// An indicator outside its limit.
fn measured(context: &Context<'_>, alert: &CurrentAlert) -> Option<Cost> {
    let record = context.records.get(alert.subject).filter(|record| *record.kind == *indicator::INDICATOR.name)?;
    let amounts = money_of(&alert.value).zip(money_of(&alert.limit));
    let stake = amounts.map(|(value, limit)| if value > limit { value - limit } else { limit - value });
    let is_over = flow::number_of(&alert.value) > flow::number_of(&alert.limit);
    let mut values = vec![("record", flow::title_of(record, context)), ("value", alert.value.clone()), ("limit", alert.limit.clone())];
    values.extend(stake.map(|stake| ("total", Parameter::Money(stake))));
    let code = if is_over { "over" } else { "under" };
    let part = Part { record: record.id, owner: owner_of(record).or(alert.owner), cause: None, values: values.clone() };
    Some(Cost { code, pillar: 5, values, stake, parts: vec![part], whole: None, advice: code })
}

/// How much of the planned work is done, where some of it is late.
fn work(context: &Context<'_>) -> Option<Cost> {
    let word = |record: &Record| task::STATUS.get(record).unwrap_or_default();
    let all: Vec<&Arc<Record>> = context.records.of_kind(task::TASK.name).filter(|record| word(record) != "dropped").collect();
    let done = all.iter().filter(|record| word(record) == "done").count();
    let is_late = |record: &&&Arc<Record>| word(record) != "done" && task::DUE.get(&****record).is_some_and(|due| due < context.today);
    let late = all.iter().filter(is_late).count();
    let count = |number: usize| Parameter::Count(i64::try_from(number).unwrap_or(i64::MAX));
    let values = vec![("n", count(late)), ("done", count(done)), ("of", count(all.len())), ("share", Parameter::Ratio(share(done, all.len())))];
    let cost = Cost { code: "work", pillar: 2, values, stake: None, parts: Vec::new(), whole: None, advice: "work" };
    (late > 0).then_some(cost)
}
