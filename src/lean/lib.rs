//! Leptos with elements of one type. Leptos gives every element, attribute value and event handler a type of its own
//! and compiles its machinery anew for each; here all elements are `El`, all values `Value`, all handlers boxed.
//! The workspace names this crate `leptos`, so that what `view!` writes (`::leptos::tachys::html::element::div()`)
//! arrives here. All else is Leptos itself.

mod callbacks;
mod element;
mod follow;
mod list;
mod signals;
mod tags;
mod value;

pub use callbacks::Callback;
pub use element::El;
pub use follow::{__as_shared_reactive_fn, Following};
pub use leptos::*;
pub use list::{For, ForProps};
pub use signals::{Effect, Memo, RwSignal, Signal};
pub use tags::{html_tags as html, svg_tags as svg};
pub use value::{IntoPlain, IntoValue, Plain, Value};

/// What Leptos exports, with the conversions `view!` writes around children and attribute values replaced.
pub mod prelude {
    pub use crate::callbacks::Callback;
    pub use crate::follow::{IntoAttributeValue, IntoRender};
    pub use crate::list::{For, ForProps};
    pub use crate::signals::{Effect, Memo, RwSignal, Signal};
    pub use leptos::prelude::*;
}

/// The paths `view!` writes.
pub mod tachys {
    pub use crate::svg;
    pub use leptos::tachys::*;

    /// HTML: elements are this crate's, events and references are Leptos' own.
    pub mod html {
        pub use crate::html as element;
        pub use leptos::tachys::html::*;
    }
}
