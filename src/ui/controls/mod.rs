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

pub use button::*;
pub use checkbox::*;
pub use choice_buttons::*;
pub use date_input::*;
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

/// An attribute that is left out if the text is empty.
pub(crate) fn optional(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
