//! Fresh or stale, covered or not, collected in time or late (P04.3.1–P04.3.3), and the four sub-systems at a glance.

use chrono::Days;
use flow::{Context, Hit, Parameter, Rules};
use model::{Date, Decimal, Record, add_months};

use super::{counted, is_one_of, leads, lists, past, share};
use crate::information::{
    analysis_run, collection_plan, field_report, info_source, info_system, intel_item, internal_report, research_project, survey,
};

/// Above this share, in millionths, of items from salespeople and dealers the market department should go and look itself (P04.A07).
const FRONT_LINE_LIMIT: i64 = 500_000;
/// From so many items on the mix of sources says something.
const ITEMS_FOR_A_MIX: usize = 5;
/// More missed rounds than this are not counted one by one.
const MOST_ROUNDS: i32 = 1000;

/// Adds what this file works out.
pub fn register(rules: &mut Rules) {
    rules.measure("information.need_newest", |context, need| newest(context, need).map(Parameter::Date));
    rules.measure("information.need_age", |context, need| age(context, need).map(Parameter::Count));
    rules.measure("information.need_over", |context, need| over_limit(context, need).map(Parameter::Count));
    rules.measure("information.next_due", |context, plan| next_due(context, plan).map(Parameter::Date));
    rules.measure("information.missed_cycles", |context, plan| Some(counted(missed_cycles(context, plan))));
    rules.measure("information.system_count", |context, system| system_count(context, system).map(counted));
    rules.measure("information.system_newest", |context, system| system_newest(context, system).map(Parameter::Date));
    rules.figure("information.front_line_share", |context| front_line_share(context).map(Parameter::Ratio));
    rules.add("information.source_mix", source_mix, &["share"]);
}

/// The date of the newest item that answers a need: news, a report, a study, an analysis or a round of collecting.
pub fn newest(context: &Context<'_>, need: &Record) -> Option<Date> {
    let mut dates: Vec<Date> = Vec::new();
    let records = context.records;
    for item in records.of_kind("intel_item").filter(|item| lists(item, intel_item::NEEDS, need.id)) {
        dates.extend(past(context, item, intel_item::DATE));
    }
    let sent = |report: &Record| is_one_of(report, internal_report::STATUS, &["sent", "archived"]);
    for report in records.of_kind("internal_report").filter(|report| lists(report, internal_report::NEEDS, need.id) && sent(report)) {
        dates.extend(past(context, report, internal_report::ENDS_ON));
    }
    for study in records.of_kind("research_project").filter(|study| lists(study, research_project::NEEDS, need.id)) {
        dates.extend(
            past(context, study, research_project::ENDS_ON).filter(|_| is_one_of(&**study, research_project::STATUS, &["done", "delivered"])),
        );
    }
    for run in records.of_kind("analysis_run").filter(|run| lists(run, analysis_run::NEEDS, need.id)) {
        dates.extend(past(context, run, analysis_run::DATE));
    }
    for plan in records.of_kind("collection_plan").filter(|plan| leads(plan, collection_plan::NEED, need.id)) {
        dates.extend(last_done(context, plan));
    }
    dates.into_iter().max()
}

/// Days since the newest item.
pub fn age(context: &Context<'_>, need: &Record) -> Option<i64> {
    newest(context, need).map(|date| (context.today - date).num_days())
}

/// Days by which the newest item is older than the need allows; 0 while it is fresh, nothing without an item or a limit.
pub fn over_limit(context: &Context<'_>, need: &Record) -> Option<i64> {
    let limit = crate::information::info_need::FRESHNESS_DAYS.get(need)?.millionths() / 1_000_000;
    age(context, need).map(|age| (age - limit).max(0))
}

/// When something was last collected: as typed, or the newest item filed under the plan.
fn last_done(context: &Context<'_>, plan: &Record) -> Option<Date> {
    let filed = context.records.of_kind("intel_item").filter(|item| leads(item, intel_item::COLLECTION, plan.id));
    let filed = filed.filter_map(|item| past(context, item, intel_item::DATE)).max();
    past(context, plan, collection_plan::LAST_DONE).max(filed)
}

