//! A questionnaire: its questions, and its counted result where the answers are elsewhere.

use model::*;

/// Kinds of questions.
pub const QUESTION_KINDS: &[&str] = &["single", "multi", "scale", "text"];

/// The question in row *n* is answered in field *n* of an answer sheet.
pub const QUESTION_TEXT: Handle<Line> = Handle::<Line>::new("note").required().max_length(200);
pub const QUESTION_KIND: Handle<Choice> = Handle::<Choice>::new("question_kind").required().one_of(QUESTION_KINDS);
/// Options, separated by `|`; for a scale its ends, `1|5`.
pub const QUESTION_OPTIONS: Handle<Line> = Handle::<Line>::new("options").max_length(300);

/// A counted option: number of the question, option, how many chose it.
pub const TOTAL_QUESTION: Handle<Number> = Handle::<Number>::new("question").required().min(1.0);
pub const TOTAL_OPTION: Handle<Line> = Handle::<Line>::new("option").required().max_length(80);
pub const TOTAL_COUNT: Handle<Number> = Handle::<Number>::new("count").required().min(0.0);

record! {
    /// Questions of four kinds, answer sheets beside it, counts and shares worked out.
    SURVEY = "survey", title "name", covers ["P04.2.3.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    PROJECT: Link = "project", to(&["research_project"]), key;
    AUDIENCE: Line = "audience", max_length(120), key;
    OPENS_ON: DateField = "opens_on", key;
    CLOSES_ON: DateField = "closes_on", key;
    STATUS: Choice = "status", one_of(&["draft", "open", "closed"]), key;
    OWNER: Link = "owner", to(&["person"]);
    INVITED: Number = "invited", min(0.0);
    QUESTIONS: Rows = "questions", columns(&[QUESTION_TEXT.def, QUESTION_KIND.def, QUESTION_OPTIONS.def]), covers(&["P04.2.3.2"]);
    /// Answers counted elsewhere; the sheets kept here are then a sample.
    COUNTED: Number = "counted", min(0.0), covers(&["P04.2.3.2"]);
    TOTALS: Rows = "totals", columns(&[TOTAL_QUESTION.def, TOTAL_OPTION.def, TOTAL_COUNT.def]), covers(&["P04.2.3.2"]);
    READING: Prose = "reading", max_length(1000), covers(&["P04.2.3.2"]);
}
