//! Text helpers that every language needs.

/// Full-width letters, digits and signs become their half-width forms.
pub fn half_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

fn narrow(sign: char) -> char {
    match sign {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

/// Form for comparing what people search for: half-width, lower case, no surrounding space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(&mut out, text);
    out.trim().to_owned()
}

/// The same put behind a text that is there, with its surrounding space.
pub(crate) fn fold_into(out: &mut String, text: &str) {
    text.chars().for_each(|sign| fold_char(out, sign));
}

/// One sign of it.
pub(crate) fn fold_char(out: &mut String, sign: char) {
    if sign.is_ascii() {
        out.push(sign.to_ascii_lowercase());
    } else {
        out.extend(narrow(sign).to_lowercase());
    }
}
