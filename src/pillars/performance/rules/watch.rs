//! Values that thresholds watch in records of other pillars: execution of a budget line, attainment
//! of a channel, days in a stage, deviation of working time (P05.A16). Fields of other pillars are
//! read by their names, so that this pillar does not depend on their code.

use std::collections::BTreeMap;
use std::sync::Arc;

use flow::Context;
use model::Order as _;
use model::{Date, DateField, Decimal, FieldType, Fields, Id, Link, Month, MonthField, Ratio, Record};

use crate::goals::{goal, target_share};
use crate::performance::reading;

pub(super) fn link(record: &Record, names: &[&str]) -> Option<Id> {
    names.iter().find_map(|name| record.field(name).and_then(Link::read))
}

fn date(record: &Record, names: &[&str]) -> Option<Date> {
    names.iter().find_map(|name| record.field(name).and_then(DateField::read))
}

fn month(record: &Record, name: &str) -> Option<Month> {
    record.field(name).and_then(MonthField::read)
}

/// Money as stored, in minor units.
fn minor(record: &Record, name: &str) -> Decimal {
    Decimal::from_int(record.field(name).and_then(model::Json::as_i64).unwrap_or_default())
}

/// From January to the month of today.
fn this_year(context: &Context<'_>, month: Month) -> bool {
    let now = Month::of(context.today);
    month.year == now.year && month.month <= now.month
}

/// Spent ÷ planned of every budget line from January to this month (K43), in one pass over plan and
/// expenses. The plan is the months of the line; without months, the year's amount in equal parts.
/// Lines for which nothing is planned so far are left out.
pub fn executions(context: &Context<'_>) -> BTreeMap<Id, Decimal> {
    let now = Month::of(context.today);
    let of_line = |record: &Record| link(record, &["line", "budget_line"]);
    let mut planned: BTreeMap<Id, Decimal> = BTreeMap::new();
    for part in context.records.of_kind("budget_month") {
        let Some((line, month)) = of_line(part).zip(month(part, "month")) else { continue };
        let sum = planned.entry(line).or_default();
        if this_year(context, month) {
            *sum = *sum + minor(part, "amount");
        }
    }
    let mut spent: BTreeMap<Id, Decimal> = BTreeMap::new();
    for expense in context.records.of_kind("expense") {
        let Some((line, date)) = of_line(expense).zip(date(expense, &["date"])) else { continue };
        if date <= context.today && this_year(context, Month::of(date)) {
            let sum = spent.entry(line).or_default();
            *sum = *sum + minor(expense, "amount");
        }
    }
    let equal_parts = |line: &Record| {
        let of_year = line.field("year").and_then(model::Json::as_i64).is_none_or(|year| year == i64::from(now.year));
        of_year.then(|| minor(line, "amount").times(Decimal::from_int(i64::from(now.month))).over(Decimal::from_int(12)))?
    };
    let execution = |line: &Arc<Record>| {
        let plan = planned.get(&line.id).copied().or_else(|| equal_parts(line))?;
        Some((line.id, spent.get(&line.id).copied().unwrap_or_default().over(plan)?))
    };
    context.records.of_kind("budget_line").filter_map(execution).collect()
}

/// Spent ÷ planned of one budget line.
pub fn line_execution(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    executions(context).remove(&line.id)
}

/// Sold ÷ planned of a channel from January to this month (K03); `None` without a plan. Plan and
/// sales are of the same indicator, the one of the goal that was broken down.
pub fn channel_attainment(context: &Context<'_>, channel: &Record) -> Option<Decimal> {
    let mut planned = Decimal::ZERO;
    let mut indicator = None;
    for share in context.records.of_kind("target_share").filter(|share| target_share::CHANNEL.get(share.as_ref()) == Some(channel.id)) {
        let Some((month, amount)) = target_share::MONTH.get(share.as_ref()).zip(target_share::AMOUNT.get(share.as_ref())) else { continue };
        let of = target_share::GOAL.get(share.as_ref()).and_then(|id| context.records.get(id)).and_then(|found| goal::INDICATOR.get(found.as_ref()));
        // A channel may carry shares of several goals; the first indicator met is the one compared.
        if this_year(context, month) && of.is_some() && *indicator.get_or_insert(of) == of {
            planned = planned + amount;
        }
    }
    let indicator = indicator.flatten()?;
    let sold: Decimal = context
        .records
        .of_kind("reading")
        .filter(|known| reading::CHANNEL.get(known.as_ref()) == Some(channel.id) && reading::INDICATOR.get(known.as_ref()) == Some(indicator))
        .filter(|known| reading::DATE.get(known.as_ref()).is_some_and(|date| date <= context.today && this_year(context, Month::of(date))))
        .filter_map(|known| reading::VALUE.get(known.as_ref()))
        .sum();
    sold.over(planned)
}

/// Stages of an opportunity with the day it entered them, in order.
fn moves(context: &Context<'_>) -> BTreeMap<Id, Vec<(Date, String)>> {
    let mut moves: BTreeMap<Id, Vec<(Date, String)>> = BTreeMap::new();
    for event in context.records.of_kind("stage_event") {
        let stage = event.field("stage").and_then(model::Json::as_str);
        if let Some(((opportunity, day), stage)) = link(event, &["opportunity"]).zip(date(event, &["entered_on", "date"])).zip(stage) {
            moves.entry(opportunity).or_default().push((day, stage.to_owned()));
        }
    }
    moves.values_mut().for_each(|list| list.order());
    moves
}

/// Days that every opportunity has been in its present stage, and the mean days that opportunities
/// stayed in that stage before they moved on (K31); no mean while none has moved on.
pub fn stays(context: &Context<'_>) -> BTreeMap<Id, (i64, Option<Decimal>)> {
    let moves = moves(context);
    let mut past: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for pair in moves.values().flat_map(|list| list.windows(2)) {
        if let [(entered, stage), (left, _)] = pair {
            let (days, count) = past.entry(stage).or_default();
            *days += (*left - *entered).num_days();
            *count += 1;
        }
    }
    let mean = |stage: &str| past.get(stage).and_then(|(days, count)| Decimal::from_int(*days).over(Decimal::from_int(*count)));
    let stay = |(id, list): (&Id, &Vec<(Date, String)>)| {
        let (entered, stage) = list.last()?;
        Some((*id, ((context.today - *entered).num_days(), mean(stage))))
    };
    moves.iter().filter_map(stay).collect()
}

/// Days since an opportunity entered its present stage.
pub fn days_in_stage(context: &Context<'_>, opportunity: &Record) -> Option<i64> {
    stays(context).get(&opportunity.id).map(|(days, _)| *days)
}

/// Mean days that opportunities stayed in the stage of this one before they moved on.
pub fn stage_mean(context: &Context<'_>, opportunity: &Record) -> Option<Decimal> {
    stays(context).get(&opportunity.id)?.1
}

/// Share of working time less its norm, of the activity that is furthest off in the last month a
/// person logged (K88). One value a person: what is too much here is too little there.
pub fn time_deviation(context: &Context<'_>, person: &Record) -> Option<Decimal> {
    let logs: Vec<_> = context.records.of_kind("time_log").filter(|log| link(log, &["person"]) == Some(person.id)).collect();
    let last = logs.iter().filter_map(|log| month(log, "month")).filter(|month| *month <= Month::of(context.today)).max()?;
    let share = |log: &Record, name: &str| log.field(name).and_then(Ratio::read);
    let of_month = logs.iter().filter(|log| month(log, "month") == Some(last));
    of_month.filter_map(|log| Some(share(log, "actual")? - share(log, "norm")?)).max_by_key(|deviation| deviation.abs())
}
