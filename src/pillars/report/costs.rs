//! What the present state costs: the weightiest figures in the records, in money where they have it. Nothing here is a
//! judgement; each says where it comes from.

use std::cmp::Reverse;
use std::sync::Arc;

use flow::{Context, Parameter};
use model::{Money, Order as _, Record, add_days};

use crate::channels::rules::money as channel_money;
use crate::customers::opportunity;
use crate::goals::rules::share;
use crate::performance::rules::alerts::{self, CurrentAlert};
use crate::plan::rules::{budget, effects};
use crate::plan::{promotion, task};

/// Promotions older than so many days say nothing of today.
const YEAR: i64 = 365;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Which; `ui.report.cost.<code>` is the key of its sentence.
    pub code: &'static str,
    /// The pillar whose chapter tells more.
    pub pillar: u8,
    /// What the sentence names: `record` the weightiest one, `n` how many there are, `total` what they come to, `value` and
    /// `limit` of the weightiest one.
    pub values: Vec<(&'static str, Parameter)>,
    /// The money it is about.
    pub stake: Option<Money>,
}

impl Cost {
    /// It is about one record, which is told without counting.
    pub fn is_only(&self) -> bool {
        self.values.contains(&("n", Parameter::Count(1))) && self.stake.is_some()
    }
}

/// One record of several with the money it is about.
struct One {
    record: Arc<Record>,
    value: Parameter,
    limit: Parameter,
    stake: Money,
}

/// Several of one kind as one figure that names the weightiest.
fn several(context: &Context<'_>, code: &'static str, pillar: u8, mut all: Vec<One>) -> Option<Cost> {
    all.retain(|one| one.stake > Money::default());
    all.order_by_key(|one| Reverse(one.stake));
    let total: Money = all.iter().map(|one| one.stake).sum();
    let count = i64::try_from(all.len()).ok()?;
    let first = all.into_iter().next()?;
    let values = vec![
        ("record", flow::title_of(&first.record, context)),
        ("n", Parameter::Count(count)),
        ("total", Parameter::Money(total)),
        ("value", first.value),
        ("limit", first.limit),
    ];
    Some(Cost { code, pillar, values, stake: Some(total) })
}

/// The figures, the greatest amounts first; those without an amount follow.
pub fn costs(context: &Context<'_>) -> Vec<Cost> {
    let alerts = alerts::current(context);
    let mut found: Vec<Cost> = Vec::new();
    found.extend(several(
        context,
        "stuck",
        9,
        of_kind(context, &alerts, "opportunity", |record, alert| Some((alert.value.clone(), alert.limit.clone(), opportunity::AMOUNT.get(record)?))),
    ));
    found.extend(several(
        context,
        "channels",
        8,
        of_kind(context, &alerts, "channel", |record, _| {
            let (actual, target) =
                (channel_money::actual_to_date(record, context).unwrap_or_default(), channel_money::target_to_date(record, context)?);
            Some((Parameter::Money(actual), Parameter::Money(target), target - actual))
        }),
    ));
    found.extend(several(
        context,
        "budget",
        2,
        of_kind(context, &alerts, "budget_line", |record, _| {
            let (spent, planned) = (budget::spent(context, record.id), budget::planned(context, record)?);
            Some((Parameter::Money(spent), Parameter::Money(planned), spent - planned))
        }),
    ));
    found.extend(several(context, "promotions", 2, unpaid(context)));
    found.extend(alerts.iter().filter_map(|alert| indicator(context, alert)));
    found.extend(work(context));
    found.order_by_key(|cost| Reverse(cost.stake.unwrap_or_default()));
    found
}

/// The alerts about records of a kind with value, limit and money.
fn of_kind(
    context: &Context<'_>,
    alerts: &[CurrentAlert],
    kind: &str,
    read: impl Fn(&Record, &CurrentAlert) -> Option<(Parameter, Parameter, Money)>,
) -> Vec<One> {
    let one = |alert: &CurrentAlert| {
        let record = context.records.get(alert.subject).filter(|record| record.kind == *kind)?;
        let (value, limit, stake) = read(record, alert)?;
        Some(One { record: record.clone(), value, limit, stake })
    };
    alerts.iter().filter_map(one).collect()
}

/// Promotions of the last year whose extra sales earned less than they cost.
fn unpaid(context: &Context<'_>) -> Vec<One> {
    let since = add_days(context.today, -YEAR);
    let recent = |record: &&Arc<Record>| promotion::PERIOD.get(&***record).is_none_or(|period| period.to >= since);
    let one = |record: &Arc<Record>| {
        let (gain, cost) = (effects::gain(context, record)?, effects::promotion_cost(context, record)?);
        Some(One { record: record.clone(), value: Parameter::Money(cost), limit: Parameter::Money(cost + gain), stake: Money::default() - gain })
    };
    context.records.of_kind(promotion::PROMOTION.name).filter(recent).filter_map(one).collect()
}

/// An indicator outside its limit.
fn indicator(context: &Context<'_>, alert: &CurrentAlert) -> Option<Cost> {
    let record = context.records.get(alert.subject).filter(|record| *record.kind == *"indicator")?;
    let measure = |parameter: &Parameter| match parameter {
        Parameter::Money(money) => Some(*money),
        _ => None,
    };
    let stake = measure(&alert.value).zip(measure(&alert.limit)).map(|(value, limit)| if value > limit { value - limit } else { limit - value });
    let is_over = flow::number_of(&alert.value) > flow::number_of(&alert.limit);
    let values = vec![("record", flow::title_of(record, context)), ("value", alert.value.clone()), ("limit", alert.limit.clone())];
    Some(Cost { code: if is_over { "over" } else { "under" }, pillar: 5, values, stake })
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
    (late > 0).then_some(Cost { code: "work", pillar: 2, values, stake: None })
}
