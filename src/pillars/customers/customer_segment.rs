//! A saved filter over customers.

use model::*;

use super::customer::LIFE_STAGES;

record! {
    /// Customers who get the same treatment; whoever passes all conditions that are filled belongs to it.
    CUSTOMER_SEGMENT = "customer_segment", title "name", covers ["P09.1.2"];
    NAME: Line = "name", required, max_length(60), search(3);
    OFFER: Prose = "offer", key, max_length(300), covers(&["P09.1.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    NEXT_REVIEW: DateField = "next_review", key;
    R_FROM: Score = "r_from", range(1.0, 5.0), covers(&["P09.1.2", "L40"]);
    R_TO: Score = "r_to", range(1.0, 5.0);
    F_FROM: Score = "f_from", range(1.0, 5.0), covers(&["P09.1.2"]);
    F_TO: Score = "f_to", range(1.0, 5.0);
    M_FROM: Score = "m_from", range(1.0, 5.0), covers(&["P09.1.2"]);
    M_TO: Score = "m_to", range(1.0, 5.0);
    CUSTOMER_KIND: Choice = "customer_kind", one_of(&["person", "firm"]);
    CLASS: Choice = "class", one_of_list("customer_classes", &["a", "b", "c"]);
    LIFE_STAGE: Choice = "life_stage", one_of(LIFE_STAGES);
    CHANNEL: Link = "channel", to(&["channel"]);
    REGION: Link = "region", to(&["region"]);
    OWNS: Link = "owns", to(&["product"]);
    OWNS_NOT: Link = "owns_not", to(&["product"]);
    /// What to recommend when customers' purchases give no hint.
    PRODUCT: Link = "product", to(&["product"]), covers(&["P09.2.1"]);
}
