//! Tables on the page about data: import and data quality are found where people look for them.

use leptos::prelude::*;
use ui::{Icon, LinkButton};
use views::{Place, session};

/// Leads to the import of tables and to the quality of the data.
#[component]
pub(crate) fn TablesSection() -> impl IntoView {
    let session = session();
    let import = session.href(Place::Import("choose".to_owned()));
    let quality = session.href(Place::Quality);
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.data.tables")}</h2>
            <p>{ui::say_key("ui.data.tables_about")}</p>
            <div class="start-actions">
                <LinkButton label=ui::text("ui.data.tables_import") href=import icon=Icon::Upload test_id="data-import-table" />
                <LinkButton label=ui::text("ui.quality.title") href=quality icon=Icon::Check test_id="data-quality" />
            </div>
        </section>
    }
}
