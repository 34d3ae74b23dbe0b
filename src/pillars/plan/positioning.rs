//! The place of an offer in the minds of buyers.

use model::*;

record! {
    /// Our promise to a segment, or where a rival stands, on two axes of ten.
    POSITIONING = "positioning", title "name", covers ["P02.1.2.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    OWN: Bool = "own", key;
    COMPETITOR: Link = "competitor", to(&["competitor"]), covers(&["L02"]);
    SEGMENTS: Links = "segments", to(&["segment"]);
    PRODUCT: Link = "product", to(&["product"]);
    BRAND: Link = "brand", to(&["brand"]);
    PRICE_POSITION: Choice = "price_position", one_of(&["low", "middle", "high"]), key;
    PROMISE: Line = "promise", max_length(200), key;
    PROOF: Line = "proof", max_length(300), key;
    PRICE_AXIS: Score = "price_axis", range(1.0, 10.0), key;
    TECHNOLOGY_AXIS: Score = "technology_axis", range(1.0, 10.0), key;
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
