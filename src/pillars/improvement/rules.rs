//! What follows from feedback, suggestions and improvements: how long answers take, what a measure
//! has really changed, and what is missing in meetings and evaluations.

use std::collections::BTreeSet;

use flow::{Context, Hit, Parameter, Rules};
use model::{
    Choice, Date, DateField, Decimal, FieldType, Fields, Handle, Id, Link, Links, Record, RecordSet, Rows, add_days, add_months, measure_of,
};

use super::{feedback_channel, improvement_action, suggestion, system_review};
use crate::goals::goal;
use crate::organisation::person;
use crate::performance::{evaluation, indicator};

/// Kinds of goals whose indicators an evaluation of marketing covers (P07.2.2), each with the code
/// of its indicator.
pub const FOUR: [(&str, &str); 4] = [("sales", "K01"), ("share", "K04"), ("satisfaction", "K15"), ("awareness", "K09")];

/// Who came to a meeting, and to which series it belongs; the kinds are declared in pillars 10 and 3.
const MEETING: &str = "meeting";
const ATTENDANCE: Handle<Rows> = Handle::<Rows>::new("attendance");
const PRESENT: Handle<Link> = Handle::<Link>::new("person");
const PRESENCE: Handle<Choice> = Handle::<Choice>::new("presence");
const SERIES: Handle<Link> = Handle::<Link>::new("mechanism");
const INVITED: Handle<Links> = Handle::<Links>::new("departments");

/// What an evaluation counts by besides its goals; declared in pillar 5.
const SCHEME: Handle<Link> = Handle::<Link>::new("scheme");
const SCHEME_ROWS: Handle<Rows> = Handle::<Rows>::new("indicators");
const SCORE_LINE: &str = "score_line";
const LINE_RUN: Handle<Link> = Handle::<Link>::new("evaluation");
const COUNTED_BY: Handle<Link> = Handle::<Link>::new("indicator");

/// Adds rules, measures and figures of pillar 7.
pub fn register(rules: &mut Rules) {
    rules
        .add("improvement.other_department", other_department, &["record"])
        .add("improvement.four_indicators", four_indicators, &["record", "missing"])
        .add("improvement.check_late", check_late, &["record", "date"])
        .add("improvement.review_due", review_due, &["record", "date"]);
    rules
        .measure("improvement.response_days", |_, record| response_days(record).map(Parameter::Count))
        .measure("improvement.next_check", |_, record| next_check(record).map(Parameter::Date))
        .measure("improvement.days_late", |context, record| days_late(record, context.today).map(Parameter::Count))
        .measure("improvement.expected_change", |context, record| measured(context, record, expected_change(record)?))
        .measure("improvement.real_change", |context, record| measured(context, record, real_change(record)?))
        .measure("improvement.effect_rate", |_, record| effect_rate(record).map(Parameter::Ratio))
        .measure("improvement.maturity", |_, record| maturity(record).map(Parameter::Number));
    rules.figure("improvement.indicators_covered", |context| {
        let missing = missing_indicators(latest_evaluation(context)?, context).len();
        Decimal::from_int((FOUR.len() - missing) as i64).over(Decimal::from_int(FOUR.len() as i64)).map(Parameter::Ratio)
    });
}

/// Days from receiving a suggestion to answering it; `None` before that (P07.3.1).
pub fn response_days(suggestion: &Record) -> Option<i64> {
    let (received, answered) = (suggestion::RECEIVED.get(suggestion)?, suggestion::ANSWERED_ON.get(suggestion)?);
    Some((answered - received).num_days().max(0))
}

/// The day on which a way for feedback is to be looked at again: its last check and its cycle.
pub fn next_check(channel: &Record) -> Option<Date> {
    let last = feedback_channel::LAST_CHECKED.get(channel)?;
    match feedback_channel::CHECK_EVERY.get(channel)?.as_str() {
        "day" => Some(add_days(last, 1)),
        "week" => Some(add_days(last, 7)),
        "month" => Some(add_months(last, 1)),
        "quarter" => Some(add_months(last, 3)),
        _ => None,
    }
}

/// Days by which an improvement still under way is past its due date; `None` when it is not.
pub fn days_late(action: &Record, today: Date) -> Option<i64> {
    let open = matches!(improvement_action::STATUS.get(action).as_deref(), None | Some("plan" | "doing"));
    let days = (today - improvement_action::DUE.get(action)?).num_days();
    (open && days > 0).then_some(days)
}

/// The change that was planned, from → to.
pub fn expected_change(action: &Record) -> Option<Decimal> {
    Some(improvement_action::EFFECT_TO.get(action)? - improvement_action::EFFECT_FROM.get(action)?)
}

