//! A month of a budget line.

use model::*;

record! {
    /// Planned money of one line in one month.
    BUDGET_MONTH = "budget_month", title "month", called ["budget_line", "month"], covers ["P02.A05"];
    BUDGET_LINE: Link = "budget_line", required, to(&["budget_line"]);
    MONTH: MonthField = "month", required;
    AMOUNT: MoneyField = "amount", required, min(0.0);
}
