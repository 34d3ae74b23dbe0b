//! The company's own picture, where its name stands: header, documents, paper.

use leptos::prelude::*;
use model::{Fields, Json, RecordSet};

use crate::session::session;

/// How a picture begins that the settings have made. Nothing else is shown: an address in a file from elsewhere must not make
/// the page fetch something.
pub const BEGINNING: &str = "data:image/png;base64,";

/// The picture of a workspace as an address, if it has one.
pub fn logo(records: &RecordSet) -> Option<String> {
    let settings = records.single("workspace")?;
    let address = settings.field("logo")?.get("blob").and_then(Json::as_str)?;
    address.starts_with(BEGINNING).then(|| address.to_owned())
}

/// The picture of the open workspace; its name stands beside it.
#[component]
pub fn Logo() -> AnyView {
    let workspace = session().workspace;
    let address = Memo::new(move |_| logo(&workspace.tracked("workspace")));
    ui::live(move || address.get().map(|address| view! { <img class="brand-logo" alt="" src=address data-testid="logo" /> }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Id, Key, Record, Stamp};

    fn with(blob: &str) -> RecordSet {
        let mut record = Record::new(Id::from_number(1), "workspace", Stamp::default());
        record.fields.insert(Key::new("logo"), serde_json::json!({ "name": "logo.png", "blob": blob }));
        let mut set = RecordSet::default();
        set.insert(record);
        set
    }

    #[test]
    fn only_a_picture_that_lies_in_the_file_is_shown() {
        assert_eq!(logo(&RecordSet::default()), None);
        assert_eq!(logo(&with("data:image/png;base64,iVBO")).as_deref(), Some("data:image/png;base64,iVBO"));
        for foreign in ["https://elsewhere.example/x.png", "data:image/svg+xml,<svg/>", "../x.png", ""] {
            assert_eq!(logo(&with(foreign)), None, "{foreign}");
        }
    }
}
