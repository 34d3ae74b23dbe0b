//! How the working time of a person was spent in a month.

use model::*;

record! {
    /// The share of one kind of work, beside its norm.
    TIME_LOG = "time_log", title "activity", covers ["P03.A13"];
    ACTIVITY: Line = "activity", required, max_length(80), search(1), covers(&["P03.A13"]);
    PERSON: Link = "person", required, to(&["person"]), covers(&["P03.A13"]);
    MONTH: MonthField = "month", key, covers(&["P03.A13"]);
    NORM: Ratio = "norm", range(0.0, 1.0), key, covers(&["P03.A13"]);
    ACTUAL: Ratio = "actual", range(0.0, 1.0), key, covers(&["P03.A13"]);
    NOTE: Line = "note", max_length(200);
}
