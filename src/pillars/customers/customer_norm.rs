//! The numbers by which customers are looked after; a company sets its own.

use model::*;

/// From which values a customer gets a score of recency, frequency and money.
pub const SCALE_SCORE: Handle<Score> = Handle::<Score>::new("score").required().range(2.0, 5.0);
pub const SCALE_DAYS: Handle<Number> = Handle::<Number>::new("days").min(0.0);
pub const SCALE_PURCHASES: Handle<Number> = Handle::<Number>::new("purchases").min(0.0);
pub const SCALE_AMOUNT: Handle<MoneyField> = Handle::<MoneyField>::new("amount").min(0.0);

record! {
    /// Norms and scales; what is empty has the default of the rules.
    CUSTOMER_NORM = "customer_norm", title "name", single true, covers ["P00.08", "P09.1.2"];
    NAME: Line = "name", key, max_length(80);
    OWNER: Link = "owner", to(&["person"]), key;
    NEXT_REVIEW: DateField = "next_review", key;
    FIRST_REPLY_HOURS: Number = "first_reply_hours", min(0.0), key, covers(&["P09.4.2"]);
    CLOSE_HOURS: Number = "close_hours", min(0.0), key, covers(&["P09.4.2"]);
    SILENT_DAYS: Score = "silent_days", range(1.0, 730.0), key, covers(&["P09.A16"]);
    LEAD_DAYS: Score = "lead_days", range(1.0, 90.0);
    STALL_FACTOR: Number = "stall_factor", min(1.0), covers(&["P09.A08"]);
    /// Longest stay in a stage while no mean is known yet.
    STALL_DAYS: Score = "stall_days", range(1.0, 730.0), covers(&["P09.A08"]);
    FUNNEL_FROM: DateField = "funnel_from", covers(&["P09.A07"]);
    CO_PURCHASES: Score = "co_purchases", range(1.0, 1000.0), covers(&["P09.2.1"]);
    POINTS_MONTHS: Score = "points_months", range(1.0, 120.0), covers(&["P09.3.1"]);
    /// Years that a customer is counted with in the lifetime value (K36).
    VALUE_YEARS: Score = "value_years", range(1.0, 30.0), covers(&["L39", "P09.A22"]);
    RFM_MONTHS: Score = "rfm_months", range(1.0, 120.0), covers(&["P09.1.2"]);
    RFM_SCALE: Rows = "rfm_scale", columns(&[SCALE_SCORE.def, SCALE_DAYS.def, SCALE_PURCHASES.def, SCALE_AMOUNT.def]), covers(&["P09.1.2"]);
}
