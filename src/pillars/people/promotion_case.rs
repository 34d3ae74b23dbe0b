//! A promotion that is asked for and decided.

use model::*;

record! {
    /// Person, level, readiness and decision.
    PROMOTION_CASE = "promotion_case", title "title", covers ["P06.4.1"];
    TITLE: Line = "title", required, max_length(80), search(2);
    PERSON: Link = "person", required, to(&["person"]);
    LEVEL: Link = "level", required, to(&["career_level"]);
    /// On the present level since.
    EVALUATION: Link = "evaluation", to(&["evaluation"]), covers(&["L25"]);
    SINCE: DateField = "since";
    STATUS: Choice = "status", one_of(&["preparing", "proposed", "approved", "declined"]), key;
    PROPOSED_ON: DateField = "proposed_on";
    DECIDED_BY: Link = "decided_by", to(&["person"]), key, covers(&["P06.4.1"]);
    DECIDED_ON: DateField = "decided_on", key, covers(&["P06.4.1"]);
    REASON: Prose = "reason", max_length(400), covers(&["P06.4.1"]);
    NEXT_STEP: Line = "next_step", max_length(200);
}
