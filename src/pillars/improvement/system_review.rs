//! A look at the whole system of marketing management, pillar by pillar.

use model::*;

record! {
    /// One review of the system with the maturity of each pillar and a decision.
    SYSTEM_REVIEW = "system_review", title "name", covers ["P07.A02"];
    NAME: Line = "name", required, max_length(80), search(2);
    REVIEWED_ON: DateField = "reviewed_on", required;
    BY: Link = "by", to(&["person"]), key;
    P01: Score = "p01", range(1.0, 5.0), covers(&["P07.A02"]);
    P02: Score = "p02", range(1.0, 5.0), covers(&["P07.A02"]);
    P03: Score = "p03", range(1.0, 5.0), covers(&["P07.A02"]);
    P04: Score = "p04", range(1.0, 5.0), covers(&["P07.A02"]);
    P05: Score = "p05", range(1.0, 5.0), covers(&["P07.A02"]);
    P06: Score = "p06", range(1.0, 5.0), covers(&["P07.A02"]);
    P07: Score = "p07", range(1.0, 5.0), covers(&["P07.A02"]);
    P08: Score = "p08", range(1.0, 5.0), covers(&["P07.A02"]);
    P09: Score = "p09", range(1.0, 5.0), covers(&["P07.A02"]);
    P10: Score = "p10", range(1.0, 5.0), covers(&["P07.A02"]);
    CHANGES_OUTSIDE: Prose = "changes_outside", max_length(500);
    DECISION: Choice = "decision", one_of(&["keep", "change", "stop"]), key, covers(&["P00.03"]);
    SUMMARY: Prose = "summary", max_length(500);
    ACTIONS: Links = "actions", to(&["improvement_action"]), covers(&["L45"]);
    NEXT_REVIEW: DateField = "next_review", key, covers(&["P00.03"]);
}

/// The maturity of the ten pillars in the order of the method.
pub const MATURITIES: [Handle<Score>; 10] = [P01, P02, P03, P04, P05, P06, P07, P08, P09, P10];
