//! Vision and mission: what every goal serves.

use model::*;

record! {
    /// The sentences that goals cite.
    CHARTER = "charter", title "vision", single true, covers ["P01.1"];
    VISION: Prose = "vision", required, max_length(300), search(2);
    MISSION: Prose = "mission", required, max_length(500), search(2);
    CONTRIBUTION: Prose = "contribution", max_length(500);
    VALUES: Tags = "values";
    ADOPTED_ON: DateField = "adopted_on";
    APPROVED_BY: Link = "approved_by", to(&["person"]);
    VERSION: Line = "version", max_length(20);
}
