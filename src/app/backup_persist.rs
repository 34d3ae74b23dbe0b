//! Asking the browser to keep the data: once, at the first press or key after the first meaningful
//! save, because some browsers answer with a question to the user.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::{AppState, Opened};
use views::preferences;

const ASKED: &str = "persist-asked";

/// Waits for the moment.
pub(crate) fn install(state: &AppState) {
    if preferences::read(ASKED).is_some() {
        return;
    }
    let follower = state.clone();
    // Something was entered here that is worth keeping: the sample company is not.
    let worth = Memo::new(move |_| match follower.opened.get() {
        Opened::Ready(session) => {
            let demo = follower.list.entry(session.workspace.id()).is_none_or(|entry| entry.demo);
            !demo && session.workspace.can_undo() && matches!(session.workspace.save_state().get(), store::SaveState::Saved { .. })
        }
        _ => false,
    });
    // Memos that nobody follows do not run.
    Effect::new(move |_| worth.track());
    let ask = move || {
        if worth.get_untracked() && preferences::read(ASKED).is_none() {
            preferences::write(ASKED, &crate::environment::now_utc());
            spawn_local(async move {
                // The answer is shown on the page of data.
                let _ = store::ensure_persistent().await;
            });
        }
    };
    let pressed = window_event_listener(ev::pointerup, move |_| ask());
    let typed = window_event_listener(ev::keyup, move |_| ask());
    on_cleanup(move || {
        pressed.remove();
        typed.remove();
    });
}
