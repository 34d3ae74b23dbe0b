//! A part that can be folded away; printed open.

use crate::{live, say};
use leptos::prelude::*;

use super::optional;
use crate::icon::{Icon, IconView};

/// A heading that shows and hides what is below it, on the browser's own `<details>`.
#[component]
pub fn Disclosure(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] open: bool,
    /// A short remark at the right of the heading, a count for example.
    #[prop(into, optional)]
    note: Signal<String>,
    children: Children,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open data-testid=optional(test_id)>
            <summary class="disclosure-head">
                <span class="disclosure-arrow"><IconView icon=Icon::ChevronRight size=16 /></span>
                <span class="disclosure-title">{say(move || title.get())}</span>
                {live(move || optional(note.get()).map(|note| view! { <span class="disclosure-note">{note}</span> }))}
            </summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
