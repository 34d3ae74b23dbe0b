//! A department.

use model::*;

record! {
    /// A department of the company.
    DEPARTMENT = "department", title "name";
    NAME: Line = "name", required, max_length(60), search(2);
    PARENT: Link = "parent", to(&["department"]), key;
    HEAD: Link = "head", to(&["person"]), key;
}
