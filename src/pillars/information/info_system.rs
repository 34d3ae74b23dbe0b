//! One of the four sub-systems and who answers for it.

use model::*;

/// The four sub-systems in the order of the method (P04.2).
pub const SYSTEMS: &[&str] = &["internal", "intelligence", "research", "analysis"];

record! {
    /// Who keeps a sub-system running, for whom, and where its files lie.
    INFO_SYSTEM = "info_system", title "system", covers ["P04.2", "P04.2.1", "P04.2.2", "P04.2.3", "P04.2.4"];
    SYSTEM: Choice = "system", required, one_of(SYSTEMS);
    OWNER: Link = "owner", to(&["person"]), key;
    DEPUTY: Link = "deputy", to(&["person"]);
    SCOPE: Line = "scope", max_length(200), key;
    STORED_AT: Line = "stored_at", max_length(120);
    READERS: Links = "readers", to(&["department", "person"]);
    STARTED_ON: DateField = "started_on";
}
