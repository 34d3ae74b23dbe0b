//! Words typed where no record holds them yet: in a dialog, or in a line that adds something. They are kept in this browser
//! with every letter until they are used or emptied, so that a closed tab takes nothing along (conventions 1 and 2).

use leptos::prelude::*;
use model::Id;

use crate::preferences;
use crate::session::session;

/// What the names of all kept words begin with.
const TYPED: &str = "typed-";

/// Words that wait to be used, of the open workspace.
#[derive(Clone, Copy)]
pub struct Kept {
    text: RwSignal<String>,
    name: &'static str,
    workspace: Id,
    subject: StoredValue<Option<String>>,
}

impl Kept {
    /// What was typed under this name and not yet used.
    pub fn new(name: &'static str) -> Self {
        let kept = Self { text: RwSignal::new(String::new()), name, workspace: session().workspace.id(), subject: StoredValue::new(None) };
        kept.text.set(kept.read());
        kept
    }

    /// Turns to what was typed about one thing.
    pub fn about(self, subject: impl ToString) -> Self {
        self.subject.set_value(Some(subject.to_string()));
        self.text.set(self.read());
        self
    }

    fn place(self) -> String {
        let subject = self.subject.get_value().map(|id| format!("{id}-")).unwrap_or_default();
        format!("{TYPED}{}-{subject}{}", self.name, self.workspace)
    }

    fn read(self) -> String {
        preferences::read(&self.place()).unwrap_or_default()
    }

    /// Takes what is in the field now; empty words leave nothing behind.
    pub fn set(self, text: String) {
        if text.is_empty() {
            preferences::remove(&self.place());
        } else {
            preferences::write(&self.place(), &text);
        }
        self.text.set(text);
    }

    /// They have been used.
    pub fn used(self) {
        self.set(String::new());
    }

    /// The words as they are.
    pub fn now(self) -> String {
        self.text.get_untracked()
    }

    /// The words, for those who follow them.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// For the field that they are typed into.
    pub fn typing(self) -> Callback<String> {
        Callback::new(move |text| self.set(text))
    }
}

/// Forgets all that was typed in a workspace: somebody named in it is to be forgotten.
pub fn forget_all(workspace: Id) {
    preferences::remove_where(|name| name.starts_with(TYPED) && name.ends_with(&workspace.to_string()));
}
