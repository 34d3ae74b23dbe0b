//! Pillar 2: strategy and plan.

pub mod ad_placement;
pub mod brand;
pub mod budget;
pub mod budget_line;
pub mod budget_month;
pub mod campaign;
pub mod checkpoint;
pub mod contact_point;
pub mod expense;
pub mod mix_item;
pub mod need_analysis;
pub mod new_product;
pub mod offer_comparison;
pub mod pilot;
#[allow(clippy::module_inception, reason = "a kind's file has the kind's name, and this kind is the plan")]
pub mod plan;
pub mod positioning;
pub mod price;
pub mod price_change;
pub mod product;
pub mod product_fit;
pub mod promotion;
pub mod resource;
pub mod rules;
pub mod segment;
pub mod strategy;
pub mod task;
pub mod theme;
pub mod trend_forecast;
pub mod trial;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &strategy::STRATEGY,
    &need_analysis::NEED_ANALYSIS,
    &offer_comparison::OFFER_COMPARISON,
    &trend_forecast::TREND_FORECAST,
    &segment::SEGMENT,
    &positioning::POSITIONING,
    &brand::BRAND,
    &product::PRODUCT,
    &product_fit::PRODUCT_FIT,
    &new_product::NEW_PRODUCT,
    &price::PRICE,
    &price_change::PRICE_CHANGE,
    &plan::PLAN,
    &mix_item::MIX_ITEM,
    &campaign::CAMPAIGN,
    &promotion::PROMOTION,
    &ad_placement::AD_PLACEMENT,
    &theme::THEME,
    &contact_point::CONTACT_POINT,
    &pilot::PILOT,
    &trial::TRIAL,
    &task::TASK,
    &resource::RESOURCE,
    &budget::BUDGET,
    &budget_line::BUDGET_LINE,
    &budget_month::BUDGET_MONTH,
    &expense::EXPENSE,
    &checkpoint::CHECKPOINT,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
