//! A duty: a piece of work that someone answers for.

use model::*;

record! {
    /// One duty, its home, and how well it should be done.
    DUTY = "duty", title "name", covers ["P03.3", "P03.3.3"];
    NAME: Line = "name", required, max_length(120), search(3);
    DEPARTMENT: Link = "department", to(&["department"]), key;
    POSITION: Link = "position", to(&["position"]), key, covers(&["P03.3.3"]);
    DESCRIPTION: Prose = "description", max_length(500), search(1);
    STANDARD: Line = "standard", max_length(200), key;
}
