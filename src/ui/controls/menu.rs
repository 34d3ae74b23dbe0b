//! A button with a menu of actions (ARIA practices: menu button). The list floats above everything, also inside
//! scrolling tables.

use crate::say;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::ButtonLook;
use super::optional;
use crate::dom::{focus_by_id, soon, unique_id};
use crate::icon::{Icon, IconView};

/// One action of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it does, verb first.
    pub label: String,
    /// A picture before the label.
    pub icon: Option<Icon>,
    /// The keys that do the same.
    pub shortcut: String,
    /// Whether it destroys something.
    pub danger: bool,
    /// Whether it cannot be used now.
    pub disabled: bool,
    /// Whether it is the one in force (language, view).
    pub checked: bool,
    /// Whether a line stands above it.
    pub separated: bool,
    /// Runs when it is chosen.
    pub on_press: Callback<()>,
}

impl MenuItem {
    /// An action with a label only.
    pub fn new(label: impl Into<String>, on_press: Callback<()>) -> Self {
        Self { label: label.into(), icon: None, shortcut: String::new(), danger: false, disabled: false, checked: false, separated: false, on_press }
    }

    /// With an icon.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With the keys that do the same.
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = keys.into();
        self
    }

    /// Marked as destructive.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shown but not usable.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Marked as the one in force.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// With a line above.
    pub fn separated(mut self) -> Self {
        self.separated = true;
        self
    }
}

/// Where the list stands, in px of the window; `None` edges are free.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Place {
    /// Distance from the left edge.
    pub left: f64,
    /// Distance of the upper edge from the top.
    pub top: Option<f64>,
    /// Distance of the lower edge from the bottom.
    pub bottom: Option<f64>,
}

/// Places a list of a given size at a button (left, top, right, bottom) inside a window: below if there is room, else
/// above; aligned with the right edge of the button, moved inside the window.
pub fn place(button: (f64, f64, f64, f64), list: (f64, f64), window: (f64, f64), from_left: bool) -> Place {
    const GAP: f64 = 4.0;
    let (left, top, right, bottom) = button;
    let wanted = if from_left { left } else { right - list.0 };
    let left = wanted.min(window.0 - list.0 - 8.0).max(8.0);
    if bottom + GAP + list.1 <= window.1 || top < window.1 - bottom {
        Place { left, top: Some(bottom + GAP), bottom: None }
    } else {
        Place { left, top: None, bottom: Some(window.1 - top + GAP) }
    }
}

