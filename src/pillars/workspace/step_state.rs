//! What the user has said about a step or an item of the method.

use model::*;

record! {
    /// Completion, or "not applicable" with its reason, of one step or item.
    STEP_STATE = "step_state", title "step";
    /// Row id of the catalogue, for example `P01.3` or `P01.3.2`.
    STEP: Line = "step", required, computed;
    STATUS: Choice = "status", one_of(&["done", "problem", "not_applicable"]), computed;
    REASON: Prose = "reason", max_length(500), covers(&["P00.08"]);
    WHO: Line = "who", computed;
    WHEN: DateField = "when", computed;
}
