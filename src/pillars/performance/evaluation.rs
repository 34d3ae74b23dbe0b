//! An evaluation that is carried out: the run over one period.

use model::*;

/// Which goal counts with which weight.
pub const WEIGHTED_GOAL: Handle<Link> = Handle::<Link>::new("goal").required().to(&["goal"]);
pub const GOAL_WEIGHT: Handle<Ratio> = Handle::<Ratio>::new("weight").required().range(0.0, 1.0);

record! {
    /// One appraisal over a period.
    EVALUATION = "evaluation", title "name", covers ["P01.A09", "P05.3"];
    NAME: Line = "name", required, max_length(80), search(2);
    PERIOD: SpanField = "period", key;
    PERSON: Link = "person", to(&["person"]), key;
    SCHEME: Link = "scheme", to(&["evaluation_scheme"]), key, covers(&["P05.3"]);
    STATUS: Choice = "status", one_of(&["planned", "collecting", "analysed", "reported", "closed"]), key, covers(&["P05.3"]);
    DUE: DateField = "due", key, covers(&["P05.4.1"]);
    EVALUATORS: Links = "evaluators", to(&["person"]), covers(&["P05.3"]);
    WEIGHTS: Rows = "weights", columns(&[WEIGHTED_GOAL.def, GOAL_WEIGHT.def]), covers(&["P01.A09"]);
    CONCLUSION: Prose = "conclusion", max_length(1000), covers(&["P05.3.2"]);
    /// What staff, customers and partners say about this evaluation and its result.
    FEEDBACK: Links = "feedback", to(&["feedback"]), covers(&["P05.4.2"]);
}
