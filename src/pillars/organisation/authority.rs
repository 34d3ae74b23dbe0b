//! What a position may decide on its own.

use model::*;

/// What a decision is about; expense, price and discount limits are read where such a value is entered (L21).
pub const SUBJECTS: &[&str] = &["expense", "price", "discount", "promotion", "channel", "staff", "reward", "information", "other"];

record! {
    /// A power: what may be decided, up to which limit, by whom, and for which duties it is needed.
    AUTHORITY = "authority", title "name", covers ["P03.3.3"];
    NAME: Line = "name", required, max_length(120), search(3);
    SUBJECT: Choice = "subject", one_of_list("authority_subjects", SUBJECTS), key;
    POSITION: Link = "position", to(&["position"]), key, covers(&["P03.3.3"]);
    LIMIT: MoneyField = "limit", min(0.0), key, covers(&["P03.3.3", "L21"]);
    LIMIT_NOTE: Line = "limit_note", max_length(120);
    BACKUP: Link = "backup", to(&["position"]);
    DUTIES: Links = "duties", to(&["duty"]), key, covers(&["P03.3.3"]);
}
