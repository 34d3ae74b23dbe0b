//! What a position demands.

use model::*;

record! {
    /// The level of one competency that a position needs.
    COMPETENCY_NEED = "competency_need", title "level", called ["position", "competency"], covers ["P06.1.2"];
    POSITION: Link = "position", required, to(&["position"]), covers(&["L20"]);
    COMPETENCY: Link = "competency", required, to(&["competency"]);
    LEVEL: Score = "level", required, range(0.0, 5.0), covers(&["P06.1.2"]);
    /// The duty that asks for it.
    REASON: Line = "reason", max_length(200), key;
}
