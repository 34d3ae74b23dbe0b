//! The interface language: one dictionary of flat keys, placeholders, plurals and a pseudo language.
//! The signal lives in a thread-local beside the reactive graph, so that event handlers can read texts too.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
    /// English with accents, 60 % longer: shows what is not translated and what does not fit.
    Pseudo,
}

impl Language {
    /// The code used in settings and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
            Self::Pseudo => "pseudo",
        }
    }

    /// The language of a code; a browser's variants (`zh-Hans`, `en-GB`) are understood.
    pub fn from_code(code: &str) -> Option<Self> {
        let lower = code.trim().to_ascii_lowercase();
        match lower.as_str() {
            "pseudo" => Some(Self::Pseudo),
            _ if lower == "zh" || lower.starts_with("zh-") => Some(Self::Chinese),
            _ if lower == "en" || lower.starts_with("en-") => Some(Self::English),
            _ => None,
        }
    }

    /// The value of the `lang` attribute of the page.
    pub fn html_lang(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English | Self::Pseudo => "en",
        }
    }
}

/// Language and dictionary change together, so that no half-translated page is ever painted.
#[derive(Clone)]
struct Texts {
    language: Language,
    dictionary: Arc<HashMap<String, String>>,
}

thread_local! {
    static TEXTS: RefCell<Option<ArcRwSignal<Texts>>> = const { RefCell::new(None) };
}

fn signal() -> Option<ArcRwSignal<Texts>> {
    TEXTS.with_borrow(Clone::clone)
}

/// Reads the texts: tracked inside a reactive closure, plainly elsewhere.
fn read<T>(with: impl FnOnce(&Texts) -> T) -> Option<T> {
    let signal = signal()?;
    if Observer::get().is_some() { signal.try_with(with) } else { signal.try_with_untracked(with) }
}

/// Sets the first language of the page.
pub fn provide_language(initial: Language, dictionary: HashMap<String, String>) {
    set_language(initial, dictionary);
}

/// The language of the interface (tracked). Chinese until one is provided.
pub fn language() -> Language {
    read(|texts| texts.language).unwrap_or(Language::Chinese)
}

/// Changes language and dictionary in one step; everything that shows a text is updated.
pub fn set_language(language: Language, dictionary: HashMap<String, String>) {
    let texts = Texts { language, dictionary: Arc::new(dictionary) };
    match signal() {
        Some(signal) => signal.set(texts),
        None => TEXTS.with_borrow_mut(|slot| *slot = Some(ArcRwSignal::new(texts))),
    }
}

/// Adds entries to the dictionary in use, for content that is loaded later.
pub fn add_entries(entries: impl IntoIterator<Item = (String, String)>) {
    if let Some(signal) = signal() {
        signal.update(|texts| Arc::make_mut(&mut texts.dictionary).extend(entries));
    }
}

/// The text of a key (tracked); an unknown key is shown as `[[key]]`.
pub fn t(key: &str) -> String {
    t_with(key, &[])
}

/// The text of a key as a signal, for labels that never change but with the language.
pub fn text(key: &'static str) -> Signal<String> {
    Signal::derive(move || t(key))
}

/// The text of a key with its placeholders filled (tracked). `{name}` takes a value,
/// `{n|action|actions}` the first form if the value `n` is 1, else the second.
pub fn t_with(key: &str, values: &[(&str, &str)]) -> String {
    read(|texts| texts.dictionary.get(key).map(|template| fill(template, values, texts.language == Language::Pseudo)))
        .flatten()
        .unwrap_or_else(|| format!("[[{key}]]"))
}

/// Whether the dictionary knows the key (tracked).
pub fn has(key: &str) -> bool {
    read(|texts| texts.dictionary.contains_key(key)).unwrap_or(false)
}

/// Reads a dictionary file: one flat JSON object of strings.
///
/// # Errors
/// If the text is not a JSON object whose values are all strings.
pub fn parse_dictionary(json: &str) -> Result<HashMap<String, String>, serde_json::Error> {
    serde_json::from_slice(json.as_bytes())
}

