//! A choice from a list, as the browser's own select.

use leptos::prelude::*;

use crate::dom::tell;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;
use crate::lang::t;

/// One of many options (code, label). A value that is not among them is kept and shown by its code.
#[component]
pub fn SelectInput(
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
    #[prop(optional)] on_leave: Option<Callback<()>>,
    #[prop(optional)] hide_label: bool,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let exists = super::existence();
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    // A choice that was not taken over is taken back from the screen.
    let refused = RwSignal::new(());
    let entries = move || {
        refused.track();
        let current = value.get();
        let mut entries = options.get();
        if !current.is_empty() && !entries.iter().any(|(code, _)| *code == current) {
            entries.insert(0, (current.clone(), current.clone()));
        }
        let blank = (allow_empty || current.is_empty()).then(|| {
            view! { <option value="" disabled=!allow_empty prop:selected=current.is_empty()>{t("ui.field.choose")}</option> }
        });
        let rest = entries
            .into_iter()
            .map(|(code, label)| {
                let chosen = code == current;
                view! { <option value=code prop:selected=chosen>{label}</option> }
            })
            .collect_view();
        view! { {blank}{rest} }
    };
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label hint error suffix>
            <div class="select">
                <select
                    class="input input-select"
                    id=ids.control.clone()
                    disabled=move || disabled.get()
                    aria-required=required.then_some("true")
                    aria-invalid=invalid(error)
                    aria-describedby=described(&ids, hint, error)
                    data-testid=optional(test_id)
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        tell(on_change, chosen.clone());
                        if value.try_get_untracked().is_some_and(|value| value != chosen) {
                            refused.try_set(());
                        }
                    }
                    on:blur=move |_| {
                        if let Some(on_leave) = on_leave
                            && exists()
                        {
                            tell(on_leave, ());
                        }
                    }
                >
                    {crate::live(entries)}
                </select>
            </div>
        </FieldFrame>
    }
}
