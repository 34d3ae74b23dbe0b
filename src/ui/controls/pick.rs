//! Choosing from a long list by typing: the combobox of the ARIA practices, for one or several values.

use std::time::Duration;

use crate::{live, say};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::frame::{FieldFrame, FieldIds, described, invalid};
use super::optional;
use super::toast::toast_problem;
use crate::dom::{element_by_id, focus_by_id, is_composing, tell};
use crate::icon::{Icon, IconView};
use crate::lang::{t, t_with};

/// More matches than this are not drawn; the list says how many there are.
const SHOWN: usize = 60;

/// The message about a text that was left comes after this pause.
const MESSAGE_PAUSE: Duration = Duration::from_millis(150);

/// The options whose label or code contains every word typed, best first: those that begin with it come first.
pub fn matches(options: &[(String, String)], typed: &str) -> Vec<(String, String)> {
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let found: Vec<(bool, &(String, String))> = options
        .iter()
        .filter_map(|option| {
            let label = option.1.to_lowercase();
            words
                .iter()
                .all(|word| label.contains(word.as_str()))
                .then(|| (words.first().is_some_and(|word| !label.starts_with(word.as_str())), option))
        })
        .collect();
    let of = |wanted: bool| found.iter().filter(move |(later, _)| *later == wanted).map(|(_, option)| (*option).clone());
    of(false).chain(of(true)).collect()
}

/// What a text means that was typed and left without choosing.
#[derive(Clone, PartialEq, Debug)]
pub enum Meant {
    /// The one option of this name.
    One(String),
    /// Several options have this name.
    Several,
    /// No option has this name.
    Unknown,
}

/// The option that a typed text names: its whole label, whatever its case.
pub fn meant(options: &[(String, String)], typed: &str) -> Meant {
    let name = typed.trim().to_lowercase();
    let named: Vec<&str> = options.iter().filter(|(_, label)| label.trim().to_lowercase() == name).map(|(code, _)| code.as_str()).collect();
    match named.as_slice() {
        [] => Meant::Unknown,
        [one] => Meant::One((*one).to_owned()),
        _ => Meant::Several,
    }
}

/// One entry of the open list.
#[derive(Clone, PartialEq, Debug)]
enum Entry {
    Option(String, String),
    Create(String),
}

/// One value from a list (code, label). `on_create` offers to make an entry from what was typed.
#[component]
pub fn PickOne(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<String>>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    on_change: Callback<Option<String>>,
    #[prop(optional)] on_create: Option<Callback<String>>,
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
    let values = Signal::derive(move || value.get().into_iter().filter(|code| !code.is_empty()).collect::<Vec<_>>());
    let change = Callback::new(move |codes: Vec<String>| tell(on_change, codes.into_iter().next()));
    let field = Field { label, required, show_optional, hint, error, id, hide_label, placeholder, disabled, test_id };
    picker(field, values, options, change, on_create, false)
}

/// Several values from a list (code, label), shown as removable chips.
#[component]
pub fn PickMany(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Vec<String>>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    on_change: Callback<Vec<String>>,
    #[prop(optional)] on_create: Option<Callback<String>>,
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
    let field = Field { label, required, show_optional, hint, error, id, hide_label, placeholder, disabled, test_id };
    picker(field, value, options, on_change, on_create, true)
}

/// Whether the list has too little room below: before the end of the window, or before the buttons at the foot of the
/// form, which it would cover.
fn opens_above(input: &web_sys::HtmlInputElement) -> bool {
    const ROOM: f64 = 300.0;
    let Some(window) = web_sys::window() else { return false };
    let edges = input.get_bounding_client_rect();
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let dialog = input.closest("dialog").ok().flatten();
    let top = dialog.as_ref().map_or(0.0, |dialog| dialog.get_bounding_client_rect().top());
    let foot = dialog.and_then(|dialog| dialog.query_selector(".dialog-actions, .dialog-foot:not(:empty)").ok().flatten());
    let end = foot.map(|foot| foot.get_bounding_client_rect().top()).filter(|foot| *foot > edges.bottom()).unwrap_or(height).min(height);
    let (below, over) = (end - edges.bottom(), edges.top() - top);
    below < ROOM && over > below
}

struct Field {
    label: Signal<String>,
    required: bool,
    show_optional: bool,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    id: String,
    hide_label: bool,
    placeholder: Signal<String>,
    disabled: Signal<bool>,
    test_id: String,
}

