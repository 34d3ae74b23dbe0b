//! Signals whose machinery exists once. What they hold is boxed, so that reading, writing, comparing and notifying is
//! compiled for one type; only the few instructions that name the type are compiled for each.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, Notify, ReadUntracked, ReadValue, Track, Write, untrack};
use leptos::reactive::computed::Memo as BoxedMemo;
use leptos::reactive::effect::{Effect as BoxedEffect, EffectFunction};
use leptos::reactive::owner::{LocalStorage, StoredValue as BoxedValue};
use leptos::reactive::signal::{ArcRwSignal, RwSignal as BoxedSignal};
use leptos::reactive::traits::Read;

type Slot = Box<dyn Any + Send + Sync>;

/// Whoever wants to see a value. Traits of our own stand in place of `dyn Fn`, whose tables carry the code twice.
trait Reader {
    fn read(&mut self, held: &dyn Any);
}

/// Wants a copy.
struct Copied<T>(Option<T>);

impl<T: Clone + 'static> Reader for Copied<T> {
    fn read(&mut self, held: &dyn Any) {
        if let Some(held) = held.downcast_ref::<T>() {
            // Unlike an assignment this needs no code to drop what was there: nothing.
            self.0.get_or_insert_with(|| held.clone());
        }
    }
}

/// Looks at it.
struct Looking<T, U, F> {
    look: Option<F>,
    seen: Option<U>,
    at: PhantomData<fn(&T)>,
}

impl<T: 'static, U, F: FnOnce(&T) -> U> Reader for Looking<T, U, F> {
    fn read(&mut self, held: &dyn Any) {
        if let (Some(held), Some(look)) = (held.downcast_ref(), self.look.take()) {
            self.seen.get_or_insert_with(|| look(held));
        }
    }
}

/// Only wants to be told of changes.
struct Following;

impl Reader for Following {
    fn read(&mut self, _: &dyn Any) {}
}

/// Where a derived value comes from.
trait Derive: Send + Sync {
    fn show(&self, reader: &mut dyn Reader);
}

struct Running<F>(F);

impl<T: 'static, F: Fn() -> T + Send + Sync> Derive for Running<F> {
    fn show(&self, reader: &mut dyn Reader) {
        reader.read(&(self.0)());
    }
}

struct Constant<T>(T);

impl<T: Send + Sync + 'static> Derive for Constant<T> {
    fn show(&self, reader: &mut dyn Reader) {
        reader.read(&self.0);
    }
}

/// How a memo works out its value, and whether it has changed.
trait Compute: Send + Sync {
    fn compute(&self, before: Option<Slot>) -> (Slot, bool);
}

struct Computing<T, F> {
    run: F,
    changed: fn(Option<&T>, Option<&T>) -> bool,
}

impl<T: Send + Sync + 'static, F: Fn(Option<&T>) -> T + Send + Sync> Compute for Computing<T, F> {
    fn compute(&self, before: Option<Slot>) -> (Slot, bool) {
        let old = before.as_deref().and_then(|before| (before as &dyn Any).downcast_ref::<T>());
        let now = (self.run)(old);
        let changed = (self.changed)(old, Some(&now));
        (Box::new(now), changed)
    }
}

#[derive(Clone, Copy)]
enum Source {
    Written(BoxedSignal<Slot>),
    Computed(BoxedMemo<Slot>),
    Derived(BoxedValue<Arc<dyn Derive>>),
}

impl Source {
    /// Shows the value; false if it is gone.
    fn show(self, tracked: bool, reader: &mut dyn Reader) -> bool {
        match self {
            Self::Written(signal) => {
                let held = if tracked { signal.try_read() } else { signal.try_read_untracked() };
                held.map(|held| reader.read(&**held)).is_some()
            }
            Self::Computed(memo) => {
                let held = if tracked { memo.try_read() } else { memo.try_read_untracked() };
                held.map(|held| reader.read(&**held)).is_some()
            }
            Self::Derived(stored) => {
                let run = stored.try_read_value().map(|held| Arc::clone(&held));
                match &run {
                    Some(run) if tracked => run.show(reader),
                    Some(run) => untrack(|| run.show(reader)),
                    None => {}
                }
                run.is_some()
            }
        }
    }

    fn track(self) {
        match self {
            Self::Written(signal) => signal.track(),
            Self::Computed(memo) => memo.track(),
            // What a derived signal reads is tracked when it runs.
            Self::Derived(_) => {
                self.show(true, &mut Following);
            }
        }
    }
}

/// A signal was read after the part of the page it belongs to had gone.
#[inline(never)]
fn gone() -> ! {
    unreachable!("a signal was read after its owner had gone")
}

/// Changes the value; false if it is gone.
fn change(signal: BoxedSignal<Slot>, change: &mut dyn FnMut(&mut dyn Any)) -> bool {
    signal.try_write().map(|mut held| change(&mut **held)).is_some()
}

fn replace(signal: BoxedSignal<Slot>, slot: Slot) -> bool {
    signal.try_write().map(|mut held| *held = slot).is_some()
}

fn compute(memo: Box<dyn Compute>) -> BoxedMemo<Slot> {
    BoxedMemo::new_owning(move |before| memo.compute(before))
}

fn derived(derived: Arc<dyn Derive>) -> Source {
    Source::Derived(BoxedValue::new(derived))
}

