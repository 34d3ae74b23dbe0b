//! Callbacks. As Leptos', but without the code that a table of `dyn Fn` carries twice.

use std::sync::Arc;

use leptos::reactive::owner::StoredValue;
use leptos::reactive::traits::ReadValue;

trait Run<A, R>: Send + Sync {
    fn run(&self, input: A) -> R;
}

struct Called<F>(F);

impl<A, R, F: Fn(A) -> R + Send + Sync> Run<A, R> for Called<F> {
    fn run(&self, input: A) -> R {
        (self.0)(input)
    }
}

/// Something to be done later, given around by copying. Belongs to the owner it is made under.
pub struct Callback<A: 'static, R: 'static = ()>(StoredValue<Arc<dyn Run<A, R>>>);

impl<A, R> Clone for Callback<A, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, R> Copy for Callback<A, R> {}

impl<A, R> std::fmt::Debug for Callback<A, R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Callback")
    }
}

impl<A, R> PartialEq for Callback<A, R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<A, R> Eq for Callback<A, R> {}

impl<A: 'static, R: 'static> Callback<A, R> {
    /// A callback.
    pub fn new(run: impl Fn(A) -> R + Send + Sync + 'static) -> Self {
        Self(StoredValue::new(Arc::new(Called(run))))
    }

    /// Does it.
    pub fn run(&self, input: A) -> R {
        match self.try_run(input) {
            Some(output) => output,
            None => unreachable!("a callback was run after its owner had gone"),
        }
    }

    /// Does it, unless the callback is gone.
    pub fn try_run(&self, input: A) -> Option<R> {
        let run = self.0.try_read_value().map(|held| Arc::clone(&held));
        run.map(|run| run.run(input))
    }
}

impl<A: 'static, R: 'static, F: Fn(A) -> R + Send + Sync + 'static> From<F> for Callback<A, R> {
    fn from(run: F) -> Self {
        Self::new(run)
    }
}
