//! A cross table: each cell is one field of the record between its row and its column, edited in place.

use std::collections::BTreeMap;

use flow::{Card, CellDef, Parameter};
use leptos::prelude::*;
use model::{Choices, FieldDef, Id, Json, ValueType};
use ui::dom::focus_soon;
use ui::lang::{t, t_with};
use ui::{SelectInput, TextInput};

use super::tables::{table, told};
use super::{Frame, href_of, message, title_of, value_text};
use crate::labels::{choice_label, field_label, kind_label};
use crate::session::{Session, parameter_text};

/// The cross table.
pub(crate) fn grid(frame: &Frame, cell: &CellDef, rows: &[Card], columns: &[(String, Parameter)], cells: &BTreeMap<(Id, String), Id>) -> AnyView {
    let Some(field) = frame.session.kind(&cell.kind).and_then(|kind| kind.field(&cell.value)) else { return ().into_any() };
    if frame.printed && columns.len() > WIDE && columns.len() > rows.len() {
        return turned(frame, cell, field, rows, columns, cells);
    }
    let mut head = vec![(rows.first().map(|row| kind_label(&row.kind)).unwrap_or_default(), false)];
    head.extend(columns.iter().map(|(_, title)| (value_text(Some(title)), is_scale(field))));
    let body = rows
        .iter()
        .map(|row| {
            let link = view! { <a href=href_of(&frame.session, row)>{title_of(row)}</a> }.into_any();
            let inner = columns.iter().map(|(column, title)| {
                let record = cells.get(&(row.id, column.clone())).copied();
                if column == &row.id.to_string() {
                    // A thing and itself have nothing between them.
                    view! { <span class="muted" aria-hidden="true">{"—"}</span> }.into_any()
                } else if frame.printed {
                    shown(&frame.session, cell, field, record).into_any()
                } else {
                    let label = t_with("ui.picture.cell", &[("row", &title_of(row)), ("column", &parameter_text(title, &[]))]);
                    editor(frame, cell, field, row.id, column, record, label)
                }
            });
            std::iter::once(link).chain(inner).collect()
        })
        .collect();
    told(frame, said(frame, cell, field, rows, columns, cells), table(&frame.title, head, body))
}

/// How many cells are filled, and with which choices.
fn said(
    frame: &Frame,
    cell: &CellDef,
    field: &FieldDef,
    rows: &[Card],
    columns: &[(String, Parameter)],
    cells: &BTreeMap<(Id, String), Id>,
) -> Option<String> {
    let pairs =
        rows.iter().flat_map(|row| columns.iter().map(move |(column, _)| (row.id, column))).filter(|(row, column)| **column != row.to_string());
    let values: Vec<String> = pairs.map(|(row, column)| shown(&frame.session, cell, field, cells.get(&(row, column.clone())).copied())).collect();
    let named = if matches!(field.value, ValueType::Choice | ValueType::Bool) { options(cell, field) } else { Vec::new() };
    let marks: Vec<(String, usize)> = named
        .into_iter()
        .map(|(_, name)| {
            let count = values.iter().filter(|value| **value == name).count();
            (name, count)
        })
        .collect();
    message::of_cells(&marks, values.iter().filter(|value| !value.is_empty()).count(), values.len())
}

/// More columns than this are turned into rows on paper.
const WIDE: usize = 9;

/// The cross table with its columns as rows, to read.
fn turned(
    frame: &Frame,
    cell: &CellDef,
    field: &FieldDef,
    rows: &[Card],
    columns: &[(String, Parameter)],
    cells: &BTreeMap<(Id, String), Id>,
) -> AnyView {
    let heads = rows.iter().map(|row| (title_of(row), is_scale(field)));
    let head = std::iter::once((field_label(&cell.kind, &cell.column), false)).chain(heads).collect();
    let body = columns
        .iter()
        .map(|(column, title)| {
            let inner = rows.iter().map(|row| {
                let record = cells.get(&(row.id, column.clone())).copied();
                shown(&frame.session, cell, field, record).into_any()
            });
            std::iter::once(value_text(Some(title)).into_any()).chain(inner).collect()
        })
        .collect();
    told(frame, said(frame, cell, field, rows, columns, cells), table(&frame.title, head, body))
}

