//! A customer who has joined the loyalty programme.

use model::*;

record! {
    /// Tier and since when; the balance is computed from the entries.
    MEMBER = "member", title "number", covers ["P09.3.1"];
    NUMBER: Line = "number", required, max_length(40), search(2);
    CUSTOMER: Link = "customer", required, to(&["customer"]), covers(&["P09.3.1"]);
    TIER: Link = "tier", to(&["loyalty_tier"]), key, covers(&["P09.3.1"]);
    SINCE: DateField = "since", key, covers(&["P09.3.1"]);
    STATUS: Choice = "status", one_of(&["active", "paused", "left"]), key;
}
