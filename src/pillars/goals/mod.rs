//! Pillar 1: marketing goals.

pub mod charter;
pub mod competitor;
pub mod consensus;
pub mod constraint;
pub mod env_factor;
pub mod environment;
pub mod goal;
pub mod goal_review;
pub mod platform_brief;
pub mod responsibility_sheet;
pub mod rules;
pub mod target_customer;
pub mod target_share;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &charter::CHARTER,
    &environment::ENVIRONMENT,
    &env_factor::ENV_FACTOR,
    &competitor::COMPETITOR,
    &target_customer::TARGET_CUSTOMER,
    &goal::GOAL,
    &consensus::CONSENSUS,
    &goal_review::GOAL_REVIEW,
    &constraint::CONSTRAINT,
    &target_share::TARGET_SHARE,
    &responsibility_sheet::RESPONSIBILITY_SHEET,
    &platform_brief::PLATFORM_BRIEF,
];

/// Adds the rules of this pillar.
pub fn register(rules: &mut Rules) {
    rules::checks::register(rules);
    rules.behind("goals.actual", |context, goal| goal.map(|goal| rules::progress::behind(goal, context)).unwrap_or_default());
}
