//! What is judged and what follows from it: effects of improvements as causes (L06, L07), what a score leads to
//! (L25, L26), what colleagues say (L42).

use std::sync::Arc;

use flow::{Context, Parameter, Rules, title_of};
use model::{Date, Decimal, Id, Money, Record, Span, measure_of};

use super::full_loop::belongs;
use super::{listed, named};
use crate::goals::rules::reviews;
use crate::goals::{goal, goal_review};
use crate::improvement::improvement_action as action;
use crate::improvement::rules::real_change;
use crate::organisation::person;
use crate::people::career_level;
use crate::performance::rules::scores;
use crate::performance::{evaluation, evaluation_scheme as scheme, score_line};
use crate::teamwork::peer_feedback;

/// Registers what this file computes.
pub(super) fn register(rules: &mut Rules) {
    rules
        .measure("links.effects_on_goal", |context, found| told(context, effects_on_goal(context, found)))
        .measure("links.effects_in_review", |context, review| {
            let goal = context.records.get(goal_review::GOAL.get(review)?)?;
            let until = goal_review::REVIEWED_ON.get(review).unwrap_or(context.today);
            let before = reviews::reviews(goal, context).into_iter().filter(|other| other.id != review.id);
            let since = before.filter_map(|other| goal_review::REVIEWED_ON.get(&*other)).filter(|day| *day < until).max();
            told(context, checked(context, goal, since, until))
        })
        .measure("links.effects_in_run", |context, run| told(context, effects_in_run(context, run)))
        .measure("links.counted_actions", |context, run| told(context, counted(context, run.id)))
        .measure("links.counted_effective", |context, run| {
            let all = counted(context, run.id);
            let good = all.iter().filter(|action| action::EFFECTIVE.get(&****action).as_deref() == Some("yes")).count();
            crate::customers::rules::share(good, all.len()).map(Parameter::Ratio)
        })
        .measure("links.next_level", |context, run| next_level(context, run).map(|level| named(context, level)))
        .measure("links.competencies_short", |context, run| {
            let found = context.records.get(evaluation::PERSON.get(run)?)?;
            let gaps = crate::people::rules::competence::gaps(context, found);
            listed(context, gaps.into_iter().filter_map(|(id, _)| context.records.get(id)))
        })
        .measure("links.pay_preview", |context, run| pay_preview(context, run).map(Parameter::Money))
        .measure("links.pay_factor", |context, run| pay_factor(context, run).map(Parameter::Ratio))
        .measure("links.heard_of_colleagues", |context, run| listed(context, heard(context, run)));
}

/// Improvements with the change they brought.
fn told(context: &Context<'_>, actions: Vec<&Arc<Record>>) -> Option<Parameter> {
    let line = |found: &Arc<Record>| {
        let unit_kind = measure_of(context.records, &action::ACTUAL.def, found);
        let change = real_change(found).map(|change| Parameter::measured(change, unit_kind.as_deref()));
        let title = Parameter::Record(found.id, Box::new(title_of(found, context)));
        change.map_or(title.clone(), |change| Parameter::Record(found.id, Box::new(Parameter::Name(vec![title_of(found, context), change]))))
    };
    let lines: Vec<Parameter> = actions.into_iter().map(line).collect();
    (!lines.is_empty()).then_some(Parameter::List(lines))
}

/// Improvements for a goal whose effect was measured after one day and until another.
fn checked<'a>(context: &Context<'a>, goal: &Record, since: Option<Date>, until: Date) -> Vec<&'a Arc<Record>> {
    let measure = goal::INDICATOR.get(goal);
    let all = context.records.of_kind(action::IMPROVEMENT_ACTION.name).filter(|found| belongs(found, goal.id, measure));
    let inside = |day: Date| since.is_none_or(|since| day > since) && day <= until;
    all.filter(|found| action::ACTUAL.get(&***found).is_some() && action::CHECKED_ON.get(&***found).is_some_and(inside)).collect()
}

/// Effects since the last review of a goal: causes for the next one (L06).
pub fn effects_on_goal<'a>(context: &Context<'a>, goal: &Record) -> Vec<&'a Arc<Record>> {
    checked(context, goal, reviews::last_review(goal, context), context.today)
}

