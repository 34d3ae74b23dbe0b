//! Words that a text uses.

/// Whether a text uses a word: letters beside it would make it a part of another, case says nothing.
pub fn mentions(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let is_letter = |found: Option<char>| found.is_some_and(|letter| letter.is_ascii_alphanumeric());
    !word.is_empty()
        && text.match_indices(&word).any(|(start, found)| {
            let before = text.get(..start).and_then(|part| part.chars().next_back());
            let after = text.get(start + found.len()..).and_then(|part| part.chars().next());
            let (first, last) = (word.chars().next(), word.chars().next_back());
            !(is_letter(before) && is_letter(first) || is_letter(after) && is_letter(last))
        })
}

/// Whether a text uses an abbreviation, in capitals: “SMART”, not the “smart band”.
pub fn abbreviated(text: &str, id: &str) -> bool {
    let upper = id.to_uppercase();
    text.match_indices(&upper).any(|(start, found)| {
        let end = start + found.len();
        let beside = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        !beside(text.get(..start).and_then(|part| part.chars().next_back())) && !beside(text.get(end..).and_then(|part| part.chars().next()))
    })
}

/// Whether a text names something: it uses the whole name or all of its words, in any order. Whoever answers for it may leave
/// one of three or more words out: “Dealer C decision visit” of the owner of “Provincial dealer C”.
pub fn names(text: &str, name: &str, same_owner: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let used = words.iter().filter(|word| mentions(text, word)).count();
    let may_lack = usize::from(same_owner && words.len() > 2 && name.is_ascii());
    mentions(text, name) || words.len() > 1 && used + may_lack >= words.len()
}
