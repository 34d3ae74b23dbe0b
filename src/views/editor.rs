//! The right editor for each type of value. One mechanism for forms, rows and table cells: a value
//! comes in, a changed value goes out; typed text waits a moment as a draft.

use std::time::Duration;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use model::{
    Bool, Date, Decimal, FieldDef, FieldType, Id, Json, Key, Link, Links, Money, Number, Object, Rows, Score, SpanField, Tags, ValueType,
    parse_number, validate_field, value_type_of,
};
use ui::format;
use ui::lang::{language, t, t_with};
use ui::{
    Button, ButtonLook, Checkbox, ChoiceButtons, DateInput, Icon, IconButton, MonthInput, PickMany, PickOne, ScoreInput, SelectInput, TagsInput,
    TextInput,
};
use ui::{Show, say};

use crate::created::{Created, begins_with_name};
use crate::drafts::{self, PAUSE};
use crate::examples::FieldMark;
use crate::labels::{
    ColumnUnit, choice_options_at, column_label, field_hint, field_label, issue_text, kind_label, money_text, number_text, own_unit, ratio_text,
    record_title,
};
use crate::session::session;

/// Shown by a step page after "complete": required fields that are empty say so.
#[derive(Clone, Copy)]
pub struct RevealMissing(pub RwSignal<bool>);

/// The id in the page of a record's field, for links from messages. The one record of a single
/// kind is named by its kind, so that a message can lead to it before it exists.
pub fn field_id(kind: &str, single: bool, record: Id, field: &str) -> String {
    if single { format!("f-{kind}-{field}") } else { format!("f-{record}-{field}") }
}

/// Editor of one field of one record, committing what changes.
#[component]
pub fn FieldEditor(kind: &'static str, field: &'static FieldDef, record: Id, #[prop(optional)] hide_label: bool) -> AnyView {
    let session = session();
    if let Some(custom) = session.extensions.with_value(|extensions| extensions.editors.get(&(kind, field.name)).copied()) {
        return custom(record);
    }
    let single = session.kind(kind).is_some_and(|kind| kind.single);
    // A frame that only shows keeps the values readable and the controls quiet.
    let may_edit = session.may_edit.get_untracked();
    let reader = session.clone();
    let stored = Memo::new(move |_| reader.record(kind, record).and_then(|found| found.fields.get(field.name).cloned()));
    let stopped = RwSignal::new(None::<String>);
    let on_change = Callback::new(move |json: Option<Json>| {
        stopped.try_set(session.try_field(kind, record, field.name, json).err().flatten());
    });
    let id = field_id(kind, single, record, field.name);
    let editor = view! { <ValueEditor kind=kind path=field.name.to_owned() field=field holder=Some(record) value=stored on_change=on_change stopped=Some(stopped) id=id hide_label=hide_label /> };
    // In a form that is the only one of its kind each value tells by itself whether it is still the sample's.
    let editor = if single {
        view! { <div class="sampled">{editor}<FieldMark kind=kind id=record field=field.name /></div> }.into_any()
    } else {
        editor.into_any()
    };
    let editor = if field.personal { masked_editor(kind, field, stored.into(), editor) } else { editor };
    if may_edit { editor } else { view! { <fieldset class="plain-set" disabled=true>{editor}</fieldset> }.into_any() }
}

/// A contact field: masked for a profile that wants it so, until it is asked for.
fn masked_editor(kind: &'static str, field: &'static FieldDef, value: Signal<Option<Json>>, editor: AnyView) -> AnyView {
    let asked = RwSignal::new(false);
    let hidden = Memo::new(move |_| crate::mask::is_masked() && !asked.get() && value.with(Option::is_some));
    let masked = move || crate::mask::mask(value.get().as_ref().and_then(Json::as_str).unwrap_or_default());
    let show = Callback::new(move |()| asked.set(true));
    view! {
        <div hidden=move || !hidden.get()>
            {ui::live(move || hidden.get().then(|| view! {
                <p class="field-label">{field_label(kind, field.name)}</p>
                <p class="masked-value"><span data-testid="masked">{masked()}</span><Button label=ui::text("ui.mask.show") look=ButtonLook::Text about=field_label(kind, field.name) on_press=show /></p>
            }))}
        </div>
        <div hidden=move || hidden.get()>{editor}</div>
    }
    .into_any()
}

