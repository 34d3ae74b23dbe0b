//! A way by which opinions reach the company, from inside or outside.

use model::*;

/// Usual ways; the company may add its own.
pub const MEDIA: &[&str] = &["meeting", "forum", "message", "box", "form", "survey", "hotline", "social", "complaint", "visit", "report", "other"];

record! {
    /// One way for feedback, with whoever reads it and how often.
    FEEDBACK_CHANNEL = "feedback_channel", title "name", covers ["P07.1", "P07.1.1", "P07.1.2"];
    NAME: Line = "name", required, max_length(60), search(3);
    REACH: Choice = "reach", required, one_of(&["inside", "outside"]), covers(&["P07.1.1", "P07.1.2"]);
    MEDIUM: Choice = "medium", one_of_list("feedback_media", MEDIA), key, covers(&["P07.1.1", "P07.1.2"]);
    AUDIENCE: Line = "audience", max_length(120), key, covers(&["P07.1.1"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P07.1.1"]);
    DEPARTMENTS: Links = "departments", to(&["department"]);
    CHECK_EVERY: Choice = "check_every", one_of(&["day", "week", "month", "quarter"]), key, covers(&["P07.1.1", "P07.A01"]);
    LAST_CHECKED: DateField = "last_checked", key, covers(&["P07.1.1"]);
    REPLY_DAYS: Number = "reply_days", min(0.0);
    PLACE: Line = "place", max_length(200);
    ANONYMOUS: Bool = "anonymous", covers(&["P07.3.2"]);
    MECHANISM: Link = "mechanism", to(&["mechanism"]);
}
