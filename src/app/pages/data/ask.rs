//! Asks by a file: some steps, an assessment, a survey, the daily report, for one who fills it in without installing
//! anything. The answers come back as a file of the same workspace and are merged like any other.

use std::collections::BTreeSet;
use std::sync::Arc;

use io::Scope;
use io::handover::Mode;
use leptos::prelude::*;
use model::{FieldDef, Id, Record, RecordSet, Registry};
use pillars::diagnosis::assessment::{ASSESSMENT, LOCKED_ON};
use pillars::diagnosis::assessment_score::ASSESSMENT_SCORE;
use pillars::information::field_report::FIELD_REPORT;
use pillars::information::survey::SURVEY;
use pillars::information::survey_answer::SURVEY_ANSWER;
use ui::lang::{t, t_with};
use ui::{Checkbox, ChoiceButtons, Dialog, Disclosure, SelectInput, TextInput, live};
use views::labels::pillar_label;
use views::{Place, Session, session};

use super::handover::{Making, Order};
use crate::state::state;

/// The pillar whose names are not given away to choose from: customers.
const CUSTOMERS: u8 = 9;

/// What is asked: screens, kinds of records, and which of these go along.
struct Question {
    pages: Vec<String>,
    kinds: BTreeSet<String>,
    goes: Box<dyn Fn(&Record) -> bool>,
    /// Records of other kinds may be chosen by name.
    names: bool,
}

/// Kinds that fields of these kinds link to.
fn linked(kinds: &BTreeSet<String>, registry: &Registry) -> BTreeSet<String> {
    fn targets(field: &FieldDef) -> Vec<&'static str> {
        field.targets.iter().copied().chain(field.columns.iter().flat_map(targets)).collect()
    }
    let fields = kinds.iter().filter_map(|kind| registry.kind(kind)).flat_map(|kind| kind.fields);
    let own: BTreeSet<&str> = pillars::kinds_of(CUSTOMERS).map(|kind| kind.name).collect();
    fields.flat_map(targets).filter(|kind| !own.contains(kind) && !kinds.contains(*kind)).map(str::to_owned).collect()
}

impl Question {
    fn steps(session: &Session, chosen: &BTreeSet<String>) -> Self {
        let (mut pages, mut kinds) = (Vec::new(), BTreeSet::new());
        for pillar in pillars::PILLARS {
            let Some(content) = untrack(|| session.content(pillar.id)) else { continue };
            for step in content.structure.steps.iter().filter(|step| chosen.contains(&step.id)) {
                pages.extend(Place::step(&step.id).map(|place| place.path()));
                kinds.extend(step.kinds().into_iter().map(ToString::to_string));
            }
        }
        Self { pages, kinds, goes: Box::new(|_| true), names: true }
    }

    fn assessment(id: Id) -> Self {
        let kinds = [ASSESSMENT.name, ASSESSMENT_SCORE.name].map(str::to_owned).into();
        // Raters do not see each other's scores.
        Self { pages: vec![format!("diagnosis/score/{id}")], kinds, goes: Box::new(move |record| record.id == id), names: false }
    }

    fn survey(id: Id) -> Self {
        let kinds = [SURVEY.name, SURVEY_ANSWER.name].map(str::to_owned).into();
        Self { pages: vec![format!("ask/survey/{id}")], kinds, goes: Box::new(move |record| record.id == id), names: false }
    }

    fn report() -> Self {
        Self { pages: vec!["ask/report".to_owned()], kinds: [FIELD_REPORT.name.to_owned()].into(), goes: Box::new(|_| false), names: true }
    }

    /// What the file holds, and its records.
    fn records(&self, session: &Session) -> (Scope, RecordSet) {
        let registry = session.registry();
        let named = if self.names { linked(&self.kinds, &registry) } else { BTreeSet::new() };
        let scope = Scope { kinds: Some(self.kinds.clone()), personal: false, confidential: false, deleted: false, named, ..Scope::default() };
        let mut records = RecordSet::default();
        let goes = |record: &&Arc<Record>| !self.kinds.contains(record.kind.as_str()) || (self.goes)(record);
        session.records().all().into_iter().filter(goes).for_each(|record| records.insert(Record::clone(record)));
        let part = scope.apply(&records, &registry);
        (scope, part)
    }
}

