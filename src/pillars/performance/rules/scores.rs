//! From readings, goals and standards to points: weight × attainment with direction, floor and
//! cap, and the grade of a score (P05.2.1, P05.3.2).

use std::sync::Arc;

use flow::Context;
use model::Order as _;
use model::{Date, Decimal, Id, Object, Record, RecordSet, Span};

use crate::goals::{goal, target_share};
use crate::performance::{evaluation, evaluation_scheme as scheme, indicator, reading, score_line, standard};

/// Attainment counts at most so much when neither standard nor scheme says anything: 120 %.
pub fn usual_cap() -> Decimal {
    Decimal::from_millionths(1_200_000)
}

fn linked(records: &RecordSet, id: Option<Id>) -> Option<&Arc<Record>> {
    records.get(id?)
}

/// The evaluation that a line belongs to.
pub fn run_of<'a>(context: &Context<'a>, line: &Record) -> Option<&'a Arc<Record>> {
    linked(context.records, score_line::EVALUATION.get(line))
}

/// The scheme of an evaluation.
pub fn scheme_of<'a>(context: &Context<'a>, run: &Record) -> Option<&'a Arc<Record>> {
    linked(context.records, evaluation::SCHEME.get(run))
}

/// The period of an evaluation; a day that has come when it has none.
fn period_of(context: &Context<'_>, run: Option<&Arc<Record>>) -> Span {
    run.and_then(|run| evaluation::PERIOD.get(run.as_ref())).unwrap_or(Span { from: Date::MIN, to: context.today })
}

/// The standard of an indicator: one made for this person before one that holds for everyone.
pub fn standard_of<'a>(context: &Context<'a>, indicator: Id, person: Option<Id>) -> Option<&'a Arc<Record>> {
    let of_indicator = || context.records.of_kind("standard").filter(|known| standard::INDICATOR.get(known.as_ref()) == Some(indicator));
    let persons = |known: &Record| standard::PERSONS.get(known).unwrap_or_default();
    let own = of_indicator().find(|known| person.is_some_and(|person| persons(known).contains(&person)));
    own.or_else(|| of_indicator().find(|known| persons(known).is_empty())).or_else(|| of_indicator().next())
}

/// The goal that a line measures: its own, or the first of the scheme or the run with its indicator.
pub fn goal_of<'a>(context: &Context<'a>, line: &Record) -> Option<&'a Arc<Record>> {
    if let Some(own) = linked(context.records, score_line::GOAL.get(line)) {
        return Some(own);
    }
    let (run, wanted) = (run_of(context, line)?, score_line::INDICATOR.get(line)?);
    let of_scheme = scheme_of(context, run).and_then(|found| scheme::GOALS.get(found.as_ref())).unwrap_or_default();
    let of_run = evaluation::WEIGHTS.get(run.as_ref()).unwrap_or_default();
    let of_run = of_run.iter().filter_map(|row| evaluation::WEIGHTED_GOAL.get(row)).collect::<Vec<_>>();
    let goals = of_scheme.into_iter().chain(of_run).filter_map(|id| context.records.get(id));
    goals.into_iter().find(|found| goal::INDICATOR.get(found.as_ref()) == Some(wanted))
}

/// The weight of a line: of its indicator in the scheme, else of its goal in the run.
pub fn weight(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    let (run, wanted) = (run_of(context, line)?, score_line::INDICATOR.get(line)?);
    let set = scheme_of(context, run).and_then(|found| scheme::INDICATORS.get(found.as_ref())).unwrap_or_default();
    let of_scheme = set.iter().find(|row| scheme::INDICATOR.get(*row) == Some(wanted)).and_then(|row| scheme::WEIGHT.get(row));
    of_scheme.or_else(|| {
        let goal = goal_of(context, line)?.id;
        let rows = evaluation::WEIGHTS.get(run.as_ref())?;
        rows.iter().find(|row| evaluation::WEIGHTED_GOAL.get(*row) == Some(goal)).and_then(|row| evaluation::GOAL_WEIGHT.get(row))
    })
}

