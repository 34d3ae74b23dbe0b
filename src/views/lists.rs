//! The company's own lists: options added, renamed or hidden, and fields that it does not use (P00.08, P00.10).

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use model::{Choices, FieldType, Fields, Json, Kind, Object, Record, Registry, Rows, Tags};

/// Name of the field of the workspace that holds the changes of lists.
pub const LISTS: &str = "lists";
/// Name of the field of the workspace that holds the fields not used, as `kind.field`.
pub const HIDDEN_FIELDS: &str = "hidden_fields";

/// One change of an option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnOption {
    /// Name of the list.
    pub list: String,
    /// Code of the option; a code of the schema renames or hides it.
    pub code: String,
    /// What it is called here; empty keeps the name.
    pub label: String,
    /// Not offered any more; records that have it keep it.
    pub hidden: bool,
}

impl OwnOption {
    /// From a row of the workspace's record.
    pub fn read(row: &Object) -> Self {
        let text = |name: &str| row.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        Self { list: text("list"), code: text("code"), label: text("label"), hidden: row.get("hidden").and_then(Json::as_bool).unwrap_or(false) }
    }

    /// As a row of the workspace's record.
    pub fn write(&self) -> Object {
        let pairs = [
            ("list", Json::from(self.list.clone())),
            ("code", Json::from(self.code.clone())),
            ("label", Json::from(self.label.clone())),
            ("hidden", Json::Bool(self.hidden)),
        ];
        pairs.into_iter().map(|(name, json)| (name.to_owned(), json)).collect()
    }
}

/// What the workspace changes in lists and forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    options: Vec<OwnOption>,
    labels: HashMap<String, String>,
    hidden_fields: HashSet<String>,
}

impl Own {
    /// Worked out from the record of the workspace.
    pub fn new(workspace: Option<&Record>, registry: &Registry) -> Self {
        let rows = workspace.and_then(|record| record.field(LISTS)).and_then(Rows::read).unwrap_or_default();
        let options: Vec<OwnOption> = rows.iter().map(OwnOption::read).collect();
        let mut labels = HashMap::new();
        for (kind, field, list) in editable_fields(registry) {
            for option in options.iter().filter(|option| option.list == list && !option.label.trim().is_empty()) {
                labels.insert(format!("choice.{kind}.{field}.{}", option.code), option.label.clone());
            }
        }
        let hidden = workspace.and_then(|record| record.field(HIDDEN_FIELDS)).and_then(Tags::read).unwrap_or_default();
        Self { options, labels, hidden_fields: hidden.into_iter().collect() }
    }

    /// The codes offered for a choice: those of the schema that are not hidden, then the company's own.
    pub fn codes(&self, choices: Choices) -> Vec<String> {
        let standard = choices.codes();
        let Choices::Editable(list, _) = choices else { return standard.iter().map(|code| (*code).to_owned()).collect() };
        let of_list = || self.options.iter().filter(|option| option.list == list);
        let hidden = |code: &str| of_list().any(|option| option.code == code && option.hidden);
        let own = of_list().map(|option| option.code.as_str()).filter(|code| !standard.contains(code));
        standard.iter().copied().chain(own).filter(|code| !hidden(code)).map(str::to_owned).collect()
    }

    /// The changes of one list.
    pub fn of_list(&self, list: &str) -> Vec<OwnOption> {
        self.options.iter().filter(|option| option.list == list).cloned().collect()
    }
}

/// Kind, field and list of every choice that the company may change.
pub fn editable_fields(registry: &Registry) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> + '_ {
    registry.kinds().iter().flat_map(|kind: &&'static Kind| {
        kind.fields.iter().filter_map(|field| match field.choices {
            Choices::Editable(list, _) => Some((kind.name, field.name, list)),
            _ => None,
        })
    })
}

thread_local! {
    static OWN: RefCell<Option<ArcRwSignal<Arc<Own>>>> = const { RefCell::new(None) };
}

/// Sets what the open workspace changes.
pub fn set_own(own: Own) {
    let known = OWN.with_borrow(Clone::clone);
    match known {
        Some(signal) if signal.with_untracked(|known| **known != own) => signal.set(Arc::new(own)),
        Some(_) => {}
        None => OWN.with_borrow_mut(|slot| *slot = Some(ArcRwSignal::new(Arc::new(own)))),
    }
}

/// What the open workspace changes; tracked where something follows it.
pub fn own() -> Arc<Own> {
    let signal = OWN.with_borrow(Clone::clone);
    let read = |signal: ArcRwSignal<Arc<Own>>| {
        if leptos::reactive::graph::Observer::get().is_some() { signal.try_get() } else { signal.try_get_untracked() }
    };
    signal.and_then(read).unwrap_or_default()
}

/// The company's own name of an option, by the key of its label.
pub fn own_label(key: &str) -> Option<String> {
    own().labels.get(key).cloned()
}

/// Whether a field is used in this workspace.
pub fn is_used(kind: &str, field: &str) -> bool {
    !own().hidden_fields.contains(&format!("{kind}.{field}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Choice, Id, Line, Stamp, record};

    record! {
        /// Something of a class.
        THING = "thing", title "name";
        NAME: Line = "name", required;
        CLASS: Choice = "class", one_of_list("classes", &["a", "b"]);
    }

    fn own_of(options: &[OwnOption]) -> Own {
        let mut workspace = Record::new(Id::from_number(1), "workspace", Stamp::default());
        workspace.fields.insert(model::Key::new(LISTS), options.iter().map(OwnOption::write).map(Json::Object).collect());
        workspace.fields.insert(model::Key::new(HIDDEN_FIELDS), Json::from(vec!["thing.class"]));
        Own::new(Some(&workspace), &Registry::new([&THING]))
    }

    fn option(code: &str, label: &str, hidden: bool) -> OwnOption {
        OwnOption { list: "classes".to_owned(), code: code.to_owned(), label: label.to_owned(), hidden }
    }

    /// covers: P00.08
    #[test]
    fn options_are_added_renamed_and_hidden() {
        let choices = Choices::Editable("classes", &["a", "b"]);
        let check = |options: &[OwnOption], expected: &[&str]| assert_eq!(own_of(options).codes(choices), expected);
        check(&[], &["a", "b"]);
        check(&[option("c", "Third", false)], &["a", "b", "c"]);
        check(&[option("a", "", true), option("c", "Third", false)], &["b", "c"]);
        let own = own_of(&[option("b", "Second", false)]);
        assert_eq!(own.labels.get("choice.thing.class.b").map(String::as_str), Some("Second"));
        assert!(own.hidden_fields.contains("thing.class"));
        assert_eq!(own.codes(Choices::Fixed(&["x"])), ["x"]);
        assert_eq!(OwnOption::read(&option("c", "Third", true).write()), option("c", "Third", true));
    }
}
