//! Values that other records already hold, so that nobody types them again as readings: internal reports (L11), orders
//! and receipts (L12), opportunities (L13), studies and complaints (L14), tasks (L19), trainings (L28), shipments (L36).
//! A reading that somebody made comes first: nothing is computed for a month in which there is one.

use std::collections::BTreeMap;

use chrono::Datelike;
use flow::Context;
use model::{Date, Decimal, Id, Month, Order as _, Record, Span};

use crate::channels::rules::partners;
use crate::channels::shipment;
use crate::customers::rules::{complaints, funnel};
use crate::customers::{complaint, opportunity, receipt};
use crate::information::rules::reports::{self, Block};
use crate::information::rules::surveys;
use crate::information::{internal_report, research_project, survey};
use crate::people::rules::training;
use crate::people::{training_record, training_session};
use crate::performance::indicator;
use crate::plan::task;

/// Part and whole by month.
type Shares = BTreeMap<(i32, u32), (Decimal, Decimal)>;

/// Values by day of an indicator for the company as a whole, where `taken` has none in the same month.
pub(super) fn readings(context: &Context<'_>, id: Id, taken: &[Date]) -> Vec<(Date, Decimal)> {
    let Some(known) = context.records.get(id) else { return Vec::new() };
    let mut found = studied(context, id);
    match indicator::CODE.get(&**known).as_deref() {
        Some("K01") => found.extend(sales(context, taken)),
        Some("K39") => found.extend(reported(context, Block::CostOfGoods, taken)),
        Some("K50") => found.extend(reported(context, Block::Stock, taken)),
        Some("K51") => found.extend(reported(context, Block::Cash, taken)),
        Some("K52") => found.extend(reported(context, Block::Receivables, taken)),
        Some("K33") => found.extend(won(context)),
        Some("K34") => found.extend(pipeline(context, |record| opportunity::AMOUNT.get(record).map(model::Money::major))),
        Some("K35") => found.extend(pipeline(context, |record| funnel::weighted(record, context).map(model::Money::major))),
        Some("K53") => found.extend(collected(context)),
        Some("K68") => found.extend(delivered(context)),
        Some("K76") => found.extend(answered(context, complaints::reply_clock)),
        Some("K77") => found.extend(answered(context, complaints::close_clock)),
        Some("K87") => found.extend(finished(context)),
        Some("K91") => found.extend(learned(context)),
        _ => {}
    }
    found.retain(|(date, _)| *date <= context.today && !taken.iter().any(|other| month(*other) == month(*date)));
    found.order_by_key(|(date, _)| *date);
    found
}

fn month(date: Date) -> (i32, u32) {
    (date.year(), date.month())
}

/// The day on which the value of a month stands: its last, or today while it runs.
fn stands(at: (i32, u32), context: &Context<'_>) -> Option<Date> {
    let first = Date::from_ymd_opt(at.0, at.1, 1)?;
    Month::of(first).last_day().map(|last| last.min(context.today))
}

fn as_days(shares: Shares, context: &Context<'_>) -> Vec<(Date, Decimal)> {
    shares.into_iter().filter_map(|(at, (part, whole))| Some((stands(at, context)?, part.over(whole)?))).collect()
}

/// Counts one case into its month.
fn count(shares: &mut Shares, date: Date, part: Decimal, whole: Decimal) {
    let entry = shares.entry(month(date)).or_default();
    *entry = (entry.0 + part, entry.1 + whole);
}

fn one_if(yes: bool) -> Decimal {
    if yes { Decimal::ONE } else { Decimal::ZERO }
}

/// Blocks of the internal reports, short periods first; a longer report counts only where no shorter one says anything.
fn reported(context: &Context<'_>, block: Block, taken: &[Date]) -> Vec<(Date, Decimal)> {
    let mut all: Vec<(Span, Decimal)> = context
        .records
        .of_kind(internal_report::INTERNAL_REPORT.name)
        .filter(|record| internal_report::STATUS.get(&***record).as_deref() != Some("planned"))
        .filter_map(|record| {
            let span = Span { from: internal_report::STARTS_ON.get(&**record)?, to: internal_report::ENDS_ON.get(&**record)? };
            Some((span, block.actual(record)?.major()))
        })
        .collect();
    all.order_by_key(|(span, _)| ((span.to - span.from).num_days(), span.from));
    let mut kept: Vec<(Span, Decimal)> = Vec::new();
    for (span, value) in all {
        let covered = taken.iter().any(|day| span.from <= *day && *day <= span.to);
        if !covered && !kept.iter().any(|(other, _)| other.from <= span.to && span.from <= other.to) {
            kept.push((span, value));
        }
    }
    kept.into_iter().map(|(span, value)| (span.to, value)).collect()
}

