//! Which column is which field, and what becomes of rows that meet a record.

use io::table::importable;
use leptos::prelude::*;
use model::ValueType;
use ui::lang::{t, t_with};
use ui::{Callout, Checkbox, SelectInput, Tone, live, say};
use views::labels::field_label;

use super::state::ImportState;
use crate::tables::fields_in_use;

/// The fields a column can go to.
fn target_options(state: ImportState) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t("ui.import_table.not_used"))];
    for field in fields_in_use(state.kind).into_iter().filter(|field| importable(field)) {
        let label = field_label(state.kind.name, field.name);
        let shown = if field.required { t_with("ui.import_table.required_field", &[("field", &label)]) } else { label.clone() };
        options.push((field.name.to_owned(), shown));
        if matches!(field.value, ValueType::Link | ValueType::Links) {
            options.push((format!("{}#id", field.name), format!("{label} ID")));
        }
    }
    options.push(("id".to_owned(), t("ui.import_table.record_id")));
    options
}

/// The label of a target.
pub(super) fn target_label(state: ImportState, target: &str) -> String {
    match target.split_once('#') {
        Some((name, _)) => format!("{} ID", field_label(state.kind.name, name)),
        None if target == "id" => t("ui.import_table.record_id"),
        None => field_label(state.kind.name, target),
    }
}

/// One line per column of the file.
#[component]
pub(super) fn ColumnsStep(state: ImportState) -> impl IntoView {
    let rows = move || {
        let look = state.look.get()?;
        let rows = look.columns.into_iter().enumerate().map(|(index, column)| {
            let name = if column.title.is_empty() { t_with("ui.import_table.column_number", &[("n", &(index + 1).to_string())]) } else { column.title };
            let value = Signal::derive(move || state.targets.with(|targets| targets.get(index).cloned().flatten()).unwrap_or_default());
            let change = Callback::new(move |target: String| {
                state.targets.update(|targets| {
                    // A field takes one column.
                    if let Some(before) = targets.iter_mut().find(|before| !target.is_empty() && before.as_deref() == Some(&target)) {
                        *before = None;
                    }
                    if let Some(slot) = targets.get_mut(index) {
                        *slot = Some(target.clone()).filter(|target| !target.is_empty());
                    }
                });
                state.touch();
            });
            let label = name.clone();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="import-samples">{column.samples.join(" · ")}</td>
                    <td><SelectInput label=Signal::derive(move || t_with("ui.import_table.goes_to", &[("column", &label)])) hide_label=true value=value options=Signal::derive(move || target_options(state)) on_change=change test_id=format!("target-{index}") /></td>
                </tr>
            }
        });
        Some(rows.collect_view())
    };
    let missing = move || {
        let targets = state.targets.get();
        let is_mapped = |name: &str| targets.iter().flatten().any(|target| target.split('#').next() == Some(name));
        let missing: Vec<String> = fields_in_use(state.kind)
            .into_iter()
            .filter(|field| field.required && importable(field) && !is_mapped(field.name))
            .map(|field| field_label(state.kind.name, field.name))
            .collect();
        (!missing.is_empty()).then(|| missing.join(&t("ui.format.list_separator")))
    };
    view! {
        {live(move || state.remembered.get().then(|| view! { <p class="muted" data-testid="import-remembered">{t("ui.import_table.remembered")}</p> }))}
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.import_table.step_columns")>
            <table class="table table-compact">
                <thead><tr>
                    <th scope="col">{ui::say_key("ui.import_table.in_file")}</th>
                    <th scope="col">{ui::say_key("ui.import_table.examples")}</th>
                    <th scope="col">{ui::say_key("ui.import_table.field")}</th>
                </tr></thead>
                <tbody>{live(rows)}</tbody>
            </table>
        </div>
        {live(move || missing().map(|fields| view! { <Callout tone=Tone::Warning><p>{t_with("ui.import_table.missing_required", &[("fields", &fields)])}</p></Callout> }))}
    }
}

/// What happens to rows that meet a record, look like one, or name what is not there.
#[component]
pub(super) fn ChoicesStep(state: ImportState) -> impl IntoView {
    let match_options = Signal::derive(move || {
        let mut options = vec![(String::new(), t("ui.import_table.match_none"))];
        for target in state.targets.get().into_iter().flatten().filter(|target| !target.contains('#')) {
            let takes = target == "id"
                || state.kind.field(&target).is_some_and(|field| {
                    matches!(field.value, ValueType::Line | ValueType::Url | ValueType::Link | ValueType::Date | ValueType::Number)
                });
            if takes {
                options.push((target.clone(), target_label(state, &target)));
            }
        }
        options
    });
    let list = |codes: &'static [&'static str], prefix: &'static str| {
        Signal::derive(move || codes.iter().map(|code| ((*code).to_owned(), t(&format!("ui.import_table.{prefix}.{code}")))).collect::<Vec<_>>())
    };
    let set = move |signal: RwSignal<String>| {
        Callback::new(move |code: String| {
            signal.set(code);
            state.touch();
        })
    };
    let flag = move |signal: RwSignal<bool>| {
        Callback::new(move |on: bool| {
            signal.set(on);
            state.touch();
        })
    };
    let has_links = move || {
        state.targets.with(|targets| {
            targets
                .iter()
                .flatten()
                .any(|target| state.kind.field(target).is_some_and(|field| !field.targets.is_empty() || !field.columns.is_empty()))
        })
    };
    let looks_alike = io::table::can_look_alike(state.kind);
    let unsure = move || state.look.with(|look| look.as_ref().is_some_and(|look| look.unsure_dates));
    let identical = move || state.look.with(|look| look.as_ref().map(|look| look.identical).unwrap_or_default());
    view! {
        <div class="import-choices">
            <SelectInput label=ui::text("ui.import_table.match_field") hint=ui::text("ui.import_table.match_hint") value=state.match_field options=match_options on_change=set(state.match_field) test_id="match-field" />
            {live(move || (!state.match_field.with(String::is_empty)).then(|| view! { <SelectInput label=ui::text("ui.import_table.on_match") value=state.on_match options=list(&["update", "skip", "create"], "on_match") on_change=set(state.on_match) test_id="on-match" /> }))}
            {looks_alike.then(|| view! { <SelectInput label=ui::text("ui.import_table.on_duplicate") value=state.on_duplicate options=list(&["merge", "create", "skip"], "on_duplicate") on_change=set(state.on_duplicate) test_id="on-duplicate" /> })}
            {live(move || unsure().then(|| view! { <SelectInput label=ui::text("ui.import_table.date_order") value=state.date_order options=list(&["guess", "day_first", "month_first"], "date_order") on_change=set(state.date_order) test_id="date-order" /> }))}
            {live(move || has_links().then(|| view! { <Checkbox label=ui::text("ui.import_table.create_links") checked=state.create_links on_change=flag(state.create_links) test_id="create-links" /> }))}
            {live(move || (identical() > 0).then(|| view! { <Checkbox label=Signal::derive(move || t_with("ui.import_table.skip_identical", &[("n", &identical().to_string())])) checked=state.skip_identical on_change=flag(state.skip_identical) test_id="skip-identical" /> }))}
        </div>
        <p class="visually-hidden" role="status">{say(move || if state.busy.get() { t("ui.import_table.checking") } else { String::new() })}</p>
    }
}