fn picker(
    field: Field,
    values: Signal<Vec<String>>,
    options: Signal<Vec<(String, String)>>,
    on_change: Callback<Vec<String>>,
    on_create: Option<Callback<String>>,
    many: bool,
) -> AnyView {
    let Field { label, required, show_optional, hint, error, id, hide_label, placeholder, disabled, test_id } = field;
    let ids = FieldIds::new(id);
    let field_ids = ids.clone();
    let control = StoredValue::new(ids.control.clone());
    let list_id = format!("{}-list", ids.control);
    let option_id = move |index: usize| control.with_value(|id| format!("{id}-option-{index}"));
    let node = NodeRef::<html::Input>::new();
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    // `None`: nothing typed since the list was opened, so everything is offered.
    let typed = RwSignal::new(None::<String>);
    let composing = StoredValue::new(false);
    let above = RwSignal::new(false);
    // What was typed and left although it names no option: it stays in the field with its message.
    let left = RwSignal::new(None::<(String, Meant)>);
    // A message that appears on leaving must not move the button that is being pressed just then.
    let told = RwSignal::new(false);
    let unknown_text = move |text: &str, meaning: &Meant| {
        let key = match meaning {
            Meant::Several => "ui.pick.several",
            _ if on_create.is_some() => "ui.pick.unknown_create",
            _ => "ui.pick.unknown",
        };
        t_with(key, &[("field", &label.try_get().unwrap_or_default()), ("name", text)])
    };
    let error = Signal::derive(move || {
        let text = left.with(|left| left.as_ref().map(|(text, meaning)| unknown_text(text, meaning)));
        text.filter(|_| told.get()).or_else(|| error.get())
    });
    // A field that goes with such a text says so: nothing typed is lost in silence.
    on_cleanup(move || {
        if let Some((text, meaning)) = left.try_get_untracked().flatten() {
            toast_problem(untrack(|| unknown_text(&text, &meaning)));
        }
    });

    let name_of = move |code: &str| {
        options.with(|options| options.iter().find(|(other, _)| other == code).map_or_else(|| code.to_owned(), |(_, label)| label.clone()))
    };
    let entries = Memo::new(move |_| {
        let text = typed.get().unwrap_or_default();
        let text = text.trim();
        let mut entries: Vec<Entry> =
            options.with(|options| matches(options, text)).into_iter().map(|(code, label)| Entry::Option(code, label)).collect();
        let exact = entries.iter().any(|entry| matches!(entry, Entry::Option(_, label) if label == text));
        if on_create.is_some() && !text.is_empty() && !exact {
            entries.truncate(SHOWN);
            entries.push(Entry::Create(text.to_owned()));
        }
        entries
    });
    let shown = move || if many { String::new() } else { values.with(|codes| codes.first().cloned()).map(|code| name_of(&code)).unwrap_or_default() };
    let write = move |text: &str| {
        if let Some(input) = node.get_untracked()
            && input.value() != text
        {
            input.set_value(text);
        }
    };
    // What is chosen stands in the field whenever nothing is being typed.
    Effect::new(move || {
        let text = shown();
        if typed.get().is_none() && node.get().is_some() {
            write(&text);
        }
    });
    let show = move || {
        if !disabled.get_untracked() && !open.get_untracked() {
            active.set(entries.with_untracked(|entries| {
                values.with_untracked(|codes| {
                    entries.iter().position(|entry| !many && matches!(entry, Entry::Option(code, _) if codes.first() == Some(code)))
                })
            }));
            above.set(node.get_untracked().is_some_and(|input| opens_above(&input)));
            open.set(true);
        }
    };
    let close = move || {
        open.set(false);
        active.set(None);
        typed.set(None);
        left.set(None);
        write(&untrack(shown));
    };
    let text_typed = move || typed.get_untracked().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let choose = move |index: usize| {
        let Some(entry) = entries.with_untracked(|entries| entries.get(index).cloned()) else { return };
        match entry {
            Entry::Create(text) => {
                if let Some(on_create) = on_create {
                    tell(on_create, text);
                }
                close();
            }
            Entry::Option(code, _) if many => {
                let mut codes = values.get_untracked();
                match codes.iter().position(|other| *other == code) {
                    Some(place) => {
                        codes.remove(place);
                    }
                    None => codes.push(code),
                }
                tell(on_change, codes);
                // An open list would lie over the next field; typing, a click or an arrow opens it again.
                close();
            }
            Entry::Option(code, _) => {
                tell(on_change, vec![code]);
                close();
            }
        }
    };
    let go = move |index: Option<usize>| {
        active.set(index);
        if let Some(element) = index.and_then(|index| element_by_id(&option_id(index))) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let take = move || {
        if !composing.get_value() {
            let text = node.get_untracked().map(|input| input.value()).unwrap_or_default();
            typed.set(Some(text.clone()));
            left.set(None);
            show();
            active.set((!text.trim().is_empty() && entries.with_untracked(|entries| !entries.is_empty())).then_some(0));
        }
    };
    let remove = move |code: &str| {
        tell(on_change, values.get_untracked().into_iter().filter(|other| other != code).collect());
        control.with_value(|id| focus_by_id(id));
    };
    let to_create = move || entries.with_untracked(|entries| entries.iter().position(|entry| matches!(entry, Entry::Create(_))));
    let key = move |event: ev::KeyboardEvent| {
        if is_composing(&event) || composing.get_value() {
            event.stop_propagation();
            return;
        }
        let count = entries.with_untracked(Vec::len).min(SHOWN + 1);
        let now = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                if open.get_untracked() {
                    go((count > 0).then(|| now.map_or(0, |index| (index + 1) % count)));
                } else {
                    show();
                    // The list opens on what is chosen, else on its first line, so that Enter takes what is seen.
                    if active.get_untracked().is_none() {
                        go((count > 0).then_some(0));
                    }
                }
            }
            "ArrowUp" => {
                event.prevent_default();
                if open.get_untracked() {
                    go((count > 0).then(|| now.map_or(count - 1, |index| (index + count - 1) % count)));
                } else {
                    show();
                    if active.get_untracked().is_none() {
                        go(count.checked_sub(1));
                    }
                }
            }
            "Enter" if open.get_untracked() => {
                event.prevent_default();
                event.stop_propagation();
                match now.or_else(to_create) {
                    Some(index) => choose(index),
                    None => close(),
                }
            }
            // A text that was left and named nothing: Enter makes it, or shows what there is.
            "Enter" if text_typed().is_some() => {
                event.prevent_default();
                event.stop_propagation();
                match to_create() {
                    Some(index) => choose(index),
                    None => show(),
                }
            }
            "Escape" if open.get_untracked() || text_typed().is_some() => {
                event.prevent_default();
                event.stop_propagation();
                close();
            }
            "Backspace" if many && node.get_untracked().is_some_and(|input| input.value().is_empty()) => {
                let mut codes = values.get_untracked();
                if codes.pop().is_some() {
                    tell(on_change, codes);
                }
            }
            _ => {}
        }
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
        if inside {
            return;
        }
        // An input method that is left in the middle of a word leaves its text in the field.
        if composing.get_value() {
            typed.set(node.get_untracked().map(|input| input.value()));
            composing.set_value(false);
        }
        let Some(text) = text_typed() else {
            // An emptied single field means: nothing chosen.
            if !many && !required && typed.with_untracked(Option::is_some) && !values.with_untracked(Vec::is_empty) {
                tell(on_change, Vec::new());
            }
            close();
            return;
        };
        match options.with_untracked(|options| meant(options, &text)) {
            Meant::One(code) => {
                let mut codes = if many { values.get_untracked() } else { Vec::new() };
                if !codes.contains(&code) {
                    codes.push(code);
                }
                if codes != values.get_untracked() {
                    tell(on_change, codes);
                }
                close();
            }
            meaning => {
                open.set(false);
                active.set(None);
                told.set(false);
                left.set(Some((text, meaning)));
                set_timeout(
                    move || {
                        told.try_set(true);
                    },
                    MESSAGE_PAUSE,
                );
            }
        }
    };
    let chips = move || {
        many.then(|| {
            view! {
                <ul class="chips" aria-label=move || label.get()>
                    <For each=move || values.get() key=|code| code.clone() let:code>
                        {
                            let (shown, gone, named) = (code.clone(), code.clone(), code);
                            view! {
                                <li class="chip">
                                    <span class="chip-text">{live(move || name_of(&shown))}</span>
                                    <button
                                        type="button"
                                        class="chip-remove"
                                        aria-label=move || t_with("ui.tags.remove", &[("name", &name_of(&named))])
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
            }
        })
    };
    let popup_id = list_id.clone();
    let popup = move || {
        open.get().then(|| {
            let all = entries.get();
            let hidden = all.len().saturating_sub(SHOWN + 1);
            let nothing = all.is_empty();
            let rows = all
                .into_iter()
                .take(SHOWN + 1)
                .enumerate()
                .map(|(index, entry)| {
                    let (code, text, create) = match entry {
                        Entry::Option(code, label) => (Some(code), label, false),
                        Entry::Create(text) => (None, t_with("ui.pick.create", &[("name", &text)]), true),
                    };
                    let chosen = move || code.as_ref().is_some_and(|code| values.with(|codes| codes.contains(code)));
                    let marked = chosen.clone();
                    view! {
                        <li
                            role="option"
                            class="pick-option"
                            class:is-active=move || active.get() == Some(index)
                            class:is-create=create
                            id=option_id(index)
                            aria-selected=move || if chosen() { "true" } else { "false" }
                            on:mousedown=|event| event.prevent_default()
                            on:mousemove=move |_| if active.get_untracked() != Some(index) { active.set(Some(index)) }
                            on:click=move |_| choose(index)
                        >
                            {create.then(|| view! { <IconView icon=Icon::Plus size=14 /> })}
                            <span class="pick-text">{text}</span>
                            {live(move || marked().then(|| view! { <IconView icon=Icon::Check size=16 /> }))}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="pick-popup" class:is-above=move || above.get()>
                    <ul class="pick-list" role="listbox" id=popup_id.clone() aria-label=move || label.get() aria-multiselectable=many.then_some("true")>
                        {rows}
                    </ul>
                    {nothing.then(|| view! { <p class="pick-note">{crate::say_key("ui.pick.nothing")}</p> })}
                    {(hidden > 0).then(|| view! { <p class="pick-note">{say(move || t_with("ui.pick.more", &[("n", &hidden.to_string())]))}</p> })}
                </div>
            }
        })
    };
    let count_note = move || if open.get() { t_with("ui.pick.count", &[("n", &entries.with(Vec::len).to_string())]) } else { String::new() };
    let removable = move || !many && !disabled.get() && (left.with(Option::is_some) || !required && values.with(|codes| !codes.is_empty()));
    view! {
        <FieldFrame label ids=field_ids required show_optional hide_label hint error>
            <div class="pick" on:focusout=leave>
                <div
                    class="input tags pick-field"
                    class:is-disabled=move || disabled.get()
                    on:click=move |_| { control.with_value(|id| focus_by_id(id)); show(); }
                >
                    {crate::live(chips)}
                    <input
                        node_ref=node
                        type="text"
                        class="tags-input"
                        role="combobox"
                        id=ids.control.clone()
                        autocomplete="off"
                        aria-autocomplete="list"
                        aria-haspopup="listbox"
                        aria-expanded=move || if open.get() { "true" } else { "false" }
                        aria-controls=list_id
                        aria-activedescendant=move || if open.get() { active.get().map(option_id) } else { None }
                        aria-required=required.then_some("true")
                        aria-invalid=invalid(error)
                        aria-describedby=described(&ids, hint, error)
                        placeholder=move || optional(placeholder.get()).unwrap_or_else(|| if values.with(Vec::is_empty) { t("ui.field.choose") } else { String::new() })
                        disabled=move || disabled.get()
                        data-testid=optional(test_id)
                        on:compositionstart=move |_| composing.set_value(true)
                        on:compositionend=move |_| { composing.set_value(false); take(); }
                        on:input=move |_| take()
                        on:keydown=key
                    />
                    {live(move || removable().then(|| view! {
                        <button
                            type="button"
                            class="pick-clear"
                            aria-label=t("ui.field.clear")
                            on:click=move |event| {
                                event.stop_propagation();
                                // The first press takes back a text that names nothing, the next one what is chosen.
                                if left.with_untracked(Option::is_none) {
                                    tell(on_change, Vec::new());
                                }
                                close();
                                control.with_value(|id| focus_by_id(id));
                            }
                        >
                            <IconView icon=Icon::Cross size=14 />
                        </button>
                    }))}
                    <span class="pick-arrow" aria-hidden="true"><IconView icon=Icon::ChevronDown size=16 /></span>
                </div>
                {crate::live(popup)}
                <span class="visually-hidden" role="status">{crate::live(count_note)}</span>
            </div>
        </FieldFrame>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        let options: Vec<(String, String)> =
            [("1", "华东大区"), ("2", "华南大区"), ("3", "上海华东办"), ("4", "East China")].map(|(code, label)| (code.into(), label.into())).into();
        let labels: Vec<String> = matches(&options, typed).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, expected, "{typed}");
    }

    #[test]
    fn options_are_filtered_by_every_word() {
        check("", &["华东大区", "华南大区", "上海华东办", "East China"]);
        check("华东", &["华东大区", "上海华东办"]);
        check("china east", &["East China"]);
        check("无", &[]);
    }

    #[test]
    fn a_text_left_behind_means_the_one_option_of_its_name() {
        let options: Vec<(String, String)> =
            [("1", "王建国"), ("2", "East China"), ("3", "李娜"), ("4", "李娜")].map(|(code, label)| (code.into(), label.into())).into();
        for (typed, expected) in [
            (" 王建国 ", Meant::One("1".into())),
            ("east china", Meant::One("2".into())),
            ("李娜", Meant::Several),
            ("王", Meant::Unknown),
            ("王建国国", Meant::Unknown),
        ] {
            assert_eq!(meant(&options, typed), expected, "{typed}");
        }
    }
}
