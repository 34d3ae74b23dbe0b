//! Questions that come before an online platform.

use model::*;

record! {
    /// Audience, market, rivals, aim and budget of an online platform; becomes a goal and a budget line.
    PLATFORM_BRIEF = "platform_brief", title "aim", covers ["P01.A12"];
    AIM: Line = "aim", required, max_length(120), search(2);
    AUDIENCE: Line = "audience", required, max_length(200);
    AUDIENCE_WHERE: Line = "audience_where", max_length(200), key;
    MARKET_SIZE: Number = "market_size", min(0.0), key;
    RIVALS: Score = "rivals", range(0.0, 10000.0), key;
    BUDGET: MoneyField = "budget", min(0.0), key;
    GOAL: Link = "goal", to(&["goal"]), computed;
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]), computed;
}
