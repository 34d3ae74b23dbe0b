//! The rest of the year: what it must still bring to the sales goal, against what was brought so far.

use flow::{Context, Parameter};
use model::{Date, Decimal, Id, Money, Order as _};

use super::costs::{Cost, Part, owner_of, purse};
use crate::goals::goal;
use crate::goals::rules::{live_goals, progress, proportion};

/// From this part of the plan on, the plan itself is missed.
const MISSED: i64 = 50_000;
/// From this many times the pace so far on, the rest of the year is a question of its own.
const FASTER: i64 = 1_200_000;

/// Pace that the rest needs, and what would be missing at the pace so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// What the rest must bring a day, as a multiple of what was brought a day so far.
    pub times: Decimal,
    /// Missing at the end if it goes on like this; never below zero.
    pub missing: Decimal,
}

/// The pace after so many days out of so many; none before the first day, without a result, or at the end.
pub fn pace(done: Decimal, target: Decimal, elapsed: i64, all: i64) -> Option<Pace> {
    if done <= Decimal::ZERO || elapsed <= 0 || elapsed >= all {
        return None;
    }
    let (elapsed, left) = (Decimal::from_int(elapsed), Decimal::from_int(all - elapsed));
    let (so_far, needed) = (done.over(elapsed)?, (target - done).over(left)?);
    let missing = target - proportion(done, elapsed + left, elapsed)?;
    Some(Pace { times: needed.over(so_far)?, missing: missing.max(Decimal::ZERO) })
}

/// The three leading digits: a guess is no more exact.
pub fn about(amount: Decimal) -> Decimal {
    let mut step = Decimal::ONE;
    while amount.abs() >= step.times(Decimal::from_int(1_000)) {
        step = step.times(Decimal::from_int(10));
    }
    amount.over(step).map_or(amount, |leading| leading.rounded(0).times(step))
}

/// The goal in money of the whole company whose rest of the year must run well above the pace so far, the greatest first.
pub(super) fn outlook(context: &Context<'_>) -> Option<Cost> {
    let mut found: Vec<Cost> = live_goals(context.records).filter_map(|record| of_goal(record.id, context)).collect();
    found.order_by_key(|cost| std::cmp::Reverse(cost.stake.unwrap_or_default()));
    found.into_iter().next()
}

fn of_goal(id: Id, context: &Context<'_>) -> Option<Cost> {
    let record = context.records.get(id)?;
    let known = progress::of(record, context);
    let (start, due): (Date, Date) = (goal::START.get(&**record)?, goal::DUE.get(&**record)?);
    // A part of a greater goal is counted there.
    let above = goal::PARENT.get(&**record).and_then(|id| context.records.get(id));
    let is_part = above.is_some_and(|above| goal::INDICATOR.get(&**above) == goal::INDICATOR.get(&**record));
    if !known.adds_up || known.unit_kind != "money" || is_part {
        return None;
    }
    let (actual, target) = (known.actual?, known.target?);
    let days = |to: Date| (to - start).num_days() + 1;
    let pace = pace(actual.value, target, days(actual.date), days(due))?;
    if pace.times < Decimal::from_millionths(FASTER) {
        return None;
    }
    let behind = known.plan_now.map(|plan| (plan - actual.value).max(Decimal::ZERO));
    let off = behind.zip(known.plan_now).and_then(|(behind, plan)| behind.over(plan));
    let amount = |value: Decimal| Parameter::Money(Money::from_major(value));
    // By the months of the plan, where it has them; at an even pace otherwise.
    let by_plan = known.forecast.map(|expected| (target - expected).max(Decimal::ZERO));
    let stake = Money::from_major(by_plan.unwrap_or(pace.missing));
    let mut values = vec![
        ("record", flow::title_of(record, context)),
        ("total", amount(about(pace.missing))),
        ("goal", amount(target)),
        ("value", amount(actual.value)),
        ("limit", amount(target - actual.value)),
        ("times", Parameter::Number(pace.times.rounded(1))),
        ("days", Parameter::Count((due - actual.date).num_days())),
    ];
    values.extend(by_plan.map(|missing| ("planned", amount(missing))));
    values.extend(behind.map(|behind| ("net", amount(behind))));
    values.extend(off.map(|off| ("off", Parameter::Ratio(off))));
    let (paid, left) = purse(context);
    let of_money = |sold: Decimal, money: Money| sold.over(money.major()).filter(|_| money > Money::default()).map(|ratio| ratio.rounded(2));
    let both = of_money(actual.value, paid).zip(of_money(target - actual.value, left));
    let advice = match (off.map(|off| off.millionths() < MISSED), both) {
        (None, _) => "outlook.unknown",
        (Some(false), _) => "outlook.missed",
        (Some(true), Some(_)) => "outlook.budget",
        (Some(true), None) => "outlook",
    };
    values.extend([("left", Parameter::Money(left)), ("one", amount(Decimal::ONE))]);
    values.extend(both.iter().flat_map(|(so_far, needed)| [("so_far", *so_far), ("needed", *needed)]).map(|(name, ratio)| (name, amount(ratio))));
    let part = Part { record: id, owner: owner_of(record), cause: None, values: values.clone() };
    Some(Cost {
        code: "outlook",
        pillar: 1,
        values,
        stake: Some(stake).filter(|stake| *stake > Money::default()),
        parts: vec![part],
        whole: None,
        advice,
    })
}
