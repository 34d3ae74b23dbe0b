//! A dealer or agent.

use model::*;

record! {
    /// A company that sells for us.
    PARTNER = "partner", title "name";
    NAME: Line = "name", required, max_length(80), search(3);
    REGION: Link = "region", to(&["region"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
}
