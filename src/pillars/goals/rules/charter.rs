//! The sentences of the charter that a goal can serve (P01.1, P01.3.4).

use model::RecordSet;

use crate::goals::charter;

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

    /// covers: P01.1
    #[test]
    fn sentences_end_where_people_end_them() {
        check("成为首选的健康科技伙伴。让 3.5 亿人养成习惯；\n诚实", &["成为首选的健康科技伙伴", "让 3.5 亿人养成习惯", "诚实"]);
        check("Be first. Serve well!  Grow 1.5 times?", &["Be first", "Serve well", "Grow 1.5 times"]);
        check(" 。。 ", &[]);
    }
}
