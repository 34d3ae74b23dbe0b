//! Axis steps and text measures to place and wrap labels: in a browser with the widths of its fonts, elsewhere estimated.

use super::ValueFormat;
use crate::lang::language;

/// Round axis values that cover `min..=max` in about `count` steps; the first and last enclose the data.
pub fn ticks(min: f64, max: f64, count: usize) -> Vec<f64> {
    let (min, max) = if min.is_finite() && max.is_finite() && max > min { (min, max) } else { (min.min(0.0), min.max(0.0) + 1.0) };
    let rough = (max - min) / count.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].iter().map(|factor| factor * power).find(|step| *step >= rough * 0.999).unwrap_or(power * 10.0);
    let first = (min / step + 1e-9).floor();
    let last = (max / step - 1e-9).ceil();
    let mut values = Vec::new();
    let mut index = first;
    while index <= last {
        // Multiplying keeps 0.3 from becoming 0.30000000000000004 more often than adding does.
        let value = index * step;
        values.push((value * 1e9).round() / 1e9);
        index += 1.0;
    }
    values
}

/// The same for what is counted: no steps between whole numbers.
pub fn whole_ticks(min: f64, max: f64, count: usize) -> Vec<f64> {
    let values = ticks(min, max, count);
    let fractional = values.iter().any(|value| value.fract() != 0.0);
    if !fractional {
        return values;
    }
    let (first, last) = (min.min(0.0).floor(), max.max(0.0).ceil().max(1.0));
    // Fractions come only with ranges so short that every whole number has room.
    (first as i64..=last as i64).map(|value| value as f64).collect()
}

/// Width of a text in px: Han and full-width 1 em, Latin as the font of the page draws it.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(letter_width).sum::<f64>() * size
}

/// How much wider than plain text the font draws what is bold, at least.
pub(crate) fn bold_factor() -> f64 {
    super::font::bold_factor().unwrap_or(1.06)
}

fn letter_width(letter: char) -> f64 {
    super::font::width(letter).unwrap_or_else(|| estimated(letter))
}

fn estimated(letter: char) -> f64 {
    match letter {
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' => 1.0,
        '\u{2060}' => 0.0,
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '\u{a0}' | 't' | 'f' | 'r' | '(' | ')' => 0.33,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.88,
        'A'..='Z' => 0.68,
        _ => 0.56,
    }
}

/// Cuts a text to a width, with an ellipsis if something is missing.
pub fn ellipsis(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = size * 0.9;
    for letter in text.chars() {
        used += letter_width(letter) * size;
        if used > width {
            break;
        }
        out.push(letter);
    }
    format!("{}…", out.trim_end())
}

/// Whether no line may end before this letter: inside a Latin word, inside a number with its separators and signs, and behind an
/// opening bracket.
fn is_glued(letters: &[char], at: usize) -> bool {
    let digit = |place: Option<usize>| place.and_then(|place| letters.get(place)).is_some_and(char::is_ascii_digit);
    let (before, after) = (letters[at - 1], letters[at]);
    let words = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    let separator = |sign: char| matches!(sign, ',' | '.');
    let number = (separator(after) && digit(at.checked_sub(1)) && digit(Some(at + 1)))
        || (separator(before) && digit(at.checked_sub(2)) && digit(Some(at)))
        || (matches!(after, '%' | '‰') && digit(at.checked_sub(1)))
        || (matches!(before, '¥' | '$' | '€') && digit(Some(at)));
    // “R&D” is one word, and a bracket stays with what it opens.
    let joined = (after == '&' && before.is_ascii_alphanumeric()) || (before == '&' && after.is_ascii_alphanumeric());
    words || number || joined || matches!(before, '(' | '（')
}

/// Breaks a text into at most `lines` lines of a width: between Han anywhere, between Latin words at blanks. The last
/// line is cut with an ellipsis if the text is longer.
pub fn wrap(text: &str, width: f64, size: f64, lines: usize) -> Vec<String> {
    let letters: Vec<char> = text.trim().chars().collect();
    let mut out = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        if out.len() + 1 >= lines.max(1) {
            out.push(ellipsis(letters[start..].iter().collect::<String>().trim(), width, size));
            return out;
        }
        let mut used = 0.0;
        let mut end = start;
        while end < letters.len() && (used + letter_width(letters[end]) * size <= width || end == start) {
            used += letter_width(letters[end]) * size;
            end += 1;
        }
        if end < letters.len()
            && let Some(place) = (start + 1..=end).rev().find(|place| !is_glued(&letters, *place))
        {
            end = place;
        }
        // Punctuation that must not begin a line goes up to the line before.
        while end < letters.len() && "，。、；：！？）》”’,.;:!?)%".contains(letters[end]) {
            end += 1;
        }
        out.push(letters[start..end].iter().collect::<String>().trim().to_owned());
        start = end;
        while start < letters.len() && letters[start] == ' ' {
            start += 1;
        }
    }
    out
}

