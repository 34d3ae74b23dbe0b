//! From where on a structure is out of shape; each company may set its own limits.

use model::*;

record! {
    /// The limits of the checks on structure and working time; the standard ones hold while it is empty.
    ORG_LIMITS = "org_limits", title "note", single true, covers ["P03.2.2"];
    NOTE: Line = "note", max_length(120), search(1);
    SPAN_MIN: Score = "span_min", range(1.0, 50.0), key, covers(&["P03.2.2"]);
    SPAN_MAX: Score = "span_max", range(1.0, 200.0), key, covers(&["P03.2.2"]);
    DEPTH_MAX: Score = "depth_max", range(1.0, 20.0), key, covers(&["P03.2.2"]);
    TIME_DEVIATION: Ratio = "time_deviation", range(0.0, 1.0), key, covers(&["P03.A13"]);
    WEEKLY_HOURS: Number = "weekly_hours", range(1.0, 168.0), key, covers(&["P03.3.1"]);
}
