//! The training plan of a year.

use model::*;

record! {
    /// Who is trained in what, when, with which money.
    TRAINING_PLAN = "training_plan", title "name", covers ["P06.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    YEAR: Score = "year", range(2000.0, 2100.0), key, covers(&["P06.2"]);
    STATUS: Choice = "status", one_of(&["draft", "approved", "closed"]), key;
    AUDIENCE: Line = "audience", max_length(200), key, covers(&["P06.2"]);
    GOALS: Links = "training_goals", to(&["training_goal"]);
    COURSES: Links = "courses", to(&["course"]), covers(&["P06.2"]);
    PERIOD: SpanField = "period", covers(&["P06.2"]);
    BUDGET: MoneyField = "budget", min(0.0), key, covers(&["P06.2"]);
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P06.2"]);
    NEXT_REVIEW: DateField = "next_review";
}
