//! What the raters of an assessment say: answers, median and spread of every statement, what they must talk about.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Id, Record, RecordSet};

use super::assessment_score::{ANSWER, ASSESSMENT, ASSESSMENT_SCORE, LINK, NOT_APPLICABLE, NOTE, RATER, RECORD, STATEMENT};
use super::content::Statement;

/// A spread of so many levels is talked about.
pub const DISCUSSED: u8 = 2;

/// Median by statement; statements without a level are not in it.
pub type Levels = BTreeMap<String, f64>;

/// An answer to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Level 0–5.
    Level(u8),
    /// It does not concern the company.
    NotApplicable,
    /// The rater cannot say.
    Unclear,
}

impl Answer {
    /// The answer of a stored code.
    pub fn of(code: &str) -> Self {
        match code.as_bytes() {
            [digit @ b'0'..=b'5'] => Self::Level(digit - b'0'),
            _ if code == NOT_APPLICABLE => Self::NotApplicable,
            _ => Self::Unclear,
        }
    }
}

/// The answer of a rater, and the record that holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// The `assessment_score`.
    pub record: Arc<Record>,
}

/// Answers by statement and rater.
pub type Answers = BTreeMap<String, BTreeMap<String, Given>>;

/// All answers of an assessment. Where two copies have brought two records for one rater and statement, the later one counts.
pub fn answers(records: &RecordSet, assessment: Id) -> Answers {
    let mut all = Answers::new();
    for record in records.of_kind(ASSESSMENT_SCORE.name).filter(|record| ASSESSMENT.get(&***record) == Some(assessment)) {
        let (Some(statement), Some(rater), Some(code)) = (STATEMENT.get(&**record), RATER.get(&**record), ANSWER.get(&**record)) else { continue };
        let raters = all.entry(statement).or_default();
        if raters.get(&rater).is_none_or(|known| (known.record.changed(), known.record.id) < (record.changed(), record.id)) {
            raters.insert(rater, Given { answer: Answer::of(&code), record: record.clone() });
        }
    }
    all
}

/// The raters of an assessment in the order of their names.
pub fn raters(answers: &Answers) -> Vec<String> {
    let mut names: Vec<String> = answers.values().flat_map(|raters| raters.keys().cloned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// How many of these statements a rater has answered.
pub fn progress(answers: &Answers, asked: &[&Statement], rater: &str) -> usize {
    asked.iter().filter(|statement| answers.get(&statement.id).is_some_and(|raters| raters.contains_key(rater))).count()
}

fn levels_of(said: impl Iterator<Item = Answer>) -> Vec<u8> {
    let mut levels: Vec<u8> = said
        .filter_map(|answer| match answer {
            Answer::Level(level) => Some(level),
            Answer::NotApplicable | Answer::Unclear => None,
        })
        .collect();
    levels.sort_unstable();
    levels
}

/// The middle of the levels given, between two of them their mean; nothing without a level. `NotApplicable` and `Unclear`
/// are left out.
pub fn median(said: impl Iterator<Item = Answer>) -> Option<f64> {
    let levels = levels_of(said);
    let middle = levels.len() / 2;
    match levels.len() {
        0 => None,
        odd if odd % 2 == 1 => levels.get(middle).map(|level| f64::from(*level)),
        _ => Some((f64::from(*levels.get(middle - 1)?) + f64::from(*levels.get(middle)?)) / 2.0),
    }
}

/// From the lowest level given to the highest.
pub fn spread(said: impl Iterator<Item = Answer>) -> u8 {
    let levels = levels_of(said);
    levels.last().zip(levels.first()).map_or(0, |(highest, lowest)| highest - lowest)
}

/// Median of every statement that has a level.
pub fn medians(answers: &Answers) -> Levels {
    let mut all = Levels::new();
    for (statement, raters) in answers {
        if let Some(level) = median(raters.values().map(|given| given.answer)) {
            all.insert(statement.clone(), level);
        }
    }
    all
}

/// The statements that raters must talk about, the widest spread first, else in the order asked.
pub fn discussion(answers: &Answers, asked: &[&Statement]) -> Vec<(String, u8)> {
    let mut found: Vec<(String, u8)> = asked
        .iter()
        .filter_map(|statement| Some((statement.id.clone(), spread(answers.get(&statement.id)?.values().map(|given| given.answer)))))
        .filter(|(_, spread)| *spread >= DISCUSSED)
        .collect();
    found.sort_by_key(|(_, spread)| std::cmp::Reverse(*spread));
    found
}

/// How many answers say that the rater cannot tell.
pub fn unclear(answers: &Answers) -> usize {
    answers.values().flat_map(BTreeMap::values).filter(|given| given.answer == Answer::Unclear).count()
}

/// How many statements have evidence behind an answer: a note, a link or a record.
pub fn proved(answers: &Answers) -> usize {
    let has = |given: &Given| {
        let record = &*given.record;
        NOTE.get(record).is_some() || LINK.get(record).is_some() || RECORD.get(record).is_some()
    };
    answers.values().filter(|raters| raters.values().any(has)).count()
}