/// The change that was reached, from → actual.
pub fn real_change(action: &Record) -> Option<Decimal> {
    Some(improvement_action::ACTUAL.get(action)? - improvement_action::EFFECT_FROM.get(action)?)
}

/// How much of the planned change was reached, 1 for all of it; also for values that shall fall.
pub fn effect_rate(action: &Record) -> Option<Decimal> {
    real_change(action)?.over(expected_change(action)?)
}

/// Mean maturity of the pillars looked at in a review of the system, 1 to 5.
pub fn maturity(review: &Record) -> Option<Decimal> {
    let marks: Vec<i64> = system_review::MATURITIES.iter().filter_map(|pillar| pillar.get(review)).collect();
    Decimal::from_int(marks.iter().sum()).over(Decimal::from_int(marks.len() as i64))
}

/// A change in the unit of the action's indicator.
fn measured(context: &Context<'_>, action: &Record, change: Decimal) -> Option<Parameter> {
    let unit_kind = measure_of(context.records, &improvement_action::ACTUAL.def, action);
    Some(Parameter::measured(change, unit_kind.as_deref()))
}

/// Meetings where everyone who came is of one department (P07.2.1). A series held for one department
/// alone is meant so, and a meeting without a list of people is asked for in pillar 10.
fn other_department(context: &Context<'_>) -> Vec<Hit> {
    let department_of = |id| context.records.get(id).and_then(|record| person::DEPARTMENT.get(&**record));
    let one_sided = |record: &Record| {
        let series = SERIES.get(record).and_then(|id| context.records.get(id));
        let is_internal = series.and_then(|series| INVITED.get(&**series)).is_some_and(|departments| departments.len() == 1);
        let rows = ATTENDANCE.get(record).unwrap_or_default();
        let came = rows.iter().filter(|row| PRESENCE.get(*row).as_deref() != Some("absent"));
        let people: Vec<_> = came.filter_map(|row| PRESENT.get(row)).collect();
        let departments: BTreeSet<_> = people.iter().filter_map(|id| department_of(*id)).collect();
        !is_internal && !people.is_empty() && departments.len() < 2
    };
    let meetings = context.records.of_kind(MEETING).filter(|record| one_sided(record));
    meetings.map(|record| Hit::on(record, context).field(ATTENDANCE.name())).collect()
}

/// The newest evaluation of marketing as a whole: the last one whose period is over, else the last
/// one planned. Appraisals of single people say nothing about the four indicators.
fn latest_evaluation<'a>(context: &Context<'a>) -> Option<&'a Record> {
    let runs = context.records.of_kind(evaluation::EVALUATION.name).map(|record| &**record);
    let end = |record: &Record| evaluation::PERIOD.get(record).map(|period| period.to);
    let whole = runs.filter(|record| evaluation::PERSON.get(*record).is_none());
    whole.max_by_key(|record| (end(record).is_none_or(|day| day <= context.today), end(record), record.id))
}

/// The indicators that an evaluation counts by: those of its goals, of its scheme and of its lines.
fn indicators_of(run: &Record, context: &Context<'_>) -> BTreeSet<Id> {
    let weighted = evaluation::WEIGHTS.get(run).unwrap_or_default();
    let goals = weighted.iter().filter_map(|row| evaluation::WEIGHTED_GOAL.get(row)).filter_map(|id| context.records.get(id));
    let scheme = SCHEME.get(run).and_then(|id| context.records.get(id)).and_then(|scheme| SCHEME_ROWS.get(&**scheme)).unwrap_or_default();
    let lines = context.records.of_kind(SCORE_LINE).filter(|line| LINE_RUN.get(&***line) == Some(run.id));
    let of_goals = goals.filter_map(|goal| goal::INDICATOR.get(&**goal));
    of_goals.chain(scheme.iter().filter_map(|row| COUNTED_BY.get(row))).chain(lines.filter_map(|line| COUNTED_BY.get(&**line))).collect()
}

