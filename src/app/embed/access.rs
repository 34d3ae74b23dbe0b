//! The storage of the app opened by itself, inside a frame on another site: only where the reader presses the button, and only
//! in browsers that hand it out. After the answer the frame loads itself again and `public/start.js` puts the storage where the
//! program looks for it.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::Button;
use ui::lang::t;
use views::{Place, Route};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the wish is kept until the frame has loaded itself again; `public/start.js` knows it by this name.
const WISH: &str = "shizhu-access";

/// Whether this frame has been given the storage.
pub(super) fn is_first_party() -> bool {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-storage")).as_deref() == Some("first-party")
}

/// The browser may hand out more than cookies: those of the Chromium family do, and nothing but the answer itself tells.
fn is_possible() -> bool {
    let has = |target: &JsValue, name: &str| Reflect::has(target, &name.into()).unwrap_or(false);
    web_sys::window().is_some_and(|window| has(&window.navigator(), "userAgentData")) && has(&document(), "requestStorageAccess")
}

/// Asks the browser, which asks the reader; within the press of the button.
fn request() -> Option<Promise> {
    let document = document();
    let method: Function = Reflect::get(&document, &"requestStorageAccess".into()).ok()?.dyn_into().ok()?;
    let wanted = Object::new();
    for name in ["indexedDB", "BroadcastChannel", "locks"] {
        Reflect::set(&wanted, &name.into(), &JsValue::TRUE).ok()?;
    }
    method.call1(&document, &wanted).ok()?.dyn_into().ok()
}

/// The workspace of this frame is not in the other storage: its page is opened of the one that is there. Records and lists of
/// one are not those of the other.
fn leave_workspace(route: Option<Route>) {
    let Some(Route::In(_, place)) = route else { return };
    let place = if matches!(place, Place::Record(..)) { Place::Home } else { place };
    // Where the address cannot be changed, the page says that it does not know the workspace.
    crate::reading_place::replace_address(&format!("#/{}", place.path()));
}

/// The button, where it can have an effect.
#[component]
pub(super) fn AccessButton() -> impl IntoView {
    let denied = RwSignal::new(false);
    let route = crate::state::state().route;
    let press = Callback::new(move |()| {
        let Some(answer) = request() else { return denied.set(true) };
        spawn_local(async move {
            // Cookies alone, which some browsers grant, are no help here.
            let granted = JsFuture::from(answer).await.is_ok_and(|handle| handle.is_object());
            let window = web_sys::window();
            let kept = window.as_ref().and_then(|window| window.session_storage().ok().flatten()).map(|kept| kept.set_item(WISH, "1").is_ok());
            match window {
                Some(window) if granted && kept == Some(true) => {
                    views::drafts::flush_all();
                    leave_workspace(route.try_get_untracked());
                    // A page can always load itself again.
                    let _ = window.location().reload();
                }
                _ => {
                    denied.try_set(true);
                }
            }
        });
    });
    is_possible().then(|| {
        view! {
            <Button label=ui::text("ui.embed.access") on_press=press test_id="embed-access" />
            {ui::live(move || denied.get().then(|| view! { <span role="alert" data-testid="embed-access-denied">{t("ui.embed.access_denied")}</span> }))}
        }
    })
}
