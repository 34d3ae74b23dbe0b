//! What has been typed but not yet committed. Typing is committed after a short pause, and at once
//! on leaving a field, on changing the screen, and when the page is hidden.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;

/// Typed text is committed after this pause.
pub const PAUSE: Duration = Duration::from_millis(300);

type Flush = Box<dyn Fn()>;

thread_local! {
    static WAITING: RefCell<BTreeMap<u64, Flush>> = const { RefCell::new(BTreeMap::new()) };
    static NEXT: RefCell<u64> = const { RefCell::new(0) };
    static COUNT: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

/// How many fields wait; the save mark in the header follows it.
pub fn count() -> ArcRwSignal<usize> {
    COUNT.with(Clone::clone)
}

fn recount() {
    let now = WAITING.with_borrow(BTreeMap::len);
    count().set(now);
}

/// Registers a field with something waiting; the number takes it back.
pub fn register(flush: impl Fn() + 'static) -> u64 {
    let number = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    WAITING.with_borrow_mut(|waiting| waiting.insert(number, Box::new(flush)));
    recount();
    number
}

/// The field is gone or has nothing waiting.
pub fn forget(number: u64) {
    if WAITING.with_borrow_mut(|waiting| waiting.remove(&number)).is_some() {
        recount();
    }
}

/// Commits everything that waits.
pub fn flush_all() {
    let waiting = WAITING.with_borrow_mut(std::mem::take);
    for flush in waiting.values() {
        flush();
    }
    recount();
}
