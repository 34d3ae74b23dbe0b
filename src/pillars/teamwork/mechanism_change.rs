//! A change of the way people communicate.

use model::*;

record! {
    /// What was changed, why, and whether it helped.
    MECHANISM_CHANGE = "mechanism_change", title "what", covers ["P10.6", "P10.6.2"];
    WHAT: Line = "what", required, max_length(120), search(2), covers(&["P10.6.2"]);
    MECHANISM: Link = "mechanism", to(&["mechanism"]), key, covers(&["P10.6.2"]);
    WHY: Prose = "why", max_length(400), search(1), covers(&["P10.6.2"]);
    CHANGED_ON: DateField = "changed_on", key, covers(&["P10.6.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    EXPECTED: Line = "expected", max_length(200), covers(&["P10.6.2"]);
    CHECK_ON: DateField = "check_on", key, covers(&["P10.6.2"]);
    EFFECT: Line = "effect", max_length(200), covers(&["P10.6.2"]);
    VERDICT: Choice = "verdict", one_of(&["keep", "adjust", "withdraw"]), key, covers(&["P10.6.2"]);
}
