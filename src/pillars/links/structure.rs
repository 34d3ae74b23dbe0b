//! What the organisation tells the daily work: late tasks for the agenda (L19), what a description asks for (L20),
//! duties that a change of the organisation moves (L23), how departments work together (L43).

use std::collections::BTreeSet;
use std::sync::Arc;

use flow::{Context, Hit, Parameter, Rules};
use model::{Decimal, Id, Record};

use super::{listed, named};
use crate::channels::channel;
use crate::organisation::{department_relation as relation, job_description as description, org_change};
use crate::people::competency_need;
use crate::performance::{alert, standard};
use crate::plan::rules::load::days_late;
use crate::plan::task;
use crate::teamwork::{joint_project, meeting};

/// Registers what this file computes.
pub(super) fn register(rules: &mut Rules) {
    rules.add("links.reassign", reassign, &["record", "change", "departments"]);
    rules
        .measure("links.late_tasks", |context, found| listed(context, late_tasks(context, found)))
        .measure("links.agenda_tasks", |context, found| {
            let ids = meeting::TASKS.get(found).unwrap_or_default();
            let all = ids.into_iter().filter_map(|id| context.records.get(id)).chain(late_tasks(context, found));
            listed(context, all)
        })
        .measure("links.new_alerts", |context, found| texts(new_alerts(context, found)))
        .measure("links.agenda_with_alerts", |context, found| {
            texts(meeting::AGENDA.get(found).unwrap_or_default().into_iter().chain(new_alerts(context, found)).collect())
        })
        .measure("links.description_needs", |context, found| {
            let position = description::POSITION.get(found)?;
            let needs = context.records.of_kind(competency_need::COMPETENCY_NEED.name);
            listed(context, needs.filter(|need| competency_need::POSITION.get(&***need) == Some(position)))
        })
        .measure("links.description_standards", |context, found| {
            let holder = description::HOLDER.get(found)?;
            let standards = context.records.of_kind(standard::STANDARD.name);
            listed(context, standards.filter(|known| standard::PERSONS.get(&***known).is_some_and(|persons| persons.contains(&holder))))
        })
        .measure("links.cooperation", |context, found| cooperation(context, found).map(Parameter::Number))
        .measure("links.joint_projects", |context, found| listed(context, joint(context, found)));
}

/// Open tasks past their day that are not on the agenda of any meeting still to come (L19).
pub fn late_tasks<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    let coming = context
        .records
        .of_kind(meeting::MEETING.name)
        .filter(|other| other.id == found.id || meeting::STATUS.get(&***other).as_deref() == Some("planned"));
    let known: BTreeSet<Id> = coming.flat_map(|other| meeting::TASKS.get(&**other).unwrap_or_default()).collect();
    context.records.of_kind(task::TASK.name).filter(|task| days_late(context, task).is_some() && !known.contains(&task.id)).collect()
}

fn texts(lines: Vec<String>) -> Option<Parameter> {
    (!lines.is_empty()).then(|| Parameter::List(lines.into_iter().map(Parameter::Text).collect()))
}

/// Open alerts, in words, that the agenda does not hold yet (L44).
pub fn new_alerts(context: &Context<'_>, found: &Record) -> Vec<String> {
    let agenda = meeting::AGENDA.get(found).unwrap_or_default();
    let open = context.records.of_kind(alert::ALERT.name).filter(|known| alert::STATUS.get(&***known).as_deref() != Some("closed"));
    open.filter_map(|known| alert::TEXT.get(&**known)).filter(|text| !agenda.contains(text)).collect()
}

/// Channels whose department is part of a change in force that they do not know of (L23).
fn reassign(context: &Context<'_>) -> Vec<Hit> {
    let changes =
        context.records.of_kind(org_change::ORG_CHANGE.name).filter(|change| org_change::STATUS.get(&***change).as_deref() == Some("in_force"));
    let mut hits = Vec::new();
    for change in changes {
        let moved = org_change::DEPARTMENTS.get(&**change).unwrap_or_default();
        for found in crate::channels::rules::live(context.records) {
            let own = channel::DEPARTMENT.get(&**found).into_iter().chain(channel::HELPING.get(&**found).unwrap_or_default());
            let hit: Vec<&Arc<Record>> = own.filter(|id| moved.contains(id)).filter_map(|id| context.records.get(id)).collect();
            let known = channel::ORG_CHANGE.get(&**found).is_some_and(|id| known_change(context, id) >= org_change::EFFECTIVE_ON.get(&**change));
            if !hit.is_empty() && !known {
                let departments = Parameter::List(hit.into_iter().map(|department| named(context, department)).collect());
                hits.push(
                    Hit::on(found, context).field(channel::ORG_CHANGE.name()).with("change", named(context, change)).with("departments", departments),
                );
            }
        }
    }
    hits
}

/// The day from which the change holds that a channel was adapted to.
fn known_change(context: &Context<'_>, id: Id) -> Option<model::Date> {
    let found = context.records.get(id)?;
    org_change::EFFECTIVE_ON.get(&**found).or_else(|| crate::organisation::org_review::REVIEWED_ON.get(&**found))
}

/// Joint projects of both departments of a relation (L43).
pub fn joint<'a>(context: &Context<'a>, found: &Record) -> Vec<&'a Arc<Record>> {
    let (Some(from), Some(to)) = (relation::FROM.get(found), relation::TO.get(found)) else { return Vec::new() };
    let both = |project: &Record| joint_project::DEPARTMENTS.get(project).is_some_and(|ids| ids.contains(&from) && ids.contains(&to));
    context.records.of_kind(joint_project::JOINT_PROJECT.name).filter(|project| both(project)).collect()
}

/// Mean mark for working together in the joint projects of both departments.
pub fn cooperation(context: &Context<'_>, found: &Record) -> Option<Decimal> {
    let marks: Vec<i64> = joint(context, found).into_iter().filter_map(|project| joint_project::COOPERATION.get(&**project)).collect();
    crate::customers::rules::mean(&marks)
}
