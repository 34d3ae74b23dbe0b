//! A purchase.

use model::*;

/// What else the order held.
pub const EXTRA_PRODUCT: Handle<Link> = Handle::<Link>::new("product").required().to(&["product"]);
pub const EXTRA_QUANTITY: Handle<Number> = Handle::<Number>::new("quantity").min(0.0);

record! {
    /// Date, customer, product, quantity, net amount, channel.
    ORDER = "order", title "number", covers ["P09.1.1"];
    NUMBER: Line = "number", key, max_length(40), search(3);
    DATE: DateField = "date", required;
    CUSTOMER: Link = "customer", key, to(&["customer"]);
    PRODUCT: Link = "product", to(&["product"]), key;
    QUANTITY: Number = "quantity", min(0.0), key;
    /// Net of the whole order.
    AMOUNT: MoneyField = "amount", required, min(0.0), covers(&["L12"]);
    CHANNEL: Link = "channel", to(&["channel"]), key;
    EXTRAS: Rows = "extras", columns(&[EXTRA_PRODUCT.def, EXTRA_QUANTITY.def]);
    DISCOUNT: MoneyField = "discount", min(0.0), covers(&["L21"]);
    SELLER: Link = "seller", to(&["person"]);
    REGION: Link = "region", to(&["region"]);
    OPPORTUNITY: Link = "opportunity", to(&["opportunity"]), covers(&["P09.A09"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]), covers(&["L16"]);
    PARTNER: Link = "partner", to(&["partner"]), covers(&["L34"]);
    /// Why the order goes beyond the credit of the partner.
    OVER_LIMIT_REASON: Line = "over_limit_reason", max_length(200), covers(&["L34"]);
    STATUS: Choice = "status", one_of(&["open", "delivered", "returned", "cancelled"]);
    DELIVERED_ON: DateField = "delivered_on";
}
