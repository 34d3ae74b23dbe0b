//! The file, and how it is read.

use io::job::Reading;
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Checkbox, Icon, SelectInput, live, say};

use super::state::ImportState;
use crate::files::chosen_file;

/// Encodings offered; the worker knows them by these names.
const ENCODINGS: &[&str] = &["UTF-8", "UTF-16LE", "UTF-16BE", "gb18030", "Big5", "windows-1252"];
const DELIMITERS: &[&str] = &["comma", "tab", "semicolon", "bar", "spaces"];

/// Takes a file by choice or drop; then shows how it was read.
#[component]
pub(super) fn FileStep(state: ImportState) -> impl IntoView {
    let over = RwSignal::new(false);
    let drop = move |event: web_sys::DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            state.choose(file);
        }
    };
    view! {
        <div class="drop-zone" class:is-over=move || over.get()
            on:dragover=move |event: web_sys::DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <label class="button button-default button-large file-button">
                <ui::IconView icon=Icon::Upload />
                <span>{say(move || t(if state.name.with(String::is_empty) { "ui.import_table.choose_file" } else { "ui.import_table.other_file" }))}</span>
                <input type="file" class="visually-hidden" accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/plain" data-testid="table-file"
                    on:change=move |event| {
                        if let Some(file) = chosen_file(&event) {
                            state.choose(file);
                        }
                        // The same file can be chosen again after it was mended.
                        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                    }
                />
            </label>
            <p class="muted">{ui::say_key("ui.import_table.file_about")}</p>
        </div>
        {live(move || state.look.get().map(|look| {
            let found = t_with("ui.import_table.found", &[("name", &state.name.get_untracked()), ("n", &look.rows.to_string()), ("columns", &look.columns.len().to_string())]);
            view! {
                <p class="import-found" data-testid="import-found">{found}</p>
                <div class="import-reading"><How state=state reading=look.reading sheets=look.sheets /></div>
            }
        }))}
    }
}

/// How the file was read, to be changed where the guess was wrong.
#[component]
fn How(state: ImportState, reading: Reading, sheets: Vec<String>) -> impl IntoView {
    let header = reading.header.unwrap_or(true);
    let sheet = reading.sheet.clone();
    let text = reading.encoding.clone().zip(reading.delimiter.clone());
    view! {
        {sheet.filter(|_| sheets.len() > 1).map(|sheet| {
            let options: Vec<(String, String)> = sheets.iter().map(|name| (name.clone(), name.clone())).collect();
            view! { <SelectInput label=ui::text("ui.import_table.sheet") value=sheet options=Signal::derive(move || options.clone()) on_change=Callback::new(move |name| state.read_as(|reading| { reading.sheet = Some(name); reading.header = None; })) test_id="import-sheet" /> }
        })}
        {text.map(|(encoding, delimiter)| {
            let encodings = Signal::derive(|| ENCODINGS.iter().map(|name| ((*name).to_owned(), t(&format!("ui.import_table.encoding.{name}")))).collect::<Vec<_>>());
            let delimiters = Signal::derive(|| DELIMITERS.iter().map(|name| ((*name).to_owned(), t(&format!("ui.import_table.delimiter.{name}")))).collect::<Vec<_>>());
            view! {
                <SelectInput label=ui::text("ui.import_table.encoding") value=encoding options=encodings on_change=Callback::new(move |name| state.read_as(|reading| { reading.encoding = Some(name); reading.header = None; })) test_id="import-encoding" />
                <SelectInput label=ui::text("ui.import_table.delimiter") value=delimiter options=delimiters on_change=Callback::new(move |name| state.read_as(|reading| { reading.delimiter = Some(name); reading.header = None; })) test_id="import-delimiter" />
            }
        })}
        <Checkbox label=ui::text("ui.import_table.header") checked=Signal::derive(move || header) on_change=Callback::new(move |on| state.read_as(|reading| reading.header = Some(on))) test_id="import-header" />
    }
}
