//! Pillar 6: training and development.

pub mod career_level;
pub mod competency;
pub mod competency_level;
pub mod competency_need;
pub mod course;
pub mod idea;
pub mod mentorship;
pub mod practice;
pub mod promotion_case;
pub mod rotation;
pub mod rules;
pub mod training_goal;
pub mod training_plan;
pub mod training_provider;
pub mod training_record;
pub mod training_session;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &training_goal::TRAINING_GOAL,
    &competency::COMPETENCY,
    &competency_need::COMPETENCY_NEED,
    &competency_level::COMPETENCY_LEVEL,
    &training_plan::TRAINING_PLAN,
    &course::COURSE,
    &training_provider::TRAINING_PROVIDER,
    &training_session::TRAINING_SESSION,
    &training_record::TRAINING_RECORD,
    &career_level::CAREER_LEVEL,
    &promotion_case::PROMOTION_CASE,
    &rotation::ROTATION,
    &mentorship::MENTORSHIP,
    &practice::PRACTICE,
    &idea::IDEA,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