/// What the goal says for the end of a period: its milestone on that day, its target when it is
/// due then, else the last milestone inside the period.
pub fn goal_value(goal: &Record, period: Span) -> Option<Decimal> {
    let milestones = goal::MILESTONES.get(goal).unwrap_or_default();
    let mut dated: Vec<(Date, Decimal)> =
        milestones.iter().filter_map(|row| goal::MILESTONE_DATE.get(row).zip(goal::MILESTONE_VALUE.get(row))).collect();
    dated.order_by_key(|(date, _)| *date);
    if let Some((_, value)) = dated.iter().find(|(date, _)| *date == period.to) {
        return Some(*value);
    }
    if goal::DUE.get(goal).is_some_and(|due| due <= period.to) {
        return goal::TARGET.get(goal);
    }
    dated.iter().rev().find(|(date, _)| period.from <= *date && *date <= period.to).map(|(_, value)| *value)
}

/// What a person carries of a goal in a period, from its breakdown (L46); shares without a month are for the whole year.
fn own_share(context: &Context<'_>, goal: Id, person: Id, period: Span) -> Option<Decimal> {
    let shares = context
        .records
        .of_kind("target_share")
        .filter(|share| target_share::GOAL.get(share.as_ref()) == Some(goal) && target_share::PERSON.get(share.as_ref()) == Some(person));
    let inside = shares.filter(|share| {
        let first = target_share::MONTH.get(share.as_ref()).and_then(model::Month::first_day);
        first.is_none_or(|day| period.from <= day && day <= period.to)
    });
    let amounts: Vec<Decimal> = inside.filter_map(|share| target_share::AMOUNT.get(share.as_ref())).collect();
    (!amounts.is_empty()).then(|| amounts.into_iter().sum())
}

/// The target of a line: typed, else the person's share of the goal or the goal itself, else of the standard. A goal's number is never
/// typed twice (L03).
pub fn target(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    if let Some(typed) = score_line::TARGET.get(line) {
        return Some(typed);
    }
    let run = run_of(context, line);
    let of_goal = goal_of(context, line).and_then(|goal| {
        let person = run.and_then(|run| evaluation::PERSON.get(run.as_ref()));
        person.and_then(|person| own_share(context, goal.id, person, period_of(context, run))).or_else(|| goal_value(goal, period_of(context, run)))
    });
    of_goal.or_else(|| standard::TARGET.get(line_standard(context, line)?.as_ref()))
}

fn line_standard<'a>(context: &Context<'a>, line: &Record) -> Option<&'a Arc<Record>> {
    let person = run_of(context, line).and_then(|run| evaluation::PERSON.get(run.as_ref()));
    standard_of(context, score_line::INDICATOR.get(line)?, person)
}

/// The readings of an indicator for the whole, or for one person, in order of date. For the whole, months without a
/// reading take what other records already hold.
pub fn readings(context: &Context<'_>, indicator: Id, person: Option<Id>) -> Vec<(Date, Decimal)> {
    let mut found: Vec<(Date, Decimal)> = context
        .records
        .of_kind("reading")
        .filter(|known| reading::INDICATOR.get(known.as_ref()) == Some(indicator) && reading::PERSON.get(known.as_ref()) == person)
        .filter(|known| [reading::REGION, reading::CHANNEL, reading::PRODUCT].into_iter().all(|part| part.get(known.as_ref()).is_none()))
        .filter_map(|known| reading::DATE.get(known.as_ref()).zip(reading::VALUE.get(known.as_ref())))
        .collect();
    if person.is_none() {
        let taken: Vec<Date> = found.iter().map(|(date, _)| *date).collect();
        found.extend(super::computed::readings(context, indicator, &taken));
    }
    found.order_by_key(|(date, _)| *date);
    found
}

/// What other records hold of an indicator beside the readings of these days, for the whole (L11–L14).
pub fn computed(context: &Context<'_>, indicator: Id, taken: &[Date]) -> Vec<(Date, Decimal)> {
    super::computed::readings(context, indicator, taken)
}

/// Values of single periods add up.
pub fn adds_up(context: &Context<'_>, indicator: Id) -> bool {
    context.records.get(indicator).and_then(|known| indicator::ADDS_UP.get(known.as_ref())).unwrap_or(false)
}

