//! Clearing this device after a demo on a borrowed machine: first everything as one file, then the page that deletes
//! without the program (public/rescue.js), so that nothing here can write again.

use leptos::prelude::*;
use ui::{Button, Icon};

use crate::state::state;

/// The section of the page.
#[component]
pub(crate) fn Clear() -> impl IntoView {
    let state = state();
    let packing = RwSignal::new(false);
    let save = crate::archive::saver(&state, packing);
    view! {
        <section class="data-actions" data-testid="clear">
            <h2>{ui::say_key("ui.clear.title")}</h2>
            <p>{ui::say_key("ui.clear.about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.clear.save_first") icon=Icon::Download disabled=packing on_press=save test_id="clear-save" />
                <a class="button button-danger" href="rescue.html#clear" data-testid="clear-go">{ui::say_key("ui.clear.go")}</a>
            </div>
        </section>
    }
}
