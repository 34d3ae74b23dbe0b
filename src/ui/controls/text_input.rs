//! The one guarded text field. While an input method composes, nothing is written into it and nothing is
//! reported; the finished text is reported once. Late echoes of what was typed never overwrite newer typing.

use std::collections::VecDeque;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;
use crate::dom::{is_composing, tell};

/// How many of its own reports a field remembers to recognise them when they come back.
const REMEMBERED: usize = 64;

/// What a field knows about the text in it, apart from the page.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    composing: bool,
    /// The text reported last.
    last: Option<String>,
    /// Reports whose echo has not come back yet.
    sent: VecDeque<String>,
}

impl Guard {
    /// An input method has begun.
    pub fn begin(&mut self) {
        self.composing = true;
    }

    /// The input method is done; true if it was at work.
    pub fn end(&mut self) -> bool {
        std::mem::take(&mut self.composing)
    }

    /// Whether an input method is at work.
    pub fn is_composing(&self) -> bool {
        self.composing
    }

    /// The text to report for what stands in the field now; `None` while composing or if it was just reported.
    pub fn report(&mut self, text: &str) -> Option<String> {
        if self.composing || self.last.as_deref() == Some(text) {
            return None;
        }
        self.last = Some(text.to_owned());
        if self.sent.len() == REMEMBERED {
            self.sent.pop_front();
        }
        self.sent.push_back(text.to_owned());
        Some(text.to_owned())
    }

    /// Whether a value from outside shall be written over `shown`. Not while composing; not if it is an echo of
    /// something this field reported and the user has typed on.
    pub fn accept(&mut self, value: &str, shown: &str, focused: bool) -> bool {
        if self.composing {
            return false;
        }
        if value == shown {
            // The owner has caught up: an earlier text that comes now is an undo, not an echo.
            self.sent.clear();
            return false;
        }
        if focused
            && let Some(index) = self.sent.iter().position(|sent| sent == value)
            && self.last.as_deref() == Some(shown)
        {
            self.sent.drain(..=index);
            return false;
        }
        self.sent.clear();
        self.last = None;
        true
    }
}

/// The part of a field both `input` and `textarea` have.
trait TextElement: Clone + 'static {
    fn text(&self) -> String;
    fn write(&self, text: &str);
    fn has_focus(&self) -> bool;
}

macro_rules! text_element {
    ($element:ty) => {
        impl TextElement for $element {
            fn text(&self) -> String {
                self.value()
            }
            fn write(&self, text: &str) {
                self.set_value(text);
            }
            fn has_focus(&self) -> bool {
                crate::dom::page().and_then(|page| page.active_element()).is_some_and(|active| active == *self.unchecked_ref::<web_sys::Element>())
            }
        }
    };
}
text_element!(web_sys::HtmlInputElement);
text_element!(web_sys::HtmlTextAreaElement);

