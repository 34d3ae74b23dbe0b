//! Files that come in: read, looked at, and only then let in.

use io::Bundle;
use model::{Id, Json, Key};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::demo::create_filled;
use crate::state::AppState;

/// A file that was read, with the sentence about what is wrong if something is.
#[derive(Clone)]
pub(crate) enum Incoming {
    /// It can be let in.
    Good(Box<Bundle>),
    /// It cannot; code and values of the message.
    Refused(&'static str, Vec<(&'static str, String)>),
}

/// The file chosen in a file input.
pub(crate) fn chosen_file(event: &web_sys::Event) -> Option<File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

/// Reads a file of ours.
pub(crate) async fn read(file: File) -> Incoming {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    match text.as_deref().map(io::read_bundle) {
        Some(Ok(bundle)) => Incoming::Good(Box::new(bundle)),
        Some(Err(error)) => Incoming::Refused(error.code(), error.parameters()),
        None => Incoming::Refused("bundle.not_json", vec![("line", "1".to_owned()), ("column", "1".to_owned())]),
    }
}

/// Makes a new workspace of a file; nothing else changes.
pub(crate) async fn import_as_new(state: &AppState, bundle: Bundle) -> Result<Id, store::StoreError> {
    let taken = state.entries().iter().any(|entry| entry.name == bundle.header.name);
    let mut records = bundle.records;
    let name = if taken { ui::lang::t_with("ui.import.second_name", &[("name", &bundle.header.name)]) } else { bundle.header.name };
    let demo = records.iter().any(|record| record.kind == "workspace" && record.fields.get("demo") == Some(&Json::Bool(true)));
    if taken && let Some(record) = records.iter_mut().find(|record| record.kind == "workspace") {
        record.fields.insert(Key::new("name"), Json::String(name.clone()));
    }
    create_filled(state, name, demo, records, bundle.tombstones).await
}
