//! A rival, or our own position beside the rivals.

use model::*;

record! {
    /// Market showing, offer, price, strengths and weaknesses.
    COMPETITOR = "competitor", title "name", covers ["P01.2.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    /// This row is our own company, shown beside the rivals.
    OWN: Bool = "own", first;
    SALES: MoneyField = "sales", min(0.0);
    SHARE: Ratio = "share", range(0.0, 1.0), key;
    SHARE_DATE: DateField = "share_date";
    FEATURES: Tags = "features";
    PRICE_LOW: MoneyField = "price_low", min(0.0), key;
    PRICE_HIGH: MoneyField = "price_high", min(0.0);
    PRICE_POLICY: Line = "price_policy", max_length(200);
    STRENGTHS: Tags = "strengths", key;
    WEAKNESSES: Tags = "weaknesses", key;
    THREAT: Score = "threat", range(1.0, 5.0), key;
    SOURCE: Line = "source", max_length(200);
    /// Goals set with this rival in mind.
    GOALS: Links = "goals", to(&["goal"]), covers(&["P01.A02"]);
}
