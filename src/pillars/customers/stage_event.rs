//! The day an opportunity entered a stage.

use model::*;

use super::opportunity::STAGES;

record! {
    /// One move of an opportunity; conversion, stage time and cycle are computed from these.
    STAGE_EVENT = "stage_event", title "stage", called ["opportunity", "stage"], covers ["P09.A06", "P09.A07"];
    STAGE: Choice = "stage", required, one_of(STAGES), covers(&["L13"]);
    OPPORTUNITY: Link = "opportunity", required, to(&["opportunity"]);
    ENTERED_ON: DateField = "entered_on", required;
    /// The amount expected on that day.
    AMOUNT: MoneyField = "amount", key, min(0.0), covers(&["P09.A08"]);
    BY: Link = "by", to(&["person"]), key;
    NOTE: Line = "note", max_length(200), key;
}
