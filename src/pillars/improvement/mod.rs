//! Pillar 7: feedback and improvement.

pub mod feedback;
pub mod feedback_channel;
pub mod improvement_action;
pub mod rules;
pub mod suggestion;
pub mod system_review;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &feedback_channel::FEEDBACK_CHANNEL,
    &feedback::FEEDBACK,
    &suggestion::SUGGESTION,
    &improvement_action::IMPROVEMENT_ACTION,
    &system_review::SYSTEM_REVIEW,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
