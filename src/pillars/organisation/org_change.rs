//! A change of structure, duties or communication.

use model::*;

record! {
    /// What changes, why, from when, and what came of it.
    ORG_CHANGE = "org_change", title "what", covers ["P03.5", "P03.5.2"];
    WHAT: Line = "what", required, max_length(120), search(2), covers(&["P03.5.2"]);
    WHY: Prose = "why", max_length(500), search(1), covers(&["P03.5.2"]);
    STATUS: Choice = "status", one_of(&["proposed", "approved", "in_force", "withdrawn"]), key, covers(&["P03.5.2"]);
    EFFECTIVE_ON: DateField = "effective_on", key, covers(&["P03.5.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    DEPARTMENTS: Links = "departments", to(&["department"]);
    BEFORE: Prose = "before", max_length(400), covers(&["P03.5.2"]);
    AFTER: Prose = "after", max_length(400), covers(&["P03.5.2"]);
    /// People concerned before and after, for the chart.
    PEOPLE_BEFORE: Score = "people_before", range(0.0, 100000.0), key, covers(&["P03.5.2"]);
    PEOPLE_AFTER: Score = "people_after", range(0.0, 100000.0), key, covers(&["P03.5.2"]);
    EFFECT: Prose = "effect", max_length(500), covers(&["P03.5.2"]);
    REVIEW: Link = "review", to(&["org_review"]);
}