/// The value of a period from the readings in it: the sum of what adds up, else the last.
pub fn value_in(context: &Context<'_>, indicator: Id, person: Option<Id>, period: Span) -> Option<Decimal> {
    let inside: Vec<Decimal> = readings(context, indicator, person)
        .into_iter()
        .filter(|(date, _)| period.from <= *date && *date <= period.to)
        .map(|(_, value)| value)
        .collect();
    if adds_up(context, indicator) { (!inside.is_empty()).then(|| inside.into_iter().sum()) } else { inside.last().copied() }
}

/// The actual of a line: typed, else from the readings of the period (L04, L11).
pub fn actual(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    if let Some(typed) = score_line::ACTUAL.get(line) {
        return Some(typed);
    }
    let run = run_of(context, line);
    let person = run.and_then(|run| evaluation::PERSON.get(run.as_ref()));
    value_in(context, score_line::INDICATOR.get(line)?, person, period_of(context, run))
}

/// The way an indicator is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// The nearer to the target, the better.
    Band,
}

/// The direction of an indicator; more is better while it says nothing.
pub fn direction(context: &Context<'_>, indicator: Id) -> Direction {
    match context.records.get(indicator).and_then(|known| indicator::DIRECTION.get(known.as_ref())).as_deref() {
        Some("lower") => Direction::Lower,
        Some("band") => Direction::Band,
        _ => Direction::Higher,
    }
}

/// Actual against target, 1 = reached; `None` when the target is zero. Nothing left of what should
/// be little counts as full attainment.
pub fn ratio(actual: Decimal, target: Decimal, direction: Direction) -> Option<Decimal> {
    match direction {
        Direction::Higher => actual.over(target),
        Direction::Lower if actual <= Decimal::ZERO => Some(Decimal::ONE),
        Direction::Lower => target.over(actual),
        Direction::Band => (actual - target).abs().over(target.abs()).map(|distance| (Decimal::ONE - distance).max(Decimal::ZERO)),
    }
}

/// What an attainment counts: nothing below the floor, never more than the cap.
pub fn counted(attainment: Decimal, floor: Option<Decimal>, cap: Decimal) -> Decimal {
    if floor.is_some_and(|floor| attainment < floor) { Decimal::ZERO } else { attainment.min(cap).max(Decimal::ZERO) }
}

/// Actual against target of a line, before floor and cap.
pub fn attainment(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    ratio(actual(context, line)?, target(context, line)?, direction(context, score_line::INDICATOR.get(line)?))
}

/// Points of a line: weight × counted attainment × 100.
pub fn points(context: &Context<'_>, line: &Record) -> Option<Decimal> {
    let standard = line_standard(context, line);
    let floor = standard.and_then(|known| standard::FLOOR.get(known.as_ref()));
    let cap = standard.and_then(|known| standard::CAP.get(known.as_ref())).or_else(|| {
        let run = run_of(context, line)?;
        scheme::CAP.get(scheme_of(context, run)?.as_ref())
    });
    let counted = counted(attainment(context, line)?, floor, cap.unwrap_or_else(usual_cap));
    Some(weight(context, line)?.times(counted).times(Decimal::from_int(100)))
}

/// The lines of an evaluation.
pub fn lines(context: &Context<'_>, run: Id) -> Vec<Arc<Record>> {
    context.records.of_kind("score_line").filter(|line| score_line::EVALUATION.get(line.as_ref()) == Some(run)).cloned().collect()
}

/// The total of an evaluation; none while a line has no points (P05.3.2, K84).
pub fn total(context: &Context<'_>, run: &Record) -> Option<Decimal> {
    let lines = lines(context, run.id);
    let points: Option<Vec<Decimal>> = lines.iter().map(|line| points(context, line)).collect();
    points.filter(|points| !points.is_empty()).map(|points| points.into_iter().sum())
}

/// Sum of the weights of the lines of an evaluation.
pub fn weight_sum(context: &Context<'_>, run: &Record) -> Decimal {
    lines(context, run.id).iter().filter_map(|line| weight(context, line)).sum()
}