/// Sales: of the reports, else the orders of the month.
fn sales(context: &Context<'_>, taken: &[Date]) -> Vec<(Date, Decimal)> {
    let mut found = reported(context, Block::Sales, taken);
    let spans: Vec<Span> = context
        .records
        .of_kind(internal_report::INTERNAL_REPORT.name)
        .filter(|record| Block::Sales.actual(record).is_some())
        .filter_map(|record| Some(Span { from: internal_report::STARTS_ON.get(&**record)?, to: internal_report::ENDS_ON.get(&**record)? }))
        .collect();
    let mut months: BTreeMap<(i32, u32), Decimal> = BTreeMap::new();
    for (date, amount) in reports::sold(context) {
        if !spans.iter().any(|span| span.from <= date && date <= span.to) {
            let sum = months.entry(month(date)).or_default();
            *sum = *sum + amount;
        }
    }
    found.extend(months.into_iter().filter_map(|(at, sum)| Some((stands(at, context)?, sum))));
    found
}

/// Studies that measured this indicator: their result, else the share of the two best answers of their survey.
fn studied(context: &Context<'_>, id: Id) -> Vec<(Date, Decimal)> {
    let studies = context.records.of_kind(research_project::RESEARCH_PROJECT.name);
    let of_this = studies.filter(|study| research_project::INDICATOR.get(&***study) == Some(id));
    of_this
        .filter_map(|study| {
            let asked = context.records.of_kind(survey::SURVEY.name).find(|asked| survey::PROJECT.get(&***asked) == Some(study.id));
            let closed = asked.and_then(|asked| survey::CLOSES_ON.get(&**asked));
            let date = research_project::ENDS_ON.get(&**study).or(closed)?;
            let share = || surveys::best_share(context, asked?);
            Some((date, research_project::RESULT.get(&**study).or_else(share)?))
        })
        .collect()
}

/// Won of all that were decided, by month (K33).
fn won(context: &Context<'_>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(opportunity::OPPORTUNITY.name) {
        let Some(closed) = opportunity::CLOSED_ON.get(&**record) else { continue };
        let status = opportunity::STATUS.get(&**record).unwrap_or_default();
        if status == "won" || status == "lost" {
            count(&mut shares, closed, one_if(status == "won"), Decimal::ONE);
        }
    }
    as_days(shares, context)
}

/// Open money as it is today.
fn pipeline(context: &Context<'_>, value: impl Fn(&Record) -> Option<Decimal>) -> Vec<(Date, Decimal)> {
    let open = funnel::open(context);
    let sum = open.iter().filter_map(|record| value(record)).sum();
    if open.is_empty() { Vec::new() } else { vec![(context.today, sum)] }
}

/// Received of what was due, by month (K53).
fn collected(context: &Context<'_>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(receipt::RECEIPT.name) {
        let Some((due, amount)) = receipt::DUE_ON.get(&**record).zip(receipt::DUE_AMOUNT.get(&**record)) else { continue };
        if due <= context.today {
            count(&mut shares, due, receipt::AMOUNT.get(&**record).unwrap_or_default().major(), amount.major());
        }
    }
    as_days(shares, context)
}

/// Shipments in time, by month (K68).
fn delivered(context: &Context<'_>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(shipment::SHIPMENT.name) {
        if let Some((day, share)) = shipment::PLANNED_ON.get(&**record).zip(partners::on_time(std::iter::once(&**record), context)) {
            count(&mut shares, day, share, Decimal::ONE);
        }
    }
    as_days(shares, context)
}

/// Complaints dealt with inside the norm, by month of their coming in (K76, K77).
fn answered(context: &Context<'_>, clock: fn(&Record, &Context<'_>) -> Option<complaints::Clock>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(complaint::COMPLAINT.name) {
        if let Some((at, clock)) = complaints::instant(record, complaint::RECEIVED_AT).zip(clock(record, context))
            && (clock.taken.is_some() || clock.overdue())
        {
            count(&mut shares, at.date_naive(), one_if(clock.late == Decimal::ZERO), Decimal::ONE);
        }
    }
    as_days(shares, context)
}

/// Tasks done by their day, by month of that day (K87).
fn finished(context: &Context<'_>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(task::TASK.name) {
        let dropped = task::STATUS.get(&**record).as_deref() == Some("dropped");
        let Some(due) = task::DUE.get(&**record).filter(|due| *due < context.today && !dropped) else { continue };
        let done = task::STATUS.get(&**record).as_deref() == Some("done");
        let in_time = done && task::DONE_ON.get(&**record).is_none_or(|day| day <= due);
        count(&mut shares, due, one_if(in_time), Decimal::ONE);
    }
    as_days(shares, context)
}

/// Mean gain between the tests before and after, by month of the session (K91).
fn learned(context: &Context<'_>) -> Vec<(Date, Decimal)> {
    let mut shares = Shares::new();
    for record in context.records.of_kind(training_record::TRAINING_RECORD.name) {
        let session = training_record::SESSION.get(&**record).and_then(|id| context.records.get(id));
        let held = session.and_then(|session| training_session::DATE.get(&**session));
        if let Some((day, gain)) = held.zip(training::gain(record)) {
            count(&mut shares, day, gain, Decimal::ONE);
        }
    }
    as_days(shares, context)
}
