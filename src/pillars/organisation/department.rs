//! A department.

use model::*;

/// The functions of marketing work of which each has one home (P03.2.1).
pub const FUNCTIONS: &[&str] = &["research", "planning", "brand", "advertising", "channel", "sales", "service", "product", "logistics", "control"];
/// Levels of a department or position (R59).
pub const LEVELS: &[&str] = &["top", "middle", "base"];
/// One function that has its home here.
pub const FUNCTION: Handle<Choice> = Handle::<Choice>::new("function").required().one_of_list("marketing_functions", FUNCTIONS);

record! {
    /// A department of the company: what it is there for, who heads it, which functions are at home in it.
    DEPARTMENT = "department", title "name", covers ["P03.1", "P03.2", "P03.2.1"];
    NAME: Line = "name", required, max_length(60), search(2);
    PARENT: Link = "parent", to(&["department"]), key;
    HEAD: Link = "head", to(&["person"]), key;
    PART: Choice = "part", one_of(&["marketing", "other"]), key, covers(&["P03.1"]);
    LEVEL: Choice = "level", one_of(LEVELS), covers(&["P03.2.2"]);
    FOCUS: Line = "focus", max_length(120), key, covers(&["P03.2.1"]);
    MISSION: Prose = "mission", max_length(500), covers(&["P03.2.1"]);
    SIZE: Score = "size", range(0.0, 100000.0), key, covers(&["P03.2.1"]);
    FUNCTIONS_HERE: Rows = "functions", columns(&[FUNCTION.def]), covers(&["P03.2.1"]);
}
