//! The sentences of the charter that a goal can serve (P01.1, P01.3.4).

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{Fields, Json, Record, RecordSet};

use crate::goals::{charter, goal};
use crate::people::training_goal;
use crate::plan::strategy;

/// The field that cites a sentence, in every kind that does.
pub const CITED_IN: &str = goal::SERVES.name();
/// The kinds that cite sentences (L01).
const CITING: [&str; 3] = [goal::GOAL.name, strategy::STRATEGY.name, training_goal::TRAINING_GOAL.name];

/// The sentences of vision, mission and contribution, each once, in this order.
pub fn sentences(records: &RecordSet) -> Vec<String> {
    let Some(record) = records.single(charter::CHARTER.name) else { return Vec::new() };
    let mut sentences: Vec<String> = Vec::new();
    for text in [charter::VISION.get(&**record), charter::MISSION.get(&**record), charter::CONTRIBUTION.get(&**record)].into_iter().flatten() {
        for sentence in split(&text) {
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    sentences
}

/// Whether the charter still has this sentence.
pub fn has_sentence(records: &RecordSet, sentence: &str) -> bool {
    split(sentence).first().is_some_and(|wanted| sentences(records).contains(wanted))
}

/// The records that may cite a sentence.
pub fn citing(records: &RecordSet) -> impl Iterator<Item = &Arc<Record>> {
    CITING.into_iter().flat_map(|kind| records.of_kind(kind))
}

/// The sentence that a record cites; its closing point, if any, makes no difference.
pub fn cited(record: &dyn Fields) -> Option<String> {
    split(record.field(CITED_IN).and_then(Json::as_str)?).into_iter().next()
}

/// The sentence most like one that is gone: by the pairs of letters they share.
pub fn closest<'a>(gone: &str, sentences: &'a [String]) -> Option<&'a String> {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<BTreeSet<_>>();
    let wanted = pairs(gone);
    let alike = |sentence: &String| {
        let own = pairs(sentence);
        2000 * wanted.intersection(&own).count() / (wanted.len() + own.len()).max(1)
    };
    sentences.iter().rev().max_by_key(|sentence| alike(sentence))
}

/// Splits a text at the ends of its sentences. A point between digits ends none.
pub fn split(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut sentences = vec![String::new()];
    for (index, c) in chars.iter().enumerate() {
        let digit_at = |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(char::is_ascii_digit);
        let ends = match c {
            '。' | '；' | ';' | '!' | '?' | '！' | '？' | '\n' | '\r' => true,
            '.' => !digit_at(index.checked_sub(1)) || !digit_at(Some(index + 1)),
            _ => false,
        };
        if ends {
            sentences.push(String::new());
        } else if let Some(last) = sentences.last_mut() {
            last.push(*c);
        }
    }
    sentences.into_iter().map(|sentence| sentence.trim().to_owned()).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split(text), expected);
    }

    #[test]
    fn the_closest_sentence_shares_most() {
        let all = ["成为首选的健康伙伴", "让更多人养成习惯"].map(str::to_owned);
        assert_eq!(closest("成为首选伙伴", &all), Some(&all[0]));
        assert_eq!(closest("让人养成好习惯", &all), Some(&all[1]));
        assert_eq!(closest("完全不同", &all), Some(&all[0]));
        assert_eq!(closest("完全不同", &[]), None);
    }

    /// covers: P01.1
    #[test]
    fn sentences_end_where_people_end_them() {
        check("成为首选的健康科技伙伴。让 3.5 亿人养成习惯；\n诚实", &["成为首选的健康科技伙伴", "让 3.5 亿人养成习惯", "诚实"]);
        check("Be first. Serve well!  Grow 1.5 times?", &["Be first", "Serve well", "Grow 1.5 times"]);
        check(" 。。 ", &[]);
    }
}
