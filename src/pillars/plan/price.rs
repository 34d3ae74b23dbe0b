//! The price of a product and how it was found.

use model::*;

/// What a person asked would pay.
pub const WILLING_AMOUNT: Handle<MoneyField> = Handle::<MoneyField>::new("amount").required().min(0.0);
pub const WILLING_NOTE: Handle<Line> = Handle::<Line>::new("note").max_length(80);

/// A discount and who may grant it.
pub const DISCOUNT_NAME: Handle<Line> = Handle::<Line>::new("name").required().max_length(80);
pub const DISCOUNT_RATE: Handle<Ratio> = Handle::<Ratio>::new("rate").required().range(0.0, 1.0);
pub const DISCOUNT_BY: Handle<Link> = Handle::<Link>::new("granted_by").to(&["person"]);

/// Aims of a price.
pub const AIMS: &[&str] = &["share", "profit", "image", "entry", "survival", "match_rivals"];

record! {
    /// Aim, the three methods, the price chosen and its reason.
    PRICE = "price", title "name", covers ["P02.1.4"];
    NAME: Line = "name", required, max_length(80), search(2);
    PRODUCT: Link = "product", required, to(&["product"]);
    AIM: Choice = "aim", one_of_list("price_aims", AIMS), key, covers(&["P02.1.4.1"]);
    AIM_TEXT: Line = "aim_text", max_length(200), covers(&["P02.1.4.1"]);
    /// Empty: the unit cost of the product.
    UNIT_COST: MoneyField = "unit_cost", min(0.0), covers(&["P02.1.4.2"]);
    /// On the cost: price = cost × (1 + mark-up). Used before the margin when both are given.
    MARK_UP: Ratio = "mark_up", range(0.0, 20.0), covers(&["P02.1.4.2"]);
    /// On the price: price = cost ÷ (1 − margin).
    TARGET_MARGIN: Ratio = "target_margin", range(0.0, 0.99), covers(&["P02.1.4.2"]);
    WILLINGNESS: Rows = "willingness", columns(&[WILLING_AMOUNT.def, WILLING_NOTE.def]), covers(&["P02.1.4.2"]);
    RESEARCH: Links = "research", to(&["research_project", "survey"]), covers(&["L09"]);
    /// Their prices come from the records of pillar 1.
    RIVALS: Links = "rivals", to(&["competitor"]), covers(&["P02.1.4.2"]);
    RIVAL_RATIO: Ratio = "rival_ratio", range(0.0, 5.0), covers(&["P02.1.4.2"]);
    METHOD: Choice = "method", one_of(&["cost", "demand", "competition"]), covers(&["P02.1.4.2"]);
    CHOSEN: MoneyField = "chosen", min(0.0), key, covers(&["P02.1.4.2"]);
    REASON: Prose = "reason", max_length(500), key, covers(&["P02.1.4.2"]);
    DISCOUNTS: Rows = "discounts", columns(&[DISCOUNT_NAME.def, DISCOUNT_RATE.def, DISCOUNT_BY.def]), covers(&["P02.2.2.2"]);
    STATUS: Choice = "status", one_of(&["draft", "in_force", "replaced"]), key;
    VALID_FROM: DateField = "valid_from";
    NEXT_REVIEW: DateField = "next_review", key;
    OWNER: Link = "owner", to(&["person"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
