//! What worked, here or elsewhere, written down so that others can repeat it.

use model::*;

record! {
    /// An own practice, or a case from elsewhere, and where it was used again.
    BEST_PRACTICE = "best_practice", title "name", covers ["P08.6"];
    NAME: Line = "name", required, max_length(80), search(4);
    PRACTICE_KIND: Choice = "practice_kind", required, one_of(&["own", "case"]), covers(&["P08.6.1", "P08.6.2"]);
    TRADE: Choice = "trade", one_of(&["same", "other"]), covers(&["P08.6.1"]);
    SOURCE: Line = "source", max_length(200), covers(&["P08.6.1"]);
    DATE: DateField = "date", key;
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P08.6.2"]);
    CHANNELS: Links = "channels", to(&["channel"]), key;
    SITUATION: Prose = "situation", max_length(500), search(1), covers(&["P08.6.1"]);
    APPROACH: Prose = "approach", max_length(500), covers(&["P08.6.1"]);
    RESULT: Prose = "result", max_length(500), covers(&["P08.6.1", "P08.6.2"]);
    FITS: Prose = "fits", max_length(500), covers(&["P08.6.1"]);
    STEPS: Tags = "steps", covers(&["P08.6.2"]);
    CONDITIONS: Prose = "conditions", max_length(500), covers(&["P08.6.2"]);
    EXPERIMENT: Link = "experiment", to(&["channel_experiment"]);
    USED_IN: Links = "used_in", to(&["campaign", "promotion", "channel_experiment", "task", "course", "improvement_action", "joint_project", "lesson"]), key, covers(&["P08.6.2", "L37"]);
}
