//! A report that answers managers' questions and ends in a decision.

use model::*;

use super::internal_report::{CONFIDENTIALITY, PURPOSE, READ_ON, READER, USES};

record! {
    /// Period, state, findings, recommendation, who read it, and what was decided.
    INFO_REPORT = "info_report", title "name", covers ["P04.3.5", "P04.A16"];
    NAME: Line = "name", required, max_length(80), search(3);
    REPORT_KIND: Choice = "report_kind", one_of(&["week", "month", "quarter", "half_year", "year", "special"]), key, covers(&["P04.A16"]);
    STARTS_ON: DateField = "starts_on", covers(&["P04.3.5"]);
    ENDS_ON: DateField = "ends_on", covers(&["P04.3.5"]);
    STATUS: Choice = "status", one_of(&["planned", "draft", "sent", "decided"]), key, covers(&["P04.3.5"]);
    AUTHOR: Link = "author", to(&["person"]), key;
    DUE: DateField = "due", key, covers(&["P04.A16"]);
    SENT_ON: DateField = "sent_on", covers(&["P04.3.5"]);
    MARKET_STATE: Prose = "market_state", max_length(1000), covers(&["P04.A16"]);
    TREND: Prose = "trend", max_length(1000), covers(&["P04.A16"]);
    FINDINGS: Prose = "findings", max_length(2000), search(2), covers(&["P04.3.5"]);
    PROBLEMS: Prose = "problems", max_length(1000), covers(&["P04.A16"]);
    RECOMMENDATION: Prose = "recommendation", max_length(1000), key, covers(&["P04.3.5", "P04.A16"]);
    RECIPIENTS: Rows = "recipients", columns(&[READER.def, PURPOSE.def, READ_ON.def]), covers(&["P04.3.5", "P04.A10", "P04.A17"]);
    DECISION_TAKEN: Prose = "decision_taken", max_length(1000), key, covers(&["P04.3.5"]);
    DECIDED_BY: Link = "decided_by", to(&["person"]), covers(&["P04.3.5"]);
    DECIDED_ON: DateField = "decided_on", covers(&["P04.3.5", "P04.A28"]);
    DECISION: Link = "decision", to(&["decision"]), covers(&["P04.3.5"]);
    EVIDENCE: Links = "evidence", covers(&["P04.3.5"]),
        to(&["intel_item", "research_project", "survey", "internal_report", "analysis_run", "field_report"]);
    NEEDS: Links = "needs", to(&["info_need"]);
    GOALS: Links = "goals", to(&["goal"]);
    USED_IN: Links = "used_in", to(USES), covers(&["P04.A17", "L08"]);
    CONFIDENTIALITY_CLASS: Choice = "confidentiality", one_of(CONFIDENTIALITY), covers(&["P04.A15"]);
}
