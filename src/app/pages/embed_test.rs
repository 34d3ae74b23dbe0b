//! The test panel of the builder: this page plays the host of the frame in the preview and shows every message between them.

use io::embed::{PROTOCOL, envelope};
use leptos::ev;
use leptos::prelude::*;
use serde_json::{Value as Json, json};
use ui::lang::t;
use ui::{Button, ButtonLook, live};
use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

/// Messages that are listed; older ones go.
const LISTED: usize = 60;
/// Characters of a message that are shown.
const SHOWN: usize = 400;

/// Requests that can be tried: their type and what they carry. The words are those of the protocol.
const REQUESTS: &[(&str, &str)] = &[
    ("ping", "{}"),
    ("get", r#"{"what":"summary","format":"json"}"#),
    ("set", r#"{"theme":"dark"}"#),
    ("set", r#"{"theme":"light"}"#),
    ("navigate", r#"{"page":"p/1"}"#),
    ("flush", "{}"),
];

/// One message as it is listed.
#[derive(Clone)]
struct Line {
    sent: bool,
    text: String,
}

/// Buttons that send, and the messages as they come; `frame` is the preview.
#[component]
pub(crate) fn TestPanel(frame: NodeRef<leptos::html::Iframe>) -> impl IntoView {
    let lines = RwSignal::new(Vec::<Line>::new());
    let number = StoredValue::new(0_u32);
    let note = move |sent: bool, text: String| {
        lines.try_update(|lines| {
            lines.insert(0, Line { sent, text: text.chars().take(SHOWN).collect() });
            lines.truncate(LISTED);
        });
    };
    let window_of = move || frame.get_untracked().and_then(|frame: HtmlIFrameElement| frame.content_window());
    let send = move |name: &str, payload: Json| {
        let id = number.try_update_value(|number| {
            *number += 1;
            format!("test-{number}")
        });
        let mut message = envelope(name, "", None, payload);
        if let Some(members) = message.as_object_mut() {
            members.insert("id".to_owned(), Json::from(id));
        }
        let text = message.to_string();
        let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        if let (Some(target), Ok(value)) = (window_of(), js_sys::JSON::parse(&text))
            && target.post_message(&value, &origin).is_ok()
        {
            note(true, text);
        }
    };
    let listener = window_event_listener(ev::message, move |event: web_sys::MessageEvent| {
        let from_preview = event.source().zip(window_of()).is_some_and(|(from, preview)| JsValue::from(from) == JsValue::from(preview));
        if !from_preview {
            return;
        }
        let text = js_sys::JSON::stringify(&event.data()).ok().and_then(|text| text.as_string()).unwrap_or_default();
        // The handshake of a host: whoever greets is answered.
        if text.contains("\"type\":\"hello\"") {
            note(false, text);
            send("init", json!({ "protocol": PROTOCOL }));
        } else {
            note(false, text);
        }
    });
    on_cleanup(move || listener.remove());
    let buttons = REQUESTS
        .iter()
        .enumerate()
        .map(|(index, (name, payload))| {
            let payload: Json = serde_json::from_slice(payload.as_bytes()).unwrap_or_default();
            let label = if payload.as_object().is_some_and(serde_json::Map::is_empty) { (*name).to_owned() } else { format!("{name} {payload}") };
            let press = Callback::new(move |()| send(name, payload.clone()));
            view! { <Button label=label on_press=press test_id=format!("embed-send-{index}") /> }
        })
        .collect_view();
    let list = move || {
        let all = lines.get();
        if all.is_empty() {
            return view! { <p class="muted">{t("ui.embed.test_none")}</p> }.into_any();
        }
        let items = all
            .into_iter()
            .map(|line| {
                let mark = t(if line.sent { "ui.embed.test_sent" } else { "ui.embed.test_received" });
                view! { <li class="embed-message" class:is-sent=line.sent><span class="embed-message-way">{mark}</span><code>{line.text}</code></li> }
            })
            .collect_view();
        view! { <ol class="embed-messages" data-testid="embed-messages">{items}</ol> }.into_any()
    };
    view! {
        <section class="embed-test">
            <h2>{ui::say_key("ui.embed.test")}</h2>
            <p class="muted">{ui::say_key("ui.embed.test_about")}</p>
            <div class="embed-actions">{buttons}<Button label=ui::text("ui.embed.test_clear") look=ButtonLook::Text on_press=Callback::new(move |()| lines.set(Vec::new())) test_id="embed-test-clear" /></div>
            <div role="log" aria-label=ui::text("ui.embed.test_log") tabindex="0" class="embed-log">{live(list)}</div>
        </section>
    }
}
