//! Rows pasted from a spreadsheet: read, matched to columns, shown before they are let in.

use std::collections::HashMap;

use io::table::{is_ambiguous, read_date, read_month};
use leptos::prelude::*;
use model::{FieldDef, Json, Kind, ValueType, parse_number, validate_field};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Checkbox, Dialog, SelectInput, TextInput, Tone, toast};
use ui::{Show, live, say};

use crate::labels::{choice_options, field_label, issue_text, kind_many, record_title};
use crate::session::{Session, session};

/// The choice of a column that fills no field.
const LEFT_OUT: &str = "-";

/// One pasted row: values that fit and sentences about those that do not.
struct PastedRow {
    values: Vec<(&'static str, Json)>,
    problems: Vec<String>,
}

/// What was pasted, as it is read now.
#[derive(Default)]
struct Pasted {
    /// The first row names the columns.
    has_head: bool,
    /// What stands above each column: its name in the first row, or its first value.
    headings: Vec<String>,
    /// The field that each column fills; none where it is left out.
    columns: Vec<Option<&'static FieldDef>>,
    rows: Vec<PastedRow>,
}

/// Splits what a spreadsheet puts on the clipboard: tabs between cells, quotes around cells with
/// line breaks.
pub fn read_cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// The fields that a pasted column can fill.
fn fillable(kind: &'static Kind) -> Vec<&'static FieldDef> {
    kind.fields.iter().filter(|field| !field.computed && !matches!(field.value, ValueType::Rows | ValueType::Attachment | ValueType::Span)).collect()
}

/// A heading without what a table adds to it: the unit in brackets, the mark of what is required, capitals.
fn bare_heading(text: &str) -> String {
    let name = text.split(['（', '(']).next().unwrap_or(text);
    name.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '*' | '＊' | '\u{feff}' | ':' | '：')).to_lowercase()
}

/// The columns of a paste: by the labels of a first row if it names any, else the table's own. `head` says whether the
/// first row names them, where the user said so.
fn columns_of(kind: &'static Kind, first: &[String], shown: &[&'static FieldDef], head: Option<bool>) -> (Vec<Option<&'static FieldDef>>, bool) {
    let named: Vec<Option<&'static FieldDef>> = first
        .iter()
        .map(|cell| {
            let (cell, bare) = (cell.trim(), bare_heading(cell));
            let is_it = |label: &str| label == cell || (!bare.is_empty() && bare_heading(label) == bare);
            let mut open = kind.fields.iter().filter(|field| !field.computed);
            open.clone()
                .find(|field| field_label(kind.name, field.name) == cell)
                .or_else(|| open.find(|field| is_it(&field_label(kind.name, field.name)) || field.name == cell))
        })
        .collect();
    if head.unwrap_or(named.iter().any(Option::is_some)) {
        (named, true)
    } else {
        ((0..first.len()).map(|index| shown.get(index).copied()).collect(), false)
    }
}

/// A day as it is stored; `Err` is the key of the sentence, for a text that is no day or could be two.
fn day_of(text: &str) -> Result<Json, &'static str> {
    if is_ambiguous(text) {
        return Err("ui.paste.unclear_date");
    }
    read_date(text, false).map(|day| Json::String(day.to_string())).ok_or("ui.paste.no_date")
}

/// A cell's text as a stored value; `Err` is the sentence for the user.
fn read_cell(session: &Session, kind: &'static Kind, field: &'static FieldDef, text: &str) -> Result<Option<Json>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let label = field_label(kind.name, field.name);
    let example = field.whole_example();
    let sentence = |code: &str| issue_text(code, &[("field", &label), ("example", &example)]);
    let number = || parse_number(text).map_err(|error| sentence(error.code(field.value)));
    let json = match field.value {
        ValueType::Number => number()?.to_f64().into(),
        ValueType::Ratio => {
            let typed = number()?.to_f64();
            Json::from(if text.contains(['%', '％', '‰']) || typed.abs() <= 1.0 { typed } else { typed / 100.0 })
        }
        ValueType::Money => Json::from(model::Money::from_major(number()?).0),
        ValueType::Score | ValueType::Duration => Json::from(number()?.to_f64() as i64),
        ValueType::Date => day_of(text).map_err(|key| t_with(key, &[("field", &label), ("value", text)]))?,
        ValueType::Month => {
            let month = read_month(text, false).ok_or_else(|| t_with("ui.paste.no_month", &[("field", &label), ("value", text)]))?;
            Json::String(month.to_string())
        }
        ValueType::Instant => Json::String(ui::format::instant_of(text).ok_or_else(|| sentence("value.instant_unreadable"))?),
        ValueType::Choice => {
            let options = choice_options(kind.name, field);
            let found = options.iter().find(|(code, label)| code == text || label == text);
            let missing = || {
                let names = options.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(&t("ui.format.list_separator"));
                t_with("ui.paste.no_option", &[("field", &label), ("value", text), ("options", &names)])
            };
            Json::String(found.ok_or_else(missing)?.0.clone())
        }
        ValueType::Tags => {
            Json::from(text.split(['、', ',', '，', ';', '；']).map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect::<Vec<_>>())
        }
        ValueType::Bool => Json::Bool(["是", "yes", "true", "1", "y"].contains(&text.to_lowercase().as_str())),
        ValueType::Link | ValueType::Links => {
            let records = session.records();
            let registry = session.registry();
            let find = |name: &str| {
                field
                    .targets
                    .iter()
                    .flat_map(|target| records.of_kind(target))
                    .find(|record| record_title(&records, &registry, record) == name)
                    .map(|record| record.id.to_string())
            };
            let missing = |name: &str| t_with("ui.paste.no_record", &[("field", &label), ("value", name)]);
            if field.value == ValueType::Link {
                Json::String(find(text).ok_or_else(|| missing(text))?)
            } else {
                let names = text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
                Json::from(names.map(|name| find(name).ok_or_else(|| missing(name))).collect::<Result<Vec<_>, _>>()?)
            }
        }
        _ => Json::String(text.to_owned()),
    };
    match validate_field(field, Some(&json)).first() {
        None => Ok(Some(json)),
        Some(issue) => {
            let mut values: Vec<(&str, &str)> = vec![("field", &label)];
            values.extend(issue.parameters.iter().map(|(name, text)| (*name, text.as_str())));
            Err(issue_text(issue.code, &values))
        }
    }
}

