//! Text that a spreadsheet would execute. In CSV every cell is bare text, so that a cell like `=1+1` runs when the file
//! is opened. Such text gets an apostrophe in front; reading takes exactly that apostrophe away again.

/// Signs with which spreadsheets begin a formula or a command, also as full-width forms.
const COMMANDS: &[char] = &['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '|', '%'];

/// Whether a spreadsheet might execute this text: a command sign after any spaces and quotes, or a control sign in front.
fn is_dangerous(text: &str) -> bool {
    for sign in text.chars() {
        match sign {
            '\t' | '\r' | '\n' | '\0' => return true,
            '\'' | '"' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{ff02}' | '\u{ff07}' | '\u{feff}' | '\u{200b}' => {}
            sign if sign.is_whitespace() => {}
            sign => return COMMANDS.contains(&sign),
        }
    }
    false
}

/// The text as it may stand in a CSV file.
pub fn neutralised(text: &str) -> String {
    if is_dangerous(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`neutralised`] was given.
pub fn restored(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_other_text_stays() {
        for text in ["=1+1", "+86 138", "-5", "@sum", "\t=1", "\r=1", " \"=cmd()\"", "＝1", "'=1", "''@x", "|calc"] {
            assert_eq!(neutralised(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=b", "O'Neill", "'quoted'", "北京", "1-2", "“引号”"] {
            assert_eq!(neutralised(text), text, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[='+@\\-\" \t\r\n＝a-c\u{201c}]{0,8}|\\PC{0,12}") {
            let written = neutralised(&text);
            prop_assert_eq!(restored(&written), text.as_str());
            let first = written.chars().next();
            prop_assert!(!first.is_some_and(|sign| COMMANDS.contains(&sign)), "{}", written);
        }
    }
}
