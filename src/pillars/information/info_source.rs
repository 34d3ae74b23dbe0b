//! Where information comes from.

use model::*;

record! {
    /// A source with its reliability, what it costs, who asks it and how often.
    INFO_SOURCE = "info_source", title "name", covers ["P04.2.2.1", "P04.3.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    SOURCE_KIND: Choice = "source_kind", key, covers(&["P04.3.2"]), one_of_list("source_kinds", &[
        "own_records", "own_research", "sales_team", "dealer", "customer_service", "research_firm",
        "trade_body", "social_media", "marketplace", "press", "authority", "other",
    ]);
    /// Whose eyes it sees with; the mix of sources is counted by this.
    ORIGIN: Choice = "origin", one_of(&["own_records", "own_research", "sales", "dealer", "third_party"]), covers(&["P04.A07"]);
    NEEDS: Links = "needs", to(&["info_need"]), key, covers(&["P04.3.2"]);
    /// 1 = rumour, 5 = proven again and again.
    RELIABILITY: Score = "reliability", range(1.0, 5.0), key, covers(&["P04.2.2.1", "P04.3.2"]);
    PROCEDURE: Prose = "procedure", max_length(500), covers(&["P04.2.2.1"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P04.2.2.1"]);
    FREQUENCY: Choice = "frequency", one_of(super::collection_plan::FREQUENCIES), key, covers(&["P04.2.2.1"]);
    YEARLY_COST: MoneyField = "yearly_cost", min(0.0), covers(&["P04.3.2"]);
    CONTACT: Line = "contact", max_length(120), personal, covers(&["P04.3.2"]);
    WEBSITE: Url = "website";
    CHECKED_ON: DateField = "checked_on";
}
