//! A customer, or someone who may become one.

use model::*;

/// Where a customer is in the life with the company (P00.05).
pub const LIFE_STAGES: &[&str] = &["potential", "first", "repeat", "loyal", "dormant", "lost"];
/// Where contact data came from (P09.1.1).
pub const SOURCES: &[&str] = &["website", "social", "app", "marketplace", "store", "fair", "event", "referral", "dealer", "salesperson"];

record! {
    /// Name and one contact way are enough; everything else is optional and may come later (P00.10).
    CUSTOMER = "customer", title "name", covers ["P09.1", "P09.1.1", "P09.A24"];
    NAME: Line = "name", required, max_length(80), search(5), personal, covers(&["P09.1.1"]);
    CUSTOMER_KIND: Choice = "customer_kind", one_of(&["person", "firm"]), covers(&["P09.1.1"]);
    PHONE: Line = "phone", key, max_length(40), search(3), personal, covers(&["P09.1.1", "P00.10"]);
    EMAIL: Line = "email", max_length(120), search(2), personal, covers(&["P09.1.1", "P00.10"]);
    OTHER_CONTACT: Line = "other_contact", max_length(80), personal, covers(&["P00.10"]);
    /// Whom to ask for at a firm.
    CONTACT_PERSON: Line = "contact_person", max_length(60), personal;
    SOURCE: Choice = "source", one_of_list("customer_sources", SOURCES), key, covers(&["P09.1.1"]);
    CHANNEL: Link = "channel", to(&["channel"]), covers(&["P09.1.1"]);
    REGION: Link = "region", to(&["region"]), covers(&["P09.1.1"]);
    BIRTHDAY: DateField = "birthday", personal, covers(&["P09.1.1", "P09.3.1"]);
    CONSENT_ON: DateField = "consent_on", covers(&["P09.1.1", "P00.15"]);
    NO_MARKETING: Bool = "no_marketing";
    OWNER: Link = "owner", to(&["person"]), key;
    CLASS: Choice = "class", one_of_list("customer_classes", &["a", "b", "c"]), key, covers(&["P09.1.2"]);
    LIFE_STAGE: Choice = "life_stage", one_of(LIFE_STAGES), key, covers(&["P09.1.2", "P00.05"]);
    VIP: Bool = "vip";
    WILLINGNESS: Score = "willingness", range(1.0, 5.0);
    ABILITY: Score = "ability", range(1.0, 5.0);
    PREFERENCES: Tags = "preferences", covers(&["P09.1.2"]);
    /// Needs heard that no product meets yet.
    NEEDS: Tags = "needs", covers(&["P09.5.1", "L38"]);
    SPECIAL_SERVICE: Line = "special_service", max_length(120);
    SAMPLE: Bool = "sample";
    NOTE: Prose = "note", max_length(500);
}
