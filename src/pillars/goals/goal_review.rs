//! A dated look at a goal with a decision.

use model::*;

/// One value that the review changed.
pub const CHANGED_FIELD: Handle<Line> = Handle::<Line>::new("field").required();
pub const CHANGED_FROM: Handle<Line> = Handle::<Line>::new("from");
pub const CHANGED_TO: Handle<Line> = Handle::<Line>::new("to");

record! {
    /// Actual against plan, what changed outside, and whether the goal is kept, adjusted or dropped.
    GOAL_REVIEW = "goal_review", title "reviewed_on", called ["goal", "reviewed_on"], covers ["P01.7"];
    GOAL: Link = "goal", required, to(&["goal"]);
    REVIEWED_ON: DateField = "reviewed_on", required;
    ACTUAL: Number = "actual", key, measured_by(&["goal", "indicator", "unit_kind"]), covers(&["L04"]);
    CONDITIONS: Prose = "conditions", max_length(500);
    DECISION: Choice = "decision", required, one_of(&["keep", "adjust", "drop"]), covers(&["P00.03"]);
    CHANGES: Rows = "changes", columns(&[CHANGED_FIELD.def, CHANGED_FROM.def, CHANGED_TO.def]), computed;
    REASON: Prose = "reason", max_length(500), key;
    BY: Link = "by", to(&["person"]), key;
}