/// So many rounds after a date; nothing for an unknown frequency.
pub fn after(date: Date, frequency: &str, rounds: i32) -> Option<Date> {
    let days = |days: i32| date.checked_add_days(Days::new(u64::from(rounds.saturating_mul(days).unsigned_abs())));
    match frequency {
        "day" => days(1),
        "week" => days(7),
        "two_weeks" => days(14),
        "month" => Some(add_months(date, rounds)),
        "quarter" => Some(add_months(date, rounds.saturating_mul(3))),
        "half_year" => Some(add_months(date, rounds.saturating_mul(6))),
        "year" => Some(add_months(date, rounds.saturating_mul(12))),
        _ => None,
    }
}

/// The due date that lies so many rounds after the next one.
fn due_in(context: &Context<'_>, plan: &Record, rounds: i32) -> Option<Date> {
    if is_one_of(plan, collection_plan::STATUS, &["paused", "ended"]) {
        return None;
    }
    let frequency = collection_plan::FREQUENCY.get(plan)?;
    let first = collection_plan::FIRST_DUE.get(plan);
    match last_done(context, plan) {
        Some(last) if first.is_none_or(|first| last >= first) => after(last, &frequency, rounds + 1),
        _ => after(first?, &frequency, rounds),
    }
}

/// When the next round is due: one interval after the last one, the first due date before there was any.
pub fn next_due(context: &Context<'_>, plan: &Record) -> Option<Date> {
    due_in(context, plan, 0)
}

/// Rounds that were due before today and did not take place (S75).
pub fn missed_cycles(context: &Context<'_>, plan: &Record) -> usize {
    (0..MOST_ROUNDS).take_while(|rounds| due_in(context, plan, *rounds).is_some_and(|due| due < context.today)).count()
}

/// The dated records of a sub-system; planned reports do not count.
fn dates_of(context: &Context<'_>, system: &Record) -> Option<(usize, Option<Date>)> {
    let records = context.records;
    let dated = |kind: &str, handle| records.of_kind(kind).map(|record| past(context, record, handle)).collect::<Vec<_>>();
    let dates = match info_system::SYSTEM.get(system)?.as_str() {
        "internal" => {
            let written = records.of_kind("internal_report").filter(|report| !is_one_of(&***report, internal_report::STATUS, &["planned"]));
            written.map(|report| past(context, report, internal_report::ENDS_ON)).collect()
        }
        "intelligence" => [dated("intel_item", intel_item::DATE), dated("field_report", field_report::DATE)].concat(),
        "research" => [dated("research_project", research_project::ENDS_ON), dated("survey", survey::CLOSES_ON)].concat(),
        "analysis" => dated("analysis_run", analysis_run::DATE),
        _ => return None,
    };
    Some((dates.len(), dates.into_iter().flatten().max()))
}

/// How many records a sub-system has (S70).
pub fn system_count(context: &Context<'_>, system: &Record) -> Option<usize> {
    dates_of(context, system).map(|(count, _)| count)
}

/// The date of its newest record that is not ahead.
pub fn system_newest(context: &Context<'_>, system: &Record) -> Option<Date> {
    dates_of(context, system).and_then(|(_, newest)| newest)
}

/// Share of the items with a known origin that come from salespeople and dealers (P04.A07).
pub fn front_line_share(context: &Context<'_>) -> Option<Decimal> {
    let origins = origins(context);
    share(origins.iter().filter(|origin| ["sales", "dealer"].contains(&origin.as_str())).count(), origins.len())
}

fn origins(context: &Context<'_>) -> Vec<String> {
    let sources = context.records.of_kind("intel_item").filter_map(|item| intel_item::SOURCE.get(&**item));
    sources.filter_map(|id| info_source::ORIGIN.get(&**context.records.get(id)?)).collect()
}

fn source_mix(context: &Context<'_>) -> Vec<Hit> {
    if origins(context).len() < ITEMS_FOR_A_MIX {
        return Vec::new();
    }
    let share = front_line_share(context).filter(|share| share.millionths() > FRONT_LINE_LIMIT);
    share.map(|share| Hit::of_kind("info_source").field("origin").with("share", Parameter::Ratio(share))).into_iter().collect()
}
