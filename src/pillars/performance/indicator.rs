//! A measure: what goals are counted by.

use model::*;

/// Groups of the indicator library, a start that the company may edit.
pub const GROUPS: &[&str] = &["sales", "market", "brand", "customer", "finance", "channel", "promotion", "service", "people", "process"];

record! {
    /// Name, unit, formula and direction of one measure.
    INDICATOR = "indicator", title "name", covers ["P01.3.2", "P05.1.2"];
    NAME: Line = "name", required, max_length(80), search(4);
    CODE: Line = "code", max_length(12), key;
    UNIT_KIND: Choice = "unit_kind", required, one_of(&["number", "money", "ratio"]);
    UNIT: Line = "unit", max_length(20), key;
    /// `band`: the nearer to the target, the better.
    DIRECTION: Choice = "direction", one_of(&["higher", "lower", "band"]), key;
    GROUP: Choice = "group", one_of_list("indicator_groups", GROUPS), covers(&["P05.1.2"]);
    DEFINITION: Prose = "definition", max_length(500), covers(&["P05.1.2"]);
    FORMULA: Prose = "formula", max_length(500);
    FREQUENCY: Choice = "frequency", one_of(&["week", "month", "quarter", "half_year", "year"]);
    SOURCE: Line = "source", max_length(120);
    OWNER: Link = "owner", to(&["person"]);
    /// Values of single periods add up (sales) or stand for themselves (share, rate).
    ADDS_UP: Bool = "adds_up";
    /// The four traits of a usable indicator.
    MEASURABLE: Bool = "measurable", covers(&["P05.1.2"]);
    COMPARABLE: Bool = "comparable", covers(&["P05.1.2"]);
    ATTAINABLE: Bool = "attainable", covers(&["P05.1.2"]);
    RELEVANT: Bool = "relevant", covers(&["P05.1.2"]);
    TRAIT_NOTE: Prose = "trait_note", max_length(300), covers(&["P05.1.2"]);
}
