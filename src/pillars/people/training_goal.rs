//! What training is to reach.

use model::*;

record! {
    /// An aim of development that serves a goal of the company.
    TRAINING_GOAL = "training_goal", title "text", covers ["P06.1", "P06.1.1"];
    TEXT: Line = "text", required, max_length(160), search(3);
    GOALS: Links = "goals", to(&["goal"]), key, covers(&["P06.1.1"]);
    /// A sentence of the charter, word for word.
    SERVES: Line = "serves", max_length(500), covers(&["P06.1.1", "L01"]);
    AUDIENCE: Line = "audience", max_length(120), key;
    EVALUATION: Link = "evaluation", to(&["evaluation"]), covers(&["L25"]);
    COMPETENCIES: Links = "competencies", to(&["competency"]);
    MEASURE: Line = "measure", max_length(200), key;
    DUE: DateField = "due", key;
    OWNER: Link = "owner", to(&["person"]), key;
    STATUS: Choice = "status", one_of(&["draft", "agreed", "reached", "dropped"]), key;
    NEXT_REVIEW: DateField = "next_review";
}
