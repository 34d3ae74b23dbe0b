//! The self-check of six complaints.

use model::*;

record! {
    /// Which of the six complaints are heard in the company (S185).
    SELF_CHECK = "self_check", title "dated", single true, covers ["P02.A26"];
    DATED: DateField = "dated", computed;
    /// Ids of the complaints that are heard.
    YES: Tags = "yes", computed, covers(&["P02.A26"]);
    /// Ids of those that are not.
    NO: Tags = "no", computed, covers(&["P02.A26"]);
}
