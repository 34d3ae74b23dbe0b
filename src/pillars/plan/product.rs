//! A product.

use model::*;

/// A stage the product was in.
pub const STAGE_NAME: Handle<Choice> = Handle::<Choice>::new("stage").required().one_of(STAGES);
pub const STAGE_FROM: Handle<DateField> = Handle::<DateField>::new("since").required();
pub const STAGE_NOTE: Handle<Line> = Handle::<Line>::new("note").max_length(200);

/// Stages of life in order.
pub const STAGES: &[&str] = &["introduction", "growth", "maturity", "decline"];
/// What marketing mostly does in a stage.
pub const STAGE_POLICIES: &[&str] = &["educate", "expand", "defend", "harvest", "renew"];

record! {
    /// Something the company sells.
    PRODUCT = "product", title "name", covers ["P02.1.3", "P02.1.3.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    LINE: Line = "product_line", max_length(80), key;
    LIST_PRICE: MoneyField = "list_price", min(0.0), key;
    UNIT_COST: MoneyField = "unit_cost", min(0.0), key;
    STAGE: Choice = "stage", one_of(STAGES), key, covers(&["P02.1.3.3"]);
    SEGMENT: Link = "segment", to(&["segment"]), covers(&["P02.A11"]);
    BRAND: Link = "brand", to(&["brand"]);
    /// Price after discounts that the plan counts with.
    NET_PRICE: MoneyField = "net_price", min(0.0);
    TARGET_UNITS: Number = "target_units", min(0.0), covers(&["P02.1.3.2"]);
    FLOOR_MARGIN: Ratio = "floor_margin", range(0.0, 1.0), covers(&["P02.1.4.3"]);
    STAGE_HISTORY: Rows = "stage_history", columns(&[STAGE_NAME.def, STAGE_FROM.def, STAGE_NOTE.def]), covers(&["P02.1.3.3"]);
    STAGE_POLICY: Choice = "stage_policy", one_of(STAGE_POLICIES), covers(&["P02.1.3.3"]);
    STAGE_ACTIONS: Prose = "stage_actions", max_length(500), covers(&["P02.1.3.3"]);
    STAGE_TRIGGER: Line = "stage_trigger", max_length(200), covers(&["P02.1.3.3"]);
    SERVICES: Tags = "services", covers(&["P02.A27"]);
    OWNER: Link = "owner", to(&["person"]);
}
