//! Working time against its norm (P03.A13): one alert for a person and month, whatever the number of shares.

use std::collections::BTreeMap;

use flow::{Context, Hit, Parameter, Rules};
use model::{Decimal, Id, Month, Record};

use super::limit;
use crate::organisation::{job_description, org_limits, time_log};

/// Deviation above which there is an alert, unless the company says otherwise: 15 points (D91).
pub fn standard_deviation() -> Decimal {
    Decimal::from_millionths(150_000)
}

pub(super) fn register(rules: &mut Rules) {
    rules.measure("organisation.time_deviation", |_, entry| deviation(entry).map(Parameter::Ratio));
    rules.measure("organisation.time_total", |context, entry| total(context, entry).map(Parameter::Ratio));
    rules.measure("organisation.time_shares", |_, description| norms(description).map(Parameter::List));
    rules.add("organisation.time_off_norm", off_norm, &["record", "person", "month", "actual", "norm", "points"]);
    rules.add("organisation.time_not_whole", not_whole, &["record", "person", "month", "sum"]);
}

/// Actual share less norm: -0.2 is 20 points too little.
pub fn deviation(entry: &Record) -> Option<Decimal> {
    Some(time_log::ACTUAL.get(entry)? - time_log::NORM.get(entry)?)
}

/// The shares of a job description as words, `走访客户 50%`, for the print.
fn norms(description: &Record) -> Option<Vec<Parameter>> {
    let rows = job_description::TIME_SHARES.get(description)?;
    let words = rows.iter().filter_map(|row| {
        let share = job_description::SHARE.get(row)?.times(Decimal::from_int(100));
        Some(Parameter::text(format!("{} {share}%", job_description::SHARE_ACTIVITY.get(row)?)))
    });
    Some(words.collect())
}

fn key(entry: &Record) -> Option<(Id, Month)> {
    time_log::PERSON.get(entry).zip(time_log::MONTH.get(entry))
}

/// All actual shares of the same person and month together.
pub fn total(context: &Context<'_>, entry: &Record) -> Option<Decimal> {
    let wanted = key(entry)?;
    let same = context.records.of_kind("time_log").filter(|record| key(record) == Some(wanted));
    Some(same.filter_map(|record| time_log::ACTUAL.get(record.as_ref())).sum())
}

fn months<'a>(context: &'a Context<'_>) -> BTreeMap<(Id, Month), Vec<&'a Record>> {
    let mut months: BTreeMap<(Id, Month), Vec<&Record>> = BTreeMap::new();
    for record in context.records.of_kind("time_log") {
        if let Some(key) = key(record) {
            months.entry(key).or_default().push(record);
        }
    }
    months
}

fn person(context: &Context<'_>, id: Id) -> Parameter {
    context.records.get(id).map_or_else(|| Parameter::key("kind.person"), |record| flow::title_of(record, context))
}

fn off_norm(context: &Context<'_>) -> Vec<Hit> {
    let allowed = limit(context, org_limits::TIME_DEVIATION, standard_deviation());
    let mut hits = Vec::new();
    for ((who, month), entries) in months(context) {
        let widest = entries.into_iter().filter_map(|entry| Some((deviation(entry)?, entry))).max_by_key(|(deviation, _)| deviation.abs());
        let Some((deviation, entry)) = widest.filter(|(deviation, _)| deviation.abs() > allowed) else { continue };
        let share = |handle: model::Handle<model::Ratio>| Parameter::Ratio(handle.get(entry).unwrap_or_default());
        let points = Parameter::Number(deviation.abs().times(Decimal::from_int(100)));
        let hit = Hit::on(entry, context).field(time_log::ACTUAL.name()).with("person", person(context, who));
        hits.push(
            hit.with("month", Parameter::Month(month))
                .with("actual", share(time_log::ACTUAL))
                .with("norm", share(time_log::NORM))
                .with("points", points),
        );
    }
    hits
}

fn not_whole(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for ((who, month), entries) in months(context) {
        let Some(entry) = entries.first() else { continue };
        let Some(sum) = total(context, entry).filter(|sum| *sum != Decimal::ONE) else { continue };
        let hit = Hit::on(entry, context).field(time_log::ACTUAL.name()).with("person", person(context, who));
        hits.push(hit.with("month", Parameter::Month(month)).with("sum", Parameter::Ratio(sum)));
    }
    hits
}
