//! A test with consumers before the launch.

use model::*;

/// What testers found.
pub const FINDING: Handle<Line> = Handle::<Line>::new("finding").required().max_length(200);
pub const FINDING_ANSWER: Handle<Line> = Handle::<Line>::new("answer").max_length(200);
/// The feedback that was made of it.
pub const FINDING_FEEDBACK: Handle<Link> = Handle::<Link>::new("feedback").to(&["feedback"]);
pub const FINDING_OWNER: Handle<Link> = Handle::<Link>::new("owner").to(&["person"]);

/// What may go wrong and what is done then.
pub const EVENT: Handle<Line> = Handle::<Line>::new("event").required().max_length(200);
pub const SIGN: Handle<Line> = Handle::<Line>::new("sign").max_length(200);
pub const ANSWER: Handle<Line> = Handle::<Line>::new("answer").max_length(200);
pub const ANSWER_OWNER: Handle<Link> = Handle::<Link>::new("owner").to(&["person"]);

record! {
    /// Testers, their scores and findings, and the list of contingencies.
    TRIAL = "trial", title "name", covers ["P02.A15"];
    NAME: Line = "name", required, max_length(80), search(2);
    NEW_PRODUCT: Link = "new_product", to(&["new_product"]), key;
    PRODUCT: Link = "product", to(&["product"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]);
    DATE: DateField = "date", key;
    TESTERS: Number = "testers", min(0.0), key;
    MEAN_SCORE: Number = "mean_score", range(1.0, 5.0), key;
    REMARKS: Prose = "remarks", max_length(500);
    OWNER: Link = "owner", to(&["person"]), key;
    FINDINGS: Rows = "findings", columns(&[FINDING.def, FINDING_ANSWER.def, FINDING_OWNER.def, FINDING_FEEDBACK.def]), covers(&["L48"]);
    CONTINGENCIES: Rows = "contingencies", columns(&[EVENT.def, SIGN.def, ANSWER.def, ANSWER_OWNER.def]);
    FEASIBLE: Choice = "feasible", one_of(&["yes", "after_changes", "no"]), key;
}
