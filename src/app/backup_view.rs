//! What is said about copies: a loss and the way back, the mark and the band that remind.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use store::OutsideCopy;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Icon, IconView, Show, Tone, live, say, toast};
use views::{Place, Route, session};

use crate::backup::{backup, restore, settle};
use crate::backup_folder::{Urgency, reminder};
use crate::state::state;
use views::preferences;

/// How long ago something was, in words.
pub(crate) fn age_text(at_ms: u64, now_ms: u64) -> String {
    let minutes = now_ms.saturating_sub(at_ms) / 60_000;
    let (key, number) = match minutes {
        0 => return t("ui.age.now"),
        1..60 => ("ui.age.minutes", minutes),
        60..1_440 => ("ui.age.hours", minutes / 60),
        _ => ("ui.age.days", minutes / 1_440),
    };
    t_with(key, &[("n", &number.to_string())])
}

/// A size in bytes for people.
pub(crate) fn size_text(bytes: f64) -> String {
    match bytes {
        ..1_048_576.0 => format!("{:.0} KB", (bytes / 1_024.0).ceil()),
        ..1_073_741_824.0 => format!("{:.1} MB", bytes / 1_048_576.0),
        _ => format!("{:.1} GB", bytes / 1_073_741_824.0),
    }
}

/// A copy in words: how old, how many records.
fn copy_text(copy: &OutsideCopy, now_ms: u64) -> String {
    t_with(
        "ui.copy.about",
        &[("when", &views::history::moment_text(copy.at_ms)), ("age", &age_text(copy.at_ms, now_ms)), ("n", &copy.records.to_string())],
    )
}

/// One copy with the button that puts it back.
fn copy_row(copy: OutsideCopy, deletable: bool) -> AnyView {
    let state = state();
    let backup = backup();
    let busy = RwSignal::new(false);
    let id = copy.workspace;
    let about = copy_text(&copy, state.now_ms());
    let name = if copy.name.is_empty() { t("kind.workspace") } else { copy.name.clone() };
    let go = state.clone();
    let put_back = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let state = go.clone();
        spawn_local(async move {
            match restore(&state, backup, id).await {
                Ok(()) => {
                    toast(t("ui.copy.restored"), None);
                    // Opens it also where its address is the present one already.
                    state.current.set(None);
                    state.go(&Route::In(id, Place::Home));
                    state.route.notify();
                }
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
            busy.try_set(false);
        });
    });
    let forget = Callback::new(move |()| {
        let state = state.clone();
        spawn_local(async move {
            match crate::backup::purge(&state, id).await {
                Ok(()) => backup.refresh().await,
                Err(error) => ui::toast_problem(t(&format!("ui.store.{}", error.code()))),
            }
        });
    });
    let told = name.clone();
    view! {
        <li class="copy-row" data-testid="outside-copy">
            <span class="workspace-name">{name}</span>
            <span class="workspace-about">{about}</span>
            <Button label=ui::text("ui.copy.restore") look=ButtonLook::Primary disabled=busy about=told.clone() on_press=put_back test_id="restore-copy" />
            {deletable.then(|| view! { <Button label=ui::text("ui.copy.delete") look=ButtonLook::Text about=told on_press=forget /> })}
        </li>
    }
    .into_any()
}

/// On the page of workspaces: the databases are gone, or a copy has no workspace.
#[component]
pub(crate) fn LossNotice() -> impl IntoView {
    let state = state();
    let backup = backup();
    let reader = state.clone();
    let orphans = Memo::new(move |_| backup.orphans(&reader));
    let lost = backup.lost;
    let go_on = Callback::new(move |()| {
        let state = state.clone();
        spawn_local(async move { settle(&state, backup).await });
    });
    let rows = move |deletable: bool| orphans.get().into_iter().map(|copy| copy_row(copy, deletable)).collect_view();
    live(move || {
        if lost.get() {
            let known = !orphans.with(Vec::is_empty);
            view! {
                <Callout tone=Tone::Danger title=ui::text("ui.loss.title") test_id="loss">
                    <p>{t(if known { "ui.loss.about" } else { "ui.loss.about_none" })}</p>
                    <ul class="copy-list">{rows(false)}</ul>
                    <Button label=ui::text("ui.loss.go_on") on_press=go_on test_id="loss-go-on" />
                </Callout>
            }
            .into_any()
        } else if !orphans.with(Vec::is_empty) {
            view! {
                <Callout tone=Tone::Warning title=ui::text("ui.loss.orphans") test_id="orphans">
                    <p>{t("ui.loss.orphans_about")}</p>
                    <ul class="copy-list">{rows(true)}</ul>
                </Callout>
            }
            .into_any()
        } else {
            ().into_any()
        }
    })
}

