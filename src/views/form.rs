//! The form of a record: key fields first, the rest behind one click (P00.10).

use leptos::prelude::*;
use model::{FieldDef, Id, Kind, ValueType};
use ui::Disclosure;
use ui::Show;
use ui::lang::t_with;

use crate::editor::FieldEditor;
use crate::examples::FormMark;
use crate::lists::is_used;

/// All editable fields of a record, or only those named.
#[component]
pub fn RecordForm(
    kind: &'static Kind,
    record: Id,
    /// Only these fields, in this order.
    #[prop(optional)]
    only: Option<Vec<&'static str>>,
) -> impl IntoView {
    let editable: Vec<&'static FieldDef> = match &only {
        Some(names) => names.iter().filter_map(|name| kind.field(name)).collect(),
        None => kind.fields.iter().filter(|field| !field.computed && (field.required || is_used(kind.name, field.name))).collect(),
    };
    let has_required = editable.iter().any(|field| field.required);
    let (first, more): (Vec<_>, Vec<_>) =
        editable.into_iter().partition(|field| only.is_some() || field.key || field.first || kind.fields.len() <= 8);
    let editors = move |fields: Vec<&'static FieldDef>| {
        fields
            .into_iter()
            .map(|field| {
                let wide = matches!(field.value, ValueType::Prose | ValueType::Rows | ValueType::Links | ValueType::Tags) || field.name == kind.title;
                view! { <div class:is-wide=wide><FieldEditor kind=kind.name field=field record=record /></div> }
            })
            .collect_view()
    };
    let count = more.len();
    view! {
        <div class="record-form" data-testid=format!("form-{}", kind.name)>
            {(!kind.single).then(|| view! { <FormMark kind=kind.name id=record /> })}
            <Show when=move || has_required>
                <p class="form-legend">{ui::say_key("ui.form.legend")}</p>
            </Show>
            <div class="form form-two">{editors(first)}</div>
            {(count > 0).then(|| view! {
                <Disclosure title=Signal::derive(move || t_with("ui.form.more", &[("n", &count.to_string())]))>
                    <div class="form form-two">{editors(more.clone())}</div>
                </Disclosure>
            })}
        </div>
    }
}
