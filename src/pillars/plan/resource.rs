//! What a goal or a task needs and what is there.

use model::*;

record! {
    /// One line: needed against available.
    RESOURCE = "resource", title "name", covers ["P01.5"];
    NAME: Line = "name", required, max_length(120);
    RESOURCE_KIND: Choice = "resource_kind", required, one_of(&["money", "people", "technology", "material"]);
    GOAL: Link = "goal", to(&["goal"]), key;
    TASK: Link = "task", to(&["task"]);
    UNIT: Line = "unit", max_length(20), key;
    NEEDED: Number = "needed", min(0.0), key;
    AVAILABLE: Number = "available", min(0.0), key;
    MITIGATION: Prose = "mitigation", max_length(500), key;
}
