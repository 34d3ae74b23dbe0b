//! The app inside a page of somebody else (decisions.md 24, 25): the address says what is shown and how; messages go
//! through the gate of `io::embed`. Opened on its own, nothing of this is active.

mod access;
mod chrome;
mod consent;
mod messages;
mod size;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use io::embed::{Envelope, Gate, Parameters, Site, site};
use leptos::prelude::*;
use ui::lang::Language;
use wasm_bindgen::JsValue;

pub(crate) use chrome::{EmbedHeader, PillarStrip, StorageNote, WaitingForHost};
pub(crate) use consent::ConsentBar;
pub(crate) use messages::install;

/// What the user is asked about the page around the frame.
#[derive(Clone, PartialEq)]
pub(crate) struct Question {
    /// Origin of that page.
    pub(crate) origin: String,
    /// It wants to let the user change data; otherwise to read or write itself.
    pub(crate) editing: bool,
}

/// What the frame knows about itself; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Embed {
    /// Keys of the address, changed by messages.
    pub(crate) parameters: RwSignal<Parameters>,
    /// What the user is asked.
    pub(crate) question: RwSignal<Option<Question>>,
    /// The user or the deployment lets this host change and read data.
    pub(crate) trusted: RwSignal<bool>,
    /// The app stands in a page of another origin.
    pub(crate) foreign: bool,
    /// Whether the storage of this frame is that of the app opened by itself, as far as it is known.
    site: Site,
    /// The frame uses the storage of the app opened by itself, although its page is on another site.
    pub(crate) first_party: bool,
    /// Nobody has sent data yet (`store=host`).
    pub(crate) waiting: RwSignal<bool>,
    gate: StoredValue<Gate>,
    held: StoredValue<Vec<Envelope>>,
    locked: StoredValue<Arc<AtomicBool>>,
    observed: StoredValue<Option<size::Observed>, LocalStorage>,
}

impl Embed {
    /// Reads the address.
    pub(crate) fn of_address() -> Self {
        let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
        let parameters = Parameters::read(&views::route::parse_query(search.trim_start_matches('?')));
        let around = around();
        let (framed, host) = (!around.is_empty(), nearest(&around));
        let own = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        let trusted = kept_trust();
        let gate = Gate::new(&own, parameters.get("ns"), trusted.clone());
        let foreign = framed && host.as_deref() != Some(own.as_str());
        let is_trusted = !foreign || host.is_some_and(|host| gate.trusts_origin(&host));
        let waiting = parameters.embedded() && parameters.get("store") == "host";
        Self {
            parameters: RwSignal::new(parameters),
            question: RwSignal::new(None),
            trusted: RwSignal::new(is_trusted),
            foreign,
            site: if is_opened_alone(framed) { Site::Same } else { site(&own, &around) },
            first_party: access::is_first_party(),
            waiting: RwSignal::new(waiting),
            gate: StoredValue::new(gate),
            held: StoredValue::new(Vec::new()),
            locked: StoredValue::new(Arc::new(AtomicBool::new(false))),
            observed: StoredValue::new_local(None),
        }
    }

    /// The app stands in a frame and behaves like it.
    pub(crate) fn active(self) -> bool {
        self.parameters.with(Parameters::embedded)
    }

    /// The same, not tracked.
    pub(crate) fn is_active(self) -> bool {
        self.parameters.with_untracked(Parameters::embedded)
    }

    /// A key of the address; tracked.
    pub(crate) fn get(self, name: &str) -> String {
        self.parameters.with(|parameters| parameters.get(name).to_owned())
    }

    /// Who keeps the data: `local`, `host` or `memory`.
    pub(crate) fn store(self) -> String {
        self.parameters.with_untracked(|parameters| if parameters.embedded() { parameters.get("store").to_owned() } else { "local".to_owned() })
    }

    /// Data may be changed here: never in a frame unless its address says `mode=edit` and, for the data of this browser,
    /// the page around it is trusted. Tracked.
    pub(crate) fn may_edit(self) -> bool {
        !self.active() || (self.get("mode") == "edit" && (self.trusted.get() || self.store() != "local"))
    }

