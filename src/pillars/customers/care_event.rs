//! One act of care for one customer.

use model::*;

record! {
    /// Due by a rule or by hand; done by whom, with which result.
    CARE_EVENT = "care_event", title "subject", covers ["P09.3.2"];
    SUBJECT: Line = "subject", required, max_length(120), search(1);
    CUSTOMER: Link = "customer", required, to(&["customer"]), covers(&["P09.3.2"]);
    DUE: DateField = "due", required, covers(&["P09.3.2"]);
    CARE_RULE: Link = "care_rule", to(&["care_rule"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
    DONE_ON: DateField = "done_on", key, covers(&["P09.3.2"]);
    DONE_BY: Link = "done_by", to(&["person"]), covers(&["P09.3.2"]);
    RESULT: Line = "result", max_length(200), key, covers(&["P09.3.2"]);
}
