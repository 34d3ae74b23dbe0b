//! Restore points: the workspace as it was, made by hand under a name, or before whatever replaces
//! much at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::{Label, RestoreError, RestorePoint, StoreError};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, ConfirmDialog, Show, TextInput, live, toast};
use views::history::{moment_text, way_text};
use views::labels::issue_text;
use views::session;

use crate::backup_view::size_text;

fn trouble(error: &StoreError) {
    ui::toast_problem(t(&format!("ui.store.{}", error.code())));
}

/// Its name: given by hand, or what it was made before.
fn name_of(point: &RestorePoint) -> String {
    t_with(&point.label.code, &[("title", &point.label.title)])
}

/// The section of restore points.
#[component]
pub(crate) fn RestorePoints() -> impl IntoView {
    let session = session();
    let points = RwSignal::new(Vec::<RestorePoint>::new());
    let name = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<RestorePoint>);
    let about = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let reader = session.workspace.clone();
    let refresh = Callback::new(move |()| {
        let workspace = reader.clone();
        spawn_local(async move {
            match workspace.restore_points().await {
                Ok(found) => drop(points.try_set(found)),
                Err(error) => trouble(&error),
            }
        });
    });
    // At first, and when the dialog of a file closes: an import makes a point of its own.
    let incoming = crate::state::state().incoming;
    Effect::new(move |_| {
        if incoming.with(Option::is_none) {
            refresh.run(());
        }
    });
    let may_edit = session.may_edit;
    let maker = session.workspace.clone();
    let make = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        views::drafts::flush_all();
        let workspace = maker.clone();
        let typed = name.get_untracked().trim().to_owned();
        let title = if typed.is_empty() { t("ui.point.unnamed") } else { typed };
        spawn_local(async move {
            match workspace.restore_point(Label::new(RestorePoint::BY_HAND, &title)).await {
                Ok(_) => {
                    name.try_set(String::new());
                    refresh.run(());
                    toast(t("ui.point.made"), None);
                }
                Err(error) => trouble(&error),
            }
            busy.try_set(false);
        });
    });
    let asker = session.workspace.clone();
    let ask = Callback::new(move |point: RestorePoint| {
        let workspace = asker.clone();
        spawn_local(async move {
            match workspace.way_to_point(&point).await {
                Ok(way) if way.is_empty() => toast(t("ui.history.same"), None),
                Ok(way) => {
                    about.try_set(t_with("ui.point.restore_about", &[("when", &moment_text(point.at_ms)), ("what", &way_text(&way))]));
                    chosen.try_set(Some(point));
                    open.try_set(true);
                }
                Err(error) => trouble(&error),
            }
        });
    });
    let restorer = session.workspace.clone();
    let restore = Callback::new(move |()| {
        let Some(point) = chosen.get_untracked() else { return };
        let workspace = restorer.clone();
        spawn_local(async move {
            match workspace.restore_to(&point).await {
                Ok(_) => toast(t("ui.history.gone_back"), None),
                Err(RestoreError::Refused(refusal)) => ui::toast_problem(issue_text(refusal.code(), &[])),
                Err(RestoreError::Storage(error)) => trouble(&error),
            }
            refresh.run(());
        });
    });
    let dropper = session.workspace.clone();
    let delete = Callback::new(move |id: model::Id| {
        let workspace = dropper.clone();
        spawn_local(async move {
            if let Err(error) = workspace.drop_restore_point(id).await {
                trouble(&error);
            }
            refresh.run(());
        });
    });
    let row = move |point: RestorePoint| {
        let title = name_of(&point);
        let size = size_text(point.bytes as f64);
        let told = t_with("ui.point.about_one", &[("when", &moment_text(point.at_ms)), ("n", &point.records.to_string()), ("size", &size)]);
        let id = point.id;
        let buttons = may_edit.get_untracked().then(|| {
            view! {
                <Button label=ui::text("ui.point.restore") about=title.clone() on_press=Callback::new(move |()| ask.run(point.clone())) test_id="restore-point" />
                <Button label=ui::text("ui.point.delete") look=ButtonLook::Text about=title.clone() on_press=Callback::new(move |()| delete.run(id)) />
            }
        });
        view! { <li class="copy-row"><span class="workspace-name">{title.clone()}</span><span class="workspace-about">{told}</span>{buttons}</li> }
    };
    view! {
        <section class="data-actions" id="restore-points" data-testid="restore-points">
            <h2>{ui::say_key("ui.point.title")}</h2>
            <p>{ui::say_key("ui.point.about")}</p>
            <Show when=move || may_edit.get()>
                <div class="form-line">
                    <TextInput label=ui::text("ui.point.name") value=name on_input=Callback::new(move |typed| name.set(typed)) test_id="point-name" />
                    <Button label=ui::text("ui.point.make") disabled=busy on_press=make test_id="make-point" />
                </div>
            </Show>
            <Show when=move || points.with(Vec::is_empty)><p class="muted">{ui::say_key("ui.point.none")}</p></Show>
            <ul class="copy-list">{live(move || points.get().into_iter().map(&row).collect_view())}</ul>
            <ConfirmDialog open=open title=ui::text("ui.point.restore_title") message=about confirm=ui::text("ui.point.restore") on_confirm=restore />
        </section>
    }
}
