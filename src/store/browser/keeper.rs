//! Copies outside IndexedDB: talks to the worker `keeper.js`, which makes them, puts them back, and
//! keeps the folder that the user has linked. Where the browser has no such place, every answer is
//! an error with the code `copy.unavailable`.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use model::{Id, Json};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

use crate::error::StoreError;

/// How long an answer may take; large workspaces are copied beside the page.
const LIMIT_MS: u32 = 120_000;

/// A copy of a workspace in the origin private file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideCopy {
    /// The workspace.
    pub workspace: Id,
    /// Its name when it was copied.
    pub name: String,
    /// When it was copied, in milliseconds since 1970, UTC.
    pub at_ms: u64,
    /// Records in it.
    pub records: usize,
    /// Size in bytes.
    pub bytes: usize,
}

/// What came of copying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The newest copy holds everything stored.
    Copy(OutsideCopy),
    /// Nothing was written: the copy has more than twice the records of the workspace. To be asked.
    Smaller {
        /// The copy that is there.
        copy: OutsideCopy,
        /// Records of the workspace now.
        records: usize,
    },
    /// Another tab is at it.
    Busy,
}

/// The folder that the user has linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Its name.
    pub name: String,
    /// The browser lets this page write there without asking again.
    pub allowed: bool,
}

type Answer = Result<(String, JsValue), StoreError>;
type Waiting = Rc<RefCell<HashMap<u32, oneshot::Sender<Answer>>>>;

struct Keeper {
    worker: Worker,
    waiting: Waiting,
    next: Cell<u32>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

thread_local! {
    static KEEPER: RefCell<Option<Rc<Keeper>>> = const { RefCell::new(None) };
}

fn unavailable(message: &str) -> StoreError {
    StoreError::Copy { code: "copy.unavailable", message: message.to_owned() }
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).ok()?.as_string()
}

/// The codes of keeper.js.
fn trouble(code: &str, message: String) -> StoreError {
    match code {
        "quota" => StoreError::Quota,
        "gone" => StoreError::Gone,
        "blocked" => StoreError::Blocked,
        "not_empty" => StoreError::NotEmpty,
        "unavailable" => unavailable(&message),
        "corrupt" | "unreadable" => StoreError::Copy { code: "copy.unreadable", message },
        _ => StoreError::Copy { code: "copy.failed", message },
    }
}

impl Keeper {
    fn start() -> Option<Rc<Self>> {
        let worker = Worker::new("keeper.js").ok()?;
        let waiting = Waiting::default();
        let answers = waiting.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let number = Reflect::get(&data, &"number".into()).ok().and_then(|number| number.as_f64()).unwrap_or_default() as u32;
            let Some(sender) = answers.borrow_mut().remove(&number) else { return };
            let outcome = match text(&data, "answer") {
                Some(answer) => Ok((answer, Reflect::get(&data, &"handle".into()).unwrap_or(JsValue::NULL))),
                None => Err(trouble(&text(&data, "code").unwrap_or_default(), text(&data, "message").unwrap_or_default())),
            };
            // Nobody waits any longer.
            let _ = sender.send(outcome);
        });
        let lost = waiting.clone();
        // A worker that did not start answers nobody: dropping the senders ends the waiting.
        let on_error = Closure::<dyn FnMut(Event)>::new(move |_| lost.borrow_mut().clear());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Rc::new(Self { worker, waiting, next: Cell::new(0), _on_message: on_message, _on_error: on_error }))
    }
}

/// Asks the worker; it is started by the first question.
async fn ask(action: &str, fields: &[(&str, JsValue)]) -> Answer {
    let keeper = KEEPER.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = Keeper::start();
        }
        kept.clone()
    });
    let keeper = keeper.ok_or_else(|| unavailable("no worker"))?;
    let number = keeper.next.get() + 1;
    keeper.next.set(number);
    let message = Object::new();
    let own = [("number", JsValue::from(number)), ("action", JsValue::from_str(action))];
    for (name, value) in own.iter().chain(fields) {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&message, &(*name).into(), value);
    }
    let (sender, receiver) = oneshot::channel();
    keeper.waiting.borrow_mut().insert(number, sender);
    keeper.worker.post_message(&message).map_err(|_| unavailable("message"))?;
    match select(receiver, TimeoutFuture::new(LIMIT_MS)).await {
        Either::Left((Ok(answer), _)) => answer,
        Either::Left((Err(_), _)) => Err(unavailable("worker")),
        Either::Right(_) => Err(StoreError::Copy { code: "copy.failed", message: "no answer".to_owned() }),
    }
}

async fn ask_json(action: &str, fields: &[(&str, JsValue)]) -> Result<Json, StoreError> {
    let (answer, _) = ask(action, fields).await?;
    serde_json::from_slice(answer.as_bytes()).map_err(|error| StoreError::Copy { code: "copy.failed", message: error.to_string() })
}

fn workspace(id: Id) -> (&'static str, JsValue) {
    ("workspace", id.to_string().into())
}

fn number(json: &Json, name: &str) -> u64 {
    json[name].as_u64().unwrap_or_default()
}

