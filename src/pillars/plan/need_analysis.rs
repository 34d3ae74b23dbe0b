//! A need of the market, said or hidden.

use model::*;

record! {
    /// One need with its strength, its evidence and what buyers can pay.
    NEED_ANALYSIS = "need_analysis", title "need", covers ["P02.1.1.1"];
    NEED: Line = "need", required, max_length(120), search(3);
    NEED_KIND: Choice = "need_kind", one_of(&["known", "latent"]), key;
    STRENGTH: Score = "strength", range(1.0, 5.0), key;
    TARGET_CUSTOMER: Link = "target_customer", to(&["target_customer"]), covers(&["L02"]);
    SEGMENTS: Links = "segments", to(&["segment"]), key;
    PREFERENCE: Line = "preference", max_length(200);
    BUYING_HABIT: Line = "buying_habit", max_length(200);
    PRICE_LOW: MoneyField = "price_low", min(0.0), key;
    PRICE_HIGH: MoneyField = "price_high", min(0.0), key;
    EVIDENCE: Line = "evidence", max_length(200), key;
    RESEARCH: Links = "research", to(&["research_project", "survey"]), covers(&["L09"]);
    DATED: DateField = "dated", covers(&["P02.1.1"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
