//! What a goal or a task needs and what is there.

use model::*;

record! {
    /// One line: needed against available.
    RESOURCE = "resource", title "name", covers ["P01.5", "P02.2.3.2"];
    NAME: Line = "name", required, max_length(120);
    RESOURCE_KIND: Choice = "resource_kind", required, one_of(&["money", "people", "technology", "material"]);
    GOAL: Link = "goal", to(&["goal"]), key;
    TASK: Link = "task", to(&["task"]), covers(&["P02.2.3.2"]);
    UNIT: Line = "unit", max_length(20), key;
    NEEDED: Number = "needed", min(0.0), key;
    AVAILABLE: Number = "available", min(0.0), key;
    MITIGATION: Prose = "mitigation", max_length(500), key;
    PERIOD: SpanField = "period", covers(&["P02.2.3.2"]);
    /// Who works on it, and how many hours in the period; counts in the person's load.
    PERSON: Link = "person", to(&["person"]), covers(&["P02.2.3.2"]);
    HOURS: Number = "hours", min(0.0), covers(&["P02.2.3.2"]);
}
