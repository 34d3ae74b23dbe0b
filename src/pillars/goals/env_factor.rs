//! A trend of the surroundings: need, technology, policy.

use model::*;

record! {
    /// One trend with its impact and likelihood.
    ENV_FACTOR = "env_factor", title "description", covers ["P01.2.1"];
    DESCRIPTION: Line = "description", required, max_length(200), search(3);
    FACTOR_KIND: Choice = "factor_kind", required, one_of(&["need", "technology", "policy", "other"]);
    DIRECTION: Choice = "direction", one_of(&["rising", "steady", "falling"]), key;
    IMPACT: Score = "impact", required, range(-2.0, 2.0);
    LIKELIHOOD: Score = "likelihood", required, range(1.0, 5.0);
    HORIZON: Choice = "horizon", one_of(&["short", "medium", "long"]);
    SOURCE: Line = "source", max_length(200), key;
    DATED: DateField = "dated", key;
    /// Goals that depend on it; a strong factor asks for their review.
    GOALS: Links = "goals", to(&["goal"]), covers(&["P01.A02", "P01.A14"]);
}
