//! One form on the screen, for those who are asked: a sheet of a survey, a report from the front line.

use leptos::prelude::*;
use model::{Id, Json, Key, Record};
use pillars::information::field_report::{DATE, FIELD_REPORT, FORM};
use pillars::information::rules::surveys::{ANSWERS, Question, questions};
use pillars::information::survey::NAME;
use pillars::information::survey_answer::{ANSWERED_ON, SHEET, SURVEY, SURVEY_ANSWER};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, Checkbox, ChoiceButtons, Icon, LinkButton, TextInput, live, toast};
use views::form::RecordForm;
use views::{Place, Session, session};

use super::exceptional::NotFoundHere;
use crate::handover::handed;

/// Between several chosen options of one answer.
const BETWEEN: char = '|';
/// What a report from the front line asks, in order.
const REPORTED: &[&str] =
    &["date", "reporter", "region", "summary", "demand_trend", "price_trend", "product_mix", "rival_moves", "problems", "answers"];

/// The form of an address: `survey/<id>` or `report`.
#[component]
pub(crate) fn AskPage(path: String) -> impl IntoView {
    let session = session();
    match path.split_once('/').unwrap_or((&path, "")) {
        ("survey", id) => match id.parse().ok().and_then(|id| untrack(|| session.record("survey", id))) {
            Some(survey) => sheets(&session, &survey),
            None => view! { <NotFoundHere /> }.into_any(),
        },
        ("report", _) => reports(&session),
        _ => view! { <NotFoundHere /> }.into_any(),
    }
}

/// A screen that the form does not ask for.
#[component]
pub(crate) fn NotAsked() -> impl IntoView {
    let session = session();
    let first = handed().asked().and_then(|asked| Place::short(asked.pages.first()?));
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.ask.not_asked")}</h1><p class="page-about">{ui::say_key("ui.ask.not_asked_about")}</p></div></header>
        {first.map(|place| view! { <LinkButton label=ui::text("ui.ask.back") href=session.href(place) icon=Icon::ArrowLeft test_id="ask-back" /> })}
    }
}

fn head(title: Signal<String>, about: &'static str) -> AnyView {
    view! { <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say(move || title.get())}</h1><p class="page-about">{ui::say_key(about)}</p></div></header> }.into_any()
}

/// Sheets of a survey, one after another.
fn sheets(session: &Session, survey: &Record) -> AnyView {
    let (survey_id, asked) = (survey.id, questions(survey));
    let title = NAME.get(survey).unwrap_or_default();
    let sheet = RwSignal::new(session.workspace.new_id());
    let reader = session.clone();
    let filled = move || {
        let records = reader.workspace.tracked(SURVEY_ANSWER.name);
        records.of_kind(SURVEY_ANSWER.name).filter(|record| SURVEY.get(&***record) == Some(survey_id)).count()
    };
    let count = Memo::new(move |_| filled());
    let next_id = session.clone();
    let next = Callback::new(move |()| {
        views::drafts::flush_all();
        toast(t_with("ui.ask.sheets", &[("n", &count.get_untracked().to_string())]), None);
        sheet.set(next_id.workspace.new_id());
        ui::dom::focus_soon("sheet");
    });
    let session = session.clone();
    let body = move || {
        let id = sheet.get();
        asked.iter().take(ANSWERS.len()).enumerate().map(|(index, question)| question_view(&session, survey_id, id, index, question)).collect_view()
    };
    view! {
        {head(Signal::derive(move || title.clone()), "ui.ask.survey_about")}
        <section id="sheet" class="ask-sheet" tabindex="-1" aria-label=ui::text("kind.survey_answer") data-testid="sheet">{live(body)}</section>
        <p class="muted" role="status">{ui::say(move || t_with("ui.ask.sheets", &[("n", &count.get().to_string())]))}</p>
        <p><Button label=ui::text("ui.ask.next_sheet") icon=Icon::Plus on_press=next test_id="next-sheet" /></p>
    }
    .into_any()
}

