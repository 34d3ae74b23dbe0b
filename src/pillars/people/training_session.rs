//! One day of training.

use model::*;

record! {
    /// Date, trainer and state of one session of a course.
    TRAINING_SESSION = "training_session", title "title", covers ["P06.3", "P06.3.1"];
    TITLE: Line = "title", required, max_length(80), search(2);
    COURSE: Link = "course", required, to(&["course"]);
    DATE: DateField = "date", required, covers(&["P06.3.1"]);
    PLAN: Link = "plan", to(&["training_plan"]);
    STATUS: Choice = "status", one_of(&["planned", "held", "cancelled"]), key, covers(&["P06.3.1"]);
    TRAINER: Link = "trainer", to(&["person"]), key, covers(&["P06.2.2.1", "P06.3.1"]);
    PROVIDER: Link = "provider", to(&["training_provider"]), covers(&["P06.2.2.2"]);
    /// Those who are to come.
    ATTENDEES: Links = "attendees", to(&["person"]), covers(&["P06.3.1"]);
    HOURS: Number = "hours", min(0.0);
    COST: MoneyField = "cost", min(0.0);
    PLACE: Line = "place", max_length(80);
    NOTE: Prose = "note", max_length(300);
}
