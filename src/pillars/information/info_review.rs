//! How well the information system runs.

use model::*;

record! {
    /// Marks for exactness, timeliness, completeness and use, and what follows.
    INFO_REVIEW = "info_review", title "name", covers ["P04.4"];
    NAME: Line = "name", required, max_length(80);
    REVIEWED_ON: DateField = "reviewed_on", required;
    BY: Link = "by", to(&["person"]), key;
    EXACTNESS: Score = "exactness", range(1.0, 5.0), key, covers(&["P04.4"]);
    TIMELINESS: Score = "timeliness", range(1.0, 5.0), key, covers(&["P04.4"]);
    COMPLETENESS: Score = "completeness", range(1.0, 5.0), key, covers(&["P04.4"]);
    USEFULNESS: Score = "usefulness", range(1.0, 5.0), key, covers(&["P04.4"]);
    EVIDENCE: Prose = "evidence", max_length(1000);
    /// A review ends in a decision (P00.03).
    DECISION: Choice = "decision", one_of(&["keep", "change", "stop"]), key;
    DECISION_REASON: Prose = "decision_reason", max_length(500);
    ACTIONS: Links = "actions", to(&["improvement_action", "task"]), covers(&["P04.4", "L45"]);
    NEXT_REVIEW: DateField = "next_review", covers(&["P04.4"]);
    /// The review before.
    PREVIOUS: Link = "previous", to(&["info_review"]);
}
