//! The rating of marketing effectiveness: points, total and band (P05.A05, K100).

use model::{Json, Object, Record};

use super::content::{Band, Structure, band};
use super::effectiveness_rating::{ANSWERS, POINTS, QUESTION};

/// Most points of a question.
pub const HIGHEST: i64 = 2;

/// The points given to a question.
pub fn points(rating: &Record, question: &str) -> Option<i64> {
    let rows = ANSWERS.get(rating).unwrap_or_default();
    rows.iter().rev().find(|row| QUESTION.get(*row).as_deref() == Some(question)).and_then(|row| POINTS.get(row))
}

/// The rows of a rating after a question was answered, in the order of the questions.
pub fn answered(structure: &Structure, rating: Option<&Record>, question: &str, given: i64) -> Json {
    let row = |id: &str, points: i64| {
        let mut row = Object::new();
        row.insert(QUESTION.name().to_owned(), Json::from(id));
        row.insert(POINTS.name().to_owned(), Json::from(points));
        Json::Object(row)
    };
    let now = |id: &str| if id == question { Some(given) } else { rating.and_then(|rating| points(rating, id)) };
    structure.rating.iter().filter_map(|asked| Some(row(&asked.id, now(&asked.id)?))).collect()
}

/// What a rating comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Total<'a> {
    /// Points of all questions, 0–30; nothing while one is unanswered.
    pub points: Option<i64>,
    /// The band of the points.
    pub band: Option<&'a Band>,
    /// Points of every attribute; nothing while one of its questions is unanswered.
    pub attributes: Vec<(&'a str, Option<i64>)>,
    /// Questions without an answer.
    pub open: usize,
}

/// Adds a rating up.
pub fn total<'a>(structure: &'a Structure, rating: &Record) -> Total<'a> {
    let sum = |attribute: Option<&str>| -> Option<i64> {
        let asked = structure.rating.iter().filter(|question| attribute.is_none_or(|attribute| question.attribute == attribute));
        asked.map(|question| points(rating, &question.id)).sum()
    };
    let points_of_all = sum(None);
    Total {
        points: points_of_all,
        band: points_of_all.and_then(|points| band(&structure.rating_bands, points as f64)),
        attributes: structure.attributes.iter().map(|attribute| (attribute.as_str(), sum(Some(attribute)))).collect(),
        open: structure.rating.iter().filter(|question| points(rating, &question.id).is_none()).count(),
    }
}
