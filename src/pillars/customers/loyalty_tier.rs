//! A level of membership.

use model::*;

record! {
    /// From which spending on, with which benefits and which service.
    LOYALTY_TIER = "loyalty_tier", title "name", covers ["P09.3", "P09.3.1"];
    NAME: Line = "name", required, max_length(40), search(2);
    RANK: Score = "rank", required, range(1.0, 20.0);
    /// Net spending of the last twelve months.
    MIN_SPEND: MoneyField = "min_spend", min(0.0), key, covers(&["P09.3.1"]);
    MIN_ORDERS: Number = "min_orders", min(0.0);
    POINTS_RATE: Number = "points_rate", min(0.0), key, covers(&["P09.3.1"]);
    BENEFITS: Prose = "benefits", max_length(400), key, covers(&["P09.3.1"]);
    BIRTHDAY_GIFT: Line = "birthday_gift", max_length(120), key, covers(&["P09.3.1"]);
    CONTACT_DAYS: Score = "contact_days", range(1.0, 730.0), covers(&["P09.A16"]);
    REPLY_HOURS: Number = "reply_hours", min(0.0);
    /// Counted in the member system.
    MEMBERS: Number = "members", min(0.0), key, covers(&["P09.3.1"]);
    COUNTED_ON: DateField = "counted_on";
}
