//! A team: people with one goal.

use model::*;

record! {
    /// What the team is there for, who leads it, who belongs to it.
    TEAM = "team", title "name", covers ["P10.1", "P10.1.1", "P10.A19"];
    NAME: Line = "name", required, max_length(80), search(3);
    AIM: Line = "aim", max_length(200), search(1), key, covers(&["P10.1.1"]);
    GOALS: Links = "goals", to(&["goal"]), covers(&["P10.1.1"]);
    LEAD: Link = "lead", to(&["person"]), key, covers(&["P10.1"]);
    MEMBERS: Links = "members", to(&["person"]), key, covers(&["P10.1"]);
    DEPARTMENTS: Links = "departments", to(&["department"]);
    /// How we want to work with each other, in a sentence or two.
    CULTURE: Prose = "culture", max_length(400), covers(&["P10.A05"]);
    UNTIL: DateField = "until", covers(&["P10.A19"]);
}
