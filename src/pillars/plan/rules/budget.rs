//! Plan, spending, commitments and what is left, by line and in all (P02.A05–A07, S28, S31).

use std::sync::Arc;

use chrono::Datelike;
use flow::{Context, Parameter, Rules};
use model::{Decimal, Id, Money, Month, Record};

use super::{is_this_year, linked, pointing, products, rate, year_start};
use crate::goals::rules::proportion;
use crate::performance::{indicator, reading};
use crate::plan::{budget, budget_line, budget_month, expense};

/// Registers the measures and figures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.line_planned", |context, record| planned(context, record).map(Parameter::Money));
    rules.measure("plan.line_spent", |context, record| Some(Parameter::Money(spent(context, record.id))));
    rules
        .behind("plan.line_spent", |context, line| line.map(|line| payments(context, line.id).map(|record| record.id).collect()).unwrap_or_default());
    rules.measure("plan.line_committed", |_, record| Some(Parameter::Money(committed(record))));
    rules.measure("plan.line_remaining", |context, record| Some(Parameter::Money(planned(context, record)? - spent(context, record.id))));
    rules.measure("plan.line_over", |context, record| Some(Parameter::Money(spent(context, record.id) - planned(context, record)?)));
    rules.measure("plan.line_overdrawn", |context, record| free(context, record).map(|free| Parameter::Money(Money::default() - free)));
    rules.measure("plan.line_free", |context, record| free(context, record).map(Parameter::Money));
    rules.measure("plan.line_rate", |context, record| rate(spent(context, record.id), planned(context, record)?).map(Parameter::Ratio));
    rules.measure("plan.line_share", |context, record| line_share(context, record).map(Parameter::Ratio));
    rules.measure("plan.budget_share_of_sales", |_, record| {
        rate(budget::TOTAL.get(record)?, budget::PLANNED_SALES.get(record)?).map(Parameter::Ratio)
    });
    rules.measure("plan.budget_spent", |context, record| Some(Parameter::Money(lines(context, record.id).map(|line| spent(context, line.id)).sum())));
    rules.measure("plan.budget_planned", |context, record| {
        Some(Parameter::Money(lines(context, record.id).filter_map(|line| planned(context, line)).sum()))
    });
    rules.measure("plan.budget_rate", |context, record| budget_rate(context, record.id).map(Parameter::Ratio));
    rules.figure("plan.spend", |context| Some(Parameter::Money(spend(context))));
    rules.figure("plan.roi", |context| roi(products::total_profit(context)?, spend(context)).map(Parameter::Ratio));
    rules.figure("plan.sales_per_spend", |context| {
        rate(products::total_sales(context)?, spend(context)).map(|ratio| Parameter::Number(ratio.rounded(2)))
    });
    rules.figure("plan.expense_rate", |context| rate(spend(context), products::total_sales(context)?).map(Parameter::Ratio));
    rules.figure("plan.spend_sales_correlation", |context| correlation_of_months(context).map(Parameter::Number));
}

fn lines<'a>(context: &Context<'a>, budget: Id) -> impl Iterator<Item = &'a Arc<Record>> {
    pointing(context, budget_line::BUDGET_LINE.name, budget_line::BUDGET, budget)
}

/// What the line may have cost by the end of this month. Without months of its own the amount
/// counts evenly over the fiscal year, or in its one month.
pub fn planned(context: &Context<'_>, line: &Record) -> Option<Money> {
    let amount = budget_line::AMOUNT.get(line)?;
    let now = Month::of(context.today);
    let months: Vec<_> = pointing(context, budget_month::BUDGET_MONTH.name, budget_month::BUDGET_LINE, line.id).collect();
    if !months.is_empty() {
        let due = months.into_iter().filter(|record| budget_month::MONTH.get(&***record).is_some_and(|month| month <= now));
        return Some(due.filter_map(|record| budget_month::AMOUNT.get(&**record)).sum());
    }
    if let Some(month) = budget_line::MONTH.get(line) {
        return Some(if month <= now { amount } else { Money::default() });
    }
    let start = year_start(context);
    let year = budget_line::YEAR.get(line).unwrap_or_else(|| i64::from(start.year()));
    let elapsed = (i64::from(context.today.year()) - year) * 12 + i64::from(context.today.month()) - i64::from(start.month()) + 1;
    proportion(amount.major(), Decimal::from_int(elapsed.clamp(0, 12)), Decimal::from_int(12)).map(Money::from_major)
}

/// Payments of the line up to today.
pub fn spent(context: &Context<'_>, line: Id) -> Money {
    payments(context, line).filter_map(|record| expense::AMOUNT.get(&**record)).sum()
}

fn payments<'a>(context: &Context<'a>, line: Id) -> impl Iterator<Item = &'a Arc<Record>> {
    let today = context.today;
    let paid = pointing(context, expense::EXPENSE.name, expense::BUDGET_LINE, line);
    paid.filter(move |record| expense::DATE.get(&***record).is_some_and(|date| date <= today))
}

