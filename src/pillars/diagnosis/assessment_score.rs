//! What one rater says on one statement.

use model::*;

/// The six levels, then the answers without one.
pub const ANSWERS: &[&str] = &["0", "1", "2", "3", "4", "5", NOT_APPLICABLE, UNCLEAR];
/// The statement does not concern the company.
pub const NOT_APPLICABLE: &str = "not_applicable";
/// The rater cannot say.
pub const UNCLEAR: &str = "unclear";

/// Kinds of records that can show what a level claims.
pub const EVIDENCE: &[&str] = &[
    "budget_line",
    "campaign",
    "channel",
    "complaint",
    "decision",
    "duty",
    "feedback",
    "goal",
    "improvement_action",
    "indicator",
    "info_need",
    "info_report",
    "meeting",
    "need_analysis",
    "opportunity",
    "plan",
    "position",
    "reading",
    "rule",
    "score_line",
    "task",
    "team_role",
    "training_plan",
];

record! {
    /// One answer of one rater, with its evidence.
    ASSESSMENT_SCORE = "assessment_score", title "statement", called ["assessment", "statement", "rater"];
    ASSESSMENT: Link = "assessment", required, to(&["assessment"]);
    /// Name that this rater goes by; no link, because a panel may come from outside.
    RATER: Line = "rater", required, max_length(40);
    /// Id of the statement, for example `D01.3`.
    STATEMENT: Line = "statement", required, max_length(10), computed;
    ANSWER: Choice = "answer", required, one_of(ANSWERS);
    NOTE: Prose = "note", max_length(1000), key;
    LINK: Url = "link";
    RECORD: Link = "record", to(EVIDENCE);
    SCORED_ON: DateField = "scored_on", computed;
}
