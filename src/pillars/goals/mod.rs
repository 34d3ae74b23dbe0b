//! Pillar 1: marketing goals.

pub mod charter;
pub mod environment;
pub mod env_factor;
pub mod competitor;
pub mod target_customer;
pub mod goal;
pub mod consensus;
pub mod goal_review;
pub mod constraint;
pub mod target_share;
pub mod responsibility_sheet;
pub mod platform_brief;
pub mod rules;
