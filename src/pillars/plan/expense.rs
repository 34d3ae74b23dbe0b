//! Money spent.

use model::*;

record! {
    /// One payment against a budget line.
    EXPENSE = "expense", title "name", covers ["P02.A06"];
    NAME: Line = "name", required, max_length(120), search(2);
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]), key, covers(&["P02.A06", "L17"]);
    DATE: DateField = "date", required;
    AMOUNT: MoneyField = "amount", required, min(0.0);
    CAMPAIGN: Link = "campaign", to(&["campaign"]), key;
    PROMOTION: Link = "promotion", to(&["promotion"]);
    CHANNEL: Link = "channel", to(&["channel"]), covers(&["L17"]);
    PAYEE: Line = "payee", max_length(120);
    DOCUMENT: Line = "document", max_length(80);
    APPROVED_BY: Link = "approved_by", to(&["person"]), covers(&["L21"]);
    REASON: Line = "reason", max_length(200), covers(&["P02.A06"]);
    AVOIDABLE: Bool = "avoidable", covers(&["P02.A31"]);
}
