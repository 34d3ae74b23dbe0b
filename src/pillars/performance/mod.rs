//! Pillar 5: performance.

pub mod alert;
pub mod evaluation;
pub mod evaluation_process;
pub mod evaluation_report;
pub mod evaluation_scheme;
pub mod indicator;
pub mod reading;
pub mod rules;
pub mod score_line;
pub mod standard;
pub mod threshold;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &indicator::INDICATOR,
    &reading::READING,
    &evaluation::EVALUATION,
    &standard::STANDARD,
    &evaluation_scheme::EVALUATION_SCHEME,
    &evaluation_process::EVALUATION_PROCESS,
    &score_line::SCORE_LINE,
    &evaluation_report::EVALUATION_REPORT,
    &threshold::THRESHOLD,
    &alert::ALERT,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
