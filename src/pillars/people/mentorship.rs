//! A mentor and a newcomer.

use model::*;

/// One talk.
pub const MET_ON: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const MEETING_NOTE: Handle<Line> = Handle::<Line>::new("note").required().max_length(200);

record! {
    /// Who guides whom towards what, with notes and an end review.
    MENTORSHIP = "mentorship", title "aim", covers ["P06.4.3"];
    AIM: Line = "aim", required, max_length(160), search(2);
    MENTOR: Link = "mentor", required, to(&["person"]);
    MENTEE: Link = "mentee", required, to(&["person"]);
    STATUS: Choice = "status", one_of(&["running", "ended"]), key;
    START: DateField = "start", key;
    END: DateField = "end", key;
    MEETINGS: Rows = "meetings", columns(&[MET_ON.def, MEETING_NOTE.def]), covers(&["P06.4.3"]);
    /// Most people this mentor takes at a time; empty: three.
    LIMIT: Score = "limit", range(1.0, 10.0), covers(&["P06.4.3"]);
    END_REVIEW: Prose = "end_review", max_length(400), covers(&["P06.4.3"]);
}
