//! Customers counted over a period, where each one is kept in another system.

use model::*;

record! {
    /// Start, gained and lost customers, buyers, orders, and the composition by class.
    CUSTOMER_TOTAL = "customer_total", title "name", covers ["P09.1.1", "P09.1.2"];
    NAME: Line = "name", required, max_length(80);
    PERIOD: SpanField = "period", key;
    START: Number = "start", min(0.0), key;
    GAINED: Number = "gained", min(0.0), key;
    LOST: Number = "lost", min(0.0), key;
    POTENTIAL: Number = "potential", min(0.0);
    BUYERS: Number = "buyers", min(0.0), key;
    REPEAT_BUYERS: Number = "repeat_buyers", min(0.0), key;
    ORDERS: Number = "orders", min(0.0);
    SALES: MoneyField = "sales", min(0.0);
    SHARE_A: Ratio = "share_a", range(0.0, 1.0);
    SHARE_B: Ratio = "share_b", range(0.0, 1.0);
    SHARE_C: Ratio = "share_c", range(0.0, 1.0);
    SOURCE: Line = "source", max_length(120);
}
