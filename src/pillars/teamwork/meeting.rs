//! A meeting, planned, held or missed.

use model::*;

/// Who came, and when.
pub const PRESENT_PERSON: Handle<Link> = Handle::<Link>::new("person").required().to(&["person"]);
pub const PRESENCE: Handle<Choice> = Handle::<Choice>::new("presence").required().one_of(&["on_time", "late", "absent"]).covers(&["P10.A07"]);

record! {
    /// One occasion of a series: agenda, minutes, who was there, whom the minutes went to.
    MEETING = "meeting", title "name", covers ["P10.2.1", "P10.A02", "P10.A03"];
    NAME: Line = "name", required, max_length(80), search(2);
    DATE: DateField = "date", required, covers(&["P10.2.1"]);
    MECHANISM: Link = "mechanism", to(&["mechanism"]), key, covers(&["P10.2.1", "L24"]);
    STATUS: Choice = "status", one_of(&["planned", "held", "missed"]), key, covers(&["P10.2.1"]);
    CHAIR: Link = "chair", to(&["person"]), key;
    WRITER: Link = "writer", to(&["person"]);
    AGENDA: Tags = "agenda", max_length(120), covers(&["P10.2.1"]);
    ATTENDANCE: Rows = "attendance", columns(&[PRESENT_PERSON.def, PRESENCE.def]), covers(&["P10.A07"]);
    PROGRESS: Prose = "progress", max_length(1000), search(1), covers(&["P10.2.1"]);
    PROBLEMS: Prose = "problems", max_length(1000), search(1), covers(&["P10.2.1"]);
    NEXT_PLAN: Prose = "next_plan", max_length(1000), search(1), covers(&["P10.2.1"]);
    EXPERIENCE: Prose = "experience", max_length(600), search(1), covers(&["P10.A02"]);
    TASKS: Links = "tasks", to(&["task"]), covers(&["P10.2.1", "L19"]);
    SENT_TO: Links = "sent_to", to(&["person"]), covers(&["P10.A21"]);
    SENT_ON: DateField = "sent_on", covers(&["P10.A21"]);
}
