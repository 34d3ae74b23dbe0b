//! What is known about where the data are and how safe they are there: nothing is called safe that
//! is not (issue of safety, decisions.md 20).

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::SaveState;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Checkbox, Show, Tone, live, say, toast};
use views::session;

use crate::backup::backup;
use crate::backup_folder::{last_file, milliseconds, reminder, write_now};
use crate::backup_view::{age_text, size_text};
use crate::environment::{clock_time, now_utc};
use crate::state::state;
use views::preferences;

/// A kept moment in the time of the device.
fn local_text(iso: &str) -> String {
    milliseconds(iso).map(views::history::moment_text).unwrap_or_default()
}

/// One fact with its name.
fn fact(name: &'static str, test_id: &'static str, value: impl Fn() -> String + Send + Sync + 'static, after: AnyView) -> AnyView {
    view! { <dt>{ui::say_key(name)}</dt><dd data-testid=test_id><span>{say(value)}</span>{after}</dd> }.into_any()
}

/// Place, state, size, promise, copies, tabs and last check.
#[component]
pub(crate) fn Panel() -> impl IntoView {
    let session = session();
    let state = state();
    let backup = backup();
    let id = session.workspace.id();
    let memory = state.list.memory_reason().is_some();
    let persisted = RwSignal::new(None::<bool>);
    let room = RwSignal::new(None::<store::StorageEstimate>);
    let tabs = RwSignal::new(None::<u64>);
    let checked = RwSignal::new(preferences::read(&format!("checked-{id}")));
    let check_trouble = RwSignal::new(None::<&'static str>);
    let ask_again = move || {
        spawn_local(async move {
            persisted.try_set(store::is_persistent().await);
            room.try_set(store::storage_estimate().await);
            tabs.try_set(store::tabs(id).await);
            backup.refresh().await;
        });
    };
    Effect::new(move |_| {
        backup.written.track();
        ask_again();
    });
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let answer = store::ensure_persistent().await;
            if answer == Some(true) {
                toast(t("ui.data.kept_yes"), None);
            } else {
                ui::toast_problem(t("ui.data.asked_no"));
            }
            persisted.try_set(answer);
        });
    });
    let checker = session.workspace.clone();
    let check = Callback::new(move |()| {
        let workspace = checker.clone();
        spawn_local(async move {
            match workspace.verify().await {
                Ok(count) => {
                    preferences::write(&format!("checked-{id}"), &now_utc());
                    checked.try_set(Some(now_utc()));
                    check_trouble.try_set(None);
                    toast(t_with("ui.data.check_good", &[("n", &count.to_string())]), None);
                }
                Err(error) => drop(check_trouble.try_set(Some(error.code()))),
            }
        });
    });
    let copy_now = Callback::new(move |()| {
        spawn_local(async move {
            if let Err(error) = backup.keep(id, false).await {
                ui::toast_problem(t(&format!("ui.store.{}", error.code())));
            }
        });
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
    let count = move || reader.workspace.tracked_any().len().to_string();
    let kept = move || match persisted.get() {
        Some(true) => t("ui.data.kept_yes"),
        Some(false) => t("ui.data.kept_no"),
        None => t("ui.data.kept_unknown"),
    };
    let space = move || match room.get() {
        Some(room) => t_with("ui.data.space_text", &[("used", &size_text(room.usage)), ("quota", &size_text(room.quota))]),
        None => ui::format::missing().to_owned(),
    };
    let clock = state.clone();
    let copy = move || match (backup.copy_of(id), backup.trouble.get()) {
        (Some(copy), _) => t_with(
            "ui.copy.about",
            &[("when", &views::history::moment_text(copy.at_ms)), ("age", &age_text(copy.at_ms, clock.now_ms())), ("n", &copy.records.to_string())],
        ),
        (None, Some(code)) => t(&format!("ui.store.{code}")),
        (None, None) => t("ui.copy.none"),
    };
    let reminding = state.clone();
    let file = move || {
        backup.written.track();
        let last = last_file(id).map_or_else(|| t("ui.data.never"), |at| local_text(&at));
        match reminder(&reminding, id).filter(|reminder| reminder.urgency > crate::backup_folder::Urgency::None) {
            Some(_) => t_with("ui.data.file_due", &[("when", &last)]),
            None => last,
        }
    };
    let others = move || match tabs.get() {
        Some(count) if count > 1 => t_with("ui.data.tabs_some", &[("n", &(count - 1).to_string())]),
        Some(_) => t("ui.data.tabs_none"),
        None => t("ui.data.tabs_unknown"),
    };
    let check_text = move || match check_trouble.get() {
        Some(code) => t(&format!("ui.store.{code}")),
        None => checked.get().map_or_else(|| t("ui.data.never_checked"), |at| t_with("ui.data.check_text", &[("when", &local_text(&at))])),
    };
    let apart = crate::embed::embed().about_storage("ui.data.partitioned", "ui.embed.partitioned_maybe");
    let place = if memory { "ui.data.where_memory" } else { "ui.data.where_text" };
    let lost = session.workspace.lost_data();
    let small = |label: &'static str, press: Callback<()>, test_id: &'static str| {
        view! { " "<Button label=ui::text(label) look=ButtonLook::Text on_press=press test_id=test_id /> }.into_any()
    };
    let nothing = || ().into_any();
    view! {
        <Show when=move || lost><Callout tone=Tone::Danger><p>{ui::say_key("ui.data.lost")}</p></Callout></Show>
        {apart.map(|key| view! { <Callout tone=Tone::Warning test_id="partitioned"><p>{ui::say_key(key)}</p></Callout> })}
        <dl class="kv" data-testid="data-panel">
            {fact("ui.data.where", "data-where", move || t(place), nothing())}
            {fact("ui.data.state", "data-state", saved, nothing())}
            {fact("ui.data.records", "data-records", count, nothing())}
            {fact("ui.data.space", "data-space", space, nothing())}
            {fact("ui.data.promise", "data-promise", kept, live(move || (persisted.get() != Some(true)).then(|| small("ui.data.ask", ask, "ask-persist"))).into_any())}
            {fact("ui.data.copy", "data-copy", copy, small("ui.copy.now", copy_now, "copy-now"))}
            {fact("ui.data.last_export", "data-file", file, nothing())}
            {fact("ui.data.tabs", "data-tabs", others, nothing())}
            {fact("ui.data.check", "data-check", check_text, small("ui.data.check_now", check, "check-now"))}
        </dl>
        <ul class="plain-notes">
            <li>{ui::say_key("ui.data.private")}</li>
            <li>{ui::say_key("ui.data.plain")}</li>
            <li>{ui::say_key("ui.data.together")}</li>
        </ul>
        <Folder />
        <Mask />
    }
}

/// The folder into which the browser writes files by itself.
#[component]
fn Folder() -> impl IntoView {
    let session = session();
    let state = state();
    let backup = backup();
    let id = session.workspace.id();
    let possible = RwSignal::new(None::<bool>);
    spawn_local(async move {
        possible.try_set(Some(store::linked_folder(id).await.is_ok()));
    });
    let after = Callback::new(move |outcome: Result<Option<store::Linked>, store::StoreError>| match outcome {
        Ok(folder) => {
            let ready = folder.as_ref().is_some_and(|folder| folder.allowed);
            backup.folder.set(folder);
            if ready {
                let (state, session) = (state.clone(), session.clone());
                spawn_local(async move {
                    let _ = write_now(&state, backup, &session).await;
                });
            }
        }
        Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
    });
    let link = Callback::new(move |()| spawn_local(async move { after.run(store::link_folder(id).await) }));
    let allow = Callback::new(move |()| spawn_local(async move { after.run(store::allow_folder(id).await) }));
    let unlink = Callback::new(move |()| {
        spawn_local(async move { after.run(store::unlink_folder(id).await.map(|()| None)) });
    });
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.folder.title")}</h2>
            <p>{ui::say_key("ui.folder.about")}</p>
            {live(move || match (possible.get(), backup.folder.get()) {
                (Some(false), _) => view! { <p class="muted" data-testid="folder-none">{t("ui.folder.none")}</p> }.into_any(),
                (_, None) => view! { <div><Button label=ui::text("ui.folder.link") on_press=link test_id="link-folder" /></div> }.into_any(),
                (_, Some(folder)) => {
                    let last = move || {
                        backup.written.track();
                        let last = preferences::read(&format!("folder-file-{id}")).map_or_else(|| t("ui.data.never"), |at| local_text(&at));
                        t_with("ui.folder.linked", &[("name", &folder.name), ("when", &last)])
                    };
                    let trouble = move || backup.folder_trouble.get().map(|code| view! { <p class="error-text">{t(&format!("ui.store.{code}"))}</p> });
                    view! {
                        <p data-testid="folder">{say(last)}</p>
                        {live(trouble)}
                        <div class="start-actions">
                            {(!folder.allowed).then(|| view! { <Button label=ui::text("ui.folder.allow") look=ButtonLook::Primary on_press=allow test_id="allow-folder" /> })}
                            <Button label=ui::text("ui.folder.unlink") on_press=unlink test_id="unlink-folder" />
                        </div>
                    }.into_any()
                }
            })}
        </section>
    }
}

/// Contact fields are shown masked to this profile (P00.06).
#[component]
fn Mask() -> impl IntoView {
    let id = session().workspace.id();
    let masked = views::mask::masked();
    let change = Callback::new(move |on: bool| {
        preferences::write(&format!("mask-{id}"), if on { "on" } else { "off" });
        views::mask::set(on);
    });
    view! {
        <section class="data-actions">
            <h2>{ui::say_key("ui.mask.title")}</h2>
            <Checkbox label=ui::text("ui.mask.label") hint=ui::text("ui.mask.about") checked=masked on_change=change test_id="mask" />
        </section>
    }
}
