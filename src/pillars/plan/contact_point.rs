//! A place where buyers meet the brand.

use model::*;

record! {
    /// Whether it says what the theme says, and how the buyer can answer.
    CONTACT_POINT = "contact_point", title "name", covers ["P02.A25"];
    NAME: Line = "name", required, max_length(80), search(2);
    THEME: Link = "theme", to(&["theme"]), key;
    CONTACT_KIND: Choice = "contact_kind", one_of_list("contact_kinds", &["advertising", "promotion", "public_relations", "news", "direct_selling", "packaging", "product", "store"]), key;
    CONSISTENT: Choice = "consistent", one_of(&["yes", "no"]), key;
    REMARK: Line = "remark", max_length(200), key;
    RETURN_CHANNEL: Line = "return_channel", max_length(120), key;
    OWNER: Link = "owner", to(&["person"]), key;
    CHECKED_ON: DateField = "checked_on";
}
