//! The marketing audit: findings by part, and the improvement that follows from one (P05.A06, S95).

use std::sync::Arc;

use model::{Id, Json, Key, Record, RecordSet, Stamp};

use super::audit_finding::{ACTION, AUDIT_FINDING, FINDING, GRADE, QUESTION, RECOMMENDATION};
use super::content::Structure;
use crate::improvement::improvement_action;

/// Longest title of an improvement in characters.
const TITLE: usize = 120;

/// The findings on a question, oldest first.
pub fn findings(records: &RecordSet, question: &str) -> Vec<Arc<Record>> {
    records.of_kind(AUDIT_FINDING.name).filter(|record| QUESTION.get(&***record).as_deref() == Some(question)).cloned().collect()
}

/// The weak findings of a part that no improvement follows yet.
pub fn without_improvement(structure: &Structure, records: &RecordSet, part: &str) -> Vec<Arc<Record>> {
    let asked = structure.audit.iter().filter(|question| question.part == part);
    let weak = |record: &Arc<Record>| GRADE.get(&**record).as_deref() == Some("weak");
    let followed = |record: &Arc<Record>| ACTION.get(&**record).is_some_and(|action| records.get(action).is_some());
    asked.flat_map(|question| findings(records, &question.id)).filter(|record| weak(record) && !followed(record)).collect()
}

/// The improvement for a finding: the recommendation is its title and measure, the finding its problem.
pub fn improvement(id: Id, finding: &Record) -> Record {
    let mut record = Record::new(id, improvement_action::IMPROVEMENT_ACTION.name, Stamp::default());
    let (problem, measure) = (FINDING.get(finding).unwrap_or_default(), RECOMMENDATION.get(finding));
    let title: String = measure.as_ref().unwrap_or(&problem).lines().next().unwrap_or_default().chars().take(TITLE).collect();
    let fields = [
        (improvement_action::TITLE.name(), Some(title)),
        (improvement_action::STATUS.name(), Some("plan".to_owned())),
        (improvement_action::PROBLEM.name(), Some(problem)),
        (improvement_action::MEASURE_TEXT.name(), measure),
        (improvement_action::AUDIT.name(), Some(finding.id.to_string())),
    ];
    for (name, text) in fields {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            record.fields.insert(Key::new(name), Json::from(text));
        }
    }
    record
}
