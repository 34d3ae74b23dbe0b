//! One contact with a customer.

use model::*;

record! {
    /// What we told, what they told, and what comes next.
    INTERACTION = "interaction", title "subject", covers ["P09.1.1", "P09.A03"];
    SUBJECT: Line = "subject", required, max_length(120), search(2);
    CUSTOMER: Link = "customer", required, to(&["customer"]);
    DATE: DateField = "date", required;
    VIA: Choice = "via", one_of_list("contact_ways", &["phone", "messenger", "email", "visit", "store", "online_service", "social", "event"]), key;
    DIRECTION: Choice = "direction", one_of(&["out", "in"]), key, covers(&["P09.A03"]);
    BY: Link = "by", to(&["person"]), key;
    TOLD: Prose = "told", max_length(500);
    HEARD: Prose = "heard", max_length(500);
    NEXT_STEP: Line = "next_step", max_length(120), key;
    NEXT_ON: DateField = "next_on";
    NEXT_DONE: Bool = "next_done";
    OPPORTUNITY: Link = "opportunity", to(&["opportunity"]);
}
