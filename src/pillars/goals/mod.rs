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