/// Fills a template. A placeholder without a value stays as it is, which makes the omission visible.
pub fn fill(template: &str, values: &[(&str, &str)], pseudo: bool) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let push_text = |out: &mut String, text: &str| {
        if pseudo {
            out.extend(text.chars().map(accent));
        } else {
            out.push_str(text);
        }
    };
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        push_text(&mut out, &rest[..start]);
        let inside = &rest[start + 1..start + length];
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        // `{kind~}`: in the middle of a sentence.
        let (name, inner) = name.strip_suffix('~').map_or((name, false), |name| (name, true));
        let forms: Vec<&str> = parts.collect();
        match (values.iter().find(|(key, _)| *key == name), forms.as_slice()) {
            (Some((_, value)), []) if inner => push_inner(&mut out, value),
            (Some((_, value)), []) => out.push_str(value),
            (Some((_, value)), [one, ..]) if *value == "1" => push_text(&mut out, one),
            (Some(_), [.., other]) => push_text(&mut out, other),
            (None, _) => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    push_text(&mut out, rest);
    if pseudo { pad(&out) } else { out }
}

/// A word as it stands in the middle of a sentence: `Course` as `course`, but `RACI row` and `4P` as they are.
fn push_inner(out: &mut String, word: &str) {
    let mut letters = word.chars();
    let first = letters.next();
    let is_name = letters.clone().next().is_none_or(|second| !second.is_lowercase());
    out.extend(first.into_iter().map(|letter| if is_name { letter } else { letter.to_ascii_lowercase() }));
    out.push_str(letters.as_str());
}

fn accent(letter: char) -> char {
    const PLAIN: &str = "aceinouyACEINOUY";
    const ACCENTED: &str = "áçéíñóúýÁÇÉÍÑÓÚÝ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == letter).map_or(letter, |(_, accented)| accented)
}

/// Adds six tenths of the length in breakable groups and marks both ends.
fn pad(text: &str) -> String {
    let extra = (text.chars().count() * 6).div_ceil(10);
    let filler: String = (0..extra).map(|index| if index % 6 == 0 { ' ' } else { 'ó' }).collect();
    format!("⟦{text}{filler}⟧")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, values: &[(&str, &str)], expected: &str) {
        assert_eq!(fill(template, values, false), expected, "{template}");
    }

    #[test]
    fn placeholders_and_plurals_are_filled() {
        check("{n} {n|action|actions}", &[("n", "1")], "1 action");
        check("{n} {n|action|actions}", &[("n", "3")], "3 actions");
        check("填写{field}", &[("field", "目标值")], "填写目标值");
        check("no {value} given", &[], "no {value} given");
        check("open { brace", &[("brace", "x")], "open { brace");
        check("{a}{b}", &[("a", "{b}"), ("b", "2")], "{b}2");
    }

    #[test]
    fn an_unknown_key_is_visible() {
        provide_language(Language::English, HashMap::from([("a".to_owned(), "Save".to_owned())]));
        assert_eq!(t("a"), "Save");
        assert_eq!(t("b"), "[[b]]");
        assert!(has("a") && !has("b"));
        set_language(Language::Pseudo, HashMap::from([("a".to_owned(), "Save".to_owned())]));
        assert_eq!(t("a"), "⟦Sávé óó⟧");
        assert_eq!(language(), Language::Pseudo);
    }

    #[test]
    fn pseudo_leaves_values_alone_and_is_longer() {
        let text = fill("Enter {field}", &[("field", "one")], true);
        assert!(text.starts_with("⟦Éñtér one "), "{text}");
        assert!(text.chars().count() >= "Enter one".len() * 8 / 5);
    }

    #[test]
    fn codes_are_understood() {
        for language in [Language::Chinese, Language::English, Language::Pseudo] {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("zh-Hans-CN"), Some(Language::Chinese));
        assert_eq!(Language::from_code("en-GB"), Some(Language::English));
        assert_eq!(Language::from_code("fr"), None);
        assert!(parse_dictionary("{\"a\": 1}").is_err());
    }
}