/// Writes an answer; the first one begins the sheet.
fn write(session: &Session, survey: Id, sheet: Id, index: usize, value: Option<Json>) {
    let Some(field) = ANSWERS.get(index).map(|handle| handle.name()) else { return };
    let records = session.records();
    if records.get(sheet).is_some() {
        session.set_field(SURVEY_ANSWER.name, sheet, field, value);
        return;
    }
    let Some(value) = value else { return };
    let number = records.of_kind(SURVEY_ANSWER.name).filter(|record| SURVEY.get(&***record) == Some(survey)).count() + 1;
    let name: String = format!("{} {number}", session.author.get_untracked()).trim().chars().take(40).collect();
    let mut record = Record::new(sheet, SURVEY_ANSWER.name, model::Stamp::default());
    let fields = [
        (SHEET.name(), Json::from(name.clone())),
        (SURVEY.name(), Json::from(survey.to_string())),
        (ANSWERED_ON.name(), Json::from(session.today.get_untracked().to_string())),
        (field, value),
    ];
    record.fields.extend(fields.into_iter().map(|(name, json)| (Key::new(name), json)));
    session.commit(Transaction::new(Label { code: "ui.history.add".to_owned(), title: name }).add(record));
}

fn question_view(session: &Session, survey: Id, sheet: Id, index: usize, question: &Question) -> AnyView {
    let label = format!("{}. {}", index + 1, question.text);
    let (reader, writer) = (session.clone(), session.clone());
    let value = Memo::new(move |_| {
        let record = reader.record(SURVEY_ANSWER.name, sheet);
        record.and_then(|record| ANSWERS.get(index).and_then(|handle| handle.get(&*record))).unwrap_or_default()
    });
    let test_id = format!("question-{}", index + 1);
    let set = Callback::new(move |text: String| write(&writer, survey, sheet, index, (!text.trim().is_empty()).then(|| Json::from(text))));
    match question.kind.as_str() {
        "text" => {
            let typed = RwSignal::new(value.get_untracked());
            let leave = Callback::new(move |()| set.run(typed.get_untracked()));
            view! { <TextInput label=label value=typed multiline=true rows=2 on_input=Callback::new(move |text| typed.set(text)) on_leave=leave test_id=test_id /> }
                .into_any()
        }
        "multi" => {
            let options = question.options.clone();
            let boxes = options
                .iter()
                .cloned()
                .map(|option| {
                    let (mine, all) = (option.clone(), options.clone());
                    let checked = Signal::derive(move || value.get().split(BETWEEN).any(|chosen| chosen == mine));
                    let mine = option.clone();
                    let change = Callback::new(move |on: bool| {
                        let now = value.get_untracked();
                        let chosen =
                            all.iter().filter(|other| if **other == mine { on } else { now.split(BETWEEN).any(|chosen| chosen == other.as_str()) });
                        set.run(chosen.cloned().collect::<Vec<_>>().join(&BETWEEN.to_string()));
                    });
                    view! { <Checkbox label=option checked=checked on_change=change /> }
                })
                .collect_view();
            view! { <fieldset class="ask-many" data-testid=test_id><legend>{label}</legend>{boxes}</fieldset> }.into_any()
        }
        _ => {
            let options: Vec<(String, String)> = question.options.iter().map(|option| (option.clone(), option.clone())).collect();
            view! { <ChoiceButtons label=label value=value options=Signal::derive(move || options.clone()) on_change=set allow_empty=true test_id=test_id /> }
                .into_any()
        }
    }
}

/// A report from the front line, begun with today's date; further ones by a button.
fn reports(session: &Session) -> AnyView {
    let starter = session.clone();
    let start = move || {
        let values = [(DATE.name().to_owned(), Json::from(starter.today.get_untracked().to_string())), (FORM.name().to_owned(), Json::from("daily"))];
        starter.add(FIELD_REPORT.name, &values)
    };
    let mine = untrack(|| session.all(FIELD_REPORT.name)).last().map(|record| record.id).filter(|_| handed().asked().is_some());
    let current = RwSignal::new(mine.or_else(|| handed().asked().and_then(|_| start())));
    let another = Callback::new(move |()| {
        views::drafts::flush_all();
        current.set(start());
        ui::dom::focus_soon("report");
    });
    let form = move || current.get().map(|id| view! { <RecordForm kind=&FIELD_REPORT record=id only=REPORTED.to_vec() /> });
    view! {
        {head(ui::text("kind.field_report"), "ui.ask.report_about")}
        <section id="report" tabindex="-1" aria-label=ui::text("kind.field_report")>{live(form)}</section>
        <p><Button label=Signal::derive(move || t(if current.get().is_some() { "ui.ask.next_report" } else { "ui.ask.first_report" })) icon=Icon::Plus on_press=another test_id="next-report" /></p>
    }
    .into_any()
}
