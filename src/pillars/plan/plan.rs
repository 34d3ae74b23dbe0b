//! The marketing plan of a period.

use model::*;

/// States in order.
pub const STATUSES: &[&str] = &["draft", "for_sign_off", "approved", "running", "closed", "replaced"];

record! {
    /// Goals, strategy, mix, tasks, budget and controls of a year, a half, a quarter or a month.
    PLAN = "plan", title "name", covers ["P02.2", "P02.2.3", "P02.A02", "P02.A03"];
    NAME: Line = "name", required, max_length(80), search(3);
    CYCLE: Choice = "cycle", one_of(&["year", "half", "quarter", "month"]), key, covers(&["P02.A03"]);
    PERIOD: SpanField = "period", key, covers(&["P02.A02"]);
    STATUS: Choice = "status", one_of(STATUSES), key;
    OWNER: Link = "owner", to(&["person"]), key;
    PARENT: Link = "parent", to(&["plan"]), covers(&["P02.A03"]);
    STRATEGY: Link = "strategy", to(&["strategy"]);
    /// Goals of pillar 1; no second copy.
    GOALS: Links = "goals", to(&["goal"]), covers(&["P02.2.1"]);
    SITUATION: Prose = "situation", max_length(800);
    CONTROLS: Prose = "controls", max_length(500), covers(&["P02.2.3.3"]);
    /// From this deviation on, a checkpoint needs a cause and a task.
    TOLERANCE: Ratio = "tolerance", range(0.0, 1.0), covers(&["P02.2.3.3"]);
    BUDGET: Link = "budget", to(&["budget"]), key, covers(&["P02.A02"]);
    PARTICIPANTS: Links = "participants", to(&["person"]);
    APPROVED_BY: Link = "approved_by", to(&["person"]);
    APPROVED_ON: DateField = "approved_on";
    NEXT_REVIEW: DateField = "next_review";
    VERSION: Line = "version", max_length(20);
    PREVIOUS: Link = "previous", to(&["plan"]), covers(&["P02.2.4.3"]);
    CHANGE_REASON: Prose = "change_reason", max_length(500), covers(&["P02.2.4.3"]);
    CHANGES: Tags = "changes", covers(&["P02.2.4.3"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
