//! A dealer or agent.

use model::*;

record! {
    /// A company that sells for us: how it was chosen and what was agreed.
    PARTNER = "partner", title "name", covers ["P08.A02", "P08.A03"];
    NAME: Line = "name", required, max_length(80), search(3);
    REGION: Link = "region", to(&["region"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
    CHANNEL: Link = "channel", to(&["channel"]), key;
    STATUS: Choice = "status", one_of(&["candidate", "active", "warned", "ended"]), key, covers(&["P08.A02"]);
    BRAND_FIT: Score = "brand_fit", range(1.0, 5.0), covers(&["P08.A02"]);
    TRUST: Score = "trust", range(1.0, 5.0), covers(&["P08.A02"]);
    CREDIT: Score = "credit", range(1.0, 5.0), covers(&["P08.A02"]);
    CAPITAL: Score = "capital", range(1.0, 5.0), covers(&["P08.A02"]);
    NETWORK: Score = "network", range(1.0, 5.0), covers(&["P08.A02"]);
    ABILITY: Score = "ability", range(1.0, 5.0), covers(&["P08.A02"]);
    CHOICE_REASON: Prose = "choice_reason", max_length(500), covers(&["P08.A02"]);
    TERRITORY: Line = "territory", max_length(120), covers(&["P08.A03"]);
    PRICE_TERMS: Prose = "price_terms", max_length(500), covers(&["P08.A03"]);
    THEIR_DUTIES: Prose = "their_duties", max_length(500), covers(&["P08.A03"]);
    OUR_DUTIES: Prose = "our_duties", max_length(500), covers(&["P08.A03"]);
    AGREED_FROM: DateField = "agreed_from", covers(&["P08.A03"]);
    AGREED_UNTIL: DateField = "agreed_until", covers(&["P08.A03"]);
    CREDIT_LIMIT: MoneyField = "credit_limit", min(0.0), covers(&["L34"]);
    CONTACT: Line = "contact", max_length(80), personal;
    PHONE: Line = "phone", max_length(40), personal;
}
