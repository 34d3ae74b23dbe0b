//! Rules, measures and figures of pillar 6.

pub mod competence;
pub mod training;

use flow::Rules;

/// Adds the rules, measures and figures of this pillar.
pub fn register(rules: &mut Rules) {
    competence::register(rules);
    training::register(rules);
}
