//! A campaign.

use model::*;

/// States in order.
pub const STATUSES: &[&str] = &["draft", "approved", "ready", "running", "closed"];

/// A figure of the campaign.
pub const RESULT_NAME: Handle<Line> = Handle::<Line>::new("name").required().max_length(80);
pub const RESULT_PLANNED: Handle<Number> = Handle::<Number>::new("planned");
pub const RESULT_ACTUAL: Handle<Number> = Handle::<Number>::new("actual");
pub const RESULT_UNIT: Handle<Line> = Handle::<Line>::new("unit").max_length(20);

/// Which department does what.
pub const DUTY_DEPARTMENT: Handle<Link> = Handle::<Link>::new("department").required().to(&["department"]);
pub const DUTY_TEXT: Handle<Line> = Handle::<Line>::new("duty").required().max_length(200);
pub const DUTY_PERSON: Handle<Link> = Handle::<Link>::new("person").to(&["person"]);

/// What happened or was changed on the way.
pub const LOG_DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const LOG_NOTE: Handle<Line> = Handle::<Line>::new("note").required().max_length(300);
pub const LOG_CHANGED: Handle<Bool> = Handle::<Bool>::new("changed");

record! {
    /// One programme with aim, people, dates, money and result.
    CAMPAIGN = "campaign", title "name", covers ["P02.2.4", "P02.A22", "P02.A13"];
    NAME: Line = "name", required, max_length(80), search(3);
    CAMPAIGN_KIND: Choice = "campaign_kind", one_of_list("campaign_kinds", &["product_launch", "regional_market", "whole_plan", "promotion"]), covers(&["P02.A13"]);
    STATUS: Choice = "status", one_of(STATUSES), key;
    AIM: Line = "aim", max_length(200), key, covers(&["P02.A22"]);
    OWNER: Link = "owner", to(&["person"]), key;
    START: DateField = "start", key;
    END: DateField = "end", key;
    PLAN: Link = "plan", to(&["plan"]);
    GOAL: Link = "goal", to(&["goal"]);
    SEGMENTS: Links = "segments", to(&["segment", "customer_segment"]), covers(&["L15", "L40"]);
    PRODUCT: Link = "product", to(&["product"]);
    CHANNELS: Links = "channels", to(&["channel"]), covers(&["P02.A22", "L16"]);
    THEME: Link = "theme", to(&["theme"]);
    CONTRIBUTORS: Links = "contributors", to(&["person", "partner"]), covers(&["P02.A13"]);
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]), covers(&["P02.A22"]);
    PLANNED_COST: MoneyField = "planned_cost", min(0.0), key, covers(&["L39"]);
    /// Gross profit that the campaign brought; the estimate is the owner's.
    GROSS_PROFIT: MoneyField = "gross_profit", covers(&["P02.2.4.2"]);
    CREATIVE: Line = "creative", max_length(200), covers(&["P02.A22"]);
    DUTIES: Rows = "duties", columns(&[DUTY_DEPARTMENT.def, DUTY_TEXT.def, DUTY_PERSON.def]), covers(&["P02.A16"]);
    RESULTS: Rows = "results", columns(&[RESULT_NAME.def, RESULT_PLANNED.def, RESULT_ACTUAL.def, RESULT_UNIT.def]), covers(&["P02.2.4.1"]);
    LOG: Rows = "log", columns(&[LOG_DATE.def, LOG_NOTE.def, LOG_CHANGED.def]), covers(&["P02.A13", "P02.A22"]);
    EVALUATION: Prose = "evaluation", max_length(800), covers(&["P02.2.4"]);
    CONCLUSION: Choice = "conclusion", one_of(&["repeat", "change", "stop"]), covers(&["P02.2.4", "P02.A21"]);
    EVALUATED_ON: DateField = "evaluated_on";
    BEST_PRACTICE: Link = "best_practice", to(&["best_practice"]);
    IDEA: Link = "idea", to(&["idea"]), covers(&["L29"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
