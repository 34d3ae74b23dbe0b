//! An alert that somebody has answered, or that a new value has closed (P05.A16).

use model::*;

/// What can be watched.
const SUBJECT_KINDS: &[&str] = &["indicator", "budget_line", "channel", "opportunity", "partner", "person", "product", "region"];

const MEASURE: &[&str] = &["threshold", "unit_kind"];

record! {
    /// What went over its limit, when, who answers for it and what was done.
    ALERT = "alert", title "text", covers ["P05.A16"];
    TEXT: Line = "text", required, max_length(160), search(2);
    THRESHOLD: Link = "threshold", required, to(&["threshold"]);
    SUBJECT: Link = "subject", to(SUBJECT_KINDS), key;
    LEVEL: Choice = "level", one_of(&["amber", "red"]), key;
    VALUE: Number = "value", key, measured_by(MEASURE);
    LIMIT: Number = "limit", measured_by(MEASURE);
    OWNER: Link = "owner", to(&["person"]), key;
    RAISED_ON: DateField = "raised_on", key;
    STATUS: Choice = "status", one_of(&["open", "acknowledged", "closed"]), key;
    ACKNOWLEDGED_ON: DateField = "acknowledged_on";
    ACKNOWLEDGED_BY: Link = "acknowledged_by", to(&["person"]);
    NOTE: Prose = "note", max_length(500);
    ACTION: Link = "action", to(&["improvement_action", "task"]), covers(&["L44"]);
}
