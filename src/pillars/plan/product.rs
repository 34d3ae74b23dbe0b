//! A product.

use model::*;

record! {
    /// Something the company sells.
    PRODUCT = "product", title "name";
    NAME: Line = "name", required, max_length(80), search(3);
    LINE: Line = "product_line", max_length(80), key;
    LIST_PRICE: MoneyField = "list_price", min(0.0), key;
    UNIT_COST: MoneyField = "unit_cost", min(0.0), key;
    STAGE: Choice = "stage", one_of(&["introduction", "growth", "maturity", "decline"]), key;
}
