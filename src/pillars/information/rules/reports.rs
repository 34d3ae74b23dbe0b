//! The internal report of a period: against plan, against the period before, against its parts and the books (P04.2.1).

use flow::{Context, Parameter, Rules, title_of};
use model::{Date, Decimal, Handle, Id, Money, MoneyField, Record, Rows, add_months};

use super::{counted, grouped, is_one_of};
use crate::customers::rules::buying;
use crate::customers::{order, receipt};
use crate::information::{info_report, internal_report as report};
use crate::performance::{indicator, reading};

/// Code of the indicator whose readings are the sales of the company (L11).
const SALES_CODE: &str = "K01";

/// One of the five blocks of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Net sales.
    Sales,
    /// Cost of the goods sold.
    CostOfGoods,
    /// Stock at the end.
    Stock,
    /// Receipts less payments.
    Cash,
    /// What customers owe at the end.
    Receivables,
}

impl Block {
    /// What was.
    pub fn actual(self, from: &Record) -> Option<Money> {
        match self {
            Self::Sales => report::SALES.get(from),
            Self::CostOfGoods => report::COST_OF_GOODS.get(from),
            Self::Stock => report::STOCK.get(from),
            Self::Cash => Some(report::CASH_IN.get(from)? - report::CASH_OUT.get(from)?),
            Self::Receivables => report::RECEIVABLES.get(from),
        }
    }

    /// What was planned.
    pub fn plan(self, from: &Record) -> Option<Money> {
        let handle: Handle<MoneyField> = match self {
            Self::Sales => report::SALES_PLAN,
            Self::CostOfGoods => report::COST_PLAN,
            Self::Stock => report::STOCK_PLAN,
            Self::Cash => report::CASH_PLAN,
            Self::Receivables => report::RECEIVABLES_PLAN,
        };
        handle.get(from)
    }

    /// Amounts of a period add up; levels at its end do not.
    fn adds_up(self) -> bool {
        matches!(self, Self::Sales | Self::CostOfGoods | Self::Cash)
    }
}

/// Adds what this file works out.
pub fn register(rules: &mut Rules) {
    rules.measure("information.sales_to_plan", |_, record| to_plan(record, Block::Sales).map(Parameter::Ratio));
    rules.measure("information.cost_to_plan", |_, record| to_plan(record, Block::CostOfGoods).map(Parameter::Ratio));
    rules.measure("information.stock_to_plan", |_, record| to_plan(record, Block::Stock).map(Parameter::Ratio));
    rules.measure("information.receivables_to_plan", |_, record| to_plan(record, Block::Receivables).map(Parameter::Ratio));
    rules.measure("information.cash_net", |_, record| Block::Cash.actual(record).map(Parameter::Money));
    rules.measure("information.cash_gap", |_, record| gap(record, Block::Cash).map(Parameter::Money));
    rules.measure("information.sales_change", |context, record| change(context, record, Block::Sales).map(Parameter::Ratio));
    rules.measure("information.cost_change", |context, record| change(context, record, Block::CostOfGoods).map(Parameter::Ratio));
    rules.measure("information.stock_change", |context, record| change(context, record, Block::Stock).map(Parameter::Ratio));
    rules.measure("information.receivables_change", |context, record| change(context, record, Block::Receivables).map(Parameter::Ratio));
    rules.measure("information.cash_before", |context, record| Block::Cash.actual(previous(context, record)?).map(Parameter::Money));
    rules.measure("information.sales_year_change", |context, record| year_change(context, record).map(Parameter::Ratio));
    rules.measure("information.gross_margin", |_, record| gross_margin(record).map(Parameter::Ratio));
    rules.measure("information.parts_sales", |context, record| from_parts(context, record, Block::Sales).map(Parameter::Money));
    rules.measure("information.parts_cost", |context, record| from_parts(context, record, Block::CostOfGoods).map(Parameter::Money));
    rules.measure("information.parts_stock", |context, record| from_parts(context, record, Block::Stock).map(Parameter::Money));
    rules.measure("information.parts_cash", |context, record| from_parts(context, record, Block::Cash).map(Parameter::Money));
    rules.measure("information.parts_receivables", |context, record| from_parts(context, record, Block::Receivables).map(Parameter::Money));
    rules.measure("information.booked_sales", |context, record| booked_sales(context, record).map(Parameter::Money));
    rules.measure("information.ordered", |context, record| ordered(context, record).map(Parameter::Money));
    rules.measure("information.received", |context, record| received(context, record).map(Parameter::Money));
    rules.measure("information.block_lines", |_, record| lines(blocks(record)));
    rules.measure("information.chance_lines", |context, record| listed(follow_ups(context, record, report::CHANCES)));
    rules.measure("information.problem_lines", |context, record| listed(follow_ups(context, record, report::PROBLEMS)));
    rules.measure("information.open_lines", |_, record| Some(counted(open_lines(record))));
    rules.measure("information.reader_lines", |context, record| listed(readers(context, record)));
    rules.measure("information.unread", |_, record| Some(counted(unread(record))));
    rules.measure("information.report_decision_days", |_, record| report_decision_days(record).map(Parameter::Count));
}