/// Contracts of the line that are not paid yet.
pub fn committed(line: &Record) -> Money {
    let rows = budget_line::COMMITMENTS.get(line).unwrap_or_default();
    rows.iter().filter_map(|row| budget_line::COMMITMENT_AMOUNT.get(row)).sum()
}

/// What the year still holds: amount less payments less commitments.
pub fn free(context: &Context<'_>, line: &Record) -> Option<Money> {
    Some(budget_line::AMOUNT.get(line)? - spent(context, line.id) - committed(line))
}

fn line_share(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    let budget = linked(context, line, budget_line::BUDGET)?;
    let all: Money = lines(context, budget.id).filter_map(|record| budget_line::AMOUNT.get(&**record)).sum();
    rate(budget_line::AMOUNT.get(line)?, all)
}

/// Payments of all lines over what they may have cost by now.
pub fn budget_rate(context: &Context<'_>, budget: Id) -> Option<Decimal> {
    let spent: Money = lines(context, budget).map(|line| spent(context, line.id)).sum();
    rate(spent, lines(context, budget).filter_map(|line| planned(context, line)).sum())
}

/// All payments of this fiscal year up to today.
pub fn spend(context: &Context<'_>) -> Money {
    let this_year = |record: &&Arc<Record>| expense::DATE.get(&***record).is_some_and(|date| is_this_year(date, context));
    context.records.of_kind(expense::EXPENSE.name).filter(this_year).filter_map(|record| expense::AMOUNT.get(&**record)).sum()
}

/// Return on what was spent: (gross profit − cost) ÷ cost.
pub fn roi(gross_profit: Money, cost: Money) -> Option<Decimal> {
    rate(gross_profit - cost, cost)
}

/// Payments against sales, month by month this year. Sales are the readings of the whole company.
fn correlation_of_months(context: &Context<'_>) -> Option<Decimal> {
    let first = Month::of(year_start(context));
    let now = Month::of(context.today);
    let months: Vec<Month> = (0..12).map(|step| first.plus(step)).take_while(|month| *month <= now).collect();
    let whole = |record: &Record| {
        let parts = [reading::REGION, reading::CHANNEL, reading::PRODUCT, reading::PERSON];
        parts.iter().all(|part| part.get(record).is_none())
            && linked(context, record, reading::INDICATOR)
                .is_some_and(|measure| indicator::ADDS_UP.get(&**measure) == Some(true) && indicator::CODE.get(&**measure).as_deref() == Some("K01"))
    };
    let pairs: Vec<(f64, f64)> = months
        .into_iter()
        .filter_map(|month| {
            let inside = |date: Option<model::Date>| date.is_some_and(|date| Month::of(date) == month && date <= context.today);
            let sales: Vec<Decimal> = context
                .records
                .of_kind(reading::READING.name)
                .filter(|record| whole(record) && inside(reading::DATE.get(&***record)))
                .filter_map(|record| reading::VALUE.get(&**record))
                .collect();
            let paid: Money = context
                .records
                .of_kind(expense::EXPENSE.name)
                .filter(|record| inside(expense::DATE.get(&***record)))
                .filter_map(|record| expense::AMOUNT.get(&**record))
                .sum();
            (!sales.is_empty()).then(|| (paid.major().to_f64(), sales.into_iter().sum::<Decimal>().to_f64()))
        })
        .collect();
    correlation(&pairs)
}

/// Pearson's coefficient with two places; none of fewer than three pairs or of a constant.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<Decimal> {
    if pairs.len() < 3 {
        return None;
    }
    let count = pairs.len() as f64;
    let (sum_x, sum_y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0, y + pair.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let (mut both, mut square_x, mut square_y) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (dx, dy) = (x - mean_x, y - mean_y);
        both += dx * dy;
        square_x += dx * dx;
        square_y += dy * dy;
    }
    let spread = (square_x * square_y).sqrt();
    if spread <= 0.0 { None } else { Decimal::from_f64(both / spread).map(|found| found.rounded(2)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(gross_profit: i64, cost: i64, expected: Option<&str>) {
        assert_eq!(roi(Money(gross_profit), Money(cost)).map(|found| found.to_string()).as_deref(), expected);
    }

    #[test]
    fn return_on_spending() {
        check(1_003_750_000, 500_000_000, Some("1.0075"));
        check(50_000, 100_000, Some("-0.5"));
        check(100, 0, None);
    }

    #[test]
    fn correlation_of_lines_and_of_noise() {
        assert_eq!(correlation(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]), Some(Decimal::ONE));
        assert_eq!(correlation(&[(1.0, 6.0), (2.0, 4.0), (3.0, 2.0)]), Some(-Decimal::ONE));
        assert_eq!(correlation(&[(1.0, 6.0), (2.0, 4.0)]), None);
        assert_eq!(correlation(&[(1.0, 6.0), (1.0, 4.0), (1.0, 2.0)]), None);
    }
}
