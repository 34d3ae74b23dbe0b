//! What follows from reaching or missing.

use model::*;

record! {
    /// A reward or a penalty with its condition.
    REWARD = "reward", title "condition", covers ["P01.A08"];
    CONDITION: Line = "condition", required, max_length(200), search(2);
    REWARD_KIND: Choice = "reward_kind", required, one_of(&["reward", "penalty"]);
    CONSEQUENCE: Line = "consequence", required, max_length(200);
    /// Empty: holds for everyone.
    PERSONS: Links = "persons", to(&["person"]), key;
    GOAL: Link = "goal", to(&["goal"]), key;
}
