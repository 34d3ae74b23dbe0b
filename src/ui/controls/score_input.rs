//! A score on a short scale, as a row of radio buttons with numbers.

use crate::live;
use leptos::prelude::*;

use crate::dom::tell;

use super::choice_buttons::clear_button;
use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;

/// A whole number from `min` to `max`. `labels`, if given, say what each number means (one per number); the meaning of
/// the chosen one stands behind the row.
#[component]
pub fn ScoreInput(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<i64>>,
    min: i64,
    max: i64,
    #[prop(into, optional)] labels: Signal<Vec<String>>,
    on_change: Callback<Option<i64>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] hide_label: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    let name = ids.control.clone();
    let meaning = move |score: i64| labels.with(|labels| usize::try_from(score - min).ok().and_then(|index| labels.get(index).cloned()));
    let buttons = (min..=max)
        .map(|score| {
            let text = if min < 0 && score > 0 { format!("+{score}") } else { score.to_string() };
            let spoken = text.clone();
            view! {
                <label class="segment segment-score" title=move || meaning(score)>
                    <input
                        type="radio"
                        class="segment-input"
                        name=name.clone()
                        value=score.to_string()
                        aria-label=move || meaning(score).map(|meaning| format!("{spoken} {meaning}"))
                        disabled=move || disabled.get()
                        prop:checked=move || value.get() == Some(score)
                        on:change=move |_| tell(on_change, Some(score))
                    />
                    <span class="segment-face">{text}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label group=true hint error>
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
                {buttons}
            </div>
            {live(move || (!required && value.get().is_some() && !disabled.get()).then(|| clear_button(Callback::new(move |()| tell(on_change, None)))))}
            {live(move || value.get().and_then(meaning).map(|text| view! { <span class="score-meaning">{text}</span> }))}
        </FieldFrame>
    }
}
