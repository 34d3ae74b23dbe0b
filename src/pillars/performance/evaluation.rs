//! An appraisal run and the goals that count in it.

use model::*;

/// Which goal counts with which weight.
pub const WEIGHTED_GOAL: Handle<Link> = Handle::<Link>::new("goal").required().to(&["goal"]);
pub const GOAL_WEIGHT: Handle<Ratio> = Handle::<Ratio>::new("weight").required().range(0.0, 1.0);

record! {
    /// One appraisal over a period.
    EVALUATION = "evaluation", title "name", covers ["P01.A09"];
    NAME: Line = "name", required, max_length(80), search(2);
    PERIOD: SpanField = "period", key;
    PERSON: Link = "person", to(&["person"]), key;
    WEIGHTS: Rows = "weights", columns(&[WEIGHTED_GOAL.def, GOAL_WEIGHT.def]), covers(&["P01.A09"]);
}
