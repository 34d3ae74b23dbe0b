//! How an evaluation goes: who evaluates whom, when, with which method and answer.

use model::*;

/// One step of the process.
pub const STEP: Handle<Line> = Handle::<Line>::new("step").required().max_length(80);
pub const DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const METHOD: Handle<Line> = Handle::<Line>::new("method").max_length(120);
pub const EVALUATOR: Handle<Link> = Handle::<Link>::new("evaluator").to(&["person"]);
pub const EVALUATEE: Handle<Line> = Handle::<Line>::new("evaluatee").max_length(120);
pub const FEEDBACK_BY: Handle<DateField> = Handle::<DateField>::new("feedback_by");

record! {
    /// The steps of one evaluation, open to all concerned.
    EVALUATION_PROCESS = "evaluation_process", title "name", covers ["P05.2.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    SCHEME: Link = "scheme", to(&["evaluation_scheme"]), key;
    STATUS: Choice = "status", one_of(&["draft", "published", "closed"]), key, covers(&["P05.2.2"]);
    STEPS: Rows = "steps", columns(&[STEP.def, DATE.def, METHOD.def, EVALUATOR.def, EVALUATEE.def, FEEDBACK_BY.def]), covers(&["P05.2.2"]);
    /// Days in which the person evaluated may object.
    OBJECTION_DAYS: Score = "objection_days", range(0.0, 60.0), key, covers(&["P05.2.2"]);
    PUBLISHED_ON: DateField = "published_on", key, covers(&["P05.2.2"]);
    /// Everyone who is to know it.
    CONCERNED: Links = "concerned", to(&["person"]), covers(&["P05.2.2"]);
    /// Those who have confirmed that they know it.
    CONFIRMED: Links = "confirmed", to(&["person"]), covers(&["P05.2.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
}
