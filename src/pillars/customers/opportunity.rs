//! A purchase that may come in the next months.

use model::*;

/// Stages in order: getting to know, comparing, negotiating, confirmed.
pub const STAGES: &[&str] = &["know", "compare", "negotiate", "confirm"];

record! {
    /// Client, contact, phone, product, amount, stage: what each salesperson enters.
    OPPORTUNITY = "opportunity", title "name", covers ["P09.A05", "P09.A06"];
    NAME: Line = "name", required, max_length(80), search(4);
    CUSTOMER: Link = "customer", required, to(&["customer"]), covers(&["P09.A06"]);
    CONTACT: Line = "contact", max_length(60), personal, covers(&["P09.A06"]);
    PHONE: Line = "phone", max_length(40), personal, covers(&["P09.A06"]);
    PRODUCT: Link = "product", to(&["product"]), key, covers(&["P09.A06"]);
    QUANTITY: Number = "quantity", min(0.0);
    AMOUNT: MoneyField = "amount", min(0.0), key, covers(&["P09.A06"]);
    STAGE: Choice = "stage", one_of(STAGES), key, covers(&["P09.A06"]);
    STATUS: Choice = "status", one_of(&["open", "won", "lost"]), key, covers(&["P09.A06"]);
    EXPECTED_MONTH: MonthField = "expected_month", key, covers(&["P09.A06", "P09.A09"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P09.A06"]);
    CLOSED_ON: DateField = "closed_on";
    LOST_REASON: Choice = "lost_reason", one_of_list("lost_reasons", &["price", "no_need", "competitor", "timing", "function", "other"]);
    NEXT_STEP: Line = "next_step", max_length(120);
    NOTE: Prose = "note", max_length(500);
}
