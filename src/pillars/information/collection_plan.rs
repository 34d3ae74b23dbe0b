//! Who collects what, from where, how often.

use model::*;

/// How often something is collected or reported.
pub const FREQUENCIES: &[&str] = &["day", "week", "two_weeks", "month", "quarter", "half_year", "year"];

record! {
    /// One regular round of collecting; its due dates are counted from the last one.
    COLLECTION_PLAN = "collection_plan", title "name", covers ["P04.3.3"];
    NAME: Line = "name", required, max_length(80), search(3);
    NEED: Link = "need", to(&["info_need"]), key, covers(&["P04.3.3"]);
    SOURCE: Link = "source", to(&["info_source"]), key, covers(&["P04.3.3"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P04.3.3"]);
    FREQUENCY: Choice = "frequency", one_of(FREQUENCIES), key, covers(&["P04.3.3"]);
    METHOD: Prose = "method", max_length(500), covers(&["P04.3.3"]);
    /// Due date of the first round.
    FIRST_DUE: DateField = "first_due";
    LAST_DONE: DateField = "last_done", key, covers(&["P04.3.3"]);
    STATUS: Choice = "status", one_of(&["active", "paused", "ended"]);
}