/// A menu button. With `icon_only` the label is the accessible name and tooltip; `from_left` aligns the list with the
/// left edge of the button.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] look: ButtonLook,
    #[prop(optional)] icon_only: bool,
    #[prop(optional)] from_left: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let base = unique_id("menu");
    let button_id = StoredValue::new(format!("{base}-button"));
    let list_id = format!("{base}-list");
    let item_id = {
        let base = StoredValue::new(base);
        move |index: usize| base.with_value(|base| format!("{base}-item-{index}"))
    };
    let open = RwSignal::new(false);
    let position = RwSignal::new(Place::default());
    let list = NodeRef::<html::Ul>::new();
    let button = NodeRef::<html::Button>::new();

    let settle = move || {
        let (Some(button), Some(list), Some(window)) = (button.get_untracked(), list.get_untracked(), web_sys::window()) else { return };
        let edges = button.get_bounding_client_rect();
        let size = list.get_bounding_client_rect();
        let inner = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(1000.0);
        position.set(place(
            (edges.left(), edges.top(), edges.right(), edges.bottom()),
            (size.width(), size.height()),
            (inner(window.inner_width()), inner(window.inner_height())),
            from_left,
        ));
    };
    let enabled = move |from: usize, step: isize| {
        items.with_untracked(|items| {
            let count = items.len();
            (0..count)
                .map(|turn| {
                    let offset = isize::try_from(turn).unwrap_or(0) * step;
                    (isize::try_from(from).unwrap_or(0) + offset).rem_euclid(isize::try_from(count).unwrap_or(1))
                })
                .filter_map(|index| usize::try_from(index).ok())
                .find(|index| !items[*index].disabled)
        })
    };
    let show = move |last: bool| {
        if disabled.get_untracked() {
            return;
        }
        open.set(true);
        let target = if last { enabled(items.with_untracked(Vec::len).saturating_sub(1), -1) } else { enabled(0, 1) };
        soon(move || {
            settle();
            if let Some(index) = target {
                focus_by_id(&item_id(index));
            }
        });
    };
    let close = move |refocus: bool| {
        if open.get_untracked() {
            open.set(false);
            if refocus {
                button_id.with_value(|id| focus_by_id(id));
            }
        }
    };
    let run = move |index: usize| {
        let Some(item) = items.with_untracked(|items| items.get(index).cloned()) else { return };
        if !item.disabled {
            close(true);
            item.on_press.run(());
        }
    };
    let typeahead = move |now: usize, letter: &str| {
        let letter = letter.to_lowercase();
        items.with_untracked(|items| {
            let count = items.len();
            (1..=count)
                .map(|turn| (now + turn) % count)
                .find(|index| !items[*index].disabled && items[*index].label.to_lowercase().starts_with(&letter))
        })
    };
    let key_in_list = move |event: ev::KeyboardEvent, index: usize| {
        let count = items.with_untracked(Vec::len);
        let target = match event.key().as_str() {
            "ArrowDown" => enabled(index + 1, 1),
            "ArrowUp" => enabled(index + count.saturating_sub(1), -1),
            "Home" => enabled(0, 1),
            "End" => enabled(count.saturating_sub(1), -1),
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                close(true);
                return;
            }
            "Tab" => {
                close(true);
                return;
            }
            letter if letter.chars().count() == 1 && letter != " " && !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
                typeahead(index, letter)
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(target) = target {
            focus_by_id(&item_id(target));
        }
    };
    let key_on_button = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            show(false);
        }
        "ArrowUp" => {
            event.prevent_default();
            show(true);
        }
        _ => {}
    };
    let exists = super::existence();
    let leave = move |event: ev::FocusEvent| {
        if !exists() {
            return;
        }
        let inside = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .zip(event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()))
            .is_some_and(|(container, next)| container.contains(Some(&next)));
        if !inside {
            close(false);
        }
    };
    // A list that floats at a fixed place would stay behind when the page moves.
    let on_scroll = window_event_listener(ev::resize, move |_| close(false));
    on_cleanup(move || on_scroll.remove());

    let class = if icon_only { "icon-button" } else { button_class(look) };
    let popup_id = list_id.clone();
    let popup = move || {
        open.get().then(|| {
            let rows = items
                .get()
                .into_iter()
                .enumerate()
                .map(|(index, item)| {
                    let keys = optional(item.shortcut);
                    view! {
                        {item.separated.then(|| view! { <li role="separator" class={"menu-line"}></li> })}
                        <li role="none">
                            <button
                                type="button"
                                role="menuitem"
                                class="menu-item"
                                class:is-danger=item.danger
                                class:is-checked=item.checked
                                tabindex="-1"
                                id=item_id(index)
                                aria-disabled=item.disabled.then_some("true")
                                aria-current=item.checked.then_some("true")
                                on:click=move |_| run(index)
                                on:keydown=move |event| key_in_list(event, index)
                            >
                                {item.icon.map(|icon| view! { <IconView icon=icon /> })}
                                <span class="menu-text">{item.label}</span>
                                {keys.map(|keys| view! { <kbd class="menu-keys">{keys}</kbd> })}
                                {item.checked.then(|| view! { <IconView icon=Icon::Check /> })}
                            </button>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <ul
                    node_ref=list
                    class="menu-list"
                    role="menu"
                    id=popup_id.clone()
                    aria-label=move || label.get()
                    style:left=move || format!("{}px", position.get().left)
                    style:top=move || position.get().top.map_or_else(|| "auto".to_owned(), |top| format!("{top}px"))
                    style:bottom=move || position.get().bottom.map_or_else(|| "auto".to_owned(), |bottom| format!("{bottom}px"))
                >
                    {rows}
                </ul>
            }
        })
    };
    view! {
        <div class="menu" on:focusout=leave>
            <button
                node_ref=button
                type="button"
                class=class
                id=button_id.get_value()
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id
                aria-label=move || icon_only.then(|| label.get())
                title=move || icon_only.then(|| label.get())
                disabled=move || disabled.get()
                data-testid=optional(test_id)
                on:click=move |_| if open.get_untracked() { close(true) } else { show(false) }
                on:keydown=key_on_button
            >
                {icon.map(|icon| view! { <IconView icon=icon size=if icon_only { 18 } else { 16 } /> })}
                {(!icon_only).then(|| view! {
                    <span class="button-label">{say(move || label.get())}</span>
                    <IconView icon=Icon::ChevronDown size=14 />
                })}
            </button>
            {crate::live(popup)}
        </div>
    }
}

fn button_class(look: ButtonLook) -> &'static str {
    match look {
        ButtonLook::Primary => "button button-primary",
        ButtonLook::Default | ButtonLook::Dashed => "button",
        ButtonLook::Text => "button button-text",
        ButtonLook::Danger => "button button-danger",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(button: (f64, f64, f64, f64), list: (f64, f64), expected: Place) {
        assert_eq!(place(button, list, (1000.0, 600.0), false), expected);
    }

    #[test]
    fn the_list_stays_inside_the_window() {
        check((900.0, 100.0, 980.0, 132.0), (200.0, 150.0), Place { left: 780.0, top: Some(136.0), bottom: None });
        check((900.0, 550.0, 980.0, 582.0), (200.0, 150.0), Place { left: 780.0, top: None, bottom: Some(54.0) });
        check((10.0, 100.0, 60.0, 132.0), (200.0, 150.0), Place { left: 8.0, top: Some(136.0), bottom: None });
        assert_eq!(place((950.0, 0.0, 990.0, 32.0), (200.0, 100.0), (1000.0, 600.0), true).left, 792.0);
    }
}
