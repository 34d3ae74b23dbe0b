//! Training: presence, test gain, hours, money, and the load of mentors (P06.2, P06.3, P06.4.3;
//! K90, K91, S105, S107, S108, S111).

use std::sync::Arc;

use flow::{Context, Parameter};
use model::{Decimal, Id, Money, Record};

use crate::people::{course, mentorship, training_plan, training_record, training_session};

/// Most people a mentor takes at a time while nothing else is written.
pub const MENTEES: i64 = 3;

fn share(part: usize, whole: usize) -> Option<Decimal> {
    Decimal::from_int(i64::try_from(part).ok()?).over(Decimal::from_int(i64::try_from(whole).ok()?))
}

/// The records of a session.
fn of_session<'a>(context: &Context<'a>, session: Id) -> Vec<&'a Arc<Record>> {
    context.records.of_kind("training_record").filter(|found| training_record::SESSION.get(found.as_ref()) == Some(session)).collect()
}

fn is_present(found: &Record) -> bool {
    training_record::PRESENCE.get(found).as_deref() == Some("present")
}

/// Present ÷ recorded of a session; `None` before anybody is recorded.
pub fn presence(context: &Context<'_>, session: &Record) -> Option<Decimal> {
    let all = of_session(context, session.id);
    share(all.iter().filter(|found| is_present(found)).count(), all.len())
}

/// Present ÷ recorded over all sessions held.
pub fn presence_of_all(context: &Context<'_>) -> Option<Decimal> {
    let all: Vec<&Arc<Record>> =
        context.records.of_kind("training_session").filter(|session| is_held(session)).flat_map(|session| of_session(context, session.id)).collect();
    share(all.iter().filter(|found| is_present(found)).count(), all.len())
}

/// Points after less points before (K91).
pub fn gain(found: &Record) -> Option<Decimal> {
    Some(training_record::TEST_AFTER.get(found)? - training_record::TEST_BEFORE.get(found)?)
}

/// Gain ÷ points before.
pub fn gain_rate(found: &Record) -> Option<Decimal> {
    gain(found)?.over(training_record::TEST_BEFORE.get(found)?)
}

fn mean(values: &[Decimal]) -> Option<Decimal> {
    values.iter().copied().sum::<Decimal>().over(Decimal::from_int(i64::try_from(values.len()).ok()?))
}

/// Mean gain of a session, or of everybody who was tested twice.
pub fn mean_gain(context: &Context<'_>, session: Option<Id>) -> Option<Decimal> {
    let all =
        context.records.of_kind("training_record").filter(|found| session.is_none_or(|id| training_record::SESSION.get(found.as_ref()) == Some(id)));
    mean(&all.filter_map(|found| gain(found)).collect::<Vec<_>>())
}

fn is_held(session: &Record) -> bool {
    training_session::STATUS.get(session).as_deref() == Some("held")
}

fn course_of<'a>(context: &Context<'a>, session: &Record) -> Option<&'a Arc<Record>> {
    context.records.get(training_session::COURSE.get(session)?)
}

/// Hours of a session, else of its course.
pub fn hours(context: &Context<'_>, session: &Record) -> Option<Decimal> {
    training_session::HOURS.get(session).or_else(|| course::HOURS.get(course_of(context, session)?.as_ref()))
}

/// Hours a person taught in sessions held (P06.2.2.1).
pub fn hours_given(context: &Context<'_>, person: Id) -> Option<Decimal> {
    let sessions = context
        .records
        .of_kind("training_session")
        .filter(|session| is_held(session) && training_session::TRAINER.get(session.as_ref()) == Some(person));
    let hours: Vec<Decimal> = sessions.filter_map(|session| hours(context, session)).collect();
    (!hours.is_empty()).then(|| hours.into_iter().sum())
}

/// Hours a person was present.
pub fn hours_learned(context: &Context<'_>, person: Id) -> Option<Decimal> {
    let records =
        context.records.of_kind("training_record").filter(|found| training_record::PERSON.get(found.as_ref()) == Some(person) && is_present(found));
    let sessions = records.filter_map(|found| context.records.get(training_record::SESSION.get(found.as_ref())?));
    let hours: Vec<Decimal> = sessions.filter_map(|session| hours(context, session)).collect();
    (!hours.is_empty()).then(|| hours.into_iter().sum())
}

/// The sessions of a plan: those that name it, and those of its courses that name none.
fn sessions_of<'a>(context: &Context<'a>, plan: &Record) -> Vec<&'a Arc<Record>> {
    let courses = training_plan::COURSES.get(plan).unwrap_or_default();
    let belongs = |session: &Record| match training_session::PLAN.get(session) {
        Some(of) => of == plan.id,
        None => training_session::COURSE.get(session).is_some_and(|of| courses.contains(&of)),
    };
    context.records.of_kind("training_session").filter(|session| belongs(session)).collect()
}

