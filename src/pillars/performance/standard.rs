//! What good work looks like.

use model::*;

record! {
    /// A standard that a person or everyone is held to.
    STANDARD = "standard", title "text", covers ["P01.A08"];
    TEXT: Line = "text", required, max_length(200), search(2);
    MEASURE: Line = "measure", max_length(200), key;
    /// Empty: holds for everyone.
    PERSONS: Links = "persons", to(&["person"]), key;
    DEPARTMENT: Link = "department", to(&["department"]), key;
}
