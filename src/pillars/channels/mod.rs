//! Pillar 8: channels.

pub mod channel;
pub mod partner;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&channel::CHANNEL, &partner::PARTNER];

/// Adds the rules and measures of this pillar.
pub fn register(_rules: &mut Rules) {}
