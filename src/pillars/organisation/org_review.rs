//! A look at structure, duties and communication together.

use model::*;

record! {
    /// Marks for the three, problems and proposals.
    ORG_REVIEW = "org_review", title "name", covers ["P03.5", "P03.5.1"];
    NAME: Line = "name", required, max_length(80), search(2);
    REVIEWED_ON: DateField = "reviewed_on", required, covers(&["P03.5.1"]);
    BY: Link = "by", to(&["person"]), key;
    STRUCTURE: Score = "structure", range(1.0, 5.0), key, covers(&["P03.5.1"]);
    DUTIES: Score = "duties", range(1.0, 5.0), key, covers(&["P03.5.1"]);
    COMMUNICATION: Score = "communication", range(1.0, 5.0), key, covers(&["P03.5.1"]);
    PROBLEMS: Prose = "problems", max_length(800), search(1), covers(&["P03.5.1"]);
    PROPOSALS: Prose = "proposals", max_length(800), search(1), covers(&["P03.5.1"]);
    NEXT_REVIEW: DateField = "next_review", key, covers(&["P03.5"]);
}
