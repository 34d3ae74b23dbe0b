//! A trial market before the roll-out.

use model::*;

/// A region that follows.
pub const ROLL_OUT_REGION: Handle<Link> = Handle::<Link>::new("region").required().to(&["region"]);
pub const ROLL_OUT_FROM: Handle<DateField> = Handle::<DateField>::new("from").required();
pub const ROLL_OUT_OWNER: Handle<Link> = Handle::<Link>::new("owner").to(&["person"]);

record! {
    /// The scheme in one region, against another without it.
    PILOT = "pilot", title "name", covers ["P02.A14"];
    NAME: Line = "name", required, max_length(80), search(2);
    STATUS: Choice = "status", one_of(&["planned", "running", "closed"]), key;
    REGION: Link = "region", to(&["region"]), key;
    CONTROL: Link = "control", to(&["region"]), key;
    SCHEME: Prose = "scheme", max_length(500);
    CHANNEL: Link = "channel", to(&["channel"]);
    START: DateField = "start";
    END: DateField = "end";
    OWNER: Link = "owner", to(&["person"]);
    MEASURES: Tags = "measures";
    RESULT: Ratio = "result", key;
    CONTROL_RESULT: Ratio = "control_result", key;
    DECISION: Choice = "decision", one_of(&["extend", "change", "stop"]), key;
    DECISION_REASON: Prose = "decision_reason", max_length(500);
    DECIDED_ON: DateField = "decided_on";
    ROLL_OUT: Rows = "roll_out", columns(&[ROLL_OUT_REGION.def, ROLL_OUT_FROM.def, ROLL_OUT_OWNER.def]), covers(&["L47"]);
    BEST_PRACTICE: Link = "best_practice", to(&["best_practice"]), covers(&["L47"]);
}
