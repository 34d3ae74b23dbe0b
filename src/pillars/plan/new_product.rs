//! A product on its way, or a better version of one.

use model::*;

/// Stages in order; each is passed by a decision.
pub const STAGES: &[&str] = &["idea", "screen", "concept", "business_case", "develop", "test", "launch"];

/// A decision at a gate.
pub const GATE: Handle<Choice> = Handle::<Choice>::new("gate").required().one_of(STAGES);
pub const GATE_DATE: Handle<DateField> = Handle::<DateField>::new("date").required();
pub const GATE_DECISION: Handle<Choice> = Handle::<Choice>::new("decision").required().one_of(&["go", "hold", "stop"]);
pub const GATE_REASON: Handle<Line> = Handle::<Line>::new("reason").max_length(200);

record! {
    /// From the idea to the launch.
    NEW_PRODUCT = "new_product", title "name", covers ["P02.1.3.1", "P02.A12"];
    NAME: Line = "name", required, max_length(80), search(3);
    DEVELOPMENT_KIND: Choice = "development_kind", one_of(&["new", "improve"]), key;
    STAGE: Choice = "stage", one_of(STAGES), key;
    NEED: Link = "need", to(&["need_analysis"]), key;
    IDEA_SOURCE: Choice = "idea_source", one_of_list("idea_sources", &["customer", "employee", "rival", "technology", "partner"]);
    IDEA: Link = "idea", to(&["idea"]), covers(&["L29"]);
    PRODUCT: Link = "product", to(&["product"]);
    FEEDBACK: Links = "feedback", to(&["feedback"]), covers(&["L31"]);
    CONCEPT: Prose = "concept", max_length(500);
    DIFFERENTIATOR: Line = "differentiator", max_length(200);
    /// 消费诉求点: what makes a buyer want it.
    APPEAL: Line = "appeal", max_length(200), key, covers(&["P02.A12"]);
    AD_THEME: Line = "ad_theme", max_length(200), covers(&["P02.A12"]);
    TECHNICAL_PARTNER: Line = "technical_partner", max_length(120), covers(&["P02.A12"]);
    OWNER: Link = "owner", to(&["person"]), key;
    START: DateField = "start";
    LAUNCH_ON: DateField = "launch_on", key;
    GATES: Rows = "gates", columns(&[GATE.def, GATE_DATE.def, GATE_DECISION.def, GATE_REASON.def]);
}
