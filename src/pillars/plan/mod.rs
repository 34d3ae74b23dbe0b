//! Pillar 2: strategy and plan.

pub mod task;
pub mod resource;
pub mod budget_line;
pub mod product;
