//! Something people must know, be able to do, or bring along.

use model::*;

/// What one can see at a level.
pub const LEVEL: Handle<Score> = Handle::<Score>::new("level").required().range(0.0, 5.0);
pub const SIGN: Handle<Line> = Handle::<Line>::new("sign").required().max_length(200);

record! {
    /// Knowledge, skill or quality, with signs for its levels 0–5.
    COMPETENCY = "competency", title "name", covers ["P06.1.2"];
    NAME: Line = "name", required, max_length(60), search(3);
    COMPETENCY_KIND: Choice = "competency_kind", required, one_of(&["knowledge", "skill", "quality"]), covers(&["P06.1.2"]);
    DESCRIPTION: Prose = "description", max_length(400);
    SIGNS: Rows = "signs", columns(&[LEVEL.def, SIGN.def]), covers(&["P06.1.2"]);
}