/// A number of a message as its field is written: shares in percent.
fn limit_text(field: &FieldDef, text: &str) -> String {
    match text.parse::<f64>() {
        Ok(limit) if field.value == ValueType::Ratio => format::ratio(limit, 4, language()),
        _ => text.to_owned(),
    }
}

/// Editor of one value.
#[component]
pub fn ValueEditor(
    kind: &'static str,
    /// Key of the label below the kind: `field`, or `field.column` inside a row.
    path: String,
    field: &'static FieldDef,
    /// The record that holds the value, also when it stands in a row; it may tell the unit.
    #[prop(optional_no_strip)]
    holder: Option<Id>,
    #[prop(into)] value: Signal<Option<Json>>,
    on_change: Callback<Option<Json>>,
    /// What stood against the last change.
    #[prop(optional_no_strip)]
    stopped: Option<RwSignal<Option<String>>>,
    id: String,
    #[prop(optional)] hide_label: bool,
) -> AnyView {
    let label = {
        let path = path.clone();
        Signal::derive(move || field_label(kind, &path))
    };
    let hint = {
        let path = path.clone();
        Signal::derive(move || field_hint(kind, &path))
    };
    let required = field.required;
    let reveal = use_context::<RevealMissing>();
    let left = RwSignal::new(false);
    let start = start_of(kind, field).filter(|_| path == field.name);
    let error = {
        let path = path.clone();
        let reader = session();
        let (asked, own, first) = (session().asked, id.clone(), value.get_untracked());
        Signal::derive(move || {
            if let Some(reason) = stopped.and_then(|stopped| stopped.get()) {
                return Some(reason);
            }
            // On another page than the step's nobody takes the sentence away: it goes with the first change.
            let sentence = asked.with(|asked| asked.iter().find(|(field, _)| *field == own).map(|(_, sentence)| sentence.clone()));
            if sentence.is_some() && (reveal.is_some() || value.with(|now| *now == first)) {
                return sentence;
            }
            if let Some((start, record)) = start.zip(holder)
                && let Some(date) = value.with(|end| reader.record(kind, record).and_then(|found| start_after(found.fields.get(start), end.as_ref())))
            {
                let (end, start) = (field_label(kind, &path), field_label(kind, start));
                return Some(t_with("ui.date.reversed", &[("end", &end), ("start", &start), ("date", &format::date(&date, language()))]));
            }
            let revealed = reveal.is_some_and(|reveal| reveal.0.get());
            value.with(|json| {
                let found = validate_field(field, json.as_ref());
                let shown = found.into_iter().find(|issue| if issue.code == "value.missing" { revealed } else { left.get() || revealed })?;
                let label = field_label(kind, &path);
                let mut values: Vec<(&str, &str)> = vec![("field", &label)];
                // The limits of a share are told as it is typed: in percent.
                let shares: Vec<(&str, String)> = shown.parameters.iter().map(|(name, text)| (*name, limit_text(field, text))).collect();
                values.extend(shares.iter().map(|(name, text)| (*name, text.as_str())));
                Some(issue_text(shown.code, &values))
            })
        })
    };
    // A message that appears on leaving must not move the button that is being pressed just then.
    let on_leave = Callback::new(move |()| {
        set_timeout(
            move || {
                left.try_set(true);
            },
            Duration::from_millis(150),
        );
    });
    match field.value {
        ValueType::Line
        | ValueType::Prose
        | ValueType::Url
        | ValueType::Number
        | ValueType::Ratio
        | ValueType::Money
        | ValueType::Duration
        | ValueType::Instant => {
            text_editor(TextEditor { field, holder, label, hint, required, error, value, on_change, on_leave, stopped, id, hide_label })
        }
        ValueType::Date => {
            let shown = Signal::derive(move || text_of(value.get()));
            let change = Callback::new(move |text: String| on_change.run(as_text(text)));
            view! { <DateInput label=label value=shown on_input=change required=required hint=hint error=error id=id hide_label=hide_label /> }
                .into_any()
        }
        ValueType::Month => {
            let shown = Signal::derive(move || text_of(value.get()));
            let change = Callback::new(move |text: String| on_change.run(as_text(text)));
            view! { <MonthInput label=label value=shown on_input=change required=required hint=hint error=error id=id hide_label=hide_label /> }
                .into_any()
        }
        ValueType::Span => span_editor(label, hint, error, value, on_change, id),
        ValueType::Bool => {
            let shown = Signal::derive(move || value.get().as_ref().and_then(Bool::read).unwrap_or(false));
            let change = Callback::new(move |yes: bool| on_change.run(Some(Json::Bool(yes))));
            view! { <Checkbox label=label checked=shown on_change=change hint=hint id=id /> }.into_any()
        }
        ValueType::Choice => {
            let shown = Signal::derive(move || text_of(value.get()));
            let options_path = path.clone();
            let options = Signal::derive(move || choice_options_at(kind, &options_path, field));
            let change = Callback::new(move |code: String| on_change.run(as_text(code)));
            if field.choices.codes().len() <= 5 && !hide_label {
                view! { <ChoiceButtons label=label value=shown options=options on_change=change required=required hint=hint error=error id=id allow_empty={!required} /> }
                    .into_any()
            } else {
                view! { <SelectInput label=label value=shown options=options on_change=change required=required hint=hint error=error id=id hide_label=hide_label allow_empty=true /> }
                    .into_any()
            }
        }
        ValueType::Score => {
            let (min, max) = (field.min.unwrap_or(0.0) as i64, field.max.unwrap_or(5.0) as i64);
            if max - min > 10 {
                return text_editor(TextEditor { field, holder, label, hint, required, error, value, on_change, on_leave, stopped, id, hide_label });
            }
            let shown = Signal::derive(move || value.get().as_ref().and_then(Score::read));
            let change = Callback::new(move |score: Option<i64>| on_change.run(score.map(Json::from)));
            view! { <ScoreInput label=label value=shown min=min max=max on_change=change required=required hint=hint error=error id=id hide_label=hide_label /> }
                .into_any()
        }
        ValueType::Tags => {
            let shown = Signal::derive(move || value.get().as_ref().and_then(Tags::read).unwrap_or_default());
            let change = Callback::new(move |tags: Vec<String>| on_change.run((!tags.is_empty()).then(|| Json::from(tags))));
            view! { <TagsInput label=label value=shown on_change=change required=required hint=hint error=error id=id hide_label=hide_label /> }
                .into_any()
        }
        ValueType::Link => {
            let shown = Signal::derive(move || value.get().as_ref().and_then(Link::read).map(|id| id.to_string()));
            let change = Callback::new(move |picked: Option<String>| on_change.run(picked.map(Json::String)));
            let create =
                creator(field).map(|make| Callback::new(move |text: String| on_change.run(make.run(text).map(|id| Json::String(id.to_string())))));
            let options = link_options(field);
            match create {
                Some(create) => view! { <PickOne label=label value=shown options=options on_change=change on_create=create required=required hint=hint error=error id=id hide_label=hide_label /> }.into_any(),
                None => view! { <PickOne label=label value=shown options=options on_change=change required=required hint=hint error=error id=id hide_label=hide_label /> }.into_any(),
            }
        }
        ValueType::Links => {
            let shown =
                Signal::derive(move || value.get().as_ref().and_then(Links::read).unwrap_or_default().iter().map(Id::to_string).collect::<Vec<_>>());
            let change = Callback::new(move |picked: Vec<String>| on_change.run((!picked.is_empty()).then(|| Json::from(picked))));
            let create = creator(field).map(|make| {
                Callback::new(move |text: String| {
                    if let Some(id) = make.run(text) {
                        let mut picked = shown.get_untracked();
                        picked.push(id.to_string());
                        on_change.run(Some(Json::from(picked)));
                    }
                })
            });
            let options = link_options(field);
            match create {
                Some(create) => view! { <PickMany label=label value=shown options=options on_change=change on_create=create required=required hint=hint error=error id=id hide_label=hide_label /> }.into_any(),
                None => view! { <PickMany label=label value=shown options=options on_change=change required=required hint=hint error=error id=id hide_label=hide_label /> }.into_any(),
            }
        }
        ValueType::Rows => view! { <RowsEditor kind=kind path=path field=field holder=holder value=value on_change=on_change id=id /> }.into_any(),
        ValueType::Attachment => ().into_any(),
    }
}

