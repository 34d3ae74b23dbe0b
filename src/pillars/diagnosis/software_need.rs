//! Something that marketing software must do for the company, and which software does it.

use model::*;

/// A piece of software, how well it meets the need, and what was seen in the demonstration.
pub const SOFTWARE: Handle<Line> = Handle::<Line>::new("software").required().max_length(60);
pub const FIT: Handle<Choice> = Handle::<Choice>::new("fit").one_of(&["met", "partly", "not"]).required();
pub const FIT_NOTE: Handle<Line> = Handle::<Line>::new("note").max_length(200);

record! {
    /// One line of the needs list (S172, S173).
    SOFTWARE_NEED = "software_need", title "text", covers ["P00.09"];
    TEXT: Line = "text", required, max_length(200), search(1);
    /// Id of the need in the list we bring, for example `N01`; empty for the company's own.
    NEED: Line = "need", max_length(10), computed;
    IMPORTANCE: Choice = "importance", required, one_of(&["must", "should", "could"]), covers(&["P00.09"]);
    FITS: Rows = "fits", columns(&[SOFTWARE.def, FIT.def, FIT_NOTE.def]), covers(&["P00.09"]);
}
