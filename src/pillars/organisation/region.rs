//! A sales region or marketing centre.

use model::*;

record! {
    /// A region, with its share of past sales.
    REGION = "region", title "name", covers ["P01.A13"];
    NAME: Line = "name", required, max_length(60), search(2);
    PARENT: Link = "parent", to(&["region"]), key;
    PAST_SHARE: Ratio = "past_share", range(0.0, 1.0), key;
    HEAD: Link = "head", to(&["person"]), key;
}
