//! A limit that stands against a goal.

use model::*;

record! {
    /// Competition, law or another limit, with what is done about it.
    CONSTRAINT = "constraint", title "text", covers ["P01.5"];
    TEXT: Line = "text", required, max_length(200), search(2);
    CONSTRAINT_KIND: Choice = "constraint_kind", required, one_of(&["competition", "law", "supply", "other"]);
    SEVERITY: Score = "severity", required, range(1.0, 5.0);
    MITIGATION: Prose = "mitigation", max_length(500), key;
    GOALS: Links = "goals", to(&["goal"]), key;
}
