//! Contact fields shown masked to the profile that wants it (P00.06). A courtesy to whoever stands
//! beside the screen, not a lock: the app says so.

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

thread_local! {
    static MASKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether contact fields are masked; followed by the running view.
pub fn is_masked() -> bool {
    MASKED.with(|masked| if Observer::get().is_some() { masked.get() } else { masked.get_untracked() })
}

/// The same as a signal.
pub fn masked() -> Signal<bool> {
    Signal::derive(is_masked)
}

/// Masks contact fields, or shows them.
pub fn set(on: bool) {
    MASKED.with(|masked| masked.set(on));
}

/// The text with all but its beginning and its end hidden: enough to tell two apart, too little to
/// write to.
pub fn mask(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    match letters.len() {
        0 => String::new(),
        1..=4 => "•".repeat(letters.len()),
        length => {
            let ends = if length >= 8 { 2 } else { 1 };
            let start: String = letters[..ends].iter().collect();
            let end: String = letters[length - ends..].iter().collect();
            format!("{start}••••{end}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_masked_text_keeps_its_ends_and_not_its_length() {
        assert_eq!(mask("13800001234"), "13••••34");
        assert_eq!(mask("zhang@example.com"), "zh••••om");
        assert_eq!(mask("张三丰"), "•••");
        assert_eq!(mask("010-12"), "0••••2");
        assert_eq!(mask(""), "");
    }
}
