//! What follows from reaching or missing.

use model::*;

record! {
    /// A reward or a penalty with its condition; once granted it stands on the wall.
    REWARD = "reward", title "condition", covers ["P01.A08", "P10.4", "P10.4.2"];
    CONDITION: Line = "condition", required, max_length(200), search(2);
    REWARD_KIND: Choice = "reward_kind", required, one_of(&["reward", "penalty"]);
    CONSEQUENCE: Line = "consequence", required, max_length(200);
    /// Empty: holds for everyone.
    PERSONS: Links = "persons", to(&["person"]), key;
    TEAM: Link = "team", to(&["team"]), covers(&["P10.4.2"]);
    GOAL: Link = "goal", to(&["goal"]), key;
    TOPIC: Choice = "topic", one_of_list("reward_topics", &["result", "cooperation", "suggestion", "service", "learning"]), covers(&["P10.4.2"]);
    RULE: Link = "rule", to(&["rule"]), covers(&["L49"]);
    EVALUATION: Link = "evaluation", to(&["evaluation"]), covers(&["L26"]);
    GRANTED_ON: DateField = "granted_on", covers(&["P10.4.2"]);
    REASON: Prose = "reason", max_length(400), search(1), covers(&["P10.4.2"]);
    AMOUNT: MoneyField = "amount", min(0.0);
    NOMINATED_BY: Link = "nominated_by", to(&["person"]);
}
