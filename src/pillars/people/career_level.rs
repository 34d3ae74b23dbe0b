//! A rung of the career ladder.

use model::*;

/// A competency that the level asks for.
pub const COMPETENCY: Handle<Link> = Handle::<Link>::new("competency").required().to(&["competency"]);
pub const LEVEL: Handle<Score> = Handle::<Score>::new("level").required().range(0.0, 5.0);

record! {
    /// A level with what one must show to reach it.
    CAREER_LEVEL = "career_level", title "name", covers ["P06.4", "P06.4.1"];
    NAME: Line = "name", required, max_length(60), search(2);
    TRACK: Choice = "track", one_of_list("career_tracks", &["market", "sales", "service"]), key;
    RANK: Score = "rank", range(1.0, 10.0), key;
    BELOW: Link = "below", to(&["career_level"]), key, covers(&["P06.4.1"]);
    POSITION: Link = "position", to(&["position"]);
    COMPETENCIES: Rows = "competencies", columns(&[COMPETENCY.def, LEVEL.def]), covers(&["P06.4.1"]);
    /// Smallest score of an evaluation …
    SCORE: Number = "score", range(0.0, 120.0), covers(&["P06.4.1"]);
    /// … and how many evaluations must reach it.
    SCORE_TIMES: Score = "score_times", range(1.0, 12.0), covers(&["P06.4.1"]);
    /// Months on the level below.
    MONTHS: Score = "months", range(0.0, 120.0), covers(&["P06.4.1"]);
    NOTE: Prose = "note", max_length(300);
}
