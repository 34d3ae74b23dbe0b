//! Colours that come from outside: how well they can be read.

/// Contrast of a colour of six hexadecimal digits with white, 1 to 21 (WCAG 2.2); `None` for anything else.
pub fn contrast_with_white(hex: &str) -> Option<f64> {
    if hex.len() != 6 {
        return None;
    }
    let part = |start: usize| u8::from_str_radix(hex.get(start..start + 2)?, 16).ok();
    let linear = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(part(0)?) + 0.7152 * linear(part(2)?) + 0.0722 * linear(part(4)?);
    Some(1.05 / (luminance + 0.05))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_contrasts() {
        let near = |hex, expected: f64| assert!((contrast_with_white(hex).unwrap() - expected).abs() < 0.05, "{hex}");
        near("ffffff", 1.0);
        near("000000", 21.0);
        near("767676", 4.54);
        near("1456d9", 6.24);
        for wrong in ["", "12345", "gggggg", "1234567", "中文"] {
            assert_eq!(contrast_with_white(wrong), None, "{wrong}");
        }
    }
}
