//! Whom to ask about what in a department.

use model::*;

record! {
    /// One line of the contact table: department, subject, person.
    CONTACT = "contact", title "subject", covers ["P10.3.1"];
    SUBJECT: Line = "subject", required, max_length(80), search(2), covers(&["P10.3.1"]);
    DEPARTMENT: Link = "department", required, to(&["department"]), covers(&["P10.3.1"]);
    TOPIC: Choice = "topic", one_of_list("contact_topics", &["material", "data", "price", "stock", "money", "complaint", "product", "people"]), key,
        covers(&["P10.3.1"]);
    PERSON: Link = "person", to(&["person"]), key, covers(&["P10.3.1"]);
    BACKUP: Link = "backup", to(&["person"]), key;
    WAY: Line = "way", max_length(120), key;
}
