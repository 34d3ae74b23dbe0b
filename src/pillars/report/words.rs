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
