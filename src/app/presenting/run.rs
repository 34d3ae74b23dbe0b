//! The run of show: which screens are presented, in which order, and what is to be said there.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pillars::workspace::show::{LONGEST_NOTE, MOST, Stop, moved, read};
use ui::lang::{language, t, t_with};
use ui::{Button, ButtonLook, ConfirmDialog, EmptyState, Icon, IconButton, SelectInput, Show, TextInput, announce, live};
use views::{Place, Session, drafts, session};

use super::bar::open_notes;
use super::{begin, keep_stops, own_stops};
use crate::fetch::fetch_text;
use crate::pages::names::{place_name, screens};
use crate::state::{AppState, state};

/// Rest after typing before a note is kept.
const QUIET: Duration = Duration::from_millis(400);

/// The run as it is edited here.
#[derive(Clone)]
struct Editing {
    app: AppState,
    session: Session,
    stops: StoredValue<Vec<Stop>>,
    /// Drawn anew when a screen comes, goes or moves; not while a note is typed.
    drawn: RwSignal<()>,
    /// Notes that are typed and not kept yet.
    waiting: StoredValue<Option<u64>>,
}

impl Editing {
    /// How many screens there are; tracked.
    fn count(&self) -> usize {
        self.drawn.track();
        self.stops.with_value(Vec::len)
    }

    fn keep(&self) {
        if let Some(number) = self.waiting.try_update_value(Option::take).flatten() {
            drafts::forget(number);
        }
        if let Some(stops) = self.stops.try_get_value() {
            let (app, id) = (self.app.clone(), self.session.workspace.id());
            spawn_local(async move { keep_stops(&app, id, &stops).await });
        }
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Stop>)) {
        // The page may be gone when a file has come at last.
        if self.stops.try_update_value(change).is_some() {
            self.drawn.notify();
            self.keep();
        }
    }

    /// A note is kept after a short rest, and at once when the page is left.
    fn note(&self, at: usize, note: String) {
        self.stops.update_value(|stops| {
            if let Some(stop) = stops.get_mut(at) {
                stop.note = note.chars().take(LONGEST_NOTE).collect();
            }
        });
        if self.waiting.with_value(Option::is_none) {
            let flushing = self.clone();
            self.waiting.set_value(Some(drafts::register(move || flushing.keep())));
            let later = self.clone();
            set_timeout(
                move || {
                    if later.waiting.try_with_value(Option::is_some) == Some(true) {
                        later.keep();
                    }
                },
                QUIET,
            );
        }
    }

    fn place_at(&self, from: usize, to: usize) {
        let count = self.stops.with_value(Vec::len);
        self.change(|stops| *stops = moved(stops, from, to));
        announce(t_with("ui.present.moved", &[("n", &(to + 1).to_string()), ("total", &count.to_string())]));
    }
}