/// Dialog that takes pasted rows, shows what they become, and adds them in one undoable step.
#[component]
pub fn PasteDialog(kind: &'static Kind, open: RwSignal<bool>, shown: Signal<Vec<&'static FieldDef>>, presets: Vec<(String, Json)>) -> impl IntoView {
    // What was pasted stays when the dialog is closed by mistake.
    let text = RwSignal::new(String::new());
    view! {
        <Dialog open=open title=Signal::derive(move || t_with("ui.paste.title", &[("kind", &kind_many(kind.name))])) wide=true>
            {paste(kind, open, text, shown, presets.clone())}
        </Dialog>
    }
}

ui::chunk! {
    paste: Part fn paste(kind: &'static Kind, open: RwSignal<bool>, text: RwSignal<String>, shown: Signal<Vec<&'static FieldDef>>, presets: Vec<(String, Json)>) {
        content(kind, open, text, shown, presets)
    }
}

fn content(
    kind: &'static Kind,
    open: RwSignal<bool>,
    text: RwSignal<String>,
    shown: Signal<Vec<&'static FieldDef>>,
    presets: Vec<(String, Json)>,
) -> AnyView {
    let session = session();
    let reader = session.clone();
    // What the user said about the first row and about single columns goes before what was guessed.
    let head_said = RwSignal::new(None::<bool>);
    let columns_said = RwSignal::new(HashMap::<usize, Option<&'static FieldDef>>::new());
    let parsed = Memo::new_with_compare(
        move |_| {
            let cells = text.with(|text| read_cells(text));
            let Some(first) = cells.first() else { return Pasted::default() };
            let (mut columns, has_head) = columns_of(kind, first, &shown.get(), head_said.get());
            columns_said.with(|said| {
                for (index, field) in said {
                    // A field is filled by one column.
                    columns
                        .iter_mut()
                        .filter(|column| column.is_some() && column.map(|known| known.name) == field.map(|field| field.name))
                        .for_each(|column| *column = None);
                    if let Some(column) = columns.get_mut(*index) {
                        *column = *field;
                    }
                }
            });
            let rows = cells[usize::from(has_head)..]
                .iter()
                .map(|row| {
                    let mut pasted = PastedRow { values: Vec::new(), problems: Vec::new() };
                    for (cell, column) in row.iter().zip(&columns) {
                        let Some(field) = column else { continue };
                        match read_cell(&reader, kind, field, cell) {
                            Ok(Some(json)) => pasted.values.push((field.name, json)),
                            Ok(None) => {}
                            Err(problem) => pasted.problems.push(problem),
                        }
                    }
                    pasted
                })
                .collect::<Vec<_>>();
            Pasted { has_head, headings: first.iter().map(|cell| cell.trim().to_owned()).collect(), columns, rows }
        },
        |_, _| true,
    );
    let count = Signal::derive(move || parsed.with(|pasted| pasted.rows.len()));
    let problems = Signal::derive(move || {
        parsed.with(|pasted| {
            pasted
                .rows
                .iter()
                .enumerate()
                .flat_map(|(index, row)| {
                    row.problems.iter().map(move |problem| t_with("issue.row", &[("row", &(index + 1).to_string()), ("message", problem)]))
                })
                .take(20)
                .collect::<Vec<_>>()
        })
    });
    let writer = session.clone();
    let add = Callback::new(move |()| {
        let label = Label { code: "ui.history.paste".to_owned(), title: kind_many(kind.name) };
        let mut transaction = Transaction::new(label);
        let mut added = 0;
        parsed.with_untracked(|pasted| {
            for row in pasted.rows.iter().filter(|row| !row.values.is_empty()) {
                let mut record = model::Record::new(writer.workspace.new_id(), kind.name, model::Stamp::default());
                for (name, json) in
                    presets.iter().map(|(name, json)| (name.as_str(), json)).chain(row.values.iter().map(|(name, json)| (*name, json)))
                {
                    record.fields.insert(model::Key::new(name), json.clone());
                }
                added += 1;
                transaction = std::mem::replace(&mut transaction, Transaction::new(Label::default())).add(record);
            }
        });
        if added > 0 && writer.commit(transaction) {
            toast(t_with("ui.paste.added", &[("n", &added.to_string()), ("kind", &kind_many(kind.name))]), None);
            text.set(String::new());
            open.set(false);
        }
    });
    let heading = move |index: usize| parsed.with(|pasted| pasted.headings.get(index).cloned()).unwrap_or_default();
    let width = Memo::new(move |_| parsed.with(|pasted| pasted.columns.len()));
    let head = move || (0..width.get()).map(|index| view! { <th scope="col">{live(move || heading(index))}</th> }).collect_view();
    let options = Signal::derive(move || {
        let left_out = (LEFT_OUT.to_owned(), t("ui.paste.ignored"));
        std::iter::once(left_out)
            .chain(fillable(kind).into_iter().map(|field| (field.name.to_owned(), field_label(kind.name, field.name))))
            .collect::<Vec<_>>()
    });
    let choices = move || {
        (0..width.get())
            .map(|index| {
                let value = Signal::derive(move || {
                    let field = parsed.with(|pasted| pasted.columns.get(index).copied().flatten());
                    field.map_or(LEFT_OUT, |field| field.name).to_owned()
                });
                let change = Callback::new(move |name: String| {
                    columns_said.update(|said| {
                        let field = kind.field(&name);
                        // What another column was told before does not hold against this one.
                        said.retain(|_, known| known.is_none() || known.map(|known| known.name) != field.map(|field| field.name));
                        said.insert(index, field);
                    });
                });
                let label = Signal::derive(move || t_with("ui.paste.column", &[("name", &heading(index))]));
                view! { <td><SelectInput label=label value=value options=options on_change=change hide_label=true test_id=format!("paste-column-{index}") /></td> }
            })
            .collect_view()
    };
    let has_head = Signal::derive(move || parsed.with(|pasted| pasted.has_head));
    let say_head = Callback::new(move |yes: bool| head_said.set(Some(yes)));
    let on_text = Callback::new(move |typed: String| {
        // Another table is another set of columns.
        let first = |text: &str| text.lines().next().map(str::to_owned);
        if first(&typed) != text.with_untracked(|text| first(text)) {
            head_said.set(None);
            columns_said.set(HashMap::new());
        }
        text.set(typed);
    });
    view! {
        <div class="stack">
            <p>{ui::say_key("ui.paste.about")}</p>
            <TextInput label=ui::text("ui.paste.label") value=text on_input=on_text multiline=true rows=6 test_id="paste-text" />
            <Show when=move || { width.get() > 0 }>
                <p>{say(move || t_with("ui.paste.found", &[("n", &count.get().to_string())]))}</p>
                <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.paste.found_region")>
                    <table class="table paste-columns"><thead><tr>{ui::live(head)}</tr></thead><tbody><tr>{ui::live(choices)}</tr></tbody></table>
                </div>
                <Checkbox label=ui::text("ui.paste.has_head") checked=has_head on_change=say_head test_id="paste-has-head" />
                <Show when=move || !problems.get().is_empty()>
                    <Callout tone=Tone::Warning>
                        <p>{ui::say_key("ui.paste.problems")}</p>
                        <ul>{live(move || problems.get().into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view())}</ul>
                    </Callout>
                </Show>
                <div class="dialog-actions">
                    <Button label=Signal::derive(move || t_with("ui.paste.add", &[("n", &count.get().to_string())])) look=ButtonLook::Primary on_press=add test_id="paste-add" />
                </div>
            </Show>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{bare_heading, day_of, read_cells};

    #[test]
    fn a_heading_is_known_by_its_name_alone() {
        for (heading, name) in [("目标值（万元）", "目标值"), (" Target value (%) ", "target value"), ("\u{feff}姓名*", "姓名"), ("职务：", "职务")]
        {
            assert_eq!(bare_heading(heading), name);
        }
    }

    #[test]
    fn a_day_is_stored_as_such_or_refused() {
        for text in ["2026/9/30", "2026-9-30", "2026.9.30", "2026年9月30日", "9/30/2026", "2026-09-30"] {
            assert_eq!(day_of(text), Ok("2026-09-30".into()), "{text}");
        }
        for text in ["下个月", "2026-02-30", "9/30", "尽快"] {
            assert_eq!(day_of(text), Err("ui.paste.no_date"), "{text}");
        }
        assert_eq!(day_of("9/3/2026"), Err("ui.paste.unclear_date"));
    }

    #[test]
    fn spreadsheet_text_becomes_cells() {
        assert_eq!(read_cells("a\tb\r\n1\t2\r\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(read_cells("\"two\nlines\"\t\"a \"\"quote\"\"\""), [["two\nlines", "a \"quote\""]]);
        assert!(read_cells("\n\t\n").is_empty());
    }
}
