//! What is outside its limits today: value, limit, owner, day; answered with a note, or gone when a new value is inside (P05.A16).

use flow::{Context, Parameter};
use leptos::prelude::*;
use model::{Id, Json, Key, Record, Stamp};
use pillars::performance::rules::alerts::{self, CurrentAlert, Level};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, Dialog, EmptyState, PickOne, Show, TextInput, Tone, live, open_while, say};
use views::kept::Kept;
use views::labels::{date_text, issue_text, kind_label, record_title};
use views::session::parameter_text;
use views::{Place, Session, session};

/// An alert with the words it is shown in.
#[derive(Clone, PartialEq)]
struct Line {
    alert: CurrentAlert,
    kind: String,
    subject: String,
    rule: String,
    owner: String,
}

/// The pair of the address that names one level.
const LEVEL: &str = "level";

/// The alerts of today; follows every change.
pub(crate) fn current(session: &Session) -> Vec<CurrentAlert> {
    let records = session.workspace.tracked_any();
    let registry = session.registry();
    alerts::current(&Context { records: &records, registry: &registry, today: session.today.get() })
}

fn lines(session: &Session) -> Vec<Line> {
    let records = session.workspace.tracked_any();
    let registry = session.registry();
    let title = |id: Id| records.get(id).map(|record| record_title(&records, &registry, record)).unwrap_or_else(|| t("ui.record.gone"));
    current(session)
        .into_iter()
        .map(|alert| Line {
            kind: records.get(alert.subject).map(|record| record.kind.to_string()).unwrap_or_default(),
            subject: title(alert.subject),
            rule: title(alert.threshold),
            owner: alert.owner.map_or_else(|| ui::format::missing().to_owned(), title),
            alert,
        })
        .collect()
}

/// A value or limit in a column: amounts in full.
fn in_column(value: &Parameter) -> String {
    match value {
        Parameter::Money(money) => views::labels::money_text(*money, &views::session::workspace_currency()),
        other => parameter_text(other, &[]),
    }
}

/// The page of alerts.
#[component]
pub(crate) fn AlertsPage() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    // The figure of one level leads to the alerts of just that level.
    let query = session.query;
    let level = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(name, _)| name == LEVEL).map(|(_, code)| code.clone())));
    let rows = Memo::new(move |_| {
        let wanted = level.get();
        lines(&reader).into_iter().filter(|line| wanted.as_ref().is_none_or(|code| line.alert.level.code() == code)).collect::<Vec<_>>()
    });
    let part = move || {
        level.get().map(|code| {
            let count = rows.with(Vec::len).to_string();
            let all = Callback::new(move |()| query.update(|pairs| pairs.retain(|(name, _)| name != LEVEL)));
            view! {
                <div class="list-part" role="status">
                    <p>{t_with("ui.table.only_of", &[("figure", &t(&format!("ui.alerts.{code}"))), ("n", &count)])}</p>
                    <Button label=Signal::derive(|| t_with("ui.table.all_of", &[("kind", &t("ui.nav.alerts"))])) look=ButtonLook::Text on_press=all test_id="all-alerts" />
                </div>
            }
        })
    };
    let chosen = RwSignal::new(None::<Line>);
    let limits = session.href(Place::List("threshold".to_owned()));
    let body = move || rows.get().into_iter().map(|line| row(&session, line, chosen)).collect_view();
    view! {
        <header class="page-head">
            <div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.alerts")}</h1><p class="page-about">{ui::say_key("ui.alerts.about")}</p></div>
            <div class="page-actions"><a href=limits>{ui::say_key("ui.alerts.limits")}</a></div>
        </header>
        {live(part)}
        <Show when=move || !rows.with(Vec::is_empty) fallback=move || view! { <EmptyState title=ui::text("ui.alerts.empty") about=ui::text("ui.alerts.empty_about") /> }>
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.nav.alerts")>
                <table class="table table-cards" data-testid="alerts">
                    <caption class="visually-hidden">{ui::say_key("ui.nav.alerts")}</caption>
                    <thead><tr>
                        <th scope="col">{ui::say_key("ui.alerts.level")}</th><th scope="col">{ui::say_key("ui.alerts.subject")}</th><th scope="col">{ui::say_key("ui.alerts.rule")}</th>
                        <th scope="col" class="is-number">{say(|| with_units("ui.alerts.value"))}</th><th scope="col" class="is-number">{say(|| with_units("ui.alerts.limit"))}</th>
                        <th scope="col">{ui::say_key("ui.alerts.owner")}</th><th scope="col">{ui::say_key("ui.alerts.day")}</th>
                        <th scope="col"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                    </tr></thead>
                    <tbody>{body.clone()}</tbody>
                </table>
            </div>
        </Show>
        <AnswerDialog chosen=chosen />
    }
}

