//! Keys in front of an audience: what clickers send, black, a pillar by its number, the end.

use leptos::ev;
use leptos::prelude::*;
use pillars::workspace::show::{Command, command};
use views::Place;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::Presenting;
use crate::shell::open_session;
use crate::shortcuts::{single_keys_on, types_text};
use crate::state::AppState;

/// Parts of the page that use the arrow keys and the space bar themselves.
const OWN_KEYS: &str = "a, button, summary, select, [role=menu], [role=listbox], [role=combobox], [role=tablist], [role=radiogroup], [role=grid], [role=tree], [role=slider], [role=treegrid]";

/// Listens for as long as something is presented; `count` is the length of the run.
pub(super) fn listen(state: &AppState, presenting: Presenting, count: Signal<usize>) {
    let state = state.clone();
    let listener = window_event_listener(ev::keydown, move |event| {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified || event.default_prevented() || ui::dom::is_composing(&event) || types_text(&event) {
            return;
        }
        if document().query_selector("dialog[open], [data-testid='tour']").ok().flatten().is_some() {
            return;
        }
        let black = presenting.now.with_untracked(|now| now.as_ref().is_some_and(|now| now.black));
        let wanted = command(&event.key(), single_keys_on()).filter(|_| black || !belongs_to_page(&event));
        match wanted {
            Some(Command::Step(by)) => presenting.step(by, count.get_untracked()),
            // A black screen shows something again whatever is pressed.
            _ if black => presenting.turn_black(),
            Some(Command::Black) => presenting.turn_black(),
            Some(Command::Pillar(number)) => {
                if let Some(session) = open_session(&state) {
                    session.show(Place::Pillar(number));
                }
            }
            Some(Command::End) => presenting.ask_end_by_key(),
            None => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Whether what has the focus needs this key: arrows and the space bar belong to menus, lists and buttons.
fn belongs_to_page(event: &KeyboardEvent) -> bool {
    let focused = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    matches!(event.key().as_str(), " " | "ArrowLeft" | "ArrowRight")
        && focused.is_some_and(|element| element.closest(OWN_KEYS).ok().flatten().is_some())
}
