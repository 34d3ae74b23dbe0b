//! Our offer beside that of a rival, by the four parts of the mix.

use model::*;

record! {
    /// Scores of one offer for product, price, channel and promotion.
    OFFER_COMPARISON = "offer_comparison", title "offer", covers ["P02.1.1.2"];
    OFFER: Line = "offer", required, max_length(80), search(2);
    /// For our own offer: our own row among the competitors.
    COMPETITOR: Link = "competitor", to(&["competitor"]), key, covers(&["L02"]);
    PRODUCT_SCORE: Score = "product_score", range(1.0, 5.0), key;
    PRICE_SCORE: Score = "price_score", range(1.0, 5.0), key;
    CHANNEL_SCORE: Score = "channel_score", range(1.0, 5.0), key;
    PROMOTION_SCORE: Score = "promotion_score", range(1.0, 5.0), key;
    NOTE: Prose = "note", max_length(500);
    ANSWER: Line = "answer", max_length(200), key;
    DATED: DateField = "dated", covers(&["P02.1.1"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
