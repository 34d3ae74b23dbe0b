//! What the present state costs: the weightiest figures in the records, in money where they have it. Nothing here is a
//! judgement; each says where it comes from.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, Parameter};
use model::{FieldType, Fields, Id, Link, Money, Order as _, Record, add_days};

use super::answer::ANSWERS;
use crate::channels::channel;
use crate::channels::rules::{live, money as channel_money};
use crate::customers::opportunity;
use crate::goals::rules::share;
use crate::improvement::improvement_action;
use crate::performance::rules::alerts::{self, CurrentAlert};
use crate::plan::rules::{budget, effects, year_start};
use crate::plan::{budget_line, promotion, task};

/// Promotions older than so many days say nothing of today.
const YEAR: i64 = 365;

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

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Which; `ui.report.cost.<code>` is the key of its sentence.
    pub code: &'static str,
    /// The pillar whose chapter tells more.
    pub pillar: u8,
    /// What the sentence names: `record` the weightiest one, `n` how many there are, `total` what they come to, `value` and
    /// `limit` of the weightiest one; with a whole, `all`, `plan` and `net` of all of them, good and bad.
    pub values: Values,
    /// The money it is about.
    pub stake: Option<Money>,
    /// Each of several with `record`, `total`, `value` and `limit`, the weightiest first.
    pub parts: Vec<Values>,
    /// What those of the same kind come to together.
    pub whole: Option<Whole>,
    /// The weightiest record.
    pub record: Option<Id>,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// Why it is so, in the words of the records.
    pub cause: Option<String>,
}

impl Cost {
    /// It is about one record, which is told without counting.
    pub fn is_only(&self) -> bool {
        self.values.contains(&("n", Parameter::Count(1))) && self.stake.is_some()
    }
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
}

/// Who answers for a record.
fn owner_of(record: &Record) -> Option<Id> {
    ANSWERS.iter().find_map(|field| record.field(field).and_then(Link::read))
}

/// Several of one kind as one figure that names the weightiest.
fn several(context: &Context<'_>, code: &'static str, pillar: u8, mut all: Vec<One>) -> Option<Cost> {
    let net: Money = all.iter().map(|one| one.stake).sum();
    let sum = |of: fn(&One) -> &Parameter| all.iter().filter_map(|one| money_of(of(one))).sum::<Money>();
    let (value, limit) = (sum(|one| &one.value), sum(|one| &one.limit));
    all.retain(|one| one.stake > Money::default());
    all.order_by_key(|one| Reverse(one.stake));
    let total: Money = all.iter().map(|one| one.stake).sum();
    let first = all.first()?;
    let mut values = first.values(total, context);
    values.push(("n", Parameter::Count(i64::try_from(all.len()).ok()?)));
    let missed = net > Money::default();
    let amount = if missed { net } else { Money::default() - net };
    values.extend([("all", value), ("plan", limit), ("net", amount)].map(|(name, money)| (name, Parameter::Money(money))));
    let whole = (net != total).then_some(if missed { Whole::Missed } else { Whole::Met });
    let parts = if all.len() > 1 { all.iter().map(|one| one.values(one.stake, context)).collect() } else { Vec::new() };
    let (record, owner, cause) = (Some(first.record.id), owner_of(&first.record), first.cause.clone());
    Some(Cost { code, pillar, values, stake: Some(total), parts, whole, record, owner, cause })
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
    found.extend(several(context, "stuck", 9, stuck(context, &alerts)));
    found.extend(several(context, "channels", 8, channels(context)));
    found.extend(several(context, "budget", 2, lines(context)));
    found.extend(several(context, "promotions", 2, unpaid(context)));
    found.extend(alerts.iter().filter_map(|alert| indicator(context, alert)));
    found.extend(work(context));
    found.order_by_key(|cost| Reverse(cost.stake.unwrap_or_default()));
    found
}

/// Opportunities that stand still longer than an alert allows.
fn stuck(context: &Context<'_>, alerts: &[CurrentAlert]) -> Vec<One> {
    let one = |alert: &CurrentAlert| {
        let record = context.records.get(alert.subject).filter(|record| *record.kind == *opportunity::OPPORTUNITY.name)?;
        let (stake, cause) = (opportunity::AMOUNT.get(&**record)?, opportunity::NOTE.get(&**record));
        Some(One { record: record.clone(), value: alert.value.clone(), limit: alert.limit.clone(), stake, cause })
    };
    alerts.iter().filter_map(one).collect()
}

/// Every channel with a target until today: what it sold less than that. The cause is that of an improvement under way.
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

/// Every budget line of this fiscal year: what it cost more than was planned until today.
fn lines(context: &Context<'_>) -> Vec<One> {
    let year = i64::from(year_start(context).year());
    let one = |record: &Arc<Record>| {
        let (spent, planned) = (budget::spent(context, record.id), budget::planned(context, record)?);
        Some(One::of(record, spent, planned, spent - planned, budget_line::OVERRUN_REASON.get(&**record)))
    };
    let of_year = |record: &&Arc<Record>| budget_line::YEAR.get(&***record).is_none_or(|known| known == year);
    context.records.of_kind(budget_line::BUDGET_LINE.name).filter(of_year).filter_map(one).collect()
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
fn indicator(context: &Context<'_>, alert: &CurrentAlert) -> Option<Cost> {
    let record = context.records.get(alert.subject).filter(|record| *record.kind == *"indicator")?;
    let amounts = money_of(&alert.value).zip(money_of(&alert.limit));
    let stake = amounts.map(|(value, limit)| if value > limit { value - limit } else { limit - value });
    let is_over = flow::number_of(&alert.value) > flow::number_of(&alert.limit);
    let mut values = vec![("record", flow::title_of(record, context)), ("value", alert.value.clone()), ("limit", alert.limit.clone())];
    values.extend(stake.map(|stake| ("total", Parameter::Money(stake))));
    let (code, owner) = (if is_over { "over" } else { "under" }, owner_of(record).or(alert.owner));
    Some(Cost { code, pillar: 5, values, stake, parts: Vec::new(), whole: None, record: Some(record.id), owner, cause: None })
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
    let cost = Cost { code: "work", pillar: 2, values, stake: None, parts: Vec::new(), whole: None, record: None, owner: None, cause: None };
    (late > 0).then_some(cost)
}
