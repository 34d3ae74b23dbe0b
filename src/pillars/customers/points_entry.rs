//! A movement of points.

use model::*;

record! {
    /// Earned, redeemed or expired, with what it follows from.
    POINTS_ENTRY = "points_entry", title "entry_kind", called ["member", "entry_kind", "date"], covers ["P09.3.1"];
    ENTRY_KIND: Choice = "entry_kind", required, one_of(&["earn", "redeem", "expire"]), covers(&["P09.3.1"]);
    MEMBER: Link = "member", required, to(&["member"]);
    POINTS: Number = "points", required, min(0.0);
    DATE: DateField = "date", key;
    ORDER: Link = "order", to(&["order"]), key;
    REWARD: Link = "reward", to(&["loyalty_reward"]), key;
    NOTE: Line = "note", max_length(120);
}
