//! What the worker is told about a kind: labels of all languages, sentences, records, titles of what links lead to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use io::job::{Named, base_bytes};
use io::table::{FieldWords, Words, importable, split_list};
use js_sys::Uint8Array;
use model::{FieldDef, Json, Kind, Record, RecordSet, Registry, ValueType};
use ui::lang::{Language, has, language, t, t_with};
use views::Session;
use views::labels::{choice_label, choice_options_at, field_hint, field_label, kind_many, record_title};
use views::lists::is_used;

/// Sentences that the worker says, by key.
const SENTENCES: &[&str] = &[
    "issue.import.currency",
    "issue.import.date",
    "issue.import.month",
    "issue.import.no_record",
    "issue.import.option",
    "issue.import.several_records",
    "issue.import.truth",
    "issue.import.whole",
    "issue.number.empty",
    "issue.number.not_a_number",
    "issue.number.not_a_share",
    "issue.number.not_an_amount",
    "issue.number.not_whole",
    "issue.number.too_large",
    "issue.value.instant_unreadable",
    "issue.value.missing",
    "issue.value.span_reversed",
    "issue.value.too_large",
    "issue.value.too_long",
    "issue.value.too_small",
    "issue.value.type",
    "issue.value.year",
    "issue.value.url",
    "ui.import_table.column",
    "ui.import_table.line",
    "ui.import_table.reason",
    "ui.import_table.value",
];

/// Other names of fields, by the name of the field.
const SYNONYMS: &str = "ui.import_table.also.";

/// Texts of the languages that are not on the screen, to recognise headers by.
pub(crate) async fn dictionary_of_others() -> HashMap<String, String> {
    let shown = leptos::prelude::untrack(language).html_lang();
    let mut all = HashMap::new();
    for other in [Language::Chinese, Language::English].into_iter().filter(|other| other.html_lang() != shown) {
        // Without them headers are recognised in the language of the screen alone.
        all.extend(crate::app::load_dictionary(other).await.unwrap_or_default());
        all.extend(crate::opening::labels(other).await);
    }
    all
}

/// The fields that the company uses, in the order of forms.
pub(crate) fn fields_in_use(kind: &'static Kind) -> Vec<&'static FieldDef> {
    kind.fields.iter().filter(|field| is_used(kind.name, field.name)).collect()
}

/// The words of a kind; `others` adds those of other languages.
pub(crate) fn words(kind: &'static Kind, others: Option<&HashMap<String, String>>) -> Words {
    let yes_no = |key: &str| also(t(key), key, others);
    Words {
        many: kind_many(kind.name),
        fields: fields_in_use(kind).into_iter().map(|field| field_words(kind.name, field.name, field, others)).collect(),
        texts: SENTENCES.iter().map(|key| ((*key).to_owned(), t_with(key, &[]))).collect(),
        yes: yes_no("ui.yes"),
        no: yes_no("ui.no"),
    }
}

fn also(shown: String, key: &str, others: Option<&HashMap<String, String>>) -> Vec<String> {
    let mut texts = vec![shown];
    texts.extend(others.and_then(|others| others.get(key)).cloned());
    texts
}

fn field_words(kind: &str, path: &str, field: &FieldDef, others: Option<&HashMap<String, String>>) -> FieldWords {
    let mut choices: Vec<(String, Vec<String>)> = choice_options_at(kind, path, field)
        .into_iter()
        .map(|(code, label)| {
            let key = format!("choice.{kind}.{path}.{code}");
            (code, also(label, &key, others))
        })
        .collect();
    // Options that are hidden by now may still stand in records.
    for code in field.choices.codes() {
        if !choices.iter().any(|(known, _)| known == code) {
            choices.push(((*code).to_owned(), vec![choice_label(kind, path, code)]));
        }
    }
    let mut labels = also(field_label(kind, path), &format!("field.{kind}.{path}"), others);
    // Headers of other programs call the same thing by other names.
    let key = format!("{SYNONYMS}{}", field.name);
    if others.is_some() && has(&key) {
        labels.extend(also(t(&key), &key, others).iter().flat_map(|list| split_list(list, &[])));
    }
    FieldWords {
        name: field.name.to_owned(),
        labels,
        choices,
        columns: field.columns.iter().map(|column| field_words(kind, &format!("{path}.{}", column.name), column, others)).collect(),
    }
}

/// The sheet of notes: what the table is, then what each field takes.
pub(super) fn notes(kind: &'static Kind) -> Vec<String> {
    let mut lines = vec![kind_many(kind.name), t("ui.table_file.notes_about"), String::new()];
    for field in fields_in_use(kind).into_iter().filter(|field| importable(field)) {
        let mut parts = Vec::new();
        if field.required {
            parts.push(t("ui.table_file.required"));
        }
        let key = format!("ui.table_file.takes.{}", type_name(field));
        if has(&key) {
            parts.push(t(&key));
        }
        let options: Vec<String> = choice_options_at(kind.name, field.name, field).into_iter().map(|(_, label)| label).collect();
        if !options.is_empty() {
            parts.push(options.join(" / "));
        }
        parts.push(field_hint(kind.name, field.name));
        parts.retain(|part| !part.is_empty());
        let said = parts.join(&t("ui.table_file.notes_sign"));
        lines.push(t_with("ui.table_file.note", &[("field", &field_label(kind.name, field.name)), ("text", &said)]));
    }
    lines
}

fn type_name(field: &FieldDef) -> &'static str {
    use model::ValueType as V;
    match field.value {
        V::Number | V::Score => "number",
        V::Ratio => "ratio",
        V::Money => "money",
        V::Date => "date",
        V::Month => "month",
        V::Span => "span",
        V::Bool => "bool",
        V::Choice => "choice",
        V::Tags => "list",
        V::Link => "link",
        V::Links => "links",
        V::Rows => "rows",
        V::Duration => "duration",
        V::Line | V::Prose | V::Url | V::Instant | V::Attachment => "text",
    }
}

