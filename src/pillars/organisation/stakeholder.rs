//! Someone outside the company who is talked to regularly.

use model::*;

record! {
    /// Who it is, what they care about, who keeps in touch and how often.
    STAKEHOLDER = "stakeholder", title "name", covers ["P03.4.2", "P10.A11"];
    NAME: Line = "name", required, max_length(80), search(3);
    STAKEHOLDER_KIND: Choice = "stakeholder_kind", required,
        one_of_list("stakeholder_kinds", &["customer", "partner", "supplier", "media", "agency", "authority", "association"]), covers(&["P03.4.2"]);
    INTEREST: Line = "interest", max_length(200), search(1), key, covers(&["P03.4.2"]);
    CHANNEL: Line = "channel", max_length(120), covers(&["P03.4.2"]);
    /// At most so many days between two contacts.
    NORM_DAYS: Score = "norm_days", range(1.0, 730.0), key, covers(&["P03.4.2"]);
    LAST_CONTACT: DateField = "last_contact", key, covers(&["P03.4.2"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P03.4.2"]);
    LEARNED: Prose = "learned", max_length(500), search(1), covers(&["P03.4.2"]);
    /// What was heard, as feedback of pillar 7.
    FEEDBACK: Links = "feedback", to(&["feedback"]), covers(&["P03.4.2"]);
    PARTNER: Link = "partner", to(&["partner"]);
}
