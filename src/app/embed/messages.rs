//! Listens to the host and answers it. What may be obeyed is decided by the gate (`io::embed::Gate`); here it is done.

use std::time::Duration;

use io::embed::{Decision, Envelope, PROTOCOL, ProtocolError, envelope};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value as Json, json};
use ui::lang::Language;
use views::{Place, Route};
use wasm_bindgen::{JsCast, JsValue};

use super::{Embed, Question, TRUST, kept_trust, size};
use crate::state::{AppState, Opened};

/// How often the frame announces itself, a second apart.
const GREETINGS: u32 = 5;
/// Rest after a change before the host is told, in milliseconds.
const QUIET: u32 = 600;

/// Starts listening and speaking, where the app stands in a frame.
pub(crate) fn install(state: &AppState) {
    let embed = super::embed();
    follow_looks(embed);
    Effect::new(move |_| {
        embed.parameters.track();
        embed.trusted.track();
        // The flag is read by the rule that refuses changes.
        let _ = embed.lock();
    });
    let Some(parent) = web_sys::window().and_then(|window| window.parent().ok().flatten()) else { return };
    let alone = web_sys::window().is_some_and(|window| window == parent);
    if alone || !embed.is_active() {
        return;
    }
    let state = state.clone();
    spawn_local(async move {
        if listen_apart(state, parent).await.is_none() {
            // The host would wait for ever: it is told by the part that is always there.
            refuse(embed, None, &ProtocolError::Incomplete);
            ui::toast_problem(ui::lang::t("ui.chunk.missing_about"));
        }
    });
}

ui::chunk_value! {
    embed: fn listen_apart(state: AppState, parent: web_sys::Window) -> () { state.owner.clone().with(|| listen(&state, parent)) }
}

/// Listens to the host and greets it.
fn listen(state: &AppState, parent: web_sys::Window) {
    let embed = super::embed();
    ask_for_editing(embed);
    let (listening, source) = (state.clone(), parent.clone());
    let listener = window_event_listener(ev::message, move |event: web_sys::MessageEvent| {
        let from_parent = event.source().is_some_and(|from| JsValue::from(from) == JsValue::from(source.clone()));
        if !from_parent {
            return;
        }
        let text = js_sys::JSON::stringify(&event.data()).unwrap_or_else(|_| js_sys::JsString::from(""));
        let (length, now) = (text.length() as usize, listening.now_ms());
        let value = || text.as_string().and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
        let decision = embed.gate.try_update_value(|gate| gate.receive(true, &event.origin(), length, now, value));
        match decision {
            Some(Decision::Obey(envelope)) => obey(&listening, embed, envelope),
            Some(Decision::Refuse(id, error)) => refuse(embed, id.as_deref(), &error),
            Some(Decision::Ask(envelope)) => {
                embed.held.update_value(|held| held.push(envelope));
                embed.question.set(Some(Question { origin: event.origin(), editing: false }));
            }
            Some(Decision::Ignore) | None => {}
        }
    });
    on_cleanup(move || listener.remove());
    // Whoever has allowed the page for good in one frame of it is not asked in the others.
    let follower = window_event_listener(ev::storage, move |event: web_sys::StorageEvent| {
        if event.key().is_some_and(|key| key == format!("shizhu-{TRUST}")) {
            embed.follow_trust(kept_trust());
        }
    });
    on_cleanup(move || follower.remove());
    answer_held(state, embed);
    tell(state, embed);
    greet(embed, 0);
}

/// A message to the host, which has begun; the greeting alone goes to whoever is there, for it carries nothing.
fn post(embed: Embed, name: &str, reply_to: Option<&str>, payload: Json) {
    let target = embed.gate.try_with_value(|gate| gate.pinned().map(str::to_owned)).flatten();
    let target = match (name, target) {
        (_, Some(origin)) if origin != "null" => origin,
        // A page without an origin can be answered in no other way; what carries data was refused to it before.
        ("hello" | "ready" | "error" | "done" | "pong" | "resize", _) => "*".to_owned(),
        _ => return,
    };
    let namespace = embed.parameters.with_untracked(|parameters| parameters.get("ns").to_owned());
    let text = envelope(name, &namespace, reply_to, payload).to_string();
    if let (Some(parent), Ok(message)) = (web_sys::window().and_then(|window| window.parent().ok().flatten()), js_sys::JSON::parse(&text)) {
        // The page around may be gone: then nobody waits for it.
        let _ = parent.post_message(&message, &target);
    }
}

