//! How well a product serves a need.

use model::*;

record! {
    /// One cell of the matrix of products and needs.
    PRODUCT_FIT = "product_fit", title "note", called ["product", "need"], covers ["P02.1.3.2"];
    PRODUCT: Link = "product", required, to(&["product"]);
    NEED: Link = "need", required, to(&["need_analysis"]);
    FIT: Score = "fit", range(0.0, 5.0), key;
    NOTE: Line = "note", max_length(120), key;
}
