//! Goods on their way to the buyer.

use model::*;

record! {
    /// From where to where, planned and real day, cost, how far it is.
    SHIPMENT = "shipment", title "number", covers ["P08.A07"];
    NUMBER: Line = "number", required, max_length(40), search(2);
    ORDER: Link = "order", to(&["order"]), key, covers(&["P08.A07", "L36"]);
    PARTNER: Link = "partner", to(&["partner"]);
    PRODUCT: Link = "product", to(&["product"]);
    QUANTITY: Number = "quantity", min(0.0);
    FROM: Line = "from", max_length(80);
    TO: Line = "to", max_length(80), key;
    PLANNED_ON: DateField = "planned_on", key, covers(&["P08.A07"]);
    ARRIVED_ON: DateField = "arrived_on", key, covers(&["P08.A07"]);
    COST: MoneyField = "cost", min(0.0), covers(&["P08.A07"]);
    STATUS: Choice = "status", one_of(&["planned", "sent", "arrived", "signed"]), key, covers(&["P08.A07"]);
    OWNER: Link = "owner", to(&["person"]);
    NOTE: Line = "note", max_length(200);
}