fn to_copy(json: &Json) -> Option<OutsideCopy> {
    Some(OutsideCopy {
        workspace: json["workspace"].as_str()?.parse().ok()?,
        name: json["name"].as_str()?.to_owned(),
        at_ms: number(json, "at_ms"),
        records: number(json, "records") as usize,
        bytes: number(json, "bytes") as usize,
    })
}

/// The newest copy of every workspace, the newest first.
///
/// # Errors
/// [`StoreError::Copy`] where the browser has no place for copies; so do all functions here.
pub async fn copies() -> Result<Vec<OutsideCopy>, StoreError> {
    let answer = ask_json("list", &[]).await?;
    Ok(answer["copies"].as_array().into_iter().flatten().filter_map(to_copy).collect())
}

/// Copies what is stored of a workspace. With `force` also over a copy with more than twice the
/// records, and the older copy goes: the user wants it so.
pub async fn keep_copy(id: Id, force: bool) -> Result<Kept, StoreError> {
    let answer = ask_json("keep", &[workspace(id), ("force", force.into())]).await?;
    let copy = to_copy(&answer["kept"]);
    Ok(match copy {
        Some(copy) if answer["smaller"] == Json::Bool(true) => Kept::Smaller { copy, records: number(&answer, "records") as usize },
        Some(copy) => Kept::Copy(copy),
        None => Kept::Busy,
    })
}

/// Puts the newest readable copy back, into a database that is not there or empty, and into the list.
///
/// # Errors
/// Also [`StoreError::NotEmpty`].
pub async fn restore_copy(id: Id) -> Result<(), StoreError> {
    ask_json("restore", &[workspace(id)]).await.map(drop)
}

/// Deletes the copies of a workspace.
pub async fn forget_copies(id: Id) -> Result<(), StoreError> {
    ask_json("forget", &[workspace(id)]).await.map(drop)
}

/// The generation id kept outside the databases; with a value it is set first.
pub async fn canary(value: Option<&str>) -> Result<Option<String>, StoreError> {
    let answer = ask_json("canary", &[("value", value.map_or(JsValue::NULL, JsValue::from_str))]).await?;
    Ok(answer["value"].as_str().map(str::to_owned))
}

/// In how many tabs the workspace is open, this one included; `None` where the browser cannot tell.
pub async fn tabs(id: Id) -> Option<u64> {
    ask_json("tabs", &[workspace(id)]).await.ok()?["tabs"].as_u64()
}

/// Whether this browser lets pages write into a folder of the user's.
fn picker() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"showDirectoryPicker".into()).ok()?.dyn_into().ok()
}

/// Lets the user choose a folder for a workspace's backups; `None` where the browser cannot or the
/// user did not want to. To be called by a press of a button.
pub async fn link_folder(id: Id) -> Result<Option<Linked>, StoreError> {
    let Some(picker) = picker() else { return Ok(None) };
    let options = Object::new();
    let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
    let Ok(promise) = picker.call1(&JsValue::UNDEFINED, &options) else { return Ok(None) };
    let Ok(handle) = JsFuture::from(Promise::from(promise)).await else { return Ok(None) };
    ask("link", &[workspace(id), ("handle", handle)]).await?;
    linked_folder(id).await
}

/// Forgets the folder; what lies in it stays.
pub async fn unlink_folder(id: Id) -> Result<(), StoreError> {
    ask("link", &[workspace(id), ("handle", JsValue::NULL)]).await.map(drop)
}

async fn read_link(id: Id) -> Result<Option<(Linked, JsValue)>, StoreError> {
    let (answer, handle) = ask("linked", &[workspace(id)]).await?;
    let json: Json = serde_json::from_slice(answer.as_bytes()).unwrap_or_default();
    let name = json["folder"].as_str().map(str::to_owned);
    Ok(name.map(|name| (Linked { name, allowed: json["allowed"] == Json::Bool(true) }, handle)))
}

/// The linked folder. The error [`StoreError::Copy`] also means: this browser has no such thing.
pub async fn linked_folder(id: Id) -> Result<Option<Linked>, StoreError> {
    if picker().is_none() {
        return Err(unavailable("no folders"));
    }
    Ok(read_link(id).await?.map(|(linked, _)| linked))
}

/// Asks the browser to allow writing again; after a restart it may want that. To be called by a
/// press of a button.
pub async fn allow_folder(id: Id) -> Result<Option<Linked>, StoreError> {
    if let Some((_, handle)) = read_link(id).await? {
        let options = Object::new();
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let request = Reflect::get(&handle, &"requestPermission".into()).ok().and_then(|request| request.dyn_into::<Function>().ok());
        if let Some(Ok(promise)) = request.map(|request| request.call1(&handle, &options)) {
            // A refusal shows in the state that is read next.
            let _ = JsFuture::from(Promise::from(promise)).await;
        }
    }
    linked_folder(id).await
}

/// Writes a file into the linked folder as `<stem>_<stamp>.shizhu.json`, `stamp` being
/// `2026-11-21_1408`, and clears away older ones: three of today and one of each of ten days stay.
pub async fn write_to_folder(id: Id, stem: &str, stamp: &str, content: &str) -> Result<(), StoreError> {
    ask("file", &[workspace(id), ("stem", stem.into()), ("stamp", stamp.into()), ("text", content.into())]).await.map(drop)
}
