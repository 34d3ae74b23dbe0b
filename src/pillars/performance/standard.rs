//! What good work looks like, in words or as the target of an indicator.

use model::*;

/// From so many points on, the grade holds.
pub const BAND_FROM: Handle<Number> = Handle::<Number>::new("from").required().min(0.0);
pub const BAND_GRADE: Handle<Line> = Handle::<Line>::new("grade").required().max_length(40);

record! {
    /// A standard that a person, everyone or an indicator is held to.
    STANDARD = "standard", title "text", covers ["P01.A08", "P05.2.1"];
    TEXT: Line = "text", required, max_length(200), search(2);
    MEASURE: Line = "measure", max_length(200), key;
    INDICATOR: Link = "indicator", to(&["indicator"]), key, covers(&["P05.2.1"]);
    /// The value that earns full points, while no goal says otherwise.
    TARGET: Number = "target", measured_by(&["indicator", "unit_kind"]), covers(&["P05.2.1"]);
    /// Attainment below this earns nothing.
    FLOOR: Ratio = "floor", range(0.0, 1.0), covers(&["P05.2.1"]);
    /// Attainment above this earns no more.
    CAP: Ratio = "cap", range(1.0, 3.0), covers(&["P05.2.1"]);
    BANDS: Rows = "bands", columns(&[BAND_FROM.def, BAND_GRADE.def]), covers(&["P05.2.1"]);
    EXAMPLE: Prose = "example", max_length(500), covers(&["P05.2.1"]);
    GOAL: Link = "goal", to(&["goal"]), covers(&["P05.2.1"]);
    /// Empty: holds for everyone.
    /// The duty whose measure it is.
    DUTY: Link = "duty", to(&["duty"]), covers(&["L20"]);
    PERSONS: Links = "persons", to(&["person"]), key;
    DEPARTMENT: Link = "department", to(&["department"]), key;
}
