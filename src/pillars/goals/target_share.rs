//! One part of a goal broken down by region, channel, person, dealer and month.

use model::*;

record! {
    /// An amount of the goal's target that one place or person carries.
    TARGET_SHARE = "target_share", title "amount", called ["goal", "region", "channel", "person", "partner", "month"], covers ["P01.A06"];
    GOAL: Link = "goal", required, to(&["goal"]);
    REGION: Link = "region", to(&["region"]), key;
    CHANNEL: Link = "channel", to(&["channel"]), key;
    PERSON: Link = "person", to(&["person"]), key, covers(&["L22", "L46"]);
    PARTNER: Link = "partner", to(&["partner"]), key, covers(&["L46"]);
    MONTH: MonthField = "month", key;
    AMOUNT: Number = "amount", required, measured_by(&["goal", "indicator", "unit_kind"]);
    /// What the same place or person sold in the period before; the basis of a proposal.
    PAST: Number = "past", min(0.0), measured_by(&["goal", "indicator", "unit_kind"]);
}
