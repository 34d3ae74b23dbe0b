//! Span of control, depth, vacancies and load of positions; homes of the functions (P03.2, P03.3.1).

use std::collections::BTreeMap;

use flow::{Context, Hit, Parameter, Rules};
use model::{Decimal, Id, Key, Record};

use super::{limit, linked};
use crate::organisation::{department, org_limits, person, position};

/// Standard limits of the structure (P03.2.2).
pub const SPAN_MIN: i64 = 3;
/// Most people who report to one position.
pub const SPAN_MAX: i64 = 12;
/// Most levels from the top to the base.
pub const DEPTH_MAX: i64 = 5;

pub(super) fn register(rules: &mut Rules) {
    rules.measure("organisation.holders", |context, position| Some(Parameter::Count(holders(context, position))));
    rules.measure("organisation.vacancy", |context, position| vacancy(context, position).map(Parameter::Count));
    rules.measure("organisation.span", |context, position| span(context, position).map(Parameter::Count));
    rules.measure("organisation.span_below", |context, position| span_below(context, position).map(Parameter::Count));
    rules.measure("organisation.span_above", |context, position| span_above(context, position).map(Parameter::Count));
    rules.measure("organisation.depth", |context, position| depth(context, position).map(Parameter::Count));
    rules.measure("organisation.too_deep", |context, position| {
        depth(context, position).filter(|depth| *depth > limit(context, org_limits::DEPTH_MAX, DEPTH_MAX)).map(Parameter::Count)
    });
    rules.measure("organisation.in_circle", |context, position| depth(context, position).is_none().then_some(Parameter::Count(1)));
    rules.measure("organisation.load", |context, position| load(context, position).map(Parameter::Ratio));
    rules.measure("organisation.needed", |context, position| needed(context, position).map(Parameter::Count));
    rules.measure("organisation.people", |context, department| Some(Parameter::Count(people(context, department))));
    rules.measure("organisation.functions", |_, department| functions(department).map(Parameter::List));
    rules.figure("organisation.depth", |context| {
        context.records.of_kind("position").filter_map(|record| depth(context, record)).max().map(Parameter::Count)
    });
    rules.figure("organisation.vacancies", |context| {
        let open: Vec<i64> = context.records.of_kind("position").filter_map(|record| vacancy(context, record)).collect();
        (!open.is_empty()).then(|| Parameter::Count(open.iter().sum()))
    });
    rules.add("organisation.function_twice", function_twice, &["function", "departments"]);
    rules.add("organisation.function_homeless", function_homeless, &["function"]);
}

/// How many people hold a position: as typed, else as many as the list of people names.
pub fn holders(context: &Context<'_>, position: &Record) -> i64 {
    position::FILLED.get(position).unwrap_or_else(|| linked(context, "person", person::POSITION, position.id).count() as i64)
}

/// Posts not filled; below zero there are more people than posts. `None` without a headcount.
pub fn vacancy(context: &Context<'_>, position: &Record) -> Option<i64> {
    Some(position::HEADCOUNT.get(position)? - holders(context, position))
}

/// How many people report to a position directly; `None` when no position reports to it.
pub fn span(context: &Context<'_>, position: &Record) -> Option<i64> {
    let mut below = linked(context, "position", position::REPORTS_TO, position.id).peekable();
    below.peek()?;
    Some(below.map(|record| holders(context, record)).sum())
}

/// The least span, where the span is below it (P03.2.2: 3 unless the company says otherwise).
pub fn span_below(context: &Context<'_>, position: &Record) -> Option<i64> {
    Some(limit(context, org_limits::SPAN_MIN, SPAN_MIN)).filter(|least| span(context, position).is_some_and(|span| span < *least))
}

/// The greatest span, where the span is above it (P03.2.2: 12 unless the company says otherwise).
pub fn span_above(context: &Context<'_>, position: &Record) -> Option<i64> {
    Some(limit(context, org_limits::SPAN_MAX, SPAN_MAX)).filter(|most| span(context, position).is_some_and(|span| span > *most))
}

/// The level counted from the top, which is 1; `None` when the reporting line runs in a circle.
pub fn depth(context: &Context<'_>, position: &Record) -> Option<i64> {
    let mut seen: Vec<Id> = vec![position.id];
    let mut above = position::REPORTS_TO.get(position);
    while let Some(id) = above {
        if seen.contains(&id) {
            return None;
        }
        let Some(record) = context.records.get(id) else { break };
        seen.push(id);
        above = position::REPORTS_TO.get(record.as_ref());
    }
    Some(seen.len() as i64)
}

fn weekly_hours(context: &Context<'_>) -> Decimal {
    limit(context, org_limits::WEEKLY_HOURS, Decimal::from_int(40))
}

/// Hours of work against the hours of the people there: 1.2 is 120 %.
pub fn load(context: &Context<'_>, position: &Record) -> Option<Decimal> {
    let hours = Decimal::from_int(holders(context, position)).times(weekly_hours(context));
    position::WORKLOAD.get(position)?.over(hours)
}

/// People needed for the workload, rounded up (P03.3.1).
pub fn needed(context: &Context<'_>, position: &Record) -> Option<i64> {
    let people = position::WORKLOAD.get(position)?.over(weekly_hours(context))?;
    Some(people.millionths().div_euclid(1_000_000) + i64::from(people.millionths().rem_euclid(1_000_000) > 0))
}

/// People of a department: as typed, else those of the list.
pub fn people(context: &Context<'_>, department: &Record) -> i64 {
    department::SIZE.get(department).unwrap_or_else(|| linked(context, "person", person::DEPARTMENT, department.id).count() as i64)
}

fn codes(department: &Record) -> Vec<String> {
    let rows = department::FUNCTIONS_HERE.get(department).unwrap_or_default();
    rows.iter().filter_map(|row| department::FUNCTION.get(row)).collect()
}

/// The functions at home in a department, by their labels.
fn functions(department: &Record) -> Option<Vec<Parameter>> {
    let labels: Vec<Parameter> = codes(department).iter().map(|function| function_label(function)).collect();
    (!labels.is_empty()).then_some(labels)
}

/// The departments in which each function is at home.
fn homes<'a>(context: &'a Context<'_>) -> BTreeMap<String, Vec<&'a Record>> {
    let mut homes: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in context.records.of_kind("department") {
        for function in codes(record) {
            homes.entry(function).or_default().push(record);
        }
    }
    homes
}

fn function_label(function: &str) -> Parameter {
    Parameter::key(format!("choice.department.functions.function.{function}"))
}

fn function_twice(context: &Context<'_>) -> Vec<Hit> {
    let doubled = homes(context).into_iter().filter(|(_, at)| at.len() > 1);
    doubled
        .filter_map(|(function, at)| {
            let named = at.iter().map(|record| flow::title_of(record, context)).collect();
            let hit = Hit::on(at.last()?, context).field(department::FUNCTIONS_HERE.name());
            Some(hit.with("function", function_label(&function)).with("departments", Parameter::List(named)))
        })
        .collect()
}

fn function_homeless(context: &Context<'_>) -> Vec<Hit> {
    if context.records.count("department") == 0 {
        return Vec::new();
    }
    let homes = homes(context);
    let homeless = department::FUNCTIONS.iter().filter(|function| !homes.contains_key(**function));
    homeless
        .map(|function| {
            let hit = Hit { field: Some(Key::new(department::FUNCTIONS_HERE.name())), ..Hit::of_kind("department") };
            hit.with("function", function_label(function))
        })
        .collect()
}
