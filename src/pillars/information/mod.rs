//! Pillar 4: market information system.

pub mod analysis_run;
pub mod collection_plan;
pub mod data_field;
pub mod field_report;
pub mod info_need;
pub mod info_report;
pub mod info_review;
pub mod info_source;
pub mod info_system;
pub mod intel_item;
pub mod internal_report;
pub mod research_project;
pub mod rival_study;
pub mod rules;
pub mod survey;
pub mod survey_answer;

use flow::Rules;
use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[
    &info_need::INFO_NEED,
    &info_system::INFO_SYSTEM,
    &internal_report::INTERNAL_REPORT,
    &info_source::INFO_SOURCE,
    &intel_item::INTEL_ITEM,
    &field_report::FIELD_REPORT,
    &research_project::RESEARCH_PROJECT,
    &rival_study::RIVAL_STUDY,
    &survey::SURVEY,
    &survey_answer::SURVEY_ANSWER,
    &analysis_run::ANALYSIS_RUN,
    &collection_plan::COLLECTION_PLAN,
    &data_field::DATA_FIELD,
    &info_report::INFO_REPORT,
    &info_review::INFO_REVIEW,
];

/// Adds the rules and measures of this pillar.
pub fn register(rules: &mut Rules) {
    rules::register(rules);
}
