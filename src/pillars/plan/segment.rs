//! A group of buyers that may become a target market.

use model::*;

record! {
    /// What sets the group apart, its scores, and whether it is chosen.
    SEGMENT = "segment", title "name", covers ["P02.1.2.1"];
    NAME: Line = "name", required, max_length(80), search(3);
    DEMOGRAPHIC: Line = "demographic", max_length(120), key;
    NEED: Line = "need", max_length(200);
    BEHAVIOUR: Line = "behaviour", max_length(200);
    VALUE: Line = "value", max_length(200);
    TARGET_CUSTOMER: Link = "target_customer", to(&["target_customer"]), covers(&["L02"]);
    /// Scores on a scale of ten, weighted by the strategy.
    SIZE: Score = "size", range(1.0, 10.0), key;
    GROWTH: Score = "growth", range(1.0, 10.0), key;
    FIT: Score = "fit", range(1.0, 10.0), key;
    CHOSEN: Bool = "chosen", key, covers(&["P02.1.2"]);
    REASON: Prose = "reason", max_length(500), key, covers(&["P02.1.2"]);
    PEOPLE: Number = "people", min(0.0);
    GROWTH_RATE: Ratio = "growth_rate";
    POTENTIAL: Score = "potential", range(1.0, 5.0);
    ATTRACTIVENESS: Score = "attractiveness", range(1.0, 5.0);
    STRENGTH: Score = "strength", range(1.0, 5.0);
    STRATEGY: Link = "strategy", to(&["strategy"]);
    RESEARCH: Links = "research", to(&["research_project", "survey"]), covers(&["L09"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
