//! Files that come in, by whichever way: read, looked at, and only then let in.

use std::collections::BTreeMap;

use io::bundle::Versions;
use io::sealed::Envelope;
use io::{Bundle, Fault, Scope};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json, Key, Object, ReplicaId, Stamp};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::demo::create_filled;
use crate::state::AppState;

/// Most bytes of a file that is read at all; more would not fit into memory twice.
const MOST_BYTES: f64 = 256.0 * 1024.0 * 1024.0;

/// A file that was read, with the sentence about what is wrong if something is.
#[derive(Clone)]
pub(crate) enum Incoming {
    /// Being read.
    Reading(String),
    /// Encrypted: it waits for its passphrase.
    Locked(Box<Envelope>, String),
    /// It can be let in. With its name.
    Good(Box<Bundle>, String),
    /// It cannot; code and values of the message.
    Refused(&'static str, Vec<(&'static str, String)>),
}

impl From<Fault> for Incoming {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault.code, fault.parameters)
    }
}

/// The file chosen in a file input.
pub(crate) fn chosen_file(event: &web_sys::Event) -> Option<File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

/// Takes a file in: the dialog that stands in every page shows what it is.
pub(crate) fn take(state: &AppState, file: File) {
    let name = file.name();
    show_when_read(state, name, async move { read(file).await });
}

/// Says that a file is being read, then what it is.
fn show_when_read(state: &AppState, name: String, read: impl Future<Output = Incoming> + 'static) {
    let incoming = state.incoming;
    incoming.set(Some(Incoming::Reading(name)));
    spawn_local(async move {
        let read = read.await;
        // Whoever has closed the dialog meanwhile has given the file up.
        if incoming.try_get_untracked().flatten().is_some() {
            incoming.try_set(Some(read));
        }
    });
}

/// Reads a file of ours.
async fn read(file: File) -> Incoming {
    if file.size() > MOST_BYTES {
        let megabytes = |bytes: f64| format!("{:.0}", bytes / (1024.0 * 1024.0));
        return Incoming::Refused("bundle.too_large", vec![("size", megabytes(file.size())), ("limit", megabytes(MOST_BYTES))]);
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => looked_at(js_sys::Uint8Array::new(&buffer).to_vec(), file.name()).await,
        Err(_) => Incoming::Refused("bundle.unreadable", Vec::new()),
    }
}

ui::chunk_value! {
    import: fn look_apart(bytes: Vec<u8>, name: String) -> Incoming { look(&bytes, name) }
}

/// Reads the content of a file, with the part of the program that can.
async fn looked_at(bytes: Vec<u8>, name: String) -> Incoming {
    look_apart(bytes, name).await.unwrap_or_else(|| Incoming::Refused("chunk.missing_about", Vec::new()))
}

/// Reads the content of a file.
pub(crate) fn look(bytes: &[u8], name: String) -> Incoming {
    match Envelope::read(bytes) {
        Some(Ok(envelope)) => return Incoming::Locked(Box::new(envelope), name),
        Some(Err(fault)) => return fault.into(),
        None => {}
    }
    match io::bundle::read_bytes(bytes) {
        Ok(bundle) => Incoming::Good(Box::new(bundle), name),
        Err(error) => Incoming::Refused(error.code(), error.parameters()),
    }
}

/// Files dropped anywhere on the window, and text of a file pasted outside fields, are taken in.
pub(crate) fn install(state: &AppState) {
    let is_file = |event: &web_sys::DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
    let (over, enter) = (state.dropping, state.dropping);
    let listeners = [
        window_event_listener(ev::dragover, move |event| {
            if is_file(&event) && !event.default_prevented() {
                event.prevent_default();
                over.set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            // Only when the pointer leaves the window.
            if event.related_target().is_none() {
                enter.set(false);
            }
        }),
    ];
    let (dropped, pasted) = (state.clone(), state.clone());
    let drop_listener = window_event_listener(ev::drop, move |event| {
        dropped.dropping.set(false);
        // A place that takes files itself has already said so.
        if is_file(&event) && !event.default_prevented() {
            event.prevent_default();
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                take(&dropped, file);
            }
        }
    });
    let paste_listener = window_event_listener(ev::paste, move |event| {
        let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if inside.is_some_and(|element| element.closest("input, textarea, [contenteditable], dialog").ok().flatten().is_some()) {
            return;
        }
        let Some(data) = event.clipboard_data() else { return };
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            take(&pasted, file);
            return;
        }
        let text = data.get_data("text/plain").unwrap_or_default();
        if text.trim_start().starts_with('{') && text.contains("\"format\"") {
            event.prevent_default();
            show_when_read(&pasted, String::new(), looked_at(text.into_bytes(), String::new()));
        }
    });
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        drop_listener.remove();
        paste_listener.remove();
    });
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
    records.extend(bundle.deleted);
    let id = create_filled(state, name, demo, records, bundle.tombstones).await?;
    Seen { versions: bundle.header.versions, whole: bundle.header.scope.is_whole() }.keep(state, id).await?;
    Ok(id)
}

/// What this copy of a workspace has seen beyond what stands in its records: edits that were overwritten knowingly. It is
/// a fact about this browser's copy, so it lies beside the workspace. Without it, a merge shows more conflicts than there
/// are, and loses nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The latest edit per copy.
    pub(crate) versions: Versions,
    /// This copy was once whole; one that was made of a part has not deleted what it lacks.
    pub(crate) whole: bool,
}

impl Seen {
    fn name(id: Id) -> String {
        format!("seen-{id}")
    }

    /// What is noted of a workspace.
    pub(crate) fn of(state: &AppState, id: Id) -> Self {
        let Some(Json::Object(noted)) = untrack(|| state.list.setting(&Self::name(id))) else { return Self { whole: true, ..Self::default() } };
        let entry =
            |(replica, stamp): (&String, &Json)| Some((ReplicaId(u32::from_str_radix(replica, 16).ok()?), stamp.as_str()?.parse::<Stamp>().ok()?));
        let versions = noted.get("versions").and_then(Json::as_object).map(|map| map.iter().filter_map(entry).collect()).unwrap_or_default();
        Self { versions, whole: noted.get("whole") != Some(&Json::Bool(false)) }
    }

    /// Notes it.
    pub(crate) async fn keep(&self, state: &AppState, id: Id) -> Result<(), store::StoreError> {
        let mut versions = Object::new();
        for (replica, stamp) in &self.versions {
            versions.insert(format!("{:08x}", replica.0), Json::from(stamp.to_string()));
        }
        let mut noted = Object::new();
        noted.insert("versions".to_owned(), Json::Object(versions));
        noted.insert("whole".to_owned(), Json::Bool(self.whole));
        state.list.set_setting(&Self::name(id), Some(Json::Object(noted))).await
    }

    /// What this copy could hold.
    pub(crate) fn scope(&self) -> Scope {
        if self.whole { Scope::default() } else { Scope { kinds: Some(std::collections::BTreeSet::new()), ..Scope::default() } }
    }
}

/// Counts per kind for the preview, without what nobody calls by name.
pub(crate) fn shown_counts(counts: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    counts.iter().filter(|(kind, _)| kind.as_str() != "step_state").map(|(kind, count)| (kind.clone(), *count)).collect()
}
