//! A review of something that is looked at again and again.

use model::*;

/// Kinds with a date of the next review; goals have reviews of their own (`goal_review`).
pub const REVIEWABLE: &[&str] = &[
    "brand",
    "budget",
    "channel_decision",
    "channel_review",
    "customer_norm",
    "customer_segment",
    "evaluation_scheme",
    "info_review",
    "job_description",
    "org_review",
    "partner_review",
    "plan",
    "price",
    "rule",
    "strategy",
    "system_review",
    "threshold",
    "training_goal",
    "training_plan",
];

record! {
    /// What was decided when a plan, a rule or a record was reviewed.
    REVIEW = "review", title "title", covers ["P00.03"];
    TITLE: Line = "title", required, max_length(120), search(2);
    SUBJECT: Link = "subject", to(REVIEWABLE), key;
    REVIEWED_ON: DateField = "reviewed_on", required;
    DECISION: Choice = "decision", required, one_of(&["keep", "change", "stop"]), covers(&["P00.03"]);
    NOTE: Prose = "note", max_length(1000), key;
    NEXT: DateField = "next", key;
    BY: Link = "by", to(&["person"]), key;
}
