//! How two channels work together, or against each other.

use model::*;

record! {
    /// Two channels: what they share, how, and where they collide.
    CHANNEL_SYNERGY = "channel_synergy", title "how", called ["channel", "other"], covers ["P08.3.2"];
    CHANNEL: Link = "channel", required, to(&["channel"]);
    OTHER: Link = "other", required, to(&["channel"]);
    INFORMATION: Bool = "information", key, covers(&["P08.3.2"]);
    CUSTOMERS: Bool = "customers", key, covers(&["P08.3.2"]);
    ACTIVITIES: Bool = "activities", key, covers(&["P08.3.2"]);
    HOW: Line = "how", max_length(200), key, search(1), covers(&["P08.3.2"]);
    CONFLICT: Choice = "conflict", one_of(&["none", "price", "area"]), key, covers(&["P08.3.2"]);
    CONFLICT_MEASURE: Prose = "conflict_measure", max_length(300), covers(&["P08.3.2"]);
    OWNER: Link = "owner", to(&["person"]);
}