/// The widest piece of a text that no line breaks: of Latin the longest word, of Han a single letter.
pub fn widest_piece(text: &str, size: f64) -> f64 {
    let letters: Vec<char> = text.chars().collect();
    let (mut widest, mut used) = (0.0_f64, 0.0);
    for (at, letter) in letters.iter().enumerate() {
        if at > 0 && !is_glued(&letters, at) {
            used = 0.0;
        }
        used += letter_width(*letter) * size;
        widest = widest.max(used);
    }
    widest
}

/// Room for the values beside an upright axis, at least so many px.
pub fn room_for_ticks(axis: &[f64], format: Option<&ValueFormat>, size: f64, least: f64) -> f64 {
    let width = |format: &ValueFormat| axis.iter().map(|value| text_width(&format.text(*value, language()), size)).fold(0.0, f64::max);
    format.map_or(least, |format| least.max(width(format) + 12.0))
}

/// How many labels to skip so that labels of `label` px do not touch on steps of `step` px.
pub fn every(step: f64, label: f64) -> usize {
    if step <= 0.0 { 1 } else { ((label + 8.0) / step).ceil().max(1.0) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_piece_and_so_is_a_number() {
        let check = |text: &str, piece: &str| assert!((widest_piece(text, 12.0) - text_width(piece, 12.0)).abs() < 1e-9, "{text}");
        check("Feb", "Feb");
        check("Online shops", "Online");
        check("华东大区", "华");
        check("2 月 1,200 件", "1,200");
        check("", "");
    }

    #[test]
    fn a_line_never_ends_inside_a_number() {
        for text in ["华东销售额由 2,400 万元提高到 3,600 万元", "市场份额由 5.00% 提高到 8.00%", "from ¥2,400 to ¥3,600"] {
            for width in 60..160 {
                let lines = wrap(text, f64::from(width), 10.0, 9);
                for number in text.split(|letter: char| !(letter.is_ascii_digit() || "¥,.%".contains(letter))).filter(|number| !number.is_empty()) {
                    assert!(lines.iter().any(|line| line.contains(number)), "{number} at {width}: {lines:?}");
                }
            }
        }
        assert_eq!(wrap("2,400,000,000", 30.0, 10.0, 1).len(), 1, "what is too long is cut");
    }

    fn check(min: f64, max: f64, expected: &[f64]) {
        assert_eq!(ticks(min, max, 4), expected, "{min}..{max}");
    }

    #[test]
    fn what_is_counted_has_no_steps_between() {
        assert_eq!(whole_ticks(0.0, 1.0, 4), [0.0, 1.0]);
        assert_eq!(whole_ticks(0.0, 2.0, 5), [0.0, 1.0, 2.0]);
        assert_eq!(whole_ticks(0.0, 12.0, 4), ticks(0.0, 12.0, 4));
    }

    #[test]
    fn ticks_are_round_and_enclose() {
        check(0.0, 100.0, &[0.0, 25.0, 50.0, 75.0, 100.0]);
        check(0.0, 0.3, &[0.0, 0.1, 0.2, 0.3]);
        check(-20.0, 60.0, &[-20.0, 0.0, 20.0, 40.0, 60.0]);
        check(0.0, 0.0, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        for (min, max) in [(3.0, 17.0), (0.0, 1_234_567.0), (-0.02, 0.07), (99.0, 101.0)] {
            let values = ticks(min, max, 5);
            assert!(values[0] <= min && values[values.len() - 1] >= max && values.len() <= 8, "{values:?}");
        }
    }

    #[test]
    fn texts_are_wrapped_and_cut() {
        assert_eq!(wrap("年度销售额达到一亿元", 60.0, 12.0, 2), ["年度销售额", "达到一亿元"]);
        assert_eq!(wrap("年度销售额达到一亿二千万元", 60.0, 12.0, 2), ["年度销售额", "达到一亿…"]);
        assert_eq!(wrap("Regional promotion", 60.0, 12.0, 3), ["Regional", "promotion"]);
        assert_eq!(wrap("提升华东份额，巩固", 72.0, 12.0, 3), ["提升华东份额，", "巩固"]);
        assert_eq!(wrap("", 60.0, 12.0, 2), Vec::<String>::new());
        assert_eq!(ellipsis("abc", 100.0, 12.0), "abc");
    }

    #[test]
    fn labels_are_thinned() {
        assert_eq!(every(40.0, 30.0), 1);
        assert_eq!(every(10.0, 30.0), 4);
    }
}
