//! Competencies: what a position needs, what a person has, the gap between them and who is ready
//! for the next level (P06.1.2, P06.4.1; K92, S106, S109).

use std::sync::Arc;

use flow::{Context, Hit, Parameter, title_of};
use model::{Decimal, FieldType, Fields, Id, Link, Record};

use crate::people::{career_level, competency_level, competency_need, course, promotion_case, training_session};
use crate::performance::evaluation;
use crate::performance::rules::scores;

/// The position a person holds; a field of pillar 3, read by its name.
pub fn position_of(person: &Record) -> Option<Id> {
    person.field("position").and_then(Link::read)
}

/// Competencies with the level that the position of a person needs, in the order of the list.
pub fn needs(context: &Context<'_>, person: &Record) -> Vec<(Id, i64)> {
    let Some(position) = position_of(person) else { return Vec::new() };
    let mut needs: Vec<(Id, i64)> = Vec::new();
    for need in context.records.of_kind("competency_need").filter(|need| competency_need::POSITION.get(need.as_ref()) == Some(position)) {
        let Some((competency, level)) = competency_need::COMPETENCY.get(need.as_ref()).zip(competency_need::LEVEL.get(need.as_ref())) else {
            continue;
        };
        match needs.iter_mut().find(|(known, _)| *known == competency) {
            Some((_, known)) => *known = level.max(*known),
            None => needs.push((competency, level)),
        }
    }
    needs
}

/// The level a person has, by the latest assessment.
pub fn held(context: &Context<'_>, person: Id, competency: Id) -> Option<i64> {
    let of_both = |known: &Record| competency_level::PERSON.get(known) == Some(person) && competency_level::COMPETENCY.get(known) == Some(competency);
    let assessed = context.records.of_kind("competency_level").filter(|known| of_both(known));
    assessed.max_by_key(|known| competency_level::ASSESSED_ON.get(known.as_ref())).and_then(|known| competency_level::LEVEL.get(known.as_ref()))
}

/// Needed less held, never below zero; not yet assessed counts as nothing held.
pub fn gaps(context: &Context<'_>, person: &Record) -> Vec<(Id, i64)> {
    let gap = |(competency, needed): (Id, i64)| (competency, (needed - held(context, person.id, competency).unwrap_or(0)).max(0));
    needs(context, person).into_iter().map(gap).collect()
}

/// Sum of the gaps of a person; `None` while the position needs nothing (K92).
pub fn gap_sum(context: &Context<'_>, person: &Record) -> Option<i64> {
    let gaps = gaps(context, person);
    (!gaps.is_empty()).then(|| gaps.into_iter().map(|(_, gap)| gap).sum())
}

/// The level that the position of the person needs, for one assessment.
pub fn needed(context: &Context<'_>, assessment: &Record) -> Option<i64> {
    let person = context.records.get(competency_level::PERSON.get(assessment)?)?;
    let wanted = competency_level::COMPETENCY.get(assessment)?;
    needs(context, person).into_iter().find(|(competency, _)| *competency == wanted).map(|(_, level)| level)
}

/// The gap that one assessment shows.
pub fn gap(context: &Context<'_>, assessment: &Record) -> Option<i64> {
    Some((needed(context, assessment)? - competency_level::LEVEL.get(assessment)?).max(0))
}

fn teaches(found: &Record, competency: Id) -> bool {
    course::COMPETENCIES.get(found).is_some_and(|list| list.contains(&competency))
}

/// Courses tagged with a competency.
pub fn courses_for<'a>(context: &Context<'a>, competency: Id) -> Vec<&'a Arc<Record>> {
    context.records.of_kind("course").filter(|found| teaches(found, competency)).collect()
}

fn titled(context: &Context<'_>, record: &Record) -> Parameter {
    Parameter::Record(record.id, Box::new(title_of(record, context)))
}

/// Courses that would close the gap of an assessment.
pub fn suggested(context: &Context<'_>, assessment: &Record) -> Option<Parameter> {
    let open = gap(context, assessment).is_some_and(|gap| gap > 0);
    let courses = courses_for(context, competency_level::COMPETENCY.get(assessment)?);
    (open && !courses.is_empty()).then(|| Parameter::List(courses.into_iter().map(|found| titled(context, found)).collect()))
}

/// Mean level needed and held of a competency over the people whose position needs it, and the sum
/// of their gaps.
pub fn of_team(context: &Context<'_>, competency: Id) -> Option<(Decimal, Decimal, i64)> {
    let mut people = 0;
    let (mut need, mut have, mut open) = (0, 0, 0);
    for person in context.records.of_kind("person") {
        for (_, level) in needs(context, person).into_iter().filter(|(known, _)| *known == competency) {
            let held = held(context, person.id, competency).unwrap_or(0);
            people += 1;
            need += level;
            have += held;
            open += (level - held).max(0);
        }
    }
    let mean = |sum: i64| Decimal::from_int(sum).over(Decimal::from_int(people)).map(|mean| mean.rounded(1));
    Some((mean(need)?, mean(have)?, open))
}

