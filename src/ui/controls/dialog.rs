//! Dialogs and drawers on the browser's own `<dialog>`: it keeps the focus inside and the page behind still.

use crate::{live, say};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::{Button, ButtonLook, IconButton};
use super::optional;
use super::text_input::TextInput;
use crate::dom::{focus_heading, focused, is_composing, soon, unique_id};
use crate::icon::{Icon, IconView};
use crate::lang::t_with;

/// A dialog that is open while something is chosen: `begin` empties its fields for each choice, closing it forgets the choice.
pub fn open_while<T: Clone + Send + Sync + 'static>(chosen: RwSignal<Option<T>>, begin: Callback<()>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let some = chosen.with(Option::is_some);
        if some {
            begin.run(());
        }
        open.set(some);
    });
    Effect::new(move |_| {
        if !open.get() && chosen.with_untracked(Option::is_some) {
            chosen.set(None);
        }
    });
    open
}

/// A dialog in the middle of the page. Esc and the cross cancel; the focus returns to what opened it.
/// `actions` is the row of buttons at its foot; `wide` gives 880 px instead of 520.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    children: ChildrenFn,
    #[prop(into, optional)] actions: ViewFn,
    #[prop(optional)] wide: bool,
    /// Runs when the dialog is cancelled by Esc or the cross, after it has closed.
    #[prop(optional)]
    on_cancel: Option<Callback<()>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let class = if wide { "dialog dialog-wide" } else { "dialog" };
    surface(class, false, open, title, children, actions, on_cancel, test_id)
}

/// A drawer at the right edge, 560 px wide, the whole width on phones. A press beside it closes it too.
#[component]
pub fn Drawer(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    children: ChildrenFn,
    #[prop(into, optional)] actions: ViewFn,
    #[prop(optional)] wide: bool,
    #[prop(optional)] on_cancel: Option<Callback<()>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let class = if wide { "drawer drawer-wide" } else { "drawer" };
    surface(class, true, open, title, children, actions, on_cancel, test_id)
}

#[allow(clippy::too_many_arguments, reason = "the shared body of two components")]
fn surface(
    class: &'static str,
    light_dismiss: bool,
    open: RwSignal<bool>,
    title: Signal<String>,
    children: ChildrenFn,
    actions: ViewFn,
    on_cancel: Option<Callback<()>>,
    test_id: String,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog-title");
    let opener = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let cancel = move || {
        open.set(false);
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    };
    Effect::new(move || {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            opener.set_value(focused());
            if dialog.show_modal().is_ok() {
                soon(move || focus_first(&dialog));
            }
        } else if !wanted && dialog.open() {
            dialog.close();
            // The browser returns the focus itself unless the opener was drawn anew meanwhile.
            if let Some(opener) = opener.try_update_value(Option::take).flatten()
                && opener.is_connected()
            {
                let _ = opener.focus();
            }
            // It may go now, like the button that adds the first record of a list: the page goes on at its heading.
            soon(focus_heading);
        }
    });
    let beside = move |event: ev::MouseEvent| {
        let on_backdrop = event.target().zip(event.current_target()).is_some_and(|(target, current)| target == current);
        if light_dismiss && on_backdrop {
            cancel();
        }
    };
    // Ctrl+Enter is the dialog's own while it is open: its primary button, never the one of the page behind.
    let submit = move |event: ev::KeyboardEvent| {
        if !(event.ctrl_key() || event.meta_key()) || event.shift_key() || event.key() != "Enter" || is_composing(&event) {
            return;
        }
        event.prevent_default();
        let button = node.get_untracked().and_then(|dialog| dialog.query_selector(".button-primary:not(:disabled)").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            crate::drafts::flush_all();
            button.click();
        }
    };
    let labelled = title_id.clone();
    let children = StoredValue::new(children);
    let actions = StoredValue::new(actions);
    view! {
        <dialog
            node_ref=node
            class=class
            aria-labelledby=labelled
            data-testid=optional(test_id)
            on:cancel=move |event: ev::Event| {
                // Only this dialog's own request: the event of a file chooser inside bubbles as well.
                if event.target() == event.current_target() {
                    event.prevent_default();
                    cancel();
                }
            }
            on:close=move |_| {
                // The event comes late: the dialog may have been opened again meanwhile.
                let is_open = node.get_untracked().is_some_and(|element| element.open());
                if !is_open && open.try_get_untracked() == Some(true) {
                    open.set(false);
                }
            }
            on:mousedown=beside
            on:keydown=submit
        >
            {live(move || {
                let title_id = title_id.clone();
                open.get().then(|| view! {
                    <div class="dialog-surface">
                        <header class="dialog-head">
                            <h2 class="dialog-title" id=title_id>{say(move || title.get())}</h2>
                            <IconButton label=crate::text("ui.dialog.close") icon=Icon::Cross on_press=Callback::new(move |()| cancel()) />
                        </header>
                        <div class="dialog-body">{children.with_value(|children| children())}</div>
                        <footer class="dialog-foot">{actions.with_value(ViewFn::run)}</footer>
                    </div>
                })
            })}
        </dialog>
    }
    .into_any()
}

/// Focuses what is marked for it, else the first field, else the last button of the foot, else the cross.
pub(crate) fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    const CANDIDATES: [&str; 4] = [
        "[data-autofocus]",
        ".dialog-body input:not([type=hidden]):not(:disabled), .dialog-body select:not(:disabled), .dialog-body textarea:not(:disabled)",
        ".dialog-foot button:not(:disabled)",
        ".dialog-head button",
    ];
    let found = CANDIDATES.iter().find_map(|selector| dialog.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A question before something that cannot simply be undone. With `typed`, the confirming button works only after that
/// text has been typed. The safe button has the focus.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What will happen, in one or two sentences.
    #[prop(into)]
    message: Signal<String>,
    /// The verb and object of the confirming button.
    #[prop(into)]
    confirm: Signal<String>,
    on_confirm: Callback<()>,
    #[prop(optional)] danger: bool,
    #[prop(into, optional)] typed: Signal<String>,
    #[prop(optional)] on_cancel: Option<Callback<()>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    Effect::new(move || {
        if open.get() {
            answer.set(String::new());
        }
    });
    let blocked = Signal::derive(move || typed.with(|wanted| !wanted.is_empty() && answer.with(|answer| answer.trim() != wanted.trim())));
    let look = if danger { ButtonLook::Danger } else { ButtonLook::Primary };
    let decline = Callback::new(move |()| {
        open.set(false);
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    });
    let accept = Callback::new(move |()| {
        open.set(false);
        on_confirm.run(());
    });
    let actions = move || {
        view! {
            <Button label=crate::text("ui.dialog.cancel") on_press=decline initial_focus=true test_id="confirm-cancel" />
            <Button label=confirm on_press=accept look=look disabled=blocked test_id="confirm-accept" />
        }
    };
    view! {
        <Dialog open title actions on_cancel=decline test_id>
            <div class="confirm">
                <span class="confirm-icon" class:is-danger=danger><IconView icon=Icon::Warning size=22 /></span>
                <div class="confirm-text">
                    <p>{say(move || message.get())}</p>
                    {live(move || (!typed.with(String::is_empty)).then(|| view! {
                        <TextInput
                            label=Signal::derive(move || t_with("ui.dialog.type_to_confirm", &[("text", &typed.get())]))
                            value=answer
                            on_input=Callback::new(move |text| answer.set(text))
                            test_id="confirm-text"
                        />
                    }))}
                </div>
            </div>
        </Dialog>
    }
}
