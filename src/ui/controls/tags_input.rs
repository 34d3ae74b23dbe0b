//! Short texts as removable chips: typed and finished with Enter, or pasted line by line. A comma belongs to the text.
//! What is typed counts as the last text from the first pause on, so that a closed tab loses none of it.

use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;
use crate::dom::{focus_by_id, is_composing, tell};
use crate::drafts::{self, PAUSE};
use crate::icon::{Icon, IconView};
use crate::lang::{t, t_with};

/// The texts of several pasted lines or cells; none where there is only one.
pub fn pasted_tags(text: &str) -> Vec<String> {
    let pieces: Vec<String> = text.split(['\n', '\r', '\t']).map(str::trim).filter(|piece| !piece.is_empty()).map(str::to_owned).collect();
    if pieces.len() > 1 { pieces } else { Vec::new() }
}

/// Adds texts in order, leaving out blanks and those already there.
pub fn add_tags(tags: &[String], more: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut all = tags.to_vec();
    for tag in more {
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && !all.contains(&tag) {
            all.push(tag);
        }
    }
    all
}

/// A list of short texts.
#[component]
pub fn TagsInput(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] show_optional: bool,
    #[prop(into, optional)] hint: Signal<String>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] id: String,
    #[prop(optional)] hide_label: bool,
    #[prop(into, optional)] placeholder: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    let node = NodeRef::<html::Input>::new();
    let composing = StoredValue::new(false);
    let exists = super::existence();
    let control = StoredValue::new(ids.control.clone());

    let text = move || node.get_untracked().map(|input| input.value()).unwrap_or_default();
    let write = move |text: &str| {
        if let Some(input) = node.get_untracked() {
            input.set_value(text);
        }
    };
    // The texts that are finished, while another is being typed.
    let finished = RwSignal::new(None::<Vec<String>>);
    let waiting = StoredValue::new(None::<u64>);
    let timer = StoredValue::new_local(None::<Timeout>);
    let add = move |more: Vec<String>| {
        timer.set_value(None);
        if let Some(number) = waiting.get_value() {
            drafts::forget(number);
            waiting.set_value(None);
        }
        let after = add_tags(&finished.get_untracked().unwrap_or_else(|| value.get_untracked()), more);
        if after != value.get_untracked() {
            tell(on_change, after);
        }
    };
    let keep = move || {
        if let Some(input) = node.try_get_untracked().flatten() {
            add(vec![input.value()]);
        }
    };
    let typed = move || {
        if composing.get_value() {
            return;
        }
        if finished.with_untracked(Option::is_none) {
            finished.set(Some(value.get_untracked()));
        }
        if waiting.get_value().is_none() {
            waiting.set_value(Some(drafts::register(keep)));
        }
        timer.set_value(Some(Timeout::new(PAUSE.as_millis() as u32, keep)));
    };
    on_cleanup(move || {
        timer.try_set_value(None);
        if let Some(number) = waiting.try_get_value().flatten() {
            drafts::forget(number);
        }
    });
    let shown = move || finished.get().unwrap_or_else(|| value.get());
    let finish_with = move |more: Vec<String>| {
        let typed = text();
        write("");
        add(std::iter::once(typed).chain(more).collect());
        finished.set(None);
    };
    let finish = move || finish_with(Vec::new());
    // The field has one line: pasted lines would run into one.
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let tags = pasted_tags(&pasted);
        if !tags.is_empty() {
            event.prevent_default();
            finish_with(tags);
        }
    };
    let remove = move |tag: &str| {
        tell(on_change, value.get_untracked().into_iter().filter(|other| other != tag).collect());
        control.with_value(|id| focus_by_id(id));
    };
    let key = move |event: ev::KeyboardEvent| {
        if is_composing(&event) || composing.get_value() {
            event.stop_propagation();
            return;
        }
        match event.key().as_str() {
            "Enter" if !text().trim().is_empty() => {
                event.prevent_default();
                event.stop_propagation();
                finish();
            }
            "Backspace" if text().is_empty() => {
                finish();
                let mut tags = value.get_untracked();
                if tags.pop().is_some() {
                    tell(on_change, tags);
                }
            }
            _ => {}
        }
    };
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label hint error>
            <div class="input tags" class:is-disabled=move || disabled.get() on:click=move |_| { control.with_value(|id| focus_by_id(id)); }>
                <ul class="chips" aria-label=move || label.get()>
                    <For each=shown key=|tag| tag.clone() let:tag>
                        {
                            let (shown, gone, name) = (tag.clone(), tag.clone(), tag);
                            view! {
                                <li class="chip">
                                    <span class="chip-text">{shown}</span>
                                    <button
                                        type="button"
                                        class="chip-remove"
                                        aria-label=move || t_with("ui.tags.remove", &[("name", &name)])
                                        disabled=move || disabled.get()
                                        on:click=move |event| { event.stop_propagation(); remove(&gone); }
                                    >
                                        <IconView icon=Icon::Cross size=12 />
                                    </button>
                                </li>
                            }
                        }
                    </For>
                </ul>
                <input
                    node_ref=node
                    type="text"
                    class="tags-input"
                    id=ids.control.clone()
                    autocomplete="off"
                    placeholder=move || optional(placeholder.get()).unwrap_or_else(|| if value.with(Vec::is_empty) { t("ui.tags.placeholder") } else { String::new() })
                    disabled=move || disabled.get()
                    aria-required=required.then_some("true")
                    aria-invalid=invalid(error)
                    aria-describedby=described(&ids, hint, error)
                    data-testid=optional(test_id)
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |_| { composing.set_value(false); typed(); }
                    on:input=move |_| typed()
                    on:paste=paste
                    on:keydown=key
                    on:blur=move |_| if exists() { composing.set_value(false); finish(); }
                />
            </div>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lines_are_tags_and_a_comma_belongs_to_its_text() {
        assert_eq!(pasted_tags("a\nb, c\r\n\td"), ["a", "b, c", "d"]);
        for one in ["送货慢，态度差", "price, service", "质量\n", ""] {
            assert!(pasted_tags(one).is_empty(), "{one}");
        }
    }

    #[test]
    fn tags_are_unique_and_trimmed() {
        assert_eq!(add_tags(&["a".into()], [" b ".to_owned(), "a".to_owned(), "  ".to_owned()]), ["a", "b"]);
    }
}
