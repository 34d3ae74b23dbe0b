//! A way of communicating that repeats: a series of meetings, a report, a platform.

use model::*;

use super::department_relation::FREQUENCIES;

record! {
    /// One mechanism with its owner; a series of meetings is a mechanism, its meetings tell when it was last held (L24).
    MECHANISM = "mechanism", title "name", covers ["P03.2.3", "P03.4", "P03.4.1", "P10.2", "P10.A09"];
    NAME: Line = "name", required, max_length(80), search(3);
    MECHANISM_KIND: Choice = "mechanism_kind", required, one_of(&["meeting", "report", "platform", "mail", "visit"]), covers(&["P03.2.3"]);
    SCOPE: Choice = "scope", one_of(&["internal", "cross"]), key, covers(&["P03.2.3", "P03.4.1"]);
    DEPARTMENTS: Links = "departments", to(&["department"]), covers(&["P03.2.3"]);
    PURPOSE: Line = "purpose", max_length(200), search(1), covers(&["P03.2.3"]);
    FREQUENCY: Choice = "frequency", one_of(FREQUENCIES), key, covers(&["P03.2.3"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P03.2.3"]);
    /// When and where, for example "Mondays 9:00, 40 minutes".
    SCHEDULE: Line = "schedule", max_length(120), key;
    /// Positions that report, when it is a report.
    REPORTERS: Links = "reporters", to(&["position"]), covers(&["P03.4.1"]);
    RECEIVER: Link = "receiver", to(&["position"]), covers(&["P03.4.1"]);
    AGENDA: Tags = "agenda", max_length(120), covers(&["P10.2.1"]);
    STARTED_ON: DateField = "started_on";
    /// For mechanisms whose single occasions are not recorded as meetings.
    LAST_HELD: DateField = "last_held", covers(&["P03.2.3"]);
}
