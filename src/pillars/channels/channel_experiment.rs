//! Something new tried in a channel, with a limit of cost and a verdict.

use model::*;

/// What tells the unit of the results.
const MEASURE: &[&str] = &["indicator", "unit_kind"];

record! {
    /// One experiment: what we believe, what it may cost, until when, and what came out.
    CHANNEL_EXPERIMENT = "channel_experiment", title "name", covers ["P08.3.3"];
    NAME: Line = "name", required, max_length(80), search(3);
    FORM: Choice = "form", one_of_list("channel_experiment_forms", &["live_stream", "content", "community"]), key, covers(&["P08.3.3"]);
    CHANNEL: Link = "channel", to(&["channel"]), key;
    HYPOTHESIS: Prose = "hypothesis", max_length(500), covers(&["P08.3.3"]);
    OWNER: Link = "owner", to(&["person"]), key;
    START: DateField = "start", covers(&["P08.3.3"]);
    END: DateField = "end", key, covers(&["P08.3.3"]);
    COST_LIMIT: MoneyField = "cost_limit", min(0.0), covers(&["P08.3.3"]);
    COST: MoneyField = "cost", min(0.0), covers(&["P08.3.3"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), covers(&["P08.3.3"]);
    MEASURES: Line = "measures", max_length(200), covers(&["P08.3.3"]);
    /// What the results are in, where no indicator tells it.
    UNIT: Line = "unit", max_length(20);
    BEFORE: Number = "before", measured_by(MEASURE);
    EXPECTED: Number = "expected", measured_by(MEASURE), covers(&["P08.3.3"]);
    RESULT: Number = "result", measured_by(MEASURE), covers(&["P08.3.3"]);
    PILOT: Link = "pilot", to(&["pilot"]);
    VERDICT: Choice = "verdict", one_of(&["expand", "adjust", "stop"]), key, covers(&["P08.3.3"]);
    VERDICT_ON: DateField = "verdict_on", covers(&["P08.3.3"]);
    VERDICT_REASON: Prose = "verdict_reason", max_length(500), covers(&["P08.3.3"]);
}
