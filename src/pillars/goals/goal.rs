//! A marketing goal: the centre of pillar 1.

use model::*;

/// Kinds of goals (P01.A01, P01.A10).
pub const GOAL_KINDS: &[&str] = &[
    "sales",
    "collection",
    "profit",
    "share",
    "channel",
    "awareness",
    "reputation",
    "satisfaction",
    "loyalty",
    "new_customers",
    "traffic",
    "cost",
    "sustainable_growth",
    "other",
];
/// States in order (decisions.md 13).
pub const STATUSES: &[&str] = &["draft", "agreed", "published", "achieved", "dropped"];

/// What tells the unit of the goal's numbers.
const MEASURE: &[&str] = &["indicator", "unit_kind"];

/// A value to reach on the way to the target.
pub const MILESTONE_DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const MILESTONE_VALUE: Handle<Number> = Handle::<Number>::new("value").required().measured_by(MEASURE);
pub const MILESTONE_NOTE: Handle<Line> = Handle::<Line>::new("note").max_length(120);

record! {
    /// What shall be reached, measured by which indicator, from where to where, until when.
    GOAL = "goal", title "statement", covers ["P01.3", "P01.A03", "P01.A04"];
    STATEMENT: Line = "statement", required, max_length(120), search(5), covers(&["P01.3.1"]);
    GOAL_KIND: Choice = "goal_kind", required, one_of_list("goal_kinds", GOAL_KINDS), covers(&["P01.A01", "P01.A10"]);
    STATUS: Choice = "status", one_of(STATUSES), computed, covers(&["P01.3"]);
    LEVEL: Choice = "level", one_of(&["company", "department", "person"]), key, covers(&["P01.A11"]);
    SUBJECT_KIND: Choice = "subject_kind", one_of(&["company", "product", "brand", "region", "segment", "channel"]), covers(&["P01.3.1"]);
    SUBJECT: Line = "subject", max_length(80), first, covers(&["P01.3.1"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), key, covers(&["P01.3.2", "L03"]);
    BASELINE: Number = "baseline", key, measured_by(MEASURE), covers(&["P01.3.2"]);
    BASELINE_DATE: DateField = "baseline_date", first, covers(&["P01.3.2"]);
    TARGET: Number = "target", key, measured_by(MEASURE), covers(&["P01.3.2"]);
    CHANGE_MODE: Choice = "change_mode", one_of(&["absolute", "relative", "points"]), first, covers(&["P01.3.2"]);
    DATA_SOURCE: Line = "data_source", max_length(120), first, covers(&["P01.3.2"]);
    FREQUENCY: Choice = "frequency", one_of(&["week", "month", "quarter", "half_year", "year"]), first, covers(&["P01.3.2"]);
    HISTORIC_GROWTH: Ratio = "historic_growth", first, covers(&["P01.3.3"]);
    CONFIDENCE: Score = "confidence", range(1.0, 5.0), first, covers(&["P01.3.3"]);
    ATTAINABLE_REASON: Prose = "attainable_reason", max_length(500), first, covers(&["P01.3.3"]);
    /// A sentence of the charter, word for word.
    SERVES: Line = "serves", max_length(500), first, covers(&["P01.1", "P01.3.4", "L01"]);
    PARENT: Link = "parent", to(&["goal"]), first, covers(&["P01.3.4", "P01.4"]);
    /// Weight among the children of one parent.
    WEIGHT: Ratio = "weight", range(0.0, 1.0), covers(&["P01.4"]);
    START: DateField = "start", key, covers(&["P01.3.5"]);
    DUE: DateField = "due", key, covers(&["P01.3.5"]);
    MILESTONES: Rows = "milestones", columns(&[MILESTONE_DATE.def, MILESTONE_VALUE.def, MILESTONE_NOTE.def]), covers(&["P01.3.5"]);
    OWNER: Link = "owner", to(&["person"]), key;
    DEPARTMENT: Link = "department", to(&["department"]), covers(&["P01.A11"]);
    REGION: Link = "region", to(&["region"]), covers(&["P01.A13"]);
    PARTICIPANTS: Links = "participants", to(&["person"]), covers(&["P01.6"]);
    REVIEW_EVERY: Choice = "review_every", one_of(&["month", "quarter", "half_year", "year"]), first, covers(&["P01.7"]);
    /// Counts as the last review until the first one is recorded.
    LAST_REVIEWED: DateField = "last_reviewed", covers(&["P01.7"]);
    ANNUAL: Bool = "annual", covers(&["P01.A03"]);
    TARGET_MARKET: Line = "target_market", max_length(120), covers(&["P01.A03"]);
    TARGET_CUSTOMER: Link = "target_customer", to(&["target_customer"]), covers(&["P01.A03"]);
    TARGET_PRODUCT: Link = "target_product", to(&["product"]), covers(&["P01.A03"]);
    TARGET_SHARE: Ratio = "target_share", range(0.0, 1.0), covers(&["P01.A03"]);
    TARGET_SALES: MoneyField = "target_sales", min(0.0), covers(&["P01.A03"]);
    UNREASONABLE: Bool = "unreasonable", covers(&["P01.A09"]);
    UNREASONABLE_REASON: Prose = "unreasonable_reason", max_length(500), covers(&["P01.A09"]);
    OVERRIDE_REASON: Prose = "override_reason", max_length(500), computed, covers(&["P01.6"]);
    /// The goal of the stage before, when this one was proposed from its actuals.
    PREVIOUS: Link = "previous", to(&["goal"]), computed, covers(&["P01.A15"]);
}
