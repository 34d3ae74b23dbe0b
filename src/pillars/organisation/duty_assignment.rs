//! The part that a department or person has in a duty (RACI).

use model::*;

record! {
    /// Who does it, who decides and answers, who is asked, who is told.
    DUTY_ASSIGNMENT = "duty_assignment", title "role", called ["duty", "role", "department", "person"], covers ["P03.3"];
    ROLE: Choice = "role", required, one_of(&["r", "a", "c", "i"]), covers(&["P03.3"]);
    DUTY: Link = "duty", required, to(&["duty"]), covers(&["P03.3"]);
    DEPARTMENT: Link = "department", to(&["department"]), key;
    PERSON: Link = "person", to(&["person"]), key;
}
