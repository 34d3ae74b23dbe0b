//! The diagnosis of a company: maturity before and after, rating of marketing effectiveness, audit, needs for software,
//! self-check. Kinds of records, the content they answer to, and what follows from the answers.

pub mod assessment;
pub mod assessment_score;
pub mod audit;
pub mod audit_finding;
pub mod content;
pub mod effectiveness_rating;
pub mod facts;
pub mod initiatives;
pub mod lock;
pub mod needs;
pub mod rating;
pub mod result;
pub mod scoring;
pub mod self_check;
pub mod software_need;

use model::Kind;

/// Name of its pack in the sample company, beside those of the pillars.
pub const SAMPLE: &str = "diagnosis";

/// Kinds of records of the diagnosis.
pub static KINDS: &[&Kind] = &[
    &assessment::ASSESSMENT,
    &assessment_score::ASSESSMENT_SCORE,
    &effectiveness_rating::EFFECTIVENESS_RATING,
    &audit_finding::AUDIT_FINDING,
    &software_need::SOFTWARE_NEED,
    &self_check::SELF_CHECK,
];
