//! The one message of all communication.

use model::*;

record! {
    /// One message and one visual for every contact with buyers.
    THEME = "theme", title "message", covers ["P02.A25"];
    MESSAGE: Line = "message", required, max_length(80), search(3);
    VISUAL: Line = "visual", max_length(200), key;
    AUDIENCE: Line = "audience", max_length(200), key;
    AIM: Line = "aim", max_length(200);
    BRAND: Link = "brand", to(&["brand"]);
    PERIOD: SpanField = "period", key;
    OWNER: Link = "owner", to(&["person"]), key;
}
