//! An idea from staff, customers or dealers, its answer and its reward.

use model::*;

/// Fields that would tell who wrote an anonymous suggestion.
pub const IDENTIFYING: &[&str] = &["author", "customer"];

record! {
    /// One suggestion. An anonymous one keeps no author: neither in storage nor in a file (S119).
    SUGGESTION = "suggestion", title "text", covers ["P07.3.2"];
    TEXT: Line = "text", required, max_length(300), search(3);
    SOURCE: Choice = "source", one_of(&["employee", "customer", "partner"]), key, covers(&["P07.A08"]);
    RECEIVED: DateField = "received", required, covers(&["P07.3.2"]);
    AREA: Choice = "area", one_of_list("suggestion_areas", &["product", "promotion", "service", "channel", "process", "teamwork", "other"]), key, covers(&["P07.3.2"]);
    ANONYMOUS: Bool = "anonymous", covers(&["P07.3.2"]);
    AUTHOR: Link = "author", to(&["person"]), covers(&["P07.3.2"]);
    CUSTOMER: Link = "customer", to(&["customer"]), covers(&["P07.A08"]);
    DEPARTMENT: Link = "department", to(&["department"]);
    CAME_BY: Link = "came_by", to(&["feedback_channel"]);
    FEEDBACK: Link = "feedback", to(&["feedback"]);
    STATUS: Choice = "status", one_of(&["new", "considered", "adopted", "declined"]), key, covers(&["P07.3.2"]);
    ANSWER: Prose = "answer", max_length(500), covers(&["P07.3.2"]);
    ANSWERED_ON: DateField = "answered_on", key, covers(&["P07.3.1", "P07.3.2"]);
    ANSWERED_BY: Link = "answered_by", to(&["person"]);
    ACTION: Link = "action", to(&["improvement_action"]);
    IDEA: Link = "idea", to(&["idea"]), covers(&["L30"]);
    THANKS: Line = "thanks", max_length(200), covers(&["P07.3.1"]);
    THANKED_ON: DateField = "thanked_on", covers(&["P07.3.1"]);
    REWARD: Link = "reward", to(&["reward"]), covers(&["P07.3.3", "L30"]);
    REWARD_KIND: Choice = "reward_kind", one_of_list("suggestion_rewards", &["money", "gift", "praise", "training", "leave"]), covers(&["P07.3.3"]);
    REWARD_VALUE: MoneyField = "reward_value", min(0.0), covers(&["P07.3.3"]);
    REWARDED_ON: DateField = "rewarded_on", key, covers(&["P07.3.3"]);
}
