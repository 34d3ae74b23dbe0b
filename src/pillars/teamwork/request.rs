//! Something one department asks of another.

use model::*;

record! {
    /// What is asked, from whom, until when, and whether it was done.
    REQUEST = "request", title "asked", covers ["P10.3.1", "P10.A10"];
    ASKED: Line = "asked", required, max_length(200), search(2), covers(&["P10.3.1"]);
    FROM: Link = "from", required, to(&["department"]), covers(&["P10.3.1"]);
    TO: Link = "to", required, to(&["department"]), covers(&["P10.3.1"]);
    OWNER: Link = "owner", to(&["person"]), key;
    ASKED_ON: DateField = "asked_on", covers(&["P10.3.1"]);
    DUE: DateField = "due", key, covers(&["P10.3.1"]);
    DONE_ON: DateField = "done_on", covers(&["P10.3.1"]);
    STATUS: Choice = "status", one_of(&["open", "done", "declined"]), key;
    ANSWER: Line = "answer", max_length(200), search(1);
}
