//! A person of the company; the one list of people.

use model::*;

record! {
    /// Someone who owns goals and tasks.
    PERSON = "person", title "name", covers ["P00.02"];
    NAME: Line = "name", required, max_length(60), search(4);
    ROLE: Line = "role", max_length(80), key;
    DEPARTMENT: Link = "department", to(&["department"]), key;
    POSITION: Link = "position", to(&["position"]), key, covers(&["P03.3.1"]);
    SUPERIOR: Link = "superior", to(&["person"]);
    REGION: Link = "region", to(&["region"]), key;
    JOINED_ON: DateField = "joined_on";
    /// Hours of a working week; 40, or those of the company, while empty.
    WEEKLY_HOURS: Number = "weekly_hours", range(1.0, 80.0), covers(&["P02.2.3.2"]);
    EMAIL: Line = "email", max_length(120), key, personal;
    PHONE: Line = "phone", max_length(40), personal;
}
