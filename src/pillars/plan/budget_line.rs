//! A line of the budget.

use model::*;

record! {
    /// Planned money for a programme.
    BUDGET_LINE = "budget_line", title "name";
    NAME: Line = "name", required, max_length(80), search(2);
    YEAR: Score = "year", range(2000.0, 2100.0), key;
    AMOUNT: MoneyField = "amount", required, min(0.0);
    PROGRAMME: Line = "programme", max_length(80);
    CHANNEL: Link = "channel", to(&["channel"]);
    MONTH: MonthField = "month";
    OWNER: Link = "owner", to(&["person"]), key;
    GOAL: Link = "goal", to(&["goal"]), key, covers(&["P01.A12"]);
}
