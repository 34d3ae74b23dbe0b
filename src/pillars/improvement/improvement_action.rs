//! A problem, its cause, the measure against it, and the effect that was really reached.

use model::*;

/// What tells the unit of the effect.
const MEASURE: &[&str] = &["indicator", "unit_kind"];

/// One entry of the log while the measure is carried out.
pub const NOTE_DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const NOTE_TEXT: Handle<Line> = Handle::<Line>::new("text").required().max_length(200);
pub const NOTE_BY: Handle<Link> = Handle::<Link>::new("by").to(&["person"]);

record! {
    /// One improvement from plan to proven effect; `done` needs the effect reached (S121).
    IMPROVEMENT_ACTION = "improvement_action", title "title", covers ["P07.4", "P08.5.3"];
    TITLE: Line = "title", required, max_length(120), search(4);
    STATUS: Choice = "status", one_of(&["plan", "doing", "checking", "done", "dropped"]), key, covers(&["P07.4.2"]);
    PROBLEM: Prose = "problem", max_length(500), search(1), covers(&["P07.4.1"]);
    CAUSE: Prose = "cause", max_length(500), covers(&["P07.4.1"]);
    MEASURE_TEXT: Prose = "measure", max_length(500), covers(&["P07.4.1"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P07.4.1"]);
    DEPARTMENTS: Links = "departments", to(&["department"]), covers(&["P07.4.2"]);
    START: DateField = "start";
    DUE: DateField = "due", key, covers(&["P07.4.1"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), key, covers(&["P07.4.1"]);
    EFFECT_FROM: Number = "effect_from", measured_by(MEASURE), covers(&["P07.4.1", "P07.A03"]);
    EFFECT_TO: Number = "effect_to", measured_by(MEASURE), key, covers(&["P07.4.1", "P07.A03"]);
    READING_BEFORE: Link = "reading_before", to(&["reading"]), covers(&["P07.A03"]);
    FEEDBACK: Links = "feedback", to(&["feedback"]), covers(&["P07.4.1"]);
    SUGGESTION: Link = "suggestion", to(&["suggestion"]);
    EVALUATION: Link = "evaluation", to(&["evaluation"]), covers(&["P07.4.1"]);
    ALERT: Link = "alert", to(&["alert"]);
    MEETING: Link = "meeting", to(&["meeting"]), covers(&["P07.2.1"]);
    AUDIT: Link = "audit", to(&["audit_finding"]), covers(&["P05.A06"]);
    GOAL: Link = "goal", to(&["goal"]);
    CHANNEL: Link = "channel", to(&["channel"]), covers(&["P08.5.3"]);
    PRODUCT: Link = "product", to(&["product"]);
    TASKS: Links = "tasks", to(&["task"]), covers(&["P07.4.2"]);
    PROGRESS: Ratio = "progress", range(0.0, 1.0), covers(&["P07.4.2"]);
    NOTES: Rows = "notes", columns(&[NOTE_DATE.def, NOTE_TEXT.def, NOTE_BY.def]), covers(&["P07.4.2"]);
    EFFECT_CHECK_ON: DateField = "effect_check_on", covers(&["P07.4.3"]);
    CHECKED_ON: DateField = "checked_on", covers(&["P07.4.3"]);
    ACTUAL: Number = "actual", measured_by(MEASURE), key, covers(&["P07.4.3", "L06"]);
    READING_AFTER: Link = "reading_after", to(&["reading"]), covers(&["P07.A03"]);
    EFFECTIVE: Choice = "effective", one_of(&["yes", "partly", "no"]), covers(&["P07.4.3"]);
    CORRECTION: Prose = "correction", max_length(500), covers(&["P07.4.3"]);
    COUNTS_IN: Link = "counts_in", to(&["evaluation"]), covers(&["P07.4.3", "L07"]);
    REWARD: Link = "reward", to(&["reward"]), covers(&["P07.4.3"]);
    DROP_REASON: Prose = "drop_reason", max_length(500);
}
