//! A model run on given numbers.

use model::*;

/// The standard models (P04.2.4.1).
pub const MODELS: &[&str] = &["trend", "share", "pareto", "rfm", "funnel", "price_volume", "swot", "growth_share", "break_even", "forecast"];

/// A line of input. What the numbers mean depends on the model: see the help under the table.
pub const INPUT_ITEM: Handle<Line> = Handle::<Line>::new("note").required().max_length(120);
pub const INPUT_FIRST: Handle<Number> = Handle::<Number>::new("first");
pub const INPUT_SECOND: Handle<Number> = Handle::<Number>::new("second");
pub const INPUT_THIRD: Handle<Number> = Handle::<Number>::new("third");
pub const INPUT_FOURTH: Handle<Number> = Handle::<Number>::new("fourth");

record! {
    /// Model, inputs, result worked out, how it is read, and whether it shows an opportunity or a risk.
    ANALYSIS_RUN = "analysis_run", title "name", covers ["P04.2.4", "P04.2.4.1", "P04.2.4.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    MODEL: Choice = "model", required, one_of(MODELS), covers(&["P04.2.4.1"]);
    QUESTION: Line = "question", max_length(200), key;
    DATE: DateField = "date", key;
    OWNER: Link = "owner", to(&["person"]), key;
    SOURCE: Line = "source", max_length(200), covers(&["P04.2.4.1"]);
    INPUTS: Rows = "inputs", covers(&["P04.2.4.1"]), columns(&[INPUT_ITEM.def, INPUT_FIRST.def, INPUT_SECOND.def, INPUT_THIRD.def, INPUT_FOURTH.def]);
    /// For models without a calculation here, and for words beside the numbers.
    RESULT: Prose = "result", max_length(1000), covers(&["P04.2.4.1"]);
    READING: Prose = "reading", max_length(1000), search(2), covers(&["P04.2.4.1"]);
    MARK: Choice = "mark", one_of(&["opportunity", "risk", "neutral"]), key, covers(&["P04.2.4.2"]);
    /// Where the company places the product after the growth–share model.
    QUADRANT: Choice = "quadrant", one_of(&["star", "cash_cow", "question_mark", "dog"]), covers(&["P04.2.4.1"]);
    GOALS: Links = "goals", to(&["goal"]), covers(&["P04.2.4.2"]);
    PLANS: Links = "plans", to(&["plan", "strategy", "campaign", "task"]), covers(&["P04.2.4.2"]);
    ALERTS: Links = "alerts", to(&["alert"]), covers(&["P04.2.4.2"]);
    PRODUCT: Link = "product", to(&["product"]);
    CHANNEL: Link = "channel", to(&["channel"]);
    NEEDS: Links = "needs", to(&["info_need"]);
    POTENTIAL_CUSTOMERS: Number = "potential_customers", min(0.0), covers(&["P04.A21"]);
    EXPECTED_DEMAND: Number = "expected_demand", min(0.0), covers(&["P04.A21"]);
    CONFIDENCE: Score = "confidence", range(1.0, 5.0), covers(&["P04.A21"]);
    BASIS: Prose = "basis", max_length(500), covers(&["P04.A21"]);
}
