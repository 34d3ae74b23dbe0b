//! Work in another post for a time.

use model::*;

record! {
    /// Who goes where, from when to when, for what, and with what result.
    ROTATION = "rotation", title "aim", covers ["P06.4.2"];
    AIM: Line = "aim", required, max_length(160), search(2);
    PERSON: Link = "person", required, to(&["person"]);
    FROM: Link = "from", to(&["department"]), key;
    TO: Link = "to", to(&["department"]), key;
    FROM_POSITION: Link = "from_position", to(&["position"]);
    TO_POSITION: Link = "to_position", to(&["position"]);
    START: DateField = "start", key, covers(&["P06.4.2"]);
    END: DateField = "end", key, covers(&["P06.4.2"]);
    STATUS: Choice = "status", one_of(&["planned", "running", "ended"]), key;
    /// Who does the work meanwhile.
    REPLACEMENT: Link = "replacement", to(&["person"]);
    HOST: Link = "host", to(&["person"]);
    RESULT: Prose = "result", max_length(400), covers(&["P06.4.2"]);
}
