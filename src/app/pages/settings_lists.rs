//! Settings of lists and forms: options of the company's own, fields that it does not use (P00.08, P00.10).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Choices, FieldType, Fields, Id, Json, Record, Rows, Tags};
use ui::lang::{t, t_with};
use ui::{Button, Callout, Checkbox, Icon, SelectInput, TextInput, Tone, live};
use views::labels::{choice_label, field_label, kind_label, kind_many};
use views::lists::{HIDDEN_FIELDS, LISTS, OwnOption, editable_fields, own};
use views::{Session, session};

fn workspace_record(session: &Session) -> Option<Arc<Record>> {
    session.workspace.tracked("workspace").single("workspace").cloned()
}

/// Writes one field of the workspace's record.
fn write(session: &Session, field: &'static str, json: Option<Json>) {
    let id: Option<Id> = session.records().single("workspace").map(|record| record.id);
    if let Some(id) = id {
        session.set_field("workspace", id, field, json);
    }
}

/// Changes one option of a list.
fn change_option(session: &Session, changed: OwnOption) {
    let records = session.records();
    let rows = records.single("workspace").and_then(|record| record.field(LISTS)).and_then(Rows::read).unwrap_or_default();
    let mut options: Vec<OwnOption> = rows.iter().map(OwnOption::read).collect();
    match options.iter_mut().find(|option| option.list == changed.list && option.code == changed.code) {
        Some(known) => *known = changed,
        None => options.push(changed),
    }
    write(session, LISTS, Some(options.iter().map(OwnOption::write).map(Json::Object).collect()));
}

/// The options of every list that the company may change.
#[component]
pub(crate) fn ListSettings() -> impl IntoView {
    let session = session();
    let chosen = RwSignal::new(String::new());
    let fresh = RwSignal::new(String::new());
    let namer = session.clone();
    let lists = Signal::derive(move || {
        let registry = namer.registry();
        let mut known: Vec<(String, String)> = Vec::new();
        for (kind, field, list) in editable_fields(&registry) {
            if !known.iter().any(|(name, _)| name == list) {
                known.push((list.to_owned(), t_with("ui.lists.name", &[("kind", &kind_label(kind)), ("field", &field_label(kind, field))])));
            }
        }
        known
    });
    let adder = session.clone();
    let add = Callback::new(move |()| {
        let label = fresh.get_untracked().trim().to_owned();
        if !label.is_empty() {
            let code = format!("own_{}", adder.workspace.new_id().to_string().replace('-', ""));
            change_option(&adder, OwnOption { list: chosen.get_untracked(), code, label, hidden: false });
            fresh.set(String::new());
        }
    });
    let rows = move || {
        let list = chosen.get();
        let registry = session.registry();
        let Some((kind, field)) = editable_fields(&registry).find(|(.., name)| *name == list).map(|(kind, field, _)| (kind, field)) else {
            return ().into_any();
        };
        let Some(choices) = registry.kind(kind).and_then(|kind| kind.field(field)).map(|field| field.choices) else { return ().into_any() };
        let changed = own().of_list(&list);
        let standard = match choices {
            Choices::Editable(_, codes) => codes,
            _ => &[],
        };
        let own_codes = changed.iter().map(|option| option.code.clone()).filter(|code| !standard.contains(&code.as_str()));
        let items = standard
            .iter()
            .map(|code| (*code).to_owned())
            .chain(own_codes)
            .map(|code| {
                let known = changed.iter().find(|option| option.code == code).cloned();
                let option = known.unwrap_or_else(|| OwnOption { list: list.clone(), code: code.clone(), ..OwnOption::default() });
                let name = choice_label(kind, field, &code);
                let (renamer, hider, renamed, hidden) = (session.clone(), session.clone(), option.clone(), option.clone());
                let typed = RwSignal::new(name.clone());
                let before = name.clone();
                let leave = Callback::new(move |()| {
                    let label = typed.try_get_untracked().unwrap_or_default().trim().to_owned();
                    if !label.is_empty() && label != before {
                        change_option(&renamer, OwnOption { label, ..renamed.clone() });
                    }
                });
                let show = Callback::new(move |on: bool| change_option(&hider, OwnOption { hidden: !on, ..hidden.clone() }));
                view! {
                    <li class="list-option">
                        <TextInput label=t_with("ui.lists.option", &[("name", &name)]) hide_label=true value=typed on_input=Callback::new(move |text| typed.set(text)) on_leave=leave id=format!("option-{code}") />
                        <Checkbox label=t_with("ui.lists.show", &[("name", &name)]) checked=Signal::stored(!option.hidden) on_change=show />
                    </li>
                }
            })
            .collect_view();
        view! {
            <ul class="list-options" data-testid="list-options">{items}</ul>
            <div class="list-add">
                <TextInput label=ui::text("ui.lists.new") value=fresh on_input=Callback::new(move |text| fresh.set(text)) on_enter=add id="list-new" />
                <Button label=ui::text("ui.lists.add") icon=Icon::Plus on_press=add test_id="list-add" />
            </div>
        }
        .into_any()
    };
    view! {
        <section class="settings-group">
            <h2>{ui::say_key("ui.lists.title")}</h2>
            <p class="muted">{ui::say_key("ui.lists.about")}</p>
            <SelectInput label=ui::text("ui.lists.choose") value=chosen options=lists on_change=Callback::new(move |code| chosen.set(code)) allow_empty=true id="list-choose" />
            {live(rows)}
        </section>
    }
}

