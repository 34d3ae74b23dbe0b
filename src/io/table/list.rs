//! Several values in one cell, parted by signs that a value itself may hold behind a backslash.

/// Signs that part values when reading, whoever wrote the file.
const SEPARATORS: &[char] = &[';', '；', '、', ',', '，', '\n'];

/// Joins values with `separator`; signs that would part a value are written behind a backslash.
pub fn join_list<'a>(values: impl IntoIterator<Item = &'a str>, separators: &[char], separator: &str) -> String {
    let mut out = String::new();
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        for sign in value.chars() {
            if sign == '\\' || separators.contains(&sign) {
                out.push('\\');
            }
            out.push(sign);
        }
    }
    out
}

/// The values of a cell. `separators` empty: those of lists of texts.
pub fn split_list(text: &str, separators: &[char]) -> Vec<String> {
    let separators = if separators.is_empty() { SEPARATORS } else { separators };
    let (mut values, mut value, mut escaped) = (Vec::new(), String::new(), false);
    for sign in text.chars() {
        match sign {
            _ if escaped => {
                // A backslash before an ordinary sign is one of the text, as in a path.
                if sign != '\\' && !separators.contains(&sign) {
                    value.push('\\');
                }
                value.push(sign);
                escaped = false;
            }
            '\\' => escaped = true,
            _ if separators.contains(&sign) => values.push(std::mem::take(&mut value)),
            _ => value.push(sign),
        }
    }
    if escaped {
        value.push('\\');
    }
    values.push(value);
    values
}

/// A cell of several texts.
pub(crate) fn join_texts<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    join_list(values, SEPARATORS, "; ")
}

/// The texts of a cell, without spaces around and without empty ones.
pub(crate) fn split_texts(text: &str) -> Vec<String> {
    split_list(text, SEPARATORS).iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn several_separators_are_understood() {
        assert_eq!(split_texts("甲、乙，丙;d , e"), ["甲", "乙", "丙", "d", "e"]);
        assert_eq!(split_texts(r"a\;b;c:\dir"), ["a;b", r"c:\dir"]);
        assert!(split_texts(" ;; ").is_empty());
    }

    proptest! {
        #[test]
        fn texts_come_back(values in prop::collection::vec("[a-c;、,\\\\=北]{1,6}", 0..5)) {
            prop_assert_eq!(split_texts(&join_texts(values.iter().map(String::as_str))), values);
        }

        #[test]
        fn rows_come_back(values in prop::collection::vec("[a-c|\\\\\n]{0,6}", 1..5)) {
            let joined = join_list(values.iter().map(String::as_str), &['|', '\n'], " | ");
            let read: Vec<String> = split_list(&joined, &['|', '\n']);
            let read: Vec<String> = read.iter().enumerate().map(|(index, value)| {
                let value = if index > 0 { value.strip_prefix(' ').unwrap_or(value) } else { value };
                if index + 1 < values.len() { value.strip_suffix(' ').unwrap_or(value).to_owned() } else { value.to_owned() }
            }).collect();
            prop_assert_eq!(read, values);
        }
    }
}
