//! Pillar 3: organisation and duties.

pub mod department;
pub mod person;
pub mod region;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&department::DEPARTMENT, &person::PERSON, &region::REGION];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
