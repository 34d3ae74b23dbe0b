//! Other tabs: the channel on which steps travel, and the lock that says who writes checkpoints.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::channel::{Channel, Listener};

type OnMessage = Closure<dyn FnMut(MessageEvent)>;

/// A `BroadcastChannel`.
pub(super) struct TabChannel {
    channel: SendWrapper<BroadcastChannel>,
    listener: SendWrapper<RefCell<Option<OnMessage>>>,
}

impl TabChannel {
    /// Opens the channel of this name; `None` where the page may not.
    pub(super) fn open(name: &str) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        Some(Self { channel: SendWrapper::new(channel), listener: SendWrapper::new(RefCell::new(None)) })
    }
}

impl Channel for TabChannel {
    fn post(&self, message: &str) {
        // A closed channel refuses; then nobody is to be told.
        let _ = self.channel.post_message(&JsValue::from_str(message));
    }

    fn listen(&self, listener: Listener) {
        let closure = OnMessage::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                listener(&text);
            }
        });
        self.channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        self.listener.replace(Some(closure));
    }

    fn close(&self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.close();
    }
}

/// A Web Lock held for as long as the workspace is open (decisions.md 19). Where the browser has
/// no locks every tab leads: a checkpoint is safe in any tab, it is merely done more than once.
pub(super) struct Leader {
    name: String,
    held: Rc<RefCell<Option<Function>>>,
}

impl Leader {
    pub(super) fn new(name: String) -> Self {
        Self { name, held: Rc::default() }
    }

    /// Whether this tab leads, now or already before.
    pub(super) async fn lead(&self) -> bool {
        if self.held.borrow().is_some() {
            return true;
        }
        match self.request() {
            Some(answer) => answer.await.unwrap_or(true),
            None => true,
        }
    }

    /// Lets go of the lock.
    pub(super) fn release(&self) {
        if let Some(release) = self.held.borrow_mut().take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    fn request(&self) -> Option<oneshot::Receiver<bool>> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;
        let (sender, receiver) = oneshot::channel();
        let held = self.held.clone();
        let on_answer = Closure::once(move |lock: JsValue| -> JsValue {
            let granted = lock.is_object();
            let answer = if granted {
                Promise::new(&mut |resolve, _| {
                    held.replace(Some(resolve));
                })
                .into()
            } else {
                JsValue::UNDEFINED
            };
            let _ = sender.send(granted);
            answer
        });
        let promise: Promise = request.call3(&locks, &self.name.as_str().into(), &options, on_answer.as_ref()).ok()?.dyn_into().ok()?;
        // The closure lives until the lock is let go; a rejected request drops the sender, which
        // counts as a browser without locks.
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
            drop(on_answer);
        });
        Some(receiver)
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        self.release();
    }
}