/// The grade of so many points: the highest band that begins at or below.
pub fn grade(bands: &[Object], points: Decimal) -> Option<String> {
    let starts = bands.iter().filter_map(|row| standard::BAND_FROM.get(row).zip(standard::BAND_GRADE.get(row)));
    starts.filter(|(from, _)| *from <= points).max_by_key(|(from, _)| *from).map(|(_, grade)| grade)
}

fn scheme_bands(context: &Context<'_>, run: &Record) -> Vec<Object> {
    scheme_of(context, run).and_then(|found| scheme::BANDS.get(found.as_ref())).unwrap_or_default()
}

/// The grade of a line, by its standard, else by the scheme.
pub fn line_grade(context: &Context<'_>, line: &Record) -> Option<String> {
    let own = line_standard(context, line).and_then(|known| standard::BANDS.get(known.as_ref())).filter(|bands| !bands.is_empty());
    let bands = own.or_else(|| Some(scheme_bands(context, run_of(context, line)?)))?;
    grade(&bands, attainment(context, line)?.times(Decimal::from_int(100)))
}

/// The grade of the total.
pub fn total_grade(context: &Context<'_>, run: &Record) -> Option<String> {
    grade(&scheme_bands(context, run), total(context, run)?.rounded(2))
}

/// The newest value of an indicator and its day; of what adds up, the sum since the year began.
pub fn newest(context: &Context<'_>, indicator: Id) -> Option<(Date, Decimal)> {
    let past: Vec<(Date, Decimal)> = readings(context, indicator, None).into_iter().filter(|(date, _)| *date <= context.today).collect();
    let (last, value) = *past.last()?;
    if !adds_up(context, indicator) {
        return Some((last, value));
    }
    let same_year = |date: Date| model::Month::of(date).year == model::Month::of(last).year;
    Some((last, past.iter().filter(|(date, _)| same_year(*date)).map(|(_, value)| *value).sum()))
}

/// What the newest value should be: of the goal with this indicator, its next milestone or its
/// target; else the target of the standard.
pub fn wanted(context: &Context<'_>, indicator: Id, on: Date) -> Option<Decimal> {
    let mut goals: Vec<_> = context.records.of_kind("goal").filter(|known| goal::INDICATOR.get(known.as_ref()) == Some(indicator)).collect();
    goals.order_by_key(|known| goal::LEVEL.get(known.as_ref()).as_deref() != Some("company"));
    let of_goal = goals.first().and_then(|known| {
        let milestones = goal::MILESTONES.get(known.as_ref()).unwrap_or_default();
        let dated = milestones.iter().filter_map(|row| goal::MILESTONE_DATE.get(row).zip(goal::MILESTONE_VALUE.get(row)));
        let next = dated.filter(|(date, _)| *date >= on).min_by_key(|(date, _)| *date);
        next.map(|(_, value)| value).or_else(|| goal::TARGET.get(known.as_ref()))
    });
    of_goal.or_else(|| standard::TARGET.get(standard_of(context, indicator, None)?.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        model::parse_number(text).unwrap_or_default()
    }

    fn check(actual: &str, target: &str, direction: Direction, expected: Option<&str>) {
        assert_eq!(ratio(number(actual), number(target), direction).map(|ratio| ratio.rounded(4)), expected.map(number));
    }

    #[test]
    fn attainment_follows_the_direction() {
        check("23.8M", "24M", Direction::Higher, Some("0.9917"));
        check("5", "4", Direction::Lower, Some("0.8"));
        check("0", "4", Direction::Lower, Some("1"));
        check("110", "100", Direction::Band, Some("0.9"));
        check("90", "100", Direction::Band, Some("0.9"));
        check("300", "100", Direction::Band, Some("0"));
        check("1", "0", Direction::Higher, None);
        check("1", "0", Direction::Band, None);
    }

    #[test]
    fn floor_and_cap_bound_what_counts() {
        let cap = usual_cap();
        assert_eq!(counted(number("0.59"), Some(number("0.6")), cap), Decimal::ZERO);
        assert_eq!(counted(number("0.6"), Some(number("0.6")), cap), number("0.6"));
        assert_eq!(counted(number("1.5"), None, cap), cap);
        assert_eq!(counted(number("-1"), None, cap), Decimal::ZERO);
    }
}
