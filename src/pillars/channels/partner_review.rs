//! The regular appraisal of a dealer or agent.

use model::*;

record! {
    /// Target against sales, payment, coverage, service, keeping to the policy; the verdict and the incentive due.
    PARTNER_REVIEW = "partner_review", title "name", called ["partner", "period"], covers ["P08.A04", "P05.A28"];
    NAME: Line = "name", max_length(80), search(1);
    PARTNER: Link = "partner", required, to(&["partner"]), covers(&["P08.A04"]);
    PERIOD: SpanField = "period", key, covers(&["P08.A04"]);
    /// Empty: the partner's share of the goals that were broken down.
    TARGET: MoneyField = "target", min(0.0), key, covers(&["P08.A04", "L46"]);
    SOLD: MoneyField = "sold", min(0.0), key, covers(&["P08.A04"]);
    PAID_IN_TIME: Ratio = "paid_in_time", range(0.0, 1.0), key, covers(&["P08.A04"]);
    COVERAGE: Score = "coverage", range(1.0, 5.0), covers(&["P08.A04"]);
    SERVICE: Score = "service", range(1.0, 5.0), covers(&["P08.A04"]);
    COMPLIANCE: Score = "compliance", range(1.0, 5.0), covers(&["P08.A04"]);
    /// Attainment from which an incentive is paid and nothing is warned about; 85 % while empty.
    LEAST: Ratio = "least", range(0.0, 2.0), covers(&["P08.A04"]);
    /// Share of the sales that is paid once the least attainment is reached.
    INCENTIVE_RATE: Ratio = "incentive_rate", range(0.0, 1.0), covers(&["P08.A04"]);
    DECISION: Choice = "decision", one_of(&["keep", "warn", "replace"]), key, covers(&["P08.A04"]);
    REASON: Prose = "reason", max_length(400), covers(&["P08.A04"]);
    REVIEWED_ON: DateField = "reviewed_on", covers(&["P08.A04"]);
    BY: Link = "by", to(&["person"]);
    NEXT_REVIEW: DateField = "next_review", covers(&["P08.A04"]);
}
