//! Pillar 9: customer relations.

pub mod care_event;
pub mod care_rule;
pub mod complaint;
pub mod complaint_total;
pub mod customer;
pub mod customer_norm;
pub mod customer_segment;
pub mod customer_total;
pub mod interaction;
pub mod journey_stage;
pub mod lead;
pub mod loyalty_reward;
pub mod loyalty_tier;
pub mod member;
pub mod opportunity;
pub mod order;
pub mod points_entry;
pub mod receipt;
pub mod recommendation;
pub mod rules;
pub mod service_idea;
pub mod stage_event;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &customer::CUSTOMER,
    &order::ORDER,
    &receipt::RECEIPT,
    &interaction::INTERACTION,
    &customer_segment::CUSTOMER_SEGMENT,
    &customer_norm::CUSTOMER_NORM,
    &customer_total::CUSTOMER_TOTAL,
    &lead::LEAD,
    &opportunity::OPPORTUNITY,
    &stage_event::STAGE_EVENT,
    &recommendation::RECOMMENDATION,
    &journey_stage::JOURNEY_STAGE,
    &loyalty_tier::LOYALTY_TIER,
    &loyalty_reward::LOYALTY_REWARD,
    &member::MEMBER,
    &points_entry::POINTS_ENTRY,
    &care_rule::CARE_RULE,
    &care_event::CARE_EVENT,
    &complaint::COMPLAINT,
    &complaint_total::COMPLAINT_TOTAL,
    &service_idea::SERVICE_IDEA,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