fn cost(context: &Context<'_>, session: &Record) -> Money {
    training_session::COST.get(session).or_else(|| course::COST.get(course_of(context, session)?.as_ref())).unwrap_or_default()
}

/// Money of the sessions held of a plan.
pub fn spent(context: &Context<'_>, plan: &Record) -> Money {
    sessions_of(context, plan).into_iter().filter(|session| is_held(session)).map(|session| cost(context, session)).sum()
}

/// Money of all sessions of a plan that are not called off, and of its courses without a session (S105).
pub fn planned_cost(context: &Context<'_>, plan: &Record) -> Money {
    let sessions = sessions_of(context, plan);
    let of_sessions: Money = sessions
        .iter()
        .filter(|session| training_session::STATUS.get(session.as_ref()).as_deref() != Some("cancelled"))
        .map(|session| cost(context, session))
        .sum();
    let dated: Vec<Id> = sessions.iter().filter_map(|session| training_session::COURSE.get(session.as_ref())).collect();
    let undated = training_plan::COURSES.get(plan).unwrap_or_default().into_iter().filter(|id| !dated.contains(id));
    let of_courses: Money = undated.filter_map(|id| course::COST.get(context.records.get(id)?.as_ref())).sum();
    of_sessions + of_courses
}

/// Spent ÷ budget of a plan.
pub fn budget_use(context: &Context<'_>, plan: &Record) -> Option<Decimal> {
    spent(context, plan).major().over(training_plan::BUDGET.get(plan)?.major())
}

/// Courses of a plan of which at least one session was held.
pub fn courses_held(context: &Context<'_>, plan: &Record) -> usize {
    let held: Vec<Id> = sessions_of(context, plan)
        .into_iter()
        .filter(|session| is_held(session))
        .filter_map(|session| training_session::COURSE.get(session.as_ref()))
        .collect();
    training_plan::COURSES.get(plan).unwrap_or_default().into_iter().filter(|id| held.contains(id)).count()
}

/// People a mentor guides now (S111).
pub fn mentees(context: &Context<'_>, person: Id) -> usize {
    running(context, person).count()
}

fn running<'a>(context: &Context<'a>, mentor: Id) -> impl Iterator<Item = &'a Arc<Record>> + use<'a> {
    let is_open = |found: &Record| mentorship::STATUS.get(found).as_deref() != Some("ended");
    context.records.of_kind("mentorship").filter(move |found| mentorship::MENTOR.get(found.as_ref()) == Some(mentor) && is_open(found))
}

/// Most people this mentor takes: the smallest limit written, else three.
pub fn mentee_limit(context: &Context<'_>, person: Id) -> i64 {
    running(context, person).filter_map(|found| mentorship::LIMIT.get(found.as_ref())).min().unwrap_or(MENTEES)
}

fn count(number: usize) -> Option<Parameter> {
    i64::try_from(number).ok().map(Parameter::Count)
}

/// Registers measures and figures of this file.
pub fn register(rules: &mut flow::Rules) {
    rules
        .measure("people.presence", |context, session| presence(context, session).map(Parameter::Ratio))
        .measure("people.test_gain", |_, found| gain(found).map(Parameter::Number))
        .measure("people.test_gain_rate", |_, found| gain_rate(found).map(Parameter::Ratio))
        .measure("people.mean_gain", |context, session| mean_gain(context, Some(session.id)).map(Parameter::Number))
        .measure("people.hours_given", |context, person| hours_given(context, person.id).map(Parameter::Number))
        .measure("people.hours_learned", |context, person| hours_learned(context, person.id).map(Parameter::Number))
        .measure("people.spent", |context, plan| Some(Parameter::Money(spent(context, plan))))
        .measure("people.planned_cost", |context, plan| Some(Parameter::Money(planned_cost(context, plan))))
        .measure("people.budget_use", |context, plan| budget_use(context, plan).map(Parameter::Ratio))
        .measure("people.courses_held", |context, plan| count(courses_held(context, plan)))
        .measure("people.mentees", |context, person| count(mentees(context, person.id)))
        .measure("people.mentee_limit", |context, person| Some(Parameter::Count(mentee_limit(context, person.id))));
    rules
        .figure("people.presence", |context| presence_of_all(context).map(Parameter::Ratio))
        .figure("people.mean_gain", |context| mean_gain(context, None).map(Parameter::Number));
}
