//! What was learned, used at work.

use model::*;

record! {
    /// A task at work that uses a course and solves a problem.
    PRACTICE = "practice", title "title", covers ["P06.5", "P06.5.1"];
    TITLE: Line = "title", required, max_length(120), search(2);
    PERSON: Link = "person", to(&["person"]), key;
    COURSE: Link = "course", to(&["course"]), key, covers(&["P06.5.1"]);
    TASK: Link = "task", to(&["task"]);
    GUIDE: Link = "guide", to(&["person"]);
    DUE: DateField = "due", key;
    STATUS: Choice = "status", one_of(&["open", "doing", "done"]), key;
    PROBLEM: Prose = "problem", max_length(400), covers(&["P06.5.1"]);
    RESULT: Prose = "result", max_length(400), covers(&["P06.5.1"]);
    /// Money saved or earned.
    VALUE: MoneyField = "value", key, covers(&["P06.5.1"]);
    DONE_ON: DateField = "done_on";
}
