//! The dialog of an export: which rows, which columns, which file.

use std::sync::Arc;

use io::job::{Format, Job};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Fields, Json, Kind, Record};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, Dialog, Icon, SelectInput};
use ui::{live, toast};
use views::Session;
use views::labels::kind_many;
use views::table::TableState;

use super::words::{base, fields_in_use, notes, words};
use crate::environment::now_utc;
use crate::jobs;
use crate::pages::data::export_log::{self, Entry};
use crate::state::{AppState, state};

/// The code of a record's confidentiality that keeps it inside.
const CONFIDENTIAL: &str = "confidential";

/// Whether a record says of itself that it stays inside the company.
fn is_confidential(record: &Record) -> bool {
    record.field("confidentiality").and_then(Json::as_str) == Some(CONFIDENTIAL)
}

ui::chunk! {
    tables: Part fn content(table: TableState, session: Session, open: RwSignal<bool>) { view! { <ExportContent table=table session=session open=open /> } }
}

/// Asks what goes into the file, and has it made.
#[component]
pub(super) fn ExportDialog(table: TableState, session: Session, open: RwSignal<bool>) -> impl IntoView {
    let kind = table.kind;
    let asked = move || {
        let session = session.clone();
        open.get().then(move || content(table, session, open))
    };
    view! {
        <Dialog open=open title=Signal::derive(move || t_with("ui.table_file.export_title", &[("kind", &kind_many(kind.name))])) test_id="export-table">
            {live(asked.clone())}
        </Dialog>
    }
}

#[component]
fn ExportContent(table: TableState, session: Session, open: RwSignal<bool>) -> impl IntoView {
    let (kind, state) = (table.kind, state());
    let rows = RwSignal::new("all".to_owned());
    let columns = RwSignal::new("all".to_owned());
    let format = RwSignal::new("xlsx".to_owned());
    let with_confidential = RwSignal::new(false);
    // Who has contact data masked on the screen does not hand them out by accident.
    let with_personal = RwSignal::new(!views::mask::is_masked());
    let (all, found, shown) = (table.all, table.found, table.shown);
    if found.with_untracked(Vec::len) < all.with_untracked(Vec::len) {
        rows.set("found".to_owned());
    }
    let row_options = Signal::derive(move || {
        let count = |key: &str, n: usize| t_with(key, &[("n", &n.to_string())]);
        vec![
            ("all".to_owned(), count("ui.table_file.rows_all", all.with(Vec::len))),
            ("found".to_owned(), count("ui.table_file.rows_found", found.with(Vec::len))),
        ]
    });
    let column_options = Signal::derive(move || {
        vec![
            ("all".to_owned(), t("ui.table_file.columns_all")),
            ("shown".to_owned(), t_with("ui.table_file.columns_shown", &[("n", &shown.with(Vec::len).to_string())])),
        ]
    });
    let format_options = Signal::derive(move || vec![("xlsx".to_owned(), t("ui.table_file.xlsx")), ("csv".to_owned(), t("ui.table_file.csv"))]);
    let chosen = move || if rows.with(|rows| rows == "found") { found.get() } else { all.get() };
    let confidential = Memo::new(move |_| chosen().iter().filter(|record| is_confidential(record)).count());
    let has_personal = kind.fields.iter().any(|field| field.personal);
    let press = Callback::new(move |()| {
        open.set(false);
        let all_columns = columns.with_untracked(|columns| columns == "all");
        let shown = shown.get_untracked();
        let personal = with_personal.get_untracked();
        let fields = fields_in_use(kind)
            .into_iter()
            .filter(|field| {
                (all_columns || shown.iter().any(|shown| shown.name == field.name)) && (personal || !field.personal || field.name == kind.title)
            })
            .map(|field| field.name.to_owned())
            .collect();
        let records: Vec<Arc<Record>> =
            untrack(chosen).into_iter().filter(|record| with_confidential.get_untracked() || !is_confidential(record)).collect();
        let format = if format.with_untracked(|format| format == "csv") { Format::Csv } else { Format::Xlsx };
        let (state, session) = (state.clone(), session.clone());
        spawn_local(async move { export(state, session, kind, records, fields, format).await });
    });
    view! {
            <div class="form">
                <SelectInput label=ui::text("ui.table_file.format") value=format options=format_options on_change=Callback::new(move |code| format.set(code)) test_id="export-format" />
                <SelectInput label=ui::text("ui.table_file.rows") value=rows options=row_options on_change=Callback::new(move |code| rows.set(code)) test_id="export-rows" />
                <SelectInput label=ui::text("ui.table_file.columns") value=columns options=column_options on_change=Callback::new(move |code| columns.set(code)) test_id="export-columns" />
                {has_personal.then(|| view! { <Checkbox label=ui::text("ui.table_file.personal") checked=with_personal on_change=Callback::new(move |on| with_personal.set(on)) test_id="export-personal" /> })}
                {live(move || (confidential.get() > 0).then(|| view! {
                    <Checkbox label=Signal::derive(move || t_with("ui.table_file.confidential", &[("n", &confidential.get().to_string())])) checked=with_confidential on_change=Callback::new(move |on| with_confidential.set(on)) test_id="export-confidential" />
                }))}
                <p class="muted">{ui::say_key("ui.table_file.export_about")}</p>
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.table_file.export") icon=Icon::Download look=ButtonLook::Primary on_press=press test_id="export-confirm" />
            </div>
    }
}

async fn export(state: AppState, session: Session, kind: &'static Kind, records: Vec<Arc<Record>>, fields: Vec<String>, format: Format) {
    views::drafts::flush_all();
    let subject = kind_many(kind.name);
    let Some(bytes) = base(&session, kind, &records, false) else { return toast(t("ui.job.stopped"), None) };
    let job = Job::Export { kind: kind.name.to_owned(), format, fields, words: words(kind, None), notes: notes(kind) };
    let label = t_with("ui.table_file.writing", &[("name", &subject)]);
    let count = records.len();
    let finished = jobs::run(label, &job, Some(bytes)).await;
    if let Some(file) = super::finish(&session, &subject, format, finished) {
        let by = session.author.get_untracked();
        let entry = Entry { at: now_utc(), by, file, scope: subject.into(), records: count, sealed: false };
        export_log::note(&state, session.workspace.id(), entry).await;
    }
}
