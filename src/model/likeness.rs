//! What names and phone numbers come down to, so that the same person entered twice is found (P09.1.1, S137).

use crate::text::{fold, half_width};

/// Digits that tell a phone number apart, whatever was typed between them.
const PHONE_DIGITS: usize = 11;

/// What a phone number comes down to: its last eleven digits, so that +86 makes no difference.
pub fn phone_key(phone: &str) -> Option<String> {
    let digits: Vec<char> = half_width(phone).chars().filter(char::is_ascii_digit).collect();
    let skip = digits.len().saturating_sub(PHONE_DIGITS);
    (digits.len() >= 5).then(|| digits.into_iter().skip(skip).collect())
}

/// What a name comes down to: case, width and spaces make no difference.
pub fn name_key(name: &str) -> Option<String> {
    let key: String = fold(name).split_whitespace().collect();
    (!key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(phone_key(one) == phone_key(other), same, "{one} {other}");
    }

    #[test]
    fn a_phone_is_told_by_its_digits() {
        check("138 0000 0001", "+86-13800000001", true);
        check("１３８００００００01", "13800000001", true);
        check("13800000001", "13800000002", false);
        assert_eq!(phone_key("12"), None);
        assert_eq!(name_key(" Lin  Wei "), name_key("lin wei"));
    }
}