fn refuse(embed: Embed, reply_to: Option<&str>, error: &ProtocolError) {
    post(embed, "error", reply_to, json!({ "code": error.code(), "message": error.to_string(), "retryable": error.retryable() }));
}

fn greet(embed: Embed, times: u32) {
    if times == GREETINGS || embed.gate.try_with_value(|gate| gate.pinned().is_some()).unwrap_or(true) {
        return;
    }
    let needs = if embed.store() == "host" { json!("load") } else { Json::Null };
    let payload = json!({
        "protocols": [PROTOCOL], "appVersion": env!("CARGO_PKG_VERSION"), "needs": needs,
        "caps": ["resize", "load", "get", "theme", "navigate", "flush"],
    });
    post(embed, "hello", None, payload);
    gloo::timers::callback::Timeout::new(1000, move || greet(embed, times + 1)).forget();
}

/// Editing the data of this browser in a page of another origin needs the user's word.
fn ask_for_editing(embed: Embed) {
    let wanted = embed.foreign && embed.store() == "local" && embed.parameters.with_untracked(|parameters| parameters.get("mode") == "edit");
    if wanted && !embed.trusted.get_untracked() {
        let origin = super::nearest(&super::around()).unwrap_or_default();
        embed.question.set(Some(Question { origin, editing: true }));
    }
    // The list of the deployment may know this page.
    if embed.foreign {
        spawn_local(async move {
            let Ok(text) = crate::fetch::fetch_text("embed.json").await else { return };
            let listed: Vec<String> = serde_json::from_slice::<Json>(text.as_bytes())
                .ok()
                .and_then(|file| Some(file.get("trusted")?.as_array()?.iter().filter_map(|origin| origin.as_str().map(str::to_owned)).collect()))
                .unwrap_or_default();
            if super::nearest(&super::around()).is_some_and(|host| listed.contains(&host)) {
                embed.trusted.try_set(true);
                embed.question.try_set(None);
            }
            embed.gate.try_update_value(|gate| gate.trust(listed));
        });
    }
}

/// Requests that waited for the user's word.
fn answer_held(state: &AppState, embed: Embed) {
    let state = state.clone();
    Effect::new(move |before: Option<bool>| {
        let asking = embed.question.with(Option::is_some);
        if before == Some(true) && !asking {
            let held = embed.held.try_update_value(std::mem::take).unwrap_or_default();
            let trusted = embed.gate.try_with_value(io::embed::Gate::trusts).unwrap_or(false);
            for envelope in held {
                if trusted {
                    obey(&state, embed, envelope);
                } else {
                    refuse(embed, envelope.id.as_deref(), &ProtocolError::Denied("the user said no"));
                }
            }
        }
        asking
    });
}

fn obey(state: &AppState, embed: Embed, envelope: Envelope) {
    let id = envelope.id.clone();
    let reply = move |result: Result<(&'static str, Json), ProtocolError>| match result {
        Ok((name, payload)) => post(embed, name, id.as_deref(), payload),
        Err(error) => refuse(embed, id.as_deref(), &error),
    };
    match envelope.message {
        "init" | "set" => {
            let result = apply(state, embed, &envelope);
            let done = if envelope.message == "init" { ("ready", ready(state, embed)) } else { ("done", json!({})) };
            reply(result.map(|()| done));
        }
        "navigate" => reply(show(state, embed, envelope.text("page").unwrap_or_default()).map(|()| ("done", json!({})))),
        "ping" => reply(Ok(("pong", json!({})))),
        "flush" => {
            views::drafts::flush_all();
            let session = crate::shell::open_session(state);
            spawn_local(async move {
                if let Some(session) = session {
                    session.workspace.flush().await;
                }
                reply(Ok(("done", json!({}))));
            });
        }
        "load" => {
            let state = state.clone();
            spawn_local(async move { reply(load(&state, embed, &envelope).await) });
        }
        "get" => reply(read(state, &envelope)),
        _ => {}
    }
}

fn apply(state: &AppState, embed: Embed, envelope: &Envelope) -> Result<(), ProtocolError> {
    if envelope.text("mode") == Some("edit") && embed.store() == "local" && !embed.trusted.get_untracked() {
        return Err(ProtocolError::Denied("editing needs the user's word"));
    }
    embed.parameters.update(|parameters| {
        for name in ["mode", "theme", "lang"] {
            if let Some(value) = envelope.text(name) {
                parameters.set(name, value);
            }
        }
        let looks = envelope.payload.get("cssVars").and_then(Json::as_object);
        for (name, key) in [("accent", "accent"), ("font", "font"), ("density", "density")] {
            if let Some(value) = looks.and_then(|looks| looks.get(name)).and_then(Json::as_str) {
                parameters.set(key, value.trim_start_matches('#'));
            }
        }
    });
    if let Some(language) = envelope.text("lang").and_then(Language::from_code).filter(|language| *language != untrack(ui::lang::language)) {
        crate::shell::show_language(language);
    }
    match envelope.text("page") {
        Some(page) if !page.is_empty() => show(state, embed, page),
        _ => Ok(()),
    }
}

