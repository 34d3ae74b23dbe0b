//! Where on a page the reader was when leaving it: Back and Forward of the browser lead there again, as between pages of any
//! site, with the link that was followed in focus and out of its fold.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, History, HtmlElement, ScrollRestoration};

/// What scrolls by itself within a page.
const GRIDS: &str = "main .grid-scroll";
/// What is folded and unfolded on a page: parts of a step, which have a name, and the rest in its order.
const PARTS: &str = "main .item-fold";
const FOLDS: &str = "main details";
/// So many pages are remembered; nobody goes back further.
const KEPT: usize = 50;
/// How often the page is looked at until what was left stands there again, and how long in between.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(80);

#[derive(Clone, Default)]
struct ReadingPlace {
    /// Pixels above the window.
    top: f64,
    /// Pixels above and before what is seen of each grid.
    grids: Vec<(i32, i32)>,
    /// Parts that were unfolded, by their id.
    parts: Vec<String>,
    /// Which folds were open.
    folds: Vec<bool>,
    /// The address of the link in focus, and how many of the same stand before it.
    link: Option<(String, usize)>,
}

#[derive(Default)]
struct Places {
    /// Pages that were left and their addresses, the last one at the end.
    left: Vec<(String, ReadingPlace)>,
    /// The one that somebody is coming back to.
    coming: Option<ReadingPlace>,
}

thread_local! {
    static PLACES: RefCell<Places> = RefCell::default();
}

fn history() -> Option<History> {
    web_sys::window().and_then(|window| window.history().ok())
}

/// Shows another address in place of this one; the entry keeps what marks it as visited.
pub(crate) fn replace_address(address: &str) {
    if let Some(history) = history() {
        // A sandboxed frame may refuse; the page works all the same.
        let _ = history.replace_state_with_url(&history.state().unwrap_or(JsValue::NULL), "", Some(address));
    }
}

fn all(selector: &str) -> Vec<Element> {
    let found = document().query_selector_all(selector).ok();
    found.map(|list| (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()).unwrap_or_default()
}

fn links_to(address: &str) -> Vec<Element> {
    all("main a").into_iter().filter(|link| link.get_attribute("href").as_deref() == Some(address)).collect()
}

fn is_unfolded(part: &Element) -> bool {
    part.get_attribute("aria-expanded").as_deref() == Some("true")
}

/// Notes where the reader is on the page of this address, which is about to go.
pub(crate) fn leave(address: String) {
    let active = document().active_element().filter(|active| active.closest("main").ok().flatten().is_some());
    let link = active.and_then(|active| {
        let address = active.get_attribute("href")?;
        let index = links_to(&address).iter().position(|link| *link == active)?;
        Some((address, index))
    });
    let grids = all(GRIDS).iter().map(|grid| (grid.scroll_top(), grid.scroll_left())).collect();
    let parts = all(PARTS).into_iter().filter(is_unfolded).map(|part| part.id()).collect();
    let folds = all(FOLDS).iter().map(|fold| fold.has_attribute("open")).collect();
    let top = window().scroll_y().unwrap_or(0.0);
    PLACES.with_borrow_mut(|places| {
        places.left.retain(|(known, _)| *known != address);
        if places.left.len() == KEPT {
            places.left.remove(0);
        }
        places.left.push((address, ReadingPlace { top, grids, parts, folds, link }));
    });
}

/// The browser has come to this address: by a link to a new entry of its history, which is marked as visited from now on, or
/// back to one that is.
pub(crate) fn arrive(address: &str) {
    let Some(history) = history() else { return };
    // The browser would look for the place before the page stands.
    let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    let is_known = history.state().is_ok_and(|state| state.is_truthy());
    if !is_known {
        // Without the mark Back leads to the head of the page.
        let _ = history.replace_state(&JsValue::TRUE, "");
    }
    PLACES.with_borrow_mut(|places| {
        let left = places.left.iter().find(|(known, _)| is_known && known == address);
        places.coming = left.map(|(_, place)| place.clone());
    });
}

/// Leads to where the reader was, if the page that stands now was come back to.
pub(crate) fn restore() {
    if let Some(place) = PLACES.with_borrow_mut(|places| places.coming.take()) {
        let top = window().scroll_y().unwrap_or(0.0);
        restore_soon(place, window().location().hash().unwrap_or_default(), top, TRIES);
    }
}

/// Tries until the page has grown to what it was, unless the reader has gone on.
fn restore_soon(place: ReadingPlace, address: String, seen: f64, tries: u32) {
    let has_moved = (window().scroll_y().unwrap_or(seen) - seen).abs() > 1.0;
    if has_moved || window().location().hash().is_ok_and(|hash| hash != address) || is_there(&place, tries == 0) {
        return;
    }
    set_timeout(move || restore_soon(place, address, seen, tries - 1), PAUSE);
}

/// Folds and unfolds the page as it was left.
fn unfold(place: &ReadingPlace) {
    for part in all(PARTS).into_iter().filter(|part| is_unfolded(part) != place.parts.contains(&part.id())) {
        part.unchecked_into::<HtmlElement>().click();
    }
    let folds = all(FOLDS);
    for (fold, open) in folds.iter().zip(&place.folds).filter(|_| folds.len() == place.folds.len()) {
        // Whatever stands there, it can be folded.
        let _ = fold.toggle_attribute_with_force("open", *open);
    }
}

/// Whether what was left stands there again; the window shows it then, and `at_last` whatever there is of it.
fn is_there(place: &ReadingPlace, at_last: bool) -> bool {
    unfold(place);
    for (grid, (top, left)) in all(GRIDS).iter().zip(&place.grids) {
        grid.set_scroll_top(*top);
        grid.set_scroll_left(*left);
    }
    let link = place.link.as_ref().and_then(|(address, index)| links_to(address).into_iter().nth(*index));
    let height = document().document_element().map_or(0.0, |root| f64::from(root.scroll_height()));
    let window_height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let is_long_enough = place.top + window_height <= height + 1.0;
    if !at_last && !(is_long_enough && (place.link.is_none() || link.is_some())) {
        return false;
    }
    window().scroll_to_with_x_and_y(0.0, place.top);
    if let Some(link) = link {
        let quietly = FocusOptions::new();
        quietly.set_prevent_scroll(true);
        let shown = link.get_bounding_client_rect();
        if shown.bottom() < 0.0 || shown.top() > window_height {
            link.scroll_into_view();
        }
        // A link within a picture is no HTML element and takes the focus like one. One that is gone from sight leaves it where it is.
        let _ = link.unchecked_into::<HtmlElement>().focus_with_options(&quietly);
    }
    true
}
