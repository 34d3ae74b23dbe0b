//! A new way to serve customers.

use model::*;

record! {
    /// Idea, technology or channel, trial, result.
    SERVICE_IDEA = "service_idea", title "name", covers ["P09.5.2"];
    NAME: Line = "name", required, max_length(100), search(2);
    MODE: Choice = "mode", one_of(&["technology", "channel", "process"]), key, covers(&["P09.5.2"]);
    DESCRIPTION: Prose = "description", max_length(500);
    /// What it answers: a need, a pain of the journey, a complaint.
    ANSWERS: Line = "answers", max_length(160), key;
    OWNER: Link = "owner", to(&["person"]), key;
    STATUS: Choice = "status", one_of(&["idea", "trial", "adopted", "dropped"]), key, covers(&["P09.5.2"]);
    TRIAL_FROM: DateField = "trial_from", key, covers(&["P09.5.2"]);
    TRIAL_UNTIL: DateField = "trial_until", key;
    SCOPE: Line = "scope", max_length(120);
    MEASURE: Line = "measure", max_length(160);
    COST: MoneyField = "cost", min(0.0);
    RESULT: Prose = "result", max_length(400), key, covers(&["P09.5.2"]);
}