fn show(state: &AppState, embed: Embed, page: &str) -> Result<(), ProtocolError> {
    let unknown = || ProtocolError::UnknownPage(page.chars().take(80).collect());
    let place = Place::short(page).filter(crate::app::is_known).ok_or_else(unknown)?;
    if !embed.parameters.with_untracked(|parameters| parameters.allows(page)) {
        return Err(unknown());
    }
    match state.current.get_untracked() {
        Some(id) => state.go(&Route::In(id, place)),
        None => state.go(&Route::Short(place)),
    }
    Ok(())
}

fn ready(state: &AppState, embed: Embed) -> Json {
    let (ignored, store) = embed.parameters.with_untracked(|parameters| (parameters.ignored.clone(), parameters.get("store").to_owned()));
    json!({ "protocol": PROTOCOL, "page": page(state), "title": document().title(), "store": store, "ignored": ignored })
}

/// The short address of what is shown.
fn page(state: &AppState) -> String {
    match state.route.get_untracked() {
        Route::In(_, place) | Route::Short(place) => place.path(),
        other => other.href().trim_start_matches(['#', '/']).to_owned(),
    }
}

async fn load(state: &AppState, embed: Embed, envelope: &Envelope) -> Result<(&'static str, Json), ProtocolError> {
    if embed.store() != "host" {
        return Err(ProtocolError::Denied("only a frame with store=host takes data"));
    }
    let text = match envelope.payload.get("workspace") {
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let bundle = io::read_bundle(&text).map_err(|error| match error {
        io::BundleError::Newer { .. } => ProtocolError::Newer(error.to_string()),
        other => ProtocolError::Unreadable(format!("{}: {other}", other.code())),
    })?;
    let count = bundle.records.len();
    if envelope.payload.get("readOnly") == Some(&Json::Bool(true)) {
        embed.parameters.update(|parameters| {
            parameters.set("mode", "view");
        });
    }
    let place = match state.route.get_untracked() {
        Route::In(_, place) | Route::Short(place) => place,
        _ => Place::Home,
    };
    let before: Vec<_> = state.entries().into_iter().map(|entry| entry.id).collect();
    let id = crate::files::import_bundle(state, bundle).await.map_err(|_| ProtocolError::StorageBlocked)?;
    // The frame shows what its host gave last and nothing else.
    for old in before {
        state.list.purge(old).await.map_err(|_| ProtocolError::StorageBlocked)?;
        views::preferences::remove_of(old);
    }
    embed.waiting.set(false);
    state.go(&Route::In(id, place));
    Ok(("loaded", json!({ "records": count })))
}

fn read(state: &AppState, envelope: &Envelope) -> Result<(&'static str, Json), ProtocolError> {
    let session = crate::shell::open_session(state).ok_or_else(|| ProtocolError::UnknownPage(String::new()))?;
    let (what, format) = (envelope.text("what").unwrap_or_default(), envelope.text("format").unwrap_or_default());
    let element = |selector: &str| document().query_selector(selector).ok().flatten().map(|found| found.outer_html());
    let data = match (what, format) {
        ("workspace", "json") => Json::String(bundle(state)?),
        ("summary", "json") => {
            let pillars: Vec<Json> = pillars::PILLARS
                .iter()
                .filter_map(|pillar| {
                    let state = untrack(|| session.state(pillar.id))?;
                    Some(json!({ "pillar": pillar.id, "done": state.done(), "applicable": state.applicable() }))
                })
                .collect();
            json!({ "pillars": pillars })
        }
        ("artefact", "html") => Json::String(element("main .document, main .page").unwrap_or_default()),
        ("artefact", "svg") => Json::String(element("main svg.chart, main figure svg").unwrap_or_default()),
        _ => return Err(ProtocolError::Denied("this cannot be had in that format")),
    };
    Ok(("data", json!({ "what": what, "format": format, "data": data })))
}

/// The open workspace as a file.
fn bundle(state: &AppState) -> Result<String, ProtocolError> {
    let session = crate::shell::open_session(state).ok_or_else(|| ProtocolError::UnknownPage(String::new()))?;
    views::drafts::flush_all();
    let name = state.workspace_name();
    let id = io::bundle::lineage(&session.records(), session.workspace.id());
    let origin = io::bundle::Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &crate::environment::now_utc(), name: &name, lineage: &id };
    io::write_bundle(&session.records(), &origin).map_err(|error| ProtocolError::Unreadable(error.to_string()))
}

