//! Measures of pillar 10: who knows the goal, fit of roles, meetings held, climate, feedback given.

pub mod meetings;
pub mod roles;
pub mod spirit;

use flow::Rules;

/// Adds them under their names.
pub(super) fn register(rules: &mut Rules) {
    roles::register(rules);
    meetings::register(rules);
    spirit::register(rules);
}
