//! Messages: in `{job, bytes}`, out `{answer, bytes}`; the bytes change hands without a copy.

use exporter::Desk;
use io::job::Answer;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Begins to listen, and says so.
pub(crate) fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut desk = Desk::new(pillars::registry());
    let port = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = event.data();
        let part = |name: &str| Reflect::get(&message, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        let Some(job) = part("job").as_string() else { return };
        let bytes = part("bytes").dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let answered = desk.run(&job, &bytes, &mut |done, all| answer(&port, &Answer::Progress { done, all }, &[]));
        answer(&port, &answered.answer, &answered.bytes);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker listens until it ends.
    hear.into_js_value();
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

fn answer(scope: &DedicatedWorkerGlobalScope, answer: &Answer, bytes: &[u8]) {
    let Ok(text) = serde_json::to_string(answer) else { return };
    let message = Object::new();
    let array = Uint8Array::from(bytes);
    // A fresh object takes any property.
    let _ = Reflect::set(&message, &JsValue::from_str("answer"), &JsValue::from_str(&text));
    let _ = Reflect::set(&message, &JsValue::from_str("bytes"), &array);
    let _ = scope.post_message_with_transfer(&message, &Array::of1(&array.buffer()));
}
