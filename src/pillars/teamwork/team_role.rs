//! The part of one person in a team.

use model::*;

record! {
    /// Role, duty and part of the goal; when it was read and understood; the skill it needs.
    TEAM_ROLE = "team_role", title "role", covers ["P10.1.1", "P10.1.2"];
    ROLE: Line = "role", required, max_length(80), search(2), covers(&["P10.1.1"]);
    TEAM: Link = "team", required, to(&["team"]), covers(&["P10.1.1"]);
    PERSON: Link = "person", required, to(&["person"]), covers(&["P10.1.1", "L22"]);
    DUTY: Line = "duty", max_length(200), search(1), key, covers(&["P10.1.1"]);
    READ_ON: DateField = "read_on", key, covers(&["P10.1.1"]);
    COMPETENCY: Link = "competency", to(&["competency"]), covers(&["P10.1.2", "L27"]);
    NEEDED_LEVEL: Score = "needed_level", range(0.0, 5.0), covers(&["P10.1.2"]);
}
