//! Buttons and links that look like buttons. Labels say the action; a busy or disabled button keeps its place.

use crate::say;
use leptos::prelude::*;

use super::optional;
use crate::icon::{Icon, IconView};

/// How a button looks. One primary button per page or dialog.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ButtonLook {
    /// The one action that leads on.
    Primary,
    /// An ordinary action.
    #[default]
    Default,
    /// A quiet action inside text or a table row.
    Text,
    /// Final confirmation of something destructive.
    Danger,
    /// Adds an entry to a list.
    Dashed,
}

impl ButtonLook {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Default => "button",
            Self::Text => "button button-text",
            Self::Danger => "button button-danger",
            Self::Dashed => "button button-dashed",
        }
    }
}

/// A button with a visible label. `large` gives the 40 px form of page footers; `icon_after` puts the icon behind the
/// label; `initial_focus` marks what a dialog focuses first.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    on_press: Callback<()>,
    #[prop(optional)] look: ButtonLook,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] icon_after: bool,
    #[prop(into, optional)] shortcut: String,
    #[prop(optional)] large: bool,
    #[prop(optional)] initial_focus: bool,
    /// What it is about, read out after the label where many buttons of a list say the same.
    #[prop(into, optional)]
    about: Signal<String>,
    #[prop(into, optional)] id: String,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let picture = move || icon.map(|icon| view! { <IconView icon=icon /> });
    let spoken = move || optional(about.get()).map(|about| view! { <span class="visually-hidden">" "{about}</span> });
    let keys = optional(shortcut);
    let title = keys.clone().map(|keys| move || format!("{} ({keys})", label.get()));
    view! {
        <button
            type="button"
            class=look.class()
            class:button-large=large
            id=optional(id)
            data-testid=optional(test_id)
            data-autofocus=initial_focus.then_some("")
            disabled=move || disabled.get()
            title=title
            on:click=move |_| on_press.run(())
        >
            {(!icon_after).then(picture)}
            <span class="button-label">{say(move || label.get())}</span>
            {crate::live(spoken)}
            {icon_after.then(picture)}
            {keys.map(|keys| view! { <kbd class="button-keys" aria-hidden="true">{keys}</kbd> })}
        </button>
    }
}

/// A button that shows only an icon; its label is the accessible name and the tooltip.
#[component]
pub fn IconButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] icon: Signal<Icon>,
    on_press: Callback<()>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Pressed state of a toggle; leave out for a plain button.
    #[prop(into, optional)]
    pressed: Option<Signal<bool>>,
    #[prop(into, optional)] shortcut: String,
    #[prop(optional)] danger: bool,
    #[prop(optional)] small: bool,
    #[prop(into, optional)] id: String,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let keys = optional(shortcut);
    let tooltip = move || keys.as_ref().map_or_else(|| label.get(), |keys| format!("{} ({keys})", label.get()));
    view! {
        <button
            type="button"
            class="icon-button"
            class:icon-button-danger=danger
            class:icon-button-small=small
            id=optional(id)
            data-testid=optional(test_id)
            aria-label=move || label.get()
            aria-pressed=move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" })
            title=tooltip
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            <IconView icon=icon size=18 />
        </button>
    }
}

/// A link that looks like a button. `external` opens a new tab and says so by an icon.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] look: ButtonLook,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] icon_after: bool,
    #[prop(optional)] large: bool,
    #[prop(optional)] external: bool,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let picture = move || icon.map(|icon| view! { <IconView icon=icon /> });
    view! {
        <a
            class=look.class()
            class:button-large=large
            href=move || href.get()
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
            data-testid=optional(test_id)
        >
            {(!icon_after).then(picture)}
            <span class="button-label">{say(move || label.get())}</span>
            {icon_after.then(picture)}
            {external.then(|| view! { <IconView icon=Icon::External size=14 /> })}
        </a>
    }
}