/// Lines of words; nothing when there are none.
pub(super) fn lines(lines: Vec<String>) -> Option<Parameter> {
    (!lines.is_empty()).then(|| Parameter::List(lines.into_iter().map(Parameter::Text).collect()))
}

/// Lines of several parts; a day among them is written as the language writes days.
fn listed(lines: Vec<Vec<Option<Parameter>>>) -> Option<Parameter> {
    let line = |parts: Vec<Option<Parameter>>| Parameter::Name(parts.into_iter().flatten().collect());
    (!lines.is_empty()).then(|| Parameter::List(lines.into_iter().map(line).collect()))
}

/// Actual by plan, 0.9917 for 99.17 %.
pub fn to_plan(record: &Record, block: Block) -> Option<Decimal> {
    block.actual(record)?.major().over(block.plan(record)?.major())
}

/// Actual less plan.
pub fn gap(record: &Record, block: Block) -> Option<Money> {
    Some(block.actual(record)? - block.plan(record)?)
}

/// Sales less cost of goods by sales.
pub fn gross_margin(record: &Record) -> Option<Decimal> {
    let sales = report::SALES.get(record)?.major();
    (sales - report::COST_OF_GOODS.get(record)?.major()).over(sales)
}

/// The report to compare with: the one named, else the last one of the same length that ended before.
pub fn previous<'a>(context: &'a Context<'_>, record: &Record) -> Option<&'a Record> {
    if let Some(named) = report::PREVIOUS.get(record).and_then(|id| context.records.get(id)) {
        return Some(named);
    }
    let start = report::STARTS_ON.get(record)?;
    let before = reports(context, record).filter(|(_, end, _)| *end < start);
    before.max_by_key(|(_, end, _)| *end).map(|(.., found)| found)
}

/// Written reports of the same length, with their first and last day.
fn reports<'a>(context: &'a Context<'_>, like: &Record) -> impl Iterator<Item = (Date, Date, &'a Record)> {
    let kind = report::PERIOD_KIND.get(like);
    let same = context.records.of_kind("internal_report").filter(move |record| kind.is_some() && report::PERIOD_KIND.get(&***record) == kind);
    same.filter_map(|record| Some((report::STARTS_ON.get(&**record)?, report::ENDS_ON.get(&**record)?, &**record)))
}

/// Change against the period before, 0.05 for 5 % more.
pub fn change(context: &Context<'_>, record: &Record, block: Block) -> Option<Decimal> {
    growth(block.actual(previous(context, record)?)?, block.actual(record)?)
}

/// Change of sales against the same period a year ago.
pub fn year_change(context: &Context<'_>, record: &Record) -> Option<Decimal> {
    let start = add_months(report::STARTS_ON.get(record)?, -12);
    let (.., ago) = reports(context, record).find(|(first, ..)| *first == start)?;
    growth(report::SALES.get(ago)?, report::SALES.get(record)?)
}

fn growth(before: Money, after: Money) -> Option<Decimal> {
    (after - before).major().over(before.major())
}

