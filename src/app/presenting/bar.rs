//! The thin bar above what is presented, the black screen, and the question at the end.

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::{RestoreError, RestorePoint, WayBack};
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Dialog, Icon, IconButton, IconView, Show, Tone, live, say, toast};
use views::brand::Logo;
use views::labels::issue_text;
use views::{Place, Route, Session, session};

use super::{Presenting, fill_screen, is_full_screen, keys, leave_full_screen, presenting, stops};
use crate::pages::names::place_name;
use crate::state::state;

/// Lines of changes that are listed; the history has them all.
const LISTED: usize = 8;
/// Steps of the history that are looked through for them.
const LOOKED: usize = 400;

/// The bar: what is hidden, where in the run, editing, notes, black, the whole screen, the end.
#[component]
pub(crate) fn PresenterBar() -> impl IntoView {
    let (state, session, presenting) = (state(), session(), presenting());
    let workspace = session.workspace.id();
    let reader = state.clone();
    let stops = Memo::new(move |_| stops(&reader, workspace));
    let count = Signal::derive(move || stops.with(Vec::len));
    let at = Memo::new(move |_| presenting.now.with(|now| now.as_ref().map_or(0, |now| now.at)));
    let stop = move || stops.with(|stops| stops.get(at.get()).cloned());
    // Another place in the run, also when the window of the notes has moved on, leads to its screen.
    let router = state.clone();
    Effect::new(move |before: Option<usize>| {
        let now = at.get();
        let page = untrack(stop).and_then(|stop| Place::short(&stop.page));
        if let Some(place) = page.filter(|_| before.is_some_and(|before| before != now)) {
            router.go(&Route::In(workspace, place));
        }
        now
    });
    keys::listen(&state, presenting, count);
    let whole = RwSignal::new(is_full_screen());
    let resized = window_event_listener_untyped("fullscreenchange", move |_| whole.set(is_full_screen()));
    on_cleanup(move || resized.remove());
    let whole_label = Signal::derive(move || t(if whole.get() { "ui.present.window" } else { "ui.present.whole" }));
    let turn_whole = Callback::new(move |()| if whole.get_untracked() { leave_full_screen() } else { fill_screen() });
    let named = session.clone();
    let place = move || {
        let title = stop().and_then(|stop| Place::short(&stop.page)).map(|place| place_name(&named, &place)).unwrap_or_default();
        t_with("ui.present.place", &[("n", &(at.get() + 1).to_string()), ("total", &count.get().to_string()), ("title", &title)])
    };
    let step = move |by: isize| Callback::new(move |()| presenting.step(by, count.get_untracked()));
    let editing = presenting.editing;
    let notes = session.href(Place::Notes);
    let is_demo = session.clone();
    let client = move || state.list.entry(workspace).map(|entry| entry.name).unwrap_or_default();
    view! {
        <header class="presenter-bar" data-testid="presenter-bar">
            <Logo />
            <p class="presenter-client">{ui::say(client)}</p>
            <p class="presenter-mark"><IconView icon=Icon::Lock size=16 /><span>{ui::say_key("ui.present.mark")}</span></p>
            {live(move || is_demo.is_demo().then(|| view! { <Badge tone=Tone::Warning label=ui::text("ui.demo.mark") /> }))}
            <span class="shell-spacer"></span>
            <div class="presenter-run" role="group" aria-label=ui::text("ui.present.run")>
                <IconButton label=ui::text("ui.present.previous") icon=Icon::ArrowLeft shortcut="PageUp" disabled=Signal::derive(move || at.get() == 0) on_press=step(-1) test_id="present-previous" />
                <span class="presenter-place" data-testid="present-place">{say(place)}</span>
                <IconButton label=ui::text("ui.present.next") icon=Icon::ArrowRight shortcut="PageDown" disabled=Signal::derive(move || at.get() + 1 >= count.get()) on_press=step(1) test_id="present-next" />
            </div>
            <span class="shell-spacer"></span>
            <IconButton label=ui::text("ui.present.edit") icon=Icon::Edit pressed=Signal::derive(move || editing.get()) on_press=Callback::new(move |()| editing.update(|on| *on = !*on)) test_id="present-edit" />
            <IconButton label=ui::text("ui.present.notes_open") icon=Icon::External on_press=Callback::new(move |()| open_notes(&notes)) test_id="present-notes" />
            <IconButton label=ui::text("ui.present.black") icon=Icon::Moon shortcut="B" on_press=Callback::new(move |()| presenting.turn_black()) test_id="present-black" />
            <IconButton label=whole_label icon=Icon::Present on_press=turn_whole test_id="present-whole" />
            <Button label=ui::text("ui.present.end") on_press=Callback::new(move |()| presenting.ask_end()) test_id="present-end" />
        </header>
        <Black />
        <EndDialog />
    }
}

/// Opens the notes in a window of their own, which is moved to the screen that the audience does not see.
pub(super) fn open_notes(href: &str) {
    let Some(window) = web_sys::window() else { return };
    let address = format!("{}{href}", crate::pages::names::own_address());
    // A browser that opens no window says so itself.
    let _ = window.open_with_url_and_target_and_features(&address, "shizhu-notes", "popup,width=760,height=640");
}

/// Nothing but black, until a key or a press.
#[component]
fn Black() -> impl IntoView {
    let presenting = presenting();
    let black = Memo::new(move |_| presenting.now.with(|now| now.as_ref().is_some_and(|now| now.black)));
    view! {
        <Show when=move || black.get()>
            <button type="button" class="presenter-black" aria-label=ui::text("ui.present.black_about") on:click=move |_| presenting.turn_black() data-testid="present-blackness"></button>
        </Show>
    }
}

