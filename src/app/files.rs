//! Files that come in, by whichever way: read, looked at, and only then let in.

use std::collections::BTreeMap;
use std::sync::Arc;

use io::bundle::{Authors, Copies, Versions, copy_code};
use io::job::{Answer, Job};
use io::sealed::Envelope;
use io::{Bundle, Preview, Scope};
use js_sys::Uint8Array;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json, Object, RecordSet, ReplicaId, Stamp};
use store::Stored;
use ui::lang::{t, t_with};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::demo::create_stored;
use crate::jobs::{self, Trouble};
use crate::state::AppState;

/// Most bytes of a file that is read at all; more would not fit into memory twice.
const MOST_BYTES: f64 = 256.0 * 1024.0 * 1024.0;

/// Files of this many bytes and more are read by the worker: below that, the page is done before the worker has begun.
const LARGE: u32 = 2 * 1024 * 1024;

/// A file that was read, with the sentence about what is wrong if something is.
#[derive(Clone)]
pub(crate) enum Incoming {
    /// Being read.
    Reading(String),
    /// Encrypted: it waits for its passphrase.
    Locked(Box<Envelope>, String),
    /// It can be let in. With its name.
    Good(Arrived, String),
    /// It cannot; the sentence that says why.
    Refused(String),
}

/// The refusal of a file by its code and the values of the message.
fn refused(code: &str, parameters: &[(impl AsRef<str>, String)]) -> Incoming {
    let values: Vec<(&str, &str)> = parameters.iter().map(|(name, text)| (name.as_ref(), text.as_str())).collect();
    Incoming::Refused(t_with(&format!("ui.{code}"), &values))
}

/// A good file.
#[derive(Clone)]
pub(crate) struct Arrived {
    /// What it is.
    pub(crate) preview: Arc<Preview>,
    /// Its records; none while the worker has them.
    bundle: Option<Arc<Bundle>>,
}

impl Arrived {
    fn here(bundle: Bundle) -> Self {
        Self { preview: Arc::new(io::preview(&bundle, &pillars::registry())), bundle: Some(Arc::new(bundle)) }
    }

    /// The records, living and deleted.
    ///
    /// # Errors
    /// The sentence that says why there are none.
    pub(crate) async fn records(&self) -> Result<RecordSet, String> {
        if let Some(bundle) = &self.bundle {
            return Ok(bundle.record_set());
        }
        let (stored, _) = from_worker(None).await?;
        store::paged_records(&stored).await.map_err(|error| t(&format!("ui.store.{}", error.code())))
    }

    /// Name and records of a template.
    ///
    /// # Errors
    /// As [`Self::records`].
    pub(crate) async fn template(&self) -> Result<(String, Arc<Vec<model::Record>>), String> {
        let records = self.records().await?;
        let records = records.all().into_iter().map(|record| model::Record::clone(record)).collect();
        Ok((self.preview.header.name.clone(), Arc::new(records)))
    }

    /// How a workspace of it is stored, and the number of its records; under another name if there is one.
    async fn stored(&self, name: Option<String>) -> Result<(Stored, u64), String> {
        let Some(bundle) = &self.bundle else { return from_worker(name).await };
        let mut set = bundle.record_set();
        if let Some(name) = name {
            io::bundle::rename(&mut set, &name);
        }
        let records = set.len() as u64;
        store::paged(&set).map(|stored| (stored, records)).map_err(|error| t(&format!("ui.store.{}", error.code())))
    }
}

/// What the worker has read last, as it is stored.
async fn from_worker(name: Option<String>) -> Result<(Stored, u64), String> {
    let finished = jobs::run(t("ui.import.storing"), &Job::StoreBundle { name }, None).await;
    let (answer, bytes) = finished.map_err(|trouble| trouble.sentence())?;
    let Answer::Stored { parts, records } = answer else { return Err(Trouble::Stopped.sentence()) };
    let part = |at: usize, length: usize| Some(bytes.subarray(u32::try_from(at).ok()?, u32::try_from(at + length).ok()?).to_vec());
    Stored::from_parts(&parts, part).map(|stored| (stored, records)).ok_or_else(|| Trouble::Stopped.sentence())
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
    // A file's name may be that of another client.
    if crate::presenting::Presenting::of(state).is_active() {
        return ui::toast_problem(t("ui.present.no_files"));
    }
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

/// Lets go of the file that came in, and of the work on it: everything is as it was.
pub(crate) fn give_up(state: &AppState) {
    let by_worker = match state.incoming.get_untracked() {
        Some(Incoming::Reading(_)) => true,
        Some(Incoming::Good(arrived, _)) => arrived.bundle.is_none(),
        _ => false,
    };
    state.incoming.set(None);
    if by_worker {
        jobs::cancel();
    }
}

/// Reads a file of ours.
pub(crate) async fn read(file: File) -> Incoming {
    if file.size() > MOST_BYTES {
        let megabytes = |bytes: f64| format!("{:.0}", bytes / (1024.0 * 1024.0));
        return refused("bundle.too_large", &[("size", megabytes(file.size())), ("limit", megabytes(MOST_BYTES))]);
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => looked_at(Uint8Array::new(&buffer), file.name()).await,
        Err(_) => Incoming::Refused(t("ui.bundle.unreadable")),
    }
}

ui::chunk_value! {
    import: fn look_apart(bytes: Vec<u8>, name: String) -> Incoming { look(&bytes, name) }
}

/// Reads the content of a file: a large one in the worker, any other with the part of the program that can.
pub(crate) async fn looked_at(bytes: Uint8Array, name: String) -> Incoming {
    if bytes.length() >= LARGE && !io::sealed::is_sealed(&bytes.subarray(0, io::sealed::HEAD as u32).to_vec()) {
        let label = t_with("ui.import.reading", &[("file", &name)]);
        match jobs::run(label, &Job::ReadBundle, Some(bytes.clone())).await {
            Ok((Answer::Bundle(preview), _)) => return Incoming::Good(Arrived { preview: Arc::new(*preview), bundle: None }, name),
            // Its bytes have not gone anywhere yet: the page reads them itself.
            Err(Trouble::Blocked) => {}
            Err(Trouble::Refused(why)) if why.code.starts_with("bundle.") => return refused(&why.code, &why.parameters),
            Err(trouble) => return Incoming::Refused(trouble.sentence()),
            Ok(_) => return Incoming::Refused(Trouble::Stopped.sentence()),
        }
    }
    look_apart(bytes.to_vec(), name).await.unwrap_or_else(|| Incoming::Refused(t("ui.chunk.missing_about")))
}

/// Reads the content of a file.
fn look(bytes: &[u8], name: String) -> Incoming {
    match Envelope::read(bytes) {
        Some(Ok(envelope)) => return Incoming::Locked(Box::new(envelope), name),
        Some(Err(fault)) => return refused(fault.code, &fault.parameters),
        None => {}
    }
    match io::bundle::read_bytes(bytes) {
        Ok(bundle) => Incoming::Good(Arrived::here(bundle), name),
        Err(error) => refused(error.code(), &error.parameters()),
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
            show_when_read(&pasted, String::new(), looked_at(Uint8Array::from(text.as_bytes()), String::new()));
        }
    });
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        drop_listener.remove();
        paste_listener.remove();
    });
}

