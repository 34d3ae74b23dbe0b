//! What we expect of a trend, and whether it came true.

use model::*;

record! {
    /// A forecast about one market factor of pillar 1, with the day it is checked.
    TREND_FORECAST = "trend_forecast", title "statement", covers ["P02.1.1.3"];
    STATEMENT: Line = "statement", required, max_length(200), search(2);
    FACTOR: Link = "factor", to(&["env_factor"]), key, covers(&["L02"]);
    CONFIDENCE: Score = "confidence", range(1.0, 5.0), key;
    CHECK_ON: DateField = "check_on", key;
    CAME_TRUE: Choice = "came_true", one_of(&["yes", "partly", "no"]), key;
    RESULT: Line = "result", max_length(200);
    CONSEQUENCE: Line = "consequence", max_length(200), key;
    OWNER: Link = "owner", to(&["person"]);
    DATED: DateField = "dated", covers(&["P02.1.1"]);
}
