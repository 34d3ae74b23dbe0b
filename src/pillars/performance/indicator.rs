//! A measure: what goals are counted by.

use model::*;

record! {
    /// Name, unit, formula and direction of one measure.
    INDICATOR = "indicator", title "name", covers ["P01.3.2"];
    NAME: Line = "name", required, max_length(80), search(4);
    CODE: Line = "code", max_length(12), key;
    UNIT_KIND: Choice = "unit_kind", required, one_of(&["number", "money", "ratio"]);
    UNIT: Line = "unit", max_length(20), key;
    DIRECTION: Choice = "direction", one_of(&["higher", "lower"]), key;
    FORMULA: Prose = "formula", max_length(500);
    FREQUENCY: Choice = "frequency", one_of(&["week", "month", "quarter", "half_year", "year"]);
    SOURCE: Line = "source", max_length(120);
    OWNER: Link = "owner", to(&["person"]);
    /// Values of single periods add up (sales) or stand for themselves (share, rate).
    ADDS_UP: Bool = "adds_up";
}
