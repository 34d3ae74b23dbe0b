//! A paid place in a medium.

use model::*;

/// Media.
pub const MEDIA: &[&str] = &["kol", "social", "search", "marketplace", "email", "video", "outdoor", "print"];

record! {
    /// What it cost and what it brought.
    AD_PLACEMENT = "ad_placement", title "name", covers ["P02.A23"];
    NAME: Line = "name", required, max_length(80), search(2);
    MEDIUM: Choice = "medium", required, one_of_list("ad_media", MEDIA);
    SLOT: Line = "slot", max_length(120);
    CAMPAIGN: Link = "campaign", to(&["campaign"]);
    PRODUCT: Link = "product", to(&["product"]);
    PERIOD: SpanField = "period", key;
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]);
    OWNER: Link = "owner", to(&["person"]);
    COST: MoneyField = "cost", min(0.0), key;
    IMPRESSIONS: Number = "impressions", min(0.0), key;
    CLICKS: Number = "clicks", min(0.0), key;
    LEADS: Number = "leads", min(0.0);
    ORDERS: Number = "orders", min(0.0), key;
    NOTE: Line = "note", max_length(200);
}
