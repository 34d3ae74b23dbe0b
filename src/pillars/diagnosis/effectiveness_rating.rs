//! A filled-in rating of marketing effectiveness.

use model::*;

/// Id of the question, for example `R01`, and its points.
pub const QUESTION: Handle<Line> = Handle::<Line>::new("question").required();
pub const POINTS: Handle<Score> = Handle::<Score>::new("points").range(0.0, 2.0).required();

record! {
    /// Fifteen answers of 0 to 2 points on one day (K100).
    EFFECTIVENESS_RATING = "effectiveness_rating", title "name", covers ["P05.A05"];
    NAME: Line = "name", required, max_length(80), search(1);
    DATED: DateField = "dated", required;
    ANSWERS: Rows = "answers", computed, columns(&[QUESTION.def, POINTS.def]), covers(&["P05.A05"]);
    NOTE: Prose = "note", max_length(1000), key;
}
