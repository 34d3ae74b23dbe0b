//! A yes-or-no answer.

use crate::{live, say};
use leptos::prelude::*;

use crate::dom::tell;

use super::frame::{FieldIds, described, invalid};
use super::optional;
use crate::icon::{Icon, IconView};

/// A checkbox with its label behind it.
#[component]
pub fn Checkbox(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    on_change: Callback<bool>,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    /// The label is read out but not shown (table cells).
    #[prop(optional)]
    hide_label: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let ids = FieldIds::new(id);
    let (hint_id, error_id) = (ids.hint.clone(), ids.error.clone());
    view! {
        <div class="field field-check">
            <label class="check">
                <span class="check-target">
                    <input
                        type="checkbox"
                        class="check-input"
                        id=ids.control.clone()
                        disabled=move || disabled.get()
                        aria-invalid=invalid(error)
                        aria-describedby=described(&ids, hint, error)
                        data-testid=optional(test_id)
                        prop:checked=move || checked.get()
                        on:change=move |event| tell(on_change, event_target_checked(&event))
                    />
                    <span class="check-box" aria-hidden="true"><IconView icon=Icon::Check size=14 /></span>
                </span>
                <span class="check-label" class:visually-hidden=hide_label>{say(move || label.get())}</span>
            </label>
            {live(move || {
                let id = error_id.clone();
                error.get().map(|text| view! { <p class="field-error" id=id><IconView icon=Icon::Problem size=14 /><span>{text}</span></p> })
            })}
            {live(move || {
                let id = hint_id.clone();
                optional(hint.get()).map(|text| view! { <p class="field-hint" id=id>{text}</p> })
            })}
        </div>
    }
}
