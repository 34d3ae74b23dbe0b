//! What a single file says about itself when it was made inside the app: a whole workspace to edit or to read, or a form
//! to be filled in and sent back. The workspace lies beside it as a file of its own, encrypted or not.

use model::{Json, Object};

/// Name of these facts in the single file.
pub const FACTS: &str = "handover.json";
/// Name of the workspace in the single file: a bundle, or an encrypted one.
pub const WORKSPACE: &str = "handover-workspace.json";
/// The version of these facts that this code writes and reads.
const VERSION: u64 = 1;

/// What the receiver can do with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Work on the whole workspace.
    Edit,
    /// Read it.
    View,
    /// Fill in what is asked.
    Ask,
}

impl Mode {
    /// Its name in the file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::View => "view",
            Self::Ask => "ask",
        }
    }
}

/// The facts of a file handed over.
#[derive(Clone, Debug, PartialEq)]
pub struct Handover {
    /// Tells whether a browser has opened this very file before.
    pub id: String,
    /// What can be done with it.
    pub mode: Mode,
    /// Name of the workspace; empty in an encrypted file.
    pub name: String,
    /// Who made it.
    pub from: String,
    /// When, UTC, ISO 8601.
    pub made_at: String,
    /// Whom it is for.
    pub to: String,
    /// What its maker says to whoever opens it.
    pub note: String,
    /// Screens that are shown, as they stand in an address; empty: all.
    pub pages: Vec<String>,
    /// Kinds of records that are asked for; empty: all.
    pub kinds: Vec<String>,
}

impl Handover {
    /// As it stands in the file.
    pub fn write(&self) -> String {
        let mut out = Object::new();
        out.insert("version".to_owned(), Json::from(VERSION));
        let texts = [
            ("id", &*self.id),
            ("mode", self.mode.code()),
            ("name", &self.name),
            ("from", &self.from),
            ("made_at", &self.made_at),
            ("to", &self.to),
            ("note", &self.note),
        ];
        for (name, text) in texts {
            out.insert(name.to_owned(), Json::from(text));
        }
        for (name, list) in [("pages", &self.pages), ("kinds", &self.kinds)] {
            out.insert(name.to_owned(), Json::Array(list.iter().map(|text| Json::from(text.as_str())).collect()));
        }
        Json::Object(out).to_string()
    }

    /// Reads the facts of a file; none where they are of another version or not ours.
    pub fn read(text: &str) -> Option<Self> {
        let facts: Json = serde_json::from_slice(text.as_bytes()).ok()?;
        if facts.get("version")?.as_u64()? != VERSION {
            return None;
        }
        let text = |name: &str| facts.get(name).and_then(Json::as_str).map(str::to_owned);
        let list = |name: &str| {
            let items = facts.get(name).and_then(Json::as_array);
            items.map(|items| items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>())
        };
        Some(Self {
            id: text("id")?,
            mode: [Mode::Edit, Mode::View, Mode::Ask].into_iter().find(|mode| text("mode").as_deref() == Some(mode.code()))?,
            name: text("name")?,
            from: text("from")?,
            made_at: text("made_at")?,
            to: text("to")?,
            note: text("note")?,
            pages: list("pages")?,
            kinds: list("kinds")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Handover {
        Handover {
            id: "018f".to_owned(),
            mode: Mode::Ask,
            name: "北辰家居".to_owned(),
            from: "周岚".to_owned(),
            made_at: "2026-11-22T01:00:00Z".to_owned(),
            to: "销售部".to_owned(),
            note: "周五前".to_owned(),
            pages: vec!["p/1/s/3".to_owned()],
            kinds: vec!["goal".to_owned()],
        }
    }

    #[test]
    fn facts_come_back() {
        for mode in [Mode::Edit, Mode::View, Mode::Ask] {
            let facts = Handover { mode, ..facts() };
            assert_eq!(Handover::read(&facts.write()), Some(facts));
        }
    }

    #[test]
    fn facts_of_another_version_or_of_somebody_else_are_none() {
        let written = facts().write();
        assert_eq!(Handover::read(&written.replace("\"version\":1", "\"version\":2")), None);
        assert_eq!(Handover::read(&written.replace("\"ask\"", "\"delete\"")), None);
        assert_eq!(Handover::read(&written.replace("\"pages\"", "\"leaves\"")), None);
        assert_eq!(Handover::read("{}"), None);
        assert_eq!(Handover::read("<html>"), None);
    }
}
