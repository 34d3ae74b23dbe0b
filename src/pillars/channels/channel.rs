//! A way to the customer.

use model::*;

/// Classes to begin with; the company may add its own.
pub const CLASSES: &[&str] = &["online", "offline", "other"];
/// The eight types the method names; the company may add its own.
pub const TYPES: &[&str] = &["site", "marketplace", "social", "store", "dealer", "fair", "telephone", "direct_mail"];

record! {
    /// A sales channel. Its targets are the shares of the goals, its sales the readings of their
    /// indicator: neither is typed a second time.
    CHANNEL = "channel", title "name", covers ["P08.2", "P08.2.1"];
    NAME: Line = "name", required, max_length(60), search(3);
    CLASS: Choice = "class", one_of_list("channel_classes", CLASSES), key, covers(&["P08.2.1"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P08.4.1", "L22"]);
    CHANNEL_TYPE: Choice = "channel_type", one_of_list("channel_types", TYPES), key, covers(&["P08.2.1", "P08.A13"]);
    PARENT: Link = "parent", to(&["channel"]), covers(&["P08.2.1"]);
    STATUS: Choice = "status", one_of(&["active", "trial", "paused", "closed"]), key, covers(&["P08.2.1"]);
    SINCE: DateField = "since", key, covers(&["P08.2.1"]);
    COST_MODEL: Choice = "cost_model", one_of_list("channel_cost_models", &["commission", "fixed", "margin", "traffic", "mixed"]), covers(&["P08.2.1"]);
    /// Highest share of cost in sales that the company accepts here.
    COST_LIMIT: Ratio = "cost_limit", range(0.0, 1.0), covers(&["P08.3.1"]);
    GOALS: Links = "goals", to(&["goal"]), covers(&["P08.1.1"]);
    INDICATORS: Links = "indicators", to(&["indicator"]), covers(&["P08.1.1", "P08.A13"]);
    AIM: Prose = "aim", max_length(300), covers(&["P08.1.1"]);
    REGIONS: Links = "regions", to(&["region"]);
    DEPARTMENT: Link = "department", to(&["department"]), covers(&["P08.4.1"]);
    DUTY: Prose = "duty", max_length(300), covers(&["P08.4.1"]);
    HELPING: Links = "helping", to(&["department"]), covers(&["P08.4.1"]);
    COOPERATION: Prose = "cooperation", max_length(300), covers(&["P08.4.1"]);
    ORG_CHANGE: Link = "org_change", to(&["org_change", "org_review"]), covers(&["P08.4.1", "L23"]);
    TASKS: Links = "tasks", to(&["task"]), covers(&["P08.4.3"]);
    CHECKPOINTS: Links = "checkpoints", to(&["checkpoint"]), covers(&["P08.4.3"]);
    NOTE: Prose = "note", max_length(500);
}
