//! Pillar 10: teamwork.

pub mod climate_pulse;
pub mod contact;
pub mod decision;
pub mod joint_project;
pub mod lesson;
pub mod mechanism_change;
pub mod meeting;
pub mod peer_feedback;
pub mod request;
pub mod reward;
pub mod rules;
pub mod team;
pub mod team_activity;
pub mod team_role;
pub mod team_tool;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &reward::REWARD,
    &team::TEAM,
    &team_role::TEAM_ROLE,
    &meeting::MEETING,
    &decision::DECISION,
    &team_tool::TEAM_TOOL,
    &climate_pulse::CLIMATE_PULSE,
    &contact::CONTACT,
    &request::REQUEST,
    &joint_project::JOINT_PROJECT,
    &team_activity::TEAM_ACTIVITY,
    &peer_feedback::PEER_FEEDBACK,
    &lesson::LESSON,
    &mechanism_change::MECHANISM_CHANGE,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
