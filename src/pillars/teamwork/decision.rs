//! A decision, most often of a meeting.

use model::*;

record! {
    /// What was decided, who carries it out, until when, and the task made of it (L41).
    DECISION = "decision", title "text", covers ["P10.2.1"];
    TEXT: Line = "text", required, max_length(200), search(3), covers(&["P10.2.1"]);
    MEETING: Link = "meeting", to(&["meeting"]), key, covers(&["P10.2.1"]);
    DATE: DateField = "date";
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P10.2.1"]);
    DUE: DateField = "due", key, covers(&["P10.2.1"]);
    STATUS: Choice = "status", one_of(&["open", "done", "dropped"]), key;
    TASK: Link = "task", to(&["task"]), covers(&["P10.2.1", "L41"]);
    ACTION: Link = "action", to(&["improvement_action"]), covers(&["L41"]);
    REASON: Prose = "reason", max_length(400), search(1);
}
