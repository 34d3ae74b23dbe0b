//! Targets, sales and money of a channel. Targets are the shares of goals and sales are readings:
//! both are read where they stand and never typed again (L17, L46).

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, Hit, Parameter};
use model::{DateField, Decimal, Handle, Id, Link, Money, MoneyField, Month, Record, Span};

use super::live;
use crate::channels::{channel, channel_allocation};
use crate::goals::rules::setting;
use crate::goals::{goal, target_share};
use crate::improvement::improvement_action;
use crate::performance::{indicator, reading};
use crate::plan::task;
use crate::workspace::workspace;

/// Millionths by which the share of money may lie above the share of sales without a reason: five points.
const GAP: i64 = 50_000;
/// Attainment in millionths below which a channel counts as behind (D87, D88).
const BEHIND: i64 = 900_000;
/// Code of the indicator for sales, used while no goal is shared out over the channels.
const SALES: &str = "K01";

/// Money spent; the kind is declared in pillar 2.
const EXPENSE: &str = "expense";
const EXPENSE_CHANNEL: Handle<Link> = Handle::<Link>::new("channel");
const EXPENSE_AMOUNT: Handle<MoneyField> = Handle::<MoneyField>::new("amount");
const EXPENSE_DATE: Handle<DateField> = Handle::<DateField>::new("date");

/// The fiscal year that holds a day.
fn fiscal_year(context: &Context<'_>) -> Option<Span> {
    let first = setting(context.records, workspace::FISCAL_YEAR_START, 1).clamp(1, 12) as u32;
    let today = context.today;
    let year = if today.month() >= first { today.year() } else { today.year() - 1 };
    let start = Month { year, month: first };
    Some(Span { from: start.first_day()?, to: start.plus(11).last_day()? })
}

/// From the start of the fiscal year until today.
pub fn to_date(context: &Context<'_>) -> Option<Span> {
    Some(Span { to: context.today, ..fiscal_year(context)? })
}

/// The shares of this channel in goals counted in money. Where a goal and the goal above it are
/// both shared out over channels, only the upper one counts: the lower is a part of it.
fn shares<'a>(channel: Id, context: &Context<'a>) -> Vec<&'a Arc<Record>> {
    let in_money = |goal: Id| {
        let indicator = context.records.get(goal).and_then(|goal| goal::INDICATOR.get(&**goal)).and_then(|id| context.records.get(id));
        indicator.and_then(|indicator| indicator::UNIT_KIND.get(&**indicator)).as_deref() == Some("money")
    };
    let all: Vec<&Arc<Record>> =
        context.records.of_kind(target_share::TARGET_SHARE.name).filter(|share| target_share::CHANNEL.get(&***share) == Some(channel)).collect();
    let goals: BTreeSet<Id> = all.iter().filter_map(|share| target_share::GOAL.get(&***share)).filter(|goal| in_money(*goal)).collect();
    let below = |goal: Id| {
        let mut above = context.records.get(goal).and_then(|goal| goal::PARENT.get(&**goal));
        // A goal has few levels above it; the bound ends a circle.
        for _ in 0..20 {
            match above {
                Some(id) if goals.contains(&id) => return true,
                Some(id) => above = context.records.get(id).and_then(|goal| goal::PARENT.get(&**goal)),
                None => return false,
            }
        }
        false
    };
    all.into_iter().filter(|share| target_share::GOAL.get(&***share).is_some_and(|goal| goals.contains(&goal) && !below(goal))).collect()
}

/// Target of a channel in a period: its shares of the months that begin in it.
pub fn target(channel: &Record, period: Span, context: &Context<'_>) -> Option<Money> {
    let inside = |month: Month| month.first_day().is_some_and(|day| day >= period.from && day <= period.to);
    let of_period: Vec<Decimal> = shares(channel.id, context)
        .into_iter()
        .filter(|share| target_share::MONTH.get(&***share).is_some_and(inside))
        .filter_map(|share| target_share::AMOUNT.get(&**share))
        .collect();
    (!of_period.is_empty()).then(|| Money::from_major(of_period.into_iter().sum()))
}

