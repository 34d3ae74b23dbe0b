//! A brand and what must not be given up.

use model::*;

record! {
    /// Position, promise and rules of one brand.
    BRAND = "brand", title "name", covers ["P02.A10", "P02.A11"];
    NAME: Line = "name", required, max_length(80), search(3);
    POSITION: Line = "position", max_length(200), key;
    PROMISE: Line = "promise", max_length(200), key;
    AUDIENCE: Line = "audience", max_length(200);
    MESSAGE: Line = "message", max_length(200);
    VISUAL_RULES: Prose = "visual_rules", max_length(500);
    CORE_VALUE: Line = "core_value", max_length(200), key, covers(&["P02.A11"]);
    ADDED_VALUES: Tags = "added_values", covers(&["P02.A11"]);
    THREATS: Tags = "threats", covers(&["P02.A11"]);
    LONG_TERM: Prose = "long_term", max_length(500), covers(&["P02.A11"]);
    /// Indicators of awareness, reputation, satisfaction and loyalty; their readings are the record.
    INDICATORS: Links = "indicators", to(&["indicator"]);
    OWNER: Link = "owner", to(&["person"]), key;
    NEXT_REVIEW: DateField = "next_review";
}
