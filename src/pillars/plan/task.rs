//! A task, the only kind of task in the app (decisions.md 8).

use model::*;

record! {
    /// One piece of work with one owner and a due date.
    TASK = "task", title "title", covers ["P01.A05", "P01.A07"];
    TITLE: Line = "title", required, max_length(120), search(4);
    PROJECT: Line = "project", max_length(80);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P01.A07"]);
    HELPERS: Links = "helpers", to(&["person"]);
    START: DateField = "start";
    DUE: DateField = "due", key, covers(&["P01.A07"]);
    MEASURE: Line = "measure", max_length(200), covers(&["P01.A07"]);
    DELIVERABLE: Line = "deliverable", max_length(200);
    STATUS: Choice = "status", one_of(&["open", "doing", "done", "dropped"]), key;
    PROGRESS: Ratio = "progress", range(0.0, 1.0);
    DONE_ON: DateField = "done_on";
    GOAL: Link = "goal", to(&["goal"]), key, covers(&["P01.A05"]);
}
