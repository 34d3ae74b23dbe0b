//! The budget of a year.

use model::*;

/// States in order.
pub const STATUSES: &[&str] = &["draft", "for_sign_off", "approved", "replaced"];

record! {
    /// What holds the lines together: total, version, approval.
    BUDGET = "budget", title "name", covers ["P02.A05", "P02.2.3.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    YEAR: Score = "year", range(2000.0, 2100.0), key;
    TOTAL: MoneyField = "total", min(0.0), key, covers(&["P02.A05"]);
    /// Sales that the year is planned with; the total as a share of it is shown.
    PLANNED_SALES: MoneyField = "planned_sales", min(0.0), key, covers(&["P02.A05"]);
    STATUS: Choice = "status", one_of(STATUSES), key;
    VERSION: Line = "version", max_length(20), key, covers(&["P02.A05"]);
    OWNER: Link = "owner", to(&["person"]), key;
    APPROVED_BY: Link = "approved_by", to(&["person"]);
    APPROVED_ON: DateField = "approved_on", covers(&["P02.A05"]);
    NEXT_REVIEW: DateField = "next_review", covers(&["P02.A07"]);
    BASIS: Prose = "basis", max_length(500), covers(&["P02.A05"]);
}
