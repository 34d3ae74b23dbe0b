//! What one department gives another.

use model::*;

/// How often something happens.
pub const FREQUENCIES: &[&str] = &["day", "week", "two_weeks", "month", "quarter", "half_year", "year", "as_needed"];

record! {
    /// What flows between two departments, how often, and who talks to whom.
    DEPARTMENT_RELATION = "department_relation", title "gives", covers ["P03.1", "P10.A04"];
    GIVES: Line = "gives", required, max_length(120), search(2), covers(&["P03.1"]);
    FROM: Link = "from", required, to(&["department"]), covers(&["P03.1"]);
    TO: Link = "to", required, to(&["department"]), covers(&["P03.1"]);
    RECEIVES: Line = "receives", max_length(120), search(1), key, covers(&["P03.1"]);
    FREQUENCY: Choice = "frequency", required, one_of(FREQUENCIES), covers(&["P03.1"]);
    CONTACT: Link = "contact", required, to(&["person"]), covers(&["P03.1"]);
    COUNTERPART: Link = "counterpart", to(&["person"]), covers(&["P03.1"]);
}
