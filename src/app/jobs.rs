//! The way to the worker (src/exporter): started when the first job comes, one job at a time, ended to give up a job or
//! to give back its memory.

use std::cell::RefCell;

use futures::channel::oneshot;
use io::job::{Answer, Job, Refused};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, say};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The worker as a development build names it; a release names it in the page (src/xtask/worker.rs).
const LOADER: &str = "exporter_loader.js";

/// Why a job has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The user gave it up.
    Cancelled,
    /// Another job is running.
    Busy,
    /// The browser or the site does not let workers start, or its files did not arrive.
    Blocked,
    /// The worker stopped in the middle.
    Stopped,
    /// The worker says why.
    Refused(Refused),
}

impl Trouble {
    /// The sentence for the user.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Cancelled => t("ui.job.cancelled"),
            Self::Busy => t("ui.job.busy"),
            Self::Blocked if is_sandboxed() => t("ui.job.sandboxed"),
            Self::Blocked => t("ui.job.blocked"),
            Self::Stopped => t("ui.job.stopped"),
            Self::Refused(refused) => {
                let values: Vec<(&str, &str)> = refused.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                t_with(&format!("ui.table_file.{}", refused.code), &values)
            }
        }
    }
}

/// Whether a frame took the page's origin away; a page opened as a file has none either, without any frame.
fn is_sandboxed() -> bool {
    web_sys::window().is_some_and(|window| window.origin() == "null" && window.location().protocol().is_ok_and(|protocol| protocol != "file:"))
}

/// A finished job: the answer and the bytes that came with it.
type Finished = Result<(Answer, Uint8Array), Trouble>;

/// A job under way, as the bar shows it.
#[derive(Clone, PartialEq)]
pub(crate) struct Running {
    label: String,
    done: u64,
    all: u64,
}

#[derive(Default)]
struct Office {
    worker: Option<Worker>,
    /// The worker has said that it listens.
    ready: bool,
    /// A message that waits until it does.
    letter: Option<Object>,
    waiting: Option<oneshot::Sender<Finished>>,
}

thread_local! {
    static OFFICE: RefCell<Office> = RefCell::default();
    static RUNNING: RefCell<Option<ArcRwSignal<Option<Running>>>> = const { RefCell::new(None) };
}

/// The job under way.
pub(crate) fn running() -> ArcRwSignal<Option<Running>> {
    RUNNING.with_borrow_mut(|slot| slot.get_or_insert_with(|| ArcRwSignal::new(None)).clone())
}

/// Does a job and returns what comes of it. `label` says in the bar what is being done.
///
/// # Errors
/// [`Trouble`]; nothing has changed then.
pub(crate) async fn run(label: String, job: &Job, bytes: Option<Uint8Array>) -> Finished {
    if OFFICE.with_borrow(|office| office.waiting.is_some()) {
        return Err(Trouble::Busy);
    }
    // Shown, and given up, from the first moment: the part that speaks with the worker may still be on its way.
    running().set(Some(Running { label: label.clone(), done: 0, all: 0 }));
    let work = run_apart(label, job.clone(), bytes).await;
    if running().with_untracked(Option::is_none) {
        return Err(Trouble::Cancelled);
    }
    match work {
        Some(work) => work.await,
        None => {
            running().set(None);
            Err(Trouble::Blocked)
        }
    }
}

ui::chunk_value! {
    jobs: fn run_apart(label: String, job: Job, bytes: Option<Uint8Array>) -> ui::chunk::Later<Finished> { Box::pin(work(label, job, bytes)) }
}

async fn work(label: String, job: Job, bytes: Option<Uint8Array>) -> Finished {
    let Ok(text) = serde_json::to_string(&job) else { return Err(Trouble::Stopped) };
    let (sender, receiver) = oneshot::channel();
    let letter = Object::new();
    set(&letter, "job", &JsValue::from_str(&text));
    if let Some(bytes) = bytes {
        set(&letter, "bytes", &bytes);
    }
    let begun = OFFICE.with_borrow_mut(|office| {
        if office.waiting.is_some() {
            return Err(Trouble::Busy);
        }
        if office.worker.is_none() {
            office.worker = Some(start().map_err(|_| Trouble::Blocked)?);
            office.ready = false;
        }
        office.waiting = Some(sender);
        if office.ready {
            post(office, &letter);
        } else {
            office.letter = Some(letter);
        }
        Ok(())
    });
    begun?;
    running().set(Some(Running { label, done: 0, all: 0 }));
    // A sender that is gone means that the worker was ended.
    let finished = receiver.await.unwrap_or(Err(Trouble::Cancelled));
    running().set(None);
    match finished {
        Ok((Answer::Refused(refused), _)) => Err(Trouble::Refused(refused)),
        other => other,
    }
}

/// Gives up the job under way: everything is as it was before.
pub(crate) fn cancel() {
    running().set(None);
    end(Err(Trouble::Cancelled));
}

/// Shows what the page itself does before a job can begin.
pub(crate) fn prepare(label: String) {
    running().set(Some(Running { label, done: 0, all: 0 }));
}

/// How far it is; false when it was given up.
pub(crate) fn prepared(done: usize, all: usize) -> bool {
    running().update(|running| {
        if let Some(running) = running {
            (running.done, running.all) = (done as u64, all as u64);
        }
    });
    running().with_untracked(Option::is_some)
}

