//! A look at how the plan is going.

use model::*;

/// What tells the unit of the numbers.
const MEASURE: &[&str] = &["indicator", "unit_kind"];

record! {
    /// Planned against actual on a day, with cause, decision and corrective task.
    CHECKPOINT = "checkpoint", title "name", covers ["P02.2.3.3"];
    NAME: Line = "name", required, max_length(120), search(2);
    DATE: DateField = "date", required;
    PLAN: Link = "plan", to(&["plan"]);
    GOAL: Link = "goal", to(&["goal"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), key;
    PLANNED: Number = "planned", measured_by(MEASURE), key;
    ACTUAL: Number = "actual", measured_by(MEASURE), key;
    CAUSE: Prose = "cause", max_length(500), key;
    DECISION: Choice = "decision", one_of(&["keep", "change", "stop"]), key;
    ACTION: Link = "action", to(&["task"]), key;
    OWNER: Link = "owner", to(&["person"]);
    LOG: Prose = "log", max_length(800);
}
