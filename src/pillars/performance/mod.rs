//! Pillar 5: performance.

pub mod evaluation;
pub mod indicator;
pub mod reading;
pub mod standard;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&indicator::INDICATOR, &reading::READING, &evaluation::EVALUATION, &standard::STANDARD];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
