//! The notes of whoever speaks, in a window of their own: this screen's, what comes next, the time, and the way on.

use gloo::timers::callback::Interval;
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, live, say};
use views::{Place, session};

use super::{presenting, stops};
use crate::environment::clock_time;
use crate::pages::names::place_name;
use crate::state::state;

/// The page.
#[component]
pub(crate) fn NotesPage() -> impl IntoView {
    let (app, session, presenting) = (state(), session(), presenting());
    let workspace = session.workspace.id();
    let reader = app.clone();
    let stops = Memo::new(move |_| stops(&reader, workspace));
    let at = Memo::new(move |_| presenting.now.with(|now| now.as_ref().map_or(0, |now| now.at)));
    let running = Memo::new(move |_| presenting.active());
    let black = Memo::new(move |_| presenting.now.with(|now| now.as_ref().is_some_and(|now| now.black)));
    let time = RwSignal::new(app.now_ms());
    let ticking = app.clone();
    let clock = StoredValue::new_local(Some(Interval::new(1_000, move || {
        time.try_set(ticking.now_ms());
    })));
    on_cleanup(move || drop(clock.try_update_value(Option::take)));
    let since = move || presenting.now.with(|now| now.as_ref().map(|now| now.since_ms));
    let elapsed = move || {
        let minutes = since().map_or(0, |since| time.get().saturating_sub(since) / 60_000);
        t_with("ui.present.clock", &[("time", &clock_time(time.get())), ("n", &minutes.to_string())])
    };
    let named = session.clone();
    let name = move |offset: usize| {
        let stop = stops.with(|stops| stops.get(at.get() + offset).cloned())?;
        Some(Place::short(&stop.page).map_or(stop.page, |place| place_name(&named, &place)))
    };
    let (now, next) = (name.clone(), name);
    let note = move || {
        let note = stops.with(|stops| stops.get(at.get()).map(|stop| stop.note.clone())).unwrap_or_default();
        if note.is_empty() {
            view! { <p class="muted">{t("ui.present.no_note")}</p> }.into_any()
        } else {
            view! { <p class="notes-text" data-testid="notes-text">{note}</p> }.into_any()
        }
    };
    let coming = move || match next(1) {
        Some(title) => t_with("ui.present.coming", &[("title", &title)]),
        None => t("ui.present.last"),
    };
    let count = Signal::derive(move || stops.with(Vec::len));
    let step = move |by: isize| Callback::new(move |()| presenting.step(by, count.get_untracked()));
    let idle = Signal::derive(move || !running.get());
    view! {
        <div class="notes" data-testid="notes">
            <p class="notes-head"><span>{say(move || format!("{} / {}", at.get() + 1, count.get()))}</span><span class="shell-spacer"></span><span role="timer">{say(elapsed)}</span></p>
            <h1 tabindex="-1">{say(move || now(0).unwrap_or_default())}</h1>
            {live(note)}
            <p class="notes-next">{say(coming)}</p>
            {live(move || idle.get().then(|| view! { <p class="band" role="note">{t("ui.present.idle")}</p> }))}
            <div class="notes-tools">
                <Button label=ui::text("ui.present.previous") icon=Icon::ArrowLeft large=true disabled=idle on_press=step(-1) test_id="notes-previous" />
                <Button label=ui::text("ui.present.next") icon=Icon::ArrowRight look=ButtonLook::Primary large=true disabled=idle on_press=step(1) test_id="notes-next" />
                <Button label=Signal::derive(move || t(if black.get() { "ui.present.light" } else { "ui.present.black" })) icon=Icon::Moon large=true disabled=idle on_press=Callback::new(move |()| presenting.turn_black()) test_id="notes-black" />
            </div>
        </div>
    }
}
