//! Money due and money received.

use model::*;

record! {
    /// One instalment of an order: planned and received.
    RECEIPT = "receipt", title "number", covers ["P09.1.1"];
    NUMBER: Line = "number", required, max_length(60), search(1);
    ORDER: Link = "order", to(&["order"]), key;
    CUSTOMER: Link = "customer", to(&["customer"]), key;
    PARTNER: Link = "partner", to(&["partner"]);
    DUE_ON: DateField = "due_on", key;
    DUE_AMOUNT: MoneyField = "due_amount", min(0.0), key;
    RECEIVED_ON: DateField = "received_on", key;
    AMOUNT: MoneyField = "amount", min(0.0), key, covers(&["L12"]);
    OWNER: Link = "owner", to(&["person"]);
}
