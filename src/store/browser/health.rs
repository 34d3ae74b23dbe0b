//! Asking the browser to keep the data, and how much room there is.

use std::future::Future;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// How long an answer is waited for: one browser asks the user and never answers without.
const LIMIT_MS: u32 = 3_000;

/// What the browser says about room. Chromium deliberately reports usage plus 10 GiB as quota, so
/// whether an import fits is only found out by trying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StorageEstimate {
    /// Bytes used by this origin.
    pub usage: f64,
    /// Bytes it may use.
    pub quota: f64,
}

fn storage() -> Option<StorageManager> {
    let storage: JsValue = web_sys::window()?.navigator().storage().into();
    storage.is_object().then(|| storage.into())
}

async fn answer(promise: Promise) -> Option<JsValue> {
    within(JsFuture::from(promise)).await?.ok()
}

async fn within<T>(work: impl Future<Output = T>) -> Option<T> {
    match select(Box::pin(work), TimeoutFuture::new(LIMIT_MS)).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

/// Asks the browser not to evict the data. For the first meaningful save; never before, as it may
/// show a question. `None`: no answer, or the browser has no such promise.
pub async fn ensure_persistent() -> Option<bool> {
    let storage = storage()?;
    if answer(storage.persisted().ok()?).await?.as_bool() == Some(true) {
        return Some(true);
    }
    answer(storage.persist().ok()?).await?.as_bool()
}

/// Whether the browser has promised to keep the data, without asking it to.
pub async fn is_persistent() -> Option<bool> {
    answer(storage()?.persisted().ok()?).await?.as_bool()
}

/// Room used and allowed, where the browser tells.
pub async fn storage_estimate() -> Option<StorageEstimate> {
    let estimate = answer(storage()?.estimate().ok()?).await?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some(StorageEstimate { usage: number("usage")?, quota: number("quota")? })
}
