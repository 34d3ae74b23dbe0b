//! What the texts say: messages use the labels' words, no word of the ban list, no code of ours, and numbers that agree (UX 7.5, 7.6).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use flow::PillarTexts;
use serde_json::Value;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Words that no message says (UX 7.5.8), and words of our workshop.
const BANNED_ZH: [&str; 14] = ["其它", "非法", "无效", "失败", "请勿", "出错", "绝不", "暂无", "您", "下载", "字段", "引导步骤", "记录种类", "null"];
/// The same in English (UX 7.6.1), and British spellings.
const BANNED_EN: [&str; 16] = [
    "please",
    "sorry",
    "oops",
    "valid",
    "invalid",
    "failed",
    "null",
    "download",
    "colour",
    "behaviour",
    "cancelled",
    "programme",
    "recognise",
    "recognised",
    "organisation",
    "organise",
];

/// Holes that hold a number.
const NUMBERS: [&str; 17] = [
    "n", "count", "days", "hours", "points", "missed", "lines", "answers", "raters", "proved", "length", "then", "wanted", "span", "of", "gap",
    "gain",
];

type Words = BTreeMap<String, String>;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn interface(language: &str) -> Words {
    serde_json::from_str(&read(&format!("lang/{language}.json"))).unwrap()
}

/// Structure and texts of every pillar.
fn pillars(language: &str) -> Vec<(Value, PillarTexts)> {
    let ready = pillars::PILLARS.iter().filter(|info| info.ready);
    ready
        .map(|info| {
            let file = |name: &str| read(&format!("content/{}/{name}.json", info.content));
            (serde_json::from_str(&file("steps")).unwrap(), serde_json::from_str(&file(language)).unwrap())
        })
        .collect()
}

/// Labels of a language: those of its file and of all pillars.
fn labels(language: &str) -> Words {
    let mut all = interface(language);
    all.extend(pillars(language).into_iter().flat_map(|(_, texts)| texts.labels));
    all
}

/// What the app says when something is to be done: sentences of the interface and of checks. Words to search by are none.
fn messages(language: &str) -> Words {
    let mut all = interface(language);
    all.retain(|key, _| key.starts_with("issue.") || key.starts_with("ui.") && !key.contains(".words.") && !key.contains(".also."));
    all.extend(pillars(language).into_iter().flat_map(|(_, texts)| texts.checks));
    all
}

