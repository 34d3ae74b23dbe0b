//! What `view!` puts around closures, children and attribute values.

use leptos::prelude::{AnyView, IntoAny, RenderHtml};

use crate::signals::{Memo, RwSignal, Signal};

/// A closure in a view, as child or as attribute value.
pub struct Following<T>(pub(crate) Box<dyn FnMut() -> T + Send>);

/// Boxes a closure of a view; `view!` writes this call around every closure.
#[doc(hidden)]
pub fn __as_shared_reactive_fn<T, F: FnMut() -> T + Send + 'static>(run: F) -> Following<T> {
    Following(Box::new(run))
}

/// Turns what stands in braces into a child.
pub trait IntoRender {
    /// The child.
    type Output: RenderHtml;

    /// The conversion.
    fn into_render(self) -> Self::Output;
}

impl<T: RenderHtml> IntoRender for T {
    type Output = T;

    fn into_render(self) -> T {
        self
    }
}

impl<T: IntoAny + 'static> IntoRender for Following<T> {
    type Output = AnyView;

    fn into_render(mut self) -> AnyView {
        follow(Box::new(move || (self.0)().into_any()))
    }
}

macro_rules! signal {
    ($($kind:ident),*) => { $(
        impl<T: IntoAny + Clone + Send + Sync + 'static> IntoRender for $kind<T> {
            type Output = AnyView;

            fn into_render(self) -> AnyView {
                follow(Box::new(move || self.get().into_any()))
            }
        }
    )* };
}
signal!(Signal, RwSignal, Memo);

fn follow(run: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    run.into_any()
}

/// Attribute values are converted where they are set.
pub trait IntoAttributeValue: Sized {
    /// The value itself.
    fn into_attribute_value(self) -> Self {
        self
    }
}

impl<T> IntoAttributeValue for T {}