/// Sales of a channel in a period: the readings of its goals' indicator, or of K01.
pub fn actual(channel: &Record, period: Span, context: &Context<'_>) -> Option<Money> {
    let of_goals = shares(channel.id, context).into_iter().filter_map(|share| target_share::GOAL.get(&**share));
    let mut indicators: BTreeSet<Id> = of_goals.filter_map(|goal| goal::INDICATOR.get(&**context.records.get(goal)?)).collect();
    if indicators.is_empty() {
        let known = context.records.of_kind(indicator::INDICATOR.name);
        indicators.extend(known.filter(|record| indicator::CODE.get(&***record).as_deref() == Some(SALES)).map(|record| record.id));
    }
    let own = |record: &Record| {
        let parts = [reading::REGION, reading::PRODUCT, reading::PERSON];
        reading::CHANNEL.get(record) == Some(channel.id) && parts.iter().all(|part| part.get(record).is_none())
    };
    let values: Vec<Decimal> = context
        .records
        .of_kind(reading::READING.name)
        .filter(|record| own(record) && reading::INDICATOR.get(&***record).is_some_and(|id| indicators.contains(&id)))
        .filter(|record| reading::DATE.get(&***record).is_some_and(|day| day >= period.from && day <= period.to))
        .filter_map(|record| reading::VALUE.get(&**record))
        .collect();
    (!values.is_empty()).then(|| Money::from_major(values.into_iter().sum()))
}

/// Expenses booked on a channel in a period.
pub fn expenses(channel: Id, period: Span, context: &Context<'_>) -> Option<Money> {
    let amounts: Vec<Money> = context
        .records
        .of_kind(EXPENSE)
        .filter(|record| EXPENSE_CHANNEL.get(&***record) == Some(channel))
        .filter(|record| EXPENSE_DATE.get(&***record).is_some_and(|day| day >= period.from && day <= period.to))
        .filter_map(|record| EXPENSE_AMOUNT.get(&**record))
        .collect();
    (!amounts.is_empty()).then(|| amounts.into_iter().sum())
}

/// Target of the whole fiscal year.
pub fn year_target(channel: &Record, context: &Context<'_>) -> Option<Money> {
    target(channel, fiscal_year(context)?, context)
}

/// Target until today; a month counts from its first day.
pub fn target_to_date(channel: &Record, context: &Context<'_>) -> Option<Money> {
    target(channel, to_date(context)?, context)
}

/// Sales until today.
pub fn actual_to_date(channel: &Record, context: &Context<'_>) -> Option<Money> {
    actual(channel, to_date(context)?, context)
}

/// Sales of the calendar quarter so many quarters before the one of today.
pub fn quarter(channel: &Record, context: &Context<'_>, before: i32) -> Option<Money> {
    let first = Month { year: context.today.year(), month: (context.today.month() - 1) / 3 * 3 + 1 }.plus(-3 * before);
    actual(channel, Span { from: first.first_day()?, to: first.plus(2).last_day()? }, context)
}

/// Sales over target until today.
pub fn attainment(channel: &Record, context: &Context<'_>) -> Option<Decimal> {
    actual_to_date(channel, context)?.major().over(target_to_date(channel, context)?.major())
}

/// Sales of a channel over those of all channels, in a period.
fn part_of_sales(channel: &Record, period: Span, context: &Context<'_>) -> Option<Decimal> {
    let all: Money = context.records.of_kind(channel::CHANNEL.name).filter_map(|other| actual(other, period, context)).sum();
    actual(channel, period, context)?.major().over(all.major())
}

/// Share of a channel in the sales of all channels until today.
pub fn share_of_sales(channel: &Record, context: &Context<'_>) -> Option<Decimal> {
    part_of_sales(channel, to_date(context)?, context)
}

/// Share of an allocation in the money spent in its period, or in the budget while nothing is spent.
pub fn money_share(allocation: &Record, context: &Context<'_>) -> Option<Decimal> {
    let period = channel_allocation::PERIOD.get(allocation)?;
    let of_period = || {
        let all = context.records.of_kind(channel_allocation::CHANNEL_ALLOCATION.name);
        all.filter(move |other| channel_allocation::PERIOD.get(&***other) == Some(period))
    };
    let is_spent = of_period().any(|other| channel_allocation::SPENT.get(&**other).is_some());
    let used = if is_spent { channel_allocation::SPENT } else { channel_allocation::BUDGET };
    let whole: Money = of_period().filter_map(|other| used.get(&**other)).sum();
    used.get(allocation)?.major().over(whole.major())
}

