//! How good a channel is, in a period.

use model::*;

record! {
    /// Four criteria from 1 to 5, what was measured, and what is strong and weak. Sales and cost
    /// left empty are taken from readings and expenses of the period.
    CHANNEL_SCORE = "channel_score", title "name", covers ["P08.2.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    CHANNEL: Link = "channel", required, to(&["channel"]);
    PERIOD: SpanField = "period", key, covers(&["P08.2.2"]);
    COST: Score = "cost", range(1.0, 5.0), key, covers(&["P08.2.2"]);
    EFFICIENCY: Score = "efficiency", range(1.0, 5.0), key, covers(&["P08.2.2"]);
    COVERAGE: Score = "coverage", range(1.0, 5.0), key, covers(&["P08.2.2"]);
    EXPERIENCE: Score = "experience", range(1.0, 5.0), key, covers(&["P08.2.2"]);
    /// Weights; without any of them the four count alike.
    WEIGHT_COST: Ratio = "weight_cost", range(0.0, 1.0), covers(&["P08.2.2"]);
    WEIGHT_EFFICIENCY: Ratio = "weight_efficiency", range(0.0, 1.0), covers(&["P08.2.2"]);
    WEIGHT_COVERAGE: Ratio = "weight_coverage", range(0.0, 1.0), covers(&["P08.2.2"]);
    WEIGHT_EXPERIENCE: Ratio = "weight_experience", range(0.0, 1.0), covers(&["P08.2.2"]);
    SPENT: MoneyField = "spent", min(0.0), covers(&["P08.2.2"]);
    SALES: MoneyField = "sales", min(0.0), covers(&["P08.2.2"]);
    COVERAGE_RATE: Ratio = "coverage_rate", range(0.0, 1.0), covers(&["P08.2.2"]);
    SATISFACTION: Number = "satisfaction", range(1.0, 5.0), covers(&["P08.2.2"]);
    STRENGTHS: Prose = "strengths", max_length(500), covers(&["P08.2.2"]);
    WEAKNESSES: Prose = "weaknesses", max_length(500), covers(&["P08.2.2"]);
    BY: Link = "by", to(&["person"]);
    SCORED_ON: DateField = "scored_on";
}
