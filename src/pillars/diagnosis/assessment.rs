//! One round of the maturity assessment.

use model::*;

record! {
    /// A snapshot of maturity: what it stands for, how many statements it asks, and since when it is locked.
    ASSESSMENT = "assessment", title "name";
    NAME: Line = "name", required, max_length(80), search(2);
    STAGE: Choice = "stage", required, one_of(&["baseline", "target", "reassessment"]);
    FORM: Choice = "form", required, one_of(&["short", "full"]);
    DATED: DateField = "dated", required;
    /// Set once; from then on nothing but the note can change.
    LOCKED_ON: DateField = "locked_on", computed, key;
    NOTE: Prose = "note", max_length(1000);
}