/// Which fields a form shows, and how many must be filled.
#[component]
pub(crate) fn FieldSettings() -> impl IntoView {
    let session = session();
    let chosen = RwSignal::new(String::new());
    let kinds = Signal::derive(|| {
        pillars::kinds()
            .filter(|kind| kind.name != "step_state" && kind.name != "workspace")
            .map(|kind| (kind.name.to_owned(), kind_many(kind.name)))
            .collect::<Vec<_>>()
    });
    let body = move || {
        let Some(kind) = session.kind(&chosen.get()) else { return ().into_any() };
        let required = kind.fields.iter().filter(|field| field.required).count();
        let limit = workspace_record(&session).and_then(|record| pillars::workspace::workspace::REQUIRED_LIMIT.get(&*record)).unwrap_or(15);
        let hidden = workspace_record(&session).and_then(|record| record.field(HIDDEN_FIELDS).and_then(Tags::read)).unwrap_or_default();
        let items = kind
            .fields
            .iter()
            .filter(|field| !field.required && !field.computed)
            .map(|field| {
                let path = format!("{}.{}", kind.name, field.name);
                let shown = !hidden.contains(&path);
                let (writer, all) = (session.clone(), hidden.clone());
                let change = Callback::new(move |on: bool| {
                    let mut list: Vec<String> = all.iter().filter(|known| **known != path).cloned().collect();
                    if !on {
                        list.push(path.clone());
                    }
                    write(&writer, HIDDEN_FIELDS, (!list.is_empty()).then(|| Json::from(list)));
                });
                view! { <li><Checkbox label=field_label(kind.name, field.name) checked=Signal::stored(shown) on_change=change id=format!("use-{}", field.name) /></li> }
            })
            .collect_view();
        let count = t_with("ui.lists.required", &[("n", &required.to_string()), ("limit", &limit.to_string())]);
        let warning = (required as i64 > limit).then(|| view! { <Callout tone=Tone::Warning><p>{t("ui.lists.too_many")}</p></Callout> });
        view! { <p>{count}</p>{warning}<ul class="list-options" data-testid="field-options">{items}</ul> }.into_any()
    };
    view! {
        <section class="settings-group">
            <h2>{ui::say_key("ui.lists.fields")}</h2>
            <p class="muted">{ui::say_key("ui.lists.fields_about")}</p>
            <SelectInput label=ui::text("ui.lists.choose_kind") value=chosen options=kinds on_change=Callback::new(move |code| chosen.set(code)) allow_empty=true id="fields-choose" />
            {live(body)}
        </section>
    }
}
