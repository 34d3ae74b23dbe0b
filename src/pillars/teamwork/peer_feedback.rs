//! Feedback of one person to another.

use model::*;

record! {
    /// Strengths and points to improve, given in both directions and between equals.
    PEER_FEEDBACK = "peer_feedback", title "name", covers ["P10.6", "P10.6.1"];
    NAME: Line = "name", required, max_length(80), search(1);
    FROM: Link = "from", required, to(&["person"]), covers(&["P10.6.1"]);
    TO: Link = "to", required, to(&["person"]), covers(&["P10.6.1"]);
    DIRECTION: Choice = "direction", one_of(&["peer", "down", "up"]), key, covers(&["P10.6.1"]);
    PERIOD: Line = "period", max_length(20), key, covers(&["P10.6.1"]);
    DUE: DateField = "due", key, covers(&["P10.6.1"]);
    STATUS: Choice = "status", one_of(&["planned", "given", "skipped"]), key, covers(&["P10.6.1"]);
    GIVEN_ON: DateField = "given_on", covers(&["P10.6.1"]);
    STRENGTHS: Prose = "strengths", max_length(500), covers(&["P10.6.1"]);
    IMPROVE: Prose = "improve", max_length(500), covers(&["P10.6.1"]);
    VISIBILITY: Choice = "visibility", one_of(&["pair", "superior", "team"]), covers(&["P10.6.1", "L42"]);
}
