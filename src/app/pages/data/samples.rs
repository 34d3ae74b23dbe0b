//! Copies of samples that nobody has edited, and the way to take them away (P00.18).

use leptos::prelude::*;
use ui::lang::t_with;
use ui::{Button, Icon, Show, say};
use views::session;

/// Shown while there are such copies.
#[component]
pub(crate) fn Samples() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let count = Memo::new(move |_| views::examples::samples(&reader.workspace.tracked_any()).len());
    let clear = Callback::new(move |()| session.clear_samples());
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="data-actions">
                <h2>{ui::say_key("ui.examples.clear_title")}</h2>
                <p>{say(move || t_with("ui.examples.clear_about", &[("n", &count.get().to_string())]))}</p>
                <Button label=Signal::derive(move || t_with("ui.examples.clear", &[("n", &count.get().to_string())])) icon=Icon::Trash on_press=clear test_id="clear-samples" />
            </section>
        </Show>
    }
}
