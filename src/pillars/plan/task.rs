//! A task, the only kind of task in the app (decisions.md 8).

use model::*;

record! {
    /// One piece of work with one owner and a due date.
    TASK = "task", title "title", covers ["P01.A05", "P01.A07", "P02.2.3.1"];
    TITLE: Line = "title", required, max_length(120), search(4);
    PROJECT: Line = "project", max_length(80);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P01.A07", "P02.2.3.1", "L18"]);
    HELPERS: Links = "helpers", to(&["person"]);
    START: DateField = "start", covers(&["P02.2.3.1"]);
    DUE: DateField = "due", key, covers(&["P01.A07", "P02.2.3.1"]);
    MEASURE: Line = "measure", max_length(200), covers(&["P01.A07"]);
    DELIVERABLE: Line = "deliverable", max_length(200);
    STATUS: Choice = "status", one_of(&["open", "doing", "done", "dropped"]), key;
    PROGRESS: Ratio = "progress", range(0.0, 1.0);
    DONE_ON: DateField = "done_on";
    GOAL: Link = "goal", to(&["goal"]), key, covers(&["P01.A05"]);
    PLAN: Link = "plan", to(&["plan"]), covers(&["P02.2.3"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]);
    MIX_ITEM: Link = "mix_item", to(&["mix_item"]);
    DEPENDS_ON: Links = "depends_on", to(&["task"]), covers(&["P02.2.3.1"]);
    /// Work of the owner, spread over the working days from start to due.
    HOURS: Number = "hours", min(0.0), covers(&["P02.2.3.2"]);
    /// Statement of the maturity assessment whose gap this closes, for example `D01.3`.
    INITIATIVE: Line = "initiative", max_length(10), computed;
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
