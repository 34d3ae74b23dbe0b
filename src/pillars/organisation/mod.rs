//! Pillar 3: organisation and duties.

pub mod accountability;
pub mod authority;
pub mod department;
pub mod department_relation;
pub mod duty;
pub mod duty_assignment;
pub mod job_description;
pub mod mechanism;
pub mod org_change;
pub mod org_limits;
pub mod org_review;
pub mod person;
pub mod position;
pub mod region;
pub mod rule;
pub mod rules;
pub mod stakeholder;
pub mod time_log;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &department::DEPARTMENT,
    &person::PERSON,
    &region::REGION,
    &org_limits::ORG_LIMITS,
    &department_relation::DEPARTMENT_RELATION,
    &position::POSITION,
    &job_description::JOB_DESCRIPTION,
    &duty::DUTY,
    &duty_assignment::DUTY_ASSIGNMENT,
    &authority::AUTHORITY,
    &accountability::ACCOUNTABILITY,
    &mechanism::MECHANISM,
    &stakeholder::STAKEHOLDER,
    &org_review::ORG_REVIEW,
    &org_change::ORG_CHANGE,
    &rule::RULE,
    &time_log::TIME_LOG,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
