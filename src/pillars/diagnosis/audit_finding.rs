//! A finding of the marketing audit.

use model::*;

record! {
    /// What was found on one question of the audit, with its grade and what should be done.
    AUDIT_FINDING = "audit_finding", title "finding", covers ["P05.A06"];
    /// Id of the question, for example `A1.1`.
    QUESTION: Line = "question", required, max_length(10), computed;
    FINDING: Prose = "finding", required, max_length(500), search(2), covers(&["P05.A06"]);
    GRADE: Choice = "grade", required, one_of(&["good", "fair", "weak"]), covers(&["P05.A06"]);
    EVIDENCE: Prose = "evidence", key, max_length(500), covers(&["P05.A06"]);
    RECOMMENDATION: Prose = "recommendation", key, max_length(500), covers(&["P05.A06"]);
    DATED: DateField = "dated";
    ACTION: Link = "action", to(&["improvement_action"]), covers(&["P05.A06"]);
}
