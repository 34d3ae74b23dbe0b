//! Parts of the program that are fetched when they are first shown (README, "Size"). A release is cut at the functions
//! that `chunk!` writes (feature `split`, src/xtask/split.rs); a development build is one piece and calls them directly.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
#[doc(hidden)]
pub use leptos::wasm_split as runtime;
use wasm_bindgen::JsCast;

use crate::controls::focus_first;
use crate::dom::{focused, soon};
use crate::{Button, Callout, Tone, live};

/// How a part says that its chunk is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A whole page: with a heading, which takes title and focus.
    Page,
    /// A part of a page.
    Part,
}

/// Work that a chunk does bit by bit.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// True when the chunk is there.
pub type Fetch = Pin<Box<dyn Future<Output = bool>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chunk {
    OnItsWay,
    Here,
    Missing,
}

impl Chunk {
    fn of(arrived: bool) -> Self {
        if arrived { Self::Here } else { Self::Missing }
    }
}

/// What a future yields without waiting.
#[doc(hidden)]
pub fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Shows a view as soon as its chunk is there; says so and offers another try when it does not arrive.
#[doc(hidden)]
pub fn show(scope: Scope, fetch: fn() -> Fetch, view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    let chunk = RwSignal::new(Chunk::OnItsWay);
    let begin = move || {
        let mut fetch = fetch();
        // What has been fetched before stands at once, without a flash of the waiting line.
        match now(&mut fetch) {
            Some(arrived) => chunk.set(Chunk::of(arrived)),
            None => spawn_local(async move {
                let arrived = fetch.await;
                // The page may be gone by then.
                if chunk.try_set(Chunk::of(arrived)) {
                    soon(focus_in_dialog);
                }
            }),
        }
    };
    begin();
    let again = Callback::new(move |()| {
        chunk.set(Chunk::OnItsWay);
        begin();
    });
    live(move || match chunk.get() {
        Chunk::OnItsWay => view! { <p class="loading" role="status" data-chunk="waiting">{crate::say_key("ui.loading")}</p> }.into_any(),
        Chunk::Here => view().unwrap_or_else(|| missing(scope, again)),
        Chunk::Missing => missing(scope, again),
    })
}

/// A dialog that was opened before its content was there gives the focus to its first field.
fn focus_in_dialog() {
    let waiting = focused().filter(|active| active.closest(".dialog-head").ok().flatten().is_some());
    if let Some(dialog) = waiting.and_then(|active| active.closest("dialog").ok().flatten()).and_then(|dialog| dialog.dyn_into().ok()) {
        focus_first(&dialog);
    }
}

fn missing(scope: Scope, again: Callback<()>) -> AnyView {
    let heading = match scope {
        Scope::Page => view! { <h1 tabindex="-1">{crate::say_key("ui.chunk.missing")}</h1> }.into_any(),
        Scope::Part => view! { <p><strong>{crate::say_key("ui.chunk.missing")}</strong></p> }.into_any(),
    };
    view! {
        <div role="alert" data-testid="chunk-missing">
            <Callout tone=Tone::Warning>
                {heading}
                <p>{crate::say_key("ui.chunk.missing_about")}</p>
                <p><Button label=crate::text("ui.save.retry") on_press=again test_id="chunk-retry" /></p>
            </Callout>
        </div>
    }
    .into_any()
}

/// A function that shows a view of a chunk: `chunk! { about: Page fn settings(number: u8) { view! { … } } }` writes
/// `fn settings(number: u8) -> AnyView`, whose view is part of the chunk `about`. Whatever only such views use goes into
/// their chunk; what two chunks use goes into one that both fetch; all else stays in the main wasm.
#[cfg(feature = "split")]
#[macro_export]
macro_rules! chunk {
    ($($chunk:ident: $(#[$about:meta])* $scope:ident $vis:vis fn $name:ident($($argument:ident: $type:ty),*) $body:block)*) => {$(
        $(#[$about])*
        $vis fn $name($($argument: $type),*) -> ::leptos::prelude::AnyView {
            #[$crate::chunk::runtime::wasm_split($chunk, wasm_split_path = $crate::chunk::runtime, fallible, preload(fetch))]
            fn $name($($argument: $type),*) -> Result<::leptos::prelude::AnyView, $crate::chunk::runtime::SplitLoaderError> {
                let view = $body;
                Ok(::leptos::prelude::IntoAny::into_any(view))
            }
            $crate::chunk::show(
                $crate::chunk::Scope::$scope,
                || Box::pin(async { fetch().await.is_ok() }),
                Box::new(move || $crate::chunk::now($name($($argument.clone()),*)).and_then(Result::ok)),
            )
        }
    )*};
}

/// A function of a chunk that yields a value: `chunk_value! { about: fn number() -> u8 { 1 } }` writes
/// `async fn number() -> Option<u8>`, which fetches the chunk first; nothing when it does not arrive.
#[cfg(feature = "split")]
#[macro_export]
macro_rules! chunk_value {
    ($($chunk:ident: $(#[$about:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),*) -> $value:ty $body:block)*) => {$(
        $(#[$about])*
        $vis async fn $name($($argument: $type),*) -> Option<$value> {
            #[$crate::chunk::runtime::wasm_split($chunk, wasm_split_path = $crate::chunk::runtime, fallible)]
            fn $name($($argument: $type),*) -> Result<$value, $crate::chunk::runtime::SplitLoaderError> {
                let value = $body;
                Ok(value)
            }
            $name($($argument),*).await.ok()
        }
    )*};
}

/// The same without cutting, for development builds.
#[cfg(not(feature = "split"))]
#[macro_export]
macro_rules! chunk_value {
    ($($chunk:ident: $(#[$about:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),*) -> $value:ty $body:block)*) => {$(
        $(#[$about])*
        #[allow(clippy::unused_async, reason = "a release waits for the chunk")]
        $vis async fn $name($($argument: $type),*) -> Option<$value> {
            Some($body)
        }
    )*};
}

/// The same without cutting, for development builds.
#[cfg(not(feature = "split"))]
#[macro_export]
macro_rules! chunk {
    ($($chunk:ident: $(#[$about:meta])* $scope:ident $vis:vis fn $name:ident($($argument:ident: $type:ty),*) $body:block)*) => {$(
        $(#[$about])*
        $vis fn $name($($argument: $type),*) -> ::leptos::prelude::AnyView {
            let view = $body;
            ::leptos::prelude::IntoAny::into_any(view)
        }
    )*};
}
