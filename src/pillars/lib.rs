//! The records, rules and measures of the ten pillars: one folder a pillar, one file a kind.
//! Pure: knows no screen and no storage.

pub mod channels;
pub mod goals;
pub mod improvement;
pub mod organisation;
pub mod performance;
pub mod plan;
pub mod teamwork;
pub mod workspace;

use model::{Kind, Registry};

/// All kinds of records; the one list that freezes their names (decisions.md 8).
pub static KINDS: &[&Kind] = &[
    &workspace::workspace::WORKSPACE,
    &workspace::step_state::STEP_STATE,
    &goals::charter::CHARTER,
    &goals::environment::ENVIRONMENT,
    &goals::env_factor::ENV_FACTOR,
    &goals::competitor::COMPETITOR,
    &goals::target_customer::TARGET_CUSTOMER,
    &goals::goal::GOAL,
    &goals::consensus::CONSENSUS,
    &goals::goal_review::GOAL_REVIEW,
    &goals::constraint::CONSTRAINT,
    &goals::target_share::TARGET_SHARE,
    &goals::responsibility_sheet::RESPONSIBILITY_SHEET,
    &goals::platform_brief::PLATFORM_BRIEF,
    &plan::task::TASK,
    &plan::resource::RESOURCE,
    &plan::budget_line::BUDGET_LINE,
    &plan::product::PRODUCT,
    &organisation::department::DEPARTMENT,
    &organisation::person::PERSON,
    &organisation::region::REGION,
    &performance::indicator::INDICATOR,
    &performance::reading::READING,
    &performance::evaluation::EVALUATION,
    &performance::standard::STANDARD,
    &improvement::feedback::FEEDBACK,
    &channels::channel::CHANNEL,
    &channels::partner::PARTNER,
    &teamwork::reward::REWARD,
];

/// The registry of all kinds.
pub fn registry() -> Registry {
    Registry::new(KINDS.iter().copied())
}
