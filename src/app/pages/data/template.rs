//! The structure of this workspace as a file from which workspaces of other clients are started.

use std::sync::Arc;

use io::Scope;
use io::bundle::{Authors, Export, Origin, Versions, file_name};
use io::template::template;
use leptos::prelude::*;
use model::{RecordSet, ReplicaId, Stamp};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, Dialog, Icon, live, say, toast};
use views::labels::kind_many;
use views::session;

use crate::environment::{file_time, now_utc};
use crate::files::shown_counts;
use crate::state::state;

/// What goes into the template: titles and structure, with or without the texts.
#[component]
pub(super) fn TemplateDialog(open: RwSignal<bool>) -> impl IntoView {
    let (session, state) = (session(), state());
    let texts = RwSignal::new(true);
    let reader = session.clone();
    let now = state.clone();
    let draw = move |_: Option<&Option<Arc<RecordSet>>>| {
        let stamp = Stamp { time: now.now_ms(), counter: 0, replica: ReplicaId(0) };
        open.get().then(|| Arc::new(template(&reader.workspace.tracked_any(), &reader.registry(), pillars::STRUCTURE, texts.get(), stamp)))
    };
    let drawn = Memo::new_with_compare(draw, |_, _| true);
    let press = Callback::new(move |()| {
        let Some(records) = drawn.get_untracked() else { return };
        let name = t_with("ui.template.name", &[("name", &state.workspace_name())]);
        let when = now_utc();
        // Started workspaces are families of their own, and so is the template.
        let lineage = session.workspace.new_id().to_string();
        let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &when, name: &name, lineage: &lineage };
        let scope = Scope { template: true, personal: false, confidential: false, deleted: false, ..Scope::default() };
        match (Export { records: &records, origin, known: Versions::new(), authors: Authors::default(), scope }).write() {
            Ok(text) => {
                let file = file_name(&state.workspace_name(), &t("ui.template.subject"), &file_time(), "shizhu.json");
                ui::dom::download_text(&file, "application/json", &text);
                open.set(false);
                toast(t_with("ui.data.exported", &[("file", &file)]), None);
            }
            Err(error) => ui::toast_problem(t_with("ui.data.export_trouble", &[("reason", &error.to_string())])),
        }
    });
    let list = move || {
        let Some(records) = drawn.get() else { return ().into_any() };
        let kinds = pillars::STRUCTURE.iter().map(|kind| ((*kind).to_owned(), records.count(kind))).filter(|(_, count)| *count > 0);
        let counts = shown_counts(&kinds.collect()).into_iter().map(|(kind, count)| view! { <li>{kind_many(&kind)}" "{count}</li> }).collect_view();
        view! { <ul class="import-counts" data-testid="template-counts">{counts}</ul> }.into_any()
    };
    let is_empty = move || drawn.with(|drawn| drawn.as_ref().is_none_or(|records| records.len() <= 1));
    view! {
        <Dialog open=open title=ui::text("ui.template.title") test_id="template-dialog">
            <div class="handover-form">
                <p>{ui::say_key("ui.template.about")}</p>
                <Checkbox label=ui::text("ui.template.texts") hint=ui::text("ui.template.texts_about") checked=texts on_change=Callback::new(move |on| texts.set(on)) test_id="template-texts" />
                {live(list)}
                <p class="muted">{say(move || if is_empty() { t("ui.template.empty") } else { t("ui.template.left_out") })}</p>
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.template.write") look=ButtonLook::Primary icon=Icon::Download on_press=press test_id="template-write" />
            </div>
        </Dialog>
    }
}