macro_rules! handle {
    ($(#[$about:meta])* $name:ident, $inner:ty) => {
        $(#[$about])*
        pub struct $name<T> {
            inner: $inner,
            holds: PhantomData<fn() -> T>,
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(stringify!($name))
            }
        }

        impl<T> $name<T> {
            fn hold(inner: $inner) -> Self {
                Self { inner, holds: PhantomData }
            }
        }

        impl<T: 'static> $name<T> {
            fn show<U>(&self, tracked: bool, read: impl FnOnce(&T) -> U) -> Option<U> {
                let mut looking = Looking { look: Some(read), seen: None, at: PhantomData };
                self.source().show(tracked, &mut looking);
                looking.seen
            }

            /// Reads the value and follows it.
            pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                self.show(true, read).unwrap_or_else(|| gone())
            }

            /// Reads the value without following it.
            pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                self.show(false, read).unwrap_or_else(|| gone())
            }

            /// Reads the value and follows it; `None` if it is gone.
            pub fn try_with<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
                self.show(true, read)
            }

            /// Reads the value without following it; `None` if it is gone.
            pub fn try_with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
                self.show(false, read)
            }

            /// Follows the value without reading it.
            pub fn track(&self) {
                self.source().track();
            }
        }

        impl<T: Clone + 'static> $name<T> {
            fn copy(&self, tracked: bool) -> Option<T> {
                let mut copied = Copied(None);
                self.source().show(tracked, &mut copied);
                copied.0
            }

            /// The value; it is followed.
            pub fn get(&self) -> T {
                self.copy(true).unwrap_or_else(|| gone())
            }

            /// The value; it is not followed.
            pub fn get_untracked(&self) -> T {
                self.copy(false).unwrap_or_else(|| gone())
            }

            /// The value, followed; `None` if it is gone.
            pub fn try_get(&self) -> Option<T> {
                self.copy(true)
            }

            /// The value, not followed; `None` if it is gone.
            pub fn try_get_untracked(&self) -> Option<T> {
                self.copy(false)
            }
        }
    };
}

handle! {
    /// A value that is written and followed. Belongs to the owner it is made under.
    RwSignal, BoxedSignal<Slot>
}

handle! {
    /// A value computed from others and kept until one of them changes; followers run only if it has changed.
    Memo, BoxedMemo<Slot>
}

handle! {
    /// A value to be read, wherever it comes from: written, computed, or worked out at each reading.
    Signal, Source
}

impl<T> RwSignal<T> {
    fn source(self) -> Source {
        Source::Written(self.inner)
    }
}

impl<T> Memo<T> {
    fn source(self) -> Source {
        Source::Computed(self.inner)
    }
}

impl<T> Signal<T> {
    fn source(self) -> Source {
        self.inner
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with its first value.
    pub fn new(value: T) -> Self {
        Self::hold(BoxedSignal::new(Box::new(value)))
    }

    /// Writes a value; does nothing if the signal is gone.
    pub fn set(&self, value: T) {
        replace(self.inner, Box::new(value));
    }

    /// Writes a value; false if the signal is gone.
    pub fn try_set(&self, value: T) -> bool {
        replace(self.inner, Box::new(value))
    }

    /// Changes the value in place; does nothing if the signal is gone.
    pub fn update(&self, update: impl FnOnce(&mut T)) {
        self.try_update(update);
    }

    /// Changes the value in place; `None` if the signal is gone.
    pub fn try_update<U>(&self, update: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut update = Some(update);
        let mut out = None;
        change(self.inner, &mut |held| {
            if let Some(held) = held.downcast_mut()
                && let Some(update) = update.take()
            {
                out = Some(update(held));
            }
        });
        out
    }

    /// Tells all followers that the value has changed.
    pub fn notify(&self) {
        self.inner.notify();
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// A computed value; the function is given the value before.
    pub fn new(run: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self::new_with_compare(run, |before, now| before != now)
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// A computed value; `changed` says whether the value before and the new one differ for those who follow.
    pub fn new_with_compare(run: impl Fn(Option<&T>) -> T + Send + Sync + 'static, changed: fn(Option<&T>, Option<&T>) -> bool) -> Self {
        Self::hold(compute(Box::new(Computing { run, changed })))
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// A value worked out at each reading.
    pub fn derive(run: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::hold(derived(Arc::new(Running(run))))
    }

    /// A value that never changes.
    pub fn stored(value: T) -> Self {
        Self::hold(derived(Arc::new(Constant(value))))
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::hold(signal.source())
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::hold(memo.source())
    }
}

impl<T: Clone + Send + Sync + 'static> From<ArcRwSignal<T>> for Signal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<Option<T>> {
    fn from(value: T) -> Self {
        Self::stored(Some(value))
    }
}

impl<T: Clone + Send + Sync + 'static> From<Signal<T>> for Signal<Option<T>> {
    fn from(signal: Signal<T>) -> Self {
        Self::derive(move || Some(signal.get()))
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Self {
        Self::stored(text.to_owned())
    }
}

impl From<&str> for Signal<Option<String>> {
    fn from(text: &str) -> Self {
        Self::stored(Some(text.to_owned()))
    }
}

/// Something done on the page whenever what it reads changes. Belongs to the owner it is made under.
#[derive(Debug)]
pub struct Effect;

impl Effect {
    /// Runs soon and again after each change; the function may take what it returned before.
    #[expect(clippy::new_ret_no_self, reason = "called like the effect of Leptos; nobody keeps it")]
    pub fn new<T: 'static, M>(mut run: impl EffectFunction<T, M> + 'static) {
        let mut before = None;
        start(Box::new(move || before = Some(run.run(before.take()))));
    }
}

fn start(run: Box<dyn FnMut()>) {
    BoxedEffect::<LocalStorage>::new(run);
}