/// Names of the date that begins something and of the one that ends it.
const PAIRS: [(&str, &str); 6] = [
    ("start", "due"),
    ("start", "end"),
    ("starts_on", "ends_on"),
    ("trial_from", "trial_until"),
    ("agreed_from", "agreed_until"),
    ("valid_from", "valid_until"),
];

/// The date field that must not come after this one.
fn start_of(kind: &str, field: &FieldDef) -> Option<&'static str> {
    let kind = session().kind(kind).filter(|_| field.value == ValueType::Date)?;
    let is_date = |name: &str| kind.fields.iter().any(|other| other.name == name && other.value == ValueType::Date);
    PAIRS.iter().find(|(start, end)| *end == field.name && is_date(start)).map(|(start, _)| *start)
}

/// The start, where it comes after the end.
fn start_after(start: Option<&Json>, end: Option<&Json>) -> Option<String> {
    // As they are stored, the order of the letters is that of the days.
    let (start, end) = (start?.as_str()?, end?.as_str()?);
    (start > end).then(|| start.to_owned())
}

fn text_of(json: Option<Json>) -> String {
    json.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn as_text(text: String) -> Option<Json> {
    (!text.trim().is_empty()).then_some(Json::String(text))
}

/// Options of a link: all records of the target kinds by title.
fn link_options(field: &'static FieldDef) -> Signal<Vec<(String, String)>> {
    let session = session();
    let options = Memo::new(move |_| {
        let registry = session.registry();
        let mut options = Vec::new();
        for kind in field.targets {
            let records = session.workspace.tracked(kind);
            options.extend(records.of_kind(kind).map(|record| (record.id.to_string(), record_title(&records, &registry, record))));
        }
        options
    });
    options.into()
}

/// Makes a record of the linked kind from a typed name, where a name is enough to begin with; what else it needs is
/// asked at once.
fn creator(field: &'static FieldDef) -> Option<Callback<String, Option<Id>>> {
    let session = session();
    let kind = session.kind(field.targets.first()?)?;
    let created = use_context::<Created>();
    begins_with_name(kind).then(|| {
        Callback::new(move |text: String| {
            let id = session.add(kind.name, &[(kind.title.to_owned(), Json::String(text))])?;
            if let Some(created) = created {
                created.ask(kind, id);
            }
            Some(id)
        })
    })
}

struct TextEditor {
    field: &'static FieldDef,
    holder: Option<Id>,
    label: Signal<String>,
    hint: Signal<String>,
    required: bool,
    error: Signal<Option<String>>,
    value: Signal<Option<Json>>,
    on_change: Callback<Option<Json>>,
    on_leave: Callback<()>,
    stopped: Option<RwSignal<Option<String>>>,
    id: String,
    hide_label: bool,
}

/// Text as typed, kept as a draft until it is committed; a number that cannot be read stays in the
/// field with its message, so that nothing typed is lost.
fn text_editor(editor: TextEditor) -> AnyView {
    let TextEditor { field, holder, label, hint, required, error, value, on_change, on_leave, stopped, id, hide_label } = editor;
    // What a limit refused stays in the field with the reason.
    let is_stopped = move || stopped.is_some_and(|stopped| stopped.try_get_untracked().flatten().is_some());
    let draft = RwSignal::new(None::<String>);
    let unreadable = RwSignal::new(None::<&'static str>);
    let timer = StoredValue::new_local(None::<Timeout>);
    let waiting = StoredValue::new(None::<u64>);
    // Each text is written once: a draft that only stays in the field must not write over a newer value of another tab.
    let written = StoredValue::new(false);
    let currency = session().currency;
    // Without a unit from elsewhere this costs nothing; with one it follows the record that tells it.
    let session = session();
    let measurer = StoredValue::new(session.clone());
    let told = Memo::new(move |_| {
        if field.measured_by.is_empty() {
            return field.value;
        }
        let records = session.workspace.tracked_any();
        value_type_of(&records, field, holder.and_then(|id| records.get(id)).map(|record| &**record))
    });
    let value_type = move || told.try_get_untracked().unwrap_or(field.value);

    let save = move || {
        timer.try_set_value(None);
        if let Some(number) = waiting.try_get_value().flatten() {
            drafts::forget(number);
            waiting.try_set_value(None);
        }
        let Some(text) = draft.try_get_untracked().flatten().filter(|_| !written.try_get_value().unwrap_or(true)) else { return };
        match from_text(value_type(), &text) {
            Ok(json) => {
                unreadable.try_set(None);
                // What is stored now reads as it was typed: the field follows the record again, also another tab's changes.
                written.try_set_value(true);
                let follows = to_text(value_type(), json.as_ref()) == text;
                if value.try_get_untracked().is_some_and(|stored| stored != json) {
                    on_change.run(json);
                } else if let Some(stopped) = stopped {
                    stopped.try_set(None);
                }
                if follows && !is_stopped() {
                    draft.try_set(None);
                }
            }
            Err(code) => {
                unreadable.try_set(Some(code));
            }
        }
    };
    let on_input = Callback::new(move |text: String| {
        if from_text(value_type(), &text).is_ok() {
            unreadable.set(None);
        }
        draft.set(Some(text));
        written.set_value(false);
        if waiting.get_value().is_none() {
            waiting.set_value(Some(drafts::register(save)));
        }
        timer.set_value(Some(Timeout::new(PAUSE.as_millis() as u32, save)));
    });
    let leave = Callback::new(move |()| {
        save();
        if unreadable.get_untracked().is_none() && !is_stopped() {
            draft.set(None);
        }
        on_leave.run(());
    });
    on_cleanup(save);

    let shown = Signal::derive(move || {
        told.track();
        draft.get().unwrap_or_else(|| to_text(value_type(), value.get().as_ref()))
    });
    let all_errors = Signal::derive(move || match unreadable.get() {
        Some(code) => Some(issue_text(code, &[("field", &label.get()), ("example", &field.whole_example())])),
        None => error.get(),
    });
    // Where no head of a column says it, the unit stands beside the field.
    let unit = Memo::new(move |_| match told.get() {
        _ if hide_label => String::new(),
        ValueType::Money => format::currency_unit(&currency.get()),
        ValueType::Number if !field.measured_by.is_empty() => measurer.with_value(|session| {
            let records = session.workspace.tracked_any();
            let holder = holder.and_then(|id| records.get(id));
            holder.map(|holder| own_unit(&records, field, holder, &currency.get())).unwrap_or_default()
        }),
        _ => String::new(),
    });
    let echo = Signal::derive(move || {
        // The reason of a refusal stands in its place and names the value.
        if stopped.is_some_and(|stopped| stopped.get().is_some()) {
            return String::new();
        }
        let Some(text) = draft.get() else { return String::new() };
        let Ok(Some(json)) = from_text(value_type(), &text) else { return String::new() };
        let read = match value_type() {
            ValueType::Number => Number::read(&json).map(number_text),
            ValueType::Ratio => Number::read(&json).map(ratio_text),
            ValueType::Money => json.as_i64().map(|minor| money_text(Money(minor), &currency.get())),
            _ => None,
        };
        read.filter(|echo| *echo != text).map(|echo| format!("= {echo}")).unwrap_or_default()
    });
    let numeric = is_numeric(field.value);
    view! {
        <TextInput
            label=label
            value=shown
            on_input=on_input
            on_leave=leave
            multiline={field.value == ValueType::Prose}
            required=required
            hint=hint
            error=all_errors
            id=id
            hide_label=hide_label
            unit=unit
            suffix=echo
            input_mode=if numeric { "decimal" } else { "text" }
        />
    }
    .into_any()
}

/// Whether values of a type are numbers, which end below each other in a column.
fn is_numeric(value: ValueType) -> bool {
    matches!(value, ValueType::Number | ValueType::Ratio | ValueType::Money | ValueType::Duration | ValueType::Score)
}

/// The unit that the type of a column alone tells.
fn own_column_unit(value: ValueType) -> Option<ColumnUnit> {
    match value {
        ValueType::Money => Some(ColumnUnit::Money),
        ValueType::Ratio => Some(ColumnUnit::Share),
        _ => None,
    }
}

/// What a typed text means for a type of value; `None` for empty.
fn from_text(value: ValueType, text: &str) -> Result<Option<Json>, &'static str> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = || parse_number(text).map_err(|error| error.code(value));
    Ok(Some(match value {
        ValueType::Number => Number::write(number()?),
        ValueType::Ratio => {
            let typed = number()?;
            let has_sign = text.contains(['%', '％', '‰']);
            Number::write(if has_sign { typed } else { typed.over(Decimal::from_int(100)).unwrap_or_default() })
        }
        ValueType::Money => Json::from(Money::from_major(number()?).0),
        ValueType::Duration | ValueType::Score => Json::from(number()?.rounded(0).millionths() / 1_000_000),
        ValueType::Instant => Json::String(format::instant_of(text).ok_or("value.instant_unreadable")?),
        _ => Json::String(text.to_owned()),
    }))
}

/// How a stored value looks in its field.
fn to_text(value: ValueType, json: Option<&Json>) -> String {
    let Some(json) = json else { return String::new() };
    match value {
        ValueType::Number => Number::read(json).map(number_text).unwrap_or_default(),
        ValueType::Ratio => Number::read(json).map(ratio_text).unwrap_or_default(),
        ValueType::Money => json.as_i64().map(|minor| number_text(Money(minor).major())).unwrap_or_default(),
        ValueType::Duration | ValueType::Score => json.as_i64().map(|number| number.to_string()).unwrap_or_default(),
        ValueType::Instant => format::instant(json.as_str().unwrap_or_default()),
        _ => json.as_str().map_or_else(|| json.to_string(), str::to_owned),
    }
}

fn span_editor(
    label: Signal<String>,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    value: Signal<Option<Json>>,
    on_change: Callback<Option<Json>>,
    id: String,
) -> AnyView {
    // One end may be known before the other, so the ends are kept as they are typed.
    let end = move |name: &'static str| {
        Signal::derive(move || value.get().and_then(|json| json.get(name).and_then(Json::as_str).map(str::to_owned)).unwrap_or_default())
    };
    let change = move |name: &'static str| {
        Callback::new(move |text: String| {
            let mut span = value.get_untracked().and_then(|json| json.as_object().cloned()).unwrap_or_default();
            if text.is_empty() {
                span.remove(name);
            } else {
                span.insert(name.to_owned(), Json::String(text));
            }
            on_change.run((!span.is_empty()).then_some(Json::Object(span)));
        })
    };
    let (from, to) = (move || t("ui.format.from"), move || t("ui.format.to"));
    let error_of_pair = Signal::derive(move || {
        let both = value.get().is_some_and(|json| json.get("from").is_some() && json.get("to").is_some());
        let read = value.get().as_ref().and_then(SpanField::read);
        if both && read.is_some_and(|span| span.to < span.from) {
            Some(issue_text("value.span_reversed", &[("field", &label.get())]))
        } else {
            error.get().filter(|_| both)
        }
    });
    view! {
        <fieldset class="field-pair" id=id>
            <legend>{label}</legend>
            <Show when=move || !hint.get().is_empty()><p class="field-hint">{hint}</p></Show>
            <DateInput label=Signal::derive(from) value=end("from") on_input=change("from") />
            <DateInput label=Signal::derive(to) value=end("to") on_input=change("to") error=error_of_pair />
        </fieldset>
    }
    .into_any()
}

