//! A written rule.

use model::*;

record! {
    /// One rule: what holds, for whom, since when.
    RULE = "rule", title "name", covers ["P03.A11"];
    NAME: Line = "name", required, max_length(120), search(3);
    CATEGORY: Choice = "category",
        one_of_list("rule_categories", &["responsibility", "decision", "resources", "breach", "discipline", "principle"]), key;
    /// Empty: holds for everyone.
    DEPARTMENT: Link = "department", to(&["department"]), key, covers(&["P03.A11"]);
    TEXT: Prose = "text", max_length(1000), search(1), covers(&["P03.A11"]);
    OWNER: Link = "owner", to(&["person"]), key;
    IN_FORCE_ON: DateField = "in_force_on", key;
    NEXT_REVIEW: DateField = "next_review";
}
