//! What all fields share: label, required and optional marks, hint, error and the ids that tie them together.

use crate::live;
use leptos::prelude::*;

use super::optional;
use crate::dom::unique_id;
use crate::icon::{Icon, IconView};

/// The ids of one field, derived from the id of its control.
#[derive(Clone, Debug)]
pub struct FieldIds {
    /// The control itself, target of the label and of error summaries.
    pub control: String,
    /// The label, for controls that are groups.
    pub label: String,
    /// The help text.
    pub hint: String,
    /// The message.
    pub error: String,
    /// The unit beside the control.
    pub unit: String,
}

impl FieldIds {
    /// Ids for a given control id, or for a new one if it is empty.
    pub fn new(id: String) -> Self {
        let control = if id.is_empty() { unique_id("field") } else { id };
        Self {
            label: format!("{control}-label"),
            hint: format!("{control}-hint"),
            error: format!("{control}-error"),
            unit: format!("{control}-unit"),
            control,
        }
    }

    /// The value of `aria-describedby` for what is shown now.
    pub fn described_by(&self, has_hint: bool, has_error: bool) -> Option<String> {
        match (has_hint, has_error) {
            (false, false) => None,
            (true, false) => Some(self.hint.clone()),
            (false, true) => Some(self.error.clone()),
            (true, true) => Some(format!("{} {}", self.error, self.hint)),
        }
    }
}

/// The frame around a control: label above, hint and error below. A `group` (radio row, tags) is labelled by
/// `aria-labelledby` on the control instead of a `for`.
#[component]
pub fn FieldFrame(
    #[prop(into)] label: Signal<String>,
    ids: FieldIds,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional)] group: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] test_id: String,
    children: Children,
) -> impl IntoView {
    let inside = move || {
        view! {
            {move || label.get()}
            {required.then(|| {
                view! {
                    <span class="field-required" aria-hidden="true">{"*"}</span>
                    <span class="visually-hidden">{crate::say_key("ui.field.required")}</span>
                }
            })}
            {(show_optional && !required).then(|| view! { <span class="field-optional">{crate::say_key("ui.field.optional")}</span> })}
        }
    };
    let label_view = if group {
        view! { <span class="field-label" class:visually-hidden=hide_label id=ids.label.clone()>{inside()}</span> }.into_any()
    } else {
        view! {
            <label class="field-label" class:visually-hidden=hide_label id=ids.label.clone() for=ids.control.clone()>
                {inside()}
            </label>
        }
        .into_any()
    };
    let (hint_id, error_id, unit_id) = (ids.hint, ids.error, ids.unit);
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some) data-testid=optional(test_id)>
            {label_view}
            <div class="field-row">
                {children()}
                {live(move || {
                    let id = unit_id.clone();
                    optional(unit.get()).map(|text| view! { <span class="field-unit" id=id>{text}</span> })
                })}
                {live(move || optional(suffix.get()).map(|text| view! { <span class="field-suffix">{text}</span> }))}
            </div>
            {live(move || {
                let id = error_id.clone();
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p class="field-error" id=id>
                                <IconView icon=Icon::Problem size=14 />
                                <span>{message}</span>
                            </p>
                        }
                    })
            })}
            {live(move || {
                let id = hint_id.clone();
                optional(hint.get()).map(|text| view! { <p class="field-hint" id=id>{text}</p> })
            })}
        </div>
    }
}

/// `aria-describedby` as a reactive attribute.
pub(crate) fn described(
    ids: &FieldIds,
    hint: Signal<String>,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let ids = ids.clone();
    move || ids.described_by(hint.with(|text| !text.is_empty()), error.with(Option::is_some))
}

/// `aria-invalid` as a reactive attribute.
pub(crate) fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
    move || error.with(Option::is_some).then_some("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_error_before_hint() {
        let ids = FieldIds::new("goal".to_owned());
        assert_eq!(ids.described_by(true, true).as_deref(), Some("goal-error goal-hint"));
        assert_eq!(ids.described_by(true, false).as_deref(), Some("goal-hint"));
        assert_eq!(ids.described_by(false, false), None);
        assert_ne!(FieldIds::new(String::new()).control, FieldIds::new(String::new()).control);
    }
}
