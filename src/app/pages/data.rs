//! Where the data are, and the way in and out (SC-30).

use io::bundle::{Origin, file_name};
use leptos::prelude::*;
use leptos::task::spawn_local;
use store::SaveState;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Icon, Tone, toast};
use ui::{Show, live, say};
use views::session;

use crate::environment::{clock_time, file_time, now_utc};
use crate::files::Incoming;
use crate::pages::start::{ImportButton, ImportDialog};
use crate::preferences;
use crate::state::state;

/// The page of data.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let session = session();
    let state = state();
    let incoming = RwSignal::new(None::<Incoming>);
    let id = session.workspace.id();
    let last_key = format!("exported-{id}");
    let last = RwSignal::new(preferences::read(&last_key));
    let persisted = RwSignal::new(None::<bool>);
    let used = RwSignal::new(None::<f64>);
    spawn_local(async move {
        if let Some(estimate) = store::storage_estimate().await {
            used.try_set(Some(estimate.usage));
        }
    });
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let answer = store::ensure_persistent().await;
            persisted.try_set(answer);
        });
    });
    let exporter = session.clone();
    let name_state = state.clone();
    let export = Callback::new(move |()| {
        views::drafts::flush_all();
        let records = exporter.records();
        let name = name_state.workspace_name();
        let origin = Origin { app: env!("CARGO_PKG_VERSION"), exported_at: &now_utc(), name: &name, lineage: &id.to_string() };
        match io::write_bundle(&records, &origin) {
            Ok(text) => {
                let file = file_name(&name, &t("ui.app.subject"), &file_time());
                ui::dom::download_text(&file, "application/json", &text);
                let now = now_utc();
                preferences::write(&last_key, &now);
                last.set(Some(now));
                toast(t_with("ui.data.exported", &[("file", &file)]), None);
            }
            Err(error) => toast(t_with("ui.data.export_trouble", &[("reason", &error.to_string())]), None),
        }
    });
    let reader = session.workspace.clone();
    let saved = move || match reader.save_state().get() {
        SaveState::Saved { at_ms: 0 } => t("ui.save.ready"),
        SaveState::Saved { at_ms } => t_with("ui.save.saved", &[("time", &clock_time(at_ms))]),
        SaveState::Saving => t("ui.save.saving"),
        SaveState::Failed { code } => t(&format!("ui.store.{code}")),
        SaveState::MemoryOnly => t("ui.save.memory_about"),
    };
    let reader = session.clone();
    let count = move || reader.workspace.tracked_any().len();
    let lost = session.workspace.lost_data();
    let kept = move || match persisted.get() {
        Some(true) => t("ui.data.kept_yes"),
        Some(false) => t("ui.data.kept_no"),
        None => t("ui.data.kept_unknown"),
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.data")}</h1><p class="page-about">{ui::say_key("ui.data.about")}</p></div></header>
        <Show when=move || lost><Callout tone=Tone::Danger><p>{ui::say_key("ui.data.lost")}</p></Callout></Show>
        <dl class="kv">
            <dt>{ui::say_key("ui.data.where")}</dt><dd>{ui::say_key("ui.data.where_text")}</dd>
            <dt>{ui::say_key("ui.data.state")}</dt><dd>{ui::live(saved)}</dd>
            <dt>{ui::say_key("ui.data.records")}</dt><dd>{ui::live(count)}</dd>
            <dt>{ui::say_key("ui.data.space")}</dt><dd>{live(move || used.get().map_or_else(|| ui::format::missing().to_owned(), |bytes| format!("{:.1} MB", bytes / 1_048_576.0)))}</dd>
            <dt>{ui::say_key("ui.data.promise")}</dt><dd>{kept}" "<Button label=ui::text("ui.data.ask") look=ButtonLook::Text on_press=ask /></dd>
            <dt>{ui::say_key("ui.data.last_export")}</dt><dd>{live(move || last.get().map_or_else(|| t("ui.data.never"), |at| at.replace('T', " ").replace('Z', " UTC")))}</dd>
        </dl>
        <SampleSection />
        <section class="data-actions">
            <h2>{ui::say_key("ui.data.move")}</h2>
            <p>{ui::say_key("ui.data.export_about")}</p>
            <div class="start-actions">
                <Button label=ui::text("ui.data.export") look=ButtonLook::Primary large=true icon=Icon::Download on_press=export test_id="export" />
                <ImportButton incoming=incoming />
            </div>
            <p class="muted">{ui::say_key("ui.data.private")}</p>
            <p><a href="rescue.html">{ui::say_key("ui.data.rescue")}</a></p>
        </section>
        <ImportDialog incoming=incoming />
    }
}

/// Copies of samples that nobody has edited, and the way to take them away (P00.18).
#[component]
fn SampleSection() -> impl IntoView {
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
