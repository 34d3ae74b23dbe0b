//! Part A of the research contents: one rival seen through ten questions.

use model::*;

record! {
    /// What one rival does, from opening a market to the satisfaction of its buyers.
    RIVAL_STUDY = "rival_study", title "name", covers ["P04.A01"];
    NAME: Line = "name", required, max_length(80), search(2);
    COMPETITOR: Link = "competitor", to(&["competitor"]), key, covers(&["L10"]);
    PROJECT: Link = "project", to(&["research_project"]), key;
    DATE: DateField = "date", key;
    OPENING: Prose = "opening", max_length(500), covers(&["P04.A01"]);
    POSITIONING: Prose = "positioning", max_length(500), covers(&["P04.A01"]);
    PRICE: Prose = "price", max_length(500), covers(&["P04.A01"]);
    PACKAGING: Prose = "packaging", max_length(500), covers(&["P04.A01"]);
    CHANNELS: Prose = "channels", max_length(500), covers(&["P04.A01"]);
    SHARE: Ratio = "share", range(0.0, 1.0), key, covers(&["P04.A01"]);
    DEALER_POLICY: Prose = "dealer_policy", max_length(500), covers(&["P04.A01"]);
    ADVERTISING: Prose = "advertising", max_length(500), covers(&["P04.A01"]);
    AFTER_SALES: Prose = "after_sales", max_length(500), covers(&["P04.A01"]);
    SATISFACTION: Prose = "satisfaction", max_length(500), covers(&["P04.A01"]);
}
