//! The confirmation of a person's responsibility sheet.

use model::*;

record! {
    /// One person confirms goals, tasks, standards and consequences for a period.
    RESPONSIBILITY_SHEET = "responsibility_sheet", title "period", called ["person", "period"], covers ["P01.A08"];
    PERSON: Link = "person", required, to(&["person"]);
    PERIOD: Line = "period", required, max_length(20);
    CONFIRMED_ON: DateField = "confirmed_on", key;
    NOTE: Prose = "note", max_length(500);
}
