//! What somebody needs to know for a decision.

use model::*;

/// Kinds of information; the company may edit the list.
pub const KINDS: &[&str] =
    &["sales", "cost", "stock", "cash", "customer", "rival", "demand", "channel", "technology", "policy", "awareness", "other"];

record! {
    /// A question, the decision it serves, and who collects, sorts, analyses and reports the answer.
    INFO_NEED = "info_need", title "name", covers ["P04.1", "P04.1.1", "P04.3.1"];
    NAME: Line = "name", required, max_length(120), search(4);
    DECISION: Line = "decision", max_length(200), key, search(2), covers(&["P04.1.1"]);
    INFO_KIND: Choice = "info_kind", one_of_list("info_kinds", KINDS), key, covers(&["P04.1.1", "P04.3.1"]);
    SYSTEM: Choice = "system", one_of(super::info_system::SYSTEMS), covers(&["P04.2"]);
    PRECISION: Line = "precision", max_length(120), covers(&["P04.1.1", "P04.3.1"]);
    USER: Link = "user", to(&["person", "department"]), key, covers(&["P04.1.1"]);
    DEADLINE: DateField = "deadline", covers(&["P04.1.1"]);
    /// The newest item may be this many days old.
    FRESHNESS_DAYS: Number = "freshness_days", min(1.0), key, covers(&["P04.3.1"]);
    GOALS: Links = "goals", to(&["goal"]), covers(&["P04.1.1"]);
    COLLECTED_BY: Link = "collected_by", to(&["person"]), covers(&["P04.1.2"]);
    SORTED_BY: Link = "sorted_by", to(&["person"]), covers(&["P04.1.2"]);
    ANALYSED_BY: Link = "analysed_by", to(&["person"]), covers(&["P04.1.2"]);
    REPORTED_BY: Link = "reported_by", to(&["person"]), covers(&["P04.1.2"]);
    NOTE: Prose = "note", max_length(500);
}