/// The shorter reports that fill the period without a gap, in order; empty when they do not.
pub fn parts<'a>(context: &'a Context<'_>, record: &Record) -> Vec<&'a Record> {
    let (Some(start), Some(end)) = (report::STARTS_ON.get(record), report::ENDS_ON.get(record)) else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = start;
    while next <= end {
        let candidates = context.records.of_kind("internal_report").filter(|part| part.id != record.id);
        let written = candidates.filter(|part| !is_one_of(&***part, report::STATUS, &["planned"]));
        let fitting = written.filter_map(|part| {
            let (first, last) = (report::STARTS_ON.get(&**part)?, report::ENDS_ON.get(&**part)?);
            (first == next && last >= first && last <= end && (first, last) != (start, end)).then_some((last, &**part))
        });
        let Some((last, part)) = fitting.max_by_key(|(last, _)| *last) else { return Vec::new() };
        found.push(part);
        let Some(day) = last.succ_opt() else { return Vec::new() };
        next = day;
    }
    found
}

/// A block worked out from the shorter reports: amounts added up, levels taken from the last (P04.2.1.2, S71).
pub fn from_parts(context: &Context<'_>, record: &Record, block: Block) -> Option<Money> {
    let parts = parts(context, record);
    if block.adds_up() {
        (!parts.is_empty()).then(|| parts.iter().map(|part| block.actual(part)).sum::<Option<Money>>()).flatten()
    } else {
        parts.last().and_then(|part| block.actual(part))
    }
}

/// Sales of the period from the readings of the sales indicator, for the whole company (L11).
pub fn booked_sales(context: &Context<'_>, record: &Record) -> Option<Money> {
    let (start, end) = (report::STARTS_ON.get(record)?, report::ENDS_ON.get(record)?);
    let sales = context.records.of_kind("indicator").find(|known| indicator::CODE.get(&***known).as_deref() == Some(SALES_CODE))?.id;
    let whole = |found: &Record| [reading::REGION, reading::CHANNEL, reading::PRODUCT, reading::PERSON].iter().all(|of| of.get(found).is_none());
    let values: Vec<Decimal> = context
        .records
        .of_kind("reading")
        .filter(|found| reading::INDICATOR.get(&***found) == Some(sales) && whole(found))
        .filter(|found| reading::DATE.get(&***found).is_some_and(|day| (start..=end).contains(&day)))
        .filter_map(|found| reading::VALUE.get(&**found))
        .collect();
    (!values.is_empty()).then(|| Money::from_major(values.into_iter().sum()))
}

/// Day and amount of every order that counts as sold.
pub fn sold<'a>(context: &Context<'a>) -> impl Iterator<Item = (Date, Decimal)> + use<'a> {
    let today = context.today;
    let orders = context.records.of_kind(order::ORDER.name).filter(move |record| buying::counts(record, today));
    orders.filter_map(|record| Some((order::DATE.get(&**record)?, order::AMOUNT.get(&**record)?.major())))
}

/// Orders of the period of a report (L12).
pub fn ordered(context: &Context<'_>, record: &Record) -> Option<Money> {
    let (start, end) = (report::STARTS_ON.get(record)?, report::ENDS_ON.get(record)?);
    let amounts: Vec<Decimal> = sold(context).filter(|(date, _)| (start..=end).contains(date)).map(|(_, amount)| amount).collect();
    (!amounts.is_empty()).then(|| Money::from_major(amounts.into_iter().sum()))
}

/// Money that came in during the period of a report (L12).
pub fn received(context: &Context<'_>, record: &Record) -> Option<Money> {
    let (start, end) = (report::STARTS_ON.get(record)?, report::ENDS_ON.get(record)?);
    let inside = context
        .records
        .of_kind(receipt::RECEIPT.name)
        .filter(|paid| receipt::RECEIVED_ON.get(&***paid).is_some_and(|day| (start..=end).contains(&day)));
    let amounts: Vec<Decimal> = inside.filter_map(|paid| Some(receipt::AMOUNT.get(&**paid)?.major())).collect();
    (!amounts.is_empty()).then(|| Money::from_major(amounts.into_iter().sum()))
}

fn rows(record: &Record, handle: Handle<Rows>) -> Vec<model::Object> {
    handle.get(record).unwrap_or_default()
}

