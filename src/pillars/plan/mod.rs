//! Pillar 2: strategy and plan.

pub mod budget_line;
pub mod product;
pub mod resource;
pub mod task;
