//! What salespeople report from the front line.

use model::*;

record! {
    /// A set form: demand, price, product mix, rivals, problems and answers, with the reply of the market department.
    FIELD_REPORT = "field_report", title "summary", covers ["P04.A22"];
    SUMMARY: Line = "summary", required, max_length(120), search(3);
    DATE: DateField = "date", required;
    FORM: Choice = "form", one_of(&["daily", "weekly", "special"]), key, covers(&["P04.A23"]);
    REPORTER: Link = "reporter", to(&["person"]), key, covers(&["P04.A22", "P04.A23"]);
    REGION: Link = "region", to(&["region"]), key, covers(&["P04.A22"]);
    DEMAND_TREND: Prose = "demand_trend", max_length(500), covers(&["P04.A22"]);
    PRICE_TREND: Prose = "price_trend", max_length(500), covers(&["P04.A22"]);
    PRODUCT_MIX: Prose = "product_mix", max_length(500), covers(&["P04.A22"]);
    RIVAL_MOVES: Prose = "rival_moves", max_length(500), covers(&["P04.A22"]);
    PROBLEMS: Prose = "problems", max_length(500), covers(&["P04.A22"]);
    ANSWERS: Prose = "answers", max_length(500), covers(&["P04.A22"]);
    REPLY: Prose = "reply", max_length(500), covers(&["P04.A22"]);
    REPLIED_BY: Link = "replied_by", to(&["person"]), key;
    REPLIED_ON: DateField = "replied_on";
}
