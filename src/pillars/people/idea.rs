//! An idea and what it got.

use model::*;

record! {
    /// Text, author, support asked and given, and what came of it.
    IDEA = "idea", title "text", covers ["P06.5.2"];
    TEXT: Line = "text", required, max_length(200), search(3);
    AUTHOR: Link = "author", to(&["person"]), key;
    DATE: DateField = "date", key;
    STATUS: Choice = "status", one_of(&["submitted", "trial", "adopted", "declined"]), key, covers(&["P06.5.2"]);
    SUPPORT_ASKED: Prose = "support_asked", max_length(300), covers(&["P06.5.2"]);
    RESOURCES_GIVEN: Prose = "resources_given", max_length(300), covers(&["P06.5.2"]);
    BUDGET: MoneyField = "budget", min(0.0), covers(&["P06.5.2"]);
    DECIDED_BY: Link = "decided_by", to(&["person"]);
    DECIDED_ON: DateField = "decided_on", key, covers(&["P06.5.2"]);
    TASK: Link = "task", to(&["task"]);
    RESULT: Prose = "result", max_length(400), covers(&["P06.5.2"]);
}