/// Effects inside the period of an evaluation on the indicators it counts (L06).
pub fn effects_in_run<'a>(context: &Context<'a>, run: &Record) -> Vec<&'a Arc<Record>> {
    let period = evaluation::PERIOD.get(run).unwrap_or(Span { from: Date::MIN, to: context.today });
    let counted: Vec<Id> = scores::lines(context, run.id).iter().filter_map(|line| score_line::INDICATOR.get(&**line)).collect();
    let all = context.records.of_kind(action::IMPROVEMENT_ACTION.name);
    all.filter(|found| action::INDICATOR.get(&***found).is_some_and(|id| counted.contains(&id)))
        .filter(|found| action::ACTUAL.get(&***found).is_some())
        .filter(|found| action::CHECKED_ON.get(&***found).is_some_and(|day| period.from <= day && day <= period.to))
        .collect()
}

/// Improvements that count in an evaluation (L07).
pub fn counted<'a>(context: &Context<'a>, run: Id) -> Vec<&'a Arc<Record>> {
    context.records.of_kind(action::IMPROVEMENT_ACTION.name).filter(|found| action::COUNTS_IN.get(&***found) == Some(run)).collect()
}

/// The rung above the one of the person's position; the lowest one while the position stands on none. Only the newest
/// evaluation of a person leads there.
pub fn next_level<'a>(context: &Context<'a>, run: &Record) -> Option<&'a Arc<Record>> {
    let about = evaluation::PERSON.get(run)?;
    let mut runs = context.records.of_kind(evaluation::EVALUATION.name).filter(|other| evaluation::PERSON.get(&***other) == Some(about));
    let end = |other: &Record| evaluation::PERIOD.get(other).map(|period| period.to);
    if runs.any(|other| end(other) > end(run) && scores::total(context, other).is_some()) {
        return None;
    }
    let position = person::POSITION.get(&**context.records.get(about)?);
    let levels = || context.records.of_kind(career_level::CAREER_LEVEL.name);
    let own = levels().find(|level| position.is_some() && career_level::POSITION.get(&***level) == position);
    match own {
        Some(own) => levels().find(|level| career_level::BELOW.get(&***level) == Some(own.id)),
        None => levels().min_by_key(|level| (career_level::RANK.get(&***level), level.id)),
    }
}

/// The share of the variable pay that the points of an evaluation earn: of the band they fall into, else the points
/// themselves, 90 of 100 for 90 % (P05.A13, L25).
pub fn pay_factor(context: &Context<'_>, run: &Record) -> Option<Decimal> {
    let points = scores::total(context, run)?;
    let rule = scores::scheme_of(context, run)?;
    let bands = scheme::PAY_BANDS.get(&**rule).unwrap_or_default();
    if bands.is_empty() {
        return points.over(Decimal::from_int(100));
    }
    let starts = bands.iter().filter_map(|row| scheme::PAY_FROM.get(row).zip(scheme::PAY_FACTOR.get(row)));
    Some(starts.filter(|(from, _)| *from <= points).max_by_key(|(from, _)| *from).map_or(Decimal::ZERO, |(_, factor)| factor))
}

/// Base and variable pay of the rule with the points of an evaluation. A preview with example figures, not payroll.
pub fn pay_preview(context: &Context<'_>, run: &Record) -> Option<Money> {
    let rule = scores::scheme_of(context, run)?;
    let base = scheme::PAY_BASE.get(&**rule).unwrap_or(Money(0));
    let variable = scheme::PAY_VARIABLE.get(&**rule)?.major().times(pay_factor(context, run)?);
    Some(Money(base.0.saturating_add(Money::from_major(variable).0)))
}

/// What colleagues said about the person of an evaluation inside its period, where superiors may see it (L42).
pub fn heard<'a>(context: &Context<'a>, run: &Record) -> Vec<&'a Arc<Record>> {
    let Some(about) = evaluation::PERSON.get(run) else { return Vec::new() };
    let period = evaluation::PERIOD.get(run).unwrap_or(Span { from: Date::MIN, to: context.today });
    let open = |found: &Record| matches!(peer_feedback::VISIBILITY.get(found).as_deref(), Some("superior" | "team"));
    let inside = |found: &Record| peer_feedback::GIVEN_ON.get(found).is_some_and(|day| period.from <= day && day <= period.to);
    let all = context.records.of_kind(peer_feedback::PEER_FEEDBACK.name).filter(|found| peer_feedback::TO.get(&***found) == Some(about));
    all.filter(|found| open(found) && inside(found)).collect()
}