/// People whose position needs something that nobody has assessed.
fn unassessed(context: &Context<'_>) -> Vec<Hit> {
    let hit = |person: &Arc<Record>| {
        let open = needs(context, person).into_iter().filter(|(competency, _)| held(context, person.id, *competency).is_none());
        let list: Vec<Parameter> = open.filter_map(|(competency, _)| context.records.get(competency)).map(|found| titled(context, found)).collect();
        (!list.is_empty()).then(|| Hit::on(person, context).with("competencies", Parameter::List(list)))
    };
    context.records.of_kind("person").filter_map(hit).collect()
}

/// Gaps of two levels and more for which the person sits in no session, held or planned.
fn uncovered(context: &Context<'_>) -> Vec<Hit> {
    let attends = |person: Id, competency: Id| {
        context.records.of_kind("training_session").any(|session| {
            let invited = training_session::ATTENDEES.get(session.as_ref()).is_some_and(|list| list.contains(&person));
            let course = training_session::COURSE.get(session.as_ref()).and_then(|id| context.records.get(id));
            invited
                && training_session::STATUS.get(session.as_ref()).as_deref() != Some("cancelled")
                && course.is_some_and(|found| teaches(found, competency))
        })
    };
    let mut hits = Vec::new();
    for person in context.records.of_kind("person") {
        for (competency, gap) in gaps(context, person).into_iter().filter(|(competency, gap)| *gap >= 2 && !attends(person.id, *competency)) {
            let Some(named) = context.records.get(competency) else { continue };
            hits.push(Hit::on(person, context).with("competency", titled(context, named)).with("gap", Parameter::Count(gap)));
        }
    }
    hits
}

/// What a level asks for, and whether the person of a case shows it.
pub fn requirements(context: &Context<'_>, case: &Record) -> Vec<(Parameter, bool)> {
    let Some((person, level)) = promotion_case::PERSON.get(case).zip(promotion_case::LEVEL.get(case).and_then(|id| context.records.get(id))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for row in career_level::COMPETENCIES.get(level.as_ref()).unwrap_or_default() {
        let Some((competency, wanted)) = career_level::COMPETENCY.get(&row).zip(career_level::LEVEL.get(&row)) else { continue };
        let Some(named) = context.records.get(competency) else { continue };
        found.push((titled(context, named), held(context, person, competency).is_some_and(|held| held >= wanted)));
    }
    if let Some(wanted) = career_level::SCORE.get(level.as_ref()) {
        let runs = context.records.of_kind("evaluation").filter(|run| evaluation::PERSON.get(run.as_ref()) == Some(person));
        let reached = runs.filter(|run| scores::total(context, run).is_some_and(|total| total.rounded(2) >= wanted)).count();
        let times = career_level::SCORE_TIMES.get(level.as_ref()).unwrap_or(1);
        found.push((Parameter::field("career_level", "score"), i64::try_from(reached).is_ok_and(|reached| reached >= times)));
    }
    if let Some(months) = career_level::MONTHS.get(level.as_ref()) {
        let since = promotion_case::SINCE.get(case).map(|since| i64::from(model::months_between(since, context.today)));
        found.push((Parameter::field("career_level", "months"), since.is_some_and(|since| since >= months)));
    }
    found
}

/// Share of the requirements that are met; `None` while the level asks for nothing.
pub fn readiness(context: &Context<'_>, case: &Record) -> Option<Decimal> {
    let all = requirements(context, case);
    let met = all.iter().filter(|(_, met)| *met).count();
    Decimal::from_int(i64::try_from(met).ok()?).over(Decimal::from_int(i64::try_from(all.len()).ok()?))
}

/// Registers rules and measures of this file.
pub fn register(rules: &mut flow::Rules) {
    rules.add("people.unassessed", unassessed, &["record", "competencies"]).add("people.uncovered", uncovered, &["record", "competency", "gap"]);
    rules
        .measure("people.needed", |context, found| needed(context, found).map(Parameter::Count))
        .measure("people.gap", |context, found| gap(context, found).map(Parameter::Count))
        .measure("people.gap_sum", |context, person| gap_sum(context, person).map(Parameter::Count))
        .measure("people.suggested_courses", suggested)
        .measure("people.team_need", |context, found| of_team(context, found.id).map(|(need, ..)| Parameter::Number(need)))
        .measure("people.team_level", |context, found| of_team(context, found.id).map(|(_, have, _)| Parameter::Number(have)))
        .measure("people.team_gap", |context, found| of_team(context, found.id).map(|(.., open)| Parameter::Count(open)))
        .measure("people.readiness", |context, case| readiness(context, case).map(Parameter::Ratio))
        .measure("people.missing", |context, case| {
            let missing: Vec<Parameter> = requirements(context, case).into_iter().filter(|(_, met)| !met).map(|(named, _)| named).collect();
            (!missing.is_empty()).then_some(Parameter::List(missing))
        });
    rules.figure("people.gap_total", |context| {
        let sums: Vec<i64> = context.records.of_kind("person").filter_map(|person| gap_sum(context, person)).collect();
        (!sums.is_empty()).then(|| Parameter::Count(sums.into_iter().sum()))
    });
}
