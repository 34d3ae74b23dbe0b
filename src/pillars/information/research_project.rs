//! A study for one decision.

use model::*;

use super::internal_report::{CONFIDENTIALITY, PURPOSE, READ_ON, READER, USES};

/// A finding and where it is used (P04.A11).
pub const FINDING: Handle<Line> = Handle::<Line>::new("note").required().max_length(300);
pub const FINDING_USE: Handle<Link> = Handle::<Link>::new("use").to(USES);

/// Part D: one marketing link, ours against a rival's.
pub const MATCH_LINK: Handle<Line> = Handle::<Line>::new("note").required().max_length(60);
pub const MATCH_RIVAL: Handle<Link> = Handle::<Link>::new("competitor").to(&["competitor"]);
pub const MATCH_THEIRS: Handle<Score> = Handle::<Score>::new("theirs").range(1.0, 5.0);
pub const MATCH_OURS: Handle<Score> = Handle::<Score>::new("ours").range(1.0, 5.0);
pub const MATCH_ATTACK: Handle<Line> = Handle::<Line>::new("attack").max_length(200);
pub const MATCH_GAP: Handle<Line> = Handle::<Line>::new("gap").max_length(200);

/// Part F: customs and other influences of a region.
pub const LOCAL_REGION: Handle<Link> = Handle::<Link>::new("region").required().to(&["region"]);
pub const LOCAL_NOTE: Handle<Line> = Handle::<Line>::new("note").required().max_length(300);

record! {
    /// Question, method, sample, cost, quality, result and who received it; with room for the research parts A–F.
    RESEARCH_PROJECT = "research_project", title "name", covers ["P04.2.3", "P04.2.3.1", "P04.2.3.2"];
    NAME: Line = "name", required, max_length(80), search(3);
    QUESTION: Line = "question", max_length(200), key, search(2), covers(&["P04.2.3.1"]);
    METHOD: Choice = "method", key, covers(&["P04.2.3.1", "P04.A08"]), one_of_list("research_methods", &[
        "survey", "interview", "group_talk", "observation", "experiment", "mystery_shopping", "panel", "desk",
    ]);
    STATUS: Choice = "status", one_of(&["planned", "running", "done", "delivered", "dropped"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
    STARTS_ON: DateField = "starts_on", covers(&["P04.2.3.1"]);
    ENDS_ON: DateField = "ends_on", key, covers(&["P04.2.3.1"]);
    POPULATION: Line = "population", max_length(120), covers(&["P04.A08"]);
    SAMPLE_SIZE: Number = "sample_size", min(0.0), covers(&["P04.2.3.1", "P04.A08"]);
    SAMPLE_NOTE: Line = "sample_note", max_length(200), covers(&["P04.A08"]);
    LIMITS: Prose = "limits", max_length(500), covers(&["P04.A08"]);
    COST: MoneyField = "cost", min(0.0), covers(&["P04.2.3.1"]);
    BUDGET_LINE: Link = "budget_line", to(&["budget_line"]);
    AGENCY: Link = "agency", to(&["info_source"]);
    NEEDS: Links = "needs", to(&["info_need"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), covers(&["L14"]);
    /// The share that the study measured, for example awareness.
    RESULT: Ratio = "result", range(0.0, 1.0);
    /// The wave before.
    PREVIOUS: Link = "previous", to(&["research_project"]);
    QUALITY: Score = "quality", range(1.0, 5.0), covers(&["P04.2.3.1"]);
    QUALITY_NOTE: Prose = "quality_note", max_length(500), covers(&["P04.2.3.1"]);
    FINDINGS: Rows = "findings", columns(&[FINDING.def, FINDING_USE.def]), covers(&["P04.2.3.2", "P04.A11"]);
    RECOMMENDATION: Prose = "recommendation", max_length(1000), covers(&["P04.2.3.2"]);
    DELIVERED_ON: DateField = "delivered_on", covers(&["P04.2.3.1"]);
    RECIPIENTS: Rows = "recipients", columns(&[READER.def, PURPOSE.def, READ_ON.def]), covers(&["P04.2.3.1", "P04.A10"]);
    USED_IN: Links = "used_in", to(USES), covers(&["P04.A17"]);
    MARKET_ANALYSIS: Prose = "market_analysis", max_length(2000), covers(&["P04.A09"]);
    PRODUCT_POSITION: Prose = "product_position", max_length(1000), covers(&["P04.A09"]);
    TARGET_MARKET: Prose = "target_market", max_length(1000), covers(&["P04.A09"]);
    PLANNING_BASIS: Prose = "planning_basis", max_length(1000), covers(&["P04.A09"]);
    DEMAND_TREND: Prose = "demand_trend", max_length(1000), covers(&["P04.A02"]);
    ECONOMY: Prose = "economy", max_length(1000), covers(&["P04.A02"]);
    INDUSTRY_POLICY: Prose = "industry_policy", max_length(1000), covers(&["P04.A02"]);
    /// Part C is the dealers' own sheet (L35).
    PARTNERS: Links = "partners", to(&["partner"]), covers(&["P04.A03", "L10", "L35"]);
    MATCHUP: Rows = "matchup", covers(&["P04.A04"]),
        columns(&[MATCH_LINK.def, MATCH_RIVAL.def, MATCH_THEIRS.def, MATCH_OURS.def, MATCH_ATTACK.def, MATCH_GAP.def]);
    TRUST: Score = "trust", range(1.0, 5.0), covers(&["P04.A05"]);
    PROPOSALS: Prose = "proposals", max_length(1000), covers(&["P04.A05"]);
    LOCAL_FACTORS: Rows = "local_factors", columns(&[LOCAL_REGION.def, LOCAL_NOTE.def]), covers(&["P04.A06"]);
    CONFIDENTIALITY_CLASS: Choice = "confidentiality", one_of(CONFIDENTIALITY), covers(&["P04.A15"]);
}