/// A short table inside a record.
#[component]
fn RowsEditor(
    kind: &'static str,
    path: String,
    field: &'static FieldDef,
    holder: Option<Id>,
    value: Signal<Option<Json>>,
    on_change: Callback<Option<Json>>,
    id: String,
) -> AnyView {
    let rows = Memo::new(move |_| value.get().as_ref().and_then(Rows::read).unwrap_or_default());
    let write = move |rows: Vec<Object>| on_change.run((!rows.is_empty()).then(|| Rows::write(rows)));
    let add = Callback::new(move |()| {
        let mut all = rows.get_untracked();
        all.push(Object::new());
        write(all);
    });
    let label = {
        let path = path.clone();
        Signal::derive(move || field_label(kind, &path))
    };
    let count = Memo::new(move |_| rows.with(Vec::len));
    let currency = session().currency;
    let id_for_rows = id.clone();
    let path_for_head = path.clone();
    let body = move || {
        (0..count.get())
            .map(|index| {
                let cells = field
                    .columns
                    .iter()
                    .map(|column| {
                        let cell = Signal::derive(move || rows.with(|rows| rows.get(index).and_then(|row| row.get(column.name).cloned())));
                        let change = Callback::new(move |json: Option<Json>| {
                            let mut all = rows.get_untracked();
                            let Some(row) = all.get_mut(index) else { return };
                            match json {
                                Some(json) => row.insert(column.name.to_owned(), json),
                                None => row.remove(column.name),
                            };
                            write(all);
                        });
                        let cell_id = format!("{id_for_rows}-{index}-{}", column.name);
                        view! { <td><ValueEditor kind=kind path=format!("{path}.{}", column.name) field=column holder=holder value=cell on_change=change id=cell_id hide_label=true /></td> }
                    })
                    .collect_view();
                let remove = Callback::new(move |()| {
                    let mut all = rows.get_untracked();
                    if index < all.len() {
                        all.remove(index);
                        write(all);
                    }
                });
                let remove_label = Signal::derive(move || t_with("ui.rows.remove", &[("n", &(index + 1).to_string())]));
                view! { <tr>{cells}<td><IconButton label=remove_label icon=Icon::Trash on_press=remove /></td></tr> }
            })
            .collect_view()
    };
    view! {
        <fieldset class="rows-editor" id=id>
            <legend>{label}</legend>
            <Show when=move || { count.get() > 0 }>
                <table class="table table-inner">
                    <thead><tr>
                        {let path = path_for_head.clone(); field.columns.iter().map(|column| { let key = format!("{path}.{}", column.name); view! { <th scope="col" class:is-number=is_numeric(column.value)>{say(move || column_label(kind, &key, own_column_unit(column.value), &currency.get()))}</th> } }).collect_view()}
                        <th scope="col"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                    </tr></thead>
                    <tbody>{body.clone()}</tbody>
                </table>
            </Show>
            <Button label=ui::text("ui.rows.add") icon=Icon::Plus look=ButtonLook::Dashed on_press=add />
        </fieldset>
    }
    .into_any()
}