/// The kinds of goals that an evaluation does not cover.
pub fn missing_indicators(run: &Record, context: &Context<'_>) -> Vec<&'static str> {
    let rows = evaluation::WEIGHTS.get(run).unwrap_or_default();
    let goals = rows.iter().filter_map(|row| evaluation::WEIGHTED_GOAL.get(row)).filter_map(|id| context.records.get(id));
    let kinds: BTreeSet<String> = goals.filter_map(|goal| goal::GOAL_KIND.get(&**goal)).collect();
    let codes: BTreeSet<String> = indicators_of(run, context).into_iter().filter_map(|id| indicator::CODE.get(&**context.records.get(id)?)).collect();
    FOUR.into_iter().filter(|(kind, code)| !kinds.contains(*kind) && !codes.contains(*code)).map(|(kind, _)| kind).collect()
}

fn four_indicators(context: &Context<'_>) -> Vec<Hit> {
    let Some(run) = latest_evaluation(context) else { return Vec::new() };
    let missing = missing_indicators(run, context);
    if missing.is_empty() {
        return Vec::new();
    }
    let names = missing.into_iter().map(|kind| Parameter::choice(goal::GOAL.name, goal::GOAL_KIND.name(), kind)).collect();
    vec![Hit::on(run, context).field(evaluation::WEIGHTS.name()).with("missing", Parameter::List(names))]
}

fn check_late(context: &Context<'_>) -> Vec<Hit> {
    let channels = context.records.of_kind(feedback_channel::FEEDBACK_CHANNEL.name);
    let late = channels.filter_map(|record| Some((record, next_check(record).filter(|day| *day < context.today)?)));
    late.map(|(record, day)| Hit::on(record, context).field(feedback_channel::LAST_CHECKED.name()).with("date", Parameter::Date(day))).collect()
}

fn review_due(context: &Context<'_>) -> Vec<Hit> {
    latest_due(context, system_review::SYSTEM_REVIEW.name, None, system_review::REVIEWED_ON, system_review::NEXT_REVIEW)
}

/// Of each group the latest record, when the day it names for the next review has passed. Older
/// records have been followed by a later one, so their days no longer count.
pub(crate) fn latest_due(
    context: &Context<'_>,
    kind: &str,
    group: Option<Handle<Link>>,
    dated: Handle<DateField>,
    next: Handle<DateField>,
) -> Vec<Hit> {
    let due = latest_of(context.records, kind, group, dated).into_iter().filter_map(|record| {
        let day = next.get(record).filter(|day| *day < context.today)?;
        Some(Hit::on(record, context).field(next.name()).with("date", Parameter::Date(day)))
    });
    due.collect()
}

/// The latest record of each group, by a date; among equals the one made last.
pub(crate) fn latest_of<'a, T: FieldType>(records: &'a RecordSet, kind: &str, group: Option<Handle<Link>>, dated: Handle<T>) -> Vec<&'a Record> {
    let mut latest: Vec<&Record> = Vec::new();
    for record in records.of_kind(kind) {
        let of = |record: &Record| group.and_then(|group| group.get(record));
        // Dates and spans are written so that their text sorts by time.
        let when = |record: &Record| record.field(dated.name()).map(|json| json.get("to").unwrap_or(json).to_string());
        match latest.iter_mut().find(|known| of(known) == of(record)) {
            Some(known) if when(record) >= when(known) => *known = record,
            Some(_) => {}
            None => latest.push(record),
        }
    }
    latest
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ReplicaId, Stamp};
    use proptest::prelude::*;

    fn record(kind: &str) -> Record {
        Record::new(Id::from_number(1), kind, Stamp { time: 1, counter: 0, replica: ReplicaId(1) })
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn check(every: &str, last: &str, expected: &str) {
        let channel =
            record("feedback_channel").with(feedback_channel::LAST_CHECKED, date(last)).with(feedback_channel::CHECK_EVERY, every.to_owned());
        assert_eq!(next_check(&channel), Some(date(expected)));
    }

    #[test]
    fn a_way_for_feedback_is_due_one_cycle_after_its_last_check() {
        check("day", "2026-06-30", "2026-07-01");
        check("week", "2026-06-30", "2026-07-07");
        check("month", "2026-01-31", "2026-02-28");
        check("quarter", "2026-03-31", "2026-06-30");
    }

    proptest! {
        #[test]
        fn the_rate_of_effect_is_one_at_the_target_and_zero_at_the_start(from in -1000_i64..1000, step in 1_i64..500, falls in any::<bool>()) {
            let to = if falls { from - step } else { from + step };
            let action = |actual: i64| record("improvement_action")
                .with(improvement_action::EFFECT_FROM, Decimal::from_int(from))
                .with(improvement_action::EFFECT_TO, Decimal::from_int(to))
                .with(improvement_action::ACTUAL, Decimal::from_int(actual));
            prop_assert_eq!(effect_rate(&action(to)), Some(Decimal::from_int(1)));
            prop_assert_eq!(effect_rate(&action(from)), Some(Decimal::ZERO));
            prop_assert_eq!(real_change(&action(to)), expected_change(&action(to)));
        }
    }
}
