//! A position: a place in the organization, filled or vacant.

use model::*;

use super::department::LEVELS;

record! {
    /// One post with its level, its work and how many people it needs.
    POSITION = "position", title "name", covers ["P03.2", "P03.2.2", "P03.3.1"];
    NAME: Line = "name", required, max_length(80), search(3);
    DEPARTMENT: Link = "department", to(&["department"]), key;
    LEVEL: Choice = "level", one_of(LEVELS), key, covers(&["P03.2.2"]);
    REPORTS_TO: Link = "reports_to", to(&["position"]), key, covers(&["P03.2", "P03.2.2"]);
    HEADCOUNT: Score = "headcount", range(0.0, 100000.0), key, covers(&["P03.3.1"]);
    /// Counted from the people who hold it while it is empty.
    FILLED: Score = "filled", range(0.0, 100000.0), key, covers(&["P03.3.1"]);
    /// Hours a week of the whole post, all its people together.
    WORKLOAD: Number = "workload", range(0.0, 1000000.0), covers(&["P03.3.1"]);
    CONTENT: Prose = "content", max_length(600), search(1), covers(&["P03.3.1"]);
    VACANCY_PLAN: Line = "vacancy_plan", max_length(200), covers(&["P03.3.1"]);
}
