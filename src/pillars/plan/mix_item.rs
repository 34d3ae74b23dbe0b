//! A measure of the marketing mix.

use model::*;

/// The four columns of the board.
pub const PARTS: &[&str] = &["product", "price", "channel", "promotion"];

record! {
    /// One card of the 4P board.
    MIX_ITEM = "mix_item", title "title", covers ["P02.2.2"];
    TITLE: Line = "title", required, max_length(120), search(3);
    PART: Choice = "part", required, one_of(PARTS), covers(&["P02.2.2"]);
    PRODUCT_PART: Choice = "product_part", one_of(&["positioning", "packaging", "brand"]), covers(&["P02.2.2.1"]);
    PROMOTION_KIND: Choice = "promotion_kind", one_of(&["advertising", "public_relations", "sales_promotion", "personal_selling"]), covers(&["P02.2.2.4"]);
    PLAN: Link = "plan", to(&["plan"]);
    GOAL: Link = "goal", to(&["goal"]), key, covers(&["P02.2.2"]);
    SEGMENT: Link = "segment", to(&["segment"]), covers(&["P02.2.2"]);
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]), covers(&["P02.2.2"]);
    OWNER: Link = "owner", to(&["person"]), key, covers(&["P02.2.2.1"]);
    START: DateField = "start", covers(&["P02.2.2.4"]);
    DUE: DateField = "due", key, covers(&["P02.2.2.1"]);
    STATUS: Choice = "status", one_of(&["open", "doing", "done", "dropped"]), key, covers(&["P02.2.2.1"]);
    PRODUCT: Link = "product", to(&["product"]);
    PRICE: Link = "price", to(&["price"]), covers(&["P02.2.2.2"]);
    DISCOUNT_LIMIT: Ratio = "discount_limit", range(0.0, 1.0), covers(&["P02.2.2.2"]);
    GRANTED_BY: Link = "granted_by", to(&["person"]), covers(&["P02.2.2.2"]);
    CHANNEL: Link = "channel", to(&["channel"]), covers(&["P02.2.2.3"]);
    TARGET_SHARE: Ratio = "target_share", range(0.0, 1.0), covers(&["P02.2.2.3"]);
    MESSAGE: Line = "message", max_length(200), covers(&["P02.2.2.4"]);
    MEDIUM: Line = "medium", max_length(120), covers(&["P02.2.2.4"]);
    COST: MoneyField = "cost", min(0.0), covers(&["P02.2.2.4"]);
    EXPECTED: Line = "expected", max_length(200), covers(&["P02.2.2.4"]);
    FROM_EXAMPLE: Bool = "from_example", covers(&["P02.3"]);
}
