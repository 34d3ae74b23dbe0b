//! One indicator in one evaluation: the line of the score table.

use model::*;

const MEASURE: &[&str] = &["indicator", "unit_kind"];

record! {
    /// Target, actual and judgement of one indicator; weight, attainment and points are computed.
    SCORE_LINE = "score_line", title "name", called ["indicator"], covers ["P05.3.2"];
    NAME: Line = "name", max_length(60), search(1);
    EVALUATION: Link = "evaluation", required, to(&["evaluation"]);
    INDICATOR: Link = "indicator", required, to(&["indicator"]);
    /// Empty: the goal of this indicator that the scheme names.
    GOAL: Link = "goal", to(&["goal"]), covers(&["L03"]);
    /// Empty: the milestone of the goal for the end of the period, else the standard.
    TARGET: Number = "target", key, measured_by(MEASURE);
    /// Empty: from the readings of the period.
    ACTUAL: Number = "actual", key, measured_by(MEASURE);
    COMMENT: Prose = "comment", max_length(500), key, covers(&["P05.3.2"]);
    CAUSE: Prose = "cause", max_length(500), covers(&["P05.3.3"]);
    PROPOSAL: Prose = "proposal", max_length(500), covers(&["P05.3.3"]);
}
