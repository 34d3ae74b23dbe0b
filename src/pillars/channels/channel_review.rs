//! What integration has changed in a channel.

use model::*;

record! {
    /// Satisfaction, share and sales before and after, with a decision.
    CHANNEL_REVIEW = "channel_review", title "name", covers ["P08.5", "P08.5.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    CHANNEL: Link = "channel", required, to(&["channel"]);
    PERIOD: SpanField = "period", key;
    REVIEWED_ON: DateField = "reviewed_on", key;
    BY: Link = "by", to(&["person"]);
    SATISFACTION_BEFORE: Number = "satisfaction_before", range(1.0, 5.0), covers(&["P08.5.2"]);
    SATISFACTION_AFTER: Number = "satisfaction_after", range(1.0, 5.0), covers(&["P08.5.2"]);
    SHARE_BEFORE: Ratio = "share_before", range(0.0, 1.0), covers(&["P08.5.2"]);
    SHARE_AFTER: Ratio = "share_after", range(0.0, 1.0), covers(&["P08.5.2"]);
    SALES_BEFORE: MoneyField = "sales_before", min(0.0), covers(&["P08.5.2"]);
    SALES_AFTER: MoneyField = "sales_after", min(0.0), covers(&["P08.5.2"]);
    EFFECT: Prose = "effect", max_length(500);
    DECISION: Choice = "decision", one_of(&["keep", "change", "stop"]), key, covers(&["P00.03", "P08.5.2"]);
    ACTIONS: Links = "actions", to(&["improvement_action"]), key, covers(&["P08.5.3"]);
    NEXT_REVIEW: DateField = "next_review", key, covers(&["P00.03"]);
}
