//! Pillar 8: channels.

pub mod best_practice;
pub mod channel;
pub mod channel_allocation;
pub mod channel_decision;
pub mod channel_experiment;
pub mod channel_principle;
pub mod channel_review;
pub mod channel_score;
pub mod channel_synergy;
pub mod partner;
pub mod partner_review;
pub mod rules;
pub mod shipment;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &channel::CHANNEL,
    &partner::PARTNER,
    &channel_principle::CHANNEL_PRINCIPLE,
    &channel_score::CHANNEL_SCORE,
    &channel_decision::CHANNEL_DECISION,
    &channel_synergy::CHANNEL_SYNERGY,
    &channel_experiment::CHANNEL_EXPERIMENT,
    &channel_allocation::CHANNEL_ALLOCATION,
    &channel_review::CHANNEL_REVIEW,
    &best_practice::BEST_PRACTICE,
    &partner_review::PARTNER_REVIEW,
    &shipment::SHIPMENT,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
