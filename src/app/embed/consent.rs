//! Asks the user whether the page around the frame may read or change data. The buttons work only after the bar has
//! been visible for a moment, so that no page can slip it under a click.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, live};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::{Question, embed};

/// How long the bar must have been visible before its buttons work, in milliseconds.
const LOOK: u32 = 1000;

/// The bar, where there is a question, and what is wrong with the code in the page around.
#[component]
pub(crate) fn ConsentBar() -> impl IntoView {
    let embed = embed();
    // The code in the page around asks for messages that this app does not know.
    let strange = embed.parameters.with_untracked(|read| read.ignored.iter().any(|name| name == "v"));
    view! {
        {strange.then(|| view! { <div class="band band-warning" role="note" data-testid="embed-version">{ui::say_key("ui.embed.version")}</div> })}
        {live(move || embed.question.get().map(|question| view! { <Bar question=question /> }))}
    }
}

#[component]
fn Bar(question: Question) -> impl IntoView {
    let embed = embed();
    let ready = RwSignal::new(false);
    let bar = NodeRef::<leptos::html::Div>::new();
    let pending = StoredValue::new_local(None::<Timeout>);
    let watching = StoredValue::new_local(None::<(web_sys::IntersectionObserver, Closure<dyn Fn(js_sys::Array)>)>);
    Effect::new(move |_| {
        let Some(element) = bar.get() else { return };
        let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry = entries.pop();
            let number = |name: &str| js_sys::Reflect::get(&entry, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
            // `isVisible` is false where something lies over the bar; browsers without it leave it undefined.
            let open = number("intersectionRatio").as_f64().unwrap_or(0.0) >= 0.99 && number("isVisible").as_bool() != Some(false);
            if open {
                let timer = Timeout::new(LOOK, move || {
                    ready.try_set(true);
                });
                pending.try_set_value(Some(timer));
            } else {
                pending.try_set_value(None);
                ready.try_set(false);
            }
        });
        let options = js_sys::Object::new();
        for (name, value) in [("threshold", JsValue::from_f64(0.99)), ("trackVisibility", JsValue::TRUE), ("delay", JsValue::from_f64(100.0))] {
            // Setting a member of a fresh object cannot be refused.
            let _ = js_sys::Reflect::set(&options, &JsValue::from_str(name), &value);
        }
        let observer = web_sys::IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), options.unchecked_ref());
        if let Ok(observer) = observer {
            observer.observe(&element);
            watching.set_value(Some((observer, seen)));
        }
    });
    on_cleanup(move || {
        watching.try_update_value(|kept| {
            if let Some((observer, _)) = kept.take() {
                observer.disconnect();
            }
        });
    });
    let waits = Signal::derive(move || !ready.get());
    let answer = move |allowed, always| Callback::new(move |()| embed.decide(allowed, always));
    let Question { origin, editing } = question;
    let text = move || t_with(if editing { "ui.embed.ask_edit" } else { "ui.embed.ask_data" }, &[("origin", &origin)]);
    view! {
        <div class="band band-warning embed-consent" role="alertdialog" aria-label=ui::text("ui.embed.ask_title") node_ref=bar data-testid="embed-consent">
            <span>{ui::say(text)}</span>
            <Button label=ui::text("ui.embed.once") disabled=waits on_press=answer(true, false) test_id="consent-once" />
            <Button label=ui::text("ui.embed.always") disabled=waits on_press=answer(true, true) test_id="consent-always" />
            <Button label=ui::text("ui.embed.deny") look=ButtonLook::Text on_press=answer(false, false) test_id="consent-deny" />
            <span class="visually-hidden" role="status">{live(move || waits.get().then(|| t("ui.embed.look")))}</span>
        </div>
    }
}