/// How often the title of a new page is looked for, and how long in between.
const TITLE_TRIES: u32 = 10;
const TITLE_PAUSE: Duration = Duration::from_millis(100);

/// Tells the host which page is shown. Its title follows when its content is there; a page that is called like the one
/// before is told a second later.
fn tell_page(state: AppState, post: impl Fn(&'static str, Json) + Copy + 'static, titled: StoredValue<String>, tries: u32) {
    set_timeout(
        move || {
            let title = document().title();
            if tries > 0 && titled.try_get_value().is_some_and(|before| before == title) {
                return tell_page(state, post, titled, tries - 1);
            }
            titled.try_set_value(title.clone());
            post("navigated", json!({ "page": page(&state), "title": title }));
        },
        TITLE_PAUSE,
    );
}

/// Tells the host what happens: pages, changes, progress, height.
fn tell(state: &AppState, embed: Embed) {
    let post = move |name: &'static str, payload: Json| post(embed, name, None, payload);
    embed.observed.set_value(size::observer(post));
    let pages = state.clone();
    let titled = StoredValue::new(document().title());
    Effect::new(move |before: Option<Route>| {
        let route = pages.route.get();
        if before.is_some_and(|before| before != route) {
            tell_page(pages.clone(), post, titled, TITLE_TRIES);
        }
        route
    });
    let records = state.clone();
    let timer = StoredValue::new_local(None::<gloo::timers::callback::Timeout>);
    Effect::new(move |before: Option<Option<model::Id>>| {
        let opened = records.opened.with(|opened| match opened {
            Opened::Ready(session) => Some((**session).clone()),
            _ => None,
        });
        let session = opened?;
        let _ = session.workspace.tracked_any();
        let id = session.workspace.id();
        // The first look at a workspace is no change.
        if before.flatten() == Some(id) {
            let records = records.clone();
            let task = gloo::timers::callback::Timeout::new(QUIET, move || {
                let rev = crate::environment::now_utc();
                post("changed", json!({ "rev": rev, "dirty": true }));
                let trusted = embed.gate.try_with_value(io::embed::Gate::trusts).unwrap_or(false);
                if embed.store() == "host"
                    && trusted
                    && let Ok(text) = bundle(&records)
                {
                    post("saved", json!({ "rev": rev, "data": text }));
                } else if embed.store() == "local" {
                    post("saved", json!({ "rev": rev }));
                }
                for pillar in pillars::PILLARS {
                    if let Some(state) = untrack(|| session.state(pillar.id)) {
                        post("progress", json!({ "pillar": pillar.id, "done": state.done(), "applicable": state.applicable() }));
                    }
                }
            });
            timer.try_set_value(Some(task));
        }
        Some(id)
    });
}

/// Theme, size and font of the address; nothing of it is kept. Its accent is that of `crate::accent`.
fn follow_looks(embed: Embed) {
    Effect::new(move |_| {
        if !embed.active() {
            return;
        }
        let Some(root) = document().document_element() else { return };
        let theme = embed.get("theme");
        // Attributes and properties of the page's own root can always be set.
        let _ = root.set_attribute("data-embed", &embed.get("nav"));
        let _ = root.set_attribute("data-theme", if theme == "transparent" { "auto" } else { &theme });
        let _ = root.class_list().toggle_with_force("embed-transparent", theme == "transparent");
        let _ = root.class_list().toggle_with_force("embed-bordered", embed.get("bordered") == "true");
        let _ = root.class_list().toggle_with_force("embed-untitled", embed.get("titled") == "false");
        let _ = root.class_list().toggle_with_force("embed-compact", embed.get("density") == "compact");
        let _ = root.class_list().toggle_with_force("is-read-only", !embed.may_edit());
        // A wall or a projector: larger, and nothing that asks.
        for (name, value) in [("data-mode", "present"), ("data-scale", "presenter")] {
            let _ = if embed.get("mode") == "present" { root.set_attribute(name, value) } else { root.remove_attribute(name) };
        }
        if let Some(style) = root.dyn_ref::<web_sys::HtmlElement>().map(web_sys::HtmlElement::style) {
            let font = embed.get("font");
            if !font.is_empty() {
                let _ = style.set_property("--font-sans", &format!("\"{font}\", system-ui, sans-serif"));
            }
        }
    });
}
