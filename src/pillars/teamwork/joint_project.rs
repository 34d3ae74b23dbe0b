//! A project of several departments.

use model::*;

record! {
    /// Departments, aim, lead, result, and how well they worked together.
    JOINT_PROJECT = "joint_project", title "name", covers ["P10.3.2"];
    NAME: Line = "name", required, max_length(100), search(3);
    DEPARTMENTS: Links = "departments", to(&["department"]), key, covers(&["P10.3.2"]);
    AIM: Line = "aim", max_length(200), search(1), key, covers(&["P10.3.2"]);
    LEAD: Link = "lead", to(&["person"]), key, covers(&["P10.3.2"]);
    GOAL: Link = "goal", to(&["goal"]);
    PLAN: Link = "plan", to(&["plan"]), covers(&["L43"]);
    START: DateField = "start", key;
    DUE: DateField = "due", key;
    STATUS: Choice = "status", one_of(&["planned", "running", "closed"]), key;
    PROGRESS: Ratio = "progress", range(0.0, 1.0);
    RESULT: Prose = "result", max_length(500), search(1), covers(&["P10.3.2"]);
    /// How well the departments worked together.
    COOPERATION: Score = "cooperation", range(1.0, 5.0), covers(&["P10.3.2", "L43"]);
    LEARNED: Prose = "learned", max_length(400);
}