/// Makes a new workspace of a bundle that is not shown before, under its own name also where another has it; nothing else
/// changes.
///
/// # Errors
/// As [`import_as_new`].
pub(crate) async fn import_bundle(state: &AppState, bundle: Bundle) -> Result<Id, String> {
    create_from(state, &Arrived::here(bundle), None).await
}

/// Makes a new workspace of a file; nothing else changes.
///
/// # Errors
/// The sentence that says what is in the way; there is no new workspace then.
pub(crate) async fn import_as_new(state: &AppState, file: &Arrived) -> Result<Id, String> {
    let name = &file.preview.header.name;
    let taken = state.entries().iter().any(|entry| entry.name == *name);
    let second = taken.then(|| t_with("ui.import.second_name", &[("name", name)]));
    create_from(state, file, second).await
}

/// A workspace of a file, with a name of its own if one is given.
async fn create_from(state: &AppState, file: &Arrived, second: Option<String>) -> Result<Id, String> {
    let header = &file.preview.header;
    let (stored, records) = file.stored(second.clone()).await?;
    let name = second.unwrap_or_else(|| header.name.clone());
    let count = usize::try_from(records).unwrap_or_default();
    let created = create_stored(state, name, file.preview.demo, stored, count).await;
    let told = |error: store::StoreError| t(&format!("ui.store.{}", error.code()));
    let id = created.map_err(told)?;
    let seen = Seen { versions: header.versions.clone(), copies: header.copies.clone(), whole: header.scope.is_whole() };
    seen.keep(state, id).await.map_err(told)?;
    Ok(id)
}

/// What this copy of a workspace has seen beyond what stands in its records: edits that were overwritten knowingly. It is
/// a fact about this browser's copy, so it lies beside the workspace. Without it, a merge shows more conflicts than there
/// are, and loses nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The latest edit per copy.
    pub(crate) versions: Versions,
    /// Who works on other copies, as the files of these have told.
    pub(crate) copies: Copies,
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
        let name = |(copy, name): (&String, &Json)| Some((copy.clone(), name.as_str()?.to_owned()));
        let copies = noted.get("copies").and_then(Json::as_object).map(|map| map.iter().filter_map(name).collect()).unwrap_or_default();
        Self { versions, copies, whole: noted.get("whole") != Some(&Json::Bool(false)) }
    }

    /// Notes it.
    pub(crate) async fn keep(&self, state: &AppState, id: Id) -> Result<(), store::StoreError> {
        let mut versions = Object::new();
        for (replica, stamp) in &self.versions {
            versions.insert(format!("{:08x}", replica.0), Json::from(stamp.to_string()));
        }
        let mut noted = Object::new();
        noted.insert("versions".to_owned(), Json::Object(versions));
        let mut copies = Object::new();
        for (copy, name) in &self.copies {
            copies.insert(copy.clone(), Json::from(name.as_str()));
        }
        noted.insert("copies".to_owned(), Json::Object(copies));
        noted.insert("whole".to_owned(), Json::Bool(self.whole));
        state.list.set_setting(&Self::name(id), Some(Json::Object(noted))).await
    }

    /// What this copy could hold.
    pub(crate) fn scope(&self) -> Scope {
        if self.whole { Scope::default() } else { Scope { kinds: Some(std::collections::BTreeSet::new()), ..Scope::default() } }
    }
}

/// Who writes a file of a workspace, and whom this browser knows at other copies of it.
pub(crate) fn authors(state: &AppState, id: Id) -> Authors {
    let writer = views::preferences::read(&format!("profile-{id}")).unwrap_or_default();
    let mut copies = Seen::of(state, id).copies;
    if !writer.is_empty() {
        copies.insert(copy_code(crate::environment::of_workspace(&state.environment, id).replica()), writer.clone());
    }
    Authors { writer, copies }
}

/// Counts per kind for the preview, without what nobody calls by name.
pub(crate) fn shown_counts(counts: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    counts.iter().filter(|(kind, _)| kind.as_str() != "step_state").map(|(kind, count)| (kind.clone(), *count)).collect()
}
