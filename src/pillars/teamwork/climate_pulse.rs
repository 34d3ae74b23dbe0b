//! How people find the climate of the team, without names.

use model::*;

/// Answers of one person to the five questions.
pub const SPEAK: Handle<Score> = Handle::<Score>::new("speak").required().range(1.0, 5.0);
pub const FAULTS: Handle<Score> = Handle::<Score>::new("faults").required().range(1.0, 5.0);
pub const ATTEMPT: Handle<Score> = Handle::<Score>::new("attempt").required().range(1.0, 5.0);
pub const HELP: Handle<Score> = Handle::<Score>::new("help").required().range(1.0, 5.0);
pub const HEARD: Handle<Score> = Handle::<Score>::new("heard").required().range(1.0, 5.0);

record! {
    /// A round of five questions. Below four answers no result is shown.
    CLIMATE_PULSE = "climate_pulse", title "name", covers ["P10.2.3", "P10.A05"];
    NAME: Line = "name", required, max_length(80), search(1);
    MONTH: MonthField = "month", required, covers(&["P10.2.3"]);
    TEAM: Link = "team", to(&["team"]), key;
    ANSWERS: Rows = "answers", columns(&[SPEAK.def, FAULTS.def, ATTEMPT.def, HELP.def, HEARD.def]), covers(&["P10.2.3"]);
    CONCLUSION: Prose = "conclusion", max_length(500), search(1);
}