/// Whether its cells hold numbers, which end below each other.
fn is_scale(field: &FieldDef) -> bool {
    matches!(field.value, ValueType::Score | ValueType::Number | ValueType::Ratio)
}

fn stored(session: &Session, cell: &CellDef, record: Option<Id>) -> Option<Json> {
    let records = session.records();
    records.get(record?)?.fields.get(&cell.value).cloned()
}

fn shown(session: &Session, cell: &CellDef, field: &FieldDef, record: Option<Id>) -> String {
    match stored(session, cell, record) {
        Some(Json::String(code)) if field.value == ValueType::Choice => choice_label(&cell.kind, &cell.value, &code),
        Some(Json::String(text)) => text,
        Some(Json::Bool(yes)) => t(if yes { "ui.yes" } else { "ui.no" }),
        Some(Json::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// What can be chosen: codes, marks of a scale, yes and no; nothing for free text.
fn options(cell: &CellDef, field: &FieldDef) -> Vec<(String, String)> {
    match field.value {
        ValueType::Choice => {
            let codes = match field.choices {
                Choices::None => &[],
                Choices::Fixed(codes) | Choices::Editable(_, codes) => codes,
            };
            codes.iter().map(|code| ((*code).to_owned(), choice_label(&cell.kind, &cell.value, code))).collect()
        }
        ValueType::Score => {
            let (min, max) = (field.min.unwrap_or(0.0) as i64, field.max.unwrap_or(5.0) as i64);
            (min..=max).map(|mark| (mark.to_string(), mark.to_string())).collect()
        }
        ValueType::Bool => [("true", "ui.yes"), ("false", "ui.no")].map(|(code, key)| (code.to_owned(), t(key))).into(),
        _ => Vec::new(),
    }
}

fn editor(frame: &Frame, cell: &CellDef, field: &'static FieldDef, row: Id, column: &str, record: Option<Id>, label: String) -> AnyView {
    let value = match stored(&frame.session, cell, record) {
        Some(Json::String(text)) => text,
        Some(Json::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let id = format!("cell-{}-{row}-{column}", frame.id);
    let (session, cell_def, column, element) = (frame.session.clone(), cell.clone(), column.to_owned(), id.clone());
    let change = Callback::new(move |text: String| {
        if write(&session, &cell_def, field, row, &column, record, &text) {
            focus_soon(element.clone());
        }
    });
    let choices = options(cell, field);
    if choices.is_empty() {
        let typed = RwSignal::new(value);
        let leave = Callback::new(move |()| change.run(typed.try_get_untracked().unwrap_or_default()));
        view! { <TextInput label=label value=typed on_input=Callback::new(move |text| typed.set(text)) on_leave=leave hide_label=true id=id /> }
            .into_any()
    } else {
        view! { <SelectInput label=label value=value options=Signal::stored(choices) on_change=change hide_label=true allow_empty=true id=id /> }
            .into_any()
    }
}

/// Writes a cell: an empty one takes its record away, a first one makes it.
fn write(session: &Session, cell: &CellDef, field: &FieldDef, row: Id, column: &str, record: Option<Id>, text: &str) -> bool {
    let json = match field.value {
        _ if text.trim().is_empty() => None,
        ValueType::Score => text.parse::<i64>().ok().map(Json::from),
        ValueType::Bool => Some(Json::Bool(text == "true")),
        ValueType::Number | ValueType::Ratio => model::parse_number(text).ok().map(|number| {
            use model::FieldType;
            model::Number::write(number)
        }),
        _ => Some(Json::String(text.to_owned())),
    };
    match (record, json) {
        (Some(id), None) => {
            session.remove(&[id]);
            true
        }
        (Some(id), json) if session.records().get(id).and_then(|record| record.fields.get(&cell.value).cloned()) != json => {
            session.set_field(&cell.kind, id, &cell.value, json)
        }
        (None, Some(json)) => {
            let values = [
                (cell.row.to_string(), Json::String(row.to_string())),
                (cell.column.to_string(), Json::String(column.to_owned())),
                (cell.value.to_string(), json),
            ];
            session.add(&cell.kind, &values).is_some()
        }
        _ => false,
    }
}