    /// The sentence about data kept in this browser, where they are not, or may not be, those of the app opened by itself:
    /// `apart` where that is known, else `unclear`.
    pub(crate) fn about_storage(self, apart: &'static str, unclear: &'static str) -> Option<&'static str> {
        match self.site {
            _ if self.first_party || self.store() != "local" => None,
            Site::Same => None,
            Site::Other => Some(apart),
            Site::Unclear => Some(unclear),
        }
    }

    /// The language that the address asks for.
    pub(crate) fn language(self) -> Option<Language> {
        self.parameters.with_untracked(|parameters| if parameters.embedded() { Language::from_code(parameters.get("lang")) } else { None })
    }

    /// A flag for the rule that refuses changes; it follows `may_edit`.
    pub(crate) fn lock(self) -> Arc<AtomicBool> {
        let lock = self.locked.get_value();
        lock.store(!untrack(move || self.may_edit()), Ordering::Relaxed);
        lock
    }

    /// Follows the height of the page, where somebody around wants to know it.
    pub(crate) fn watch(self, element: &web_sys::Element) {
        self.observed.try_with_value(|observed| {
            if let Some(observed) = observed {
                size::watch(observed, element);
            }
        });
    }

    /// The user's answer.
    pub(crate) fn decide(self, allowed: bool, always: bool) {
        let Some(question) = self.question.get_untracked() else { return };
        self.gate.update_value(|gate| gate.decide(allowed));
        if allowed {
            self.trusted.set(true);
        }
        if allowed && always {
            keep_trust(&question.origin);
        }
        self.question.set(None);
    }

    /// Origins were allowed for good in another frame: a question about one of them is answered.
    fn follow_trust(self, origins: Vec<String>) {
        let answered = self.question.with_untracked(|question| question.as_ref().is_some_and(|question| origins.contains(&question.origin)));
        self.gate.update_value(|gate| gate.trust(origins));
        if answered {
            self.decide(true, false);
        }
    }
}

/// The context of the frame.
pub(crate) fn embed() -> Embed {
    expect_context::<Embed>()
}

/// The origins of the pages around the app, the nearest first, where the browser tells them; empty where it is opened by itself.
fn around() -> Vec<Option<String>> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let parent = window.parent().ok().flatten();
    if parent.as_ref().is_none_or(|parent| parent == &window) {
        return Vec::new();
    }
    // Chromium and Safari name the pages around a frame; Firefox tells the address it came from.
    let ancestors = js_sys::Reflect::get(&window.location(), &"ancestorOrigins".into()).unwrap_or(JsValue::UNDEFINED);
    if ancestors.is_object() {
        return js_sys::Array::from(&ancestors).iter().map(|origin| origin.as_string()).collect();
    }
    let nearest = web_sys::Url::new(&document().referrer()).ok().map(|url| url.origin());
    let is_outermost = window.top().ok().flatten() == parent;
    std::iter::once(nearest).chain((!is_outermost).then_some(None)).collect()
}

/// The origin of the page that holds the frame.
fn nearest(around: &[Option<String>]) -> Option<String> {
    around.first().cloned().flatten()
}

/// Set where the app runs by itself; a frame that finds it shares its storage, whatever the addresses say.
const ALONE: &str = "opened-alone";

fn is_opened_alone(framed: bool) -> bool {
    if !framed {
        views::preferences::write(ALONE, "1");
    }
    views::preferences::read(ALONE).is_some()
}

const TRUST: &str = "embed-trust";

/// Origins that the user trusts for good.
fn kept_trust() -> Vec<String> {
    views::preferences::read(TRUST).map(|text| text.split(' ').map(str::to_owned).collect()).unwrap_or_default()
}

fn keep_trust(origin: &str) {
    let mut all = kept_trust();
    if !all.iter().any(|known| known == origin) {
        all.push(origin.to_owned());
    }
    views::preferences::write(TRUST, &all.join(" "));
}
