//! A complaint, from intake to the next purchase.

use model::*;

/// Why customers complain; the company may edit the list.
pub const CAUSES: &[&str] = &["product", "software", "delivery", "service", "price", "other"];

record! {
    /// Number and time of intake, clocks, solution, and whether the customer is content.
    COMPLAINT = "complaint", title "subject", covers ["P09.4", "P09.4.1", "P09.4.2"];
    SUBJECT: Line = "subject", required, max_length(160), search(3);
    NUMBER: Line = "number", key, max_length(40), search(2), covers(&["P09.4.1"]);
    CUSTOMER: Link = "customer", to(&["customer"]), key, covers(&["P09.4.2"]);
    RECEIVED_AT: Instant = "received_at", required, covers(&["P09.4.1"]);
    VIA: Choice = "via", one_of_list("complaint_ways", &["phone", "online_service", "social", "store", "dealer"]), covers(&["P09.4.1"]);
    PRODUCT: Link = "product", to(&["product"]);
    ORDER: Link = "order", to(&["order"]);
    CAUSE: Choice = "cause", one_of_list("complaint_causes", CAUSES), key, covers(&["P09.4.2"]);
    SEVERITY: Choice = "severity", one_of(&["low", "medium", "high"]), key, covers(&["P09.4.2"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P09.4.2"]);
    FIRST_REPLY_AT: Instant = "first_reply_at", covers(&["P09.4.2", "S123"]);
    SOLUTION: Prose = "solution", max_length(500), covers(&["P09.4.2"]);
    CLOSED_AT: Instant = "closed_at", covers(&["P09.4.2"]);
    SATISFIED: Bool = "satisfied", covers(&["P09.4.2"]);
    FEEDBACK: Link = "feedback", to(&["feedback"]), covers(&["L14"]);
    NOTE: Prose = "note", max_length(500);
}
