//! A hint that someone may buy.

use model::*;

record! {
    /// Where it came from, who follows it, and whether it became an opportunity.
    LEAD = "lead", title "name", covers ["P09.A05"];
    NAME: Line = "name", required, max_length(80), search(3);
    STATUS: Choice = "status", one_of(&["new", "contacted", "qualified", "converted", "dropped"]), key, covers(&["P09.A05"]);
    PHONE: Line = "phone", max_length(40), personal;
    SOURCE: Choice = "source", one_of_list("customer_sources", super::customer::SOURCES), key;
    CAMPAIGN: Link = "campaign", to(&["campaign"]), covers(&["L16"]);
    CHANNEL: Link = "channel", to(&["channel"]);
    RECEIVED_ON: DateField = "received_on", key;
    TOUCHED_ON: DateField = "touched_on", key;
    OWNER: Link = "owner", to(&["person"]), key;
    SHARED_WITH: Links = "shared_with", to(&["person"]);
    NEXT_STEP: Line = "next_step", max_length(120), key;
    OPPORTUNITY: Link = "opportunity", to(&["opportunity"]), covers(&["P09.A05"]);
}