fn row(session: &Session, line: Line, chosen: RwSignal<Option<Line>>) -> AnyView {
    let (tone, level) = match line.alert.level {
        Level::Red => (Tone::Danger, "ui.alerts.red"),
        Level::Amber => (Tone::Warning, "ui.alerts.amber"),
    };
    let href = session.href(Place::Record(line.kind.clone(), line.alert.subject));
    let rule = session.href(Place::Record("threshold".to_owned(), line.alert.threshold));
    let picked = line.clone();
    let press = Callback::new(move |()| chosen.set(Some(picked.clone())));
    view! {
        <tr data-level=line.alert.level.code()>
            <td><Badge label=t(level) tone=tone /></td>
            <th scope="row"><a href=href>{line.subject.clone()}</a><span class="muted">" "{kind_label(&line.kind)}</span></th>
            <td data-label=ui::text("ui.alerts.rule")><a href=rule>{line.rule.clone()}</a></td>
            <td class="is-number" data-label=ui::text("ui.alerts.value")>{in_column(&line.alert.value)}</td>
            <td class="is-number" data-label=ui::text("ui.alerts.limit")>{in_column(&line.alert.limit)}</td>
            <td class="nowrap" data-label=ui::text("ui.alerts.owner")>{line.owner.clone()}</td>
            <td class="nowrap" data-label=ui::text("ui.alerts.day")>{date_text(line.alert.date)}</td>
            <td><Button label=ui::text("ui.alerts.answer_short") about=t_with("ui.list.quoted", &[("title", &line.subject)]) look=ButtonLook::Text on_press=press test_id=format!("answer-{}", line.alert.subject) /></td>
        </tr>
    }
    .into_any()
}

/// The head of a column whose values have different units beside them.
fn with_units(key: &str) -> String {
    ui::head_with_unit(&t(key), &t("ui.table.unit_beside"))
}

/// The stored number of a value shown in its unit.
fn number(value: &Parameter) -> Option<Json> {
    use model::FieldType;
    flow::number_of(value).map(model::Number::write)
}

/// The record that says who answered an alert and how; the one already begun is taken on.
fn answer(session: &Session, line: &Line, note: &str, by: Option<Id>) -> Transaction {
    let today = session.today.get_untracked().to_string();
    let text = t_with("ui.alerts.text", &[("subject", &line.subject), ("rule", &line.rule)]);
    let values: Vec<(&str, Option<Json>)> = vec![
        ("text", Some(Json::from(text))),
        ("threshold", Some(Json::from(line.alert.threshold.to_string()))),
        ("subject", Some(Json::from(line.alert.subject.to_string()))),
        ("level", Some(Json::from(line.alert.level.code()))),
        ("value", number(&line.alert.value)),
        ("limit", number(&line.alert.limit)),
        ("owner", line.alert.owner.map(|id| Json::from(id.to_string()))),
        ("raised_on", Some(Json::from(line.alert.date.to_string()))),
        ("status", Some(Json::from("acknowledged"))),
        ("acknowledged_on", Some(Json::from(today))),
        ("acknowledged_by", by.map(|id| Json::from(id.to_string()))),
        ("note", Some(Json::from(note))),
    ];
    let label = Label { code: "ui.history.alert".to_owned(), title: line.subject.clone() };
    match line.alert.alert {
        Some(id) => values.into_iter().fold(Transaction::new(label), |all, (field, json)| all.set(id, field, json)),
        None => {
            let mut record = Record::new(session.workspace.new_id(), "alert", Stamp::default());
            record.fields.extend(values.into_iter().filter_map(|(field, json)| json.map(|json| (Key::new(field), json))));
            Transaction::new(label).add(record)
        }
    }
}

/// Asks what was found and what is done about it.
#[component]
fn AnswerDialog(chosen: RwSignal<Option<Line>>) -> impl IntoView {
    let session = session();
    let (note, by, trouble) = (Kept::new("alert"), RwSignal::new(None::<String>), RwSignal::new(false));
    let begin = Callback::new(move |()| {
        if let Some(line) = chosen.get_untracked() {
            note.about(format!("{}-{}", line.alert.threshold, line.alert.subject));
        }
        trouble.set(false);
    });
    let open = open_while(chosen, begin);
    let reader = session.clone();
    let people = Signal::derive(move || reader.choices("person"));
    let save = Callback::new(move |()| {
        let Some(line) = chosen.get_untracked() else { return };
        let words = note.now();
        if words.trim().is_empty() {
            trouble.set(true);
        } else if session.commit(answer(&session, &line, words.trim(), by.get_untracked().and_then(|id| id.parse().ok()))) {
            note.used();
            open.set(false);
        }
    });
    let title = Signal::derive(move || {
        chosen.with(|line| line.as_ref().map(|line| t_with("ui.alerts.answer", &[("title", &line.subject)])).unwrap_or_default())
    });
    view! {
        <Dialog open=open title=title test_id="answer-alert">
            <div class="form">
                {live(move || trouble.get().then(|| view! { <Callout tone=Tone::Danger><p role="alert">{issue_text("alert.note_missing", &[])}</p></Callout> }))}
                <TextInput label=ui::text("field.alert.note") value=note.text() on_input=note.typing() multiline=true required=true id="alert-note" />
                <PickOne label=ui::text("field.alert.acknowledged_by") value=by options=people on_change=Callback::new(move |id| by.set(id)) id="alert-by" />
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.alerts.save") look=ButtonLook::Primary on_press=save test_id="save-alert" />
            </div>
        </Dialog>
    }
}
