//! A course.

use model::*;

/// Kinds of courses in the order in which people take them.
const KINDS: &[&str] = &["basic", "professional", "practice"];

record! {
    /// What is taught, for whom, in which form and for which competency.
    COURSE = "course", title "name", covers ["P06.2", "P06.2.1", "P06.2.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    COURSE_KIND: Choice = "course_kind", required, one_of(KINDS), covers(&["P06.2.1", "P06.2.1.1", "P06.2.1.2", "P06.2.1.3"]);
    FORM: Choice = "form", one_of(&["in_house", "external", "online"]), key, covers(&["P06.2.2", "P06.2.2.1", "P06.2.2.2", "P06.2.2.3"]);
    CONTENT: Prose = "content", max_length(1000), covers(&["P06.2.1"]);
    HOURS: Number = "hours", min(0.0), key, covers(&["P06.2.1"]);
    COMPETENCIES: Links = "competencies", to(&["competency"]), key, covers(&["P06.2.1"]);
    POSITIONS: Links = "positions", to(&["position"]), covers(&["P06.2.1.2"]);
    SCENARIO: Prose = "scenario", max_length(500), covers(&["P06.2.1.3"]);
    RESULT_NOTE: Prose = "result_note", max_length(500), covers(&["P06.2.1.3"]);
    TRAINERS: Links = "trainers", to(&["person"]), covers(&["P06.2.2.1"]);
    PROVIDER: Link = "provider", to(&["training_provider"]), covers(&["P06.2.2.2"]);
    COST: MoneyField = "cost", min(0.0), covers(&["P06.2.2.2"]);
    PLATFORM: Line = "platform", max_length(80), covers(&["P06.2.2.3"]);
    ADDRESS: Url = "address", covers(&["P06.2.2.3"]);
}
