//! What follows the records on a screen, with one type for all closures: Leptos builds its machinery anew for every
//! closure type, which costs some kilobytes of program each (README, "Size").

use leptos::prelude::*;

use crate::lang::t;

/// A text that follows what it reads.
pub fn say(text: impl Fn() -> String + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> String + Send> = Box::new(text);
    boxed.into_any()
}

/// The text of a key of the dictionary; follows the language.
pub fn say_key(key: &'static str) -> AnyView {
    say(move || t(key))
}

/// A part of a screen that follows what it reads.
pub fn live<V: IntoAny>(part: impl Fn() -> V + Send + 'static) -> AnyView {
    follow(Box::new(move || part().into_any()))
}

fn follow(part: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    part.into_any()
}

/// When a part is shown; made from any closure.
pub struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(condition: F) -> Self {
        Self(Box::new(condition))
    }
}

/// Shows its children while the condition holds, else the fallback; rebuilt only when the condition changes.
#[component]
pub fn Show(#[prop(into)] when: Condition, children: ChildrenFn, #[prop(optional, into)] fallback: ViewFn) -> AnyView {
    let holds = Memo::new(move |_| (when.0)());
    live(move || if holds.get() { children() } else { fallback.run() })
}