/// A text without what stands in braces and in quotes, which are values and labels.
fn own_words(text: &str) -> String {
    let mut kept = String::new();
    let mut open = 0_usize;
    for letter in text.chars() {
        match letter {
            '{' | '“' => open += 1,
            '}' | '”' => open = open.saturating_sub(1),
            _ if open == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

#[test]
fn no_message_uses_a_banned_word() {
    let mut found = Vec::new();
    for (key, text) in messages("zh-CN") {
        found.extend(BANNED_ZH.iter().filter(|word| own_words(&text).contains(**word)).map(|word| format!("{word}: {key}: {text}")));
    }
    for (key, text) in messages("en") {
        let own = own_words(&text).to_lowercase();
        found.extend(split(&own).filter(|word| BANNED_EN.contains(word)).map(|word| format!("{word}: {key}: {text}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// `P04.A13`, `O03` and `A1` are ours; nobody else knows what they mean.
#[test]
fn no_message_shows_a_code() {
    let is_code = |word: &str| word.len() < 5 && word.starts_with(|first: char| first.is_ascii_uppercase()) && word[1..].parse::<u16>().is_ok();
    for language in LANGUAGES {
        let mut all = messages(language);
        for (_, texts) in pillars(language) {
            for (id, step) in texts.steps {
                all.extend(step.example.into_iter().enumerate().map(|(index, example)| (format!("{id}.{index}"), example.title)));
            }
        }
        let found: Vec<String> = all
            .into_iter()
            // Halves and quarters of a year are no codes.
            .filter(|(_, text)| split(&own_words(text)).any(|word| is_code(word) && !word.starts_with(['H', 'Q'])))
            .map(|(key, text)| format!("{key}: {text}"))
            .collect();
        assert!(found.is_empty(), "{language}:\n{}", found.join("\n"));
    }
}

/// A label without what it adds in brackets.
fn bare(label: &str) -> &str {
    label.split(['（', '(']).next().unwrap_or(label).trim()
}

/// Whether the text says the label: in Chinese as it stands, in English each longer word by its beginning.
fn names(text: &str, label: &str) -> bool {
    let label = bare(label);
    if !label.is_ascii() {
        return text.contains(label);
    }
    let text = text.to_lowercase();
    split(label).filter(|word| word.len() > 3).all(|word| text.contains(&word[..4].to_lowercase()))
}

#[test]
fn a_label_is_found_in_a_text() {
    assert!(names("填写“甲”的每周工作量", "每周工作量（小时）"));
    assert!(!names("填写“甲”的工作量", "每周工作量（小时）"));
    assert!(names("Enter “Adopted on” for “A”", "Adopted on"));
    assert!(names("Choose the indicators of the brand", "Brand indicators (two)"));
    assert!(!names("Enter the date of approval", "Adopted on"));
}

/// All checks of a structure, wherever they stand.
fn checks(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(fields) if fields.get("rule").is_some_and(Value::is_string) => vec![value],
        Value::Object(fields) => fields.values().flat_map(checks).collect(),
        Value::Array(items) => items.iter().flat_map(checks).collect(),
        _ => Vec::new(),
    }
}

/// Keys of the labels of which a check's message says one: of the single empty field it asks for, or of what is to be added.
fn asked_for(check: &Value) -> Vec<String> {
    let text = |name: &str| check[name].as_str().unwrap_or_default();
    let empty: Vec<&str> =
        check["where"].as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(|one| one.strip_prefix('!')).collect();
    match text("rule") {
        "none" if empty == [text("field")] => vec![format!("field.{}.{}", text("kind"), text("field"))],
        "at_least" => vec![format!("kind.{}", text("kind")), format!("kind.{}.many", text("kind"))],
        _ => Vec::new(),
    }
}

/// A message that asks for an empty field says its label, one that asks to add a record says what it is called.
#[test]
fn messages_use_the_words_of_labels() {
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for language in LANGUAGES {
        let labels = labels(language);
        for (structure, texts) in pillars(language) {
            for check in checks(&structure) {
                let wanted: Vec<&String> = asked_for(check).iter().filter_map(|key| labels.get(key)).collect();
                let id = check["id"].as_str().unwrap_or_default();
                let Some(text) = texts.checks.get(id).filter(|_| !wanted.is_empty()) else { continue };
                looked_at += 1;
                if !wanted.iter().any(|label| names(text, label)) {
                    found.push(format!("{language} {id}: {wanted:?}: {text}"));
                }
            }
        }
    }
    assert!(looked_at > 500, "only {looked_at} messages were looked at");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The first hole of a text that holds a number, stands before a word of many, and has no form for one.
fn disagrees(text: &str) -> Option<&str> {
    text.split('{').skip(1).find_map(|part| {
        let (name, rest) = part.split_once("} ")?;
        let words = rest.split(|letter: char| !(letter.is_ascii_lowercase() || letter == ' ')).next().unwrap_or_default();
        let many = words.split(' ').take(2).any(|word| {
            let verb = ["is", "was", "has", "less", "does", "its"].contains(&word);
            ["are", "have", "were", "people"].contains(&word) || word.len() > 2 && word.ends_with('s') && !verb
        });
        (NUMBERS.contains(&name) && many && !text.contains(&format!("{{{name}|"))).then_some(name)
    })
}

#[test]
fn numbers_in_english_agree_with_their_words() {
    assert_eq!(disagrees("{n} records"), Some("n"));
    assert_eq!(disagrees("{n} budget lines are over plan"), Some("n"));
    assert_eq!(disagrees("{n} {n|record|records}"), None);
    assert_eq!(disagrees("{person} gives {n}"), None);
    let mut all = labels("en");
    all.extend(pillars("en").into_iter().flat_map(|(_, texts)| texts.checks));
    let found: Vec<String> = all.iter().filter(|(_, text)| disagrees(text).is_some()).map(|(key, text)| format!("{key}: {text}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    // A form holds no hole of its own: the program reads up to the first closing brace.
    for (key, text) in &all {
        assert!(!text.split('{').skip(1).any(|part| part.contains('|') && !part.contains('}')), "{key}: {text}");
    }
}
