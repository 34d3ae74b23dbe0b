//! Something heard from a customer, dealer or colleague.

use model::*;

record! {
    /// One piece of feedback; a strong one asks for the review of the goals it touches.
    FEEDBACK = "feedback", title "text";
    TEXT: Line = "text", required, max_length(300), search(3);
    SOURCE: Choice = "source", required, one_of(&["customer", "partner", "employee", "market"]);
    DATE: DateField = "date", required;
    IMPACT: Score = "impact", range(-2.0, 2.0), key;
    GOALS: Links = "goals", to(&["goal"]), key, covers(&["P01.A14"]);
}
