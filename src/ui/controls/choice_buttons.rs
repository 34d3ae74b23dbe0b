//! A choice among a few options, all visible: radio buttons drawn as one segmented control.

use crate::live;
use leptos::prelude::*;

use crate::dom::tell;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;

/// One of up to five options (code, label). With `allow_empty` the choice can be taken back.
#[component]
pub fn ChoiceButtons(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    on_change: Callback<String>,
    #[prop(optional)] allow_empty: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] hide_label: bool,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    let name = ids.control.clone();
    // A choice that was not taken over is taken back from the screen.
    let refused = RwSignal::new(());
    let buttons = move || {
        refused.track();
        let name = name.clone();
        options
            .get()
            .into_iter()
            .map(|(code, label)| {
                let (shown, sent) = (code.clone(), code.clone());
                view! {
                    <label class="segment">
                        <input
                            type="radio"
                            class="segment-input"
                            name=name.clone()
                            value=code
                            disabled=move || disabled.get()
                            prop:checked=move || value.get() == shown
                            on:change=move |_| {
                                tell(on_change, sent.clone());
                                if value.try_get_untracked().is_some_and(|value| value != sent) {
                                    refused.try_set(());
                                }
                            }
                        />
                        <span class="segment-face">{label}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label group=true hint error suffix>
            <div
                class="segments"
                role="radiogroup"
                tabindex="-1"
                id=ids.control.clone()
                aria-labelledby=ids.label.clone()
                aria-required=required.then_some("true")
                aria-invalid=invalid(error)
                aria-describedby=described(&ids, hint, error)
                data-testid=optional(test_id)
            >
                {crate::live(buttons)}
            </div>
            {live(move || (allow_empty && !value.get().is_empty() && !disabled.get()).then(|| clear_button(Callback::new(move |()| tell(on_change, String::new())))))}
        </FieldFrame>
    }
}

/// The quiet button behind a radio row that takes the answer back.
///
/// It stands in the line of the label, so that nothing moves when it comes or goes.
pub(crate) fn clear_button(on_press: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button button-text button-small choice-clear" on:click=move |_| on_press.run(())>
            {crate::say_key("ui.field.clear")}
        </button>
    }
}
