//! The controls of the design system, one file each. Every one takes a `test_id`, written as `data-testid`.

mod button;
mod checkbox;
mod choice_buttons;
mod date_input;
mod dialog;
mod disclosure;
mod error_summary;
mod frame;
mod menu;
mod pick;
mod score_input;
mod select;
mod surfaces;
mod tabs;
mod tags_input;
mod text_input;
mod toast;

use leptos::prelude::*;

pub use button::*;
pub use checkbox::*;
pub use choice_buttons::*;
pub use date_input::*;
pub(crate) use dialog::focus_first;
pub use dialog::*;
pub use disclosure::*;
pub use error_summary::*;
pub use frame::*;
pub use menu::*;
pub use pick::*;
pub use score_input::*;
pub use select::*;
pub use surfaces::*;
pub use tabs::*;
pub use tags_input::*;
pub use text_input::*;
pub use toast::*;

/// Whether the component still exists. A browser also reports that the focus left when the focused control is taken away
/// with its page; by then the signals that a handler would read are gone.
pub(crate) fn existence() -> impl Fn() -> bool + Copy {
    let token = StoredValue::new(());
    move || token.try_get_value().is_some()
}

/// An attribute that is left out if the text is empty.
pub(crate) fn optional(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
