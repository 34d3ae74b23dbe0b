//! Pillar 10: teamwork.

pub mod reward;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&reward::REWARD];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