/// Milliseconds that the page itself works before it answers again.
const TURN_MS: f64 = 12.0;
/// Work that is done after so many milliseconds shows no bar.
const QUIET_MS: f64 = 60.0;

/// Long work of the page itself, in turns: after a while the page gets its turn, sees how far the work is, and can give it up.
pub(crate) struct Turns {
    label: String,
    begun: f64,
    since: f64,
    shown: bool,
}

impl Turns {
    /// Begins; `label` says in the bar what is being done.
    pub(crate) fn new(label: String) -> Self {
        let now = js_sys::Date::now();
        Self { label, begun: now, since: now, shown: false }
    }

    /// To be called after every bit of work; false when it was given up.
    pub(crate) async fn next(&mut self, done: usize, all: usize) -> bool {
        let now = js_sys::Date::now();
        if now - self.since < TURN_MS {
            return true;
        }
        // While a job of the worker is shown, this work goes on unseen.
        if !self.shown && now - self.begun > QUIET_MS && running().with_untracked(Option::is_none) {
            prepare(self.label.clone());
            self.shown = true;
        }
        if self.shown && !prepared(done, all) {
            return false;
        }
        gloo::timers::future::TimeoutFuture::new(0).await;
        self.since = js_sys::Date::now();
        !self.shown || running().with_untracked(Option::is_some)
    }
}

impl Drop for Turns {
    fn drop(&mut self) {
        if self.shown {
            running().set(None);
        }
    }
}

/// Ends a worker that has nothing to do and gives its memory back; the next job starts another.
pub(crate) fn dismiss() {
    if OFFICE.with_borrow(|office| office.waiting.is_none()) {
        end(Err(Trouble::Cancelled));
    }
}

/// Ends the worker; whoever waits hears why.
fn end(finished: Finished) {
    let (worker, waiting) = OFFICE.with_borrow_mut(|office| {
        office.letter = None;
        office.ready = false;
        (office.worker.take(), office.waiting.take())
    });
    if let Some(worker) = worker {
        worker.terminate();
    }
    if let Some(waiting) = waiting {
        // Who no longer waits has gone to another page.
        let _ = waiting.send(finished);
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A fresh object takes any property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn post(office: &Office, letter: &Object) {
    let Some(worker) = &office.worker else { return };
    let bytes = get(letter, "bytes").dyn_into::<Uint8Array>().ok();
    let transfer = bytes.map_or_else(Array::new, |bytes| Array::of1(&bytes.buffer()));
    // Only what cannot be copied is refused, and text and bytes can.
    let _ = worker.post_message_with_transfer(letter, &transfer);
}

fn start() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let named = document().query_selector("script[data-worker]").ok().flatten().and_then(|tag| tag.get_attribute("data-worker"));
    let worker = Worker::new_with_options(named.as_deref().unwrap_or(LOADER), &options)?;
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| heard(&event.data()));
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    let fail = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
        let ready = OFFICE.with_borrow(|office| office.ready);
        end(Err(if ready { Trouble::Stopped } else { Trouble::Blocked }));
    });
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    // Both live as long as the worker, which the browser ends with the page.
    hear.into_js_value();
    fail.into_js_value();
    Ok(worker)
}

fn heard(message: &JsValue) {
    if message.as_string().is_some() {
        OFFICE.with_borrow_mut(|office| {
            office.ready = true;
            if let Some(letter) = office.letter.take() {
                post(office, &letter);
            }
        });
        return;
    }
    let text = get(message, "answer").as_string().unwrap_or_default();
    let Ok(answer) = serde_json::from_slice::<Answer>(text.as_bytes()) else { return end(Err(Trouble::Stopped)) };
    if let Answer::Progress { done, all } = answer {
        running().update(|running| {
            if let Some(running) = running {
                (running.done, running.all) = (done, all);
            }
        });
        return;
    }
    let bytes = get(message, "bytes").dyn_into::<Uint8Array>().unwrap_or_default();
    if let Some(waiting) = OFFICE.with_borrow_mut(|office| office.waiting.take()) {
        let _ = waiting.send(Ok((answer, bytes)));
    }
}

/// Shows the job under way, with the way to give it up: at the foot of the page, or inside a dialog, which lies above it.
#[component]
pub(crate) fn JobBar(#[prop(optional)] inside: bool) -> impl IntoView {
    let place = if inside { "job-inside" } else { "job-bar" };
    let running = running();
    let shown = {
        let running = running.clone();
        Memo::new(move |_| running.get().map(|running| running.label))
    };
    let share = {
        let running = running.clone();
        Memo::new(move |_| running.get().and_then(|running| (running.all > 0).then(|| running.done * 100 / running.all)))
    };
    view! {
        {ui::live(move || shown.get().map(|label| view! {
            <div class=place role="status" data-testid=place>
                <span class="job-label">{label}</span>
                <progress class="job-progress" max="100" value=move || share.get().map(|share| share.to_string()) aria-label=ui::text("ui.job.progress")></progress>
                <span class="job-share">{say(move || share.get().map(|share| format!("{share} %")).unwrap_or_default())}</span>
                <Button label=ui::text("ui.job.cancel") look=ButtonLook::Text on_press=Callback::new(|()| cancel()) test_id="job-cancel" />
            </div>
        }))}
    }
}
