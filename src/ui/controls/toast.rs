//! Short messages at the lower left and the hidden region that reads news aloud. Both can be used from anywhere
//! once `Toasts` stands in the page.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use crate::say;
use leptos::prelude::*;

use super::button::IconButton;
use crate::dom::page;
use crate::icon::{Icon, IconView};

/// How long a message without an action stays.
const STAY: Duration = Duration::from_secs(7);
/// More messages than this are not shown at once; the oldest go.
const AT_ONCE: usize = 4;

/// What a message offers to do. It outlives the page that showed the message, so it holds no signal of that page.
pub type ToastAction = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    message: String,
    action: Option<(String, ToastAction)>,
    /// Something did not happen.
    problem: bool,
    /// Milliseconds since 1970.
    shown_at: f64,
}

#[derive(Clone)]
struct Host {
    toasts: ArcRwSignal<Vec<Toast>>,
    spoken: ArcRwSignal<String>,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    static NEXT: RefCell<u64> = const { RefCell::new(1) };
}

fn host() -> Host {
    HOST.with_borrow_mut(|slot| {
        slot.get_or_insert_with(|| Host { toasts: ArcRwSignal::new(Vec::new()), spoken: ArcRwSignal::new(String::new()) }).clone()
    })
}

/// Shows a message. With an action (label, what it does) it stays until dismissed, else at least six seconds.
pub fn toast(message: impl Into<String>, action: Option<(String, ToastAction)>) {
    show(message.into(), action, false);
}

/// Says that something did not happen, and why.
pub fn toast_problem(message: impl Into<String>) {
    show(message.into(), None, true);
}

fn show(message: String, action: Option<(String, ToastAction)>, problem: bool) {
    let id = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    let stays = action.is_some();
    host().toasts.update(|toasts| {
        toasts.push(Toast { id, message, action, problem, shown_at: now() });
        while toasts.len() > AT_ONCE {
            toasts.remove(0);
        }
    });
    if !stays {
        expire(id, STAY);
    }
}

/// Removes every message, as presenter mode asks.
pub fn dismiss_toasts() {
    host().toasts.set(Vec::new());
}

#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(not(target_arch = "wasm32"))]
fn now() -> f64 {
    0.0
}

/// Removes what belongs to the page before: messages older than a moment, when another page opens. A way back often comes
/// with the page that opens, which takes its time on a slow device.
pub fn dismiss_old_toasts() {
    let now = now();
    host().toasts.update(|toasts| toasts.retain(|toast| now - toast.shown_at < if toast.action.is_some() { 10_000.0 } else { 1_500.0 }));
}

/// Removes what offers a way back: it belongs to the workspace that is left.
pub fn dismiss_ways_back() {
    host().toasts.update(|toasts| toasts.retain(|toast| toast.action.is_none()));
}

/// Reads a text aloud through the hidden live region.
pub fn announce(text: impl Into<String>) {
    let text = text.into();
    let spoken = host().spoken;
    // The same text twice would not be news to a screen reader: empty the region first.
    spoken.set(String::new());
    set_timeout(move || spoken.set(text), Duration::from_millis(60));
}

fn dismiss(id: u64) {
    host().toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
}

/// Removes a message later, but not while the pointer or the focus is on it.
fn expire(id: u64, after: Duration) {
    set_timeout(
        move || {
            let busy = page()
                .and_then(|page| page.query_selector(&format!("[data-toast='{id}']")).ok().flatten())
                .is_some_and(|element| element.matches(":hover, :focus-within").unwrap_or(false));
            if busy { expire(id, Duration::from_secs(3)) } else { dismiss(id) }
        },
        after,
    );
}

/// The place where messages appear; stands once in the shell.
#[component]
pub fn Toasts() -> impl IntoView {
    let Host { toasts, spoken } = host();
    view! {
        <div class="toasts" role="region" aria-label=crate::text("ui.toast.region")>
            <div class="toasts-live" role="status" aria-live="polite">
                <For each=move || toasts.get() key=|toast| toast.id let:toast>
                    {
                        let id = toast.id;
                        let icon = if toast.problem { Icon::Problem } else { Icon::Check };
                        view! {
                            <div class="toast" class:is-problem=toast.problem data-toast=id.to_string() data-testid="toast">
                                <span class="toast-icon"><IconView icon=icon size=16 /></span>
                                <span class="toast-text">{toast.message.clone()}</span>
                                {toast.action.clone().map(|(label, on_press)| view! {
                                    <button
                                        type="button"
                                        class="toast-action"
                                        on:click=move |_| { dismiss(id); on_press(); }
                                    >
                                        {label}
                                    </button>
                                })}
                                <IconButton label=crate::text("ui.toast.dismiss") icon=Icon::Cross small=true on_press=Callback::new(move |()| dismiss(id)) />
                            </div>
                        }
                    }
                </For>
            </div>
            <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">{say(move || spoken.get())}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_message_gives_way() {
        for number in 0..6 {
            toast(number.to_string(), Some(("undo".to_owned(), Arc::new(|| {}))));
        }
        let shown: Vec<String> = host().toasts.get_untracked().into_iter().map(|toast| toast.message).collect();
        assert_eq!(shown, ["2", "3", "4", "5"]);
        dismiss_toasts();
        assert!(host().toasts.get_untracked().is_empty());
    }
}
