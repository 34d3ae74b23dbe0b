//! A case of accountability: a duty that was not met.

use model::*;

record! {
    /// What was found, what the person says, what follows. Kept apart from the lessons of pillar 10.
    ACCOUNTABILITY = "accountability", title "finding", covers ["P03.3.3"];
    FINDING: Line = "finding", required, max_length(200), search(2), covers(&["P03.3.3"]);
    PERSON: Link = "person", required, to(&["person"]), covers(&["P03.3.3"]);
    DUTY: Link = "duty", to(&["duty"]), key, covers(&["P03.3.3"]);
    DATE: DateField = "date", key, covers(&["P03.3.3"]);
    STATUS: Choice = "status", one_of(&["open", "replied", "decided", "closed"]), key, covers(&["P03.3.3"]);
    REPLY: Prose = "reply", max_length(600), covers(&["P03.3.3"]);
    MEASURE: Line = "measure", max_length(200), covers(&["P03.3.3"]);
    DUE: DateField = "due";
    CLOSED_ON: DateField = "closed_on", covers(&["P03.3.3"]);
}
