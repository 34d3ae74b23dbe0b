//! The market strategy of a period: which buyers, which place in their minds, which offer.

use model::*;

/// States in order.
pub const STATUSES: &[&str] = &["draft", "approved", "in_force", "replaced"];

record! {
    /// One version of the strategy; the version before stays readable.
    STRATEGY = "strategy", title "name", covers ["P02.1", "P02.1.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    STATUS: Choice = "status", one_of(STATUSES), key, covers(&["P02.1"]);
    PERIOD: SpanField = "period", key, covers(&["P02.1"]);
    VERSION: Line = "version", max_length(20), key;
    OWNER: Link = "owner", to(&["person"]), key;
    SUMMARY: Prose = "summary", max_length(800), covers(&["P02.1", "P02.1.1"]);
    /// The difference we use against the rivals.
    DIFFERENCE: Prose = "difference", max_length(500), key, covers(&["P02.1.1.2"]);
    /// Weights of the three scores of a segment.
    WEIGHT_SIZE: Ratio = "weight_size", range(0.0, 1.0), covers(&["P02.1.2"]);
    WEIGHT_GROWTH: Ratio = "weight_growth", range(0.0, 1.0), covers(&["P02.1.2"]);
    WEIGHT_FIT: Ratio = "weight_fit", range(0.0, 1.0), covers(&["P02.1.2"]);
    PRODUCT_POLICY: Prose = "product_policy", max_length(500), covers(&["P02.1.3"]);
    PRICE_POLICY: Prose = "price_policy", max_length(500), covers(&["P02.1.4"]);
    CHANNEL_POLICY: Prose = "channel_policy", max_length(500), covers(&["P02.2.2"]);
    PROMOTION_POLICY: Prose = "promotion_policy", max_length(500), covers(&["P02.2.2"]);
    GOALS: Links = "goals", to(&["goal"]);
    /// A sentence of the charter, word for word.
    SERVES: Line = "serves", max_length(500), covers(&["L01"]);
    APPROVED_BY: Link = "approved_by", to(&["person"]);
    APPROVED_ON: DateField = "approved_on";
    NEXT_REVIEW: DateField = "next_review";
    PREVIOUS: Link = "previous", to(&["strategy"]), covers(&["P02.2.4.3"]);
    CHANGE_REASON: Prose = "change_reason", max_length(500), covers(&["P02.2.4.3"]);
    CHANGES: Tags = "changes", covers(&["P02.2.4.3"]);
    /// Where the worked example was left, and why.
    ADAPTED: Prose = "adapted", max_length(800), covers(&["P02.3"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
