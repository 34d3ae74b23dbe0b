//! Pillar 2: strategy and plan.

pub mod budget_line;
pub mod product;
pub mod resource;
pub mod task;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&task::TASK, &resource::RESOURCE, &budget_line::BUDGET_LINE, &product::PRODUCT];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
