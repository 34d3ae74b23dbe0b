//! Contact fields shown masked to the profile that wants it (P00.06). A courtesy to whoever stands
//! beside the screen, not a lock: the app says so.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use model::{Fields, Order as _, RecordSet, Registry};

thread_local! {
    static MASKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
    /// Names of people and what stands for them, the longest first.
    static VEIL: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The kind of people, and its name.
const PERSON: (&str, &str) = ("person", "name");

/// Private customers: their kind, and how they are told from firms.
const CUSTOMER: (&str, &str, &str) = ("customer", "customer_kind", "person");

/// What follows a name in brackets is no part of it.
const BRACKETS: [char; 2] = ['（', '('];

/// Hides names, wherever they stand in a text, in everything that is written from now on: those of people, of private customers.
pub fn veil(records: &RecordSet, registry: &Registry, people: bool, customers: bool) {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut hide = |name: Option<&str>| {
        let name = name.map(str::trim).filter(|name| name.chars().count() > 1);
        if let Some(name) = name {
            names.push((name.to_owned(), hidden_name(name)));
        }
    };
    let text = |record: &model::Record, field: &str| record.field(field).and_then(model::Json::as_str).map(str::to_owned);
    if customers {
        for record in records.of_kind(CUSTOMER.0).filter(|record| text(record, CUSTOMER.1).as_deref() == Some(CUSTOMER.2)) {
            let name = text(record, PERSON.1);
            hide(name.as_deref().and_then(|name| name.split(BRACKETS).next()));
        }
    }
    for record in records.of_kind(PERSON.0).filter(|_| people) {
        hide(record.field(PERSON.1).and_then(model::Json::as_str));
    }
    for kind in registry.kinds().iter().filter(|_| people) {
        for field in kind.fields.iter().filter(|field| field.personal) {
            records.of_kind(kind.name).for_each(|record| hide(record.field(field.name).and_then(model::Json::as_str)));
        }
    }
    // A name inside a longer one must not break it.
    names.order_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names.dedup();
    VEIL.set(names);
}

/// Shows the names again.
pub fn unveil() {
    VEIL.set(Vec::new());
}

/// A text without the names that are hidden.
pub fn veiled(text: String) -> String {
    VEIL.with_borrow(|names| {
        let found = names.iter().filter(|(name, _)| text.contains(name.as_str())).collect::<Vec<_>>();
        found.into_iter().fold(text.clone(), |text, (name, hidden)| replaced(&text, name, hidden))
    })
}

/// A text with a name replaced; a name in Latin letters only where it is a word of its own.
fn replaced(text: &str, name: &str, hidden: &str) -> String {
    let is_letter = |sign: Option<char>| name.is_ascii() && sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(name) {
        let stands_alone = !is_letter(before.chars().next_back()) && !is_letter(after.chars().next());
        out.push_str(before);
        out.push_str(if stands_alone { hidden } else { name });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `仲小妮` as `仲*妮`, `Wang Lan` as `W. L.`, what has digits like a contact field.
fn hidden_name(name: &str) -> String {
    if name.contains(|sign: char| sign.is_ascii_digit() || sign == '@') {
        return mask(name);
    }
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        all if all.iter().all(char::is_ascii) => {
            let initials: Vec<String> = name.split_whitespace().filter_map(|word| word.chars().next()).map(|first| format!("{first}.")).collect();
            initials.join(" ")
        }
        [first, .., last] if letters.len() > 2 => format!("{first}*{last}"),
        [first, ..] => format!("{first}*"),
        [] => String::new(),
    }
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
    use super::{hidden_name, mask, replaced, unveil, veil, veiled};
    use model::{Id, Json, Key, Record, RecordSet, Registry, Stamp};

    #[test]
    fn a_masked_text_keeps_its_ends_and_not_its_length() {
        assert_eq!(mask("13800001234"), "13••••34");
        assert_eq!(mask("zhang@example.com"), "zh••••om");
        assert_eq!(mask("张三丰"), "•••");
        assert_eq!(mask("010-12"), "0••••2");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn names_are_hidden_wherever_they_stand() {
        assert_eq!(["仲小妮", "周岚", "Wang Lan", "13800001234"].map(hidden_name), ["仲*妮", "周*", "W. L.", "13••••34"]);
        let mut records = RecordSet::default();
        for (number, name) in [(1, "李娜"), (2, "李娜娜")] {
            let mut record = Record::new(Id::from_number(number), "person", Stamp::default());
            record.fields.insert(Key::new("name"), Json::from(name));
            records.insert(record);
        }
        veil(&records, &Registry::new([]), true, false);
        assert_eq!(veiled("由李娜娜和李娜负责".to_owned()), "由李*娜和李*负责");
        assert_eq!(replaced("Ann and Anna met Ann", "Ann", "A."), "A. and Anna met A.");
        unveil();
        assert_eq!(veiled("李娜".to_owned()), "李娜");
    }

    #[test]
    fn private_customers_are_hidden_alone_and_firms_are_not() {
        let mut records = RecordSet::default();
        for (number, kind, name, of) in
            [(1, "person", "周岚", ""), (2, "customer", "林小满（样本）", "person"), (3, "customer", "保险公司 B", "firm")]
        {
            let mut record = Record::new(Id::from_number(number), kind, Stamp::default());
            record.fields.insert(Key::new("name"), Json::from(name));
            record.fields.insert(Key::new("customer_kind"), Json::from(of));
            records.insert(record);
        }
        veil(&records, &Registry::new([]), false, true);
        assert_eq!(veiled("周岚给“林小满（样本）”和保险公司 B 送礼".to_owned()), "周岚给“林*满（样本）”和保险公司 B 送礼");
        unveil();
    }
}