/// Share of the allocation's channel in the sales of the same period.
pub fn allocation_sales_share(allocation: &Record, context: &Context<'_>) -> Option<Decimal> {
    let channel = context.records.get(channel_allocation::CHANNEL.get(allocation)?)?;
    part_of_sales(channel, channel_allocation::PERIOD.get(allocation)?, context)
}

/// Share of money less share of sales; above zero the channel takes more than it brings.
pub fn share_gap(allocation: &Record, context: &Context<'_>) -> Option<Decimal> {
    Some(money_share(allocation, context)? - allocation_sales_share(allocation, context)?)
}

/// Allocations whose share of money is well above the share of sales, without a reason (S127).
pub(super) fn share_mismatch(context: &Context<'_>) -> Vec<Hit> {
    let all = context.records.of_kind(channel_allocation::CHANNEL_ALLOCATION.name);
    let hits = all.filter(|record| channel_allocation::REASON.get(&***record).is_none()).filter_map(|record| {
        share_gap(record, context).filter(|gap| gap.millionths() > GAP)?;
        let hit = Hit::on(record, context).field(channel_allocation::REASON.name());
        let hit = hit.with("money", Parameter::Ratio(money_share(record, context)?));
        Some(hit.with("sales", Parameter::Ratio(allocation_sales_share(record, context)?)))
    });
    hits.collect()
}

/// Channels behind their target with nothing under way: neither a task nor an improvement (P08.4.3).
pub(super) fn deviation(context: &Context<'_>) -> Vec<Hit> {
    let hits = live(context.records).filter_map(|record| {
        let rate = attainment(record, context).filter(|rate| rate.millionths() < BEHIND)?;
        let hit = || Hit::on(record, context).field(channel::TASKS.name()).with("rate", Parameter::Ratio(rate));
        (!is_worked_on(record, context)).then(hit)
    });
    hits.collect()
}

/// Whether an open task or improvement belongs to the channel.
fn is_worked_on(channel: &Record, context: &Context<'_>) -> bool {
    let open = |status: Option<String>| !matches!(status.as_deref(), Some("done" | "dropped"));
    let tasks = channel::TASKS.get(channel).unwrap_or_default();
    let open_task = tasks.iter().filter_map(|id| context.records.get(*id)).any(|record| open(task::STATUS.get(&**record)));
    let actions = context.records.of_kind(improvement_action::IMPROVEMENT_ACTION.name);
    let mut of_channel = actions.filter(|record| improvement_action::CHANNEL.get(&***record) == Some(channel.id));
    open_task || of_channel.any(|record| open(improvement_action::STATUS.get(&**record)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{RecordSet, Registry, ReplicaId, Stamp};
    use proptest::prelude::*;

    fn record(id: u64, kind: &str) -> Record {
        Record::new(Id::from_number(id), kind, Stamp { time: 1, counter: 0, replica: ReplicaId(1) })
    }

    fn half_year() -> Span {
        Span { from: "2026-01-01".parse().unwrap(), to: "2026-06-30".parse().unwrap() }
    }

    proptest! {
        /// Shares of money over all allocations of a period make up the whole.
        #[test]
        fn shares_of_money_total_one(amounts in prop::collection::vec(1_i64..1_000_000_000, 1..8)) {
            let mut records = RecordSet::default();
            for (index, amount) in amounts.iter().enumerate() {
                let allocation = record(index as u64 + 1, "channel_allocation").with(channel_allocation::PERIOD, half_year());
                records.insert(allocation.with(channel_allocation::SPENT, Money(*amount)));
            }
            let context = Context { records: &records, registry: &Registry::default(), today: half_year().to };
            let total: Decimal = records.of_kind("channel_allocation").filter_map(|record| money_share(record, &context)).sum();
            prop_assert!((total - Decimal::from_int(1)).abs() <= Decimal::from_millionths(8));
        }
    }
}
