//! Complaints counted by cause, where each one is kept in another system.

use model::*;

record! {
    /// How many of one cause in one period, and how many were answered and closed in time.
    COMPLAINT_TOTAL = "complaint_total", title "name", covers ["P09.4.2"];
    NAME: Line = "name", required, max_length(80);
    CAUSE: Choice = "cause", one_of_list("complaint_causes", super::complaint::CAUSES), key, covers(&["P09.4.2"]);
    PERIOD: SpanField = "period", key;
    COMPLAINTS: Number = "complaints", min(0.0), key, covers(&["P09.4.2"]);
    REPLIED_IN_TIME: Number = "replied_in_time", min(0.0), key;
    CLOSED_IN_TIME: Number = "closed_in_time", min(0.0), key;
    CLOSED: Number = "closed", min(0.0), key;
}
