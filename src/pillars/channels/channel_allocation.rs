//! People, material and money given to a channel.

use model::*;

record! {
    /// What one channel, or all of them together, gets in a period and has spent of it.
    CHANNEL_ALLOCATION = "channel_allocation", title "name", covers ["P08.4.2"];
    NAME: Line = "name", required, max_length(80), search(2);
    /// Empty: money that serves all channels together.
    CHANNEL: Link = "channel", to(&["channel"]), key;
    PERIOD: SpanField = "period", key;
    BUDGET: MoneyField = "budget", min(0.0), key, covers(&["P08.4.2"]);
    SPENT: MoneyField = "spent", min(0.0), key, covers(&["P08.4.2"]);
    PEOPLE: Number = "people", min(0.0), key, covers(&["P08.4.2"]);
    MATERIAL: Line = "material", max_length(200), covers(&["P08.4.2"]);
    BUDGET_LINES: Links = "budget_lines", to(&["budget_line"]), covers(&["P08.4.2"]);
    OWNER: Link = "owner", to(&["person"]);
    /// Why the share of money may differ from the share of sales.
    REASON: Prose = "reason", max_length(300), covers(&["P08.4.2"]);
}
