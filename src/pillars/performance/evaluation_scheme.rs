//! The scheme of an evaluation: purpose, scope, indicators with weights, and how it changes.

use model::*;

use super::standard;

/// One indicator of the set.
pub const INDICATOR: Handle<Link> = Handle::<Link>::new("indicator").required().to(&["indicator"]);
pub const WEIGHT: Handle<Ratio> = Handle::<Ratio>::new("weight").required().range(0.0, 1.0);
/// What changed against the version before.
pub const CHANGED_PART: Handle<Choice> = Handle::<Choice>::new("part").required().one_of(&["indicator", "standard", "process"]);
pub const CHANGE: Handle<Line> = Handle::<Line>::new("change").required().max_length(200);
pub const CHANGE_REASON: Handle<Line> = Handle::<Line>::new("reason").required().max_length(200);

/// From these points on this share of the variable pay is earned.
pub const PAY_FROM: Handle<Number> = Handle::<Number>::new("from").required();
pub const PAY_FACTOR: Handle<Ratio> = Handle::<Ratio>::new("factor").required().range(0.0, 3.0);

record! {
    /// What is evaluated, why, by which indicators and how often.
    EVALUATION_SCHEME = "evaluation_scheme", title "name", covers ["P05.1", "P05.1.1", "P05.1.2", "P05.4.1", "P05.4.3"];
    NAME: Line = "name", required, max_length(80), search(3);
    STATUS: Choice = "status", one_of(&["draft", "in_force", "replaced"]), key;
    PURPOSE: Prose = "purpose", max_length(500), covers(&["P05.1.1"]);
    SCOPE: Line = "scope", max_length(200), key, covers(&["P05.1"]);
    CYCLE: Choice = "cycle", one_of(&["month", "quarter", "half_year", "year"]), key, covers(&["P05.1", "P05.4.1"]);
    PERIOD: SpanField = "period", covers(&["P05.1"]);
    GOALS: Links = "goals", to(&["goal"]), covers(&["P05.1.1", "L03"]);
    CHARTER: Link = "charter", to(&["charter"]), covers(&["P05.1.1"]);
    INDICATORS: Rows = "indicators", columns(&[INDICATOR.def, WEIGHT.def]), covers(&["P05.1.2"]);
    /// Attainment counts at most so much where the standard of the indicator says nothing else.
    CAP: Ratio = "cap", range(1.0, 3.0), covers(&["P05.2.1"]);
    /// Grades of the total.
    BANDS: Rows = "bands", columns(&[standard::BAND_FROM.def, standard::BAND_GRADE.def]), covers(&["P05.2.1"]);
    /// Example figures that a pay rule is tried with.
    PAY_BASE: MoneyField = "pay_base", min(0.0), covers(&["P05.A13", "L25"]);
    PAY_VARIABLE: MoneyField = "pay_variable", min(0.0), covers(&["P05.A13", "L25"]);
    PAY_BANDS: Rows = "pay_bands", columns(&[PAY_FROM.def, PAY_FACTOR.def]), covers(&["P05.A13"]);
    OWNER: Link = "owner", to(&["person"]), key;
    NEXT_RUN: DateField = "next_run", key, covers(&["P05.4.1"]);
    VERSION: Line = "version", max_length(20), covers(&["P05.4.3"]);
    PREVIOUS: Link = "previous", to(&["evaluation_scheme"]), covers(&["P05.4.3"]);
    CHANGES: Rows = "changes", columns(&[CHANGED_PART.def, CHANGE.def, CHANGE_REASON.def]), covers(&["P05.4.3"]);
    NEXT_REVIEW: DateField = "next_review", covers(&["P05.4.3"]);
}
