//! Dates and months: the browser's own fields, which bring a calendar, the keyboard and the language.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::dom::tell;
use crate::lang::t;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;

/// A date (`2026-11-21`, or empty).
#[component]
pub fn DateInput(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] on_leave: Option<Callback<()>>,
    #[prop(optional)] hide_label: bool,
    /// Earliest date offered.
    #[prop(into, optional)]
    min: Signal<String>,
    /// Latest date offered.
    #[prop(into, optional)]
    max: Signal<String>,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    timed("date", label, value, on_input, required, show_optional, hint, error, id, on_leave, hide_label, min, max, suffix, disabled, test_id)
}

/// A month (`2026-11`, or empty). Browsers without a month field show a text field that takes the same form.
#[component]
pub fn MonthInput(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] on_leave: Option<Callback<()>>,
    #[prop(optional)] hide_label: bool,
    /// Earliest month offered.
    #[prop(into, optional)]
    min: Signal<String>,
    /// Latest month offered.
    #[prop(into, optional)]
    max: Signal<String>,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    timed("month", label, value, on_input, required, show_optional, hint, error, id, on_leave, hide_label, min, max, suffix, disabled, test_id)
}

#[allow(clippy::too_many_arguments, reason = "the shared body of two components with the same properties")]
fn timed(
    kind: &'static str,
    label: Signal<String>,
    value: Signal<String>,
    on_input: Callback<String>,
    required: bool,
    show_optional: bool,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    id: String,
    on_leave: Option<Callback<()>>,
    hide_label: bool,
    min: Signal<String>,
    max: Signal<String>,
    suffix: Signal<String>,
    disabled: Signal<bool>,
    test_id: String,
) -> AnyView {
    let exists = super::existence();
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    // With a latest day of four digits a browser takes no year of six, which nothing here could keep.
    let latest = if kind == "date" { "9999-12-31" } else { "9999-12" };
    // Of a date that is half there a browser tells nothing but that it is bad: it neither replaces nor clears what is stored.
    let (is_half, was_left) = (RwSignal::new(false), RwSignal::new(false));
    let error = Signal::derive(move || if is_half.get() && was_left.get() { Some(t("ui.date.half")) } else { error.get() });
    let typed = move |event: Event| {
        let half = event_target::<web_sys::HtmlInputElement>(&event).validity().bad_input();
        is_half.set(half);
        was_left.set(false);
        if !half {
            tell(on_input, event_target_value(&event));
        }
    };
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label hint error suffix>
            <input
                type=kind
                class="input input-date"
                id=ids.control.clone()
                autocomplete="off"
                placeholder=if kind == "month" { Some("2026-01") } else { None }
                min=move || optional(min.get())
                max=move || optional(max.get()).unwrap_or_else(|| latest.to_owned())
                disabled=move || disabled.get()
                aria-required=required.then_some("true")
                aria-invalid=invalid(error)
                aria-describedby=described(&ids, hint, error)
                data-testid=optional(test_id)
                prop:value=move || value.get()
                on:input=typed
                on:blur=move |_| {
                    was_left.set(true);
                    if let Some(on_leave) = on_leave
                        && exists()
                    {
                        tell(on_leave, ());
                    }
                }
            />
        </FieldFrame>
    }
    .into_any()
}
