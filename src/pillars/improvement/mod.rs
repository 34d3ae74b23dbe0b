//! Pillar 7: feedback and improvement.

pub mod feedback;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&feedback::FEEDBACK];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
