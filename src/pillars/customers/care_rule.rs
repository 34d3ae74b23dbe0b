//! When customers hear from us without asking.

use model::*;

/// What a rule counts from.
pub const OCCASIONS: &[&str] = &["birthday", "holiday", "after_purchase", "silent"];

record! {
    /// An occasion, days before or after it, and a template.
    CARE_RULE = "care_rule", title "name", covers ["P09.3.2"];
    NAME: Line = "name", required, max_length(80), search(1);
    OCCASION: Choice = "occasion", required, one_of(OCCASIONS), covers(&["P09.3.2"]);
    /// Before a birthday or holiday, after a purchase or the last contact.
    DAYS: Score = "days", range(0.0, 730.0), key, covers(&["P09.3.2"]);
    HOLIDAY_ON: DateField = "holiday_on";
    TIERS: Links = "tiers", to(&["loyalty_tier"]), key;
    PRODUCT: Link = "product", to(&["product"]);
    VIA: Choice = "via", one_of_list("contact_ways", &["phone", "messenger", "email", "visit", "store", "online_service", "social", "event"]), key;
    TEMPLATE: Prose = "template", max_length(500), covers(&["P09.3.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    ACTIVE: Bool = "active", key;
}
