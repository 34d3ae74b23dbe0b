//! The design system: controls, charts, language, number and date formats, small DOM helpers.
//! It knows no record and no store. In `view!` no nested element may be wholly static (string
//! literals only): Leptos would build it through `innerHTML`, which the page's Trusted Types policy
//! forbids. Braces around one attribute value or text are enough to avoid it.

pub mod charts;
pub mod chunk;
pub mod colour;
pub mod controls;
pub mod dom;
pub mod drafts;
pub mod dynamic;
pub mod format;
pub mod gallery;
pub mod icon;
pub mod lang;
pub mod picture_file;

pub use charts::*;
pub use controls::*;
pub use dynamic::{Condition, Show, live, say, say_key};
pub use gallery::Gallery;
pub use icon::{Icon, IconView};
pub use lang::{Language, has, language, provide_language, set_language, t, t_with, text};