/// On the page of a workspace that does not open: its copy, if there is one.
#[component]
pub(crate) fn CopyOffer(id: Id) -> impl IntoView {
    let backup = backup();
    live(move || backup.copy_of(id).map(|copy| view! { <p>{t("ui.copy.offer")}</p><ul class="copy-list">{copy_row(copy, false)}</ul> }))
}

/// In the header: how old the last file is, once that matters.
#[component]
pub(crate) fn BackupChip() -> impl IntoView {
    let state = state();
    let session = session();
    let id = session.workspace.id();
    let backup = backup();
    let due = Memo::new(move |_| {
        backup.written.track();
        reminder(&state, id).filter(|reminder| reminder.urgency > Urgency::None)
    });
    let href = session.href(Place::Data);
    let words = move || {
        due.get().map(|reminder| if reminder.never { t("ui.save.no_file") } else { t_with("ui.backup.days", &[("n", &reminder.days.to_string())]) })
    };
    live(move || {
        let href = href.clone();
        words()
            .map(|text| view! { <a class="backup-chip hide-narrow" href=href data-testid="backup-chip"><IconView icon=Icon::Download />{text}</a> })
    })
}

/// Above the page: a file is long due; the copy would lose more than half.
#[component]
pub(crate) fn BackupBands() -> impl IntoView {
    let state = state();
    let session = session();
    let id = session.workspace.id();
    let backup = backup();
    let today = session.today;
    let later = RwSignal::new(preferences::read(&format!("backup-later-{id}")).unwrap_or_default());
    let reader = state.clone();
    let loud = Memo::new(move |_| {
        backup.written.track();
        reminder(&reader, id).filter(|reminder| reminder.urgency == Urgency::Loud && later.get() != today.get().to_string())
    });
    let put_off = Callback::new(move |()| {
        let day = today.get_untracked().to_string();
        preferences::write(&format!("backup-later-{id}"), &day);
        later.set(day);
    });
    let replace = Callback::new(move |()| {
        spawn_local(async move {
            if let Err(error) = backup.keep(id, true).await {
                ui::toast_problem(t(&format!("ui.store.{}", error.code())));
            }
        });
    });
    let data = session.href(Place::Data);
    let asked = move || {
        backup.question.get().map(|(copy, records)| {
            let values = [("then", copy.records.to_string()), ("when", views::history::moment_text(copy.at_ms)), ("now", records.to_string())];
            let borrowed: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            t_with("ui.copy.smaller", &borrowed)
        })
    };
    view! {
        <Show when=move || loud.get().is_some()>
            <div class="band band-warning" role="note" data-testid="backup-band">
                <span>{say(move || loud.get().map(|reminder| t_with("ui.backup.band", &[("n", &reminder.days.to_string())])).unwrap_or_default())}</span>
                <a href=data.clone()>{ui::say_key("ui.data.export")}</a>
                <Button label=ui::text("ui.backup.later") look=ButtonLook::Text on_press=put_off test_id="backup-later" />
            </div>
        </Show>
        <Show when=move || backup.question.with(Option::is_some)>
            <div class="band band-warning" role="note" data-testid="copy-question">
                <span>{say(move || asked().unwrap_or_default())}</span>
                <Button label=ui::text("ui.copy.replace") on_press=replace test_id="copy-replace" />
                <Button label=ui::text("ui.copy.keep_old") look=ButtonLook::Text on_press=Callback::new(move |()| backup.question.set(None)) test_id="copy-keep" />
            </div>
        </Show>
    }
}
