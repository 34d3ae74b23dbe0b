//! Who the company wants to serve.

use model::*;

record! {
    /// Needs, preferences and buying behaviour of one group.
    TARGET_CUSTOMER = "target_customer", title "name", covers ["P01.2.3"];
    NAME: Line = "name", required, max_length(80), search(3);
    SIZE: Number = "size", min(0.0), key;
    NEEDS: Tags = "needs", required;
    PREFERENCES: Tags = "preferences", key;
    WHERE: Line = "buys_where", max_length(120), key;
    WHEN: Line = "buys_when", max_length(120);
    FREQUENCY: Line = "buys_how_often", max_length(120);
    DECIDES: Line = "who_decides", max_length(120);
    SPENDING_LOW: MoneyField = "spending_low", min(0.0), key;
    SPENDING_HIGH: MoneyField = "spending_high", min(0.0);
    SOURCE: Line = "source", max_length(200);
}
