//! What is done with a channel, and why.

use model::*;

/// The four decisions.
pub const DECISIONS: &[&str] = &["keep", "invest", "improve", "drop"];

record! {
    /// Keep, invest, improve or drop, with reason and date.
    CHANNEL_DECISION = "channel_decision", title "summary", covers ["P08.3", "P08.3.1"];
    SUMMARY: Line = "summary", required, max_length(120), search(3);
    CHANNEL: Link = "channel", required, to(&["channel"]);
    DECISION: Choice = "decision", required, one_of(DECISIONS), covers(&["P08.3.1"]);
    REASON: Prose = "reason", max_length(500), covers(&["P08.3.1"]);
    DECIDED_ON: DateField = "decided_on", key, covers(&["P08.3.1"]);
    BY: Link = "by", to(&["person"]), key;
    SCORE: Link = "score", to(&["channel_score"]), covers(&["P00.13", "L33"]);
    PRINCIPLES: Links = "principles", to(&["channel_principle"]), covers(&["P08.1.2"]);
    /// Why the decision differs from the proposal of the rule.
    OTHERWISE: Prose = "otherwise", max_length(300), covers(&["P08.3.1"]);
    REGION: Link = "region", to(&["region"]), covers(&["P08.A18"]);
    COMPETITOR: Link = "competitor", to(&["competitor"]), covers(&["P08.A18"]);
    NEXT_REVIEW: DateField = "next_review", key, covers(&["P00.03"]);
}