/// A name for a new record of a kind in buttons: "add goal".
pub fn add_label(kind: &str) -> String {
    t_with("ui.record.add", &[("kind", &kind_label(kind))])
}

/// Pairs for a new record from typed values.
pub fn preset<T: FieldType>(handle: model::Handle<T>, value: T::Value) -> (String, Json) {
    let (name, json): (Key, Json) = handle.to_value(value);
    (name.to_string(), json)
}

/// Today as the value of a date field.
pub fn date_json(date: Date) -> Json {
    Json::String(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_before_its_start_names_the_start() {
        let day = |text: &str| Some(Json::from(text));
        let after = |start: Option<Json>, end: Option<Json>| start_after(start.as_ref(), end.as_ref());
        assert_eq!(after(day("2026-03-02"), day("2026-03-01")).as_deref(), Some("2026-03-02"));
        assert_eq!(after(day("2026-03-01"), day("2026-03-01")), None);
        assert_eq!(after(day("2026-03-02"), None), None);
        assert_eq!(after(None, day("2026-03-01")), None);
    }

    fn check(value: ValueType, typed: &str, stored: Json) {
        assert_eq!(from_text(value, typed), Ok(Some(stored)), "{typed}");
    }

    #[test]
    fn typed_text_becomes_the_stored_value() {
        check(ValueType::Number, "120万", Json::from(1_200_000));
        check(ValueType::Ratio, "30", serde_json::json!(0.3));
        check(ValueType::Ratio, "30%", serde_json::json!(0.3));
        check(ValueType::Ratio, "7.37‰", serde_json::json!(0.00737));
        check(ValueType::Money, "￥1,234.5", Json::from(123_450));
        check(ValueType::Line, " 目标 ", Json::from(" 目标 "));
        assert_eq!(from_text(ValueType::Number, "many"), Err("number.not_a_number"));
        assert_eq!(from_text(ValueType::Score, "many"), Err("number.not_whole"));
        assert_eq!(from_text(ValueType::Money, "much"), Err("number.not_an_amount"));
        assert_eq!(from_text(ValueType::Ratio, "half"), Err("number.not_a_share"));
        assert_eq!(from_text(ValueType::Number, "  "), Ok(None));
    }
}
