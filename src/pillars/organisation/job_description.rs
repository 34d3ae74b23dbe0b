//! The job description of a position.

use model::*;

/// A part of the working time.
pub const SHARE_ACTIVITY: Handle<Line> = Handle::<Line>::new("activity").required().max_length(80);
pub const SHARE: Handle<Ratio> = Handle::<Ratio>::new("share").required().range(0.0, 1.0);

record! {
    /// Duty, authority, requirement and standard of a position, as accepted by its holder.
    JOB_DESCRIPTION = "job_description", title "name", covers ["P03.3.2"];
    NAME: Line = "name", required, max_length(100), search(3);
    POSITION: Link = "position", required, to(&["position"]), covers(&["P03.3.2"]);
    HOLDER: Link = "holder", to(&["person"]), key;
    VERSION: Line = "version", max_length(20), key, covers(&["P03.3.2"]);
    STATUS: Choice = "status", one_of(&["draft", "in_force", "retired"]), key, covers(&["P03.3.2"]);
    PURPOSE: Prose = "purpose", max_length(300), search(1);
    REPORTS_TO: Link = "reports_to", to(&["position"]), covers(&["P03.3.2"]);
    SUBORDINATES: Links = "subordinates", to(&["position"]), covers(&["P03.3.2"]);
    DUTIES: Tags = "duties", max_length(200), covers(&["P03.3.2"]);
    AUTHORITY: Tags = "authority", max_length(200), covers(&["P03.3.2"]);
    REQUIREMENTS: Tags = "requirements", max_length(200), covers(&["P03.3.2"]);
    STANDARDS: Tags = "standards", max_length(200), covers(&["P03.3.2"]);
    RULES: Links = "rules", to(&["rule"]), covers(&["L49"]);
    TIME_SHARES: Rows = "time_shares", columns(&[SHARE_ACTIVITY.def, SHARE.def]), covers(&["P03.3.2", "P03.A13"]);
    ACCEPTED_ON: DateField = "accepted_on", key, covers(&["P03.3.2"]);
    NEXT_REVIEW: DateField = "next_review";
}