/// A text field of one or several lines.
///
/// `unit` stands beside the field, `suffix` below it while typing says how the text is understood; `on_leave` runs when the field is left;
/// `on_enter` when Enter is pressed and no input method is at work (single line only).
#[component]
pub fn TextInput(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional)] multiline: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] on_leave: Option<Callback<()>>,
    #[prop(optional)] on_enter: Option<Callback<()>>,
    #[prop(default = 3)] rows: u32,
    #[prop(into, optional)] input_mode: String,
    #[prop(optional)] hide_label: bool,
    #[prop(into, optional)] placeholder: Signal<String>,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] suffix: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let ids = FieldIds::new(id);
    let guard = StoredValue::new(Guard::default());
    let numeric = matches!(input_mode.as_str(), "decimal" | "numeric");

    let report = move |text: String| {
        if let Some(Some(text)) = guard.try_update_value(|guard| guard.report(&text)) {
            tell(on_input, text);
        }
    };
    let exists = super::existence();
    let leave = move |text: String| {
        if !exists() {
            return;
        }
        // Some browsers end a composition by leaving the field and send no end event.
        if guard.try_update_value(Guard::end) == Some(true) {
            report(text);
        }
        if let Some(on_leave) = on_leave {
            tell(on_leave, ());
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if is_composing(&event) || guard.with_value(Guard::is_composing) {
            if event.key() == "Enter" {
                event.prevent_default();
            }
            event.stop_propagation();
        } else if event.key() == "Enter"
            && !multiline
            && let Some(on_enter) = on_enter
        {
            event.prevent_default();
            tell(on_enter, ());
        }
    };
    let begin = move |_: ev::CompositionEvent| guard.update_value(Guard::begin);
    let place = move || optional(placeholder.get());
    let of_frame = described(&ids, hint, error);
    let unit_id = ids.unit.clone();
    let described_by = move || {
        let measured = unit.with(|unit| !unit.is_empty()).then(|| unit_id.clone());
        match (of_frame(), measured) {
            (Some(frame), Some(unit)) => Some(format!("{frame} {unit}")),
            (frame, unit) => frame.or(unit),
        }
    };

    let field_ids = ids.clone();
    let field = if multiline {
        let node = NodeRef::<html::Textarea>::new();
        follow(value, guard, move || node.get());
        view! {
            <textarea
                node_ref=node
                class="input input-area"
                id=ids.control.clone()
                rows=rows
                placeholder=place
                disabled=move || disabled.get()
                aria-required=required.then_some("true")
                aria-invalid=invalid(error)
                aria-describedby=described_by
                data-testid=optional(test_id)
                on:compositionstart=begin
                on:compositionend=move |event| {
                    guard.update_value(|guard| { guard.end(); });
                    report(event_target_value(&event));
                }
                on:input=move |event| report(event_target_value(&event))
                on:blur=move |event| leave(event_target_value(&event))
                on:keydown=key
            ></textarea>
        }
        .into_any()
    } else {
        let node = NodeRef::<html::Input>::new();
        follow(value, guard, move || node.get());
        view! {
            <input
                node_ref=node
                type="text"
                class="input"
                class:input-number=numeric
                id=ids.control.clone()
                inputmode=optional(input_mode)
                autocomplete="off"
                placeholder=place
                disabled=move || disabled.get()
                aria-required=required.then_some("true")
                aria-invalid=invalid(error)
                aria-describedby=described_by
                data-testid=optional(test_id)
                on:compositionstart=begin
                on:compositionend=move |event| {
                    guard.update_value(|guard| { guard.end(); });
                    report(event_target_value(&event));
                }
                on:input=move |event| report(event_target_value(&event))
                on:blur=move |event| leave(event_target_value(&event))
                on:keydown=key
            />
        }
        .into_any()
    };
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label hint error unit suffix>
            {field}
        </FieldFrame>
    }
}

/// Writes values from outside into the element whenever the guard agrees.
fn follow<E: TextElement>(value: Signal<String>, guard: StoredValue<Guard>, element: impl Fn() -> Option<E> + 'static) {
    Effect::new(move || {
        let next = value.get();
        if let Some(element) = element() {
            let shown = element.text();
            let focused = element.has_focus();
            if guard.try_update_value(|guard| guard.accept(&next, &shown, focused)) == Some(true) {
                element.write(&next);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(guard: &mut Guard, text: &str, expected: bool) {
        assert_eq!(guard.report(text).is_some(), expected, "{text}");
    }

    #[test]
    fn nothing_is_reported_while_composing() {
        let mut guard = Guard::default();
        check(&mut guard, "a", true);
        guard.begin();
        check(&mut guard, "am", false);
        assert!(guard.is_composing());
        assert!(!guard.accept("other", "am", true), "an outside value waits");
        assert!(guard.end());
        check(&mut guard, "a目", true);
        check(&mut guard, "a目", false);
        assert!(!guard.end());
    }

    #[test]
    fn late_echoes_do_not_overwrite() {
        let mut guard = Guard::default();
        check(&mut guard, "a", true);
        check(&mut guard, "ab", true);
        assert!(!guard.accept("a", "ab", true), "echo of the first letter");
        assert!(!guard.accept("ab", "ab", true));
        assert!(guard.accept("changed elsewhere", "ab", true));
        assert!(guard.accept("a", "changed elsewhere", true), "after an outside change nothing is an echo");
    }

    #[test]
    fn undo_reaches_the_field() {
        let mut guard = Guard::default();
        check(&mut guard, "a", true);
        check(&mut guard, "ab", true);
        assert!(guard.clone().accept("a", "ab", false), "without focus");
        assert!(!guard.accept("ab", "ab", true), "the owner has caught up");
        assert!(guard.accept("a", "ab", true), "with focus");
        check(&mut guard, "ab", true);
    }
}