/// What is asked, of whom.
#[component]
pub(super) fn AskDialog(open: RwSignal<bool>) -> impl IntoView {
    let (session, state) = (session(), state());
    let what = RwSignal::new("steps".to_owned());
    let steps = RwSignal::new(BTreeSet::<String>::new());
    let record = RwSignal::new(String::new());
    let [to, note, phrase] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let making = Making::new(open);
    let can_seal = crate::seal::can_seal();
    let whats =
        Signal::derive(move || ["steps", "assessment", "survey", "report"].map(|what| (what.to_owned(), t(&format!("ui.ask.{what}")))).to_vec());
    let reader = session.clone();
    let choices = Signal::derive(move || {
        let kind = if what.get() == "survey" { SURVEY.name } else { ASSESSMENT.name };
        let open = reader.all(kind).into_iter().rev().filter(|record| LOCKED_ON.get(&**record).is_none());
        open.map(|record| (record.id.to_string(), reader.title_of(record.id))).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |code: String| {
        what.set(code);
        record.set(choices.get_untracked().first().map(|(id, _)| id.clone()).unwrap_or_default());
    });
    let needs_record = move || matches!(what.get().as_str(), "assessment" | "survey");
    let nothing = Signal::derive(move || match what.get().as_str() {
        "steps" => steps.with(BTreeSet::is_empty),
        "report" => false,
        _ => record.with(String::is_empty),
    });
    let maker = session.clone();
    let press = Callback::new(move |()| {
        views::drafts::flush_all();
        let id = record.get_untracked().parse::<Id>().ok();
        let question = match (what.get_untracked().as_str(), id) {
            ("steps", _) => Question::steps(&maker, &steps.get_untracked()),
            ("report", _) => Question::report(),
            ("survey", Some(id)) => Question::survey(id),
            (_, Some(id)) => Question::assessment(id),
            _ => return,
        };
        let (scope, records) = question.records(&maker);
        let to = to.get_untracked().trim().to_owned();
        let asked = t(&format!("ui.ask.{}", what.get_untracked()));
        let subject = t_with(if to.is_empty() { "ui.ask.subject" } else { "ui.ask.subject_to" }, &[("what", &asked), ("who", &to)]);
        let note = note.get_untracked().trim().to_owned();
        let passphrase = phrase.get_untracked();
        making.start(&state, &maker, Order { mode: Mode::Ask, records, scope, passphrase, subject, to, note, pages: question.pages });
    });
    let lister = session.clone();
    let step_boxes = move || {
        pillars::PILLARS
            .iter()
            .filter_map(|pillar| {
                let content = lister.content(pillar.id)?;
                let boxes = content.structure.steps.iter().map(|step| {
                    let (id, mine) = (step.id.clone(), step.id.clone());
                    let checked = Signal::derive(move || steps.with(|steps| steps.contains(&mine)));
                    let test_id = format!("ask-{id}");
                    let change = Callback::new(move |on: bool| {
                        steps.update(|steps| {
                            if on {
                                steps.insert(id.clone())
                            } else {
                                steps.remove(&id)
                            };
                        });
                    });
                    let title = content.texts.steps.get(&step.id).map(|texts| texts.title.clone()).unwrap_or_default();
                    view! { <Checkbox label=title checked=checked on_change=change test_id=test_id /> }
                });
                let boxes = boxes.collect_view();
                let title = format!("{} {}", pillar.number, pillar_label(pillar.id));
                Some(view! { <Disclosure title=title test_id=format!("ask-pillar-{}", pillar.number)><div class="ask-steps">{boxes}</div></Disclosure> })
            })
            .collect_view()
    };
    let detail = move || {
        match what.get().as_str() {
        "steps" => view! { <div class="ask-pillars">{step_boxes()}</div> }.into_any(),
        _ if needs_record() && choices.get().is_empty() => view! { <p>{t(&format!("ui.ask.no_{}", what.get()))}</p> }.into_any(),
        _ if needs_record() => view! { <SelectInput label=whats_label(what) value=record options=choices on_change=Callback::new(move |id| record.set(id)) required=true test_id="ask-record" /> }.into_any(),
        _ => ().into_any(),
    }
    };
    view! {
        <Dialog open=open title=ui::text("ui.ask.title") wide=true test_id="ask-dialog">
            <div class="handover-form">
                <p>{ui::say_key("ui.ask.about")}</p>
                <ChoiceButtons label=ui::text("ui.ask.what") value=what options=whats on_change=choose test_id="ask-what" />
                <p class="muted">{live(move || t(&format!("ui.ask.{}_about", what.get())))}</p>
                {live(detail.clone())}
                <div class="form">
                    <TextInput label=ui::text("ui.ask.to") hint=ui::text("ui.ask.to_hint") value=to on_input=Callback::new(move |text| to.set(text)) show_optional=true test_id="ask-to" />
                    <TextInput label=ui::text("ui.ask.note") value=note multiline=true rows=2 on_input=Callback::new(move |text| note.set(text)) show_optional=true test_id="ask-note" />
                    <TextInput label=ui::text("ui.seal.phrase") hint=ui::text(if can_seal { "ui.ask.phrase_hint" } else { "ui.seal.insecure" }) value=phrase disabled=!can_seal show_optional=true on_input=Callback::new(move |typed| phrase.set(typed)) test_id="ask-phrase" />
                </div>
            </div>
            {making.row("ui.handover.make", press, nothing, "ask-make")}
        </Dialog>
    }
}

fn whats_label(what: RwSignal<String>) -> Signal<String> {
    Signal::derive(move || t(&format!("ui.ask.{}", what.get())))
}
