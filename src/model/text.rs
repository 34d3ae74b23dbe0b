//! Text helpers that every language needs.

/// Full-width letters, digits and signs become their half-width forms.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Form for comparing what people search for: half-width, lower case, no surrounding space.
pub fn fold(text: &str) -> String {
    half_width(text).trim().to_lowercase()
}
