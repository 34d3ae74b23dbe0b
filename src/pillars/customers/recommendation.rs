//! A product offered to one customer for a reason.

use model::*;

record! {
    /// What was recommended to whom, why, and what came of it.
    RECOMMENDATION = "recommendation", title "pitch", covers ["P09.2.1"];
    PITCH: Line = "pitch", required, max_length(120), search(1);
    CUSTOMER: Link = "customer", required, to(&["customer"]);
    PRODUCT: Link = "product", required, to(&["product"]);
    REASON: Choice = "reason", one_of(&["together", "segment", "popular", "personal"]), key, covers(&["P09.2.1"]);
    STATUS: Choice = "status", one_of(&["planned", "offered", "bought", "declined"]), key, covers(&["P09.2.1"]);
    OFFERED_ON: DateField = "offered_on", key;
    BY: Link = "by", to(&["person"]), key;
    NOTE: Line = "note", max_length(200);
}
