//! A change of price.

use model::*;

record! {
    /// Old and new price, why, and what came of it.
    PRICE_CHANGE = "price_change", title "reason", covers ["P02.1.4.3"];
    REASON: Line = "reason", required, max_length(200), search(2);
    PRODUCT: Link = "product", required, to(&["product"]);
    OLD: MoneyField = "old", min(0.0), key;
    NEW: MoneyField = "new", min(0.0), key;
    FROM: DateField = "from", key;
    TRIGGER: Choice = "trigger", one_of_list("price_triggers", &["rival", "cost", "demand", "stage", "stock", "campaign"]), key;
    EXPECTED: Line = "expected", max_length(200), key;
    EFFECT: Line = "effect", max_length(200), key;
    DECIDED_BY: Link = "decided_by", to(&["person"]);
}
