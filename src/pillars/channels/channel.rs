//! A way to the customer.

use model::*;

record! {
    /// A sales channel.
    CHANNEL = "channel", title "name";
    NAME: Line = "name", required, max_length(60), search(3);
    CLASS: Choice = "class", one_of_list("channel_classes", &["online", "offline"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
}
