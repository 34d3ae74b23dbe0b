//! An expert, scholar or firm that trains.

use model::*;

record! {
    /// Who teaches from outside, at which cost and whom to call.
    TRAINING_PROVIDER = "training_provider", title "name", covers ["P06.2.2.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    PROVIDER_KIND: Choice = "provider_kind", one_of(&["expert", "scholar", "firm", "platform"]), key;
    TOPICS: Line = "topics", max_length(200), key;
    CONTACT: Line = "contact", max_length(60), personal, key, covers(&["P06.2.2.2"]);
    PHONE: Line = "phone", max_length(40), personal;
    EMAIL: Line = "email", max_length(120), personal;
    DAY_COST: MoneyField = "day_cost", min(0.0), key, covers(&["P06.2.2.2"]);
    RATING: Score = "rating", range(1.0, 5.0);
}
