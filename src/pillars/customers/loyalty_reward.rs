//! What points can be exchanged for.

use model::*;

record! {
    /// One line of the reward catalogue.
    LOYALTY_REWARD = "loyalty_reward", title "name", covers ["P09.3.1"];
    NAME: Line = "name", required, max_length(80), search(2);
    POINTS: Number = "points", required, min(0.0);
    COST: MoneyField = "cost", min(0.0), key;
    STOCK: Number = "stock", min(0.0), key;
    TIER: Link = "tier", to(&["loyalty_tier"]), key;
    VALID_UNTIL: DateField = "valid_until", key;
    ACTIVE: Bool = "active", key;
}