/// The page: what presenting does, the button that begins, the list.
#[component]
pub(crate) fn RunPage() -> impl IntoView {
    let (app, session) = (state(), session());
    let stops = StoredValue::new(untrack(|| own_stops(&app, session.workspace.id())));
    let editing = Editing { app: app.clone(), session: session.clone(), stops, drawn: RwSignal::new(()), waiting: StoredValue::new(None) };
    let counter = editing.clone();
    let count = Memo::new(move |_| counter.count());
    let some = Memo::new(move |_| count.get() != 0);
    let starter = app.clone();
    let start = Callback::new(move |()| begin(&starter));
    let notes = session.href(Place::Notes);
    let chosen = RwSignal::new(String::new());
    let lister = session.clone();
    let options = Signal::derive(move || screens(&lister));
    let adder = editing.clone();
    let add = Callback::new(move |()| {
        let page = chosen.get_untracked();
        if !page.is_empty() && count.get_untracked() < MOST {
            adder.change(|stops| stops.push(Stop::at(&page)));
            announce(t_with("ui.present.added", &[("n", &count.get_untracked().to_string())]));
        }
    });
    let sample = editing.clone();
    let take_sample = Callback::new(move |()| {
        let editing = sample.clone();
        let file = format!("content/presenting/{}.json", untrack(language).html_lang());
        spawn_local(async move {
            match fetch_text(&file).await.and_then(|text| serde_json::from_slice(text.as_bytes()).map_err(|error| error.to_string())) {
                Ok(json) => editing.change(|stops| *stops = read(&json)),
                Err(_) => ui::toast_problem(t("ui.chunk.missing_about")),
            }
        });
    });
    let clearing = RwSignal::new(false);
    let clearer = editing.clone();
    let clear = Callback::new(move |()| clearer.change(Vec::clear));
    let demo = session.clone();
    let is_demo = Memo::new(move |_| demo.is_demo());
    let empty = move || {
        view! {
            <EmptyState title=ui::text("ui.present.empty") about=ui::text("ui.present.empty_about") icon=Icon::Present test_id="run-empty">
                {live(move || is_demo.get().then(|| view! { <Button label=ui::text("ui.present.sample") icon=Icon::Example on_press=take_sample test_id="run-sample" /> }))}
            </EmptyState>
        }
    };
    let rows = move || {
        let count = editing.count();
        stops.get_value().into_iter().enumerate().map(|(at, stop)| stop_row(&editing, at, count, stop)).collect_view()
    };
    view! {
        <header class="page-head">
            <div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.present")}</h1><p class="page-about">{ui::say_key("ui.present.about")}</p></div>
            <div class="page-actions">
                <Button label=ui::text("ui.present.notes_open") icon=Icon::External on_press=Callback::new(move |()| open_notes(&notes)) test_id="run-notes" />
                <Button label=ui::text("ui.present.begin") look=ButtonLook::Primary icon=Icon::Present on_press=start test_id="present-begin" />
            </div>
        </header>
        <ul class="presenter-rules">{(1..=4).map(|number| view! { <li>{ui::say(move || t(&format!("ui.present.rule.{number}")))}</li> }).collect_view()}</ul>
        <h2>{ui::say_key("ui.present.run")}</h2>
        <Show when=move || some.get() fallback=empty>
            <ol class="run" data-testid="run">{live(rows.clone())}</ol>
        </Show>
        <div class="run-add">
            <SelectInput label=ui::text("ui.present.screen") value=chosen options=options on_change=Callback::new(move |page| chosen.set(page)) test_id="run-screen" />
            <Button label=ui::text("ui.present.add") icon=Icon::Plus disabled=Signal::derive(move || chosen.with(String::is_empty) || count.get() >= MOST) on_press=add test_id="run-add" />
            <Show when=move || some.get()><Button label=ui::text("ui.present.clear") look=ButtonLook::Text on_press=Callback::new(move |()| clearing.set(true)) test_id="run-clear" /></Show>
        </div>
        <p class="muted">{ui::say_key("ui.present.where")}</p>
        <ConfirmDialog open=clearing title=ui::text("ui.present.clear") message=ui::text("ui.present.clear_about") confirm=ui::text("ui.present.clear") on_confirm=clear danger=true test_id="confirm-clear" />
    }
}

/// One screen of the run: its name, its note, its place.
fn stop_row(editing: &Editing, at: usize, count: usize, stop: Stop) -> AnyView {
    let (up, down, gone, noting) = (editing.clone(), editing.clone(), editing.clone(), editing.clone());
    let session = editing.session.clone();
    let Stop { page, note } = stop;
    let place = Place::short(&page);
    let href = place.clone().map(|place| session.href(place));
    let named = move || place.as_ref().map_or_else(|| page.clone(), |place| place_name(&session, place));
    let (title, about) = (named.clone(), named);
    let label = Signal::derive(move || t_with("ui.present.note_of", &[("title", &about())]));
    view! {
        <li class="run-stop" data-testid="run-stop">
            <a class="run-title" href=href>{ui::say(title)}</a>
            <div class="run-tools">
                <IconButton label=ui::text("ui.present.up") icon=Icon::ArrowUp small=true disabled=at == 0 on_press=Callback::new(move |()| up.place_at(at, at.saturating_sub(1))) test_id="run-up" />
                <IconButton label=ui::text("ui.present.down") icon=Icon::ArrowDown small=true disabled=at + 1 == count on_press=Callback::new(move |()| down.place_at(at, at + 1)) test_id="run-down" />
                <IconButton label=ui::text("ui.present.remove") icon=Icon::Trash small=true on_press=Callback::new(move |()| gone.change(|stops| drop(stops.remove(at)))) test_id="run-remove" />
            </div>
            <TextInput label=label value=note hide_label=true multiline=true rows=2 placeholder=ui::text("ui.present.note") on_input=Callback::new(move |note| noting.note(at, note)) test_id="run-note" />
        </li>
    }
    .into_any()
}
