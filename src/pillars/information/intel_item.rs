//! One piece of news from outside.

use model::*;

use super::internal_report::{CONFIDENTIALITY, USES};

record! {
    /// A rival's move, a shift of demand, a new technology or rule: checked, weighed, followed up.
    INTEL_ITEM = "intel_item", title "headline", covers ["P04.2.2", "P04.2.2.2"];
    HEADLINE: Line = "headline", required, max_length(120), search(4);
    DATE: DateField = "date", required, covers(&["P04.2.2.2"]);
    TOPIC: Choice = "topic", required, one_of(&["rival", "demand", "technology", "policy", "channel"]), covers(&["P04.2.2.2"]);
    TEXT: Prose = "text", max_length(2000), search(2), covers(&["P04.2.2.2"]);
    SOURCE: Link = "source", to(&["info_source"]), key, covers(&["P04.2.2.2"]);
    SOURCE_NOTE: Line = "source_note", max_length(200);
    RELIABILITY: Score = "reliability", range(1.0, 5.0), covers(&["P04.2.2.2"]);
    IMPORTANCE: Score = "importance", range(1.0, 5.0), key, covers(&["P04.2.2.2"]);
    /// Goals it touches; an important item asks for their review.
    GOALS: Links = "goals", to(&["goal"]), covers(&["P04.2.2.2", "L08"]);
    IMPACT: Score = "impact", range(-2.0, 2.0), covers(&["P04.2.2.2"]);
    FOLLOW_UP: Link = "follow_up", to(&["person"]), key, covers(&["P04.2.2.2"]);
    FOLLOW_UP_DUE: DateField = "follow_up_due";
    STATUS: Choice = "status", one_of(&["raw", "checked", "analysed", "used"]), key, covers(&["P04.3.4"]);
    ANALYSIS: Prose = "analysis", max_length(1000), covers(&["P04.3.4"]);
    TAGS: Tags = "tags", covers(&["P04.3.4"]);
    COMPETITOR: Link = "competitor", to(&["competitor"]), covers(&["P04.2.2.2"]);
    PRODUCT: Link = "product", to(&["product"]);
    CHANNEL: Link = "channel", to(&["channel"]);
    REGION: Link = "region", to(&["region"]);
    PARTNER: Link = "partner", to(&["partner"]);
    NEEDS: Links = "needs", to(&["info_need"]), covers(&["P04.3.4"]);
    COLLECTION: Link = "collection", to(&["collection_plan"]), covers(&["P04.3.3"]);
    DUPLICATE_OF: Link = "duplicate_of", to(&["intel_item"]), covers(&["P04.3.4"]);
    REPORTED_BY: Link = "reported_by", to(&["person"]);
    DECISION: Line = "decision", max_length(200), covers(&["P04.A28"]);
    DECIDED_ON: DateField = "decided_on", covers(&["P04.A28"]);
    USED_IN: Links = "used_in", to(USES), covers(&["P04.A11", "P04.A17", "L08"]);
    CONFIDENTIALITY_CLASS: Choice = "confidentiality", one_of(CONFIDENTIALITY), covers(&["P04.A15"]);
}
