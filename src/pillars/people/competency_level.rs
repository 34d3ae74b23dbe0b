//! What a person can do today.

use model::*;

record! {
    /// The level of one competency that a person has; the gap is computed.
    COMPETENCY_LEVEL = "competency_level", title "level", called ["person", "competency"], covers ["P06.1.2"];
    PERSON: Link = "person", required, to(&["person"]);
    COMPETENCY: Link = "competency", required, to(&["competency"]);
    LEVEL: Score = "level", required, range(0.0, 5.0), covers(&["P06.1.2"]);
    ASSESSED_ON: DateField = "assessed_on", key;
    ASSESSED_BY: Link = "assessed_by", to(&["person"]), key;
    EVIDENCE: Line = "evidence", max_length(200);
}
