//! The workspace as a file.

use io::bundle::{Origin, file_name};
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, toast};
use views::session;

use crate::environment::{file_time, now_utc};
use crate::preferences;
use crate::state::state;

/// The way out, beside it the way in.
#[component]
pub(crate) fn Export(children: Children) -> impl IntoView {
    let session = session();
    let state = state();
    let id = session.workspace.id();
    let export = Callback::new(move |()| {
        views::drafts::flush_all();
        let records = session.records();
        let name = state.workspace_name();
        let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &now_utc(), name: &name, lineage: &id.to_string() };
        match io::write_bundle(&records, &origin) {
            Ok(text) => {
                let file = file_name(&name, &t("ui.app.subject"), &file_time(), "shizhu.json");
                ui::dom::download_text(&file, "application/json", &text);
                preferences::write(&format!("exported-{id}"), &now_utc());
                toast(t_with("ui.data.exported", &[("file", &file)]), None);
            }
            Err(error) => toast(t_with("ui.data.export_trouble", &[("reason", &error.to_string())]), None),
        }
    });
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.data.move")}</h2>
            <p>{ui::say_key("ui.data.export_about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.data.export") look=ButtonLook::Primary large=true icon=Icon::Download on_press=export test_id="export" />
                {children()}
            </div>
            <p class="muted">{ui::say_key("ui.data.private")}</p>
            <p><a href="rescue.html">{ui::say_key("ui.data.rescue")}</a></p>
        </section>
    }
}
