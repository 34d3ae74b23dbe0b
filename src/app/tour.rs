//! The tour of the home page: at most six stops, left at any time, seen again from the help (ux.md 6.6).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, IconButton, live, say};
use views::Place;
use web_sys::{DomRect, Element};

use crate::shell::open_session;
use crate::state::{AppState, state};

/// What is shown at each stop, the first that is visible, and the key of its words.
const STOPS: &[(&str, &str)] = &[
    ("[data-testid='switch-workspace']", "workspace"),
    (".shell-sidebar .nav-title + .nav-group, .bottom-item:nth-child(2)", "pillars"),
    ("[data-testid='continue']", "step"),
    (".pillar-tiles", "outputs"),
    ("[data-testid='open-palette'], .bottom-item:nth-child(4)", "search"),
    ("[data-testid='save-state']", "backup"),
];

/// Width of the card in px where there is room.
const WIDTH: f64 = 320.0;

/// Begins the tour on the home page.
pub(crate) fn begin(state: &AppState) {
    if let Some(session) = open_session(state) {
        session.show(Place::Home);
    }
    let now = state.tour;
    // The home page takes the focus when it has come; only then the tour does.
    set_timeout(move || now.set(Some(0)), std::time::Duration::from_millis(200));
}

fn target(stop: usize) -> Option<Element> {
    let (selector, _) = STOPS.get(stop)?;
    let found = document().query_selector_all(selector).ok()?;
    let visible = |element: &Element| {
        let edges = element.get_bounding_client_rect();
        edges.width() > 0.0 && edges.height() > 0.0 && edges.left() >= 0.0
    };
    (0..found.length()).filter_map(|index| wasm_bindgen::JsCast::dyn_into::<Element>(found.get(index)?).ok()).find(visible)
}

/// Where the card stands beside what it explains: below if there is room, else above, inside the window.
fn beside(edges: &DomRect, window: (f64, f64)) -> (f64, Option<f64>, Option<f64>) {
    const ROOM: f64 = 220.0;
    let left = edges.left().min(window.0 - WIDTH - 16.0).max(16.0);
    if edges.bottom() + ROOM < window.1 {
        (left, Some(edges.bottom() + 12.0), None)
    } else {
        (left, None, Some((window.1 - edges.top() + 12.0).clamp(16.0, (window.1 - ROOM).max(16.0))))
    }
}

ui::chunk! {
    tour: Part fn card() { view! { <Card /> } }
}

/// The tour, while somebody takes it.
#[component]
pub(crate) fn Tour() -> impl IntoView {
    let now = state().tour;
    let begun = Memo::new(move |_| now.get().is_some());
    live(move || begun.get().then(card))
}

/// The card and the ring around what it explains.
#[component]
fn Card() -> impl IntoView {
    let now = state().tour;
    let go = move |to: Option<usize>| {
        now.set(to.filter(|to| *to < STOPS.len()));
        if to.is_some() {
            ui::dom::focus_soon("tour-title");
        }
    };
    let close = Callback::new(move |()| now.set(None));
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => now.set(None),
        "ArrowRight" => go(now.get_untracked().map(|stop| (stop + 1).min(STOPS.len() - 1))),
        "ArrowLeft" => go(now.get_untracked().map(|stop| stop.saturating_sub(1))),
        _ => {}
    };
    ui::dom::focus_soon("tour-title");
    // The places of the ring and the card are those of the window as it is now.
    let resized = RwSignal::new(());
    let listener = window_event_listener(leptos::ev::resize, move |_| resized.set(()));
    on_cleanup(move || listener.remove());
    live(move || {
        resized.track();
        let stop = now.get()?;
        let (_, words) = STOPS.get(stop)?;
        let found = target(stop);
        if let Some(element) = &found {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
        let inner = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64()).unwrap_or(800.0);
        let window = web_sys::window().map_or((1024.0, 800.0), |window| (inner(window.inner_width()), inner(window.inner_height())));
        let edges = found.map(|element| element.get_bounding_client_rect());
        let (left, top, bottom) = edges.as_ref().map_or((16.0, None, Some(16.0)), |edges| beside(edges, window));
        let px = |at: Option<f64>| at.map_or_else(|| "auto".to_owned(), |at| format!("{at}px"));
        let ring = edges.map(|edges| {
            view! { <div class="tour-ring" aria-hidden="true" style:left=px(Some(edges.left() - 4.0)) style:top=px(Some(edges.top() - 4.0)) style:width=px(Some(edges.width() + 8.0)) style:height=px(Some(edges.height().min(window.1) + 8.0))></div> }
        });
        let place = t_with("ui.tour.place", &[("n", &(stop + 1).to_string()), ("total", &STOPS.len().to_string())]);
        let back = (stop > 0)
            .then(|| view! { <Button label=ui::text("ui.tour.back") on_press=Callback::new(move |()| go(Some(stop - 1))) test_id="tour-back" /> });
        let last = stop + 1 == STOPS.len();
        let forward = Callback::new(move |()| go((!last).then_some(stop + 1)));
        Some(view! {
            {ring}
            <section class="tour" role="dialog" aria-labelledby="tour-title" data-testid="tour" on:keydown=key style:left=format!("max(16px, min({left}px, 100vw - 336px))") style:top=px(top) style:bottom=px(bottom)>
                <div class="tour-head"><h2 id="tour-title" tabindex="-1">{t(&format!("ui.tour.{words}"))}</h2><IconButton label=ui::text("ui.tour.close") icon=Icon::Cross small=true on_press=close test_id="tour-close" /></div>
                <p>{t(&format!("ui.tour.{words}.about"))}</p>
                <div class="tour-foot"><span class="muted">{say(move || place.clone())}</span>{back}<Button label=if last { t("ui.tour.end") } else { t("ui.tour.next") } look=ButtonLook::Primary on_press=forward test_id="tour-next" /></div>
            </section>
        })
    })
}
