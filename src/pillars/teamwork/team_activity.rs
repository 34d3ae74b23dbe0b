//! Something done together outside of daily work.

use model::*;

/// One person's mark, without a name.
pub const RATING: Handle<Score> = Handle::<Score>::new("rating").required().range(1.0, 5.0);

record! {
    /// Kind, date, cost, who took part, and how they found it.
    TEAM_ACTIVITY = "team_activity", title "name", covers ["P10.4.1", "P10.A01"];
    NAME: Line = "name", required, max_length(80), search(2);
    ACTIVITY_KIND: Choice = "activity_kind", one_of_list("team_activity_kinds", &["outdoor", "dinner", "sport", "visit", "workshop", "celebration"]), key,
        covers(&["P10.4.1"]);
    DATE: DateField = "date", required, covers(&["P10.4.1"]);
    OWNER: Link = "owner", to(&["person"]), key;
    BUDGET: MoneyField = "budget", min(0.0), key, covers(&["P10.4.1"]);
    COST: MoneyField = "cost", min(0.0), key, covers(&["P10.4.1"]);
    PARTICIPANTS: Links = "participants", to(&["person"]), covers(&["P10.4.1"]);
    /// How many took part; counted from the participants while it is empty.
    PEOPLE: Score = "people", range(0.0, 100000.0), covers(&["P10.4.1"]);
    RATINGS: Rows = "ratings", columns(&[RATING.def]), covers(&["P10.4.1"]);
    COHESION: Score = "cohesion", range(1.0, 5.0), covers(&["P10.A01"]);
    LEARNED: Line = "learned", max_length(200);
}
