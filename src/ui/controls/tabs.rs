//! Tabs over one panel (ARIA practices, automatic activation).

use leptos::ev;
use leptos::prelude::*;

use super::optional;
use crate::dom::{focus_by_id, unique_id};

/// Tabs (code, label) and the panel of the selected one. The panel's content is the owner's and follows `selected`.
#[component]
pub fn Tabs(
    /// What the tabs are about, read out.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<(String, String)>>,
    #[prop(into)] selected: Signal<String>,
    on_select: Callback<String>,
    children: Children,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let base = StoredValue::new(unique_id("tabs"));
    let tab_id = move |code: &str| base.with_value(|base| format!("{base}-{code}"));
    let panel_id = base.with_value(|base| format!("{base}-panel"));
    let controlled = panel_id.clone();
    let key = move |event: ev::KeyboardEvent, index: usize| {
        let count = tabs.with_untracked(Vec::len);
        let target = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (index + 1) % count.max(1),
            "ArrowLeft" | "ArrowUp" => (index + count.saturating_sub(1)) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some((code, _)) = tabs.with_untracked(|tabs| tabs.get(target).cloned()) {
            focus_by_id(&tab_id(&code));
            on_select.run(code);
        }
    };
    let buttons = move || {
        let controlled = controlled.clone();
        tabs.get()
            .into_iter()
            .enumerate()
            .map(|(index, (code, text))| {
                let (chosen, sent, named) = (code.clone(), code.clone(), code.clone());
                let is_selected = Memo::new(move |_| selected.with(|selected| *selected == chosen));
                view! {
                    <button
                        type="button"
                        role="tab"
                        class="tab"
                        id=tab_id(&named)
                        aria-selected=move || if is_selected.get() { "true" } else { "false" }
                        aria-controls=controlled.clone()
                        tabindex=move || if is_selected.get() { "0" } else { "-1" }
                        data-tab=code
                        on:click=move |_| on_select.run(sent.clone())
                        on:keydown=move |event| key(event, index)
                    >
                        {text}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="tabs-frame" data-testid=optional(test_id)>
            <div class="tab-list" role="tablist" aria-label=move || label.get()>{crate::live(buttons)}</div>
            <div class="tab-panel" role="tabpanel" tabindex="0" id=panel_id aria-labelledby=move || tab_id(&selected.get())>{children()}</div>
        </div>
    }
}