/// Records of a kind with the titles of what they link to. `whole` brings every record that a link could lead to.
pub(crate) fn base(session: &Session, kind: &'static Kind, records: &[Arc<Record>], whole: bool) -> Option<Uint8Array> {
    let set = session.records();
    let registry = session.registry();
    let fields = || kind.fields.iter().chain(kind.fields.iter().flat_map(|field| field.columns));
    let mut found: Vec<Arc<Record>> = Vec::new();
    if whole {
        let targets: BTreeSet<&str> = fields().flat_map(|field| field.targets).copied().filter(|target| *target != kind.name).collect();
        found.extend(targets.into_iter().flat_map(|target| set.of_kind(target)).cloned());
    } else {
        let ids: BTreeSet<_> = records.iter().flat_map(|record| kind.fields.iter().flat_map(|field| model::links_of(field, record))).collect();
        found.extend(ids.into_iter().filter_map(|id| set.get(id)).cloned());
    }
    let named: Vec<Named> =
        found.iter().map(|record| Named { id: record.id, kind: record.kind.to_string(), title: plain_title(&set, &registry, record) }).collect();
    // Only some kinds have numbers whose unit another record tells.
    let measured = kind.fields.iter().any(|field| !field.measured_by.is_empty());
    let linked: Vec<Arc<Record>> = if measured { with_next(&set, found) } else { Vec::new() };
    base_bytes(records, &linked, &named).ok().map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The title of a record as it is stored: links are found by it, also where contact data are shown masked.
fn plain_title(set: &RecordSet, registry: &Registry, record: &Record) -> String {
    let title = registry.kind(&record.kind).and_then(|kind| kind.field(kind.title)).filter(|field| field.value == ValueType::Line);
    let stored = title.and_then(|field| record.fields.get(field.name)).and_then(Json::as_str).filter(|text| !text.trim().is_empty());
    stored.map_or_else(|| record_title(set, registry, record), str::to_owned)
}

/// These records and those that they link to.
fn with_next(set: &RecordSet, mut found: Vec<Arc<Record>>) -> Vec<Arc<Record>> {
    let next: BTreeSet<model::Id> =
        found.iter().flat_map(|record| record.fields.values().filter_map(Json::as_str).filter_map(|text| text.parse().ok())).collect();
    let known: BTreeSet<model::Id> = found.iter().map(|record| record.id).collect();
    found.extend(next.difference(&known).filter_map(|id| set.get(*id)).cloned());
    found
}