fn blocks(record: &Record) -> Vec<String> {
    let block = |row: &model::Object| {
        let value = report::BLOCK_VALUE.get(row)?;
        let unit = report::BLOCK_UNIT.get(row).map(|unit| format!(" {unit}")).unwrap_or_default();
        let plan = report::BLOCK_PLAN.get(row).map(|plan| format!(" / {}{unit}", grouped(plan))).unwrap_or_default();
        Some(format!("{} {}{unit}{plan}", report::BLOCK_NAME.get(row)?, grouped(value)))
    };
    rows(record, report::BLOCKS).iter().filter_map(block).collect()
}

/// The title of a linked record.
pub(super) fn title(context: &Context<'_>, id: Option<Id>) -> Option<String> {
    context.records.get(id?).map(|record| title_of(record, context).plain())
}

/// Parts of a line with dots between them.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn follow_ups(context: &Context<'_>, record: &Record, handle: Handle<Rows>) -> Vec<Vec<Option<Parameter>>> {
    let line = |row: &model::Object| {
        let text = Parameter::Text(report::LINE_TEXT.get(row)?);
        let owner = title(context, report::LINE_OWNER.get(row)).map(Parameter::Text);
        Some(vec![Some(text), owner, report::LINE_DUE.get(row).map(Parameter::Date)])
    };
    rows(record, handle).iter().filter_map(line).collect()
}

/// Chances and problems that nobody owns or that have no date.
pub fn open_lines(record: &Record) -> usize {
    let open = |row: &&model::Object| {
        report::LINE_ACTION.get(*row).is_none() && (report::LINE_OWNER.get(*row).is_none() || report::LINE_DUE.get(*row).is_none())
    };
    [report::CHANCES, report::PROBLEMS].into_iter().map(|handle| rows(record, handle).iter().filter(open).count()).sum()
}

fn readers(context: &Context<'_>, record: &Record) -> Vec<Vec<Option<Parameter>>> {
    let line = |row: &model::Object| {
        let person = Parameter::Text(title(context, report::READER.get(row))?);
        Some(vec![Some(person), report::PURPOSE.get(row).map(Parameter::Text), report::READ_ON.get(row).map(Parameter::Date)])
    };
    rows(record, report::RECIPIENTS).iter().filter_map(line).collect()
}

/// People on the distribution list who have not read it.
pub fn unread(record: &Record) -> usize {
    rows(record, report::RECIPIENTS).iter().filter(|row| report::READER.get(*row).is_some() && report::READ_ON.get(*row).is_none()).count()
}

/// Days from the end of a report's period to the decision taken on it (P04.A28).
pub fn report_decision_days(record: &Record) -> Option<i64> {
    let from = info_report::ENDS_ON.get(record).or(info_report::SENT_ON.get(record))?;
    Some((info_report::DECIDED_ON.get(record)? - from).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Registry, Stamp};

    fn stored(id: u64, first: &str, last: &str, sales: i64, stock: i64) -> Record {
        let record = Record::new(Id::from_number(id), "internal_report", Stamp::default());
        let record = record.with(report::STARTS_ON, first.parse().unwrap()).with(report::ENDS_ON, last.parse().unwrap());
        record.with(report::SALES, Money(sales)).with(report::STOCK, Money(stock)).with(report::STATUS, "sent".to_owned())
    }

    fn check(kept: &[Record], expected: (Option<i64>, Option<i64>)) {
        let mut records = model::RecordSet::default();
        kept.iter().for_each(|record| records.insert(record.clone()));
        let registry = Registry::new(crate::kinds());
        let context = Context { records: &records, registry: &registry, today: "2026-06-30".parse().unwrap() };
        let half = stored(99, "2026-01-01", "2026-06-30", 0, 0);
        let found = [Block::Sales, Block::Stock].map(|block| from_parts(&context, &half, block).map(|money| money.0));
        assert_eq!((found[0], found[1]), expected);
    }

    #[test]
    fn a_long_period_is_filled_from_short_ones_without_a_gap() {
        let (first, second) = (stored(1, "2026-01-01", "2026-03-31", 8, 5), stored(2, "2026-04-01", "2026-06-30", 15, 6));
        check(&[first.clone(), second.clone()], (Some(23), Some(6)));
        check(std::slice::from_ref(&first), (None, None));
        let month = stored(3, "2026-04-01", "2026-04-30", 5, 9);
        check(&[first.clone(), month.clone()], (None, None));
        check(&[first, second, month], (Some(23), Some(6)));
    }
}
