//! What a plan's period holds: sales planned and made, money planned and spent (P02.A03, S24).

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Date, Decimal, Id, Money, Record, Span};

use super::linked;
use crate::goals::goal;
use crate::goals::rules::smart;
use crate::performance::{indicator, reading};
use crate::plan::{budget_month, expense, plan};

/// Registers the measures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.period_target", |context, record| target(context, record).map(Parameter::Money));
    rules.measure("plan.period_sales", |context, record| sales(context, record).map(Parameter::Money));
    rules.measure("plan.period_budget", |context, record| budget(context, record).map(Parameter::Money));
    rules.measure("plan.period_spent", |context, record| spent(context, record).map(Parameter::Money));
    rules.behind("plan.period_target", |context, record| {
        record.and_then(|plan| sales_goal(context, plan)).map(|(goal, _)| goal.id).into_iter().collect()
    });
    rules.behind("plan.period_sales", |context, record| ids(record.map(|plan| readings(context, plan))));
    rules.behind("plan.period_budget", |context, record| ids(record.map(|plan| budget_months(context, plan))));
    rules.behind("plan.period_spent", |context, record| ids(record.map(|plan| expenses(context, plan))));
    rules.measure("plan.period_attainment", |context, record| super::rate(sales(context, record)?, target(context, record)?).map(Parameter::Ratio));
}

fn holds(span: Span, date: Date) -> bool {
    span.from <= date && date <= span.to
}

/// The plan's goal for sales of the whole company: counted in money that adds up.
fn sales_goal<'a>(context: &Context<'a>, plan: &Record) -> Option<(&'a Record, Id)> {
    let goals = plan::GOALS.get(plan).unwrap_or_default();
    goals.into_iter().find_map(|id| {
        let goal = context.records.get(id)?;
        let measure = linked(context, &**goal, goal::INDICATOR)?;
        let is_sales = goal::GOAL_KIND.get(&**goal).as_deref() == Some("sales") && indicator::ADDS_UP.get(&**measure) == Some(true);
        is_sales.then_some((&**goal, measure.id))
    })
}

/// What the goal has planned from its start up to a day: its milestones, and the target when due.
fn planned_until(goal: &Record, day: Date) -> Decimal {
    let mut steps = smart::milestones_of(goal);
    steps.extend(goal::DUE.get(goal).zip(goal::TARGET.get(goal)));
    steps.into_iter().filter(|(date, _)| *date <= day).max_by_key(|(date, _)| *date).map_or(Decimal::ZERO, |(_, value)| value)
}

/// Sales planned for the period: what the goal has planned by its end less what by the day before it.
pub fn target(context: &Context<'_>, plan: &Record) -> Option<Money> {
    let span = plan::PERIOD.get(plan)?;
    let (goal, _) = sales_goal(context, plan)?;
    let before = span.from.pred_opt()?;
    Some(Money::from_major(planned_until(goal, span.to) - planned_until(goal, before)))
}

fn ids(records: Option<Vec<&Arc<Record>>>) -> Vec<Id> {
    records.into_iter().flatten().map(|record| record.id).collect()
}

/// The readings of the whole company in the plan's period up to today.
fn readings<'a>(context: &Context<'a>, plan: &Record) -> Vec<&'a Arc<Record>> {
    let Some((span, (_, measure))) = plan::PERIOD.get(plan).zip(sales_goal(context, plan)) else { return Vec::new() };
    let whole =
        |record: &Record| [reading::REGION, reading::CHANNEL, reading::PRODUCT, reading::PERSON].iter().all(|part| part.get(record).is_none());
    context
        .records
        .of_kind(reading::READING.name)
        .filter(|record| reading::INDICATOR.get(&***record) == Some(measure) && whole(record))
        .filter(|record| reading::DATE.get(&***record).is_some_and(|date| holds(span, date) && date <= context.today))
        .collect()
}

/// Sales made in the period so far, from the readings of the whole company.
pub fn sales(context: &Context<'_>, plan: &Record) -> Option<Money> {
    let values: Vec<Decimal> = readings(context, plan).into_iter().filter_map(|record| reading::VALUE.get(&**record)).collect();
    (!values.is_empty()).then(|| Money::from_major(values.into_iter().sum()))
}

/// The months of budget lines in the plan's period.
fn budget_months<'a>(context: &Context<'a>, plan: &Record) -> Vec<&'a Arc<Record>> {
    let Some(span) = plan::PERIOD.get(plan) else { return Vec::new() };
    let inside = |record: &&Arc<Record>| {
        let month = budget_month::MONTH.get(&***record);
        month.and_then(|month| month.first_day()).is_some_and(|day| holds(span, day))
    };
    context.records.of_kind(budget_month::BUDGET_MONTH.name).filter(inside).collect()
}

/// Money that the budget lines plan for the months of the period.
pub fn budget(context: &Context<'_>, plan: &Record) -> Option<Money> {
    plan::PERIOD.get(plan)?;
    Some(budget_months(context, plan).into_iter().filter_map(|record| budget_month::AMOUNT.get(&**record)).sum())
}

/// The payments in the plan's period up to today.
fn expenses<'a>(context: &Context<'a>, plan: &Record) -> Vec<&'a Arc<Record>> {
    let Some(span) = plan::PERIOD.get(plan) else { return Vec::new() };
    let inside = |record: &&Arc<Record>| expense::DATE.get(&***record).is_some_and(|date| holds(span, date) && date <= context.today);
    context.records.of_kind(expense::EXPENSE.name).filter(inside).collect()
}

/// Payments in the period up to today.
pub fn spent(context: &Context<'_>, plan: &Record) -> Option<Money> {
    plan::PERIOD.get(plan)?;
    Some(expenses(context, plan).into_iter().filter_map(|record| expense::AMOUNT.get(&**record)).sum())
}
