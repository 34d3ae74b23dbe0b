//! Begins an assessment: what it stands for, how long it is, what it is called.

use leptos::prelude::*;
use model::Json;
use pillars::diagnosis::assessment::{ASSESSMENT, DATED, FORM, NAME, STAGE};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, ChoiceButtons, Dialog, TextInput};
use views::labels::{choice_label, choice_options, date_text};
use views::{Place, session};

/// The dialog; a baseline first, re-assessments after it.
#[component]
pub(super) fn BeginDialog(open: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let (stage, form, name) = (RwSignal::new(String::new()), RwSignal::new("short".to_owned()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let today = session.today;
    let propose = move |code: String| {
        let word = choice_label("assessment", "stage", &code);
        name.set(t_with("ui.diagnosis.dated", &[("word", &word), ("date", &date_text(today.get_untracked()))]));
        stage.set(code);
        error.set(None);
    };
    let reader = session.clone();
    Effect::new(move |_| {
        if open.get() {
            let records = reader.records();
            let has_baseline = records.of_kind(ASSESSMENT.name).any(|record| STAGE.get(&**record).as_deref() == Some("baseline"));
            propose(if has_baseline { "reassessment" } else { "baseline" }.to_owned());
            form.set("short".to_owned());
        }
    });
    let options =
        |field: &'static str| Signal::derive(move || ASSESSMENT.field(field).map(|field| choice_options("assessment", field)).unwrap_or_default());
    let begin = Callback::new(move |()| {
        let title = name.get_untracked().trim().to_owned();
        if title.is_empty() {
            error.set(Some(t("ui.diagnosis.name_missing")));
            return;
        }
        let mut record = model::Record::new(session.workspace.new_id(), ASSESSMENT.name, model::Stamp::default());
        let fields = [
            (NAME.name(), title.clone()),
            (STAGE.name(), stage.get_untracked()),
            (FORM.name(), form.get_untracked()),
            (DATED.name(), today.get_untracked().to_string()),
        ];
        record.fields.extend(fields.into_iter().map(|(name, text)| (model::Key::new(name), Json::from(text))));
        let id = record.id;
        if session.commit(Transaction::new(Label { code: "ui.history.assessment".to_owned(), title }).add(record)) {
            open.set(false);
            session.show(Place::Diagnosis(format!("score/{id}")));
        }
    });
    view! {
        <Dialog open=open title=ui::text("ui.diagnosis.begin") wide=true test_id="begin-dialog">
            <div class="form">
                <ChoiceButtons label=ui::text("field.assessment.form") value=form options=options("form") on_change=Callback::new(move |code| form.set(code)) id="assessment-form" />
                <ChoiceButtons label=ui::text("field.assessment.stage") value=stage options=options("stage") on_change=Callback::new(propose) hint=ui::text("ui.diagnosis.stage_hint") id="assessment-stage" />
                <TextInput label=ui::text("field.assessment.name") value=name on_input=Callback::new(move |text| name.set(text)) error=error required=true id="assessment-name" />
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.diagnosis.begin_confirm") look=ButtonLook::Primary on_press=begin test_id="begin-confirm" />
            </div>
        </Dialog>
    }
}