/// What was changed since the beginning.
#[derive(Clone)]
enum Changes {
    Looking,
    /// Nothing was changed.
    Nothing,
    /// The restore point, what going back would do, the steps, and how many more there are.
    Found(Box<RestorePoint>, String, Vec<String>, usize),
    /// The restore point is gone: there is no way back.
    Gone,
    /// The sentence of what went wrong.
    Trouble(String),
}

fn end_unchanged(presenting: Presenting) {
    presenting.end();
    toast(t("ui.present.ended_unchanged"), None);
}

/// Keep what was changed, throw it away, or go on.
#[component]
fn EndDialog() -> impl IntoView {
    let (session, presenting) = (session(), presenting());
    let open = presenting.ending;
    let changes = RwSignal::new(Changes::Looking);
    let looker = session.clone();
    Effect::new(move |_| {
        if open.get() {
            changes.set(Changes::Looking);
            let session = looker.clone();
            spawn_local(async move {
                match look(&session, presenting).await {
                    Some(found) => drop(changes.try_set(found)),
                    None if presenting.hasty.get_value() => drop(changes.try_set(Changes::Nothing)),
                    None => end_unchanged(presenting),
                }
            });
        }
    });
    let keep = Callback::new(move |()| {
        if matches!(changes.get_untracked(), Changes::Nothing) {
            return end_unchanged(presenting);
        }
        presenting.end();
        toast(t("ui.present.kept"), None);
    });
    let discard = Callback::new(move |point: RestorePoint| {
        let session = session.clone();
        spawn_local(async move {
            presenting.unlock();
            match session.workspace.restore_to(&point).await {
                Ok(_) => {
                    presenting.end();
                    toast(t("ui.present.discarded"), None);
                }
                Err(error) => drop(changes.try_set(Changes::Trouble(trouble(&error)))),
            }
        });
    });
    let list = move || match changes.get() {
        Changes::Looking => view! { <p role="status">{t("ui.loading")}</p> }.into_any(),
        Changes::Nothing => view! { <p>{t("ui.present.unchanged")}</p> }.into_any(),
        Changes::Gone => view! { <p>{t("ui.present.gone")}</p> }.into_any(),
        Changes::Trouble(sentence) => view! { <p role="alert">{sentence}</p> }.into_any(),
        Changes::Found(_, about, steps, more) => {
            let steps = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
            let more = (more > 0).then(|| view! { <p class="muted">{t_with("ui.history.more", &[("n", &more.to_string())])}</p> });
            view! { <p>{about}</p><ul class="presenter-changes" data-testid="present-changes">{steps}</ul>{more} }.into_any()
        }
    };
    let point = move || match changes.get() {
        Changes::Found(point, ..) => Some(*point),
        _ => None,
    };
    let actions = move || {
        let throw_away = move || {
            point().map(|point| {
                let press = Callback::new(move |()| discard.run(point.clone()));
                view! { <Button label=ui::text("ui.present.discard") look=ButtonLook::Danger on_press=press test_id="present-discard" /> }
            })
        };
        view! {
            <Button label=ui::text("ui.present.go_on") look=ButtonLook::Text on_press=Callback::new(move |()| open.set(false)) test_id="present-go-on" />
            {live(throw_away)}
            <Button label=Signal::derive(move || t(if changes.with(|changes| matches!(changes, Changes::Nothing)) { "ui.present.end" } else { "ui.present.keep" })) look=ButtonLook::Primary disabled=Signal::derive(move || matches!(changes.get(), Changes::Looking)) on_press=keep test_id="present-keep" />
        }
    };
    view! { <Dialog open=open title=ui::text("ui.present.end_title") actions=actions test_id="present-ending">{live(list)}</Dialog> }
}

fn trouble(error: &RestoreError) -> String {
    let reason = match error {
        RestoreError::Refused(refusal) => issue_text(refusal.code(), &[]),
        RestoreError::Storage(error) => t(&format!("ui.store.{}", error.code())),
    };
    t_with("ui.present.discard_trouble", &[("reason", &reason)])
}

/// What was done, told from the way back: what would be removed was added.
fn changes_text(way: &WayBack) -> String {
    let counts = [("added", way.removed), ("changed", way.changed), ("removed", way.added)].map(|(name, count)| (name, count.to_string()));
    t_with("ui.present.changes", &counts.each_ref().map(|(name, count)| (*name, count.as_str())))
}

/// What was changed; nothing if nothing was, and then the restore point goes, too.
async fn look(session: &Session, presenting: Presenting) -> Option<Changes> {
    views::drafts::flush_all();
    let now = presenting.now.get_untracked()?;
    let points = session.workspace.restore_points().await;
    let Some(point) = points.ok().and_then(|points| points.into_iter().find(|point| point.id == now.point)) else { return Some(Changes::Gone) };
    let way = match session.workspace.way_to_point(&point).await {
        Ok(way) => way,
        Err(error) => return Some(Changes::Trouble(t(&format!("ui.store.{}", error.code())))),
    };
    if way.is_empty() {
        // A point that stays behind is harmless.
        let _ = session.workspace.drop_restore_point(point.id).await;
        return None;
    }
    let history = session.workspace.history(LOOKED).await;
    let steps: Vec<String> =
        history.iter().filter(|entry| entry.at_ms >= now.since_ms).map(|entry| t_with(&entry.label.code, &[("title", &entry.label.title)])).collect();
    let more = steps.len().saturating_sub(LISTED);
    Some(Changes::Found(Box::new(point), changes_text(&way), steps.into_iter().take(LISTED).collect(), more))
}
