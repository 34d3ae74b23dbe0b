//! One stage of the way a customer goes with us.

use model::*;

record! {
    /// Touchpoint, feeling, pain, measure.
    JOURNEY_STAGE = "journey_stage", title "name", covers ["P09.2.2"];
    NAME: Line = "name", required, max_length(40), search(1);
    POSITION: Score = "position", required, range(1.0, 30.0);
    TOUCHPOINT: Line = "touchpoint", max_length(120), key, covers(&["P09.2.2"]);
    CHANNEL: Link = "channel", to(&["channel"]);
    FEELING: Score = "feeling", range(1.0, 5.0), key, covers(&["P09.2.2"]);
    EVIDENCE: Line = "evidence", max_length(160);
    PAIN: Prose = "pain", max_length(300), key, covers(&["P09.2.2"]);
    MEASURE: Prose = "measure", max_length(300), key, covers(&["P09.2.2"]);
    OWNER: Link = "owner", to(&["person"]), key;
    DUE: DateField = "due", key;
    STATUS: Choice = "status", one_of(&["open", "doing", "done"]);
}
