//! The trash: records deleted in the last thirty days, back with their links, or gone for good.

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::{Label, TRASH_MS, Trashed};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, ConfirmDialog, Icon, Show, live, toast};
use views::labels::{issue_text, kind_label, record_title};
use views::session;

use crate::backup::backup;
use crate::state::state;

/// Records shown at once.
const PAGE: usize = 20;

/// The section of the trash.
#[component]
pub(crate) fn Trash() -> impl IntoView {
    let session = session();
    let state = state();
    let backup = backup();
    let reader = session.clone();
    let found = Memo::new(move |_| reader.workspace.trash());
    let limit = RwSignal::new(PAGE);
    let emptying = RwSignal::new(false);
    let may_edit = session.may_edit;
    let emptier = session.clone();
    let empty = Callback::new(move |()| {
        let workspace = emptier.workspace.clone();
        spawn_local(async move {
            match workspace.empty_trash().await {
                Ok(count) => {
                    // The copy outside must not keep what was thrown away; only then it is gone for good.
                    let _ = backup.keep(workspace.id(), true).await;
                    toast(t_with("ui.trash.emptied", &[("n", &count.to_string())]), None);
                }
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    let row = move |trashed: Trashed| {
        let records = session.records();
        let title = record_title(&records, &session.registry(), &trashed.record);
        let days = (trashed.deleted_ms + TRASH_MS).saturating_sub(state.now_ms()).div_ceil(86_400_000);
        let about = t_with(
            "ui.trash.about_one",
            &[("kind", &kind_label(&trashed.record.kind)), ("when", &views::history::moment_text(trashed.deleted_ms)), ("n", &days.to_string())],
        );
        let (id, restorer, named) = (trashed.record.id, session.clone(), title.clone());
        let restore = Callback::new(move |()| match restorer.workspace.restore_from_trash(&[id], Label::new("ui.history.restore", &named)) {
            Ok(diff) => toast(t_with("ui.trash.restored", &[("n", &diff.added.len().to_string())]), None),
            Err(refusal) => ui::toast_problem(issue_text(refusal.code(), &[])),
        });
        view! {
            <li class="copy-row">
                <span class="workspace-name">{title.clone()}</span><span class="workspace-about">{about}</span>
                {may_edit.get_untracked().then(|| view! { <Button label=ui::text("ui.trash.restore") about=title on_press=restore test_id="restore-record" /> })}
            </li>
        }
    };
    view! {
        <section class="data-actions" id="trash" data-testid="trash">
            <h2>{ui::say_key("ui.trash.title")}</h2>
            <p>{ui::say_key("ui.trash.about")}</p>
            <Show when=move || found.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.trash.none")}</p></Show>
            <ul class="copy-list">{live(move || found.get().into_iter().take(limit.get()).map(&row).collect_view())}</ul>
            <div class="start-actions">
                <Show when=move || { found.with(Vec::len) > limit.get() }>
                    <Button label=Signal::derive(move || t_with("ui.trash.more", &[("n", &found.with(Vec::len).saturating_sub(limit.get()).to_string())])) on_press=Callback::new(move |()| limit.update(|most| *most += PAGE)) />
                </Show>
                <Show when=move || may_edit.get() && !found.with(Vec::is_empty)>
                    <Button label=ui::text("ui.trash.empty") icon=Icon::Trash look=ButtonLook::Danger on_press=Callback::new(move |()| emptying.set(true)) test_id="empty-trash" />
                </Show>
            </div>
            <ConfirmDialog open=emptying title=ui::text("ui.trash.empty") message=Signal::derive(move || t_with("ui.trash.empty_about", &[("n", &found.with(Vec::len).to_string())])) confirm=ui::text("ui.trash.empty") on_confirm=empty danger=true />
        </section>
    }
}
