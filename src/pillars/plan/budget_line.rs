//! A line of the budget.

use model::*;

/// Money bound by a contract but not yet spent.
pub const COMMITMENT_NAME: Handle<Line> = Handle::<Line>::new("name").required().max_length(120);
pub const COMMITMENT_AMOUNT: Handle<MoneyField> = Handle::<MoneyField>::new("amount").required().min(0.0);
pub const COMMITMENT_DUE: Handle<DateField> = Handle::<DateField>::new("due");

/// A change of the line's amount.
pub const REVISION_DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const REVISION_BEFORE: Handle<MoneyField> = Handle::<MoneyField>::new("before").required().min(0.0);
pub const REVISION_AFTER: Handle<MoneyField> = Handle::<MoneyField>::new("after").required().min(0.0);
pub const REVISION_REASON: Handle<Line> = Handle::<Line>::new("reason").required().max_length(200);

record! {
    /// Planned money for a programme.
    BUDGET_LINE = "budget_line", title "name", covers ["P02.A05", "P02.A07"];
    NAME: Line = "name", required, max_length(80), search(2);
    YEAR: Score = "year", range(2000.0, 2100.0), key;
    AMOUNT: MoneyField = "amount", required, min(0.0);
    PROGRAMME: Line = "programme", max_length(80), covers(&["P02.A05"]);
    CHANNEL: Link = "channel", to(&["channel"]), covers(&["P02.A05", "L17"]);
    MONTH: MonthField = "month";
    OWNER: Link = "owner", to(&["person"]), key;
    GOAL: Link = "goal", to(&["goal"]), key, covers(&["P01.A12"]);
    BUDGET: Link = "budget", to(&["budget"]);
    /// Held back for what nobody foresaw: not reported when unused.
    RESERVE: Bool = "reserve";
    COMMITMENTS: Rows = "commitments", columns(&[COMMITMENT_NAME.def, COMMITMENT_AMOUNT.def, COMMITMENT_DUE.def]), covers(&["P02.A07"]);
    OVERRUN_REASON: Prose = "overrun_reason", max_length(500), covers(&["P02.A06"]);
    REVISIONS: Rows = "revisions", columns(&[REVISION_DATE.def, REVISION_BEFORE.def, REVISION_AFTER.def, REVISION_REASON.def]), covers(&["P02.A07"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
