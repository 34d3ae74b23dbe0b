//! A sales promotion.

use model::*;

/// States in order.
pub const STATUSES: &[&str] = &["request", "plan", "approved", "prepare", "run", "close", "evaluated"];
/// Tools of promotion.
pub const TOOLS: &[&str] = &["coupon", "sample", "discount", "gift", "points", "contest", "display", "trade_discount", "event"];
/// Parts of the archive.
pub const ARCHIVE_PARTS: &[&str] = &["plan", "approval", "material", "record", "evaluation"];

/// A paper kept.
pub const ARCHIVE_PART: Handle<Choice> = Handle::<Choice>::new("part").required().one_of(ARCHIVE_PARTS);
pub const ARCHIVE_DOCUMENT: Handle<Line> = Handle::<Line>::new("document").required().max_length(200);

/// A day of the promotion.
pub const DAY: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const DAY_UNITS: Handle<Number> = Handle::<Number>::new("units").min(0.0);
pub const DAY_STOCK: Handle<Number> = Handle::<Number>::new("stock").min(0.0);
pub const DAY_NOTE: Handle<Line> = Handle::<Line>::new("note").max_length(200);

record! {
    /// Aim, tool, offer, forecast, and sales before, during and after.
    PROMOTION = "promotion", title "name", covers ["P02.A17", "P02.A18", "P02.A20"];
    NAME: Line = "name", required, max_length(80), search(3);
    STATUS: Choice = "status", one_of(STATUSES), key, covers(&["P02.A17"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]);
    PRODUCT: Link = "product", to(&["product"]), key;
    AIM: Line = "aim", max_length(200), covers(&["P02.A18"]);
    AUDIENCE: Line = "audience", max_length(200), covers(&["P02.A18"]);
    TOOL: Choice = "tool", one_of_list("promotion_tools", TOOLS), key, covers(&["P02.A18"]);
    OFFER: Line = "offer", max_length(200), key, covers(&["P02.A18"]);
    PERIOD: SpanField = "period", key, covers(&["P02.A18"]);
    OWNER: Link = "owner", to(&["person"]), key;
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]);
    PLANNED_COST: MoneyField = "planned_cost", min(0.0), covers(&["P02.A18"]);
    /// Only when no expense is linked to the promotion.
    ACTUAL_COST: MoneyField = "actual_cost", min(0.0);
    FORECAST_UNITS: Number = "forecast_units", min(0.0), covers(&["P02.A18"]);
    RISKS: Prose = "risks", max_length(500), covers(&["P02.A18"]);
    MANUAL: Link = "manual", to(&["rule"]), covers(&["P02.A19"]);
    PREPARATION: Tags = "preparation", covers(&["P02.A18"]);
    /// Units a week before, during and after.
    WEEKLY_BEFORE: Number = "weekly_before", min(0.0), covers(&["P02.A20"]);
    WEEKLY_DURING: Number = "weekly_during", min(0.0), covers(&["P02.A20"]);
    WEEKLY_AFTER: Number = "weekly_after", min(0.0), covers(&["P02.A20"]);
    WEEKS: Number = "weeks", min(0.0), covers(&["P02.A20"]);
    /// For a new product without sales of its own: units that were planned, and units sold.
    BASE_UNITS: Number = "base_units", min(0.0), covers(&["P02.A20"]);
    ACTUAL_UNITS: Number = "actual_units", min(0.0), covers(&["P02.A20"]);
    UNIT_MARGIN: MoneyField = "unit_margin", min(0.0), covers(&["P02.A20"]);
    DAYS: Rows = "days", columns(&[DAY.def, DAY_UNITS.def, DAY_STOCK.def, DAY_NOTE.def]), covers(&["P02.A19"]);
    BEFORE_CHECK: Prose = "before_check", max_length(500), covers(&["P02.A20"]);
    MID_CHECK: Prose = "mid_check", max_length(500), covers(&["P02.A20"]);
    CONCLUSION: Prose = "conclusion", max_length(500), covers(&["P02.A20"]);
    EVALUATED_ON: DateField = "evaluated_on";
    ARCHIVE: Rows = "archive", columns(&[ARCHIVE_PART.def, ARCHIVE_DOCUMENT.def]), covers(&["P02.A17"]);
    BEST_PRACTICE: Link = "best_practice", to(&["best_practice"]), covers(&["P02.A20"]);
}
