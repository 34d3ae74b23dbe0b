//! Coverage of the team goal and fit of persons and roles (P10.1).

use flow::{Context, Parameter, Rules};
use model::{Decimal, Handle, Id, Link, Record, Score};

use crate::organisation::rules::linked;
use crate::teamwork::{team, team_role};

/// The fields of `competency_level`, the skill matrix of pillar 6.
const LEVEL_PERSON: Handle<Link> = Handle::new("person");
const LEVEL_COMPETENCY: Handle<Link> = Handle::new("competency");
const LEVEL: Handle<Score> = Handle::new("level");

pub(super) fn register(rules: &mut Rules) {
    rules.measure("teamwork.coverage", |context, team| coverage(context, team).map(Parameter::Ratio));
    rules.measure("teamwork.members_without_role", |context, team| {
        let missing = without_role(context, team);
        (!missing.is_empty()).then(|| Parameter::List(missing.into_iter().filter_map(|id| titled(context, id)).collect()))
    });
    rules.measure("teamwork.unread", |context, team| {
        let unread = roles(context, team).into_iter().filter(|role| team_role::READ_ON.get(*role).is_none());
        let people: Vec<Parameter> = unread.filter_map(|role| titled(context, team_role::PERSON.get(role)?)).collect();
        (!people.is_empty()).then_some(Parameter::List(people))
    });
    rules.measure("teamwork.level", |context, role| own_level(context, role).map(Parameter::Count));
    rules.measure("teamwork.level_gap", |context, role| level_gap(context, role).map(Parameter::Count));
    rules.measure("teamwork.best_fit", |context, role| best_fit(context, role).and_then(|id| titled(context, id)));
}

fn titled(context: &Context<'_>, id: Id) -> Option<Parameter> {
    let record = context.records.get(id)?;
    Some(Parameter::Record(id, Box::new(flow::title_of(record, context))))
}

fn roles<'a>(context: &'a Context<'_>, team: &Record) -> Vec<&'a Record> {
    linked(context, "team_role", team_role::TEAM, team.id).map(AsRef::as_ref).collect()
}

/// Share of the roles whose holder has read and understood goal and part (S161: four of five are 80 %).
pub fn coverage(context: &Context<'_>, team: &Record) -> Option<Decimal> {
    let roles = roles(context, team);
    let read = roles.iter().filter(|role| team_role::READ_ON.get(**role).is_some()).count();
    Decimal::from_int(read as i64).over(Decimal::from_int(roles.len() as i64))
}

/// Members of the team that have no role in it.
pub fn without_role(context: &Context<'_>, team: &Record) -> Vec<Id> {
    let holders: Vec<Id> = roles(context, team).into_iter().filter_map(|role| team_role::PERSON.get(role)).collect();
    team::MEMBERS.get(team).unwrap_or_default().into_iter().filter(|member| !holders.contains(member)).collect()
}

fn level_of(context: &Context<'_>, person: Id, competency: Id) -> Option<i64> {
    let levels = linked(context, "competency_level", LEVEL_PERSON, person);
    levels.filter(|record| LEVEL_COMPETENCY.get(record.as_ref()) == Some(competency)).filter_map(|record| LEVEL.get(record.as_ref())).max()
}

/// Level of the holder in the skill that the role needs.
pub fn own_level(context: &Context<'_>, role: &Record) -> Option<i64> {
    level_of(context, team_role::PERSON.get(role)?, team_role::COMPETENCY.get(role)?)
}

/// How many levels the holder lacks; `None` when there is nothing to lack or nothing is known.
pub fn level_gap(context: &Context<'_>, role: &Record) -> Option<i64> {
    let gap = team_role::NEEDED_LEVEL.get(role)? - own_level(context, role)?;
    (gap > 0).then_some(gap)
}

/// The member of the team who is best at the skill; of equals the one who holds the role, else the first.
pub fn best_fit(context: &Context<'_>, role: &Record) -> Option<Id> {
    let competency = team_role::COMPETENCY.get(role)?;
    let holder = team_role::PERSON.get(role);
    let team = context.records.get(team_role::TEAM.get(role)?)?;
    let members = team::MEMBERS.get(team.as_ref()).unwrap_or_default();
    let known = members.into_iter().enumerate().filter_map(|(place, member)| Some((level_of(context, member, competency)?, place, member)));
    known.max_by_key(|(level, place, member)| (*level, Some(*member) == holder, std::cmp::Reverse(*place))).map(|(_, _, member)| member)
}
